#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every page of the window as pictures, in a real X server, with real containers, a VM, a stack, volumes and networks:
#
#   tests/e2e/screens.sh BUILD OUT [SET...]     SET: THEME-PERCENT or THEME-PERCENT-LANGUAGE
#                                               (default: dark-100 light-100 dark-200 light-200)
#
# As root, with Xvfb. BUILD is a build directory (build/dev). State and kernel objects are private and gone in the end. For
# people to look at; of the pictures themselves it is checked that they are there, have the size that was asked for, and
# show something.
set -euo pipefail
build=$(cd "${1:?usage: screens.sh BUILD OUT [SET...]}" && pwd)
out=$(mkdir -p "${2:?usage: screens.sh BUILD OUT [SET...]}" && cd "$2" && pwd)
shift 2
[ $# -gt 0 ] || set -- dark-100 light-100 dark-200 light-200
work=$(mktemp -d /dev/shm/catamaran-screens-XXXXXX)
export CATAMARAN_ROOT=$work/data CATAMARAN_RUN=$work/r CATAMARAN_LIBEXEC=$build/libexec
export XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/x XDG_DATA_HOME=$work/share
mkdir -m 0700 -p "$work/x"
catamaran() { "$build/bin/catamaran" "$@"; }
quiet() { catamaran "$@" >/dev/null 2>>"$work/log" || { printf 'screens.sh: catamaran %s\n' "$*" >&2; tail -3 "$work/log" >&2; return 1; }; }
xvfb=
cleanup() {
    {
        catamaran compose -f "$work/shop/compose.yaml" down -v -t 0
        for vm in $(catamaran vm ls -aq); do catamaran vm rm -f "$vm"; done
        for container in $(catamaran ps -aq); do catamaran rm -f "$container"; done
        catamaran network rm backend frontend
        # What an engine keeps for its next start.
        tag=$(printf %s "$CATAMARAN_ROOT" | sha256sum | cut -c1-8)
        nft delete table inet "catamaran_$tag"
        ip link del "ct${tag:0:7}"
    } >/dev/null 2>&1 || true
    [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null || true
    pid=$work/r/vm/libvirt/libvirtd.pid
    [ ! -e "$pid" ] || kill "$(cat "$pid")" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

mkdir -p "$work/shop" "$work/image"
printf 'FROM localhost/demo\nRUN ["/bin/busybox", "--install", "-s", "/bin"]\nRUN mkdir -p /tmp && chmod 1777 /tmp\nLABEL org.opencontainers.image.title=shop\nCMD ["sh"]\n' >"$work/image/Dockerfile"
quiet demo prepare
quiet build -q -t localhost/shop:1.2 "$work/image"
quiet image bootstrap busybox
quiet network create backend
quiet network create --internal frontend
quiet volume create uploads
beat='i=0; while :; do i=$((i+1)); echo "GET /cart/$i 200"; [ $((i % 7)) = 0 ] && echo "WARN slow answer: $((i * 3)) ms" >&2; [ $((i % 29)) = 0 ] && echo "ERROR upstream timed out" >&2; n=0; while [ $n -lt 4000 ]; do n=$((n+1)); done; sleep 0.4; done'
quiet run -d --name web --network backend -p 18941:80 -v uploads:/srv/uploads --memory 256m \
    --health-cmd 'test -e /bin/sh' --health-interval 2s localhost/shop:1.2 sh -c "$beat"
quiet run -d --name queue --network backend --cpus 0.5 localhost/shop:1.2 sh -c 'while :; do dd if=/dev/zero of=/tmp/x bs=1M count=8 2>/dev/null; sleep 1; done'
quiet run -d --name api --network backend localhost/shop:1.2 sh -c "$beat"
catamaran run --name report --network none localhost/shop:1.2 sh -c 'echo done; exit 3' >>"$work/log" 2>&1 || true
quiet run --name migrate --network none localhost/shop:1.2 true
quiet exec web sh -c 'echo hello >/srv/uploads/a.txt; dd if=/dev/zero of=/srv/uploads/photo.raw bs=1M count=12 2>/dev/null; echo changed >>/etc/hostname; mkdir -p /srv/cache'
cat >"$work/shop/compose.yaml" <<'YAML'
name: shop
services:
  db:
    image: localhost/shop:1.2
    command: sleep 3600
    volumes: [orders:/var/lib/db]
    healthcheck: {test: ["CMD", "true"], interval: 1s}
  cache:
    image: localhost/shop:1.2
    command: sleep 3600
  web:
    image: localhost/shop:1.2
    command: sleep 3600
    ports: ["18942:80"]
    depends_on:
      db: {condition: service_healthy}
      cache: {condition: service_started}
  worker:
    image: localhost/shop:1.2
    command: sleep 3600
    depends_on: [cache]
    deploy: {replicas: 2}
volumes: {orders: {}}
YAML
quiet compose -f "$work/shop/compose.yaml" up -d
vm=yes
quiet vm run -d --name machine -p 18943:80 localhost/demo || vm=no
# Both hulls side by side, for the Compare page.
[ $vm = no ] || quiet compare demo --runs "${CATAMARAN_SCREEN_RUNS:-3}" || true
quiet compare density demo --max 6 || true
[ $vm = no ] || quiet compare isolation demo || true
[ $vm = no ] || quiet compare work demo --rounds 1 || true

display=:$((90 + $$ % 400))
Xvfb "$display" -screen 0 2800x1800x24 -nolisten tcp >/dev/null 2>&1 &
xvfb=$!
for _ in $(seq 100); do [ -e "/tmp/.X11-unix/X${display#:}" ] && break; read -rt 0.05 <> <(:) || true; done
status=0
for set in "$@"; do
    IFS=- read -r theme percent language <<<"$set"
    DISPLAY=$display QT_QPA_PLATFORM=xcb QT_SCALE_FACTOR=$(awk "BEGIN {print $percent / 100}") \
        "$build/bin/catamaran-desktop" --new-window --capture "$out/$set" --theme "$theme" --language "${language:-en}" \
        --size 1360x860 >"$work/files" 2>>"$work/log" || { echo "screens.sh: $set: $(tail -1 "$work/log")" >&2; status=1; }
    python3 - "$percent" $(grep -v /full/ "$work/files") <<'PY' || status=1
import struct, sys, zlib
percent, files = int(sys.argv[1]), sys.argv[2:]
wrong = 0
for name in files:
    data = open(name, "rb").read()
    size = struct.unpack(">II", data[16:24])
    want = (1360 * percent // 100, 860 * percent // 100)
    # A page with nothing on it compresses to next to nothing.
    if size != want or len(data) < 12000:
        print("%s: %dx%d, %d bytes" % (name, *size, len(data)), file=sys.stderr)
        wrong = 1
print("%d pictures" % len(files))
sys.exit(wrong or len(files) < 10)
PY
done
[ -z "${KEEP_LOG:-}" ] || cp "$work/log" "$out/log"
exit $status
