#!/usr/bin/env bash
# `make test`: everything CI checks, in the order in which a mistake shows soonest. Stops at the first failure.
set -euo pipefail
. "$(dirname "$0")/common.sh"

if [ "${CI:-}" = true ]; then
    # A fresh clone finds what the last one compiled.
    export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$cache/target} CARGO_INCREMENTAL=0
    # Crates of clones that are gone pile up there: begin anew now and then.
    size=$(du -s --block-size=1G "$CARGO_TARGET_DIR" 2>/dev/null | cut -f1 || true)
    [ "${size:-0}" -lt 30 ] || rm -rf "$CARGO_TARGET_DIR"
fi
# The queries' checked descriptions, not a developer's own database, decide here.
export SQLX_OFFLINE=true

count=9
number=0
took=()
step() {
    local title=$1 began=$SECONDS
    shift
    number=$((number + 1))
    say "[$number/$count] $title"
    # Not in an `if`: there, a function would go on after a command that failed.
    set +e
    (set -e && "$@")
    local status=$?
    set -e
    took+=("$(printf '%5d s  %s' $((SECONDS - began)) "$title")")
    [ $status = 0 ] || fail "make test stopped at step $number, “$title”. What is wrong stands above."
}

frontend() {
    make frontend
    cd frontend
    npm run --silent check
    npm run --silent --if-present test
}

architecture() {
    cargo xtask deps-dag
    cargo xtask tidy
}

licences() {
    cargo fetch --locked --quiet
    cargo deny --offline --log-level error check --hide-inclusion-graph bans licenses sources
}

build() { cargo nextest run --workspace --locked --no-run; }

tests() {
    make browser-packages
    make clients
    cargo xtask with-postgres -- cargo nextest run --workspace --locked 2>&1 | tee "$summary"
}

summary=$(mktemp)
trap 'rm -f "$summary"' EXIT

step 'Tools' scripts/tools.sh test
step 'Format' cargo fmt --all --check
step 'Browser code' frontend
step 'Architecture and tidiness' architecture
step 'Licences and origin of dependencies' licences
step 'Lints, and .sqlx against PostgreSQL' cargo xtask sqlx-prepare --check
step 'Build' build
step 'Generated files' cargo xtask generated --check
step 'Unit, integration and browser tests' tests

say "All of it holds ($((SECONDS / 60)) min $((SECONDS % 60)) s)"
printf '%s\n' "${took[@]}"
# nextest's own words once more, as the last line: “Summary [ 12.3s] 345 tests run: 345 passed, 2 skipped”.
sed 's/\x1b\[[0-9;]*m//g' "$summary" | grep -E '^ *Summary \[' | tail -1
