#!/usr/bin/env bash
# cluster.sh start|stop|pid|psql … : a durable PostgreSQL of the benchmark's own in $BENCH_DIR/pg, loopback port $BENCH_PGPORT,
# with $BENCH_BUFFERS_GB of shared buffers (2).
set -euo pipefail
dir=${BENCH_DIR:?}/pg port=${BENCH_PGPORT:?} buffers=${BENCH_BUFFERS_GB:-2}
bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sort -V | tail -1 | grep . || command -v postgres)")
as_owner() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

init() {
    mkdir -p "$dir"
    [ "$(id -u)" != 0 ] || chown postgres "$dir"
    as_owner "$bin/initdb" -D "$dir" -U postgres -A trust --no-locale -E UTF8 >/dev/null
    # Durable, and the same settings as a careful small installation with 8 GB to spare. Vacuum runs between the
    # rounds instead of in them, so that nobody pays for somebody else's garbage.
    cat >>"$dir/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
max_connections = 120
effective_cache_size = 6GB
work_mem = 16MB
random_page_cost = 1.1
effective_io_concurrency = 100
max_parallel_workers_per_gather = 0
jit = off
wal_compression = on
max_wal_size = 8GB
checkpoint_timeout = 30min
fsync = on
synchronous_commit = on
autovacuum = off
logging_collector = on
log_destination = 'jsonlog'
log_directory = 'log'
log_filename = 'postgresql.log'
CONF
}

# PostgreSQL's manual advises huge pages for memory of this size. Without them a connection pays a page fault for every
# 4 KiB that it meets for the first time: 3,500 pages took 40 ms here, and 8 ms when they were read again. Room for this
# cluster and for the peers' of 2 GB; given back at the stop.
huge=/proc/sys/vm/nr_hugepages wanted=$((1150 + buffers * 575))
reserve_huge_pages() {
    [ "$(cat $huge 2>/dev/null || echo $wanted)" != 0 ] || echo $wanted 2>/dev/null >$huge \
        || echo 'No right to reserve huge pages: the database will look dearer than on a server that has them.' >&2
}
give_back_huge_pages() { [ "$(cat $huge 2>/dev/null)" != $wanted ] || echo 0 2>/dev/null >$huge || true; }

case ${1:-} in
start)
    [ -s "$dir/PG_VERSION" ] || init
    reserve_huge_pages
    as_owner "$bin/pg_ctl" -D "$dir" -s status >/dev/null 2>&1 || as_owner "$bin/pg_ctl" -D "$dir" -w -s -l "$dir/start.log" -o "-c shared_buffers=${buffers}GB" start
    ;;
stop)
    as_owner "$bin/pg_ctl" -D "$dir" -m fast -w -s stop
    give_back_huge_pages
    ;;
pid) head -1 "$dir/postmaster.pid" ;;
psql) shift; exec "$bin/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U postgres "$@" ;;
pgbench) shift; exec "$bin/pgbench" -h 127.0.0.1 -p "$port" "$@" ;;
*) sed -n 2,3p "$0" >&2; exit 2 ;;
esac
