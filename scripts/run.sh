#!/usr/bin/env bash
# `make run`: from a fresh clone to the demo on http://localhost:8080. PORT, DATA_DIR and RELEASE=1 change where and how.
set -euo pipefail
. "$(dirname "$0")/common.sh"

scripts/tools.sh run
make frontend

say 'Building the program …'
# Queries are checked against .sqlx; only a developer's .env names a database to ask instead.
[ -f .env ] || export SQLX_OFFLINE=true
profile=dev
[ -z "${RELEASE:-}" ] || profile=release
# All programs at once, so that what `make test` built is used again.
cargo build --workspace --bins --profile "$profile" || fail 'The program does not build; the compiler says why above.'

target=${CARGO_TARGET_DIR:-target}
[ "$profile" = dev ] && binary=$target/debug/pushnchat || binary=$target/release/pushnchat
arguments=(--port "${PORT:-8080}")
[ -z "${DATA_DIR:-}" ] || arguments+=(--data-dir "$DATA_DIR")
say 'Starting …'
exec "$binary" dev "${arguments[@]}"
