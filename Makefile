# make run    set up, then turn raw/sample into tables
# make test   set up, then run all tests
# make check  formatting, lint, types
# make bench  ratios measured side by side in one run
# make fuzz   thousands of damaged inputs, and ladders of sizes
# make quality  precision, recall and F1 on the documents with gold
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: run test check bench fuzz quality dictionary lock clean

run: $(VENV)/.installed
	$(BIN)/clusterpress run

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n 2

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.installed-dev
	$(BIN)/python -m tests.bench

fuzz: $(VENV)/.installed-dev
	$(BIN)/python -m tests.fuzz --keep .fuzz

quality: $(VENV)/.installed-dev
	$(BIN)/python -m pipeline.measure
	$(BIN)/python -m pipeline.measure --inputs tests/gold/later --gold tests/gold/later
	$(BIN)/python -m pipeline.measure --inputs tests/gold/unseen --gold tests/gold/unseen

# the generated parts of the documentation; a test fails where they are stale
dictionary: $(VENV)/.installed
	$(BIN)/python -m pipeline.tables.dictionary > processed/README.md

# the versions that are installed everywhere; review the change, then run the tests
lock: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra dev --no-header --no-annotate \
	    --output-file constraints.txt pyproject.toml

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "clusterpress needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Try: make PYTHON=python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) --editable .
	touch $@

$(VENV)/.installed-dev: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) --editable '.[dev]'
	touch $@ $(VENV)/.installed
