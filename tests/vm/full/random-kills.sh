#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# By hand: kills QEMU, libvirt's daemon and the command line at random moments while a VM with a disk of its own works,
# and looks after each whether the VM can still be controlled and its disk is whole. Only processes of this state
# directory are killed. CATAMARAN_ROOT and CATAMARAN_RUN say where it lies.
#
#   random-kills.sh PATH_OF_CATAMARAN DISK.qcow2 COUNT
catamaran=$1
disk=$2
count=$3
failed=0
$catamaran vm create --name killed --disk "$disk" > /dev/null || exit 1
id=$($catamaran vm inspect -f '{{.Id}}' killed)
file=$CATAMARAN_ROOT/vm/machines/$id/disk.qcow2
$catamaran vm start killed > /dev/null
i=0
while [ $i -lt "$count" ]; do
    i=$((i + 1))
    sleep "0.$(od -An -N1 -tu1 /dev/urandom | tr -d ' ')"
    case $(($(od -An -N1 -tu1 /dev/urandom) % 3)) in
    0)
        what=qemu
        pid=$(grep -l "guest=ct-$(echo "$id" | cut -c1-12)" /proc/[0-9]*/cmdline 2> /dev/null | head -1 | cut -d/ -f3)
        ;;
    1)
        what=libvirtd
        pid=$(cat "$CATAMARAN_RUN/vm/libvirt/libvirtd.pid" 2> /dev/null)
        ;;
    2)
        what=catamaran
        $catamaran vm snapshot create killed "s$i" > /dev/null 2>&1 &
        pid=$!
        ;;
    esac
    [ -n "$pid" ] && kill -9 "$pid" 2> /dev/null
    # A named state, at once and without help.
    state=$($catamaran vm inspect -f '{{.State.Status}}' killed) || { echo "$i $what: no answer"; failed=$((failed + 1)); continue; }
    case $state in
    failed | stopped | paused) $catamaran vm start killed > /dev/null || { echo "$i $what: no start after $state"; failed=$((failed + 1)); } ;;
    esac
    qemu-img check -U -q "$file" > /dev/null 2>&1
    # 3: clusters that nobody uses: space lost by a kill, no damage.
    code=$?
    [ $code -eq 0 ] || [ $code -eq 3 ] || { echo "$i $what: qemu-img check says $code"; failed=$((failed + 1)); }
done
$catamaran vm kill killed > /dev/null 2>&1
qemu-img check "$file" | tail -3
$catamaran vm rm -f killed > /dev/null
echo "$count kills, $failed failures"
[ $failed -eq 0 ]
