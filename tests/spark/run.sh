#!/usr/bin/env bash
# Lints 10,000 adverts on Spark and compares with the command line: tests/spark/run.sh [PROGRAM]
# Needs Java 17 and Python; pyspark comes from PyPI into target/spark.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${1:-target/release/lint}
[ -x "$program" ] || cargo build --release
environment=target/spark
if [ ! -x "$environment/bin/python" ]; then
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet 'pyspark>=4,<5' pyarrow 'pandas<3'
fi
# the workers' Python is that of the driver
export PYSPARK_PYTHON="$PWD/$environment/bin/python" PYTHONPATH="$PWD/tests/spark"
"$environment/bin/python" tests/spark/test_spark.py "$program" tests/adverts
