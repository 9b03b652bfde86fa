/**
 * Two programs for awk, which read the log in which rsync has noted the checksum of each file that it brought.
 *
 * A run begins there with "receiving file list". It has come to its end with "total size is", and no line of an error
 * after that. A file has a line each time it is brought; the last one counts. A run that compares contents has a line
 * of every file, with a code in front: then no line of an older run counts. Names of folders stand alone on a line, and
 * end with a slash.
 *
 * No backslash, quote or exclamation mark is in them, which some shells read inside quotes, and no two blanks, of which
 * paper keeps one.
 */

/**
 * Writes a list for `md5sum -c`, the second file, from the log, the first one. In names rsync 3.5 writes a backslash,
 * "#" and three digits for a control character, and for a backslash that might be taken for that; md5sum a backslash
 * and another sign for three characters, and a backslash at the beginning of the line. A list that is there is kept
 * where the log is not.
 */
export const listProgram =
  'BEGIN { q = sprintf("%c", 92); f = ARGV[2]; ARGV[2] = "" } $1 ~ "^[0-9]+/" { sub("^[^]]*] ", ""); if ($0 == "receiving file list") g = 1; x = substr($0, 12, 1) == " "; if (x) $0 = substr($0, 13); if ($0 ~ "^[0-9a-f]+ .*[^/]$" && index($0, " ") == 33) { if (x && g) { n = 0; split("", l) } g = 0; s = substr($0, 34); k = ""; while (i = index(s, q)) { c = substr(s, i + 1, 4); h = c ~ "^#[0-7]+$"; v = h ? substr(c, 2, 1) * 64 + substr(c, 3, 1) * 8 + substr(c, 4) : 92; t = v == 92 ? q q : v == 10 ? q "n" : v == 13 ? q "r" : sprintf("%c", v); k = k substr(s, 1, i - 1) t; s = substr(s, i + 1 + 4 * h) } k = k s; if ((k in l) == 0) o[++n] = k; l[k] = substr($0, 1, 32) } } END { printf "" > f; for (i = 1; i <= n; i++) print (index(o[i], q) ? q : "") l[o[i]] " " " ./" o[i] > f; print n + 0 " files in the list" }';

/**
 * Compares a list with what md5sum says of the files here, which comes last; and, if the log comes first, their number
 * with that of the last run, and how it ended. Logs and locks of our own scripts are not of the collection.
 */
export const compareProgram =
  'function p(t, k) { gsub("[[:cntrl:]]", "?", k); print t k; d = 1 } $1 ~ "^[0-9]+/" { sub("^[^]]*] ", ""); if ($0 == "receiving file list") e = "The last copy was cut off."; if ($0 ~ "^total size is .*[0-9]$") e = 0; if ($0 ~ "^rsync (error|warning): .*]$") e = $0; if ($0 ~ "^Number of files: .*[0-9)]$") { split($0, a, "[(]reg: |, [a-z]|[)]"); r = a[2]; gsub("[.,]", "", r) } next } length($1) < 32 { next } { k = $0; sub("[^ ]*", "", k) } here == "" { n++; w[k] = $1; next } k in w { h++; if ((w[k] == $1) == 0) p("different:", k); delete w[k]; next } k ~ "^ +[.]/get-[^/]*([0-9][.]log$|[.]lock|[.]stop$)" { next } { h++; p("not in the list:", k) } END { for (k in w) p("missing:", k); print n + 0 " files in the list, " h + 0 " here" (r ? ", " r " at the source" : ""); if (e) print e; ok = n && n == h && n >= r + 0 && e == 0 && d == 0; if (ok) print "PASSED: every file has the checksum that it had at its source."; else print "NOT PASSED: the lines above say why."; exit ok == 0 }';

/**
 * Writes a receipt: of which folder there is a copy where, from the first two words after it, which are no files; when
 * and how much was copied, from the log; and the list's own checksum, from what sha256sum says of it.
 */
export const receiptProgram =
  'BEGIN { a = ARGV[1]; b = ARGV[2]; ARGV[1] = ARGV[2] = ""; "uname -n" | getline h; "date -u +%Y-%m-%dT%H:%M:%SZ" | getline d; "rsync --version" | getline v; "md5sum --version" | getline m } $1 ~ "^[0-9]+/" { t = $1 " " $2; if (c == "") c = t; sub("^[^]]*] ", ""); if (sub("^Number of files: ", "")) r = $0; if (sub("^Total file size: ", "")) z = $0; next } { l = substr($1, length($1) - 63) } END { print "Collection: " a; print "Copy: " b " on " h; print "Copied: " c " to " t; print "Files: " r; print "Size: " z ", with the paths in links"; print "Checked: every file has the MD5 that rsync made of it at its source."; print "Not checked: links and folders."; if (left) print "Left out: " left; print "List: " b ".md5"; print "SHA-256 of the list: " l; print "Programs: " v "; " m; print "Written: " d }';
