"""Whether `lexiscape check` tells of every id what the tokenizers library itself answers, of real tokenizers.

    python benchmarks/reachable.py [FOLDER ...]

Of each tokenizer.json among the installed packages and below the folders named, every id is decoded and encoded again
by an instance of its own, one id at a time. It must be called `alone` exactly where it comes back, and become what the
library makes of it. Then real words, of wordfreq where it is installed, are encoded: a token that any of them becomes
must not be called unreachable. Ends with 1 where anything differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer

from lexiscape.check.reach import WAYS, reach

#: Languages of the words, and how many of each.
LANGUAGES, WORDS = ("en", "de", "fr", "ru", "ar", "hi", "ja", "zh", "ko"), 20_000


def found(folders: list[Path]) -> Iterator[Path]:
    """Yield the files that are tokenizers of the library's, each content once."""
    seen = set()
    for folder in folders:
        for path in sorted({*folder.rglob("tokenizer.json"), *folder.rglob("*_tokenizer_config.json")}):
            head = path.read_bytes()
            if b'"model"' in head and b'"pre_tokenizer"' in head and hash(head) not in seen:
                seen.add(hash(head))
                yield path


def words() -> list[str]:
    """Return real words of several writing systems, alone and behind a space."""
    try:
        from wordfreq import top_n_list
    except ImportError:
        return []
    told: list[str] = []
    for language in LANGUAGES:
        told += top_n_list(language, WORDS)
    return [*told, *(f" {word}" for word in told), *(word.capitalize() for word in told)]


def opened(path: Path) -> Tokenizer:
    """Return a tokenizer that neither cuts nor pads."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def compared(path: Path, texts: list[str]) -> tuple[int, int, int, int]:
    """Return the number of ids, how many of them no text becomes, how many differ, and how many words become."""
    tokenizer = opened(path)
    ids = sorted(tokenizer.get_vocab(with_added_tokens=True).values())
    told = reach(tokenizer, ids)
    own = opened(path)
    wrong = 0
    for token_id, way, becomes in zip(ids, told.way.tolist(), told.becomes, strict=True):
        text = own.decode([token_id], skip_special_tokens=False)
        answer = own.encode(text, add_special_tokens=False).ids
        wrong += answer != becomes or (answer == [token_id]) != (WAYS[way] == "alone")
    never = {token_id for token_id, way in zip(ids, told.way.tolist(), strict=True) if WAYS[way] == "unreachable"}
    met = {token_id for one in own.encode_batch(texts, add_special_tokens=False) for token_id in one.ids}
    return len(ids), len(never), wrong, len(never & met)


def main() -> None:
    """Print a row for each tokenizer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="*", type=Path, help="where other tokenizers lie")
    named = parser.parse_args().folder
    texts = words()
    print("| tokenizer | ids | no text becomes | differ from the library | of these, words become |")
    print("|---|---:|---:|---:|---:|")
    failed = False
    for path in found([*(Path(entry) for entry in sys.path if entry.endswith("site-packages")), *named]):
        counts = compared(path, texts)
        failed |= any(counts[2:])
        print(f"| {path.parent.name}/{path.name} | {' | '.join(f'{count:,}' for count in counts)} |", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
