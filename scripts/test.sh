#!/usr/bin/env bash
# Every check there is. `npm test` runs it; test/README.md says what each part proves.
set -euo pipefail
cd "$(dirname "$0")/.."

run() {
  printf '\n== %s\n' "$*"
  "$@"
}

# The tests look at a site at the top of its host, wherever the facts say that it is published.
export SITE_ADDRESS=

run bash scripts/install-test-tools.sh
run npm run -s build

# Lint takes as long as the three checks after it: at the same time, each has a processor.
lint_said=$(mktemp)
npm run -s lint >"$lint_said" 2>&1 &
lint=$!
failed=
# Astro's types were written by the build; written again, they could be cut off where lint reads them.
run npm run -s check -- --noSync || failed=yes
run npm run -s knip || failed=yes
run npm run -s size || failed=yes
wait "$lint" || failed=yes
printf '\n== npm run -s lint\n'
cat "$lint_said"
rm "$lint_said"
[ -z "$failed" ]

run vitest run
