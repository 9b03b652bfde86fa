/**
 * Says how far a copy is, from three lists of `ls -ldn`: of the source, of what is here, and of that a minute later. A
 * line of two slashes, which no path has, and the seconds since 1970 is before the second and the third. Of a file as
 * much counts as it has at its source, at most; what is not there does not count; and of a file that is still being
 * written, what rsync has written under its name for that. `by` is the day by whose end all should be here.
 *
 * No backslash, quote or exclamation mark is in it, which some shells read inside quotes, and no two blanks.
 */
export const farProgram =
  '$1 == "//" { t[++p] = $2; next } /^-/ && $5 > 0 && (i = index($0, " ./")) { k = substr($0, i + 3); if (p < 1) { a += w[k] = $5; next } if ((k in w) == 0) { y = k; sub("[.][^./]*$", "", y); match(y, "[^/]*$"); if (substr(y, RSTART, 1) == ".") k = y in w ? y : substr(y, 1, RSTART - 1) substr(y, RSTART + 1) } if (k in w) { v = $5 < w[k] ? $5 : w[k]; if (v > c[p, k]) { b[p] += v - c[p, k]; c[p, k] = v } } } END { n = b[2]; s = t[2] - t[1]; r = s > 0 ? (n - b[1]) / s : 0; q = a - n; print sprintf("HERE: %.1f of %.1f GB, %d %%, %.1f MB/s", n / 1e9, a / 1e9, a > 0 ? 100 * n / a : 0, r / 1e6); if (a < 1) print "NOT KNOWN."; else if (q <= 0) print "ALL HERE, by size."; else if (r <= 0) print "STANDS STILL."; else { f = " +%FT%H:%M"; e = sprintf("%.0f", t[2] + q / r); ("date -d @" e f " 2>/dev/null || date -r " e f) | getline d; m = int(q / r / 60) + 1; print "REST: " int(m / 60) " h " m % 60 " min, until " d; if (by) print (d < by "~" ? "IN TIME" : "TOO LATE") ": by " by } }';
