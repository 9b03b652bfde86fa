#!/usr/bin/env bash
# rsync 3.5.0 (Debian 12): a --log-file that cannot be opened is left out with a message, and one on a full disk loses its lines without a
# word. Both times the copy ends with 0. So a list that is made of the log may lack files though rsync succeeded.
#
# Needs Debian 12's package archive, /dev/full and a shell; everything is in a temporary folder, which is removed. Ends with 1 if any of it
# has changed.
set -euo pipefail

version=3.5.0+ds1-0+deb12u1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download "rsync=$version" >/dev/null
dpkg -x rsync_*.deb .
rsync=$folder/usr/bin/rsync
mkdir there
echo one > there/movie.mrc

copy() {
  local status=0
  rm -rf here
  "$rsync" -a "--log-file=$1" '--log-file-format=%n' there/ here/ > said 2>&1 || status=$?
  cat said
  (cd here && ls)
  echo "exit status $status"
}

"$rsync" --version | sed -n 1p
echo '--- a log in a folder that is not there:'
missing=$(copy no/such/log)
echo "$missing"
echo '--- a log on a disk that is full:'
full=$(copy /dev/full)
echo "$full"

grep -q '^rsync: \[client\] failed to open log-file no/such/log: No such file or directory (2)$' <<< "$missing"
[ "$(tail -n 2 <<< "$missing")" = $'movie.mrc\nexit status 0' ]
[ "$full" = $'movie.mrc\nexit status 0' ]
