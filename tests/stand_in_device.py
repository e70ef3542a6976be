"""PyTorch's processor in the place of a GPU: it multiplies the same blocks of the same rounded rows."""

import numpy as np

from lexiscape.devices import DeviceRow, Task
from lexiscape.neighbors import find_neighbors
from lexiscape.space.rows import squared_lengths

STAND_IN = DeviceRow("cpu", lambda torch: True, lambda torch: "stand-in", lambda torch: 2**30)
PLAIN = np.random.default_rng(0).normal(size=(300, 24)).astype(np.float32)


def assert_same(found, other):
    assert found.indices.tobytes() == other.indices.tobytes()
    assert found.distances.tobytes() == other.distances.tobytes()


def proposed(vectors, k, metric="cosine"):
    """Search with the stand-in, hold the bytes against those of the processor's exact search, return the former."""
    found = find_neighbors(vectors, k, metric=metric, device="stand-in")
    assert_same(found, find_neighbors(vectors, k, metric=metric, method="exact", device="cpu"))
    assert found.meta["method"] == "exact"
    return found


def task_of(vectors, k, metric="cosine"):
    norms = squared_lengths(vectors, 1)
    return Task(vectors, norms, np.arange(len(vectors), dtype=np.int32), metric == "cosine", k, 2)
