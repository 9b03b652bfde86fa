/**
 * What reads the list of find and ls, with a line for each entry, and says what it comes to: a program for awk.
 *
 * A name may have anything in it, a line break too, and so may what a link leads to. But no name is "." alone: only the
 * path of an entry has "/./", behind the folder that was named to find. What follows without it belongs to the line
 * before. Of a link, ls tells how long it is what it leads to. Where that does not fit, or " -> " is there twice, the
 * link is unclear, and so may be what follows it.
 *
 * A month without a year is of the half year around today: ls writes the year of other days. Names are written in
 * ASCII, with a percent sign and two digits for any other byte, and for the signs that tell the values of a line apart.
 * So what was shown can be read back when a terminal has broken its lines: the sum at its end leaves blanks out.
 */
const statements = [
  // A text in the characters that a report has.
  'function e(t, i, c, r) { for (i = 1; i <= length(t); i++) { c = substr(t, i, 1); r = r (c ~ /[#$&-+.-9;<=?-~-]/ ? c : sprintf("%%%02X", o[c])) } return r }',
  // Prints a line, and adds it to the sum.
  'function p(t, i, c) { n++; print t; for (i = 1; i <= length(t); i++) { c = o[substr(t, i, 1)]; if (c > 32) h = (h * 31 + c) % 99991 } }',
  // Counts what somebody has to know, and keeps the first twenty of a kind.
  'function note(k, t, u) { if (++N[k] < 21) { K[++m] = k; T[m] = t; if (u > "") U[m] = u } }',
  'function day(k, d, y, j) { if (k ~ "^[0-9]+-") return k; j = (index("JanFebMarAprMayJunJulAugSepOctNovDec", k) + 2) / 3; if (j < 1 || j > int(j)) return "none"; if (index(y, ":")) { y = year; if (j - month > 5) y--; if (j - month < -6) y++ } return sprintf("%04d-%02d-%02d", y, j, d) }',
  // Whether bytes are no UTF-8.
  'function bad(t, i, c, k) { for (i = 1; i <= length(t); i++) { c = o[substr(t, i, 1)]; if (k) { k--; if (c < 128 || c > 191) return 1 } else if (c > 127) { if (c < 194 || c > 244) return 1; k = c < 224 ? 1 : c < 240 ? 2 : 3 } } return k > 0 }',
  // Whether a link leads out: it begins at the top, or goes up more often than it lies deep.
  'function out(r, t, a, i, j, k) { if (t ~ "^/") return 1; k = split(r, a, "/") - 1; j = split(t, a, "/"); for (i = 1; i <= j; i++) if (a[i] == "..") { if (--k < 0) return 1 } else if (length(a[i]) > (a[i] == ".")) k++; return 0 }',
  'function first(i, j) { return i > j ? j : i }',
  'function file(r, b, k, d, c) { files++; bytes += b; big += b > 4294967295; if (d > "a") undated++; else { a = first(a, d); if (d > z) z = d }',
  'if (match(k, "[^.][.][A-Za-z0-9_-]+$") && RLENGTH < 15) k = tolower(substr(k, RSTART + 2)); else k = "(other)"; F[k]++; V[k] += b;',
  'if (lab) { c = index(r, "/") ? substr(r, 1, index(r, "/") - 1) : "."; C[c]++; X[c] += b; if ((c in A) == 0) A[c] = d; A[c] = first(A[c], d); if (d < "a" && d > Z[c]) Z[c] = d } }',
  // Whether this account may not read an entry. Of an access list nothing is known.
  'function right(t, r, q) { if (me == 0 || t ~ "[^d-]" || index($1, "+")) return; q = substr($1, $3 == me ? 2 : $4 in G ? 5 : 8, 3); if (q ~ "^[^r]" || (t == "d" && q ~ "[^xst]$")) note("cannot be read", r) }',
  'function take(i, r, t, k, y, q) { i = index($0, "/./"); r = substr($0, i + 3); if ($0 ~ "^/") { note("leads nowhere", r); return }',
  't = substr($1, 1, 1); if (i == 0) { folders++; right(t, "."); return }',
  'if (t == "l") { links++; y = r; q = gsub(" -> ", "", y); k = length(r) - $5; if (substr(r, k - 3, 4) == " -> ") q--; else { q = 1; k = index(r, " -> ") + 3 } y = substr(r, k + 1); r = substr(r, 1, k - 4); if (q) note("unclear", r); if (out(r, y)) note("leads out", r, y) }',
  'y = substr(r, match(r, "[^/]*$")); if (y ~ W || tolower(y) ~ R) note("not for Windows", r); if (y ~ "[^ -~]" && bad(y)) note("not UTF-8", r); k = tolower(r); if (k in S) note("alike but for case", r); S[k];',
  'if (t == "d") { folders++; if (lab && index(r, "/") == 0) C[r] += 0 } else if (t == "-") { k = $6 " " $7 " " (index($8, ":") ? ":" : $8); if ((k in D) == 0) D[k] = day($6, $7, $8); file(r, $5, y, D[k]) } else if (t ~ "[^l]") { others++; note("no file", r) } right(t, r) }',
  'BEGIN { for (i = 1; i < 256; i++) o[sprintf("%c", i)] = i; a = "none"; W = sprintf("[%c*:<>?|%c%c[:cntrl:]]|[. ]$", 34, 92, 92); R = "^(con|prn|aux|nul|com[0-9]|lpt[0-9])([.]|$)"; L = sprintf("%c", 10); i = "date +%Y-%m-%d,%H:%M,%z"; i | getline now; year = substr(now, 1, 4); month = substr(now, 6, 2) + 0; i = "id -u"; i | getline me; i = "id -G"; i | getline i; i = split(i, g, " "); while (i) G[g[i--]] }',
  '{ c = B == "" && $0 ~ "^d.*/[.]$"; if (c) B = substr($0, index($0, "/")); if (c || (index($0, B == "" ? "/./" : B "/") && $1 ~ "^/|^[-bcdlps][-rwxsStTl]+[.+@]*$")) { y = $0; if (x > "") { $0 = x; take() } x = y } else if (x > "") x = x L $0 }',
  'END { if (x > "") { $0 = x; take() } if (B == "") { print "NOTHING FOUND: the lines above say why."; exit 1 } sub("/[.]$", "", B); p("look: " e(B)); split(now, g, ","); p("at: " g[1] " " g[2] " " g[3]); p("written: " a " to " (z == "" ? "none" : z));',
  'for (c in C) { if (C[c] == 0) A[c] = "none"; for (k = ++j; k > 1 && (A[q[k - 1]] " " q[k - 1]) > (A[c] " " c); k--) q[k] = q[k - 1]; q[k] = c } for (i = 1; i <= j; i++) { c = q[i]; p("collection: " e(c) ", " C[c] " files, " sprintf("%.0f bytes, ", X[c]) A[c] " to " (Z[c] == "" ? "none" : Z[c])) }',
  'for (i = 1; i < 21; i++) { k = ""; for (c in F) if (k == "" || V[c] > V[k] || (V[c] == V[k] && c < k)) k = c; if (k == "") break; p("kind: " k ", " F[k] " files, " sprintf("%.0f bytes", V[k])); delete F[k] }',
  'for (i = 1; i <= m; i++) p(K[i] ": " e(B "/" T[i]) (i in U ? " -> " e(U[i]) : ""));',
  'p(sprintf("FOUND: %.0f files, %.1f GB (%.0f bytes), %.0f folders, ", files, bytes / 1e9, bytes, folders) links + 0 " links: " N["leads out"] + 0 " lead out, " N["leads nowhere"] + 0 " nowhere; " others + 0 " others"); p("also: " N["cannot be read"] + 0 " cannot be read, " N["not for Windows"] + 0 " not for Windows, " N["not UTF-8"] + 0 " not UTF-8, " N["alike but for case"] + 0 " alike but for case, " big + 0 " of 4 GiB or more, " N["unclear"] + 0 " unclear, " undated + 0 " undated"); print "END: " n " lines, sum " h }',
] as const;

/**
 * The texts of the program, one behind the other, with this sign between them: PowerShell hands no program a word with
 * a double quote in it, so the program has none, and names them by their number.
 */
const separator = '&';

/** The program without its texts, and without blanks that awk does not need. */
function takeTexts(program: string): { readonly texts: string; readonly code: string } {
  const texts: string[] = [];
  const code = program
    .replace(/"([^"]*)"/g, (_, text: string) => {
      // A line of paper ends at a blank: a text that nobody uses has one where none would be for too long.
      if (/[^ ]{50,}$/.test(`${texts.join(separator)}${text}`)) texts.push(' ');
      if (!texts.includes(text)) texts.push(text);
      return `s[${String(texts.indexOf(text) + 1)}]`;
    })
    .replace(/ ?(\+=|[=!<>]=|&&|\|\||[=<>?:~*/]|(?<! )[+%-](?= )|,) ?/g, '$1')
    .replace(/; /g, '; ')
    .replace('BEGIN { ', `BEGIN { split(S0,s,/${separator}/); `);
  return { texts: texts.join(separator), code };
}

const { texts, code } = takeTexts(statements.join(' '));

/** What the option -v of awk sets: the texts of the program. */
export const reportTexts = `S0=${texts}`;

/** The program. */
export const reportProgram = code;
