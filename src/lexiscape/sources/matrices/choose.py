"""Tensors by name and config.json in, the name of the matrix that is meant out: by known names first, then by shape.

Of several that are called so, those of other parts than the text model are left out; then those come first whose rows
hold the vocabulary, then the name that is trusted most, then the encoder's (for the output matrix the decoder's). Where
two fit equally, the others are told. A wrong matrix is worse than none, so the rule by shape takes nothing that a name
says is something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from typing import Any

import numpy as np

from lexiscape.errors import SourceError
from lexiscape.sources.matrices.architectures import (
    OTHER_HEADS,
    PLAIN,
    USUAL,
    architecture_of,
    class_name,
    config_of_tying,
    has_head,
    has_text,
    is_of_two,
    parts_of,
    says_tied,
)
from lexiscape.sources.matrices.packed import Packed, packed_form
from lexiscape.sources.matrices.tensor_names import (
    Names,
    foreign_words,
    is_near_top,
    is_no_table,
    is_numbered,
    is_of_other_rows,
    matches,
    side,
    tells_tokens,
    without_side,
)
from lexiscape.sources.storage.blob import LocalBlob
from lexiscape.sources.tensors.matrix import DenseTensor, Matrix, count

MATRICES = ("input", "output")
_MOST_ALIKE = 1000  # tensors that are called as the matrix is; of sound models ten are
_WIDTHS = ("hidden_size", "d_model", "n_embd", "embedding_size")


@dataclass(frozen=True)
class Chosen:
    """The tensor that was chosen.

    Attributes
    ----------
    name : str
        The tensor's name.
    also_fits : tuple of str
        Tensors of the same kind that fit as well.
    """

    name: str
    also_fits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Model:
    """What a matrix is chosen from.

    Attributes
    ----------
    tensors : mapping of str to Matrix
        By name; only the headers of those that are looked at are read.
    config : mapping
        config.json; may be empty.
    n_tokens : int or None
        One more than the vocabulary's last id.
    where : str
        The file or model, for messages.
    """

    tensors: Mapping[str, Matrix]
    config: Mapping[str, Any]
    n_tokens: int | None
    where: str

    def names(self, matrix: str, of: str | None = None) -> tuple[str, ...]:
        """Return what the matrix may be called, most trusted first.

        `of`: "output" for the input matrix that a tied output matrix is; it is the decoder's.
        """
        known = architecture_of(self.config, of or matrix)
        own: tuple[str, ...] = getattr(known, matrix) if known else ()
        return tuple(dict.fromkeys(own + getattr(USUAL, matrix)))

    def holds_vocabulary(self, name: str) -> bool:
        """Tell whether a tensor has a row for every token, and a token for most of its rows."""
        rows = self.tensors[name].shape[0]
        return self.n_tokens is None or self.n_tokens <= rows <= 2 * self.n_tokens

    @cached_property
    def tensor_names(self) -> Names:
        """The tensors' names, to be looked through by their endings."""
        return Names(self.tensors)

    @cached_property
    def _everywhere(self) -> set[str]:
        """Words that most tensors' names have: a model that is of such a part (`visual_bert.…`) is meant as it is."""
        counts = Counter(word for name in self.tensor_names for word in foreign_words(name))
        return {word for word, number in counts.items() if 4 * number >= 3 * len(self.tensors)}

    def is_foreign(self, name: str) -> bool:
        """Tell a tensor of a part that is not the text model."""
        foreign = foreign_words(name)
        return bool(foreign) and not foreign <= self._everywhere

    def is_outside(self, name: str) -> bool:
        """Tell a tensor outside of layers and of other parts than the text model."""
        return not is_numbered(name) and not self.is_foreign(name)


def choose_tensor(
    tensors: Mapping[str, Matrix],
    config: Mapping[str, Any],
    n_tokens: int | None,
    where: str,
    matrix: str = "input",
    tensor: str | None = None,
) -> str:
    """Return the name of the matrix among `tensors`; parameters as for `choose`."""
    return choose(Model(tensors, config, n_tokens, where), matrix, tensor).name


def choose(model: Model, matrix: str = "input", tensor: str | None = None) -> Chosen:
    """Choose a matrix.

    Parameters
    ----------
    model : Model
        Its tensors, config and vocabulary.
    matrix : {"input", "output"}
        The embedding or the unembedding matrix; where they are tied and stored once, both are that one.
    tensor : str or None
        The name to take instead (`--tensor`).

    Raises
    ------
    SourceError
        No tensor fits, or several do, or it is packed; the message lists what was looked for and what is there.
    """
    if tensor is not None:
        return Chosen(_named(model.tensors, tensor, model.where))
    return _choose_input(model) if matrix == "input" else _choose_output(model)


def _choose_input(model: Model, decoder_first: bool = False) -> Chosen:
    of = "output" if decoder_first else "input"
    known = architecture_of(model.config, of)
    if known is not None and not known.input:
        raise SourceError(f"{model.where} has no input matrix of tokens: {known.why}; {advice(model.tensors)}")
    names = model.names("input", of)
    _refuse_packed(model, names)
    found = _ranked(model, names, decoder_first)
    telling = [name for name in names if name not in PLAIN]
    if found and (has_text(model.config) or any(matches(found[:1], name) for name in telling)):
        return _first(model, found)
    if not has_text(model.config):
        raise SourceError(
            f"{model.where} has no input matrix: its config.json (model_type {model.config.get('model_type')}) has no "
            f"text vocabulary; {advice(model.tensors)}"
        )
    fitting = _fitting(model)
    if not fitting and _said_to_be_tied(model) and not _tables(model) and (heads := _heads(model)):
        return _first(model, heads)  # stored once, under the head's name
    if len(fitting) == 1:
        return Chosen(fitting[0])
    what = "no embedding matrix in" if not fitting else f"{len(fitting)} tensors could be the embedding matrix of"
    raise SourceError(f"{what} {model.where}: looked for {', '.join(names)}; {advice(model.tensors)}")


def _choose_output(model: Model) -> Chosen:
    names = model.names("output")
    _refuse_packed(model, names)
    found = _heads(model)
    if found:
        return _first(model, found)
    if has_head(model.config) is False:
        why = (architecture_of(model.config) or USUAL).why or "it has no language-model head"
        named = class_name(model.config) or "a model of its type"
        raise SourceError(
            f"{model.where} has no output matrix: {named} has none ({why}); --matrix input is its only one"
        )
    if _said_to_be_tied(model):
        return _choose_input(model, decoder_first=True)
    raise SourceError(
        f"{model.where} has no output matrix: looked for {', '.join(names)}; "
        f"a model without a language-model head has only its input matrix; {advice(model.tensors)}"
    )


def _heads(model: Model) -> list[str]:
    """Return the output matrices that are stored, those of parts that are not the text model left out."""
    known = architecture_of(model.config)
    if known is not None and not known.output:
        return []
    found = _ranked(model, model.names("output"), True)
    own = known.output if known else ()
    return [name for name in found if model.holds_vocabulary(name) or name.endswith(own)]


def is_tied(model: Model) -> bool | None:
    """Tell whether input and output matrix are one; None where the files hold no language-model head.

    A tied matrix is stored once, by most: an output matrix of its own in the file is compared, in a few rows. Behind a
    hub the config is believed, so that no other shard is asked for.
    """
    if not (architecture_of(model.config) or USUAL).output:
        return None
    try:
        given = _choose_input(model).name
        if not isinstance(getattr(model.tensors[given], "blob", None), LocalBlob):
            if _has_head_stored(model):
                return _said_to_be_tied(model)
        elif heads := _heads(model):
            return _are_one(model.tensors[given], model.tensors[heads[0]])
        return given == _choose_input(model, decoder_first=True).name if _said_to_be_tied(model) else None
    except SourceError:
        return None


def _has_head_stored(model: Model) -> bool:
    """Tell by the names alone whether there is an output matrix."""
    row = architecture_of(model.config) or USUAL
    return any(not is_numbered(name) for wanted in row.output for name in matches(model.tensor_names, wanted))


def _are_one(one: Matrix, other: Matrix) -> bool:
    """Tell whether two stored matrices are one, by their first and last rows."""
    if one.shape != other.shape:
        return False
    n = one.shape[0]
    return all(np.array_equal(one.rows(*part), other.rows(*part)) for part in ((0, min(n, 4)), (max(0, n - 4), n)))


def _said_to_be_tied(model: Model) -> bool | None:
    """Tell whether a model's output matrix is said to be its input matrix; None where nothing says.

    Asked are its class, its config and its architecture's row, in this order. Where the output matrix is stored, a
    config whose own `tie_word_embeddings` contradicts that of a model in it goes by its own.
    """
    stored = _has_head_stored(model)
    head, said, row = has_head(model.config), says_tied(model.config, stored), architecture_of(model.config)
    top = config_of_tying(model.config, stored).get("tie_word_embeddings")
    none = (head is False and not stored) or (row is not None and not row.output)
    if none or _packed(model, model.names("output")):
        return False
    if stored and isinstance(top, bool):
        return top
    if said is not None:
        return said or (False if head or stored else None)
    if row is not None:
        return row.tied if head or stored else None
    # What transformers does where no config says: it ties them, if there is no matrix that may be the head.
    return True if head and not stored and not _unknown_heads(model) else None


def _unknown_heads(model: Model) -> list[str]:
    """Return the matrices, outside of layers and embeddings, that have a row for every token."""
    inputs = {name for wanted in model.names("input") for name in matches(model.tensor_names, wanted)}
    outside = [name for name in _matrices(model, inputs) if not is_numbered(name) and "emb" not in name.lower()]
    return [name for name in outside if model.holds_vocabulary(name)]


def _tables(model: Model) -> list[str]:
    """Return the matrices that may be tables of more than the vocabulary's tokens."""
    rows = model.n_tokens or 0
    return [
        name
        for name, (n, _) in _matrices(model, _known_heads(model)).items()
        if n >= rows and not is_no_table(name) and tells_tokens(name)
    ]


def _known_heads(model: Model) -> set[str]:
    never = (*model.names("output"), *OTHER_HEADS)
    return {name for wanted in never for name in matches(model.tensor_names, wanted)}


def _matrices(model: Model, but: set[str]) -> dict[str, tuple[int, ...]]:
    shapes = {name: tensor.shape for name, tensor in model.tensors.items() if name not in but}
    return {name: shape for name, shape in shapes.items() if len(shape) == 2}


def _first(model: Model, found: list[str]) -> Chosen:
    """Return the first of the ranked names, and those that differ from it in nothing but their place in the model."""
    best = found[0]
    ending = without_side(next(wanted for wanted in _all_names(model) if matches([best], wanted)))
    alike = [
        name
        for name in found[1:]
        if matches([without_side(name)], ending)
        and model.holds_vocabulary(name) == model.holds_vocabulary(best)
        and not _same_place(model.tensors[name], model.tensors[best])
    ]
    return Chosen(best, tuple(alike))


def _all_names(model: Model) -> tuple[str, ...]:
    return model.names("input") + model.names("input", "output") + model.names("output")


def _same_place(one: Matrix, other: Matrix) -> bool:
    if not isinstance(one, DenseTensor) or not isinstance(other, DenseTensor):
        return False
    return (one.file, one.start) == (other.file, other.start)


def _ranked(model: Model, names: tuple[str, ...], decoder_first: bool) -> list[str]:
    """Return the matrices that are called so, the best first.

    Names that differ in their side alone are trusted alike, so that it decides which side is asked for; in a model of
    two architectures, it decides before the names do. SourceError where a thousand are called so.
    """
    rows = [row for row in (architecture_of(model.config, of) for of in MATRICES) if row is not None]
    own = {name for row in rows for name in row.input + row.output}
    bare = [without_side(name) for name in names]
    two = is_of_two(model.config)
    ranks: dict[str, tuple[Any, ...]] = {}
    for order, wanted in enumerate(names):
        for name in matches(model.tensor_names, wanted):
            if name in ranks or not model.is_outside(name) or len(model.tensors[name].shape) != 2:
                continue
            if wanted in PLAIN and wanted not in own and not is_near_top(name, wanted):
                continue
            other = is_of_other_rows(name.removesuffix(wanted))
            if other and wanted in PLAIN:
                continue
            of_side = 1 - side(name) if decoder_first else side(name)
            few = not model.holds_vocabulary(name)
            trust = order if wanted == bare[order] else _first_sided(names, bare, order)
            if len(ranks) == _MOST_ALIKE:
                raise SourceError(
                    f"more than {_MOST_ALIKE:,} tensors of {model.where} could be the matrix, {name} is one: name it "
                    "with --tensor"
                )
            ranks[name] = (few, other, *((of_side, trust) if two else (trust, of_side)), len(name), name)
    return sorted(ranks, key=lambda name: ranks[name])


def _first_sided(names: tuple[str, ...], bare: list[str], order: int) -> int:
    """Return the place of the first name that differs from `names[order]` in its side alone, or is it."""
    return next(at for at, name in enumerate(names) if name != bare[at] == bare[order])


def _packed(model: Model, names: tuple[str, ...]) -> Packed | None:
    """Return what stands for a matrix of these names, outside of layers and of other parts than the text model."""
    return packed_form(model.tensor_names, names, model.is_outside)


def _refuse_packed(model: Model, names: tuple[str, ...]) -> None:
    packed = _packed(model, names)
    if packed is not None:
        raise SourceError(f"cannot read {packed.tensor} in {model.where}: {packed.what}")


def _named(tensors: Mapping[str, Matrix], tensor: str, where: str) -> str:
    names = [tensor] if tensor in tensors else matches(tensors, tensor)
    if len(names) != 1:
        came = f"{len(names)} tensors end in it" if names else "it has none of that name"
        raise SourceError(f"cannot take {tensor!r} from {where}: {came}; {advice(tensors)}")
    if len(tensors[names[0]].shape) != 2:
        raise SourceError(
            f"{names[0]} in {where} is no matrix: its shape is {tensors[names[0]].shape}; {advice(tensors)}"
        )
    return names[0]


def _fitting(model: Model) -> list[str]:
    """Return the matrices with a row for every token (and a little padding) and, if known, the model's width."""
    told = (part.get(key) for part in parts_of(model.config) for key in _WIDTHS)
    widths = {width for width in told if isinstance(width, int)}
    rows = model.n_tokens or model.config.get("vocab_size")
    if not isinstance(rows, int):
        return []
    matrices = {name: shape for name, shape in _matrices(model, _known_heads(model)).items() if not is_no_table(name)}
    if "model_type" in model.config:
        matrices = {name: shape for name, shape in matrices.items() if tells_tokens(name)}
    fitting = [name for name, (n, dim) in matrices.items() if rows <= n <= rows * 1.1 + 256 and dim > 1 and n > dim]
    of_width = [name for name in fitting if matrices[name][1] in widths] or fitting
    return [name for name in of_width if "emb" in name.lower()] or of_width


def that_would_fit(model: Model, matrix: str, but: str) -> str | None:
    """Return a matrix, of a known name or by shape, whose rows do hold the vocabulary, for a refusal to name."""
    named = [name for name in _ranked(model, model.names(matrix), False) if model.holds_vocabulary(name)]
    fitting = [name for name in named + _fitting(model) if name != but]
    return fitting[0] if fitting else None


def advice(tensors: Mapping[str, Matrix]) -> str:
    """Name the largest matrices, for a refusal."""
    matrices = [(count(tensor.shape), name, tensor.shape) for name, tensor in tensors.items() if len(tensor.shape) == 2]
    largest = nsmallest(3, matrices, key=lambda item: (-item[0], item[1]))
    if not largest:
        return f"among its {len(tensors):,} tensors there is no matrix"
    listed = ", ".join(f"{name} ({shape[0]:,} x {shape[1]:,})" for _, name, shape in largest)
    return f"the {len(largest)} largest 2-D tensors are {listed}; name one with --tensor"
