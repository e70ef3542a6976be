"""Sphinx configuration: MyST Markdown, the furo theme, NumPy docstrings, the command line from click.

Sphinx rather than MkDocs: its napoleon reads our NumPy docstrings, sphinx-click our commands, and its own builders
check links and turn every warning into an error.
"""

import lexiscape

project = "Lexiscape"
author = "The Lexiscape developers"
copyright = "The Lexiscape developers, MIT License"  # noqa: A001 - Sphinx's own name
release = lexiscape.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
    "sphinx_click",
]
exclude_patterns = ["_build", "towns.inc.md"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "Lexiscape"
html_static_path: list[str] = []

autodoc_member_order = "bysource"
autodoc_typehints = "none"  # types stand in the docstrings, with shapes and units
smartquotes = False  # would turn --option into a dash
napoleon_google_docstring = False
napoleon_use_rtype = False

suppress_warnings = ["toc.empty_glob"]
linkcheck_anchors = False
linkcheck_timeout = 20
