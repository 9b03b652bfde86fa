/**
 * What is the same in the long commands of every plan, as it is on the screen. It is written out here by hand, and not
 * taken from `src`, so that a test says of such a command only what differs, and still the whole of it to the last
 * character.
 */

/**
 * What the first command runs after the path, on this computer; and within the quotes of what ssh runs on another one.
 */
export const lookHere = "-exec ls -ldn '{}' '+' -type l -not -exec test -e '{}' ';' -print";
export const askRsync = 'rsync --version && ';
export const lookThere = String.raw`-exec ls -ldn '\''{}'\'' '\''+'\'' -type l -not -exec test -e '\''{}'\'' '\'';'\'' -print'`;

/**
 * What adds up the list of the first command, for a collection whose path has so many slashes, and one for what lies in
 * it.
 */
export const addUp = (base: number): string =>
  `| env LC_ALL=C awk '$0 ~ "^/" { w++; print "leads nowhere: " $0 } $2 + 0 < 1 { next } /^-/ { f++; b += $5 } /^d/ { d++ } /^[bcps]/ { o++; print "no file: " $0 } /^l/ { l++; i = length($0) - $5; i = substr($0, i - 3, 4) == " -> " ? i : index($0, " -> ") + 3; t = substr($0, i + 1); n = split(substr($0, 1, i - 4), x, "/+") - base; u = t ~ "^/"; m = split(t, y, "/"); for (j = 1; j <= m; j++) if (y[j] == "..") { if (--n < 0) u = 1 } else if (length(y[j]) > (y[j] == ".")) n++; if (u) { e++; print "leads out: " $0 } } END { printf "%s: %.0f files, ", d ? "FOUND" : "NOTHING FOUND", f; printf "%.1f GB (%.0f bytes), %.0f folders, ", b / 1e9, b, d; print l + 0 " links: " e + 0 " lead out, " w + 0 " nowhere; " o + 0 " others"; exit d < 1 }' base=${base}`;

/** How the check calls rsync, before its options; and what it hands the output to. */
export const check = `sh -c 'rsync "$@"; echo "code $?"' check`;
export const judge = `| env LC_ALL=C sed -e '/^[<>ch][fdLDS]/h' -e '/^code /p' -e '$G' -e 's/^code 0.$/PASSED: every byte of every file was compared, and is the same./' -e 's/^code .*/NOT PASSED: the lines above say why./'`;

/** A command without all that: what is left has only plain words. Throws where it occurs twice. */
export function cutFixed(command: string): string {
  let text = command.replaceAll(' \\\n  ', ' ');
  const base = Number(/ base=(\d+)$/.exec(text)?.[1] ?? 0);
  for (const fixed of [askRsync, lookThere, lookHere, addUp(base), check, judge]) {
    const pieces = text.split(fixed);
    if (pieces.length > 2) throw new Error(`Twice: ${fixed}`);
    text = pieces.join('');
  }
  return text;
}
