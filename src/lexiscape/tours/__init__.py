"""A tour in, checked against the map that it leads over, the same out as that map's page carries it."""

from lexiscape.tours.automatic import AUTO, automatic_tour
from lexiscape.tours.made_for import fingerprint
from lexiscape.tours.naming import find_named
from lexiscape.tours.reading import check_form, read_tour
from lexiscape.tours.tour import Tour, pack, tour_of

__all__ = ["AUTO", "Tour", "automatic_tour", "check_form", "find_named", "fingerprint", "pack", "read_tour", "tour_of"]
