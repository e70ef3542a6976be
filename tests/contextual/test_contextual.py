"""Text through a model: every sum against hidden states taken straight from transformers, one document at a time."""

import gzip
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("torch", reason="the extra `contextual` is not installed")

import torch

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.contextual import ModelOptions, RunOptions, TextModel, TextOptions, isolate_tokens, run_text
from lexiscape.contextual.texts.documents import plan_shards, read_shard
from lexiscape.contextual.windows import cut_windows
from lexiscape.errors import (
    CorruptFile,
    LexiscapeWarning,
    MissingExtra,
    OptionError,
    OutputError,
    SourceError,
    SourceNotFound,
)
from tiny_transformers import TEXT, write_model

FAMILIES = ("bert", "roberta", "gpt2", "llama")
ONCE = RunOptions(min_count=1)


@pytest.fixture(scope="session")
def models(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    return {family: str(write_model(folder / family, family)) for family in FAMILIES}


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("\n".join(TEXT * 3), "utf-8")
    return path


def slow_states(source, documents, layers=(0, 1, 2)):
    """Return, for each layer, the states of every token id: one document at a time, specials left out."""
    import transformers

    tokenizer = transformers.AutoTokenizer.from_pretrained(source)
    model = transformers.AutoModel.from_pretrained(source).eval()
    states = {layer: {} for layer in layers}
    for document in documents:
        inputs = tokenizer(document, return_tensors="pt", return_special_tokens_mask=True)
        mask = inputs.pop("special_tokens_mask")[0].bool()
        special = torch.tensor([int(i) in tokenizer.all_special_ids for i in inputs["input_ids"][0]])
        with torch.no_grad():
            hidden = model(inputs["input_ids"], output_hidden_states=True).hidden_states
        for place in torch.nonzero(~mask & ~special)[:, 0].tolist():
            for layer in layers:
                one = hidden[layer][0, place].double().numpy()
                states[layer].setdefault(int(inputs["input_ids"][0, place]), []).append(one)
    return states


def slow_self_similarity(occurrences):
    unit = [vector / np.linalg.norm(vector) for vector in occurrences]
    pairs = list(itertools.combinations(unit, 2))
    return np.mean([a @ b for a, b in pairs]) if pairs else np.nan


@pytest.mark.parametrize("family", FAMILIES)
def test_means_counts_and_self_similarity_against_transformers(models, family, text, tmp_path):
    run = run_text(models[family], [text], tmp_path / "out", ONCE)
    slow = slow_states(models[family], TEXT * 3)
    assert run.tokens == sum(map(len, slow[0].values()))
    assert run.documents == len(TEXT) * 3
    for layer, path in run.layers.items():
        space = lx.open_space(path)
        assert space.ids.tolist() == sorted(slow[layer])
        assert space.fields["count"].tolist() == [len(slow[layer][i]) for i in space.ids.tolist()]
        means = np.array([np.mean(slow[layer][i], axis=0) for i in space.ids.tolist()])
        np.testing.assert_allclose(space.vectors, means, atol=1e-4)
        own = [slow_self_similarity(slow[layer][i]) for i in space.ids.tolist()]
        np.testing.assert_allclose(space.fields["self_similarity"], own, atol=1e-4)


def test_occurrence_anisotropy_against_all_pairs(models, text, tmp_path):
    run = run_text(models["bert"], [text], tmp_path / "out", ONCE)
    slow = slow_states(models["bert"], TEXT * 3)[1]
    unit = {i: [v / np.linalg.norm(v) for v in vectors] for i, vectors in slow.items()}
    pairs = [np.mean([a @ b for a in unit[i] for b in unit[j]]) for i, j in itertools.combinations(unit, 2)]
    space = lx.open_space(run.layers[1])
    assert space.provenance["occurrence_anisotropy"] == pytest.approx(np.mean(pairs), abs=1e-4)


def test_batch_size_order_and_padding_change_nothing(models, text, tmp_path):
    backwards = tmp_path / "backwards.txt"
    backwards.write_text("\n".join(reversed(TEXT * 3)), "utf-8")
    whole = run_text(models["bert"], [text], tmp_path / "a", ONCE)
    small = run_text(models["bert"], [backwards], tmp_path / "b", RunOptions(1, model=ModelOptions(batch_tokens=64)))
    for layer in whole.layers:
        a, b = lx.open_space(whole.layers[layer]), lx.open_space(small.layers[layer])
        assert a.tokens == b.tokens
        np.testing.assert_allclose(a.vectors, b.vectors, atol=1e-4)


def test_half_precision_is_near(models, text, tmp_path):
    single = run_text(models["bert"], [text], tmp_path / "a", ONCE)
    half = run_text(models["bert"], [text], tmp_path / "b", RunOptions(1, model=ModelOptions(precision="half")))
    for layer in single.layers:
        a, b = lx.open_space(single.layers[layer]), lx.open_space(half.layers[layer])
        assert a.fields["count"].tolist() == b.fields["count"].tolist()
        difference = np.linalg.norm(a.vectors - b.vectors, axis=1) / np.linalg.norm(a.vectors, axis=1)
        assert 0 < difference.max() < 0.05, "bfloat16 keeps eight bits"


# --- windows ---------------------------------------------------------------------------------------------------------


@given(st.integers(0, 400), st.integers(1, 60), st.data(), st.booleans())
def test_each_token_counts_exactly_once_with_context_on_both_sides(length, size, data, causal):
    overlap = data.draw(st.integers(0, size - 1))
    windows = cut_windows(length, size, overlap, causal)
    assert [i for w in windows for i in range(w.first, w.last)] == list(range(length))
    for window in windows:
        assert window.stop - window.start <= size
        assert window.start <= window.first < window.last <= window.stop
        if window.start > 0:
            assert window.first - window.start >= (overlap if causal else overlap // 2)
        if window.stop < length and not causal:
            assert window.stop - window.last >= overlap // 2


@pytest.mark.parametrize("family", ["bert", "gpt2"])
def test_long_documents_are_counted_once_through_overlapping_windows(models, family, tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(" ".join(TEXT[:4] * 6), "utf-8")
    run = run_text(models[family], [path], tmp_path / "out", ONCE)
    model = TextModel(models[family])
    (ids,), _ = model.tokenize([path.read_text("utf-8")])
    assert len(ids) > 3 * model.capacity
    kept = [i for i in ids if i not in model.special]
    space = lx.open_space(run.layers[1])
    assert dict(zip(space.ids.tolist(), space.fields["count"].tolist(), strict=True)) == {
        i: kept.count(i) for i in set(kept)
    }


def test_a_decoder_is_found_to_see_only_back(models):
    assert [TextModel(models[family]).causal for family in FAMILIES] == [False, False, True, True]


# --- a kill, memory, shards ------------------------------------------------------------------------------------------

_KILLED = """
import sys
from lexiscape.contextual import RunOptions, TextOptions, run_text
def tell(stage, done, total, note=""):
    print(done, flush=True)
run_text(sys.argv[1], [sys.argv[2]], sys.argv[3],
         RunOptions(min_count=1, occurrences=("bank",), checkpoint_seconds=0, text=TextOptions(shard_bytes=300)), tell)
"""


def test_kill_and_resume_gives_the_same_result(models, tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("\n".join(TEXT * 40), "utf-8")
    options = RunOptions(min_count=1, occurrences=("bank",), checkpoint_seconds=0, text=TextOptions(shard_bytes=300))
    whole = run_text(models["bert"], [path], tmp_path / "whole", options)
    command = [sys.executable, "-c", _KILLED, models["bert"], str(path), str(tmp_path / "killed")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    for _ in range(12):
        assert process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    state = json.loads((tmp_path / "killed" / "unfinished" / "state.json").read_text("utf-8"))
    assert 0 < len(state["done"]) < len(plan_shards([path], options.text))
    told = []
    again = run_text(models["bert"], [path], tmp_path / "killed", options, lambda *step: told.append(step))
    assert told[-1][2] < path.stat().st_size, "finished shards were done again"
    assert (again.tokens, again.documents) == (whole.tokens, whole.documents)
    for layer in whole.layers:
        a, b = lx.open_space(whole.layers[layer]), lx.open_space(again.layers[layer])
        np.testing.assert_array_equal(a.fields["count"], b.fields["count"])
        np.testing.assert_allclose(a.vectors, b.vectors, atol=1e-5)
        c, d = lx.open_space(whole.occurrences[layer]), lx.open_space(again.occurrences[layer])
        assert c.fields["place"].tolist() == d.fields["place"].tolist()
        np.testing.assert_allclose(c.vectors, d.vectors, atol=1e-4)
    assert sorted(p.name for p in (tmp_path / "killed").iterdir()) == sorted(
        p.name for p in (tmp_path / "whole").iterdir()
    )


def test_another_request_in_the_same_folder_is_refused(models, text, tmp_path):
    out = tmp_path / "out"
    with pytest.raises(OptionError, match="100000"):
        run_text(models["bert"], [text], out, RunOptions(min_count=100000))
    with pytest.raises(OutputError, match=r"differs in layers.*--restart"):
        run_text(models["bert"], [text], out, RunOptions(1, model=ModelOptions(layers="0")))
    told = []
    run = run_text(models["bert"], [text], out, ONCE, lambda *step: told.append(step))
    assert run.tokens > 0
    assert told[-1][2] == 0, "what was counted before the refusal must not be counted again"
    run_text(models["bert"], [text], out, RunOptions(1, restart=True, model=ModelOptions(layers="0")))


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory"),
        RuntimeError("MPS backend out of memory"),
        RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory"),
    ],
    ids=["cuda", "mps", "cpu"],
)
def test_out_of_memory_halves_the_batch_and_goes_on(models, text, tmp_path, monkeypatch, error):
    whole = run_text(models["bert"], [text], tmp_path / "a", ONCE)
    forward = TextModel._forward

    def small(self, windows):
        if len(windows) > 2:
            raise error
        return forward(self, windows)

    monkeypatch.setattr(TextModel, "_forward", small)
    with pytest.warns(UserWarning, match="out of memory on cpu: going on with"):
        halved = run_text(models["bert"], [text], tmp_path / "b", ONCE)
    assert halved.tokens == whole.tokens
    np.testing.assert_allclose(
        lx.open_space(halved.layers[2]).vectors, lx.open_space(whole.layers[2]).vectors, atol=1e-4
    )


@settings(deadline=None)  # it writes and reads files
@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"]), max_size=20), max_size=12), st.integers(1, 40))
def test_shards_hold_each_line_once_in_order(tmp_path_factory, lines, size):
    lines = [line.replace("\r", " ").replace("\n", " ").replace("\ufeff", "") for line in lines]
    path = tmp_path_factory.mktemp("shards") / "lines.txt"
    path.write_bytes("\n".join(lines).encode())
    expected = [line for line in lines if line.strip()]
    if not path.stat().st_size:
        return
    options = TextOptions(shard_bytes=size)
    read = [document.text for shard in plan_shards([path], options) for document in read_shard(shard, options)]
    assert read == expected


# --- formats ---------------------------------------------------------------------------------------------------------


def test_every_format_gives_the_same_counts(models, tmp_path):
    records = [{"body": line, "source": f"s{i % 2}"} for i, line in enumerate(TEXT)]
    lines = "\n".join(map(json.dumps, records))
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.txt").write_text("\ufeff" + "\r\n".join(TEXT), "utf-8")
    (tmp_path / "folder" / "a.jsonl").write_text(lines, "utf-8")
    with gzip.open(tmp_path / "a.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(lines)
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(records), tmp_path / "a.parquet", row_group_size=2)
    options = RunOptions(min_count=1, occurrences=("bank",), text=TextOptions(field="body"))
    counts = []
    for name in ("a.txt", "folder", "a.jsonl.gz", "a.parquet"):
        run = run_text(models["bert"], [tmp_path / name], tmp_path / f"out-{name}", options)
        space = lx.open_space(run.layers[2])
        counts.append(dict(zip(space.tokens, space.fields["count"].tolist(), strict=True)))
        senses = lx.open_space(run.occurrences[2])
        assert len(senses) == 5
        if name != "a.txt":
            assert set(senses.fields["source"].tolist()) == {"s0", "s1"}
    assert all(count == counts[0] for count in counts)


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """The `datasets` library with a hub that holds one data set, someone/river: two files in the split `test`."""
    datasets = pytest.importorskip("datasets", reason="the extra `datasets` is not installed")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
    files = []
    for number, lines in enumerate((TEXT[:4], TEXT[4:])):
        files.append(str(tmp_path / f"part-{number}.jsonl"))
        Path(files[-1]).write_text("\n".join(json.dumps({"text": t, "year": str(number)}) for t in lines), "utf-8")
    load = datasets.load_dataset

    def answer(path, config, *, split, streaming):
        assert streaming
        if path != "someone/river":
            raise datasets.exceptions.DatasetNotFoundError(f"Dataset '{path}' doesn't exist on the Hub.")
        if config not in (None, "plain"):
            raise ValueError(f"BuilderConfig '{config}' not found. Available: ['plain']")
        return load("json", data_files={"test": files}, split=split, streaming=True)

    monkeypatch.setattr(datasets, "load_dataset", answer)


def test_a_data_set_of_the_hub_gives_what_its_files_give(models, hub, tmp_path):
    (tmp_path / "all.txt").write_text("\n".join(TEXT), "utf-8")
    assert len(plan_shards(["someone/river:plain:test"], TextOptions())) == 2
    options = RunOptions(1, ("bank",))
    left = run_text(models["bert"], ["someone/river:plain:test"], tmp_path / "a", options)
    right = run_text(models["bert"], [tmp_path / "all.txt"], tmp_path / "b", options)
    a, b = lx.open_space(left.layers[2]), lx.open_space(right.layers[2])
    assert a.fields["count"].tolist() == b.fields["count"].tolist()
    np.testing.assert_allclose(a.vectors, b.vectors, atol=1e-5)
    assert set(lx.open_space(left.occurrences[0]).fields["year"]) == {"0", "1"}


def test_a_data_set_that_is_not_there(models, hub, tmp_path, monkeypatch):
    for name, kind, message in (
        ("someone/sea", SourceNotFound, "no text at someone/sea, neither here nor .*doesn't exist"),
        ("someone/river:odd", SourceError, r"cannot open someone/river:odd: .*Available: \['plain'\]"),
        ("someone/river:plain:train", SourceError, "expected OWNER/NAME:CONFIG:SPLIT"),
        ("some/news.txt", SourceNotFound, "expected a file or a folder"),
    ):
        with pytest.raises(kind, match=message):
            run_text(models["bert"], [name], tmp_path / "out", ONCE)
    with pytest.raises(OptionError, match="its fields are text, year; name one with --field"):
        run_text(models["bert"], ["someone/river::test"], tmp_path / "out", RunOptions(1, text=TextOptions("body")))
    monkeypatch.setitem(sys.modules, "datasets", None)
    with pytest.raises(SourceNotFound, match=r"no text at someone/river; if a data set .*lexiscape\[datasets\]"):
        run_text(models["bert"], ["someone/river"], tmp_path / "out", ONCE)


# --- occurrences -----------------------------------------------------------------------------------------------------


def test_occurrences_are_the_states_of_the_word(models, tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("\n".join(TEXT), "utf-8")
    options = RunOptions(min_count=1, occurrences=("bank", "頭", "river bank"))
    run = run_text(models["bert"], [path], tmp_path / "out", options)
    import transformers

    tokenizer = transformers.AutoTokenizer.from_pretrained(models["bert"])
    model = transformers.AutoModel.from_pretrained(models["bert"]).eval()
    space = lx.open_space(run.occurrences[2])
    by_word = {word: space.fields["word"].tolist().count(word) for word in ("bank", "頭", "river bank")}
    assert by_word == {"bank": 5, "頭": 2, "river bank": 1}
    for row, (word, place) in enumerate(zip(space.fields["word"], space.fields["place"], strict=True)):
        _, start, at = place.split(":")
        document = path.read_bytes()[int(start) :].decode("utf-8").split("\n")[0]
        span = range(int(at), int(at) + len(word))
        inputs = tokenizer(document, return_offsets_mapping=True, return_tensors="pt")
        own = [i for i, (a, b) in enumerate(inputs["offset_mapping"][0].tolist()) if b > a and a in span]
        with torch.no_grad():
            hidden = model(inputs["input_ids"], output_hidden_states=True).hidden_states[2][0]
        np.testing.assert_allclose(space.vectors[row], hidden[own].mean(dim=0).numpy(), atol=1e-4)
        assert word in space.fields["sentence"][row].lower()
        assert f"[{word}]" in space.tokens[row].lower()


def test_tokens_of_the_vocabulary_as_they_are_spelled_there(models, tmp_path):
    path = tmp_path / "text.txt"
    lines = [*TEXT, "Rivers, towns, mills and banks."]
    path.write_text("\n".join(lines), "utf-8")
    for family in ("bert", "gpt2", "llama"):
        model = TextModel(models[family])
        known = model.tokenizer.get_vocab()
        mark = {"bert": "##", "gpt2": "Ġ", "llama": "▁"}[family]
        everything, _ = model.tokenize(lines)
        counts = {}
        for token_id in itertools.chain(*everything):
            counts[token_id] = counts.get(token_id, 0) + 1
        marked = [token for token in known if token.startswith(mark) and token != mark and known[token] in counts]
        token = max(marked, key=lambda token: (counts[known[token]], token))
        run = run_text(models[family], [path], tmp_path / family, RunOptions(1, (token,)))
        space = lx.open_space(run.occurrences[2])
        assert set(space.fields["word"]) == {token}
        assert len(space) == counts[known[token]] > 1
        bare = token.removeprefix(mark).lower()
        assert all(f"[{bare}]" in snippet.lower() for snippet in space.tokens)
        means = lx.open_space(run.layers[2])
        own = means.vectors[means.ids.tolist().index(known[token])]
        np.testing.assert_allclose(space.vectors.mean(axis=0), own, atol=1e-4)


def test_what_the_input_says_of_words_colors_their_occurrences(models, tmp_path):
    """Fields of words in the form in which spaCy's `Doc.to_json` writes them."""
    import pyarrow
    import pyarrow.parquet

    def word(text, word, **said):
        return {"start": text.index(word), "end": text.index(word) + len(word), **said}

    one, two = "The bank lends money.", "Do not bank on rain by the river."
    records = [
        {"text": one, "date": "1996", "tokens": [word(one, "The", pos="DET"), word(one, "bank", pos="NOUN")]},
        {"text": two, "date": "2001", "tokens": [word(two, "bank", pos="VERB"), {"start": "?", "end": 3, "pos": "X"}]},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    records[1]["tokens"].pop()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(records), tmp_path / "a.parquet")
    for name in ("a.jsonl", "a.parquet"):
        run = run_text(models["bert"], [tmp_path / name], tmp_path / f"out-{name}", RunOptions(1, ("bank",)))
        fields = lx.open_space(run.occurrences[0]).fields
        told = set(zip(fields["pos"], fields["date"], fields["source"], strict=True))
        assert told == {("NOUN", "1996", name), ("VERB", "2001", name)}


def test_a_sample_of_occurrences_does_not_depend_on_shards(models, tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("\n".join(TEXT * 20), "utf-8")
    places = []
    for size in (1 << 20, 500):
        options = RunOptions(1, ("bank",), 7, checkpoint_seconds=0, text=TextOptions(shard_bytes=size))
        run = run_text(models["bert"], [path], tmp_path / str(size), options)
        space = lx.open_space(run.occurrences[0])
        places.append(space.fields["place"].tolist())
        assert space.provenance["occurrences_seen"] == {"bank": 100}
    assert places[0] == places[1]
    assert len(places[0]) == 7


# --- in isolation ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("family", ["bert", "gpt2"])
def test_isolated_tokens_against_transformers(models, family, tmp_path):
    paths = isolate_tokens(models[family], tmp_path, ModelOptions(layers="last"))
    space = lx.open_space(paths[2])
    model = TextModel(models[family])
    assert len(space) == len(model.tokenizer) - len(model.special)
    for row in (0, 17, len(space) - 1):
        ids = [*model.prefix, int(space.ids[row]), *model.suffix]
        with torch.no_grad():
            hidden = model.model(torch.tensor([ids]), output_hidden_states=True).hidden_states[2]
        np.testing.assert_allclose(space.vectors[row], hidden[0, len(model.prefix)].numpy(), atol=1e-4)


def test_isolated_tokens_leave_no_folder_and_remove_that_of_a_killed_run(models, tmp_path):
    (tmp_path / ".isolated-abcdefgh").mkdir()
    (tmp_path / ".isolated-abcdefgh" / "2.npy").write_bytes(b"half")
    isolate_tokens(models["bert"], tmp_path, ModelOptions(layers="last"))
    assert os.listdir(tmp_path) == ["isolated-layer-02.safetensors"]


# --- bad input -------------------------------------------------------------------------------------------------------


def test_no_text(models, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "blank.txt").write_text("\n \n")
    (tmp_path / "folder").mkdir()
    with pytest.raises(SourceNotFound, match="nowhere"):
        run_text(models["bert"], [tmp_path / "nowhere.txt"], tmp_path / "out")
    with pytest.raises(SourceNotFound, match="folder"):
        run_text(models["bert"], [tmp_path / "folder"], tmp_path / "out")
    with pytest.raises(SourceError, match="empty"):
        run_text(models["bert"], [tmp_path / "empty.txt"], tmp_path / "out")
    with pytest.raises(SourceError, match="hold no token"):
        run_text(models["bert"], [tmp_path / "blank.txt"], tmp_path / "out")


def test_wrong_encoding_says_where(models, tmp_path):
    path = tmp_path / "sjis.txt"
    path.write_bytes(b"plain line\n" + "頭".encode("cp932"))
    with pytest.raises(CorruptFile, match=r"sjis\.txt is not UTF-8 text: byte 11 .*iconv"):
        run_text(models["bert"], [path], tmp_path / "out", ONCE)


def test_broken_records_say_where(models, tmp_path):
    cases = {
        "a.jsonl": ('{"text": "x"}\n{"text": ', "byte 14"),
        "b.jsonl": ("[1]\n", "no JSON object"),
        "c.jsonl": ('{"title": "x"}\n', "its fields are title"),
    }
    for name, (content, message) in cases.items():
        (tmp_path / name).write_text(content)
        with pytest.raises((CorruptFile, OptionError), match=message):
            run_text(models["bert"], [tmp_path / name], tmp_path / name[0], ONCE)
    whole = gzip.compress(b"word " * 1000)
    (tmp_path / "cut.txt.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "not.parquet").write_bytes(b"PAR1 no")
    for name in ("cut.txt.gz", "not.parquet"):
        with pytest.raises(CorruptFile, match=name):
            run_text(models["bert"], [tmp_path / name], tmp_path / "out", ONCE)


def test_a_word_that_never_occurs(models, text, tmp_path):
    with pytest.warns(LexiscapeWarning, match="belongs to: zebra"):
        run = run_text(models["bert"], [text], tmp_path / "out", RunOptions(1, ("zebra", "bank")))
    assert set(lx.open_space(run.occurrences[0]).fields["word"]) == {"bank"}
    with pytest.warns(LexiscapeWarning, match="zebra"):
        run = run_text(models["bert"], [text], tmp_path / "out2", RunOptions(1, ("zebra",)))
    assert run.occurrences == {}
    assert len(lx.open_space(run.layers[0])) > 10


def test_a_folder_that_cannot_be(models, text, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot make the folder"):
        run_text(models["bert"], [text], tmp_path / "file" / "out", ONCE)
    with pytest.raises(OutputError, match="cannot make the folder"):
        isolate_tokens(models["bert"], tmp_path / "file" / "out")


def test_broken_text_keeps_the_shards_before_it(models, text, tmp_path):
    broken = tmp_path / "z.txt"
    broken.write_bytes(b"\xff\n")
    with pytest.raises(CorruptFile):
        run_text(models["bert"], [text, broken], tmp_path / "out", ONCE)
    broken.write_bytes(b"a\n")
    told = []
    run = run_text(models["bert"], [text, broken], tmp_path / "out", ONCE, lambda *step: told.append(step))
    assert told[-1][2] == 2, "only the mended file is read again"
    assert run.documents == len(TEXT) * 3 + 1


def test_options_that_cannot_be(models, text, tmp_path):
    for options, message in (
        (RunOptions(engine="abacus"), "choose one of local, ray"),
        (RunOptions(min_count=0), "min_count"),
        (RunOptions(model=ModelOptions(layers="0,9")), "numbers from 0 to 2"),
        (RunOptions(model=ModelOptions(device="tpu")), "auto, cpu, cuda, mps"),
        (RunOptions(model=ModelOptions(precision="double")), "auto, single, half"),
        (RunOptions(model=ModelOptions(window=400)), "longer than the 62"),
        (RunOptions(model=ModelOptions(window=2)), "no room"),
    ):
        with pytest.raises(OptionError, match=message):
            run_text(models["bert"], [text], tmp_path / "out", options)


def test_models_that_give_no_hidden_states(models, text, tmp_path):
    import transformers

    folder = tmp_path / "resnet"
    transformers.ResNetModel(transformers.ResNetConfig(embedding_size=4, hidden_sizes=[4], depths=[1])).save_pretrained(
        folder
    )
    transformers.AutoTokenizer.from_pretrained(models["gpt2"]).save_pretrained(folder)
    with pytest.raises(SourceError, match=r"resnet \(ResNetModel\) gives no hidden states"):
        run_text(str(folder), [text], tmp_path / "out")
    with pytest.raises(SourceError, match="an embedding matrix alone"):
        run_text("demo:llama", [text], tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="transformers cannot load"):
        run_text(str(tmp_path / "empty"), [text], tmp_path / "out")


def test_missing_extra(text, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(MissingExtra, match=r"lexiscape\[contextual\]"):
        run_text("demo:bert", [text], tmp_path / "out")


# --- engines ---------------------------------------------------------------------------------------------------------


def test_a_shard_that_an_engine_delivers_twice_counts_once(models, text, tmp_path, monkeypatch):
    from lexiscape.contextual.engines import local

    once = local.work_through

    def twice(work, model, progress):
        for partial in once(work, model, progress):
            yield partial
            yield partial

    for seconds in (0, 1e9):
        options = RunOptions(1, ("bank",), checkpoint_seconds=seconds, text=TextOptions(shard_bytes=300))
        whole = run_text(models["bert"], [text], tmp_path / f"whole{seconds}", options)
        with monkeypatch.context() as patch:
            patch.setattr(local, "work_through", twice)
            again = run_text(models["bert"], [text], tmp_path / f"twice{seconds}", options)
        assert (again.tokens, again.documents) == (whole.tokens, whole.documents)
        seen = lx.open_space(again.occurrences[0]).provenance["occurrences_seen"]
        assert seen == lx.open_space(whole.occurrences[0]).provenance["occurrences_seen"]


def test_ray_is_missing(models, text, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtra, match=r"lexiscape\[ray\]"):
        run_text(models["bert"], [text], tmp_path / "out", RunOptions(1, engine="ray"))


# --- the command -----------------------------------------------------------------------------------------------------


def test_command_makes_spaces_that_every_command_opens(models, text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        assert result.exit_code == 0, result.output
        return result.stdout

    shown = call("contextual", models["bert"], "--text", text, "-o", "out", "--layers", "0,2", "--occurrences", "bank")
    assert "18 documents" in shown
    assert sorted(os.listdir("out")) == [
        "layer-00.safetensors",
        "layer-02.safetensors",
        "occurrences-layer-00.safetensors",
        "occurrences-layer-02.safetensors",
    ]
    call("map", "out/layer-02.safetensors", "-o", "map.html", "-o", "map.csv")
    assert "self_similarity" in Path("map.csv").read_text("utf-8").splitlines()[0]
    call("map", "out/occurrences-layer-02.safetensors", "-o", "senses.html", "-o", "senses.npz")
    (rain,) = json.loads(call("neighbors", "out/layer-02.safetensors", "rain", "--json"))["tokens"]
    assert rain["token"] == "rain"
    assert "rain" not in [near["token"] for near in rain["neighbors"]] != []
    pytest.importorskip("matplotlib", reason="the extra `figure` is not installed")
    call("figure", "senses.npz", "--color", "source", "-o", "senses.svg")
    facts = json.loads(call("info", "out/layer-02.safetensors", "--json"))
    assert (facts["tokens"], facts["dimensions"]) == (len(lx.open_space("out/layer-02.safetensors")), 32)
    shown = call("compare", models["bert"], "out/layer-00.safetensors", "out/layer-02.safetensors", "-o", "c.json")
    facts = json.loads(Path("c.json").read_text("utf-8"))["spaces"]
    for space in facts:
        shape = space["geometry"]
        (line,) = [line for line in shown.splitlines() if re.match(rf"{re.escape(space['name'])}  +-?\d", line)]
        assert f"{shape['anisotropy']:.3f}" in line
        assert f"{shape['first_component']:.3f}" in line
        assert (f"({shape['occurrence_anisotropy']:.3f})" if shape["self_similarity"] else "") in line
    assert [space["geometry"]["self_similarity"] is None for space in facts] == [True, False, False]
    call("contextual", models["bert"], "--isolated", "--layers", "last", "-o", "alone")


def test_command_wants_text_or_isolated(models):
    result = CliRunner().invoke(main, ["contextual", models["bert"]])
    assert result.exit_code == 2
    assert "--text FILE or --isolated" in result.output
