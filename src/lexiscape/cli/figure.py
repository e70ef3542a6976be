"""`lexiscape figure`: a saved map in, a figure out: restyled without being computed anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from lexiscape.cli.figure_options import FigureCommand, figure_options, read_figure_options
from lexiscape.cli.options import column_option, outputs_option
from lexiscape.cli.outputs import tell_written, watch_outputs
from lexiscape.files import check_output, pictures

EPILOG = """\b
Examples:
  lexiscape figure bert.npz -o bert.pdf --theme dark --size 180x180mm
  lexiscape figure bert.html -o years.svg --around 1990 --radius 6
  lexiscape figure bert.npz -o logits.png --column logits=logits.npy --color logits
  lexiscape figure bert.npz -o japan.png --around japan --highlight japan --highlight tokyo
"""


@click.command("figure", cls=FigureCommand, epilog=EPILOG)
@click.argument("map_file", metavar="MAP", type=click.Path(path_type=Path))
@outputs_option(f"Where to write: {' '.join(pictures())}. May be repeated.", required=True)
@column_option
@click.option("--quiet", is_flag=True, help="No summary.")
@figure_options
def command(
    map_file: Path,
    outputs: tuple[Path, ...],
    own_columns: tuple[tuple[str, Path], ...],
    quiet: bool,
    **options: Any,
) -> None:
    """Draw a figure of MAP, a .npz or .html file that `lexiscape map` wrote."""
    from lexiscape.columns.own_files import read_own_column
    from lexiscape.maps.load import load_map

    targets = [check_output(path, pictures()) for path in outputs]
    watch_outputs(targets, [map_file, *(path for _, path in own_columns)])
    figure = read_figure_options(options)
    drawn = load_map(map_file)
    own = {name: read_own_column(path, name, drawn.space) for name, path in own_columns}
    drawn = replace(drawn, columns={**drawn.columns, **own})
    drawn.save(*targets, figure=figure)
    if not quiet:
        tell_written(targets)
