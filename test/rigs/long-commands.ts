/**
 * What is the same in the long commands of every plan, as it stands on the screen. It is written out here by hand, and not taken from
 * `src`, so that a test says of such a command only what differs, and still the whole of it to the last character.
 */

/** What the first command runs after the path, on this computer; and within the quotes of what ssh runs on another one. */
export const lookHere = "-exec ls -ldn '{}' '+' -type l -not -exec test -e '{}' ';' -print";
export const lookThere = String.raw`-exec ls -ldn '\''{}'\'' '\''+'\'' -type l -not -exec test -e '\''{}'\'' '\'';'\'' -print'`;

/** What adds up the list of the first command, for a collection whose path has so many slashes, and one for what lies in it. */
export const addUp = (base: number): string =>
  `| awk '$0 ~ "^/" { w++; print "leads nowhere: " $0 } $2 + 0 < 1 { next } /^-/ { f++; b += $5 } /^d/ { d++ } /^[bcps]/ { o++; print "no file: " $0 } /^l/ { l++; i = index($0, " -> "); t = substr($0, i + 4) "/"; if (t ~ "^/" || gsub("[.][.]/", "", t) > split(substr($0, 1, i), x, "/+") - base) { e++; print "leads out: " $0 } } END { printf "%s: %.0f files, %.1f GB (%.0f bytes), %.0f folders, %.0f links: %.0f lead out, %.0f nowhere; %.0f others%s", d ? "FOUND" : "NOTHING FOUND", f, b / 1e9, b, d, l, e, w, o, ORS; exit d < 1 }' base=${base} -`;

/** How the check calls rsync, before its options; and what it hands the output to. */
export const check = `sh -c 'rsync "$@"; echo "code $?"' check`;
export const judge = `| sed -e '/^[<>ch][fdLDS]/h' -e '/^code /p' -e '$G' -e 's/^code 0.$/PASSED: every byte of every file was compared, and is the same./' -e 's/^code .*/NOT PASSED: the lines above say why./'`;

/** A command without all that: what is left has only plain words. Throws where it stands twice. */
export function cutFixed(command: string): string {
  let text = command.replaceAll(' \\\n  ', ' ');
  const base = Number(/ base=(\d+) -$/.exec(text)?.[1] ?? 0);
  for (const fixed of [lookThere, lookHere, addUp(base), check, judge]) {
    const pieces = text.split(fixed);
    if (pieces.length > 2) throw new Error(`Twice: ${fixed}`);
    text = pieces.join('');
  }
  return text;
}
