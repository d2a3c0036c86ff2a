#!/usr/bin/env bash
# The Windows cameras' protocols for real: the Windows build of sinks and watchdog under wine, against readers written from the protocols (tests/StreamShield.CameraProbe).
# 60 numbered pictures must arrive, exact and in order; the slate last; a second writer refused; and the same when the writer is killed in the middle.
# Tray and panic key by synthetic messages and key presses.
# Windows' sound as well: WASAPI, which wine turns into PulseAudio, at both ends of a cable: what is played must be heard, and a cable that is pulled out noticed.
#   tests/wine/run.sh            prints passed and failed checks, then a summary; without wine or pulseaudio it says so and counts as skipped
set -uo pipefail
cd "$(dirname "$0")/../.."

wine=""
for candidate in wine64 /usr/lib/wine/wine64 wine; do command -v "$candidate" >/dev/null && { wine=$candidate; break; }; done
[ -n "$wine" ] || { echo "skipped: wine is not installed (apt-get install wine64)"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }

work=$(mktemp -d)
export WINEPREFIX=$work/prefix WINEDEBUG=-all
pulse=""
end_wine() { for server in wineserver wineserver64 /usr/lib/wine/wineserver64; do command -v "$server" >/dev/null && "$server" -k && break; done; }
trap '[ -z "$pulse" ] || kill "$pulse"; end_wine; rm -rf "$work"' EXIT
results=$work/results

for project in tests/StreamShield.CameraProbe src/StreamShield.App; do
  dotnet publish -c Release -r win-x64 --self-contained -p:OpenCvNatives=false "$project" -o "$work/program" -v q --nologo >"$work/publish.log" 2>&1 ||
    { echo "skipped: the Windows build cannot be made here: $(grep -m1 error "$work/publish.log")"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }
done

timeout 300 "$wine" wineboot -i >/dev/null 2>&1
timeout 60 "$wine" reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null 2>&1
probe() { timeout 180 "$wine" "$work/program/cameraprobe.exe" "$@" 2>&1 | tr -d '\r'; }

# A camera that is registered is offered, one that is not comes with its cure.
devices() { timeout 60 "$wine" "$work/program/streamshield.exe" devices 2>&1 | tr -d '\r'; }
check() { if grep -q -- "$2"; then echo "passed $1"; else echo "FAILED $1"; fi; }
devices | check "without its filter the OBS camera comes with the cure" "install OBS Studio" | tee -a "$results"
timeout 60 "$wine" reg add 'HKLM\Software\Classes\CLSID\{A3FCE0F5-3493-419F-958A-ABA1250EC20B}' /ve /d 'OBS Virtual Camera' /f >/dev/null 2>&1
devices | check "with its filter it is used when nothing else is said" "obs  the camera 'OBS Virtual Camera', used when nothing else is said" | tee -a "$results"

for camera in obs unity; do
  for ending in "" crash; do
    probe $camera-read 640x360 60 $ending >"$work/reader" &
    reader=$!
    probe $camera-write 640x360 60 $ending | grep -E '^(passed|FAILED)' | tee -a "$results"
    wait $reader
    grep -E '^(passed|FAILED)' "$work/reader" | tee -a "$results" || echo "FAILED $camera $ending: $(head -1 "$work/reader")" | tee -a "$results"
  done
done

# Upright, with a width that is no multiple of 16, as phones have it.
for camera in obs unity; do
  probe $camera-read 406x720 20 >"$work/reader" &
  reader=$!
  probe $camera-write 406x720 20 | grep -E '^FAILED' | tee -a "$results"
  wait $reader
  grep -E '^(passed|FAILED)' "$work/reader" | tee -a "$results" || echo "FAILED $camera upright: $(head -1 "$work/reader")" | tee -a "$results"
done

probe key "$work" store | grep -E '^(passed|FAILED)' | tee "$work/key" | tee -a "$results"
[ "$(wc -l <"$work/key")" = 3 ] || echo "FAILED key: it ended too early" | tee -a "$results"

# Tray and panic key need a screen, which nobody sees. Wine's desktop may still be the one of the commands before, which had none: no window can be made there.
skipped=0
if command -v xvfb-run >/dev/null; then
  end_wine
  timeout 300 xvfb-run -a "$wine" "$work/program/cameraprobe.exe" desktop tray key 2>&1 | tr -d '\r' | grep -E '^(passed|FAILED)' | tee "$work/desktop" | tee -a "$results"
  [ "$(wc -l <"$work/desktop")" = 6 ] || echo "FAILED desktop: it ended too early" | tee -a "$results"
else
  echo "skipped: tray and panic key under wine: no screen (apt-get install xvfb xauth)"
  skipped=1
fi

# A sound server of our own with two cables, which answer within 50 ms as real devices do.
cable() { echo "module-null-sink sink_name=$1 rate=48000 channels=2 format=float32le norewinds=1 sink_properties=device.description=$1"; }
export PULSE_SERVER=unix:$work/native
HOME=$work XDG_RUNTIME_DIR=$work XDG_CONFIG_HOME=$work pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no --disable-shm=yes --realtime=no --log-level=error \
  --load="module-native-protocol-unix auth-anonymous=1 socket=$work/native" --load="$(cable First)" --load="$(cable Second)" >"$work/pulse.log" 2>&1 &
pulse=$!
for _ in $(seq 100); do pactl info >/dev/null 2>&1 && break; sleep 0.1; done

# sound COUNT ARGUMENTS: so many verdicts are due.
sound() {
  timeout 180 "$wine" "$work/program/cameraprobe.exe" sound "${@:2}" >"$work/sound" 2>&1
  tr -d '\r' <"$work/sound" >"$work/verdicts"
  grep -E '^(passed|FAILED)' "$work/verdicts" | tee -a "$results"
  [ "$(grep -cE '^(passed|FAILED)' "$work/verdicts")" = "$1" ] || echo "FAILED sound: it ended too early: $(tail -1 "$work/verdicts")" | tee -a "$results"
}

if pactl info >/dev/null 2>&1; then
  devices | check "Windows' sound devices are listed" "^  Monitor of Second  (" | tee -a "$results"
  sound 4 First "Monitor of First"
  pactl set-sink-volume First 65536 0
  sound 1 First "Monitor of First" left
  : >"$work/sound"
  { for _ in $(seq 600); do grep -q playing "$work/sound" && break; sleep 0.1; done
    pactl unload-module "$(pactl list short modules | awk '/sink_name=Second/ { print $1 }')"; } &
  sound 2 Second "Monitor of Second" unplug
  wait $!
else
  echo "skipped: sound under wine: no pulseaudio runs here (apt-get install pulseaudio pulseaudio-utils)"
  skipped=$((skipped + 1))
fi

passed=$(grep -c '^passed' "$results")
failed=$(grep -c '^FAILED' "$results")
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
