# /// script
# requires-python = ">=3.11"
# dependencies = ["lexiscape[figure,transformers]"]
# ///
"""Map a model and publish the map as a Space: `hf jobs uv run --secrets HF_TOKEN publish_job.py MODEL USER/NAME`."""

import sys

import lexiscape as lx

if len(sys.argv) != 3:
    sys.exit("usage: publish_job.py MODEL USER/NAME")
model, space = sys.argv[1:]
print(lx.map_space(model).publish(f"hub:{space}").url)
