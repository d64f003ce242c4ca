#!/usr/bin/env python3
"""Measures the release build under load, beside the peers if there are any. Started by run.sh, which builds and explains."""
import argparse
import datetime
import json
import os
import re
import statistics
import subprocess
import sys
import time

import database as db
import requests
import servers
from machine import Meter, pss_mib

HERE = os.path.dirname(os.path.abspath(__file__))
SCENARIOS = ['detail', 'detail_cold', 'feed', 'nearby', 'search', 'search_common', 'suggest', 'suggest_paced', 'create', 'mixed', 'paced', 'crud',
             'crud_paced']
PASSWORD = re.compile(r'password (\S+)')
# Ids that `detail` draws from.
DETAILS = 60_000
# Requests a second of `crud_paced`: two by each of the fifty people.
CRUD_RATE = 100
# Of `suggest_paced`: four by each, as when each of them is typing and waits a quarter of a second for the next letter.
SUGGEST_RATE = 200


def say(*words):
    print(datetime.datetime.now().strftime('%H:%M:%S'), *words, file=sys.stderr, flush=True)


# ---------------------------------------------------------------- preparing
def environment(options, name, port):
    """How our program is configured: an own cluster, no rate limits, no log lines but warnings; all else as delivered."""
    url = f'postgres://{{}}@127.0.0.1:{os.environ["BENCH_PGPORT"]}/{name}'
    return {'PUSHNCHAT__DATABASE__URL': url.format('pushnchat_app'), 'PUSHNCHAT__DATABASE__OWNER_URL': url.format('pushnchat_owner'),
            'PUSHNCHAT__SERVER__BIND': f'127.0.0.1:{port}', 'PUSHNCHAT__SERVER__PUBLIC_URL': f'http://127.0.0.1:{port}',
            'PUSHNCHAT__DATA_DIR': f'{options.folder}/{name}', 'PUSHNCHAT__LIMITS__ENABLED': 'false',
            'PUSHNCHAT__LOG__FILTER': 'warn', 'DATABASE_URL': ''}


def seed(options, name, scale):
    """A database with that many listings (or the demo world); made anew when it is too old, since listings expire."""
    stamp, world = f'{options.folder}/{name}.json', None
    if os.path.exists(stamp):
        with open(stamp) as file:
            world = json.load(file)
    fresh = world and world['scale'] == scale and time.time() - world['at'] < options.max_age * 3600
    if fresh:
        return world
    say(f'seeding {name}')
    owner = db.Database('postgres')
    roles = "DO $$ DECLARE role text; BEGIN FOREACH role IN ARRAY ARRAY['pushnchat_owner', 'pushnchat_app'] LOOP " \
            "BEGIN EXECUTE format('CREATE ROLE %I LOGIN', role); EXCEPTION WHEN duplicate_object THEN NULL; END; END LOOP; END $$"
    owner.run([roles, f'DROP DATABASE IF EXISTS {name} WITH (FORCE)', f'CREATE DATABASE {name} OWNER pushnchat_owner'])
    env = {**os.environ, **environment(options, name, 0)}
    subprocess.run([options.binary, 'migrate'], env=env, check=True)
    began = time.monotonic()
    told = subprocess.run([options.binary, 'seed', *(['--scale', str(scale)] if scale else [])], env=env, check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    print(told, file=sys.stderr)
    world = {'scale': scale, 'at': time.time(), 'seconds': time.monotonic() - began, 'password': PASSWORD.search(told)[1], 'peers': False}
    data = db.Database(name)
    # Reminders that were due before the data were made have been sent; otherwise 30,000 of them would be sent while we measure.
    # Some requests have found offers of their category, as many have after months of use.
    data.run(["UPDATE accounts.businesses SET plan = 'PREMIUM'", 'UPDATE listings.listings SET remind_at = NULL WHERE remind_at < now()',
              """WITH found AS (SELECT id, type, category, activated_at, row_number() OVER (PARTITION BY category, type ORDER BY id) AS place
                                FROM listings.listings WHERE status = 'ACTIVE')
                 INSERT INTO listings.matches (request_id, offer_id, matched_at, told_at)
                 SELECT request.id, offer.id, request.activated_at, request.activated_at
                 FROM found AS request JOIN found AS offer USING (category)
                 WHERE request.type = 'REQUEST' AND offer.type = 'OFFER' AND offer.place / 4 = request.place AND request.place <= 200""",
              'VACUUM ANALYZE', 'CHECKPOINT'])
    keep(stamp, world)
    return world


def keep(path, value):
    with open(path, 'w') as file:
        json.dump(value, file, indent=1)


def give_to_peers(options, data, world):
    """The peers get our listings, once for each seeding."""
    if world.get('peers'):
        return
    say('giving our listings to the peers')
    columns = ("SELECT id, root_category, type, status, title, description, price_minor, currency, city, latitude, longitude, activated_at, "
               "expires_at, coalesce(featured_until > now(), false) FROM listings.listings ORDER BY id")
    csv = data.psql('-c', f'COPY ({columns}) TO STDOUT CSV')
    peer = f'{options.peers}/pg.sh'
    subprocess.run([peer, 'psql', '-f', f'{HERE}/peer-data.sql'], input=csv, text=True, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([peer, 'psql', '-f', f'{options.peers}/sql/indexes.sql'], check=True, capture_output=True)
    subprocess.run([peer, 'reset'], check=True)
    world['peers'] = True
    keep(f'{options.folder}/{data.name}.json', world)


def sample_of(options, data):
    """What requests are drawn from."""
    rows = data.rows("SELECT id, type, category, root_category, title, description, price_minor, currency, city, country, latitude, longitude "
                     "FROM listings.listings WHERE status = 'ACTIVE' ORDER BY hashtext(id::text) LIMIT 6000")
    live = [row['id'] for row in data.rows("SELECT id FROM listings.listings WHERE status = 'ACTIVE' AND expires_at > now() + interval '1 hour' "
                                           "ORDER BY hashtext(id::text)")]
    numbers = {}
    if options.peers:
        told = subprocess.check_output([f'{options.peers}/pg.sh', 'psql', '-AtF', ' ', '-c', 'SELECT uuid, id FROM bench_ids'], text=True)
        numbers = dict(line.split() for line in told.splitlines())
    people = [row['address'] for row in data.rows(
        "SELECT address FROM accounts.user_contacts JOIN accounts.business_members USING (user_id) WHERE kind = 'EMAIL' "
        f"AND team_role = 'CEO' ORDER BY hashtext(address) LIMIT {options.people}")]
    return requests.Sample(rows, [(id, numbers.get(id)) for id in live], people)


# ---------------------------------------------------------------- measuring
def wrk(server, targets, options, seconds, seed, pause=0, order='random'):
    env = {**os.environ, 'TARGETS': targets, 'SEED': str(seed), 'RUN': str(time.time_ns() % 10**10), 'PAUSE_MS': str(pause), 'ORDER': order}
    told = subprocess.run(['wrk', '-t1', f'-c{options.connections}', f'-d{seconds}s', '--timeout', '15s', '-s', f'{HERE}/targets.lua', server.url],
                          capture_output=True, text=True, env=env)
    found = re.search(r'JSON(\{.*\})', told.stdout)
    if not found:
        sys.exit(f'wrk: {told.stdout[-500:]} {told.stderr[-500:]}')
    return json.loads(found[1])


def targets_of(server, scenario, sample, options):
    """The scenario's requests as a file for wrk; tokens change, so files with POSTs are written each time."""
    count = {'detail': DETAILS}.get(scenario, 20000)
    path = f'{options.folder}/targets/{server.name}.{scenario}.tsv'.replace(' ', '')
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if scenario == 'crud':
        lines = server.crud(sample, 1000)
    else:
        drawn = options.drawn.setdefault(scenario, requests.draws(sample, scenario, count))
        lines = [server.render(one, sample) for one in drawn]
    with open(path, 'w') as file:
        file.writelines(line + '\n' for line in lines)
    return path


def measure(server, scenario, sample, options, number):
    """One sample: warm up, then load for a while; the noisy ones are repeated and the quietest is kept."""
    base, pause, order = scenario, 0, 'random'
    if scenario == 'paced':
        base, pause = 'mixed', 1000 * options.connections / options.rate
    if scenario == 'crud_paced':
        base, pause = 'crud', 1000 * options.connections / CRUD_RATE
    if scenario == 'suggest_paced':
        base, pause = 'suggest', 1000 * options.connections / SUGGEST_RATE
    if scenario in ('detail_cold', 'crud', 'crud_paced'):
        order = 'once'
    if isinstance(server, servers.Ours) and base in ('create', 'mixed', 'crud'):
        server.sign_in(sample.people, options.password)
    targets = targets_of(server, base, sample, options)
    best = None
    for attempt in range(options.retries + 1):
        # `detail` is about what is in memory: every id has been asked for before. `detail_cold` is about the other case.
        # The peers keep nothing, so they need no such warming.
        keeps = scenario == 'detail' and isinstance(server, servers.Ours)
        first = 3 * DETAILS if keeps else options.warm
        wanted = 0 if order == 'once' else first if number == 0 and attempt == 0 else options.warm // 10
        for turn in range(120 if keeps else 20):
            if wanted <= 0:
                break
            wanted -= wrk(server, targets, options, 1, 1000 + 100 * number + 10 * attempt + turn)['requests']
        server.settled()
        with Meter(server.pid, server.database_pid) as meter:
            told = wrk(server, targets, options, options.seconds, number + 1, pause, order)
            # What a write leaves for later (events, the search index) is part of its price.
            server.settled()
        # Lines that are played once may end before the time does; then Little's law tells how fast it went.
        pace = told['requests'] / told['seconds'] if order == 'random' or pause else 1000 * options.connections / told['mean']
        one = {'rps': pace, 'p50': told['p50'], 'p99': told['p99'], 'errors': told['refused'] + told['broken'],
               'bytes': told['bytes'] / max(told['requests'], 1), **meter.per_thousand(told['requests'])}
        if best is None or one['noise'] < best['noise']:
            best = one
        if one['noise'] <= options.noise or order == 'once':
            break
    say(f"{scenario} #{number + 1} {server.name}: {best['rps']:.0f}/s, p50 {best['p50']:.2f} p99 {best['p99']:.2f} ms, errors {best['errors']}, "
        f"CPU s/1k {best['server']:.3f} + {best['database']:.3f}, noise {best['noise']:.2f}")
    return best


def rounds(everybody, sample, options, results):
    """Each scenario in turn, the servers alternating: A B, B A, A B."""
    for scenario in options.scenarios:
        if scenario == 'paced' and not options.rate:
            fastest = [statistics.median(one['rps'] for one in results['mixed'][server.name]) for server in everybody if server.name in results.get('mixed', {})]
            options.rate = max(20, round(min(fastest) / 2, -1)) if fastest else 200
        for number in range(1 if scenario in ('detail_cold', 'search_common') else options.rounds):
            # The peers cannot change, withdraw or suggest.
            who = everybody[:1] if scenario.startswith(('crud', 'suggest')) else everybody
            for server in who[::-1] if number % 2 else who:
                results.setdefault(scenario, {}).setdefault(server.name, []).append(measure(server, scenario, sample, options, number))
                if scenario in ('create', 'mixed', 'paced', 'crud', 'crud_paced'):
                    server.clean()
        keep(options.out, {'conditions': options.conditions, 'results': results})


def cold_start(options, name):
    """Start to first answer with the database up (G-8), and memory when idle (G-7), on the demo world."""
    port = int(options.url.rsplit(':', 1)[1]) + 1
    server = servers.Ours(options.binary, f'http://127.0.0.1:{port}', options.folder, db.Database(name), environment(options, name, port))
    server.env['PUSHNCHAT__DATABASE__URL'] = server.env['PUSHNCHAT__DATABASE__URL']
    starts, first = [], []
    for _ in range(5):
        began = time.monotonic()
        starts.append(server.start())
        status, _ = servers.answers(f'{server.url}/api/v1/listings?limit=20')
        first.append(time.monotonic() - began)
        if status != 200:
            sys.exit(f'the first page of the feed: {status}')
        server.stop()
    server.start()
    time.sleep(options.idle)
    fresh = pss_mib(server.pid)
    for path in ['/', '/nearby?lat=6.45&lng=3.39', '/search?q=rice', '/api/v1/listings', '/api/v1/search?q=rice'] * 20:
        subprocess.run(['curl', '-s', '-o', '/dev/null', '-H', 'accept-encoding: br', f'{server.url}{path}'], check=False)
    time.sleep(options.idle)
    idle = pss_mib(server.pid)
    server.stop()
    return {'ready_s': statistics.median(starts), 'first_page_s': statistics.median(first), 'fresh_mib': fresh, 'idle_mib': idle}


# ---------------------------------------------------------------- telling
def median(rows, key):
    return statistics.median(row[key] for row in rows)


def ratio(ours, theirs, key):
    """Median of the rounds' ratios: the samples of one round are neighbours in time."""
    return statistics.median(their[key] / max(our[key], 1e-9) for our, their in zip(ours, theirs))


def report(kept):
    """The tables, ratios first."""
    results, own, out = kept['results'], servers.Ours.name, []
    peers = [name for name in next(iter(results.values()), {}) if name != own]
    if peers:
        out += ['### CPU of server and database for a request: how many times less than the peers (G-5)', '',
                '| scenario | ' + ' | '.join(peers) + ' |', '|---|' + '--:|' * len(peers)]
        for scenario, by in results.items():
            if own in by:
                out.append(f'| {scenario} | ' + ' | '.join(f'{ratio(by[own], by[name], "cpu"):.1f}×' if name in by else '' for name in peers) + ' |')
        out.append('')
    out += ['### Absolute figures (indicative: they are of this machine and this hour)', '',
            '| scenario | server | req/s | p50 ms | p99 ms | errors | CPU s/1k: server | database | both | PSS MiB | KiB a reply | noise, cores |',
            '|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|']
    for scenario, by in results.items():
        for name, rows in by.items():
            get = lambda key: median(rows, key)
            out.append(f"| {scenario} | {name} | {get('rps'):.0f} | {get('p50'):.2f} | {get('p99'):.2f} | {sum(row['errors'] for row in rows)} | "
                       f"{get('server'):.3f} | {get('database'):.3f} | {get('cpu'):.3f} | {get('memory'):.0f} | {get('bytes') / 1024:.1f} | {get('noise'):.2f} |")
    if kept.get('floor'):
        out += ['', '### The same statements from pgbench, without any server (G-3)', '',
                '| scenario | statements a request of the server | pgbench: statements/s (create: transactions/s) | p50 ms | p99 ms | database CPU s/1k |', '|---|--:|--:|--:|--:|--:|']
        for scenario, row in kept['floor'].items():
            if row.get('failed') is not None:
                out.append(f"| {scenario} | {row['per_request']:.2f} | pgbench failed: {row['failed']} |||")
            else:
                out.append(f"| {scenario} | {row['per_request']:.2f} | {row['rps']:.0f} | {row['p50']:.2f} | {row['p99']:.2f} | {row['database']:.3f} |")
    if kept.get('times'):
        out += ['', "### Statements of the hot paths from a cold start, as the server's database saw them (G-3)", '', kept['times']]
    if kept.get('start'):
        start = kept['start']
        out += ['', '### Start and memory, demo world (G-7, G-8)', '',
                f"Start to `/readyz`: {1000 * start['ready_s']:.0f} ms; to the first page of the feed: {1000 * start['first_page_s']:.0f} ms. "
                f"PSS after {start['idle_after_s']} s idle: {start['fresh_mib']:.1f} MiB fresh, {start['idle_mib']:.1f} MiB after 100 pages."]
    return '\n'.join(out) + '\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--binary', required=True)
    parser.add_argument('--folder', default=os.environ.get('BENCH_DIR'))
    parser.add_argument('--url', default='http://127.0.0.1:21500')
    parser.add_argument('--scale', type=int, default=300_000)
    parser.add_argument('--scenarios', default=','.join(SCENARIOS))
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--seconds', type=int, default=5)
    parser.add_argument('--warm', type=int, default=20_000, help='requests before the first sample, as far as they come within twenty seconds')
    parser.add_argument('--connections', type=int, default=50)
    parser.add_argument('--rate', type=float, default=0, help='requests a second of `paced`; 0: half of what the slowest does')
    parser.add_argument('--people', type=int, default=300, help='who post')
    parser.add_argument('--noise', type=float, default=0.35, help='cores kept busy by others that make a sample worth repeating')
    parser.add_argument('--retries', type=int, default=2)
    parser.add_argument('--idle', type=float, default=10, help='seconds before memory is read')
    parser.add_argument('--max-age', type=float, default=6, help='hours until the data are made anew')
    parser.add_argument('--skip', default='', help='parts to leave out: load, floor, start')
    parser.add_argument('--out', default='')
    options = parser.parse_args()
    options.peers = os.environ.get('PEER_DIR', '')
    options.drawn = {}
    options.scenarios = [name for name in options.scenarios.split(',') if name]
    skip = options.skip.split(',')
    options.out = options.out or f'{options.folder}/results.json'
    os.makedirs(options.folder, exist_ok=True)

    subprocess.run([f'{HERE}/cluster.sh', 'start'], check=True)
    data = db.Database('bench')
    world = seed(options, 'bench', options.scale)
    options.password = world['password']
    if options.peers:
        subprocess.run([f'{options.peers}/pg.sh', 'start'], check=False, capture_output=True)
        give_to_peers(options, data, world)
    sample = sample_of(options, data)
    own = servers.Ours(options.binary, options.url, options.folder, data, environment(options, 'bench', options.url.rsplit(':', 1)[1]))
    everybody = [own]
    if options.peers:
        run = os.environ.get('PEER_RUN', f'{options.peers}/.run')
        everybody += [servers.Peer(options.peers, run, file) for file in ('a.json', 'b.json')]
        servers.Peer.categories = dict(zip(sample.roots, servers.PEER_CATEGORIES))
    options.conditions = {
        'at': datetime.datetime.now(datetime.timezone.utc).isoformat(timespec='seconds'), 'cores': os.cpu_count(), 'scale': options.scale,
        'connections': options.connections, 'seconds': options.seconds, 'rounds': options.rounds, 'seeding_s': world['seconds'],
        'live': len(sample.ids)}
    kept = {'conditions': options.conditions, 'results': {}}
    try:
        for server in everybody:
            server.start()
            server.clean()
            server.walk_feed(sample)
        if 'load' not in skip:
            rounds(everybody, sample, options, kept['results'])
        if 'floor' not in skip:
            for server in everybody[1:]:
                server.stop()
            heard, kept['floor'] = {}, {}
            for scenario in ('detail', 'feed', 'nearby', 'search', 'create'):
                own.stop()
                own.start()
                own.sign_in(sample.people, options.password)
                targets, told = targets_of(own, scenario, sample, options), []
                # Some hundred requests from a cold cache, unhurried, so that a statement's time is its own.
                heard[scenario] = data.listen(lambda: (told.append(wrk(own, targets, options, options.seconds, 5, pause=500)), own.settled()))
                write = scenario == 'create'
                scripts = db.write_scripts(heard[scenario]) if write else db.read_scripts(heard[scenario])
                row = db.floor(data, scripts, 'simple' if write else 'prepared', options.seconds, 16, options.rounds)
                row = row or {'failed': 'no statement: all came from memory'}
                row['per_request'] = sum(one.is_work for one in heard[scenario]) / max(told[0]['requests'], 1)
                kept['floor'][scenario] = row
                say(f'floor of {scenario}: {row}')
            own.clean()
            kept['times'] = db.times_table(heard)
            with open(f'{options.folder}/plans.md', 'w') as file:
                file.write(db.plans(data, heard))
    finally:
        for server in everybody:
            server.stop()
    if 'start' not in skip:
        seed(options, 'bench_demo', 0)
        kept['start'] = {**cold_start(options, 'bench_demo'), 'idle_after_s': options.idle}
    keep(options.out, kept)
    print(report(kept))


if __name__ == '__main__':
    main()
