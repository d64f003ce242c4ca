"""What processes cost, read from /proc: CPU seconds, memory, and what the rest of the machine was doing meanwhile."""
import os
import re
import resource
import time

TICKS = os.sysconf('SC_CLK_TCK')


def _stat(pid):
    """Parent, and user, system, reaped user and reaped system ticks."""
    try:
        with open(f'/proc/{pid}/stat') as file:
            fields = file.read().rsplit(')', 1)[1].split()
        return int(fields[1]), sum(int(ticks) for ticks in fields[11:15])
    except (OSError, IndexError):
        return None


def tree(root):
    """A process and everything below it."""
    children = {}
    for name in os.listdir('/proc'):
        if name.isdigit() and (found := _stat(name)):
            children.setdefault(found[0], []).append(int(name))
    pids, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        pids.append(pid)
        waiting += children.get(pid, [])
    return pids


def cpu_seconds(root):
    """CPU seconds of a process tree since it began, with what its ended children used."""
    return sum(found[1] for pid in tree(root) if (found := _stat(pid))) / TICKS


def pss_mib(root, kind='Pss'):
    """Proportional set size of a process tree: shared pages count once. `kind` is a line of smaps_rollup."""
    total = 0
    for pid in tree(root):
        try:
            with open(f'/proc/{pid}/smaps_rollup') as file:
                total += int(re.search(rf'^{kind}:\s+(\d+)', file.read(), re.M)[1])
        except (OSError, TypeError):
            pass
    return total / 1024


def least_anonymous_mib(root, seconds):
    """The least memory of a process tree's own within some seconds, since what is garbage goes meanwhile. Without the
    program's file: that is shared, and weighs less in each process as soon as another one runs it."""
    found = []
    for _ in range(max(1, round(2 * seconds))):
        found.append(pss_mib(root, 'Pss_Anon'))
        time.sleep(0.5)
    return min(found)


def _busy():
    with open('/proc/stat') as file:
        user, nice, system, _, _, _, _, steal = (int(ticks) for ticks in file.readline().split()[1:9])
    return (user + nice + system + steal) / TICKS


def _own():
    return sum(resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime
               for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


class Meter:
    """CPU seconds of server and database while the block runs; `noise` is the cores that others kept busy."""

    def __init__(self, server, database):
        self.pids = {'server': server, 'database': database}

    def __enter__(self):
        self.began = time.monotonic()
        self.before = {name: cpu_seconds(pid) if pid else 0.0 for name, pid in self.pids.items()}
        self.busy, self.own = _busy(), _own()
        return self

    def __exit__(self, *_):
        self.spent = {name: (cpu_seconds(pid) if pid else 0.0) - self.before[name] for name, pid in self.pids.items()}
        seconds = time.monotonic() - self.began
        others = _busy() - self.busy - sum(self.spent.values()) - (_own() - self.own)
        self.noise = max(0.0, others / seconds)
        self.memory = pss_mib(self.pids['server']) if self.pids['server'] else 0.0

    def per_thousand(self, requests):
        """CPU seconds for 1,000 requests of server, database and both."""
        spent = {name: 1000 * seconds / max(requests, 1) for name, seconds in self.spent.items()}
        return {**spent, 'cpu': sum(spent.values()), 'noise': self.noise, 'memory': self.memory}
