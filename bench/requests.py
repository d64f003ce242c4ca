"""What is asked of the servers: drawn once from the data, the same for every server, written down as each server wants it."""
import collections
import json
import random
import re
from urllib.parse import quote

TYPES = (None, 'OFFER', 'REQUEST')
PAGES = 6
# Reads weigh 96 in a hundred, as on a market where many look and few sell.
MIX = ['feed'] * 38 + ['detail'] * 32 + ['nearby'] * 13 + ['search'] * 13 + ['create'] * 4
WORD = re.compile(r'[^\W\d_]{4,}')


class Sample:
    """Real values out of the seeded database to draw requests from."""

    def __init__(self, rows, ids, people):
        """`rows`: listings as dictionaries; `ids`: ids of live listings; `people`: (e-mail, …) of who may post."""
        self.rows = [row for row in rows if row['latitude'] and row['price_minor'] and row['category']]
        self.ids, self.people = ids, people
        self.roots = sorted({row['root_category'] for row in self.rows})
        towns = collections.defaultdict(list)
        for row in self.rows:
            towns[row['city'], row['country']].append((float(row['latitude']), float(row['longitude'])))
        self.towns = [(sum(p[0] for p in spots) / len(spots), sum(p[1] for p in spots) / len(spots)) for spots in towns.values()]
        self.weights = [len(spots) for spots in towns.values()]
        titles = [set(WORD.findall(row['title'].lower())) for row in self.rows]
        # All words of each title, as somebody types them.
        self.words = [sorted(words) for words in titles if words]
        seen = collections.Counter(word for words in titles for word in words)
        # What more than one in fifty titles says ("fresh", a big town) is seldom what somebody looks for.
        self.common = sorted(word for word, times in seen.items() if times > len(titles) / 50)
        self.titles = [kept for words in titles if (kept := sorted(words.difference(self.common)))]


def slip(word, rng):
    """The word with two neighbouring letters exchanged."""
    at = rng.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2:]


def words_to_search(sample, rng):
    """One word of a title (30 %), two of one title (60 %), or one typed wrong (10 %)."""
    words, kind = rng.choice(sample.titles), rng.random()
    if kind < 0.3 or len(words) < 2:
        return rng.choice(words)
    if kind < 0.9:
        return ' '.join(rng.sample(words, 2))
    return slip(max(words, key=len), rng)


def begun(sample, rng):
    """A word of a title as far as it has been typed, 2 to 8 letters; in one of ten two letters are exchanged."""
    typed = rng.choice(rng.choice(sample.words))[:rng.randint(2, 8)]
    return slip(typed, rng) if len(typed) > 2 and rng.random() < 0.1 else typed


def draw(sample, kind, rng):
    """One request, in nobody's notation."""
    if kind == 'detail':
        return kind, rng.randrange(len(sample.ids))
    if kind == 'feed':
        root = rng.choice([None, *sample.roots])
        return kind, root, rng.choice(TYPES), 0 if rng.random() < 0.5 else rng.randrange(1, PAGES)
    if kind == 'nearby':
        lat, lng = rng.choices(sample.towns, sample.weights)[0]
        return kind, round(lat + rng.gauss(0, 0.08), 5), round(lng + rng.gauss(0, 0.08), 5), rng.choice([2, 5, 10, 25, 50])
    if kind == 'search':
        return kind, words_to_search(sample, rng)
    if kind == 'suggest':
        return kind, begun(sample, rng)
    if kind == 'search_common':
        return 'search', rng.choice(sample.common)
    row = dict(rng.choice(sample.rows))
    row['title'] = f'Bench {row["title"]}'[:90].strip()
    row['latitude'] = round(float(row['latitude']) + rng.gauss(0, 0.05), 6)
    row['longitude'] = round(float(row['longitude']) + rng.gauss(0, 0.05), 6)
    return kind, rng.randrange(len(sample.people)), row


def draws(sample, scenario, count):
    """The requests of a scenario; always the same for the same data."""
    rng = random.Random(f'{scenario} 7')
    kinds = MIX if scenario == 'mixed' else ['detail' if scenario == 'detail_cold' else scenario]
    if scenario == 'detail_cold':
        order = list(range(len(sample.ids)))
        rng.shuffle(order)
        return [('detail', index) for index in order]
    return [draw(sample, rng.choice(kinds), rng) for _ in range(count)]


def query(path, **values):
    """A path with the values that are there."""
    given = [f'{name}={quote(str(value))}' for name, value in values.items() if value is not None]
    return path + ('?' + '&'.join(given) if given else '')


def line(method, path, token='', body=None):
    """One line for targets.lua."""
    return '\t'.join((method, path, token, '' if body is None else json.dumps(body)))
