#!/usr/bin/env bash
# A real editor: headless Neovim opens an advert, shows the diagnostics, applies a quick fix and saves.
# usage: tests/lsp/neovim.sh LINT_BINARY      needs nvim 0.7 or later on the path
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
lint=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
printf '# Koch (m/w)\n\nUnser junges Team kocht für 200 Gäste.\n' >"$scratch/koch.md"
LINT=$lint timeout 60 nvim --headless --clean -n "$scratch/koch.md" -S "$here/neovim.lua"
cat "$scratch/koch.md"
grep -q 'junges Team<!-- lint: allow(de/age/young-team) -->' "$scratch/koch.md"
echo "neovim: diagnostics shown, quick fix applied, file saved"
