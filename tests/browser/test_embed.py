"""The page inside other pages: embedded in a blog, and framed by the hub that it was published to."""

import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from threading import Thread

import pytest
from playwright.sync_api import expect

from browser.graphics import GRAPHICS
from lexiscape.publish import SiteOptions
from lexiscape.publish.site import make_site

HANDLE = "document.getElementById('lexiscape').lexiscape"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory, make_map):
    path = tmp_path_factory.mktemp("embed") / "map.html"
    make_map([f"word{i}" for i in range(200)], name="small").save(path)
    return path


class _Quiet(SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/favicon.ico":
            super().do_GET()
        else:
            self.send_response(204)  # browsers ask for it, and complain of a 404
            self.end_headers()

    def log_message(self, *_):
        """Keep quiet."""


@pytest.fixture
def serve():
    """Serve a folder on a loopback port of its own; returns its origin."""
    servers = []

    def start(folder):
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def online(browser):
    """A page that reaches the loopback address; nothing may go wrong on it."""
    context = browser.new_context(viewport={"width": 1000, "height": 700}, locale="en-US", reduced_motion="reduce")
    context.add_init_script(GRAPHICS)
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert problems == []


def shown(page):
    """What of the interface is seen, by class."""
    return set(
        page.evaluate(
            """() => [...document.getElementById("lexiscape").shadowRoot.querySelectorAll(".panel, p, button, input")]
              .filter((element) => element.getClientRects().length > 0)
              .map((element) => element.className || element.tagName)"""
        )
    )


def test_embedded_there_are_the_search_and_the_caption(new_viewer, page_file):
    viewer = new_viewer(viewport={"width": 700, "height": 480}).open(page_file, "?embed=1")
    assert shown(viewer.page) == {"panel search", "query", "caption", "hint", "panel alone"}
    search = viewer.page.get_by_role("searchbox")
    search.fill("word17")
    expect(viewer.page.get_by_text("11 found")).to_be_visible()
    search.press("Enter")
    assert viewer.ask("v.data.readable[v.state.selected]").startswith("word17")
    assert not shown(viewer.page) & {"panel details", "panel legend", "panel controls"}
    assert {"panel details", "panel legend", "panel controls"} <= shown(new_viewer().open(page_file).page) | {
        "panel details"  # of a selected token
    }


def test_embedded_a_wheel_is_the_page_s_until_the_map_has_the_focus(new_viewer, page_file):
    viewer = new_viewer().open(page_file, "?embed=1")
    scale = viewer.ask("v.view.scale")
    viewer.page.mouse.move(640, 400)
    viewer.page.mouse.wheel(0, -300)
    expect(viewer.page.get_by_text("hold Ctrl")).to_be_visible()
    assert viewer.ask("v.view.scale") == scale
    viewer.page.mouse.click(1000, 700)
    viewer.page.mouse.move(640, 400)
    viewer.page.mouse.wheel(0, -300)
    viewer.page.wait_for_function(f"(scale) => {HANDLE}.view.scale > scale", arg=scale)


def test_open_alone_opens_what_is_seen_with_all_its_panels(new_viewer, page_file):
    viewer = new_viewer().open(page_file, "?embed=1#color=kind")
    viewer.select("word42")
    with viewer.page.context.expect_page() as opened:
        viewer.page.get_by_role("link", name="Open alone").click()
    alone = opened.value
    alone.wait_for_function(f"() => {HANDLE}")
    assert re.fullmatch(re.escape(page_file.as_uri()) + r"#at=[^&]+&color=kind&token=\d+", alone.url)
    assert alone.evaluate(f"{HANDLE}.data.readable[{HANDLE}.state.selected]") == "word42"
    assert "panel legend" in shown(alone)


def test_in_a_sandbox_it_works_and_keeps_its_address(online, page_file, serve, tmp_path):
    """There it has no origin of its own, no storage and no popups."""
    (tmp_path / "map.html").write_bytes(page_file.read_bytes())
    (tmp_path / "blog.html").write_text(
        '<iframe src="map.html?embed=1" sandbox="allow-scripts" width="700" height="480"></iframe>'
    )
    online.goto(f"{serve(tmp_path)}/blog.html")
    frame = online.frame_locator("iframe")
    expect(frame.get_by_role("link", name="Open alone")).to_be_visible()
    frame.get_by_role("searchbox").fill("word1")
    expect(frame.get_by_text("111 found")).to_be_visible()
    inner = online.frames[1]
    inner.wait_for_function("() => location.hash === '#find=word1'")
    href = frame.get_by_role("link", name="Open alone")
    href.focus()
    expect(href).to_have_attribute("href", re.compile(r"/map\.html#find=word1$"))


HUB_PAGE = """<!doctype html><title>hub</title><script>
var heard = [];
addEventListener("message", (event) => heard.push([event.origin, event.data]));
</script><iframe src="{}" width="900" height="600"></iframe>"""


@pytest.fixture
def space(make_map, serve, tmp_path):
    """A hub, and a Space of it: `space(inner)` writes the hub's page around the published one."""
    hub, elsewhere, host = tmp_path / "hub", tmp_path / "elsewhere", tmp_path / "host"
    for folder in (hub, elsewhere, host):
        folder.mkdir()
    origins = {folder.name: serve(folder) for folder in (hub, elsewhere, host)}
    drawn = make_map([f"word{i}" for i in range(200)], name="small")
    site = make_site(drawn, origins["hub"] + "/spaces/me/map", "", SiteOptions(), origins["hub"])
    for name, content in site.items():
        (host / name).write_bytes(content)
    for folder in (hub, elsewhere):
        (folder / "page.html").write_text(HUB_PAGE.format(f"{origins['host']}/index.html?__sign=secret#color=kind"))
    return origins


def in_frame(page):
    """The framed page, once its map is there."""
    page.wait_for_function("() => frames.length === 1")
    frame = page.frames[1]
    frame.wait_for_function(f"() => {HANDLE}")
    return frame


def test_the_hub_s_page_is_told_each_change_of_the_address_and_no_more(online, space):
    online.goto(f"{space['hub']}/page.html")
    frame = in_frame(online)
    frame.evaluate(f"{HANDLE}.set({{ query: 'word12' }})")
    online.wait_for_function("() => heard.length > 0")
    frame.evaluate(f"{HANDLE}.set({{ query: '' }})")
    frame.evaluate(f"{HANDLE}.set({{ selected: 3 }})")
    online.wait_for_function("() => heard.at(-1)[1].hash.includes('token=')")
    frame.evaluate("history.back()")
    online.wait_for_function("() => !heard.at(-1)[1].hash.includes('token=')")
    heard = online.evaluate("heard")
    assert heard[0] == [space["host"], {"queryString": "", "hash": "#color=kind&find=word12"}]
    assert {origin for origin, _ in heard} == {space["host"]}
    assert all(set(message) == {"queryString", "hash"} for _, message in heard)
    assert "secret" not in str(heard)
    hashes = [message["hash"] for _, message in heard]
    assert all(one != other for one, other in pairwise(hashes))
    assert hashes[-1] == frame.evaluate("location.hash")


def test_any_other_page_around_it_hears_nothing(online, space, page_file, serve, tmp_path):
    """Neither one on another port nor, of a page that was only saved, the hub's own."""
    (tmp_path / "host" / "saved.html").write_bytes(page_file.read_bytes())
    (tmp_path / "hub" / "saved.html").write_text(HUB_PAGE.format(f"{space['host']}/saved.html"))
    for outer in (f"{space['elsewhere']}/page.html", f"{space['hub']}/saved.html"):
        online.goto(outer)
        frame = in_frame(online)
        frame.evaluate(f"{HANDLE}.set({{ query: 'word12' }})")
        frame.wait_for_function("() => location.hash.includes('find=word12')")
        # messages come in their order: what the page might have sent would be there before this one
        frame.evaluate("parent.postMessage('last', '*')")
        online.wait_for_function("() => heard.at(-1)?.[1] === 'last'")
        assert len(online.evaluate("heard")) == 1


def test_without_scripts_the_picture_and_the_regions_are_seen(browser, space):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 800, "height": 600})
    page = context.new_page()
    with page.expect_response(re.compile("thumbnail")) as picture:
        page.goto(f"{space['host']}/index.html")
    assert picture.value.ok
    expect(page.get_by_role("heading", name="small")).to_be_visible()
    assert page.get_by_role("img").bounding_box()["width"] > 500
    assert "200 tokens" in page.locator("noscript > div").inner_text()
    context.close()
