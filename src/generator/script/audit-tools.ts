/** The functions of a script that only checks a copy. Written by `npm run methods` from audit.sh; not by hand. */
export const auditTools = String.raw`# Takes a folder for the lock and the log: FOLDER
keep_here() {
  folder=$1
  case $folder in
    /*) ;;
    *) folder=$PWD/$folder ;;
  esac
  if ! probe=$(mkdir -p "$folder" 2>&1 && mktemp -d "$folder/$own.XXXXXX" 2>&1); then
    say "$probe"
    stop "@readOnly@"
  fi
  rmdir "$probe"
  take_lock
  move_log
}

# NUMBER ID TITLE FROM EMPTY
do_audit() {
  has_failed "$1" && return
  from=$4
  if [ ! -d "$from" ] || [ ! -r "$from" ] || [ ! -x "$from" ]; then
    fail "$1" "@noSource@"
    return
  fi
  read_numbers "$(count_here "$from")"
  # What could not be read is for the check to name.
  if [ "$files$links" = 00 ] && [ ! -e "$work/unread" ]; then
    fail "$1" "$5"
    return
  fi
  keep found "$1" "$files"
  keep all "$1" "$((files + folders))"
  say "--- $3"
  # It fills no folder.
  try "$2" /dev/null 3
  if ! has_passed; then
    why=
    [ "$status" = 0 ] || why=" $meaning"
    refuse_check "$1"
    return
  fi
  count_compared "$1"
  if [ "$compared" -lt "$found" ]; then
    fail "$1" "@fewer@"
    return
  fi
  note_links "$1" "$from" yes left
  found=$(kept found "$1")
  read_numbers "$(count_here "$from")"
  [ "$files" = "$found" ] || fail "$1" "@stillWritten@"
}
`;
