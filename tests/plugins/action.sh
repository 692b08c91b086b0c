#!/usr/bin/env bash
# The GitHub action: its script as the runner calls it, with inputs that try to be code, and its file by two checkers.
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
action=$project/.github/actions/lint

grep -A99 '^runs:' "$action/action.yml" | grep 'run:' | grep -q '\${{' && fail "an input is pasted into a script"
if has check-jsonschema; then
  check-jsonschema --version
  check-jsonschema --builtin-schema vendor.github-actions "$action/action.yml"
  check-jsonschema --builtin-schema vendor.github-workflows "$project"/.github/workflows/*.yml
fi
if has zizmor; then
  zizmor --version
  zizmor --offline --no-progress --quiet "$action/action.yml"
fi

cd "$scratch" && mkdir jobs 'two words'
git init -q . && bad_advert >jobs/koch.md && good_advert >'two words/köchin.md'
export INPUT_BINARY=$lint GITHUB_ACTION_PATH=$action
act() { env "$@" bash "$action/lint.sh"; }

ends 1 act INPUT_PATHS=jobs
said '::warning file=jobs/koch.md,line=3,endLine=3,col=1,endColumn=26,title=de/origin/mother-tongue::'
ends 0 act INPUT_PATHS='two words'
ends 1 act INPUT_PATHS=$'jobs\n\ntwo words'
ends 0 act INPUT_PATHS=jobs INPUT_FAIL_ON=error
ends 2 act INPUT_PATHS=jobs INPUT_FAIL_ON=nonsense
ends 1 act INPUT_PATHS=jobs INPUT_SARIF=lint.sarif
grep -q '"version":"2.1.0"' lint.sarif || fail "no SARIF log"
ends 0 "$lint" --baseline known.json --write-baseline jobs
ends 0 act INPUT_PATHS=jobs INPUT_BASELINE=known.json
ends 2 act INPUT_PATHS=jobs INPUT_CHANGED_SINCE=no-such
for code in '$(touch ran)' '`touch ran`' '; touch ran' '" && touch ran "' '--help' "' | touch ran #"; do
  for name in INPUT_PATHS INPUT_FAIL_ON INPUT_BASELINE INPUT_CHANGED_SINCE; do
    ends 2 act INPUT_PATHS=jobs "$name=$code"
  done
done
[[ ! -e ran ]] || fail "an input was run as code"
echo "ok: the action tells, gates, and runs no input as code"
