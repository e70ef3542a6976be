"""fastText's native models: each word's vector is what gensim's reader of that format makes of it."""

import struct
from contextlib import suppress

import numpy as np
import pytest
from gensim.models import FastText
from gensim.models.fasttext import load_facebook_vectors, save_facebook_model

from lexiscape import open_space
from lexiscape.errors import SourceError

TEXT = [
    ["the", "cat", "sat", "日本", "naïve", "a", "🙂x", "été", "I", "e\u0301a"],
    ["the", "dog", "ran", "日本語", "is", "über", "x" * 90, "한국어"],
] * 20


def trained(path, shortest=3, longest=6, buckets=500, dim=12):
    model = FastText(
        TEXT, vector_size=dim, min_count=1, min_n=shortest, max_n=longest, bucket=buckets, epochs=2, seed=1, workers=1
    )
    save_facebook_model(model, str(path))
    return model


@pytest.mark.parametrize(
    ("shortest", "longest", "buckets"), [(3, 6, 500), (1, 4, 50), (2, 2, 1), (1, 1, 300), (5, 9, 20_000), (0, 0, 0)]
)
def test_vectors_are_those_of_gensims_reader(tmp_path, shortest, longest, buckets):
    trained(tmp_path / "m.bin", shortest, longest, buckets or 1)
    theirs = load_facebook_vectors(str(tmp_path / "m.bin"))
    space = open_space(tmp_path / "m.bin")
    assert list(space.tokens) == theirs.index_to_key
    assert np.allclose(space.vectors, [theirs[word] for word in space.tokens], atol=1e-6)
    assert space.fields["count"].tolist() == [theirs.get_vecattr(word, "count") for word in space.tokens]
    assert space.provenance["format"] == "fasttext"


def test_the_end_of_a_line_has_no_ngrams(tmp_path):
    """`</s>` is a row of its own in fastText (dictionary.cc, initNgrams); gensim's reader does not know."""
    trained(tmp_path / "m.bin")
    before = open_space(tmp_path / "m.bin")
    four = next(row for row, word in enumerate(before.tokens) if len(word.encode()) == 4)
    content = (tmp_path / "m.bin").read_bytes()
    (tmp_path / "m.bin").write_bytes(content.replace(before.tokens[four].encode() + b"\0", b"</s>\0", 1))
    after = open_space(tmp_path / "m.bin")
    assert after.tokens[four] == "</s>"
    # Behind the input matrix, (words + buckets) x 12, come two counts, one flag and the output matrix, words x 12.
    n = len(before)
    first = len(content) - 4 * 12 * n - 17 - 4 * 12 * (n + 500)
    assert np.array_equal(after.vectors[four], np.frombuffer(content, "<f4", 12, first + 4 * 12 * four))
    others = np.arange(n) != four
    assert np.array_equal(after.vectors[others], before.vectors[others])


@pytest.mark.parametrize("keep", [3, 50, 70, 100, 200, 400, 20_000])
def test_a_file_that_is_cut(tmp_path, keep):
    trained(tmp_path / "m.bin", dim=40)
    whole = (tmp_path / "m.bin").read_bytes()
    (tmp_path / "m.bin").write_bytes(whole[:keep])
    with pytest.raises(SourceError) as caught:
        open_space(tmp_path / "m.bin")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("at", "value", "message"),
    [
        (4, struct.pack("<i", 10), "expected fastText's version 11 or 12, got 10"),
        (8, struct.pack("<i", 0), "corrupted"),
        (8, struct.pack("<i", 13), "cut short or corrupted"),
        (8, struct.pack("<i", -1), "corrupted"),
        (64, struct.pack("<i", 1 << 30), "corrupted"),
        (68, struct.pack("<i", 1 << 30), "corrupted"),
        (40, struct.pack("<i", 7), "corrupted"),
    ],
)
def test_settings_that_cannot_be(tmp_path, at, value, message):
    trained(tmp_path / "m.bin")
    content = bytearray((tmp_path / "m.bin").read_bytes())
    content[at : at + len(value)] = value
    (tmp_path / "m.bin").write_bytes(content)
    with pytest.raises(SourceError, match=message):
        open_space(tmp_path / "m.bin")


def test_a_quantized_model_is_named(tmp_path):
    trained(tmp_path / "m.bin")
    content = bytearray((tmp_path / "m.bin").read_bytes())
    content[84:92] = struct.pack("<q", 5)  # how many words were pruned: only quantized models have any
    (tmp_path / "m.bin").write_bytes(content)
    with pytest.raises(SourceError, match=r"it is quantized, as \.ftz files are"):
        open_space(tmp_path / "m.bin")
    (tmp_path / "m.ftz").write_bytes(content)
    with pytest.raises(SourceError, match=r"a quantized fastText model: open the \.bin or \.vec"):
        open_space(tmp_path / "m.ftz")


@pytest.mark.parametrize("seed", range(40))
def test_damage_is_never_a_traceback(tmp_path, seed):
    trained(tmp_path / "m.bin")
    rng = np.random.default_rng(seed)
    content = bytearray((tmp_path / "m.bin").read_bytes())
    for _ in range(rng.integers(1, 4)):
        content[rng.integers(4, 400)] = rng.integers(256)
    (tmp_path / "m.bin").write_bytes(content)
    with suppress(SourceError):
        assert np.asarray(open_space(tmp_path / "m.bin").vectors).ndim == 2
