# One word for each task. A fresh machine needs Python 3.11 or newer and make; all else is set up here.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
BIN := .venv/bin
# Quiet twice: warnings about other people's packages help nobody here, errors are still shown.
INSTALL := -m pip --disable-pip-version-check --quiet --quiet install
LOCKED := --require-hashes --requirement

.PHONY: run test milvus lint types check bench lock wheel words audit

run: .venv/.run
	@$(BIN)/dateline run

test: .venv/.dev
	$(BIN)/pytest

# What finds articles, once more over an index that several machines share.
milvus: .venv/.milvus
	$(BIN)/pytest tests/corpus/test_candidates.py tests/corpus/test_newsroom.py tests/corpus/test_shared_index.py -k "milvus or shared"

lint: .venv/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/.dev
	$(BIN)/mypy

check: lint types test

# Fails for known weaknesses of what is locked, and not because the service that knows them is out of reach.
audit: .venv/.dev
	@timeout 120 $(BIN)/pip-audit --require-hashes --disable-pip --requirement requirements.lock --format json \
		--progress-spinner off 2>/dev/null | $(BIN)/python .ci/audit.py

# Without `run` how fast it is, on made text or on given: make bench articles=ARTICLES.jsonl.xz questions=QUESTIONS.jsonl
# With it one measure: make bench run="learn DATA_DIR QUESTIONS.jsonl --ablate". What there is: make bench run=list
ifeq ($(run),list)
bench:
	@awk 'FNR == 1 { name = FILENAME; gsub(/.*\/|\.py$$/, "", name); sub(/^"""/, ""); print name ": " $$0 }' benchmarks/[a-z]*.py
else
bench: .venv/.bench $(if $(run),,.venv/.user)
	$(BIN)/python -m benchmarks.$(or $(run),speed $(foreach one,articles questions sizes folder parts,$(if $($(one)),--$(one) $($(one)))))
endif

# The wheel alone, in an environment of its own, in an empty folder: what a user of the package gets.
wheel: .venv/.dev
	rm -rf dist .venv/wheel
	$(BIN)/python -m build --no-isolation --outdir dist
	$(PYTHON) -m venv .venv/wheel
	.venv/wheel/bin/python $(INSTALL) $(LOCKED) requirements.lock
	.venv/wheel/bin/python $(INSTALL) --no-deps dist/*.whl
	folder=$$(mktemp -d) && cd $$folder && \
	$(CURDIR)/.venv/wheel/bin/dateline ask "Who did Blinken meet in Kyiv?" | grep -i "zelensky" && rm -rf $$folder

# Every message in the code into each catalogue, what is no longer said out of it; it lists what is to be translated.
words: .venv/.dev
	@$(BIN)/python -m bot.locales.gather

# New versions: run it, run `make check`, commit the files.
lock:
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/python $(INSTALL) pip-tools
	$(COMPILE) --extra setup --output-file requirements.lock
	$(COMPILE) --extra setup --extra dev --extra postgresql --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) --extra bench --constraint requirements-dev.lock --output-file requirements-bench.lock
	$(COMPILE) --extra milvus --extra milvus-lite --constraint requirements-bench.lock --output-file requirements-milvus.lock

COMPILE = .venv/lock/bin/pip-compile pyproject.toml --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe \
	--no-header --no-emit-index-url --no-emit-find-links --no-emit-options --no-emit-trusted-host --no-annotate

.venv/.run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Dateline needs Python 3.11 or newer: make PYTHON=python3.12 run")'
	@echo "Setting up: this happens once and takes a minute."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python $(INSTALL) $(LOCKED) requirements.lock
	@$(BIN)/python $(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	@$(BIN)/python $(INSTALL) $(LOCKED) requirements-dev.lock
	@touch $@

.venv/.bench: requirements-bench.lock .venv/.dev
	@$(BIN)/python $(INSTALL) $(LOCKED) requirements-bench.lock
	@touch $@

.venv/.milvus: requirements-milvus.lock .venv/.dev
	@$(BIN)/python $(INSTALL) $(LOCKED) requirements-milvus.lock
	@touch $@

# What a user of the package has, and no more: what starts and imports is measured there.
.venv/.user: requirements.lock .venv/.dev
	@$(PYTHON) -m venv .venv/user
	@.venv/user/bin/python $(INSTALL) $(LOCKED) requirements.lock
	@.venv/user/bin/python $(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
