"""A tokenizer's class in, how its ids follow from the pieces of its SentencePiece model, out. One row a class.

Most classes take a piece's position for its id; others put fairseq's special tokens first, in another order than the
model has them, or rows kept free, and language tokens or a mask last. The rules are those of transformers' classes
(their `_convert_id_to_token`), where a class changed, of the models that were trained with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from lexiscape.errors import SourceError
from lexiscape.sources.vocabularies.language_tokens import MBART, MBART50, NLLB, PLBART, PLBART_MULTI


class Layout(NamedTuple):
    """How ids follow from pieces.

    Attributes
    ----------
    offset : int
        A piece's id is its position and this.
    first : tuple of str
        The tokens of the first ids, whatever the pieces say of them.
    last : tuple of str
        Tokens that follow the pieces.
    named : tuple of str
        Special tokens that follow everything where the model has no such piece.
    """

    offset: int = 0
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


Settings = Mapping[str, Any]  # tokenizer_config.json
Rule = Callable[[Settings], Layout]

_FAIRSEQ = ("<s>", "<pad>", "</s>", "<unk>")
#: The settings that name special tokens, in the order in which transformers appends those that are missing.
_NAMES = ("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token")
_MANY = 10_000  # no tokenizer keeps more rows free: larger numbers are no settings, but damage


def _fixed(layout: Layout) -> Rule:
    return lambda settings: layout


def _positions(**defaults: str) -> Rule:
    """Ids are positions; of the special tokens that the class names by default, those without a piece come last."""
    return lambda settings: Layout(
        named=tuple(name for key in _NAMES if (name := _text(settings, key, defaults.get(key[:3], ""))))
    )


def _pegasus(settings: Settings) -> Layout:
    """Pegasus: 103 rows that only pre-training used come first: two masks, and unknowns by number."""
    offset = _number(settings, "offset", 103)
    mask = _text(settings, "mask_token", "<mask_2>")
    sentence = _text(settings, "mask_token_sent", "<mask_1>")  # null where a model knows no such mask
    masks = (sentence, mask) if sentence else ()
    ends = (_text(settings, "pad_token", "<pad>"), _text(settings, "eos_token", "</s>"))
    return Layout(offset, (*ends, *masks, *(f"<unk_{number}>" for number in range(2, offset))), named=(mask,))


def _t5(settings: Settings) -> Layout:
    """T5: sentinels follow the pieces, the last number first."""
    count = _number(settings, "extra_ids", 100)
    return Layout(last=tuple(f"<extra_id_{number}>" for number in reversed(range(count))))


def _xglm(settings: Settings) -> Layout:
    """XGLM: as XLM-RoBERTa, with made-up words where that has a mask."""
    count = _number(settings, "num_madeup_words", 7)
    return Layout(1, _FAIRSEQ, tuple(f"<madeupword{number}>" for number in range(count)))


def _nllb(settings: Settings) -> Layout:
    """NLLB: as XLM-RoBERTa, the languages before the mask; a tokenizer of other languages names them."""
    given = settings.get("additional_special_tokens")
    languages = [token for token in given if isinstance(token, str)] if isinstance(given, list) else []
    return Layout(1, _FAIRSEQ, (*(languages or NLLB), "<mask>"))


def _plbart(settings: Settings) -> Layout:
    """PLBART: as XLM-RoBERTa, programming languages before the mask."""
    languages = PLBART_MULTI if settings.get("language_codes") == "multi" else PLBART
    return Layout(1, _FAIRSEQ, (*languages, "<mask>"))


def _elsewhere(settings: Settings) -> Layout:
    raise SourceError(
        "M2M100, Marian and Speech2Text keep their tokens' ids in vocab.json, which is not there: put it beside the "
        "SentencePiece models"
    )


_BERT = {"bos": "[CLS]", "eos": "[SEP]", "sep": "[SEP]", "cls": "[CLS]", "mas": "[MASK]"}
_SENTENCE = {"bos": "<s>", "eos": "</s>", "unk": "<unk>"}
_XLM_ROBERTA = _fixed(Layout(1, _FAIRSEQ, ("<mask>",)))
_XLNET = _positions(**_SENTENCE, sep="<sep>", pad="<pad>", cls="<cls>", mas="<mask>")

#: Where nothing is known of a tokenizer: ids are positions.
POSITIONS = _fixed(Layout())

#: The layout of each tokenizer class (without `Fast`) that keeps its vocabulary in a SentencePiece model.
LAYOUTS: dict[str, Rule] = {
    **dict.fromkeys(("XLMRobertaTokenizer", "LayoutXLMTokenizer"), _XLM_ROBERTA),
    "MLukeTokenizer": _fixed(Layout(1, _FAIRSEQ, ("<mask>", "<ent>", "<ent2>"))),
    "XGLMTokenizer": _xglm,
    "MBartTokenizer": _fixed(Layout(1, _FAIRSEQ, (*MBART, "<mask>"))),
    "MBart50Tokenizer": _fixed(Layout(1, _FAIRSEQ, (*MBART50, "<mask>"))),
    "NllbTokenizer": _nllb,
    "PLBartTokenizer": _plbart,
    "SeamlessM4TTokenizer": _fixed(Layout(1, ("<pad>", "<unk>", "<s>", "</s>"))),
    "CamembertTokenizer": _fixed(
        Layout(4, ("<s>NOTUSED", "<pad>", "</s>NOTUSED", "<unk>", "<unk>NOTUSED"), ("<mask>",))
    ),
    "XLMProphetNetTokenizer": _fixed(
        Layout(12, ("[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]", *(f"[unused{number}]" for number in range(10))))
    ),
    "PegasusTokenizer": _pegasus,
    **dict.fromkeys(("T5Tokenizer", "MT5Tokenizer"), _t5),
    "AlbertTokenizer": _positions(**_BERT, unk="<unk>", pad="<pad>"),
    "BarthezTokenizer": _positions(**_SENTENCE, sep="</s>", pad="<pad>", cls="<s>", mas="<mask>"),
    "BertGenerationTokenizer": _positions(**_SENTENCE, sep="<::::>", pad="<pad>"),
    "BigBirdTokenizer": _positions(**_SENTENCE, sep="[SEP]", pad="<pad>", cls="[CLS]", mas="[MASK]"),
    **dict.fromkeys(("DebertaV2Tokenizer", "RemBertTokenizer"), _positions(**_BERT, unk="[UNK]", pad="[PAD]")),
    "ErnieMTokenizer": _positions(unk="[UNK]", sep="[SEP]", pad="[PAD]", cls="[CLS]", mas="[MASK]"),
    "BertJapaneseTokenizer": _positions(unk="[UNK]", sep="[SEP]", pad="[PAD]", cls="[CLS]", mas="[MASK]"),
    "FNetTokenizer": _positions(unk="<unk>", sep="[SEP]", pad="<pad>", cls="[CLS]", mas="[MASK]"),
    **dict.fromkeys(("XLNetTokenizer", "CpmTokenizer"), _XLNET),
    "GemmaTokenizer": _positions(bos="<bos>", eos="<eos>", unk="<unk>", pad="<pad>"),
    "SpeechT5Tokenizer": _positions(**_SENTENCE, pad="<pad>"),
    **dict.fromkeys(("SiglipTokenizer", "ReformerTokenizer"), _positions(eos="</s>", unk="<unk>")),
    "UdopTokenizer": _positions(eos="</s>", unk="<unk>", sep="</s>", pad="<pad>"),
    **dict.fromkeys(
        (
            *("LlamaTokenizer", "CodeLlamaTokenizer", "BaichuanTokenizer", "InternLMTokenizer", "InternLM2Tokenizer"),
            *("OrionTokenizer", "PlamoTokenizer"),
        ),
        _positions(**_SENTENCE),
    ),
    "GPTSw3Tokenizer": _positions(bos="<s>", eos="<|endoftext|>", unk="<unk>", pad="<pad>"),
    # GLM's own code: its special tokens have no pieces.
    "ChatGLMTokenizer": _fixed(Layout(last=("[MASK]", "[gMASK]", "[sMASK]", "sop", "eop"))),
    **dict.fromkeys(("M2M100Tokenizer", "MarianTokenizer", "Speech2TextTokenizer"), _elsewhere),
}

#: The tokenizer of a model's type, where no file names one, as in folders of 2019 and 2020.
CLASS_OF_TYPE = {
    "albert": "AlbertTokenizer",
    "nystromformer": "AlbertTokenizer",
    "barthez": "BarthezTokenizer",
    "bert-generation": "BertGenerationTokenizer",
    "big_bird": "BigBirdTokenizer",
    **dict.fromkeys(("pegasus", "pegasus_x", "bigbird_pegasus"), "PegasusTokenizer"),
    "camembert": "CamembertTokenizer",
    "cpm": "CpmTokenizer",
    "deberta-v2": "DebertaV2Tokenizer",
    "ernie_m": "ErnieMTokenizer",
    "fnet": "FNetTokenizer",
    **dict.fromkeys(
        ("gemma", "gemma2", "gemma3", "gemma3_text", "gemma3n", "recurrent_gemma", "paligemma", "t5gemma"),
        "GemmaTokenizer",
    ),
    **dict.fromkeys(
        ("llama", "code_llama", "mistral", "mixtral", "phi3", "persimmon", "fuyu", "llava", "jamba", "chameleon"),
        "LlamaTokenizer",
    ),
    "m2m_100": "M2M100Tokenizer",
    "marian": "MarianTokenizer",
    "mbart": "MBartTokenizer",
    "nllb-moe": "NllbTokenizer",
    "luke": "MLukeTokenizer",
    "layoutxlm": "LayoutXLMTokenizer",
    "plbart": "PLBartTokenizer",
    "reformer": "ReformerTokenizer",
    "rembert": "RemBertTokenizer",
    **dict.fromkeys(("seamless_m4t", "seamless_m4t_v2"), "SeamlessM4TTokenizer"),
    "siglip": "SiglipTokenizer",
    "siglip_text_model": "SiglipTokenizer",
    "speech_to_text": "Speech2TextTokenizer",
    "speecht5": "SpeechT5Tokenizer",
    **dict.fromkeys(
        ("t5", "mt5", "umt5", "longt5", "switch_transformers", "pix2struct", "pop2piano", "musicgen"), "T5Tokenizer"
    ),
    "udop": "UdopTokenizer",
    "xglm": "XGLMTokenizer",
    "xlm-prophetnet": "XLMProphetNetTokenizer",
    **dict.fromkeys(("xlm-roberta", "xlm-roberta-xl", "xmod", "kosmos-2"), "XLMRobertaTokenizer"),
    "xlnet": "XLNetTokenizer",
}


def _text(settings: Settings, key: str, default: str) -> str:
    """Return a special token's text from the settings, where it may stand alone or as an object."""
    value = settings.get(key, default)
    if isinstance(value, dict):
        value = value.get("content")
    return value if isinstance(value, str) else "" if value is None else default


def _number(settings: Settings, key: str, default: int) -> int:
    value = settings.get(key, default)
    return value if type(value) is int and 0 <= value <= _MANY else default
