"""A map in, a figure out: drawn for paper, with the page's own rules for labels, regions and colors."""

from __future__ import annotations

from lexiscape.pictures.options import THEMES, FigureOptions

__all__ = ["THEMES", "FigureOptions"]
