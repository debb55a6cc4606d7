# `make dataset` and `make test` work on a machine with python3 (3.11 or later), make and git; both set up .venv first.
PYTHON ?= python3
BIN := .venv/bin
RAW ?= data/raw
PROCESSED ?= data/processed

.PHONY: dataset test check lint format lock dictionary clean

# The real Prefect flow, on a server of its own for as long as the run takes.
dataset: .venv/ready
	$(BIN)/broadsheet ingest --raw $(RAW) --processed $(PROCESSED) --flow

test: .venv/ready
	$(BIN)/pytest -n 2 --dist loadfile

lint: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint test

format: .venv/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

dictionary: .venv/ready
	$(BIN)/broadsheet dictionary --output DATA.md

# Names, versions and hashes, no addresses: each machine fetches them from wherever its pip is set to.
lock: .venv/ready
	$(BIN)/uv pip compile requirements.in -p 3.11 --universal --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate -o requirements.txt
	$(BIN)/uv pip compile training/requirements.in -p 3.11 --universal --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-header --no-annotate -o training/requirements.txt

# No cache and no home folder are needed. uv is installed by its own lock, since pip rejects some locks uv writes.
.venv/ready: requirements.txt requirements-uv.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --no-cache-dir --disable-pip-version-check --no-deps --require-hashes \
		-r requirements-uv.txt
	$(BIN)/uv pip sync --quiet --no-cache --system-certs --python $(BIN)/python --require-hashes requirements.txt
	$(BIN)/python -m pip install --quiet --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m broadsheet.flows.language_data
	touch $@

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
