"""A space and a question in, an answer out: sums of words, axes, roads from token to token, the tokens of a text."""

from lexiscape.ask.axis import Axis, lay_axis
from lexiscape.ask.formula import Answer, query
from lexiscape.ask.pieces import Pieces, cut_text
from lexiscape.ask.road import Road, find_road

__all__ = ["Answer", "Axis", "Pieces", "Road", "cut_text", "find_road", "lay_axis", "query"]
