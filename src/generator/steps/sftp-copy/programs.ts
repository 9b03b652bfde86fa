/**
 * Two programs that run on the server. PowerShell 5.1 takes quote marks out of words for other programs, later ones do
 * not, so none is in them; nor a backslash, an exclamation mark or an apostrophe, which would be quoted anew by each
 * shell on the way.
 */

/**
 * Reads a list of `ls -ldn`, and names what Windows cannot keep. Without quote marks it has no texts of its own: they
 * come as `t`, with a bar between them. A path begins at the first " ./"; that of the folder itself has none. A line
 * that does not begin as `ls` begins one is the rest of a name with a line break.
 */
export const namesProgram =
  'function say(w) { print m[w] p; c++ } NR == 1 { split(t, m, /[|]/); q = sprintf(m[1], 34); b = sprintf(m[1], 92) } /^[-bcdlps][-rwxsStT]+[^ ]* +[0-9]+ +[0-9]+ +[0-9]+ / == 0 { p = $0; say(4); next } /^l/ { l++; next } /^[bcps]/ { o++; next } { i = index($0, m[2]); if (i == 0) next; p = substr($0, i + 1) } /^d/ { d++ } /^-/ { f++; z += $5 } { n = split(p, x, m[3]); e = x[n]; u = tolower(e); if (e ~ /[<>:|?*]|[[:cntrl:]]/ || index(e, q) || index(e, b)) say(4); else if (e ~ /[. ]$/) say(5); else if (u ~ /^(con|prn|aux|nul|com[0-9]|lpt[0-9])([.]|$)/) say(6); k = tolower(p); if (k in y) say(7); y[k]; if (length(p) > most) print m[8] p } END { print sprintf(m[9], f, z / 1e9, z, d, l, o); if (c) print sprintf(m[10], c); else print m[11]; exit c > 0 }';

/** Its texts. No bar is in them but between them. */
export const namesTexts = [
  '%c',
  ' ./',
  '/',
  'a sign that no name has on Windows: ',
  'a dot or blank at the end, which Windows takes away: ',
  'a name that Windows keeps for itself: ',
  'the same name as another one, but for capitals: ',
  'a long path, which some programs on Windows do not open: ',
  'FOUND: %.0f files, %.1f GB (%.0f bytes), %.0f folders, %.0f links, %.0f others',
  'WINDOWS CANNOT KEEP ALL NAMES: %.0f of them are named above.',
  'WINDOWS CAN KEEP ALL NAMES.',
].join('|');

/**
 * Writes the checksum of each file, made by several processes, large files one at a time; then links and what else is
 * no file; in base64, which no PowerShell alters. `end` has the exit status of the hashing, so a file that may not be
 * read is seen, and `all` says that the list is whole. What find cannot read becomes the name of a file that is not
 * there. A line has to be written in one go, where several processes write: sha256sum does, openssl does by way of
 * stdbuf.
 */
export const sumsProgram =
  'set -- sha256sum; command -v openssl >/dev/null && command -v stdbuf >/dev/null && set -- stdbuf -oL openssl dgst -sha256 -r; { for s in -a -not; do n=200; test $s = -not || n=1; { find . -type f $s -size +65536 -print0 || echo UNREADABLE; } | xargs -0 -r -n $n -P 4 $@; echo end $?; done; find . -not -type f -not -type d; echo all; } | base64 -w 0';
