import { readFileSync } from 'node:fs';

/**
 * What is the same in the long commands of every plan, as it is on the screen. It is written out here, and not taken
 * from `src`, so that a test says of such a command only what differs, and still the whole of it to the last
 * character.
 */

/** What the first command has before the path: where rsync has to be, and where not. */
export const askRsync = "'rsync --version > /dev/null &&' ";
export const lookBefore = "'env LC_ALL=C.UTF-8 TIME_STYLE=locale QUOTING_STYLE=literal' 'LS_BLOCK_SIZE=1 find' ";

/** What it has after the path, in words that are put together there; and the same for the whole lab folder. */
export const lookAfter = readFileSync(new URL('../fixtures/look-there.txt', import.meta.url), 'utf8').trimEnd();
export const lookAfterLab = lookAfter.replace("'| env LC_ALL=C awk -v'", "'| env LC_ALL=C awk -v lab=1 -v'");

/** What puts them together on this computer. */
export const lookHere = `sh -c 'eval "$*"' look ${lookBefore}`;

/** Words of a command for Unix, as PowerShell has them. */
export const forPowerShell = (text: string): string =>
  (text.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [])
    .map((word) => word.replace(/'([^']*)'|\\(.)/g, '$1$2'))
    .map((word) => (/^[\w./:-][\w./:@=-]*$/.test(word) ? word : `'${word.replaceAll("'", "''")}'`))
    .join(' ');

/** How the check calls rsync, before its options; and what it hands the output to. */
export const check = `sh -c 'rsync "$@"; echo "code $?"' check`;
export const judge = `| sed -e '/^[<>ch][fdLDS]/h' -e '/^code /p' -e '$G' -e 's/^code 0.$/PASSED: every byte of every file was compared, and is the same./' -e 's/^code .*/NOT PASSED: the lines above say why./'`;

/** A command without all that: what is left has only plain words. Throws where it occurs twice. */
export function cutFixed(command: string): string {
  let text = command.replaceAll(' \\\n  ', ' ');
  const onWindows = [lookBefore, lookAfter, lookAfterLab].map(forPowerShell);
  for (const fixed of [askRsync, lookHere, lookBefore, lookAfter, lookAfterLab, ...onWindows, check, judge]) {
    const pieces = text.split(fixed);
    if (pieces.length > 2) throw new Error(`Twice: ${fixed}`);
    text = pieces.join('');
  }
  return text;
}
