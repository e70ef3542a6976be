"""The same coordinates drawn by DataMapPlot and by Lexiscape, side by side, in one picture that names neither.

    pip install datamapplot
    python benchmarks/beside_datamapplot.py MAP.npz PICTURE.png [--swap]

DataMapPlot gets what it asks for, coordinates and a label for each point: the words of the largest region in which it
lies, towns at the least; all else is its own choice, colors by place among it. Ours is the figure of `m.figure`.
`--swap` puts ours at the left, so that whoever is asked does not know which is which.
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import datamapplot
import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np

import lexiscape as lx

mpl.use("Agg")
SIDE, DPI = 9, 110
UNNAMED = "Unlabelled"


def labels_of(drawn: lx.EmbeddingMap) -> np.ndarray:
    """Return for each point the words of the coarsest region that it lies in, one string each."""
    labels = np.full(len(drawn), UNNAMED, object)
    for region in reversed(drawn.regions):  # the coarser come first
        if region.level == "street":
            continue
        labels[region.rows] = ", ".join(region.words) or UNNAMED
    return labels


def picture_of(figure: plt.Figure) -> np.ndarray:
    """Return a figure's pixels."""
    holder = io.BytesIO()
    figure.savefig(holder, format="png", dpi=DPI)
    plt.close(figure)
    holder.seek(0)
    return plt.imread(holder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("map", metavar="MAP.npz")
    parser.add_argument("picture", type=Path, metavar="PICTURE.png")
    parser.add_argument("--swap", action="store_true", help="ours at the left")
    options = parser.parse_args()
    drawn = lx.load_map(options.map)
    theirs, _ = datamapplot.create_plot(drawn.xy, labels_of(drawn), use_medoids=True, figsize=(SIDE, SIDE))
    ours = drawn.figure(size=(SIDE, SIDE))
    pictures = [picture_of(theirs), picture_of(ours)]
    if options.swap:
        pictures.reverse()
    height = min(len(picture) for picture in pictures)
    plt.imsave(options.picture, np.concatenate([picture[:height, :, :3] for picture in pictures], axis=1))


if __name__ == "__main__":
    main()
