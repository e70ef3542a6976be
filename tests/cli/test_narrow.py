"""`info` says how narrow a cone the tokens lie in, `map` which token is near to very many."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from lexiscape.cli import main


@pytest.fixture
def written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(shift, hub):
        rows = np.random.default_rng(0).normal(size=(400, 32)).astype(np.float32)
        rows[:, 0] += shift
        if hub:
            rows[7] = rows.mean(axis=0)
        np.save("m.npy", rows)
        (tmp_path / "m.txt").write_text("\n".join(f"w{i}" for i in range(400)))
        return rows

    return write


def call(*arguments):
    done = CliRunner().invoke(main, list(arguments))
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("shift", [0, 12])
def test_the_mean_cosine_of_two_tokens(written, shift):
    rows = written(shift, hub=False).astype(np.float64)
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    slow = (unit @ unit.T)[~np.eye(400, dtype=bool)].mean()
    assert json.loads(call("info", "m.npy", "--json"))["anisotropy"] == pytest.approx(slow, abs=1e-6)
    (line,) = [line for line in call("info", "m.npy").splitlines() if line.startswith("anisotropy")]
    assert f"{slow:.3f}" in line
    assert ("narrow cone" in line) == (shift > 0)


@pytest.mark.parametrize("hub", [False, True])
def test_a_token_that_is_near_to_very_many_is_named(written, hub):
    written(4, hub)
    shown = call("map", "m.npy", "-o", "m.npz", "--layout", "pca")
    with np.load("m.npz") as stored:
        counts = np.bincount(stored["neighbors"][:, :10].ravel(), minlength=400)
    told = f"a hub: w7 is among the 10 nearest of {counts[7]} of the 400 tokens" in shown
    assert told == hub
    assert ("a hub" in shown) == hub


@pytest.mark.filterwarnings("default::lexiscape.errors.LexiscapeWarning")
@pytest.mark.parametrize(
    ("given", "advised"),
    [((), True), (("--center",), True), (("--space", "csls"), False), (("--metric", "euclidean"), False)],
)
def test_what_ranks_hubs_lower_is_advised_where_it_can_be_had(written, given, advised):
    rows = written(0, hub=False)
    rows[:150] = rows[0]  # of which the first are near to all others, in every space
    np.save("m.npy", rows)
    shown = " ".join(call("map", "m.npy", "-o", "m.npz", "--layout", "pca", *given).split())
    assert "a hub: w0 is among the 10 nearest of " in shown
    assert ("--space csls" in shown) == advised
