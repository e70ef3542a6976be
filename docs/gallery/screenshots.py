"""Take the pictures of docs/page.md: the page of demo:bert at three zooms, light and dark, in headless Chromium.

Of a page with a tour (`--tour auto`) its stop of years, too, for docs/tours.md.

python docs/gallery/screenshots.py PAGE.html [--chromium /usr/bin/chromium]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu"]
HERE = Path(__file__).parent
#: Name, token in the middle, zoom against the whole map; None: selected, and flown to.
SHOTS = (("whole", None, 1.0), ("near", "music", 3.5), ("token", "music", None))


def take(page: Page, theme: str) -> None:
    """Save each of SHOTS from an open page."""
    for name, token, zoom in SHOTS:
        page.evaluate(
            """async ([token, zoom]) => {
              const v = document.getElementById("lexiscape").lexiscape;
              await v.ready;
              v.select(-1);
              v.home();
              const row = v.data.readable.indexOf(token);
              if (zoom === null) v.goTo(row);
              else if (row >= 0) v.look({ x: v.data.x[row], y: v.data.y[row], scale: zoom * v.view.scale });
              await v.drawn();
            }""",
            [token, zoom],
        )
        page.wait_for_timeout(1000)  # points rest, flights end
        page.screenshot(path=HERE / f"page-{name}-{theme}.jpg", type="jpeg", quality=80)


def take_stop(page: Page) -> None:
    """Save the stop of years of a page that carries the automatic tour."""
    page.evaluate(
        """async () => {
          const v = document.getElementById("lexiscape").lexiscape;
          await v.ready;
          v.select(-1);
          v.home();
          document.getElementById("lexiscape").shadowRoot.querySelector(".surface").focus();
        }"""
    )
    years = "() => document.getElementById('lexiscape').lexiscape.state.stops.findIndex((s) => s.name.en === 'Years')"
    for _ in range(page.evaluate(years) + 1):
        page.keyboard.press("PageDown")
    page.wait_for_timeout(1000)
    page.screenshot(path=HERE / "page-tour.jpg", type="jpeg", quality=80)


def main() -> None:
    """Open the page in each theme and take its pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=FLAGS)
        for theme in ("light", "dark"):
            page = browser.new_page(
                viewport={"width": 1200, "height": 750}, color_scheme=theme, locale="en-US", reduced_motion="reduce"
            )
            page.goto(options.page.resolve().as_uri())
            page.wait_for_function("() => document.getElementById('lexiscape').lexiscape")
            toured = page.evaluate("() => document.getElementById('lexiscape').lexiscape.state.stops.length > 0")
            if toured and theme == "light":
                take_stop(page)
            elif not toured:
                take(page, theme)
        browser.close()


if __name__ == "__main__":
    main()
