# The commands of this repository; `make help` lists them.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
DEMO := NEWSROOM_DEMO=1 NEWSROOM_URL=http://localhost:$(PORT)
RUN := requirements.txt requirements-data.txt
DEV := requirements-dev.txt requirements-data.txt

.PHONY: help run test test-postgres lint messages screenshots bench bench-docs clean python installed installed-dev

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

run: python ## set up everything and serve the demo paper on http://localhost:8000/ (another port: make run PORT=8010)
	@$(PYTHON) newsroom/demo/port.py $(PORT)
	@$(PYTHON) deploy/install.py $(RUN)
	@$(DEMO) $(BIN)/python manage.py prepare
	@exec env $(DEMO) PORT=$(PORT) deploy/serve

test: installed-dev ## run all tests on SQLite; ARGS=... goes to pytest
	@$(BIN)/pytest -n auto $(ARGS)

test-postgres: installed-dev ## run what a database can change on a private PostgreSQL, started and stopped for it
	@.ci/with-postgres $(BIN)/pytest -n auto -m "not once and not browser" $(ARGS)

lint: installed-dev ## look for mistakes and untidy files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/djlint --quiet --lint templates

messages: installed-dev ## collect and compile the translations (needs gettext)
	@command -v msgfmt >/dev/null || { echo "msgfmt is missing. Debian, Ubuntu: apt-get install gettext"; exit 1; }
	@$(DEMO) $(BIN)/python manage.py makemessages --locale ko --add-location file --no-obsolete --ignore .venv --ignore var
	@$(DEMO) $(BIN)/python manage.py compilemessages --ignore .venv

screenshots: installed-dev ## take the pictures of the README from a demo of its own (needs Chromium)
	@$(DEMO) DJANGO_SETTINGS_MODULE=newsroom.settings $(BIN)/python -m newsroom.tests.screenshots

bench: installed-dev ## measure the paper beside references on this machine (needs wrk and nginx; BENCH_QUICK=1: roughly)
	@$(BIN)/python -m bench

bench-docs: installed-dev ## write docs/performance.md from the results of make bench
	@$(BIN)/python -m bench.page

clean: ## delete the environment, caches, and the demo with all its data
	rm -rf .venv var .pytest_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@command -v $(PYTHON) >/dev/null || { \
	echo "$(PYTHON) is missing. Debian, Ubuntu: apt-get install python3 python3-venv. Or name one: make run PYTHON=python3.12"; exit 1; }

installed-dev: python
	@$(PYTHON) deploy/install.py $(DEV)
