# Every command sets up what it needs; nothing has to be installed first but Python 3.11+, Node 18+ and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test faults soak check lint fmt screenshots setup clean

demo: setup  ## a local Webex with people and recordings, and the bot on it
	$(BIN)/python bot.py demo

# A process for each core, and each file of tests in one of them, as some share a browser.
test: setup  ## all tests; those that need Chromium or PostgreSQL say so when they are skipped
	$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist loadfile --cov --cov-report=term --cov-fail-under=95

faults: setup  ## the long run: everything goes wrong, a thousand times; SETUP=postgresql takes TEST_POSTGRES_URL
	$(BIN)/python -m tests.faults.run --setup $(or $(SETUP),sqlite) --seed $(or $(SEED),1) --kills $(or $(KILLS),1000) \
		--each $(or $(EACH),200)

soak: setup  ## an hour of mixed work, and whether anything grows; MINUTES=15 takes less
	$(BIN)/python -m bench.soak $(or $(MINUTES),60)

lint: setup  ## format, style, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .

check: lint test  ## everything that has to be right before a commit

fmt: setup  ## put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

screenshots: setup  ## draw the pictures in docs/images from the real cards and the real page
	$(BIN)/python -m docs.screenshots

setup: .venv/.ready node_modules/.ready

.venv/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt '.[dev,scale]'
	touch $@

node_modules/.ready: package.json package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	touch $@

clean:
	rm -rf .venv node_modules build .pytest_cache .mypy_cache .ruff_cache .coverage
