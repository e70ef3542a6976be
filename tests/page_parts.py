"""What a page of ours is made of, for tests."""

import base64
import gzip
import re


def module_of(markup: str) -> str:
    """Return the script that the page's viewer is, and what it is told to do."""
    (held,) = re.findall(r'<script id="lexiscape-viewer" type="application/x-lexiscape">(.*?)</script>', markup)
    return gzip.decompress(base64.b64decode(held, validate=True)).decode("utf-8")


def scripts_of(markup: str) -> list[str]:
    """Return every script that runs in the page."""
    return [*re.findall(r"<script(?: type=\"module\")?>(.*?)</script>", markup, re.DOTALL), module_of(markup)]
