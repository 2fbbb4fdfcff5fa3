# Every target does its own set-up: it needs python3 (3.11 or newer), pip, make and git, and nothing else.
# Arguments for pytest: make test ARGS='-k ledger'.   Another Python: make PYTHON=python3.12 test

PYTHON ?= python3
ARGS ?=
# make lock keeps the pins that still fit; make lock UPGRADE=--upgrade takes the newest.
UPGRADE ?=

BIN := .venv/bin
READY := .venv/.ready
FUZZER := .venv/fuzz

export PYTHON
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help demo test simulate torture longrun lint types contracts wheel-check lock bench bench-caldav golden schema clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-14s%s\n", $$1, $$2 }' Makefile

demo: $(READY) ## a session on an invented organisation's plan, ending with its report
	bash examples/demo.sh

test: $(READY) ## the tests, on every core; one after another: make test ARGS='-n 0'
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

simulate: $(READY) ## random worlds: make simulate SCHEDULES=1000000 SEED=1 CORES=2; one again: SEED=5 STEPS=0,3,7
	@SCHEDULES='$(SCHEDULES)' SEED='$(SEED)' CORES='$(CORES)' STEPS='$(STEPS)' $(BIN)/python -m tests.simulation

torture: $(READY) ## hjul killed again and again: make torture KILLS=300 SEED=1 PLACE=radicale
	$(BIN)/python -m tests.torture $(if $(KILLS),--kills $(KILLS)) $(if $(SEED),--seed $(SEED)) $(if $(PLACE),--place $(PLACE))

longrun: $(READY) ## many syncs in one process, and what they leave behind: make longrun SYNCS=1000 SEED=1
	$(BIN)/python -m tests.torture.longrun $(if $(SYNCS),--syncs $(SYNCS)) $(if $(SEED),--seed $(SEED))

fuzz: $(READY) ## hostile input without end: make fuzz SECONDS=600, half of it led by what code it reaches
	@[ -d $(FUZZER) ] || uv pip install --quiet --no-deps --only-binary :all: --python $(BIN)/python --require-hashes \
		--target $(FUZZER) -r requirements/fuzz.txt || echo 'no atheris for this Python or system: hypothesis alone'
	@SECONDS='$(SECONDS)' PYTHONPATH=$(FUZZER) $(BIN)/python -m tests.hostile

lint: $(READY) ## style and likely bugs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## mypy, strict
	$(BIN)/mypy

contracts: $(READY) ## the four floors: an import may only point down
	$(BIN)/lint-imports

wheel-check: $(READY) ## the wheel, installed alone
	$(BIN)/python .ci/wheel_check.py

bench: $(READY) ## the figures of benchmarks/
	$(BIN)/python -m benchmarks

bench-caldav: $(READY) ## the figures of CalDAV, on real servers that it starts: some minutes
	$(BIN)/python -m benchmarks.caldav

golden: $(READY) ## write the golden reports of the examples anew, to be looked at
	$(BIN)/python -m tests.adapters.reports.made

schema: $(READY) ## write the JSON Schemas of plan.yaml and of the report's JSON, from the code
	$(BIN)/python -m config.schema
	$(BIN)/python -c 'import json; from mappings.report_schema import report_schema; print(json.dumps(report_schema(), indent=2))' > mappings/report.schema.json

COMPILE = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock' $(UPGRADE)

lock: $(READY) ## pin every dependency, with hashes, from pyproject.toml
	$(COMPILE) pyproject.toml --group dev --output-file requirements/dev.txt
	$(COMPILE) pyproject.toml --constraint requirements/dev.txt --output-file requirements/runtime.txt
	$(COMPILE) --group build --constraint requirements/dev.txt --output-file requirements/build.txt
	$(COMPILE) --group fuzz --output-file requirements/fuzz.txt
	$(COMPILE) --group installer --output-file requirements/uv.txt
	@! grep -n '://' requirements/*.txt

clean: ## remove the environment, the caches and what was built
	rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml requirements/dev.txt requirements/uv.txt requirements/install.sh
	sh requirements/install.sh
	@touch $@
