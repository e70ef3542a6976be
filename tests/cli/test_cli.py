"""The command line: what it prints, what it writes, and how it refuses."""

import csv
import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace

import click
import numpy as np
import pytest
from click.testing import CliRunner

from lexiscape import neighbors
from lexiscape.cli import COMMANDS, main
from lexiscape.cli.map import default_name
from lexiscape.devices import DEVICES


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return call


def refused(result, *fragments, status=1):
    """Assert one clear sentence, the exit status, and no traceback."""
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    for fragment in fragments:
        assert fragment in result.output, result.output


def test_the_name_alone_is_a_call_for_help(run):
    shown = run().output
    assert len(shown.splitlines()) > 10
    assert "␊" not in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(run, name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.output
    assert f"lexiscape {name}" in result.output
    command = main.get_command(click.Context(main), name)
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"--{option.name} has no help"


def test_map_writes_every_format_asked_for(run, tmp_path):
    result = run("map", "demo:bert", "--range", "1996:2496", "-o", "a.html", "-o", "a.npz", "-o", "a.csv")
    assert result.exit_code == 0, result.output
    assert str(tmp_path / "a.html") in result.output
    assert "500 tokens x 384" in result.output
    assert sorted(os.listdir(tmp_path)) == ["a.csv", "a.html", "a.npz"]
    with np.load("a.npz", allow_pickle=False) as z:
        assert z["ids"].dtype == np.int64
        assert z["ids"].tolist() == list(range(1996, 2496))
        assert z["xy"].shape == (500, 2)
        assert z["xy"].dtype == np.float32
        assert z["neighbors"].dtype == np.int32
        assert z["distances"].dtype == np.float32
        assert z["neighbors"].shape == z["distances"].shape
        assert (np.diff(z["distances"], axis=1) >= 0).all()
        assert (z["neighbors"] != np.arange(500)[:, None]).all()
        tokens = json.loads(bytes(z["tokens"]))
        meta = json.loads(bytes(z["meta"]))
    assert tokens[0] == "the"
    assert meta["name"] == "demo:bert"
    assert 0 < meta["scores"]["recall@10"] <= 1
    with open("a.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["raw"] for row in rows] == tokens
    assert {"id", "token", "x", "y", "kind", "script", "rank", "norm", "kept"} <= set(rows[0])


def test_map_is_the_same_bytes_with_any_number_of_threads(run, tmp_path):
    for threads in (1, 2, 3):
        result = run("map", "demo:bert", "--first", 2500, "--threads", threads, "-o", f"{threads}.npz", "--quiet")
        assert result.exit_code == 0, result.output
        assert result.output == ""
    archives = [np.load(tmp_path / f"{threads}.npz") for threads in (1, 2, 3)]
    for name in ("ids", "xy", "neighbors", "distances", "tokens"):
        assert archives[0][name].tobytes() == archives[1][name].tobytes() == archives[2][name].tobytes(), name


def test_how_neighbors_are_searched_is_chosen_and_told(run, tmp_path, monkeypatch):
    monkeypatch.setattr(neighbors, "EXACT_PRODUCTS", 0)
    monkeypatch.setattr(neighbors, "_GRAPH_ROWS", 0)
    asked = ("map", "demo:bert", "--first", 2500, "--iterations", 5)
    usual = run(*asked, "-o", "usual.npz")
    assert "searched approximately by graph: " in usual.output
    assert " of the true 15 found, by a sample, aiming at 97.0%" in usual.output
    run(*asked, "--recall", 0.9, "-o", "lower.npz")
    exact = run(*asked, "--exact", "-o", "exact.npz")
    assert "approximately" not in exact.output

    def told(name):
        with np.load(name) as z:
            return json.loads(z["meta"].tobytes())["neighbors"]

    assert (told("usual.npz")["method"], told("usual.npz")["search"], told("usual.npz")["aim"]) == (
        "approximate",
        "graph",
        0.97,
    )
    assert told("usual.npz")["recall_at_15"] >= 0.95
    assert told("lower.npz")["aim"] == 0.9
    assert told("exact.npz")["method"] == "exact"
    refused(run(*asked, "--exact", "--recall", 0.9), "--exact finds all neighbors", status=2)
    refused(run(*asked, "--recall", 1), "--recall", status=2)


def test_neighbors_of_victory(run):
    result = run("neighbors", "demo:bert", "victory", "-k", 5)
    assert result.exit_code == 0
    for word in ("victories", "defeat", "triumph"):
        assert word in result.output


def test_neighbors_as_json(run):
    result = run("neighbors", "demo:bert", "seven", "japan", "--json", "-k", 4)
    answer = json.loads(result.stdout)
    queries = {entry["raw"]: [near["token"] for near in entry["neighbors"]] for entry in answer["tokens"]}
    assert {"7", "six", "nine"} <= set(queries["seven"])
    assert {"japanese", "tokyo"} <= set(queries["japan"])
    first = answer["tokens"][0]["neighbors"]
    assert [near["distance"] for near in first] == sorted(near["distance"] for near in first)


def test_info_as_json(run):
    facts = json.loads(run("info", "demo:bert", "--json").stdout)
    assert facts["tokens"] == 30522
    assert facts["dimensions"] == 384


def test_unknown_token_offers_close_spellings(run):
    refused(run("neighbors", "demo:bert", "victorry"), "victorry", "victory")


def test_unknown_suffix(run):
    refused(run("map", "demo:bert", "-o", "map.docx"), ".docx", ".html", ".npz")


def test_output_folder_that_is_not_there(run):
    refused(run("map", "demo:bert", "-o", "nowhere/map.html"), "nowhere")


def test_empty_selection(run):
    refused(run("map", "demo:bert", "--match", "^no such token$"), "no such token")
    refused(run("map", "demo:bert", "--range", "40000:50000"), "30,522")
    refused(run("map", "demo:bert", "--match", "("), "not a regular expression")


def test_malformed_options(run):
    refused(run("map", "demo:bert", "--range", "x"), "A:B", status=2)
    refused(run("map", "demo:bert", "--first", "0"), "--first", status=2)
    refused(run("map", "demo:bert", "--layout", "spiral"), "tsne", status=2)


def test_word_list(run, tmp_path):
    (tmp_path / "words.txt").write_text("one\ntwo\nthree\nfour\nfive\n", "utf-8")
    assert run("map", "demo:bert", "--words", "words.txt", "-o", "w.csv").exit_code == 0
    with open("w.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["raw"] for row in rows if row["kind"] == "word"] == ["one", "two", "three", "four", "five"]
    assert {row["token"] for row in rows} == {"one", "two", "three", "four", "five"}
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfe")
    refused(run("map", "demo:bert", "--words", "bytes.txt"), "UTF-8")


def test_kinds_left_out(run):
    given = ("map", "demo:bert", "--first", "300", "--layout", "pca", "-o", "rest.csv")
    assert run(*given, "--leave-out", "unused, special,continuation").exit_code == 0
    with open("rest.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 300
    assert not {row["kind"] for row in rows} & {"unused", "special", "continuation"}
    refused(run(*given, "--leave-out", "words"), "choose among word, continuation", status=2)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_handful_of_tokens_still_gives_a_map(run, tmp_path, count):
    result = run("map", "demo:bert", "--range", f"2000:{2000 + count}", "-o", "few.html", "-o", "few.npz")
    assert result.exit_code == 0, result.output
    assert np.isfinite(np.load("few.npz")["xy"]).all()


def test_failure_leaves_an_existing_file_untouched(run, tmp_path):
    (tmp_path / "old.html").write_text("mine")
    refused(run("map", "demo:bert", "--match", "^no such token$", "-o", "old.html"))
    refused(run("map", "demo:no-such-demo", "-o", "old.html"), "no-such-demo", "demo:bert")
    assert (tmp_path / "old.html").read_text() == "mine"
    assert os.listdir(tmp_path) == ["old.html"]


def test_interrupt_leaves_nothing_half_written(tmp_path):
    (tmp_path / "old.html").write_text("mine")
    # The child says when it is in the middle of its work, so the interrupt never comes too early or too late.
    code = (
        "import signal, sys\nimport lexiscape.neighbors as stage\n"
        # whoever runs the tests in the background has them ignore interrupts, and children inherit that
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "real = stage.find_neighbors\n"
        "def slow(*a, **k):\n    print('started', flush=True)\n    while True: real(*a, **k)\n"
        "stage.find_neighbors = slow\n"
        "from lexiscape.cli import main\n"
        "main(['map', 'demo:bert', '--first', '3000', '-o', 'old.html', '-o', 'new.npz'])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout.readline().strip() == "started"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert "Interrupted" in errors
    assert os.listdir(tmp_path) == ["old.html"]
    assert (tmp_path / "old.html").read_text() == "mine"


@contextmanager
def drawing(tmp_path, hook):
    """Start `lexiscape map` in a process of its own, with a descent that only Ctrl-C ends; it says where it is."""
    code = (
        "import signal, sys\n"
        # whoever runs the tests in the background has them ignore interrupts, and children inherit that
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import lexiscape.cli.map as command\nfrom contextlib import contextmanager\n"
        "said = set()\n"
        "def say(what):\n    what in said or print(what, flush=True)\n    said.add(what)\n"
        "@contextmanager\n"
        "def told(shown):\n    yield lambda stage, done, total, note='': say(stage)\n"
        "command.progress_bars = told\n"
        f"{hook}\n"
        "from lexiscape.cli import main\n"
        "main(['map', 'demo:bert', '--range', '2000:2200', '--iterations', '1000000',"
        " '-o', 'old.html', '-o', 'new.npz', '-o', 'new.csv'])\n"
    )
    (tmp_path / "old.html").write_text("mine")
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(process, word):
    for line in process.stdout:
        if line.strip() == word:
            return
    raise AssertionError(f"never said {word!r}: {process.stderr.read()}")


def test_one_interrupt_during_the_descent_writes_the_map_as_it_stands(tmp_path):
    with drawing(tmp_path, "") as process:
        wait_for(process, "layout")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert "the map is unfinished" in errors
    assert sorted(os.listdir(tmp_path)) == ["new.csv", "new.npz", "old.html"]
    with np.load(tmp_path / "new.npz") as archive:
        layout = json.loads(bytes(archive["meta"]))["layout"]
    assert layout["interrupted"] is True
    assert 0 < layout["stopped_at"] < 100_000_000


def test_a_second_interrupt_writes_nothing_though_a_file_was_ready(tmp_path):
    hook = (
        "import lexiscape.files.npz as second\n"
        "def stay(map, path):\n"
        "    path.write_text('half')\n    say('writing the second file')\n    signal.pause()\n"
        "second.write = stay"
    )
    with drawing(tmp_path, hook) as process:
        wait_for(process, "layout")
        process.send_signal(signal.SIGINT)
        wait_for(process, "writing the second file")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "Interrupted: no output file was changed." in errors
    assert "Traceback" not in errors
    assert os.listdir(tmp_path) == ["old.html"]
    assert (tmp_path / "old.html").read_text() == "mine"


def test_an_interrupt_after_the_files_are_written_says_which(run, tmp_path, monkeypatch):
    def pressed(*arguments):
        raise KeyboardInterrupt

    (tmp_path / "b.csv").write_text("mine")
    monkeypatch.setattr("lexiscape.cli.map._summarize", pressed)
    result = run("map", "demo:bert", "--first", 20, "-o", "a.npz", "-o", "b.csv")
    refused(result, "Interrupted: already written: a.npz, b.csv", status=130)


def test_neighbors_of_the_only_token(run, tmp_path):
    np.save(tmp_path / "one.npy", np.ones((1, 4), np.float32))
    (tmp_path / "one.txt").write_text("alone\n")
    result = run("neighbors", "one.npy", "alone")
    assert result.exit_code == 0, result.output
    assert "alone" in result.output


def test_what_is_the_same_from_run_to_run(run, tmp_path):
    for name in ("a", "b"):
        made = run("map", "demo:bert", "--first", 300, "--seed", 5, "-o", f"{name}.npz", "-o", f"{name}.csv", "--quiet")
        assert made.exit_code == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    with np.load("a.npz") as a, np.load("b.npz") as b:
        assert a.files == b.files
        different = [name for name in a.files if a[name].tobytes() != b[name].tobytes()]
    assert set(different) <= {"meta"}  # which notes how long each stage took


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("demo:bert", "bert.html"),
        ("bert-base-uncased", "bert-base-uncased.html"),
        ("org/model@v2", "model-v2.html"),
        ("some/folder/", "folder.html"),
        ("vectors.npy", "vectors.html"),
        ("///", "map.html"),
    ],
)
def test_default_name(source, name):
    assert default_name(source) == name


def test_order_by_frequency(run, tmp_path):
    (tmp_path / "counts.tsv").write_text("victory\t9\nthe\t5\njapan\t7\n")
    result = run("map", "demo:bert", "--frequency", "counts.tsv", "--first", 3, "-o", "a.csv", "--quiet")
    assert result.exit_code == 0, result.output
    with open("a.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["token"] for row in rows] == ["victory", "japan", "the"]
    assert [float(row["frequency"]) for row in rows] == [9, 7, 5]
    refused(run("map", "demo:bert", "--order", "frequency", "-o", "b.csv"), "--frequency FILE")
    chosen = ("--frequency", "counts.tsv", "--first", 3, "--layout", "pca", "--quiet")
    for order, last in (("frequency", 5), ("id", 0)):
        result = run("map", "demo:bert", "--order", order, *chosen, "-o", "c.csv")
        assert result.exit_code == 0, result.output
        with open("c.csv", encoding="utf-8", newline="") as file:
            assert float(list(csv.DictReader(file))[-1]["frequency"]) == last


@pytest.mark.parametrize("command", [["map"], ["compare", "demo:bert"], ["check", "--neighbors", "10"]])
def test_a_device_that_is_not_there_is_refused_before_a_source_is_opened(command, monkeypatch):
    monkeypatch.setitem(DEVICES, "mps", replace(DEVICES["mps"], is_there=lambda _: False))
    done = CliRunner().invoke(main, [*command, "no/such/model.vec", "--device", "mps"])
    assert done.exit_code == 1
    assert "no device mps here" in done.output


def test_python_m_lexiscape_is_the_command_line():
    done = subprocess.run([sys.executable, "-m", "lexiscape", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("lexiscape, version ")
