# Every recipe of the project. Needs python3 (3.11 or later) and make; the rest is put into .uv and .venv.
# UV=... takes another uv than the one on the path, PYTHON=... another interpreter than python3.

PYTHON ?= python3
UV ?= $(or $(shell command -v uv 2>/dev/null),.uv/bin/uv)
BIN := .venv/bin
SYNC = $(UV) sync --frozen --inexact --quiet --compile-bytecode --python $(PYTHON)

.PHONY: demo serve test test-slow check docs bench corridor clean
.DEFAULT_GOAL := demo

demo: .venv/.stamp-user
	@$(BIN)/linepack study southern-gas-corridor --out out/southern-gas-corridor

serve: .venv/.stamp-web
	@$(BIN)/linepack serve

test: .venv/.stamp-dev
	$(BIN)/python -m pytest -m "not slow"

test-slow: .venv/.stamp-dev
	$(BIN)/python -m pytest -m slow

check: .venv/.stamp-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict
	$(BIN)/lint-imports
	$(BIN)/python tools/sizes.py

docs: .venv/.stamp-dev
	$(BIN)/python docs/_ext/cli_reference.py docs/reference/cli.md
	$(BIN)/python -m sphinx --fail-on-warning --keep-going --quiet docs docs/_build/html
	@echo "The documentation lies in docs/_build/html/index.html"

bench: .venv/.stamp-dev
	$(BIN)/python benchmarks/registry.py --json out/benchmarks.json
	UV=$(UV) $(BIN)/python benchmarks/compare.py --page docs/reference/benchmarks.md

corridor: .venv/.stamp-dev
	$(BIN)/python tools/build_corridor.py

clean:
	rm -rf .venv .uv out dist docs/_build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# Set-up. uv lives apart from .venv, and the stamps keep a second call from setting up again.
.venv/.stamp-user: pyproject.toml uv.lock | $(UV)
	@echo "Setting up: what the study needs, into .venv ..."
	@$(SYNC) --no-default-groups --extra study
	@$(BIN)/python -m compileall -q src
	@touch $@

.venv/.stamp-web: pyproject.toml uv.lock | $(UV)
	@echo "Setting up: what the server needs, into .venv ..."
	@$(SYNC) --no-default-groups --extra web
	@$(BIN)/python -m compileall -q src
	@touch .venv/.stamp-user $@

.venv/.stamp-dev: pyproject.toml uv.lock | $(UV)
	@echo "Setting up: everything, with the tools for development, into .venv ..."
	@$(SYNC) --all-extras --all-groups
	@$(BIN)/python -m compileall -q src
	@touch .venv/.stamp-user .venv/.stamp-web $@

.uv/bin/uv:
	@$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit("linepack needs Python 3.11 or later, and $(PYTHON) is %d.%d. Name another: make PYTHON=python3.12" % v[:2])'
	@echo "Setting up: uv, into .uv ..."
	@$(PYTHON) -m venv .uv || { echo "$(PYTHON) cannot make a virtual environment: install its venv module (Debian, Ubuntu: python3-venv)."; rm -rf .uv; exit 1; }
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check uv
