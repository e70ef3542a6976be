"""Tables of words beside arrays: which row is whose, which column counts, and what names classes, not tokens."""

import csv

import numpy as np
import pytest
from click.testing import CliRunner

from lexiscape import map_space, open_space
from lexiscape.cli import main
from lexiscape.errors import CorruptFile, SourceError, SourceNotFound

TOKENS = ["Ġthe", "a,b", '"q"', "\r", "x\ny", "é\r\n", "Ċ", "Ġ", "=1", *(f"Ġt{i}" for i in range(31))]
VECTORS = np.random.default_rng(0).normal(size=(40, 6)).astype(np.float32)
ROWS = VECTORS[:3]


def test_a_map_saved_beside_its_vectors_does_not_rename_their_rows(tmp_path):
    np.save(tmp_path / "v.npy", VECTORS)
    words = ["Ġthe", "Ġof", "Ċ", *(f"Ġt{i}" for i in range(37))]
    (tmp_path / "tokens.txt").write_text("\n".join(words), "utf-8")
    (tmp_path / "c.txt").write_text("\n".join(f"{word} {i + 1}" for i, word in enumerate(words)), "utf-8")
    before = open_space(tmp_path / "v.npy")
    options = ["--order", "frequency", "--frequency", str(tmp_path / "c.txt"), "-o", str(tmp_path / "v.csv")]
    done = CliRunner().invoke(main, ["map", str(tmp_path / "v.npy"), *options])
    assert done.exit_code == 0, done.output
    with (tmp_path / "v.csv").open(encoding="utf-8", newline="") as file:
        assert sorted(words) == sorted(drawn := [row["raw"] for row in csv.DictReader(file)])
    assert drawn != words
    again = open_space(tmp_path / "v.npy")
    assert tmp_path / "tokens.txt" in again.files
    (tmp_path / "tokens.txt").unlink()
    of_table = open_space(tmp_path / "v.npy")
    for space in (again, of_table):
        assert list(space.tokens) == words
        assert space.family == before.family == "byte_bpe"


def test_a_saved_table_gives_any_token_back(tmp_path):
    space = open_space(TOKENS, VECTORS)
    map_space(space.take(np.arange(40)[::-1]), layout="pca").save(tmp_path / "v.csv")
    np.save(tmp_path / "v.npy", VECTORS)
    assert list(open_space(tmp_path / "v.npy").tokens) == TOKENS


TABLES = {
    "ids that rise": ("id,word\n1,a\n2,b\n9,c\n", ["a", "b", "c"]),
    "ids out of order": ("id,word\n2,c\n0,a\n1,b\n", ["a", "b", "c"]),
    "ids that are no numbers": ("id,word\nz,a\ny,b\nx,c\n", ["a", "b", "c"]),
    "no heading": ("2,c\n0,a\n1,b\n", ["2", "0", "1"]),
    "raw after token": ("token,raw\na,##a\nb,b\nc,c\n", ["##a", "b", "c"]),
    "word before label": ("label,word\nx,a\nx,b\nx,c\n", ["a", "b", "c"]),
}


@pytest.mark.parametrize("case", TABLES)
def test_which_row_and_which_column(tmp_path, case):
    text, tokens = TABLES[case]
    np.save(tmp_path / "v.npy", ROWS)
    (tmp_path / "v.csv").write_text(text, "utf-8")
    assert list(open_space(tmp_path / "v.npy").tokens) == tokens


@pytest.mark.parametrize("ids", [(3, 1, 2), (0, 0, 1), (1, 0, 5)])
def test_ids_of_no_rows_are_refused(tmp_path, ids):
    np.save(tmp_path / "v.npy", ROWS)
    rows = zip(ids, "abc", strict=True)
    (tmp_path / "v.csv").write_text("id,word\n" + "".join(f"{i},{word}\n" for i, word in rows), "utf-8")
    with pytest.raises(SourceError, match=r"v\.csv is not in the order of its ids: expected ids that rise, or 0 to 2"):
        open_space(tmp_path / "v.npy")


def test_both_readers_take_the_same_column(tmp_path):
    headings = ["label", "text", "name", "word", "token", "raw"]
    for at in range(len(headings)):
        names = headings[at:]
        rows = [[f"{name}{i}" for name in names] for i in range(3)]
        for end, path in ((",", "v.csv"), ("\t", "metadata.tsv")):
            text = "\n".join(end.join(row) for row in [[*names, "x"], *([*row, "1"] for row in rows)])
            (tmp_path / path).write_text(text, "utf-8")
        np.save(tmp_path / "v.npy", ROWS)
        np.savetxt(tmp_path / "vectors.tsv", ROWS, delimiter="\t")
        of_both = [list(open_space(tmp_path / name).tokens) for name in ("v.npy", "vectors.tsv")]
        assert of_both == [["raw0", "raw1", "raw2"]] * 2


CLASSES = {
    "numbers in a byte": {"labels": np.array([0, 1, 0], np.uint8)},
    "texts that repeat": {"labels": np.array(["n", "v", "n"])},
    "names of two classes": {"names": np.array(["n", "v"])},
    "y": {"y": np.array(["n", "v", "n"])},
    "vocab as bytes": {"vocab": np.array([5, 6, 7], np.uint8)},
}


@pytest.mark.parametrize("case", CLASSES)
def test_classes_in_an_archive_are_no_tokens(tmp_path, case):
    np.savez(tmp_path / "v.npz", vectors=ROWS, **CLASSES[case])
    with pytest.raises(SourceNotFound, match=r"no token list beside v\.npz"):
        open_space(tmp_path / "v.npz")
    (tmp_path / "v.txt").write_text("a\nb\nc\n", "utf-8")
    assert list(open_space(tmp_path / "v.npz").tokens) == ["a", "b", "c"]


def test_tokens_that_repeat_are_still_refused(tmp_path):
    (tmp_path / "v.txt").write_text("a\nb\nc\n", "utf-8")
    np.savez(tmp_path / "v.npz", vectors=ROWS, tokens=np.array(["a", "b", "a"]))
    with pytest.raises(SourceError, match="stands in rows 0 and 2"):
        open_space(tmp_path / "v.npz")
    np.savez(tmp_path / "v.npz", vectors=ROWS, tokens=np.frombuffer(b"[1", np.uint8))
    with pytest.raises(CorruptFile, match=r"tokens in v\.npz is no JSON"):
        open_space(tmp_path / "v.npz")
