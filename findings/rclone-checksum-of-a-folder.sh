#!/usr/bin/env bash
# rclone checksum 1.60.1 (Debian 12) refuses a list that md5sum has written of a folder: of each “./name” in it, it says that there is no
# such file, and of each file that it has no sum. It takes the list without “./”, but for names in which md5sum has escaped a backslash or
# a line break, which it takes as they are written. And it reads no list from standard input.
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

mkdir copy
printf one >copy/plain
printf two >'copy/back\slash'
(cd copy && find . -type f -exec md5sum {} +) >list
sed 's,  [.]/,  ,' list >short

check() {
  local status=0
  "$rclone" --config "$folder/none" checksum md5 "$1" copy --combined - >"$folder/found" 2>"$folder/said" || status=$?
  cat "$folder/found"
  echo "exit status $status"
}

"$rclone" version | head -n 1
echo '--- the list as it is:'
cat list
check list
grep -Fqx -- '- plain' found
grep -Fqx -- '+ ./plain' found
grep -q 'file not in Local file system' said
echo '--- without “./”:'
check short
grep -Fqx -- '= plain' found
grep -Fqx -- '- back\slash' found
grep -Fqx -- '+ back\\slash' found
echo '--- from standard input:'
check - <short
grep -q 'not a sum file' said
