# Runs inside the VM, in the shared folder. Each check prints "passed" or "FAILED".
cd /share || exit 1
export PATH=$PATH:/share/program DOTNET_EnableDiagnostics=0 DOTNET_TieredPGO=0 STREAMSHIELD_CONFIG=/tmp/config STREAMSHIELD_DATA=/tmp/data
size=320x180 # small: the processor is emulated
out=/share/out
camera=/dev/video10
app=

check() { if [ "$2" = 0 ]; then echo "passed $1"; else echo "FAILED $1"; fi; }
# Waits up to $3 seconds until file $1 has a line with $2 after its first $4 lines.
wait_for() { for _ in $(seq $(($3 * 5))); do tail -n "+$((${4:-0} + 1))" "$1" 2>/dev/null | grep -q -- "$2" && return 0; sleep 0.2; done; return 1; }
lines() { wc -l <"$1"; }
start() {
  streamshield run --source webcam:0 --size $size --fps 5 --model "$model" --people everyone --sink v4l2loopback --port 8787 "${@:2}" >"$out/$1.log" 2>&1 &
  app=$!
  wait_for "$out/$1.log" "^Live after" 300
}
# Records in the background until stop_recording.
record() { v4l2-ctl -d $camera --stream-mmap --stream-count=100000 --stream-to="$out/$1.yuyv" >/dev/null 2>&1 & reader=$!; }
stop_recording() { kill $reader; wait $reader 2>/dev/null; kinds "$1"; }
# Runs of equal pictures, one a line: "12 picture", "5 SourceLost", "3 empty".
kinds() { cameraprobe frames "$out/$1.yuyv" $size >"$out/$1.txt"; rm -f "$out/$1.yuyv"; }
has() { grep -q " $2\$" "$out/$1.txt"; }
last() { tail -1 "$out/$1.txt" | awk '{ print $2 }'; }
# True when no picture follows the first slate of a kind.
hidden_after() { awk -v slate="$2" '$2 == slate { seen = 1 } seen && $2 == "picture" { bad = 1 } END { exit bad || !seen }' "$out/$1.txt"; }

modprobe vivid n_devs=1 node_types=0x1 vid_cap_nr=0
modprobe v4l2loopback exclusive_caps=1 card_label=StreamShield video_nr=10
v4l2-ctl -d /dev/video0 -c test_pattern=0 >/dev/null 2>&1
model=$(cameraprobe model /tmp tiny)

streamshield devices >"$out/devices.txt" 2>&1
grep -q "vivid" "$out/devices.txt"; check "devices lists the webcam" $?
grep -q "v4l2loopback:$camera  the camera 'StreamShield', used when nothing else is said" "$out/devices.txt"; check "devices offers the virtual camera" $?

start live; check "the run is live on the virtual camera" $?
grep -q "also the camera 'StreamShield': choose it" "$out/live.log"; check "the greeting names the camera" $?
v4l2-ctl -d $camera --all >"$out/v4l2.txt" 2>&1
grep -q "Width/Height *: 320/180" "$out/v4l2.txt" && grep -q "YUYV" "$out/v4l2.txt"; check "readers are told 320x180 YUYV" $?
grep -Eq "timeout .*value=500" "$out/v4l2.txt"; check "the driver's time-out is set" $?
streamshield devices | grep -q "Another program feeds"; check "a second StreamShield is told that the camera is fed" $?

ffmpeg -v error -y -f v4l2 -i $camera -frames:v 20 -fps_mode passthrough -f rawvideo "$out/ffmpeg.yuyv"
ffmpeg -v error -y -f rawvideo -pix_fmt yuyv422 -s $size -i "$out/ffmpeg.yuyv" -vf tile=4x5 -frames:v 1 "$out/ffmpeg.png"
kinds ffmpeg
has ffmpeg picture && ! has ffmpeg empty; check "ffmpeg reads live pictures" $?
record v4l2-ctl
sleep 5
stop_recording v4l2-ctl
has v4l2-ctl picture && ! has v4l2-ctl empty; check "v4l2-ctl reads live pictures" $?

# Unplugging: the driver is unbound and bound again while a reader reads.
record unplug
before=$(lines "$out/live.log")
device=$(basename "$(readlink -f /sys/class/video4linux/video0/device)")
echo "$device" >/sys/bus/platform/drivers/vivid/unbind
wait_for "$out/live.log" "HIDDEN: the camera is gone" 60 "$before"; check "an unplugged camera is noticed" $?
sleep 2
before=$(lines "$out/live.log")
echo "$device" >/sys/bus/platform/drivers/vivid/bind
wait_for "$out/live.log" "^GOING OUT" 120 "$before"; check "a camera that returns is live again" $?
sleep 4
stop_recording unplug
tr '\n' ' ' <"$out/unplug.txt" | grep -q "picture.* SourceLost .*picture"; check "readers see pictures, the slate, and pictures again" $?

# kill -9, and later kill -9 of the watchdog as well: then the kernel alone.
record killed
sleep 3
kill -9 $app
sleep 8
ffmpeg -v error -y -f v4l2 -i $camera -frames:v 1 "$out/killed.png"
stop_recording killed
hidden_after killed Stopping && ! has killed empty; check "after kill -9 readers get the watchdog's slate and no picture any more" $?
[ "$(last killed)" = NoPictures ]; check "then the slate that the kernel keeps" $?

start again; check "a new run takes the camera over" $?
record kernel
sleep 3
pkill -9 -f "streamshield watchdog"
kill -9 $app
sleep 6
stop_recording kernel
[ "$(last kernel)" = NoPictures ] && ! has kernel empty; check "without the watchdog the kernel shows its slate" $?

start third; check "a third run takes the camera over" $?
record ended
sleep 3
kill -TERM $app
wait $app; check "SIGTERM ends the run in order" $?
sleep 4
stop_recording ended
hidden_after ended Stopping; check "the slate is last when the run ends" $?

# Colours end to end: the same still test pattern, grabbed from the webcam itself and from the virtual camera.
v4l2-ctl -d /dev/video0 -c test_pattern=0,osd_text_mode=2 >/dev/null 2>&1
ffmpeg -v error -y -f v4l2 -video_size $size -i /dev/video0 -frames:v 1 -vf format=rgb24,crop=320:90:0:60,scale=8:1:flags=area -f rawvideo "$out/colours-in.rgb"
start colours
od -An -v -tu1 -w3 "$out/colours-in.rgb" >/tmp/in
# A slow machine shows the slate now and then: one of ten grabs is to be the picture.
for _ in $(seq 10); do
  ffmpeg -v error -y -f v4l2 -i $camera -frames:v 1 -vf format=rgb24,crop=320:90:0:60,scale=8:1:flags=area -f rawvideo "$out/colours-out.rgb"
  od -An -v -tu1 -w3 "$out/colours-out.rgb" >/tmp/shown
  paste /tmp/in /tmp/shown >"$out/colours.txt"
  awk 'function a(x) { return x < 0 ? -x : x } { for (i = 1; i <= 3; i++) if (a($i - $(i + 3)) > 6) bad = 1 } END { exit bad || NR != 8 }' "$out/colours.txt"
  same=$?
  [ $same = 0 ] && break
done
check "colours come through within 6 levels" $same
kill -TERM $app; wait $app

# A capture card's colours: the driver's bars (75 %) as its controls say, and upright, with a width that is no multiple of 16.
bars() { printf '%s\n' "191 191 191" "191 191 0" "0 191 191" "0 191 0" "191 0 191" "191 0 0" "0 0 191" "0 0 0"; }
# True when one of ten grabs, made eight pixels by a filter, shows the bars within 12 levels.
shows_bars() {
  for _ in $(seq 10); do
    ffmpeg -v error -y -f v4l2 -i $camera -frames:v 1 -vf "format=rgb24,$1" -f rawvideo "$out/bars.rgb"
    od -An -v -tu1 -w3 "$out/bars.rgb" >/tmp/shown
    bars | paste - /tmp/shown >"$out/$2.txt"
    awk 'function a(x) { return x < 0 ? -x : x } { for (i = 1; i <= 3; i++) if (a($i - $(i + 3)) > 12) bad = 1 } END { exit bad || NR != 8 }' "$out/$2.txt" && return 0
  done
  return 1
}
for told in "1 2" "2 2" "2 1" "1 1"; do
  read -r matrix range <<<"$told"
  v4l2-ctl -d /dev/video0 -c test_pattern=0,osd_text_mode=2,colorspace=2,y_cbcr_encoding=$matrix,quantization=$range >/dev/null 2>&1
  start "bars-$matrix-$range"
  shows_bars "crop=320:90:0:60,scale=8:1:flags=area" "bars-$matrix-$range"; check "a webcam with matrix $matrix and range $range shows its colours" $?
  kill -TERM $app; wait $app
done
size=180x320
start upright --turn 90
v4l2-ctl -d $camera --all | grep -q "Width/Height *: 180/320"; check "readers are told 180x320" $?
shows_bars "crop=90:320:60:0,scale=1:8:flags=area" upright; check "a turned webcam is upright in the virtual camera" $?
kill -TERM $app; wait $app
size=320x180

timeout 120 StreamShield.Lab latency $camera $size 5 20 no-model | tee "$out/latency.txt"
grep -q "source to consumer" "$out/latency.txt"; check "latency was measured (emulated processor)" $?
rm -f "$out"/*.rgb
