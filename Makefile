# Two commands do everything on a fresh machine that has Rust, Node and make: `make run` and `make test`.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# What the stylesheet and the scripts are made from: the stylesheet holds the classes that the templates use.
FRONTEND_SOURCES := $(shell find frontend crates/*/templates crates/*/i18n -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

.PHONY: help run test frontend browser-packages clients fuzz tools fmt check generated bench

help: ## Show this list
	@echo 'make run              install what is missing, build, and serve the demo on http://localhost:8080'
	@echo 'make run RELEASE=1    the same with an optimised build (slower to build, faster to use)'
	@echo 'make run PORT=8081 DATA_DIR=/tmp/second   a second one beside it'
	@echo 'make test             everything that CI checks: format, lints, dependencies, generated files, all tests'
	@echo
	@echo 'make check            only the compiler and its lints, for while you write'
	@echo 'make fmt              format the sources'
	@echo 'make frontend         build frontend/dist, if its sources changed'
	@echo 'make generated        write .sqlx, docs/openapi.json and .env.example again'
	@echo 'make clients          a TypeScript client and a Postman collection of the API, in clients/dist'
	@echo 'make fuzz             try every operation of the API with valid and broken requests (needs a built program)'
	@echo 'make tools            install what make run and make test need'
	@echo 'make bench            measure the release build under load'

run: ## Serve the demo
	@scripts/run.sh

test: ## Everything that CI checks
	@scripts/test.sh

tools:
	@scripts/tools.sh test

frontend: frontend/dist/assets.json

frontend/dist/assets.json: frontend/node_modules/.package-lock.json $(FRONTEND_SOURCES)
	@echo 'Building frontend/dist …'
	@cd frontend && npm run --silent build
	@touch $@

# npm writes this file last, so it tells whether the packages are those of package-lock.json.
frontend/node_modules/.package-lock.json: frontend/package-lock.json
	@echo 'Installing the npm packages of frontend/ …'
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# A typed TypeScript client and a Postman collection in clients/dist, from docs/openapi.json.
clients: clients/node_modules/.package-lock.json
	@cd clients && npm test --silent && ls dist

clients/node_modules/.package-lock.json: clients/package-lock.json
	@cd clients && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# A fuzzer that is driven by the API's own document, against a demo of its own.
fuzz:
	@scripts/fuzz.sh

# The browser tests' own packages.
browser-packages: crates/e2e/browser/node_modules/.package-lock.json

crates/e2e/browser/node_modules/.package-lock.json: crates/e2e/browser/package-lock.json
	@echo 'Installing the npm packages of the browser tests …'
	@cd crates/e2e/browser && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

fmt:
	@cargo fmt --all

check: frontend
	@cargo clippy --workspace --all-targets -- -D warnings

generated: frontend
	@cargo xtask sqlx-prepare
	@cargo xtask generated

bench: frontend
	@scripts/tools.sh bench
	@bench/run.sh
