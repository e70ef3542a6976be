"""A space in, the vocabulary's tokens that its chat template spells out: what a prompt is framed with."""

from __future__ import annotations

import re
from pathlib import Path

from lexiscape.bounded import check_size
from lexiscape.bounded_json import parse_json
from lexiscape.check.report import LeftOut
from lexiscape.check.tokenizer import tokenizer_file
from lexiscape.errors import LexiscapeError
from lexiscape.given_files import is_file, read_text
from lexiscape.space import EmbeddingSpace

#: What marks a turn or a tool is spelled: `<|im_start|>`, `<start_of_turn>`, `[INST]`, `<｜User｜>`.
_MARKS = re.compile(r"<[^<>\s'\"{}]{1,60}>|\[[A-Z_/]{2,40}\]")


def tokens_of_template(space: EmbeddingSpace) -> list[int]:
    """Return the rows of tokens that the chat template spells out, in the order of their rows; none without a template.

    The template is that beside the tokenizer.json that the space was read with: chat_template.jinja, or what
    tokenizer_config.json says.
    """
    text = _template_of(space)
    names = set(_MARKS.findall(text)) if text else set()
    return [row for row, token in enumerate(space.tokens) if token in names] if names else []


def _template_of(space: EmbeddingSpace) -> str:
    try:
        folder = tokenizer_file(space).parent
    except LeftOut:
        return ""
    written = _read(folder / "chat_template.jinja")
    if written:
        return written
    try:
        config = parse_json(_read(folder / "tokenizer_config.json") or "{}", "the tokenizer's configuration")
    except (ValueError, RecursionError, LexiscapeError):  # the model's own file may be anything
        return ""
    template = config.get("chat_template") if isinstance(config, dict) else None
    if isinstance(template, list):  # one for each use
        parts = [entry.get("template") for entry in template if isinstance(entry, dict)]
        return "\n".join(part for part in parts if isinstance(part, str))
    return template if isinstance(template, str) else ""


def _read(path: Path) -> str:
    if not is_file(path):
        return ""
    try:
        check_size(path, "chat template")
        return read_text(path, "utf-8-sig")
    except (OSError, UnicodeDecodeError, LexiscapeError):
        return ""
