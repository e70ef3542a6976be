#!/bin/sh
# Builds the kernels under gcc's or clang's sanitizers and runs the tests of the kernels on that build.
#
#   tests/sanitize.sh address,undefined     out-of-bounds and undefined behavior
#   tests/sanitize.sh thread                data races
#
# PYTHON names an interpreter that has lexiscape's dependencies and those of the group `test`.
set -eu
cd "$(dirname "$0")/.."
sanitizers=${1:-address,undefined}
PYTHON=${PYTHON:-.venv/bin/python}
CXX=${CXX:-g++}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

"$PYTHON" -m pip install -q --no-deps --target "$place/site" \
    --config-settings=cmake.define.LEXISCAPE_SANITIZE="$sanitizers" \
    --config-settings=cmake.build-type=RelWithDebInfo --config-settings=install.strip=false \
    --config-settings=build-dir="$place/build" .

# An editable installation would go before this build: its finder is taken out again as Python starts.
cat >"$place/site/sitecustomize.py" <<'PYTHON_CODE'
import sys

sys.meta_path[:] = [finder for finder in sys.meta_path if "_editable_" not in type(finder).__module__]
PYTHON_CODE

# The sanitizer's library must be there before the interpreter; it names itself after the sanitizer.
case $sanitizers in
    *address*) library=libasan.so ;;
    *thread*) library=libtsan.so ;;
    *) library=libubsan.so ;;
esac
export LD_PRELOAD="$("$CXX" -print-file-name=$library) $("$CXX" -print-file-name=libstdc++.so)"
# CPython and its extension modules keep what they allocate at exit: leaks are not looked for.
export ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export TSAN_OPTIONS="halt_on_error=1 suppressions=$PWD/tests/tsan.txt"
export PYTHONPATH="$place/site" OPENBLAS_NUM_THREADS=1
"$PYTHON" -c "import lexiscape._native as native; assert native.__file__.startswith('$place'), native.__file__"
# Left out: what takes minutes at a sanitizer's speed and runs no kernel that the rest does not run.
# --capture=sys: what a sanitizer writes as it stops the process is seen.
"$PYTHON" -m pytest -q -p no:cacheprovider --capture=sys -k "not real_vocabulary and not umap" \
    --deselect tests/layouts/test_tsne.py::test_a_far_outlier_cannot_exhaust_the_memory \
    ${TESTS:-tests/layouts/test_tsne.py tests/layouts/test_layouts.py tests/neighbors/test_neighbors.py}
