# Each target sets up what it needs in .venv, once; set-up is repeated when the requirements change.

VENV ?= .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
SEMANTIC := $(VENV)/semantic
DEVELOPMENT := $(VENV)/.development

# The first of these that is there and new enough, unless PYTHON names another.
PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)

CONTAINER ?= docker
WEIGHTS ?= ../shared/models/minilm-l6-v2
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
UV := $(BIN)/uv --quiet
COMPILE = $(UV) pip compile --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-emit-index-url --custom-compile-command 'make requirements' $(UPGRADE)

# With --strict, what could not be looked up is an error: otherwise it would count as having no fault.
AUDIT = $(UV) tool run --from 'pip-audit>=2.9,<3' pip-audit --strict --progress-spinner off --disable-pip \
	--require-hashes -r requirements-dev.txt $(ARGS)

# pip steps in where uv cannot: it knows the mirrors of pip's own settings.
define install
@$(UV) pip install --python $(BIN)/python --require-hashes -r $(1) || \
	{ echo 'pip takes over; that takes a minute or two.'; $(PIP) install --require-hashes -r $(1); }
@$(PIP) install --no-deps --no-build-isolation --editable .
@touch $@
endef

define beside
@$(UV) pip install --python $(SEMANTIC)/bin/python --require-hashes -r $(1) || \
	{ echo 'pip takes over; that takes a minute or two.'; \
	  $(PIP) --python $(SEMANTIC)/bin/python install --require-hashes -r $(1); }
@touch $@
endef

# Compiled once, imported often: the tests start many processes.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help chat ask check evaluate venv test test-slow test-semantic test-all lint fuzz audit bench bench-semantic bench-intents bench-overhearing bench-understanding bench-learning prove-kills prove-storm prove-guilds prove-load prove-restarts prove-image dist image requirements clean

help: ## list the targets
	@awk -F ':.* ## ' '/^[a-z-]+:.* ## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

chat: $(RUNTIME) ## talk to the roadmap in this terminal
	@$(BIN)/roadmap-bot chat

ask: $(RUNTIME) ## answer one question: make ask Q="every thread is blocked"
	@test -n "$$Q" || { echo 'Say what to ask: make ask Q="every thread is blocked"'; exit 2; }
	@$(BIN)/roadmap-bot ask -- "$$Q"

check: $(RUNTIME) ## validate the roadmap, or another one: make check FOLDER=path
	@$(BIN)/roadmap-bot check $(if $(FOLDER),"$(FOLDER)")

# What people's questions must get, whatever is changed; measured values lie some points above.
FLOORS = first=85% top3=93% answered=65% wrong=8% false-answers=5% false-suggestions=20% relations=92%

evaluate: $(RUNTIME) ## measure the answers to the labelled questions; ends with 1 below a floor
	@$(BIN)/roadmap-bot evaluate $(FLOORS:%=--floor %)

venv: $(DEVELOPMENT) ## set up .venv for development and do nothing else

test: $(DEVELOPMENT) ## run the tests that take seconds; ARGS="-k saga" is passed on to pytest
	$(BIN)/pytest -n auto --dist worksteal -m 'not slow' $(ARGS)

# What measures deadlines runs by itself; pytest ends with 5 where none of it was chosen.
test-slow: $(DEVELOPMENT) ## run the tests that take minutes, which `make test` leaves out
	$(BIN)/pytest -n auto --dist worksteal -m 'slow and not alone' $(ARGS) || test $$? -eq 5
	$(BIN)/pytest -m alone $(ARGS) || test $$? -eq 5

test-all: $(DEVELOPMENT) ## run every test, and measure which branches they reach
	$(BIN)/pytest -n auto --dist worksteal -m 'not alone' --cov --cov-report= $(ARGS)
	$(BIN)/pytest -m alone --cov --cov-append --cov-report=term:skip-covered $(ARGS) || test $$? -eq 5

lint: $(DEVELOPMENT) ## check style, format and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

fuzz: $(DEVELOPMENT) ## make up a million inputs, or INPUTS=..., and look for one that breaks something; takes half an hour
	FUZZ_INPUTS=$(or $(INPUTS),1000000) $(BIN)/pytest -n auto --dist worksteal tests/fuzzing $(ARGS)

audit: $(BIN)/uv ## look up known vulnerabilities in all that is pinned; ARGS="-s osv" asks OSV in the place of PyPI
	@said=$$($(AUDIT) 2>&1); code=$$?; case "$$said" in \
	*'could not be audited'*|*'Max retries'*|*'Failed to fetch'*|*'rror sending request'*) \
		echo 'pip-audit cannot reach its data from here: nothing was looked up. Run make audit where PyPI can be'; \
		echo 'reached, or make audit ARGS="-s osv" where https://api.osv.dev can.'; exit 3;; \
	*) printf '%s\n' "$$said"; \
		test $$code -eq 0 || { echo 'Take newer versions: make requirements UPGRADE=--upgrade, then make test-all'; exit 1; };; \
	esac

bench: $(DEVELOPMENT) ## compare our times and memory with their baselines; ARGS=--quick takes under two minutes
	$(BIN)/python -m tests.benchmarks $(ARGS)

bench-intents: $(DEVELOPMENT) ## hold the matcher against published intent sets: make bench-intents INTENT_DATA=FOLDER
	@$(BIN)/python -m tests.benchmarks.intents

bench-overhearing: $(DEVELOPMENT) ## let an ask channel hear 10,000 lines of talk: make bench-overhearing INTENT_DATA=FOLDER
	@$(BIN)/python -m tests.benchmarks.overhearing

bench-understanding: $(DEVELOPMENT) ## measure phrases, typos, size and learning; ARGS="FILE …" names labelled questions
	@$(BIN)/python -m tests.benchmarks.understanding $(ARGS)

bench-learning: $(DEVELOPMENT) ## let learners who forget practise for 90 days, in our order and in others; ARGS=--quick
	@$(BIN)/python -m tests.benchmarks.remembering $(ARGS)

# These two apart from .venv, where the extra would change what every other target starts.
test-semantic: $(SEMANTIC)/.development ## run the tests of sentence models, which need what roadmap-bot[semantic] adds
	$(SEMANTIC)/bin/python -m pytest tests/bot/engine $(ARGS)

bench-semantic: $(SEMANTIC)/.installed ## measure the sentence model in WEIGHTS beside words alone; FILES="a.yaml b.yaml"
	@SENTENCE_MODEL="$(WEIGHTS)" $(SEMANTIC)/bin/python -m tests.benchmarks.sentences $(FILES)

prove-kills: $(DEVELOPMENT) ## kill 200 processes at named moments, on each engine; nothing may be lost or doubled
	$(BIN)/python -m tests.proofs kills $(ARGS)

prove-storm: $(DEVELOPMENT) ## let 2,000 people answer within a second; all must be answered within three
	$(BIN)/python -m tests.proofs storm $(ARGS)

prove-guilds: $(DEVELOPMENT) ## make the quizzes of 5,000 guilds due at the same minute; takes some minutes
	$(BIN)/python -m tests.proofs guilds $(ARGS)

prove-load: $(DEVELOPMENT) ## ask, press and type 300 times a second for five minutes, beside a bare bot; needs a quiet machine
	$(BIN)/python -m tests.proofs load $(ARGS)

prove-restarts: $(DEVELOPMENT) ## replace processes every 20 seconds for five minutes, under load; ARGS=--quick takes one
	$(BIN)/python -m tests.proofs restarts $(ARGS)

prove-image: $(DEVELOPMENT) ## build the image without a container engine, start it and ask it; Debian, root, some minutes
	$(BIN)/python -m tests.proofs.image

dist: $(DEVELOPMENT) ## build the source distribution, and the wheel from it, into dist/
	@rm -rf dist
	$(BIN)/hatchling build -t sdist
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist dist/*.tar.gz

image: ## build the container image; CONTAINER=podman where there is no docker
	$(CONTAINER) build $(if $(findstring podman,$(CONTAINER)),--format docker) --tag roadmap-bot .

requirements: $(BIN)/uv ## pin the requirements again from pyproject.toml; UPGRADE=--upgrade takes newer versions
	$(COMPILE) --group build --output-file requirements-build.txt
	$(COMPILE) --extra postgresql --extra speed -c requirements-build.txt --output-file requirements.txt pyproject.toml
	$(COMPILE) --extra postgresql --extra speed --extra semantic -c requirements-build.txt -c requirements.txt \
		--output-file requirements-semantic.txt pyproject.toml
	$(COMPILE) --extra postgresql --extra speed --extra dev --group build -c requirements.txt -c requirements-build.txt \
		--output-file requirements-dev.txt pyproject.toml

clean: ## remove .venv and what was built
	rm -rf $(VENV) dist .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or newer is needed. Install it, or name it: make PYTHON=/path/to/python3'; exit 2; }
	@echo 'Setting up $(VENV), once. This takes less than a minute.'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo '$(PYTHON) could not make $(VENV). Where venv is a package of its own: apt install python3-venv'; exit 2; }

$(BIN)/uv: requirements-build.txt | $(BIN)/python
	@$(PIP) install --require-hashes -r requirements-build.txt
	@touch $@

$(RUNTIME): requirements.txt pyproject.toml $(BIN)/uv
	$(call install,requirements.txt)

$(DEVELOPMENT): requirements-dev.txt pyproject.toml $(BIN)/uv
	$(call install,requirements-dev.txt)
	@touch $(RUNTIME)

$(SEMANTIC)/.installed: requirements-semantic.txt $(BIN)/uv
	@$(BIN)/python -m venv --without-pip $(SEMANTIC)
	$(call beside,requirements-semantic.txt)

$(SEMANTIC)/.development: $(SEMANTIC)/.installed requirements-dev.txt
	$(call beside,requirements-dev.txt)

.PHONY: pictures
pictures: $(DEVELOPMENT) ## draw the pictures of the README from what the bot really sends; needs chromium and tmux
	$(BIN)/python -m tests.pictures docs/pictures
