#!/usr/bin/env bash
# The Windows cameras' protocols for real: the Windows build of sinks and watchdog under wine, against readers written from the protocols (tests/StreamShield.CameraProbe).
# 60 numbered pictures must arrive, exact and in order; the slate last; a second writer refused; and the same when the writer is killed in the middle.
#   tests/wine/run.sh            prints passed and failed checks, then a summary; without wine it says so and counts as skipped
set -uo pipefail
cd "$(dirname "$0")/../.."

wine=""
for candidate in wine64 /usr/lib/wine/wine64 wine; do command -v "$candidate" >/dev/null && { wine=$candidate; break; }; done
[ -n "$wine" ] || { echo "skipped: wine is not installed (apt-get install wine64)"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }

work=$(mktemp -d)
export WINEPREFIX=$work/prefix WINEDEBUG=-all
trap 'for server in wineserver wineserver64 /usr/lib/wine/wineserver64; do command -v "$server" >/dev/null && "$server" -k && break; done; rm -rf "$work"' EXIT
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

passed=$(grep -c '^passed' "$results")
failed=$(grep -c '^FAILED' "$results")
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
