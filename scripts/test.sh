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

# What reads the sources has a processor for the most part to itself while tests wait. --noSync: the build has written
# Astro's types. Writing them again could cut them off while others read them.
said=$(mktemp)
{
  failed=
  run npm run -s lint || failed=yes
  run npm run -s check -- --noSync || failed=yes
  run npm run -s knip || failed=yes
  run npm run -s size || failed=yes
  [ -z "$failed" ]
} >"$said" 2>&1 &
checks=$!

failed=
run vitest run || failed=yes
wait "$checks" || failed=yes
cat "$said"
rm "$said"
[ -z "$failed" ]
