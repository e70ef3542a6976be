"""Columns of one's own: values in every form become the same column, and what is none is a sentence."""

import csv

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import torch
from click.testing import CliRunner
from pyarrow import parquet

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.columns import COLUMNS
from lexiscape.columns.own import own_column
from lexiscape.columns.own_files import read_own_column
from lexiscape.errors import CorruptFile, LexiscapeError, LexiscapeWarning, OptionError, SourceError, SourceNotFound

N = 40
VALUES = np.linspace(-2, 3, N).astype(np.float32)
TOKENS = ["bank", "##bank", *(f"w{row}" for row in range(2, N))]


@pytest.fixture(scope="module")
def drawn():
    vectors = np.random.default_rng(0).normal(size=(N, 5)).astype(np.float32)
    space = lx.open_space([f"t{row}" for row in range(100)], np.ones((100, 5), np.float32)).range(60, 100)
    space = lx.EmbeddingSpace(TOKENS, vectors, space.ids, "made up", "wordpiece")
    return lx.map_space(space, layout="pca")


FORMS = {
    "array": VALUES,
    "float64": VALUES.astype(np.float64),
    "list": VALUES.tolist(),
    "tensor": torch.tensor(VALUES, requires_grad=True),
    "Series": pd.Series(VALUES),
    "Series by id": pd.Series(VALUES[::-1], index=range(99, 59, -1)),
    "Series by token": pd.Series(VALUES, index=TOKENS),
    "nullable Series": pd.Series(VALUES, dtype="Float64"),
    "by id": {60 + row: value for row, value in enumerate(VALUES.tolist())},
    "by NumPy's id": dict(zip(np.arange(60, 100), VALUES, strict=True)),
    "by token": dict(zip(TOKENS, VALUES, strict=True)),
}


@pytest.mark.parametrize("form", FORMS)
def test_values_in_any_form_are_the_same_column(drawn, form):
    column = drawn.with_column("mine", FORMS[form], title="Mine", help="What it is.").columns["mine"]
    assert (column.name, column.title, column.help, column.categories) == ("mine", "Mine", "What it is.", None)
    assert column.values.dtype == np.float32
    assert np.array_equal(column.values, VALUES)
    assert "mine" not in drawn.columns


def test_a_column_of_the_map_itself_brings_its_title_and_help(drawn):
    for name in ("norm", "kind"):
        column, again = drawn.columns[name], drawn.with_column("again", drawn.columns[name]).columns["again"]
        assert (again.labels(), again.title, again.help) == (column.labels(), column.title, column.help)
    assert drawn.with_column("again", drawn.columns["norm"], title="Mine").columns["again"].title == "Mine"


def test_bfloat16_and_whole_numbers(drawn):
    half = torch.tensor(VALUES, dtype=torch.bfloat16)
    assert np.allclose(drawn.with_column("h", half).columns["h"].values, VALUES, atol=0.02)
    assert drawn.with_column("n", np.arange(N)).columns["n"].labels() == list(range(N))


def test_what_is_missing_is_unknown(drawn):
    some = drawn.with_column("some", {60: 1.5, "w7": None, "w9": 2}).columns["some"].values
    assert np.flatnonzero(~np.isnan(some)).tolist() == [0, 9]
    holed = np.ma.masked_array(VALUES, mask=np.arange(N) == 4)
    for values in (holed, [None if row == 4 else float(value) for row, value in enumerate(VALUES)]):
        assert np.flatnonzero(np.isnan(drawn.with_column("holed", values).columns["holed"].values)).tolist() == [4]
    with pytest.warns(LexiscapeWarning, match="2 values of the column 'hot' are infinite or beyond float32"):
        hot = drawn.with_column("hot", [np.inf, -1e300, *range(2, N)]).columns["hot"].values
    assert np.isnan(hot[:2]).all()


def test_texts_are_categories_and_truth_values_are_answers(drawn):
    texts = drawn.with_column("texts", ["<b>" if row % 3 else "x" for row in range(N)]).columns["texts"]
    assert texts.categories == ("<b>", "x")
    answers = drawn.with_column("answers", np.arange(N) < 5).columns["answers"]
    assert answers.labels() == ["yes"] * 5 + ["no"] * (N - 5)
    some = drawn.with_column("some", {"w3": "noun", "w4": "verb"}).columns["some"]
    assert some.categories == ("unknown", "noun", "verb")
    marked = pd.Series(["a", pd.NA] * (N // 2), dtype="string")
    assert set(drawn.with_column("marked", marked).columns["marked"].categories) == {"a", "unknown"}


def test_a_key_that_several_tokens_read_as_is_the_one_spelled_so(drawn):
    values = drawn.with_column("v", {"bank": 1, "##bank": 2}).columns["v"].values
    assert values[:2].tolist() == [1, 2]
    with pytest.warns(LexiscapeWarning, match=r"2 of 3 keys of the column 'v' are no id or token .* 'nothing', 3000"):
        assert drawn.with_column("v", {"bank": 1, "nothing": 2, 3000: 3}).columns["v"].values[0] == 1


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("v", VALUES[:-1], r"expected 40 values for the column 'v', one for each token of the map, got shape \(39,\)"),
        ("v", VALUES[:, None], r"shape \(40, 1\)"),
        ("v", 7, r"shape \(\)"),
        ("v", [], r"shape \(0,\)"),
        ("v", [[1, 2], [3]], "shape|cannot be read"),
        ("v", np.full(N, np.nan), "no value of the column 'v' is a number"),
        ("v", [None] * N, "no value of the column 'v' is a number"),
        ("v", {}, "none of the 0 keys"),
        ("v", {"nothing": 1}, "none of the 1 keys of the column 'v', such as 'nothing'"),
        ("v", ["a"] * (N - 1) + [3], "expected numbers for all tokens, or texts for all"),
        ("v", VALUES.astype(complex), "expected numbers for all tokens"),
        ("v", pd.Series([1, 2], index=["bank", "bank"]), "2 values for 'bank': expected each key once"),
        ("", VALUES, "expected the name of a column"),
        ("a\nb", VALUES, "one printable line"),
        ("\ud800", VALUES, "one printable line"),
        ("x" * 61, VALUES, "up to 60 letters"),
        (7, VALUES, "expected the name"),
        *((name, VALUES, "use of its own for the name") for name in (*COLUMNS, "id", "x", "place")),
    ],
)
def test_what_is_no_column_is_a_sentence(drawn, name, values, told):
    with pytest.raises(OptionError, match=told):
        drawn.with_column(name, values)


def test_a_constant_column_and_odd_texts_are_written_and_read_again(drawn, tmp_path):
    odd = ["\ud800", "<script>", "\x1b[31m", ""]
    painted = drawn.with_column("same", np.ones(N)).with_column("odd", [odd[row % 4] for row in range(N)])
    painted = painted.with_column("some", {60: 0.25})
    painted.save(*(tmp_path / f"m{suffix}" for suffix in (".html", ".npz", ".csv", ".parquet")))
    for suffix in (".html", ".npz"):
        again = lx.load_map(tmp_path / f"m{suffix}")
        for name in ("same", "odd"):
            assert again.columns[name].labels() == painted.columns[name].labels()
        assert np.array_equal(again.columns["some"].values, painted.columns["some"].values, equal_nan=True)
        assert again.with_column("same", np.zeros(N)).columns["same"].values.max() == 0


def write_csv(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def test_files_give_the_same_column(drawn, tmp_path):
    np.save(tmp_path / "v.npy", VALUES)
    numbers = VALUES.tolist()
    write_csv(tmp_path / "id.csv", ["id", "v"], zip(range(60, 100), numbers, strict=True))
    write_csv(tmp_path / "raw.csv", ["token", "raw", "other"], zip(["?"] * N, TOKENS, numbers, strict=True))
    write_csv(tmp_path / "many.csv", ["id", "w", "v"], zip(range(60, 100), ["a"] * N, numbers, strict=True))
    parquet.write_table(pa.table({"id": range(60, 100), "v": VALUES}), tmp_path / "id.parquet")
    parquet.write_table(pa.table({"raw": TOKENS, "u": ["x"] * N, "v": VALUES}), tmp_path / "raw.parquet")
    for file in sorted(tmp_path.iterdir()):
        column = read_own_column(file, "v", drawn.space, title="Mine")
        assert column.title == "Mine"
        assert np.array_equal(column.values, VALUES), file
    assert read_own_column(tmp_path / "many.csv", "w", drawn.space).categories == ("a",)
    assert read_own_column(tmp_path / "raw.parquet", "u", drawn.space).categories == ("x",)
    write_csv(tmp_path / "some.csv", ["id", "v"], [(61, ""), (62, "3.5")])
    assert read_own_column(tmp_path / "some.csv", "v", drawn.space).values[2] == 3.5


def write_both(folder, header, keys, values):
    """The same table twice: every field a text in one, of its own type in the other."""
    write_csv(folder / "t.csv", [header, "v"], zip(keys, values, strict=True))
    parquet.write_table(pa.table({header: keys, "v": values}), folder / "t.parquet")
    return folder / "t.csv", folder / "t.parquet"


def test_the_header_says_what_keys_are_whatever_their_type(tmp_path):
    """Tokens that are digits: a key taken for the other kind would match another row."""
    rows = np.random.default_rng(0).normal(size=(10, 4)).astype(np.float32)
    space = lx.open_space([str(9 - row) for row in range(10)], rows)
    values = np.arange(10.0).tolist()
    digits = [str(row) for row in range(10)]
    for header, keys, expected in [
        ("id", digits, values),
        ("id", list(range(10)), values),
        ("id", [float(row) for row in range(10)], values),
        ("raw", digits, values[::-1]),
        ("token", digits, values[::-1]),
    ]:
        for file in write_both(tmp_path, header, keys, values):
            assert read_own_column(file, "v", space).values.tolist() == expected, (header, file.name)
    for keys in (["0", "1", "nine"], ["0", ""], ["0", "1.5"]):
        for file in write_both(tmp_path, "id", keys, values[: len(keys)]):
            with pytest.raises(OptionError, match=f"column 'id' of .* holds '{keys[-1]}': expected whole numbers"):
                read_own_column(file, "v", space)
    for header in ("raw", "token"):
        file = write_both(tmp_path, header, list(range(10)), values)[1]
        with pytest.raises(OptionError, match=f"column '{header}' of .* holds 0: expected texts"):
            read_own_column(file, "v", space)
    parquet.write_table(pa.table({"id": [True, False], "v": [1.0, 2.0]}), tmp_path / "t.parquet")
    with pytest.raises(OptionError, match="holds True: expected whole numbers"):
        read_own_column(tmp_path / "t.parquet", "v", space)


def test_texts_of_numbers_are_the_same_in_every_file(drawn, tmp_path):
    ids = list(range(60, 64))
    for values, expected in (
        (["1", " 2.5", "", "-3e2"], [1.0, 2.5, np.nan, -300.0]),
        (["1", "2_0", "3_0", "4"], ("1", "2_0", "3_0", "4")),  # no number in a table, whatever Python reads
        (["a", "b", "", "1"], ("1", "a", "b")),
    ):
        for file in write_both(tmp_path, "id", ids, values):
            column = read_own_column(file, "v", drawn.space)
            if isinstance(expected, tuple):
                assert set(column.categories) - {"unknown"} == set(expected), file
            else:
                assert np.array_equal(column.values[:4], expected, equal_nan=True), file


def test_a_few_bad_cells_among_numbers_are_told(drawn, tmp_path):
    values = [*map(str, range(9)), "n/a"]
    for file in write_both(tmp_path, "id", list(range(60, 70)), values):
        with pytest.warns(
            LexiscapeWarning,
            match=r"1 of the 10 values in the column 'v' of .* no numbers, such as 'n/a' in row 10 \('?69'?\): all",
        ):
            column = read_own_column(file, "v", drawn.space)
        assert "n/a" in column.categories


def test_tokens_that_are_not_selected_are_no_strangers(drawn, tmp_path):
    write_csv(tmp_path / "c.csv", ["id", "v"], [(i, float(i)) for i in range(60, 100)])
    part = drawn.space.first(3)
    column = read_own_column(tmp_path / "c.csv", "v", part, whole=drawn.space)  # and no warning, which would fail
    assert column.values.tolist() == [60.0, 61.0, 62.0]
    write_csv(tmp_path / "d.csv", ["id", "v"], [(60, 1.0), (99, 2.0), (7, 3.0)])
    with pytest.warns(LexiscapeWarning, match=r"1 of 3 keys of the column 'v' are no id or token of .*: 7$"):
        read_own_column(tmp_path / "d.csv", "v", part, whole=drawn.space)
    write_csv(tmp_path / "e.csv", ["id", "v"], [(99, 2.0)])
    with pytest.raises(OptionError, match="among the 3 of the map"):
        read_own_column(tmp_path / "e.csv", "v", part, whole=drawn.space)


def test_a_text_that_several_rows_are_spelled_as_is_left_out_and_told():
    space = lx.EmbeddingSpace(["a", "b", "a"], np.eye(3, dtype=np.float32), np.arange(3), "made up")
    with pytest.warns(LexiscapeWarning, match="1 of 2 keys of the column 'v' .* several tokens share.*: 'a'"):
        column = own_column(space, "v", {"a": 1, "b": 2})
    assert np.isnan(column.values[[0, 2]]).all()
    assert column.values[1] == 2
    with pytest.raises(OptionError, match=r"none of the 1 keys .* 'a', is an id .* stands for one token alone"):
        own_column(space, "v", {"a": 1})


@pytest.mark.parametrize(
    ("name", "stored", "error", "told"),
    [
        ("v.npy", b"", CorruptFile, "no NumPy file"),
        ("v.csv", b"", CorruptFile, "is empty: expected a header with a column id, raw or token"),
        ("v.csv", b"\nid,v\n", CorruptFile, "begins with an empty line: expected a header"),
        ("v.csv", b"id,v,w\n60,2,3\n61,2", CorruptFile, "line 3, the last, is incomplete: expected 3 cells"),
        ("v.csv", b"id,v\n1,2\n1,3\n", CorruptFile, "2 values for the id 1"),
        ("v.csv", b"id,a,b\n60,2,3\n", OptionError, "expected one called 'v'"),
        (
            "v.csv",
            b"id,v\n60\n",
            CorruptFile,
            "not a table of values: line 2 has no 'v': expected 2 cells, .* got 1 cell",
        ),
        ("v.csv", b"id,v\n\xff,1\n", CorruptFile, "not a table of values: it is no UTF-8 text"),
        ("v.csv", b"id,v\n7,1\n", OptionError, "none of the 1 keys"),
        ("v.parquet", b"PAR1", CorruptFile, "is not a Parquet file"),
        ("v.txt", b"1", OptionError, "expected a .npy or .csv or .parquet"),
    ],
)
def test_a_file_that_holds_no_column_is_a_sentence(drawn, tmp_path, name, stored, error, told):
    (tmp_path / name).write_bytes(stored)
    with pytest.raises(error, match=told):
        read_own_column(tmp_path / name, "v", drawn.space)


def test_files_of_the_wrong_length_shape_or_kind(drawn, tmp_path):
    with pytest.raises(SourceNotFound, match="no file"):
        read_own_column(tmp_path / "nothing.npy", "v", drawn.space)
    with pytest.raises(SourceError, match="found a folder"):
        read_own_column(tmp_path, "v", drawn.space)
    np.save(tmp_path / "v.npy", np.ones((N, 2)))
    with pytest.raises(OptionError, match=r"shape \(40, 2\) for the 40 tokens"):
        read_own_column(tmp_path / "v.npy", "v", drawn.space)
    parquet.write_table(pa.table({"id": [60], "v": [[1.0, 2.0]]}), tmp_path / "v.parquet")
    with pytest.raises(OptionError, match="holds lists"):
        read_own_column(tmp_path / "v.parquet", "v", drawn.space)


def test_a_text_in_every_row_of_a_parquet_file_is_kept_once(drawn, tmp_path):
    """A million rows of one text of 10 kB: 10 GB if each had its own, in a file of a few kilobytes."""
    codes = pa.array(np.zeros(1_000_000, np.int32))
    text = pa.DictionaryArray.from_arrays(codes, ["x" * 10_000])
    parquet.write_table(pa.table({"id": np.arange(1_000_000), "v": text}), tmp_path / "v.parquet")
    with pytest.warns(LexiscapeWarning, match="999,960 of 1,000,000 keys"):
        assert read_own_column(tmp_path / "v.parquet", "v", drawn.space).categories == ("x" * 10_000,)


def test_the_command_line_takes_files(drawn, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    np.save("v.npy", VALUES)
    np.save("m.npy", drawn.space.vectors)
    (tmp_path / "m.txt").write_text("\n".join(TOKENS))
    write_csv(tmp_path / "c.csv", ["token", "c"], [(token, "a" if token < "w3" else "b") for token in TOKENS[2:]])

    def run(*arguments):
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    done = run("map", "m.npy", "--layout", "pca", "--column", "v=v.npy", "--column", "c=c.csv", "-o", "m.npz")
    assert done.exit_code == 0, done.output
    again = lx.load_map("m.npz")
    assert np.array_equal(again.columns["v"].values, VALUES)
    assert set(again.columns["c"].categories) == {"a", "b", "unknown"}
    done = run("figure", "m.npz", "--column", "w=v.npy", "--color", "w", "-o", "m.svg")
    assert done.exit_code == 0, done.output
    for arguments, status in (
        (("map", "m.npy", "--column", "v.npy"), 2),
        (("map", "m.npy", "--column", "=v.npy"), 2),
        (("map", "m.npy", "--column", "kind=v.npy"), 1),
        (("map", "m.npy", "--column", "v=nothing.npy"), 1),
        (("map", "m.npy", "--column", "v=c.csv", "-o", "c.csv"), 1),
        (("figure", "m.npz", "--column", "v=m.npy", "-o", "x.png"), 1),
    ):
        done = run(*arguments)
        assert done.exit_code == status, done.output
        assert "Traceback" not in done.output
    assert (tmp_path / "c.csv").read_text().startswith("token,c")


def test_every_refusal_is_ours(drawn):
    class Odd:
        def __array__(self, *asked, **more):
            raise RuntimeError("no\nnumbers")

    with pytest.raises(LexiscapeError, match="cannot be read: no"):
        own_column(drawn.space, "v", Odd())
