#!/usr/bin/env bash
# rsync 3.5.0 (Debian 12): a list for --files-from that names a file in a folder called like the one of --partial-dir. From folder to
# folder of one computer rsync brings it, and ends with 0. Through a remote shell it ends with 4, “rejecting excluded file-list name”, and
# copies nothing, not even the other files of the list. Without --partial-dir it brings both, through a remote shell too.
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

mkdir -p there/movies/.rsync-partial
echo one > there/movies/.rsync-partial/keep.eer
echo two > there/movies/whole.eer
printf '%s\0' movies/.rsync-partial/keep.eer movies/whole.eer > list
# A remote shell that stays on this computer: it drops the name of the host.
printf '#!/bin/sh\nshift\nexec sh -c "$*"\n' > shell
chmod +x shell

copy() {
  local to=$1 status=0
  shift
  "$rsync" -a --from0 --files-from=list "$@" "$to/" > said 2>&1 || status=$?
  cat said
  if [ -d "$to" ]; then (cd "$to" && find . -type f | sort); fi
  echo "exit status $status"
}

"$rsync" --version | sed -n 1p
echo '--- on one computer, with --partial-dir:'
here=$(copy here --partial-dir=.rsync-partial there/)
echo "$here"
echo '--- through a remote shell, with --partial-dir:'
far=$(copy far --partial-dir=.rsync-partial -e ./shell "--rsync-path=$rsync" "host:$folder/there/")
echo "$far"
echo '--- through a remote shell, without:'
plain=$(copy plain -e ./shell "--rsync-path=$rsync" "host:$folder/there/")
echo "$plain"

[ "$here" = $'./movies/.rsync-partial/keep.eer\n./movies/whole.eer\nexit status 0' ]
grep -q 'rejecting excluded file-list name: movies/.rsync-partial' <<< "$far"
! grep -q '^\./' <<< "$far" || exit 1
grep -q 'exit status 4' <<< "$far"
[ "$plain" = $'./movies/.rsync-partial/keep.eer\n./movies/whole.eer\nexit status 0' ]
