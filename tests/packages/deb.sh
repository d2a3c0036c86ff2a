#!/usr/bin/env bash
# The deb in a fresh Debian: install, run, fetch a picture, remove, purge, and look what is left; lintian before.
#   tests/packages/deb.sh PACKAGE.deb [SUITE]      needs root, debootstrap, lintian and a Debian mirror; takes some minutes
# With Xvfb, dbus-daemon, gdbus and xdotool also tray, panic key and autostart.
# FRESH_ROOT names a folder that debootstrap made before: it is copied, so that no other is made.
set -uo pipefail
deb=$(realpath "$1") suite=${2:-bookworm}
work=$(mktemp -d)
root=$work/root
screen="" bus_daemon=""
trap 'kill $screen $bus_daemon 2>/dev/null; umount "$root/proc" 2>/dev/null; rm -rf "$work"' EXIT
passed=0 failed=0
check() { if "${@:2}"; then echo "passed $1"; passed=$((passed + 1)); else echo "FAILED $1"; failed=$((failed + 1)); fi; }
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive LC_ALL=C "$@"; }

if command -v lintian >/dev/null; then
  lintian --allow-root --fail-on error --suppress-tags bogus-mail-host-in-debian-changelog "$deb" >"$work/lintian" 2>&1
  check "lintian finds no error" test $? = 0
  sed 's/^/  /' "$work/lintian" | head -40
fi

# The mirror of this machine, also where it is not Debian's usual one.
mirror=$(sed -n 's/^\(deb .*\|URIs: *\)\(http[^ ]*\).*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -v security | head -1)
if [ -n "${FRESH_ROOT:-}" ]; then cp -a "$FRESH_ROOT" "$root"; else debootstrap --variant=minbase "$suite" "$root" "${mirror:-http://deb.debian.org/debian}"; fi >"$work/debootstrap" 2>&1 || { tail -3 "$work/debootstrap"; echo "skipped: no fresh Debian can be made here"; exit 0; }
cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/" 2>/dev/null
cp /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null
mount -t proc proc "$root/proc" 2>/dev/null
cp "$deb" "$root/root/streamshield.deb"
list() { (cd "$root" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./var/cache -o -path ./var/lib/apt -o -path ./var/log -o -path ./tmp \) -prune -o -type f -print | sort); }

inside apt-get update -qq >/dev/null 2>&1
# What it needs comes first, so that what is left afterwards is its own.
inside apt-get install -y -qq --no-install-recommends $(dpkg-deb -f "$deb" Depends | tr ',' '\n' | sed 's/|.*//; s/(.*//') curl ffmpeg >"$work/needs" 2>&1
list >"$work/before"
inside apt-get install -y -qq --no-install-recommends /root/streamshield.deb >"$work/install" 2>&1
check "it installs with what it depends on" test $? = 0
check "it says its version" test "$(inside streamshield --version | cut -d+ -f1)" = "$(dpkg-deb -f "$deb" Version | tr '~' '-')"
check "its man page is there" test -s "$root/usr/share/man/man1/streamshield.1.gz" -o -e "$root/etc/dpkg/dpkg.cfg.d/docker"
inside streamshield run --source pattern --no-page --seconds 60 --port 8797 >"$work/run" 2>&1 &
run=$!
address=""
for _ in $(seq 300); do address=$(sed -n 's/^Your shielded picture: //p' "$work/run"); [ -n "$address" ] && break; sleep 0.2; done
for _ in $(seq 300); do grep -q '^Live after' "$work/run" && break; sleep 0.2; done
check "it goes live: $(grep -m1 '^Live after' "$work/run" || tail -1 "$work/run")" grep -q '^Live after' "$work/run"
inside sh -c "ffmpeg -v error -y -f mpjpeg -i '$address' -frames:v 1 /root/picture.png" >"$work/ffmpeg" 2>&1
check "a viewer gets a picture" test -s "$root/root/picture.png"
[ -n "${KEEP_PICTURE:-}" ] && cp "$root/root/picture.png" "$KEEP_PICTURE"
inside streamshield hide >"$work/hide" 2>&1
check "hide hides it" grep -q '^HIDDEN: ' <(sleep 6; cat "$work/run")
kill $run 2>/dev/null; wait $run 2>/dev/null

# Started as the menu does it, on a screen and a session bus that nobody sees. Both are reached from the fresh root, as their sockets have no place in a folder.
missing=""
for tool in Xvfb dbus-daemon gdbus xdotool; do command -v $tool >/dev/null || missing="$missing $tool"; done
if [ -z "$missing" ]; then
  Xvfb -displayfd 8 -screen 0 640x480x24 -nolisten tcp 8>"$work/display" >/dev/null 2>&1 &
  screen=$!
  dbus-daemon --session --nofork --address="unix:abstract=$work/bus" >/dev/null 2>&1 &
  bus_daemon=$!
  for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
  DISPLAY=:$(cat "$work/display")
  export DISPLAY
  bus=unix:abstract=$work/bus
  # The desktop file's own line, with a source that every machine has.
  start=$(sed -n 's/^Exec=//p' "$root/usr/share/applications/streamshield.desktop")
  inside env DISPLAY="$DISPLAY" DBUS_SESSION_BUS_ADDRESS="$bus" sh -c "exec $start --no-page --source pattern --sink mjpeg --port 8798" >"$work/desktop" 2>&1 &
  desktop=$!
  api() { curl -s --max-time 30 "http://127.0.0.1:8798/$(sed 's/.*"[Cc]ontrol": *"\([^"]*\)".*/\1/' <(tr -d '\n' <"$root"/root/.local/share/streamshield/run-8798.json))/$1" "${@:2}"; }
  within() { for _ in $(seq "$1"); do "${@:2}" && return; sleep 0.2; done; return 1; }
  says() { api state 2>/dev/null | grep -q "$1"; }
  check "'$start' goes live" within 300 says '"live":true'
  names() { gdbus call --address "$bus" --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus --method org.freedesktop.DBus.ListNames; }
  offered() { names | grep -q 'StatusNotifierItem-[0-9]*-1'; }
  check "it offers its icon to the panel" within 50 offered
  gdbus call --address "$bus" --dest "$(names | grep -o 'org.kde.StatusNotifierItem-[0-9]*-1')" --object-path /StatusNotifierItem/Menu --method com.canonical.dbusmenu.Event 1 clicked '<0>' 0 >/dev/null
  check "the icon's menu hides everything" within 50 says '"panic":true'
  api panic -X POST -H 'Content-Type: application/json' -d '{"on":false}' >/dev/null
  check "it comes back" within 50 says '"panic":false'
  xdotool key ctrl+alt+p
  check "the panic key hides it" within 50 says '"panic":true'
  api desktop -X PUT -H 'Content-Type: application/json' -d '{"autostart":true}' >/dev/null
  autostart=$root/root/.config/autostart/streamshield.desktop
  check "it can start at login, as long as it is installed" test -f "$root$(sed -n 's/^TryExec=//p' "$autostart")" -a -x "$root$(sed -n 's/^TryExec=//p' "$autostart")"
  cameras=$(api virtual-camera)
  check "the page says what it would run for a virtual camera: $(head -c 300 <<<"$cameras")" grep -q -e 'modprobe v4l2loopback' -e 'does not know' <<<"$cameras"
  for child in $(pgrep -P $desktop); do kill -TERM "$child" 2>/dev/null; done
  wait $desktop
  check "it ends in order" within 50 grep -q '^Stopped' "$work/desktop"
else
  echo "skipped: tray, panic key and autostart need$missing"
fi
inside sh -c 'mkdir -p /etc/modprobe.d /etc/modules-load.d; touch /etc/modprobe.d/streamshield.conf /etc/modules-load.d/streamshield.conf'
check "its desktop file, icon and completions are there" test -s "$root/usr/share/applications/streamshield.desktop" -a -s "$root/usr/share/icons/hicolor/48x48/apps/streamshield.png" \
  -a -s "$root/usr/share/bash-completion/completions/streamshield" -a -s "$root/usr/share/zsh/vendor-completions/_streamshield" -a -s "$root/usr/share/fish/vendor_completions.d/streamshield.fish"
check "a completion asks the program: $(inside streamshield '[suggest:16]' 'streamshield pro' | tr '\n' ' ')" grep -qx process <(inside streamshield '[suggest:16]' 'streamshield pro')
if command -v desktop-file-validate >/dev/null; then check "the desktop file is valid" desktop-file-validate "$root/usr/share/applications/streamshield.desktop"; fi
inside dpkg -P streamshield >"$work/purge" 2>&1
check "it is purged" test $? = 0
rm -rf "$root/root/picture.png"
list >"$work/after"
left=$(comm -13 "$work/before" "$work/after" | grep -vE '^\./(var/lib/dpkg|etc/ld\.so\.cache|var/lib/systemd|root/\.(config|local))')
check "nothing of it is left${left:+: $left}" test -z "$left"
[ -n "$missing" ] || check "what starts at login finds nothing to start now" test ! -e "$root$(sed -n 's/^TryExec=//p' "$autostart")"
echo "what the user's own folders keep: $(cd "$root/root" && find .config .local -type f 2>/dev/null | tr '\n' ' ')"
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
