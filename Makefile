# run, test, lint, bench, lock: everything works on a fresh machine with Python 3.11+ and PyPI.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1

.PHONY: run test lint bench lock clean

# Set up and run the pipeline on the bundled sample.
run: $(STAMP)
	$(BIN)/wiremill run --sample

# Set up and pass the tests.
test: $(STAMP)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

# Style, types and the one direction of imports.
lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

# Throughput and memory against the bare language model.
bench: $(STAMP)
	$(BIN)/python tests/benchmarks/throughput.py $(BENCH_ARGS)

# Resolve the dependencies of pyproject.toml anew.
lock: $(STAMP)
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --output-file requirements.lock --upgrade

$(STAMP): requirements.lock pyproject.toml
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(STAMP)

clean:
	rm -rf $(VENV) data build *.egg-info
