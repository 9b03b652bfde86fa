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
  `| awk '$0 ~ "^/" { w++; print "leads nowhere: " $0 } $2 + 0 < 1 { next } /^-/ { f++; b += $5 } /^d/ { d++ } /^[bcps]/ { o++; print "no file: " $0 } /^l/ { l++; i = length($0) - $5; i = substr($0, i - 3, 4) == " -> " ? i : index($0, " -> ") + 3; t = substr($0, i + 1); n = split(substr($0, 1, i - 4), x, "/+") - base; u = t ~ "^/"; m = split(t, y, "/"); for (j = 1; j <= m; j++) if (y[j] == "..") { if (--n < 0) u = 1 } else if (length(y[j]) > (y[j] == ".")) n++; if (u) { e++; print "leads out: " $0 } } END { printf "%s: %.0f files, ", d ? "FOUND" : "NOTHING FOUND", f; printf "%.1f GB (%.0f bytes), %.0f folders, ", b / 1e9, b, d; print l + 0 " links: " e + 0 " lead out, " w + 0 " nowhere; " o + 0 " others"; exit d < 1 }' base=${base}`;

/** How the check calls rsync, before its options; and what it hands the output to. */
export const check = `sh -c 'rsync "$@"; echo "code $?"' check`;
export const judge = `| sed -e '/^[<>ch][fdLDS]/h' -e '/^code /p' -e '$G' -e 's/^code 0.$/PASSED: every byte of every file was compared, and is the same./' -e 's/^code .*/NOT PASSED: the lines above say why./'`;

/** What the command that says how far a copy is runs there, and here; then what it hands the lists to. */
export const listThere = String.raw`&& find . -type f -exec ls -ldn '\''{}'\'' '\''+'\'`;
export const listHere = `| sh -c 'cd "$1" && shift && cat && for n in 0 60; do sleep $n; date "+// %s"; find "$@"; done' far`;
export const unlessDead = `. -type f -not '(' -name '.*.??????*' -mmin '+2' ')' -exec ls -ldn '{}' '+'`;
export const compareLists = `| env LC_ALL=C awk '$1 == "//" { t[++p] = $2; next } /^-/ && $5 > 0 && (i = index($0, " ./")) { k = substr($0, i + 3); if (p < 1) { a += w[k] = $5; next } if ((k in w) == 0) { y = k; sub("[.][^./]*$", "", y); match(y, "[^/]*$"); if (substr(y, RSTART, 1) == ".") k = y in w ? y : substr(y, 1, RSTART - 1) substr(y, RSTART + 1) } if (k in w) { v = $5 < w[k] ? $5 : w[k]; if (v > c[p, k]) { b[p] += v - c[p, k]; c[p, k] = v } } } END { n = b[2]; s = t[2] - t[1]; r = s > 0 ? (n - b[1]) / s : 0; q = a - n; print sprintf("HERE: %.1f of %.1f GB, %d %%, %.1f MB/s", n / 1e9, a / 1e9, a > 0 ? 100 * n / a : 0, r / 1e6); if (a < 1) print "NOT KNOWN."; else if (q <= 0) print "ALL HERE, by size."; else if (r <= 0) print "STANDS STILL."; else { f = " +%FT%H:%M"; e = sprintf("%.0f", t[2] + q / r); ("date -d @" e f " 2>/dev/null || date -r " e f) | getline d; m = int(q / r / 60) + 1; print "REST: " int(m / 60) " h " m % 60 " min, until " d; if (by) print (d < by "~" ? "IN TIME" : "TOO LATE") ": by " by } }'`;

/** A command without all that: what is left has only plain words. Throws where it occurs twice. */
export function cutFixed(command: string): string {
  let text = command.replaceAll(' \\\n  ', ' ');
  const base = Number(/ base=(\d+)$/.exec(text)?.[1] ?? 0);
  const lists = [listThere, listHere, unlessDead, compareLists];
  for (const fixed of [askRsync, lookThere, lookHere, addUp(base), check, judge, ...lists]) {
    const pieces = text.split(fixed);
    if (pieces.length > 2) throw new Error(`Twice: ${fixed}`);
    text = pieces.join('');
  }
  return text;
}
