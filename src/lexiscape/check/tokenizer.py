"""A space in, the tokenizer whose ids are its rows out, as the tokenizers library reads it; what it makes of texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import Any

from lexiscape.bounded import check_size
from lexiscape.bounded_json import parse_json
from lexiscape.check.lengthening import check_steps, check_texts, normalizer_of
from lexiscape.check.report import LeftOut
from lexiscape.errors import LexiscapeError, SourceError, first_line
from lexiscape.given_files import read_text
from lexiscape.space import EmbeddingSpace


def open_tokenizer(space: EmbeddingSpace, given: Any = None) -> Any:
    """Return a `tokenizers.Tokenizer` that neither cuts nor pads.

    Parameters
    ----------
    space : EmbeddingSpace
        Whose tokenizer is meant: the tokenizer.json that it was read with.
    given : optional
        A `tokenizers.Tokenizer`, a transformers tokenizer that has one, or the path of a tokenizer.json.

    Raises
    ------
    LeftOut
        There is no such file, or the library is not installed.
    SourceError
        The file that was given is no tokenizer.json.
    """
    if find_spec("tokenizers") is None:
        raise LeftOut("tokenizers is not installed: pip install 'lexiscape[transformers]'")
    from tokenizers import Tokenizer

    given = getattr(given, "backend_tokenizer", given)
    if isinstance(given, Tokenizer):
        text = given.to_str()
    else:
        path = Path(given) if isinstance(given, str | PathLike) else tokenizer_file(space)
        text = _read(path)
    _check_steps_of(text)
    try:
        tokenizer = Tokenizer.from_str(text)
    except Exception as error:  # the library raises plain Exception
        reason = f"the tokenizers library cannot read the tokenizer: {first_line(error)}"
        raise (LeftOut(reason) if given is None else SourceError(reason)) from None
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def check_same_tokens(tokenizer: Any, space: EmbeddingSpace, *, is_given: bool) -> None:
    """Refuse a tokenizer whose ids are other tokens than most rows: what it says of an id is about another row.

    Rows without a name of their own are not asked. A token that is spelled otherwise, but decoded to what people read,
    is the same.

    Raises
    ------
    SourceError
        It was given; LeftOut where it is what the source was read with.
    """
    if space.provenance.get("unnamed"):
        return
    own = [
        (token_id, raw, text)
        for token_id, raw, text, kind in zip(space.ids.tolist(), space.tokens, space.readable, space.kinds, strict=True)
        if kind not in ("extra", "unused", "special")
    ]
    named = [(token_id, raw, text, tokenizer.id_to_token(token_id)) for token_id, raw, text in own]
    others = [(token_id, text, name) for token_id, raw, text, name in named if name != raw]
    if 2 * len(others) <= len(own):
        return
    known = [(token_id, text) for token_id, text, name in others if name is not None]
    with library_errors():
        decoded = tokenizer.decode_batch([[token_id] for token_id, _ in known], skip_special_tokens=False)
    same = sum(text.strip() == found.strip() for (_, text), found in zip(known, decoded, strict=True))
    differ = len(others) - same
    if 2 * differ > len(own):
        reason = (
            f"the tokenizer is another model's: of {len(own):,} rows, {differ:,} are other tokens than its ids; give "
            "the model's own (--tokenizer FILE)"
        )
        raise SourceError(reason) if is_given else LeftOut(reason)


def encode_text(tokenizer: Any, text: str) -> Any:
    """Return the library's `Encoding` of a text, without the special tokens that a template would put around it.

    Raises
    ------
    LeftOut
        The library cannot use the tokenizer, or it makes the text too long.
    """
    with library_errors():
        check_texts(normalizer_of(tokenizer), [text])
        return tokenizer.encode(text, add_special_tokens=False)


@contextmanager
def library_errors() -> Iterator[None]:
    """Tell a panic of the library's, which is no Exception, as what it is: a pattern that never ends, say."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError | LexiscapeError | LeftOut):
            raise
        raise LeftOut(f"the tokenizers library cannot use the tokenizer: {first_line(error)}") from None


def _check_steps_of(text: str) -> None:
    """Refuse, by LeftOut, a tokenizer.json that makes texts too long, before the library reads it: it does so then."""
    try:
        described = parse_json(text, "the tokenizer")
    except (ValueError, RecursionError):
        return  # the library says what it is
    if isinstance(described, dict):
        check_steps(described)


def tokenizer_file(space: EmbeddingSpace) -> Path:
    """Return the tokenizer.json that a space was read with; LeftOut where there is none."""
    named = str(space.provenance.get("vocabulary", ""))
    if space.provenance.get("vocabulary_given"):  # by its own name, whatever it is called
        return next(path for path in space.files if path.name == named)
    if not named.endswith("tokenizer.json"):
        raise LeftOut("the source brings no tokenizer.json (--tokenizer FILE)")
    found = next((path for path in space.files if path.name == "tokenizer.json"), None)
    if found is None:  # a demo whose file is called otherwise
        found = next((path for path in space.files if path.suffix == ".json" and "tokenizer" in path.name), None)
    if found is None and "commit" in space.provenance:
        from huggingface_hub import try_to_load_from_cache

        file = named.removeprefix(f"{space.provenance['source']}/")
        cached = try_to_load_from_cache(str(space.provenance["source"]), file, revision=str(space.provenance["commit"]))
        found = Path(cached) if isinstance(cached, str) else None
    if found is None:
        raise LeftOut("the tokenizer.json that the source was read with is not at hand (--tokenizer FILE)")
    return found


def _read(path: Path) -> str:
    try:
        check_size(path, "tokenizer")
        return read_text(path, "utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot read the tokenizer {path}: {first_line(error)}") from None
