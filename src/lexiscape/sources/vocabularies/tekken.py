"""Mistral's tekken.json in, its vocabulary out: special tokens first, then bytes in base64 by rank."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from lexiscape.errors import CorruptFile
from lexiscape.sources.storage.repository import Repository, read_object
from lexiscape.sources.vocabularies.vocabulary import Vocabulary
from lexiscape.text import encode_bytes

#: The first special tokens of files that name none (versions 3 and 7): those of mistral-common.
_SPECIAL = (
    *("<unk>", "<s>", "</s>", "[INST]", "[/INST]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_RESULTS]"),
    *("[/TOOL_RESULTS]", "[TOOL_CALLS]", "[IMG]", "<pad>", "[IMG_BREAK]", "[IMG_END]", "[PREFIX]", "[MIDDLE]"),
    *("[SUFFIX]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[TOOL_CONTENT]"),
)


def read_tekken(repository: Repository, file: str) -> Vocabulary:
    """Read tekken.json; what its configuration leaves out of a longer list is left out here too.

    Raises
    ------
    CorruptFile
        It lacks a part, or an entry is not what mistral-common writes.
    """
    name = f"{repository.name}/{file}"
    content = read_object(repository, file)
    config, entries = content.get("config"), content.get("vocab")
    if not isinstance(config, dict) or not isinstance(entries, list):
        raise CorruptFile(f"{name} has no config and vocab: expected a tekken.json of mistral-common")
    size, n_special = config.get("default_vocab_size"), config.get("default_num_special_tokens")
    if type(size) is not int or type(n_special) is not int or not 0 <= n_special <= min(size, 100_000):
        raise CorruptFile(
            f"{name}: expected default_vocab_size and default_num_special_tokens, got {size!r}, {n_special!r}"
        )
    tokens = {number: f"<SPECIAL_{number}>" for number in range(n_special)}
    tokens |= {number: token for number, token in _special(content, name).items() if number < n_special}
    for number, entry in enumerate(entries[: size - n_special]):
        rank = entry.get("rank", number) if isinstance(entry, dict) else None
        if type(rank) is not int or not 0 <= rank < size - n_special or rank + n_special in tokens:
            raise CorruptFile(f"{name}: entry {number:,} of vocab has no rank of its own: {str(entry)[:80]}")
        try:
            tokens[n_special + rank] = encode_bytes(base64.b64decode(entry["token_bytes"], validate=True))
        except (KeyError, TypeError, ValueError, binascii.Error):
            raise CorruptFile(
                f"{name}: entry {number:,} of vocab has no token_bytes in base64: {str(entry)[:80]}"
            ) from None
    special = frozenset(range(n_special))
    return Vocabulary(dict(sorted(tokens.items())), "byte_bpe", special, frozenset(), name)


def _special(content: dict[str, Any], name: str) -> dict[int, str]:
    given = content.get("special_tokens")
    if given is None:
        return dict(enumerate(_SPECIAL))
    found = {}
    for entry in given if isinstance(given, list) else [given]:
        rank, token = (entry.get("rank"), entry.get("token_str")) if isinstance(entry, dict) else (None, None)
        if type(rank) is not int or rank < 0 or not isinstance(token, str):
            raise CorruptFile(f"{name}: expected a special token's rank and token_str, got {str(entry)[:80]}")
        found[rank] = token
    return found
