/**
 * Adds up what the rows in look.ts lists. The size is what a copy will take: that of the contents, for each of two hard
 * links, holes too, where du tells the blocks in use. A link leads out if it begins at the top, or goes up more often
 * than it lies deep: `base` is the number of pieces before that. Lines that are no entries, such as a greeting, do not
 * count. A slash inside brackets ends the pattern for busybox and macOS, hence "^/" as text.
 */
export const lookProgram =
  '$0 ~ "^/" { w++; print "leads nowhere: " $0 } $2 + 0 < 1 { next } /^-/ { f++; b += $5 } /^d/ { d++ } /^[bcps]/ { o++; print "no file: " $0 } /^l/ { l++; i = length($0) - $5; i = substr($0, i - 3, 4) == " -> " ? i : index($0, " -> ") + 3; t = substr($0, i + 1); n = split(substr($0, 1, i - 4), x, "/+") - base; u = t ~ "^/"; m = split(t, y, "/"); for (j = 1; j <= m; j++) if (y[j] == "..") { if (--n < 0) u = 1 } else if (length(y[j]) > (y[j] == ".")) n++; if (u) { e++; print "leads out: " $0 } } END { printf "%s: %.0f files, ", d ? "FOUND" : "NOTHING FOUND", f; printf "%.1f GB (%.0f bytes), %.0f folders, ", b / 1e9, b, d; print l + 0 " links: " e + 0 " lead out, " w + 0 " nowhere; " o + 0 " others"; exit d < 1 }';
