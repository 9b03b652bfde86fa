#!/usr/bin/env bash
# rclone check 1.60.1 (Debian 12) ends with 0 and “0 differences found” while a file is missing: of two names that are the same letters,
# once composed (é, U+00E9) and once decomposed (e, U+0301), it compares one, says “Duplicate object found in source - ignoring”, and counts
# one matching file fewer. With --no-unicode-normalization it names the missing file and ends with 1.
#
# Needs Debian 12's package archive and a shell; everything is in a temporary folder, which is removed. Ends with 1 if any of it has changed.
set -euo pipefail

version=1.60.1+dfsg-2+b5
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download "rclone=$version" >/dev/null
dpkg -x rclone_*.deb .
rclone=$folder/usr/bin/rclone

mkdir there here
printf one > "there/$(printf '\u00e9')"
printf two > "there/$(printf 'e\u0301')"
cp -a there/. here/
rm "here/$(printf '\u00e9')"

check() {
  local status=0
  "$rclone" --config "$folder/none" check --download --one-way "$@" there here > "$folder/said" 2>&1 || status=$?
  grep -v 'Config file' "$folder/said"
  echo "exit status $status"
}

"$rclone" version | head -n 1
echo '--- there: two files; here: one of them. As it is:'
plain=$(check)
echo "$plain"
echo '--- with --no-unicode-normalization:'
exact=$(check --no-unicode-normalization)
echo "$exact"

grep -q 'Duplicate object found in source - ignoring' <<< "$plain"
grep -q ': 0 differences found' <<< "$plain"
grep -q ': 1 matching files' <<< "$plain"
grep -q 'exit status 0' <<< "$plain"
grep -q 'ERROR : .*: file not in' <<< "$exact"
grep -q 'exit status 1' <<< "$exact"
