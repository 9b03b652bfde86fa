#!/bin/sh
# Brings images home, and proves that every byte is here.
#
# Collection:    GRID1
# Destination:   /srv/data/GRID1
# Start it on:   lab server
# Facility:      Example EM
# Made:          2026-11-23, with version 0.1.0
# Made again by: https://data.example.edu/ways/rsync/#v=1&method=rsync
#
# Images are kept for 10 days: those written today, 2026-11-23, are deleted on or after 2026-12-03, older ones sooner.
#
# Start it with: sh get-GRID1.sh
# It stops when its window is closed, unless it was started inside screen or tmux, or with nohup. Ctrl+C stops it.
# Started again, it goes on where it stopped. It deletes no images, here or there.
# Where ssh asks for a password, it asks each time it connects. With a key, the script needs nobody.

# Names are quoted for good, and may look like variables or like curly quote marks; and two functions are for traps only.
# shellcheck disable=SC1111,SC1112,SC2016,SC2317
# csh and zsh hand the script to sh; fish shows the line that it cannot read. A shell that somebody types into must not end.
test "$?shell" != 1 || exec sh "$0"
if [ -n "${ZSH_VERSION-}" ] && [ "$(emulate)" = zsh ]; then # Start it with: sh get-GRID1.sh
  [ "$ZSH_EVAL_CONTEXT" != toplevel ] || [ ! -f "$0" ] || exec sh "$0"
  echo 'Start it with: sh get-GRID1.sh' && return 1
fi
case $- in *i*) echo 'Start it with: sh get-GRID1.sh' && return 1 ;; esac

# Whatever was set for it, as by SHELLOPTS.
set +e +f +C -u
# What programs say is read below: let them say it in English. Names stay as they are.
if [ -n "${LC_ALL-}" ]; then LANG=$LC_ALL; fi
unset LC_ALL GREP_OPTIONS
LC_MESSAGES=C
export LANG LC_MESSAGES

# Set these in the environment to change them.
: "${RETRY_WAIT_SECONDS:=60}"
: "${MOST_TRIES:=60}"
# A command to run at the end, in which "$1" is the last line: such as one that sends mail.
: "${WHEN_DONE:=}"
: "${CHECK_ROOM:=yes}"
# How often it says how far a copy is, in seconds; 0 for never.
: "${FAR_SECONDS:=600}"

temporary=${TMPDIR:-/tmp}
stem=get-GRID1
# Reads a list of find and ls, as the first of the commands does.
look='$0 ~ "^/" { w++; print "leads nowhere: " $0 } $2 + 0 < 1 { next } /^-/ { f++; b += $5 } /^d/ { d++ } /^[bcps]/ { o++; print "no file: " $0 } /^l/ { l++; i = length($0) - $5; i = substr($0, i - 3, 4) == " -> " ? i : index($0, " -> ") + 3; t = substr($0, i + 1); n = split(substr($0, 1, i - 4), x, "/+") - base; u = t ~ "^/"; m = split(t, y, "/"); for (j = 1; j <= m; j++) if (y[j] == "..") { if (--n < 0) u = 1 } else if (length(y[j]) > (y[j] == ".")) n++; if (u) { e++; print "leads out: " $0 } } END { printf "%s: %.0f files, ", d ? "FOUND" : "NOTHING FOUND", f; printf "%.1f GB (%.0f bytes), %.0f folders, ", b / 1e9, b, d; print l + 0 " links: " e + 0 " lead out, " w + 0 " nowhere; " o + 0 " others"; exit d < 1 }'
# Says how far a copy is, and whether all is here by the end of a day, if that is known.
far='$1 == "//" { t[++p] = $2; next } /^-/ && $5 > 0 && (i = index($0, " ./")) { k = substr($0, i + 3); if (p < 1) { a += w[k] = $5; next } if ((k in w) == 0) { y = k; sub("[.][^./]*$", "", y); match(y, "[^/]*$"); if (substr(y, RSTART, 1) == ".") k = y in w ? y : substr(y, 1, RSTART - 1) substr(y, RSTART + 1) } if (k in w) { v = $5 < w[k] ? $5 : w[k]; if (v > c[p, k]) { b[p] += v - c[p, k]; c[p, k] = v } } } END { n = b[2]; s = t[2] - t[1]; r = s > 0 ? (n - b[1]) / s : 0; q = a - n; print sprintf("HERE: %.1f of %.1f GB, %d %%, %.1f MB/s", n / 1e9, a / 1e9, a > 0 ? 100 * n / a : 0, r / 1e6); if (a < 1) print "NOT KNOWN."; else if (q <= 0) print "ALL HERE, by size."; else if (r <= 0) print "STANDS STILL."; else { f = " +%FT%H:%M"; e = sprintf("%.0f", t[2] + q / r); ("date -d @" e f " 2>/dev/null || date -r " e f) | getline d; m = int(q / r / 60) + 1; print "REST: " int(m / 60) " h " m % 60 " min, until " d; if (by) print (d < by "~" ? "IN TIME" : "TOO LATE") ": by " by } }'
done_by=

# The commands, as they are shown.
command_of() {
case $1 in
check)
ssh jdoe@storage.example.edu 'rsync --version > /dev/null &&' 'env LC_ALL=C.UTF-8 TIME_STYLE=locale QUOTING_STYLE=literal' 'LS_BLOCK_SIZE=1 find' /data/images/smith-lab/GRID1/. '-exec ls -ldn '\''{}'\'' '\''+'\' '-type l -not -exec test -e '\''{}'\'' '\'';'\'' -print' '| env LC_ALL=C awk -v' \''S0=%%%02X&&^[0-9]+-& &JanFebMarAprMayJunJulAugSepOctNovDec&none&:&' '&%04d-%02d-%02d&^/&/&..&.&a&[^.][.][A-Za-z0-9_-]+$&' '&(other)&[^d-]&+&^[^r]&d&[^xst]$&cannot be read&/./&leads nowhere&l& ->' '&unclear&leads out&[^/]*$&not for Windows&[^ -~]&not UTF-8&alike but for' 'case&-&[^l]&no file&%c&[%c*:<>?|%c%c[:cntrl:]]|[.' ']$&^(con|prn|aux|nul|com[0-9]|lpt[0-9])([.]|$)&date +%Y-%m-%d,%H:%M,%z&id' '-u&id -G&^d.*/[.]$&^/|^[-bcdlps][-rwxsStTl]+[.+@]*$&NOTHING FOUND: the' 'lines above say why.&/[.]$&look: &,&at: &written: & to &collection: &, &' 'files, &%.0f bytes, &kind: &%.0f bytes&: &FOUND: %.0f files, %.1f GB (%.0f' 'bytes), %.0f folders, & links: & lead out, & nowhere; & others&also: &' \
  'cannot be read, & not for Windows, & not UTF-8, & alike but for case, & of' '4 GiB or more, & unclear, & undated&END: & lines, sum '\' \''function e(t,i,c,r) { for (i=1; i<=length(t); i++) { c=substr(t,i,1); r=r' '(c~/[#$&-+.-9;<=?-~-]/?c:sprintf(s[1],o[c])) } return r } function' 'p(t,i,c) { n++; print t; for (i=1; i<=length(t); i++) {' 'c=o[substr(t,i,1)]; if (c>32) h=(h*31 + c) % 99991 } } function' 'note(k,t,u) { if (++N[k]<21) { K[++m]=k; T[m]=t; if (u>s[2]) U[m]=u } }' 'function day(k,d,y,j) { if (k~s[3]) return k; j=(index(s[5],k) + 2)/3; if' '(j<1||j>int(j)) return s[6]; if (index(y,s[7])) { y=year; if (j - month>5)' 'y--; if (j - month<-6) y++} return sprintf(s[9],y,j,d) } function' 'bad(t,i,c,k) { for (i=1; i<=length(t); i++) { c=o[substr(t,i,1)]; if (k) {' 'k--; if (c<128||c>191) return 1 } else if (c>127) { if (c<194||c>244)' 'return 1; k=c<224?1:c<240?2:3 } } return k>0 } function out(r,t,a,i,j,k) {' \
  'if (t~s[10]) return 1; k=split(r,a,s[11]) - 1; j=split(t,a,s[11]); for' '(i=1; i<=j; i++) if (a[i]==s[12]) { if (--k<0) return 1 } else if' '(length(a[i])>(a[i]==s[13])) k++; return 0 } function first(i,j) { return' 'i>j?j:i } function file(r,b,k,d,c) { files++; bytes+=b; big+=b>4294967295;' 'if (d>s[14]) undated++; else { a=first(a,d); if (d>z) z=d } if' '(match(k,s[15])&&RLENGTH<15) k=tolower(substr(k,RSTART + 2)); else' 'k=s[17]; F[k]++; V[k]+=b; if (lab) {' 'c=index(r,s[11])?substr(r,1,index(r,s[11]) - 1):s[13]; C[c]++; X[c]+=b; if' '((c in A)==0) A[c]=d; A[c]=first(A[c],d); if (d<s[14]&&d>Z[c]) Z[c]=d } }' 'function right(t,r,q) { if (me==0||t~s[18]||index($1,s[19])) return;' 'q=substr($1,$3==me?2:$4 in G?5:8,3); if (q~s[20]||(t==s[21]&&q~s[22]))' 'note(s[23],r) } function take(i,r,t,k,y,q) { i=index($0,s[24]);' 'r=substr($0,i + 3); if ($0~s[10]) { note(s[25],r); return }' 't=substr($1,1,1); if (i==0) { folders++; right(t,s[13]); return } if' \
  '(t==s[26]) { links++; y=r; q=gsub(s[27],s[2],y); k=length(r) - $5; if' '(substr(r,k - 3,4)==s[27]) q--; else { q=1; k=index(r,s[27]) + 3 }' 'y=substr(r,k + 1); r=substr(r,1,k - 4); if (q) note(s[28],r); if' '(out(r,y)) note(s[29],r,y) } y=substr(r,match(r,s[30])); if' '(y~W||tolower(y)~R) note(s[31],r); if (y~s[32]&&bad(y)) note(s[33],r);' 'k=tolower(r); if (k in S) note(s[34],r); S[k]; if (t==s[21]) { folders++;' 'if (lab&&index(r,s[11])==0) C[r]+=0 } else if (t==s[35]) { k=$6 s[4] $7' 's[4] (index($8,s[7])?s[7]:$8); if ((k in D)==0) D[k]=day($6,$7,$8);' 'file(r,$5,y,D[k]) } else if (t~s[36]) { others++; note(s[37],r) }' 'right(t,r) } BEGIN { split(S0,s,/&/); for (i=1; i<256; i++)' 'o[sprintf(s[38],i)]=i; a=s[6]; W=sprintf(s[39],34,92,92); R=s[40];' 'L=sprintf(s[38],10); i=s[41]; i | getline now; year=substr(now,1,4);' 'month=substr(now,6,2) + 0; i=s[42]; i | getline me; i=s[43]; i | getline' 'i; i=split(i,g,s[4]); while (i) G[g[i--]] } { c=B==s[2]&&$0~s[44]; if (c)' \
  'B=substr($0,index($0,s[11])); if (c||(index($0,B==s[2]?s[24]:B' 's[11])&&$1~s[45])) { y=$0; if (x>s[2]) { $0=x; take() } x=y } else if' '(x>s[2]) x=x L $0 } END { if (x>s[2]) { $0=x; take() } if (B==s[2]) {' 'print s[46]; exit 1 } sub(s[47],s[2],B); p(s[48] e(B));' 'split(now,g,s[49]); p(s[50] g[1] s[4] g[2] s[4] g[3]); p(s[51] a s[52]' '(z==s[2]?s[6]:z)); for (c in C) { if (C[c]==0) A[c]=s[6]; for (k=++j;' 'k>1&&(A[q[k - 1]] s[4] q[k - 1])>(A[c] s[4] c); k--) q[k]=q[k - 1]; q[k]=c' '} for (i=1; i<=j; i++) { c=q[i]; p(s[53] e(c) s[54] C[c] s[55]' 'sprintf(s[56],X[c]) A[c] s[52] (Z[c]==s[2]?s[6]:Z[c])) } for (i=1; i<21;' 'i++) { k=s[2]; for (c in F) if (k==s[2]||V[c]>V[k]||(V[c]==V[k]&&c<k))' 'k=c; if (k==s[2]) break; p(s[57] k s[54] F[k] s[55] sprintf(s[58],V[k]));' 'delete F[k] } for (i=1; i<=m; i++) p(K[i] s[59] e(B s[11] T[i]) (i in' 'U?s[27] e(U[i]):s[2])); p(sprintf(s[60],files,bytes/1e9,bytes,folders)' \
  'links + 0 s[61] N[s[29]] + 0 s[62] N[s[25]] + 0 s[63] others + 0 s[64]);' 'p(s[65] N[s[23]] + 0 s[66] N[s[31]] + 0 s[67] N[s[33]] + 0 s[68] N[s[34]]' '+ 0 s[69] big + 0 s[70] N[s[28]] + 0 s[71] undated + 0 s[72]); print s[73]' 'n s[74] h }'\'
;;
folder)
mkdir -p /srv/data/GRID1
;;
space)
df -hT /srv/data/GRID1
;;
copy)
rsync -a -P --partial-dir=.rsync-partial --stats -e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@storage.example.edu:/data/images/smith-lab/GRID1/ /srv/data/GRID1/
;;
verify)
sh -c 'rsync "$@"; echo "code $?"' check -rlcn -i --stats -e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@storage.example.edu:/data/images/smith-lab/GRID1/ /srv/data/GRID1/ | env LC_ALL=C sed -e '/^[<>ch][fdLDS]/h' -e '/^code /p' -e '$G' -e 's/^code 0.$/PASSED: every byte of every file was compared, and is the same./' -e 's/^code .*/NOT PASSED: the lines above say why./'
;;
cure)
rsync -a -c -i --stats -e 'ssh -o ServerAliveInterval=30 -o ServerAliveCountMax=6' jdoe@storage.example.edu:/data/images/smith-lab/GRID1/ /srv/data/GRID1/
;;
leftovers)
find /srv/data/GRID1 -name '.*.??????' -o -name '.*.??????????' -o -name .rsync-partial
;;
esac
}

# What happened, by exit status and standard error. The first that fits counts.
outcomes_of() {
case $1 in
check)
  weigh stop 'This network does not know the storage server. The server is inside the institution'\''s network: try from there or through its VPN, or ask the manager.' '' '^ssh: Could not resolve hostname '
  weigh stop 'Stop, and ask the manager before you do anything else.' '' '^@ +WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED'\!'|^Host key verification failed'
  weigh stop 'Log in with ssh, set a new one, then come back.' '' '^(WARNING: )?Your password has expired|^Password change required but no TTY'
  weigh stop 'Your ssh offers the server more keys than it lets anybody try. In ~/.ssh/config, set “PubkeyAuthentication no” for this server if you log in with a password, otherwise “IdentitiesOnly yes”.' '' '^Received disconnect from .*: Too many authentication failures'
  weigh stop 'Account or password is wrong, or you have no account: The manager gives accounts.' '' '^[^ ]+@[^ ]+: Permission denied [(][a-z]'
  weigh stop 'The storage server does not answer from here. The server is inside the institution'\''s network: try from there or through its VPN, or ask the manager.' '' '^ssh: connect to host |^(Connection|kex_exchange_identification: Connection) (closed|reset) by |^kex_exchange_identification: '
  weigh stop 'Your settings of ssh, in ~/.ssh/config, have a RemoteCommand for this server: take it out.' '' '^Cannot execute command-line and remote command'
  weigh stop 'Lab folder or collection is spelt otherwise there, or has been deleted.' '' '^find: .*: No such file or directory$'
  weigh check 'You may not read all of it. Ask the manager to change its permissions: what you cannot read cannot be copied.' '' '^(find|ls): .*: Permission denied$'
  weigh stop 'There is no rsync on the storage server, or it is not where your account looks for programs there. Ask the manager to change that: without it nothing can be copied this way.' '' '(^|: )rsync: ([Cc]ommand )?not found[.]?$|: command not found: rsync$|Unknown command:? .?rsync'
  ;;
folder)
  weigh stop 'You may not write there. Choose another destination, or ask whoever runs this computer.' '' '^mkdir: .*: (Permission denied|Read-only file system|Operation not permitted)$'
  weigh stop 'A file stands there, or in its path. Choose another destination.' '' '^mkdir: .*: (File exists|Not a directory)$'
  weigh stop 'The disk there is full, or your quota on it. Make room, then start again.' '' '^mkdir: .*: (No space left on device|Dis[ck] quota exceeded)$'
  ;;
copy | verify | cure)
  weigh stop 'The disk here is full, or your quota on it. Make room, then start again.' '1 10 11 12 23' '^rsync.*: (No space left on device|Dis[ck] quota exceeded|Quota exceeded)( [(][0-9]+[)])?$'
  weigh stop 'This disk takes no file of that size: FAT32 ends at 4 GiB. Choose another disk, then start again.' '1 10 11 12 23' '^rsync.*: File too large( [(][0-9]+[)])?$'
  weigh stop 'In the path of the destination is a link of somebody else. Take the path that “readlink -f” shows of it as the destination.' 3 '^refusing to follow a symlink'
  weigh again 'The network drive of the destination was away. Wait until “ls” of it answers, then start again.' '11 23' '^rsync: .*: (Host is down|Stale file handle|Transport endpoint is not connected) [(][0-9]+[)]$'
  weigh again 'A program here has a file open that is to be replaced. Close it, then start again: on a network drive the old one is gone then, too.' 23 '^rsync: .*rename ".*" -> ".*": Permission denied [(]13[)]$'
  weigh stop 'The destination is locked. On a Mac, your terminal program may not reach it: in System Settings, under Privacy & Security, give it Full Disk Access. Then start again.' '1 3 10 11 12 23' '^rsync.*(mkdir|mkstemp|mkstempat|mkpathat|opendir|push_dir#[0-9]|change_dir#[0-9])[ :].*: Operation not permitted( [(][0-9]+[)])?$|^rsync.*: (mkpath|open|unreadable directory): Operation not permitted$'
  weigh stop 'You may not write in the destination, or in a folder in it: the line says which. Choose another one, or make it yours, then start again.' '1 3 10 11 12' '(^rsync: .*(mkdir|push_dir#[0-9]|change_dir#[0-9]) .* failed|mkstempat: .*|mkpathat: .*|^rsync.*: (mkpath|open)): (Permission denied|Read-only file system)|^rsync.*: Read-only file system( [(][0-9]+[)])?$'
  weigh check 'You may not write in a folder of the destination: the line says which. Make it yours, or choose another destination, then start again.' 23 '^rsync: .*(mkdir|mkstemp) ".*" failed: (Permission denied|Read-only file system)'
  weigh stop 'The destination cannot be used as a folder: a file stands there, or in its path. Choose another one.' '11 12' 'mkpath: Not a directory|mkdir .* failed: (Not a directory|File exists)|cannot stat destination ".*": Not a directory'
  weigh stop 'The destination cannot be used. The lines above say why. Choose another one.' 3 ''
  weigh few 'Images are being deleted while you copy. Ask the manager now.' 24 ''
  weigh stop 'Lab folder or collection is spelt otherwise there, or has been deleted.' 23 '^rsync: .*(link_stat|change_dir) ".*" failed: No such file or directory|^rsync.*/: [(]l[)]stat: No such file or directory$'
  weigh check 'A folder stands here in the place of a file or link of the collection: the line names it. Move it elsewhere, then start again.' 23 '^could not make way for |^rsync: delete_file: rmdir ".*" failed: Directory not empty|^rsync.*: unlinkat: Directory not empty$'
  weigh check 'A link leads nowhere there either, so there is nothing to bring. Nothing is missing but what is not there: choose to keep links, or do without that one.' 23 '^symlink has no referent'
  weigh check 'This disk gives no file to that owner or group, and its time was not kept either: every run copies all again. Where the form asks for the kind of disk, choose it, and leave sudo away. That is no harm to the images, if the check passes.' 23 '^rsync: .*(chown|chgrp) ".*(Operation not permitted|Permission denied) [(][0-9]+[)]$'
  weigh check 'This disk keeps no owners, permissions, links or devices. That is no harm to the images, if the check passes.' 23 '^rsync: .*(chown|chgrp|failed to set (times|permissions)( on)?|symlink|mknod) ".*(Operation not permitted|Permission denied|Operation not supported|Function not implemented|Invalid argument) [(][0-9]+[)]$|^rsync.*: mkstemplinkat: '
  weigh stop 'This disk keeps no times or permissions, and macOS'\''s own rsync stops there. Choose a disk of this Mac, or install the rsync of Homebrew, which goes on.' '1 10 12' '(utimensat [(]2[)]|fchmodat [(]1[)] [0-9]+): (Operation not permitted|Operation not supported|Permission denied|Invalid argument)'
  weigh few 'A disk fails, there or here: the line says whose file it could not read or write. Try the others first, and tell the manager.' '11 23' '^rsync.*(: Input/output error|read errors mapping )'
  weigh check 'This disk cannot have a file of that name. The others are copied. Choose a destination on another disk.' 23 '^rsync.*mkstemp ".*" failed: No such file or directory|^rsync.*: (Invalid argument|File name too long|Illegal byte sequence|Invalid or incomplete multibyte or wide character)( [(][0-9]+[)])?$'
  weigh few 'Something could not be read, or not be written: the lines above say what. Only a check that passes says that no image is missing or wrong.' 23 ''
  weigh stop 'Something could not be written here: the lines above say what.' 11 ''
  weigh stop 'rsync did not understand the command, because it was cut or changed. On a Mac, look first whether the disk is full.' '1 4' ''
  weigh stop 'It was stopped: by Ctrl+C, a closed window, or a restart, of which macOS'\''s own rsync says nothing. Start again: it goes on where it stopped.' '19 20 129 130 137 143' ''
  weigh stop 'The server shows another key than before, or one that nobody has confirmed. Stop, and ask the manager before you do anything else.' '10 12 16 255' '^@ +WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED'\!'|^Host key verification failed'
  weigh stop 'Your password there has expired. Log in with ssh, set a new one, then start again.' '1 10 12 16 255' '^(WARNING: )?Your password has expired|^Password change required but no TTY'
  weigh stop 'Your ssh offers the server more keys than it lets anybody try. In ~/.ssh/config, set “PubkeyAuthentication no” for this server if you log in with a password, otherwise “IdentitiesOnly yes”; then start again.' '10 12 16 255' '^Received disconnect from .*: Too many authentication failures'
  weigh stop 'The server did not let you in: account, password or key is wrong. See that you can log in, then start again.' '10 12 16 255' '^[^ ]+@[^ ]+: Permission denied [(][a-z]'
  weigh stop 'Your settings of ssh, in ~/.ssh/config, have a RemoteCommand for this server: take it out, then start again.' '10 12 16 255' '^Cannot execute command-line and remote command'
  weigh stop 'Your settings of ssh, in ~/.ssh/config, are wrong, or not yours alone: the line above says which. Mend them, then start again.' '10 12 16 255' '^Bad owner or permissions on |: Bad configuration option: |: terminating, [0-9]+ bad configuration options'
  weigh stop 'Your ssh and that of the server have no method in common. Update yours, or send that line to the manager.' '10 12 16 255' '^Unable to negotiate with '
  weigh again 'Bytes were changed on the way, so ssh ended the connection. Start again: it goes on where it stopped. Again and again? Take another network or cable.' '10 12 16 255' '^Corrupted MAC on input|^ssh_dispatch_run_fatal: .*: message authentication code incorrect'
  weigh again 'This network does not know that server. The server is inside the institution'\''s network: try from there or through its VPN, or ask the manager.' '10 12 16 255' '^ssh: Could not resolve hostname '
  weigh stop 'A start-up file of your account on the server prints text, which rsync takes for its own. Ask the manager to take it out.' '2 10 12' 'is your shell clean[?]|^rsync.*: unexpected tag |^protocol version mismatch'
  weigh stop 'There is no rsync, on the server or here: “rsync --version” shows whether it is here. Ask whoever runs the other one.' '10 12 16 127 255' '(^|: )rsync: ([Cc]ommand )?not found[.]?$|: command not found: rsync$|Unknown command:? .?rsync'
  weigh stop 'A program is missing, ssh here or rsync on the server: the line above says which. Ask whoever runs that computer.' 127 ''
  weigh stop 'The two rsyncs do not understand each other, or a start-up file on the server prints text.' 2 ''
  weigh again 'The connection broke. Start again: it goes on where it stopped.' '10 12 16 30 35 255' ''
  ;;
esac
}

say() {
  last=$*
  printf '%s\n' "$last"
  # The log may be on a full disk: what is said is shown all the same.
  { printf '%s\n' "$*" >>"$log"; } 2>/dev/null
}

# Makes ready what the rest needs; the numbers are those of the collections, and 0: NUMBER...
begin() {
  log=/dev/null
  work=
  taken=
  lock=
  finished=
  quiet=
  goal=
  held=own
  drive=
  input=/dev/null
  reach=true
  trap 'leave' EXIT
  trap 'interrupt 129' HUP
  trap 'interrupt 130' INT
  trap 'interrupt 143' TERM
  result=0
  undone=
  failures=0
  return_key=$(printf '\r')
  own=$(printf %s "$stem" | LC_ALL=C sed 's/-and-[0-9]*-more$//')
  for each in "$@"; do
    for name in why passed copied skipped vanished noted out found all size alike; do keep "$name" "$each" ''; done
  done
  # Whoever started this may have closed them: then a file of this script would take their place.
  (: 4<&0) 2>/dev/null || exec </dev/null
  (: 4>&1) 2>/dev/null || exec >/dev/null
  (: 4>&2) 2>/dev/null || exec 2>/dev/null
  exec 4>&1
  case $temporary in
    /*) ;;
    *) temporary=$PWD/$temporary ;;
  esac
  # In its own TMPDIR, macOS deletes what nobody has read for three days (dirhelper.c); not in the folder beside it.
  if [ "$temporary" = "$(getconf DARWIN_USER_TEMP_DIR 2>/dev/null)" ]; then temporary=$(getconf DARWIN_USER_CACHE_DIR); fi
  work=$(mktemp -d "$temporary/get.XXXXXX") || stop 'no working files can be written in '"$temporary"'. Make room there, or name another folder in TMPDIR, then start the script again.'
  output=$work/out
  log=$work/log
  keep_awake
}

# A Mac may fall asleep between two commands, too.
keep_awake() {
  command -v caffeinate >/dev/null || return
  caffeinate -i -w "$$" </dev/null >/dev/null 2>&1 4>&- &
}

# What is known of a collection stays in variables, which no full disk can lose: NAME NUMBER VALUE
keep() {
  eval "$1$2=\$3"
}

# NAME NUMBER
kept() {
  eval "printf %s \"\$$1$2\""
}

leave() {
  trap '' HUP INT TERM
  [ -n "$finished" ] || say 'NOT DONE: it broke off, and the lines above may say why. Start the script again: it goes on where it stopped. If it breaks off again, send the last lines to the manager.'
  give_back_lock
  rm -rf "$work"
  # It is the person's own: whatever becomes of it, the script has ended.
  [ -z "$WHEN_DONE" ] || sh -c "$WHEN_DONE" when-done "$last"
}

interrupt() {
  trap '' HUP INT TERM
  finished=yes
  say 'NOT DONE: it was stopped. Start the script again: it goes on where it stopped.'
  exit "$1"
}

stop() {
  finished=yes
  say 'NOT DONE: '"$1"
  exit 1
}

# Gives up a collection, or all of them, which is number 0: NUMBER REASON
fail() {
  [ "$1" != 0 ] || stop "$2"
  keep why "$1" "$2"
}

has_failed() {
  [ -n "$(kept why "$1")" ]
}

# PROGRAM...
need_programs() {
  for program in "$@"; do
    command -v "$program" >/dev/null || stop 'There is no '"$program"' on this computer. Ask whoever runs it to install it, then start the script again.'
  done
}

# Runs a command, shows what it prints, and logs it, of progress only the last state. Its two outputs are kept apart: "out" has what it
# found, "said" what it and ssh complain of, and what a server greets with. A pipe hides how a command ended: that comes back through
# descriptor 3. With the traps each shell here waits for a command that Ctrl+C stops. A command may not read what this script was given:
# if it is piped into a shell, its own next lines stand there. ssh asks for passwords in another way.
run() {
  rm -f "$work/said" "$work/kept"
  true >"$work/out"
  status=$(
    trap : HUP INT TERM
    {
      {
        {
          trap : HUP INT TERM
          command_of "$1" <"$input" 2>&1 >&5 3>&- 4>&- 5>&-
          echo "$?" >&3
        } | {
          trap '' HUP INT TERM
          tee "$work/said" >&4 3>&- 5>&-
        }
      } 5>&1 | {
        trap '' HUP INT TERM
        tee "$output" >&4 3>&-
      }
    } 3>&1
  )
  [ -n "$quiet" ] || { LC_ALL=C sed "s/.*$return_key//" "$work/out" "$work/said" >>"$log"; } 2>/dev/null
  # What was shown is judged by these files: if there was no room for them, nothing is known.
  echo kept >"$work/kept" 2>/dev/null || stop 'no working files can be written in '"$temporary"'. Make room there, or name another folder in TMPDIR, then start the script again.'
}

# One of the outcomes that a step may have: WHAT-HELPS MEANING CODES TEXT
weigh() {
  [ -z "$helps" ] || return
  case " $3 " in
    '  ' | *" $status "*) ;;
    *) return ;;
  esac
  [ -z "$4" ] || LC_ALL=C grep -Eq -e "$4" "$work/said" || return
  helps=$1
  meaning=$2
}

# Finds out what happened in a step, and what helps: ID
judge() {
  helps=
  outcomes_of "$1"
  [ -z "$helps" ] || return
  helps=stop
  meaning='What that means is not known here: send the last lines to the manager.'
}

# Whether a command has ended well: ID. sftp ends with 0 whatever it complains of: then an outcome has that code.
has_ended_well() {
  [ "$status" = 0 ] || return
  helps=
  outcomes_of "$1"
  [ -z "$helps" ]
}

refuse_here() {
  [ ! -e "$1" ] || stop "$2"
}

# Gives up a collection whose folder has the log or the mark of a script for another one, or for one of the same name from another place, or
# of another script for it; and says what else is there: rsync puts what it brings in the place of what has the same name, without a word.
# That may well be an earlier part, copied by hand: only who runs this knows. NUMBER FROM
look_before() {
  known=
  for mark in "$folder"/get-*-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9][0-9][0-9]*.log "$folder"/get-*.lock/; do
    [ -e "$mark" ] || continue
    name=$(basename "$mark" | LC_ALL=C sed 's/-[0-9]\{8\}-[0-9]\{6\}[0-9-]*\.log$//; s/\.lock$//; s/-and-[0-9]*-more$//')
    known=yes
    if grep -Fqx -e "From: $2" "$mark" 2>/dev/null; then
      [ "$name" != "$own" ] || continue
      # A script for several collections has its lock in the folder of the first one only.
      fail "$1" "$folder"' has '"$mark"': another script, perhaps for several collections, brings or brought this collection here. Start that one again instead; or, once it has ended, delete that file and start this one again.'
      return
    fi
    if [ "$name" != "$own" ] || grep -q '^From: ' "$mark" 2>/dev/null; then
      fail "$1" "$folder"' has '"$mark"', of a script for another collection: what has the same name would be lost. Choose another destination; or, if that file is wrong, delete it and start the script again.'
      return
    fi
  done
  [ -z "$known" ] || return
  names=$(find "$folder/." ! -name . -prune ! -name '.*' ! -name lost+found ! -name 'get-*.lock-*' -print 2>/dev/null | sed 's,.*/,,' | sort | list_few)
  [ -z "$names" ] || say 'Already in '"$folder"': '"$names"'. Where the collection has the same names, its files take their place. If these are no earlier part of it, stop this with Ctrl+C and choose an empty folder.'
}

# Says in a folder which collection it gets, and where the log is. FROM
leave_mark() {
  [ -n "$lock" ] || return
  if [ "$(dirname "$log")" = "$folder" ]; then
    say "From: $1"
  else
    printf '%s\n' "From: $1" 'All of this is kept in '"$log" >>"$folder/$(basename "$log")"
  fi
}

# When a process began, as one word: PID. Nothing where that cannot be known; "ended" where only its parent has not noticed yet.
# The ps of macOS takes that from its kernel, which never changes it, tells it in five words, and heeds TZ; its state is one word, and
# never blank (adv_cmds-237, print.c and tasks.c).
start_of() {
  if [ -r "/proc/$1/stat" ]; then
    boot=$(LC_ALL=C sed 's/-.*//' /proc/sys/kernel/random/boot_id)
    LC_ALL=C sed 's/.*) //' "/proc/$1/stat" | LC_ALL=C awk -v boot="$boot" '{ print $1 ~ /^[ZX]/ ? "ended" : boot "-" $20; exit }'
  else
    TZ=UTC0 LC_ALL=C ps -o stat= -o lstart= -p "$1" | LC_ALL=C awk '{ print $1 ~ /^Z/ ? "ended" : $2 $3 $4 $5 $6; exit }'
  fi 2>/dev/null
}

# Whether a process runs that began then: PID BEGAN. Ids are used again, and that of somebody else may not be asked.
is_running() {
  case $(LC_ALL=C kill -0 "$1" 2>&1) in *[Nn]o' such process'*) return 1 ;; esac
  now=$(start_of "$1")
  [ "$now" != ended ] || return
  [ -z "$2" ] || [ -z "$now" ] || [ "$now" = "$2" ]
}

# Takes the mark that says that a script is at work here: a folder with a file that says for whom. It is made whole beside its place
# and then moved there, which only one can do, for a folder that has something in it is in the way; so none is ever without its file.
# That file has a name of its own: whoever deletes that of a dead script deletes no other. An empty folder is nobody's. None of this
# needs more of a disk than folders.
take_lock() {
  # On a Mac that of uname changes with the network.
  here=$(scutil --get LocalHostName 2>/dev/null) || here=$(uname -n)
  began=$(start_of "$$")
  token=$(printf %s "$here-$$-$began" | LC_ALL=C tr -c 'A-Za-z0-9.-' _)
  taken=$folder/$own.lock
  looks=0
  stale=
  while ! publish_lock; do
    looks=$((looks + 1))
    if [ ! -e "$taken" ]; then
      # It may have been given back in this moment.
      [ "$looks" -ge 10 ] || continue
      cat "$work/said"
      stop 'Nothing can be written in '"$folder"'. Choose another destination, or make room, then start the script again.'
    fi
    look_at_owners
  done
  lock=$taken
  [ -z "$stale" ] || say 'A script that was ended left its mark here. This one goes on in its place.'
  # What those left who were ended while they made theirs. One that is alive makes it again, and finds this one in its place.
  for each in "$taken"-*; do
    rm -f "$each/$own.lock"/owner-*
    rmdir "$each/$own.lock" "$each"
  done 2>/dev/null
}

# What a lock says of the script that has it.
owner_line() {
  echo "$$ $here $began"
}

publish_lock() {
  rmdir "$taken" 2>/dev/null
  (
    umask a+rx
    mkdir -p "$taken-$token/$own.lock" && owner_line >"$taken-$token/$own.lock/owner-$token" &&
      mv -f "$taken-$token/$own.lock" "$folder/"
  ) 2>"$work/said" </dev/null
  [ -s "$taken/owner-$token" ]
}

# Stops where an owner is at work, or may be: FILE. Fails where it does not say whose it is.
meet_owner() {
  pid=
  host=
  { read -r pid host start _ <"$1"; } 2>/dev/null
  case $pid in
    '' | *[!0-9]*) host= ;;
  esac
  [ -n "$host" ] || return
  if [ "$host" != "$here" ] || is_running "$pid" "$start"; then stop 'This script is running already, as process '"$pid"' on '"$host"'. If that is not so, delete '"$taken"' and start it again.'; fi
}

# Stops where the owner of the lock is at work, or may be; and takes away what one that was ended has left.
look_at_owners() {
  seen=
  for each in "$taken"/owner*; do
    [ -e "$each" ] || continue
    [ -r "$each" ] || break
    # A computer that crashed leaves an empty file; on a network drive one may be seen empty for a moment.
    if ! meet_owner "$each" && [ "$looks" -lt 3 ]; then break; fi
    seen=yes
    stale=yes
    rm -f "$each"
  done
  [ -z "$seen" ] || return
  [ "$looks" -lt 5 ] || stop "$taken"' is there, and does not say whose it is: this script may be running already. If that is not so, delete it and start the script again.'
  sleep 1
  # Such as what a file manager leaves in every folder that it shows.
  [ "$looks" -lt 3 ] || find "$taken/." -type f ! -name 'owner*' -exec rm -f {} + 2>/dev/null
}

# What is left of the lock of this script, whole or half made.
give_back_lock() {
  [ -n "$taken" ] || return
  rm -f "$taken/owner-$token" "$taken-$token/$own.lock/owner-$token"
  rmdir "$taken-$token/$own.lock" "$taken-$token" "$taken" 2>/dev/null
  taken=
  lock=
}

# Lets the log go on in the destination, where it can be written for sure, beside those of other runs. What lies there besides the
# images is of no concern to rsync.
move_log() {
  early=$log
  stamp=$folder/$stem-$(date +%Y%m%d-%H%M%S)
  log=$stamp.log
  count=1
  while [ -e "$log" ]; do
    count=$((count + 1))
    log=$stamp-$count.log
  done
  { cat "$early" >"$log"; } 2>/dev/null
  say 'All of this is kept in '"$log"
}

# NUMBER ID TITLE EXPECTED
do_look() {
  has_failed "$1" && return
  say "--- $3"
  run "$2"
  say "$4"
}

# NUMBER ID TITLE EXPECTED FOLDER KIND. A drive that was asked for has to be there: without it, a copy fills a disk of this computer.
do_disk() {
  do_look "$1" "$2" "$3" "$4"
  has_failed "$1" && return
  held=$6
  drive=$5
  hold_disk && return
  if [ "$held" != own ]; then stop "$drive"' is on a disk of type '"$type"', which is not the kind that was chosen (--disk '"$held"'). If the drive is not connected, connect it, then start the script again; without it the copy would fill a disk of this computer. If it is, make the script again with its kind.'; fi
  case $kind in
    smb | windows) say "$drive"' is on a disk of type '"$type"', which keeps less than the copy asks for: it may end with code 23 each time. Make the script again with --disk '"$kind"', unless this disk has been enough before.' ;;
  esac
}

# Whether the disk is of the kind that was chosen, or nobody can tell.
hold_disk() {
  type=$(type_of_disk "$drive")
  case $type in
    '') return ;;
    cifs | smb* | afpfs) kind=smb ;;
    nfs | nfs[0-9]) kind=nfs ;;
    *fat* | msdos | ntfs* | fuseblk | 9p | drvfs) kind=windows ;;
    *) kind=own ;;
  esac
  [ "$kind" = "$held" ]
}

# What mount calls the file system of a folder, on Linux and on a Mac; nothing where it is not known.
type_of_disk() {
  at=" on $(LC_ALL=C df -P "$1" 2>/dev/null | LC_ALL=C sed -n '2s/^.*[0-9]%[[:blank:]]*//p') "
  export at
  LC_ALL=C mount 2>/dev/null | LC_ALL=C awk '
    (i = index($0, ENVIRON["at"])) {
      rest = substr($0, i + length(ENVIRON["at"]))
      sub(/^type /, "", rest)
      sub(/^[(]/, "", rest)
      type = rest
      sub(/[ ,)].*/, "", type)
    }
    END { print type }
  '
}

# NUMBER ID TITLE
do_once() {
  has_failed "$1" && return
  title=$3
  say "--- $title"
  run "$2"
  has_ended_well "$2" && return
  judge "$2"
  fail "$1" "$title"': this did not work. '"$meaning"
}

# NUMBER ID TITLE FOLDER FROM
do_folder() {
  do_once "$1" "$2" "$3"
  has_failed "$1" && return
  folder=$4
  look_before "$1" "$5"
  has_failed "$1" && return
  if [ -z "$lock" ]; then
    take_lock
    # Of two for different collections that start at the same moment, at least one sees the mark of the other.
    look_before "$1" "$5"
    if has_failed "$1"; then
      give_back_lock
      return
    fi
    move_log
  fi
  leave_mark "$5"
  names=$(kept alike "$1")
  [ -n "$(kept found "$1")" ] || names=$(kept alike 0)
  if [ -n "$names" ] && folds_case "$folder"; then fail "$1" 'the disk of '"$folder"' takes names that differ in capitals only for one, so files would be lost: '"$names"'. Choose a destination on another disk, or have them renamed.'; fi
}

# Whether names that differ in capitals only are one file there: FOLDER. Of such files one would be lost, and a check may find the
# other twice, in the memory of this computer.
folds_case() {
  : 2>/dev/null >"$1/.get-case-$$" || return 1
  status=1
  [ ! -e "$1/.GET-CASE-$$" ] || status=0
  rm -f "$1/.get-case-$$"
  return "$status"
}

# NUMBER ID TITLE EMPTY
do_check() {
  has_failed "$1" && return
  title=$3
  say "--- $title"
  run "$2"
  judge "$2"
  found=$(read_found <"$work/out")
  take_found "$1" "$4"
}

# Keeps what has been found, which is something: NUMBER EMPTY. Files take half a block of 4 KiB more than their size, on average.
take_found() {
  if [ -z "$found" ]; then
    fail "$1" "$title"': this did not work. '"$meaning"
    return
  fi
  # It may say besides that it could not read all.
  [ "$helps" != check ] || say "$meaning"
  read_numbers "$found"
  need=$((need + bytes / 1024 + 2 * files))
  entries=$((entries + files + others))
  keep out "$1" "$(list_out <"$work/out")"
  keep alike "$1" "$(LC_ALL=C sed -n 's/^alike but for case: //p' "$work/out" | list_few)"
  keep found "$1" "$files"
  keep size "$1" "$bytes"
  keep all "$1" "$((files + folders))"
  [ "$files$links" = 00 ] || return
  # A collection that is still being written may be empty.
  [ -n "$2" ] || return
  # A folder that may not be read looks empty.
  if [ "$helps" = check ]; then fail "$1" "$title"': this did not work. '"$meaning"; else fail "$1" "$2"; fi
}

# The numbers in the last line of the first command: files, bytes, and what else there is, a number each.
read_found() {
  LC_ALL=C sed -n 's/^FOUND: \([0-9]*\) files, .*(\([0-9]*\) bytes), \([0-9]*\) folders, \([0-9]*\) links: .*; \([0-9]*\) others$/\1 \2 \3 \4 \5/p' | tail -n 1
}

# NUMBERS, as read_found gives them.
read_numbers() {
  # shellcheck disable=SC2086
  set -- $1
  files=$1
  bytes=$2
  folders=$3
  links=$4
  others=$((folders + links + $5))
}

# What is in a folder here, in the order of read_found; the file “unread” is there afterwards where some of it could not be read: FOLDER
count_here() {
  rm -f "$work/unread"
  { find "$1/" -exec ls -ldn {} + 2>/dev/null || true >"$work/unread"; } | LC_ALL=C awk -v base=0 "$look" | read_found
}

# The links that lead out, of what the first command shows, each with where it leads.
list_out() {
  LC_ALL=C awk '/^leads out: / { print substr($0, index($0, " /") + 1) }'
}

# What is in a folder. Unit: KiB.
measure() {
  du -sk "$1" 2>/dev/null | LC_ALL=C awk 'NR == 1 { kib = $1 } END { printf "%.0f\n", kib }'
}

# A number of KiB, for a reader.
format_size() {
  LC_ALL=C awk -v kib="$1" 'BEGIN {
    for (power = 0; kib >= 1024 && power < 3; power++) kib /= 1024
    printf "%.1f %siB\n", kib, substr("KMGT", power + 1, 1)
  }'
}

# FOLDER... What is there already need not come.
need_room() {
  [ "$CHECK_ROOM" != no ] || return
  folder=$1
  free=$(read_free -Pk "$folder")
  inodes=$(read_free -Pi "$folder")
  [ "$free" -lt "$need" ] || [ "$inodes" -lt "$entries" ] || return
  for each in "$@"; do
    found=$(count_here "$each")
    [ -n "$found" ] || continue
    read_numbers "$found"
    need=$((need - bytes / 1024 - 2 * files))
    entries=$((entries - files - others))
  done
  if [ "$free" -lt "$need" ]; then
    missing=$(format_size "$need")
    free=$(format_size "$free")
    stop 'Too little room: '"$missing"' are still to come, and '"$free"' are free in '"$folder"'. Make room there, or choose another disk, then start the script again. If it is known to fit, as on a disk that compresses, set CHECK_ROOM=no.'
  fi
  if [ "$inodes" -lt "$entries" ]; then
    missing=$entries
    free=$inodes
    stop 'Too many files: '"$missing"' are still to come, and the disk of '"$folder"' can have '"$free"' more (df -i). Choose another disk, then start the script again. If it is known to fit, set CHECK_ROOM=no.'
  fi
}

# What df says is free: OPTIONS FOLDER. The number before the last percentage; where there is none, as for the inodes of some file
# systems, for which macOS has a dash behind two numbers, so much that anything fits.
read_free() {
  LC_ALL=C df "$1" "$2" | LC_ALL=C awk '
    NR == 2 {
      for (i = 5; i <= NF; i++) {
        if ($i ~ /^[0-9]+%$/) free = $(i - 1)
        if ($i == "-" && $(i - 1) $(i - 2) ~ /^[0-9]+$/) free = ""
      }
    }
    END { print free ~ /^[0-9]+$/ ? free : "999999999999999" }
  '
}

# Finds one code for what happened: ID. A check says the code of rsync in its last line but one. xargs ends with 123 or 124 if one of
# its copies failed, which says by itself what it was.
settle_status() {
  if LC_ALL=C tail -n 1 "$work/out" | LC_ALL=C grep -Eq '^(NOT )?PASSED: '; then
    code=$(LC_ALL=C tail -n 2 "$work/out" | LC_ALL=C sed -n '1s/^code //p')
    [ -z "$code" ] || status=$code
  fi
  case $status in
    123 | 124)
      status=12
      codes=$(LC_ALL=C sed -n 's/^rsync [a-z]*: .*(code \([0-9][0-9]*\)) at .*/\1/p' "$work/said")
      for code in $codes; do
        status=$code
        judge "$1"
        [ "$helps" = again ] || break
      done
      ;;
  esac
  if [ "$status" = 24 ]; then vanished=yes; fi
}

# What is in a folder, by contents: FOLDER. Unit: bytes. What is on its way counts, cut files do not.
count_bytes() {
  find "$1/" -type f ! -path '*/.rsync-partial/*' ! -name 'get-*.log' -exec ls -ldn {} + 2>/dev/null |
    LC_ALL=C awk '/^-/ && $2 + 0 > 0 { bytes += $5 } END { printf "%.0f\n", bytes }'
}

# Says how far a copy is, by what is here and what was here then, if the first step has told the size: FOLDER SECONDS BYTES
say_far() {
  bytes=$(count_bytes "$1")
  [ -n "$goal" ] && [ "$bytes" -lt "$goal" ] || return
  say "$(
    printf '%s\n' "- 1 0 0 $goal . . . ./all" "// $2" "- 1 0 0 $3 . . . ./all" "// $(date +%s)" "- 1 0 0 $bytes . . . ./all" |
      LC_ALL=C awk "$far" by="$done_by" -
  )"
}

# Says it from time to time while a copy runs, until its mark is taken away: FOLDER. It ends with the script, however that ends.
watch_far() {
  watch=$work/far-$began-$tries
  had=$(count_bytes "$1")
  case $goal-$FAR_SECONDS in
    -* | *-0* | *- | *-*[!0-9]*) return ;;
  esac
  : >"$watch"
  (
    since=$began
    was=$had
    while [ -e "$watch" ] && kill -0 "$$" 2>/dev/null; do
      sleep 1
      now=$(date +%s)
      [ "$((now - since))" -ge "$FAR_SECONDS" ] || continue
      say_far "$1" "$since" "$was"
      since=$now
      was=$bytes
    done
  ) </dev/null 3>&- 4>&- &
}

# Runs a command again while that can help: ID FOLDER TRIES, those that are enough for files which could not be read, or vanished.
# It counts from the start again after a try that brought data for a minute: then the way is open.
try() {
  tries=0
  partial=0
  filled=$(measure "$2")
  while :; do
    began=$(date +%s)
    if [ "$held" != own ] && ! hold_disk; then stop "$drive"' is on a disk of type '"$type"', which is not the kind that was chosen (--disk '"$held"'). If the drive is not connected, connect it, then start the script again; without it the copy would fill a disk of this computer. If it is, make the script again with its kind.'; fi
    watch_far "$2"
    if $reach; then run "$1"; fi
    rm -f "$watch"
    settle_status "$1"
    ! has_ended_well "$1" || return
    judge "$1"
    before=$filled
    filled=$(measure "$2")
    if [ $(($(date +%s) - began)) -ge 60 ] && [ "$filled" -gt "$before" ]; then
      tries=0
      partial=0
    fi
    case $helps in
      again) ;;
      few) partial=$((partial + 1)) ;;
      *) return ;;
    esac
    tries=$((tries + 1))
    [ "$partial" -lt "$3" ] && [ "$tries" -lt "$MOST_TRIES" ] || return
    next=$((tries + 1))
    say_far "$2" "$began" "$had"
    say 'It ended with code '"$status"', which another try can mend. Try '"$next"' begins in '"$RETRY_WAIT_SECONDS"' seconds.'
    sleep "$RETRY_WAIT_SECONDS"
  done
}

# Tries a copy: NUMBER ID TITLE FOLDER
copy_by() {
  title=$3
  say "--- $title"
  goal=$(kept size "$1")
  [ -n "$goal" ] || goal=$(kept size 0)
  try "$2" "$4" 3
  goal=
  has_ended_well "$2" && return
  case $helps in
    few | check)
      say "$meaning"
      say 'It ended with code '"$status"'. The check that follows says what is missing.'
      ;;
    *) fail "$1" "$title"': it ended with code '"$status"'. '"$meaning" ;;
  esac
}

# NUMBER ID TITLE FOLDER
do_copy() {
  has_failed "$1" && return
  keep copied "$1" "$2"
  vanished=
  copy_by "$@"
  [ -z "$vanished" ] || keep vanished "$1" yes
}

# Whether the last check has passed; and whether it names something.
has_passed() {
  ! names_something || return 1
  if [ "$status" = 0 ]; then
    LC_ALL=C tail -n 1 "$work/out" | LC_ALL=C grep -q '^PASSED: '
  else
    # A link that leads nowhere there has nothing to bring, which rsync takes for a fault: if that is the only one, all is here.
    [ "$status" = 23 ] && grep -q '^symlink has no referent: ' "$work/said" &&
      ! LC_ALL=C grep -E '^rsync|vanished' "$work/said" | LC_ALL=C grep -qv '^rsync error: some files.* (code 23) '
  fi
}

names_something() {
  LC_ALL=C grep -q '^[<>ch][fdLDS]' "$work/out"
}

# The first three of some lines, as one.
list_few() {
  LC_ALL=C awk '
    NR <= 3 { list = list (NR > 1 ? ", " : "") $0 }
    END { print list (NR > 3 ? " and " NR - 3 " more" : "") }
  '
}

# Gives up a collection whose check names something, or did not come to its end: NUMBER
refuse_check() {
  if names_something; then
    names=$(LC_ALL=C sed -n 's/^[<>ch][fdLDS][^ ]* //p' "$work/out" | list_few)
    fail "$1" 'missing here or different, even after a second copy that compares contents: '"$names"'. The lines above that begin with >, cL or cd say how. '"$why"
  else
    refuse_unfinished "$1"
  fi
}

# NUMBER
refuse_unfinished() {
  [ "$status" != 0 ] || meaning='Start the script again.'
  fail "$1" 'the check was not made to its end (code '"$status"'), so it proves nothing. '"$meaning"
}

# NUMBER ID TITLE FOLDER CURE CURE-TITLE KEEPS-LINKS LINKS-OUT. What a check names is copied once more, and checked again.
do_verify() {
  has_failed "$1" && return
  cured=
  vanished=
  why='If a program has such a file open, close it and start the script again; otherwise ask the manager.'
  while :; do
    say "--- $3"
    try "$2" "$4" 1
    has_passed && break
    if names_something && [ -z "$cured" ]; then
      cured=yes
      count_compared "$1"
      copy_by "$1" "$5" "$6" "$4"
      has_failed "$1" && return
      # What kept it from being copied is why it is named once more.
      [ "$status" = 0 ] || why=$meaning
      continue
    fi
    refuse_check "$1"
    return
  done
  # What has gone from the server since it was listed is not compared.
  count_compared "$1"
  if [ "$compared" -lt "$found" ] && [ -z "$(kept vanished "$1")" ]; then
    fail "$1" 'files were deleted on the server while this ran: there were '"$found"' files at first, and only '"$compared"' were left to compare. Ask the manager now.'
    return
  fi
  if [ -z "$(cd "$4" && find . \( -type f -o -type l \) -not -path "./$own*" -print | head -n 1)" ]; then
    fail "$1" 'there is not one file in it. Has it been deleted already, or is its name another one? Ask the manager.'
    return
  fi
  [ -z "$vanished" ] || keep vanished "$1" yes
  note_links "$1" "$4" "$7" "$8"
}

# How many files rsync went through, and how many there were before: by the list of the first step, or by the check that came first. Older
# rsyncs, and Apple's, tell the sum of files and folders alone, perhaps with links. Numbers have commas or dots in them. NUMBER
count_compared() {
  compared=$(LC_ALL=C sed -n 's/^Number of files: \([0-9.,]*\).*/\1/p' "$work/out" | tr -d .,)
  files=$(LC_ALL=C sed -n 's/^Number of files: .*(reg: \([0-9.,]*\).*/\1/p' "$work/out" | tr -d .,)
  [ -n "$compared" ] || compared=0
  [ -n "$files" ] || files=0
  for each in "$1" 0; do
    found=$(kept found "$each")
    all=$(kept all "$each")
    [ -z "$found" ] || break
  done
  if [ -z "$found" ]; then
    found=$files
    all=$compared
    keep found "$1" "$found"
    keep all "$1" "$all"
  fi
  if grep -q '^Number of files: .*(' "$work/out"; then
    compared=$files
  else
    found=$all
  fi
}

# Passes a collection, and notes what in it is no file: NUMBER FOLDER KEEPS-LINKS LINKS-OUT
note_links() {
  base=$(($(printf %s "$2" | tr -cd / | wc -c) + 2))
  links=$(
    find "$2/" -type l -exec ls -ldn {} + -type l -not -exec test -e {} ';' -print 2>/dev/null |
      LC_ALL=C awk -v base="$base" "$look"
  )
  # Where links are not kept, the first step has named those that lead out: of this collection, or of the only one.
  if [ "$3" = yes ]; then
    out=$(printf '%s\n' "$links" | list_out)
  else
    out=$(kept out "$1")
    [ -n "$(kept found "$1")" ] || out=$(kept out 0)
  fi
  if [ "$4" != brought ] && [ -n "$out" ]; then
    names=$(printf '%s\n' "$out" | list_few)
    if [ "$4" = refused ]; then
      fail "$1" 'every file of it is here, but what these links lead to is outside of it, and was not copied with it: '"$names"'. Make the script again and choose under Links (--links) to bring what they lead to, or to do without.'
      return
    fi
    note "$1" ' Links that lead out of it, to what was not copied with it: '"$names".
  fi
  names=$(printf '%s\n' "$links" | LC_ALL=C awk '
    /^leads out: / { path = substr($0, index($0, " /") + 1); sub(/ -> .*/, "", path); out[path] }
    sub(/^leads nowhere: /, "") { nowhere[$0] }
    END { for (path in nowhere) if (!(path in out)) print path }
  ' | sort | list_few)
  [ -z "$names" ] || note "$1" ' Links that lead nowhere: '"$names".
  names=$(LC_ALL=C sed -n 's/^symlink has no referent: //p' "$work/said" | list_few)
  [ -z "$names" ] || note "$1" ' Links that lead nowhere: '"$names".
  names=$(LC_ALL=C sed -n 's/^skipping non-regular file //p' "$work/out" | list_few)
  [ -z "$names" ] || note "$1" ' Left out, since they are no files: '"$names".
  keep passed "$1" yes
}

# NUMBER SENTENCE
note() {
  keep noted "$1" "$(kept noted "$1")$2"
}

# NUMBER NAME DONE DONE-FILES
finish() {
  finished=yes
  if has_failed "$1" || [ -z "$(kept passed "$1")" ]; then
    say 'NOT DONE: '"$2: $(kept why "$1")"
    give_up "$2"
  elif [ -n "$(kept vanished "$1")" ]; then
    say 'NOT DONE: '"$2: "'files were deleted at the source before they could be copied: the lines with “vanished” name them. What is left there is here, and every byte was compared. Ask the manager now.'
    give_up "$2"
  elif [ -n "$(kept noted "$1")" ]; then
    say "$4$(kept noted "$1")"
  else
    say "$3"
  fi
}

# NAME
give_up() {
  result=1
  failures=$((failures + 1))
  undone=$undone$(test -z "$undone" || printf ', ')$1
}

main() {
  begin 0 1
  need_programs ssh mkdir df rsync sh env sed find
  need=0
  entries=0
  refuse_here /data/images/smith-lab/GRID1 'Wrong computer: /data/images/smith-lab/GRID1 is on this one. Start the script on the computer that gets the images (lab server).'
  do_check 0 check 'Check that you can log in and the collection is there' 'GRID1: there is not one file in it. Has it been deleted already, or is its name another one? Ask the manager.'
  do_folder 1 folder 'Make the destination folder' /srv/data/GRID1 /data/images/smith-lab/GRID1
  do_disk 1 space 'Check the free space' 'Expected: `Avail` is more than the size of the collection, `Mounted on` is the disk you mean, and `Type` is not `cifs`, `smb3`, `exfat`, `vfat`, `ntfs3` or `fuseblk`.' /srv/data/GRID1 own
  need_room /srv/data/GRID1
  do_copy 1 copy Copy /srv/data/GRID1
  do_verify 1 verify 'Verify, before the images are deleted' /srv/data/GRID1 cure 'Only if it was not passed: copy again, comparing contents' yes refused
  do_look 1 leftovers 'Look for leftovers' 'Expected: Nothing.'
  finish 1 GRID1 'DONE: GRID1 is whole: every byte was compared.' 'DONE: every file of GRID1 is here, and every byte was compared.'
  exit "$result"
}

main
