"""`lexiscape contextual`: a model and text in, a folder of spaces out, one a layer."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from lexiscape.cli.outputs import tell_written
from lexiscape.progress import progress_bars
from lexiscape.terminal import say

EPILOG = """\b
Examples:
  lexiscape contextual demo:bert --text news.txt -o news
  lexiscape contextual bert-base-uncased --text corpus.jsonl.gz --field body --layers 0,6,12
  lexiscape contextual demo:bert --text news.txt --occurrences bank,spring -o senses
  lexiscape contextual demo:bert --isolated -o alone
  lexiscape map news/layer-06.safetensors
  lexiscape compare demo:bert news/layer-*.safetensors -o report.html
"""


@click.command(
    "contextual",
    epilog=EPILOG,
    help="Run text through MODEL and keep each token's mean state in every layer, as spaces that the other commands "
    "open.\n\nMODEL is a hub id, a folder in Hugging Face layout, or demo:bert. A run that was interrupted goes on "
    "where it was when it is called again.",
)
@click.argument("model")
@click.option(
    "--text",
    "texts",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Plain text (one document a line), .jsonl, .json, .csv or .parquet, also .gz .bz2 .xz .zst, a folder of such, "
    "or a data set on the hub: OWNER/NAME[:CONFIG[:SPLIT]]. May be repeated.",
)
@click.option(
    "--field", default="text", show_default=True, help="The field of the input's records that holds the text."
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("contextual"),
    show_default=True,
    metavar="FOLDER",
    help="Where the spaces go: layer-06.safetensors and so on.",
)
@click.option("--layers", default="all", show_default=True, help="all, last, or numbers such as 0,6,12.")
@click.option("--min-count", type=click.IntRange(min=1), default=5, show_default=True, help="Leave rarer tokens out.")
@click.option(
    "--occurrences",
    metavar="WORD,WORD",
    help="Also make spaces of each occurrence of these words, in whatever width or kana, or tokens such as ##ing: "
    "their senses.",
)
@click.option(
    "--max-occurrences",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    help="At most so many of each word, a uniform sample.",
)
@click.option("--isolated", is_flag=True, help="Run every token of the vocabulary alone instead of a text.")
@click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda", "mps"]),
    default="auto",
    show_default=True,
    help="Where the model runs.",
)
@click.option(
    "--precision",
    type=click.Choice(["auto", "single", "half"]),
    default="auto",
    show_default=True,
    help="Of the model's arithmetic; auto: half on a GPU, single on a CPU and where half overflows.",
)
@click.option("--window", type=click.IntRange(min=3), help="Tokens seen together.  [default: the model's, at most 512]")
@click.option("--overlap", type=click.IntRange(min=0), help="Tokens that windows share.  [default: a quarter]")
@click.option("--batch-tokens", type=click.IntRange(min=1), help="Tokens a batch.  [default: by device]")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="This machine, or a Ray cluster (set RAY_ADDRESS, or it is started here).",
)
@click.option("--restart", is_flag=True, help="Throw away what other runs left in the folder.")
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
def command(model: str, texts: tuple[Path, ...], folder: Path, isolated: bool, quiet: bool, **options: Any) -> None:
    """Make contextual spaces."""
    from lexiscape.contextual import ModelOptions, RunOptions, TextOptions, isolate_tokens, run_text

    if isolated == bool(texts):
        raise click.UsageError("expected either --text FILE or --isolated")
    how = ModelOptions(
        options["device"], options["layers"], options["window"], options["batch_tokens"], options["precision"]
    )
    began = time.perf_counter()
    with progress_bars(not quiet) as progress:
        if isolated:
            paths = isolate_tokens(model, folder, how, progress, restart=options["restart"])
            told = "every token of the vocabulary by itself"
        else:
            words = options["occurrences"]
            asked = RunOptions(
                min_count=options["min_count"],
                occurrences=tuple(words.split(",")) if words else (),
                max_occurrences=options["max_occurrences"],
                overlap=options["overlap"],
                engine=options["engine"],
                restart=options["restart"],
                model=how,
                text=TextOptions(field=options["field"]),
            )
            run = run_text(model, texts, folder, asked, progress)
            paths = {**run.layers}
            told = f"{run.tokens:,} tokens of {run.documents:,} documents, {run.types:,} different ones"
            told += f"; {run.skipped:,} records without text were skipped" if run.skipped else ""
    if quiet:
        return
    say(f"{told}, in {time.perf_counter() - began:.1f} s")
    tell_written([*paths.values(), *(run.occurrences.values() if not isolated else ())])
