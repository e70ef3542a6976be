"""One question about what changed since another model a file, with `find(evidence)`; rows of the same `FINDINGS`."""
