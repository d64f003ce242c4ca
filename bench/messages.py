#!/usr/bin/env python3
"""Measures sending messages (G-4, G-5, G-6), beside the peers if there are any. Started by messages.sh; what is
measured and how is told in README.md. People in disjoint pairs send to their connection, over HTTP and over sockets (sockets.mjs); every send is durable on
both sides, and what it leaves for later (events, the inbox) is part of its price."""
import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import time
import uuid

import bench
import database as db
import requests
import servers
from machine import Meter, least_anonymous_mib

TEXTS = ['Good morning, is the maize still there?', 'Yes, forty bags. When do you come?', 'Tomorrow, if the road is dry.',
         'Bonjour, quel est le prix pour vingt sacs ?', 'هل يمكنك التوصيل إلى كانو؟', 'Asante, nitakujulisha kesho asubuhi.']


def pairs_of_ours(data, people):
    """An accepted connection and its conversation for each pair of neighbours, made without asking any rule."""
    rows = data.rows("SELECT address, user_id, business_id FROM accounts.user_contacts JOIN accounts.business_members USING (user_id) "
                     "WHERE kind = 'EMAIL'")
    known = {row['address']: row for row in rows}
    people = [known[address] for address in people]
    found, statements = [], ["DELETE FROM messaging.conversations WHERE connection_id IS NOT NULL",
                             'TRUNCATE messaging.messages, messaging.sends, messaging.untold',
                             'TRUNCATE bizconnect.connections, bizconnect.first_messages, bizconnect.first_words']
    for (one, first), (other, second) in zip(*[itertools.islice(enumerate(people), start, None, 2) for start in (0, 1)]):
        connection = uuid.uuid4()
        statements.append(
            f"INSERT INTO bizconnect.connections (id, market, initiator, receiver, initiated_by, status, version, created_at, changed_at, "
            f"expires_at, answered_at, accepted_at) SELECT '{connection}', min(code), '{first['business_id']}', '{second['business_id']}', "
            f"'{first['user_id']}', 'ACCEPTED', 1, now(), now(), now(), now(), now() FROM bizconnect.markets")
        statements.append(
            f"INSERT INTO messaging.conversations (id, kind, connection_id, business_id, other_business_id, created_at) VALUES "
            f"('{connection}', 'DIRECT', '{connection}', '{first['business_id']}', '{second['business_id']}', now())")
        for member in (first, second):
            statements.append(
                f"INSERT INTO messaging.members (conversation_id, user_id, business_id, role, joined_at) VALUES "
                f"('{connection}', '{member['user_id']}', '{member['business_id']}', 'MEMBER', now())")
        found += [(connection, one), (connection, other)]
    data.run([*statements, 'VACUUM ANALYZE messaging.members', 'VACUUM ANALYZE messaging.conversations',
              'VACUUM ANALYZE bizconnect.connections', 'CHECKPOINT'])
    return found


def pairs_of_peer(folder, count):
    """As many accepted connections of disjoint people."""
    told = subprocess.check_output([f'{folder}/pg.sh', 'psql', '-AtF', ' ', '-c',
                                    "SELECT id, requester_id, receiver_id FROM connections WHERE status = 'ACCEPTED' "
                                    "AND requester_id <> receiver_id ORDER BY hashint4(id) LIMIT 20000"], text=True)
    found, seen = [], set()
    for line in told.splitlines():
        connection, one, other = map(int, line.split())
        if one in seen or other in seen:
            continue
        seen |= {one, other}
        # A peer's token is for person + 1.
        found += [(connection, one - 1), (connection, other - 1)]
        if len(found) >= count:
            return found
    sys.exit('the peers have too few connections')


def targets(server, pairs, options):
    """A file for wrk; each POST gets an Idempotency-Key of its own there, which is the client id of ours."""
    field = 'text' if isinstance(server, servers.Ours) else 'body'
    path = f'{options.folder}/targets/{server.name}.message.tsv'.replace(' ', '')
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as file:
        for number, (connection, person) in enumerate(itertools.islice(itertools.cycle(pairs), 6000)):
            body = {field: f'{TEXTS[number % len(TEXTS)]} ({number})'}
            file.write(requests.line('POST', f'/api/v1/connections/{connection}/messages', server.token(person), body) + '\n')
    return path


def measure(server, pairs, sample, options, number, pause):
    best = None
    for attempt in range(options.retries + 1):
        if isinstance(server, servers.Ours):
            server.sign_in(sample.people, options.password)
        path = targets(server, pairs, options)
        wanted = options.warm if number == 0 and attempt == 0 else options.warm // 10
        while wanted > 0:
            wanted -= max(1, bench.wrk(server, path, options, 1, 900 + number)['requests'])
        server.settled()
        with Meter(server.pid, server.database_pid) as meter:
            told = bench.wrk(server, path, options, options.seconds, number + 1, pause)
            # News of messages is gathered for half a second before other domains hear of it.
            time.sleep(0.7)
            server.settled()
        one = {'rps': told['requests'] / told['seconds'], 'p50': told['p50'], 'p99': told['p99'],
               'errors': told['refused'] + told['broken'], 'bytes': told['bytes'] / max(told['requests'], 1),
               **meter.per_thousand(told['requests'])}
        best = one if best is None or one['noise'] < best['noise'] else best
        if one['noise'] <= options.noise:
            break
    bench.say(f"#{number + 1} {server.name}: {best['rps']:.0f}/s, p50 {best['p50']:.2f} p99 {best['p99']:.2f} ms, errors {best['errors']}, "
              f"CPU s/1k {best['server']:.3f} + {best['database']:.3f}, noise {best['noise']:.2f}")
    return best


def drive(server, pairs, count, **how):
    """Starts sockets.mjs with so many sockets of these pairs, and returns it when all are connected."""
    if len(pairs) < count:
        sys.exit(f'{count} sockets need --people {count}')
    ours = isinstance(server, servers.Ours)
    plan = {'url': server.url, 'dialect': 'ours' if ours else 'peer', **how,
            'pairs': [{'conversation': str(one[0]) if ours else one[0], 'tokens': [server.token(one[1]), server.token(other[1])]}
                      for one, other in zip(pairs[0:count:2], pairs[1:count:2])]}
    driver = subprocess.Popen(['node', f'{bench.HERE}/sockets.mjs'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    driver.stdin.write(json.dumps(plan) + '\n')
    driver.stdin.close()
    if driver.stderr.readline().strip() != 'ready':
        sys.exit(f'sockets of {server.name}: {driver.stderr.read()[-500:]}')
    return driver


def weigh(server, pairs, sample, count, options):
    """KiB that an idle socket takes (G-6), in a server that has just begun: what earlier samples have left would be used
    again. A tenth of the sockets come and go first, for what is loaded or compiled once. Not above 0 means that the
    difference is lost in what the server's own garbage takes, and says nothing."""
    if isinstance(server, servers.Ours):
        # Before the start: checking passwords takes memory.
        server.sign_in(sample.people, options.password)
    server.stop()
    server.start()
    drive(server, pairs, max(2, count // 20 * 2), rate=0, seconds=1, idle=True).wait()
    empty = least_anonymous_mib(server.pid, options.settle)
    driver = drive(server, pairs, count, rate=0, seconds=options.settle + 2, idle=True)
    full = least_anonymous_mib(server.pid, options.settle)
    driver.wait()
    kib = 1024 * (full - empty) / count
    bench.say(f'{count} idle sockets, {server.name}: {empty:.1f} to {full:.1f} MiB, {kib:.1f} KiB a socket')
    return kib


def weight(rows):
    """The median, or that there is none to tell."""
    kib = statistics.median(rows)
    return f'{kib:.1f}' if min(rows) > 0 else 'not measurable'


def sockets(server, pairs, sample, count, rate, options):
    """One sample over Socket.IO: `rate` messages a second whatever comes back, or 0 for as many as go through."""
    if isinstance(server, servers.Ours):
        server.sign_in(sample.people, options.password)
    driver = drive(server, pairs, count, rate=rate, seconds=options.seconds)
    with Meter(server.pid, server.database_pid) as meter:
        told = json.loads(driver.stdout.readline())
        driver.wait()
        time.sleep(0.7)
        server.settled()
    one = {**told, **meter.per_thousand(told['sent'])}
    bench.say(f"{count} sockets, rate {rate or 'all'} {server.name}: {one['rps']:.0f}/s, ack {one['ack_p50']:.2f}/{one['ack_p99']:.2f} ms, delivery "
              f"{one['delivery_p50']:.2f}/{one['delivery_p99']:.2f} ms, failed {one['failed']}, CPU s/1k {one['server']:.3f} + {one['database']:.3f}")
    return one


def sockets_report(results, weights):
    out = ['### Over sockets', '', '| sockets | messages/s asked | server | messages/s | ack p50/p99 ms | delivery p50/p99 ms | delivered/sent | failed '
           '| CPU s/1k: server | database | KiB an idle socket | noise |', '|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|']
    for (count, rate), by in results.items():
        for name, rows in by.items():
            get = lambda key: bench.median(rows, key)
            out.append(f"| {count} | {rate or 'as many as go'} | {name} | {get('rps'):.0f} | {get('ack_p50'):.2f} / {get('ack_p99'):.2f} | "
                       f"{get('delivery_p50'):.2f} / {get('delivery_p99'):.2f} | {get('delivered') / max(get('sent'), 1):.3f} | {get('failed'):.0f} | "
                       f"{get('server'):.3f} | {get('database'):.3f} | {weight(weights[count, name])} | {get('noise'):.2f} |")
    return '\n'.join(out) + '\n'


def check(data):
    """Nothing counts that is not there: places without gaps, and one message for each id of a phone."""
    wrong = data.rows("SELECT count(*) AS n FROM messaging.conversations AS room WHERE last_seq <> "
                      "(SELECT count(*) FROM messaging.messages WHERE conversation_id = room.id)")[0]['n']
    doubled = data.rows("SELECT count(*) AS n FROM (SELECT FROM messaging.messages GROUP BY conversation_id, sender_id, client_id "
                        "HAVING count(*) > 1) AS twice")[0]['n']
    if int(wrong) or int(doubled):
        sys.exit(f'{wrong} conversations with gaps, {doubled} messages twice')


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--binary', required=True)
    parser.add_argument('--folder', default=os.environ.get('BENCH_DIR'))
    parser.add_argument('--url', default='http://127.0.0.1:21500')
    parser.add_argument('--scale', type=int, default=300_000)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--seconds', type=int, default=5)
    parser.add_argument('--warm', type=int, default=4000, help='requests before the first sample')
    parser.add_argument('--connections', type=int, default=50)
    parser.add_argument('--rate', type=float, default=200, help='messages a second of the paced scenario')
    parser.add_argument('--people', type=int, default=500)
    parser.add_argument('--sockets', default='500', help='numbers of sockets, such as 500,2000; each needs as many --people')
    parser.add_argument('--settle', type=float, default=8, help='seconds in which memory settles, of which the least counts')
    parser.add_argument('--noise', type=float, default=0.35)
    parser.add_argument('--retries', type=int, default=2)
    parser.add_argument('--max-age', type=float, default=6)
    parser.add_argument('--out', default='')
    options = parser.parse_args()
    options.peers = os.environ.get('PEER_DIR', '')
    options.out = options.out or f'{options.folder}/messages.json'
    os.makedirs(options.folder, exist_ok=True)
    subprocess.run([f'{bench.HERE}/cluster.sh', 'start'], check=True)
    data = db.Database('bench')
    world = bench.seed(options, 'bench', options.scale)
    options.password = world['password']
    if options.peers:
        subprocess.run([f'{options.peers}/pg.sh', 'start'], check=False, capture_output=True)
        bench.give_to_peers(options, data, world)
    sample = bench.sample_of(options, data)
    # No listing ends meanwhile: what follows from an end would be counted as if messages had cost it.
    data.run(["UPDATE listings.listings SET expires_at = now() + interval '6 hours', remind_at = NULL "
              "WHERE status = 'ACTIVE' AND expires_at < now() + interval '3 hours'", 'VACUUM ANALYZE listings.listings'])
    port = options.url.rsplit(':', 1)[1]
    own = servers.Ours(options.binary, options.url, options.folder, data, bench.environment(options, 'bench', port))
    everybody = [(own, pairs_of_ours(data, sample.people))]
    if options.peers:
        run = os.environ.get('PEER_RUN', f'{options.peers}/.run')
        pairs = pairs_of_peer(options.peers, len(sample.people))
        everybody += [(servers.Peer(options.peers, run, file), pairs) for file in ('a.json', 'b.json')]
    results = {'message': {}, 'message_paced': {}}
    counts = [int(count) for count in options.sockets.split(',') if count]
    weights = {}
    try:
        for server, _ in everybody:
            server.start()
        for count in counts:
            for _ in range(options.rounds):
                for server, pairs in everybody:
                    weights.setdefault((count, server.name), []).append(weigh(server, pairs, sample, count, options))
        for scenario, pause in (('message', 0), ('message_paced', 1000 * options.connections / options.rate)):
            for number in range(options.rounds):
                for server, pairs in everybody[::-1] if number % 2 else everybody:
                    server.clean()
                    one = measure(server, pairs, sample, options, number, pause)
                    results[scenario].setdefault(server.name, []).append(one)
        live = {}
        for count in counts:
            for rate in (options.rate, 0):
                for number in range(options.rounds):
                    for server, pairs in everybody[::-1] if number % 2 else everybody:
                        server.clean()
                        one = sockets(server, pairs, sample, count, rate, options)
                        live.setdefault((count, rate), {}).setdefault(server.name, []).append(one)
        own.settled()
        check(data)
    finally:
        for server, _ in everybody:
            server.stop()
    bench.keep(options.out, {**results, 'sockets': [[*key, rows] for key, rows in live.items()],
                             'kib_a_socket': [[*key, rows] for key, rows in weights.items()]})
    print(bench.report({'results': results}))
    print(sockets_report(live, weights))
    spent = statistics.median(one['cpu'] for one in results['message'][own.name])
    print(f'CPU for a message, server and database: {spent:.3f} ms')


if __name__ == '__main__':
    main()
