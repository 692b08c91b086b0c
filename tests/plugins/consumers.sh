#!/usr/bin/env bash
# The formats by programs that read them, and the README's pipeline files by their schemas.
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
cd "$project"
for format in sarif junit rdjson gitlab; do
  ends 0 "$lint" --no-config --exit-zero --format "$format" tests/adverts
  grep -v '^lint: ' "$scratch/out" >"$scratch/report.$format"
done

if has sarif; then
  sarif --version
  sarif summary "$scratch/report.sarif" | grep -E '^(error|warning|note):'
fi
if has sarif-multitool; then
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 sarif-multitool validate "$scratch/report.sarif" >"$scratch/out" || { cat "$scratch/out"; fail "SARIF"; }
  said 'Analysis completed successfully'
  grep -E 'error|warning' "$scratch/out" || true
fi
if has junitparser; then
  python3 - "$scratch/report.junit" <<'PYTHON'
import sys
from importlib.metadata import version
from junitparser import JUnitXml
report = JUnitXml.fromfile(sys.argv[1])
cases = [case for suite in report for case in suite]
assert len(list(report)) >= 12 and any(case.result for case in cases)
for suite in report:
    counted = suite.tests, suite.failures, suite.skipped
    suite.update_statistics()
    assert counted == (suite.tests, suite.failures, suite.skipped), suite.name
print("junitparser", version("junitparser"), "reads", len(cases), "cases")
PYTHON
fi
if has rdformat-validator; then
  rdformat-validator --version
  rdformat-validator --strict "$scratch/report.rdjson"
fi
if has taplo; then
  taplo --version
  "$lint" rules schema >"$scratch/rules.schema.json"
  "$lint" rules schema config >"$scratch/config.schema.json"
  find rules/de rules/en rules/duties -name '*.toml' ! -name language.toml -print0 |
    RUST_LOG=error xargs -0 taplo check --schema "file://$scratch/rules.schema.json"
  (cd "$scratch" && "$lint" init --jurisdiction DE-BE --employer public >/dev/null)
  RUST_LOG=error taplo check --schema "file://$scratch/config.schema.json" "$scratch/lint.toml"
fi
if has check-jsonschema; then
  check-jsonschema --version
  check-jsonschema --schemafile tests/schemas/rdjson.json "$scratch/report.rdjson"
  # the blocks of the README, each into a file of its kind
  python3 - "$scratch" <<'PYTHON'
import pathlib, re, sys
kinds = {"# .gitlab-ci.yml": "gitlab-ci", "# .pre-commit-config.yaml": "pre-commit", "# .github/workflows/adverts.yml": "github-workflows"}
for block in re.findall(r"```yaml\n(.*?)```", pathlib.Path("README.md").read_text(encoding="utf-8"), re.S):
    (pathlib.Path(sys.argv[1]) / f"{kinds[block.splitlines()[0]]}.yml").write_text(block, encoding="utf-8")
PYTHON
  check-jsonschema --builtin-schema vendor.gitlab-ci "$scratch/gitlab-ci.yml"
  check-jsonschema --builtin-schema vendor.github-workflows "$scratch/github-workflows.yml"
fi
if has pre-commit; then
  pre-commit validate-config "$scratch/pre-commit.yml"
fi
echo "ok: the formats and the README's blocks are read"
