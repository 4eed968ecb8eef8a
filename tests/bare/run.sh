#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs packaging/bootstrap.sh in a bare Debian root file system made by mmdebstrap, as a new machine would:
#
#   tests/bare/run.sh run|test [SUITE]      SUITE: bookworm (default), trixie
#
# As root, with mmdebstrap. The chroot sees this kernel, /proc, /sys and control groups, and a fresh clone of HEAD; nothing else
# of the host. BARE_DIR (default: a folder in /dev/shm) is kept when KEEP=1.
set -euo pipefail
job=${1:?run or test}
suite=${2:-bookworm}
root=$(cd "$(dirname "$0")/../.." && pwd)
bare=${BARE_DIR:-$(mktemp -d /dev/shm/catamaran-bare-XXXXXX)}
mkdir -p "$bare"

if [ "${BARE_NS:-}" != 1 ]; then
    # Mounts end with this namespace, so that a killed run leaves none behind.
    BARE_NS=1 BARE_DIR=$bare exec unshare -m --propagation private bash "$0" "$@"
fi
cleanup() { [ "${KEEP:-}" = 1 ] || { umount -R "$bare/root" 2>/dev/null || true; rm -rf --one-file-system "$bare"; }; }
trap cleanup EXIT

[ -e "$bare/root.tar" ] || mmdebstrap --quiet --variant=minbase --include=ca-certificates "$suite" "$bare/root.tar"
rm -rf --one-file-system "$bare/root"
mkdir -p "$bare/root"
tar -C "$bare/root" --exclude='./dev/*' -xf "$bare/root.tar"
mount --bind "$bare/root" "$bare/root"
mount -t proc proc "$bare/root/proc"
mount --rbind /sys "$bare/root/sys"
mount --rbind /dev "$bare/root/dev"
mount -t tmpfs tmpfs "$bare/root/run"
mount -t tmpfs tmpfs "$bare/root/tmp"
cp /etc/resolv.conf "$bare/root/etc/resolv.conf"
cp /etc/hosts "$bare/root/etc/hosts"
cp -r /etc/apt/. "$bare/root/etc/apt/"
[ -e /etc/apt/sources.list ] || rm -f "$bare/root/etc/apt/sources.list"
git clone -q "$root" "$bare/root/src/catamaran"
[ -d "$root/../shared" ] && cp -r "$root/../shared" "$bare/root/src/shared"

printf 'bare: %s, job %s, %s packages installed\n' "$suite" "$job" "$(chroot "$bare/root" dpkg-query -f '.' -W | wc -c)"
chroot "$bare/root" env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    TERM=dumb LANG=C.UTF-8 CI="${CI:-}" CATAMARAN_RUNS="${CATAMARAN_RUNS:-5}" bash -c "cd /src/catamaran && packaging/bootstrap.sh $job"
