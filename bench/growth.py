#!/usr/bin/env python3
"""How answers grow with the number of listings (G-9): p50 and p99 of feed, nearby, search and suggestions at each scale, cold
and warm, and the plans of their statements. Started by growth.sh, which builds and explains."""
import argparse
import datetime
import json
import os
import random
import statistics
import sys
import time

import bench
import database as db
import requests
import servers

SCENARIOS = ['feed', 'nearby', 'search', 'suggest']
# Requests of a scenario; in the cold part each is asked once.
REQUESTS = 4000
# So long each of them may be asked once, in seconds: only what has been asked is warm.
COLD_S = 180
# Lists are walked so deep, and pages at the beginning are compared with as many at the end.
DEPTH, ENDS = 200, 20


def sample_of(data):
    """Listings out of all parts of the table, however large it is."""
    share = min(100.0, 12000 * 100.0 / max(1, int(data.value("SELECT reltuples::bigint FROM pg_class WHERE oid = 'listings.listings'::regclass"))))
    rows = data.rows("SELECT id, type, category, root_category, title, description, price_minor, currency, city, country, latitude, longitude "
                     f"FROM listings.listings TABLESAMPLE SYSTEM ({share}) REPEATABLE (7) WHERE status = 'ACTIVE' "
                     "ORDER BY hashtext(id::text) LIMIT 6000")
    return requests.Sample(rows, [], [])


def feeds(sample, rng, cursors):
    """Half as people find them (all, or one root category and a type, pages 1 to 6), half narrowed down to one of many filters."""
    if rng.random() < 0.5:
        _, root, kind, page = requests.draw(sample, 'feed', rng)
        return requests.query('/api/v1/listings', category=root, type=kind, cursor=cursors.get((root, kind, page)), limit=20)
    row = rng.choice(sample.rows)
    place = rng.choice([{'country': row['country']}, {'city': row['city']}, {'city': row['city'], 'country': row['country']}])
    return requests.query('/api/v1/listings', category=rng.choice([row['category'], row['root_category']]), type=rng.choice(requests.TYPES),
                          limit=20, **place)


def targets(server, sample, scenario):
    """The requests of a scenario, none twice unless it has fewer, as a file for wrk."""
    rng, found = random.Random(f'{scenario} 9'), {}
    for _ in range(20 * REQUESTS):
        if scenario == 'feed':
            path = feeds(sample, rng, server.cursors)
        elif scenario == 'suggest':
            words = requests.words_to_search(sample, rng)
            path = requests.query('/api/v1/search/suggest', q=words[:rng.randrange(2, max(3, len(words)))].strip())
        else:
            path = server.render(requests.draw(sample, scenario, rng), sample).split('\t')[1]
        found[path] = None
        if len(found) == REQUESTS:
            break
    file_name = f'{server.folder}/targets/growth.{scenario}.tsv'
    os.makedirs(os.path.dirname(file_name), exist_ok=True)
    with open(file_name, 'w') as file:
        file.writelines(requests.line('GET', path) + '\n' for path in found)
    return file_name, len(found)


def caught_up(data):
    """What fell due while no program ran is over and told of, as it would be if one had run: not tens of thousands of notices at once."""
    data.run(['DELETE FROM platform.jobs', 'UPDATE listings.listings SET remind_at = NULL WHERE remind_at < now()',
              "UPDATE listings.listings SET status = 'EXPIRED' WHERE status = 'ACTIVE' AND expires_at < now()",
              'VACUUM platform.jobs', 'VACUUM listings.listings', 'CHECKPOINT'])


def restarted(server):
    """Nothing in the program's memory, nor in the database's own."""
    server.stop()
    bench.subprocess.run([f'{bench.HERE}/cluster.sh', 'stop'], check=True)
    bench.subprocess.run([f'{bench.HERE}/cluster.sh', 'start'], check=True)
    server.start()
    # A stop takes minutes, and what ended meanwhile is told of at full speed: not what a reader meets on other days.
    server.database.wait_until("""SELECT NOT EXISTS (SELECT FROM listings.listings WHERE status = 'ACTIVE' AND expires_at < now() - interval '5 s')
                                     AND (SELECT count(*) < 50 FROM platform.jobs WHERE run_at <= now())""")


def measure(server, sample, options):
    """p50 and p99 by scenario: cold, the first time that each request is asked, and warm, the median of some rounds."""
    server.walk_feed(sample)
    files = {scenario: targets(server, sample, scenario) for scenario in SCENARIOS}
    told = {}
    # Once: a stop takes minutes at the largest scale. Of later scenarios only what the earlier ones did not read is cold.
    restarted(server)
    for scenario, (file, count) in files.items():
        cold = bench.wrk(server, file, options, COLD_S, 1, order='once')
        warm = [bench.wrk(server, file, options, options.seconds, 2 + turn) for turn in range(options.rounds)]
        broken = sum(one['refused'] + one['broken'] for one in [cold, *warm])
        told[scenario] = {'requests': count, 'errors': broken, 'cold': {key: cold[key] for key in ('p50', 'p99', 'max')},
                          'warm': {key: statistics.median(one[key] for one in warm) for key in ('p50', 'p99', 'max')}}
        bench.say(scenario, json.dumps(told[scenario]))
    return told, files


def depth(server, sample):
    """Median milliseconds of the first pages of a list after the very first, and of those two hundred deep."""
    currency = statistics.mode(row['currency'] for row in sample.rows if row['currency'])
    row = next(row for row in sample.rows if row['currency'] == currency and row['latitude'])
    place = {'lat': row['latitude'], 'lng': row['longitude']}
    lists = {
        'feed': ('/api/v1/listings', {}),
        'feed, a root category': ('/api/v1/listings', {'category': row['root_category']}),
        'cheapest first': ('/api/v1/listings', {'sort': 'price_asc', 'currency': row['currency']}),
        'nearby': ('/api/v1/listings/nearby', {**place, 'radius_km': 500}),
        'search, best': ('/api/v1/search', {'q': sample.common[0]}),
        'search, newest': ('/api/v1/search', {'q': sample.common[0], 'sort': 'newest'}),
    }
    told = {}
    for name, (path, query) in lists.items():
        cursor, times = None, []
        for _ in range(DEPTH):
            began = time.perf_counter()
            status, reply = servers.answers(server.url + requests.query(path, **query, cursor=cursor, limit=20))
            times.append(1000 * (time.perf_counter() - began))
            cursor = server.next_cursor(reply) if status == 200 else None
            if not cursor:
                break
        told[name] = {'pages': len(times), 'first': statistics.median(times[1:1 + ENDS]), 'last': statistics.median(times[-ENDS:])}
        bench.say('depth of', name, json.dumps(told[name]))
    return told


def plans(server, files, options):
    """Plans of what each scenario really sends from a cold start of the program, and how long that took in the database."""
    heard = {}
    for scenario, (file, _) in files.items():
        server.stop()
        server.start()
        heard[scenario] = server.database.listen(lambda: bench.wrk(server, file, options, options.seconds, 3, pause=200))
    return db.times_table(heard), db.plans(server.database, heard)


def one_scale(options, scale):
    name = f'growth_{scale}'
    data = db.Database(name)
    world = bench.seed(options, name, scale)
    kept = {'scale': scale, 'seeding_s': world['seconds']}
    kept['size_gib'] = int(data.value(f"SELECT pg_database_size('{name}')")) / 2**30
    kept['live'] = int(data.value("SELECT count(*) FROM listings.listings WHERE status = 'ACTIVE' AND expires_at > now()"))
    server = servers.Ours(options.binary, options.url, options.folder, data, bench.environment(options, name, options.url.rsplit(':', 1)[1]))
    server.folder = options.folder
    try:
        caught_up(data)
        server.start()
        sample = sample_of(data)
        kept['scenarios'], files = measure(server, sample, options)
        kept['depth'] = depth(server, sample)
        kept['times'], text = plans(server, files, options)
        with open(f'{options.folder}/growth-plans-{scale}.md', 'w') as file:
            file.write(f'# Plans at {scale:,} listings\n\n{text}')
    finally:
        server.stop()
    if not options.keep:
        # There may be no room for the next one beside it.
        db.Database('postgres').run([f'DROP DATABASE {name} WITH (FORCE)', 'CHECKPOINT'])
        os.remove(f'{options.folder}/{name}.json')
    return kept


def report(kept):
    """The figures, and how they grow from the smallest scale to the largest."""
    scales = [one['scale'] for one in kept]
    lines = ['| milliseconds | ' + ' | '.join(f'{scale:,}' for scale in scales) + ' | growth |', '|---|' + '--:|' * (len(scales) + 1)]
    for scenario in SCENARIOS:
        for state in ('cold', 'warm'):
            for key in ('p50', 'p99'):
                values = [one['scenarios'][scenario][state][key] for one in kept]
                grown = f'{values[-1] / max(values[0], 1e-6):.1f}×'
                lines.append(f'| {scenario}, {state}, {key} | ' + ' | '.join(f'{value:.2f}' for value in values) + f' | {grown} |')
    lines.append('')
    for one in kept:
        errors = sum(scenario['errors'] for scenario in one['scenarios'].values())
        lines.append(f"- {one['scale']:,} listings: {one['live']:,} live, seeded with every index in {one['seeding_s'] / 60:.1f} min, "
                     f"{one['size_gib']:.2f} GiB, {errors} failed requests.")
    lines += ['', '| median ms of pages 2 to 21 / of the last 20 of 200 | ' + ' | '.join(f'{scale:,}' for scale in scales) + ' |',
              '|---|' + '--:|' * len(scales)]
    for name in kept[0]['depth']:
        walked = [one['depth'][name] for one in kept]
        cells = [f"{one['first']:.1f} / {one['last']:.1f}" + (f" ({one['pages']} pages)" if one['pages'] < DEPTH else '') for one in walked]
        lines.append(f'| {name} | ' + ' | '.join(cells) + ' |')
    lines += ['', f"### The statements at {scales[-1]:,} listings from a cold start", '', kept[-1]['times']]
    return '\n'.join(lines) + '\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--binary', required=True)
    parser.add_argument('--folder', default=os.environ.get('BENCH_DIR'))
    parser.add_argument('--url', default='http://127.0.0.1:21530')
    parser.add_argument('--scales', default='30000,300000,3000000')
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--seconds', type=int, default=5)
    parser.add_argument('--connections', type=int, default=2, help='few, so that a time is that of an answer and not of a queue')
    parser.add_argument('--max-age', type=float, default=6, help='hours until the data are made anew')
    parser.add_argument('--keep', action='store_true', help='do not drop the databases')
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    bench.subprocess.run([f'{bench.HERE}/cluster.sh', 'start'], check=True)
    kept = []
    for scale in [int(scale) for scale in options.scales.split(',')]:
        kept.append(one_scale(options, scale))
        bench.keep(f'{options.folder}/growth.json', {'at': datetime.datetime.now(datetime.timezone.utc).isoformat(timespec='seconds'),
                                                     'cores': os.cpu_count(), 'connections': options.connections, 'scales': kept})
    print(report(kept))


if __name__ == '__main__':
    sys.exit(main())
