#!/usr/bin/env python3
"""Runs `lint` beside the limit and its peers, interleaved, and prints medians as a Markdown table.

    tests/bench/compare.py LINT LIMIT FOLDER ADVERT [--rounds 7] [--peers DIR ...]

FOLDER holds many adverts, ADVERT is one. `rg`, `typos`, `alex`, `write-good` and `proselint` run where they are found,
in DIR or on the path. Only figures of one run may be compared with each other.
"""

import argparse
import datetime
import os
import platform
import shutil
import statistics
import subprocess
import tempfile
import time
import tomllib
from pathlib import Path

RULES = Path(__file__).parents[2] / "rules"


def phrases(count):
    """Plain phrases of our own rules, as one pattern a line."""
    found = set()
    for file in sorted(RULES.glob("*/*.toml")):
        for rule in tomllib.loads(file.read_text(encoding="utf-8")).get("rule", []):
            for entry in rule.get("phrase", {}).get("any", []):
                plain = entry.replace("*", "")
                if len(plain) > 5 and not set(plain) & set("{}@#!=_+>.") and len(plain.split()) < 5:
                    found.add(plain)
    found = sorted(found)
    return found[:: max(1, len(found) // count)][:count]


def run(command, environment=None):
    """Wall seconds, processor seconds and peak megabytes of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env={**os.environ, **(environment or {})})
    _, _, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def table(title, tests, rounds, base):
    """Runs every test in turn, `rounds` times; prints medians and ratios to `base`."""
    results = {name: [] for name, *_ in tests}
    for _ in range(rounds):
        for name, command, environment in tests:
            results[name].append(run(command, environment))
    middle = {name: tuple(statistics.median(column) for column in zip(*runs)) for name, runs in results.items()}
    print(f"\n{title}\n\n| run | wall ms | cpu ms | peak MB | wall to {base} | cpu to {base} |\n|---|---:|---:|---:|---:|---:|")
    for name, (wall, cpu, peak) in middle.items():
        ratios = f"{wall / middle[base][0]:.2f} | {cpu / max(middle[base][1], 1e-4):.2f}"
        print(f"| {name} | {wall * 1000:.1f} | {cpu * 1000:.1f} | {peak:.1f} | {ratios} |")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in ("lint", "limit", "folder", "advert"):
        arguments.add_argument(name)
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--peers", action="append", default=[])
    arguments.add_argument("--rules", help="user rules to run all files with as well, such as phrases.py writes")
    given = arguments.parse_args()
    path = os.pathsep.join([*given.peers, os.environ.get("PATH", "")])
    peer = {name: shutil.which(name, path=path) for name in ("rg", "typos", "alex", "write-good", "proselint")}
    cores = os.cpu_count()
    print(f"{datetime.date.today()}, {platform.processor() or platform.machine()}, {cores} cores, {given.rounds} rounds")

    with tempfile.TemporaryDirectory() as scratch:
        # as peers are installed: a file that a linker just wrote starts more slowly than a copy of it
        lint = shutil.copy(given.lint, scratch)
        base = [lint, "--no-config", "--fail-on", "never"]
        patterns = Path(scratch, "phrases")
        patterns.write_text("\n".join(phrases(300)) + "\n", encoding="utf-8")
        few = Path(scratch, "few")
        few.mkdir()
        files = sorted(file for file in Path(given.folder).rglob("*.md"))
        for number, file in enumerate(files[:: max(1, len(files) // 200)][:200]):
            shutil.copy(file, few / f"{number:03}.md")
        sample = sorted(map(str, few.iterdir()))

        one = [("lint", [*base, "-q", given.advert], None), ("lint --version", [lint, "--version"], None)]
        one += [("rg --version", [peer["rg"], "--version"], None)] if peer["rg"] else []
        table("One advert, cold", one, 3 * given.rounds, "rg --version" if peer["rg"] else "lint --version")

        alone = {"RAYON_NUM_THREADS": "1"}
        jsonl = ["sh", "-c", f"\"$@\" > {scratch}/out.jsonl", "sh", *base, "--format", "jsonl", given.folder]
        many = [
            ("limit", [given.limit, given.folder, str(cores)], None),
            ("lint -q", [*base, "-q", given.folder], None),
            ("lint -q, one thread", [*base, "-q", given.folder], alone),
            ("lint, JSON lines to a file", jsonl, None),
        ]
        if given.rules:
            many.append(("lint -q, user rules", [*base, "-q", "--rules", given.rules, given.folder], None))
        if peer["rg"]:
            many.append(("rg -i -F, 300 phrases", [peer["rg"], "-i", "-F", "-o", "-n", "-f", str(patterns), given.folder], None))
        if peer["typos"]:
            many.append(("typos", [peer["typos"], given.folder], None))
        table(f"{len(files)} files", many, given.rounds, "limit")

        some = [("lint -q", [*base, "-q", *sample], None)]
        some += [(name, [peer[name], *sample], None) for name in ("alex", "write-good") if peer[name]]
        some += [("proselint", [peer["proselint"], "check", *sample], None)] if peer["proselint"] else []
        table("200 adverts", some, given.rounds, "lint -q")


main()
