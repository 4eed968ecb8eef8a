#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Unpacks the portable archive in a bare Debian root file system without Qt and lets it draw its pages and run a container:
#
#   tests/bare/portable.sh [ARCHIVE] [SUITE]      default: build/package/appimage/catamaran-portable.tar.zst, bookworm
#
# As root, with mmdebstrap. Installed there is only what packaging/appimage/make.sh leaves to the system: GL, X11, fonts, libvirt's
# library. The pictures go to PICTURES when that names a directory.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
archive=$(realpath "${1:-$root/build/package/appimage/catamaran-portable.tar.zst}")
suite=${2:-bookworm}
bare=${BARE_DIR:-$(mktemp -d /dev/shm/catamaran-bare-XXXXXX)}
mkdir -p "$bare"
if [ "${BARE_NS:-}" != 1 ]; then
    # Mounts end with this namespace, so that a killed run leaves none behind.
    BARE_NS=1 BARE_DIR=$bare exec unshare -m --propagation private bash "$0" "$archive" "$suite"
fi
die() { printf 'portable.sh: %s\n' "$*" >&2; exit 1; }
[ -e "$bare/root.tar" ] || mmdebstrap --quiet --variant=minbase --include=ca-certificates "$suite" "$bare/root.tar"
tree=$bare/portable
mkdir -p "$tree"
trap '[ "${KEEP:-}" = 1 ] || { umount -R "$tree" 2>/dev/null || true; rm -rf --one-file-system "$bare"; }' EXIT
tar -C "$tree" --exclude='./dev/*' -xf "$bare/root.tar"
mount --bind "$tree" "$tree"
mount -t proc proc "$tree/proc"
mount --rbind /sys "$tree/sys"
mount --rbind /dev "$tree/dev"
mount -t tmpfs tmpfs "$tree/run"
mount -t tmpfs tmpfs "$tree/tmp"
mkdir -p "$tree/var/lib/catamaran"
mount -t tmpfs tmpfs "$tree/var/lib/catamaran" # overlay on overlay would not work everywhere
cp /etc/resolv.conf /etc/hosts "$tree/etc/"
cp -r /etc/apt/. "$tree/etc/apt/"
inside() {
    # The bare root is the real root of its mount namespace, as on a machine: what enters a container needs that.
    # shellcheck disable=SC2016
    unshare -m --propagation private sh -c 'cd "$1" && shift && mkdir -p .host && pivot_root . .host && exec chroot . "$@"' \
        sh "$tree" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
        LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive /bin/sh -c 'umount -l /.host; exec "$@"' sh "$@"
}
inside sh -c 'apt-get update -qq 2>/dev/null && apt-get install -y -qq --no-install-recommends busybox-static libegl1 libgl1 libfontconfig1 \
    libfreetype6 libx11-6 libx11-xcb1 libxcb1 libvirt0 fonts-dejavu-core xvfb xauth xkb-data >/tmp/log 2>&1 || { tail /tmp/log; exit 1; }'
foreign=$(inside dpkg-query -W -f '${Package}\n' | grep -i 'qt6\|catamaran' || true)
[ -z "$foreign" ] || die "Qt is installed there: $foreign"
mkdir -p "$tree/opt"
zstd -dcq "$archive" | tar -C "$tree/opt" -x
app=/opt/Catamaran.AppDir
lost=$(inside sh -c "for f in \$(find $app/usr/bin $app/usr/lib $app/usr/plugins -type f); do LD_LIBRARY_PATH=$app/usr/lib:$app/usr/lib/lacking ldd \$f 2>/dev/null | grep 'not found' | sed \"s|^|\$f|\"; done")
[ -z "$lost" ] || die "libraries that neither the archive nor the system has: $lost"
echo "ok    every library is found"
inside $app/AppRun cli version
inside $app/AppRun cli demo prepare
[ "$(inside $app/AppRun cli run --rm --network none localhost/demo /bin/busybox echo spoken)" = spoken ] || die "no container"
echo "ok    a container ran"
# What is opened when it is first needed: nftables for a published port, an archive, a Dockerfile's build, curl for a pull.
works() {
    local said
    said=$(inside "$@" 2>&1) || die "$*: $said"
    [[ $said != *"cannot load"* ]] || die "$*: $said"
}
works $app/AppRun cli network create --driver bridge away
works $app/AppRun cli run -d --name served --network away -p 127.0.0.1:18080:80 localhost/demo
works $app/AppRun cli rm -f served
works $app/AppRun cli network rm away
works $app/AppRun cli save -o /tmp/demo.tar localhost/demo
works $app/AppRun cli load -i /tmp/demo.tar
said=$(inside $app/AppRun cli pull 127.0.0.1:1/none 2>&1 || true)
[[ $said != *"cannot load"* && $said == *127.0.0.1* ]] || die "pull: $said"
said=$(inside $app/AppRun cli doctor 2>&1 || true)
[[ $said != *"cannot load"* ]] || die "doctor: $said"
echo "ok    a published port, an archive and a registry's address are reached with libraries of the archive"
draw() { # platform
    inside sh -c "mkdir -p /tmp/$1; chmod 700 /run; XDG_RUNTIME_DIR=/run $2 $app/AppRun --capture /tmp/$1 --theme light >/tmp/log 2>&1 || { tail /tmp/log; exit 1; }"
    count=$(find "$tree/tmp/$1" -name '*.png' -size +8k | wc -l)
    [ "$count" -ge 8 ] || die "$1: only $count pictures: $(ls "$tree/tmp/$1")"
    echo "ok    $count pages drawn ($1)"
    [ -z "${PICTURES:-}" ] || { mkdir -p "$PICTURES" && cp -r "$tree/tmp/$1" "$PICTURES/"; }
}
draw offscreen "env QT_QPA_PLATFORM=offscreen"
draw xcb 'xvfb-run -a -s "-screen 0 1920x1200x24"'
inside sh -c 'find / -xdev -iname "*qt6*" ! -path "/opt/*" | head -1' | grep . && die "files of Qt outside the archive"
echo "all passed"
