# Runs inside the VM, in the shared folder. Each check prints "passed" or "FAILED".
cd /share || exit 1
export PATH=$PATH:/share/program DOTNET_EnableDiagnostics=0 DOTNET_TieredPGO=0 STREAMSHIELD_CONFIG=/tmp/config STREAMSHIELD_DATA=/tmp/data
size=640x360
out=/share/out
camera=/dev/video10
app=

check() { if [ "$2" = 0 ]; then echo "passed $1"; else echo "FAILED $1"; fi; }
# Waits up to $3 seconds until file $1 has a line with $2 after its first $4 lines.
wait_for() { for _ in $(seq $(($3 * 5))); do tail -n "+$((${4:-0} + 1))" "$1" 2>/dev/null | grep -q -- "$2" && return 0; sleep 0.2; done; return 1; }
lines() { wc -l <"$1"; }
start() {
  streamshield run --source webcam:0 --size $size --fps 10 --model "$model" --people everyone --sink v4l2loopback --port 8787 >"$out/$1.log" 2>&1 &
  app=$!
  wait_for "$out/$1.log" "LIVE" 150
}
record() { v4l2-ctl -d $camera --stream-mmap --stream-count="$1" --stream-to="$out/$2.yuyv" >/dev/null 2>&1; }
kinds() { cameraprobe frames "$out/$1.yuyv" $size | tee "$out/$1.txt"; rm -f "$out/$1.yuyv"; }

modprobe vivid n_devs=1 node_types=0x1 vid_cap_nr=0
modprobe v4l2loopback exclusive_caps=1 card_label=StreamShield video_nr=10
v4l2-ctl -d /dev/video0 -c test_pattern=0 >/dev/null 2>&1
model=$(cameraprobe model /tmp tiny)

streamshield devices >"$out/devices.txt" 2>&1
grep -q "vivid" "$out/devices.txt"; check "devices lists the webcam" $?
grep -q "v4l2loopback:$camera  the camera 'StreamShield', used when nothing else is said" "$out/devices.txt"; check "devices offers the virtual camera" $?

start live; check "the run is live on the virtual camera" $?
grep -q "choose 'StreamShield'" "$out/live.log"; check "the greeting names the camera" $?
v4l2-ctl -d $camera --all >"$out/v4l2.txt" 2>&1
grep -q "Width/Height *: 640/360" "$out/v4l2.txt" && grep -q "YUYV" "$out/v4l2.txt"; check "readers are told 640x360 YUYV" $?
grep -Eq "timeout .*value=500" "$out/v4l2.txt"; check "the driver's time-out is set" $?
streamshield devices | grep -q "Another program feeds"; check "a second StreamShield is told that the camera is fed" $?

ffmpeg -v error -y -f v4l2 -i $camera -frames:v 8 -fps_mode passthrough -f rawvideo "$out/ffmpeg.yuyv"
ffmpeg -v error -y -f rawvideo -pix_fmt yuyv422 -s $size -i "$out/ffmpeg.yuyv" -frames:v 1 "$out/ffmpeg.png"
[ "$(kinds ffmpeg)" = "8 picture" ]; check "ffmpeg reads live pictures" $?
record 10 v4l2-ctl
[ "$(kinds v4l2-ctl)" = "10 picture" ]; check "v4l2-ctl reads live pictures" $?

# Unplugging: the driver is unbound and bound again while a reader reads.
record 250 unplug &
reader=$!
sleep 3
before=$(lines "$out/live.log")
device=$(basename "$(readlink -f /sys/class/video4linux/video0/device)")
echo "$device" >/sys/bus/platform/drivers/vivid/unbind
wait_for "$out/live.log" "HIDDEN: the camera is gone" 60 "$before"; check "an unplugged camera is noticed" $?
before=$(lines "$out/live.log")
sleep 2
echo "$device" >/sys/bus/platform/drivers/vivid/bind
wait_for "$out/live.log" "^LIVE" 90 "$before"; check "a camera that returns is live again" $?
wait $reader
kinds unplug
awk '{print $2}' "$out/unplug.txt" | tr '\n' ' ' | grep -q "picture.* SourceLost .*picture"; check "readers see pictures, the slate, and pictures again" $?

# kill -9 with the watchdog, then with the watchdog killed, too: the kernel alone.
record 60 killed &
reader=$!
sleep 2
kill -9 $app
wait $reader
kinds killed
[ "$(tail -1 "$out/killed.txt" | awk '{print $2}')" != picture ] && grep -q "Stopping" "$out/killed.txt"; check "after kill -9 readers get the slate of the watchdog" $?
[ "$(awk '$2 == "picture"' "$out/killed.txt" | wc -l)" = 1 ] && ! grep -q empty "$out/killed.txt"; check "and no picture or empty frame after it" $?

start again; check "a new run takes the camera over" $?
record 40 kernel &
reader=$!
sleep 2
pkill -9 -f "streamshield watchdog"
kill -9 $app
wait $reader
kinds kernel
[ "$(tail -1 "$out/kernel.txt" | awk '{print $2}')" = NoPictures ] && [ "$(awk '$2 == "picture"' "$out/kernel.txt" | wc -l)" = 1 ]; check "without the watchdog the kernel shows the slate that it keeps" $?

start third; check "a third run takes the camera over" $?
record 60 ended &
reader=$!
sleep 2
kill -TERM $app
wait $app; check "SIGTERM ends the run in order" $?
wait $reader
kinds ended
grep -q Stopping "$out/ended.txt" && [ "$(tail -1 "$out/ended.txt" | awk '{print $2}')" != picture ]; check "the slate is last when the run ends" $?

# Colours end to end: the same still test pattern, grabbed from the webcam itself and from the virtual camera.
v4l2-ctl -d /dev/video0 -c test_pattern=0,osd_text_mode=2 >/dev/null 2>&1
ffmpeg -v error -y -f v4l2 -video_size $size -i /dev/video0 -frames:v 1 -vf format=rgb24,crop=640:200:0:100,scale=8:1:flags=area -f rawvideo "$out/colours-in.rgb"
start colours
ffmpeg -v error -y -f v4l2 -i $camera -frames:v 1 -vf format=rgb24,crop=640:200:0:100,scale=8:1:flags=area -f rawvideo "$out/colours-out.rgb"
kill -TERM $app; wait $app
od -An -v -tu1 -w3 "$out/colours-in.rgb" >/tmp/in; od -An -v -tu1 -w3 "$out/colours-out.rgb" >/tmp/out
paste /tmp/in /tmp/out | tee "$out/colours.txt"
awk 'function a(x) { return x < 0 ? -x : x } { for (i = 1; i <= 3; i++) if (a($i - $(i + 3)) > 6) bad = 1 } END { exit bad || NR != 8 }' "$out/colours.txt"; check "colours come through within 6 levels" $?

timeout 120 StreamShield.Benchmarks latency $camera $size 10 15 no-model | tee "$out/latency.txt"
grep -q "source to consumer" "$out/latency.txt"; check "latency was measured (emulated processor)" $?
rm -f "$out"/*.rgb
