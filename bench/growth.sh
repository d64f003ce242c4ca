#!/usr/bin/env bash
# growth.sh: how answers grow from 30,000 to 3,000,000 listings (G-9); growth.md has the figures and says how they are
# measured. At 3,000,000 it needs about 16 GB of disk in BENCH_DIR, which are free again at the end. Further words go to
# growth.py: bench/growth.sh --scales 30000,300000
#   BENCH_DIR, BENCH_PGPORT, BENCH_BINARY   as in run.sh
#   BENCH_BUFFERS_GB                        shared buffers of PostgreSQL (2; a quarter of the memory is what its manual says)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."
export BENCH_DIR=${BENCH_DIR:-/var/tmp/pushnchat-growth} BENCH_PGPORT=${BENCH_PGPORT:-21434}
for tool in wrk curl python3; do
    command -v "$tool" >/dev/null || { echo "$tool is missing (Debian's package has the same name)" >&2; exit 1; }
done
mkdir -p "$BENCH_DIR"
if [ -z "${BENCH_BINARY:-}" ]; then
    cargo build --release --bin pushnchat
    BENCH_BINARY=${CARGO_TARGET_DIR:-target}/release/pushnchat
fi
python3 "$here/growth.py" --binary "$(realpath "$BENCH_BINARY")" "$@" | tee "$BENCH_DIR/growth-report.md"
"$here/cluster.sh" stop
