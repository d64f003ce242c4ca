#!/usr/bin/env bash
# `make bench`: builds the optimised program and measures it under load; see README.md in this folder.
#   BENCH_DIR   where database, requests and results are kept (default /var/tmp/pushnchat-bench: a disk, not memory)
#   PEER_DIR    a folder with the peers to measure beside ours (README.md says what must be in it); none: ours alone
#   BENCH_PGPORT, BENCH_BINARY   another port of the database; a program that is built already
# Further words go to bench.py: bench/run.sh --rounds 5 --scenarios feed,detail
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."
export BENCH_DIR=${BENCH_DIR:-/var/tmp/pushnchat-bench} BENCH_PGPORT=${BENCH_PGPORT:-21433}
for tool in wrk curl python3; do
    command -v "$tool" >/dev/null || { echo "$tool is missing (Debian's package has the same name)" >&2; exit 1; }
done
mkdir -p "$BENCH_DIR"
if [ -z "${BENCH_BINARY:-}" ]; then
    cargo build --release --bin pushnchat
    BENCH_BINARY=${CARGO_TARGET_DIR:-target}/release/pushnchat
fi
ulimit -n 65536 2>/dev/null || true
python3 "$here/bench.py" --binary "$(realpath "$BENCH_BINARY")" "$@" | tee "$BENCH_DIR/report.md"
"$here/cluster.sh" stop
