"""A model with its language-model head and token ids in, out how likely it gives each when asked to repeat it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.contextual.loading import affixes, checkpoint, libraries, out_of_memory, without_bars
from lexiscape.errors import SourceError, first_line, foreign_errors
from lexiscape.progress import Progress, silent

#: What a model is asked, a text between two tokens each: the token itself stands between them, and comes next.
#: Three prompts, for models that follow no instructions too, after Land and Bartolo 2024 (arXiv 2405.05417, section
#: 3.3); the words are our own.
PROMPTS = (
    ('Repeat this string and nothing else: "', '"\nThe string, once more: "'),
    ('A list that holds one item again and again: "', '", "', '", "', '", "', '", "'),
    ("", "", "", "", "", ""),
)
#: Tokens that a causal model may give before it has to be the one.
STEPS = 3
_NUMBERS = 1 << 26  # scores at once, in numbers of four bytes
_HEADS = {"ForMaskedLM": "masked", "ForCausalLM": "causal", "LMHeadModel": "causal", "LMHead": "causal"}


@dataclass(frozen=True, eq=False)
class Repetition:
    """How likely tokens are repeated.

    Attributes
    ----------
    probability : ndarray, (m,), float64
        Of each id, the largest probability that it is given, over all prompts and places.
    kind : {"causal", "masked"}
        How it was asked: what comes next, or what stands behind the mask.
    """

    probability: NDArray[np.float64]
    kind: str


def repeat_tokens(source: str, ids: Sequence[int], *, progress: Progress = silent) -> Repetition:
    """Ask a model to repeat tokens, by ids, so that no tokenizer comes between.

    Parameters
    ----------
    source : str
        A hub id, a folder in Hugging Face layout, or a demo with a whole model. Its code, if it brings any, is never
        run.
    ids : sequence of int
        What to ask for.
    progress : Progress
        Called as the work proceeds.

    Returns
    -------
    Repetition
        A causal model goes on with each of `PROMPTS`, the likeliest token at a time; a masked one fills a mask where
        the token would come.

    Raises
    ------
    MissingExtra
        PyTorch or transformers is not installed.
    SourceError
        The model cannot be loaded, has no head of its own, is an encoder with a decoder, or has no such ids.
    """
    torch, transformers = libraries()
    kind, tokenizer, model = _load(transformers, source)
    size = int(model.get_output_embeddings().weight.shape[0])
    if ids and max(ids) >= size:
        raise SourceError(f"{source} gives scores to {size:,} tokens, none with the id {max(ids)}: is it this model's?")
    prompts = [_spelled(tokenizer, parts, kind) for parts in PROMPTS]
    best = np.zeros(len(ids))
    asked = np.asarray(ids, np.int64)
    for step, prompt in enumerate(prompts):
        height = max(1, _NUMBERS // (size * len(prompt)))
        for start in range(0, len(ids), height):
            progress("verify", step * len(ids) + start, len(prompts) * len(ids))
            part = asked[start : start + height]
            try:
                with torch.inference_mode():
                    found = _asked(torch, model, prompt, part, tokenizer.mask_token_id if kind == "masked" else None)
            except Exception as error:  # whatever a model's own code meets
                told = "out of memory" if out_of_memory(torch, error) else first_line(error)
                raise SourceError(f"{source} cannot be asked: {told}") from error
            if not np.isfinite(found).all():  # which no comparison finds too small
                raise SourceError(
                    f"{source} cannot be asked: its answers are not numbers (NaN); are its weights sound?"
                )
            best[start : start + height] = np.maximum(best[start : start + height], found)
    progress("verify", 1, 1)
    return Repetition(best, kind)


def _load(transformers: Any, source: str) -> tuple[str, Any, Any]:
    """Return which kind of head a model has, its tokenizer and itself."""
    where = checkpoint(source)
    with foreign_errors(f"transformers cannot load {source}"), without_bars(transformers.utils.logging):
        config = transformers.AutoConfig.from_pretrained(**where, trust_remote_code=False)
        kind = _kind(config, source)
        tokenizer = transformers.AutoTokenizer.from_pretrained(**where, trust_remote_code=False, use_fast=True)
        made = transformers.AutoModelForMaskedLM if kind == "masked" else transformers.AutoModelForCausalLM
        model, told = made.from_pretrained(**where, trust_remote_code=False, dtype="float32", output_loading_info=True)
    lacking = sorted(told["missing_keys"])
    if lacking:  # made up by lot, and with it all that the model would say
        raise SourceError(f"{source} has no language-model head to ask: {lacking[0]} is not in its files")
    if kind == "masked" and tokenizer.mask_token_id is None:
        raise SourceError(f"the tokenizer of {source} has no mask token, which a masked model is asked with")
    return kind, tokenizer, model.eval()


def _kind(config: Any, source: str) -> str:
    if config.is_encoder_decoder:
        raise SourceError(f"{source} is an encoder with a decoder: expected a causal or a masked language model")
    names = list(config.architectures or [])
    found = next((kind for name in names for end, kind in _HEADS.items() if name.endswith(end)), None)
    if found is None:
        raise SourceError(
            f"{source} has no language-model head to ask ({', '.join(names) or 'its config names no architecture'}): "
            "expected a causal or a masked language model"
        )
    return found


def _spelled(tokenizer: Any, parts: Sequence[str], kind: str) -> list[int]:
    """Return a prompt's ids, -1 where the token stands and, for a masked model, -2 where it is asked for."""
    prefix, suffix = affixes(tokenizer)
    ids = list(prefix)
    for place, part in enumerate(parts):
        ids += [-1] if place else []
        ids += tokenizer(part, add_special_tokens=False, verbose=False)["input_ids"] if part else []
    return [*ids, -2, *suffix] if kind == "masked" else ids


def _asked(
    torch: Any, model: Any, prompt: Sequence[int], ids: NDArray[np.int64], mask: int | None
) -> NDArray[np.float64]:
    """Return the largest probability of each id where it is asked for: at the mask, of a masked model."""
    rows = np.repeat(np.asarray(prompt, np.int64)[None], len(ids), axis=0)
    rows = np.where(rows == -1, ids[:, None], rows)
    own = torch.from_numpy(ids)[:, None]
    if mask is not None:
        place = list(prompt).index(-2)
        given = torch.from_numpy(np.where(rows == -2, mask, rows))
        chance = torch.softmax(model(input_ids=given).logits[:, place].float(), dim=-1)
        return np.asarray(chance.gather(1, own)[:, 0].double().numpy())
    given, best = torch.from_numpy(rows), np.zeros(len(ids))
    for _ in range(STEPS):
        chance = torch.softmax(model(input_ids=given).logits[:, -1].float(), dim=-1)
        best = np.maximum(best, chance.gather(1, own)[:, 0].double().numpy())
        given = torch.cat([given, chance.argmax(dim=-1, keepdim=True)], dim=1)
    return best
