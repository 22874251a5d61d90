# make demo   mend and check the five documents in seeds/ and write a report
# make test   everything CI runs: linters, types, tests and doctests against the built wheel, the docs
# make test-engines   the tests of Ray, PySpark, Dask and datatrove, in an environment of their own; needs Java 17
# make docs   the documentation site, in .build/site
# make bench  the accuracy and speed tables of docs/
# make fuzz   fuzz decoding, HTML, tables and figures, SECONDS=60 each
# make mutants  how many deliberate faults in the text, validate and gloss rooms the tests notice: COUNT=300 of them, SEED=1
# make audit  ask for known faults in what is installed, and check its licences
# make sbom   a CycloneDX list of what a user gets with kanwu, in .build/sbom.json
# make lock   uv.lock brought up to date with pyproject.toml
# make reproducible  build the wheel and the sdist twice and compare the bytes
# make clean  remove what the other verbs made
#
# Each verb sets itself up: it needs Python 3.11 or newer, make, and a network to PyPI.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WHEELS := .build/wheels
UV := $(shell command -v uv 2>/dev/null)
SOURCES := $(shell find src -type f -not -name '*.pyc') pyproject.toml README.md LICENSE NOTICE

ifdef UV
INSTALL := uv pip install --quiet --python $(BIN)/python
REINSTALL := --reinstall
else
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
REINSTALL := --force-reinstall
endif

SECONDS ?= 60
COUNT ?= 300
SEED ?= 1

.PHONY: demo test test-engines engines-tested docs bench fuzz mutants audit sbom lock reproducible clean browser

demo: $(VENV)/.installed
	@rm -rf reports/seeds
	$(BIN)/kanwu run seeds --out reports/seeds

test: $(VENV)/.dev browser
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python tools/build_rule_pages.py --check
	$(BIN)/python tools/build_settings_schema.py --check
	$(BIN)/python tools/build_traditional_strings.py --check
	$(BIN)/python tools/stamp_rule_translations.py
	KANWU_WHEELS=$(WHEELS) $(BIN)/python -m pytest -q -n auto
	$(BIN)/python -m pytest -q -p no:cacheprovider --doctest-modules --pyargs kanwu -o testpaths=
	$(BIN)/mkdocs build --quiet --strict --site-dir .build/site

# Some 600 MB of packages, which nothing else needs: an environment of its own, made by this Makefile under another name.
test-engines:
	@$(MAKE) --no-print-directory VENV=$(VENV)-engines WHEELS=.build/wheels-engines engines-tested

engines-tested: $(VENV)/.engines
	KANWU_ENGINES=required $(BIN)/python -m pytest -q tests/engines

docs: $(VENV)/.dev
	$(BIN)/python tools/build_rule_pages.py
	$(BIN)/python tools/build_settings_schema.py
	$(BIN)/mkdocs build --quiet --strict --site-dir .build/site
	@echo "The site is in .build/site; open .build/site/index.html."

bench: $(VENV)/.dev .build/peers
	for command in bench/*.py; do echo "== $$command" && $(BIN)/python $$command || exit 1; done

# It would take the place of the official binding, which has the same import name: a folder of its own.
.build/peers: $(VENV)/.dev
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip --upgrade >/dev/null
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --target $@ opencc-python-reimplemented

fuzz: $(VENV)/.dev
	@$(INSTALL) --group fuzz || echo "atheris cannot be installed here; the inputs are damaged blindly."
	for name in decoding html tables figures; do \
	  $(BIN)/python fuzz/run.py $$name --seconds $(SECONDS) || exit 1; done

mutants: $(VENV)/.dev
	@$(INSTALL) --group mutants
	$(BIN)/python tools/sample_mutants.py $(COUNT) $(SEED)

# Strict: a part of which nothing could be asked is a failure, not a pass. kanwu itself is in no list of faults.
audit: $(VENV)/.installed
	$(BIN)/python tools/check_licences.py
	@$(INSTALL) --group release
	@$(BIN)/python -m pip list --format=freeze --exclude kanwu --disable-pip-version-check > .build/installed.txt
	$(BIN)/pip-audit --progress-spinner off --strict --no-deps --disable-pip --requirement .build/installed.txt || { \
	  echo "A fault is known, or a part could not be asked for, which proves nothing either way." >&2; exit 1; }

# Of an environment that holds what a user gets: kanwu and what it needs, none of the tools.
sbom: $(VENV)/.installed
	@$(INSTALL) --group release
	@rm -rf .build/user
	@$(PYTHON) -m venv --without-pip .build/user
	@$(BIN)/python -m pip --python .build/user/bin/python install --quiet --disable-pip-version-check \
	  $(WHEELS)/kanwu-*.whl
	$(BIN)/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml --mc-type application \
	  --output-file .build/sbom.json .build/user/bin/python

lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv" >&2; exit 1; }
	uv lock

reproducible: $(VENV)/bin/python
	PYTHON=$(BIN)/python sh tools/build_twice.sh

clean:
	rm -rf $(VENV) $(VENV)-engines .build reports/seeds

browser:
	@sh tools/find_browser.sh

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "kanwu needs Python 3.11 or newer; name one with make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
ifdef UV
	@uv venv --quiet --python $(PYTHON) $(VENV)
else
	@echo "Making an environment in $(VENV)."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
endif

# The wheel is built and installed as a user would get it: nothing below runs from src/.
$(WHEELS)/.built: $(VENV)/bin/python $(SOURCES)
	@echo "Building the wheel."
	@rm -rf $(WHEELS)
ifdef UV
	@uv build --quiet --wheel --python $(BIN)/python --out-dir $(WHEELS)
else
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir $(WHEELS) .
endif
	@touch $@

$(VENV)/.installed: $(WHEELS)/.built
	@echo "Installing it into $(VENV)."
	@$(INSTALL) $(WHEELS)/kanwu-*.whl
	@$(INSTALL) $(REINSTALL) --no-deps $(WHEELS)/kanwu-*.whl
	@touch $@

$(VENV)/.dev: $(VENV)/.installed pyproject.toml
	@echo "Installing what the tests need."
	@$(INSTALL) --group dev
	@touch $@

$(VENV)/.engines: $(VENV)/.installed pyproject.toml
	@echo "Installing the engines."
	@$(INSTALL) --group engines
	@touch $@
