/**
 * Plan → a script that does it: the commands as they are shown, in order, and around them what a careful person would do. It
 * knows of no method: each step says by its role what a script does with it.
 *
 * The script is for any sh: dash, busybox, and bash 3.2, which is the sh of macOS. No method and no page may need this file to
 * show a plan: a page fetches it when somebody asks for a script.
 */
import type { Facility } from '../facility/schema.ts';
import { demand } from './argv.ts';
import type { Plan, Route, Step } from './plan.ts';
import { joinParts, quoteParts } from './quote.ts';
import { formatCommand } from './render.ts';

/** A script, and what its file is called. */
export interface Script {
  /** Such as `get-GRID1.sh`: letters, digits, `_`, `.` and `-`. */
  readonly name: string;
  /** Ends with a line break. */
  readonly text: string;
}

/** Where a script comes from. */
export interface ScriptOrigin {
  /** An ISO 8601 date, `YYYY-MM-DD`. */
  readonly today: string;
  /** Of this project. */
  readonly version: string;
  /** What makes the script again: an address, or a command line. */
  readonly link: string;
}

// In a sentence, {name} is filled in when the script is made; {$name} stands for a variable of the script.
/** The module's own is faster for long words, and would come along with the script of every form. */
const quoteWord = (word: string): string => joinParts(quoteParts([{ text: word }]));

const scriptTexts = {
  title: 'Brings images home, and proves that they are whole.',
  head: {
    collection: 'Collection',
    destination: 'Destination',
    place: 'Start it on',
    facility: 'Facility',
    made: 'Made',
    link: 'Made again by',
  },
  made: '{today}, with version {version}',
  use: [
    'Start it with: sh {name}',
    'It stops when its window is closed, unless it was started inside screen or tmux. Ctrl+C stops it.',
    'Started again, it goes on where it stopped. It deletes no images, here or there.',
  ],
  password: 'Where ssh asks for a password, it asks each time it connects. With a key, the script needs nobody.',
  expected: 'Expected: {expect}',
  here: 'Wrong computer: {from} is on this one. Start the script on the computer that gets the images ({place}).',
  running:
    'This script is running already, as process {$pid} on {$host}. If that is not so, delete {$taken} and start it again.',
  stale: 'A script that was ended left its mark here. This one goes on in its place.',
  readOnly:
    'Nothing can be written in {$folder}. Choose another destination, or make room, then start the script again.',
  log: 'All of this is kept in {$log}',
  room: 'Too little room: {$missing} are still to come, and {$free} are free in {$folder}. Make room there, or choose another disk, then start the script again. If it is known to fit, as on a disk that compresses, set CHECK_ROOM=no.',
  again:
    'It ended with code {$status}, which another try can mend. Try {$next} begins in {$RETRY_WAIT_SECONDS} seconds.',
  incomplete: 'It ended with code {$status} each time. The check that follows says what is missing.',
  pause: 'Do that now, then press Enter.',
  nobody: 'Nobody can answer here, so this is left out.',
  stopped: 'it was stopped. Start the script again: it goes on where it stopped.',
  failed: '{$title}: this did not work. What to do stands above. Then start the script again.',
  spent:
    '{$title}: it ended with code {$status}. What to do stands above. Start the script again: it goes on where it stopped.',
  refused:
    '{$title}: ssh was refused: the lines above say why. It is not tried again. If they say that the host key has changed, ask {manager} before you do anything else.',
  differs:
    'files are missing here or different: the lines above that begin with > name them. Start the script again; if they are named again, ask {manager}.',
  unverified: 'the check was not made to its end (code {$status}), so it proves nothing. Start the script again.',
  vanished:
    'files were deleted at the source before they could be copied: the lines with “vanished” name them. What is left there is here, and every byte was compared. Ask {manager} now.',
  notDone: 'NOT DONE: ',
  done: 'DONE: {name} is whole: every byte was compared.',
} as const;

/**
 * What ssh says when trying again is no use, or, as with passwords, does harm: basic regular expressions. Of a file that may not be
 * read, rsync says `Permission denied (13)`.
 */
const hopeless = [
  'Permission denied ([a-z]',
  'Too many authentication failures',
  'Host key verification failed',
  'REMOTE HOST IDENTIFICATION HAS CHANGED',
] as const;

/**
 * Writes the script of a plan; nothing when the plan has no collection that a script could copy and verify, or is for PowerShell.
 *
 * @example
 * formatScript(facility, plan, { today: '2026-11-23', version: '0.1.0', link: 'https://data.example.edu/ways/rsync/' })?.name; // get-GRID1.sh
 */
export function formatScript(facility: Facility, plan: Plan, origin: ScriptOrigin): Script | undefined {
  const steps = plan.steps.filter(({ script }) => script);
  const routes = findRoutes(steps);
  if (
    routes.length === 0 ||
    steps.some(({ action }) => action.kind !== 'command' || action.command.shell !== 'posix')
  ) {
    return undefined;
  }
  const stem = nameScript(routes);
  const name = `${stem}.sh`;
  const hasSize = steps.some(({ script }) => script === 'check');
  const main = formatMain(steps, routes, hasSize);
  const text = [
    ...formatHead(facility, plan, origin, name, routes, steps),
    ...formatSettings(stem, hasSize),
    ...formatCommands(steps),
    ...formatMeanings(steps),
    ...pickUsed(formatTools(facility.contact.role), main),
    ...main,
  ].join('\n');
  return { name, text: `${text}\n` };
}

/** The ways that are copied and verified, in order; none when one of them is not. */
function findRoutes(steps: readonly Step[]): Route[] {
  const of = (role: Step['script']): string[] =>
    steps.flatMap(({ script, route }) => (script === role && route ? [JSON.stringify(route)] : []));
  const [folders, copies, verified] = [of('folder'), of('copy'), of('verify')].map((keys) => new Set(keys));
  const all = [...new Set(steps.flatMap(({ route }) => (route ? [JSON.stringify(route)] : [])))];
  return all.every((key) => folders?.has(key) && copies?.has(key) && verified?.has(key))
    ? all.map((key) => JSON.parse(key) as Route)
    : [];
}

const nameOf = ({ from }: Route): string => from.slice(from.lastIndexOf('/') + 1);

/** `get-` and the first collection, as far as every file system takes it. */
function nameScript([first, ...more]: readonly Route[]): string {
  const plain = (first ? nameOf(first) : '').replace(/[^A-Za-z0-9._-]+/g, '_').slice(0, 60);
  return `get-${plain}${more.length > 0 ? `-and-${more.length}-more` : ''}`;
}

/** A line of comment, whatever the text. Only a line break ends a comment: control characters become blanks. */
function comment(text = ''): string {
  return `# ${text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')}`.trimEnd();
}

function formatHead(
  facility: Facility,
  plan: Plan,
  { today, version, link }: ScriptOrigin,
  name: string,
  routes: readonly Route[],
  steps: readonly Step[],
): string[] {
  const { head, title, made, use, password } = scriptTexts;
  const rows: (readonly [keyof typeof head, string])[] = [
    ...routes.flatMap(
      (route) =>
        [
          ['collection', nameOf(route)],
          ['destination', route.to],
        ] as const,
    ),
    ['place', placeOf(steps)],
    ['facility', facility.name],
    ['made', fill(made, { today, version })],
    ['link', link],
  ];
  return [
    '#!/bin/sh',
    comment(title),
    comment(),
    ...rows.map(([row, value]) => comment(`${`${head[row]}:`.padEnd(15)}${value}`)),
    comment(),
    ...plan.notices.map(({ text }) => comment(text)),
    comment(),
    ...use.map((line) => comment(fill(line, { name }))),
    ...(routes.some(({ isRemote }) => isRemote) ? [comment(password)] : []),
    '',
  ];
}

const placeOf = (steps: readonly Step[]): string => steps.find(({ script }) => script === 'copy')?.place ?? '';

function formatSettings(stem: string, hasSize: boolean): string[] {
  return [
    '# Names are quoted for good, and may look like variables or like curly quote marks; and two functions are for traps only.',
    '# shellcheck disable=SC1111,SC1112,SC2016,SC2317',
    'set -u',
    '',
    '# Set these in the environment to change them.',
    ': "${RETRY_WAIT_SECONDS:=60}"',
    ': "${MOST_TRIES:=60}"',
    ...(hasSize ? [': "${CHECK_ROOM:=yes}"'] : []),
    '',
    `stem=${quoteWord(stem)}`,
    '',
  ];
}

/** Each command on lines of its own, at the margin, as it is shown. */
function formatCommands(steps: readonly Step[]): string[] {
  return [
    '# The commands, as they are shown.',
    'command_of() {',
    'case $1 in',
    ...steps.flatMap(({ id, action }) =>
      action.kind === 'command' ? [`${id})`, formatCommand(action.command), ';;'] : [],
    ),
    'esac',
    '}',
    '',
  ];
}

/** What the plan says of what may be seen instead: the same words, found in what was shown. */
function formatMeanings(steps: readonly Step[]): string[] {
  const arms = steps
    .filter(({ script }) => script !== 'look' && script !== 'verify')
    .flatMap(({ id, otherwise }) => [
      `${id})`,
      ...otherwise.map(
        ({ see, means }) => `  mean ${[means, ...see.split(', ').map(longestPiece)].map(quoteWord).join(' ')}`,
      ),
      '  ;;',
    ]);
  return [
    '# What it means when it shows one of these texts.',
    'meanings_of() {',
    'case $1 in',
    ...arms,
    'esac',
    '}',
    '',
  ];
}

/** Where a text has a gap, `…`, one piece of it is looked for. Backticks only set it off. */
function longestPiece(see: string): string {
  const [longest = ''] = see
    .replaceAll('`', '')
    .split('…')
    .map((piece) => piece.trim())
    .sort((a, b) => b.length - a.length);
  return longest;
}

/** What the script does, step by step. A number says which collection a step is about; 0 stands for all. */
function formatMain(steps: readonly Step[], routes: readonly Route[], hasSize: boolean): string[] {
  const keys = routes.map((route) => JSON.stringify(route));
  const numberOf = ({ route }: Step): number => (route ? keys.indexOf(JSON.stringify(route)) + 1 : 0);
  const first = steps.find(({ script }) => script === 'copy');
  const call = (...words: (string | number)[]): string => `  ${words.map((word) => quoteWord(String(word))).join(' ')}`;
  return [
    'main() {',
    '  begin',
    ...(hasSize ? ['  need=0'] : []),
    ...routes.flatMap(({ from, isRemote }) =>
      isRemote ? [call('refuse_here', from, fill(scriptTexts.here, { from, place: placeOf(steps) }))] : [],
    ),
    ...steps.flatMap((step) => {
      const { script = 'look', id, title, expect, route } = step;
      const more = {
        look: [fill(scriptTexts.expected, { expect })],
        pause: [expect],
        check: [fill(scriptTexts.expected, { expect })],
        folder: [route?.to ?? ''],
        once: [],
        copy: [route?.to ?? ''],
        verify: [route?.to ?? ''],
      }[script];
      const line = call(`do_${script}`, numberOf(step), id, title, ...more);
      return step === first && hasSize ? [call('need_room', ...routes.map(({ to }) => to)), line] : [line];
    }),
    ...routes.map((route, index) =>
      call('finish', index + 1, nameOf(route), fill(scriptTexts.done, { name: nameOf(route) })),
    ),
    '  exit "$result"',
    '}',
    '',
    'main',
  ];
}

/** Fills `{name}`; `{$name}` is left for {@link speak}. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => demand(values, name));
}

/** A sentence as one word of the shell, in which `{$name}` is the variable of that name. */
function speak(text: string): string {
  return text
    .split(/(\{\$\w+\})/)
    .filter(Boolean)
    .map((piece) => (/^\{\$\w+\}$/.test(piece) ? `"${piece.slice(1, -1)}"` : quoteWord(piece)))
    .join('');
}

/** Those functions that `main` calls, itself or through others; the text has a blank line between two. */
function pickUsed(tools: string, main: readonly string[]): string[] {
  const blocks = new Map(tools.split('\n\n').map((block) => [/^\w+(?=\(\) \{)/m.exec(block)?.[0] ?? '', block]));
  const used = new Set<string>();
  const use = (text: string): void => {
    for (const word of text.match(/\b[a-z]\w+/g) ?? []) {
      if (used.has(word) || !blocks.has(word)) continue;
      used.add(word);
      use(demand(Object.fromEntries(blocks), word));
    }
  };
  // Words of a comment or of a name may be taken for calls: then a function too many is there.
  use(main.join('\n'));
  return [...blocks].flatMap(([name, block]) => (used.has(name) ? [block.trimEnd(), ''] : []));
}

/** The functions that run the commands. bash 3.2 reads no comment with a quote mark, and no `case`, inside `$( )`: there is none. */
function formatTools(manager: string): string {
  const t = scriptTexts;
  const notDone = quoteWord(t.notDone);
  return String.raw`say() {
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
  say ${quoteWord(t.notDone + t.stopped)}
  exit "$1"
}

stop() {
  say ${notDone}"$1"
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
      stop ${speak(t.readOnly)}
    fi
    pid=
    host=
    read -r pid host 2>/dev/null <"$taken/owner"
    if [ "$host" != "$(uname -n)" ] || kill -0 "$pid" 2>/dev/null || ps -p "$pid" >/dev/null 2>&1; then
      stop ${speak(t.running)}
    fi
    say ${quoteWord(t.stale)}
    mv "$taken" "$taken.$$" || stop ${speak(t.running)}
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
  say ${speak(t.log)}
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
  fail "$1" ${speak(t.failed)}
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
    fail "$1" ${speak(t.failed)}
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
  stop ${speak(t.room)}
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
    LC_ALL=C grep -q ${hopeless.map((text) => `-e ${quoteWord(text)}`).join(' ')} "$work/shown"
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
    say ${speak(t.again)}
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
    fail "$1" ${speak(fill(t.refused, { manager }))}
    return
  fi
  meanings_of "$2"
  case $status in
    23 | 24) say ${speak(t.incomplete)} ;;
    *) fail "$1" ${speak(t.spent)} ;;
  esac
}

# NUMBER ID TITLE EXPECTED. It needs somebody at the terminal.
do_pause() {
  has_failed "$1" && return
  say "--- $3"
  if ! (: </dev/tty) 2>/dev/null; then
    say ${quoteWord(t.nobody)}
    return
  fi
  run "$2"
  [ "$status" = 0 ] || meanings_of "$2"
  say "$4"
  say ${quoteWord(t.pause)}
  read -r _ </dev/tty
}

# NUMBER ID TITLE FOLDER. How rsync ended says nothing of what it found.
do_verify() {
  has_failed "$1" && return
  say "--- $3"
  try "$2" "$4" 1
  if LC_ALL=C grep -q '^>' "$work/shown"; then
    fail "$1" ${quoteWord(fill(t.differs, { manager }))}
  elif [ "$status" != 0 ] || LC_ALL=C grep -q 'error' "$work/shown" ||
    ! tail -n 1 "$work/shown" | LC_ALL=C grep -q '^total size is'; then
    fail "$1" ${speak(t.unverified)}
  else
    : >"$work/passed-$1"
  fi
}

# NUMBER NAME DONE
finish() {
  if [ ! -e "$work/passed-$1" ]; then
    say ${notDone}"$2: $(cat "$work/why-$1")"
    result=1
  elif [ -e "$work/vanished-$1" ]; then
    say ${notDone}"$2: "${quoteWord(fill(t.vanished, { manager }))}
    result=1
  else
    say "$3"
  fi
}
`;
}
