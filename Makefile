# Two commands do all: `make example` builds the sample, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := examples/belarus-warning-update/report.yaml

.PHONY: example test check bench fuzz faults large pictures format clean

$(VENV)/.installed: pyproject.toml tools/system
	sh tools/system run
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/.tested: $(VENV)/.installed tests/readers/package-lock.json
	sh tools/system test
	$(BIN)/pip install --quiet --editable '.[dev]'
	PUPPETEER_SKIP_DOWNLOAD=1 npm ci --prefix tests/readers --no-audit --no-fund --loglevel=error
	touch $@

example: $(VENV)/.installed ## build the sample in all formats into build/
	$(BIN)/reportkit build $(SAMPLE) -o build

test: $(VENV)/.tested ## run all tests
	$(BIN)/python -m pytest -q

check: $(VENV)/.tested ## format, lint, types, layers, tests
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q

fuzz: $(VENV)/.tested ## random reports through all formats; REPORTKIT_FUZZ_EXAMPLES says how many (300)
	$(BIN)/python -m pytest -q -m fuzz
	$(BIN)/python -m tests.safety.fuzz 100000

faults: $(VENV)/.tested ## builds that are killed, stopped, starved and crowded; prints figures
	$(BIN)/python -m tests.safety.drills 200

large: $(VENV)/.tested ## the proofs of very long reports, which take minutes
	$(BIN)/python -m pytest -q -m large

bench: $(VENV)/.tested ## compare with pandoc and a bare WeasyPrint script
	$(BIN)/python benchmarks/run.py --store

pictures: $(VENV)/.tested ## draw the pictures of docs/ again
	$(BIN)/python tools/pictures.py

format: $(VENV)/.tested
	$(BIN)/ruff format src tests benchmarks
	$(BIN)/ruff check --fix src tests benchmarks

clean:
	rm -rf build dist $(VENV)
