"""Embedding Projector's tables: what is written is read back, and what others write is read as it is meant."""

import numpy as np
import pytest
from click.testing import CliRunner

from lexiscape import load_map, map_space, open_space
from lexiscape.cli import main
from lexiscape.errors import OutputError, SourceError, SourceNotFound

TOKENS = ["the", "日本", "##ing", "a b", "naïve", *(f"t{i}" for i in range(35))]
VECTORS = np.random.default_rng(0).normal(size=(40, 6)).astype(np.float32)


def table(vectors=VECTORS):
    return "".join("\t".join(repr(float(value)) for value in row) + "\n" for row in vectors)


@pytest.mark.parametrize(
    ("vectors", "words"),
    [
        ("vectors.tsv", "metadata.tsv"),
        ("vecs.tsv", "meta.tsv"),
        ("tensors.tsv", "metadata.tsv"),
        ("w2v_tensor.tsv", "w2v_metadata.tsv"),
        ("my-vectors.tsv", "my-metadata.tsv"),
        ("glove.tsv", "glove_metadata.tsv"),
        ("embeddings.tsv", "labels.tsv"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_numbers_and_words_beside_them(tmp_path, vectors, words, end, mark):
    (tmp_path / vectors).write_bytes((mark + table().replace("\n", end)).encode())
    (tmp_path / words).write_bytes((mark + "".join(word + end for word in TOKENS)).encode())
    space = open_space(tmp_path / vectors)
    assert list(space.tokens) == TOKENS
    assert np.array_equal(space.vectors, VECTORS)
    assert tmp_path / words in space.files


@pytest.mark.parametrize("heading", ["word\tcount", "id\tlabel", "count\tToken\tx", "anything\telse"])
def test_a_table_of_several_columns_has_a_heading(tmp_path, heading):
    (tmp_path / "vectors.tsv").write_text(table(), "utf-8")
    names = heading.lower().split("\t")
    at = next((i for i, name in enumerate(names) if name in ("word", "label", "token")), 0)
    lines = ["\t".join(token if i == at else f"{row}" for i in range(len(names))) for row, token in enumerate(TOKENS)]
    (tmp_path / "metadata.tsv").write_text("\n".join([heading, *lines]) + "\n", "utf-8")
    assert list(open_space(tmp_path / "vectors.tsv").tokens) == TOKENS


def test_words_given_with_the_numbers(tmp_path):
    (tmp_path / "v.tsv").write_text(table(), "utf-8")
    assert list(open_space(tmp_path / "v.tsv", TOKENS).tokens) == TOKENS
    (tmp_path / "words.txt").write_text("\n".join(TOKENS), "utf-8")
    assert list(open_space(tmp_path / "v.tsv", tmp_path / "words.txt").tokens) == TOKENS


def test_words_and_numbers_in_one_table(tmp_path):
    lines = zip(TOKENS, table().splitlines(), strict=True)
    (tmp_path / "all.tsv").write_text("".join(f"{word}\t{line}\n" for word, line in lines), "utf-8")
    space = open_space(tmp_path / "all.tsv")
    assert list(space.tokens) == TOKENS
    assert np.array_equal(space.vectors, VECTORS)


BAD = {
    "no words": ({"vectors.tsv": table()}, SourceNotFound, "no words beside vectors.tsv: looked for metadata.tsv"),
    "too few words": ({"vectors.tsv": table(), "metadata.tsv": "a\nb\n"}, SourceError, "for each of the 40 rows"),
    "a heading too many": (
        {"vectors.tsv": table(), "metadata.tsv": "word\n" + "\n".join(TOKENS[:38])},
        SourceError,
        "for each of the 40 rows",
    ),
    "no numbers": ({"vectors.tsv": "the\tcat\nsat\ton\n"}, SourceError, "holds words and no vectors"),
    "ragged": ({"vectors.tsv": "1\t2\n3\n", "metadata.tsv": "a\nb\n"}, SourceError, "at row 2; mend that line"),
    "a word in it": ({"vectors.tsv": "1\t2\n3\tx\n", "metadata.tsv": "a\nb\n"}, SourceError, "is no table of numbers"),
    "empty": ({"vectors.tsv": "", "metadata.tsv": ""}, SourceError, "vectors.tsv is empty"),
    "the words alone": ({"metadata.tsv": "a\nb\n"}, SourceError, "holds words and no vectors"),
    "a word twice": ({"vectors.tsv": "1\t2\n3\t4\n", "metadata.tsv": "a\na\n"}, SourceError, "stands in rows 0 and 1"),
    "no UTF-8": ({"vectors.tsv": "1\t2\n3\t4\n", "metadata.tsv": "caf\udce9\nb\n"}, SourceError, "no UTF-8 text"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_such_pair_is_one_sentence(tmp_path, case):
    files, kind, message = BAD[case]
    for name, text in files.items():
        (tmp_path / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(kind, match=message) as caught:
        open_space(tmp_path / next(iter(files)))
    assert "\n" not in str(caught.value)


def test_a_map_is_written_as_both_and_read_back(tmp_path):
    drawn = map_space(open_space(TOKENS, VECTORS), layout="pca")
    drawn.save(tmp_path / "vectors.tsv", tmp_path / "metadata.tsv")
    space = open_space(tmp_path / "vectors.tsv")
    assert list(space.tokens) == TOKENS
    assert np.array_equal(space.vectors, VECTORS)
    lines = (tmp_path / "metadata.tsv").read_text("utf-8").splitlines()
    assert lines[0].split("\t")[:3] == ["id", "token", "raw"]
    assert len(lines) == 41
    assert {len(line.split("\t")) for line in lines} == {len(lines[0].split("\t"))}


def test_hostile_tokens_keep_the_table_a_table(tmp_path):
    tokens = ["a\tb", "c\nd", "e\r", "\\t", "caf\udce9", "\u2028", *TOKENS[6:]]
    drawn = map_space(open_space(tokens, VECTORS), layout="pca")
    drawn.save(tmp_path / "vectors.tsv", tmp_path / "x-METADATA.tsv")
    rows = [line.split("\t") for line in (tmp_path / "x-METADATA.tsv").read_text("utf-8").split("\n")[1:-1]]
    assert [row[2] for row in rows] == [r"a\tb", r"c\nd", r"e\r", r"\\t", r"caf\udce9", "\u2028", *TOKENS[6:]]


def test_hostile_tokens_come_back_as_they_were(tmp_path):
    tokens = ["a\tb", "c\nd", "e\r", "\\t", "\\\t", "\\udce9", "caf\udce9", "\u2028", "\x85", "##x", *TOKENS[10:]]
    drawn = map_space(open_space(tokens, VECTORS).take(np.arange(40)[::-1]), layout="pca")
    drawn.save(tmp_path / "vectors.tsv", tmp_path / "metadata.tsv")
    again = open_space(tmp_path / "vectors.tsv")
    assert {token: row.tobytes() for token, row in zip(again.tokens, again.vectors, strict=True)} == {
        token: row.tobytes() for token, row in zip(tokens, VECTORS, strict=True)
    }


def test_backslashes_of_others_are_no_escapes(tmp_path):
    (tmp_path / "vectors.tsv").write_text("1\t2\n3\t5\n", "utf-8")
    (tmp_path / "metadata.tsv").write_text("word\tcount\n\\t\t1\n\\\\\t2\n", "utf-8")
    assert list(open_space(tmp_path / "vectors.tsv").tokens) == ["\\t", "\\\\"]


def test_a_field_of_any_length_is_read(tmp_path):
    (tmp_path / "vectors.tsv").write_text("1\t2\n3\t5\n", "utf-8")
    (tmp_path / "metadata.tsv").write_text(f"word\tnote\na\t{'x' * 200_000}\nb\ty\n", "utf-8")
    assert list(open_space(tmp_path / "vectors.tsv").tokens) == ["a", "b"]


def test_a_table_out_of_order_does_not_rename_the_rows_of_a_drawn_map(tmp_path):
    (tmp_path / "vectors.tsv").write_text("1\t2\n3\t5\n", "utf-8")
    (tmp_path / "v.csv").write_text("id,token,raw\n1,b,b\n0,a,a\n", "utf-8")
    with pytest.raises(SourceError, match="not in the order of its ids"):
        open_space(tmp_path / "vectors.tsv", tmp_path / "v.csv")


def test_a_saved_map_has_a_table_and_no_vectors(tmp_path):
    map_space(open_space(TOKENS, VECTORS), layout="pca").save(tmp_path / "m.npz")
    again = load_map(tmp_path / "m.npz")
    again.save(tmp_path / "metadata.tsv")
    with pytest.raises(OutputError, match="a saved map holds no vectors"):
        again.save(tmp_path / "vectors.tsv")
    assert not (tmp_path / "vectors.tsv").exists()


def test_the_command_writes_both(tmp_path):
    np.savez(tmp_path / "v.npz", VECTORS, np.array(TOKENS))
    outputs = [argument for name in ("vectors.tsv", "metadata.tsv") for argument in ("-o", str(tmp_path / name))]
    done = CliRunner().invoke(main, ["map", str(tmp_path / "v.npz"), *outputs])
    assert done.exit_code == 0, done.output
    again = CliRunner().invoke(main, ["map", str(tmp_path / "vectors.tsv"), "-o", str(tmp_path / "metadata.tsv")])
    assert again.exit_code == 1
    assert "is read here" in again.output
