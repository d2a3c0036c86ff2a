#!/usr/bin/env bash
# The Windows setup under wine: silent install, upgrade over rooms of an older version, start from the shortcut, page and stream, tray and panic key, downgrade
# refused, uninstall with and without rooms, and what is left.
#   tests/packages/windows.sh OLDER-setup.exe NEWER-setup.exe [ZIP]      needs wine64, Xvfb, xdotool, makensis; takes some minutes
# OLDER may come from an older commit. KEEP_PICTURE names a file for the picture that a viewer got.
set -uo pipefail
older=$(realpath "$1") newer=$(realpath "$2") zip=${3:+$(realpath "$3")}
wine=""
for candidate in wine64 /usr/lib/wine/wine64 wine; do command -v "$candidate" >/dev/null && { wine=$candidate; break; }; done
for tool in Xvfb xdotool makensis; do command -v $tool >/dev/null || wine=""; done
[ -n "$wine" ] || { echo "skipped: wine64, Xvfb, xdotool and makensis are needed"; exit 0; }

work=$(mktemp -d)
# Wine would write its menus into the home of whoever runs this.
export WINEPREFIX=$work/prefix WINEDEBUG=-all WINEDLLOVERRIDES="winemenubuilder.exe=d"
# Wine 8 ends programs of .NET 10 with an access violation in the runtime, seconds after their start, while it collects garbage in the background.
export DOTNET_gcConcurrent=0
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
# What a user has after a while: a room in use with zones, a picture for its decoy, a key, the start at login, all in the older version's own form.
run "$program/streamshield.exe" profiles create Bedroom --source webcam:0 --strength 73 --effect blur >/dev/null
run "$program/streamshield.exe" profiles use Bedroom >/dev/null
check "a room is kept" test -f "$rooms/rooms/Bedroom.json"
cat >"$rooms/rooms/Cellar.json" <<'JSON'
{ "schema": 1, "name": "Cellar", "camera": null, "size": "640x360", "framesPerSecond": 25, "effect": "solid", "strength": 60, "seed": 7, "image": null, "model": null, "plate": false,
  "zones": [{ "name": "window", "kind": "hide", "shape": "rectangle", "left": 0.1, "top": 0.1, "width": 0.3, "height": 0.3, "feather": 0.02 }], "added later": 5 }
JSON
mkdir -p "$data/keys"
echo key >"$data/keys/test"
run reg add 'HKCU\Software\Microsoft\Windows\CurrentVersion\Run' /v StreamShield /d "\"C:\\users\\$user\\AppData\\Local\\Programs\\StreamShield\\streamshieldw.exe\" run --desktop --no-page" /f >/dev/null
touch "$program/mine.txt"

run "$newer" /S >/dev/null
new=$(uninstall_version)
check "the newer one is installed over it: $new" test -n "$new" -a "$new" != "$old"
check "a file of the user in its folder is left alone" test -f "$program/mine.txt"
rm -f "$program/mine.txt"
lost=""
while read -r file; do [ -e "$program/$file" ] || lost="$lost $file"; done < <(unzip -Z1 "${zip:-/dev/null}" 2>/dev/null | sed 's|^[^/]*/||' | grep -v -e '^$' -e '/$' -e '^portable.txt$')
check "every file of the newer one is there${lost:+: not$lost}" test -z "$lost"
run "$program/streamshield.exe" profiles list >"$work/list"
check "the older version's room is still the one in use: $(grep -m1 Bedroom "$work/list")" grep -q '^\* Bedroom .*73' "$work/list"
run "$program/streamshield.exe" profiles show Cellar --json >"$work/cellar"
check "an early room is read, with its zone and what nobody knows" sh -c "grep -q window '$work/cellar' && grep -q 'added later' '$work/cellar' && grep -q 640x360 '$work/cellar'"
check "it still starts with Windows" grep -q StreamShield <(run reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Run')

# A helper that sends the messages of mouse and keys to the icon's window, as Explorer does.
cat >"$work/helper.nsi" <<'NSI'
Target amd64-unicode
RequestExecutionLevel user
SilentInstall silent
OutFile "helper.exe"
!include FileFunc.nsh
Section
  ${GetParameters} $0
  FindWindow $1 "StreamShieldTray"
  IntCmp $1 0 none
  StrCmp $0 "find" end
  ; A right click on the icon opens the menu, which takes over the thread: hence the pauses.
  System::Call "user32::PostMessageW(p r1, i 0x8001, p 0, p 0x205)"
  Sleep 1500
  System::Call "user32::PostMessageW(p r1, i 0x100, p 0x28, p 0x01500001)"
  Sleep 300
  System::Call "user32::PostMessageW(p r1, i 0x100, p 0x0D, p 0x001C0001)"
  Sleep 300
  Goto end
none:
  SetErrorLevel 4
end:
SectionEnd
NSI
(cd "$work" && makensis -V1 helper.nsi >/dev/null)

# As the start menu does it: by the shortcut, without a console, with what an older version and the user chose. Without OpenCV (INCOMPLETE) only the pattern goes
# through the whole shield, so the shortcut's program is then started once more with it.
link="C:\\users\\$user\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\StreamShield.lnk"
find_run() { ls "$data"/run-*.json 2>/dev/null | head -1; }
token() { tr -d '\r\n' <"$(find_run)" | sed 's/.*"[Cc]ontrol": *"\([^"]*\)".*/\1/'; }
port() { sed 's/.*run-\([0-9]*\).json/\1/' <<<"$(find_run)"; }
api() { curl -s --max-time 30 "http://127.0.0.1:$(port)/$(token)/$1" "${@:2}"; }
says() { api state 2>/dev/null | grep -q "$1"; }
within() { for _ in $(seq "$1"); do "${@:2}" && return; sleep 0.2; done; return 1; } # TENTHS-OF-TWO COMMAND
live() { says '"live":true'; }
hidden() { says '"panic":true'; }
ran() { [ -n "$(find_run)" ] && says '"version"'; }
ended() { [ -z "$(find_run)" ]; }

"$wine" start "$link" >/dev/null 2>&1
check "the shortcut starts it" within 450 ran
check "it is the installed version" says "\"version\":\"$new+"
check "with the room in use: $(api rooms | head -c 60)" grep -q Bedroom <(api rooms)
check "its page answers" grep -q '<html' <(api "")
"$wine" "$program/streamshieldw.exe" run --desktop --no-page --port 8799 --source pattern --sink mjpeg >/dev/null 2>&1
check "a second start ends by itself, and there is still one" test "$(ls "$data"/run-*.json | wc -l)" = 1
run "$newer" /S >/dev/null
check "the setup ends a running program" within 50 ended

"$wine" start /unix "$program/streamshieldw.exe" run --desktop --no-page --source pattern --sink mjpeg --port 8796 >/dev/null 2>&1
check "it goes live" within 450 live
picture() { timeout 60 curl -s "http://127.0.0.1:8796/out.mjpg?token=$(token)" | head -c 600000 | timeout 60 ffmpeg -v quiet -y -f mpjpeg -i - -frames:v 1 "$work/picture.png"; }
picture
check "a viewer gets a picture" test -s "$work/picture.png"
[ -z "${KEEP_PICTURE:-}" ] || cp "$work/picture.png" "$KEEP_PICTURE"
check "it holds its panic key" says '"works":true'
run "$work/helper.exe" find
code=$?
check "its icon has a window ($code)" test $code = 0
run "$work/helper.exe" menu
check "the icon's menu hides everything" within 50 hidden
api panic -X POST -H 'Content-Type: application/json' -d '{"on":false}' >/dev/null
check "and it comes back" within 100 live
# Another program in front, as a game would be, has the keyboard.
"$wine" notepad >/dev/null 2>&1 &
game=""
for _ in $(seq 100); do game=$(xdotool search --class notepad 2>/dev/null | tail -1); [ -n "$game" ] && break; sleep 0.2; done
sleep 2
xdotool windowfocus "$game" key --delay 60 ctrl+alt+p 2>/dev/null
check "the panic key hides it from within another program" within 50 hidden
run "$program/streamshield.exe" hide >"$work/hide"
check "so does the command" grep -q '^Hidden' "$work/hide"
run "$newer" /S >/dev/null
check "the setup ends the running program" within 50 ended
run "$older" /S >/dev/null
code=$?
check "the older one is refused with code 2 ($code)" test "$(uninstall_version)" = "$new" -a "$code" = 2

run "$program/uninstall.exe" /S "_?=C:\\users\\$user\\AppData\\Local\\Programs\\StreamShield" >/dev/null
check "a silent uninstall keeps rooms and keys" test -f "$rooms/rooms/Bedroom.json" -a -f "$data/keys/test"
check "and leaves no program" test ! -e "$program/streamshield.exe"
check "nor anything in the registry: $(registry | head -3)" test -z "$(registry)"

# The running program is ended by the uninstaller as well; asked to, it deletes what the user made.
run "$newer" /S >/dev/null
"$wine" start /unix "$program/streamshieldw.exe" run --desktop --no-page --source pattern --sink mjpeg --port 8796 >/dev/null 2>&1
within 450 ran
run "$program/uninstall.exe" /S /DELETEROOMS "_?=C:\\users\\$user\\AppData\\Local\\Programs\\StreamShield" >/dev/null
check "it ends a running program first" within 50 ended
# With _? the uninstaller stays where it is: it cannot delete itself.
rm -f "$program/uninstall.exe"
rmdir "$program" 2>/dev/null
files >"$work/after"
left=$(comm -13 "$work/before" "$work/after" | grep -i -e streamshield)
check "asked to, it deletes rooms and keys as well; nothing is left${left:+: $left}" test -z "$left" -a ! -e "$rooms" -a ! -e "$data"
check "nor in the registry: $(registry | head -3)" test -z "$(registry)"
echo "what else is there that was not before (wine's own): $(comm -13 "$work/before" "$work/after" | tr '\n' ' ' | head -c 600)"

if [ -n "$zip" ]; then
  (cd "$drive" && unzip -q "$zip")
  folder=$(basename "$zip" .zip)
  run "$drive/$folder/streamshield.exe" profiles create Bedroom --source webcam:0 >/dev/null
  check "the portable program keeps its rooms beside itself" test -f "$drive/$folder/settings/rooms/rooms/Bedroom.json" -a ! -e "$rooms"
fi
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
