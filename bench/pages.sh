#!/usr/bin/env bash
# Weighs home, a listing and a search as a phone gets them, and simulates loading them on slow networks; prints tables.
# Uses the demo database that run.sh has made and the optimised program. BENCH_DIR, BENCH_PGPORT, BENCH_BINARY as there;
# CHROME_PATH: the browser (default /usr/bin/chromium); RUNS: measurements of each (default 3).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."
export BENCH_DIR=${BENCH_DIR:-/var/tmp/pushnchat-bench} BENCH_PGPORT=${BENCH_PGPORT:-21433} CHROME_PATH=${CHROME_PATH:-/usr/bin/chromium}
binary=${BENCH_BINARY:-${CARGO_TARGET_DIR:-target}/release/pushnchat} port=21510
"$here/cluster.sh" start
[ -d "$here/lighthouse/node_modules" ] || npm ci --prefix "$here/lighthouse" --no-audit --no-fund --loglevel=error
PUSHNCHAT__DATABASE__URL="postgres://pushnchat_app@127.0.0.1:$BENCH_PGPORT/bench_demo" PUSHNCHAT__DATA_DIR="$BENCH_DIR/bench_demo" \
    PUSHNCHAT__SERVER__BIND=127.0.0.1:$port PUSHNCHAT__SERVER__PUBLIC_URL=http://127.0.0.1:$port PUSHNCHAT__LIMITS__ENABLED=false \
    PUSHNCHAT__LOG__FILTER=warn "$binary" serve >"$BENCH_DIR/pages.log" 2>&1 &
server=$!
trap 'kill $server; wait $server || true' EXIT
until curl -sfo /dev/null "http://127.0.0.1:$port/readyz"; do kill -0 $server; sleep 0.1; done
listing=$("$here/cluster.sh" psql -d bench_demo -At -c \
    "SELECT id FROM listings.listings WHERE status = 'ACTIVE' AND expires_at > now() AND cardinality(media_ids) > 0 ORDER BY id LIMIT 1")
node "$here/lighthouse/pages.mjs" "http://127.0.0.1:$port" / "/listings/$listing" '/search?q=rice' | tee "$BENCH_DIR/pages.md"
