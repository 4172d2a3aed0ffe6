# What a change must pass, by name; `make check` is the quick one. PYTHON may be another interpreter: make check PYTHON=.venv/bin/python
PYTHON ?= python
PYTEST = $(PYTHON) -m pytest

.PHONY: check lint types quick test slow bench docs site golden all

check: lint types quick  ## under two minutes on two cores

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m pyright --pythonpath $$(command -v $(PYTHON))

quick:  ## tests that simulate and draw little
	$(PYTEST) -n auto -m "not slow"

slow:  ## the others
	$(PYTEST) -n auto -m slow

test:  ## all tests
	$(PYTEST) -n auto

bench:  ## speed, and how the engines compare; alone on the machine
	$(PYTEST) tests/benchmarks

docs:  ## what is generated: picture of the architecture, body models
	$(PYTHON) -m tests.renew_architecture
	$(PYTHON) -m tests.renew_models

site:  ## the documentation as pages, in build/site; every link is looked at
	$(PYTHON) -m website

golden:  ## golden images anew; look at every one that changed
	$(PYTHON) -m tests.renew_golden

all: lint types test
