/**
 * Two programs for awk. No backslash, quote or exclamation mark is in them, which some shells read inside quotes, and
 * no two blanks, of which paper keeps one.
 */

/**
 * Names what another place cannot keep, from a list for `md5sum -c`; the number in `longest` is that of the bytes that
 * a path there may have, 0 for any. A place that keeps no two names apart which differ in capitals alone keeps no two
 * such folders apart either.
 */
export const namesProgram =
  'function p(t) { gsub("[[:cntrl:]]", "?", t); print t; f++ } BEGIN { b = sprintf("%c", 92); bad = "[:*?<>|" sprintf("%c", 34) "[:cntrl:]]" } { n++; s = substr($0, index($0, " ") + 2); sub("^[.]/", "", s); if (s ~ bad || substr($0, 1, 1) == b || s ~ "[. ](/|$)" || s ~ "(^|/) ") p("cannot be kept: " s); if (longest && length(s) > longest) p("too long: " s); m = split(s, a, "/"); k = ""; for (i = 1; i <= m; i++) { k = k a[i]; l = tolower(k); if ((l in w) && (w[l] == k) == 0) { p("differs in capitals alone: " w[l] " and " k); break } w[l] = k; k = k "/" } } END { print n + 0 " names, " f + 0 " to look at" }';

/**
 * Turns what `rclone hashsum md5` prints into what md5sum prints of the same names below a folder. rclone prints them
 * as they are, but for control characters, for which it has pictures, U+2400 and those that follow; before a picture
 * that is itself in a name it puts U+201B.
 */
export const asMd5sumProgram =
  'BEGIN { q = sprintf("%c", 92); e = sprintf("%c%c", 226, 144); z = sprintf("%c%c%c", 226, 128, 155); for (i = 1; i < 34; i++) o[sprintf("%c", 128 + i)] = i == 33 ? 127 : i } { s = substr($0, 35); k = ""; while (i = index(s, q)) { k = k substr(s, 1, i - 1) q q; s = substr(s, i + 1) } s = k s; k = ""; while (i = index(s, e)) { c = substr(s, i + 2, 1); v = c in o ? o[c] : 0; t = substr(s, 1, i - 1); if (substr(t, length(t) - 2) == z) { t = substr(t, 1, length(t) - 3); v = 0 } k = k t (v == 10 ? q "n" : v == 13 ? q "r" : v ? sprintf("%c", v) : e c); s = substr(s, i + 3) } k = k s; print (index(k, q) ? q : "") substr($0, 1, 32) " " " ./" k }';
