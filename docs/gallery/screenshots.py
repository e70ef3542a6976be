"""Take the pictures of docs/page.md: the page of demo:bert at three zooms, light and dark, in headless Chromium.

python docs/gallery/screenshots.py PAGE.html [--chromium /usr/bin/chromium]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu"]
HERE = Path(__file__).parent
#: Name, token in the middle, zoom against the whole map, whether it is selected.
SHOTS = (("whole", None, 1.0, False), ("near", "music", 3.5, False), ("token", "music", 18.0, True))


def take(page: Page, theme: str) -> None:
    """Save each of SHOTS from an open page."""
    for name, token, zoom, selected in SHOTS:
        page.evaluate(
            """async ([token, zoom, selected]) => {
              const v = document.getElementById("lexiscape").lexiscape;
              await v.ready;
              v.home();
              const row = v.data.readable.indexOf(token);
              if (row >= 0) v.look({ x: v.data.x[row], y: v.data.y[row], scale: zoom * v.view.scale });
              v.select(selected ? row : -1);
            }""",
            [token, zoom, selected],
        )
        page.wait_for_timeout(1000)  # labels are painted over a few frames
        page.screenshot(path=HERE / f"page-{name}-{theme}.jpg", type="jpeg", quality=80)


def main() -> None:
    """Open the page in each theme and take its pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=FLAGS)
        for theme in ("light", "dark"):
            page = browser.new_page(viewport={"width": 1200, "height": 750}, color_scheme=theme, locale="en-US")
            page.goto(options.page.resolve().as_uri())
            page.wait_for_function("() => document.getElementById('lexiscape').lexiscape")
            take(page, theme)
        browser.close()


if __name__ == "__main__":
    main()
