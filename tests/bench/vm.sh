#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a light VM costs, one row each, in one run: the cold start beside QEMU started directly with the same kernel, initramfs and disk,
# by phases; clones, spares, restore, exec, a killed QEMU; memory of idle VMs and how many fit into 4 GiB; statistics of ten; disks; the
# accelerator's probe. The targets stand in the last column.
#
#   tests/bench/vm.sh BIN_DIRECTORY [RUNS [IDLE_VMS [PART]...]]
#
# BIN_DIRECTORY holds bench_vm, beside libexec. As root or an ordinary user. IDLE_VMS clones are started at once. The disk of a Debian of
# minbase size is made too if mmdebstrap is there (BENCH_LAYER names a directory with one instead). Prints case, peer, median, least,
# most, unit, target. On a busy machine run it in a control group with a high cpu weight, which QEMU (both ways)
# and the daemon inherit.
set -euo pipefail
bin=$(realpath "$1")
shift
runs=${1:-5} idle=${2:-10}
[ $# -lt 2 ] && set -- "$runs" "$idle"
work=$(mktemp -d /dev/shm/cvXXXX) # short: sockets live below it
trap 'rm -rf "$work"' EXIT
export CATAMARAN_LIBEXEC=${CATAMARAN_LIBEXEC:-$bin/../libexec}
mkdir -p "$work/layer/bin" "$work"/layer/{proc,sys,dev,tmp,etc}
cp /bin/busybox "$work/layer/bin/busybox"
ln -s busybox "$work/layer/bin/sh"
target() {
    case $1 in
    'cold start, ours / raw'*) echo '<= 1.15' ;;
    'clone of a template to its answer'*) echo '<= 350' ;;
    'hot spare to its answer'*) echo '<= 25' ;;
    'restore to the answer'*) echo '<= 350' ;;
    'PSS per idle VM, clone'*) echo '<= 25' ;;
    'PSS per idle VM, cold'*) echo '<= 90' ;;
    'image to disk, Debian'*) echo '<= 600' ;;
    'accelerator probe'*) echo '<= 50' ;;
    'statistics of 10'*CPU*) echo '< 5' ;;
    'exec of true'*) echo '<= 8' ;;
    'QEMU killed until the state'*) echo '<= 50' ;;
    esac
}
rows() {
    while IFS= read -r line; do
        printf '%s\t%s\n' "$line" "$(target "$line")"
    done
}
printf '# %s, load %s\n' "$(nproc) CPUs" "$(cut -d' ' -f1-3 /proc/loadavg)"
"$bin/bench_vm" "$work/layer" "$work/d" "$@" | rows
layer=${BENCH_LAYER:-}
if [ -z "$layer" ] && [ $# -le 2 ] && [ "$(id -u)" = 0 ] && command -v mmdebstrap >/dev/null; then
    layer=$work/debian
    mmdebstrap --variant=minbase --quiet bookworm "$layer" >/dev/null 2>&1 || layer=
fi
if [ -n "$layer" ]; then
    "$bin/bench_vm" "$layer" "$work/e" "$runs" 0 disk | grep '^image' | sed "s/^image to disk/image to disk, Debian of $(du -sm "$layer" | cut -f1) MB/" | rows
fi
