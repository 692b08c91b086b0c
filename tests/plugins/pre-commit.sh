#!/usr/bin/env bash
# The hooks of this repository by the real pre-commit, in a scratch repository: a bad advert is stopped, a good one passes.
# BUILD=1 also builds the hook from source as pre-commit does for its users, which takes minutes.
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
has pre-commit || exit 0
pre-commit --version
export PRE_COMMIT_HOME=$scratch/cache PATH=$(dirname -- "$lint"):$PATH

# the hooks as they are in the work tree, committed or not
hooks=$scratch/hooks
mkdir "$hooks"
(cd "$project" && git ls-files -z --cached --others --exclude-standard | tar --null -T - -c --ignore-failed-read) | tar -x -C "$hooks"
git -C "$hooks" init -q && git -C "$hooks" add -A && git -C "$hooks" commit -qm hooks

jobs=$scratch/jobs
git init -q "$jobs" && cd "$jobs"
pre-commit validate-manifest "$hooks/.pre-commit-hooks.yaml"

use() { # hook, arguments
  cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: $hooks
    rev: $(git -C "$hooks" rev-parse HEAD)
    hooks:
      - id: $1
        files: ^jobs/
        args: [$2]
YAML
  pre-commit install >/dev/null
  git add .pre-commit-config.yaml
}

stops_and_passes() { # hook
  use "$1" "--only=de/origin/mother-tongue"
  mkdir -p jobs
  bad_advert >jobs/koch.md && bad_advert >README.md && git add -A
  ends 1 git commit -m bad
  said "jobs/koch.md:3:1"
  good_advert >jobs/koch.md && git add -A
  ends 0 git commit -m good
  echo "ok: $1 stops a bad advert and lets a good one pass"
}

stops_and_passes advert-lint-system
printf 'exclude = ["jobs/old/**"]\n' >lint.toml
mkdir jobs/old && bad_advert >jobs/old/koch.md && git add -A
ends 0 git commit -m old
echo "ok: what lint.toml excludes is left out, though the hook names it"

if [[ ${BUILD:-} == 1 ]]; then
  stops_and_passes advert-lint
fi
if "$lint" --help | grep -q -- '--fix'; then
  sed -i.orig 's/language: rust/language: system/' "$hooks/.pre-commit-hooks.yaml" && rm "$hooks/.pre-commit-hooks.yaml.orig"
  git -C "$hooks" commit -qam system
  use advert-lint-fix "--unsafe-fixes, --fail-on=never"
  cp "$project/tests/adverts/en/startup.md" jobs/startup.md && git add -A
  ends 1 git commit -m fixed
  said "files were modified by this hook"
  git add -A
  ends 0 git commit -m fixed
  echo "ok: advert-lint-fix writes better wordings and lets them pass"
else
  echo "skipped: this lint has no --fix"
fi
