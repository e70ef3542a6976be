"""A raw token in; whether its name says that it is special, unused, a lone byte or a row without a token, out.

Vocabularies spell reserved rows in dozens of ways: `[unused7]` (BERT), `<unused7>` (Gemma), `<reserved_7>` (Baichuan),
`<|reserved_special_token_7|>` (Llama 3), `<SPECIAL_7>` (Mistral), `<|dummy_7|>` (Phi), `[UNUSED_TOKEN_7]` (InternLM),
`<｜place▁holder▁no▁7｜>` (DeepSeek), `>>UNUSED_7<<` (Falcon), `<|EXTRA_7_TOKEN|>` (Command R), `[PAD7]` (llama.cpp),
`madeupword0007` (fairseq), `<madeupword7>` (XGLM), `<unk_7>` (Pegasus). What they share is a bracket, a word and a
number. `<extra_id_7>` is none of them: T5 was trained with its sentinels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPEN = r"(?:<\|?\[?|\[\|?|<｜|>>)"
_CLOSE = r"(?:\]?\|?>|\|?\]|｜>|<<)"
_RESERVED = r"(?:un_?used|not_?used|reserved|dummy|place[_▁ -]?holder|PLHD|made_?up_?word|spare|empty|special|control)"
_UNUSED = re.compile(
    rf"{_OPEN}(?:fim_)?{_RESERVED}(?:[_▁ -]?(?:special|token|word|no|id))*[_▁ -]?\d+(?:_token|_never_used\w*)?{_CLOSE}"
    rf"|{_OPEN}(?:pad|unk_)_?\d+{_CLOSE}"
    r"|<\|extra_?(?:id_)?\d+(?:_token)?\|>"
    r"|madeupword\d+",
    re.IGNORECASE,
)
#: What the names below begin with; all are longer than four characters.
FIRST_OF_NAMES = frozenset("[<>mM")
_EXTRA = re.compile(r"<extra_\d+>")
_BYTE = re.compile(r"<0x([0-9A-Fa-f]{2})>")
_LIKE_SPECIAL = re.compile(
    r"\[(?:CLS|SEP|PAD|UNK|MASK|BOS|EOS)\]|</?s>|<(?:pad|unk|mask|bos|eos|cls|sep)>|<(?:start|end)_of_\w+>"
    r"|<\|[^\s|<>]+\|?>|<[^\s|<>]+\|>"  # the second half and the third: Gemma 4's <|tool_call> … <tool_call|>
    r"|<｜[^\s｜]+｜>|<extra_id_\d+>|▁<(?:PRE|SUF|MID|EOT)>"
)


def kind_by_name(token: str) -> str | None:
    """Return "extra", "byte" or "unused" where a token's name says so."""
    if _EXTRA.fullmatch(token):
        return "extra"
    if _BYTE.fullmatch(token):
        return "byte"
    return "unused" if _UNUSED.fullmatch(token) else None


def looks_special(token: str) -> bool:
    """Tell whether a token has a special token's usual name (`[CLS]`, `<s>`, `<|endoftext|>`)."""
    return token[:1] in ("[", "<", "▁") and _LIKE_SPECIAL.fullmatch(token) is not None


def guess_special(tokens: Sequence[str]) -> frozenset[int]:
    """Return the positions of tokens with a special token's usual name (`[CLS]`, `<s>`, `<|endoftext|>`)."""
    return frozenset(row for row, token in enumerate(tokens) if looks_special(token))
