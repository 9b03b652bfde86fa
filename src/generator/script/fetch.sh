#!/bin/sh
# The functions of a script that copies with another program than rsync, beside those of tools.sh. scripts/script-tools.ts puts this text
# into fetch-tools.ts. What holds for tools.sh holds here.
#
# shellcheck disable=SC2034,SC2154,SC2317,SC2329

# Lets a program ask for a password that it reads where commands are given to it; afterwards the terminal shows again what is typed.
let_type() {
  (: </dev/tty) 2>/dev/null || return
  input=/dev/tty
  terminal=$(stty -g </dev/tty) && trap 'stty "$terminal" </dev/tty; leave' EXIT
}

# NUMBER ID TITLE EMPTY LISTS. Of a program that counts by itself; one that lists every name besides shows its sum only.
do_size() {
  has_failed "$1" && return
  title=$3
  say "--- $3"
  if [ -n "$5" ]; then
    run_silently "$2"
    say_last
    LC_ALL=C tail -n 2 "$work/out" | LC_ALL=C tee -a "$log"
  else
    run "$2"
  fi
  judge "$2"
  found=$(read_summary <"$work/out")
  take_found "$1" "$4"
}

# The numbers of rclone size, such as "Total objects: 1.234k (1234)", or of aws, such as "Total Size: 1.2 GiB", in the order of read_found.
read_summary() {
  LC_ALL=C awk '
    function count(n, power) {
      if (match($0, /[(][0-9]+/)) return substr($0, RSTART + 1, RLENGTH - 1) + 0
      n = $3
      for (power = index("KMGTPE", substr($4 "-", 1, 1)); power > 0; power--) n *= 1024
      return n + 0
    }
    /^Total [Oo]bjects: / { files = count() }
    /^ *Total [Ss]ize: / { bytes = count() }
    END { if (files != "") printf "%.0f %.0f 0 0 0\n", files, bytes }
  '
}

# NUMBER ID TITLE FOLDER FROM
do_fetch() {
  has_failed "$1" && return
  fetch_by "$1" "$2" "$3" "$4" "$5"
}

# Tries a copy, of which no list is kept: NUMBER ID TITLE FOLDER FROM
fetch_by() {
  output=/dev/null
  copy_by "$1" "$2" "$3" "$4"
  output=$work/out
  keep skipped "$1" "$(list_skipped "$5" | list_few)"
}

# What sftp has left out, which is links above all, below a folder: FROM. Its messages have three digits for a byte that is not ASCII, and end
# with a carriage return.
list_skipped() {
  from=$1 LC_ALL=C awk '
    function plain(s, t, n) {
      while (match(s, /\\(\\|[0-7][0-7][0-7])/)) {
        n = substr(s, RSTART + 1, 3)
        t = t substr(s, 1, RSTART - 1) (RLENGTH == 2 ? "\\" : sprintf("%c", substr(n, 1, 1) * 64 + substr(n, 2, 1) * 8 + substr(n, 3, 1)))
        s = substr(s, RSTART + RLENGTH)
      }
      return t s
    }
    BEGIN { from = ENVIRON["from"] "/" }
    sub(/: not a regular file[^a-z]?$/, "") {
      if (sub(/^download "/, "")) sub(/"$/, "")
      path = plain($0)
      print index(path, from) == 1 ? substr(path, length(from) + 1) : path
    }
  ' "$work/said"
}

# NUMBER ID TITLE FOLDER FROM COPY COUNT COUNT-TITLE. Passes by the line that it ends with, if that is the only one: those above name what is
# different here. That, and what is missing, is copied again, and all is compared again.
do_compare() {
  has_failed "$1" && return
  cured=
  why="@openOrAsk@"
  while :; do
    say "--- $3"
    try "$2" "$4" 1
    is_alone && break
    names=$(list_named | list_few)
    if [ -n "$names" ] && [ -z "$cured" ]; then
      cured=yes
      # aws copies again what it has named.
      [ -n "$7" ] || drop_different "$4"
      fetch_by "$1" "$6" "@copyAgain@" "$4" "$5"
      has_failed "$1" && return
      # What kept it from being copied is why it is named once more.
      [ -z "$helps" ] || why=$meaning
      continue
    fi
    if [ -n "$names" ]; then
      fail "$1" "@stillDiffers@"
    else
      refuse_unfinished "$1"
    fi
    return
  done
  if [ -n "$7" ]; then count_names "$4" "$5" "$7" "$8"; else count_matching; fi
  has_compared_all "$1" || return
  keep passed "$1" yes
  names=$(kept skipped "$1")
  [ -z "$names" ] || note "$1" "@notedLinks@"
}

# Whether a check came to its end and named nothing.
is_alone() {
  [ "$status" = 0 ] && [ "$(wc -l <"$work/out" | tr -d ' ')" = 1 ] && LC_ALL=C grep -Eq '^(PASSED|COMPARED): ' "$work/out"
}

# What a check names: what is different, from rclone by name alone; then what is missing.
list_named() {
  LC_ALL=C sed '/^PASSED: /d; /^COMPARED: /d; s/^(dryrun) download: //' "$work/out"
  LC_ALL=C sed -n 's/^[0-9/]* [0-9:]* ERROR : \(.*\): file not in .*/\1/p' "$work/said"
}

# Deletes here what a check has found to be different, for sftp passes over it, or adds to it: FOLDER. A name with a line break is shown as two
# lines, which may be names of other files: where there is one, nothing is deleted.
drop_different() {
  [ -z "$(find "$1/." -name '*
*' -print | head -n 1)" ] || return
  while IFS= read -r name; do
    case /$name/ in
      */../*) ;;
      *) [ ! -f "$1/$name" ] || rm -f "$1/$name" ;;
    esac
  done <"$work/out"
}

# How many files rclone has found to be the same.
count_matching() {
  names=
  compared=$(LC_ALL=C sed -n 's/^[0-9/]* [0-9:]* NOTICE: .*: \([0-9]*\) matching files$/\1/p' "$work/said" | tail -n 1)
}

# How many files a bucket has, and the names of those that are not here under their own: FOLDER FROM COUNT COUNT-TITLE. A disk may take two
# names for one file. A name with a line break is several lines, there and here.
count_names() {
  say "--- $4"
  quiet=yes
  try "$3" "$1" 1 4>/dev/null
  quiet=
  names=
  compared=
  say_last
  [ "$status" = 0 ] || return
  (cd "$1" && find . -type f -print) >"$work/here" || stop "@noWork@"
  compared=$(read_summary <"$work/out" | LC_ALL=C awk '{ print $1 }')
  names=$(
    prefix=$2 LC_ALL=C awk '
      BEGIN {
        prefix = ENVIRON["prefix"] "/"
        sub("^s3://[^/]*/", "", prefix)
      }
      !there { sub("^[.]/", ""); here[$0]; next }
      /^$/ || /^Total Objects: / || /^ +Total Size: / { next }
      sub(/^[0-9]+-[0-9]+-[0-9]+ [0-9]+:[0-9]+:[0-9]+ +[0-9]+ /, "") && index($0, prefix) == 1 { $0 = substr($0, length(prefix) + 1) }
      $0 == "" || substr($0, length($0)) == "/" { next }
      !($0 in here)
    ' "$work/here" there=1 "$work/out" | list_few
  )
}

# Whether as many files were compared as there were before, and each is here: NUMBER
has_compared_all() {
  for each in "$1" 0; do
    found=$(kept found "$each")
    [ -z "$found" ] || break
  done
  if [ -z "$compared" ]; then
    meaning="@startAgain@"
    fail "$1" "@unverified@"
  elif [ -n "$names" ]; then
    fail "$1" "@noSuchName@"
  elif [ "$compared" -lt "$found" ]; then
    fail "$1" "@fewer@"
  fi
  ! has_failed "$1"
}
