"""tally.py FOLDER: requests and answers by class of each actor; fails when an answer was a 5xx."""

import json
import pathlib
import sys

bad = 0
print("| actor | operations | requests | 2xx | 3xx | 4xx | 5xx |\n|---|--:|--:|--:|--:|--:|--:|")
total = [0] * 6
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    told = json.loads(file.read_text())
    by_class = [sum(n for status, n in told["answers"].items() if status[0] == first) for first in "2345"]
    row = [told["operations"], sum(told["answers"].values()), *by_class]
    total = [max(total[0], row[0]), *(a + b for a, b in zip(total[1:], row[1:]))]
    bad += by_class[3]
    print(f"| {file.stem} | {' | '.join(map(str, row))} |")
print(f"| all | {' | '.join(map(str, total))} |")
sys.exit(1 if bad else 0)
