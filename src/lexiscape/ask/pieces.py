"""A text and a space in, the tokens that its tokenizer cuts the text into out: `Pieces`, with ids and places."""

from __future__ import annotations

import html
import re
from importlib.util import find_spec
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from lexiscape.check.report import LeftOut
from lexiscape.check.tokenizer import encode_text, open_tokenizer
from lexiscape.errors import MissingExtra, OptionError, SourceError
from lexiscape.frames import token_frame
from lexiscape.one_line import one_line, short_line
from lexiscape.space import EmbeddingSpace
from lexiscape.terminal_table import numbered
from lexiscape.text import read_tokens

if TYPE_CHECKING:
    import pandas


_SHOWN = 100  # tokens of a text that a console shows


class Piece(NamedTuple):
    """One token of a text.

    Attributes
    ----------
    id : int
        The tokenizer's id.
    token, raw : str
        As a person reads it, and as the vocabulary spells it.
    start, end : int
        Which characters of the text it stands for: from `start` up to but not including `end`. Tokens that are bytes of
        one character all stand for that character.
    first_byte, last_byte : int
        The same in bytes of the text's UTF-8, `last_byte` not included.
    unknown : bool
        Whether it is the token for what the vocabulary does not know.
    row : int or None
        Its row in the space; None where the space, a part of the vocabulary perhaps, has no such row.
    """

    id: int
    token: str
    raw: str
    start: int
    end: int
    first_byte: int
    last_byte: int
    unknown: bool
    row: int | None


class Pieces(list[Piece]):
    """The tokens of a text in order: a list, which a shell and a notebook show as a table; `text` is what was cut."""

    def __init__(self, pieces: list[Piece], text: str) -> None:
        super().__init__(pieces)
        self.text = text

    @property
    def unknown(self) -> list[str]:
        """The parts of the text that the vocabulary does not know, in order."""
        return [self.text[piece.start : piece.end] for piece in self if piece.unknown]

    def __repr__(self) -> str:
        told = f"{len(self):,} {'token' if len(self) == 1 else 'tokens'} of {self.text!r}"
        more = [f"        and {len(self) - _SHOWN:,} more"] if len(self) > _SHOWN else []
        return "\n".join([short_line(told), *self.lines(_SHOWN), *more])

    def lines(self, most: int | None = None) -> list[str]:
        """Return the first tokens as lines of text, safe on a terminal; None: all."""
        rows = [
            (
                piece.token,
                piece.raw,
                f"id {piece.id:<7} {piece.start}-{piece.end}"
                + ("  unknown" if piece.unknown else "" if piece.row is not None else "  no row of the space"),
            )
            for piece in self[:most]
        ]
        return numbered(rows, width=6)

    def frame(self) -> pandas.DataFrame:
        """Return the fields of `Piece` as a DataFrame, one row a token; MissingExtra without pandas."""
        return token_frame(self, Piece)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{place}</td><td>{html.escape(one_line(piece.token))}</td>"
            f"<td><code>{html.escape(one_line(piece.raw))}</code></td><td>{piece.id}</td>"
            f"<td>{piece.start}–{piece.end}</td><td>{'unknown' if piece.unknown else ''}</td></tr>"
            for place, piece in enumerate(self, 1)
        )
        head = "".join(f"<th>{name}</th>" for name in ("", "token", "raw", "id", "characters", ""))
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def cut_text(space: EmbeddingSpace, text: str, tokenizer: Any = None) -> Pieces:
    """Cut a text into tokens, by the tokenizer whose ids are the space's rows.

    Parameters
    ----------
    space : EmbeddingSpace
        Whose tokenizer is meant: the tokenizer.json that it was read with.
    text : str
        Any; special tokens that it spells out are taken for such, and none are put around it.
    tokenizer : optional
        A `tokenizers.Tokenizer`, a transformers tokenizer that has one, or the path of a tokenizer.json, instead.

    Returns
    -------
    Pieces
        A list of `Piece`; the ids are those of the tokenizers library.

    Raises
    ------
    SourceError
        There is no tokenizer, it cannot be used, or an id of it is another token in the space.
    OptionError
        `text` is no text, or holds half of a character (a lone surrogate), which no tokenizer takes.
    MissingExtra
        The tokenizers library is not installed.
    """
    if not isinstance(text, str):
        raise OptionError(f"expected a text to cut into tokens, got {type(text).__name__}")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise OptionError(
            f"character {error.start} of the text is half of a character (a lone surrogate): no tokenizer takes that"
        ) from None
    if find_spec("tokenizers") is None:
        raise MissingExtra("tokenizers", "transformers")
    try:
        opened = open_tokenizer(space, tokenizer)
        encoded = encode_text(opened, text)
    except LeftOut as reason:
        raise SourceError(f"{space.name} cannot cut a text into tokens: {reason}") from None
    return _pieces(space, text, opened, encoded)


def tokenizer_of(space: EmbeddingSpace) -> Any:
    """Return the `tokenizers.Tokenizer` that a space was read with.

    Raises
    ------
    SourceError
        There is none, or it cannot be used: the message is the reason alone.
    MissingExtra
        The tokenizers library is not installed.
    """
    if find_spec("tokenizers") is None:
        raise MissingExtra("tokenizers", "transformers")
    try:
        return open_tokenizer(space)
    except LeftOut as reason:
        raise SourceError(str(reason).removesuffix(" (--tokenizer FILE)")) from None  # where none can be named


def _pieces(space: EmbeddingSpace, text: str, tokenizer: Any, encoded: Any) -> Pieces:
    names = {token_id: tokenizer.id_to_token(token_id) or "" for token_id in encoded.ids}
    rows = {token_id: row for row, token_id in enumerate(space.ids.tolist()) if token_id in names}
    bytes_before = [0, *accumulate(len(letter.encode()) for letter in text)]
    unknown = unknown_id(tokenizer)
    readable: dict[int, str] = {}
    for token_id, name in names.items():
        row = rows.get(token_id)
        if row is not None and space.tokens[row] != name:
            raise SourceError(
                f"the tokenizer is not that of {space.name}: id {token_id} is {short_line(repr(name))} there and "
                f"{short_line(repr(space.tokens[row]))} here"
            )
        readable[token_id] = read_tokens([name], space.family).texts[0] if row is None else space.readable[row]
    pieces = [
        Piece(
            token_id,
            readable[token_id],
            names[token_id],
            start,
            end,
            bytes_before[start],
            bytes_before[end],
            token_id == unknown,
            rows.get(token_id),
        )
        for token_id, (start, end) in zip(encoded.ids, encoded.offsets, strict=True)
    ]
    return Pieces(pieces, text)


def unknown_id(tokenizer: Any) -> int | None:
    """Return the id that stands for what the vocabulary does not know; None where there is none."""
    model = tokenizer.model
    name = getattr(model, "unk_token", None)
    if name is not None:
        return tokenizer.token_to_id(name)  # type: ignore[no-any-return]
    if type(model).__name__ != "Unigram":
        return None
    # Python is not told of a Unigram model's; in what it is stored as, a quotation mark within a token is escaped
    found = re.search(rb'"unk_id":(\d+)', model.__getstate__())
    return int(found[1]) if found else None
