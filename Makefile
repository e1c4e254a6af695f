# Every target is a small script in .ci/ that says what it does and what it waits for.
.DEFAULT_GOAL := help
.PHONY: help run test bench lint fmt watch dist clean-demo

help: ## this list
	@awk -F':.*## ' '/^[a-z%-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## the demo on http://127.0.0.1:3000, built and filled by itself
	@.ci/run-portal

test: ## everything: lint, tests on SQLite and PostgreSQL, a real browser
	@.ci/test

bench: ## all benches into target/bench/report.json
	@.ci/bench

bench-%: ## one of them (the programs in .ci/bench.d/)
	@.ci/bench $*

lint: ## format, clippy, licences, spelling, scripts
	@.ci/lint

fmt: ## formats every Rust file
	@bash -c 'source .ci/lib.sh; step "formatting" cargo fmt --all'

watch: ## run, again after every change
	@.ci/watch

dist: ## one archive for operators: target/dist/
	@.ci/dist

clean-demo: ## forgets the demo's data
	@.ci/clean-demo
