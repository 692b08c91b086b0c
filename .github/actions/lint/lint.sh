#!/usr/bin/env bash
# What the action runs. What a workflow sets arrives in variables and is never read as code.
set -euo pipefail

lint=${INPUT_BINARY:-}
if [[ -z $lint ]]; then
  source=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../.." && pwd)
  cargo install --quiet --locked --path "$source" --root "$RUNNER_TEMP/advert-lint"
  lint=$RUNNER_TEMP/advert-lint/bin/lint
fi

paths=()
while IFS= read -r path; do
  [[ -z $path ]] || paths+=("$path")
done <<<"${INPUT_PATHS:-.}"

which=(--color=never)
[[ -z ${INPUT_BASELINE:-} ]] || which+=("--baseline=$INPUT_BASELINE")
[[ -z ${INPUT_CHANGED_SINCE:-} ]] || which+=("--changed-since=$INPUT_CHANGED_SINCE")

if [[ -n ${INPUT_SARIF:-} ]]; then
  "$lint" "${which[@]}" --format=sarif --exit-zero -- "${paths[@]}" >"$INPUT_SARIF"
fi
exec "$lint" "${which[@]}" --format=github "--fail-on=${INPUT_FAIL_ON:-warning}" -- "${paths[@]}"
