"""The model is asked: tiny ones that repeat what they know, and models that cannot be asked, which are refused."""

import json
import sys

import numpy as np
import pytest
from click.testing import CliRunner

pytest.importorskip("torch", reason="the extra `contextual` is not installed")

import torch
import transformers
from tokenizers import Tokenizer, models, pre_tokenizers

import lexiscape as lx
from lexiscape.check import CheckOptions
from lexiscape.cli import main
from lexiscape.contextual.repetition import PROMPTS, STEPS, repeat_tokens
from tiny_transformers import write_model

UNTRAINED = np.arange(200, 260)
N, DIM = 700, 64


def parrot(folder, kind):
    """Write a model that gives the token it read last: its blocks add nothing, and rows 200 to 259 are untrained."""
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(N, DIM)) / np.sqrt(1 + np.arange(DIM)) * np.exp(0.2 * rng.normal(size=(N, 1)))
    rows *= 4
    rows[UNTRAINED] = 0.02 * rng.normal(size=(60, DIM))
    torch.manual_seed(0)
    if kind == "causal":
        config = transformers.GPT2Config(
            vocab_size=N, n_embd=DIM, n_layer=1, n_head=2, n_positions=64, bos_token_id=3, eos_token_id=3
        )
        model = transformers.GPT2LMHeadModel(config)
    else:
        sizes = {"hidden_size": DIM, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2}
        config = transformers.BertConfig(vocab_size=N, max_position_embeddings=64, **sizes)
        model = transformers.BertForMaskedLM(config)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.ndim > 1 and "cls" not in name and "lm_head" not in name:
                parameter.zero_()
        model.get_input_embeddings().weight.copy_(torch.from_numpy(rows))
    model.save_pretrained(folder)
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokens = [*special, *(f"word{row}" for row in range(5, N))]
    vocabulary = {token: row for row, token in enumerate(tokens)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    names = {"unk_token": "[UNK]", "mask_token": "[MASK]"}
    transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names).save_pretrained(folder)
    return str(folder)


def test_a_model_that_repeats_what_it_read_is_told_from_rows_it_never_learnt(tmp_path):
    source = parrot(tmp_path / "parrot", "causal")
    report = lx.check_vocabulary(source, options=CheckOptions(["unrepeated"], verify=source))
    assert sorted(report.untrained.tolist()) == UNTRAINED.tolist()
    assert sorted(report.unrepeated.tolist()) == UNTRAINED.tolist()
    facts = report.findings["unrepeated"].facts
    assert (facts["asked"], facts["repeated"], facts["kind"]) == (60, 0, "causal")
    known = repeat_tokens(source, [5, 77, 500])
    assert known.probability.min() > 0.05
    done = CliRunner().invoke(main, ["check", source, "--verify", "--only", "unrepeated", "--fail-on", "unrepeated"])
    assert done.exit_code == 3, done.output
    assert "Tokens that the model cannot repeat" in done.output


@pytest.mark.parametrize("kind", ["causal", "masked"])
def test_probabilities_are_those_of_one_prompt_at_a_time(tmp_path, kind):
    source = parrot(tmp_path / kind, kind)
    made = transformers.AutoModelForCausalLM if kind == "causal" else transformers.AutoModelForMaskedLM
    model = made.from_pretrained(source).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim > 1 and len(parameter) != N:
                parameter.normal_(0, 0.2)
    model.save_pretrained(source)
    tokenizer = transformers.AutoTokenizer.from_pretrained(source)
    ids = [6, 210, 699]
    expected = []
    for own in ids:
        chances = []
        for parts in PROMPTS:
            prompt = tokenizer(parts[0], add_special_tokens=False)["input_ids"] if parts[0] else []
            for part in parts[1:]:
                prompt += [own, *(tokenizer(part, add_special_tokens=False)["input_ids"] if part else [])]
            for _ in range(STEPS if kind == "causal" else 1):
                given = prompt if kind == "causal" else [*prompt, tokenizer.mask_token_id]
                with torch.no_grad():
                    scores = model(input_ids=torch.tensor([given])).logits[0, -1]
                chances.append(float(torch.softmax(scores, -1)[own]))
                prompt = [*prompt, int(scores.argmax())]
        expected.append(max(chances))
    found = repeat_tokens(source, ids)
    assert found.kind == kind
    assert found.probability == pytest.approx(expected, rel=1e-4)


def test_what_cannot_be_asked_is_refused_with_a_sentence(tmp_path, monkeypatch):
    headless = str(write_model(tmp_path / "headless", "gpt2"))
    with pytest.raises(lx.LexiscapeError, match="has no language-model head to ask"):
        repeat_tokens(headless, [5])
    config = json.loads((tmp_path / "headless" / "config.json").read_text("utf-8"))
    changed = {**config, "architectures": ["GPT2LMHeadModel"], "tie_word_embeddings": False}
    (tmp_path / "headless" / "config.json").write_text(json.dumps(changed), "utf-8")
    with pytest.raises(lx.LexiscapeError, match=r"no language-model head to ask: lm_head\.weight is not in its files"):
        repeat_tokens(headless, [5])
    source = parrot(tmp_path / "parrot", "causal")
    with pytest.raises(lx.LexiscapeError, match="none with the id 700"):
        repeat_tokens(source, [700])
    report = lx.check_vocabulary(source, options=CheckOptions(["unrepeated"]))
    assert "was not asked (--verify)" in report.left_out["unrepeated"]
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(lx.LexiscapeError, match=r"pip install 'lexiscape\[contextual\]'"):
        repeat_tokens(source, [5])


def test_where_nothing_looks_untrained_no_model_is_loaded(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    rows = np.random.default_rng(0).normal(size=(300, 32)) / np.sqrt(1 + np.arange(32))
    space = lx.open_space([f"word{row}" for row in range(300)], rows)
    report = lx.check_vocabulary(space, options=CheckOptions(["unrepeated"], verify="no/such-model"))
    found = report.findings["unrepeated"]
    assert len(found) == 0
    assert found.facts["asked"] == 0
    assert "neither loaded nor asked" in found.rule
