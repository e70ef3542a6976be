"""What `describe_source` tells of a model, from its headers and a sample of its rows."""

import json
import re

import numpy as np
import pytest
from click.testing import CliRunner

from lexiscape.cli import main
from lexiscape.errors import SourceError
from lexiscape.sources import describe as info
from lexiscape.sources import open_space
from lexiscape.sources.describe import describe_source
from tiny_models import BYTE_BPE, WORDPIECE, as_stored, numbers, write_model


def test_the_packaged_bert():
    facts = describe_source("demo:bert")
    json.dumps(facts, allow_nan=False)
    assert (facts["tokens"], facts["dimensions"], facts["dtype"]) == (30522, 384, "F32")
    assert facts["architecture"] == "bert"
    assert facts["tied"] is None  # BertModel: no head in the file
    assert facts["kinds"]["unused"]["tokens"] == 994
    assert facts["kinds"]["special"]["examples"] == ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    assert sum(entry["tokens"] for entry in facts["kinds"].values()) == 30522
    assert next(iter(facts["scripts"])) == "Latin"
    assert facts["scripts"]["Han"]["tokens"] > 400
    assert facts["rows_read"] == 30522
    assert facts["norm"]["min"] < facts["norm"]["median"] < facts["norm"]["max"]
    assert facts["norm"]["median"] == pytest.approx(1.07, abs=0.05)
    assert facts["bytes"]["matrix"] == 30522 * 384 * 4 <= facts["bytes"]["total"]


def test_vectors_that_nothing_names(tmp_path):
    np.save(tmp_path / "bare.npy", numbers(50, 8).astype(np.float16))
    facts = describe_source(tmp_path / "bare.npy")
    assert (facts["tokens"], facts["dimensions"], facts["dtype"]) == (50, 8, "float16")
    assert facts["unnamed"] is True
    assert facts["kinds"] == facts["scripts"] == {}
    done = CliRunner().invoke(main, ["info", str(tmp_path / "bare.npy")])
    assert done.exit_code == 0, done.output
    lines = dict(re.findall(r"^(\S.*?) {2,}(.*)$", done.output, re.MULTILINE))
    assert (lines["rows"], lines["dimensions"], lines["dtype"]) == ("50", "8", "float16")
    assert lines["tokens"].startswith("none: nothing names the rows")
    with pytest.raises(SourceError, match="tokens"):
        open_space(tmp_path / "bare.npy")  # of which no map can be read


def test_zero_duplicate_and_broken_rows(tmp_path):
    vectors = numbers(12, 8)
    vectors[3] = vectors[7] = 0
    vectors[5] = vectors[6] = vectors[1]
    vectors[9, 2] = np.nan
    tensors = {"embed_tokens.weight": as_stored(vectors, "F32")}
    facts = describe_source(write_model(tmp_path / "m", tensors, tokens=WORDPIECE))
    assert (facts["zero_rows"], facts["duplicate_rows"], facts["nonfinite_rows"]) == (2, 2, 1)
    json.dumps(facts, allow_nan=False)


def test_a_large_matrix_is_sampled_all_over(tmp_path, monkeypatch):
    monkeypatch.setattr(info, "WHOLE", 64 * 100 * 4)
    monkeypatch.setattr(info, "LOCAL_SAMPLE", 64 * 100 * 4)
    n = 10_000
    vectors = np.repeat(np.arange(n, dtype=np.float32)[:, None], 4, axis=1)
    folder = write_model(tmp_path / "m", {"wte.weight": as_stored(vectors, "F32")}, tokens=[f"w{i}" for i in range(n)])
    facts = describe_source(folder)
    assert 1000 < facts["rows_read"] <= 1600
    assert facts["norm"]["min"] == 0
    assert facts["norm"]["max"] == pytest.approx(2 * (n - 1))
    assert facts["norm"]["median"] == pytest.approx(n, rel=0.05)
    assert facts["bytes"]["read"] < facts["bytes"]["matrix"] / 5


def test_arrays_and_live_words():
    facts = describe_source(BYTE_BPE, numbers(len(BYTE_BPE), 4))
    assert facts["family"] == "byte_bpe"
    assert facts["kinds"]["byte"] == {"tokens": 1, "examples": [r"\xe6\x97"]}
    assert facts["tied"] is None
