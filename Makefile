# Two commands do all: `make example` builds the sample, `make test` proves it. Both install what the
# lock says (requirements/, tests/readers/package-lock.json) and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LATEST := .venv-latest
READERS := tests/readers/node_modules
SAMPLE := examples/belarus-warning-update/report.yaml
LOCKED := install --quiet --require-hashes --only-binary :all: --requirement
ITSELF := install --quiet --no-deps --no-build-isolation --editable .
PYTEST := -m pytest -q --numprocesses auto --dist loadfile

.PHONY: example test check test-latest lock bench fuzz faults large pictures format clean

$(VENV)/.installed: pyproject.toml requirements/run.txt tools/system
	sh tools/system run
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip $(LOCKED) requirements/run.txt
	$(BIN)/pip $(ITSELF)
	$(BIN)/python -m compileall -q src  # pip compiles what it installs, but not what it links to
	touch $@

$(VENV)/.tested: $(VENV)/.installed requirements/test.txt $(READERS)/.installed
	$(BIN)/pip $(LOCKED) requirements/test.txt
	touch $@

$(READERS)/.installed: tests/readers/package-lock.json tools/system
	sh tools/system test
	PUPPETEER_SKIP_DOWNLOAD=1 npm ci --prefix tests/readers --no-audit --no-fund --loglevel=error
	touch $@

example: $(VENV)/.installed ## build the sample in all formats into build/
	$(BIN)/reportkit build $(SAMPLE) -o build

test: $(VENV)/.tested ## run all tests
	$(BIN)/python $(PYTEST)

check: $(VENV)/.tested ## format, lint, types, layers, tests
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python $(PYTEST)

test-latest: $(READERS)/.installed ## types and tests with the newest releases that pyproject.toml allows
	sh tools/system run
	$(PYTHON) -m venv --clear $(LATEST)
	$(LATEST)/bin/pip install --quiet --upgrade pip
	$(LATEST)/bin/pip install --quiet --editable '.[dev,charts]'
	$(LATEST)/bin/pip freeze --exclude-editable
	$(LATEST)/bin/mypy
	$(LATEST)/bin/python $(PYTEST)

lock: ## lock the newest releases of all that these targets install
	$(PYTHON) -m venv --clear .venv-lock
	.venv-lock/bin/pip install --quiet uv
	sh tools/lock .venv-lock/bin/uv

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
	rm -rf build dist $(VENV) $(LATEST) .venv-lock $(READERS)
