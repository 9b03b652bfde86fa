/** The functions of a script. Written by `npm run methods` from tools.sh; not by hand. */
export const scriptTools = String.raw`say() {
  last=$*
  printf '%s\n' "$last"
  # The log may be on a full disk: what is said is shown all the same.
  { printf '%s\n' "$*" >>"$log"; } 2>/dev/null
}

# Makes ready what the rest needs; the numbers are those of the collections, and 0: NUMBER...
begin() {
  log=/dev/null
  work=
  taken=
  lock=
  finished=
  quiet=
  goal=
  held=own
  drive=
  input=/dev/null
  reach=true
  trap 'leave' EXIT
  trap 'interrupt 129' HUP
  trap 'interrupt 130' INT
  trap 'interrupt 143' TERM
  result=0
  undone=
  failures=0
  return_key=$(printf '\r')
  own=$(printf %s "$stem" | LC_ALL=C sed 's/-and-[0-9]*-more$//')
  for each in "$@"; do
    for name in why passed copied skipped vanished noted out found all size alike; do keep "$name" "$each" ''; done
  done
  # Whoever started this may have closed them: then a file of this script would take their place.
  (: 4<&0) 2>/dev/null || exec </dev/null
  (: 4>&1) 2>/dev/null || exec >/dev/null
  (: 4>&2) 2>/dev/null || exec 2>/dev/null
  exec 4>&1
  case $temporary in
    /*) ;;
    *) temporary=$PWD/$temporary ;;
  esac
  # In its own TMPDIR, macOS deletes what nobody has read for three days (dirhelper.c); not in the folder beside it.
  if [ "$temporary" = "$(getconf DARWIN_USER_TEMP_DIR 2>/dev/null)" ]; then temporary=$(getconf DARWIN_USER_CACHE_DIR); fi
  work=$(mktemp -d "$temporary/get.XXXXXX") || stop "@noWork@"
  output=$work/out
  log=$work/log
  keep_awake
}

# A Mac may fall asleep between two commands, too.
keep_awake() {
  command -v caffeinate >/dev/null || return
  caffeinate -i -w "$$" </dev/null >/dev/null 2>&1 4>&- &
}

# What is known of a collection stays in variables, which no full disk can lose: NAME NUMBER VALUE
keep() {
  eval "$1$2=\$3"
}

# NAME NUMBER
kept() {
  eval "printf %s \"\$$1$2\""
}

leave() {
  trap '' HUP INT TERM
  [ -n "$finished" ] || say "@notDone@@broken@"
  give_back_lock
  rm -rf "$work"
  # It is the person's own: whatever becomes of it, the script has ended.
  [ -z "$WHEN_DONE" ] || sh -c "$WHEN_DONE" when-done "$last"
}

interrupt() {
  trap '' HUP INT TERM
  finished=yes
  say "@notDone@@stopped@"
  exit "$1"
}

stop() {
  finished=yes
  say "@notDone@$1"
  exit 1
}

# Gives up a collection, or all of them, which is number 0: NUMBER REASON
fail() {
  [ "$1" != 0 ] || stop "$2"
  keep why "$1" "$2"
}

has_failed() {
  [ -n "$(kept why "$1")" ]
}

# PROGRAM...
need_programs() {
  for program in "$@"; do
    command -v "$program" >/dev/null || stop "@noProgram@"
  done
}

# Runs a command, shows what it prints, and logs it, of progress only the last state. Its two outputs are kept apart: "out" has what it
# found, "said" what it and ssh complain of, and what a server greets with. A pipe hides how a command ended: that comes back through
# descriptor 3. With the traps each shell here waits for a command that Ctrl+C stops. A command may not read what this script was given:
# if it is piped into a shell, its own next lines stand there. ssh asks for passwords in another way.
run() {
  rm -f "$work/said" "$work/kept"
  true >"$work/out"
  status=$(
    trap : HUP INT TERM
    {
      {
        {
          trap : HUP INT TERM
          command_of "$1" <"$input" 2>&1 >&5 3>&- 4>&- 5>&-
          echo "$?" >&3
        } | {
          trap '' HUP INT TERM
          tee "$work/said" >&4 3>&- 5>&-
        }
      } 5>&1 | {
        trap '' HUP INT TERM
        tee "$output" >&4 3>&-
      }
    } 3>&1
  )
  [ -n "$quiet" ] || { LC_ALL=C sed "s/.*$return_key//" "$work/out" "$work/said" >>"$log"; } 2>/dev/null
  # What was shown is judged by these files: if there was no room for them, nothing is known.
  echo kept >"$work/kept" 2>/dev/null || stop "@noWork@"
}

# One of the outcomes that a step may have: WHAT-HELPS MEANING CODES TEXT
weigh() {
  [ -z "$helps" ] || return
  case " $3 " in
    '  ' | *" $status "*) ;;
    *) return ;;
  esac
  [ -z "$4" ] || LC_ALL=C grep -Eq -e "$4" "$work/said" || return
  helps=$1
  meaning=$2
}

# Finds out what happened in a step, and what helps: ID
judge() {
  helps=
  outcomes_of "$1"
  [ -z "$helps" ] || return
  helps=stop
  meaning="@unknown@"
}

# Whether a command has ended well: ID. sftp ends with 0 whatever it complains of: then an outcome has that code.
has_ended_well() {
  [ "$status" = 0 ] || return
  helps=
  outcomes_of "$1"
  [ -z "$helps" ]
}

refuse_here() {
  [ ! -e "$1" ] || stop "$2"
}

# Gives up a collection whose folder has the log or the mark of a script for another one, or for one of the same name from another place, or
# of another script for it; and says what else is there: rsync puts what it brings in the place of what has the same name, without a word.
# That may well be an earlier part, copied by hand: only who runs this knows. NUMBER FROM
look_before() {
  known=
  for mark in "$folder"/get-*-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9][0-9][0-9]*.log "$folder"/get-*.lock/; do
    [ -e "$mark" ] || continue
    name=$(basename "$mark" | LC_ALL=C sed 's/-[0-9]\{8\}-[0-9]\{6\}[0-9-]*\.log$//; s/\.lock$//; s/-and-[0-9]*-more$//')
    known=yes
    if grep -Fqx -e "From: $2" "$mark" 2>/dev/null; then
      [ "$name" != "$own" ] || continue
      # A script for several collections has its lock in the folder of the first one only.
      fail "$1" "@shared@"
      return
    fi
    if [ "$name" != "$own" ] || grep -q '^From: ' "$mark" 2>/dev/null; then
      fail "$1" "@foreign@"
      return
    fi
  done
  [ -z "$known" ] || return
  names=$(find "$folder/." ! -name . -prune ! -name '.*' ! -name lost+found ! -name 'get-*.lock-*' -print 2>/dev/null | sed 's,.*/,,' | sort | list_few)
  [ -z "$names" ] || say "@before@"
}

# Says in a folder which collection it gets, and where the log is. FROM
leave_mark() {
  [ -n "$lock" ] || return
  if [ "$(dirname "$log")" = "$folder" ]; then
    say "From: $1"
  else
    printf '%s\n' "From: $1" "@log@" >>"$folder/$(basename "$log")"
  fi
}

# When a process began, as one word: PID. Nothing where that cannot be known; "ended" where only its parent has not noticed yet.
# The ps of macOS takes that from its kernel, which never changes it, tells it in five words, and heeds TZ; its state is one word, and
# never blank (adv_cmds-237, print.c and tasks.c).
start_of() {
  if [ -r "/proc/$1/stat" ]; then
    boot=$(LC_ALL=C sed 's/-.*//' /proc/sys/kernel/random/boot_id)
    LC_ALL=C sed 's/.*) //' "/proc/$1/stat" | LC_ALL=C awk -v boot="$boot" '{ print $1 ~ /^[ZX]/ ? "ended" : boot "-" $20; exit }'
  else
    TZ=UTC0 LC_ALL=C ps -o stat= -o lstart= -p "$1" | LC_ALL=C awk '{ print $1 ~ /^Z/ ? "ended" : $2 $3 $4 $5 $6; exit }'
  fi 2>/dev/null
}

# Whether a process runs that began then: PID BEGAN. Ids are used again, and that of somebody else may not be asked.
is_running() {
  case $(LC_ALL=C kill -0 "$1" 2>&1) in *[Nn]o' such process'*) return 1 ;; esac
  now=$(start_of "$1")
  [ "$now" != ended ] || return
  [ -z "$2" ] || [ -z "$now" ] || [ "$now" = "$2" ]
}

# Takes the mark that says that a script is at work here: a folder with a file that says for whom. It is made whole beside its place
# and then moved there, which only one can do, for a folder that has something in it is in the way; so none is ever without its file.
# That file has a name of its own: whoever deletes that of a dead script deletes no other. An empty folder is nobody's. None of this
# needs more of a disk than folders.
take_lock() {
  # On a Mac that of uname changes with the network.
  here=$(scutil --get LocalHostName 2>/dev/null) || here=$(uname -n)
  began=$(start_of "$$")
  token=$(printf %s "$here-$$-$began" | LC_ALL=C tr -c 'A-Za-z0-9.-' _)
  taken=$folder/$own.lock
  looks=0
  stale=
  while ! publish_lock; do
    looks=$((looks + 1))
    if [ ! -e "$taken" ]; then
      # It may have been given back in this moment.
      [ "$looks" -ge 10 ] || continue
      cat "$work/said"
      stop "@readOnly@"
    fi
    look_at_owners
  done
  lock=$taken
  [ -z "$stale" ] || say "@stale@"
  # What those left who were ended while they made theirs. One that is alive makes it again, and finds this one in its place.
  for each in "$taken"-*; do
    rm -f "$each/$own.lock"/owner-*
    rmdir "$each/$own.lock" "$each"
  done 2>/dev/null
}

# What a lock says of the script that has it.
owner_line() {
  echo "$$ $here $began"
}

publish_lock() {
  rmdir "$taken" 2>/dev/null
  (
    umask a+rx
    mkdir -p "$taken-$token/$own.lock" && owner_line >"$taken-$token/$own.lock/owner-$token" &&
      mv -f "$taken-$token/$own.lock" "$folder/"
  ) 2>"$work/said" </dev/null
  [ -s "$taken/owner-$token" ]
}

# Stops where an owner is at work, or may be: FILE. Fails where it does not say whose it is.
meet_owner() {
  pid=
  host=
  { read -r pid host start _ <"$1"; } 2>/dev/null
  case $pid in
    '' | *[!0-9]*) host= ;;
  esac
  [ -n "$host" ] || return
  if [ "$host" != "$here" ] || is_running "$pid" "$start"; then stop "@running@"; fi
}

# Stops where the owner of the lock is at work, or may be; and takes away what one that was ended has left.
look_at_owners() {
  seen=
  for each in "$taken"/owner*; do
    [ -e "$each" ] || continue
    [ -r "$each" ] || break
    # A computer that crashed leaves an empty file; on a network drive one may be seen empty for a moment.
    if ! meet_owner "$each" && [ "$looks" -lt 3 ]; then break; fi
    seen=yes
    stale=yes
    rm -f "$each"
  done
  [ -z "$seen" ] || return
  [ "$looks" -lt 5 ] || stop "@held@"
  sleep 1
  # Such as what a file manager leaves in every folder that it shows.
  [ "$looks" -lt 3 ] || find "$taken/." -type f ! -name 'owner*' -exec rm -f {} + 2>/dev/null
}

# What is left of the lock of this script, whole or half made.
give_back_lock() {
  [ -n "$taken" ] || return
  rm -f "$taken/owner-$token" "$taken-$token/$own.lock/owner-$token"
  rmdir "$taken-$token/$own.lock" "$taken-$token" "$taken" 2>/dev/null
  taken=
  lock=
}

# Lets the log go on in the destination, where it can be written for sure, beside those of other runs. What lies there besides the
# images is of no concern to rsync.
move_log() {
  early=$log
  stamp=$folder/$stem-$(date +%Y%m%d-%H%M%S)
  log=$stamp.log
  count=1
  while [ -e "$log" ]; do
    count=$((count + 1))
    log=$stamp-$count.log
  done
  { cat "$early" >"$log"; } 2>/dev/null
  say "@log@"
}

# NUMBER ID TITLE EXPECTED
do_look() {
  has_failed "$1" && return
  say "--- $3"
  run "$2"
  say "$4"
}

# NUMBER ID TITLE EXPECTED FOLDER KIND. A drive that was asked for has to be there: without it, a copy fills a disk of this computer.
do_disk() {
  do_look "$1" "$2" "$3" "$4"
  has_failed "$1" && return
  held=$6
  drive=$5
  hold_disk && return
  if [ "$held" != own ]; then stop "@diskGone@"; fi
  case $kind in
    smb | windows) say "@diskOther@" ;;
  esac
}

# Whether the disk is of the kind that was chosen, or nobody can tell.
hold_disk() {
  type=$(type_of_disk "$drive")
  case $type in
    '') return ;;
    cifs | smb* | afpfs) kind=smb ;;
    nfs | nfs[0-9]) kind=nfs ;;
    *fat* | msdos | ntfs* | fuseblk | 9p | drvfs) kind=windows ;;
    *) kind=own ;;
  esac
  [ "$kind" = "$held" ]
}

# What mount calls the file system of a folder, on Linux and on a Mac; nothing where it is not known.
type_of_disk() {
  at=" on $(LC_ALL=C df -P "$1" 2>/dev/null | LC_ALL=C sed -n '2s/^.*[0-9]%[[:blank:]]*//p') "
  export at
  LC_ALL=C mount 2>/dev/null | LC_ALL=C awk '
    (i = index($0, ENVIRON["at"])) {
      rest = substr($0, i + length(ENVIRON["at"]))
      sub(/^type /, "", rest)
      sub(/^[(]/, "", rest)
      type = rest
      sub(/[ ,)].*/, "", type)
    }
    END { print type }
  '
}

# NUMBER ID TITLE
do_once() {
  has_failed "$1" && return
  title=$3
  say "--- $title"
  run "$2"
  has_ended_well "$2" && return
  judge "$2"
  fail "$1" "@failed@"
}

# Opens the connection that all commands share, which is ended with the script: NUMBER ID TITLE END-ID
do_connect() {
  title=$3
  say "--- $title"
  connect=$2
  disconnect=$4
  trap 'close_connection; leave' EXIT
  reach=open_connection
  open_connection && return
  judge "$2"
  fail "$1" "@failed@"
}

# Opens it again where it has gone. What stays open keeps the outputs that it was started with: a pipe would never end.
open_connection() {
  rm -f "$work/out" "$work/said"
  command_of "$connect" </dev/null >"$work/out" 2>"$work/said" 3>&- 4>&-
  status=$?
  cat "$work/said" >&4
  [ -n "$quiet" ] || { cat "$work/said" >>"$log"; } 2>/dev/null
  return "$status"
}

close_connection() {
  trap '' HUP INT TERM
  command_of "$disconnect" </dev/null >/dev/null 2>&1
}

# NUMBER ID TITLE FOLDER FROM
do_folder() {
  do_once "$1" "$2" "$3"
  has_failed "$1" && return
  folder=$4
  look_before "$1" "$5"
  has_failed "$1" && return
  if [ -z "$lock" ]; then
    take_lock
    # Of two for different collections that start at the same moment, at least one sees the mark of the other.
    look_before "$1" "$5"
    if has_failed "$1"; then
      give_back_lock
      return
    fi
    move_log
  fi
  leave_mark "$5"
  names=$(kept alike "$1")
  [ -n "$(kept found "$1")" ] || names=$(kept alike 0)
  if [ -n "$names" ] && folds_case "$folder"; then fail "$1" "@alike@"; fi
}

# Whether names that differ in capitals only are one file there: FOLDER. Of such files one would be lost, and a check may find the
# other twice, in the memory of this computer.
folds_case() {
  : 2>/dev/null >"$1/.get-case-$$" || return 1
  status=1
  [ ! -e "$1/.GET-CASE-$$" ] || status=0
  rm -f "$1/.get-case-$$"
  return "$status"
}

# NUMBER ID TITLE EMPTY
do_check() {
  has_failed "$1" && return
  title=$3
  say "--- $title"
  run "$2"
  judge "$2"
  found=$(read_found <"$work/out")
  take_found "$1" "$4"
}

# Keeps what has been found, which is something: NUMBER EMPTY. Files take half a block of 4 KiB more than their size, on average.
take_found() {
  if [ -z "$found" ]; then
    fail "$1" "@failed@"
    return
  fi
  # It may say besides that it could not read all.
  [ "$helps" != check ] || say "$meaning"
  read_numbers "$found"
  need=$((need + bytes / 1024 + 2 * files))
  entries=$((entries + files + others))
  keep out "$1" "$(list_out <"$work/out")"
  keep alike "$1" "$(LC_ALL=C sed -n 's/^alike but for case: //p' "$work/out" | list_few)"
  keep found "$1" "$files"
  keep size "$1" "$bytes"
  keep all "$1" "$((files + folders))"
  [ "$files$links" = 00 ] || return
  # A collection that is still being written may be empty.
  [ -n "$2" ] || return
  # A folder that may not be read looks empty.
  if [ "$helps" = check ]; then fail "$1" "@failed@"; else fail "$1" "$2"; fi
}

# The numbers in the last line of the first command: files, bytes, and what else there is, a number each.
read_found() {
  LC_ALL=C sed -n 's/^FOUND: \([0-9]*\) files, .*(\([0-9]*\) bytes), \([0-9]*\) folders, \([0-9]*\) links: .*; \([0-9]*\) others$/\1 \2 \3 \4 \5/p' | tail -n 1
}

# NUMBERS, as read_found gives them.
read_numbers() {
  # shellcheck disable=SC2086
  set -- $1
  files=$1
  bytes=$2
  folders=$3
  links=$4
  others=$((folders + links + $5))
}

# What is in a folder here, in the order of read_found; the file “unread” is there afterwards where some of it could not be read: FOLDER
count_here() {
  rm -f "$work/unread"
  { find "$1/" -exec ls -ldn {} + 2>/dev/null || true >"$work/unread"; } | LC_ALL=C awk -v base=0 "$look" | read_found
}

# The links that lead out, of what the first command shows, each with where it leads.
list_out() {
  LC_ALL=C awk '/^leads out: / { print substr($0, index($0, " /") + 1) }'
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
  free=$(read_free -Pk "$folder")
  inodes=$(read_free -Pi "$folder")
  [ "$free" -lt "$need" ] || [ "$inodes" -lt "$entries" ] || return
  for each in "$@"; do
    found=$(count_here "$each")
    [ -n "$found" ] || continue
    read_numbers "$found"
    need=$((need - bytes / 1024 - 2 * files))
    entries=$((entries - files - others))
  done
  if [ "$free" -lt "$need" ]; then
    missing=$(format_size "$need")
    free=$(format_size "$free")
    stop "@room@"
  fi
  if [ "$inodes" -lt "$entries" ]; then
    missing=$entries
    free=$inodes
    stop "@inodes@"
  fi
}

# What df says is free: OPTIONS FOLDER. The number before the last percentage; where there is none, as for the inodes of some file
# systems, for which macOS has a dash behind two numbers, so much that anything fits.
read_free() {
  LC_ALL=C df "$1" "$2" | LC_ALL=C awk '
    NR == 2 {
      for (i = 5; i <= NF; i++) {
        if ($i ~ /^[0-9]+%$/) free = $(i - 1)
        if ($i == "-" && $(i - 1) $(i - 2) ~ /^[0-9]+$/) free = ""
      }
    }
    END { print free ~ /^[0-9]+$/ ? free : "999999999999999" }
  '
}

# Finds one code for what happened: ID. A check says the code of rsync in its last line but one. xargs ends with 123 or 124 if one of
# its copies failed, which says by itself what it was.
settle_status() {
  if LC_ALL=C tail -n 1 "$work/out" | LC_ALL=C grep -Eq '^(NOT )?PASSED: '; then
    code=$(LC_ALL=C tail -n 2 "$work/out" | LC_ALL=C sed -n '1s/^code //p')
    [ -z "$code" ] || status=$code
  fi
  case $status in
    123 | 124)
      status=12
      codes=$(LC_ALL=C sed -n 's/^rsync [a-z]*: .*(code \([0-9][0-9]*\)) at .*/\1/p' "$work/said")
      for code in $codes; do
        status=$code
        judge "$1"
        [ "$helps" = again ] || break
      done
      ;;
  esac
  if [ "$status" = 24 ]; then vanished=yes; fi
}

# What is in a folder, by contents: FOLDER. Unit: bytes. What is on its way counts, cut files do not.
count_bytes() {
  find "$1/" -type f ! -path '*/.rsync-partial/*' ! -name 'get-*.log' -exec ls -ldn {} + 2>/dev/null |
    LC_ALL=C awk '/^-/ && $2 + 0 > 0 { bytes += $5 } END { printf "%.0f\n", bytes }'
}

# Says how far a copy is, by what is here and what was here then, if the first step has told the size: FOLDER SECONDS BYTES
say_far() {
  bytes=$(count_bytes "$1")
  [ -n "$goal" ] && [ "$bytes" -lt "$goal" ] || return
  say "$(
    printf '%s\n' "- 1 0 0 $goal . . . ./all" "// $2" "- 1 0 0 $3 . . . ./all" "// $(date +%s)" "- 1 0 0 $bytes . . . ./all" |
      LC_ALL=C awk "$far" by="$done_by" -
  )"
}

# Says it from time to time while a copy runs, until its mark is taken away: FOLDER. It ends with the script, however that ends.
watch_far() {
  watch=$work/far-$began-$tries
  had=$(count_bytes "$1")
  case $goal-$FAR_SECONDS in
    -* | *-0* | *- | *-*[!0-9]*) return ;;
  esac
  : >"$watch"
  (
    since=$began
    was=$had
    while [ -e "$watch" ] && kill -0 "$$" 2>/dev/null; do
      sleep 1
      now=$(date +%s)
      [ "$((now - since))" -ge "$FAR_SECONDS" ] || continue
      say_far "$1" "$since" "$was"
      since=$now
      was=$bytes
    done
  ) </dev/null 3>&- 4>&- &
}

# Runs a command again while that can help: ID FOLDER TRIES, those that are enough for files which could not be read, or vanished.
# It counts from the start again after a try that brought data for a minute: then the way is open.
try() {
  tries=0
  partial=0
  filled=$(measure "$2")
  while :; do
    began=$(date +%s)
    if [ "$held" != own ] && ! hold_disk; then stop "@diskGone@"; fi
    watch_far "$2"
    if $reach; then run "$1"; fi
    rm -f "$watch"
    settle_status "$1"
    ! has_ended_well "$1" || return
    judge "$1"
    before=$filled
    filled=$(measure "$2")
    if [ $(($(date +%s) - began)) -ge 60 ] && [ "$filled" -gt "$before" ]; then
      tries=0
      partial=0
    fi
    case $helps in
      again) ;;
      few) partial=$((partial + 1)) ;;
      *) return ;;
    esac
    tries=$((tries + 1))
    [ "$partial" -lt "$3" ] && [ "$tries" -lt "$MOST_TRIES" ] || return
    next=$((tries + 1))
    say_far "$2" "$began" "$had"
    say "@again@"
    sleep "$RETRY_WAIT_SECONDS"
  done
}

# Tries a copy: NUMBER ID TITLE FOLDER
copy_by() {
  title=$3
  say "--- $title"
  goal=$(kept size "$1")
  [ -n "$goal" ] || goal=$(kept size 0)
  try "$2" "$4" 3
  goal=
  has_ended_well "$2" && return
  case $helps in
    few | check)
      say "$meaning"
      say "@incomplete@"
      ;;
    *) fail "$1" "@ended@" ;;
  esac
}

# NUMBER ID TITLE FOLDER
do_copy() {
  has_failed "$1" && return
  keep copied "$1" "$2"
  vanished=
  copy_by "$@"
  [ -z "$vanished" ] || keep vanished "$1" yes
}

# Copies what is settled, round after round, a line each, until the session is over: NUMBER ID TITLE FOLDER ROUND-ID ROUND-TITLE LIST
do_live() {
  has_failed "$1" && return
  title=$6
  say "--- $title"
  halt=$4/$own.stop
  rm -f "$halt"
  over=
  clock=
  if [ -n "$UNTIL" ]; then
    clock="@liveClock@"
    over=$(($(date +%s) + $(seconds_until "$UNTIL")))
  fi
  say "@liveBegins@"
  failed=0
  settled=0
  fresh=$(date +%s)
  while :; do
    began=$(date +%s)
    do_round "$1" "$2" "$5" "$7"
    has_failed "$1" && return
    now=$(date +%s)
    # A time in which nothing could be fetched says nothing about the session.
    if [ "$failed" -gt 0 ]; then fresh=$((fresh + now - began)); fi
    if [ "$new" -gt 0 ]; then fresh=$now; fi
    is_over && break
    await_round
    [ "$failed" = 0 ] || fresh=$((fresh + $(date +%s) - now))
  done
  rm -f "$halt"
}

# Waits until the next round begins, in seconds of its own: a computer that slept, or a clock that was set, ends nothing.
await_round() {
  left=$((began + ROUND_SECONDS - now))
  if [ "$left" -gt "$ROUND_SECONDS" ]; then left=$ROUND_SECONDS; fi
  waited=0
  while [ "$waited" -lt "$left" ] && [ ! -e "$halt" ]; do
    if [ -n "$over" ] && [ "$(date +%s)" -ge "$over" ]; then return; fi
    sleep 1
    waited=$((waited + 1))
  done
  gap=$(($(date +%s) - now - waited))
  if [ "$waited" -gt 0 ] && [ "$gap" -gt 60 ]; then fresh=$((fresh + gap)); fi
}

# Whether the rounds have come to their end, and says why.
is_over() {
  if [ -e "$halt" ]; then
    say "@liveHalted@"
  elif [ -n "$over" ] && [ "$now" -ge "$over" ]; then
    say "@liveUntil@"
  elif [ "$failed" = 0 ] && [ "$now" -ge "$((fresh + IDLE_MINUTES * 60))" ]; then
    say "@liveIdle@"
  elif [ "$failed" -ge "$MOST_TRIES" ]; then
    say "@liveGivenUp@"
  else
    return 1
  fi
}

# One round: NUMBER LIST-ID ROUND-ID LIST. What is renamed or deleted between the two commands is missed by name, which is no fault.
do_round() {
  new=0
  before=$settled
  when=$(date +%H:%M)
  rm -f "$4"
  if $reach; then run_silently "$2"; fi
  # What find could not read, it leaves out of the list.
  if [ "$status" = 255 ] || { [ "$status" != 0 ] && [ ! -s "$4" ]; }; then
    judge "$2"
  else
    settled=$(LC_ALL=C tr -cd '\000' <"$4" | wc -c | tr -d ' ')
    run_silently "$3"
    new=$(count_new)
    judge "$3"
    if [ "$status" = 23 ] && LC_ALL=C grep -Eq '^rsync: .*(link_stat ".*" failed: No such file|rename ".*" -> ".*": Permission denied)' "$work/said"; then helps=few; fi
    case $status-$helps in
      0-*)
        failed=0
        say "@liveRound@"
        return
        ;;
      *-few | *-check)
        # It counts what could not be put in its place, too, and again in each round.
        new=$((settled > before ? settled - before : 0))
        failed=0
        say_last
        say "@livePart@"
        return
        ;;
    esac
  fi
  say_last
  [ "$helps" != stop ] || fail "$1" "@ended@"
  failed=$((failed + 1))
  say "@liveFailed@"
}

# Runs a command, and neither shows nor logs anything of it but what ssh asks.
run_silently() {
  quiet=yes
  run "$1" 4>/dev/null
  quiet=
}

# The last lines of what the last command complained of.
say_last() {
  said=$(LC_ALL=C tail -n 5 "$work/said")
  [ -z "$said" ] || say "$said"
}

# How many files the last copy has brought; older rsyncs, and Apple's, have other words for it.
count_new() {
  LC_ALL=C sed -n 's/^Number of .*files transferred: \([0-9.,]*\).*/\1/p' "$work/out" | LC_ALL=C tr -d ., | LC_ALL=C awk 'END { print $1 + 0 }'
}

# HOURS:MINUTES, of this day or the next.
seconds_until() {
  date '+%H %M %S' | LC_ALL=C awk -v until="$1" '{
    split(until, t, ":")
    left = (t[1] - $1) * 3600 + (t[2] - $2) * 60 - $3
    print (left > 0 ? left : left + 86400)
  }'
}

# Stops at settings that no round can go by.
check_live() {
  value=
  for name in ROUND_SECONDS IDLE_MINUTES MOST_TRIES; do
    eval "value=\$$name"
    case $value in
      '' | 0* | *[!0-9]* | ???????*) stop "@badNumber@" ;;
    esac
  done
  case $UNTIL in
    '' | [01][0-9]:[0-5][0-9] | 2[0-3]:[0-5][0-9]) ;;
    *) stop "@badUntil@" ;;
  esac
}

# NUMBER ID TITLE EXPECTED. It needs somebody at the terminal.
do_pause() {
  has_failed "$1" && return
  say "--- $3"
  if ! (: </dev/tty) 2>/dev/null; then
    say "@nobody@"
    return
  fi
  run "$2"
  say "$4"
  say "@pause@"
  read -r _ </dev/tty
}

# Whether the last check has passed; and whether it names something.
has_passed() {
  ! names_something || return 1
  if [ "$status" = 0 ]; then
    LC_ALL=C tail -n 1 "$work/out" | LC_ALL=C grep -q '^PASSED: '
  else
    # A link that leads nowhere there has nothing to bring, which rsync takes for a fault: if that is the only one, all is here.
    [ "$status" = 23 ] && grep -q '^symlink has no referent: ' "$work/said" &&
      ! LC_ALL=C grep -E '^rsync|vanished' "$work/said" | LC_ALL=C grep -qv '^rsync error: some files.* (code 23) '
  fi
}

names_something() {
  LC_ALL=C grep -q '^[<>ch][fdLDS]' "$work/out"
}

# The first three of some lines, as one.
list_few() {
  LC_ALL=C awk '
    NR <= 3 { list = list (NR > 1 ? ", " : "") $0 }
    END { print list (NR > 3 ? " and " NR - 3 " more" : "") }
  '
}

# Gives up a collection whose check names something, or did not come to its end: NUMBER
refuse_check() {
  if names_something; then
    names=$(LC_ALL=C sed -n 's/^[<>ch][fdLDS][^ ]* //p' "$work/out" | list_few)
    fail "$1" "@differs@"
  else
    refuse_unfinished "$1"
  fi
}

# NUMBER
refuse_unfinished() {
  [ "$status" != 0 ] || meaning="@startAgain@"
  fail "$1" "@unverified@"
}

# NUMBER ID TITLE FOLDER CURE CURE-TITLE KEEPS-LINKS LINKS-OUT. What a check names is copied once more, and checked again.
do_verify() {
  has_failed "$1" && return
  cured=
  vanished=
  why="@openOrAsk@"
  while :; do
    say "--- $3"
    try "$2" "$4" 1
    has_passed && break
    if names_something && [ -z "$cured" ]; then
      cured=yes
      count_compared "$1"
      copy_by "$1" "$5" "$6" "$4"
      has_failed "$1" && return
      # What kept it from being copied is why it is named once more.
      [ "$status" = 0 ] || why=$meaning
      continue
    fi
    refuse_check "$1"
    return
  done
  # What has gone from the server since it was listed is not compared.
  count_compared "$1"
  if [ "$compared" -lt "$found" ] && [ -z "$(kept vanished "$1")" ]; then
    fail "$1" "@fewer@"
    return
  fi
  if [ -z "$(cd "$4" && find . \( -type f -o -type l \) -not -path "./$own*" -print | head -n 1)" ]; then
    fail "$1" "@empty@"
    return
  fi
  [ -z "$vanished" ] || keep vanished "$1" yes
  note_links "$1" "$4" "$7" "$8"
}

# NUMBER ID TITLE FOLDER CURE CURE-TITLE KEEPS-LINKS LINKS-OUT LIST. Makes the list of checksums and checks the files here by it; where that is
# not passed, a copy that compares contents notes every checksum again, and all is done once more. A comparison may have passed before. Without
# LIST the list was there before the copy, which says nothing of the source.
do_prove() {
  has_failed "$1" && return
  folder=$4
  # A comparison may have passed: that alone is no proof by a list.
  keep passed "$1" ''
  keep noted "$1" ''
  rm -f "$folder/$own.stop"
  if [ -n "$9" ] && { [ ! -f "$folder.rsync.log" ] || [ ! -s "$folder.rsync.log" ] || [ ! -w "$folder.rsync.log" ]; }; then
    fail "$1" "@noList@"
    return
  fi
  cured=
  looks=0
  vanished=
  why="@openOrAsk@"
  while :; do
    say "--- $3"
    [ -z "$9" ] || run "$9"
    run "$2"
    count_listed "$1"
    if has_list_passed "$1"; then
      [ -n "$9" ] || break
      is_all "$1" "$4" && break
      has_failed "$1" && return
      continue
    fi
    if [ -z "$cured" ] && LC_ALL=C tail -n 1 "$work/out" | LC_ALL=C grep -Eq '^(NOT )?PASSED: '; then
      cured=yes
      copy_by "$1" "$5" "$6" "$4"
      has_failed "$1" && return
      # What kept it from being copied is why it is named once more.
      [ "$status" = 0 ] || why=$meaning
      continue
    fi
    refuse_list "$1"
    return
  done
  [ -z "$vanished" ] || keep vanished "$1" yes
  # What the copy said of links and the like, which no list has.
  if [ -n "$9" ]; then
    LC_ALL=C sed -n 's/^[^]]*] \(skipping non-regular file .*\)/\1/p' "$folder.rsync.log"
  else
    LC_ALL=C sed -n '/^skipping non-regular file /p' "$log"
  fi | sort -u >"$work/out"
  note_links "$1" "$4" "$7" "$8"
}

# Whether nothing was written at the source since the copy, which no list here can tell: one more copy then brings nothing. NUMBER FOLDER
is_all() {
  looks=$((looks + 1))
  if [ "$looks" -gt 5 ]; then
    fail "$1" "@stillWritten@"
    return 1
  fi
  copy_by "$1" "$(kept copied "$1")" "@lookAgain@" "$2"
  ! has_failed "$1" && [ "$(count_new)" = 0 ]
}

# How many files the list has, and how many there were on the server at first, where that is known. NUMBER
count_listed() {
  compared=$(LC_ALL=C sed -n 's/^\([0-9]*\) files in the list, .*/\1/p' "$work/out" | tail -n 1)
  for each in "$1" 0; do
    found=$(kept found "$each")
    [ -z "$found" ] || break
  done
  [ -n "$found" ] || found=$compared
}

# What has gone from the server since it was listed is in no list, nor what a copy leaves out for its own purposes. NUMBER
has_list_passed() {
  LC_ALL=C tail -n 1 "$work/out" | LC_ALL=C grep -q '^PASSED: ' || return
  [ "$compared" -ge "$found" ] || [ -n "$vanished" ] || [ -n "$(kept vanished "$1")" ]
}

# Says why a list has not passed, or is too short: NUMBER
refuse_list() {
  names=$(LC_ALL=C sed -n 's/^different:  [.]\///p; s/^missing:  [.]\///p' "$work/out" | list_few)
  if [ -n "$names" ]; then
    fail "$1" "@listDiffers@"
    return
  fi
  names=$(LC_ALL=C sed -n 's/^not in the list:  [.]\///p' "$work/out" | list_few)
  case $(LC_ALL=C tail -n 1 "$work/out") in
    'PASSED: '*) fail "$1" "@fewer@" ;;
    'NOT PASSED: '*) if [ -n "$names" ]; then fail "$1" "@notListed@"; else fail "$1" "@cutOff@"; fi ;;
    *)
      meaning="@startAgain@"
      fail "$1" "@unverified@"
      ;;
  esac
}

# NUMBER ID TITLE. Once it is known that all is here.
do_receipt() {
  ! has_failed "$1" && [ -n "$(kept passed "$1")" ] && [ -z "$(kept vanished "$1")" ] || return
  say "--- $3"
  run "$2"
  [ "$status" = 0 ] || say "@noReceipt@"
}

# How many files rsync went through, and how many there were before: by the list of the first step, or by the check that came first. Older
# rsyncs, and Apple's, tell the sum of files and folders alone, perhaps with links. Numbers have commas or dots in them. NUMBER
count_compared() {
  compared=$(LC_ALL=C sed -n 's/^Number of files: \([0-9.,]*\).*/\1/p' "$work/out" | tr -d .,)
  files=$(LC_ALL=C sed -n 's/^Number of files: .*(reg: \([0-9.,]*\).*/\1/p' "$work/out" | tr -d .,)
  [ -n "$compared" ] || compared=0
  [ -n "$files" ] || files=0
  for each in "$1" 0; do
    found=$(kept found "$each")
    all=$(kept all "$each")
    [ -z "$found" ] || break
  done
  if [ -z "$found" ]; then
    found=$files
    all=$compared
    keep found "$1" "$found"
    keep all "$1" "$all"
  fi
  if grep -q '^Number of files: .*(' "$work/out"; then
    compared=$files
  else
    found=$all
  fi
}

# Passes a collection, and notes what in it is no file: NUMBER FOLDER KEEPS-LINKS LINKS-OUT
note_links() {
  base=$(($(printf %s "$2" | tr -cd / | wc -c) + 2))
  links=$(
    find "$2/" -type l -exec ls -ldn {} + -type l -not -exec test -e {} ';' -print 2>/dev/null |
      LC_ALL=C awk -v base="$base" "$look"
  )
  # Where links are not kept, the first step has named those that lead out: of this collection, or of the only one.
  if [ "$3" = yes ]; then
    out=$(printf '%s\n' "$links" | list_out)
  else
    out=$(kept out "$1")
    [ -n "$(kept found "$1")" ] || out=$(kept out 0)
  fi
  if [ "$4" != brought ] && [ -n "$out" ]; then
    names=$(printf '%s\n' "$out" | list_few)
    if [ "$4" = refused ]; then
      fail "$1" "@linksOut@"
      return
    fi
    note "$1" "@notedOut@"
  fi
  names=$(printf '%s\n' "$links" | LC_ALL=C awk '
    /^leads out: / { path = substr($0, index($0, " /") + 1); sub(/ -> .*/, "", path); out[path] }
    sub(/^leads nowhere: /, "") { nowhere[$0] }
    END { for (path in nowhere) if (!(path in out)) print path }
  ' | sort | list_few)
  [ -z "$names" ] || note "$1" "@notedNowhere@"
  names=$(LC_ALL=C sed -n 's/^symlink has no referent: //p' "$work/said" | list_few)
  [ -z "$names" ] || note "$1" "@notedNowhere@"
  names=$(LC_ALL=C sed -n 's/^skipping non-regular file //p' "$work/out" | list_few)
  [ -z "$names" ] || note "$1" "@notedSkipped@"
  keep passed "$1" yes
}

# NUMBER SENTENCE
note() {
  keep noted "$1" "$(kept noted "$1")$2"
}

# NUMBER NAME DONE DONE-FILES
finish() {
  finished=yes
  if has_failed "$1" || [ -z "$(kept passed "$1")" ]; then
    say "@notDone@$2: $(kept why "$1")"
    give_up "$2"
  elif [ -n "$(kept vanished "$1")" ]; then
    say "@notDone@$2: @vanished@"
    give_up "$2"
  elif [ -n "$(kept noted "$1")" ]; then
    say "$4$(kept noted "$1")"
  else
    say "$3"
  fi
}

# NAME
give_up() {
  result=1
  failures=$((failures + 1))
  undone=$undone$(test -z "$undone" || printf ', ')$1
}

# The last line is about all of several collections: HOW-MANY
conclude() {
  all=$1
  if [ "$result" = 0 ]; then
    say "@doneAll@"
  else
    say "@notDone@@notAll@"
  fi
}
`;
