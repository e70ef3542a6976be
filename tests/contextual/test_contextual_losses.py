"""What a text or a model lacks is said: records without text are counted, states that are no numbers stop the run."""

import gzip
import json

import pyarrow
import pyarrow.parquet
import pytest
import torch
from click.testing import CliRunner

from lexiscape import LexiscapeError, run_text
from lexiscape.cli import main
from lexiscape.contextual import ModelOptions, RunOptions, TextOptions, isolate_tokens
from lexiscape.errors import OptionError, SourceError
from tiny_transformers import TEXT, write_model

RECORDS = [*({"text": line} for line in TEXT), {"text": None}, {"text": ""}, {"text": " \n"}, {"text": "river"}]
ONCE = RunOptions(min_count=1, model=ModelOptions(device="cpu"))


@pytest.fixture(scope="module")
def bert(tmp_path_factory):
    return write_model(tmp_path_factory.mktemp("model") / "bert", "bert")


def written(folder, name):
    path = folder / name
    lines = "\n".join(map(json.dumps, RECORDS)).encode()
    if name.endswith(".parquet"):
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(RECORDS), path, row_group_size=3)
    else:
        path.write_bytes(gzip.compress(lines) if name.endswith(".gz") else lines)
    return path


@pytest.mark.parametrize("name", ["t.jsonl", "t.ndjson", "t.jsonl.gz", "t.parquet"])
@pytest.mark.parametrize("shard", [60, 4 << 20])
def test_records_without_text_are_skipped_and_counted(bert, tmp_path, name, shard):
    options = RunOptions(min_count=1, model=ModelOptions(device="cpu"), text=TextOptions(shard_bytes=shard))
    run = run_text(str(bert), [written(tmp_path, name)], tmp_path / "out", options)
    assert run.skipped == 3
    assert run.documents == len(TEXT) + 1


def test_the_command_says_how_many(bert, tmp_path):
    path = written(tmp_path, "t.jsonl")
    command = ["contextual", str(bert), "--text", str(path), "-o", str(tmp_path / "out"), "--min-count", "1"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    assert "; 3 records without text were skipped" in done.output
    path.write_text('{"text": null}\n{"text": ""}\n')
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert "0 documents hold no token, and 2 records no text" in done.output


@pytest.mark.parametrize("record", [{"text": 7}, {"text": ["a"]}, {"text": {"en": "a"}}, {"title": "a"}])
def test_a_field_that_is_no_text_is_another_field(bert, tmp_path, record):
    (tmp_path / "t.jsonl").write_text(json.dumps(record))
    with pytest.raises(OptionError, match="has no text field 'text'"):
        run_text(str(bert), [tmp_path / "t.jsonl"], tmp_path / "out", ONCE)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_states_that_are_no_numbers_stop_the_run(tmp_path, value):
    import transformers

    folder = write_model(tmp_path / "bert", "bert")
    model = transformers.AutoModel.from_pretrained(folder)
    with torch.no_grad():
        model.encoder.layer[1].output.dense.weight[0, 0] = value
    model.save_pretrained(folder)
    (tmp_path / "text.txt").write_text("\n".join(TEXT), "utf-8")
    for run in (
        lambda: run_text(str(folder), [tmp_path / "text.txt"], tmp_path / "out", ONCE),
        lambda: isolate_tokens(str(folder), tmp_path / "alone", ModelOptions(device="cpu")),
    ):
        with pytest.raises(SourceError, match="gives NaN or infinite states from layer 2 on: its weights are damaged"):
            run()
    sound = RunOptions(min_count=1, model=ModelOptions(device="cpu", layers="0,1"))
    assert run_text(str(folder), [tmp_path / "text.txt"], tmp_path / "sound", sound).tokens
    assert not list((tmp_path / "alone").glob("*.safetensors"))


@pytest.mark.parametrize("error", [RuntimeError("shapes"), IndexError("index out of range in self"), KeyError("x")])
def test_whatever_a_model_meets_is_one_sentence(bert, tmp_path, monkeypatch, error):
    from lexiscape.contextual.model import TextModel

    def broken(self, windows):
        raise error

    model = TextModel(str(bert), ModelOptions(device="cpu"))
    monkeypatch.setattr(TextModel, "_forward", broken)
    from lexiscape.contextual.model import Batch

    with pytest.raises(LexiscapeError, match="cannot be run on cpu"):
        list(model.run(Batch([[5, 6]], [(0, 2)], [[]])))
