/**
 * What is the same in the long commands of every plan, as it is on the screen. It is written out here by hand, and not
 * taken from `src`, so that a test says of such a command only what differs, and still the whole of it to the last
 * character.
 */
import { compareBlock } from '../../src/generator/steps/sftp-copy/compare.ts';

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

/** For PowerShell: what looks at the names on the server, and what makes the checksums there. */
export const windowsLook = (most: number): string =>
  `&& find . -exec ls -ldn ''{}'' ''+'' | env LC_ALL=C awk ''function say(w) { print m[w] p; c++ } NR == 1 { split(t, m, /[|]/); q = sprintf(m[1], 34); b = sprintf(m[1], 92) } /^[-bcdlps][-rwxsStT]+[^ ]* +[0-9]+ +[0-9]+ +[0-9]+ / == 0 { p = $0; say(4); next } /^l/ { l++; next } /^[bcps]/ { o++; next } { i = index($0, m[2]); if (i == 0) next; p = substr($0, i + 1) } /^d/ { d++ } /^-/ { f++; z += $5 } { n = split(p, x, m[3]); e = x[n]; u = tolower(e); if (e ~ /[<>:|?*]|[[:cntrl:]]/ || index(e, q) || index(e, b)) say(4); else if (e ~ /[. ]$/) say(5); else if (u ~ /^(con|prn|aux|nul|com[0-9]|lpt[0-9])([.]|$)/) say(6); k = tolower(p); if (k in y) say(7); y[k]; if (length(p) > most) print m[8] p } END { print sprintf(m[9], f, z / 1e9, z, d, l, o); if (c) print sprintf(m[10], c); else print m[11]; exit c > 0 }'' most=${most} ''t=%c| ./|/|a sign that no name has on Windows: |a dot or blank at the end, which Windows takes away: |a name that Windows keeps for itself: |the same name as another one, but for capitals: |a long path, which some programs on Windows do not open: |FOUND: %.0f files, %.1f GB (%.0f bytes), %.0f folders, %.0f links, %.0f others|WINDOWS CANNOT KEEP ALL NAMES: %.0f of them are named above.|WINDOWS CAN KEEP ALL NAMES.'''`;
export const windowsSums = `&& sh -c ''set -- sha256sum; command -v openssl >/dev/null && command -v stdbuf >/dev/null && set -- stdbuf -oL openssl dgst -sha256 -r; { for s in -a -not; do n=200; test $s = -not || n=1; { find . -type f $s -size +65536 -print0 || echo UNREADABLE; } | xargs -0 -r -n $n -P 4 $@; echo end $?; done; find . -not -type f -not -type d; echo all; } | base64 -w 0''' | &`;

/** A command without all that: what is left has only plain words. Throws where it occurs twice. */
export function cutFixed(command: string): string {
  let text = command.replaceAll(' \\\n  ', ' ');
  const base = Number(/ base=(\d+)$/.exec(text)?.[1] ?? 0);
  const most = Number(/ most=(\d+) /.exec(text)?.[1] ?? 0);
  for (const fixed of [
    askRsync,
    lookThere,
    lookHere,
    addUp(base),
    check,
    judge,
    windowsSums,
    compareBlock,
    windowsLook(most),
    // What the check before has kept.
    '$different',
  ]) {
    const pieces = text.split(fixed);
    if (pieces.length > 2) throw new Error(`Twice: ${fixed}`);
    text = pieces.join('');
  }
  return text;
}
