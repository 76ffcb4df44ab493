# rxbilling: every command a developer or a user needs. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONWARNINGS ?= default
# Each start of the app takes twice as long where modules are compiled anew.
unexport PYTHONDONTWRITEBYTECODE
# Every commit of a database is written through to the disk: tests make thousands, and memory will do for them.
SCRATCH := $(if $(shell test -w /dev/shm && echo yes),/dev/shm,$(or $(TMPDIR),/tmp))

.DEFAULT_GOAL := help
.PHONY: help run demo test check bench format lock browser clean

help:  ## List these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: .venv/runtime.stamp  ## Install what is needed, build, and serve the app on one port
	@$(BIN)/rxbilling run

demo: .venv/runtime.stamp  ## Fill an empty installation with a demo company
	@$(BIN)/rxbilling demo

test: .venv/develop.stamp browser  ## Set up and run all tests, browser tests included
	@TMPDIR=$(SCRATCH) $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: .venv/develop.stamp  ## Formatter, linter, type checker, architecture
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: .venv/develop.stamp browser  ## Run the benchmarks
	@$(BIN)/python -m benchmarks

format: .venv/develop.stamp  ## Format the code and mend what the linter can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

browser: .venv/develop.stamp
	@$(BIN)/python -m tests.browser

lock: .venv/develop.stamp  ## Resolve the dependencies anew, with hashes and without addresses
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements-dev.lock
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements-dev.lock pyproject.toml -o requirements.lock
	@printf 'setuptools\nuv\n' | $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header - -o requirements-bootstrap.lock

clean:  ## Remove what was built and installed (your data stays)
	@rm -rf .venv .web .reflex_dir .states build *.egg-info

# A Debian without python3-venv has no ensurepip: the environment is made without pip, and the system's pip fills it.
.venv/bootstrap.stamp: requirements-bootstrap.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "rxbilling needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Set PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv --without-pip .venv
	@echo "Installing into .venv …"
	@$(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python install -q --require-hashes -r $< 2>/dev/null || $(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python install --require-hashes -r $<
	@touch $@

.venv/runtime.stamp: requirements.lock pyproject.toml .venv/bootstrap.stamp
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r $<
	@$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/develop.stamp: requirements-dev.lock .venv/runtime.stamp
	@$(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r $<
	@touch $@
