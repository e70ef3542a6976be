"""Files of word vectors as people have them: what stands in them is read; what cannot be read is one sentence."""

import numpy as np
import pytest

from lexiscape import open_space
from lexiscape.errors import CorruptFile, SourceError

WORDS = [f"w{i}" for i in range(30)]
VECTORS = np.random.default_rng(0).normal(size=(30, 6)).round(4).astype(np.float32)
BOM = b"\xef\xbb\xbf"
HEADER = b"30 6\n"


def lines(words=WORDS, vectors=VECTORS, behind=" ", between=" ", form=".4f", end="\n"):
    """Return each word and its numbers as a line, in bytes; lone surrogates are bytes that are no UTF-8."""
    text = "".join(
        word + behind + between.join(format(float(value), form) for value in row) + end
        for word, row in zip(words, vectors, strict=True)
    )
    return text.encode("utf-8", "surrogateescape")


def binary(words=WORDS, end=b"\n"):
    rows = [word.encode() + b" " + row.tobytes() + end for word, row in zip(words, VECTORS, strict=True)]
    return f"{len(words)} 6\n".encode() + b"".join(rows)


SPACED = [". . .", "at name@domain.com", "\xa0", "\u3000", "a\x85b", "a\u2028b", " ", "  ", *WORDS[8:]]
NUMBERED = ["7", "nan", "inf", "1e5", "-3", *WORDS[5:]]

RIGHT = {
    "spaces in words": (lines(SPACED), SPACED),
    "header": (HEADER + lines(), WORDS),
    "header with a space": (b"30 6 \n" + lines(), WORDS),
    "header of other ends": (b"30 6\r\n" + lines(end="\r\n"), WORDS),
    "byte order mark and header": (BOM + HEADER + lines(), WORDS),
    "byte order mark": (BOM + lines(), WORDS),
    "tabs": (HEADER + lines(behind="\t", between="\t"), WORDS),
    "tabs and words with spaces": (lines(SPACED, behind="\t", between="\t"), SPACED),
    "a tab behind the word": (lines(behind="\t"), WORDS),
    "two spaces": (lines(behind="  ", between="  "), WORDS),
    "two spaces behind the word": (lines(behind="  "), WORDS),
    "spaces and tabs at the end": (lines(end=" \t\n"), WORDS),
    "numbers in words": (lines(NUMBERED), NUMBERED),
    "the first word is three numbers": (lines(["3 4 5", *WORDS[1:]]), ["3 4 5", *WORDS[1:]]),
    "another encoding": (HEADER + lines(["caf\udce9", *WORDS[1:]]), ["caf\udce9", *WORDS[1:]]),
    "a NUL in a word": (lines(["a\x00b", *WORDS[1:]]), ["a\x00b", *WORDS[1:]]),
    "a word of 10,000 letters": (lines(["x" * 10_000, *WORDS[1:]]), ["x" * 10_000, *WORDS[1:]]),
    "plus signs and capital exponents": (lines(form="+.9E"), WORDS),
    "no last line feed": (lines().rstrip(b"\n"), WORDS),
    "empty lines": (lines(end="\n\n"), WORDS),
    "binary": (binary(), WORDS),
    "binary without line feeds": (binary(end=b""), WORDS),
    "binary, a word cut in a character": (
        binary(["日本", *WORDS[1:]]).replace("日本".encode(), b"\xe6\x97\xa5\xe6\x9c"),
        ["日\udce6\udc9c", *WORDS[1:]],
    ),
}


@pytest.mark.parametrize("case", RIGHT)
def test_what_is_read_is_what_stands_there(tmp_path, case):
    content, words = RIGHT[case]
    (tmp_path / "v.vec").write_bytes(content)
    space = open_space(tmp_path / "v.vec")
    assert list(space.tokens) == words
    assert np.array_equal(space.vectors, VECTORS)


@pytest.mark.parametrize(
    ("form", "factor"), [(".36e", 1e-5), (".40f", 1.0), (".50f", 1e-34), (".60e", 1e30), ("060.20f", 1.0)]
)
def test_numbers_of_any_length_keep_their_value(tmp_path, form, factor):
    vectors = VECTORS.astype(np.float64) * factor
    (tmp_path / "v.txt").write_bytes(lines(vectors=vectors, form=form))
    written = np.array([[float(format(value, form)) for value in row] for row in vectors.tolist()])
    assert np.array_equal(open_space(tmp_path / "v.txt").vectors, written.astype(np.float32))


WRONG = {
    "UTF-16": ((HEADER.decode() + lines().decode()).encode("utf-16"), "is UTF-16 text: expected UTF-8"),
    "cut": (HEADER + lines(WORDS[:10], VECTORS[:10]), "announces 30 words, but has 10"),
    "cut in the last line": (
        HEADER + lines().rstrip().rsplit(b" ", 2)[0],
        "last line of v",
        "got 5 parts; was the file",
    ),
    "cut in the last line, no counts": (lines().rstrip().rsplit(b" ", 4)[0], "word 30, is incomplete", "got 3 parts"),
    "cut in the last word": (lines(WORDS[:-1], VECTORS[:-1]) + WORDS[-1].encode(), "is incomplete", "got 1 part; was"),
    "cut behind a sign": (lines().rstrip().rsplit(b" ", 1)[0] + b" -", "is incomplete", "of which '-' is no number"),
    "more than announced": (b"20 6\n" + lines(), "announces 20 words, but has 30"),
    "three counts": (b"30 6 0\n" + lines(), "word 1: expected a word and 6 numbers, got 3 parts"),
    "two lines joined": (lines().replace(b"\nw7", b" w7"), "word 7: more than 6 numbers"),
    "an underscore": (lines().replace(b"0.1257", b"0.12_57"), "got one with an underscore"),
    "decimal commas": (lines().replace(b".", b","), "expected lines of a word and its numbers"),
    "commas": (lines(behind=",", between=","), "expected lines of a word and its numbers"),
    "no words": (lines([""] * 30, behind=""), "holds numbers and no words"),
    "no numbers": ("\n".join(WORDS).encode(), "expected lines of a word and its numbers"),
    "a web page": (b"<!doctype html>\n<html><body>Sign in</body></html>\n", "expected lines of a word and its numbers"),
    "a broken number": (HEADER + lines().replace(b"0.1257", b"0.12x7"), "word 1: could not convert"),
    "binary, a space in a word": (binary(["New York", *WORDS[1:]]), "word 2 is no UTF-8 text"),
    "binary without line feeds, a space in a word": (binary(["New York", *WORDS[1:]], b""), "word 2 is no UTF-8 text"),
    "binary, two files": (binary() + binary(), "bytes follow them: are two files joined"),
}


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("suffix", [".vec", ".bin"])
def test_what_cannot_be_read_is_one_sentence(tmp_path, case, suffix):
    content, *messages = WRONG[case]
    (tmp_path / f"v{suffix}").write_bytes(content)
    with pytest.raises(SourceError) as caught:
        open_space(tmp_path / f"v{suffix}")
    assert all(message in str(caught.value) for message in messages)
    assert "\n" not in str(caught.value)


def test_a_file_without_the_words_is_no_file_of_words(tmp_path):
    np.savetxt(tmp_path / "vectors.txt", VECTORS)
    with pytest.raises(SourceError, match="holds numbers and no words"):
        open_space(tmp_path / "vectors.txt")
    (tmp_path / "empty.vec").write_bytes(b"")
    with pytest.raises(CorruptFile, match="is empty: expected a model or vectors in it"):
        open_space(tmp_path / "empty.vec")
