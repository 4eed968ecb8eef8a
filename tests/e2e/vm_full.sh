#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# By hand, as root, because it needs a disk of tests/vm/full/debian-disk.sh: a stock Debian disk with cloud-init as full VM,
# through every verb of the table, once by root and once by an ordinary user: ssh, edit, disks, shares, snapshots, save and
# restore, clone, export and import, autostart, console, screenshot, and virsh beside. Prints a transcript; ends with the
# number of checks that failed. Under software emulation a round takes some minutes.
#
#   vm_full.sh PATH_OF_CATAMARAN DISK.qcow2 WORK_DIRECTORY [USER]
#
# With xvfb-run, virt-manager and ImageMagick's import on the machine, WORK_DIRECTORY/virt-manager.png shows what
# virt-manager sees of the VM of root.
catamaran=$1
disk=$2
work=$3
user=${4:-catamaran-test}
failed=0
mkdir -p "$work" && chmod 755 "$work"
who=root
as() {
    if [ "$who" = root ]; then
        env CATAMARAN_ROOT="$work/root" CATAMARAN_RUN="$work/rr" "$@"
    else
        home="$work/home"
        setpriv --reuid "$user" --regid "$user" --init-groups env HOME="$home" XDG_RUNTIME_DIR="$home/run" \
            XDG_CACHE_HOME="$home/cache" XDG_CONFIG_HOME="$home/config" CATAMARAN_ROOT="$home/root" CATAMARAN_RUN="$home/r" "$@"
    fi
}
c() {
    echo "$who\$ catamaran $*" >&2
    as "$catamaran" "$@"
}
check() { # WHAT EXPECTED REAL
    case $3 in
    *"$2"*) echo "    ok: $1" ;;
    *) echo "    FAILED: $1: expected \"$2\", got \"$3\"" && failed=$((failed + 1)) ;;
    esac
}
ssh() { as "$catamaran" vm ssh "$@" 2>&1; }
ready() { # VM: it answers to ssh again
    for _ in $(seq 120); do
        as "$catamaran" vm ssh "$1" -- true > /dev/null 2>&1 && return
        sleep 1
    done
}
picture() { # URI: what virt-manager shows
    command -v virt-manager > /dev/null && command -v xvfb-run > /dev/null && command -v import > /dev/null || return
    env HOME="$work" NO_AT_BRIDGE=1 xvfb-run -a -s '-screen 0 900x520x24' dbus-run-session -- sh -c "
        virt-manager --no-fork -c '$1' >'$work/virt-manager.log' 2>&1 & pid=\$!
        for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do sleep 1; done
        import -window root '$work/virt-manager.png'; kill \$pid"
    [ -s "$work/virt-manager.png" ] && echo "    virt-manager: $work/virt-manager.png"
}
by_virsh() {
    uri=$(c vm inspect -f '{{.ConnectionUri}}' box)
    domain=$(c vm inspect -f '{{.DomainName}}' box)
    v() {
        echo "$who\$ virsh -c $uri $*" >&2
        as virsh -q -c "$uri" "$@"
    }
    check 'virsh lists it' "$domain" "$(v list)"
    check 'virsh tells its title' box "$(v desc --title "$domain"; v domtitle "$domain" 2> /dev/null)"
    v suspend "$domain" > /dev/null
    check 'suspended by virsh, paused here' paused "$(c vm inspect -f '{{.State.Status}}' box)"
    v resume "$domain" > /dev/null
    check 'resumed by virsh' ready "$(c vm inspect -f '{{.State.Status}}' box)"
    check 'the guest agent answers virsh' box "$(v guestinfo --hostname "$domain")"
    [ "$who" = root ] && picture "$uri"
}
round() { # FIRST PORT
    seen=
    echo "=== $who ==="
    c vm events > "$work/events.$who" 2> /dev/null &
    listener=$!
    began=$(date +%s)
    c vm launch --name box --disk "$disk" --memory 768m --cpus 1 --disk-size 4g -p "127.0.0.1:$1:80" || { failed=$((failed + 1)); return; }
    echo "    booted after $(($(date +%s) - began)) s"
    c vm ls
    c vm boot box
    check 'ssh gets in' Linux "$(ssh box -- uname -s)"
    check 'cloud-init is done' done "$(ssh box -- cloud-init status --long)"
    check 'the host name is its own' box "$(ssh box -- hostname)"
    check 'the root file system has grown' 3. "$(ssh box -- df -h --output=size / | tail -1)"
    ssh box -- 'sudo sh -c "echo before > /root/note; sync"'
    c vm cp "$0" box:/tmp/copied
    check 'cp into the VM' "$(wc -c < "$0")" "$(ssh box -- wc -c /tmp/copied)"
    check 'stats' box "$(c vm stats --no-stream)"
    check 'top' systemd "$(c vm top box)"
    by_virsh
    echo "--- disks and settings"
    c vm disk add --size 256m box
    check 'the guest sees the new disk' 256M "$(ssh box -- lsblk -dno SIZE)"
    target=$(c vm disk ls box | awk '/256|268/ {print $1}' | head -1)
    c vm disk resize box "$target" 512m
    check 'the guest sees its new size' 512M "$(ssh box -- lsblk -dno SIZE)"
    c vm disk rm box "$target"
    check 'the guest sees it go' 0 "$(ssh box -- lsblk -dno SIZE | grep -c 512M)"
    c vm edit -p "127.0.0.1:$(($1 + 1)):22" box
    check 'a port is published while it runs' SSH "$(as timeout 10 busybox nc 127.0.0.1 $(($1 + 1)) < /dev/null 2>&1 | head -1)"
    echo "--- snapshots"
    c vm snapshot create box first -m 'before the change'
    ssh box -- 'sudo sh -c "echo after > /root/note; sync"'
    c vm snapshot create box second
    c vm snapshot ls --tree box
    check 'the tree has both' second "$(c vm snapshot ls box)"
    c vm snapshot revert box first
    ready box
    check 'reverted: the note is the old one' before "$(ssh box -- sudo cat /root/note)"
    c vm snapshot rm box second
    check 'one is left' first "$(c vm snapshot ls box)"
    echo "--- save and restore"
    boot=$(ssh box -- cat /proc/sys/kernel/random/boot_id)
    c vm save box
    check 'saved' saved "$(c vm ls -a)"
    c vm restore box
    ready box
    check 'it went on, it did not boot' "$boot" "$(ssh box -- cat /proc/sys/kernel/random/boot_id)"
    echo "--- pause, reboot, console, screenshot"
    c vm pause box && check 'paused' paused "$(c vm inspect -f '{{.State.Status}}' box)"
    c vm resume box
    c vm reboot box
    ready box
    for _ in $(seq 60); do
        as "$catamaran" vm console --no-follow box | tail -c 2000 | grep -q login: && break
        sleep 1
    done
    check 'the console was kept' login: "$(c vm console --no-follow box | tail -c 20000)"
    c vm screenshot -o "$work/screen.$who.png" box
    check 'the screenshot is a PNG' PNG "$(file -b "$work/screen.$who.png" 2> /dev/null || head -c 4 "$work/screen.$who.png")"
    if [ "$who" = root ]; then
        check 'autostart: the private libvirtd of root says why not' 'not started with the host' "$(c vm autostart box 2>&1)"
    else
        c vm autostart box
        check 'autostart' true "$(c vm inspect -f '{{.Autostart}}' box)"
        c vm autostart --disable box
        check 'no autostart' false "$(c vm inspect -f '{{.Autostart}}' box)"
    fi
    echo "--- stop, share, clone, export, import"
    c vm stop -t 120 box
    mkdir -p "$work/shared.$who" && echo 'of the host' > "$work/shared.$who/file" && chmod 755 "$work/shared.$who"
    c vm snapshot rm box first
    c vm share add box "$work/shared.$who" stuff
    c vm edit --cpus 2 --memory 900m box
    c vm clone box twin
    c vm start box twin
    ready box
    ready twin
    ssh twin -- cloud-init status --wait > /dev/null
    check 'it has two CPUs now' 2 "$(ssh box -- nproc)"
    # virtiofs needs root before libvirt 10, and Debian's cloud kernel has no 9p: said by the verb, and by the guest.
    [ "$who" = root ] || seen="unknown filesystem type '9p'"
    check 'the share is seen' "${seen:-of the host}" "$(ssh box -- 'd=$(findmnt -n -o TARGET -t virtiofs,9p | head -1); [ -n "$d" ] || { sudo mkdir -p /stuff; sudo mount -t virtiofs stuff /stuff || sudo mount -t 9p -o trans=virtio stuff /stuff; d=/stuff; }; cat $d/file')"
    check 'the clone has what the first had' before "$(ssh twin -- sudo cat /root/note)"
    check 'and a name of its own' twin "$(ssh twin -- hostname)"
    check 'and an identity of its own' different "$([ "$(ssh twin -- cat /etc/machine-id)" != "$(ssh box -- cat /etc/machine-id)" ] && echo different)"
    c vm rm -f twin
    c vm rename box casket
    c vm stop -t 120 casket
    for kind in qcow2 ova; do
        c vm export -o "$work/out.$who.$kind" casket
        c vm import --name "again-$kind" --memory 768m "$work/out.$who.$kind" > /dev/null || failed=$((failed + 1))
    done
    check 'the exported disk is whole' 'No errors' "$(qemu-img check "$work/out.$who.qcow2" 2>&1)"
    c vm start again-ova
    c vm wait --ready again-ova
    ready again-ova
    check 'what was imported boots and has the note' before "$(ssh again-ova -- sudo cat /root/note)"
    c vm rm -f again-ova again-qcow2 casket
    check 'nothing is left' '' "$(c vm ls -aq)"
    [ -z "$(c vm ls -aq)" ] || failed=$((failed + 1))
    sleep 1
    kill $listener 2> /dev/null
    check 'events told it all' remove "$(cat "$work/events.$who")"
    rm -f "$work"/out.*
}
round 15480
who=$user
mkdir -p "$work/home/run" && chown -R "$user" "$work/home" && chmod 700 "$work/home/run" && chmod 777 "$work"
round 15490
chmod 755 "$work"
echo "$failed checks failed"
[ "$failed" -eq 0 ]
