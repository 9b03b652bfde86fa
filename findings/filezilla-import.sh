#!/usr/bin/env bash
# FileZilla 3.63.0 (Debian 12): “File > Import…” says “The settings have been imported”, and has written none of them: they are in its file
# only once it is closed by its menu. Killed before, it has lost them, and keeps the site, which it had written at once. A second import
# replaces no site: one of the same name and another host stands beside the first as “NAME 2”. A site without a port is left out, and the
# window says “The selected categories have been imported” all the same.
#
# Needs Debian 12's filezilla, xvfb and xdotool; everything is in a temporary folder, which is removed. Ends with 1 if any of it has changed.
set -euo pipefail

version=3.63.0-1+deb12u3
[ "$(dpkg-query -W -f '${Version}' filezilla)" = "$version" ]
folder=$(mktemp -d)
server='' program=''
stop() {
  [ -z "$program" ] || kill -9 "$program" 2>/dev/null || true
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$folder"
}
trap stop EXIT
unset XDG_CONFIG_HOME
export HOME=$folder LC_ALL=C.UTF-8 NO_AT_BRIDGE=1 GTK_USE_PORTAL=0
kept=$folder/.config/filezilla
mkdir -p "$kept"

Xvfb -displayfd 3 -screen 0 1400x1000x24 -nolisten tcp -ac -noreset 3> "$folder/display" 2>/dev/null &
server=$!
until [ -s "$folder/display" ]; do sleep 0.1; done
DISPLAY=:$(cat "$folder/display")
export DISPLAY

windows() { xdotool search --onlyvisible --name "$1" 2>/dev/null || true; }
# Presses keys in a window until it has gone.
answer() {
  local id
  until [ -n "$(windows "$1")" ]; do sleep 0.1; done
  id=$(windows "$1" | tail -n 1)
  while windows "$1" | grep -qx "$id"; do
    xdotool windowfocus "$id" key --clearmodifiers "${@:2}" 2>/dev/null || true
    sleep 1
  done
}
start() {
  filezilla >/dev/null 2>&1 &
  program=$!
  until [ -n "$(windows 'FileZilla$')" ]; do sleep 0.1; done
}
import() {
  local id
  xdotool windowfocus --sync "$(windows 'FileZilla$' | tail -n 1)" key alt+f i
  until [ -n "$(windows 'Select file to import settings from')" ]; do sleep 0.1; done
  id=$(windows 'Select file to import settings from')
  xdotool windowfocus --sync "$id" type --delay 5 "$1"
  answer 'Select file to import settings from' Return
  answer 'Import settings$' Return
  answer 'Import successful' Return
  answer 'Import successful' Return
}
close() {
  xdotool windowfocus --sync "$(windows 'FileZilla$' | tail -n 1)" key ctrl+q
  wait "$program" || true
  program=''
}
has_setting() { grep -q '"File exists action download">3<' "$kept/filezilla.xml" && echo kept || echo lost; }
sites() { grep -oE '<(Host|Name)>[^<]*' "$kept/sitemanager.xml" | paste -sd ' ' | sed 's/<Host>//g; s/<Name>/= /g'; }

site() { printf '<Server><Host>%s</Host>%s<Protocol>1</Protocol><User>u</User><Logontype>2</Logontype><Name>%s</Name></Server>' "$@"; }
file() {
  printf '<?xml version="1.0"?>\n<FileZilla3><Settings><Setting name="File exists action download">3</Setting></Settings><Servers>'
  cat
  printf '</Servers></FileZilla3>\n'
}
{ site one.example '<Port>22</Port>' NAME; site portless.example '' PORTLESS; } | file > "$folder/one.xml"
site two.example '<Port>22</Port>' NAME | file > "$folder/two.xml"
cat > "$kept/filezilla.xml" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<FileZilla3><Settings>
<Setting name="Greeting version">3.99.0</Setting>
<Setting name="Update Check">0</Setting>
</Settings></FileZilla3>
END

dpkg-query -W filezilla
start
import "$folder/one.xml"
kill -9 "$program"
wait "$program" 2>/dev/null || true
killed=$(has_setting)
after=$(sites)
start
import "$folder/two.xml"
close
closed=$(has_setting)
both=$(sites)
printf '%-50s %s\n' 'imported, then killed: the setting is' "$killed" 'and the sites are' "$after" \
  'imported, then closed by its menu: the setting is' "$closed" 'and the sites are' "$both"

[ "$killed" = lost ]
[ "$after" = 'one.example = NAME' ]
[ "$closed" = kept ]
[ "$both" = 'one.example = NAME two.example = NAME 2' ]
