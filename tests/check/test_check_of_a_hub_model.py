"""A model on a hub is checked with its own tokenizer, which lies in huggingface_hub's cache after it was opened."""

import json
import os
import subprocess
import sys

import pytest

from hub_server import HubServer
from tiny_models import WORDPIECE, as_stored, numbers, write_model

CODE = """
import json, lexiscape as lx
report = lx.check_vocabulary("org/tiny")
print(json.dumps([report.left_out.get("unreachable"), [report.space.tokens[row] for row in report.unreachable]]))
"""


@pytest.fixture
def hub():
    server = HubServer()
    yield server
    server.close()


def test_a_hub_model_brings_its_tokenizer(hub, tmp_path):
    tensors = {"bert.embeddings.word_embeddings.weight": as_stored(numbers(len(WORDPIECE), 8), "F32")}
    folder = write_model(tmp_path / "tiny", tensors, config={"model_type": "bert"}, tokens=WORDPIECE)
    content = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    content["model"] |= {"unk_token": "[UNK]", "max_input_chars_per_word": 100}
    content |= {"pre_tokenizer": {"type": "BertPreTokenizer"}, "normalizer": None, "post_processor": None}
    content["decoder"] = {"type": "WordPiece", "prefix": "##", "cleanup": True}
    content["added_tokens"] = [
        {
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
            "normalized": False,
            **entry,
        }
        for entry in content["added_tokens"]
    ]
    (folder / "tokenizer.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    hub.models["org/tiny"] = folder
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("HF_")},
        "HF_ENDPOINT": hub.endpoint,
        "HF_HOME": str(tmp_path / "home"),
        "HF_HUB_DISABLE_TELEMETRY": "1",
    }
    shown = subprocess.run([sys.executable, "-c", CODE], env=environment, capture_output=True, text=True)
    assert shown.returncode == 0, shown.stderr
    reason, unreachable = json.loads(shown.stdout)
    assert reason is None
    assert unreachable == ["[unused0]"]
