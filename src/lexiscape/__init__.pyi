# What `lexiscape.__init__` loads when it is asked for, as type checkers see it.
from lexiscape._version import __version__ as __version__
from lexiscape.check import check_vocabulary as check_vocabulary
from lexiscape.compare import compare_spaces as compare_spaces
from lexiscape.contextual import run_text as run_text
from lexiscape.errors import LexiscapeError as LexiscapeError
from lexiscape.layouts import LayoutOptions as LayoutOptions
from lexiscape.layouts import lay_out as lay_out
from lexiscape.layouts.quality import kept_neighbors as kept_neighbors
from lexiscape.layouts.score_card import score_map as score_map
from lexiscape.maps.embedding_map import EmbeddingMap as EmbeddingMap
from lexiscape.maps.load import load_map as load_map
from lexiscape.maps.pipeline import map_space as map_space
from lexiscape.neighbors import Neighbors as Neighbors
from lexiscape.neighbors import find_neighbors as find_neighbors
from lexiscape.sources import open_space as open_space
from lexiscape.space import EmbeddingSpace as EmbeddingSpace

__all__: list[str]
