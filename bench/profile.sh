#!/usr/bin/env bash
# profile.sh SCENARIO [SECONDS]: where the program spends its time under load, by perf. Run it after run.sh, with its
# requests still in $BENCH_DIR/targets. Needs Debian's linux-perf and the right to use it (root, or perf_event_paranoid 1).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."
scenario=${1:?a scenario, such as feed} seconds=${2:-8}
export BENCH_DIR=${BENCH_DIR:-/var/tmp/pushnchat-bench} BENCH_PGPORT=${BENCH_PGPORT:-21433}
binary=${BENCH_BINARY:-${CARGO_TARGET_DIR:-target}/release/pushnchat} port=21520
"$here/cluster.sh" start
PUSHNCHAT__DATABASE__URL="postgres://pushnchat_app@127.0.0.1:$BENCH_PGPORT/bench" PUSHNCHAT__DATA_DIR="$BENCH_DIR/bench" \
    PUSHNCHAT__SERVER__BIND=127.0.0.1:$port PUSHNCHAT__SERVER__PUBLIC_URL=http://127.0.0.1:$port PUSHNCHAT__LIMITS__ENABLED=false \
    PUSHNCHAT__LOG__FILTER=warn "$binary" serve >"$BENCH_DIR/profile.log" 2>&1 &
server=$!
trap 'kill $server; wait $server || true' EXIT
until curl -sfo /dev/null "http://127.0.0.1:$port/readyz"; do kill -0 $server; sleep 0.1; done
TARGETS=$BENCH_DIR/targets/PushNchat.$scenario.tsv RUN=$RANDOM wrk -t1 -c50 -d$((seconds + 4))s -s "$here/targets.lua" "http://127.0.0.1:$port" >/dev/null &
load=$!
sleep 3
perf record -q -F 499 -g --call-graph fp -p $server -o "$BENCH_DIR/perf.data" -- sleep "$seconds"
wait $load
echo "## $scenario: by library"
perf report -i "$BENCH_DIR/perf.data" --no-children -g none --sort dso --stdio 2>/dev/null | grep -v '^#' | grep . | head -8
echo "## $scenario: by function"
perf report -i "$BENCH_DIR/perf.data" --no-children -g none --sort symbol --percent-limit 0.7 --stdio 2>/dev/null | grep -v '^#' | grep . | head -45
