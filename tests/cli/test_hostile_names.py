"""Names with escape sequences and line breaks: no command lets one reach the terminal, or speak in its place."""

import ast
import json
import os
import sys
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

import lexiscape as lx
import lexiscape.cli
from lexiscape.ask.pieces import Piece, Pieces
from lexiscape.cli import main
from lexiscape.compare import CompareOptions, compare_spaces
from lexiscape.errors import LexiscapeError, LexiscapeWarning
from lexiscape.map_data import NeighborList
from lexiscape.notebook.show import frame_html
from lexiscape.one_line import one_line, short_line
from tiny_models import as_stored, numbers, write_model

TITLE = "\x1b]0;owned\x07"
NAME = f"m{TITLE}\x1b[31m\u202e\x9b1m\rx\nwrote everything"
EMBEDDING = "bert.embeddings.word_embeddings.weight"


@pytest.fixture
def models(tmp_path, monkeypatch):
    """Two models in folders called so, with tokens and an architecture called so."""
    monkeypatch.chdir(tmp_path)
    tokens = [f"w{row}" for row in range(58)] + [f"{TITLE}t", f"{TITLE}u\nwrote u"]
    folders = [tmp_path / f"{NAME}{number}" for number in (1, 2)]
    for seed, folder in enumerate(folders):
        config = {"model_type": f"bert{TITLE}\nwrote model"}
        tensors = {EMBEDDING: as_stored(numbers(60, 8, seed), "F32")}
        write_model(folder, tensors, config=config)
        listed = {"model": {"type": "WordLevel", "vocab": {token: row for row, token in enumerate(tokens)}}}
        (folder / "tokenizer.json").write_text(json.dumps(listed))
    return [str(folder) for folder in folders]


def unsafe(text):
    return sorted({char for char in text if char != "\n" and unicodedata.category(char) in ("Cc", "Cf")})


COMMANDS = {
    "info": lambda first, second: ["info", first],
    "map": lambda first, second: ["map", first, "-o", f"{NAME}.npz"],
    "neighbors": lambda first, second: ["neighbors", first, "w1", f"{TITLE}t", "-k", "59"],
    "a formula": lambda first, second: ["neighbors", first, f"w1 - '{TITLE}t'", "-k", "59"],
    "an axis": lambda first, second: ["axis", first, "w1", f"{TITLE}t", "-k", "60"],
    "tokens of a text": lambda first, second: ["tokens", first, NAME, f"{TITLE}t", "--beside", second],
    "a column": lambda first, second: ["map", first, "--column", f"{NAME}={NAME}.npy"],
    "compare": lambda first, second: ["compare", first, second],
    "a token that is not there": lambda first, second: ["neighbors", first, NAME],
    "a tensor that is not there": lambda first, second: ["info", first, "--tensor", NAME],
    "a source that is not there": lambda first, second: ["info", f"./{NAME}.npy"],
    "a folder that is not there": lambda first, second: ["map", first, "-o", f"{NAME}/x.html"],
    "no such format": lambda first, second: ["map", first, "-o", NAME],
    "no map": lambda first, second: ["figure", f"{NAME}.npz", "-o", "x.png"],
    "an argument too many": lambda first, second: ["info", first, NAME],
    "no such option": lambda first, second: ["info", first, f"--{NAME}"],
    "no such command": lambda first, second: [NAME],
    "no such option of the program": lambda first, second: [f"--{NAME}", "info"],
    "no such choice": lambda first, second: ["map", first, "--layout", NAME],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_no_name_reaches_the_terminal_as_it_is(models, command):
    done = CliRunner().invoke(main, COMMANDS[command](*models))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert "owned" in done.output
    assert unsafe(done.output) == []
    for line in done.output.splitlines():
        assert not line.startswith(("wrote everything", "wrote u", "wrote model"))
    assert done.exit_code == 0 or "Traceback" not in done.output


@pytest.mark.parametrize("command", ["neighbors", "a formula", "an axis"])
def test_columns_are_as_wide_as_what_is_shown(models, command):
    done = CliRunner().invoke(main, COMMANDS[command](*models))
    lines = [line for line in done.output.splitlines() if line[:4].strip().isdigit()]
    assert any("owned" in line for line in lines)
    assert len({line.rindex("  id ") for line in lines if "owned" not in line}) == 1
    assert {line.rindex("  id ") for line in lines} == {max(line.rindex("  id ") for line in lines)}


@pytest.mark.filterwarnings("default::lexiscape.errors.LexiscapeWarning")  # a note is told, not raised
def test_notes_and_their_names(models):
    Path("words.txt").write_text(f"w1\nw2\nw3\nw4\n{NAME.splitlines()[0]}\n", "utf-8")
    done = CliRunner().invoke(main, ["map", models[0], "--words", "words.txt", "-o", "x.npz"])
    assert done.exit_code == 0, done.output
    assert "are no tokens of" in done.output
    assert unsafe(done.output) == []


def test_what_python_shows_of_names(models):
    """Errors, warnings and what a console or a notebook prints of a value."""
    spaces = [lx.open_space(model) for model in models]
    drawn, compared = lx.map_space(spaces[0]), compare_spaces(spaces, CompareOptions(ks=(5,)))
    near = drawn.neighbors("w1", 10)
    far = NeighborList([near[0]._replace(token=f"{NAME}<b>", raw=f"{NAME}\ud800")])
    shown = [repr(spaces[0]), repr(drawn), repr(compared), repr(far), far._repr_html_()]
    answers = [drawn.query(f"'{TITLE}t' - w1"), drawn.axis("w1", f"{TITLE}t"), drawn.between("w1", f"{TITLE}t")]
    answers.append(Pieces([Piece(0, NAME, NAME, 0, 1, 0, 1, False, None)], NAME))
    for text in (*map(repr, answers), answers[0]._repr_html_()):
        assert "owned" in text
        assert unsafe(text) == []
        assert not any(line.startswith("wrote") for line in text.splitlines())
    shown += [drawn._repr_mimebundle_()[0]["text/plain"], frame_html(drawn).partition("srcdoc")[0]]
    with pytest.raises(LexiscapeError) as failed:
        drawn.neighbors(NAME)
    shown.append(str(failed.value))
    with pytest.raises(LexiscapeError) as failed:
        lx.open_space(f"./{NAME}.npy")
    shown.append(str(failed.value))
    with pytest.warns(LexiscapeWarning) as told:
        spaces[0].words(["w1", NAME])
    shown.append(str(told[0].message))
    for text in shown:
        assert "owned" in text
        assert unsafe(text) == []
        assert "\n" not in text
        text.encode("utf-8")
    assert "&lt;b&gt;" in far._repr_html_()


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal of POSIX")
def test_progress_on_a_terminal(models):
    import pty

    child, terminal = pty.fork()
    if child == 0:  # the child is the command, on a terminal of its own
        os.execv(sys.executable, [sys.executable, "-c", "from lexiscape.cli import main; main()", "compare", *models])
    shown = b""
    while True:
        try:
            more = os.read(terminal, 1 << 16)
        except OSError:  # Linux' end of file
            break
        if not more:
            break
        shown += more
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, shown
    assert b"owned" in shown
    assert b"\x1b]0;" not in shown
    assert b"\nwrote" not in shown


def test_one_line_keeps_what_scripts_need():
    for text in ("plain", "日本語", "a b", "می\u200cخواهم", "👩\u200d👧", "é"):
        assert one_line(text) == text
    assert one_line("a\x1bb\nc\x7f\x85\u202e\ud800\U000e0041") == r"a␛b␊c␡\u0085\u202e\ud800\U000e0041"


def test_commands_print_in_this_one_way():
    """`click.echo` itself is for JSON alone, which spells out what is no ASCII."""
    for path in Path(lexiscape.cli.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("click.echo", "click.secho", "print"):
                assert ast.unparse(node).startswith("click.echo(json.dumps("), f"{path.name}: {ast.unparse(node)}"


LONG = "z" * 1_000_000
#: One tensor of 8 bytes more than the file has: its name is in the error.
CUT = {LONG: {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}


@pytest.fixture
def long_names(tmp_path, monkeypatch):
    """A model with a token and an architecture of a million letters, and a file with a tensor called so."""
    monkeypatch.chdir(tmp_path)
    tensors = {EMBEDDING: as_stored(numbers(60, 8), "F32")}
    tokens = [f"w{row}" for row in range(59)] + [LONG]
    write_model(tmp_path / "m", tensors, config={"model_type": f"bert{LONG}"}, tokens=tokens)
    header = json.dumps(CUT).encode()
    (tmp_path / "cut.safetensors").write_bytes(len(header).to_bytes(8, "little") + header)
    return tmp_path


LONG_COMMANDS = {
    "info": ["info", "m"],
    "neighbors": ["neighbors", "m", "w1", "-k", "59"],
    "neighbors of it": ["neighbors", "m", LONG],
    "check": ["check", "m"],
    "map": ["map", "m", "-o", "x.npz", "--layout", "pca"],
    "compare": ["compare", "m", "m"],
    "no such token": ["neighbors", "m", f"{LONG}?"],
    "a broken file": ["map", "cut.safetensors"],
    "no such option": ["info", "m", f"--{LONG}"],
}


@pytest.mark.parametrize("command", LONG_COMMANDS)
def test_a_name_of_a_megabyte_does_not_fill_the_terminal(long_names, command):
    done = CliRunner().invoke(main, LONG_COMMANDS[command])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert 0 < len(done.output) < 20_000


def test_the_end_of_a_long_error_is_told_and_how_long_it_was(long_names):
    done = CliRunner().invoke(main, ["map", "cut.safetensors"])
    assert "zzz… (1,000,1" in done.output
    assert done.output.endswith(
        "should lie at bytes 0 to 8, but 0 bytes follow the header; download or copy it again\n"
    )


def test_data_are_whole(long_names):
    done = CliRunner().invoke(main, ["neighbors", "m", "w1", "-k", "59", "--json"])
    assert LONG in done.output
    done = CliRunner().invoke(main, ["info", "m", "--json"])
    assert f"bert{LONG}" in done.output
    done = CliRunner().invoke(main, ["map", "m", "-o", "x.npz", "-o", "x.csv", "--layout", "pca"])
    assert LONG in Path("x.csv").read_text("utf-8")
    assert lx.load_map("x.npz").space.tokens[-1] == LONG


@pytest.mark.parametrize("size", [1, 1999, 2000, 2001, 100_000])
@pytest.mark.parametrize("letter", ["z", "\n", "\U000e0041"])
def test_a_line_is_cut_where_it_is_longer_than_any_sentence(size, letter):
    line, whole = short_line(letter * size), one_line(letter * size)
    assert line == whole if len(whole) <= 2000 else len(line) < 2000
    assert len(whole) <= 2000 or f"({size:,} letters in all)" in line
