"""Models that are not like BERT: padding that changes a state, parts that read pictures, layers of other widths."""

from pathlib import Path

import numpy as np
import pytest
import torch
import transformers

import lexiscape as lx
from lexiscape.contextual import ModelOptions, RunOptions, TextModel, run_text
from lexiscape.contextual.identity import digest_model
from lexiscape.contextual.loading import find_dtype
from lexiscape.errors import SourceError
from tiny_transformers import TEXT, write_model

ON = ModelOptions(device="cpu")
BERT = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 48,
    "max_position_embeddings": 64,
    "pad_token_id": 0,
}
PICTURES = {**BERT, "num_hidden_layers": 1, "image_size": 32, "patch_size": 16}
LLAMA = {**BERT, "num_key_value_heads": 2, "head_dim": 8}
GEMMA = {"hidden_size_per_layer_input": 8, "num_kv_shared_layers": 0, "laurel_rank": 4}
GEMMA |= {"activation_sparsity_pattern": [0.0, 0.0], "layer_types": ["full_attention"] * 2}
BOTTLENECK = {"embedding_size": 32, "intra_bottleneck_size": 32, "true_hidden_size": 32}

#: Name of a config → what it is made with, but for the size of the vocabulary.
ALIKE = {
    "ConvBert": {**BERT, "embedding_size": 32},
    "Nystromformer": BERT,
    "FNet": BERT,
    "MobileBert": {**BERT, **BOTTLENECK},
    "Yoso": BERT,
}
ANY = {
    "OPT": {**BERT, "ffn_dim": 48, "word_embed_proj_dim": 16},
    "Data2VecText": {**BERT, "pad_token_id": 1},
    "IBert": {**BERT, "pad_token_id": 1},
    "XLNet": {"d_model": 32, "n_layer": 2, "n_head": 4, "d_inner": 48},
    "Gemma3nText": {**LLAMA, **GEMMA},
}


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory):
    return transformers.AutoTokenizer.from_pretrained(write_model(tmp_path_factory.mktemp("model") / "bert", "bert"))


def written(config, tokenizer, folder):
    torch.manual_seed(1)
    model = transformers.AutoModel.from_config(config)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim > 1:
                parameter.normal_(0, 0.3)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


def configured(name, facts, tokenizer):
    sizes = {"vocab_size": len(tokenizer)}
    if name == "Gemma3nText":
        sizes["vocab_size_per_layer_input"] = len(tokenizer)
    return getattr(transformers, f"{name}Config")(**sizes, **facts)


def slow_means(folder, tokenizer, layer):
    """One document at a time, so that nothing is padded."""
    model = transformers.AutoModel.from_pretrained(folder).eval()
    states = {}
    for text in TEXT:
        ids = tokenizer(text, return_tensors="pt")["input_ids"]
        with torch.no_grad():
            hidden = model(input_ids=ids, output_hidden_states=True).hidden_states[layer][0]
        for place, token in enumerate(ids[0].tolist()):
            if token not in tokenizer.all_special_ids:
                states.setdefault(token, []).append(hidden[place].double().numpy())
    return {token: np.mean(rows, axis=0) for token, rows in states.items()}


@pytest.mark.parametrize("name", ALIKE)
def test_where_padding_changes_a_state_texts_of_one_length_go_together(name, tokenizer, tmp_path):
    folder = written(configured(name, ALIKE[name], tokenizer), tokenizer, tmp_path / "model")
    (tmp_path / "t.txt").write_text("\n".join(TEXT), "utf-8")
    run = run_text(folder, [tmp_path / "t.txt"], tmp_path / "out", RunOptions(1, model=ON))
    space = lx.open_space(run.layers[2])
    assert space.provenance["batches"] == "alike"
    slow = slow_means(folder, tokenizer, 2)
    expected = np.array([slow[i] for i in space.ids.tolist()])
    np.testing.assert_allclose(space.vectors, expected, rtol=1e-3, atol=1e-4 * np.abs(expected).max())


@pytest.mark.parametrize("name", ANY)
def test_layers_and_positions_are_those_of_the_model(name, tokenizer, tmp_path):
    config = configured(name, ANY[name], tokenizer)
    folder = written(config, tokenizer, tmp_path / "model")
    loose = transformers.AutoTokenizer.from_pretrained(folder, model_max_length=10**6)
    loose.save_pretrained(folder)
    (tmp_path / "t.txt").write_text(" ".join(TEXT * 4), "utf-8")  # longer than any window of these
    run = run_text(folder, [tmp_path / "t.txt"], tmp_path / "out", RunOptions(1, model=ON))
    model = TextModel(folder, ON)
    assert model.together == "any"
    fits = {"Data2VecText": 62, "IBert": 62, "XLNet": 512}.get(name, 64)
    assert model.capacity + len(model.prefix) + len(model.suffix) == fits
    widths = [lx.open_space(path).vectors.shape[1] for path in run.layers.values()]
    assert widths == ([32, 32, 16] if name == "OPT" else [32, 32, 32])


def test_of_a_model_that_also_sees_pictures_the_part_that_reads_is_run(tokenizer, tmp_path):
    size = {"vocab_size": len(tokenizer)}
    text = transformers.LlamaConfig(**size, **LLAMA)
    llava = transformers.LlavaConfig(
        text_config=text, vision_config=transformers.CLIPVisionConfig(**PICTURES), image_token_index=0
    )
    clip = transformers.CLIPConfig(text_config={**size, **BERT}, vision_config=PICTURES, projection_dim=32)
    for name, config in (("LlamaModel", llava), ("CLIPText", clip)):
        folder = written(config, tokenizer, tmp_path / name)
        model = TextModel(folder, ON)
        assert type(model.model).__name__.startswith(name)
        assert model.layers == [0, 1, 2]
        own = next(
            value for key, value in model.model.state_dict().items() if "embed_tokens" in key or "token_emb" in key
        )
        (tmp_path / "t.txt").write_text("\n".join(TEXT), "utf-8")
        run = run_text(folder, [tmp_path / "t.txt"], tmp_path / f"out-{name}", RunOptions(1, model=ON))
        space = lx.open_space(run.layers[0])
        if name == "LlamaModel":  # whose layer 0 is the input embedding itself
            np.testing.assert_allclose(space.vectors, own.numpy()[space.ids], atol=1e-5)


def test_weights_that_the_files_lack_are_no_reason_to_make_some_up(tokenizer, tmp_path):
    config = transformers.BertConfig(vocab_size=len(tokenizer), **BERT)
    folder = tmp_path / "model"
    written(config, tokenizer, folder)
    from safetensors.torch import load_file, save_file

    tensors = load_file(folder / "model.safetensors")
    kept = {name: tensor for name, tensor in tensors.items() if "pooler" not in name}
    save_file(kept, folder / "model.safetensors", metadata={"format": "pt"})
    assert TextModel(str(folder), ON).layers == [0, 1, 2]  # no state passes through the pooler
    del kept["encoder.layer.1.output.dense.weight"]
    save_file(kept, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(SourceError, match=r"lacks weights .* encoder\.layer\.1\.output\.dense\.weight is not in"):
        TextModel(str(folder), ON)


def test_a_model_that_gives_other_states_each_time_is_refused(tokenizer, tmp_path, monkeypatch):
    folder = written(transformers.BertConfig(vocab_size=len(tokenizer), **BERT), tokenizer, tmp_path / "model")
    forward = TextModel._forward
    monkeypatch.setattr(TextModel, "_forward", lambda *a: tuple(s + torch.rand(1) for s in forward(*a)))
    with pytest.raises(SourceError, match="gives other states each time"):
        TextModel(folder, ON)


@pytest.mark.parametrize(
    ("device", "capability", "precision", "expected"),
    [
        ("cpu", 0, "auto", torch.float32),
        ("cpu", 0, "half", torch.bfloat16),
        ("cuda", 8, "auto", torch.bfloat16),
        ("cuda", 7, "auto", torch.float16),  # PyTorch emulates bfloat16 there, slowly, and calls it supported
        ("cuda", 7, "single", torch.float32),
        ("mps", 14, "auto", torch.bfloat16),
        ("mps", 13, "auto", torch.float32),
    ],
)
def test_half_is_a_type_that_the_device_computes_in_and_does_not_overflow(
    monkeypatch, device, capability, precision, expected
):
    ones = torch.ones

    def made(shape, *, dtype, device):
        if device == "mps" and capability < 14:
            raise TypeError("BFloat16 is not supported on MPS")
        return ones(shape, dtype=dtype)

    monkeypatch.setattr(torch, "ones", made)
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda *a: (capability, 0))
    assert find_dtype(torch, precision, device) == expected


def test_where_float16_overflows_the_model_is_run_in_single_precision(tokenizer, tmp_path, monkeypatch):
    from lexiscape.contextual import model as module

    folder = written(transformers.BertConfig(vocab_size=len(tokenizer), **BERT), tokenizer, tmp_path / "model")
    monkeypatch.setattr(module, "find_dtype", lambda *a: torch.float16)
    forward = TextModel._forward

    def overflowing(self, windows):
        states = forward(self, windows)
        return tuple(s * 1e6 for s in states) if self.model.dtype == torch.float16 else states

    monkeypatch.setattr(TextModel, "_forward", overflowing)
    assert TextModel(folder, ON).model.dtype == torch.float32
    assert TextModel(folder, ModelOptions(device="cpu", precision="half")).model.dtype == torch.float16
    from safetensors.torch import load_file, save_file

    stored = load_file(Path(folder) / "model.safetensors")
    kept = {name: tensor for name, tensor in stored.items() if "pooler" not in name}
    save_file(kept, Path(folder) / "model.safetensors", metadata={"format": "pt"})
    fallen = digest_model(TextModel(folder, ON))
    monkeypatch.undo()
    assert fallen == digest_model(TextModel(folder, ON)), "what the files lack is not drawn by lot"
