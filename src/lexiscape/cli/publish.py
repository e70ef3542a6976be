"""`lexiscape publish`: a map or a source in, a page that others open by a link out."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lexiscape.cli.options import SOURCE_HELP, json_option
from lexiscape.maps.embedding_map import EmbeddingMap
from lexiscape.progress import progress_bars
from lexiscape.terminal import put, say

EPILOG = """\b
Examples:
  lexiscape publish bert.npz --to hub:me/bert-map
  lexiscape publish bert-base-uncased --to hub:me/bert-map --license apache-2.0
  lexiscape publish bert.npz --to hub:me/bert-map --embed-snippet
  lexiscape publish bert.html --to site/ --title 'BERT, uncased' --dry-run
"""


@click.command(
    "publish",
    epilog=EPILOG,
    help="Put a map where others open it: its page, a preview picture and a README of figures, in one step.\n\n"
    "SOURCE is a map that Lexiscape wrote (.html .npz), or what `lexiscape map` takes, which is then mapped first.\n\n"
    + SOURCE_HELP,
)
@click.argument("source")
@click.option(
    "--to",
    required=True,
    metavar="hub:USER/NAME|FOLDER",
    help="A static Space on the hub, made if it is not there, by your own token (`hf auth login` or HF_TOKEN); or a "
    "folder.",
)
@click.option("--title", metavar="TEXT", help="What to call it.  [default: the map's own title]")
@click.option("--license", metavar="ID", help="The license to state, such as apache-2.0.  [default: none]")
@click.option("--emoji", metavar="EMOJI", default="🗺️", help="On the Space's card.  [default: 🗺️]")
@click.option("--vectors", is_flag=True, help="Put the vectors into the page, too, to ask it for sums and axes.")
@click.option("--tour", metavar="FILE|auto", help="Put a tour into the page, as lexiscape map does.")
@click.option("--replace", is_flag=True, help="Replace files there that Lexiscape did not write, or that were changed.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be written.")
@click.option(
    "--embed-snippet",
    is_flag=True,
    help="Also print the markup (an iframe) that shows the published map inside a blog or any other page.",
)
@click.option("--quiet", is_flag=True, help="No progress and no summary.")
@json_option
def command(
    source: str,
    to: str,
    title: str | None,
    license: str | None,  # noqa: A002 - the option's name
    emoji: str,
    vectors: bool,
    tour: str | None,
    replace: bool,
    dry_run: bool,
    embed_snippet: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Publish the map."""
    if embed_snippet and dry_run:
        raise click.UsageError("--embed-snippet is of a page that is published: leave out --dry-run")
    drawn = _read_or_draw(source, quiet=quiet or as_json)
    options = {"title": title, "license": license, "emoji": emoji, "vectors": vectors, "tour": tour}
    plan = drawn.publish(to, replace=replace, dry_run=dry_run, **options)
    files = [
        {"name": name, "bytes": len(content), "change": plan.changes.get(name, "same")}
        for name, content in plan.files.items()
    ]
    if as_json:
        told: dict[str, object] = {
            "place": plan.place.name,
            "url": plan.url,
            "dry_run": dry_run,
            "files": files,
        }
        if embed_snippet:
            told["embed_snippet"] = plan.embed_snippet(title or drawn.space.name)
        put(json.dumps(told, indent=1, ensure_ascii=False))
    elif not quiet:
        for file in files:
            say(f"{file['change']:>9}  {file['name']}  {file['bytes']:,} bytes")
        done = "would be published" if dry_run else "published" if plan.changes else "is published already"
        say(f"{done} in {plan.place.name}" + (f": {plan.url}" if plan.url else ""))
    if embed_snippet and not as_json:
        put(plan.embed_snippet(title or drawn.space.name))


def _read_or_draw(source: str, *, quiet: bool) -> EmbeddingMap:
    from lexiscape.maps.load import is_map, load_map
    from lexiscape.maps.pipeline import map_space

    if is_map(Path(source)):
        return load_map(source)
    with progress_bars(not quiet) as progress:
        return map_space(source, progress=progress)
