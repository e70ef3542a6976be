"""What was not looked at, or in part, is told apart from what is not there, wherever a report is read."""

import csv
import json
import re

import numpy as np
import pytest
from click.testing import CliRunner
from safetensors.numpy import save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

import lexiscape as lx
from lexiscape.check import CheckOptions
from lexiscape.check.facts import brief, facts
from lexiscape.check.questions import unargmaxable
from lexiscape.cli import main
from lexiscape.files.reports import REPORT_FORMATS, japanese, save_report
from lexiscape.space import EmbeddingSpace
from tiny_models import WORDPIECE

WORDS = [*WORDPIECE, *(f"word{number}" for number in range(30))]
ASKED = ["zero", "untrained", "unargmaxable", "hubs", "geometry", "nonfinite"]


@pytest.fixture
def vectors():
    """Return trained rows of `WORDS`: few directions more than others."""
    rng = np.random.default_rng(0)
    return (rng.normal(size=(len(WORDS), 16)) / np.sqrt(1 + np.arange(16))).astype(np.float32)


@pytest.fixture
def alone(tmp_path, monkeypatch, vectors):
    """Put weights, and nothing else, into a folder, and a tokenizer elsewhere, under another name than the usual."""
    monkeypatch.chdir(tmp_path)
    for name in ("weights", "elsewhere"):
        (tmp_path / name).mkdir()
    save_file({"embed_tokens.weight": vectors}, "weights/weights.safetensors")
    np.save("bare.npy", vectors)
    made = Tokenizer(models.WordPiece({word: row for row, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.decoder = decoders.WordPiece()
    made.add_special_tokens([word for word in WORDS if word.startswith("[")])
    made.save("elsewhere/own.json")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def report(monkeypatch, vectors):
    monkeypatch.setattr(unargmaxable, "MOST_PRODUCTS", 0)
    monkeypatch.setattr(unargmaxable, "MOST_ASKED", 0)
    vectors[3] = np.nan
    finite = EmbeddingSpace(WORDS, np.nan_to_num(vectors), np.arange(len(WORDS)))
    return lx.check_vocabulary(finite, options=CheckOptions(ASKED))


def test_a_program_can_tell_none_from_not_checked_and_from_a_part(report):
    told = facts(report)
    states = {name: found["state"] for name, found in told["findings"].items()}
    assert states == {
        "nonfinite": "none",
        "zero": "listed",
        "untrained": "listed",
        "unargmaxable": "undecided",
        "geometry": "fact",
    }
    assert (
        f"{len(WORDS)} rows, the farthest from the mean of all, were not tried"
        in (told["findings"]["unargmaxable"]["unchecked"])
    )
    assert told["findings"]["zero"]["unchecked"] == ""
    assert list(told["left_out"]) == ["hubs"]
    assert "3 not checked, or in part" in repr(report)


def test_every_format_says_what_was_not_checked(report, tmp_path):
    for suffix in REPORT_FORMATS:
        save_report(report, tmp_path / f"report{suffix}")
    lines = (tmp_path / "report.md").read_text("utf-8").splitlines()
    cells = {line.split(" | ")[0].strip("| "): line.split(" | ")[1] for line in lines if line.startswith("| ")}
    assert cells["nonfinite"] == "none"
    assert cells["unargmaxable"] == "none so far"
    assert cells["hubs"] == "not checked"
    page = (tmp_path / "report.html").read_text("utf-8")
    rows = [re.sub("<.*?>", " ", row) for row in re.findall("<tr>.*?</tr>", page)]
    for title, count in (("largest score", "none so far"), ("Hubs", "not checked"), ("hold NaN", "none ")):
        row = next(row for row in rows if title in row)
        assert count in row
        assert japanese.in_japanese(count.strip()) in row
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert {"unargmaxable", "hubs"} <= set(row["not_checked"].split())
    assert "nonfinite" not in row["not_checked"]
    carried = brief(report)
    assert {"name", "title", "unchecked"} == carried["none"][0].keys()
    assert {one["name"]: bool(one["unchecked"]) for one in carried["none"]}["unargmaxable"]


def test_a_gate_does_not_pass_silently_what_it_did_not_look_at(alone):
    note = run("check", "bare.npy", "--quiet", "--fail-on", "untrained")
    assert note.exit_code == 0
    assert "Note: --fail-on untrained looked at a part only: too little to tell by" in note.output
    both = np.load("bare.npy")
    both[2] = 0
    np.save("zero.npy", both)
    failed = run("check", "zero.npy", "--quiet", "--fail-on", "hubs,zero")
    assert failed.exit_code == 3
    assert "failed on zero; --fail-on hubs cannot be told: neighbors were not asked for" in failed.output
    assert run("check", "bare.npy", "--quiet", "--fail-on", "untrained-special").exit_code == 1


@pytest.mark.parametrize("source", ["weights/weights.safetensors", "bare.npy"])
def test_a_matrix_alone_is_checked_and_a_tokenizer_names_its_rows(alone, source):
    told = json.loads(run("check", source, "--json", "--quiet").stdout)
    assert told["findings"]["zero"]["state"] == "none"
    assert "--tokenizer" in told["left_out"]["duplicates"]
    assert "--tokenizer" in told["left_out"]["unreachable"]
    own = "elsewhere/own.json"
    named = json.loads(run("check", source, "--tokenizer", own, "--json", "--quiet").stdout)
    assert {"duplicates", "padding", "unreachable"} <= named["findings"].keys()
    assert lx.open_space(source, tokenizer=own).tokens == WORDS
    assert lx.check_vocabulary(source, tokenizer=own).space.tokens == WORDS
    assert named["source"]["vocabulary"] == "own.json"
    assert run("check", source, "--tokenizer", own, "-o", own).exit_code != 0


@pytest.mark.parametrize("source", ["weights/weights.safetensors", "bare.npy"])
def test_a_tokenizer_names_rows_for_every_command_that_reads_a_source(alone, source):
    own = ("--tokenizer", "elsewhere/own.json")
    refused = run("neighbors", source, WORDS[6])
    assert refused.exit_code == 1
    assert "--tokenizer FILE" in refused.output
    assert json.loads(run("info", source, "--json", *own).stdout)["tokens"] == len(WORDS)
    assert json.loads(run("neighbors", source, WORDS[6], "--json", *own).stdout)["tokens"][0]["token"] == WORDS[6]
    assert run("tokens", source, WORDS[6], *own).exit_code == 0
    done = run("map", source, "--layout", "pca", "--check", "-o", "map.npz", "--quiet", *own)
    assert done.exit_code == 0, done.output
    drawn = lx.load_map("map.npz")
    assert "unknown" not in drawn.columns["reachable"].labels()
    assert "own.json" in drawn.meta["source"]["vocabulary"]
    again = lx.check_vocabulary(drawn.space, options=CheckOptions(["unreachable"]))  # which has no file any more
    assert "own.json" in again.left_out["unreachable"]


def test_a_tokenizer_of_another_model_is_refused(alone, vectors):
    others = [*WORDS[:5], *(f"other{number}" for number in range(len(WORDS) - 5))]
    space = lx.open_space(others, vectors)
    with pytest.raises(lx.LexiscapeError, match="the tokenizer is another model's: of"):
        lx.check_vocabulary(space, tokenizer="elsewhere/own.json", options=CheckOptions(["unreachable"]))


def test_an_untied_model_of_which_one_matrix_is_there_says_so(alone):
    (alone / "weights" / "weights.safetensors").rename(alone / "weights" / "model.safetensors")
    (alone / "elsewhere" / "own.json").rename(alone / "weights" / "tokenizer.json")
    (alone / "weights" / "config.json").write_text('{"model_type": "llama", "tie_word_embeddings": false}', "utf-8")
    report = lx.check_vocabulary("weights")
    assert "the files hold no output matrix" in report.left_out["unargmaxable"]
    assert "the files hold no output matrix" in report.findings["untrained"].unchecked


def test_info_says_what_it_did_not_count(alone, monkeypatch):
    lines = run("info", "bare.npy", "--tokenizer", "elsewhere/own.json").output.splitlines()
    assert next(line for line in lines if line.startswith("checked in part")).split()[3] == "untrained:"
    (alone / "bare.txt").write_text("\n".join(f"word{number}" for number in range(len(WORDS))), "utf-8")
    told = json.loads(run("info", "bare.npy", "--json").stdout)
    assert "padding" not in told["check"]
    assert "words" in told["not_checked"]["padding"]
    monkeypatch.setattr("lexiscape.sources.describe.WHOLE", 0)
    told = json.loads(run("info", "bare.npy", "--json").stdout)
    assert told["check"] == {}
    assert "only a sample is read" in told["not_checked"]["untrained"]
