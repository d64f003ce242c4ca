#!/usr/bin/env bash
# Measures sending messages over HTTP and sockets, beside the peers of PEER_DIR if there are any; variables as in run.sh.
# Further words go to messages.py: bench/messages.sh --rounds 5 --people 2000 --sockets 500,2000
# The sockets' client is the official one, out of crates/e2e/browser (make browser-packages).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."
export BENCH_DIR=${BENCH_DIR:-/var/tmp/pushnchat-bench} BENCH_PGPORT=${BENCH_PGPORT:-21433}
mkdir -p "$BENCH_DIR"
if [ -z "${BENCH_BINARY:-}" ]; then
    cargo build --release --bin pushnchat
    BENCH_BINARY=${CARGO_TARGET_DIR:-target}/release/pushnchat
fi
ulimit -n 65536 2>/dev/null || true
python3 "$here/messages.py" --binary "$(realpath "$BENCH_BINARY")" "$@" | tee "$BENCH_DIR/messages.md"
"$here/cluster.sh" stop
