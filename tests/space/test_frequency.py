"""Tokens in the order in which a corpus, a list or a language uses them."""

import numpy as np
import pytest

from lexiscape import open_space
from lexiscape.errors import MissingExtra, OptionError, SourceError, SourceNotFound
from lexiscape.space import EmbeddingSpace
from lexiscape.space.frequency import count_tokens, order_by_frequency


def space_of(tokens, family="wordpiece"):
    special = frozenset({0} if tokens[0] == "[CLS]" else ())
    return EmbeddingSpace(
        tokens, np.eye(len(tokens), dtype=np.float32), np.arange(len(tokens)), "tiny", family, special
    )


WORDPIECE = space_of(["[CLS]", "play", "##ing", "##s", "the", "日", "##本", "!", "s"])


@pytest.mark.parametrize("separator", ["\t", " ", ","])
def test_a_list_of_counts(tmp_path, separator):
    rows = (("the", 90), ("日", 12.5), ("##s", 3))
    (tmp_path / "counts.txt").write_text("".join(f"{word}{separator}{count}\n" for word, count in rows))
    space = order_by_frequency(WORDPIECE, tmp_path / "counts.txt")
    assert list(space.tokens) == ["the", "日", "##s", "[CLS]", "play", "##ing", "##本", "!", "s"]
    assert space.fields["frequency"].tolist() == [90, 12.5, 3, 0, 0, 0, 0, 0, 0]
    assert space.ids.tolist() == [4, 5, 3, 0, 1, 2, 6, 7, 8]
    assert np.array_equal(space.vectors, WORDPIECE.vectors[space.ids])


def test_a_list_with_a_heading(tmp_path):
    (tmp_path / "counts.csv").write_text("token,count\nthe,3\n,,9\n")
    assert count_tokens(WORDPIECE, tmp_path / "counts.csv")[4] == 3


def test_a_corpus_is_split_as_wordpiece_splits_it(tmp_path):
    from tokenizers import Tokenizer, models, pre_tokenizers

    text = "The plays, the playing! 日本 s thes"
    tokenizer = Tokenizer(models.WordPiece({token: i for i, token in enumerate(WORDPIECE.tokens)}, unk_token="[CLS]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    (tmp_path / "corpus.txt").write_text(text, "utf-8")
    expected = np.bincount(tokenizer.encode(text.lower()).ids, minlength=9)
    expected[0] = 0  # what WordPiece calls unknown, the comma, is passed over
    assert count_tokens(WORDPIECE, tmp_path / "corpus.txt").tolist() == expected.tolist()


def test_words_and_sentencepiece(tmp_path):
    (tmp_path / "corpus.txt").write_text("cats sat. cats!", "utf-8")
    words = space_of(["sat", "cats", "dog"], "words")
    assert count_tokens(words, tmp_path / "corpus.txt").tolist() == [1, 2, 0]
    pieces = space_of(["▁cat", "s", "▁sat", "▁"], "sentencepiece")
    assert count_tokens(pieces, tmp_path / "corpus.txt").tolist() == [2, 2, 1, 0]


def test_wordfreq_puts_common_words_first():
    space = order_by_frequency(open_space("demo:bert"), "wordfreq:en")
    assert space.tokens[0] == "the"
    assert {"to", "and", "of", "a", "in"} <= set(space.tokens[:10])
    japanese = order_by_frequency(open_space("spacy:ja_ginza"), "wordfreq:ja")
    assert {"の", "に", "は"} <= set(japanese.tokens[:10])


def test_what_cannot_be_counted(tmp_path, monkeypatch):
    with pytest.raises(OptionError, match="wordfreq has no language 'xx': choose one of ar, b"):
        count_tokens(WORDPIECE, "wordfreq:xx")
    with pytest.raises(SourceNotFound, match="No such file"):
        count_tokens(WORDPIECE, tmp_path / "nowhere.txt")
    (tmp_path / "a.txt").write_bytes(b"\xff")
    with pytest.raises(SourceError, match="no UTF-8"):
        count_tokens(WORDPIECE, tmp_path / "a.txt")
    (tmp_path / "a.txt").write_text("мир")
    with pytest.raises(SourceError, match="not one of the 9 tokens"):
        count_tokens(WORDPIECE, tmp_path / "a.txt")
    monkeypatch.setitem(__import__("sys").modules, "wordfreq", None)
    with pytest.raises(MissingExtra, match="frequency"):
        count_tokens(WORDPIECE, "wordfreq:en")
