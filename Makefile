# Needs Python 3.11 or newer with pip, and make. Everything is installed into .venv, nothing elsewhere.
# PY=python3.12 picks the interpreter; UV=uv (the default when uv is on PATH) only makes the install faster.

PY ?= python3
UV ?= $(shell command -v uv 2>/dev/null)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
WORKERS ?= 2

# The environment may forbid writing bytecode; compiling it once here is what keeps the start of the program short.
COMPILE = env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m compileall -q -j 0

.DEFAULT_GOAL := help
.PHONY: help demo test check bench torture install clean

help: ## Print this list (the default)
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: install ## Make the sample workspace and open it
	@$(BIN)/tweetplan demo

test: check ## Everything that must hold before a change lands: the checks, then the tests
	$(BIN)/python -m pytest -n $(WORKERS) -m "not torture"

check: install ## Lint, formatting, types and import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install ## What it costs, as ratios measured in one run (BENCH=--quick for a short one)
	$(BIN)/python tests/bench/costs.py $(BENCH)

torture: install ## The longer runs: many users at once, kills, big files
	$(BIN)/python -m pytest -m torture --timeout 1800

install: $(STAMP) ## Only install into .venv

clean: ## Remove .venv and every cache
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist

$(STAMP): pyproject.toml constraints.txt
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "tweetplan needs Python 3.11 or newer: make PY=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 2; }
	@echo "Installing tweetplan into $(VENV) (the first time only; about half a minute) ..." >&2
	@test -x $(BIN)/python || $(PY) -m venv --without-pip $(VENV)
	@{ test -n "$(UV)" && $(UV) pip install -q --python $(BIN)/python -c constraints.txt -e '.[dev]'; } || \
		{ test -z "$(UV)" || echo "uv could not install it here; trying pip ..." >&2; \
		$(PY) -m pip --python $(BIN)/python install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'; }
	@$(COMPILE) $(VENV)/lib src plugins || true
	@touch $@
