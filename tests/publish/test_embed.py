"""A published page inside others: what it says without scripts, whom it speaks to, and the markup of its frame."""

import html
import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest
from click.testing import CliRunner
from huggingface_hub import constants

from lexiscape.cli import main
from lexiscape.files import page
from lexiscape.publish import SiteOptions
from lexiscape.publish.hub import HubPlace
from lexiscape.publish.site import make_site
from spaces_server import SpacesServer

HUB = "https://hub.example"


@pytest.fixture(scope="module")
def four_places(hostile, make_map):
    """Four crowds of words, a hostile token typical of each."""
    rng = np.random.default_rng(0)
    tokens = [f"{'abcd'[i % 4]}word{i}" for i in range(400)]
    tokens[: len(hostile)] = hostile
    drawn = make_map(tokens, name=hostile[0])
    corners = np.array([[0, 0], [9, 0], [0, 9], [9, 9]], np.float32)
    drawn.xy[:] = corners[np.arange(400) % 4] + rng.normal(0, 0.4, (400, 2)).astype(np.float32)
    return drawn


class Elements(HTMLParser):
    """What stands in markup, by a parser that knows nothing of us."""

    def __init__(self, markup):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def unscripted(markup):
    return re.search(r"<noscript>(.*?)</noscript>", markup, re.DOTALL)[1]


def test_who_has_no_scripts_sees_the_picture_and_the_largest_regions(four_places):
    site = make_site(four_places, "", "", SiteOptions(title="Four <places>"))
    markup = site["index.html"].decode()
    seen = Elements(unscripted(markup))
    names = [region.name for region in four_places.regions if region.level == "continent" and region.words]
    assert len(names) == 4
    assert all(name in seen.text for name in names)
    assert "Four <places>" in seen.text
    assert "100 tokens" in seen.text
    (picture,) = [attributes for tag, attributes in seen.found if tag == "img"]
    assert picture["src"] in site
    assert {tag for tag, _ in seen.found} <= {"div", "p", "h1", "h2", "img", "ul", "li", "bdi"}
    assert "; img-src 'self';" in re.search('Content-Security-Policy" content="([^"]*)"', markup)[1]


def test_a_page_that_was_only_saved_says_the_sentence_alone(four_places):
    markup = page.render(page.payload.of(four_places)).decode()
    assert Elements(unscripted(markup)).found == [("div", {}), ("p", {})]
    assert "img-src" not in markup.partition("<body>")[0]


def test_only_the_page_of_a_space_knows_a_hub(four_places, monkeypatch):
    monkeypatch.setattr(constants, "ENDPOINT", "https://me:secret@hub.example:8443/mirror")
    place = HubPlace("me/map")
    assert place.parent == "https://hub.example:8443"
    for parent, expected in ((place.parent, [place.parent]), ("", [])):
        markup = make_site(four_places, "", "", SiteOptions(), parent)["index.html"].decode()
        assert re.findall('<meta name="lexiscape-parent" content="([^"]*)">', markup) == expected
    assert "lexiscape-parent" not in page.render(page.payload.of(four_places)).decode().partition("<body>")[0]


@pytest.fixture
def publish(tmp_path, monkeypatch, four_places):
    """The command, with a hub of the test's own."""
    server = SpacesServer()
    four_places.save(tmp_path / "m.npz")
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "ENDPOINT", server.endpoint)
    template = server.endpoint + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
    monkeypatch.setenv("HF_TOKEN", server.token)

    def call(*given):
        return CliRunner().invoke(main, ["publish", str(tmp_path / "m.npz"), *given])

    call.hub = server
    yield call
    server.close()


def test_the_snippet_shows_the_page_where_the_hub_serves_it(publish):
    done = publish("--to", "hub:me/map", "--title", 'A "map" <b>', "--embed-snippet", "--quiet")
    assert done.exit_code == 0, done.output
    ((tag, frame),) = Elements(done.stdout).found
    assert tag == "iframe"
    assert frame["src"] == "https://me-map.static.example/?embed=1"
    assert frame["title"] == 'A "map" <b>'
    markup = publish.hub.spaces["me/map"].files["index.html"].decode()
    assert f'<meta name="lexiscape-parent" content="{publish.hub.endpoint}">' in markup
    told = json.loads(publish("--to", "hub:me/map", "--title", 'A "map" <b>', "--embed-snippet", "--json").stdout)
    assert told["embed_snippet"] == done.stdout.strip()


def test_a_hub_that_does_not_say_where_is_not_guessed_at(publish):
    publish.hub.hosts = "javascript:%s"
    done = publish("--to", "hub:me/map", "--embed-snippet")
    assert done.exit_code == 1
    assert "does not say where it serves" in done.output
    assert "<iframe" not in done.output


def test_a_folder_s_snippet_and_none_of_a_dry_run(publish, tmp_path):
    done = publish("--to", str(tmp_path / "site"), "--embed-snippet", "--quiet")
    ((_, frame),) = Elements(done.stdout).found
    assert frame["src"] == "index.html?embed=1"
    assert html.unescape(frame["title"]) == frame["title"]
    done = publish("--to", str(tmp_path / "site"), "--embed-snippet", "--dry-run")
    assert done.exit_code == 2
    assert "leave out --dry-run" in done.output
