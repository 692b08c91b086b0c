# What the scripts share: the program under test, a scratch folder, and adverts of either kind. To be sourced.
set -euo pipefail
project=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
lint=${LINT:-$project/target/debug/lint}
[[ -x $lint ]] || { echo "no program at $lint: cargo build, or set LINT" >&2; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
unset LINT_FORMAT LINT_JURISDICTION LINT_EMPLOYER

bad_advert() { printf '# Koch (m/w/d)\n\nDeutsch als Muttersprache.\n'; }
good_advert() { printf '# Koch (m/w/d)\n\nSie sprechen Deutsch auf Niveau B2. Wir freuen uns auf alle Menschen: Bewerben Sie sich!\n'; }

fail() { echo "FAILED: $*" >&2; exit 1; }
# Runs a command that must end with a code: `ends 1 lint a.md`.
ends() {
  local want=$1 code=0
  shift
  "$@" >"$scratch/out" 2>&1 || code=$?
  [[ $code == "$want" ]] || { cat "$scratch/out" >&2; fail "$* ended with $code, not $want"; }
}
said() { grep -qF -- "$1" "$scratch/out" || { cat "$scratch/out" >&2; fail "did not say: $1"; }; }
has() { command -v "$1" >/dev/null || { echo "skipped: no $1 here"; return 1; }; }
