"""What is cited is what CITATION.cff says, in an entry that a bibliography's program can read."""

import re
from dataclasses import replace
from pathlib import Path

import yaml
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.files.citation import cite

CITATION = yaml.safe_load((Path(__file__).parents[2] / "CITATION.cff").read_text("utf-8"))


def fields(entry):
    """Read the fields of an entry, of which the braces must close."""
    depth = 0
    for character in entry:  # BibTeX counts braces behind a backslash, too
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    assert re.match(r"@software\{lexiscape[a-z0-9-]*,\n", entry)
    return dict(re.findall(r"^  (\w+) = \{(.*)\},$", entry, re.MULTILINE))


def test_the_program_is_cited_as_its_own_file_says():
    cited = fields(cite())
    assert cited["title"] == f"{{{CITATION['title']}}}"
    assert cited["author"] == f"{{{CITATION['authors'][0]['name']}}}"
    assert (cited["version"], cited["license"]) == (CITATION["version"], CITATION["license"])
    assert cited["version"] == lx.__version__
    assert "note" not in cited


def test_a_map_is_cited_with_what_it_is_of(make_map, tmp_path):
    make_map(["a", "b", "c"], name="three").save(tmp_path / "m.npz")
    done = CliRunner().invoke(main, ["cite", str(tmp_path / "m.npz")])
    assert done.exit_code == 0, done.output
    assert fields(done.output)["note"].startswith("three · 3 tokens · ")


def test_maps_of_one_model_have_keys_of_their_own_whatever_file_they_are_read_from(make_map, tmp_path):
    drawn = make_map(["a", "b", "c"], name="org/Model 1")
    others = [
        replace(drawn, xy=drawn.xy[::-1].copy()),
        replace(drawn, meta={**drawn.meta, "seed": 7}),
        make_map(["a", "b"], name="org/Model 1"),
    ]
    keys = [cite(one).split(",")[0] for one in (drawn, *others)]
    assert len(set(keys)) == 4
    assert all(re.fullmatch(r"@software\{lexiscape-org-model-1-[0-9a-f]{8}", key) for key in keys)
    drawn.save(tmp_path / "m.npz", tmp_path / "m.html")
    assert {cite(lx.load_map(tmp_path / name)) for name in ("m.npz", "m.html")} == {cite(drawn)}


def test_names_cannot_write_tex(make_map, hostile):
    names = [*hostile, r"\input{/etc/passwd}", "}, note = {x", "a{b", "{" * 9, "50% & $x_1$ #1 ~^"]
    for name in names:
        note = fields(cite(make_map(["a", "b", "c"], name=name)))["note"]
        printed = r"text(?:backslash|asciitilde|asciicircum|braceleft|braceright)\{\}"
        assert not re.search(rf"\\(?!{printed}|[$&#_%])", note), note
        assert not re.search(r"(?<!\\)[$&#_%~^]", note), note


def test_without_a_map_the_command_cites_the_program():
    done = CliRunner().invoke(main, ["cite"])
    assert done.output == cite()
    assert CliRunner().invoke(main, ["cite", "nothing.npz"]).exit_code == 1
