"""The documentation builds without a warning, names every option, and every block of code in it runs.

A block is left out only by a comment before it, `<!-- not run: why -->`. So that the blocks are quick, the packaged
models are cut to their first tokens here (`FIRST`); everything else is as written. What a Japanese page does as its
English page does is not run once more. Every English page has its Japanese page of the same headings and code.
"""

import ast
import re
import shlex
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from click.testing import CliRunner

import lexiscape.maps
import lexiscape.sources
from lexiscape.cli import COMMANDS, main

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(page for page in (ROOT / "docs").rglob("*.md") if "_build" not in page.parts),
    ]
)
FENCE = re.compile(
    r"(?:<!-- not run: (?P<why>[^\n]+) -->\n)?^ *```(?P<language>python|sh|console|bash)\n(?P<code>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)
JAPANESE = ROOT / "docs" / "ja"
FIRST = {"demo:bert": 16_000, "demo:llama": 8_000}
FROM_DOCSTRINGS = {"api.md", "cli.md"}  # English, as the docstrings are that they are made of
OWN_EXAMPLES = {"ask.md", "publish.md", "quick-start.md"}  # whose Japanese code is about Japanese words
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]


class Block(NamedTuple):
    language: str
    code: str
    why_not_run: str | None


def blocks(page):
    return [
        Block(found["language"], textwrap.dedent(found["code"]), found["why"])
        for found in FENCE.finditer(page.read_text("utf-8"))
    ]


def name_of(page):
    return str(page.relative_to(ROOT))


@pytest.fixture
def short_demo(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    whole = lexiscape.sources.open_space

    def cut(source, *rest, **options):
        space = whole(source, *rest, **options)
        return space.first(FIRST[source]) if isinstance(source, str) and source in FIRST else space

    monkeypatch.setattr("lexiscape.sources.open_space", cut)
    monkeypatch.setattr("lexiscape.maps.pipeline.open_space", cut)


def run_line(line):
    words = shlex.split(line, comments=True)
    if not words:
        return
    if words[:2] == ["pip", "install"]:
        for extra in re.findall(r"lexiscape\[([\w,]+)\]", line):
            assert set(extra.split(",")) <= set(EXTRAS), line
    elif words[0] == "make":
        targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        assert set(words[1:]) <= set(targets), line
    elif words[0] == "lexiscape":
        result = CliRunner().invoke(main, words[1:])
        assert result.exit_code == 0, f"{line}\n{result.output}"
    else:
        pytest.fail(f"a test does not know how to run {line!r}: say why not with <!-- not run: … -->")


def what_runs(page):
    return [block for block in blocks(page) if not block.why_not_run]


def does(block):
    """What a block does, whatever its comments say."""
    if block.language == "python":
        return ast.dump(ast.parse(block.code))
    return tuple(tuple(shlex.split(line, comments=True)) for line in lines_of(block))


def lines_of(block):
    """The commands of a block of a shell's, each on a line."""
    return block.code.replace("\\\n", " ").splitlines()


def english_of(page):
    """The page of which a Japanese one is the translation."""
    of_its_own = {"README.ja.md": ROOT / "README.md", "contributing.md": ROOT / "CONTRIBUTING.md"}
    return of_its_own.get(page.name, ROOT / "docs" / page.name)


def own_of(page):
    """Return what runs of a page: of a Japanese one, the commands that its English page does not have.

    And its Python, which goes on from block to block, where any of it is its own.
    """
    own = what_runs(page)
    if page.parent != JAPANESE and page.name != "README.ja.md":
        return own
    english = [does(block) for block in what_runs(english_of(page))]
    commands = {command for done in english if isinstance(done, tuple) for command in done}
    with_python = any(block.language == "python" and does(block) not in english for block in own)
    left = []
    for block in own:
        if block.language == "python":
            left += [block] if with_python else []
        else:
            lines = zip(lines_of(block), does(block), strict=True)
            left.append(block._replace(code="\n".join(line for line, command in lines if command not in commands)))
    return [block for block in left if block.code]


def levels(page):
    """The levels of a page's headings, in their order, as far as somebody wrote them."""
    written = page.read_text("utf-8").split("<!-- rooms: written by docs/rooms.py -->")[0]
    return [
        len(marks) for marks in re.findall(r"^(#+) ", re.sub(r"```.*?```", "", written, flags=re.DOTALL), re.MULTILINE)
    ]


@pytest.mark.filterwarnings("ignore:.*labels are left out:UserWarning")
@pytest.mark.parametrize("page", [page for page in PAGES if own_of(page)], ids=name_of)
def test_every_block_runs(page, short_demo):
    names = {"__name__": "page"}
    for block in own_of(page):
        if block.language == "python":
            exec(compile(block.code, name_of(page), "exec"), names)
        else:
            for line in lines_of(block):
                run_line(line)


def test_every_page_has_its_japanese_page():
    english = {page.name for page in (ROOT / "docs").glob("*.md") if not page.name.endswith(".inc.md")}
    assert {page.name for page in JAPANESE.glob("*.md")} == english - FROM_DOCSTRINGS


@pytest.mark.parametrize(
    "page", sorted(page for page in JAPANESE.glob("*.md") if page.name != "index.md"), ids=lambda page: page.name
)
def test_a_japanese_page_has_the_headings_and_the_code_of_its_english_page(page):
    english = english_of(page)
    assert levels(page) == levels(english)
    told, expected = blocks(page), blocks(english)
    assert [(block.language, block.why_not_run) for block in told] == [
        (block.language, block.why_not_run) for block in expected
    ]
    if page.name not in OWN_EXAMPLES:
        assert [does(block) for block in told] == [does(block) for block in expected]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_inside_the_project_lead_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target or target.startswith(("#", "mailto:")):
            continue
        assert (page.parent / target.split("#")[0]).exists(), f"{name_of(page)} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_holds_both_sides_of_a_merge(page):
    assert not re.search(r"^(<{7}|>{7}) ", page.read_text("utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", ROOT / "docs", out]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return out


def test_the_site_names_every_command_and_option(site):
    page = (site / "cli.html").read_text("utf-8")
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert f"lexiscape {name}" in page
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.opts[-1] in page, f"lexiscape {name} {parameter.opts[-1]} is not documented"


def test_the_site_documents_every_public_name(site):
    page = (site / "api.html").read_text("utf-8")
    for name in lexiscape.__all__:
        if name != "__version__":
            assert f'id="lexiscape.{name}"' in page or f'id="lexiscape.errors.{name}"' in page, name


def test_the_viewers_readme_names_every_file_of_it():
    source = ROOT / "web" / "src"
    told: set[str] = set()
    room = ""
    for line in (ROOT / "web" / "README.md").read_text("utf-8").splitlines():
        if heading := re.match(r"### `([\w/-]+)/`", line):
            room = heading[1].removeprefix("src").strip("/")
        elif line.startswith("| `"):
            files, _, _ = line.removeprefix("|").partition("|")
            told |= {f"{room}/{name}".lstrip("/") for name in re.findall(r"`([\w.-]+)`", files)}
    assert told == {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_prose_is_wrapped(page):
    """A paragraph is as wide as the code, so that a change of it shows as a change of its lines."""
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for line in text.splitlines():
        assert len(line) <= 120 or line.startswith(("|", "![")) or " " not in line.strip(), line
