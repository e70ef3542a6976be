"""Small random Transformers of four families, each a folder in Hugging Face layout with a fast tokenizer."""

from pathlib import Path

import torch
import transformers
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

TEXT = [
    "The river bank was muddy after the long rain.",
    "She works at a bank in the old town, near the river.",
    "Rain fell on the town; the old mill by the river stood in water.",
    "A bank lends money, and money is lent again: the bank earns.",
    "短い文と頭の話。頭が痛い。",
    "In the long run the rain stops, the river sinks and the bank dries.",
]


def write_model(folder: Path, family: str) -> Path:
    """Write a model of `family` (bert, roberta, gpt2, llama) with two blocks, 32 dimensions and 62 positions."""
    torch.manual_seed(7)
    tokenizer, special = _TOKENIZERS[family]()
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=62, **special)
    size = len(fast)
    if family in ("bert", "roberta"):
        positions = 62 if family == "bert" else 64
        name = "BertConfig" if family == "bert" else "RobertaConfig"
        config = getattr(transformers, name)(
            vocab_size=size,
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=48,
            max_position_embeddings=positions,
            pad_token_id=fast.pad_token_id,
        )
    elif family == "gpt2":
        config = transformers.GPT2Config(vocab_size=size, n_embd=32, n_layer=2, n_head=4, n_positions=62)
    else:
        config = transformers.LlamaConfig(
            vocab_size=size,
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=48,
            max_position_embeddings=62,
        )
    model = transformers.AutoModel.from_config(config)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim > 1:
                parameter.normal_(0, 0.3)  # far enough from zero that context matters
    model.save_pretrained(folder)
    fast.save_pretrained(folder)
    return folder


def _wordpiece():
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(TEXT, trainers.WordPieceTrainer(vocab_size=160, special_tokens=special))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return tokenizer, {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}


def _byte_level(special, **names):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=420, special_tokens=special, initial_alphabet=alphabet)
    tokenizer.train_from_iterator(TEXT, trainer)
    return tokenizer, names


def _gpt2():
    return _byte_level(["<|endoftext|>"], eos_token="<|endoftext|>", bos_token="<|endoftext|>")


def _roberta():
    tokenizer, names = _byte_level(
        ["<s>", "<pad>", "</s>", "<unk>"], bos_token="<s>", pad_token="<pad>", eos_token="</s>", unk_token="<unk>"
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer, names


def _llama():
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.train_from_iterator(TEXT, trainers.BpeTrainer(vocab_size=200, special_tokens=["<unk>", "<s>", "</s>"]))
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    return tokenizer, {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"}


_TOKENIZERS = {"bert": _wordpiece, "roberta": _roberta, "gpt2": _gpt2, "llama": _llama}
