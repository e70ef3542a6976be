"""Whether saved maps are the same, byte for byte: python .ci/same_map.py FIRST OTHER...

All of every field is compared, but for what the metadata says of the run and not of the map: seconds, versions, and
which instructions the kernels used.
"""

import json
import sys

import numpy as np

OF_THE_RUN = {"seconds", "versions", "instructions"}


def without_run(value):
    """Return metadata without what is said of the run."""
    if not isinstance(value, dict):
        return value
    return {key: without_run(inner) for key, inner in value.items() if key not in OF_THE_RUN}


def read(path):
    """Return a map's fields, to be compared, and the instructions it was made with."""
    with np.load(path) as archive:
        fields = {name: (archive[name].dtype.str, archive[name].shape, archive[name].tobytes()) for name in archive}
    meta = json.loads(fields["meta"][2])
    fields["meta"] = without_run(meta)
    return fields, meta["neighbors"]["instructions"]


def main(first, *others):
    """Print how each map compares with the first; return whether one differs."""
    expected, instructions = read(first)
    sys.stdout.write(f"{first}: {instructions}, {len(expected)} fields\n")
    same = True
    for path in others:
        fields, instructions = read(path)
        differ = sorted(name for name in expected.keys() | fields.keys() if expected.get(name) != fields.get(name))
        sys.stdout.write(f"{path}: {instructions}, {'differs in ' + ', '.join(differ) if differ else 'the same'}\n")
        same = same and not differ
    return not same


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
