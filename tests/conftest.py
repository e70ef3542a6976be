"""Maps and models for tests: made up, so that their tokens and places can be anything."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from lexiscape.columns import Column, categorical
from lexiscape.maps.embedding_map import EmbeddingMap
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace
from tiny_models import WORDPIECE, as_stored, numbers, write_model

#: Files that take half a minute and more each, on two processors.
LONGEST = (
    "test_docs.py",
    "test_contextual_ray.py",
    "test_sources_hub.py",
    "test_labels.py",
    "test_examples_shown.py",
    "test_models.py",
    "test_same_bytes.py",
    "test_scale.py",
    "test_engines.py",
    "test_pieces.py",
    "test_neighbors.py",
    "test_manners.py",
    "test_share.py",
    "test_filter.py",
    "test_tour.py",
    "test_kinds.py",
    "test_foreign_errors.py",
    "test_viewer.py",
    "test_frames.py",
    "test_wheel.py",
    "test_report.py",
    "test_ask.py",
    "test_keys.py",
    "test_flights.py",
    "test_notebook.py",
    "test_apps.py",
    "test_embedded.py",
    "test_mutants.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first: run last, the last of them would run alone."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


def _make_map(
    tokens: Sequence[str],
    *,
    k: int = 10,
    seed: int = 0,
    xy: np.ndarray | None = None,
    ids: np.ndarray | None = None,
    columns: Sequence[Column] | None = None,
    name: str = "made up",
) -> EmbeddingMap:
    n = len(tokens)
    k = min(k, n - 1)
    rng = np.random.default_rng(seed)
    if xy is None:
        xy = rng.normal(size=(n, 2)).astype(np.float32) * 50
    offsets = np.sort(rng.integers(1, max(n, 2), (n, k)), axis=1)
    indices = ((np.arange(n)[:, None] + offsets) % n).astype(np.int32)
    distances = np.sort(rng.random((n, k)), axis=1).astype(np.float32)
    if ids is None:
        ids = np.arange(n, dtype=np.int64)
    space = EmbeddingSpace(list(tokens), rng.normal(size=(n, 4)).astype(np.float32), ids, name)
    if columns is None:
        columns = [
            categorical("kind", "Kind", ["word" if i % 3 else "continuation" for i in range(n)], "What it is."),
            Column("rank", "Rank", np.arange(n, dtype=np.float32), None, "Where it stands."),
            Column("norm", "Vector length", rng.random(n).astype(np.float32), None, "How long it is."),
        ]
    return EmbeddingMap(space, Neighbors(indices, distances), xy, {c.name: c for c in columns}, {"name": name})


@pytest.fixture(scope="session")
def make_map() -> Callable[..., EmbeddingMap]:
    """A map of these tokens, with random places, neighbors and columns."""
    return _make_map


#: Texts that end elements, turn writing directions, break lines, end strings, or are hardly there.
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--",
    "<img src=x onerror=alert(1)>",
    "]]>",
    "\u202egnirts",
    "\u2028",
    "\u2029",
    "\x00",
    "\ud800",
    "\udfff\ud800",
    "\ufeffbom",
    "x" * 10_000,
    "",
    " ",
    "'\"`${alert(1)}\\",
    "&lt;b&gt;",
    "\u200d",
    "\x1b[31m",
    "優勝",
    "שלום",
    "👩‍👩‍👧",
    "e\u0301\u0301\u0301",
    "\U0001f600",
    "=1+1",
]


@pytest.fixture(scope="session")
def hostile() -> list[str]:
    """Tokens that try to break out."""
    return HOSTILE


@pytest.fixture
def bert_folder(tmp_path):
    """A BERT of 12 tokens x 8, as `save_pretrained` leaves it."""
    vectors = numbers(len(WORDPIECE), 8)
    tensors = {
        "bert.embeddings.LayerNorm.weight": as_stored(np.ones(8), "F32"),
        "bert.embeddings.position_embeddings.weight": as_stored(numbers(16, 8, 1), "F32"),
        "bert.embeddings.word_embeddings.weight": as_stored(vectors, "F32"),
    }
    config = {"model_type": "bert", "architectures": ["BertForMaskedLM"], "hidden_size": 8, "vocab_size": 12}
    return write_model(tmp_path / "tiny-bert", tensors, config=config, tokens=WORDPIECE)
