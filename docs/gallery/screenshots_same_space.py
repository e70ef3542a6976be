"""Take the pictures of docs/is-it-the-same-space.md from the pages that `benchmarks/same_space.py --keep PAGES` left.

python docs/gallery/screenshots_same_space.py PAGES, with playwright and a Chromium (CHROMIUM names it). Writes
same-space-english.jpg and, where its page is there, same-space-japanese.jpg into this folder: the maps of the input
embeddings and of the last layer, side by side.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

MAPS = "document.getElementById('lexiscape').lexiscapeMaps()"


def take(page: Page, path: Path, picture: Path) -> None:
    """Save the two maps of a page, the slider at the last layer."""
    page.goto(path.resolve().as_uri())
    page.wait_for_function(
        f"() => document.getElementById('lexiscape').lexiscapeMaps && {MAPS}.length === 2", timeout=60_000
    )
    last = int(page.locator("#layer").get_attribute("max") or 1)
    page.locator("#layer").fill(str(last))
    page.wait_for_function(f"() => {MAPS}[1].data.name.endsWith('layer {last - 1}')")
    page.evaluate(f"Promise.all({MAPS}.map((map) => map.ready)).then(() => null)")
    page.wait_for_timeout(1500)  # labels fade in
    page.locator(".maps").screenshot(path=picture, type="jpeg", quality=82)


def main() -> None:
    """Open each page that is there."""
    pages, here = Path(sys.argv[1]), Path(__file__).parent
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1500, "height": 1050}, color_scheme="light", locale="en-US")
        for name in ("english", "japanese"):
            if (pages / f"{name}.html").exists():
                take(page, pages / f"{name}.html", here / f"same-space-{name}.jpg")
        browser.close()


if __name__ == "__main__":
    main()
