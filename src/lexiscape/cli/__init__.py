"""The command line: each command is one file here and one row in `COMMANDS`, and calls what docs/api.md documents."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from lexiscape._version import __version__
from lexiscape.cli.outputs import changed_outputs
from lexiscape.errors import LexiscapeError, LexiscapeWarning
from lexiscape.one_line import short_line
from lexiscape.terminal import discard, open_missing_streams, say

#: Command → the module that holds it as `command`; loaded when it is called, so that --help stays instant.
COMMANDS = {
    "map": ("lexiscape.cli.map", "Draw the map of a model's embedding space, as one HTML file."),
    "figure": ("lexiscape.cli.figure", "Draw a figure of a saved map, for a paper or a slide."),
    "neighbors": ("lexiscape.cli.neighbors", "List the true nearest neighbors of tokens, and of king - man + woman."),
    "axis": ("lexiscape.cli.axis", "Lay all tokens along the line from one word to another, beside chance."),
    "tokens": ("lexiscape.cli.tokens", "Cut texts into a model's tokens."),
    "publish": ("lexiscape.cli.publish", "Put a map where others open it: a Space on the hub, or a folder."),
    "cite": ("lexiscape.cli.cite", "Print how to cite Lexiscape, or a map, as BibTeX."),
    "info": ("lexiscape.cli.info", "Tell what is in a model's vocabulary and embedding matrix."),
    "check": ("lexiscape.cli.check", "Tell what is wrong with a vocabulary: untrained, copied, unreachable rows …"),
    "score": ("lexiscape.cli.score", "Tell how faithful a map is, beside chance and a plain projection."),
    "contextual": (
        "lexiscape.cli.contextual",
        "Run text through a model: the space of its hidden states, layer by layer.",
    ),
    "compare": ("lexiscape.cli.compare", "Tell whether two or more spaces are the same space, and what moved."),
    "diff": ("lexiscape.cli.diff", "Tell what changed between two files of weights, beside their rounding."),
}


class _Group(click.Group):
    """Loads a command when it is called, and turns our errors into one sentence and an exit status."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def main(self, *given: Any, **more: Any) -> Any:
        open_missing_streams()
        try:
            return super().main(*given, **more)
        except OSError as error:  # help, or a message of click's, on a stream that takes nothing
            discard(sys.stdout)
            sys.exit(f"Error: cannot write to standard output: {error.strerror or error}")

    def make_context(self, *given: Any, **more: Any) -> click.Context:
        with _safe_messages():
            return super().make_context(*given, **more)

    def invoke(self, ctx: click.Context) -> Any:
        warnings.showwarning = _show_warning
        try:
            with _safe_messages():
                return super().invoke(ctx)
        except LexiscapeError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            say(err=True)
            say(f"Interrupted{changed_outputs(ctx)}", err=True)
            ctx.exit(130)
        except MemoryError:
            raise click.ClickException("out of memory: choose fewer tokens with --first, or a larger machine") from None


@contextmanager
def _safe_messages() -> Iterator[None]:
    """Make what click says of arguments safe: it quotes them, and they may be what the shell found for `*.npz`."""
    try:
        yield
    except click.ClickException as error:
        if type(error).__name__ != "NoArgsIsHelpError":  # whose message is our own help, of many lines
            error.message = short_line(error.message)  # type: ignore[misc] # declared final, and read when it is shown
        raise


def _show_warning(message: Warning | str, *where: Any, **more: Any) -> None:
    text = str(message)
    if not isinstance(message, LexiscapeWarning):
        text = " ".join(text.split())  # other libraries wrap theirs
    say(f"Note: {text}", err=True)


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with:  lexiscape map demo:bert",
)
@click.version_option(__version__, prog_name="lexiscape")
def main() -> None:
    """Draw the labelled, zoomable map of a language model's embedding space."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a token may be what the terminal cannot encode
