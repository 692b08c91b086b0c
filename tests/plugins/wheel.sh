#!/usr/bin/env bash
# The wheel: built by maturin, installed into a fresh virtual environment without the network, and run.
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
has maturin || exit 0
maturin --version
(cd "$project/.github" && maturin build --release --locked --out "$scratch/wheels")
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --no-index --find-links "$scratch/wheels" advert-lint
lint=$scratch/venv/bin/lint
"$lint" --version
cd "$scratch" && bad_advert >bad.md && good_advert >good.md
ends 1 "$lint" --format short bad.md
said '[de/origin/mother-tongue]'
ends 0 "$lint" good.md
ls -l "$scratch"/wheels
echo "ok: the wheel installs and runs"
