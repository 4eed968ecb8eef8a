#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the guest of tst_cgroup2_guest runs: cgroup v2 alone on /sys/fs/cgroup, then the programs of
# /proof/list, one line each:
#   USER|SECONDS|PROGRAM ARGUMENTS...
# USER is root, or user (uid 1000 in a control group that was given to it), or disk: root in a control group that
# was given to catamaran-test (uid 1001), with temporary files on ext4. Tells by lines "RESULT <number>
# <exit code> <seconds>"; ends with 0 when it came to its end.

export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C
. /proof/environment

for module in $(cat /proof/modules/list); do
    grep -q "^${module%.ko} " /proc/modules && continue # the init has loaded it
    insmod "/proof/modules/$module" 2>/dev/null || echo "NOTE module $module was not loaded"
done
mount -o remount,size=80% /dev/shm
mount -t tmpfs -o mode=1777 tmp /tmp
mkdir -p /var/lib /var/run /var/tmp
mount -t cgroup2 -o nsdelegate cgroup2 /sys/fs/cgroup || exit 90
echo "KERNEL $(uname -r) $(cat /proc/cmdline | tr ' ' '\n' | grep cgroup)"
echo "MOUNTS $(grep -c ' cgroup ' /proc/self/mounts) of v1, $(grep -c ' cgroup2 ' /proc/self/mounts) of v2"
echo "CONTROLLERS $(cat /sys/fs/cgroup/cgroup.controllers)"
echo "PRESSURE $(head -1 /proc/pressure/memory 2>/dev/null || echo none)"

# As systemd does it for a user manager with Delegate=yes: the subtree and the files that move processes and
# enable controllers belong to the user; the processes live in a leaf of their own.
cd /sys/fs/cgroup || exit 91
for controller in $(cat cgroup.controllers); do echo "+$controller" > cgroup.subtree_control; done 2>/dev/null
for owner in 1000:user 1001:test; do
    slice=${owner#*:}.slice
    owner=${owner%:*}
    mkdir -p $slice/session
    for controller in $(cat $slice/cgroup.controllers); do
        echo "+$controller" > $slice/cgroup.subtree_control
    done 2>/dev/null
    chown $owner:$owner $slice $slice/cgroup.procs $slice/cgroup.subtree_control \
        $slice/cgroup.threads $slice/session $slice/session/cgroup.procs $slice/session/cgroup.subtree_control
done
mkdir -p /run/user/1000 /home/user
chown 1000:1000 /run/user/1000 /home/user
chmod 700 /run/user/1000
cd /

# The tools that make users have nothing to do: /etc/passwd and /etc/subuid are as they would leave them.
for tool in useradd usermod userdel; do
    printf '#!/bin/sh\nexit 0\n' > /usr/bin/$tool
    chmod 755 /usr/bin/$tool
done
chmod 666 /dev/net/tun 2>/dev/null
makeDisk()
{
    [ -d /disk ] && return
    mkdir /disk && truncate -s 700M /tmp/disk.image && mke2fs -q -t ext4 /tmp/disk.image &&
        mount -o loop /tmp/disk.image /disk && chmod 1777 /disk
}

# The kernel patches its own code while the other processor runs it: under emulation with a thread per
# processor the guest hung here (hypervisor/libvirt/keeper/emulator.c).
(while :; do busybox true; done) &
busy=$!
round=0
while [ $round -lt 100 ]; do
    echo $((round % 2)) > /proc/sys/kernel/sched_schedstats
    round=$((round + 1))
done
kill $busy
echo "PATCHED $round times"

number=0
while IFS='|' read -r user seconds program; do
    number=$((number + 1))
    began=$(cut -d. -f1 /proc/uptime)
    echo "BEGIN $number $user $program"
    if [ "$user" = root ]; then
        timeout -s KILL "$seconds" $program </dev/null 2>&1
    elif [ "$user" = disk ]; then
        makeDisk
        timeout -s KILL "$seconds" /bin/sh -c '
            echo $$ > /sys/fs/cgroup/test.slice/session/cgroup.procs
            export TMPDIR=/disk
            exec "$@"' sh $program </dev/null 2>&1
    else
        timeout -s KILL "$seconds" /bin/sh -c '
            echo $$ > /sys/fs/cgroup/user.slice/session/cgroup.procs
            export HOME=/home/user XDG_RUNTIME_DIR=/run/user/1000 USER=user
            export CATAMARAN_TEST_DELEGATED=/sys/fs/cgroup/user.slice
            exec /usr/bin/setpriv --reuid 1000 --regid 1000 --init-groups -- "$@"' sh $program </dev/null 2>&1
    fi
    code=$?
    echo
    echo "RESULT $number $code $(($(cut -d. -f1 /proc/uptime) - began))"
done < /proof/list
find /sys/fs/cgroup -mindepth 1 -type d -path '*catamaran*/*' | sed 's/^/LEFT group: /'
grep catamaran /proc/self/mounts | sed 's/^/LEFT mount: /'
exit 0
