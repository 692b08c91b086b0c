"""Lints 10,000 adverts on a cluster of two executors, one of which dies on the way, and compares with the command line.

Usage: test_spark.py PROGRAM ADVERTS
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from pyspark.sql import SparkSession

from lint_spark import STREAM, lint_arrow, lint_column

ROWS = 10_000


def adverts(folder: Path):
    """The adverts of a folder again and again, each with another title."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".txt")]
    return [{"id": str(number), "text": f"{texts[number % len(texts)]}\n\nKennziffer {number}\n"}
            for number in range(ROWS)]


def key(answer):
    findings = [(one["rule"], one["severity"], one["text"], one["fingerprint"]) for one in answer["findings"] or []]
    return answer["id"], answer["rules"], answer["language"], answer.get("error"), findings


def by_command_line(program: Path, rows):
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    done = subprocess.run([program, *STREAM.split()], input=lines, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    return sorted(key(json.loads(line)) for line in done.stdout.splitlines())


def executors():
    listed = subprocess.run(["pgrep", "-P", str(os.getpid()), "-f", "java"], stdout=subprocess.PIPE, text=True).stdout
    children = [int(line) for line in listed.split()]
    found = []
    while children:
        parent = children.pop()
        below = subprocess.run(["pgrep", "-P", str(parent)], stdout=subprocess.PIPE, text=True).stdout.split()
        children.extend(map(int, below))
        try:
            command = Path(f"/proc/{parent}/cmdline").read_bytes()
        except OSError:
            continue
        if b"CoarseGrainedExecutorBackend" in command:
            found.append(parent)
    return found


def kill_one(killed):
    """Waits until executors run, then ends one the hard way."""
    while not killed.is_set():
        running = executors()
        if len(running) > 1:
            time.sleep(1)
            os.kill(running[0], signal.SIGKILL)
            killed.set()
        time.sleep(0.1)


def main():
    program, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    rows = adverts(folder)
    expected = by_command_line(program, rows)
    spark = (SparkSession.builder.master("local-cluster[2,1,1024]").appName("lint")
             .config("spark.ui.enabled", "false").getOrCreate())
    with tempfile.TemporaryDirectory() as shipped:
        spark.sparkContext.addFile(shutil.copy(program, shipped))
        frame = spark.createDataFrame(rows, "id string, text string").repartition(16)
        start = time.monotonic()
        piped = sorted(key(row.asDict(recursive=True)) for row in lint_column(frame, "id", "text", program.name).collect())
        print(f"pipe: {len(piped)} rows in {time.monotonic() - start:.1f} s")
        assert piped == expected, "pipe: other findings than the command line"

        arrow = sorted(key(row.asDict(recursive=True)) for row in lint_arrow(frame, "id", "text", program.name).collect())
        print(f"mapInArrow: {len(arrow)} rows")
        assert arrow == expected, "mapInArrow: other findings than the command line"

        killed = threading.Event()
        threading.Thread(target=kill_one, args=(killed,), daemon=True).start()
        wounded = sorted(key(row.asDict(recursive=True))
                         for row in lint_column(frame.repartition(64), "id", "text", program.name).collect())
        assert killed.is_set(), "no executor was killed during the run"
        print(f"pipe, one executor killed: {len(wounded)} rows")
        assert wounded == expected, "after a killed executor: other findings than the command line"
    spark.stop()


main()
