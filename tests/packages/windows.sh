#!/usr/bin/env bash
# The Windows setup under wine: silent install, the program, downgrade refused, upgrade, uninstall with and without rooms, and what is left.
#   tests/packages/windows.sh OLDER-setup.exe NEWER-setup.exe [ZIP]      needs wine64, Xvfb; takes some minutes
set -uo pipefail
older=$(realpath "$1") newer=$(realpath "$2") zip=${3:+$(realpath "$3")}
wine=""
for candidate in wine64 /usr/lib/wine/wine64 wine; do command -v "$candidate" >/dev/null && { wine=$candidate; break; }; done
[ -n "$wine" ] && command -v Xvfb >/dev/null || { echo "skipped: wine64 and Xvfb are needed"; exit 0; }

work=$(mktemp -d)
# Wine would write its menus into the home of whoever runs this.
export WINEPREFIX=$work/prefix WINEDEBUG=-all WINEDLLOVERRIDES="winemenubuilder.exe=d"
exec 9> >(sed -n 1p >"$work/display")
Xvfb -displayfd 9 -screen 0 1024x700x24 -nolisten tcp >/dev/null 2>&1 &
screen=$!
exec 9>&-
trap 'kill $screen; for server in wineserver wineserver64 /usr/lib/wine/wineserver64; do command -v "$server" >/dev/null && "$server" -k && break; done; rm -rf "$work"' EXIT
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY

passed=0 failed=0
check() { if "${@:2}"; then echo "passed $1"; passed=$((passed + 1)); else echo "FAILED $1"; failed=$((failed + 1)); fi; }
run() { timeout 300 "$wine" "$@" 2>&1 | tr -d '\r'; return "${PIPESTATUS[0]}"; }
user=$(id -un)
drive=$WINEPREFIX/drive_c
program=$drive/users/$user/AppData/Local/Programs/StreamShield
rooms=$drive/users/$user/AppData/Roaming/streamshield
data=$drive/users/$user/AppData/Local/streamshield
files() { (cd "$drive" && find . -type f | sort); }
registry() { run reg query 'HKCU\Software' /s 2>/dev/null | grep -i streamshield | sort -u; }
uninstall_version() { run reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\StreamShield' /v DisplayVersion | awk '/DisplayVersion/ { print $3 }'; }

timeout 300 "$wine" wineboot -i >/dev/null 2>&1
run reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null
files >"$work/before"

run "$older" /S >/dev/null
check "the older version installs without a question" test -f "$program/streamshieldw.exe"
old=$(uninstall_version)
check "Windows lists it: $old" test -n "$old"
check "the start menu has it" test -f "$drive/users/$user/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/StreamShield.lnk"
said=$(run "$program/streamshield.exe" --version)
check "it says its version: $said" test -n "$said"
check "the windowed program has no console, the other has one" test "$(objdump -p "$program/streamshieldw.exe" | awk '/^Subsystem/ { print $2 }')$(objdump -p "$program/streamshield.exe" | awk '/^Subsystem/ { print $2 }')" = 0000000200000003
run "$program/streamshield.exe" profiles create Bedroom --source webcam:0 >/dev/null
check "a room is kept" test -f "$rooms/rooms/Bedroom.json"
mkdir -p "$data/keys"
echo key >"$data/keys/test"

run "$newer" /S >/dev/null
new=$(uninstall_version)
check "the newer one is installed over it: $new" test -n "$new" -a "$new" != "$old"
check "the room is still there" test -f "$rooms/rooms/Bedroom.json"
check "and is read" grep -q Bedroom <(run "$program/streamshield.exe" profiles list)
# As the start menu does it: without a console. Without OpenCV (INCOMPLETE) only the pattern goes through the whole shield.
"$wine" start /unix "$program/streamshieldw.exe" run --desktop --no-page --source pattern --sink mjpeg --port 8796 >/dev/null 2>&1
for _ in $(seq 300); do [ -s "$data/run-8796.json" ] && break; sleep 0.2; done
token() { python3 -c 'import json, sys; print({key.lower(): value for key, value in json.load(open(sys.argv[1])).items()}["control"])' "$data/run-8796.json"; }
check "started from the menu its page answers" grep -q '<html' <(curl -s --max-time 30 "http://127.0.0.1:8796/$(token)/")
check "and its stream: a picture" grep -q -a -m1 JFIF <(curl -s --max-time 30 "http://127.0.0.1:8796/out.mjpg?token=$(token)" | head -c 300000)
run "$program/streamshield.exe" hide >"$work/hide"
check "hide hides it" grep -q '^Hidden' "$work/hide"
run "$newer" /S >/dev/null
check "the setup ends the running program" test ! -e "$data/run-8796.json"
run "$older" /S >/dev/null
check "the older one is refused ($?)" test "$(uninstall_version)" = "$new"

run "$program/uninstall.exe" /S "_?=C:\\users\\$user\\AppData\\Local\\Programs\\StreamShield" >/dev/null
check "a silent uninstall keeps rooms and keys" test -f "$rooms/rooms/Bedroom.json" -a -f "$data/keys/test"
check "and leaves no program" test ! -e "$program/streamshield.exe"
check "nor anything in the registry: $(registry | head -3)" test -z "$(registry)"

run "$newer" /S >/dev/null
run "$program/uninstall.exe" /S /DELETEROOMS "_?=C:\\users\\$user\\AppData\\Local\\Programs\\StreamShield" >/dev/null
rm -f "$program/uninstall.exe"
rmdir "$program" 2>/dev/null
files >"$work/after"
left=$(comm -13 "$work/before" "$work/after" | grep -i -e streamshield)
check "asked to, it deletes rooms and keys as well; nothing is left${left:+: $left}" test -z "$left" -a ! -e "$rooms" -a ! -e "$data"

if [ -n "$zip" ]; then
  (cd "$drive" && unzip -q "$zip")
  folder=$(basename "$zip" .zip)
  run "$drive/$folder/streamshield.exe" profiles create Bedroom --source webcam:0 >/dev/null
  check "the portable program keeps its rooms beside itself" test -f "$drive/$folder/settings/rooms/rooms/Bedroom.json" -a ! -e "$rooms"
fi
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
