"""The servers that are measured: ours, and the peers of PEER_DIR if there are any."""
import base64
import hashlib
import hmac
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import requests

HERE = os.path.dirname(os.path.abspath(__file__))
# The peers know 24 categories of their own; our roots are put in their places.
PEER_CATEGORIES = ('electronics vehicles property jobs fashion beauty food agriculture construction furniture appliances energy '
                   'health education events logistics repairs software crafts sports baby pets travel finance').split()


def answers(url, timeout=30, **options):
    """Status and JSON of one request; no answer is status 0."""
    body = options.pop('body', None)
    headers = options.pop('headers', {})
    if body is not None:
        headers = {**headers, 'content-type': 'application/json'}
        body = json.dumps(body).encode()
    request = urllib.request.Request(url, data=body, headers=headers, method=options.pop('method', 'POST' if body else 'GET'))
    try:
        with urllib.request.urlopen(request, timeout=timeout) as reply:
            return reply.status, json.loads(reply.read() or b'null')
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b'null')
    except OSError:
        return 0, None


class Server:
    """A program that is started, asked and stopped."""

    name = ''
    ready = '/'
    command, env, cwd = [], {}, None

    def __init__(self, url, log):
        self.url, self.log, self.process = url, log, None
        self.cursors = {}

    @property
    def pid(self):
        return self.process.pid

    def start(self):
        """Starts it and waits for its first answer; gives the seconds that took."""
        host, port = self.url.split('//')[1].split(':')
        with socket.socket() as probe:
            if probe.connect_ex((host, int(port))) == 0:
                sys.exit(f'{self.name}: {self.url} is taken')
        began = time.monotonic()
        with open(self.log, 'a') as log:
            self.process = subprocess.Popen(self.command, env={**os.environ, **self.env}, cwd=self.cwd, stdout=log, stderr=log)
        while answers(self.url + self.ready, timeout=2)[0] != 200:
            if self.process.poll() is not None or time.monotonic() - began > 60:
                sys.exit(f'{self.name} does not start; see {self.log}')
            time.sleep(0.002)
        return time.monotonic() - began

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
            self.process = None

    def walk_feed(self, sample):
        """Cursors of the pages after the first one of every filter: they are opaque, so the server is asked for them."""
        for root in [None, *sample.roots]:
            for kind in requests.TYPES:
                cursor = None
                for page in range(1, requests.PAGES):
                    status, reply = answers(self.url + self.feed(root, kind, cursor))
                    cursor = self.next_cursor(reply) if status == 200 else None
                    if not cursor:
                        break
                    self.cursors[root, kind, page] = cursor

    def render(self, request, sample):
        """One request as a line for wrk."""
        kind, *rest = request
        if kind == 'detail':
            return requests.line('GET', self.detail(sample.ids[rest[0]]))
        if kind == 'feed':
            root, of_type, page = rest
            return requests.line('GET', self.feed(root, of_type, self.cursors.get((root, of_type, page))))
        if kind == 'nearby':
            return requests.line('GET', self.nearby(*rest))
        if kind == 'search':
            return requests.line('GET', self.search(*rest))
        if kind == 'suggest':
            return requests.line('GET', requests.query('/api/v1/search/suggest', q=rest[0]))
        return requests.line('POST', '/api/v1/listings', self.token(rest[0]), self.listing(rest[1]))

    def nearby(self, lat, lng, radius):
        return requests.query('/api/v1/listings/nearby', lat=lat, lng=lng, radius_km=radius, limit=20)

    def search(self, words):
        return requests.query('/api/v1/search', q=words, limit=20)

    def settled(self):
        """Waits until work that writes have left for later is done."""

    def clean(self):
        """Takes away what writes have left behind."""


class Ours(Server):
    """pushnchat serve."""

    name, ready = 'PushNchat', '/readyz'

    def __init__(self, binary, url, folder, database, env):
        super().__init__(url, f'{folder}/pushnchat.log')
        self.command, self.env, self.database = [binary, 'serve'], env, database
        self.tokens, self.signed_in = [], 0

    @property
    def database_pid(self):
        return self.database.pid()

    def sign_in(self, people, password):
        """Access tokens live for a quarter of an hour, so they are made anew when they are old."""
        if time.monotonic() - self.signed_in < 400 and len(self.tokens) == len(people):
            return

        def token(email):
            status, reply = answers(f'{self.url}/api/v1/auth/login', body={'email': email, 'password': password})
            if status != 200:
                sys.exit(f'signing in as {email}: {status} {reply}')
            return reply['data']['access_token']

        with ThreadPoolExecutor(4) as pool:
            self.tokens = list(pool.map(token, people))
        self.signed_in = time.monotonic()

    def feed(self, root, kind, cursor):
        return requests.query('/api/v1/listings', category=root, type=kind, cursor=cursor, limit=20)

    def next_cursor(self, reply):
        return reply['meta']['pagination']['next_cursor']

    def detail(self, ids):
        return f'/api/v1/listings/{ids[0]}'

    def token(self, person):
        return self.tokens[person]

    def listing(self, row):
        return {'type': row['type'], 'title': row['title'], 'description': row['description'], 'category': row['category'],
                'price': {'amount_minor': int(row['price_minor']), 'currency': row['currency']},
                'location': {'latitude': row['latitude'], 'longitude': row['longitude']},
                'city': row['city'], 'country': row['country'], 'duration_hours': 72}

    def crud(self, sample, count):
        """Requests that create, read, change and withdraw, each listing changed or withdrawn once: `count` of each kind.

        The listings that are changed and withdrawn are written beforehand.
        """
        drawn = [request[1:] for request in requests.draws(sample, 'create', 3 * count)]

        def post(one):
            person, row = one
            headers = {'authorization': f'Bearer {self.token(person)}'}
            status, reply = answers(f'{self.url}/api/v1/listings', body=self.listing(row), headers=headers)
            if status != 201:
                sys.exit(f'a listing could not be written: {status} {reply}')
            return f'/api/v1/listings/{reply["data"]["id"]}'

        with ThreadPoolExecutor(8) as pool:
            paths = list(pool.map(post, drawn[:2 * count]))
        lines = [requests.line('PUT', path, self.token(person), {**self.listing(row), 'version': 1})
                 for path, (person, row) in zip(paths[:count], drawn)]
        lines += [requests.line('DELETE', path, self.token(person)) for path, (person, _) in zip(paths[count:], drawn[count:])]
        lines += [self.render(('create', *one), sample) for one in drawn[2 * count:]]
        lines += [self.render(one, sample) for one in requests.draws(sample, 'detail', count)]
        random.Random('crud 7').shuffle(lines)
        return lines

    def settled(self):
        """Waits until all that was left for later is done: of messages people are told ten seconds after they were sent,
        of matches twice a minute."""
        self.database.wait_until("""SELECT NOT EXISTS (SELECT FROM platform.jobs WHERE dead_at IS NULL AND run_at <= now() + interval '11 s')
                                       AND NOT EXISTS (SELECT FROM listings.matches WHERE told_at IS NULL)""")

    def clean(self):
        self.settled()
        self.database.run(CLEAN)


# The benchmark's own listings go; events, notifications and counts of them stay, as in months of use, or else each sample
# would begin with tables whose size no planner knows. Then what autovacuum, which is off here as it is for the peers,
# does within a minute; tables that are empty now keep their pages and are not analysed, or else plans would be made for
# empty tables and kept. No checkpoint: after one, the first change of a page costs an image of all of it.
CLEAN = ["CREATE TEMP TABLE gone AS SELECT id FROM listings.listings WHERE title LIKE 'Bench %'",
         'DELETE FROM search.documents WHERE id IN (SELECT id FROM gone)',
         'DELETE FROM bizconnect.open_listings WHERE id IN (SELECT id FROM gone)',
         'DELETE FROM listings.listings WHERE id IN (SELECT id FROM gone)',
         *(f'VACUUM (TRUNCATE off) {table}' for table in ('platform.jobs', 'platform.live_users', 'listings.fresh', 'listings.cases',
                                                            'messaging.untold', 'notifications.unseen')),
         *(f'VACUUM ANALYZE {table}' for table in (
             'platform.events', 'platform.idempotency', 'notifications.causes', 'notifications.notifications',
             'notifications.deliveries', 'listings.listings', 'listings.matches', 'listings.daily', 'listings.slot_hours', 'listings.interested',
             'search.documents', 'search.phrases', 'bizconnect.open_listings', 'messaging.conversations', 'messaging.members',
             'messaging.messages', 'messaging.sends', 'messaging.presence'))]


class Peer(Server):
    """A server of PEER_DIR, described by a file in its folder `candidates`, on the database that its pg.sh keeps."""

    ready = '/healthz'

    def __init__(self, folder, run, file):
        with open(f'{folder}/candidates/{file}') as described:
            text = described.read().replace('$PEER_RUN', run).replace('$PEER_DIR', folder)
        given = json.loads(text)
        self.name = {'A': 'Fastify + Prisma', 'B': 'Fastify + raw SQL'}.get(given['name'], given['name'])
        super().__init__(given['url'], f'{run}/{given["name"]}.log')
        self.command, self.env, self.cwd = given['start'], given['env'], given['cwd']
        self.recipe, self.folder, self.signed = given['token'], folder, {}

    @property
    def database_pid(self):
        return int(subprocess.check_output([f'{self.folder}/pg.sh', 'pid']))

    def feed(self, root, kind, cursor):
        return requests.query('/api/v1/listings', category=self.categories[root] if root else None, type=kind, cursor=cursor, limit=20)

    def next_cursor(self, reply):
        return reply['nextCursor']

    def detail(self, ids):
        return f'/api/v1/listings/{ids[1]}'

    def token(self, person):
        """A token by the recipe `hs256:SECRET:CLAIMS`."""
        if person not in self.signed:
            _, secret, claims = self.recipe.split(':', 2)
            now = int(time.time())
            claims = {'iat': now - 5, 'exp': now + 86400, **json.loads(claims.replace('%id%', str(person + 1)))}
            parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b'=') for part in ({'alg': 'HS256', 'typ': 'JWT'}, claims)]
            signature = hmac.new(secret.encode(), b'.'.join(parts), hashlib.sha256).digest()
            self.signed[person] = b'.'.join([*parts, base64.urlsafe_b64encode(signature).rstrip(b'=')]).decode()
        return self.signed[person]

    def listing(self, row):
        return {'type': row['type'], 'category': self.categories[row['root_category']], 'title': row['title'],
                'description': row['description'], 'priceMinor': int(row['price_minor']), 'currency': row['currency'],
                'city': row['city'], 'lat': row['latitude'], 'lng': row['longitude']}

    def clean(self):
        subprocess.run([f'{self.folder}/pg.sh', 'reset'], check=True)
