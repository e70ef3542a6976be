"""A repository in, the class of its tokenizer out, as its small files name it: what a vocabulary's ids hang on."""

from __future__ import annotations

from lexiscape.sources.storage.repository import Repository, read_object

#: Classes that read what any other class has saved: their names say nothing.
_ANY = ("PreTrainedTokenizer", "TokenizersBackend", "SentencePieceBackend", "PythonBackend", "AutoTokenizer")


def name_class(repository: Repository, file: str) -> str:
    """Return the tokenizer class that the files beside `file` name, without `Fast`; "" where none does."""
    config = read_object(repository, beside(file, "tokenizer_config.json"))
    model = read_object(repository, beside(file, "config.json"))
    own = config.get("auto_map")
    own = own.get("AutoTokenizer") if isinstance(own, dict) else None  # "file.Class" of code that comes with the model
    for value in (
        config.get("tokenizer_class"),
        model.get("tokenizer_class"),
        *(own if isinstance(own, list) else [own]),
    ):
        if isinstance(value, str) and value:
            name = value.rpartition(".")[2].removesuffix("Fast")
            if name not in _ANY:
                return name
    return ""


def beside(file: str, name: str) -> str:
    """Return the path of another file in a file's folder."""
    folder, slash, _ = file.rpartition("/")
    return f"{folder}{slash}{name}"
