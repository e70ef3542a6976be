"""`.bin` files: what torch.save writes is read bit for bit; what would run code is refused, and runs nothing."""

import io
import pickle
import pickletools
import struct
import zipfile
from collections import OrderedDict
from contextlib import suppress

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from lexiscape import open_space
from lexiscape.errors import CorruptFile, SourceError
from lexiscape.sources.formats.keyed_vectors import GENSIM
from lexiscape.sources.storage.blob import LocalBlob
from lexiscape.sources.tensors.pickles import read_pickle
from lexiscape.sources.tensors.pytorch import read_tensors
from lexiscape.sources.tensors.torch_pickle import TORCH
from tiny_models import WORDPIECE, numbers, write_model

STATE = OrderedDict(
    {
        "bert.embeddings.word_embeddings.weight": torch.from_numpy(numbers(12, 8)),
        "half": torch.from_numpy(numbers(5, 4, 1)).half(),
        "brain": torch.from_numpy(numbers(6, 3, 2)).bfloat16(),
        "double": torch.from_numpy(numbers(2, 3, 3)).double(),
        "bytes": torch.arange(6, dtype=torch.int8).reshape(2, 3),
        "parameter": torch.nn.Parameter(torch.ones(2, 2)),
        "slice": torch.from_numpy(numbers(9, 4, 4))[3:6],
    }
)
FORMS = {"zip": True, "legacy": False}


def saved(state, form):
    file = io.BytesIO()
    torch.save(state, file, _use_new_zipfile_serialization=FORMS[form])
    return file.getvalue()


def read(tmp_path, content):
    path = tmp_path / "pytorch_model.bin"
    path.write_bytes(content)
    return read_tensors(LocalBlob(path))


@pytest.mark.parametrize("form", FORMS)
def test_what_torch_saves(tmp_path, form):
    tensors = read(tmp_path, saved(STATE, form))
    assert tensors.keys() == STATE.keys()
    for name, tensor in STATE.items():
        assert np.array_equal(tensors[name].whole(), tensor.detach().float().numpy()), name


@pytest.mark.parametrize("form", FORMS)
def test_a_folder(tmp_path, form):
    folder = write_model(tmp_path / "m", None, config={"model_type": "bert"}, tokens=WORDPIECE)
    (folder / "pytorch_model.bin").write_bytes(saved(STATE, form))
    space = open_space(folder)
    assert np.array_equal(space.vectors, numbers(12, 8))
    assert space.provenance["format"] == "pytorch"
    assert np.array_equal(open_space(folder / "pytorch_model.bin").vectors, numbers(12, 8))


@pytest.mark.parametrize("form", FORMS)
def test_dicts_around_the_state_and_tensors_that_share_a_storage(tmp_path, form):
    table = torch.from_numpy(numbers(12, 8))
    state = {"epoch": 3, "state_dict": {"wte.weight": table, "lm_head.weight": table}, "loss": 0.5, "names": ["a"]}
    tensors = read(tmp_path, saved(state, form))
    assert np.array_equal(tensors["state_dict.wte.weight"].whole(), table.numpy())
    assert tensors["state_dict.wte.weight"].start == tensors["state_dict.lm_head.weight"].start


@pytest.mark.parametrize("form", FORMS)
def test_a_tensor_that_is_not_stored_row_by_row_is_refused_only_when_it_is_asked_for(tmp_path, form):
    huge = torch.ones(1).expand(1 << 40, 1 << 20)
    tensors = read(tmp_path, saved({"a": torch.ones(2, 3), "t": torch.ones(4, 3).T, "huge": huge}, form))
    assert tensors["a"].whole().sum() == 6
    for name in ("t", "huge"):
        with pytest.raises(SourceError, match="strided"):
            tensors[name].rows(0, 1)


class Evil:
    """Unpickled by the standard library, this would write a file."""

    def __init__(self, path, how="system"):
        self.path, self.how = str(path), how

    def __reduce__(self):
        import os

        if self.how == "system":
            return os.system, (f"touch {self.path}",)
        if self.how == "eval":
            return eval, (f"open({self.path!r}, 'w')",)
        return getattr, (Evil, "x")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("how", ["system", "eval", "getattr"])
@pytest.mark.parametrize(
    "place", [lambda evil: evil, lambda evil: {"a": [(evil,)]}, lambda evil: {"a": torch.ones(1), "b": evil}]
)
def test_a_pickle_that_calls_anything_is_refused_by_name(tmp_path, form, how, place):
    trap = tmp_path / "trap"
    with pytest.raises(
        SourceError, match=r"pytorch_model\.bin: its pickle names \w+\.(system|eval|getattr).* nothing of it was run"
    ):
        read(tmp_path, saved(place(Evil(trap, how)), form))
    assert not trap.exists()


def zipped(pickled, **members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("archive/data.pkl", pickled)
        for name, content in members.items():
            archive.writestr(f"archive/data/{name}", content)
    return file.getvalue()


def test_opcodes_that_import_or_build(tmp_path):
    for pickled, named in (
        (b"(S'x'\nios\nsystem\n.", "INST"),
        (b"cos\nsystem\n.", "posix.system|os.system"),
        (b"\x80\x04\x8c\x02os\x8c\x06system\x93.", "os.system"),
        (b"\x80\x02\x82\x01.", "EXT1"),
        (b"\x80\x02ccollections\nOrderedDict\n)\x81.", "NEWOBJ"),
        (b"\x80\x05\x96" + struct.pack("<Q", 1 << 40) + b".", "a value of 1,099,511,627,776 bytes"),
        (b"\x80\x02K\x01)R.", "calls int"),
        (b"\x80\x02}K\x01)R.", "calls int"),
    ):
        with pytest.raises(SourceError, match=named):
            read(tmp_path, zipped(pickled))


def test_bombs(tmp_path):
    nested = (
        b"\x80\x02)q\x00" + b"h\x00\x86q\x00" * 200
    )  # a tuple of the same tuple twice, 200 deep: no hash of it ever ends
    with pytest.raises(CorruptFile, match="tuple as key"):
        read(tmp_path, zipped(b"\x80\x02}" + nested[2:] + b"K\x01s."))
    with pytest.raises(SourceError, match="calls tuple"):
        read(tmp_path, zipped(nested + b")R."))
    assert read(tmp_path, zipped(nested + b".")) == {}
    memo = b"\x80\x02}r\xff\xff\xff\x7f."  # a memo index of two billion
    assert read(tmp_path, zipped(memo)) == {}
    looped = b"\x80\x02}q\x01U\x01ah\x01s."  # a dict that holds itself
    assert read(tmp_path, zipped(looped)) == {}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.pkl", b"\x80\x02}" + b"0" * 1_000_000)
    with pytest.raises(CorruptFile, match="compressed"):
        read(tmp_path, file.getvalue())


def tensor_pickle(offset=0, shape=(2, 2), strides=(2, 1), numel=4, key="0"):
    """Return a pickle of {"a": tensor} that claims whatever it likes."""

    class Claim:
        def __reduce__(self):
            return torch._utils._rebuild_tensor_v2, (Stored(), offset, shape, strides, False, OrderedDict())

    class Stored:
        pass

    class Pickler(pickle.Pickler):
        def persistent_id(self, value):
            return ("storage", torch.FloatStorage, key, "cpu", numel) if isinstance(value, Stored) else None

    file = io.BytesIO()
    Pickler(file, 2).dump({"a": Claim()})
    return file.getvalue()


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ({"offset": 1}, "needs bytes 4 to 20 of storage '0', which has 16"),
        ({"shape": (1 << 40, 2)}, "which has 16"),
        ({"shape": (-2, 2)}, "needs a storage"),
        ({"strides": (-2, 1)}, "needs a storage"),
        ({"strides": (1,)}, "2 dimensions has 1 strides"),
        ({"key": "7"}, "storage '7' is missing"),
        ({"numel": -1}, "broken pickle"),
    ],
)
def test_tensors_that_lie(tmp_path, claim, message):
    assert np.array_equal(read(tmp_path, zipped(tensor_pickle(), **{"0": b"\0" * 16}))["a"].whole(), np.zeros((2, 2)))
    with pytest.raises(CorruptFile) as caught:
        read(tmp_path, zipped(tensor_pickle(**claim), **{"0": b"\0" * 16}))
    assert message in str(caught.value)


def test_files_that_are_something_else(tmp_path):
    for content, message in (
        (b"", "not what torch.save writes"),
        (b"PK\x03\x04 and no archive", "broken zip archive"),
        (b"version https://git-lfs.github.com/spec/v1", "git lfs pull"),
        (zipped(b"\x80\x02}.")[:-30], "broken zip archive"),
        (saved(STATE, "legacy")[:-10], "cut short"),
        (saved(STATE, "legacy")[:200], "broken pickle"),
    ):
        with pytest.raises(CorruptFile, match=message):
            read(tmp_path, content)
    archive = io.BytesIO()
    zipfile.ZipFile(archive, "w").close()
    with pytest.raises(CorruptFile, match="not what torch"):
        read(tmp_path, archive.getvalue())


SOUND = {form: saved({"a": torch.ones(3, 2), "b": {"c": torch.zeros(2, 2)}}, form) for form in FORMS}


@given(st.sampled_from(sorted(FORMS)), st.integers(0, 1 << 20), st.binary(min_size=1, max_size=8), st.floats(0.1, 1))
@settings(max_examples=400, deadline=None)
def test_a_damaged_file_never_crashes_the_reader(tmp_path_factory, form, at, damage, share):
    sound = SOUND[form]
    at %= len(sound)
    content = (sound[:at] + damage + sound[at + len(damage) :])[: int(len(sound) * share) + 1]
    path = tmp_path_factory.mktemp("damaged") / "pytorch_model.bin"
    path.write_bytes(content)
    with suppress(SourceError):
        for tensor in read_tensors(LocalBlob(path)).values():
            if len(tensor.shape) == 2:
                assert tensor.whole().nbytes <= 4 * len(content)


CODES = [opcode.code.encode("latin-1") for opcode in pickletools.opcodes]


@given(st.lists(st.sampled_from(CODES) | st.binary(max_size=4), max_size=40), st.sampled_from([TORCH, GENSIM]))
@settings(max_examples=500, deadline=None)
def test_any_pickle_at_all(pieces, dialect):
    with suppress(SourceError):
        read_pickle(io.BytesIO(b"\x80\x02" + b"".join(pieces) + b"."), dialect)
