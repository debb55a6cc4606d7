# `make dataset` and `make test` work on a machine with python3 (3.11 or later), make and git; both set up .venv first.
PYTHON ?= python3
BIN := .venv/bin
RAW ?= data/raw
PROCESSED ?= data/processed

.PHONY: dataset test soak soak-files soak-dataset check lint format lock dictionary sbom audit clean

# The real Prefect flow, on a server of its own for as long as the run takes.
dataset: .venv/ready
	$(BIN)/broadsheet ingest --raw $(RAW) --processed $(PROCESSED) --flow

test: .venv/ready-dev
	$(BIN)/pytest -n 2 --dist loadfile

# At most 80 minutes of what `make test` does a part of, two things at once: an hour of fuzzing; and damage, kills and
# changes, in parts of which each is done once for the code of the store, then how costs grow from 10 kB to 10 MB. Stop
# it, start it again; to begin anew remove what is in build, and benchmarks/results/soak_store.json.
soak: .venv/ready-dev
	$(MAKE) --jobs 2 soak-files soak-dataset

soak-files:
	PYTHONPATH=. $(BIN)/python benchmarks/fuzz.py --seconds 3600

soak-dataset:
	$(BIN)/python -m benchmarks.soak --minutes 65
	PYTHONPATH=. $(BIN)/python benchmarks/growth.py --tier light

# What is installed, and what is known of it: the second asks a data base of vulnerabilities on the network.
sbom: .venv/ready
	mkdir -p build
	PYTHONPATH=. $(BIN)/python -m supply.sbom > build/sbom.json
	PYTHONPATH=. $(BIN)/python -m supply.licenses > LICENSES.md

# The lock alone is asked about. No data base of vulnerabilities is small enough to be shipped, so that without a network
# another machine has to ask: it needs requirements.txt and nothing else of the project.
AUDIT := pip-audit --require-hashes --disable-pip -r requirements.txt
audit: .venv/uv
	@$(BIN)/uv tool run $(AUDIT) || { echo "The lines above name vulnerable packages; if they say instead that there \
	is no network: on a machine that has one, run 'uv tool run $(AUDIT)' on a copy of requirements.txt." >&2; exit 1; }

lint: .venv/ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

check: lint docs test

format: .venv/ready-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

dictionary: .venv/ready
	$(BIN)/broadsheet dictionary --output DATA.md

# What the blocks of docs/gallery.md print on the published dataset, its pictures, and the same as a notebook.
gallery: .venv/ready
	$(BIN)/python docs/gallery.py --dataset $(PROCESSED)

# The guides as a site below build/site. mkdocs-material is of the extra `docs`.
docs: .venv/ready-dev
	$(BIN)/python -m mkdocs build --strict --quiet

# From the one list in pyproject.toml. Names, versions and hashes, no addresses: each machine fetches them from wherever
# its pip is set to. The smaller lock takes the versions of the larger.
LOCK := uv pip compile -p 3.11 --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate
lock: .venv/ready-dev
	$(BIN)/$(LOCK) --all-extras pyproject.toml -o requirements-dev.txt
	$(BIN)/$(LOCK) --extra build -c requirements-dev.txt pyproject.toml -o requirements.txt
	$(BIN)/$(LOCK) training/requirements.in -o training/requirements.txt

# No cache and no home folder are needed. uv is installed by its own lock, since pip rejects some locks uv writes.
INSTALL := $(BIN)/uv pip install --quiet --no-cache --system-certs --python $(BIN)/python
.venv/uv: requirements-uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --no-cache-dir --disable-pip-version-check --no-deps --require-hashes \
		-r requirements-uv.txt
	touch $@

.venv/ready: .venv/uv requirements.txt pyproject.toml transforms/__init__.py  # which holds the version
	$(INSTALL) --no-deps --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m broadsheet.flows.language_data
	touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	$(INSTALL) --no-deps --require-hashes -r requirements-dev.txt
	touch $@

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
