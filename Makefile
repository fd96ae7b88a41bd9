# The words of the house. Each line below can also be typed by itself; on Windows use .venv\Scripts instead of .venv/bin.
PYTHON ?= python3
BIN = .venv/bin
SCRIPTS = newsletter/studio/scripts
STUDIO = newsletter/studio/pages/static/built/licenses.txt

.PHONY: demo test lint types layers check studio bench fidelity caniemail clean

demo: .venv/installed          ## build the sample issue and say where it is
	@$(BIN)/newsletter build 2026-12
	@echo
	@echo "This is the sample issue. To see it, open this file in a browser:"
	@echo "    $(CURDIR)/dist/2026-12/email.html"
	@echo "Its plain-text twin is email.txt, in the same folder."
	@echo
	@echo "What to type next:"
	@echo "    $(BIN)/newsletter new 2027-01      start the January issue"
	@echo "    $(BIN)/newsletter build 2027-01    build it; it tells what is still missing"
	@echo "    $(BIN)/newsletter --help           everything else"

test: .venv/developer          ## run the whole test suite
	$(BIN)/python -m pytest -n auto

lint: .venv/developer
	$(BIN)/ruff check newsletter tests bench docs
	$(BIN)/ruff format --check newsletter bench docs

types: .venv/developer
	$(BIN)/mypy

layers: .venv/developer
	$(BIN)/lint-imports

check: lint types layers test  ## everything that has to hold before a commit

studio: $(STUDIO)              ## bundle the scripts of the studio's pages; needs Node.js 20

bench: .venv/developer         ## measure against npm mjml and react-email; needs Node.js 20
	$(BIN)/python bench/run.py
	$(BIN)/python bench/growth.py

fidelity: .venv/developer bench/peers/node_modules/.package-lock.json  ## our pages against npm mjml's, pixel by pixel; needs Node.js 20
	REQUIRE_FIDELITY=1 REQUIRE_BROWSER=1 $(BIN)/python -m pytest tests/fidelity

caniemail: .venv/developer bench/peers/node_modules/.package-lock.json  ## which mail program shows what: refresh the data, say what changed
	$(BIN)/python docs/caniemail.py

clean:
	rm -rf .venv dist

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
		(echo "Python 3.11 or later is needed. If you have it under another name: make demo PYTHON=python3.12"; exit 1)
	@echo "Setting up (once; this takes a minute) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

.venv/developer: .venv/installed
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	@touch $@

$(STUDIO): $(SCRIPTS)/node_modules/.package-lock.json $(shell find $(SCRIPTS) -name node_modules -prune -o -type f -print)
	@cd $(SCRIPTS) && npm run --silent build

$(SCRIPTS)/node_modules/.package-lock.json: $(SCRIPTS)/package.json
	@echo "Installing what the scripts of the studio are made of ..."
	@cd $(SCRIPTS) && npm install --no-audit --no-fund
	@touch $@

bench/peers/node_modules/.package-lock.json: bench/peers/package.json
	@echo "Installing npm mjml and the other peers ..."
	@cd bench/peers && npm install --no-audit --no-fund
	@touch $@
