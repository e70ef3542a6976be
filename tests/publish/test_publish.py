"""Publishing: what comes to lie in a Space or folder, and that nothing of anybody's is lost on the way."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from click.testing import CliRunner
from huggingface_hub import constants, file_download

import lexiscape as lx
import spaces_server
from lexiscape.cli import main
from lexiscape.errors import CorruptFile, OptionError, OutputError, PublishError, SourceError
from lexiscape.files import page
from lexiscape.maps.film import make_film
from lexiscape.publish import SiteOptions, site
from lexiscape.publish.site import make_site
from page_parts import module_of
from spaces_server import Refusal, SpacesServer

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = {"index.html", "README.md", "thumbnail.png", "lexiscape.json"}


@pytest.fixture
def hub():
    server = SpacesServer()
    yield server
    server.close()


@pytest.fixture(scope="module")
def map_file(tmp_path_factory, make_map):
    path = tmp_path_factory.mktemp("maps") / "small.npz"
    make_map([f"word{i}" for i in range(60)], name="small").save(path)
    return path


@pytest.fixture
def publish(tmp_path, monkeypatch, hub, map_file):
    """The command, with a hub and a cache of the test's own."""
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)

    def call(*given, source=map_file, token="hf_right", endpoint=None):
        monkeypatch.setattr(constants, "ENDPOINT", endpoint or hub.endpoint)
        template = "/{repo_id}/resolve/{revision}/{filename}"  # a hub's, after the endpoint
        for module in (constants, file_download):  # of which older clients read the one, newer the other
            monkeypatch.setattr(module, "HUGGINGFACE_CO_URL_TEMPLATE", constants.ENDPOINT + template, raising=False)
        monkeypatch.delenv("HF_TOKEN", raising=False)
        if token:
            monkeypatch.setenv("HF_TOKEN", token)
        return CliRunner().invoke(main, ["publish", str(source), *given])

    return call


def refused(done, *fragments):
    assert done.exit_code == 1, done.output
    assert isinstance(done.exception, SystemExit)
    for fragment in fragments:
        assert fragment in done.output


def front_of(readme):
    _, front, text = readme.decode().split("---\n", 2)
    return yaml.safe_load(front), text


def test_a_space_is_made_in_one_commit(publish, hub, map_file):
    done = publish("--to", "hub:me/small-map", "--title", "Small: a *map*", "--license", "mit", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["url"] == f"{hub.endpoint}/spaces/me/small-map"
    assert {file["name"]: file["change"] for file in told["files"]} == dict.fromkeys(FILES, "new")
    space = hub.spaces["me/small-map"]
    assert space.sdk == "static"
    assert len(space.commits) == 2  # the hub's own, and ours
    assert set(space.files) >= FILES
    front, text = front_of(space.files["README.md"])
    assert front["title"] == "Small: a *map*"
    assert front["license"] == "mit"
    assert front["sdk"] == "static"
    assert front["app_file"] == "index.html"
    assert front["thumbnail"] == f"{told['url']}/resolve/main/thumbnail.png"
    assert r"# Small\: a \*map\*" in text
    markup = space.files["index.html"].decode()
    assert f'<meta property="og:image" content="{front["thumbnail"]}">' in markup
    assert '<meta property="og:title" content="Small: a *map*">' in markup
    assert f'<link rel="canonical" href="{told["url"]}">' in markup
    again = map_file.with_name("again.html")
    again.write_bytes(space.files["index.html"])
    assert lx.load_map(again).space.tokens == lx.load_map(map_file).space.tokens


def test_what_is_ours_is_replaced_and_what_is_the_same_is_left(publish, hub, tmp_path, make_map):
    assert publish("--to", "hub:me/small-map").exit_code == 0
    space = hub.spaces["me/small-map"]
    commits = list(space.commits)
    done = publish("--to", "hub:me/small-map")
    assert done.exit_code == 0, done.output
    assert "is published already" in done.stdout
    assert space.commits == commits
    other = tmp_path / "other.npz"
    make_map([f"other{i}" for i in range(50)], name="small").save(other)
    assert publish("--to", "hub:me/small-map", source=other).exit_code == 0
    assert len(space.commits) == len(commits) + 1
    assert b"50 tokens" in space.files["README.md"]


def test_what_is_not_ours_stays(publish, hub):
    assert publish("--to", "hub:me/small-map").exit_code == 0
    space = hub.spaces["me/small-map"]
    space.files["README.md"] += b"\nWords of my own.\n"
    space.commit()
    kept = dict(space.files)
    refused(
        publish("--to", "hub:me/small-map", "--title", "Another"),
        "README.md, changed since Lexiscape wrote it",
        "--replace",
    )
    assert space.files == kept
    assert publish("--to", "hub:me/small-map", "--title", "Another", "--replace").exit_code == 0
    assert b"Words of my own" not in space.files["README.md"]


def test_somebody_elses_space_stays(publish, hub):
    publish("--to", "hub:me/app")
    space = hub.spaces["me/app"]
    space.files = {"index.html": b"mine", "app.js": b"mine, too"}
    space.commit()
    refused(publish("--to", "hub:me/app"), "index.html, which Lexiscape did not write")
    assert space.files["index.html"] == b"mine"
    assert publish("--to", "hub:me/app", "--replace").exit_code == 0
    assert space.files["app.js"] == b"mine, too"
    space.sdk = "gradio"
    refused(publish("--to", "hub:me/app", "--replace"), "runs gradio and is no static Space")


def test_a_dry_run_changes_nothing(publish, hub):
    done = publish("--to", "hub:me/small-map", "--dry-run")
    assert done.exit_code == 0, done.output
    assert "would be published" in done.stdout
    assert hub.spaces == {}


def test_whoever_is_logged_in_is_meant(publish, hub):
    assert publish("--to", "hub:small-map").exit_code == 0
    assert set(hub.spaces) == {"me/small-map"}


def test_refusals_say_what_to_do(publish, hub):
    refused(publish("--to", "hub:m", token=None), "nobody is logged in", "hf auth login")
    refused(publish("--to", "hub:me/m", token="hf_expired"), "the hub does not know you", "hf auth login")
    refused(publish("--to", "hub:me/m", token=None), "hf auth login")
    refused(publish("--to", "hub:you/m"), "(403)", "no right to write there")
    for name in ("hub:", "hub:me/", "hub:me/a b", "hub:me/../you", "hub:a/b/c", "hub:me/-x"):
        refused(publish("--to", name), "expected hub:USER/NAME")
    assert hub.spaces == {}


@pytest.mark.parametrize(
    ("status", "told"),
    [(403, "no right to write"), (412, "changed meanwhile"), (429, "asked too often"), (0, "cannot be reached")],
)
def test_nothing_is_half_published(publish, hub, status, told):
    hub.refusal = Refusal("/commit/", status)
    refused(publish("--to", "hub:me/m"), told, "was made and is empty", "--replace")
    assert hub.spaces["me/m"].files["index.html"] == b"<p>Welcome"
    assert len(hub.spaces["me/m"].commits) == 1
    hub.refusal = None
    assert publish("--to", "hub:me/m", "--replace").exit_code == 0
    assert set(hub.spaces["me/m"].files) >= FILES


def test_a_hub_that_is_not_there(publish):
    refused(publish("--to", "hub:me/m", endpoint="http://127.0.0.1:9"), "cannot be reached")


@pytest.mark.filterwarnings("ignore:Use 'content:DeprecationWarning")  # of huggingface_hub's own upload
def test_a_large_page_goes_as_the_hub_asks(publish, hub, monkeypatch):
    monkeypatch.setattr(spaces_server, "LARGE", 100_000)
    done = publish("--to", "hub:me/large")
    assert done.exit_code == 0, done.output
    assert {hashlib.sha256(hub.spaces["me/large"].files["index.html"]).hexdigest()} <= set(hub.large)
    assert "is published already" in publish("--to", "hub:me/large").output


def word_vectors(path):
    """Write forty words of four numbers, as word2vec has them."""
    vectors = np.random.default_rng(0).normal(size=(40, 4))
    rows = [f"word{row} {' '.join(map(str, vector))}" for row, vector in enumerate(vectors)]
    path.write_text("\n".join(["40 4", *rows]), "utf-8")
    return path


def test_a_gallery_links_every_map_of_it(tmp_path):
    """Twice, and the second time over the first: each page is there, and so is what its card shows."""
    sources = [word_vectors(tmp_path / name) for name in ("words.vec", "other <b>.vec")]
    for _ in range(2):
        command = [sys.executable, EXAMPLES / "gallery.py", tmp_path / "site", *sources]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    index = (tmp_path / "site" / "index.html").read_text("utf-8")
    shown = re.findall(r'(?:href|src)="([^"]+)"', index)
    assert len(shown) == 4
    assert all((tmp_path / "site" / target).is_file() for target in shown)
    assert "<b>" not in index
    assert index.count("40 tokens") == 2


def test_a_gallery_of_what_is_not_there_is_refused_in_a_sentence(tmp_path):
    command = [sys.executable, EXAMPLES / "gallery.py", tmp_path / "site", tmp_path / "nothing.vec"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert re.fullmatch(r"no map of .*nothing\.vec: .+\n", done.stderr)


def test_the_job_maps_and_publishes(hub, tmp_path):
    """Whoever runs it on the hub's machines gives it a model, a Space and the token."""
    place = {"HF_ENDPOINT": hub.endpoint, "HF_TOKEN": "hf_right", "HF_HUB_DISABLE_XET": "1", "HF_HOME": str(tmp_path)}
    job = EXAMPLES / "publish_job.py"
    done = subprocess.run(
        [sys.executable, job, word_vectors(tmp_path / "words.vec"), "me/words"],
        env={**os.environ, **place},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"{hub.endpoint}/spaces/me/words"
    assert set(hub.spaces["me/words"].files) >= FILES
    described = re.search(r"^# /// script\n(.*?)^# ///$", job.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    wanted = tomllib.loads(re.sub("^# ?", "", described[1], flags=re.MULTILINE))["dependencies"]
    extras = tomllib.loads((EXAMPLES.parent / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert set(re.fullmatch(r"lexiscape\[(.+)\]", wanted[0])[1].split(",")) <= set(extras)


def test_a_folder(tmp_path, make_map):
    drawn = make_map(["a", "b", "c"], name="three")
    place = tmp_path / "new" / "site"
    plan = drawn.publish(str(place), title="Three")
    assert plan.changes == dict.fromkeys(FILES, "new")
    assert {path.name for path in place.iterdir()} == FILES
    assert page.read(place / "index.html").name == "Three"
    assert drawn.publish(str(place), title="Three").changes == {}
    (place / "README.md").write_text("mine", "utf-8")
    with pytest.raises(PublishError, match="changed since Lexiscape wrote it"):
        drawn.publish(str(place), title="Four")
    assert (place / "README.md").read_text("utf-8") == "mine"
    drawn.publish(str(place), title="Four", replace=True)
    assert "Four" in (place / "README.md").read_text("utf-8")
    with pytest.raises(OutputError, match="no folder"):
        drawn.publish(str(place / "README.md"))


def test_the_page_as_text_is_the_page_as_a_file(tmp_path, make_map):
    drawn = make_map(["a", "</script>", "\ud800"])
    drawn.save(tmp_path / "m.html")
    assert drawn.html().encode() == (tmp_path / "m.html").read_bytes()


def test_a_page_with_its_vectors_is_published_and_is_text(tmp_path):
    vectors = np.random.default_rng(0).normal(size=(40, 6)).astype(np.float32)
    drawn = lx.map_space(lx.open_space([f"word{row}" for row in range(40)], vectors))
    drawn.save(tmp_path / "m.html", vectors=True)
    assert drawn.html(vectors=True).encode() == (tmp_path / "m.html").read_bytes()
    assert 'id="lexiscape-vectors"' in drawn.html(vectors=np.float32(0.5))
    drawn.publish(tmp_path / "site", vectors=True)
    assert 'id="lexiscape-vectors"' in (tmp_path / "site" / "index.html").read_text("utf-8")
    for wrong in ("yes", 1.5, None, 0.0):
        with pytest.raises(OptionError, match="share of the nearest"):
            drawn.html(vectors=wrong)
        with pytest.raises(OptionError, match="share of the nearest"):
            drawn.save(tmp_path / "m.npz", vectors=wrong)


def stops_of(markup: str) -> list[dict[str, object]]:
    (held,) = re.findall('<script id="lexiscape-tour" type="application/x-lexiscape">(.*?)</script>', markup)
    return json.loads(base64.b64decode(held))["stops"]


def test_a_page_that_is_published_keeps_its_vectors_its_tokenizer_and_its_tour(tmp_path):
    drawn = lx.map_space(lx.open_space("demo:bert").first(300), layout="pca")
    drawn.save(tmp_path / "m.html", vectors=0.8, tokenizer=True, tour="auto")
    held = tmp_path.joinpath("m.html").read_text("utf-8")
    for title in (None, "Called otherwise"):
        lx.load_map(tmp_path / "m.html").publish(tmp_path / "site", title=title)
        published = (tmp_path / "site" / "index.html").read_text("utf-8")
        for name in ("vectors", "tokenizer"):
            element = re.compile(f'<script id="lexiscape-{name}" type="application/x-lexiscape">.*?</script>')
            assert element.findall(published) == element.findall(held) != []
        assert stops_of(published) == stops_of(held) != []
        assert "openPage([lexiscapeAsk.askPanel, lexiscapePieces.piecesPanel])" in module_of(published)
    done = CliRunner().invoke(main, ["publish", str(tmp_path / "m.html"), "--vectors", "--to", str(tmp_path / "two")])
    assert done.exit_code == 0, done.output
    assert 'id="lexiscape-vectors"' in (tmp_path / "two" / "index.html").read_text("utf-8")


def test_a_film_is_not_published_as_a_map(tmp_path):
    rows = np.random.default_rng(0).normal(size=(60, 6)).astype(np.float32)
    spaces = [lx.open_space([f"word{row}" for row in range(60)], rows * scale) for scale in (1, 2)]
    make_film(spaces).save(tmp_path / "film.html")
    with pytest.raises(SourceError, match="cannot be carried on as a map: put that file itself where others open it"):
        lx.load_map(tmp_path / "film.html").publish(tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_what_is_no_vectors_is_not_carried_on(tmp_path):
    pages = {}
    for n in (40, 50):
        vectors = np.random.default_rng(0).normal(size=(n, 6)).astype(np.float32)
        drawn = lx.map_space(lx.open_space([f"word{row}" for row in range(n)], vectors), layout="pca")
        pages[n] = drawn.html(vectors=True)
    start = '<script id="lexiscape-vectors" type="application/x-lexiscape">'
    mine, others = (pages[n].split(start)[1].split("</script>")[0] for n in (40, 50))
    for other in (others, others[:100], mine[:40] + "AAAA" + mine[44:], "", "AAAA"):
        (tmp_path / "m.html").write_text(pages[40].replace(mine, other), "utf-8")
        with pytest.raises(CorruptFile, match=r"vectors in the page of .* cannot be carried on: "):
            lx.load_map(tmp_path / "m.html").publish(tmp_path / "site")
    (tmp_path / "m.html").write_text(pages[40].replace(mine, "!"), "utf-8")
    with pytest.raises(CorruptFile, match=r"vectors in m\.html is damaged: expected base64"):
        lx.load_map(tmp_path / "m.html")
    assert not (tmp_path / "site").exists()


def test_a_record_of_anybodys_proves_nothing(tmp_path, make_map):
    drawn = make_map(["a", "b", "c"])
    for record in (b"", b"[]", b'{"files": 3}', b'{"files": {"index.html": null}}', b"[" * 100_000, b"\xff"):
        (tmp_path / "lexiscape.json").write_bytes(record)
        (tmp_path / "index.html").write_text("mine", "utf-8")
        with pytest.raises(PublishError, match=r"index.html"):
            drawn.publish(str(tmp_path))
        assert (tmp_path / "index.html").read_text("utf-8") == "mine"


def test_a_record_of_somebody_elses_stays(tmp_path, make_map):
    drawn = make_map(["a", "b", "c"])
    (tmp_path / "lexiscape.json").write_text('{"my": "settings"}', "utf-8")
    with pytest.raises(PublishError, match=r"lexiscape.json, which Lexiscape did not write"):
        drawn.publish(tmp_path)
    assert (tmp_path / "lexiscape.json").read_text("utf-8") == '{"my": "settings"}'


def test_what_was_ours_stays_ours(tmp_path, make_map, monkeypatch):
    drawn = make_map([f"word{i}" for i in range(30)])
    drawn.publish(tmp_path)
    with monkeypatch.context() as without:
        without.setattr(site, "_picture", lambda _: b"")
        drawn.publish(tmp_path, title="No picture")
    assert make_map([f"more{i}" for i in range(40)]).publish(tmp_path).changes["thumbnail.png"] == "replaced"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
def test_what_is_no_file_is_refused(tmp_path, make_map):
    os.mkfifo(tmp_path / "README.md")
    with pytest.raises(OutputError, match=r"README.md"):
        make_map(["a", "b", "c"]).publish(tmp_path)


def test_a_title_is_the_pages_own(tmp_path, make_map):
    make_map(["a", "b", "c"], name="file-17").publish(tmp_path / "site", title="Words")
    assert page.read(tmp_path / "site" / "index.html").name == "Words"
    assert "file-17" not in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_a_damaged_card_is_a_sentence(tmp_path, make_map):
    card = lx.map_space(lx.open_space(list("abcdef"), np.eye(6, dtype=np.float32)), layout="pca").meta["card"]
    drawn = make_map(list("abcdef"))
    for margin in ("x", [1], 10**400, None):
        scores = {name: {**score, "margin": margin} for name, score in card["scores"].items()}
        with pytest.raises(CorruptFile, match="draw the map again"):
            replace(drawn, meta={**drawn.meta, "card": {**card, "scores": scores}}).publish(tmp_path / "site")
    told = replace(drawn, meta={**drawn.meta, "card": card}).publish(tmp_path / "site").files["README.md"].decode()
    name, score = next(iter(card["scores"].items()))
    assert f"| {name} | {score['value']:.2f}" in told


def test_a_plan_is_read(tmp_path, make_map):
    plan = make_map(["a", "b", "c"]).publish(tmp_path / "site", dry_run=True)
    assert len(repr(plan)) < 300
    assert "index.html new" in repr(plan)
    assert plan.url is None


def test_options_are_checked(tmp_path, make_map):
    drawn = make_map(["a", "b", "c"])
    wrong = {"license": ("MIT or so", "a\nmodels: [x]"), "emoji": ("ab", "", "\udcff", "é\u2028")}
    for option, values in wrong.items():
        for value in values:
            with pytest.raises(OptionError):
                drawn.publish(str(tmp_path / "site"), **{option: value})
    for emoji in ("🗺️", "👩‍👩‍👧", "🇯🇵", "☂", "👍🏽"):
        drawn.publish(tmp_path / "emoji", emoji=emoji, dry_run=True)
    for to in ("", "  ", None, 3, "hf:me/x", "https://example.org/x"):
        with pytest.raises(OptionError):
            drawn.publish(to)
    assert not (tmp_path / "site").exists()


def test_names_of_anybodys_stay_names(make_map, hostile):
    for name in hostile:
        drawn = make_map(["a", "b", "c"], name=name)
        files = make_site(drawn, "", "", SiteOptions())
        front, text = front_of(files["README.md"])
        assert isinstance(front["title"], str)
        assert front["sdk"] == "static"
        assert "<script>alert" not in text
        head = files["index.html"].decode().partition("<body>")[0]
        assert set(re.findall(r"<(\w+)", head)) <= {"html", "head", "meta", "title", "style"}


def test_a_hub_model_is_named(make_map):
    drawn = make_map(["a", "b", "c"], name="org/model")
    drawn.space.provenance.update(source="org/model@main", commit="0" * 40)
    front, text = front_of(make_site(drawn, "", "", SiteOptions())["README.md"])
    assert front["models"] == ["org/model"]
    assert "lexiscape map" not in text  # that would draw another map
    drawn.space.provenance.update(rows=3, matrix="input")
    usual = replace(drawn, meta={"name": "org/model", "layout": {"layout": "tsne", "perplexity": None}, "seed": 0})
    _, text = front_of(make_site(usual, "", "", SiteOptions())["README.md"])
    assert f"lexiscape map org/model@{'0' * 40}" in text
    local = make_map(["a", "b", "c"], name="model")
    local.space.provenance.update(source="/home/me/secret/model")
    files = make_site(local, "", "", SiteOptions())
    assert b"secret" not in files["README.md"]
    assert "models" not in front_of(files["README.md"])[0]
