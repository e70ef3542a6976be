"""`lexiscape tokens`: a source and texts in, the tokens that each is cut into out; other sources beside it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from lexiscape.cli.options import SOURCE_HELP, json_option, source_options
from lexiscape.terminal import put, say

if TYPE_CHECKING:
    from lexiscape.ask import Pieces

EPILOG = """\b
Examples:
  lexiscape tokens demo:bert 'Unbelievable antidisestablishmentarianism'
  lexiscape tokens demo:bert 'King of Spain' --beside demo:llama
  lexiscape tokens ./my-model - --json < text.txt
"""
_MOST_READ = 64 << 20  # bytes of standard input


@click.command(
    "tokens",
    epilog=EPILOG,
    help="Cut each TEXT into the tokens of SOURCE, with their ids and places; - reads the text from standard input. "
    f"What the vocabulary does not know is marked.\n\n{SOURCE_HELP}",
)
@click.argument("source")
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option("--beside", multiple=True, metavar="SOURCE", help="Another source to cut it, too. May be repeated.")
@source_options
@json_option
def command(source: str, texts: tuple[str, ...], beside: tuple[str, ...], as_json: bool, **which: Any) -> None:
    """Cut texts into tokens."""
    from lexiscape.ask import cut_text
    from lexiscape.sources.describe import open_vocabulary

    spaces = [open_vocabulary(source, **which), *(open_vocabulary(other) for other in beside)]
    read = [_read_input() if text == "-" else text for text in texts]
    answers = [
        (text, [(space, cut_text(space, text, None if at else which["tokenizer"])) for at, space in enumerate(spaces)])
        for text in read
    ]
    if as_json:
        put(json.dumps([_facts(text, cut) for text, cut in answers], indent=1))
        return
    for text, cut in answers:
        say(f"{text!r}: {_counted(len(text), 'character')}, {_counted(len(text.encode()), 'byte')}")
        for space, pieces in cut:
            unknown = f", {len(pieces.unknown):,} unknown" if pieces.unknown else ""
            say(f"  {space.name}: {_counted(len(pieces), 'token')}{unknown}")
            if len(cut) == 1:
                for line in pieces.lines():
                    say(line)
            else:
                say(f"    {' | '.join(_named(piece) for piece in pieces)}")
        say()


def _read_input() -> str:
    stored = b"" if sys.stdin is None else sys.stdin.buffer.read(_MOST_READ + 1)
    if len(stored) > _MOST_READ:
        raise click.ClickException(f"standard input has more than {_MOST_READ >> 20} MB: cut it into parts first")
    try:
        text = stored.decode("utf-8")
    except UnicodeDecodeError as error:
        raise click.ClickException(
            f"standard input is not UTF-8 text (byte {error.start:,}): convert it first, for example with iconv"
        ) from None
    return text.removesuffix("\n").removesuffix("\r")


def _facts(text: str, cut: list[tuple[Any, Pieces]]) -> dict[str, Any]:
    return {
        "text": text,
        "characters": len(text),
        "bytes": len(text.encode()),
        "sources": [
            {"source": space.name, "unknown": len(pieces.unknown), "tokens": [piece._asdict() for piece in pieces]}
            for space, pieces in cut
        ],
    }


def _named(piece: Any) -> str:
    return f"{piece.token}{' (unknown)' if piece.unknown else ''}"


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
