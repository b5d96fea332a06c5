# One word for each task. A fresh machine needs Python 3.11 or newer and make; all else is set up here.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCKED := --require-hashes --requirement

.PHONY: run test lint types check bench lock wheel

run: .venv/.run
	@$(BIN)/dateline run

test: .venv/.dev
	$(BIN)/pytest

lint: .venv/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/.dev
	$(BIN)/mypy

check: lint types test

bench: .venv/.dev
	$(BIN)/python -m benchmarks

# The wheel alone, in an environment of its own, in an empty folder: what a user of the package gets.
wheel: .venv/.dev
	rm -rf dist .venv/wheel
	$(BIN)/python -m build --no-isolation --outdir dist
	$(PYTHON) -m venv .venv/wheel
	.venv/wheel/bin/python -m pip --disable-pip-version-check --quiet install $(LOCKED) requirements.lock
	.venv/wheel/bin/python -m pip --disable-pip-version-check --quiet install --no-deps dist/*.whl
	folder=$$(mktemp -d) && cd $$folder && $(CURDIR)/.venv/wheel/bin/dateline ask "Who did Blinken meet in Kyiv?" | grep -i "zelensky"

# New versions: run it, run `make check`, commit both files.
lock:
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/python -m pip --disable-pip-version-check --quiet install pip-tools
	.venv/lock/bin/pip-compile $(COMPILE) --extra setup --output-file requirements.lock pyproject.toml
	.venv/lock/bin/pip-compile $(COMPILE) --extra setup --extra dev --output-file requirements-dev.lock pyproject.toml

COMPILE := --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe \
	--no-header --no-emit-index-url --no-emit-find-links --no-emit-options --no-emit-trusted-host --no-annotate

.venv/.run: requirements.lock pyproject.toml
	@echo "Setting up: this happens once and takes a minute."
	@$(PYTHON) -m venv .venv
	@$(PIP) install $(LOCKED) requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	@$(PIP) install $(LOCKED) requirements-dev.lock
	@touch $@
