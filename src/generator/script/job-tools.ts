/** The functions of a script that is a job. Written by `npm run methods` from job.sh; not by hand. */
export const jobTools = String.raw`# Runs the rest. In a job a shell of its own does, and this one waits for it, never for a program: most clusters signal this shell alone, and
# a shell that waits for a program hears nothing until that has ended. Half a minute later all is killed. USR1 comes before the time is up.
as_job() {
  [ -n "$job" ] || main
  heard=
  child=
  trap 'hand_on HUP' USR1
  trap 'hand_on TERM' HUP INT TERM
  main &
  child=$!
  [ -z "$heard" ] || hand_on "$heard"
  while :; do
    wait "$child"
    status=$?
    kill -0 "$child" 2>/dev/null || break
  done
  # It ends with 0 or 1 by itself. Anything else is the end of one that was killed, as where memory was short.
  [ "$status" -le 1 ] || echo "@notDone@@jobKilled@"
  exit "$status"
}

# Tells everything that works here, which is the process group of this shell: TERM to stop, HUP that the time is up. SIGNAL
hand_on() {
  heard=$1
  [ -n "$child" ] || return 0
  trap '' "$1"
  kill -s "$1" 0
}

# Queues the job again when its time is up: it goes on where it stopped. Never after TERM: then nobody could cancel it.
again_later() {
  trap '' HUP INT TERM
  finished=yes
  give_back_lock
  if [ "$runs" -lt "$MOST_RUNS" ]; then
    if answer=$(scontrol requeue "$requeued" 2>&1); then
      # The end is still to come.
      WHEN_DONE=
      say "@queuedAgain@"
      exit 0
    fi
    say "$answer"
  fi
  say "@notDone@@timeIsUp@"
  exit 1
}

interrupt() {
  trap '' HUP INT TERM
  finished=yes
  say "@notDone@@jobStopped@"
  [ -z "$job" ] || exit 1
  exit "$1"
}

# What a lock says besides: whose job it is.
owner_line() {
  echo "$$ $here $began $(id -u) $job"
}

# Whether a job works on, on whatever computer: JOB USER. If it is this one, that was an earlier run. Of other people, nothing is known.
job_runs() {
  [ "$1" != "$job" ] || return
  [ "$2" = "$(id -u)" ] || return 0
  active=$(squeue -h --me -t RUNNING,COMPLETING,SUSPENDED,STOPPED -o %A) || stop "@noAnswer@"
  printf '%s\n' "$active" | grep -qx "$1"
}

# Stops where an owner is at work, or may be: FILE. Fails where it does not say whose it is.
meet_owner() {
  pid=
  host=
  by=
  { read -r pid host start user by _ <"$1"; } 2>/dev/null
  case $pid in
    '' | *[!0-9]*) host= ;;
  esac
  [ -n "$host" ] || return
  if [ -n "$by" ]; then
    if job_runs "$by" "$user"; then stop "@jobRunning@"; fi
  elif [ "$host" != "$here" ] || is_running "$pid" "$start"; then
    stop "@running@"
  fi
}

# Gives up where another run has taken the place of this one, as it does when a node was lost and comes back. To open the file asks a
# network drive anew.
still_mine() {
  [ -n "$lock" ] || return 0
  { read -r _ <"$taken/owner-$token"; } 2>/dev/null || stop "@takenOver@"
}
`;
