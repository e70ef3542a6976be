"""Nothing of a user's is lost: an output that is a file which was read is refused, whatever it is called."""

import json
import os
import shutil

import numpy as np
import pytest
from click.testing import CliRunner

import tiny_transformers
from lexiscape import compare_spaces, load_map, map_space, open_space
from lexiscape.cli import main
from lexiscape.contextual import ModelOptions, RunOptions, isolate_tokens, run_text
from lexiscape.errors import OutputError
from lexiscape.files.comparisons import save_comparison
from tiny_models import WORDPIECE, as_stored, numbers, write_model

N = 60
TOKENS = [f"t{i}" for i in range(N)]
VECTORS = numbers(N, 8)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    np.save("vectors.npy", VECTORS)
    (tmp_path / "vectors.csv").write_text("word,count\n" + "".join(f"{t},{i}\n" for i, t in enumerate(TOKENS)))
    np.savez("both.npz", vectors=VECTORS, tokens=np.array(TOKENS))
    np.savez("tokens-outside.npz", vectors=VECTORS)
    (tmp_path / "tokens-outside.json").write_text(json.dumps(TOKENS))
    (tmp_path / "words.csv").write_text("\n".join(TOKENS[:20]))
    (tmp_path / "counts.csv").write_text("".join(f"{t},{i + 1}\n" for i, t in enumerate(TOKENS)))
    (tmp_path / "start.csv").write_text("raw,x,y\n" + "".join(f"{t},{i},{i}\n" for i, t in enumerate(TOKENS)))
    (tmp_path / "words.csv.link.csv").symlink_to("words.csv")
    os.link("both.npz", "hard.npz")
    (tmp_path / "soft.npz").symlink_to("both.npz")
    (tmp_path / "inner").mkdir()
    tokens = [*WORDPIECE, *(f"w{i}" for i in range(48))]
    model = {"bert.embeddings.word_embeddings.weight": as_stored(numbers(60, 8), "F32")}
    write_model(tmp_path / "model", model, config={"model_type": "bert"}, tokens=tokens)
    np.savez("map.npz", nothing=np.zeros(1))
    map_space(open_space(TOKENS, VECTORS)).save("map.npz", "map.html")
    (tmp_path / "figure.png").symlink_to("map.npz")
    return tmp_path


def contents(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    "command",
    [
        "map vectors.npy -o vectors.csv",
        "map vectors.npy -o new.html -o vectors.csv",
        "map vectors.npy -o ./inner/../vectors.csv",
        "map both.npz -o both.npz",
        "map both.npz -o hard.npz",
        "map both.npz -o soft.npz",
        "map soft.npz -o both.npz",
        "map ./both.npz -o inner/../both.npz",
        "map both.npz --words words.csv -o words.csv",
        "map both.npz --words words.csv -o words.csv.link.csv",
        "map both.npz --frequency counts.csv -o counts.csv",
        "map both.npz --frequency counts.csv --order id -o counts.csv",
        "map both.npz --init start.csv --layout none -o start.csv",
        "map both.npz --init map.npz -o map.npz",
        "compare both.npz vectors.npy -o vectors.csv",
        "compare both.npz vectors.npy -o both.npz",
        "compare both.npz tokens-outside.npz -o tokens-outside.json",
        "compare both.npz model -o model/config.json",
        "compare both.npz model -o model/tokenizer.json",
        "compare both.npz vectors.npy --words words.csv -o words.csv",
        "figure map.npz -o figure.png",
    ],
)
def test_an_output_that_is_read_is_refused(folder, command):
    before = contents(folder)
    done = CliRunner().invoke(main, [*command.split(), "--quiet"])
    assert done.exit_code == 1
    assert "cannot write" in done.output
    assert "is read here" in done.output
    assert "choose another name" in done.output
    assert contents(folder) == before


def test_what_is_not_read_may_be_replaced(folder):
    for command in ("map both.npz -o map.npz", "map both.npz -o vectors.csv", "map model -o model/map.html"):
        for _ in range(2):  # a second time, too
            done = CliRunner().invoke(main, [*command.split(), "--quiet"])
            assert done.exit_code == 0, done.output


def test_in_other_capitals_where_the_file_system_has_none(folder, monkeypatch):
    """On such a file system, both names have one inode: here a hard link stands for that."""
    os.link("vectors.csv", "VECTORS.CSV")
    done = CliRunner().invoke(main, ["map", "vectors.npy", "-o", "VECTORS.CSV", "--quiet"])
    assert done.exit_code == 1
    assert "cannot write VECTORS.CSV: it is read here as vectors.csv" in done.output


def test_a_map_knows_the_files_that_it_was_made_of(folder):
    drawn = map_space(open_space("vectors.npy").first(30))
    for name in ("vectors.csv", folder / "vectors.csv"):
        with pytest.raises(OutputError, match="is read here"):
            drawn.save("new.html", name)
    assert not (folder / "new.html").exists()
    with pytest.raises(OutputError, match="is read here"):
        map_space(open_space("vectors.npy", folder / "counts.csv")).save("counts.csv")
    comparison = compare_spaces(["both.npz", "vectors.npy"])
    with pytest.raises(OutputError, match="is read here"):
        save_comparison(comparison, "vectors.csv")
    load_map("map.html").save("map.html", "map.npz")  # what is read holds all that is written


@pytest.fixture
def runnable(tmp_path):
    return tiny_transformers.write_model(tmp_path / "bert", "bert")


def test_contextual_spaces_never_replace_text_or_model(tmp_path, runnable):
    text = tmp_path / "out" / "layer-00.safetensors"
    text.parent.mkdir()
    text.write_text("the cat sat\n" * 20)
    with pytest.raises(OutputError, match="is read here"):
        run_text(str(runnable), [text], tmp_path / "out", RunOptions(min_count=1, model=ModelOptions(device="cpu")))
    assert text.read_text() == "the cat sat\n" * 20
    weights = next(path for path in runnable.iterdir() if path.suffix in (".safetensors", ".bin"))
    before = weights.read_bytes()
    os.link(weights, tmp_path / "out" / "isolated-layer-00.safetensors")
    with pytest.raises(OutputError, match="is read here"):
        isolate_tokens(str(runnable), tmp_path / "out", ModelOptions(device="cpu"))
    assert weights.read_bytes() == before


@pytest.mark.parametrize("restart", [False, True])
def test_a_folder_called_unfinished_that_is_the_users_own(tmp_path, runnable, restart):
    own = tmp_path / "out" / "unfinished"
    own.mkdir(parents=True)
    (own / "2024-notes.txt").write_text("mine")
    (tmp_path / "text.txt").write_text("the cat sat\n" * 20)
    options = RunOptions(min_count=1, restart=restart, model=ModelOptions(device="cpu"))
    with pytest.raises(OutputError, match=r"holds 2024-notes.txt, which no run left there"):
        run_text(str(runnable), [tmp_path / "text.txt"], tmp_path / "out", options)
    assert (own / "2024-notes.txt").read_text() == "mine"
    shutil.rmtree(own)
    assert run_text(str(runnable), [tmp_path / "text.txt"], tmp_path / "out", options).tokens
