"""What a run adds up belongs together: the same text, weights and options, and no layer of another run beside it."""

import hashlib
import os
import subprocess
import sys

import numpy as np
import pytest
import torch

import lexiscape as lx
from lexiscape.contextual import ModelOptions, RunOptions, TextOptions, isolate_tokens, run_text
from lexiscape.contextual.identity import TextIdentity
from lexiscape.contextual.texts import hub_text
from lexiscape.contextual.texts.documents import plan_shards
from lexiscape.errors import LexiscapeWarning, OptionError, OutputError, SourceError
from tiny_transformers import TEXT, write_model

SMALL = TextOptions(shard_bytes=300)


@pytest.fixture(scope="module")
def bert(tmp_path_factory):
    return write_model(tmp_path_factory.mktemp("model") / "bert", "bert")


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("\n".join(TEXT * 3), "utf-8")
    return path


def options(min_count=1, layers="0,2", words=(), **more):
    return RunOptions(min_count, words, text=SMALL, model=ModelOptions(device="cpu", layers=layers), **more)


def leave_unfinished(model, text, folder, **more):
    """Count all of a text and stop before the spaces are written: no token is so frequent."""
    with pytest.raises(OptionError, match="choose --min-count"):
        run_text(str(model), [text], folder, options(100_000, **more))


def digests(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.safetensors"))}


def test_a_text_that_was_rewritten_in_its_old_length_is_another(bert, text, tmp_path):
    leave_unfinished(bert, text, tmp_path / "out")
    before = text.read_text("utf-8")
    text.write_text(before.replace("river", "rover"), "utf-8")
    with pytest.raises(OutputError, match=r"counted .*text\.txt as it was before it was changed.*--restart"):
        run_text(str(bert), [text], tmp_path / "out", options())
    text.write_text(before, "utf-8")
    os.utime(text)  # the same words at another time are the same text
    told = []
    run_text(str(bert), [text], tmp_path / "out", options(), lambda *step: told.append(step))
    assert told[-1][2] == 0, "nothing was counted again"


def test_other_weights_tokenizer_or_precision_in_the_same_folder_are_another_model(tmp_path, text):
    import transformers

    model = write_model(tmp_path / "bert", "bert")
    leave_unfinished(model, text, tmp_path / "out")
    half = RunOptions(1, text=SMALL, model=ModelOptions(device="cpu", layers="0,2", precision="half"))
    with pytest.raises(OutputError, match=r"differs in .*precision"):
        run_text(str(model), [text], tmp_path / "out", half)
    changed = transformers.AutoModel.from_pretrained(model)
    with torch.no_grad():
        changed.encoder.layer[0].output.dense.weight[0, 0] += 1
    changed.save_pretrained(model)
    with pytest.raises(OutputError, match="differs in weights"):
        run_text(str(model), [text], tmp_path / "out", options())


def test_a_data_set_of_text_is_the_same_in_every_process_until_a_file_changes(tmp_path, monkeypatch):
    pytest.importorskip("datasets", reason="the extra `datasets` is not installed")
    monkeypatch.chdir(tmp_path)
    files = tmp_path / "someone" / "river"
    files.mkdir(parents=True)
    for name in ("a.txt", "b.txt"):
        (files / name).write_text("\n".join(TEXT), "utf-8")
    shards = plan_shards(["someone/river:default"], TextOptions())
    assert [shard.path for shard in shards] == ["hub:someone/river:default"] * 2
    identity = TextIdentity(shards)
    known = {number: identity.digest(number) for number in range(2)}
    code = "from lexiscape.contextual.texts.hub_text import revision; print(revision('someone/river:default'))"
    other = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hub_text.revision("someone/river:default")
    os.utime(files / "b.txt", (1, 1))
    assert identity.changed(known) is None
    (files / "b.txt").write_text("\n".join(TEXT).replace("river", "rover"), "utf-8")
    with pytest.raises(SourceError, match="river:default was changed while it was read"):
        identity.digest(0)
    assert TextIdentity(plan_shards(["someone/river:default"], TextOptions())).changed(known) == shards[0].path
    (files / "c.txt").write_text("more", "utf-8")
    assert len(plan_shards(["someone/river:default"], TextOptions())) == 3


def test_a_text_that_changes_while_it_is_read_ends_the_run(bert, text, tmp_path, monkeypatch):
    from lexiscape.contextual.engines import local

    once = local.work_through

    def meddling(work, model, progress):
        for partial in once(work, model, progress):
            with text.open("a", encoding="utf-8") as file:
                file.write("\nmore")
            yield partial

    monkeypatch.setattr(local, "work_through", meddling)
    with pytest.raises(SourceError, match="changed while it was read"):
        run_text(str(bert), [text], tmp_path / "out", options())


def test_neither_checkpoints_nor_the_order_of_shards_change_a_bit(bert, text, tmp_path, monkeypatch):
    from lexiscape.contextual.engines import local

    once = local.work_through

    def backwards(work, model, progress):
        yield from once(work._replace(shards=work.shards[::-1]), model, progress)

    made = []
    for number, (seconds, engine) in enumerate([(1e9, once), (0, once), (1e9, backwards), (0, backwards)]):
        monkeypatch.setattr(local, "work_through", engine)
        run_text(str(bert), [text], tmp_path / str(number), options(words=("bank",), checkpoint_seconds=seconds))
        made.append(digests(tmp_path / str(number)))
    assert len(made[0]) == 4
    assert made[1:] == [made[0]] * 3


def test_layers_of_another_run_are_not_left_beside_the_new_ones(bert, text, tmp_path):
    run_text(str(bert), [text], tmp_path / "out", options(layers="all", words=("bank",)))
    with pytest.raises(OutputError, match=r"layer-01\.safetensors.* of another run.*--restart"):
        run_text(str(bert), [text], tmp_path / "out", options(layers="2", words=("bank",)))
    with pytest.raises(OutputError, match=r"occurrences-layer-00\.safetensors"):
        run_text(str(bert), [text], tmp_path / "out", options(layers="all"))
    assert len(digests(tmp_path / "out")) == 6
    run_text(str(bert), [text], tmp_path / "out", options(layers="2", restart=True))
    assert list(digests(tmp_path / "out")) == ["layer-02.safetensors"]
    with pytest.warns(LexiscapeWarning, match="zebra"):
        run_text(str(bert), [text], tmp_path / "out", options(layers="2", words=("zebra",)))
    isolate_tokens(str(bert), tmp_path / "alone", ModelOptions(device="cpu"))
    with pytest.raises(OutputError, match="isolated-layer-00"):
        isolate_tokens(str(bert), tmp_path / "alone", ModelOptions(device="cpu", layers="1"))
    isolate_tokens(str(bert), tmp_path / "alone", ModelOptions(device="cpu", layers="1"), restart=True)
    assert list(digests(tmp_path / "alone")) == ["isolated-layer-01.safetensors"]


def test_occurrences_of_an_earlier_run_go_where_the_new_one_finds_none(bert, text, tmp_path):
    run_text(str(bert), [text], tmp_path / "out", options(words=("bank",)))
    with pytest.warns(LexiscapeWarning, match="zebra"):
        run_text(str(bert), [text], tmp_path / "out", options(words=("zebra",)))
    assert list(digests(tmp_path / "out")) == ["layer-00.safetensors", "layer-02.safetensors"]


def test_a_file_of_somebody_else_is_not_taken_for_a_layer(bert, text, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "layer-02.safetensors").write_bytes(b"mine")
    for restart in (False, True):
        with pytest.raises(OutputError, match="no space that a run wrote"):
            run_text(str(bert), [text], tmp_path / "out", options(restart=restart))
    assert (tmp_path / "out" / "layer-02.safetensors").read_bytes() == b"mine"


def test_a_kill_while_totals_are_removed_leaves_no_half_state(bert, text, tmp_path, monkeypatch):
    from lexiscape.contextual import totals

    def killed(folder):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(totals.shutil, "rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            run_text(str(bert), [text], tmp_path / "out", options(checkpoint_seconds=1e9))
    first = digests(tmp_path / "out")
    assert len(first) == 2
    run_text(str(bert), [text], tmp_path / "out", options())
    assert digests(tmp_path / "out") == first


def test_too_short_a_text_is_told_once_with_what_helps(bert, tmp_path):
    path = tmp_path / "short.txt"
    path.write_text("river river river bank bank town", "utf-8")
    with pytest.raises(OptionError, match=r"choose --min-count 1 or less, and the same command goes on.*--restart"):
        run_text(str(bert), [path], tmp_path / "out", options(5))
    assert len(lx.open_space(run_text(str(bert), [path], tmp_path / "out", options(1)).layers[0])) == 3
    path.write_text("river river", "utf-8")
    with pytest.raises(OptionError, match=r"has 1 different tokens.*give more text, and add --restart"):
        run_text(str(bert), [path], tmp_path / "out2", options(5))
    path.write_text("\n".join(TEXT), "utf-8")
    run_text(str(bert), [path], tmp_path / "out2", options(restart=True))


def test_sums_on_the_grid_are_near_what_they_were():
    from lexiscape.contextual.sums import TypeSums

    rng = np.random.default_rng(0)
    spread = rng.normal(size=(50, 8)) * 10 ** rng.uniform(-6, 0, (50, 8))
    states = [torch.from_numpy((scale * spread).astype(np.float32)) for scale in (1, 1000)]
    sums = TypeSums(2, 8)
    sums.add_states(np.arange(50) % 7, states)
    before = sums.rows().copy()
    sums.to_grid([3, 13])
    error = np.abs(sums.rows().astype(np.float64) - before).max(axis=(0, 3))
    assert (error <= [[2.0**-32, 2.0**-22], [2.0**-35, 2.0**-35]]).all()
    assert (sums.rows() != before).any()
    again = sums.rows().copy()
    sums.to_grid([3, 13])
    assert np.array_equal(sums.rows(), again)


def test_sums_of_rows_brought_together_are_those_that_are_added_in_place():
    from lexiscape.contextual.sums import _sum_brought_together, sum_by_row

    rng = np.random.default_rng(1)
    values = torch.from_numpy(rng.normal(size=(300, 5)).astype(np.float32))
    rows = torch.from_numpy(rng.integers(0, 9, 300))
    together = _sum_brought_together(values, rows, 11)  # what CUDA is given
    assert together.shape == (11, 5)
    assert not together[9:].any()
    torch.testing.assert_close(together, sum_by_row(values, rows, 11))


def test_a_layer_that_is_not_there_is_refused_before_the_weights_are_read(bert, text, tmp_path, monkeypatch):
    monkeypatch.setattr("lexiscape.contextual.model.load", lambda *_: pytest.fail("the weights were read"))
    for layers, told in (("99", "numbers from 0 to 2"), ("first", "no layers 'first'")):
        with pytest.raises(OptionError, match=told):
            run_text(str(bert), [text], tmp_path / "run", options(layers=layers))
