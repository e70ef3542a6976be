"""What is compared is what was named: an output matrix, the layers of a folder, exact spellings before folded ones."""

import json
import shlex

import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.cli.compare import EPILOG
from lexiscape.compare import compare_spaces, match_tokens
from lexiscape.errors import SourceError
from lexiscape.sources.formats.saved import save_space
from tiny_models import as_stored, numbers, write_model

WORDS = [f"w{i}" for i in range(80)]


def spaced(tokens, seed=0):
    return lx.EmbeddingSpace(tokens, numbers(len(tokens), 4, seed), np.arange(len(tokens)), "made up")


def call(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def untied(tmp_path):
    names = ("model.embed_tokens.weight", "lm_head.weight")
    tensors = {name: as_stored(numbers(80, 8, seed), "F32") for seed, name in enumerate(names)}
    config = {"model_type": "llama", "tie_word_embeddings": False, "vocab_size": 80, "hidden_size": 8}
    write_model(tmp_path / "model", tensors, config=config, tokens=WORDS)
    return tmp_path / "model"


def test_exact_spellings_match_before_folded_ones():
    cased = spaced(["Bank", "bank", "BANK", "Rain", "river", "Town", "sea", "x"])
    other = spaced(["bank", "Bank", "rain", "RIVER", "River", "sea", "TOWN", "town", "y"])
    for one, two in ((cased, other), (other, cased)):
        exact, folded = (
            {
                (one.tokens[a], two.tokens[b])
                for a, b in zip(*match_tokens([one, two], fold_case=fold).rows, strict=True)
            }
            for fold in (False, True)
        )
        assert exact == {("Bank", "Bank"), ("bank", "bank"), ("sea", "sea")}
        assert exact < folded
        assert len(folded) == 6
        assert len({a for a, _ in folded}) == len({b for _, b in folded}) == 6


def test_the_output_matrix_has_a_name_of_its_own(untied, monkeypatch, tmp_path):
    opened = lx.open_space(f"{untied}::output")
    assert np.array_equal(opened.vectors, lx.open_space(untied, matrix="output").vectors)
    assert opened.name.endswith("::output")
    assert np.array_equal(lx.open_space(f"{untied}::input").vectors, lx.open_space(untied).vectors)
    told = json.loads(call("compare", untied, f"{untied}::output", "--json").stdout)
    assert told["pairs"][0]["scores"]["cka"]["value"] < 0.9
    assert "same vectors" not in told["coverage"]
    assert call("map", f"{untied}::output", "-o", tmp_path / "m.npz", "--layout", "pca").exit_code == 0
    with pytest.raises(SourceError):
        lx.open_space(f"{tmp_path / 'nothing'}::output")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a::output").mkdir()
    with pytest.raises(SourceError, match="a::output"):
        lx.open_space("a::output")  # a folder of this very name is that folder


def test_a_comparison_of_a_thing_with_itself_says_so(untied):
    for arguments in ((untied, untied), (untied, untied, "--matrix", "output")):
        shown = call("compare", *arguments)
        assert shown.exit_code == 0, shown.output
        assert "hold the same vectors: a comparison of a space with itself" in shown.stdout
    assert compare_spaces([spaced(WORDS), spaced(WORDS, 1)]).notes() == []


def test_the_folder_of_a_run_stands_for_its_layers(untied, tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for layer in (0, 3, 12):
        save_space(spaced(WORDS, layer), folder / f"layer-{layer:02d}.safetensors")
        save_space(spaced(WORDS, layer), folder / f"occurrences-layer-{layer:02d}.safetensors")
    told = json.loads(call("compare", untied, folder, "--json").stdout)
    assert len(told["spaces"]) == 4
    shown = call("map", folder, "-o", tmp_path / "m.npz")
    assert shown.exit_code == 1
    assert "holds 3 layers" in shown.output
    assert "layer-12.safetensors" in shown.output.replace("\n", "")


def test_layers_that_two_runs_left_in_a_folder_are_not_compared_as_one(tmp_path):
    for layer, run in enumerate(("new", "old", "old")):
        facts = {"kind": "types", "run": run, "layer": layer}
        space = lx.EmbeddingSpace(WORDS, numbers(80, 4, layer), np.arange(80), run, provenance=facts)
        save_space(space, tmp_path / f"layer-{layer:02d}.safetensors")
    shown = call("compare", tmp_path)
    assert shown.exit_code == 1
    told = " ".join(shown.output.split())
    assert "layers of several runs, layer-00.safetensors of one and layer-01.safetensors of another: give the" in told
    assert call("compare", *sorted(tmp_path.glob("*.safetensors"))[1:]).exit_code == 0


def test_every_example_of_the_help_names_what_a_run_writes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    for layer in range(7):
        save_space(spaced(WORDS, layer), tmp_path / "news" / f"layer-{layer:02d}.safetensors")
    local = [word for line in EPILOG.splitlines() for word in shlex.split(line) if word.startswith("news/")]
    assert local
    for path in local:
        assert len(lx.open_space(path)) == 80
