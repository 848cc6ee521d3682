# Comity: setting up, the main job, and the checks. `make` alone lists the targets.

A ?= ISR
B ?= KAZ
OUT ?=
PORT ?=
PYTHON ?= python3

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
# A file's fixtures are made once when one worker runs it whole; tests/conftest.py puts the longest first.
# Three workers keep two cores busy: at any time one of them waits for a browser, a server or a process.
# Compiled modules are kept whatever the shell says: without them each of a hundred processes compiles the package anew.
PYTEST := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev setup-scale assess serve test test-fast lint bench validate starter-atlas lock provider clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

setup: .venv/.runtime ## create .venv from requirements.lock and install Comity in it

setup-dev: .venv/.dev ## the same, with the tools for tests and checks

setup-scale: .venv/.scale ## the same, with Spark for event warehouses on a cluster (needs Java 17)

assess: .venv/.runtime ## assess one pair: make assess A=ISR B=KAZ [OUT=folder]
	$(BIN)/comity assess $(A) $(B) $(if $(OUT),--out "$(OUT)")

serve: .venv/.runtime ## open the desk in the browser: make serve [PORT=number]
	$(BIN)/comity serve $(if $(PORT),--port $(PORT))

test: .venv/.dev ## run the tests
	$(PYTEST)

test-fast: .venv/.dev ## run what takes a minute and a half, for while you work
	$(PYTEST) -q -m "not slow and not mirror and not browser"

lint: .venv/.dev ## style, types and the order of the rooms
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.dev ## time the work on this machine
	$(BIN)/python bench/run.py

validate: .venv/.dev ## test every published claim on the mirror
	$(BIN)/python validation/run.py

starter-atlas: .venv/.runtime ## compute the atlas that ships inside the package
	$(BIN)/python tools/make_starter.py $(if $(MIRROR),"$(MIRROR)")

lock: ## compile the lock files anew (needs uv)
	$(COMPILE) pyproject.toml --extra build --extra desk --extra evidence --extra read --extra private --extra frames \
		--extra assistant --extra dev --output-file requirements-dev.lock
	echo hatchling | $(COMPILE) pyproject.toml - --extra build --extra desk --extra evidence --extra read --extra private \
		--constraint requirements-dev.lock --output-file requirements.lock
	$(COMPILE) pyproject.toml --extra scale --constraint requirements-dev.lock --output-file requirements-scale.lock

clean: ## remove the environment and everything computed by tools
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests -type d -name __pycache__ -prune -exec rm -rf {} +

# Stamp files: an environment is made once, and again when what it is made from changes.

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Comity needs Python 3.11 or newer; name one with: make PYTHON=python3.13" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.runtime: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Setting up .venv: done once, with the network, and takes a minute or two" >&2
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src/comity
	@touch $@

provider: ## install the provider of identities that the desk's sign-in is tested against (needs Node 20)
	cd tests/provider && npm ci --silent --ignore-scripts --no-audit --no-fund

.venv/.dev: requirements-dev.lock .venv/.runtime
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.scale: requirements-scale.lock .venv/.dev
	$(PIP) --require-hashes -r requirements-scale.lock
	@touch $@
