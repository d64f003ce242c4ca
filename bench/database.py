"""The benchmark's own PostgreSQL, and what it says of the statements that the server sends: times, plans, and their floor."""
import collections
import csv
import io
import json
import os
import re
import statistics
import subprocess
import tempfile
import time

from machine import Meter

HERE = os.path.dirname(os.path.abspath(__file__))
DURATION = re.compile(r'^duration: ([\d.]+) ms(?:  (parse|bind|execute|execute fetch from) ([^:]*): |  statement: )?', re.S)


class Database:
    """A database of the cluster that cluster.sh keeps."""

    def __init__(self, name):
        self.name = name

    def psql(self, *arguments, **options):
        done = subprocess.run([f'{HERE}/cluster.sh', 'psql', '-d', self.name, *arguments], capture_output=True, text=True, **options)
        if done.returncode:
            raise RuntimeError(f'psql: {done.stderr.strip()[-2000:]}')
        return done.stdout

    def value(self, query):
        return self.psql('-At', '-c', query).strip()

    def rows(self, query):
        """Dictionaries."""
        return list(csv.DictReader(io.StringIO(self.psql('-c', f'COPY ({query}) TO STDOUT CSV HEADER'))))

    def run(self, statements):
        """One session, each statement by itself."""
        self.psql(*(part for statement in statements for part in ('-c', statement)))

    def pid(self):
        return int(subprocess.check_output([f'{HERE}/cluster.sh', 'pid']))

    def wait_until(self, query, pause=0.25, most=600):
        """Asks until the answer is `t`, over one connection: a new one for each question would cost more than the question,
        and be counted as the server's."""
        asking = subprocess.Popen([f'{HERE}/cluster.sh', 'psql', '-d', self.name, '-At'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            end = time.monotonic() + most
            while time.monotonic() < end:
                asking.stdin.write(' '.join(query.split()) + ';\n')
                asking.stdin.flush()
                answer = asking.stdout.readline()
                if answer.strip() == 't':
                    return
                if not answer:
                    raise RuntimeError('psql ended while it was waited for')
                time.sleep(pause)
            raise RuntimeError(f'not so after {most} s: {query}')
        finally:
            asking.stdin.close()
            asking.wait()

    # ------------------------------------------------------------ what the server sends
    def log_statements(self, on):
        Database('postgres').run([f"ALTER SYSTEM SET log_min_duration_statement = {0 if on else -1}", 'SELECT pg_reload_conf()'])
        time.sleep(0.5)

    def listen(self, action):
        """Every statement that was executed while `action` ran: text, parameters, milliseconds of bind and execute."""
        path = f'{os.environ["BENCH_DIR"]}/pg/log/postgresql.json'
        self.log_statements(True)
        begin = os.path.getsize(path)
        try:
            action()
        finally:
            self.log_statements(False)
        heard, bound = [], {}
        with open(path, errors='replace') as log:
            log.seek(begin)
            for line in log:
                try:
                    entry = json.loads(line)
                except ValueError:
                    continue
                told = DURATION.match(entry.get('message', ''))
                if not told or entry.get('application_name') != 'pushnchat' or entry.get('dbname') != self.name:
                    continue
                session, spent, step = entry['session_id'], float(told[1]), told[2]
                text = entry['message'][told.end():]
                if step == 'bind':
                    bound[session] = spent
                elif step == 'parse':
                    continue
                else:
                    parameters = dict(re.findall(r"\$(\d+) = ('(?:[^']|'')*'|NULL)", entry.get('detail', '')))
                    heard.append(Statement(text, parameters, spent + bound.pop(session, 0.0), session))
        return heard


class Statement:
    """One execution."""

    def __init__(self, text, parameters, milliseconds, session):
        # Comments go before the lines do.
        self.text = ' '.join(re.sub(r'(?m)--.*$', '', text).split())
        self.parameters, self.milliseconds, self.session = parameters, milliseconds, session

    @property
    def shape(self):
        """The text without literals: what makes two executions the same statement."""
        return re.sub(r"'(?:[^']|'')*'|-?\b\d[\d.]*(?:e-?\d+)?\b(?!\))", '?', re.sub(r'\$\d+', '$', self.text))

    @property
    def whole(self):
        """The text with its parameters put in."""
        return re.sub(r'\$(\d+)', lambda found: self.parameters.get(found[1], found[0]), self.text)

    @property
    def is_work(self):
        """Not what opens and closes transactions, nor what the queue does by the clock."""
        idle = r'(?i)(begin|commit|rollback|set\b|select set_config|listen|deallocate|select 1$)'
        return not re.match(idle, self.text) and 'platform.schedules' not in self.text and 'FROM platform.jobs' not in self.text


def by_shape(statements):
    """Executions by statement, those that took longest in all first."""
    found = collections.defaultdict(list)
    for statement in statements:
        if statement.is_work:
            found[statement.shape].append(statement)
    return sorted(found.values(), key=lambda same: -sum(one.milliseconds for one in same))


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


def times_table(heard):
    """p50 and p99 of the seven statements of each scenario that took longest in all."""
    lines = ['| scenario | statement | executions | p50 ms | p99 ms | most ms |', '|---|---|--:|--:|--:|--:|']
    for scenario, statements in heard.items():
        for same in by_shape(statements)[:7]:
            took = [one.milliseconds for one in same]
            short = same[0].shape.replace('|', '\\|')
            short = short if len(short) <= 110 else short[:70] + ' … ' + short[-37:]
            lines.append(f'| {scenario} | `{short}` | {len(took)} | {statistics.median(took):.2f} | '
                         f'{percentile(took, 0.99):.2f} | {max(took):.2f} |')
    return '\n'.join(lines)


def plans(database, heard):
    """EXPLAIN (ANALYZE, BUFFERS) of every statement with the parameters of an execution of middling length."""
    parts = []
    for scenario, statements in heard.items():
        parts.append(f'## {scenario}\n')
        for same in by_shape(statements):
            one = sorted(same, key=lambda statement: statement.milliseconds)[len(same) // 2]
            script = f"BEGIN; SET LOCAL app.system = 'on'; SET LOCAL plan_cache_mode = force_generic_plan; EXPLAIN (ANALYZE, BUFFERS) {one.whole}; ROLLBACK"
            try:
                plan = database.psql('-U', 'pushnchat_app', '-At', '-c', script)
            except RuntimeError as error:
                plan = str(error)
            plan = '\n'.join(cut(line) for line in plan.splitlines())
            parts.append(f'```sql\n{cut(one.text, 1500)}\n```\n```\n{plan}\n```\n')
    return '\n'.join(parts)


def cut(text, most=300):
    return text if len(text) <= most else text[:most] + ' …'


# ---------------------------------------------------------------- the floor
UUID = re.compile(r'[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')
KEY = re.compile(r'bench-\d{20}')


LITERAL = re.compile(r"'(?:[^']|'')*'")
VARIABLE = re.compile(r'(?<!:):(?=\w)')


def quiet_colons(text):
    """A colon before a name or number would be a variable of pgbench: within a literal it is written by its number."""
    def spelled(literal):
        inside = literal[0].replace('\\', '\\\\').replace(':', r'\x3a')
        return f'E{inside}' if VARIABLE.search(literal[0]) else literal[0]
    return VARIABLE.sub(' : ', LITERAL.sub(spelled, text)).rstrip('; ')


def read_scripts(statements):
    """One script for each of the first 120 reads: pgbench takes no more than 128."""
    writes = re.compile(r'(?i)\b(insert into|update|delete from|pg_notify|pg_\w*lock)\b')
    reads = [one for one in statements if one.is_work and re.match(r'(?i)(select|with)\b', one.text) and not writes.search(one.text)]
    return [quiet_colons(one.whole) + ';' for one in reads[:120]]


def write_scripts(statements):
    """One script for each whole transaction that inserts a listing; what is new in each gets a new id at every turn."""
    transactions, open_ones = [], {}
    for one in statements:
        # What opens a transaction may begin with its settings.
        if re.search(r'(?i)(^|; ?)begin$', one.text.rstrip('; ')) or re.match(r'(?i)begin', one.text):
            open_ones[one.session] = []
        if one.session in open_ones:
            open_ones[one.session].append(one)
            if re.match(r'(?i)(commit|rollback)', one.text):
                transactions.append(open_ones.pop(one.session))
    posts = [parts for parts in transactions if any('INSERT INTO listings.listings' in part.text for part in parts)]
    seen = collections.Counter(id for parts in posts for id in {*UUID.findall(' '.join(part.whole for part in parts))})
    scripts = []
    for parts in posts[:100]:
        # pgbench sends one statement after the other, so that settings for the transaction have to come within it.
        wholes = ['BEGIN', *(re.sub(r'(?i)(^|; ?)begin;?$', '', part.whole) for part in parts)]
        text = '\n'.join(quiet_colons(whole) + ';' for whole in wholes if whole)
        new = sorted(id for id in {*UUID.findall(text)} if seen[id] == 1)
        for number, id in enumerate(new):
            text = text.replace(id, f':id{number}')
        text = KEY.sub(':key', text)
        made = ''.join(f', gen_random_uuid() AS id{number}' for number in range(len(new)))
        scripts.append(f"SELECT 'bench-' || gen_random_uuid() AS key{made} \\gset\n{text}")
    return scripts


def floor(database, scripts, mode, seconds, clients, rounds):
    """The same statements with the same parameters from pgbench: what the database costs without any server.

    Reads are prepared once per connection. Writes go as plain text, which costs a little more than the server's own way.
    """
    if not scripts:
        return None
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        files = []
        for number, script in enumerate(scripts):
            with open(f'{folder}/{number}.sql', 'w') as file:
                file.write(script + '\n')
            files += ['-f', f'{folder}/{number}.sql']
        rows = []
        for number in range(rounds):
            prefix = f'{folder}/log{number}'
            command = [f'{HERE}/cluster.sh', 'pgbench', '-U', 'pushnchat_app', '-n', '-M', mode, '-c', str(clients), '-j', '1',
                       '-T', str(seconds), '-l', '--log-prefix', prefix, '--random-seed', str(number + 1), *files, database.name]
            with Meter(None, database.pid()) as meter:
                done = subprocess.run(command, capture_output=True, text=True,
                                      env={**os.environ, 'PGOPTIONS': '-c plan_cache_mode=force_generic_plan'})
            took = []
            for name in os.listdir(folder):
                if name.startswith(f'log{number}.'):
                    with open(f'{folder}/{name}') as log:
                        took += [int(line.split()[2]) / 1000 for line in log]
            # A client that meets an error ends: what the others did says nothing.
            if not took or 'aborted' in done.stderr:
                return {'failed': done.stderr.strip()[:500].replace('\n', ' ')}
            rows.append({'rps': len(took) / seconds, 'p50': statistics.median(took), 'p99': percentile(took, 0.99),
                         **meter.per_thousand(len(took))})
    return {key: statistics.median(row[key] for row in rows) for key in rows[0]}
