#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs, uses, upgrades, removes and purges the debs in a bare Debian root file system, as a new machine would:
#
#   tests/bare/package.sh [PACKAGES] [SUITE] [PREVIOUS]
#
# PACKAGES: where packaging/package.sh left them (default: build/packages). PREVIOUS: the same of an older commit, to upgrade
# from; without it the packages themselves, called older. What the older version made must be there after the upgrade:
# a running container and VM, a stopped container, images, a volume, a network, settings, past comparisons.
#
# As root, with mmdebstrap. The chroot sees this kernel, /proc, /sys and control groups; nothing else of the host.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
packages=$(cd "${1:-$root/build/packages}" && pwd)
suite=${2:-bookworm}
previous=${3:+$(cd "$3" && pwd)}
bare=${BARE_DIR:-$(mktemp -d /dev/shm/catamaran-bare-XXXXXX)}
mkdir -p "$bare"
if [ "${BARE_NS:-}" != 1 ]; then
    # Mounts end with this namespace, so that a killed run leaves none behind.
    BARE_NS=1 BARE_DIR=$bare exec unshare -m --propagation private bash "$0" "$packages" "$suite" ${previous:+"$previous"}
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
    # The control groups, links and firewall table of the bare root are this host's: it has no name spaces for them.
    inside sh -c 'command -v catamaran >/dev/null && { catamaran vm rm -f keptvm; catamaran rm -f kept asleep; catamaran network rm keptnet; } >/dev/null 2>&1' || true
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
mkdir -p "$bare/root/tmp/old" "$bare/root/tmp/new"
cp "$packages"/*.deb "$bare/root/tmp/new/"
# The older packages, each by a version that is lower than any.
for deb in "${previous:-$packages}"/*.deb; do
    rm -rf "$bare/next"
    dpkg-deb -R "$deb" "$bare/next"
    sed -i -E 's/^Version: .*/Version: 0.0.1/; s/(catamaran(-vm)? \(=) [^)]*\)/\1 0.0.1)/g; /^(Breaks|Replaces):/d' "$bare/next/DEBIAN/control"
    dpkg-deb --root-owner-group -b "$bare/next" "$bare/root/tmp/old/$(basename "$deb")" >/dev/null
done
inside apt-get update -qq
quietly() { inside sh -c "$* >/tmp/log 2>&1 || { tail /tmp/log; exit 1; }"; }

step "the command alone: neither Qt nor libvirt comes with it"
quietly 'apt-get install -y -qq --no-install-recommends /tmp/new/catamaran_*.deb busybox-static'
foreign=$(inside dpkg-query -W -f '${Package}\n' | grep -E 'qt6|libvirt|libx11|mesa' || true)
[ -z "$foreign" ] || die "installed with the command: $foreign"
inside catamaran version
inside sh -c 'test -s /usr/share/man/man1/catamaran-run.1.gz' || die "no man page"
inside catamaran demo prepare
inside catamaran run --rm --network none localhost/demo /bin/busybox echo "a container speaks"
inside sh -c 'catamaran vm ls 2>&1 | grep -A1 "not installed"'
inside sh -c 'catamaran doctor >/tmp/doctor 2>&1; tail -1 /tmp/doctor'
quietly 'apt-get purge -y -qq catamaran'
inside sh -c 'rm -rf /var/lib/catamaran/* /run/catamaran'

step "an older version, and what is done with it"
quietly 'apt-get install -y -qq --no-install-recommends /tmp/old/catamaran*.deb libvirt-daemon libvirt-daemon-driver-qemu qemu-system-x86 qemu-utils xvfb xauth procps'
inside dpkg-query -W 'catamaran*'
inside catamaran demo prepare
# shellcheck disable=SC2016
quietly 'cd /tmp && apt-get download -qq "$(apt-cache depends linux-image-cloud-$(dpkg --print-architecture) | awk "/Depends:/{print \$2; exit}")" && catamaran vm kernel import ./linux-image-*.deb'
inside catamaran network create keptnet
inside catamaran run -d --name kept --user 0 --network none -v data:/data localhost/demo /bin/busybox sh -c 'echo whole >/data/f; exec /bin/busybox sleep 3600'
inside catamaran create --name asleep --network keptnet localhost/demo
inside catamaran vm run -d --name keptvm localhost/demo
data() { inside catamaran exec kept /bin/busybox cat /data/f; }
for _ in $(seq 50); do [ "$(data 2>/dev/null)" = whole ] && break; done
compared() { inside sh -c 'catamaran compare demo --runs 1 --report /tmp/report >/tmp/log 2>&1 || { tail -5 /tmp/log; exit 1; }; tail -12 /tmp/log'; }
compared
inside sh -c 'XDG_RUNTIME_DIR=/run QT_QPA_PLATFORM=offscreen catamaran-desktop --capture /tmp/older --page overview --theme light >/dev/null && ls /tmp/older'
inside sh -c 'mkdir -p /etc/catamaran && echo "{}" >/etc/catamaran/registries.json; mkdir -p ~/.config/catamaran; printf "[preferences]\nundoSeconds=20\n" >>~/.config/catamaran/catamaran.ini'
# What there is, in words that do not change with the time.
inventory() {
    inside sh -c 'catamaran images --no-trunc --format "{{.Repository}} {{.Tag}} {{.ID}}" | sort
        catamaran ps -a --no-trunc --format "{{.ID}} {{.Names}} {{.Image}}" | sort
        catamaran volume ls -q; catamaran network ls --no-trunc --format "{{.ID}} {{.Name}} {{.Driver}}" | sort
        catamaran inspect -f "{{.State.Status}} {{.State.Pid}} {{.Created}}" kept asleep
        catamaran vm ls -a --format json | tr , "\n" | grep -E "\"(ID|Id|id|Names?|name|uuid|UUID)\"" | sort
        catamaran compare history | awk "NR > 1 {print \$1}"
        cat /etc/catamaran/registries.json ~/.config/catamaran/catamaran.ini'
}
inventory >"$bare/before"
wc -l <"$bare/before"

step "upgrade"
quietly 'apt-get install -y -qq /tmp/new/catamaran*.deb'
inside dpkg-query -W 'catamaran*'
inventory >"$bare/after"
diff "$bare/before" "$bare/after" || die "the upgrade changed what there was"
[ "$(data)" = whole ] || die "the volume did not survive the upgrade"
[ "$(inside catamaran inspect -f '{{.State.Status}}' kept)" = running ] || die "the container did not survive the upgrade"
inside sh -c 'catamaran vm ls | grep keptvm' || die "the VM did not survive the upgrade"
inside catamaran exec kept /bin/busybox echo "the older version's container, the newer one's exec"
inside catamaran start asleep
inside catamaran rm -f asleep
inside catamaran rmi -f none/such >/dev/null 2>&1 || true

step "the main job, installed"
compared
inside sh -c 'XDG_RUNTIME_DIR=/run xvfb-run -a -s "-screen 0 1920x1200x24" catamaran-desktop --capture /tmp/pictures >/dev/null && ls /tmp/pictures && ! ls /tmp/pictures | grep -q core'
[ -z "${PICTURES:-}" ] || cp -r "$bare/root/tmp/pictures" "$PICTURES"
inside catamaran vm rm -f keptvm

step "remove"
quietly 'apt-get remove -y -qq catamaran-desktop catamaran-vm catamaran'
pgrep -f 'busybox sleep 3600' >/dev/null || die "the container did not survive the removal"
quietly 'apt-get install -y -qq --no-install-recommends /tmp/new/catamaran_*.deb'
[ "$(inside catamaran inspect -f '{{.State.Status}}' kept)" = running ] || die "the container is not seen after another install"
[ "$(data)" = whole ] || die "the volume did not survive the removal"
inside catamaran rm -f kept
inside catamaran network rm keptnet

step "purge"
inside sh -c 'apt-get purge -y -qq catamaran catamaran-vm catamaran-desktop 2>&1 | grep -i kept'
left=$(inside sh -c 'find /usr /etc -iname "*catamaran*" ! -path "/etc/catamaran*"')
[ -z "$left" ] || die "left behind: $left"
step "all passed"
