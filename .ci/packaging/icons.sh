#!/usr/bin/env bash
# Makes streamshield.ico from streamshield.svg: run it when the picture changes, and commit both. Needs librsvg2-bin and icoutils.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for size in 16 20 24 32 40 48 64 128 256; do rsvg-convert -w "$size" -h "$size" streamshield.svg -o "$work/$size.png"; done
icotool -c -o streamshield.ico "$work"/{16,20,24,32,40,48,64,128}.png -r "$work/256.png"
