"""Sums, axes and roads as one would write them down: double precision, one row after another."""

import heapq

import numpy as np


def unit(row, metric):
    row = np.asarray(row, np.float32).astype(np.float64)
    return row / np.linalg.norm(row) if metric == "cosine" else row


def distances(vectors, signed, metric):
    """Distance of every row from a sum of rows, (sign, rows whose mean is meant)."""
    total = 0
    for sign, rows in signed:
        mean = np.mean([unit(vectors[row], metric) for row in rows], axis=0)
        total = total + sign * (unit(mean, metric) if metric == "cosine" and len(rows) > 1 else mean)
    far = []
    for row in np.asarray(vectors, np.float32).astype(np.float64):
        if metric == "euclidean":
            far.append(np.linalg.norm(row - total))
        elif not row.any():
            far.append(1.0)
        else:
            far.append(1 - row @ total / np.linalg.norm(row) / np.linalg.norm(total))
    return np.array(far)


def positions(vectors, a, b, metric):
    mean_a = np.mean([unit(vectors[row], metric) for row in a], axis=0)
    mean_b = np.mean([unit(vectors[row], metric) for row in b], axis=0)
    line = mean_b - mean_a
    return np.array(
        [
            np.nan
            if metric == "cosine" and not np.any(row)
            else 2 * (unit(row, metric) - (mean_a + mean_b) / 2) @ line / (line @ line)
            for row in vectors
        ]
    )


def shortest(indices, distances, metric, start, end):
    """Length of the shortest way by squared distances, and the way; None where there is none."""
    edges = {}
    for row, (near, far) in enumerate(zip(indices.tolist(), distances.astype(np.float64).tolist(), strict=True)):
        for other, distance in zip(near, far, strict=True):
            cost = 2 * distance if metric == "cosine" else distance**2
            edges.setdefault(row, {})[other] = cost
            edges.setdefault(other, {})[row] = cost
    heap, done = [(0.0, [start])], set()
    while heap:
        length, way = heapq.heappop(heap)
        if way[-1] == end:
            return length, way
        if way[-1] in done:
            continue
        done.add(way[-1])
        for other, cost in edges.get(way[-1], {}).items():
            heapq.heappush(heap, (length + cost, [*way, other]))
    return None
