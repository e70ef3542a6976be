"""A folder in, a target for every reader out: a sound file there, how it is changed, what reads it, and what it covers.

`readers` lists what must have a target, from the tables themselves; `test_mutants.py` holds one against the other.
"""

from __future__ import annotations

import ast
import bz2
import csv
import io
import json
import lzma
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import gguf  # noqa: F401 # up front: the alarm of a mutant may end an import halfway, and leave it so for all that come
import numpy as np

import lexiscape as lx
from fuzz import sound
from fuzz.mutators import (
    Mutator,
    any_bytes,
    any_gguf,
    any_json,
    any_json_lines,
    any_member,
    any_npy,
    any_page,
    any_pickle,
    any_safetensors,
    any_text,
    zipped,
)
from fuzz.sound import NUMBERS, WORDS
from lexiscape.columns import own_files
from lexiscape.contextual.texts import documents
from lexiscape.contextual.totals import TotalsStore
from lexiscape.files import readable_again
from lexiscape.layouts import coordinates
from lexiscape.sources import SOURCES
from lexiscape.sources.describe import describe_source
from lexiscape.sources.formats.arrays import LIST_SUFFIXES
from lexiscape.sources.formats.saved import save_space
from lexiscape.sources.matrices.weights import WEIGHT_FILES
from lexiscape.sources.vocabularies.vocabulary_files import VOCABULARIES
from lexiscape.space.selection import Selection
from lexiscape.tours import tour_of

#: Sources that are a place and no format: what lies there is read by the others' readers. (The hub's own answers are
#: put wrong by `hub_server.py`.)
PLACES = ("demo", "hub")


_TOUR = {
    "format": "lexiscape-tour",
    "version": 1,
    "stops": [
        {"name": "All", "note": {"en": "The whole map.", "ja": "地図の全体。"}, "nearness": False},
        {"around": WORDS[:3], "token": WORDS[1], "picked": [3, WORDS[4]], "color": "kind", "find": "/w/"},
        {"filters": {"kind": ["word"], "rank": [None, 9]}},
    ],
}


class Target(NamedTuple):
    """A reader: the file to change, how, what reads it, and which of `readers` that covers."""

    file: Path
    change: Mutator
    read: Callable[[], Any]
    covers: tuple[str, ...] = ()


def readers() -> set[str]:
    """Return every reader that the tables of the package name, and every JSON file that a source's reader looks for."""
    found = {f"source {suffix}" for name, row in SOURCES.items() if name not in PLACES for suffix in row.suffixes}
    found |= {f"source {name}" for name, row in SOURCES.items() if name not in PLACES and not row.suffixes}
    found |= {f"weights {suffix}" for suffix in WEIGHT_FILES}
    found |= {f"vocabulary {row.read.__name__}" for row in VOCABULARIES}
    found |= {f"token list {suffix}" for suffix in LIST_SUFFIXES}
    found |= {f"map {suffix}" for suffix in readable_again()}
    found |= {f"--init {suffix}" for suffix in coordinates.READERS}
    found |= {f"--column {suffix}" for suffix in own_files.READERS}
    found |= {f"text {suffix}" for suffix in (*documents.READERS, ".txt", ".gz", ".bz2", ".xz")}
    found |= {"--words", "--frequency", "--tour", "unfinished totals"}
    folder = Path(lx.__file__).parent / "sources"
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                name = node.value.rpartition("/")[2]
                if name.endswith(".json") and name[0].isalpha() and name.replace("_", "").replace(".", "").isalpha():
                    found.add(f"JSON {name}")
    # Named in messages only, read by spaCy, or by the reader of vocab.json.
    others = ("adapter_config.json", "modules.json", "strings.json", "target_vocab.json", "tokens.json")
    return found - {f"JSON {name}" for name in others}


def targets(folder: Path) -> Iterator[tuple[str, Target]]:
    """Make a sound file for every reader, and yield how it is changed and read."""
    drawn = lx.map_space(lx.open_space(WORDS, NUMBERS), layout="pca")
    for suffix, change in ((".npz", any_member), (".html", any_page)):
        file = folder / f"map{suffix}"
        drawn.save(file)
        yield f"map {suffix}", Target(file, change, partial(use_map, file), (f"map {suffix}",))
    tour = _put(folder / "tour.json", json.dumps(tour_of(_TOUR, drawn)).encode())
    yield "--tour", Target(tour, any_json, partial(tour_of, tour, drawn), ("--tour",))
    space = lx.open_space(WORDS, NUMBERS)
    for suffix, change in ((".npz", any_member), (".csv", any_text)):
        file = folder / f"init{suffix}"
        if suffix == ".npz":
            np.savez(file, xy=drawn.xy, ids=drawn.space.ids)
        else:
            drawn.save(file)
        read = partial(coordinates.read_coordinates, file, space)
        yield f"--init {suffix}", Target(file, change, read, (f"--init {suffix}",))
    yield from _own_columns(folder, space)
    yield from _arrays(folder, space)
    yield from _word_files(folder)
    yield from _weights(folder)
    yield from _vocabularies(folder)
    yield from _texts(folder, space)
    if find_spec("spacy"):
        yield from _spacy(folder)


def use_map(file: Path) -> None:
    """Open a map and write it again, as `figure` and `save` use one."""
    opened = lx.load_map(file)
    opened.save(file.with_name("again.npz"), file.with_name("again.html"), file.with_name("again.csv"))


def use_source(file: Path | str, *, tensor: str | None = None) -> None:
    """Open a source, and tell of it what `info` tells."""
    lx.open_space(file, tensor=tensor)
    describe_source(file, tensor=tensor)


def _put(file: Path, stored: bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(stored)
    return file


def _source(
    file: Path, change: Mutator, stored: bytes, *covers: str, opened: Path | str | None = None
) -> tuple[str, Target]:
    _put(file, stored)
    name = file.name if file.parent.name.endswith(file.name) else f"{file.parent.name}/{file.name}"
    return name, Target(file, change, partial(use_source, opened or file), covers or (f"source {file.suffix}",))


def _table() -> bytes:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows([("id", "token"), *enumerate(WORDS)])
    return made.getvalue().encode()


def _arrays(folder: Path, space: Any) -> Iterator[tuple[str, Target]]:
    """Arrays, the lists beside them, a saved space, and Embedding Projector's tables."""
    lists = {
        ".txt": (any_text, "\n".join(WORDS).encode() + b"\n"),
        ".json": (any_json, json.dumps(dict(enumerate(WORDS))).encode()),
        ".csv": (any_text, _table()),
    }
    for suffix, (change, stored) in lists.items():
        array = _put(folder / f"list{suffix}" / "vectors.npy", sound.npy(NUMBERS))
        yield _source(array.with_suffix(suffix), change, stored, f"token list {suffix}", opened=array)
        if suffix == ".txt":
            yield _source(array, any_npy, sound.npy(NUMBERS))
    parts = {"vectors.npy": sound.npy(NUMBERS), "tokens.npy": sound.npy(np.array(WORDS))}
    yield _source(folder / "arrays" / "vectors.npz", any_member, zipped(parts))
    text = np.frombuffer(json.dumps(WORDS).encode(), np.uint8)
    parts = {"vectors.npy": sound.npy(NUMBERS), "tokens.npy": sound.npy(text)}
    yield _source(folder / "json" / "vectors.npz", any_member, zipped(parts))
    (folder / "saved").mkdir()
    save_space(space, folder / "saved" / "saved.safetensors")
    stored = (folder / "saved" / "saved.safetensors").read_bytes()
    yield _source(folder / "saved" / "saved.safetensors", any_safetensors, stored)
    numbers = "".join("\t".join(map(str, row)) + "\n" for row in NUMBERS.tolist()).encode()
    words = "id\ttoken\traw\n" + "".join(f"{row}\t{word}\t{word}\n" for row, word in enumerate(WORDS))
    vectors = _put(folder / "projector" / "vectors.tsv", numbers)
    yield _source(folder / "projector" / "metadata.tsv", any_text, words.encode(), "source .tsv", opened=vectors)
    yield _source(vectors, any_text, numbers)


def _own_columns(folder: Path, space: Any) -> Iterator[tuple[str, Target]]:
    """Files of values: in row order, by token and by id; numbers and categories."""
    words = io.StringIO()
    csv.writer(words, lineterminator="\n").writerows(
        [("token", "v"), *((word, row / 7) for row, word in enumerate(WORDS))]
    )
    forms: dict[str, tuple[Mutator, bytes]] = {
        "v.npy": (any_npy, sound.npy(np.arange(len(WORDS), dtype=np.float32))),
        "texts.npy": (any_npy, sound.npy(np.array([f"c{row % 3}" for row in range(len(WORDS))]))),
        "v.csv": (any_text, words.getvalue().encode()),
    }
    if find_spec("pyarrow"):
        records = [{"id": row, "v": row / 7, "c": f"c{row % 3}"} for row in range(len(WORDS))]
        forms["v.parquet"] = any_bytes, _parquet([{"id": one["id"], "v": one["v"]} for one in records])
        forms["c.parquet"] = any_bytes, _parquet(records)
    for name, (change, stored) in forms.items():
        file = _put(folder / "own" / name, stored)
        read = partial(own_files.read_own_column, file, "c" if name[0] == "c" else "v", space)
        yield f"--column {name}", Target(file, change, read, (f"--column {file.suffix}",))


def _word_files(folder: Path) -> Iterator[tuple[str, Target]]:
    """Words and their vectors in one file: word2vec, GloVe, fastText, gensim."""
    yield _source(folder / "words" / "words.vec", any_text, sound.word_lines(True))
    yield _source(folder / "words" / "words.txt", any_text, sound.word_lines(True))
    yield _source(folder / "words" / "words.glove", any_text, sound.word_lines(False))
    yield _source(folder / "words" / "word2vec.bin", any_bytes, sound.word2vec_binary(), "source .bin")
    yield _source(folder / "words" / "fasttext.bin", any_bytes, sound.fasttext(), "source .bin")
    yield _source(folder / "words" / "words.kv", any_pickle, sound.gensim(4))
    yield _source(folder / "words" / "words2.wordvectors", any_pickle, sound.gensim(2))
    yield _source(folder / "words" / "words5.kv", any_pickle, sound.gensim(5), "source .kv")
    yield _source(folder / "words" / "words.model", any_pickle, sound.gensim(4, inside=True))
    words = _put(folder / "beside" / "words.kv", sound.gensim(4, beside=True))
    array = words.with_name("words.kv.vectors.npy")
    yield _source(array, any_npy, sound.npy(NUMBERS), "source .kv", opened=words)


CONFIG = {"model_type": "bert", "vocab_size": 30, "hidden_size": 8, "tie_word_embeddings": True}
WEIGHTS = sound.safetensors({sound.EMBEDDING: ("F32", (30, 8), NUMBERS.tobytes())})


def _model(folder: Path, vocabulary: str = "tokenizer.json", **settings: Any) -> Path:
    stored, of_class = sound.VOCABULARIES[vocabulary]
    _put(folder / "config.json", json.dumps({**CONFIG, **settings}).encode())
    _put(folder / "model.safetensors", WEIGHTS)
    _put(folder / vocabulary, stored)
    if of_class:
        _put(folder / "tokenizer_config.json", json.dumps({"tokenizer_class": of_class}).encode())
    return folder


def _weights(folder: Path) -> Iterator[tuple[str, Target]]:
    """Weight files of every form, each in a folder of its own with what belongs to it."""
    model = _model(folder / "safetensors")
    yield _source(model / "model.safetensors", any_safetensors, WEIGHTS, "weights .safetensors", opened=model)
    model = _model(folder / "four-bits", quantization_config={"quant_method": "bitsandbytes", "load_in_4bit": True})
    four = sound.four_bits()
    yield _source(model / "model.safetensors", any_safetensors, four, "weights .safetensors", opened=model)
    for suffix in (".bin", ".pt", ".pth", ".ckpt"):
        for form, change, stored in (
            ("zip", any_member, zipped(sound.torch_zip())),
            ("legacy", any_pickle, sound.torch_legacy()),
        ):
            model = _model(folder / f"{form}{suffix}")
            (model / "model.safetensors").unlink()
            covers = (f"weights {suffix}", f"source {suffix}")
            yield _source(model / f"pytorch_model{suffix}", change, stored, *covers)
    model = _model(folder / "shards")
    (model / "model.safetensors").rename(model / "model-00001-of-00001.safetensors")
    index = {"metadata": {}, "weight_map": {sound.EMBEDDING: "model-00001-of-00001.safetensors"}}
    file, covers = model / "model.safetensors.index.json", "JSON model.safetensors.index.json"
    yield _source(file, any_json, json.dumps(index).encode(), covers, opened=model)
    model = _model(folder / "parts")
    (model / "model.safetensors").unlink()
    part = zipped(sound.torch_zip("tok_embeddings.weight"))
    params = json.dumps({"dim": 8, "n_heads": 2}).encode()
    _put(model / "consolidated.00.pth", part)
    yield _source(model / "params.json", any_json, params, "JSON params.json", opened=model)
    plain = sound.gguf_bytes(sound.GGUF_PAIRS, sound.GGUF_TENSORS)
    yield _source(folder / "gguf" / "plain.gguf", any_gguf(sound.GGUF_PAIRS, sound.GGUF_TENSORS), plain)
    quantized = sound.gguf_bytes(sound.GGUF_PAIRS, sound.GGUF_QUANTIZED)
    change = any_gguf(sound.GGUF_PAIRS, sound.GGUF_QUANTIZED)
    yield _source(folder / "gguf-q8" / "q8.gguf", change, quantized)


#: What the smaller files of a tokenizer say.
SETTINGS = {
    "tokenizer_config.json": {
        "tokenizer_class": "BertTokenizer",
        "auto_map": {"AutoTokenizer": ["a.B", None]},
        "cls_token": {"content": "w1"},
        "added_tokens_decoder": {"0": {"content": "w0", "special": True}},
    },
    "added_tokens.json": {"w29": 29},
    "special_tokens_map.json": {"cls_token": "w1", "additional_special_tokens": ["w2", {"content": "w3"}]},
}


def _vocabularies(folder: Path) -> Iterator[tuple[str, Target]]:
    """Vocabulary files, and the small JSON files beside them."""
    read = {row.file: row.read.__name__ for row in VOCABULARIES}
    patterns = {"rwkv_vocab_v20230424.txt": "rwkv_vocab*.txt", "qwen.tiktoken": "*.tiktoken"}
    for file, (stored, _) in sound.VOCABULARIES.items():
        model = _model(folder / f"of-{file}", file, model_type="t5" if file.endswith(".model") else "bert")
        change = any_json if file.endswith(".json") else any_text if stored[:1].isalnum() else any_bytes
        covers = (f"vocabulary {read[patterns.get(file, file)]}", "source folder")
        covers += (f"JSON {file}",) if file.endswith(".json") else ()
        yield _source(model / file, change, stored, *covers, opened=model)
    unigram = sound.tokenizer_json("Unigram")
    model = _model(folder / "of-unigram")
    yield _source(model / "tokenizer.json", any_json, unigram, "vocabulary read_tokenizer_json", opened=model)
    for name, settings in SETTINGS.items():
        model = _model(folder / f"with-{name}", "vocab.txt")
        yield _source(model / name, any_json, json.dumps(settings).encode(), f"JSON {name}", opened=model)
    model = _model(folder / "with-config")
    stored = (model / "config.json").read_bytes()
    yield _source(model / "config.json", any_json, stored, "JSON config.json", opened=model)


def _texts(folder: Path, space: Any) -> Iterator[tuple[str, Target]]:
    """Lists of words, counts and corpora; text for `contextual`, and what an unfinished run of it left."""
    words = _put(folder / "words-list.txt", b"w1\nw2\nw3\n")
    yield "--words", Target(words, any_text, lambda: Selection(words=words).apply(space), ("--words",))
    for name, stored in (
        ("counts.txt", b"".join(b"w%d\t%d\n" % (row, 900 - row) for row in range(30))),
        ("corpus.txt", b"w1 w2 w3. w4 w4\n" * 9),
    ):
        file = _put(folder / name, stored)
        use = partial(Selection(frequency=str(file)).apply, space)
        yield f"--frequency {name}", Target(file, any_text, use, ("--frequency",))
    records = [{"text": "a b", "lang": "en", "year": 7, "words": [{"start": 0, "end": 1, "pos": "X"}]}, {"text": None}]
    lines = b"".join(json.dumps(record).encode() + b"\n" for record in records * 4)
    forms: dict[str, tuple[Mutator, bytes]] = {
        "t.txt": (any_text, b"some words\n\nand more\n"),
        "t.jsonl": (any_json_lines, lines),
        "t.ndjson": (any_json_lines, lines),
        "t.jsonl.gz": (any_bytes, _gzipped(lines)),
        "t.json": (any_json, json.dumps(records).encode()),
        "t.csv": (any_text, b"text,year\n" + b'"a, b",7\nc,8\n' * 4),
        "t.tsv": (any_text, b"text\tyear\n" + b"a b\t7\n" * 4),
        "t.csv.bz2": (any_bytes, bz2.compress(b"text\n" + b"a b\n" * 9)),
        "t.txt.xz": (any_bytes, lzma.compress(b"some words\n" * 9)),
    }
    if find_spec("pyarrow"):
        forms["t.parquet"] = any_bytes, _parquet(records * 4)
    for name, (change, stored) in forms.items():
        file = _put(folder / "text" / name, stored)
        yield f"text {name}", Target(file, change, partial(_use_text, file), (f"text {file.suffix}",))
    store = folder / "unfinished"
    _use_totals(store, fill=True)
    for name, change in (("state.json", any_json), ("000001/ids.npy", any_npy), ("000001/counts.npy", any_npy)):
        target = Target(store / name, change, partial(_use_totals, store), ("unfinished totals",))
        yield f"unfinished/{name}", target
    for name, change in (("occurrences.json", any_json), ("occurrences.npy", any_npy), ("layer-000.npy", any_npy)):
        target = Target(store / "000001" / name, change, partial(_use_totals, store), ("unfinished totals",))
        yield f"unfinished/000001/{name}", target


def _gzipped(stored: bytes) -> bytes:
    import gzip

    return gzip.compress(stored, mtime=0)


def _parquet(records: list[Any]) -> bytes:
    import pyarrow
    import pyarrow.parquet

    made = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(records), made)
    return made.getvalue()


def _use_text(file: Path) -> None:
    options = documents.TextOptions(shard_bytes=100)
    for shard in documents.plan_shards([file], options):
        for _ in documents.read_shard(shard, options):
            pass


def _use_totals(folder: Path, *, fill: bool = False) -> None:
    from lexiscape.contextual.occurrences import Occurrence, OccurrenceSample
    from lexiscape.contextual.partial import Partial
    from lexiscape.contextual.sums import TypeSums

    store = TotalsStore(folder, {"model": "m"}, 1, 4, 10)
    if fill:
        sums, sample = TypeSums(1, 4), OccurrenceSample(10)
        sums.add_rows(np.array([1, 2]), np.array([1, 2]), np.ones((2, 2, 1, 4), np.float32))
        sample.merge([Occurrence(7, "w", "a w", "w", "t.txt:0", {}, np.ones((1, 4), np.float32))], {"w": 1})
        store.add(Partial(sums, sample, 3, 1, [0]))
        return
    store.layer(0)


def _spacy(folder: Path) -> Iterator[tuple[str, Target]]:
    """The four files of a spaCy pipeline's vocabulary that are read, each changed by itself."""
    from spacy.strings import StringStore
    from spacy.vectors import Vectors

    vocab = folder / "pipeline" / "vocab"
    vocab.mkdir(parents=True)
    strings = StringStore(WORDS)
    strings.to_disk(vocab / "strings.json")
    Vectors(strings=strings, data=NUMBERS, keys=[strings[word] for word in WORDS]).to_disk(vocab)
    kinds = {"strings.json": any_json, "vectors": any_npy, "key2row": any_bytes, "vectors.cfg": any_json}
    for name, change in kinds.items():
        stored = (vocab / name).read_bytes()
        yield _source(vocab / name, change, stored, "source spacy", opened=f"spacy:{folder / 'pipeline'}")
