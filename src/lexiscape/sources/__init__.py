"""A name or a path → an `EmbeddingSpace`. One file a format, one row each in `SOURCES`."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lexiscape.errors import CorruptFile, OptionError, SourceError, SourceNotFound, first_line
from lexiscape.given_files import check_file, is_file
from lexiscape.progress import Progress, silent
from lexiscape.sources.refused import told_alone
from lexiscape.space import EmbeddingSpace

if TYPE_CHECKING:
    from lexiscape.sources.located import Choice, Located

__all__ = ["SOURCES", "SourceRow", "file_suffixes", "locate", "open_space"]


class SourceRow(NamedTuple):
    """One row of `SOURCES`.

    Attributes
    ----------
    module : str
        Holds `locate(path or name, choice[, companion]) -> Located`.
    form : str
        What a person writes to name such a source.
    summary : str
        What that is, in a few words.
    prefix : str
        How such a name begins.
    suffixes : tuple of str
        How such a file's name ends.
    takes_companion : bool
        Whether a token list may be given as the second argument.
    takes : tuple of {"matrix", "tensor"}
        Which of these arguments of `open_space` it heeds; the others are refused.
    """

    module: str
    form: str
    summary: str
    prefix: str = ""
    suffixes: tuple[str, ...] = ()
    takes_companion: bool = False
    takes: tuple[str, ...] = ("matrix", "tensor")


SOURCES: dict[str, SourceRow] = {
    "demo": SourceRow("lexiscape.sources.places.demo", "demo:bert", "a real model out of a package", prefix="demo:"),
    "spacy": SourceRow(
        "lexiscape.sources.formats.spacy",
        "spacy:ja_ginza",
        "the word vectors of a spaCy pipeline",
        prefix="spacy:",
        takes=(),
    ),
    "numpy": SourceRow(
        "lexiscape.sources.formats.arrays",
        "vectors.npy",
        "an array, its token list beside it",
        suffixes=(".npy", ".npz"),
        takes_companion=True,
        takes=("tensor",),
    ),
    "weights": SourceRow(
        "lexiscape.sources.places.weight_file",
        "model.safetensors",
        "a model's weights, the rest of it beside them",
        suffixes=(".safetensors", ".bin", ".pt", ".pth", ".ckpt"),
    ),
    "gguf": SourceRow("lexiscape.sources.formats.gguf", "model.gguf", "a model for llama.cpp", suffixes=(".gguf",)),
    "word vectors": SourceRow(
        "lexiscape.sources.formats.word_vectors",
        "words.vec",
        "words and their vectors: word2vec, GloVe, fastText",
        suffixes=(".vec", ".txt", ".glove"),
        takes=(),
    ),
    "gensim": SourceRow(
        "lexiscape.sources.formats.keyed_vectors",
        "words.kv",
        "gensim's KeyedVectors, or a model that holds them",
        suffixes=(".kv", ".wordvectors", ".model"),
        takes=(),
    ),
    "projector": SourceRow(
        "lexiscape.sources.formats.projector",
        "vectors.tsv",
        "Embedding Projector's numbers, metadata.tsv beside them",
        suffixes=(".tsv",),
        takes_companion=True,
        takes=(),
    ),
    "folder": SourceRow(
        "lexiscape.sources.places.folder",
        "path/to/model/",
        "a folder in Hugging Face layout",
    ),
    "hub": SourceRow(
        "lexiscape.sources.places.hub",
        "ORG/NAME, ORG/NAME@REVISION or ORG/NAME:FILE",
        "a model on the hub: bert-base-uncased, tohoku-nlp/bert-base-japanese-whole-word-masking …",
    ),
}

#: Between a source and which of its matrices is meant, so that one command can name both.
_MATRIX_MARK = "::"
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9_][\w.-]*(?:@[\w./-]+)?(?::[\w./-]+)?|(?:@[\w./-]+)?)")


def open_space(
    source: Any,
    companion: Any = None,
    /,
    *,
    matrix: str = "input",
    tensor: str | None = None,
    tokenizer: str | os.PathLike[str] | None = None,
    progress: Progress = silent,
) -> EmbeddingSpace:
    """Open a model's embedding space; only the bytes of the embedding matrix are read, and no model code runs.

    Parameters
    ----------
    source : str, path, sequence of str, or model
        A hub id, a folder in Hugging Face layout, a file, `demo:bert`, each also with `::output` or `::input` behind
        it, which goes before `matrix`; or tokens; or a live transformers model.
    companion : array, tokenizer or token list, optional
        With tokens: their vectors, (n, dim), real, row i for token i. With a live model: its tokenizer. With a file of
        bare vectors: the tokens, or a file of them; by default the list that lies beside it.
    matrix : {"input", "output"}
        The embedding matrix, or the unembedding matrix that turns a state into scores.
    tensor : str, optional
        The name of the tensor to take, where it is not found by the known names and by shape.
    tokenizer : path, optional
        A tokenizer.json that names the rows of weights or of an array where no vocabulary lies beside them; a
        vocabulary of their own comes first.
    progress : Progress, optional
        Called while bytes are fetched.

    Returns
    -------
    EmbeddingSpace
        Tokens in order of id, and float32 vectors in that order; memory-mapped where a file holds more than 1 GiB of
        float32: leave that file as it is while the space is in use.

    Raises
    ------
    SourceNotFound
        Nothing of that name exists.
    SourceError
        It exists, but cannot be opened; CorruptFile where its bytes contradict its format.
    MissingExtra
        Its format needs a package that is not installed.
    OptionError
        `matrix` is neither "input" nor "output".

    Examples
    --------
    >>> open_space("demo:bert")
    <EmbeddingSpace demo:bert: 30,522 tokens x 384>
    """
    from lexiscape.sources.located import Choice

    return locate(source, companion, Choice(matrix, tensor, progress, tokenizer=given_path(tokenizer))).read()


def given_path(tokenizer: Any) -> Path | None:
    """Return the path of a tokenizer that was given, `~` as the person's own folder; None where it is no path."""
    return Path(tokenizer).expanduser() if isinstance(tokenizer, str | os.PathLike) else None


def locate(source: Any, companion: Any, choice: Choice) -> Located:
    """Find a source's matrix and vocabulary without reading the matrix; parameters and errors as for `open_space`."""
    from lexiscape.sources.located import check_choice
    from lexiscape.sources.matrices.choose import MATRICES

    if choice.matrix not in MATRICES:
        raise OptionError(f"no matrix {choice.matrix!r}: choose one of {', '.join(MATRICES)}")
    if not isinstance(source, str | os.PathLike):
        return _locate_objects(source, companion, choice)
    name = os.fspath(source)
    if not isinstance(name, str):
        name = os.fsdecode(name)
    if not name:
        raise SourceNotFound("an empty name names no source: expected a model's name or a path ('.' is this folder)")
    named, wanted = split_matrix(name)
    if wanted is not None and not os.path.lexists(name):
        inner = Path(named) if isinstance(source, os.PathLike) else named
        of_matrix = locate(inner, companion, replace(choice, matrix=wanted))
        called = of_matrix.name if wanted == "input" else f"{of_matrix.name}{_MATRIX_MARK}{wanted}"
        return replace(of_matrix, name=called)
    row = _row_for(name, is_path=not isinstance(source, str))
    target = name if row.prefix or row is SOURCES["hub"] else Path(name).expanduser()
    function = import_module(row.module).locate
    if companion is not None and not row.takes_companion:
        raise SourceError(f"{name} brings its own tokens: expected no second argument, got {type(companion).__name__}")
    check_choice(choice, name, row.takes)
    located: Located = function(target, choice) if companion is None else function(target, choice, companion)
    beside = [Path(companion)] if isinstance(companion, str | Path) else []
    if choice.tokenizer is not None and located.facts.get("vocabulary_given"):
        beside.append(choice.tokenizer)
    read = [path for path in (target, *beside) if isinstance(path, Path) and not path.is_dir()]
    return replace(located, files=tuple(dict.fromkeys([*read, *located.files])))


def split_matrix(name: str) -> tuple[str, str | None]:
    """Split what follows the name of a source, `::input` or `::output`, off it; None where nothing does."""
    stem, mark, matrix = name.rpartition(_MATRIX_MARK)
    return (stem, matrix) if mark and stem and matrix in ("input", "output") else (name, None)


def file_suffixes() -> list[str]:
    """Return the suffixes of all files that can be opened."""
    return [suffix for row in SOURCES.values() for suffix in row.suffixes]


def _locate_objects(source: Any, companion: Any, choice: Choice) -> Located:
    from lexiscape.sources.formats import arrays, live
    from lexiscape.sources.located import check_choice

    is_model = live.is_model(source)
    check_choice(choice, f"a {type(source).__name__} in memory", ("matrix",) if is_model else ())
    if is_model:
        return live.locate(source, companion, choice)
    source = getattr(source, "wv", source)  # gensim's models keep their KeyedVectors there
    if hasattr(source, "index_to_key") and hasattr(source, "vectors"):  # gensim's KeyedVectors
        return arrays.locate_pair(source.index_to_key, source.vectors, "KeyedVectors")
    if companion is None:
        raise SourceError(
            f"cannot open a {type(source).__name__} alone: expected a name, a path, (model, tokenizer) "
            "or (tokens, vectors)"
        )
    return arrays.locate_pair(source, companion)


def _row_for(name: str, is_path: bool) -> SourceRow:
    """Return the row for a name: by prefix, by what lies there, by suffix; a hub id where nothing does."""
    for row in SOURCES.values():
        if row.prefix and name.startswith(row.prefix):
            return row
    try:
        path = Path(name).expanduser()
        is_folder = path.is_dir()
    except (OSError, RuntimeError, ValueError) as error:  # a name of 300 letters, a home of nobody, a null in it
        raise SourceNotFound(f"no file or folder {name[:80]!r}: {first_line(error)}") from None
    if is_folder:
        return SOURCES["folder"]
    if is_file(path) and path.stat().st_size == 0:
        raise CorruptFile(f"{name} is empty: expected a model or vectors in it; download, copy or save it again")
    what = told_alone(path.name)
    if what is not None and path.exists():
        raise SourceError(f"{name} is {what}")
    check_file(path)
    suffix = path.suffix.lower()
    fitting = next((row for row in SOURCES.values() if suffix in row.suffixes), None)
    if path.exists():
        if fitting is None:
            known = " ".join(file_suffixes())
            raise SourceError(f"cannot tell what {name} is from its suffix: expected a folder or one of {known}")
        return fitting
    names_file = fitting is not None and ":" not in name  # ORG/NAME:FILE.gguf is a hub's file
    if is_path or names_file or not _HUB_ID.fullmatch(name):
        forms = ", ".join(row.form for row in SOURCES.values())
        raise SourceNotFound(f"no file or folder {name}; a source is one of: {forms}")
    return SOURCES["hub"]
