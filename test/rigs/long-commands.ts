import { readFileSync } from 'node:fs';

/**
 * What is the same in the long commands of every plan, as it is on the screen. It is written out here, and not taken
 * from `src`, so that a test says of such a command only what differs, and still the whole of it to the last
 * character.
 */
import { compareBlock } from '../../src/generator/steps/sftp-copy/compare.ts';

/** What the first command has before the path: where rsync has to be, and where not. */
export const askRsync = "'rsync --version > /dev/null &&' ";
export const lookBefore = "'env LC_ALL=C.UTF-8 TIME_STYLE=locale QUOTING_STYLE=literal' 'LS_BLOCK_SIZE=1 find' ";

/** What it has after the path, in words that are put together there; and the same for the whole lab folder. */
export const lookAfter = readFileSync(new URL('../fixtures/look-there.txt', import.meta.url), 'utf8').trimEnd();
export const lookAfterLab = lookAfter.replace("'| env LC_ALL=C awk -v'", "'| env LC_ALL=C awk -v lab=1 -v'");

/** What puts them together on this computer. */
export const lookHere = `sh -c 'eval "$*"' look ${lookBefore}`;

/** Words of a command for Unix, as PowerShell has them. */
const forPowerShell = (text: string): string =>
  (text.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [])
    .map((word) => word.replace(/'([^']*)'|\\(.)/g, '$1$2'))
    .map((word) => (/^[\w./:-][\w./:@=-]*$/.test(word) ? word : `'${word.replaceAll("'", "''")}'`))
    .join(' ');

/** How the check calls rsync, before its options; and what it hands the output to. */
export const check = `sh -c 'rsync "$@"; echo "code $?"' check`;
export const judge = `| env LC_ALL=C sed -e '/^[<>ch][fdLDS]/h' -e '/^code /p' -e '$G' -e 's/^code 0.$/PASSED: every byte of every file was compared, and is the same./' -e 's/^code .*/NOT PASSED: the lines above say why./'`;

/** What the command that says how far a copy is runs there, and here; then what it hands the lists to. */
export const listThere = String.raw`&& find . -type f -exec ls -ldn '\''{}'\'' '\''+'\'`;
export const listHere = `| sh -c 'cd "$1" && shift && cat && for n in 0 60; do sleep $n; date "+// %s"; find "$@"; done' far`;
export const unlessDead = `. -type f -not '(' -name '.*.??????*' -mmin '+2' ')' -exec ls -ldn '{}' '+'`;
export const compareLists = `| env LC_ALL=C awk '$1 == "//" { t[++p] = $2; next } /^-/ && $5 > 0 && (i = index($0, " ./")) { k = substr($0, i + 3); if (p < 1) { a += w[k] = $5; next } if ((k in w) == 0) { y = k; sub("[.][^./]*$", "", y); match(y, "[^/]*$"); if (substr(y, RSTART, 1) == ".") k = y in w ? y : substr(y, 1, RSTART - 1) substr(y, RSTART + 1) } if (k in w) { v = $5 < w[k] ? $5 : w[k]; if (v > c[p, k]) { b[p] += v - c[p, k]; c[p, k] = v } } } END { n = b[2]; s = t[2] - t[1]; r = s > 0 ? (n - b[1]) / s : 0; q = a - n; print sprintf("HERE: %.1f of %.1f GB, %d %%, %.1f MB/s", n / 1e9, a / 1e9, a > 0 ? 100 * n / a : 0, r / 1e6); if (a < 1) print "NOT KNOWN."; else if (q <= 0) print "ALL HERE, by size."; else if (r <= 0) print "STANDS STILL."; else { f = " +%FT%H:%M"; e = sprintf("%.0f", t[2] + q / r); ("date -d @" e f " 2>/dev/null || date -r " e f) | getline d; m = int(q / r / 60) + 1; print "REST: " int(m / 60) " h " m % 60 " min, until " d; if (by) print (d < by "~" ? "IN TIME" : "TOO LATE") ": by " by } }'`;

/** For PowerShell: what looks at the names on the server, and what makes the checksums there. */
export const windowsLook = (most: number): string =>
  `&& find . -exec ls -ldn ''{}'' ''+'' | env LC_ALL=C awk ''function say(w) { print m[w] p; c++ } NR == 1 { split(t, m, /[|]/); q = sprintf(m[1], 34); b = sprintf(m[1], 92) } /^[-bcdlps][-rwxsStT]+[^ ]* +[0-9]+ +[0-9]+ +[0-9]+ / == 0 { p = $0; say(4); next } /^l/ { l++; next } /^[bcps]/ { o++; next } { i = index($0, m[2]); if (i == 0) next; p = substr($0, i + 1) } /^d/ { d++ } /^-/ { f++; z += $5 } { n = split(p, x, m[3]); e = x[n]; u = tolower(e); if (e ~ /[<>:|?*]|[[:cntrl:]]/ || index(e, q) || index(e, b)) say(4); else if (e ~ /[. ]$/) say(5); else if (u ~ /^(con|prn|aux|nul|com[0-9]|lpt[0-9])([.]|$)/) say(6); k = tolower(p); if (k in y) say(7); y[k]; if (length(p) > most) print m[8] p } END { print sprintf(m[9], f, z / 1e9, z, d, l, o); if (c) print sprintf(m[10], c); else print m[11]; exit c > 0 }'' most=${most} ''t=%c| ./|/|a sign that no name has on Windows: |a dot or blank at the end, which Windows takes away: |a name that Windows keeps for itself: |the same name as another one, but for capitals: |a long path, which some programs on Windows do not open: |FOUND: %.0f files, %.1f GB (%.0f bytes), %.0f folders, %.0f links, %.0f others|WINDOWS CANNOT KEEP ALL NAMES: %.0f of them are named above.|WINDOWS CAN KEEP ALL NAMES.'''`;
export const windowsSums = `&& sh -c ''set -- sha256sum; command -v openssl >/dev/null && command -v stdbuf >/dev/null && set -- stdbuf -oL openssl dgst -sha256 -r; { for s in -a -not; do n=200; test $s = -not || n=1; { find . -type f $s -size +65536 -print0 || echo UNREADABLE; } | xargs -0 -r -n $n -P 4 $@; echo end $?; done; find . -not -type f -not -type d; echo all; } | base64 -w 0''' | &`;

/** A command without all that: what is left has only plain words. Throws where it occurs twice. */
export function cutFixed(command: string): string {
  let text = command.replaceAll(' \\\n  ', ' ');
  const onWindows = [lookBefore, lookAfter, lookAfterLab].map(forPowerShell);
  const looks = [askRsync, lookHere, lookBefore, lookAfter, lookAfterLab, ...onWindows];
  const most = Number(/ most=(\d+) /.exec(text)?.[1] ?? 0);
  // The last is what the check before has kept.
  const windows = [windowsSums, compareBlock, windowsLook(most), '$different'];
  for (const fixed of [...looks, check, judge, listThere, listHere, unlessDead, compareLists, ...windows]) {
    const pieces = text.split(fixed);
    if (pieces.length > 2) throw new Error(`Twice: ${fixed}`);
    text = pieces.join('');
  }
  return text;
}
