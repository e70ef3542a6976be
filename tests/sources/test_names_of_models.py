"""What a map is called: a model's name, never where it lies on somebody's machine."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

import lexiscape as lx
from lexiscape.cli import main
from lexiscape.files.page import read
from lexiscape.sources.storage.repository import called
from tiny_models import WORDPIECE, as_stored, numbers, write_model


def bert_in(folder, **config):
    tensors = {
        "bert.embeddings.LayerNorm.weight": as_stored(np.ones(8), "F32"),
        "bert.embeddings.word_embeddings.weight": as_stored(numbers(len(WORDPIECE), 8), "F32"),
    }
    folder.mkdir(parents=True)
    whole = {"model_type": "bert", "architectures": ["BertForMaskedLM"], "hidden_size": 8, "vocab_size": 12, **config}
    return write_model(folder, tensors, config=whole, tokens=WORDPIECE)


@pytest.mark.parametrize(
    ("inside", "told", "name"),
    [
        ("legal-bert", "bert-base-uncased", "legal-bert"),
        ("legal-bert/hf", "org/legal-bert-v2", "org/legal-bert-v2"),
        ("legal-bert/hf", "/home/someone/models/legal-bert-v2", "legal-bert-v2"),
        ("legal-bert/hf", None, "legal-bert/hf"),
        ("legal-bert/checkpoint-500", None, "legal-bert/checkpoint-500"),
        ("legal-bert/checkpoint-500", "./output", "legal-bert/checkpoint-500"),
    ],
)
def test_a_folder_whose_name_says_nothing_is_called_by_its_config_or_its_parent(tmp_path, inside, told, name):
    bert_in(tmp_path / inside, **({"_name_or_path": told} if told else {}))
    space = lx.open_space(str(tmp_path / inside))
    assert space.name == name
    assert str(tmp_path) not in json.dumps(dict(space.provenance))


def test_no_name_tells_where_a_folder_lies(tmp_path):
    assert called(tmp_path / "my-bert") == "my-bert"
    assert called(tmp_path / "my-bert" / "checkpoint-12") == "my-bert/checkpoint-12"


def test_title_and_subtitle_stand_on_the_page(tmp_path):
    bert_in(tmp_path / "hf")
    page = tmp_path / "map.html"
    told = ["map", str(tmp_path / "hf"), "-o", str(page), "--quiet", "--title", "Our <words>", "--subtitle", "May 2026"]
    answer = CliRunner().invoke(main, told)
    assert answer.exit_code == 0, answer.output
    assert read(page).name == "Our <words>"
    assert read(page).meta["subtitle"] == "May 2026"
    whole = page.read_bytes()
    assert b"<title>Our &lt;words&gt;" in whole
    assert str(tmp_path).encode() not in whole
