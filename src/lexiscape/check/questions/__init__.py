"""One question about a vocabulary a file, with `find(evidence)`; one row each in `FINDINGS` (../findings.py)."""
