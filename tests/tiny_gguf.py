"""Tiny GGUF files, written by the gguf library."""

import gguf
import numpy as np

from tiny_models import BYTE_BPE


def write_gguf(
    path,
    tensors,
    tokens=BYTE_BPE,
    *,
    model="gpt2",
    scores=None,
    merges=None,
    alignment=None,
    types=None,
    architecture="llama",
):
    """Write `tensors`, by name an array of float32 or (stored bytes, their type); no vocabulary where it is None."""
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_name("tiny")
    writer.add_context_length(512)
    writer.add_rope_freq_base(1e4)
    if alignment is not None:
        writer.add_custom_alignment(alignment)
    if tokens is not None:
        writer.add_tokenizer_model(model)
        writer.add_token_list(tokens)
        writer.add_token_types(types or [3 if token.startswith("<|") else 1 for token in tokens])
        writer.add_add_bos_token(True)
    if scores is not None:
        writer.add_token_scores([float(score) for score in scores])
    if merges is not None:
        writer.add_token_merges(merges)
    for name, given in tensors.items():
        stored, kind = given if isinstance(given, tuple) else (given, gguf.GGMLQuantizationType.F32)
        writer.add_tensor(name, np.ascontiguousarray(stored), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
