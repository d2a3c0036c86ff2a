#!/usr/bin/env bash
# Builds a small Debian in FOLDER that boots in QEMU with a real virtual webcam (vivid) and a real v4l2loopback: kernel, first-stage.gz, disk.img. Needs root and the
# packages that run.sh names. Nothing is installed on this machine; what is built is kept and used again.
#   tests/vm/build.sh FOLDER
set -euo pipefail
folder=${1:?folder}
mkdir -p "$folder"
cd "$folder"
[ -f complete ] && exit 0

release=$(. /etc/os-release && echo "$VERSION_CODENAME")
image=$(apt-cache depends linux-image-amd64 | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -1)
version=${image#linux-image-}
[ -d "/lib/modules/$version/build" ] || { echo "The headers of kernel $version are not installed: apt-get install linux-headers-amd64." >&2; exit 1; }

# Userland: what reads cameras, and what OpenCV wants (dbus-x11 stands in for a virtual package that debootstrap does not know).
[ -d root/usr ] || debootstrap --variant=minbase --include=kmod,ffmpeg,v4l-utils,libgtk-3-0,libatomic1,dbus-x11,procps "$release" root >debootstrap.log 2>&1
rm -rf root/var/cache/apt/archives/*.deb root/var/lib/apt/lists/*

# Kernel and loopback module from their packages, unpacked beside and not installed.
mkdir -p packages
(cd packages && apt-get download "$image" v4l2loopback-dkms >/dev/null 2>&1)
rm -rf unpacked && mkdir unpacked
for package in packages/*.deb; do dpkg-deb -x "$package" unpacked; done
cp "unpacked/boot/vmlinuz-$version" kernel
loopback=$(echo "$PWD"/unpacked/usr/src/v4l2loopback-*)
make -s -C "/lib/modules/$version/build" M="$loopback" modules >module.log 2>&1

# Only the drivers that are needed: all of them are 400 MB.
from=unpacked/lib/modules/$version
to=root/usr/lib/modules/$version
rm -rf "$to" && mkdir -p "$to/kernel" "$to/extra"
cp "$from"/modules.{order,builtin,builtin.modinfo} "$to/"
for part in drivers/media/{v4l2-core,common,mc,cec,rc,test-drivers/vivid} drivers/virtio drivers/block net/9p fs/{9p,netfs,fscache,ext4,jbd2} fs/mbcache.ko lib crypto arch/x86/crypto; do
  [ -e "$from/kernel/$part" ] && mkdir -p "$to/kernel/$(dirname "$part")" && cp -r "$from/kernel/$part" "$to/kernel/$(dirname "$part")/"
done
strip --strip-debug -o "$to/extra/v4l2loopback.ko" "$loopback/v4l2loopback.ko"
depmod -b "$PWD/root" "$version"

# First stage: busybox, the disk's drivers, and a switch to the disk.
rm -rf first && mkdir -p first/{bin,drivers,proc,sys,dev,disk}
cp /bin/busybox first/bin/
for driver in virtio_pci virtio_blk ext4; do modprobe -d "$PWD/root" -S "$version" --show-depends "$driver" | awk '{print $2}'; done | awk '!seen[$0]++' |
  while read -r file; do cp "$file" first/drivers/ && basename "$file"; done >first/drivers/order
cat >first/init <<'INIT'
#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
while read driver; do insmod /drivers/$driver; done </drivers/order
while [ ! -b /dev/vda ]; do sleep 0.1; done
mount -t ext4 -o rw /dev/vda /disk
for place in proc sys dev; do mount --move /$place /disk/$place; done
exec switch_root /disk /second-stage
INIT
chmod +x first/init
(cd first && find . | cpio -o -H newc --quiet | gzip -1) >first-stage.gz

# Second stage: the shared folder, the guest's script in it, the end.
cat >root/second-stage <<'STAGE'
#!/bin/sh
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
for place in /tmp /run /dev/shm; do mkdir -p $place; mount -t tmpfs tmpfs $place; done
modprobe 9pnet_virtio; modprobe 9p
mkdir -p /share
mount -t 9p -o trans=virtio,version=9p2000.L,msize=524288,cache=loose share /share && bash /share/guest.sh >/dev/console 2>&1
echo "GUEST ENDED $?" >/dev/console
sync
umount /share
echo o >/proc/sysrq-trigger
sleep 10
STAGE
chmod +x root/second-stage
echo '127.0.0.1 localhost' >root/etc/hosts
rm -f disk.img
truncate -s 3G disk.img
mke2fs -q -t ext4 -O ^has_journal -d root -F disk.img
rm -rf unpacked first
touch complete
