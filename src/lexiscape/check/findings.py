"""Which findings there are: what each says of the rows that it lists, what to do about it, and what it needs."""

from __future__ import annotations

from typing import NamedTuple


class FindingRow(NamedTuple):
    """One row of `FINDINGS`.

    Attributes
    ----------
    module : str
        Holds `find(evidence) -> Finding`, which may raise `LeftOut` with the reason why it cannot tell.
    title : str
        What the rows that it lists are, as a heading.
    advice : str
        What to do about them, in a sentence.
    needs : tuple of {"names", "tokens", "tokenizer", "neighbors", "other", "verify", "untrained"}
        What must be there: names of the rows, names that are a model's tokens, a tokenizer, the nearest neighbors, a
        second space, a model to ask, what the finding of that name found.
    is_fault : bool
        Whether rows listed here are something to mend; else they are facts to know.
    on_map : bool
        Whether a map that is checked tells of it: it is about rows, and costs little beside the layout.
    """

    module: str
    title: str
    advice: str
    needs: tuple[str, ...] = ()
    is_fault: bool = True
    on_map: bool = True


#: What a vocabulary is asked, in the order in which it is told.
FINDINGS: dict[str, FindingRow] = {
    "nonfinite": FindingRow(
        "lexiscape.check.questions.nonfinite",
        "Rows that hold NaN or infinite values",
        "Repair the file: one such row spoils every batch in which its token occurs.",
    ),
    "zero": FindingRow(
        "lexiscape.check.questions.zero",
        "Rows of zeros",
        "Never let these tokens into a prompt; give a row a start (the mean of all) before it is trained.",
    ),
    "far": FindingRow(
        "lexiscape.check.questions.far",
        "Rows far outside",
        "Look at them before quantizing: one such row sets the scale of its whole block.",
    ),
    "dimensions": FindingRow(
        "lexiscape.check.questions.dimensions",
        "Outlier dimensions",
        "Keep them in higher precision when quantizing; leave them out when rows are compared by cosine.",
        is_fault=False,
        on_map=False,
    ),
    "identical": FindingRow(
        "lexiscape.check.questions.identical",
        "Bit-identical rows",
        "The model cannot tell these tokens apart: training has not touched them, or they share one row on purpose.",
    ),
    "near-identical": FindingRow(
        "lexiscape.check.questions.near_identical",
        "Nearly identical rows",
        "As for identical rows: what little they differ by is rounding or noise.",
    ),
    "padding": FindingRow(
        "lexiscape.check.questions.padding",
        "Rows without a token",
        "Harmless on input; mask them when sampling. They are free for new tokens.",
        needs=("tokens",),
        is_fault=False,
    ),
    "duplicates": FindingRow(
        "lexiscape.check.questions.duplicates",
        "Tokens that stand in several rows",
        "Only one of the rows is used by a tokenizer: remove the others, or see which row was trained.",
        needs=("names",),
    ),
    "variants": FindingRow(
        "lexiscape.check.questions.variants",
        "Tokens that differ only by Unicode form, space or case",
        "Normalize text as the training data was; forms that the normalizer never gives are unreachable.",
        needs=("names",),
        is_fault=False,
    ),
    "untrained": FindingRow(
        "lexiscape.check.questions.untrained",
        "Rows that look untrained",
        "Keep them out of prompts until the model itself was asked; train them, or use them for new tokens.",
    ),
    "untrained-special": FindingRow(
        "lexiscape.check.questions.untrained_special",
        "Special tokens that look untrained",
        "Train these rows, too, when fine-tuning with a template that uses them (in PEFT: trainable_token_indices).",
        needs=("names", "untrained"),
    ),
    "unrepeated": FindingRow(
        "lexiscape.check.questions.unrepeated",
        "Tokens that the model cannot repeat",
        "Filter them out of prompts: what the model makes of them is not to be foreseen.",
        needs=("verify", "untrained"),
        on_map=False,
    ),
    "reserved": FindingRow(
        "lexiscape.check.questions.reserved",
        "Rows free for new tokens",
        "Rename one that looks untrained instead of resizing the matrix; give it a start of its own.",
        needs=("names", "untrained"),
        is_fault=False,
    ),
    "unreachable": FindingRow(
        "lexiscape.check.questions.unreachable",
        "Tokens that no text becomes",
        "They waste rows, and only get into a prompt by id: remove them, or reuse their rows.",
        needs=("tokenizer",),
    ),
    "partial": FindingRow(
        "lexiscape.check.questions.partial",
        "Tokens that are no whole character",
        "As it should be in byte-level vocabularies: join tokens before decoding when streaming.",
        needs=("tokenizer",),
        is_fault=False,
    ),
    "unargmaxable": FindingRow(
        "lexiscape.check.questions.unargmaxable",
        "Tokens that can never have the largest score",
        "Greedy decoding never gives them; sampling may. Copies tie: see the identical rows.",
        on_map=False,
    ),
    "hubs": FindingRow(
        "lexiscape.check.questions.hubs",
        "Hubs: neighbors of very many rows",
        "Read nothing into their being near; leave them out of nearest-neighbor lists.",
        needs=("neighbors",),
        is_fault=False,
    ),
    "geometry": FindingRow(
        "lexiscape.check.questions.geometry",
        "Lengths and directions of the whole matrix",
        "Where all lengths are nearly the same, length says nothing about training.",
        is_fault=False,
        on_map=False,
    ),
    "resized": FindingRow(
        "lexiscape.check.changes.resized",
        "Tokens that are new",
        "If ids are shifted, the tokenizer is not the model's: every label would be another's.",
        needs=("other",),
        is_fault=False,
        on_map=False,
    ),
    "untouched": FindingRow(
        "lexiscape.check.changes.untouched",
        "Rows that training left as they were",
        "The text that it was tuned on holds none of these tokens, or the matrix was frozen.",
        needs=("other",),
        is_fault=False,
        on_map=False,
    ),
    "fresh": FindingRow(
        "lexiscape.check.changes.fresh",
        "New rows still at their start",
        "Tune on text that holds these tokens, with their rows trainable.",
        needs=("other", "untrained"),
        on_map=False,
    ),
}
