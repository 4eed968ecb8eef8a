#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Containers of this program and of rootless podman at the same time, of one ordinary user:
#
#   tests/e2e/beside_podman.sh [BUILD_DIR]     default build/dev; root, to make the user
#
# Each has a container with a published port; one of each is removed, networks come and go, and what is left of either still
# answers. Prints "ok" or "FAILED" for each claim; the exit code is the number of failures.
set -uo pipefail
for needed in podman slirp4netns busybox setpriv unshare; do
    command -v $needed >/dev/null || { echo "SKIP: $needed is not installed"; exit 0; }
done
[ "$(id -u)" = 0 ] || { echo "SKIP: needs root to make a user"; exit 0; }
# crun refuses a hybrid cgroup layout: in a mount namespace of our own v2 is not there.
[ -n "${BESIDE_INSIDE:-}" ] || BESIDE_INSIDE=1 exec unshare --mount --propagation private "$0" "$@"
umount -l /sys/fs/cgroup/unified 2>/dev/null
builds=$(realpath "${1:-$(dirname "$0")/../../build/dev}")
user=catamaran-beside place=$(mktemp -d "${SCRATCH:-/dev/shm}/catamaran-beside-XXXXXX") failures=0
useradd -M -U $user 2>/dev/null
usermod --add-subuids 920000000-920065535 --add-subgids 920000000-920065535 $user
cp -rL "$builds/bin" "$builds/libexec" "$place" 2>/dev/null
mkdir -p "$place/rootfs/bin" "$place/rootfs/tmp" "$place/xdg"
cp "$(command -v busybox)" "$place/rootfs/bin/busybox"
for word in sh echo sleep httpd mkdir; do ln -sf busybox "$place/rootfs/bin/$word"; done
tar -C "$place/rootfs" --owner=0 --group=0 -cf "$place/img.tar" .
printf '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]\n' >"$place/containers.conf"
chown -R $user: "$place"
chmod 755 "$place" && chmod 700 "$place/xdg"
cd "$place" || exit 125
as() {
    setpriv --reuid $user --regid $user --init-groups env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME="$place" XDG_RUNTIME_DIR="$place/xdg" \
        CONTAINERS_CONF="$place/containers.conf" CATAMARAN_ROOT="$place/data" CATAMARAN_RUN="$place/r" "$@"
}
ours() { as "$place/bin/catamaran" "$@"; }
theirs() { as podman --cgroup-manager cgroupfs --events-backend file --log-level error "$@"; }
cleanup() {
    ours rm -f one two
    theirs rm -fa -t 0
    kill "$(cat "$place/xdg/libpod/tmp/pause.pid")"
    for _ in $(seq 100); do pgrep -u $user && sleep 0.1 || break; done
    pgrep -u $user | xargs -r kill
    userdel $user
    rm -rf "$place"
} >/dev/null 2>&1
trap cleanup EXIT
same() { # what, wanted, got
    if [ "$2" = "$3" ]; then echo "ok      $1: $3"; else echo "FAILED  $1: wanted '$2', got '$3'"; failures=$((failures + 1)); fi
}
get() { printf 'GET / HTTP/1.0\r\n\r\n' | timeout 5 busybox nc -w 3 127.0.0.1 "$1" 2>/dev/null | tail -n 1; }
answers() { for _ in $(seq 60); do [ "$(get "$1")" = "$2" ] && break || sleep 0.1; done; get "$1"; }
serve() { echo "mkdir -p /w; echo $1 > /w/index.html; exec httpd -f -h /w"; }

echo "# $(ours --version | head -n 1), $(podman --version), $(crun --version | head -n 1)"
ours import "$place/img.tar" localhost/img >/dev/null || exit 125
theirs import "$place/img.tar" localhost/img >/dev/null 2>&1 || exit 125
ours run -d --name one -p 19080:80 localhost/img sh -c "$(serve ours)" >/dev/null
same "podman starts beside ours" 0 "$(theirs run -d --name one -p 19081:80 --network slirp4netns localhost/img sh -c "$(serve podman)" >/dev/null 2>"$place/err"; echo $?)"
same "ours answers" ours "$(answers 19080 ours)"
same "podman's answers" podman "$(answers 19081 podman)"
same "ours starts beside podman's" 0 "$(ours run -d --name two -p 19082:80 localhost/img sh -c "$(serve second)" >/dev/null; echo $?)"
same "a port that podman has is refused" 125 "$(ours run --rm -p 19081:80 localhost/img true 2>"$place/err"; echo $?)"
same "with its owner" 1 "$(grep -c "in use by" "$place/err")"; sed "s/^/        /" "$place/err"
same "a port that we have is refused by podman" 126 "$(theirs run --rm -p 19080:80 --network slirp4netns localhost/img true 2>/dev/null; echo $?)"
ours network create net >/dev/null && ours network connect net two && ours network disconnect net two && ours network rm net >/dev/null
same "after networks came and went, ours" second "$(answers 19082 second)"
same "and podman's" podman "$(answers 19081 podman)"
ours rm -f one >/dev/null
same "ours removed, podman's answers" podman "$(answers 19081 podman)"
same "podman's exec" inside "$(theirs exec one echo inside)"
theirs rm -f -t 0 one >/dev/null
same "podman's removed, ours answers" second "$(answers 19082 second)"
same "our exec" inside "$(ours exec two echo inside)"
same "each lists its own" "two -" "$(ours ps --format '{{.Names}}') -$(theirs ps -a --format '{{.Names}}')"
echo "== $failures failures"
exit $failures
