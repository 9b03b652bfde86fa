#!/usr/bin/env bash
# rsync 3.5.0 (Debian 12): --log-file-format with %C and --checksum-choice=md5 notes the MD5 of each file that is brought, which md5sum
# confirms. After --append it notes the MD5 of the bytes that were appended alone, which is that of no file. A file that is passed over has
# no line, not even with -c, which computes its checksum; with -i given twice, and %i in the format, it has one.
#
# Needs Debian 12's package archive and a shell; everything is in a temporary folder, which is removed. Ends with 1 if any of it has changed.
set -euo pipefail

version=3.5.0+ds1-0+deb12u1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download "rsync=$version" >/dev/null
dpkg -x rsync_*.deb .
rsync=$folder/usr/bin/rsync

mkdir there
head -c 1000000 /dev/urandom > there/movie.mrc
# A remote shell that stays on this computer: it drops the name of the host.
printf '#!/bin/sh\nshift\nexec sh -c "$*"\n' > shell
chmod +x shell

# The checksums that a run notes.
note() {
  rm -f log
  "$rsync" -a --checksum-choice=md5 --log-file=log "$@" -e ./shell "--rsync-path=$rsync" "host:$folder/there/" here/ >/dev/null
  grep -oE '[0-9a-f]{32} movie\.mrc$' log | cut -d ' ' -f 1 || true
}
sum() { md5sum | cut -d ' ' -f 1; }

"$rsync" --version | sed -n 1p
whole=$(sum < there/movie.mrc)
first=$(note '--log-file-format=%C %n')
again=$(note '--log-file-format=%C %n')
compared=$(note -c '--log-file-format=%C %n')
named=$(note -c -i -i '--log-file-format=%i %C %n')
truncate -s 400000 here/movie.mrc
appended=$(note --append '--log-file-format=%C %n')
tail=$(tail -c 600000 there/movie.mrc | sum)
cmp there/movie.mrc here/movie.mrc

printf '%-30s %s\n' 'md5sum of the file' "$whole" 'noted as it is brought' "$first" 'noted as it is passed over' "${again:--}" \
  'the same with -c' "${compared:--}" 'with -c -i -i and %i' "$named" 'noted after --append' "$appended" 'md5sum of what was appended' "$tail"

[ "$first" = "$whole" ]
[ -z "$again$compared" ]
[ "$named" = "$whole" ]
[ "$appended" = "$tail" ]
[ "$appended" != "$whole" ]
