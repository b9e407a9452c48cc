# run, test, lint, bench, lock: everything works on a fresh machine with Python 3.11+ and PyPI.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1

.PHONY: run test lint coverage bench bench-scale bench-growth docs lock screenshots train train-on train-curve train-card train-pronouns train-names train-name-types train-antecedents train-series train-happenings clean

# Set up and run the pipeline on the bundled sample.
run: $(STAMP)
	$(BIN)/wiremill run --sample

# Set up and pass the tests.
test: $(STAMP)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

# Style, types, the one direction of imports, dead code; complexity only goes down (pyproject.toml).
lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff check --quiet --preview --select PLR0914 .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/vulture
	$(BIN)/vulture $(WITHOUT_TESTS)
	$(BIN)/complexipy --quiet

# What only tests call is dead as well; columns of schemas are read by SQL.
WITHOUT_TESTS := transforms warehouse flows wiremill training docs examples

# Branches of the transforms that their tests reach, worst files last.
coverage: $(STAMP)
	$(BIN)/coverage run -m pytest $(COVERED)
	$(BIN)/coverage report
COVERED := tests/actors tests/corrections tests/dates tests/docs tests/documents_html tests/documents_kinds tests/documents_lines \
	tests/events tests/explain tests/figures tests/flows/test_llm_option.py tests/indicators tests/language tests/quotes tests/reading \
	tests/wiremill/test_extract.py

# Speed of reading, small runs, throughput and memory against the bare language model; opening of the report
# against an empty page.
bench: $(STAMP)
	$(BIN)/python tests/benchmarks/reading_speed.py
	$(BIN)/python tests/benchmarks/small_runs.py
	$(BIN)/python tests/benchmarks/throughput.py $(BENCH_ARGS)
	$(BIN)/python tests/benchmarks/report_opening.py

# Two Dask workers, one of them killed, against the local pool: the same rows, overhead a batch.
bench-scale: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "distributed>=2026.8"
	PYTHONPATH=tests/cluster $(BIN)/python tests/benchmarks/scale_dask.py $(BENCH_ARGS)

# Generated documents through landing, audit, publishing and release, extraction left out: seconds per 1,000 of them
# and memory as the warehouse grows (BENCH_ARGS="--documents 5000 --runs 5" for a small one).
bench-growth: $(STAMP)
	$(BIN)/python tests/benchmarks/scale_documents.py $(BENCH_ARGS)

# Pictures of the report of the sample, for the README. Needs Chromium and its driver.
screenshots: $(STAMP)
	$(BIN)/wiremill run --sample --data build/screenshots
	$(BIN)/python tests/report/take_screenshots.py build/screenshots/published/current docs/pictures

# Train the reader of events anew (training/README.md). TEXTS=FOLDER holds the texts that are not ours.
WORK := build/training
MODEL := transforms/reading/model
define SET_UP_TRAINING
$(BIN)/python -m pip install --quiet --disable-pip-version-check "torch==2.13.0" onnx safetensors
$(BIN)/python -m training.fetch_encoder $(WORK)/encoder
$(BIN)/python -m training.texts $(WORK)/documents.jsonl $(TEXTS)
endef
define WRITE_MODEL
$(BIN)/python -m training.export $(WORK)/reader.pt --tokenizer $(WORK)/encoder/tokenizer.json --out $(MODEL)
$(BIN)/python -m training.calibrate $(MODEL) $(WORK)/documents.jsonl --held-out
$(BIN)/python -m training.train_recall $(MODEL) $(WORK)/documents.jsonl
endef
train: $(STAMP)
	$(SET_UP_TRAINING)
	$(BIN)/python -m training.train $(WORK)/documents.jsonl --encoder $(WORK)/encoder --out $(WORK) --hold-out
	$(WRITE_MODEL)

# Go on from the reader in the package: one epoch over all documents, all of its layers.
train-on: $(STAMP)
	$(SET_UP_TRAINING)
	$(BIN)/python -m training.restore_weights $(MODEL) --encoder $(WORK)/encoder --out $(WORK)/package.pt
	$(BIN)/python -m training.train $(WORK)/documents.jsonl --encoder $(WORK)/encoder --out $(WORK) --hold-out --start $(WORK)/package.pt \
		--frozen 0 --rounds 4 4 4 --first 2
	$(WRITE_MODEL)

# Train the ranker of pronouns anew. TEXTS=FOLDER holds gum_news.jsonl and gum_interview.jsonl,
# REPORTS=FOLDER the texts of others (training/README.md).
train-pronouns: $(STAMP)
	$(BIN)/python -m pip install -q lightgbm
	$(BIN)/python -m training.pronouns.train $(TEXTS) $(REPORTS)

# Train the ranker of pronouns at parties' places anew. TEXTS as for the reader.
train-antecedents: $(STAMP)
	$(BIN)/python -m pip install -q lightgbm
	$(BIN)/python -m training.antecedents.train $(TEXTS)

# Train the trees that join figures of two reports to one series anew, from the invented stories.
train-series: $(STAMP)
	$(BIN)/python -m pip install -q lightgbm
	$(BIN)/python -m training.series.train $(wildcard tests/stories/*develop)

# Learn anew which mentions of two reports tell one event, from the invented stories and the texts of others.
train-happenings: $(STAMP)
	$(BIN)/python -m training.happenings.train $(wildcard tests/stories/*develop) --texts $(TEXTS)

# Train the judge of lone words anew.
train-names: $(STAMP)
	$(BIN)/python -m pip install -q lightgbm
	$(BIN)/python -m training.names.train $(REPORTS) $(TEXTS)

# Train the judge of types of names anew.
train-name-types: $(STAMP)
	$(BIN)/python -m pip install -q lightgbm
	$(BIN)/python -m training.name_types.train $(REPORTS) $(TEXTS)

# What more teaching brings: readers taught with an eighth, a quarter and a half of the documents.
train-curve: $(STAMP)
	for parts in 8 4 2; do \
		out=$(WORK)/part$$parts; mkdir -p $$out; \
		$(BIN)/python -m training.learning_curve draw $(WORK)/documents.jsonl $$parts $$out/taught.jsonl && \
		$(BIN)/python -m training.train $$out/taught.jsonl --encoder $(WORK)/encoder --out $$out --rounds 3 3 3 3 && \
		$(BIN)/python -m training.export $$out/reader.pt --tokenizer $(WORK)/encoder/tokenizer.json --out $$out/model && \
		$(BIN)/python -m training.calibrate $$out/model $(WORK)/documents.jsonl --held-out && \
		$(BIN)/python -m training.learning_curve measure $$out/model $$out/taught.jsonl $(WORK)/documents.jsonl || exit 1; \
	done

# Figures, reliability and data of the reader.
train-card: $(STAMP)
	mkdir -p $(WORK)
	$(BIN)/python -m training.texts $(WORK)/documents.jsonl $(TEXTS)
	$(BIN)/python -m training.card $(MODEL) $(WORK)/documents.jsonl --judge

# Write what the documents take from the program: codebook, worked sentences, data dictionary.
docs: $(STAMP)
	$(BIN)/python docs/make_docs.py
	$(BIN)/python -c "from warehouse.data_dictionary import write_dictionary; write_dictionary()"

# Resolve the dependencies of pyproject.toml anew.
lock: $(STAMP)
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra office --extra pdf --extra dask --extra lake --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --output-file requirements.lock --upgrade

$(STAMP): requirements.lock pyproject.toml
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(STAMP)

clean:
	rm -rf $(VENV) data build *.egg-info
