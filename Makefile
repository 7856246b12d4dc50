# Two commands: `make demo` shows what newscrawl does, `make test` passes the tests. Both install into .venv first, from requirements.txt alone.
SHELL := /bin/sh
# The first Python that is new enough; say `make PYTHON=/path/to/python3.12 …` for another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then command -v $$p; break; fi; done)
BIN := .venv/bin
UV := PYTHONPATH=.uv $(PYTHON) -m uv

.PHONY: help demo test lint types install docs requirements benchmarks clean

help:
	@echo 'make demo      install, crawl the demo newsroom on this machine, show what came out (under a minute once installed)'
	@echo 'make test      install, then lint, types and the whole test suite (under five minutes)'
	@echo 'make install   install into .venv/ only; then .venv/bin/newscrawl --help'
	@echo 'make docs      write the generated pages of docs/ anew'

demo: .venv/installed
	@$(BIN)/newscrawl demo

test: .venv/installed
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/mypy --platform darwin --cache-dir .mypy_cache/darwin
	$(BIN)/pytest

lint: .venv/installed
	$(BIN)/ruff check --fix

types: .venv/installed
	$(BIN)/mypy

install: .venv/installed
	@echo 'Installed. Try: .venv/bin/newscrawl --help'

docs: .venv/installed
	$(BIN)/python -m newscrawl.cli.docs docs

# uv comes by pip into a folder of its own: it needs neither venv nor ensurepip, which Debian leaves out.
.uv/ready: requirements-uv.txt
	@test -n "$(PYTHON)" || { echo 'newscrawl needs Python 3.11 or later; install it, or say make PYTHON=/path/to/python3'; exit 1; }
	@echo 'Getting the installer …'
	@rm -rf .uv
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-warn-script-location --require-hashes --target .uv -r requirements-uv.txt
	@touch $@

.venv/installed: .uv/ready requirements.txt pyproject.toml
	@echo 'Installing into .venv/ …'
	@test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) .venv
	@$(UV) pip sync --quiet --require-hashes --python $(BIN)/python requirements.txt
	@$(UV) pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	@touch $@

# For maintainers: resolve the floors of pyproject.toml again and pin what comes out.
requirements: .uv/ready
	$(UV) pip compile --quiet --universal --upgrade --generate-hashes --no-header --no-annotate --python-version 3.11 --group pyproject.toml:dev pyproject.toml -o requirements.txt
	echo uv | $(UV) pip compile --quiet --universal --upgrade --generate-hashes --no-header --no-annotate --python-version 3.11 - -o requirements-uv.txt

clean:
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache
