"""A device that fails, errs, or is not there: the processor's own bytes with a warning, or one sentence."""

import ctypes
import dataclasses
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from lexiscape import neighbors
from lexiscape.devices import DEVICES, choose_device, device, proposals, sampled_scores, search
from lexiscape.devices.proposals import GROUP, Products, greatest
from lexiscape.devices.rounded_rows import round_rows
from lexiscape.errors import LexiscapeWarning, MissingExtra, OptionError
from lexiscape.neighbors import METRICS, find_neighbors
from stand_in_device import PLAIN, STAND_IN, assert_same, proposed, task_of

torch = pytest.importorskip("torch", exc_type=ImportError)


@pytest.fixture(autouse=True)
def stand_in(monkeypatch):
    monkeypatch.setitem(DEVICES, "stand-in", STAND_IN)


# --- a device that fails ----------------------------------------------------------------------------------------------


def with_products(monkeypatch, multiply):
    monkeypatch.setattr(proposals, "PRODUCTS", (Products("float32", multiply),))


def test_products_that_are_less_exact_than_promised_are_found_out_beforehand(monkeypatch):
    with_products(monkeypatch, lambda torch, a, b: (a.bfloat16() @ b.bfloat16().t()).float())
    with pytest.warns(
        LexiscapeWarning, match=r"stand-in \(stand-in\) is not used, its products of float32 are less ex"
    ):
        found = proposed(PLAIN, 12)
    assert found.meta["device"] | {"seconds": 0} == {
        "type": "cpu",
        "instead_of": "stand-in",
        "left": 300,
        "seconds": 0,
    }


def test_products_that_go_wrong_later_are_found_out_by_the_proof(monkeypatch):
    def multiply(torch, rows, columns):
        products = rows @ columns.t()
        return products * 1.05 if len(rows) > proposals._PROBED_ROWS else products

    with_products(monkeypatch, multiply)
    with pytest.warns(LexiscapeWarning, match="its products are less exact than what a proof rests on: the processor"):
        proposed(PLAIN, 12)


def leave_out_a_tile(products):
    products[:, 64:128] -= 5


def leave_out_a_few_columns(products):
    products[:, 300:306] -= 5


def write_no_number(products):
    products[:, ::3] = float("nan")


LOST = [leave_out_a_tile, leave_out_a_few_columns, write_no_number]
MANY = np.random.default_rng(2).normal(size=(600, 24)).astype(np.float32)


@pytest.mark.parametrize("lose", LOST)
@pytest.mark.parametrize("metric", METRICS)
def test_scores_that_keep_rows_out_of_all_lists_are_found_out_by_pairs_of_all_over_the_block(lose, metric, monkeypatch):
    """No list tells of a score that is too low: on its own, the proof believes the device."""

    def multiply(torch, rows, columns):
        products = rows @ columns.t()
        if len(rows) > proposals._PROBED_ROWS:
            lose(products)
        return products

    with_products(monkeypatch, multiply)
    monkeypatch.setattr(search, "SAMPLED_ROWS", 0)
    with pytest.warns(LexiscapeWarning, match="its products are less exact than what a proof rests on: the processor"):
        found = proposed(MANY, 12, metric)
    assert found.meta["device"]["left"] == len(MANY)


def test_lists_that_lack_rows_are_found_out_by_searching_some_rows_again(monkeypatch):
    """Every score is right, and a tile of them was overlooked when the greatest were sought."""

    def overlooking(scores, length):
        scores = scores.clone()
        scores[:, 64:128] = -1e30
        return greatest(scores, length)

    monkeypatch.setattr(proposals, "greatest", overlooking)
    with pytest.warns(
        LexiscapeWarning, match=r"is not used, it misses neighbors of \d+ of 256 rows that were checked: "
    ):
        found = proposed(MANY, 12)
    assert found.meta["device"]["left"] == len(MANY)


def test_all_rows_are_checked_where_they_are_few():
    assert proposed(PLAIN[:200], 12).meta["device"]["checked"] == 200


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (3, 1000), (4096, 65_536), (300, 200)])
def test_pairs_are_drawn_from_all_over_a_block_and_the_same_each_time(rows, columns):
    pairs = sampled_scores.draw_pairs(7 * rows, rows, 0, columns)
    again = sampled_scores.draw_pairs(7 * rows, rows, 0, columns)
    other = sampled_scores.draw_pairs(8 * rows, rows, 0, columns)
    for drawn, same, size in zip(pairs, again, (rows, columns), strict=True):
        assert np.array_equal(drawn, same)
        assert drawn.min() >= 0
        assert drawn.max() < size
        bands = min(size, sampled_scores.SAMPLED_PAIRS)
        assert np.diff(np.unique([0, *drawn, size])).max() <= -(-2 * size // bands)
    assert rows * columns == 1 or not np.array_equal(pairs, other)


@pytest.mark.parametrize("metric", METRICS)
def test_a_pair_is_held_against_the_sum_of_its_rows_bounds(metric):
    rows = PLAIN.copy()
    rows[5] = 0
    task = task_of(rows, 5, metric)
    rounded = round_rows(task)
    pairs = sampled_scores.Pairs(*np.divmod(np.arange(300 * 300), 300))
    true = rows.astype(np.longdouble)
    if metric == "cosine":
        length = np.sqrt((true**2).sum(axis=1, keepdims=True))
        true = np.hstack([np.divide(true, length, where=length > 0, out=np.zeros_like(true)), length == 0])
    mean = true.mean(axis=0)
    mean[24:] = 0
    true = (true - mean) * rounded.unit
    score = (true @ true.T - (true**2).sum(axis=1) / 2).ravel()
    slack, reach = rounded.slack[pairs.columns], rounded.slack[pairs.rows] + rounded.slack[pairs.columns]
    for share, kept in [(0.99, True), (-0.99, True), (1.01, False), (-1.01, False)]:
        upper = score + slack
        upper[12_345] += share * reach[12_345]
        assert sampled_scores.keep_to_bounds(task, rounded, pairs, upper.astype(np.float32)) == kept


def test_a_device_short_of_memory_makes_smaller_blocks(monkeypatch, caplog):
    def multiply(torch, rows, columns):
        if len(rows) * len(columns) > 60_000:
            raise torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB.")
        return rows @ columns.t()

    with_products(monkeypatch, multiply)
    monkeypatch.setattr(proposals, "_PROBED_ROWS", 10)
    found = proposed(PLAIN, 12)
    assert found.meta["device"]["left"] == 0
    assert "stand-in is out of memory: blocks of" in caplog.text


def test_a_device_without_any_memory_leaves_all_to_the_processor(monkeypatch):
    def multiply(torch, rows, columns):
        if len(rows) > 10 or len(columns) <= 2 * GROUP:
            raise RuntimeError("MPS backend out of memory (MPS allocated: 0 bytes)")
        return rows @ columns.t()

    monkeypatch.setattr(proposals, "_LEAST_SCORES", 2**15)
    monkeypatch.setattr(proposals, "_PROBED_ROWS", 10)
    with_products(monkeypatch, multiply)
    with pytest.warns(LexiscapeWarning, match="its memory holds no block of scores: the processor searches instead"):
        proposed(PLAIN, 12)


def test_an_error_of_the_device_is_a_sentence(monkeypatch):
    def multiply(torch, rows, columns):
        if len(rows) > proposals._PROBED_ROWS:
            raise RuntimeError("CUDA error: an illegal memory access was encountered\nCUDA kernel errors might be …")
        return rows @ columns.t()

    with_products(monkeypatch, multiply)
    with pytest.warns(
        LexiscapeWarning, match="is not used, CUDA error: an illegal memory access was encountered: the "
    ):
        proposed(PLAIN, 12)


def test_an_error_that_shows_only_when_results_are_fetched_is_a_sentence(monkeypatch):
    """A device works on while Python goes on: its error is raised by whatever next waits for it."""

    def fetched(place):
        raise RuntimeError("CUDA error: unspecified launch failure\nCompile with …")

    monkeypatch.setattr(proposals, "greatest", lambda scores, length: (SimpleNamespace(to=fetched), scores.long()))
    with pytest.warns(LexiscapeWarning, match="is not used, CUDA error: unspecified launch failure: the processor"):
        proposed(PLAIN, 12)


def test_a_device_that_can_neither_say_its_name_nor_give_memory_back_does_not_hide_what_failed():
    def broken(*_):
        raise RuntimeError("CUDA error: an illegal memory access was encountered")

    cuda = SimpleNamespace(empty_cache=broken, get_device_name=broken)
    failing = device.Device("cuda", DEVICES["cuda"], SimpleNamespace(cuda=cuda))
    failing.release()
    assert failing.name == "cuda"


@pytest.mark.parametrize("at", [0, 300])
def test_an_error_of_whoever_is_told_of_progress_is_theirs(at):
    told = []

    def broken(stage, done, total, note=""):
        told.append(done)
        if done == at:
            raise RuntimeError("the window was closed")

    with pytest.raises(RuntimeError, match="the window was closed"):
        find_neighbors(PLAIN, 12, device="stand-in", progress=broken)
    assert told[-1] == at
    assert told.count(0) == 1, "the search started over"


def test_breaking_off_leaves_pytorch_as_it_was():
    def broken(stage, done, total, note=""):
        if done:
            raise KeyboardInterrupt

    cublas = torch.backends.cuda.matmul
    before = cublas.allow_fp16_reduced_precision_reduction, torch.get_num_threads()
    with pytest.raises(KeyboardInterrupt):
        find_neighbors(PLAIN, 12, device="stand-in", threads=3, progress=broken)
    assert (cublas.allow_fp16_reduced_precision_reduction, torch.get_num_threads()) == before
    with proposals.settings(torch, before[1] + 1):
        assert cublas.allow_fp16_reduced_precision_reduction is False
        assert torch.get_num_threads() == before[1] + 1
    assert (cublas.allow_fp16_reduced_precision_reduction, torch.get_num_threads()) == before


# --- which device -----------------------------------------------------------------------------------------------------


def test_a_device_that_is_not_there_is_a_sentence(monkeypatch):
    monkeypatch.setitem(DEVICES, "cuda", dataclasses.replace(STAND_IN, is_there=lambda torch: False))
    with pytest.raises(
        OptionError, match=r"no device cuda here: PyTorch \S+ finds none that works; leave out --device"
    ):
        find_neighbors(PLAIN, device="cuda")
    with pytest.raises(OptionError, match="no device 'gpu': choose one of auto, cpu, cuda, mps"):
        find_neighbors(PLAIN, device="gpu")
    with pytest.raises(OptionError, match="device='stand-in' searches exactly: leave out method='approximate'"):
        find_neighbors(PLAIN, device="stand-in", method="approximate")


def test_without_pytorch_it_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "torch", None)
    with pytest.raises(MissingExtra, match=r"pip install .*'lexiscape\[gpu\]'"):
        find_neighbors(PLAIN, device="cuda")
    monkeypatch.setattr(device, "DEVICE_PRODUCTS", 0)
    monkeypatch.setattr(device, "_has_cuda_driver", lambda: True)
    monkeypatch.setattr(device, "find_spec", lambda name: object())
    assert find_neighbors(PLAIN).meta["device"] == {"type": "cpu"}


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("raise OSError('libcudart.so.12: cannot open shared object file\\nand more')", "libcudart.so.12: cannot open"),
        ("raise ValueError('numpy.dtype size changed')", "numpy.dtype size changed"),
        ("raise ImportError('libtorch.so: undefined symbol')", "libtorch.so: undefined symbol"),
        ("", "has no attribute 'cuda'"),
    ],
)
def test_a_broken_pytorch_is_a_sentence_and_unasked_no_matter(source, told, monkeypatch, tmp_path):
    (tmp_path / "torch").mkdir()
    (tmp_path / "torch" / "__init__.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "torch")
    with pytest.raises(MissingExtra, match=rf"^torch cannot be imported \(.*{told}.*\): pip install [^\n]*$"):
        find_neighbors(PLAIN, device="cuda")
    monkeypatch.setattr(device, "DEVICE_PRODUCTS", 0)
    monkeypatch.setattr(device, "_has_cuda_driver", lambda: True)
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    assert find_neighbors(PLAIN).meta["device"] == {"type": "cpu"}
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(__spec__=None))  # of which find_spec says ValueError
    assert find_neighbors(PLAIN).meta["device"] == {"type": "cpu"}


def test_unasked_a_device_takes_long_exact_searches_alone(monkeypatch):
    monkeypatch.setitem(DEVICES, "cuda", STAND_IN)
    monkeypatch.setattr(device, "_has_cuda_driver", lambda: True)
    long = {"exact": True, "products": device.DEVICE_PRODUCTS}
    assert choose_device("auto", **long).key == "cuda"
    assert choose_device("auto", **long | {"products": 0.99 * device.DEVICE_PRODUCTS}) is None
    assert choose_device("auto", **long | {"exact": False}) is None
    assert choose_device("cpu", **long) is None
    monkeypatch.setattr(device, "_has_cuda_driver", lambda: False)
    assert choose_device("auto", **long) is None


def test_unasked_a_large_vocabulary_is_searched_as_everywhere(monkeypatch):
    monkeypatch.setitem(DEVICES, "cuda", STAND_IN)
    monkeypatch.setattr(device, "_has_cuda_driver", lambda: True)
    monkeypatch.setattr(device, "DEVICE_PRODUCTS", 0)
    assert find_neighbors(PLAIN).meta["device"]["type"] == "cuda"
    monkeypatch.setattr(neighbors, "EXACT_PRODUCTS", 0)
    assert find_neighbors(PLAIN).meta["method"] == "approximate"
    assert find_neighbors(PLAIN).meta["device"] == {"type": "cpu"}
    asked = find_neighbors(PLAIN, device="stand-in")
    assert asked.meta["method"] == "exact"
    assert_same(asked, find_neighbors(PLAIN, method="exact"))


class Driver:
    """A CUDA driver that gives these results, and names so many devices."""

    def __init__(self, init=0, counted=0, count=1):
        self.cuInit = lambda flags: init
        self.counted, self.count = counted, count

    def cuDeviceGetCount(self, count):  # noqa: N802 - the CUDA Driver API's name
        count._obj.value = self.count
        return self.counted


@pytest.mark.parametrize(
    ("driver", "there"),
    [
        (Driver(), True),
        (Driver(count=8), True),
        (Driver(count=0), False),
        (Driver(init=100), False),  # CUDA_ERROR_NO_DEVICE
        (Driver(counted=3), False),
        (object(), False),  # a library of that name, and another's
        (None, False),
    ],
)
def test_the_driver_is_asked_whether_it_has_a_device(driver, there, monkeypatch):
    def load(name):
        assert name in ("libcuda.so.1", "nvcuda.dll")
        if driver is None:
            raise OSError(f"{name}: cannot open shared object file")
        return driver

    monkeypatch.setattr(ctypes, "CDLL", load)
    assert device._has_cuda_driver() is there
