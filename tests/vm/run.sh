#!/usr/bin/env bash
# Real kernel parts: in a small VM a webcam (vivid) -> StreamShield -> v4l2loopback -> ffmpeg and v4l2-ctl; unplugging, kill -9, and what readers see.
#   tests/vm/run.sh [FOLDER]     FOLDER keeps the built VM (600 MB) for the next run; pictures and logs of the run land in FOLDER/share/out
# Prints passed and failed checks, then a summary. Where the VM cannot be had it says so and counts as skipped. The processor is emulated: times mean nothing.
set -uo pipefail
cd "$(dirname "$0")/../.."
folder=$(realpath -m "${1:-${XDG_CACHE_HOME:-$HOME/.cache}/streamshield-vm}")
skip() { echo "skipped: $1"; echo "0 passed, 0 failed, 1 skipped"; exit 0; }

needed="qemu-system-x86 debootstrap e2fsprogs kmod busybox-static cpio gcc make linux-headers-amd64"
[ "$(id -u)" = 0 ] || skip "building the VM needs root"
for tool in qemu-system-x86_64 debootstrap mke2fs depmod cpio gcc make busybox; do
  command -v $tool >/dev/null || skip "$tool is missing; all that is needed: apt-get install -y --no-install-recommends $needed"
done
tests/vm/build.sh "$folder" || skip "the VM could not be built, see $folder/debootstrap.log and module.log"

share=$folder/share
rm -rf "$share" && mkdir -p "$share/out"
cp tests/vm/guest.sh "$share/"
for project in tests/StreamShield.Lab tests/StreamShield.CameraProbe src/StreamShield.App; do
  dotnet publish -c Release -r linux-x64 --self-contained "$project" -o "$share/program" -v q --nologo >"$folder/publish.log" 2>&1 ||
    { cat "$folder/publish.log"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
done

# Without smap and smep off, the emulator of Debian 12 crashes programs that return to user mode by iretq.
timeout "${VM_LIMIT_S:-900}" nice qemu-system-x86_64 -accel tcg,thread=multi -cpu max,smap=off,smep=off -smp 2 -m 3072 -nographic -no-reboot -nodefaults -serial stdio \
  -kernel "$folder/kernel" -initrd "$folder/first-stage.gz" -append "console=ttyS0 quiet panic=-1 mitigations=off random.trust_cpu=on" \
  -drive file="$folder/disk.img",if=virtio,format=raw,snapshot=on -virtfs local,path="$share",mount_tag=share,security_model=none -device virtio-rng-pci </dev/null |
  tee "$share/out/console.log" | tr -d "\r"

passed=$(grep -c '^passed' "$share/out/console.log")
failed=$(grep -c '^FAILED' "$share/out/console.log")
grep -q '^GUEST ENDED 0' "$share/out/console.log" || { echo "FAILED the VM did not run to its end"; failed=$((failed + 1)); }
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
