from collections.abc import Callable
from typing import Any

from numpy import float32, float64, int8, int32, int64, uint8, uint16, uint32
from numpy.typing import NDArray

def affinities(
    neighbors: NDArray[int32], squared: NDArray[float32], perplexity: float, threads: int = 0
) -> tuple[NDArray[int64], NDArray[uint32], NDArray[float32]]: ...
def principal_plane(
    matrix: NDArray[float32], unit: bool, most_rows: int, most_rounds: int, threads: int = 0, instructions: str = ""
) -> tuple[NDArray[float32], float]: ...
def reaches(places: NDArray[float64], points: NDArray[int64], wanted: int, threads: int = 0) -> NDArray[float64]: ...
def score_anchors(
    matrix: NDArray[float32],
    cosine: bool,
    maps: NDArray[float64],
    anchors: NDArray[int32],
    others: NDArray[int32],
    pairs: NDArray[int32],
    wide: int,
    ranked: int,
    salt: int,
    threads: int = 0,
    instructions: str = "",
) -> tuple[NDArray[int32], NDArray[int32], NDArray[float64], NDArray[float64]] | None: ...
def instruction_sets() -> list[str]: ...
def instruction_set() -> str: ...
def use_instruction_set(name: str) -> None: ...
def missing_instruction_sets() -> dict[str, str]: ...
def squared_norms(vectors: NDArray[float32], out: NDArray[float64], threads: int, instructions: str = "") -> None: ...
def dot_products(
    vectors: NDArray[float32], other: NDArray[float32], out: NDArray[float64], threads: int, instructions: str = ""
) -> None: ...
def squared_gaps(
    vectors: NDArray[float32], other: NDArray[float32], out: NDArray[float64], threads: int, instructions: str = ""
) -> None: ...
def along_directions(
    vectors: NDArray[float32], directions: NDArray[int8], out: NDArray[float32], threads: int, instructions: str = ""
) -> None: ...
def symmetric_eigen(matrix: NDArray[float64]) -> tuple[NDArray[float64], NDArray[float64]]: ...
def first_equal_rows(vectors: NDArray[float32], out: NDArray[int32], threads: int) -> None: ...
def spread_to_copies(
    first: NDArray[int32],
    distinct: NDArray[int32],
    found_indices: NDArray[int32],
    found_distances: NDArray[float32],
    indices: NDArray[int32],
    distances: NDArray[float32],
    threads: int,
) -> None: ...
def nearest_exact(
    vectors: NDArray[float32],
    norms: NDArray[float64],
    rows: NDArray[int32],
    cosine: bool,
    indices: NDArray[int32],
    distances: NDArray[float32],
    threads: int,
    tick: Callable[[int, int], None],
    instructions: str = "",
) -> None: ...
def nearest_exact_of(
    vectors: NDArray[float32],
    norms: NDArray[float64],
    rows: NDArray[int32],
    cosine: bool,
    queries: NDArray[int32],
    indices: NDArray[int32],
    distances: NDArray[float32],
    threads: int,
    tick: Callable[[int, int], None],
    instructions: str = "",
) -> None: ...
def round_to_halves(
    vectors: NDArray[float32],
    norms: NDArray[float64],
    rows: NDArray[int32],
    cosine: bool,
    values: NDArray[uint16],
    squares: NDArray[float64],
    rounded: NDArray[float64],
    errors: NDArray[float64],
    threads: int,
) -> float: ...
def review_proposals(
    vectors: NDArray[float32],
    norms: NDArray[float64],
    rows: NDArray[int32],
    cosine: bool,
    half_square: NDArray[float64],
    slack: NDArray[float64],
    unit: float,
    first: int,
    proposed: NDArray[int32],
    upper: NDArray[float32],
    indices: NDArray[int32],
    distances: NDArray[float32],
    verdicts: NDArray[uint8],
    threads: int,
    instructions: str = "",
) -> None: ...
def nearest_many(
    vectors: NDArray[float32],
    norms: NDArray[float64],
    rows: NDArray[int32],
    cosine: bool,
    indices: NDArray[int32],
    distances: NDArray[float32],
    checked: NDArray[int32],
    truth: NDArray[int32],
    by_graph: bool,
    start: NDArray[int32],
    recall: float,
    entry_cost: float,
    copy_products: float,
    threads: int,
    tick: Callable[[int, int], None],
    instructions: str = "",
) -> dict[str, Any]: ...
def nearest_rows(
    vectors: NDArray[float32],
    norms: NDArray[float64],
    queries: NDArray[int32],
    cosine: bool,
    indices: NDArray[int32],
    distances: NDArray[float32],
    threads: int,
    instructions: str = "",
) -> None: ...

class Descent:
    def __init__(
        self,
        starts: NDArray[int64],
        columns: NDArray[uint32],
        values: NDArray[float32],
        start: NDArray[float32],
        cell: float,
        nodes: int,
        threads: int = 0,
        instructions: str = "",
    ) -> None: ...
    def run(
        self, iterations: int, exaggeration: float, learning_rate: float, momentum: float, longest: float
    ) -> float: ...
    def settle(self) -> None: ...
    def divergence(self) -> float: ...
    def forces(self) -> tuple[NDArray[float32], NDArray[float32], float]: ...
    def positions(self) -> NDArray[float32]: ...
    @property
    def grid(self) -> tuple[int, int, float]: ...
