"""Live models whose matrix is not its values: quantized, under an adapter, elsewhere, or of no such method."""

import numpy as np
import pytest
import torch
import transformers

from lexiscape import open_space
from lexiscape.errors import OptionError, SourceError

VALUES = torch.arange(15.0).reshape(5, 3)


class Tokenizer:
    all_special_ids = ()
    vocab_size = 5

    def get_vocab(self):
        return {letter: i for i, letter in enumerate("abcde")}


class Model:
    def __init__(self, layer):
        self.layer = layer

    def get_input_embeddings(self):
        return self.layer

    def get_output_embeddings(self):
        return self.layer


def layer_of(weight):
    layer = torch.nn.Module()
    layer.weight = torch.nn.Parameter(weight, requires_grad=False)
    return layer


def adapted():
    """A layer as PEFT has it: `weight` is that of the layer below."""
    layer = layer_of(VALUES)
    layer.base_layer = layer_of(VALUES)
    return layer


REFUSED = {
    "int8": (layer_of((VALUES * 8).to(torch.int8)), "the input matrix of Model is quantized .int8, scales apart"),
    "packed in bytes": (layer_of(VALUES.to(torch.uint8)), "is quantized .uint8"),
    "offloaded": (layer_of(VALUES.to("meta")), "is not in memory .device meta"),
    "adapter": (adapted(), "has an adapter over it: merge it first"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_matrix_that_is_not_its_values_is_refused(case):
    layer, message = REFUSED[case]
    with pytest.raises(SourceError, match=message):
        open_space(Model(layer), Tokenizer())


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16, torch.float16])
def test_real_numbers_of_any_width_are_taken(dtype):
    for matrix in ("input", "output"):
        space = open_space(Model(layer_of(VALUES.to(dtype))), Tokenizer(), matrix=matrix)
        assert np.array_equal(space.vectors, VALUES.numpy())


def test_a_model_without_the_method_is_told_in_a_sentence():
    tiny = {"num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32, "hidden_size": 16}
    config = transformers.CLIPConfig(
        text_config={"vocab_size": 5, **tiny}, vision_config={"image_size": 8, "patch_size": 4, **tiny}
    )
    with pytest.raises(SourceError, match=r"CLIPModel has no input matrix \(get_input_embeddings\)"):
        open_space(transformers.CLIPModel(config), Tokenizer())


def test_a_choice_that_a_live_model_cannot_heed():
    model = Model(layer_of(VALUES))
    with pytest.raises(OptionError, match="no matrix 'inptu': choose one of input, output"):
        open_space(model, Tokenizer(), matrix="inptu")
    with pytest.raises(SourceError, match=r"a Model in memory has no tensor lm_head\.weight to choose: leave --tensor"):
        open_space(model, Tokenizer(), tensor="lm_head.weight")
