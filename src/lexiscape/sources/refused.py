"""A file's name in, out what the file is, where it is of a format that is not read, and what to do instead."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import NamedTuple


class RefusedRow(NamedTuple):
    """One row of `REFUSED`.

    Attributes
    ----------
    pattern : str
        Of the file's name, in small letters.
    what : str
        What such a file is and what to do instead: after "NAME is" and after "FOLDER holds only".
    is_weights : bool
        Whether a model's folder without weights that are read may have it for its weights.
    alone : bool
        Whether it is refused by its name where it is opened itself, too.
    """

    pattern: str
    what: str
    is_weights: bool = False
    alone: bool = True


def _rows(patterns: str, what: str, *, is_weights: bool = False, alone: bool = True) -> list[RefusedRow]:
    return [RefusedRow(pattern, what, is_weights, alone) for pattern in patterns.split()]


_FROM_TENSORFLOW = "load the model with from_tf=True and save_pretrained it as safetensors"
_FROM_THERE = "weights: load them there and call open_space(tokens, vectors)"
_IN_PYTHON = "and call open_space(tokens, vectors)"

#: Files that are not read; the first pattern that fits is what it is.
REFUSED: tuple[RefusedRow, ...] = (
    *_rows(
        "adapter_model.*",
        "a LoRA adapter without its base model: open the base model (adapter_config.json names it)",
        is_weights=True,
        alone=False,
    ),
    *_rows("*.onnx", "an ONNX model: open the model it was exported from", is_weights=True),
    *_rows(
        "*.msgpack",
        "Flax weights: load the model with from_flax=True and save_pretrained it as safetensors",
        is_weights=True,
    ),
    *_rows("tf_model*.h5", f"TensorFlow weights: {_FROM_TENSORFLOW}", is_weights=True),
    *_rows("*.ckpt.*", f"a TensorFlow checkpoint: {_FROM_TENSORFLOW}", is_weights=True),
    *_rows("*.mlmodel *.mlpackage", "a Core ML model: open the model it was converted from", is_weights=True),
    *_rows("*.tflite", "a TensorFlow Lite model: open the model it was converted from", is_weights=True),
    *_rows(
        "*.h5 *.hdf5 *.keras *.h5ad",
        f"an HDF5 file: read its arrays (h5py) {_IN_PYTHON}; of a Keras or TensorFlow model, {_FROM_TENSORFLOW}",
        is_weights=True,
    ),
    *_rows("saved_model.pb", "a TensorFlow SavedModel: open the model it was exported from", is_weights=True),
    *_rows("openvino_model.xml", "an OpenVINO model: open the model it was exported from", is_weights=True),
    *_rows("*.engine *.plan", "a TensorRT engine: open the model it was built from", is_weights=True),
    *_rows("*.pte *.pb *.xml", "a model compiled for one runtime: open the model it was exported from"),
    *_rows("*.nemo", "an archive of NVIDIA NeMo's: unpack it (tar xf) and open the .ckpt in it", is_weights=True),
    *_rows("*.ot", "weights for rust-bert: open the model they were converted from", is_weights=True),
    *_rows(
        "*.distcp",
        "a distributed checkpoint: join it with dcp_to_torch_save of torch.distributed.checkpoint.format_utils",
        is_weights=True,
    ),
    *_rows(
        "*_optim_states.pt",
        "DeepSpeed's shards: join them with the zero_to_fp32.py that lies beside them",
        is_weights=True,
        alone=False,
    ),
    *_rows("*.pdparams", f"PaddlePaddle's {_FROM_THERE}", is_weights=True),
    *_rows("*.params", f"MXNet's {_FROM_THERE}"),
    *_rows("*.gz *.zip", "a compressed file: unpack it first", is_weights=True),
    *_rows("*.xz *.bz2 *.tar *.tgz *.zst *.7z *.rar *.lz4", "a compressed file: unpack it first"),
    *_rows("*.json", "a part of a model, not its weights: open the folder that it is in"),
    *_rows("*.ftz", "a quantized fastText model: open the .bin or .vec it was made of"),
    *_rows("*.magnitude", "a pymagnitude database: open the word vectors it was converted from"),
    *_rows("*.mat", f"a MATLAB file: read it (scipy.io.loadmat) {_IN_PYTHON}"),
    *_rows("*.ggml", "a model in llama.cpp's first format: convert it to GGUF"),
    *_rows("*.llamafile", "a program with a model in it: unzip the .gguf out of it and open that"),
    *_rows("*.html", "a page: `lexiscape figure` draws a map that was saved so; for a new map, open the map's source"),
    *_rows("*.pkl *.pickle *.joblib *.dill", f"a pickle, which could run code: load it yourself {_IN_PYTHON}"),
    *_rows(
        "*.csv *.parquet *.feather *.arrow *.jsonl *.ndjson *.xlsx *.orc",
        "a table: read it (pandas) and call open_space(table[WORDS], table[NUMBERS])",
    ),
    *_rows(
        "*.db *.sqlite *.sqlite3 *.lmdb *.duckdb *.zarr",
        f"a database: read words and vectors from it {_IN_PYTHON}",
    ),
    *_rows("*.faiss *.index *.ann *.hnsw *.usearch", "a search index: open the vectors that it was made of"),
)


def told_alone(name: str) -> str | None:
    """Say what a file is that was named to be opened; None where its name is none of those that are refused."""
    return next((row.what for row in REFUSED if row.alone and fnmatchcase(name.lower(), row.pattern)), None)


def found_among(names: Iterable[str]) -> list[tuple[str, str]]:
    """Return those of a model's files that are weights of a format that is not read: (name, what it is)."""
    listed = list(names)
    return [(name, row.what) for row in REFUSED if row.is_weights for name in listed if fnmatchcase(name, row.pattern)]
