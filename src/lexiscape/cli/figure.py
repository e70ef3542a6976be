"""`lexiscape figure`: a saved map in, a figure out: restyled without being computed anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from lexiscape.cli.figure_options import FigureCommand, figure_options, read_figure_options
from lexiscape.cli.options import outputs_option
from lexiscape.cli.outputs import tell_written, watch_outputs
from lexiscape.files import check_output, pictures

EPILOG = """\b
Examples:
  lexiscape figure bert.npz -o bert.pdf --theme dark --size 180x180mm
  lexiscape figure bert.html -o years.svg --around 1990 --radius 6
  lexiscape figure bert.npz -o japan.png --around japan --highlight japan --highlight tokyo
"""


@click.command("figure", cls=FigureCommand, epilog=EPILOG)
@click.argument("map_file", metavar="MAP", type=click.Path(path_type=Path))
@outputs_option(f"Where to write: {' '.join(pictures())}. May be repeated.", required=True)
@click.option("--quiet", is_flag=True, help="No summary.")
@figure_options
def command(map_file: Path, outputs: tuple[Path, ...], quiet: bool, **options: Any) -> None:
    """Draw a figure of MAP, a .npz or .html file that `lexiscape map` wrote."""
    from lexiscape.maps.load import load_map

    targets = [check_output(path, pictures()) for path in outputs]
    watch_outputs(targets, [map_file])
    figure = read_figure_options(options)
    drawn = load_map(map_file)
    drawn.save(*targets, figure=figure)
    if not quiet:
        tell_written(targets)
