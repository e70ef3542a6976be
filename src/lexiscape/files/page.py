"""A map as one HTML file that opens from `file://` and never asks the network for anything; and back to its payload.

The page holds the viewer (`static/viewer.js`, built from `web/`), compressed, the map's bytes in base64, and a
Content-Security-Policy that lets exactly these scripts run and no address be opened: the viewer, too, only as it was
before it was compressed. A page that carries its vectors, its tokenizer or the frames of a film has each in an element
of its own, and what asks them (`static/ask.js`, `static/pieces.js`, `static/film.js`) after the viewer. Tokens are only
ever in the bytes; the model's name is the one text that stands in the markup, escaped.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import html
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lexiscape import tours
from lexiscape._version import __version__
from lexiscape.bounded_json import parse_json
from lexiscape.errors import CorruptFile, LexiscapeWarning, SourceError, first_line, foreign_errors
from lexiscape.files import payload, tokenizer, vectors
from lexiscape.files.checked import check_payload
from lexiscape.files.payload import Payload
from lexiscape.given_files import read_file

if TYPE_CHECKING:
    from lexiscape.map_data import MapData
    from lexiscape.tours import Tour

DATA_START = b'<script id="lexiscape-data" type="application/x-lexiscape">'
VECTORS_START = b'<script id="lexiscape-vectors" type="application/x-lexiscape">'
TOKENIZER_START = b'<script id="lexiscape-tokenizer" type="application/x-lexiscape">'
FILM_START = b'<script id="lexiscape-film" type="application/x-lexiscape">'
VIEWER_START = b'<script id="lexiscape-viewer" type="application/x-lexiscape">'
TOUR_START = b'<script id="lexiscape-tour" type="application/x-lexiscape">'
DATA_END = b"</script>"

_MOST_PAGE = 1 << 30  # bytes; a page of a million tokens has 60 million

#: Stands at the page's end: where it is missing, the file was cut.
END = '<span id="lexiscape-end" hidden></span>'

#: Stands before the data, says what keeps the map from being shown, and runs in browsers too old for modules, so it is
#: written in the language of 2009.
CHECK = """
(function () {
  var japanese = /^ja/i.test(navigator.language || "");
  var missing = [];
  if (!("noModule" in document.createElement("script"))) missing.push("JavaScript modules");
  if (!("DecompressionStream" in window)) missing.push("DecompressionStream");
  if (!("attachShadow" in Element.prototype)) missing.push("shadow DOM");
  function say(english, other) {
    document.getElementById("lexiscape").innerHTML = '<p role="alert"></p>';
    document.getElementById("lexiscape").firstChild.appendChild(document.createTextNode(japanese ? other : english));
  }
  window.addEventListener("lexiscape-damaged", function () {
    if (!document.querySelector("#lexiscape [role=alert]")) say(
      "This map cannot be read: the file is damaged. Please make or download the page again.",
      "この地図は読めません。ファイルが壊れています。作り直すか、もう一度ダウンロードしてください。");
  });
  if (missing.length) say(
    "This browser lacks " + missing.join(", ") + ", which this map needs. " +
    "Please open it in Chrome or Edge 103, Firefox 113, Safari 16.4, or a later one.",
    "このブラウザーには、この地図に必要な " + missing.join(", ") + " がありません。" +
    "Chrome・Edge 103、Firefox 113、Safari 16.4 以降で開いてください。");
  else window.addEventListener("load", function () {
    if (!document.getElementById("lexiscape-end")) say(
      "This map cannot be read: the file was cut before its end. Please make or download the page again.",
      "この地図は読めません。ファイルが途中で切れています。作り直すか、もう一度ダウンロードしてください。");
  });
})();
"""

#: Unpacks the viewer and lets it run. Its element is taken out again: a page saved from the browser has it once.
#: Where that fails `CHECK` says so, unless it has said that the browser is too old.
START = """
try {
  const packed = Uint8Array.from(atob(document.getElementById("lexiscape-viewer").text), (sign) => sign.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const viewer = document.createElement("script");
  viewer.type = "module";
  viewer.text = await new Response(unpacked).text();
  document.body.append(viewer);
  viewer.remove();
} catch {
  window.dispatchEvent(new Event("lexiscape-damaged"));
}
"""

STYLE = """
:root { color-scheme: light dark; }
html, body { margin: 0; height: 100%; background: Canvas; color: CanvasText; font: 16px/1.5 system-ui, sans-serif; }
#lexiscape { position: fixed; inset: 0; }
#lexiscape > p { padding: 2em; max-width: 40em; }
#lexiscape > noscript > div { position: absolute; inset: 0; overflow: auto; padding: 1em 2em; }
#lexiscape > noscript img { max-width: 100%; height: auto; }
"""

#: What stands there where scripts are switched off.
NO_SCRIPTS = "<p>This map is drawn by JavaScript, which is switched off here.</p>"


class Aboard(NamedTuple):
    """What a page carries beside its map, packed; None: not this.

    Attributes
    ----------
    vectors : bytes or None
        By `lexiscape.files.vectors.encode`, with which the page has the box that asks them.
    tokenizer : bytes or None
        By `lexiscape.files.tokenizer.encode`, with which it has the box that cuts texts.
    tour : bytes or None
        By `lexiscape.tours.pack`; what shows it is part of every viewer.
    film : bytes or None
        By `lexiscape.files.film.encode`, with which it has the box that moves the map from frame to frame.
    """

    vectors: bytes | None = None
    tokenizer: bytes | None = None
    tour: bytes | None = None
    film: bytes | None = None


class _Carried(NamedTuple):
    """How a page has one of those things.

    Attributes
    ----------
    start : bytes
        Where its element begins.
    carry_on : callable
        A map that was opened from a page, what that carried, and how a refusal begins, in; what a page made of the map
        carries, out.
    script, panel : str
        Its script, if any, and the panel that this gives the viewer.
    """

    start: bytes
    carry_on: Callable[[MapData, bytes, str], bytes]
    script: str = ""
    panel: str = ""


def _of_these_tokens(magic: bytes) -> Callable[[MapData, bytes, str], bytes]:
    """Carry on, as it is, what begins so and does not say that it is of another number of tokens than the map."""

    def carry_on(map: MapData, packed: bytes, told: str) -> bytes:  # noqa: A002
        try:
            n = payload.unpack(packed, magic)[0].get("n", len(map))
        except MemoryError:
            raise
        except Exception as error:  # of several kinds, as zlib and JSON meet what is neither
            raise CorruptFile(f"{told}: {first_line(error)}; make the page again from its source") from error
        if n != len(map):
            raise CorruptFile(f"{told}: expected those of {len(map):,} tokens; make the page again from its source")
        return packed

    return carry_on


def _tour_again(map: MapData, packed: bytes, told: str) -> bytes:  # noqa: A002
    with foreign_errors(told, CorruptFile):
        return tours.pack(tours.tour_of(tours.check_form(parse_json(packed, "the tour")), map))


def _no_film(map: MapData, packed: bytes, told: str) -> bytes:  # noqa: A002
    raise SourceError(f"{told} as a map: put that file itself where others open it, or publish one of its spaces")


#: One row for each of `Aboard`, by its name there.
_ABOARD = {
    "vectors": _Carried(VECTORS_START, _of_these_tokens(vectors.MAGIC), "ask", "lexiscapeAsk.askPanel"),
    "tokenizer": _Carried(TOKENIZER_START, _of_these_tokens(tokenizer.MAGIC), "pieces", "lexiscapePieces.piecesPanel"),
    "tour": _Carried(TOUR_START, _tour_again),
    "film": _Carried(FILM_START, _no_film, "film", "lexiscapeFilm.filmPanel"),
}


def write(
    map: MapData,  # noqa: A002 - the thing is called a map
    path: Path,
    recall: float | None = None,
    with_tokenizer: bool = False,
    tour: Tour | None = None,
) -> None:
    """Write the page: see `page_of`."""
    path.write_bytes(page_of(map, recall, with_tokenizer, tour=tour))


def page_of(
    map: MapData,  # noqa: A002 - the thing is called a map
    recall: float | None = None,
    with_tokenizer: bool = False,
    head: str = "",
    still: str = "",
    tour: Tour | None = None,
    carry_on: bool = False,
) -> bytes:
    """Return the page, with each token's 10 nearest true neighbors; with a `recall`, its vectors; if so, its tokenizer.

    `head` and `still` are what `render` takes, `tour` is what `lexiscape.tours.tour_of` takes. A tokenizer that cannot
    be carried is left out, and a LexiscapeWarning says why. `carry_on`: what the page carried that the map was opened
    from, this one carries, asked or not, but for a tour where another is given.

    Raises
    ------
    VectorError
        A coordinate is NaN or infinite; the rows are named.
    OptionError
        There are no vectors, or `recall` is no share: see `lexiscape.files.vectors.encode`.
    SelectionError, OptionError, SourceError
        The tour cannot be read, or is another map's.
    CorruptFile
        What is to be carried on is damaged.
    """
    carried = map.carried if carry_on else {}
    kept = {
        name: _ABOARD[name].carry_on(map, packed, f"the {name} in the page of {map.space.name} cannot be carried on")
        for name, packed in carried.items()
        if name != "tour" or tour is None
    }
    if recall is not None and "vectors" not in kept:
        kept["vectors"] = vectors.encode(map, recall)
    if with_tokenizer and "tokenizer" not in kept and (packed := _packed_tokenizer(map)) is not None:
        kept["tokenizer"] = packed
    if tour is not None:
        kept["tour"] = tours.pack(tours.tour_of(tour, map))
    aboard = Aboard(**kept)
    return render(payload.of(map), head, still, aboard)


def _packed_tokenizer(map: MapData) -> bytes | None:  # noqa: A002
    try:
        return tokenizer.encode(map)
    except SourceError as reason:
        told = f"the page is written without the box that cuts texts, for its tokenizer cannot be carried: {reason}"
        warnings.warn(told, LexiscapeWarning, stacklevel=2)
        return None


def read(path: Path) -> Payload:
    """Return what a page holds of its map, and what it carries beside that.

    Raises
    ------
    CorruptFile
        The file is not a page of Lexiscape, or its data was cut or altered.
    """
    if path.stat().st_size > _MOST_PAGE:
        raise CorruptFile(f"{path.name} has {path.stat().st_size:,} bytes: no page of Lexiscape's is as large")
    whole = read_file(path)
    data = _element(whole, DATA_START, f"the map in {path.name}")
    if data is None:
        raise CorruptFile(f"{path.name} holds no map: expected a page that `lexiscape map` wrote")
    with foreign_errors(f"the map in {path.name} is damaged", CorruptFile):
        stored = check_payload(payload.decode(data), path.name)
    found = {name: _element(whole, row.start, f"{name} in {path.name}") for name, row in _ABOARD.items()}
    return replace(stored, carried={name: packed for name, packed in found.items() if packed is not None})


def _element(whole: bytes, start: bytes, what: str) -> bytes | None:
    """Return the bytes in the first element that begins so; None where there is none."""
    first = whole.find(start)
    end = whole.find(DATA_END, first)
    if first < 0 or end < 0:
        return None
    try:
        return base64.b64decode(whole[first + len(start) : end], validate=True)
    except binascii.Error as error:
        raise CorruptFile(f"{what} is damaged: expected base64, but {error}") from error


def render(content: Payload, head: str = "", still: str = "", aboard: Aboard | None = None) -> bytes:
    """Return the page's bytes; the same payload gives the same bytes.

    Parameters
    ----------
    content : Payload
        The map.
    head : str
        Markup: more elements for its head.
    still : str
        Markup: what else is seen where scripts are switched off. It may show pictures that lie beside the page.
    aboard : Aboard or None
        What else it carries.
    """
    blocks = [DATA_START + base64.b64encode(payload.encode(content)) + DATA_END]
    scripts, panels = [], []
    for name, packed in (aboard or Aboard())._asdict().items():
        if packed is not None:
            row = _ABOARD[name]
            blocks.append(row.start + base64.b64encode(packed) + DATA_END)
            if row.script:
                scripts.append(f"{script(row.script)}\n")
                panels.append(row.panel)
    opened = f"openPage([{', '.join(panels)}])" if panels else "openPage()"
    return compose(content.name, blocks, f"{''.join(scripts)}{opened}", head, still)


def compose(name: str, blocks: Sequence[bytes], start: str, more: str = "", still: str = "") -> bytes:
    """Return a page that holds these data elements and, once open, does `start`, which may call the viewer's functions.

    `more` is markup for its head, `still` for whom scripts are switched off.
    """
    module = f"{viewer_source()}\n{start};\n"
    viewer = VIEWER_START + base64.b64encode(payload.compress(module.encode())) + DATA_END
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {digest(CHECK)} {digest(START)} {digest(module)}",
            f"style-src {digest(STYLE)}",
            "worker-src blob:",
            *(["img-src 'self'"] if "<img" in still else []),
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    title = html.escape(name.encode("utf-8", "replace").decode("utf-8"))
    head = f"""{head_of(title, policy, STYLE, more)}<body>
<main id="lexiscape"><noscript><div>{NO_SCRIPTS}{still}</div></noscript></main>
<script>{CHECK}</script>
"""
    tail = f'<script type="module">{START}</script>\n{END}\n</body>\n</html>\n'
    return b"".join([head.encode(), b"\n".join([*blocks, viewer]), b"\n", tail.encode()])


def head_of(title: str, policy: str, style: str, more: str = "") -> str:
    """Return how a page of ours begins, up to its body; `title` and `more` are markup already."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Lexiscape {__version__}">
<title>{title} · Lexiscape</title>
{more}<style>{style}</style>
</head>
"""


def viewer_source() -> str:
    """Return the viewer's ES module, which exports `openPage` and anywidget's `render`."""
    return script("viewer")


@lru_cache(maxsize=4)
def script(name: str) -> str:
    """Return a script that was built from `web/`."""
    return resources.files("lexiscape.files").joinpath(f"static/{name}.js").read_text("utf-8")


def digest(text: str) -> str:
    """Name a script or style in a Content-Security-Policy by the hash of its text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
