#!/usr/bin/env bash
# Runs every check: `npm test`. test/README.md explains what each part proves.
set -euo pipefail
cd "$(dirname "$0")/.."

run() {
  printf '\n== %s\n' "$*"
  "$@"
}

# The tests look at a site at the top of its host, whatever address the facts have.
export SITE_ADDRESS=

run bash scripts/install-test-tools.sh
run npm run -s build

# Lint takes as long as the three checks after it together: running beside them, it has a processor of its own.
lint_said=$(mktemp)
npm run -s lint >"$lint_said" 2>&1 &
lint=$!
failed=
# --noSync: the build has written Astro's types. Writing them again could cut them off while lint reads them.
run npm run -s check -- --noSync || failed=yes
run npm run -s knip || failed=yes
run npm run -s size || failed=yes
wait "$lint" || failed=yes
printf '\n== npm run -s lint\n'
cat "$lint_said"
rm "$lint_said"
[ -z "$failed" ]

run vitest run
