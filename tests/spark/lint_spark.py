"""Lints a column of a Spark DataFrame with the program's own stream: lines in, lines out.

`lint_column` goes through `rdd.pipe` and needs only the program on the executors; `lint_arrow` is for Spark Connect,
which has no RDDs, and needs pyarrow there too.
"""

import json
import subprocess

from pyspark import SparkFiles
from pyspark.sql import DataFrame, functions as f
from pyspark.sql.types import ArrayType, BooleanType, LongType, StringType, StructField, StructType

FINDING = StructType([
    StructField("rule", StringType()),
    StructField("category", StringType()),
    StructField("severity", StringType()),
    StructField("message", StringType()),
    StructField("text", StringType()),
    StructField("missing", BooleanType()),
    StructField("fingerprint", StringType()),
])

ANSWER = StructType([
    StructField("id", StringType()),
    StructField("rules", StringType()),
    StructField("language", StringType()),
    StructField("line", LongType()),
    StructField("error", StringType()),
    StructField("findings", ArrayType(FINDING)),
])

STREAM = "--no-config --input-format jsonl --format jsonl"


def lint_column(adverts: DataFrame, id: str, text: str, program: str, options: str = "") -> DataFrame:
    """One row for each row of `adverts`; `program` is the file name under which the program was added."""
    lines = adverts.select(f.to_json(f.struct(f.col(id).cast("string").alias("id"), f.col(text).alias("text"))))
    # without checkCode a program that dies loses its rows in silence
    command = f"./{program} {STREAM} {options}"
    answers = lines.rdd.map(lambda row: row[0]).pipe(command, env={"RAYON_NUM_THREADS": "1"}, checkCode=True)
    return adverts.sparkSession.read.json(answers, ANSWER)


def lint_arrow(adverts: DataFrame, id: str, text: str, program: str, options: str = "") -> DataFrame:
    """The same through `mapInArrow`."""
    import pyarrow

    columns = StructType([StructField("id", StringType()), StructField("answer", StringType())])

    def lint(batches):
        for batch in batches:
            rows = batch.to_pylist()
            lines = "".join(json.dumps(row) + "\n" for row in rows)
            command = [SparkFiles.get(program), *STREAM.split(), *options.split()]
            done = subprocess.run(command, input=lines, stdout=subprocess.PIPE, check=True, encoding="utf-8",
                                  env={"RAYON_NUM_THREADS": "1"})
            answers = done.stdout.splitlines()
            if len(answers) != len(rows):
                raise RuntimeError(f"{len(rows)} adverts, {len(answers)} answers")
            ids = [row["id"] for row in rows]
            yield pyarrow.RecordBatch.from_pydict({"id": ids, "answer": answers})

    named = adverts.select(f.col(id).cast("string").alias("id"), f.col(text).alias("text"))
    answers = named.mapInArrow(lint, columns)
    return answers.select(f.from_json("answer", ANSWER).alias("answer")).select("answer.*")
