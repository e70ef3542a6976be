"""open_space(tokens, vectors) with vectors as people hold them: the same rows, or one sentence."""

import warnings
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import scipy.sparse
import tokenizers
import torch

from lexiscape import open_space
from lexiscape.errors import SourceError

TOKENS = [f"t{i}" for i in range(40)]
#: Values that float16 and bfloat16 hold.
VECTORS = (np.random.default_rng(0).integers(-30, 30, (40, 8)) / 8).astype(np.float32)
TENSOR = torch.from_numpy(VECTORS)


def objects(rows):
    held = np.empty(len(rows), object)
    held[:] = list(rows)
    return held


def compressed():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch calls it a beta
        return TENSOR.to_sparse_csr()


class Ducks:
    """Something that makes an array of itself, as JAX's and TensorFlow's arrays do."""

    def __array__(self, dtype=None, copy=None):
        return VECTORS.astype(dtype or np.float32)


SAME = {
    "float64": VECTORS.astype(np.float64),
    "float16": VECTORS.astype(np.float16),
    "long double": VECTORS.astype(np.longdouble),
    "big-endian": VECTORS.astype(">f4"),
    "columns first": np.asfortranarray(VECTORS),
    "every second column": np.repeat(VECTORS, 2, axis=1)[:, ::2],
    "read-only": np.frombuffer(VECTORS.tobytes(), np.float32).reshape(40, 8),
    "lists": VECTORS.tolist(),
    "tuples": tuple(map(tuple, VECTORS.tolist())),
    "a list of arrays": list(VECTORS),
    "objects": VECTORS.astype(object),
    "an array of arrays": objects(VECTORS),
    "an array of lists": objects(VECTORS.tolist()),
    "masked, nothing masked": np.ma.masked_array(VECTORS, mask=False),
    "matrix": np.asmatrix(VECTORS),
    "DataFrame": pd.DataFrame(VECTORS),
    "DataFrame of objects": pd.DataFrame(VECTORS).astype(object),
    "Series of arrays": pd.Series(list(VECTORS)),
    "Series of lists": pd.Series(VECTORS.tolist()),
    "Arrow lists": pa.array(VECTORS.tolist()),
    "Arrow lists in chunks": pa.chunked_array([VECTORS[:15].tolist(), VECTORS[15:].tolist()]),
    "Arrow lists of one size": pa.FixedSizeListArray.from_arrays(pa.array(VECTORS.ravel()), 8),
    "a column of an Arrow table": pa.table({"v": VECTORS.tolist()})["v"],
    "a column read from Parquet": pa.table({"v": VECTORS.tolist()}).to_pandas()["v"],
    "a tensor": TENSOR,
    "a parameter": torch.nn.Parameter(TENSOR.clone()),
    "a layer's weight": torch.nn.Embedding.from_pretrained(TENSOR, freeze=False).weight,
    "bfloat16": TENSOR.bfloat16(),
    "half": TENSOR.half(),
    "double that wants gradients": TENSOR.double().requires_grad_(),
    "a transposed tensor": TENSOR.T.contiguous().T,
    "a sparse tensor": TENSOR.to_sparse(),
    "a sparse tensor of rows": compressed(),
    "a list of tensors": list(TENSOR),
    "a list of parameters": [torch.nn.Parameter(row.clone()) for row in TENSOR],
    "a list of bfloat16": list(TENSOR.bfloat16()),
    "an array of tensors": objects(list(TENSOR)),
    "an expanded tensor": TENSOR[:, None, :].expand(40, 1, 8).squeeze(1),
    "SciPy's rows": scipy.sparse.csr_matrix(VECTORS),
    "SciPy's columns": scipy.sparse.csc_array(VECTORS),
    "SciPy's triples": scipy.sparse.coo_array(VECTORS),
    "an object of another library": Ducks(),
}


@pytest.mark.parametrize("case", SAME)
def test_the_same_rows(case):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        space = open_space(TOKENS, SAME[case])
    assert space.vectors.dtype == np.float32
    assert np.array_equal(space.vectors, VECTORS)


def test_other_numbers_are_numbers():
    for dtype in (np.int8, np.uint8, np.int64, np.uint16):
        given = np.abs(VECTORS * 8).astype(dtype)
        assert np.array_equal(open_space(TOKENS, given).vectors, given.astype(np.float32))
    masked = np.ma.masked_array(VECTORS, mask=VECTORS[3, 2] == VECTORS)
    assert np.isnan(open_space(TOKENS, masked).vectors[masked.mask]).all()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch will do without them one day
        given = torch.quantize_per_tensor(TENSOR, 0.125, 0, torch.qint8)
        assert np.array_equal(open_space(TOKENS, given).vectors, VECTORS)
    rows = VECTORS.astype(object)
    rows[3, 2] = None
    assert np.isnan(open_space(TOKENS, rows).vectors[3, 2])


class Broken:
    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("the device is gone\nand more")


class Hollow:
    layout = "torch.strided"

    def detach(self):
        raise RuntimeError("no storage")


WRONG = {
    "ragged lists": ([*VECTORS.tolist()[:39], [1.0]], "real numbers"),
    "ragged arrays": (objects([*VECTORS[:39], np.ones(3)]), "row 39 has shape \\(3,\\), row 0 \\(8,\\)"),
    "ragged Arrow lists": (pa.array([*VECTORS.tolist()[:39], [1.0]]), "row 39 has shape"),
    "a missing row": (pd.Series([*VECTORS[:39], None]), "row 39 has shape"),
    "a missing Arrow row": (pa.array([*VECTORS.tolist()[:39], None]), "row 39 has shape"),
    "words": (np.array(TOKENS)[:, None].repeat(8, 1), "of <U3"),
    "words in objects": (np.array(TOKENS, object)[:, None].repeat(8, 1), "could not convert string to float"),
    "truth values": (VECTORS > 0, "of bool"),
    "complex": (VECTORS + 1j, "of complex64"),
    "dates": (np.zeros((40, 8), "M8[s]"), "datetime64"),
    "records": (np.zeros(40, [("a", "f4"), ("b", "f4")]), "shape \\(40,\\)"),
    "one column": (VECTORS[:, 0], "got shape \\(40,\\)"),
    "three axes": (VECTORS[:, None, :], "got shape \\(40, 1, 8\\)"),
    "no columns": (VECTORS[:, :0], "got shape \\(40, 0\\)"),
    "no rows": (VECTORS[:0], "got shape \\(0, 8\\)"),
    "other axis": (VECTORS.T, "40 tokens do not fit 8 rows"),
    "a number": (3.5, "got shape \\(\\)"),
    "a text": ("vectors", "got shape \\(\\)"),
    "a dict": ({"a": 1}, "real numbers"),
    "beyond float32": (VECTORS.astype(np.float64) * 1e300, "is beyond float32"),
    "beyond float32 beside an infinite one": ([[np.inf, 1.0], *([[1e300, 1.0]] * 39)], "holds 1e.300, which is beyond"),
    "a long double": (VECTORS.astype(np.longdouble) * (np.finfo(np.longdouble).max / 1000), "is beyond float32"),
    "negative, beyond float32": (-np.abs(VECTORS.astype(np.float64)) * 1e200, "is beyond float32"),
    "a large sparse matrix": (scipy.sparse.coo_array((1 << 20, 1 << 20)), "too large to be made dense"),
    "a large sparse tensor": (
        torch.sparse_coo_tensor(
            torch.zeros((2, 0), dtype=torch.long), torch.zeros(0), (1 << 20, 1 << 20), check_invariants=True
        ),
        "too large to be made dense",
    ),
    "an object that breaks": (Broken(), "the device is gone"),
    "a tensor that breaks": (Hollow(), "no storage"),
    "a tensor without storage": (torch.empty(40, 8, device="meta"), "real numbers"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_matrix_is_one_sentence(case):
    vectors, message = WRONG[case]
    with pytest.raises(SourceError, match=message) as caught:
        open_space(TOKENS, vectors)
    assert "\n" not in str(caught.value)


NO_TOKENS = {
    "pairs": ([(token, row) for row, token in enumerate(TOKENS)], "type tuple: expected text, bytes or a number; join"),
    "n-grams": ([(token, "x") for token in TOKENS], r"row 0 of vectors is of type tuple.* join the words of an n-gram"),
    "lists": ([[token, "x"] for token in TOKENS], "is of type list"),
    "records": ([{"id": row, "token": token} for row, token in enumerate(TOKENS)], "is of type dict"),
    "objects": ([object() for _ in TOKENS], "is of type object: expected text, bytes or a number; give its text"),
    "one of them": ([*TOKENS[:39], Broken()], "row 39 of vectors is of type Broken"),
    "id to objects": ({row: (token,) for row, token in enumerate(TOKENS)}, "is of type tuple"),
    "columns of a record": (np.zeros(40, [("a", "U3"), ("b", "f4")]), "is of type (void|tuple)"),
}


@pytest.mark.parametrize("case", NO_TOKENS)
def test_objects_that_are_no_scalars_are_no_tokens(case):
    tokens, message = NO_TOKENS[case]
    with pytest.raises(SourceError, match=message):
        open_space(tokens, VECTORS)


def test_scalars_of_any_library_are_tokens():
    for tokens in (range(40), np.arange(40), [np.int64(i) for i in range(40)], [Decimal(i) for i in range(40)]):
        assert list(open_space(tokens, VECTORS).tokens) == [str(i) for i in range(40)]
    for tokens in (pa.array(TOKENS), list(pa.array(TOKENS)), [tokenizers.AddedToken(token) for token in TOKENS]):
        assert list(open_space(tokens, VECTORS).tokens) == TOKENS


def test_infinite_values_stay_to_be_named():
    rows = VECTORS.astype(np.float64)
    rows[1, 1], rows[2, 2] = np.inf, np.nan
    space = open_space(TOKENS, rows)
    assert np.isinf(space.vectors[1, 1])
    assert np.isnan(space.vectors[2, 2])


ARCHIVES = {
    "by position": lambda path: np.savez(path, VECTORS, np.array(TOKENS)),
    "words first": lambda path: np.savez(path, np.array(TOKENS), VECTORS),
    "labels": lambda path: np.savez(path, embeddings=VECTORS, labels=np.array(TOKENS)),
    "words": lambda path: np.savez(path, vectors=VECTORS, words=np.array(TOKENS)),
    "vocab": lambda path: np.savez(path, W=VECTORS, vocab=np.array(TOKENS)),
    "names, compressed": lambda path: np.savez_compressed(path, X=VECTORS, names=np.array(TOKENS)),
    "another name": lambda path: np.savez(path, X=VECTORS, y=np.array(TOKENS)),
    "two matrices": lambda path: np.savez(path, vectors=VECTORS, context=VECTORS * 2, words=np.array(TOKENS)),
    "another matrix of other rows": lambda path: np.savez(path, VECTORS, np.array(TOKENS), np.ones((3, 3))),
    "bytes": lambda path: np.savez(path, vectors=VECTORS, words=np.array([token.encode() for token in TOKENS])),
    "counts beside": lambda path: np.savez(path, vectors=VECTORS, words=np.array(TOKENS), counts=np.arange(40)),
}


@pytest.mark.parametrize("case", ARCHIVES)
def test_archives_of_savez(tmp_path, case):
    ARCHIVES[case](tmp_path / "v.npz")
    space = open_space(tmp_path / "v.npz")
    assert list(space.tokens) == TOKENS
    assert np.array_equal(space.vectors, VECTORS)
