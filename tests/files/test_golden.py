"""The rules that Python and the page share give the answers on file; `web/test/golden.test.ts` asks the page, too."""

import base64
import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from golden import make

ROOT = Path(__file__).parents[2]


def stored(name):
    return json.loads((make.HERE / f"{name}.json").read_text("utf-8"))


def as_json(answers):
    return json.loads(json.dumps(answers))


@pytest.mark.parametrize("rule", sorted(stored("rules")))
def test_rules_without_a_map(rule):
    assert as_json(make.answers_of_rules()[rule]) == stored("rules")[rule]


@pytest.mark.parametrize("name", make.MAPS)
def test_order_regions_and_table_of_a_map(name):
    answers = as_json(make.answers_of_map(make.read_map(name)))
    expected = stored(name)
    assert answers.keys() == expected.keys()
    assert len(expected["regions"]) > 5
    for rule, answer in answers.items():
        assert answer == expected[rule], rule


def test_rounded_rows_and_what_they_answer():
    answers, expected = as_json(make.answers_of_vectors()), stored("vectors")
    assert answers.keys() == expected.keys()
    for metric, answer in answers.items():
        # compressed, they are other bytes under zlib-ng
        packed = [gzip.decompress(base64.b64decode(one.pop("packed"))) for one in (answer, expected[metric])]
        assert packed[0] == packed[1]
        assert answer == expected[metric]


def test_close_spellings():
    answers, expected = as_json(make.answers_of_spellings()), stored("spellings")
    assert answers == expected
    assert sum(len(close) > 0 for asked in expected.values() for _, close in asked) > 200


def test_the_files_hold_what_is_hard():
    """Two models in two scripts, and texts that UTF-16, case, width and joiners make long, short or alike."""
    words = [word for name in ("bert", "ginza") for _, words, *_ in stored(name)["regions"] for word in words]
    assert sum(bool(re.fullmatch("[a-z]+", word)) for word in words) > 20
    assert sum(bool(re.search("[ぁ-ヿ一-鿿]", word)) for word in words) > 20
    assert any(len(text.encode("utf-16-le")) // 2 > 24 >= len(text) for text in make.TEXTS)
    crowded = make.read_map("hostile").xy
    assert len({tuple(place) for place in crowded.tolist()}) < len(crowded)


def test_made_modules_are_what_the_rules_say(tmp_path):
    made = subprocess.run([sys.executable, ROOT / "rules" / "generate.py", "--check"], capture_output=True, text=True)
    assert made.returncode == 0, made.stderr


def test_a_stale_module_is_named(tmp_path):
    for name in ("rules/generate.py", "rules/rules.json", "src/lexiscape/_rules.py", "web/src/rules.ts"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8"), "utf-8")
    rules = tmp_path / "rules" / "rules.json"
    rules.write_text(rules.read_text("utf-8").replace('"number": 5,', '"number": 6,'), "utf-8")
    command = [sys.executable, tmp_path / "rules" / "generate.py"]
    found = subprocess.run([*command, "--check"], capture_output=True, text=True)
    assert found.returncode == 1
    assert "_rules.py" in found.stderr
    assert "rules.ts" in found.stderr
    assert "make rules" in found.stderr
    subprocess.run(command, check=True)
    subprocess.run([*command, "--check"], check=True)
    assert '"number": 6,' in (tmp_path / "src" / "lexiscape" / "_rules.py").read_text("utf-8")
    assert "number: 6," in (tmp_path / "web" / "src" / "rules.ts").read_text("utf-8")
