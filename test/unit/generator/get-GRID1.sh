#!/bin/sh
# Brings images home, and proves that they are whole.
#
# Collection:    GRID1
# Destination:   /srv/data/GRID1
# Start it on:   lab server
# Facility:      Example EM
# Made:          2026-11-23, with version 0.1.0
# Made again by: https://data.example.edu/ways/rsync/#v=1&method=rsync
#
# Images are kept for 10 days: those written today, 2026-11-23, are deleted on or after 2026-12-03, older ones sooner.
#
# Start it with: sh get-GRID1.sh
# It stops when its window is closed, unless it was started inside screen or tmux. Ctrl+C stops it.
# Started again, it goes on where it stopped. It deletes no images, here or there.
# Where ssh asks for a password, it asks each time it connects. With a key, the script needs nobody.

# Names are quoted for good, and may look like variables or like curly quote marks; and two functions are for traps only.
# shellcheck disable=SC1111,SC1112,SC2016,SC2317
set -u

# Set these in the environment to change them.
: "${RETRY_WAIT_SECONDS:=60}"
: "${MOST_TRIES:=60}"
: "${CHECK_ROOM:=yes}"

stem=get-GRID1

# The commands, as they are shown.
command_of() {
case $1 in
check)
ssh jdoe@storage.example.edu 'du -sh /data/images/smith-lab/GRID1'
;;
folder)
mkdir -p /srv/data/GRID1
;;
space)
df -h /srv/data/GRID1
;;
copy)
rsync -a -P --partial-dir=.rsync-partial --stats -e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@storage.example.edu:/data/images/smith-lab/GRID1/ /srv/data/GRID1/
;;
verify)
rsync -rcn -i --stats -e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@storage.example.edu:/data/images/smith-lab/GRID1/ /srv/data/GRID1/
;;
leftovers)
find /srv/data/GRID1 -name '.*.??????' -o -name .rsync-partial
;;
esac
}

# What it means when it shows one of these texts.
meanings_of() {
case $1 in
check)
  mean 'This network does not know the storage server. The server is inside the institution'\''s network: try from there or through its VPN, or ask the manager.' 'Could not resolve hostname'
  mean 'Your first contact. Type yes only if the fingerprint is the one that the manager gives you.' 'The authenticity of host'
  mean 'Stop, and ask the manager before you do anything else.' 'REMOTE HOST IDENTIFICATION HAS CHANGED'
  mean 'Account or password is wrong, or you have no account: The manager gives accounts.' 'Permission denied'
  mean 'Lab folder or collection is spelt otherwise there, or has been deleted.' 'No such file or directory'
  ;;
folder)
  mean 'You may not write there. Choose another destination, or ask whoever runs this computer.' 'Permission denied'
  ;;
copy)
  mean 'The connection broke. Run the same command again: it resumes.' 'code 12' 'code 255' 'Broken pipe'
  mean 'The disk is full. Make room, then run the same command again.' 'code 11' 'No space left on device'
  mean 'Something could not be read or written: the lines above say what. The copy is not complete.' 'code 23'
  mean 'Images are being deleted while you copy. Ask the manager now.' 'code 24' vanished
  ;;
esac
}

say() {
  printf '%s\n' "$*"
  printf '%s\n' "$*" >>"$log"
}

begin() {
  work=$(mktemp -d) || exit 1
  log=$work/log
  lock=
  result=0
  return_key=$(printf '\r')
  exec 4>&1
  trap 'leave' EXIT
  trap 'interrupt 129' HUP
  trap 'interrupt 130' INT
  trap 'interrupt 143' TERM
}

leave() {
  if [ -n "$lock" ]; then
    rm -f "$lock/owner"
    rmdir "$lock"
  fi
  rm -rf "$work"
}

interrupt() {
  trap '' HUP INT TERM
  say 'NOT DONE: it was stopped. Start the script again: it goes on where it stopped.'
  exit "$1"
}

stop() {
  say 'NOT DONE: '"$1"
  exit 1
}

# Gives up a collection, or all of them, which is number 0: NUMBER REASON
fail() {
  [ "$1" != 0 ] || stop "$2"
  printf '%s\n' "$2" >"$work/why-$1"
}

has_failed() {
  [ -e "$work/why-$1" ]
}

# Runs a command, shows what it prints, and logs it, of progress only the last state. A pipe hides how a command ended: that comes
# back through descriptor 3. With the traps each shell here waits for a command that Ctrl+C stops. A command may not read the
# terminal: if this script is piped into a shell, its own next lines stand there. ssh asks for passwords in another way.
run() {
  rm -f "$work/shown"
  status=$(
    trap : HUP INT TERM
    {
      {
        trap : HUP INT TERM
        command_of "$1" </dev/null 2>&1 3>&- 4>&-
        echo "$?" >&3
      } | {
        trap '' HUP INT TERM
        tee "$work/shown" >&4 3>&-
      }
    } 3>&1
  )
  LC_ALL=C sed "s/.*$return_key//" "$work/shown" >>"$log"
}

# Says what it means if one of the texts was shown: MEANING TEXT...
mean() {
  meaning=$1
  shift
  for text in "$@"; do
    if [ "$text" = "code $status" ] || LC_ALL=C grep -qF -e "$text" "$work/shown"; then
      say "$meaning"
      return
    fi
  done
}

refuse_here() {
  [ ! -e "$1" ] || stop "$2"
}

# Takes the mark that says that this script is at work here, and lets the log go on beside it: in the destination, where it
# can be written for sure. What lies there besides the images is of no concern to rsync.
take_lock() {
  taken=$folder/$stem.lock
  while ! mkdir "$taken" 2>"$work/shown"; do
    if [ ! -d "$taken" ]; then
      cat "$work/shown"
      stop 'Nothing can be written in '"$folder"'. Choose another destination, or make room, then start the script again.'
    fi
    pid=
    host=
    read -r pid host 2>/dev/null <"$taken/owner"
    if [ "$host" != "$(uname -n)" ] || kill -0 "$pid" 2>/dev/null || ps -p "$pid" >/dev/null 2>&1; then
      stop 'This script is running already, as process '"$pid"' on '"$host"'. If that is not so, delete '"$taken"' and start it again.'
    fi
    say 'A script that was ended left its mark here. This one goes on in its place.'
    mv "$taken" "$taken.$$" || stop 'This script is running already, as process '"$pid"' on '"$host"'. If that is not so, delete '"$taken"' and start it again.'
    # Whoever came first may have taken it over in this moment.
    if [ "$(cat "$taken.$$/owner")" != "$pid $host" ]; then
      mv "$taken.$$" "$taken"
    else
      rm -f "$taken.$$/owner"
      rmdir "$taken.$$"
    fi
  done
  lock=$taken
  echo "$$ $(uname -n)" >"$lock/owner"
  early=$log
  log=$folder/$stem-$(date +%Y%m%d-%H%M%S).log
  cat "$early" >"$log"
  say 'All of this is kept in '"$log"
}

# NUMBER ID TITLE EXPECTED
do_look() {
  has_failed "$1" && return
  say "--- $3"
  run "$2"
  say "$4"
}

# NUMBER ID TITLE
do_once() {
  has_failed "$1" && return
  title=$3
  say "--- $title"
  run "$2"
  [ "$status" != 0 ] || return
  meanings_of "$2"
  fail "$1" "$title"': this did not work. What to do stands above. Then start the script again.'
}

# NUMBER ID TITLE FOLDER
do_folder() {
  do_once "$1" "$2" "$3"
  folder=$4
  has_failed "$1" || [ -n "$lock" ] || take_lock
}

# NUMBER ID TITLE EXPECTED. It is enough that a size was shown: du ends with 1 if it may not read all.
do_check() {
  has_failed "$1" && return
  title=$3
  say "--- $title"
  run "$2"
  size=$(read_size)
  need=$((need + size))
  if [ "$status" != 0 ] && [ "$size" = 0 ]; then
    say "$4"
    meanings_of "$2"
    fail "$1" "$title"': this did not work. What to do stands above. Then start the script again.'
  fi
}

# The size that du -h has shown, and at the least, for it rounds up. Unit: KiB.
read_size() {
  LC_ALL=C awk -F '\t' '
    { sub(/^ +/, "", $1) }
    $1 ~ /^[0-9]+([.,][0-9])?[BKMGTPE]?$/ {
      sub(/,/, ".", $1)
      least = $1 - ($1 ~ /[.]/ ? 0.1 : 1)
      for (power = index("KMGTPE", substr($1, length($1))); power > 1; power--) least *= 1024
      kib += least
    }
    END { printf "%.0f\n", kib }
  ' "$work/shown"
}

# What is in a folder. Unit: KiB.
measure() {
  du -sk "$1" 2>/dev/null | LC_ALL=C awk 'NR == 1 { kib = $1 } END { printf "%.0f\n", kib }'
}

# A number of KiB, for a reader.
format_size() {
  LC_ALL=C awk -v kib="$1" 'BEGIN {
    for (power = 0; kib >= 1024 && power < 3; power++) kib /= 1024
    printf "%.1f %siB\n", kib, substr("KMGT", power + 1, 1)
  }'
}

# FOLDER... What is there already need not come.
need_room() {
  [ "$CHECK_ROOM" != no ] || return
  folder=$1
  free=$(df -Pk "$folder" | awk 'NR == 2 { for (i = 5; i <= NF; i++) if ($i ~ /^[0-9]+%$/) { print $(i - 1); exit } }')
  case $free in
    '' | *[!0-9]*) return ;;
  esac
  [ "$free" -lt "$need" ] || return
  for each in "$@"; do
    need=$((need - $(measure "$each")))
  done
  [ "$free" -lt "$need" ] || return
  missing=$(format_size "$need")
  free=$(format_size "$free")
  stop 'Too little room: '"$missing"' are still to come, and '"$free"' are free in '"$folder"'. Make room there, or choose another disk, then start the script again. If it is known to fit, as on a disk that compresses, set CHECK_ROOM=no.'
}

# Whether another try can mend what a code of rsync stands for.
can_mend() {
  case $1 in
    10 | 12 | 23 | 24 | 30 | 35 | 255) return 0 ;;
  esac
  return 1
}

# Whether ssh was refused, which the rsync around it calls 12 or 255: another try would be refused too, and wrong passwords may
# close an account.
is_refused() {
  { [ "$status" = 12 ] || [ "$status" = 255 ]; } &&
    LC_ALL=C grep -q -e 'Permission denied ([a-z]' -e 'Too many authentication failures' -e 'Host key verification failed' -e 'REMOTE HOST IDENTIFICATION HAS CHANGED' "$work/shown"
}

# Finds one code for what happened. xargs ends with 123 or 124 if one of its copies failed, which says by itself what it was; and
# to Apple's rsync a full disk is 12.
settle_status() {
  case $status in
    123 | 124)
      status=12
      LC_ALL=C sed -n 's/^rsync [a-z]*: .*(code \([0-9][0-9]*\)) at .*/\1/p' "$work/shown" >"$work/codes"
      while read -r code; do
        status=$code
        can_mend "$code" || break
      done <"$work/codes"
      ;;
  esac
  if LC_ALL=C grep -q 'rsync.*No space left on device' "$work/shown"; then status=11; fi
  if [ "$status" = 24 ]; then vanished=yes; fi
}

# Runs a command again while that can help: ID FOLDER TRIES, those that are enough for files which could not be read, or vanished.
# It counts from the start again after a try that brought data for a minute: then the way is open.
try() {
  tries=0
  partial=0
  filled=$(measure "$2")
  while :; do
    began=$(date +%s)
    run "$1"
    [ "$status" != 0 ] || return
    settle_status
    before=$filled
    filled=$(measure "$2")
    if [ $(($(date +%s) - began)) -ge 60 ] && [ "$filled" -gt "$before" ]; then
      tries=0
      partial=0
    fi
    can_mend "$status" || return
    ! is_refused || return
    case $status in
      23 | 24) partial=$((partial + 1)) ;;
    esac
    tries=$((tries + 1))
    [ "$partial" -lt "$3" ] && [ "$tries" -lt "$MOST_TRIES" ] || return
    next=$((tries + 1))
    say 'It ended with code '"$status"', which another try can mend. Try '"$next"' begins in '"$RETRY_WAIT_SECONDS"' seconds.'
    sleep "$RETRY_WAIT_SECONDS"
  done
}

# NUMBER ID TITLE FOLDER
do_copy() {
  has_failed "$1" && return
  title=$3
  say "--- $title"
  vanished=
  try "$2" "$4" 3
  [ -z "$vanished" ] || : >"$work/vanished-$1"
  [ "$status" != 0 ] || return
  if is_refused; then
    fail "$1" "$title"': ssh was refused: the lines above say why. It is not tried again. If they say that the host key has changed, ask the manager before you do anything else.'
    return
  fi
  meanings_of "$2"
  case $status in
    23 | 24) say 'It ended with code '"$status"' each time. The check that follows says what is missing.' ;;
    *) fail "$1" "$title"': it ended with code '"$status"'. What to do stands above. Start the script again: it goes on where it stopped.' ;;
  esac
}

# NUMBER ID TITLE FOLDER. How rsync ended says nothing of what it found.
do_verify() {
  has_failed "$1" && return
  say "--- $3"
  try "$2" "$4" 1
  if LC_ALL=C grep -q '^>' "$work/shown"; then
    fail "$1" 'files are missing here or different: the lines above that begin with > name them. Start the script again; if they are named again, ask the manager.'
  elif [ "$status" != 0 ] || LC_ALL=C grep -q 'error' "$work/shown" ||
    ! tail -n 1 "$work/shown" | LC_ALL=C grep -q '^total size is'; then
    fail "$1" 'the check was not made to its end (code '"$status"'), so it proves nothing. Start the script again.'
  else
    : >"$work/passed-$1"
  fi
}

# NUMBER NAME DONE
finish() {
  if [ ! -e "$work/passed-$1" ]; then
    say 'NOT DONE: '"$2: $(cat "$work/why-$1")"
    result=1
  elif [ -e "$work/vanished-$1" ]; then
    say 'NOT DONE: '"$2: "'files were deleted at the source before they could be copied: the lines with “vanished” name them. What is left there is here, and every byte was compared. Ask the manager now.'
    result=1
  else
    say "$3"
  fi
}

main() {
  begin
  need=0
  refuse_here /data/images/smith-lab/GRID1 'Wrong computer: /data/images/smith-lab/GRID1 is on this one. Start the script on the computer that gets the images (lab server).'
  do_check 0 check 'Check that you can log in and the collection is there' 'Expected: A size and the path. Remember the size. ssh may ask for your password first.'
  do_folder 1 folder 'Make the destination folder' /srv/data/GRID1
  do_look 1 space 'Check the free space' 'Expected: `Avail` is more than the size of the collection, and `Mounted on` is the disk you mean.'
  need_room /srv/data/GRID1
  do_copy 1 copy Copy /srv/data/GRID1
  do_verify 1 verify 'Verify, before the images are deleted' /srv/data/GRID1
  do_look 1 leftovers 'Clean up: look for leftovers' 'Expected: Nothing.'
  finish 1 GRID1 'DONE: GRID1 is whole: every byte was compared.'
  exit "$result"
}

main
