"""`lexiscape cite`: BibTeX, of Lexiscape or of a map."""

from __future__ import annotations

from pathlib import Path

import click

from lexiscape.terminal import put

EPILOG = """\b
Examples:
  lexiscape cite >> references.bib
  lexiscape cite bert.npz        with a note that says of what the map is and how it was made
"""


@click.command("cite", epilog=EPILOG)
@click.argument("map_file", metavar="[MAP]", required=False, type=click.Path(path_type=Path))
def command(map_file: Path | None) -> None:
    """Print how to cite Lexiscape, or MAP, a .npz or .html that it wrote, as BibTeX."""
    from lexiscape.files.citation import cite

    drawn = None
    if map_file:
        from lexiscape.maps.load import load_map

        drawn = load_map(map_file)
    put(cite(drawn).rstrip("\n"))
