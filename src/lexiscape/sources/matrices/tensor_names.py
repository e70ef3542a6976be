"""What a tensor's name tells: the part of a model that it is in, and whether it can be a table of tokens at all.

Names are dotted paths (`thinker.model.embed_tokens.weight`). Words are what stands between dots and underscores.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

# fmt: off
#: Words of parts that are not the text model: other senses, other outputs, copies.
_FOREIGN = frozenset((
    "talker", "predictor", "patcher", "codec", "codebook", "quantize", "quantizer", "token2wav", "code2wav",
    "audio", "speech", "acoustic", "vocoder", "t2u", "unit", "vision", "visual", "image", "video", "pixel",
    "qformer", "former", "protein", "structure", "chain", "question", "depth", "mtp", "draft", "eagle", "medusa",
    "expert", "dit", "speaker", "reading", "teacher", "momentum", "ema", "optimizer", "optim", "exp", "target",
    "old", "original",
))
#: Words of layers that have a row for something else than a token, or for every output of a layer.
_OTHER = frozenset((
    "pos", "position", "positions", "positional", "rel", "relative", "relation", "relations", "type", "types",
    "segment", "segments", "label", "labels", "class", "classes", "classifier", "predict", "predictor",
    "prediction", "predictions", "head", "heads", "query", "queries", "mask", "norm", "mlp", "ffn", "attn",
    "attention", "conv", "dense", "gate", "expert", "experts", "proj", "projection", "projector", "router", "score",
    "scores", "ctc", "lora", "adapter", "adapters", "language", "languages", "lang", "langs", "linear", "lin", "fc",
    "out", "output", "speaker", "entity", "time", "patch", "bias", "wpe", "wpos", "rotary", "rope", "sinusoidal",
    "per",
))
# fmt: on
_TEXT = frozenset(("text", "language", "llm", "lm"))  # a `vision_language_model` is one
_OF_TOKENS = re.compile(r"emb|tok|vocab|word|wte|table|lookup|shared")
_NUMBER = re.compile(r"\.\d+\.")
_PIPELINE = re.compile(r"(?:(?:module|model|_orig_mod|state_dict)\.)*\d+\.")


class Names(Collection[str]):
    """Names that are asked for by their endings again and again: kept by the last two parts and by the last one."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._ending: dict[str, list[str]] = {}
        for name in self._names:
            for n_parts in {1, min(2, 1 + name.count("."))}:
                self._ending.setdefault(_last_parts(name, n_parts), []).append(name)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._ending.get(_last_parts(name, 2), ())

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def that_may_match(self, wanted: str) -> list[str]:
        """Return the names whose last part, or last two, are those of `wanted`: few, in the order given."""
        return self._ending.get(_last_parts(wanted, 2), [])


def _last_parts(name: str, n_parts: int) -> str:
    return ".".join(name.rsplit(".", n_parts)[-n_parts:])


def matches(names: Iterable[str], wanted: str) -> list[str]:
    """Return those that are called `wanted` or end in it after a dot."""
    ending = "." + wanted
    looked_at = names.that_may_match(wanted) if isinstance(names, Names) else names
    return [name for name in looked_at if name == wanted or name.endswith(ending)]


def words(name: str) -> set[str]:
    """Return the words of a tensor's name."""
    return set(_words(name))


def _words(name: str) -> list[str]:
    return name.lower().replace(".", "_").split("_")


def foreign_words(name: str) -> set[str]:
    """Return the words by which a tensor is of a part that is not the text model, or of a copy of it."""
    found: set[str] = set()
    if _FOREIGN.isdisjoint(_words(name)):
        return found
    for part in name.lower().split("."):
        inside = words(part)
        if inside.isdisjoint(_TEXT):
            found |= inside & _FOREIGN
    return found


def _start(name: str) -> int:
    found = _PIPELINE.match(name)
    return found.end() if found else 0


def is_numbered(name: str) -> bool:
    """Tell a tensor of one of several layers or tables; a whole model may be the first module of a pipeline (`0.`)."""
    return _NUMBER.search("." + name[_start(name) :]) is not None


def is_no_table(name: str) -> bool:
    """Tell a tensor that no name lets one take for a table of tokens: a layer's, a position's, a label's …."""
    near = ".".join(name.split(".")[-3:])
    return is_numbered(name) or bool(foreign_words(name)) or is_of_other_rows(near)


def is_of_other_rows(name: str) -> bool:
    """Tell a name, or a part of one, of a module that has its rows for something else than tokens."""
    return not _OTHER.isdisjoint(_words(name.replace("language_model", "lm")))


def tells_tokens(name: str) -> bool:
    """Tell a name that speaks of tokens or their table."""
    return _OF_TOKENS.search(name.lower()) is not None


def is_near_top(name: str, wanted: str, at_most: int = 2) -> bool:
    """Tell a name with at most so many modules around it, neither an encoder nor a decoder."""
    around = name.removesuffix(wanted).strip(".").split(".") if name != wanted else []
    return len(around) <= at_most and not {"encoder", "decoder"} & set(around)


def side(name: str) -> int:
    """Return 1 for a decoder's tensor, 0 for an encoder's or that of a model without sides."""
    around = name.split(".")[:-2]
    return int(any(part == "decoder" or part.endswith("_decoder") for part in around))


def without_side(name: str) -> str:
    """Return a name without the parts that say encoder or decoder (a layer called so, the last module, stays)."""
    parts = name.split(".")
    around = [part for part in parts[:-2] if part not in ("encoder", "decoder")]
    return ".".join(around + parts[-2:])
