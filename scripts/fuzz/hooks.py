"""Loaded by Schemathesis: gives half of the requests ids of things that exist, and counts what was answered."""

import atexit
import collections
import json
import os
import random
import re
import urllib.request
import uuid

import schemathesis

SITE = os.environ["FUZZ_SITE"]
TOKEN = os.environ.get("FUZZ_TOKEN", "")
ACTOR = os.environ["FUZZ_ACTOR"]
LISTS = {
    "listings": ("/api/v1/listings/mine?limit=100", "/api/v1/listings?limit=100"),
    "businesses": ("/api/v1/businesses?limit=20",),
    "connections": ("/api/v1/connections?limit=50",),
    "conversations": ("/api/v1/messages/conversations?limit=50",),
    "tickets": ("/api/v1/messages/desk/tickets?limit=50",),
    "notifications": ("/api/v1/notifications?limit=50",),
    "saved": ("/api/v1/search/saved",),
    "users": ("/api/v1/users?limit=20",),
    "inbox": ("/api/v1/businesses?limit=20",),
}


@schemathesis.serializer("application/offset+octet-stream")
def piece(context, value):
    """A piece of an upload is bytes; the document says so as a list of numbers."""
    return bytes(byte % 256 for byte in value if isinstance(byte, int)) if isinstance(value, list) else str(value).encode()


choice = random.Random(7)
answers = collections.Counter()
slowest = collections.defaultdict(float)


def known(path):
    headers = {"Authorization": f"Bearer {TOKEN}"} if TOKEN else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(SITE + path, headers=headers), timeout=30) as reply:
            return json.load(reply)["data"]
    except OSError:
        return []


THINGS = {name: [one for path in paths for one in known(path)] for name, paths in LISTS.items()}


def is_id(value):
    try:
        return bool(uuid.UUID(str(value)))
    except ValueError:
        return False


@schemathesis.hook
def before_call(context, case, kwargs):
    """An id in the path that could exist becomes one that does, in every second request."""
    values = case.path_parameters or {}
    for folder, name in re.findall(r"/([a-z-]+)/\{(\w+)\}", case.operation.path):
        things = THINGS.get(folder)
        if not things or choice.random() < 0.5:
            continue
        thing = choice.choice(things)
        if name == "slug" and re.fullmatch(r"[\w-]{1,60}", str(values.get(name, ""))):
            values[name] = thing.get("slug", values[name])
        elif name == "id" and is_id(values.get(name)):
            values[name] = thing.get("id", values[name])


@schemathesis.hook
def after_call(context, case, response):
    answers[response.status_code] += 1
    name = f"{case.operation.method.upper()} {case.operation.path}"
    slowest[name] = max(slowest[name], response.elapsed)
    if response.status_code >= 500:
        with open(os.path.join(os.environ["FUZZ_OUT"], "5xx.txt"), "a", encoding="utf-8") as file:
            file.write(f"{ACTOR} {response.status_code} {case.as_curl_command()}\n{response.text[:500]}\n\n")


@atexit.register
def told():
    slow = sorted(slowest.items(), key=lambda pair: -pair[1])[:5]
    with open(os.path.join(os.environ["FUZZ_OUT"], f"{ACTOR}.json"), "w", encoding="utf-8") as file:
        json.dump({"answers": answers, "operations": len(slowest), "slowest": slow}, file)
