"""One class of every row of the table, built by transformers and opened; what is in the table and no library checks."""

import sys
import warnings
from pathlib import Path

import pytest
import torch
import transformers
from transformers.models.auto.configuration_auto import CONFIG_MAPPING_NAMES

from lexiscape.sources.matrices.architectures import ARCHITECTURES, Architecture

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from architectures import examine
from tiny_classes import VARIANTS, build, build_variant

#: Class → what becomes of its input and its output matrix ("unnamed": transformers names none, but has that table).
BOTH, INPUT, NEITHER = ("right", "right"), ("right", "refused rightly"), ("refused rightly", "refused rightly")
SAMPLE = {
    "BertForMaskedLM": BOTH,
    "BertGenerationDecoder": BOTH,
    "RobertaForMaskedLM": BOTH,
    "DebertaV2ForMaskedLM": BOTH,
    "DistilBertForMaskedLM": BOTH,
    "AlbertForPreTraining": BOTH,
    "ElectraForPreTraining": INPUT,
    "FunnelForPreTraining": INPUT,
    "SplinterForPreTraining": INPUT,
    "FlavaForPreTraining": ("unnamed", "unnamed"),
    "ModernBertForMaskedLM": BOTH,
    "BridgeTowerForMaskedLM": BOTH,
    "XLNetLMHeadModel": BOTH,
    "XLMWithLMHeadModel": BOTH,
    "BartForConditionalGeneration": BOTH,
    "MarianMTModel": BOTH,
    "LEDForConditionalGeneration": BOTH,
    "SeamlessM4TModel": BOTH,
    "RagTokenForGeneration": BOTH,
    "ProphetNetForConditionalGeneration": BOTH,
    "FSMTForConditionalGeneration": BOTH,
    "T5ForConditionalGeneration": BOTH,
    "MT5ForConditionalGeneration": BOTH,
    "T5GemmaForConditionalGeneration": BOTH,
    "GPT2DoubleHeadsModel": BOTH,
    "GPTJForCausalLM": BOTH,
    "CTRLLMHeadModel": BOTH,
    "OpenAIGPTDoubleHeadsModel": BOTH,
    "GPTNeoXForCausalLM": BOTH,
    "GPTNeoXJapaneseForCausalLM": BOTH,
    "OPTForCausalLM": BOTH,
    "BloomForCausalLM": BOTH,
    "LlamaForCausalLM": BOTH,
    "Qwen2ForQuestionAnswering": INPUT,
    "GemmaForCausalLM": BOTH,
    "PhiForCausalLM": BOTH,
    "Blip2Model": BOTH,
    "PI0Model": INPUT,
    "RwkvForCausalLM": BOTH,
    "RwkvModel": INPUT,
    "DeepseekV4ForCausalLM": BOTH,
    "Inkling2ForCausalLM": BOTH,
    "MambaForCausalLM": BOTH,
    "WhisperForConditionalGeneration": BOTH,
    "CohereAsrForConditionalGeneration": BOTH,
    "SpeechT5ForSpeechToText": BOTH,
    "CLIPTextModel": INPUT,
    "Wav2Vec2Model": NEITHER,
    "SEWDModel": NEITHER,
    "BarkModel": NEITHER,
    "MusicgenForConditionalGeneration": INPUT,
    "DiaModel": ("unnamed", "refused rightly"),
    "PocketTTSForConditionalGeneration": INPUT,
    "GradiumPhononTTSModel": INPUT,
    "PerceiverForMaskedLM": ("unnamed", "refused rightly"),
    "CanineModel": NEITHER,
    "UltrabertForMaskedLM": BOTH,
    "UltraVBertForMaskedLM": BOTH,
    # of no row: a model in another, two towers, a vision model
    "EncoderDecoderModel": BOTH,
    "VisionEncoderDecoderModel": ("right", "right"),
    "EvollaModel": INPUT,
    "MaskFormerForInstanceSegmentation": NEITHER,
}
#: Likewise, of what no default config is.
VARIANTS_RIGHT = dict.fromkeys(VARIANTS, BOTH)
#: Classes of transformers' last releases, which the oldest that is tested may lack; all others have to be there.
NEWER = {
    *("PI0Model", "DeepseekV4ForCausalLM", "Inkling2ForCausalLM", "CohereAsrForConditionalGeneration"),
    *("PocketTTSForConditionalGeneration", "GradiumPhononTTSModel", "UltrabertForMaskedLM", "UltraVBertForMaskedLM"),
}
#: What transformers 4 does not build from a config alone.
COMPOSED = {
    *("RagTokenForGeneration", "MusicgenForConditionalGeneration", "EncoderDecoderModel"),
    "VisionEncoderDecoderModel",
}
IS_4 = int(transformers.__version__.partition(".")[0]) < 5
THERE = [
    name for name in SAMPLE if (name not in NEWER or name in dir(transformers)) and not (IS_4 and name in COMPOSED)
]
#: Rows without an output matrix that need no word why.
CLIPS = ("clip", "clip_text_model", "siglip", "siglip_text_model", "model2vec")


@pytest.fixture(autouse=True)
def quiet():
    """Other people's warnings are not under test here, and a class that hangs is a failure."""
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    torch.set_num_threads(threads)


def test_the_newer_classes_are_sampled():
    assert SAMPLE.keys() >= NEWER


@pytest.mark.parametrize("name", THERE)
def test_both_matrices_of(tmp_path, name):
    model, _ = build(getattr(transformers, name))
    found = examine(model, tmp_path)
    assert (found["input"]["verdict"], found["output"]["verdict"]) == SAMPLE[name], found
    if found["tied"] is not None:
        assert found["input"]["tied"] is found["tied"]


@pytest.mark.parametrize("name", VARIANTS)
def test_two_tables_or_two_architectures(tmp_path, name):
    found = examine(build_variant(VARIANTS[name]), tmp_path)
    assert (found["input"]["verdict"], found["output"]["verdict"]) == VARIANTS_RIGHT[name], found
    if found["tied"] is not None:
        assert found["input"]["tied"] is found["tied"]


def test_every_row_is_sampled():
    """Rows of models whose code transformers does not have (internlm2, chatglm, Model2Vec) are tested by hand."""
    sampled = {getattr(transformers, name).config_class.model_type for name in SAMPLE if name in dir(transformers)}
    for kind, row in ARCHITECTURES.items():
        alike = {other for other, its in ARCHITECTURES.items() if its == row}
        assert alike & sampled or not alike & CONFIG_MAPPING_NAMES.keys(), kind


def test_rows_are_whole():
    for kind, row in ARCHITECTURES.items():
        assert isinstance(row, Architecture)
        assert row.why or (row.input and (row.output or kind in CLIPS)), kind
        assert not set(row.heads) & set(row.headless), kind
