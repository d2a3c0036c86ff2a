#!/usr/bin/env bash
# Follows the README's download section to the letter, on packages that .ci/package made.
#   tests/packages/readme.sh PACKAGES     with root and debootstrap the deb's line is tried as well (tests/packages/deb.sh)
set -uo pipefail
cd "$(dirname "$0")/../.."
packages=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0
check() { if "${@:2}"; then echo "passed $1"; passed=$((passed + 1)); else echo "FAILED $1"; failed=$((failed + 1)); fi; }

check "SHA256SUMS fits what lies beside it" sh -c "cd '$packages' && sha256sum --quiet -c SHA256SUMS"
version=$(basename "$(ls "$packages"/streamshield-*-linux-x64.tar.gz | head -1)" -linux-x64.tar.gz)
version=${version#streamshield-}

# Every row of the table names a file that is there.
sed -n '/^## Download/,/^## /p' README.md | grep '^| .*VERSION' >"$work/rows"
check "the table has a row for each kind of package" test "$(wc -l <"$work/rows")" = 4
while IFS='|' read -r _ system file then _; do
  name=$(sed 's/.*`\(.*\)`.*/\1/' <<<"$file")
  name=${name//VERSION/$version}
  found=$packages/$name
  [ -e "$found" ] || found=$packages/$(sed 's/\.\(exe\|zip\)$/-INCOMPLETE.\1/' <<<"$name")
  check "$system:$file is $(basename "$found")" test -s "$found"
  said=$(grep -o '`[^`]*`' <<<"$then" | tr -d '`' | head -1)
  case "$name" in
    *.tar.gz) archive=$found start=$said ;;
    *.deb) deb=$found line=${said//VERSION/$version} ;;
    *.zip) check "the zip holds $said" grep -q "/$said\$" <(unzip -Z1 "$found") ;;
  esac
done <"$work/rows"

# "unpack it and start ./streamshield": as a new user, without a screen; every address that anything connects to is written down.
mkdir "$work/home"
tar -xzf "$archive" -C "$work"
cd "$work/$(basename "$archive" .tar.gz)"
trace=""
command -v strace >/dev/null && trace="strace -f -qq -e trace=connect,sendto,sendmsg -e signal=none -o $work/trace"
env -i PATH="$PATH" HOME="$work/home" LC_ALL=C $trace "$start" >"$work/run" 2>&1 &
run=$!
for _ in $(seq 600); do grep -q '^Live after' "$work/run" && break; kill -0 $run 2>/dev/null || break; sleep 0.2; done
check "it goes live: $(grep -m1 '^Live after' "$work/run" || tail -1 "$work/run")" grep -q '^Live after' "$work/run"
address=$(sed -n 's/^Your shielded picture: //p' "$work/run")
timeout 60 ffmpeg -v error -y -f mpjpeg -i "$address" -frames:v 1 "$work/picture.png" 2>"$work/ffmpeg"
check "a viewer gets a picture" test -s "$work/picture.png"
[ -z "${KEEP_PICTURE:-}" ] || cp "$work/picture.png" "$KEEP_PICTURE"
env -i PATH="$PATH" HOME="$work/home" ./streamshield hide >"$work/hide" 2>&1
check "hide hides it" grep -q '^Hidden' "$work/hide"
for child in $(pgrep -P $run) $run; do kill -TERM "$child" 2>/dev/null; done
wait $run
check "it ends in order: $(tail -1 "$work/run")" grep -q '^Stopped' "$work/run"
if [ -n "$trace" ]; then
  outside=$(grep -E 'sa_family=AF_INET6?' "$work/trace" | grep -vE 'inet_addr\("127\.|"::1"' | head -3)
  check "it connects to nobody outside${outside:+: $outside}" test -z "$outside"
else
  echo "skipped: strace is needed to see whom it connects to"
  skipped=$((skipped + 1))
fi
cd - >/dev/null

case "$line" in
  "sudo apt-get install ./"*) check "the deb's line names the deb" test "./$(basename "$deb")" = "${line#sudo apt-get install }" ;;
  *) check "the deb's line is apt-get's" false ;;
esac
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
