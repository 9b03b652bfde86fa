#!/usr/bin/env bash
# Installs PowerShell for the tests: for Linux as a tool of .NET, and the build for Windows, which runs under Wine. Both
# need the .NET SDK (10 or newer), which Debian does not have. Where something is missing this says so and ends well: the
# tests that need it are skipped, and the run ends with a line about them.
set -uo pipefail
version=7.6.9
here=$(cd "$(dirname "$0")/.." && pwd)
kept=${XDG_CACHE_HOME:-$HOME/.cache}/getting-your-data/powershell-$version
log=$kept/install.log

give_up() {
  echo "Tests of PowerShell${1:+ for Windows} will be skipped: $2" >&2
  exit 0
}

command -v dotnet >/dev/null || give_up '' 'install the .NET SDK (10 or newer), then run npm run test:tools.'
mkdir -p "$kept" && : >"$log"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1
[ -x "$kept/tool/pwsh" ] || dotnet tool install --tool-path "$kept/tool" PowerShell --version "$version" >>"$log" 2>&1 ||
  give_up '' "dotnet could not install it; $log says why."

# A build of other sources is replaced.
sources=$(cat "$here"/test/rigs/windows/*/* | cksum)
[ "$(cat "$kept/windows/ready" 2>/dev/null)" != "$sources" ] || exit 0
command -v wine >/dev/null || { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get install -y -qq --no-install-recommends wine wine64 >>"$log" 2>&1; } ||
  give_up windows 'install Wine (Debian: wine wine64), then run npm run test:tools.'
rm -rf "$kept/windows"
mkdir -p "$kept/windows/sources"
cp -r "$here"/test/rigs/windows/* "$kept/windows/sources"
bin=$kept/windows/bin
for project in powershell relayed; do
  dotnet publish -c Release -o "$bin" "$kept/windows/sources/$project" >>"$log" 2>&1 || give_up windows "dotnet could not build it; $log says why."
done
cp -r "$bin/runtimes/win/lib/net10.0/Modules" "$bin/Modules"
for name in ssh sftp robocopy aws globus; do cp "$bin/relayed.exe" "$bin/$name.exe"; done
export WINEPREFIX=$kept/windows/prefix WINEDEBUG=-all
wineboot -i >>"$log" 2>&1 && wineserver -w || give_up windows "Wine does not start; $log says why."
# A drive, and a share of a computer that is not there.
mkdir -p "$WINEPREFIX/drive_d" "$WINEPREFIX/dosdevices/unc/nas/share"
ln -sfn ../drive_d "$WINEPREFIX/dosdevices/d:"
wineserver -w
echo "$sources" >"$kept/windows/ready"
