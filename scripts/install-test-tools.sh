#!/usr/bin/env bash
# Installs the programs that the tests run against: rsync, sshd, sftp, rclone, screen, the shells, file systems, Slurm, aws,
# Python with click, Chromium, Firefox, WebKit, nginx; and PowerShell, where it can be had. As root on Debian it uses apt.
# Elsewhere it lists what to install
# and fails, because a skipped test proves nothing. Arguments add tools, such as those of a benchmark: command:package.
set -euo pipefail

# command:Debian package
tools=(
  rsync:rsync rclone:rclone ssh:openssh-client sftp:openssh-client ssh-keygen:openssh-client ssh-agent:openssh-client
  ssh-add:openssh-client sshd:openssh-server screen:screen tmux:tmux
  bash:bash zsh:zsh dash:dash ksh93:ksh93u+m mksh:mksh busybox:busybox fish:fish tcsh:tcsh
  python3:python3 script:bsdutils pkill:procps ip:iproute2 pdftotext:poppler-utils shellcheck:shellcheck
  calcurse:calcurse nginx:nginx xxhsum:xxhash systemd-inhibit:systemd dbus-daemon:dbus
  slurmctld:slurmctld slurmd:slurmd sbatch:slurm-client munged:munge
  chromium-headless-shell:chromium-headless-shell firefox-esr:firefox-esr WebKitWebDriver:webkit2gtk-driver Xvfb:xvfb
  filezilla:filezilla xdotool:xdotool import:imagemagick
  mkfs.exfat:exfatprogs mount.exfat-fuse:exfat-fuse mkfs.ntfs:ntfs-3g mkfs.vfat:dosfstools mcopy:mtools losetup:mount
  # Debian's own, because PATH may have another aws first.
  /usr/bin/aws:awscli
  "$@"
)
PATH=$PATH:/usr/sbin:/sbin

missing_packages() {
  local tool
  for tool in "${tools[@]}"; do
    command -v "${tool%%:*}" >/dev/null || echo "${tool#*:}"
  done | sort -u
  # The Globus CLI parses its command line with this library.
  python3 -c 'import click' 2>/dev/null || /usr/bin/python3 -c 'import click' 2>/dev/null || echo python3-click
  # Printing with WebKit.
  /usr/bin/python3 -c 'import gi; gi.require_version("WebKit2", "4.1")' 2>/dev/null || printf '%s\n' python3-gi gir1.2-webkit2-4.1
}

mapfile -t packages < <(missing_packages)
if [ ${#packages[@]} -gt 0 ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing for the tests: ${packages[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${packages[@]}" fonts-dejavu-core >/dev/null
  mapfile -t packages < <(missing_packages)
fi
bash "$(dirname "$0")/install-powershell.sh"
if [ ${#packages[@]} -gt 0 ]; then
  echo "The tests need programs that are missing. Install (Debian's names): ${packages[*]}" >&2
  exit 1
fi
