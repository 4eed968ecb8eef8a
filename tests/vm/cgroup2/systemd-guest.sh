#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# By hand, because it needs mmdebstrap and a Debian mirror: a guest with systemd, to see that control groups
# which a user manager delegates serve the driver. systemd runs as PID 1 of a namespace of its own below the
# guest's init, as in a container.
#
#   systemd-guest.sh BUILD_DIRECTORY WORK_DIRECTORY
set -e
build=$(realpath "$1")
work=$(realpath "$2")
export CATAMARAN_LIBEXEC="$build/libexec" CATAMARAN_ROOT="$work/data" CATAMARAN_RUN="$work/run"

if [ ! -d "$work/root" ]; then
    mmdebstrap --variant=minbase \
        --include=systemd,systemd-sysv,dbus,dbus-user-session,libpam-systemd,kmod,iproute2,nftables,uidmap,passt,busybox-static \
        bookworm "$work/root"
fi
root="$work/root"
program=tests/integration/cgroup/tst_cgroup_driver
mkdir -p "$root/proof" "$root/var/lib/systemd/linger"
cp "$build/$program" "$root/proof/"
for library in $(ldd "$build/$program" | grep -o '/[^ ]*'); do
    [ -e "$root$library" ] || { mkdir -p "$root/$(dirname "$library")"; cp -L "$library" "$root$library"; }
done
grep -q '^cat:' "$root/etc/passwd" || {
    echo 'cat:x:1000:1000::/home/cat:/bin/sh' >> "$root/etc/passwd"
    echo 'cat:x:1000:' >> "$root/etc/group"
    echo 'cat:*:19000:0:99999:7:::' >> "$root/etc/shadow"
    mkdir -p "$root/home/cat"
    chown 1000:1000 "$root/home/cat"
}
touch "$root/var/lib/systemd/linger/cat"

# The user's part: a service that its manager delegates a subtree to.
cat > "$root/proof/user.sh" <<'END'
#!/bin/sh
group=/sys/fs/cgroup$(cut -d: -f3 /proc/self/cgroup)
mkdir "$group/leaf" && echo $$ > "$group/leaf/cgroup.procs" || exit 1
echo "DELEGATED $(id -un) $group: $(cat "$group/cgroup.controllers")"
CATAMARAN_TEST_DELEGATED=$group exec /proof/tst_cgroup_driver
END
cat > "$root/proof/root.sh" <<'END'
#!/bin/sh
exec > /proof/out 2>&1
echo "SYSTEMD $(systemctl --version | head -1), $(systemctl is-system-running), PID 1 is $(cat /proc/1/comm)"
echo "ROOT controllers enabled by systemd: $(cat /sys/fs/cgroup/cgroup.subtree_control)"
runuser -u cat -- env XDG_RUNTIME_DIR=/run/user/1000 DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus \
    systemd-run --user --pipe --wait --quiet -p Delegate=yes /proof/user.sh
echo "USER exit code $?"
# As root beside systemd's own slices; a reload of systemd must not take controllers away.
/proof/tst_cgroup_driver
echo "ROOT exit code $?"
mkdir -p /sys/fs/cgroup/catamaran/kept && for c in memory cpu pids io cpuset; do
    echo "+$c" > /sys/fs/cgroup/cgroup.subtree_control
    echo "+$c" > /sys/fs/cgroup/catamaran/cgroup.subtree_control
done 2>/dev/null
before=$(cat /sys/fs/cgroup/catamaran/kept/cgroup.controllers)
systemctl daemon-reload
systemctl start systemd-tmpfiles-clean.service
echo "KEPT before: $before; after daemon-reload: $(cat /sys/fs/cgroup/catamaran/kept/cgroup.controllers)"
echo END
systemctl poweroff --force --force
END
cat > "$root/proof/outer.sh" <<'END'
#!/bin/sh
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mkdir /sys/fs/cgroup/machine
for c in $(cat /sys/fs/cgroup/cgroup.controllers); do echo "+$c" > /sys/fs/cgroup/cgroup.subtree_control; done
# Only systemd itself may live in its root group, or it could enable no controller there.
unshare --mount --pid --fork sh -c '
    echo 0 > /sys/fs/cgroup/machine/cgroup.procs
    exec unshare --cgroup sh /proof/inner.sh' > /dev/null 2>&1
cat /proof/out
grep -q ^END /proof/out
END
cat > "$root/proof/inner.sh" <<'END'
umount /sys/fs/cgroup
mount -t cgroup2 -o nsdelegate cgroup2 /sys/fs/cgroup
mount -t proc proc /proc
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /tmp
export container=catamaran
exec /lib/systemd/systemd
END
chmod 755 "$root"/proof/*.sh
cat > "$root/etc/systemd/system/proof.service" <<'END'
[Unit]
After=user@1000.service dbus.service
Wants=user@1000.service
[Service]
Type=oneshot
ExecStart=/proof/root.sh
TimeoutStartSec=600
[Install]
WantedBy=multi-user.target
END
mkdir -p "$root/etc/systemd/system/multi-user.target.wants"
ln -sf ../proof.service "$root/etc/systemd/system/multi-user.target.wants/proof.service"

tar -C "$root" --exclude=./dev -c . | "$build/bin/catamaran" import - localhost/systemd
exec "$build/bin/catamaran" vm run --rm --memory 1500m --cpus 2 localhost/systemd sh /proof/outer.sh
