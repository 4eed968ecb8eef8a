#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs, uses, upgrades, removes and purges the debs in a bare Debian root file system, as a new machine would:
#
#   tests/bare/package.sh [PACKAGES] [SUITE]    PACKAGES: where packaging/package.sh left them (default: build/packages)
#
# As root, with mmdebstrap. The chroot sees this kernel, /proc, /sys and control groups; nothing else of the host.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
packages=$(cd "${1:-$root/build/packages}" && pwd)
suite=${2:-bookworm}
bare=${BARE_DIR:-$(mktemp -d /dev/shm/catamaran-bare-XXXXXX)}
mkdir -p "$bare"
if [ "${BARE_NS:-}" != 1 ]; then
    # Mounts end with this namespace, so that a killed run leaves none behind.
    BARE_NS=1 BARE_DIR=$bare exec unshare -m --propagation private bash "$0" "$packages" "$suite"
fi
# With the bare root as the real root of its mount namespace, as on a machine: in a chroot, what enters a container's mount
# namespace (exec) would find the host's root there.
inside() {
    # shellcheck disable=SC2016
    unshare -m --propagation private sh -c 'cd "$1" && shift && mkdir -p .host && pivot_root . .host && exec chroot . "$@"' \
        sh "$bare/root" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
        LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive /bin/sh -c 'umount -l /.host; exec "$@"' sh "$@"
}
cleanup() {
    inside sh -c 'command -v catamaran >/dev/null && catamaran rm -f kept >/dev/null 2>&1' || true
    [ "${KEEP:-}" = 1 ] || { umount -R "$bare/root" 2>/dev/null || true; rm -rf --one-file-system "$bare"; }
}
trap cleanup EXIT
step() { printf '\n== %s\n' "$*"; }
die() { printf 'package.sh: %s\n' "$*" >&2; exit 1; }

[ -e "$bare/root.tar" ] || mmdebstrap --quiet --variant=minbase --include=ca-certificates "$suite" "$bare/root.tar"
mkdir -p "$bare/root"
tar -C "$bare/root" --exclude='./dev/*' -xf "$bare/root.tar"
mount --bind "$bare/root" "$bare/root"
mount -t proc proc "$bare/root/proc"
mount --rbind /sys "$bare/root/sys"
mount --rbind /dev "$bare/root/dev"
mount -t tmpfs tmpfs "$bare/root/run"
mount -t tmpfs tmpfs "$bare/root/tmp"
mkdir -p "$bare/root/var/lib/catamaran"
mount -t tmpfs tmpfs "$bare/root/var/lib/catamaran" # overlay on overlay would not work everywhere
cp /etc/resolv.conf /etc/hosts "$bare/root/etc/"
cp -r /etc/apt/. "$bare/root/etc/apt/"
cp "$packages"/*.deb "$bare/root/tmp/"
inside apt-get update -qq

step "install"
inside sh -c 'apt-get install -y -qq --no-install-recommends /tmp/catamaran_*.deb busybox-static >/tmp/log 2>&1 || { tail /tmp/log; exit 1; }'
inside catamaran version
inside sh -c 'test -s /usr/share/man/man1/catamaran-run.1.gz' || die "no man page"
inside catamaran demo prepare
inside catamaran run -d --name kept --user 0 --network none -v data:/data localhost/demo /bin/busybox sh -c 'echo whole >/data/f; exec /bin/busybox sleep 3600'
data() { inside catamaran exec kept /bin/busybox cat /data/f; }
for _ in $(seq 50); do [ "$(data 2>/dev/null)" = whole ] && break; done
inside catamaran run --rm --network none localhost/demo /bin/busybox echo "a container speaks"

step "install the window"
inside sh -c 'apt-get install -y -qq /tmp/catamaran-desktop_*.deb >/tmp/log 2>&1 || { tail /tmp/log; exit 1; }'
inside sh -c 'XDG_RUNTIME_DIR=/run QT_QPA_PLATFORM=offscreen catamaran-desktop --capture /tmp/pictures && ls /tmp/pictures'
[ "$(data)" = whole ] || die "the volume did not survive the window's installation"
step "the main job, installed (the guest's kernel as the message of catamaran vm run tells)"
inside sh -c 'apt-get install -y -qq --no-install-recommends libvirt-daemon libvirt-daemon-driver-qemu qemu-system-x86 qemu-utils >/tmp/log 2>&1 || { tail /tmp/log; exit 1; }'
inside sh -c 'cd /tmp && apt-get download -qq "$(apt-cache depends linux-image-cloud-$(dpkg --print-architecture) | awk "/Depends:/{print \$2; exit}")" && catamaran vm kernel import ./linux-image-*.deb'
inside sh -c 'catamaran compare demo --runs 1 --report /tmp/report 2>&1 | tail -15'

step "upgrade"
for deb in "$bare"/root/tmp/catamaran*.deb; do
    mkdir -p "$bare/next"
    dpkg-deb -R "$deb" "$bare/next"
    sed -i -E 's/^Version: (.*)/Version: \1+next/; s/(catamaran \(= [^)]*)\)/\1+next)/' "$bare/next/DEBIAN/control"
    dpkg-deb --root-owner-group -b "$bare/next" "${deb%.deb}-next.deb" >/dev/null
    rm -rf "$bare/next"
done
inside sh -c 'apt-get install -y -qq /tmp/catamaran*-next.deb >/tmp/log 2>&1 || { tail /tmp/log; exit 1; }'
inside dpkg-query -W catamaran catamaran-desktop
[ "$(inside catamaran inspect -f '{{.State.Status}}' kept)" = running ] || die "the container did not survive the upgrade"
[ "$(data)" = whole ] || die "the volume did not survive the upgrade"

step "remove"
inside sh -c 'apt-get remove -y -qq catamaran-desktop catamaran >/tmp/log 2>&1 || { tail /tmp/log; exit 1; }'
pgrep -f 'busybox sleep 3600' >/dev/null || die "the container did not survive the removal"
inside sh -c 'apt-get install -y -qq --no-install-recommends /tmp/catamaran_*-next.deb >/tmp/log 2>&1'
[ "$(inside catamaran inspect -f '{{.State.Status}}' kept)" = running ] || die "the container is not seen after another install"
inside catamaran rm -f kept

step "purge"
inside sh -c 'apt-get purge -y -qq catamaran catamaran-desktop 2>&1 | grep -i kept'
left=$(inside sh -c 'find /usr /etc -iname "*catamaran*"')
[ -z "$left" ] || die "left behind: $left"
step "all passed"
