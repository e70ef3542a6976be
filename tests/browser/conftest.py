"""A real Chromium with the network shut, and pages opened in it from files; any error on a page fails its test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import lexiscape as lx
from browser.graphics import GRAPHICS

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What is expected comes within a moment; on a busy machine that may be long, which is no fault of the page.
expect.set_options(timeout=60_000)
NAMES = (os.environ.get("LEXISCAPE_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
# The same engine without windows of its own, of which a test that opens one takes a second and more of two processors.
WITHOUT_WINDOWS = "chromium-headless-shell"


def find_chromium(*instead: str) -> str | None:
    """Return the path of a Chromium: of one of these names where there is one, but of the one asked for before all."""
    asked, *others = NAMES
    return next((path for name in (asked, *instead, *others) if name and (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = find_chromium(WITHOUT_WINDOWS)
    assert found, "no Chromium: `make browser` installs one or says how"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


class Viewer:
    """The page in the browser, and what a reader would ask of it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[str] = []
        self.requests: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self.requests.append(request.url))

    def _hear(self, message: Any) -> None:
        # software rendering complains of its own slowness
        if message.type in ("error", "warning") and "GL Driver Message" not in message.text:
            self.problems.append(f"{message.type}: {message.text}")

    def open(self, path: Path, fragment: str = "") -> "Viewer":
        self.page.goto(path.as_uri() + fragment)
        self.page.wait_for_function("() => document.getElementById('lexiscape').lexiscape")
        self.ask("v.ready.then(() => null)")
        return self

    def ask(self, expression: str, argument: Any = None) -> Any:
        """Evaluate an expression of `v`, the viewer's handle, and `argument`; resolved when the picture is drawn."""
        return self.page.evaluate(
            f"""async (argument) => {{
              const v = document.getElementById("lexiscape").lexiscape;
              const answer = await ({expression});
              await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
              await v.drawn();
              return answer;
            }}""",
            argument,
        )

    def labels(self) -> list[dict[str, Any]]:
        self.ask("null")
        return self.ask("v.visibleLabels().map((l) => ({...l}))")

    def row(self, readable: str) -> int:
        return self.ask("v.data.readable.indexOf(argument)", readable)

    def select(self, readable: str) -> None:
        """Select a token and fly to it, as Enter in the search does."""
        self.ask("v.goTo(argument)", self.row(readable))

    def zoom(self, factor: float, x: float | None = None, y: float | None = None) -> None:
        self.ask(
            "v.look({x: argument[1] ?? v.view.x, y: argument[2] ?? v.view.y, scale: v.view.scale * argument[0]})",
            [factor, x, y],
        )


@pytest.fixture
def new_viewer(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Viewer]]:
    """Open a page with these context options; afterwards nothing may have gone wrong or to the network.

    Points are drawn as the page chooses here; with `graphics`, and in tests that are marked so, by WebGL2, as on a
    machine with a graphics processor: here software does it, which takes four times as long.
    """
    contexts = []
    viewers = []

    is_marked = request.node.get_closest_marker("graphics") is not None

    def new(graphics: bool = is_marked, **options: Any) -> Viewer:
        options = {"viewport": {"width": 1280, "height": 800}, "locale": "en-US", "reduced_motion": "reduce"} | options
        context = browser.new_context(offline=True, **options)
        contexts.append(context)
        if graphics:
            context.add_init_script(GRAPHICS)
        viewer = Viewer(context.new_page())
        viewers.append(viewer)
        return viewer

    yield new
    for context in contexts:
        context.close()
    for viewer in viewers:
        assert viewer.problems == []
        assert [url for url in viewer.requests if not url.startswith(("file:", "blob:"))] == []


@pytest.fixture(scope="session")
def bert_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the packaged BERT's whole vocabulary."""
    path = tmp_path_factory.mktemp("bert") / "bert.html"
    lx.map_space("demo:bert").save(path)
    return path


@pytest.fixture
def bert(new_viewer: Callable[..., Viewer], bert_page: Path) -> Viewer:
    return new_viewer().open(bert_page)
