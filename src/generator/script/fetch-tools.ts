/** The functions of a script that copies without rsync. Written by `npm run methods` from fetch.sh; not by hand. */
export const fetchTools = String.raw`# Lets a program ask for a password that it reads where commands are given to it; afterwards the terminal shows again what is typed.
let_type() {
  (: </dev/tty) 2>/dev/null || return
  input=/dev/tty
  terminal=$(stty -g </dev/tty) && trap 'stty "$terminal" </dev/tty; leave' EXIT
}

# NUMBER ID TITLE EMPTY. Of a program that counts by itself.
do_size() {
  has_failed "$1" && return
  title=$3
  say "--- $3"
  run "$2"
  judge "$2"
  found=$(read_summary <"$work/out")
  take_found "$1" "$4"
}

# The numbers of rclone size, such as "Total objects: 1.234k (1234)", in the order of read_found.
read_summary() {
  LC_ALL=C awk '
    function count() { return match($0, /[(][0-9]+/) ? substr($0, RSTART + 1, RLENGTH - 1) + 0 : $3 + 0 }
    /^Total objects: / { files = count() }
    /^Total size: / { bytes = count() }
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

# NUMBER ID TITLE FOLDER FROM COPY. Passes by the line that it ends with, if that is the only one: those above name what is different here. That,
# and what is missing, is copied again, and all is compared again.
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
      drop_different "$4"
      fetch_by "$1" "$6" "@copyAgain@" "$4" "$5"
      has_failed "$1" && return
      # What kept it from being copied is why it is named once more.
      [ -z "$helps" ] || why=$meaning
      continue
    fi
    if [ -n "$names" ]; then
      fail "$1" "@stillDiffers@"
    else
      [ "$status" != 0 ] || meaning="@startAgain@"
      fail "$1" "@unverified@"
    fi
    return
  done
  has_compared_all "$1" || return
  keep passed "$1" yes
  names=$(kept skipped "$1")
  [ -z "$names" ] || note "$1" "@notedLinks@"
}

# Whether a check came to its end and named nothing.
is_alone() {
  [ "$status" = 0 ] && [ "$(wc -l <"$work/out" | tr -d ' ')" = 1 ] && LC_ALL=C grep -q '^PASSED: ' "$work/out"
}

# What a check names: by name alone what is here and different, then what is missing.
list_named() {
  LC_ALL=C sed '/^PASSED: /d' "$work/out"
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

# Whether as many files were compared as there were before: NUMBER
has_compared_all() {
  compared=$(LC_ALL=C sed -n 's/^[0-9/]* [0-9:]* NOTICE: .*: \([0-9]*\) matching files$/\1/p' "$work/said" | tail -n 1)
  for each in "$1" 0; do
    found=$(kept found "$each")
    [ -z "$found" ] || break
  done
  if [ -z "$compared" ]; then
    meaning="@startAgain@"
    fail "$1" "@unverified@"
  elif [ "$compared" -lt "$found" ]; then
    fail "$1" "@fewer@"
  fi
  ! has_failed "$1"
}
`;
