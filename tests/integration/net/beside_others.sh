#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Our networks beside a real dockerd and a real NAT network of libvirt, in a network namespace of its own:
#
#   beside_others.sh BUILD_DIR
#
# Each must reach the outside, and none may have lost a rule at the end. Exit code 77: cannot run here (the reason is
# printed). As root.
set -euo pipefail
builds=$1
for program in dockerd docker virsh libvirtd busybox; do
    command -v $program >/dev/null || { echo "needs $program"; exit 77; }
done
if [ "${CATAMARAN_INSIDE:-}" != 1 ]; then
    CATAMARAN_INSIDE=1 exec unshare -n -m --propagation private "$0" "$builds"
fi
scratch=$(mktemp -d "${TMPDIR:-/tmp}/ct-beside-XXXXXX")
export CATAMARAN_ROOT=$scratch/data CATAMARAN_RUN=$scratch/r
catamaran=$builds/bin/catamaran
docker_pid=
libvirt_pid=
dock() { docker -H "unix://$scratch/docker.sock" "$@"; }
virtual() { virsh -q -c "qemu+unix:///system?socket=/run/libvirt/libvirt-sock" "$@"; }
cleanup() {
    "$catamaran" ps -aq 2>/dev/null | xargs -r -n1 "$catamaran" rm -f >/dev/null 2>&1 || true
    virtual net-destroy beside >/dev/null 2>&1 || true
    [ -z "$docker_pid" ] || { kill "$docker_pid" 2>/dev/null; wait "$docker_pid" 2>/dev/null; } || true
    [ -z "$libvirt_pid" ] || { kill "$libvirt_pid" 2>/dev/null; wait "$libvirt_pid" 2>/dev/null; } || true
    rm -rf "$scratch" 2>/dev/null || true
}
trap cleanup EXIT
fail() { echo "FAIL: $*"; exit 1; }

# An outside: 198.51.100.2 with a web server.
ip link set lo up
ip link add uplink type veth peer name eth0
unshare -n sleep 600 &
outside=$!
trap 'kill $outside 2>/dev/null; cleanup' EXIT
while [ "$(readlink /proc/$outside/ns/net)" = "$(readlink /proc/self/ns/net)" ]; do sleep 0.05; done
ip link set eth0 netns $outside
ip addr add 198.51.100.1/24 dev uplink
ip link set uplink up
ip route add default via 198.51.100.2
nsenter -t $outside -n sh -c 'ip addr add 198.51.100.2/24 dev eth0; ip link set eth0 up; ip link set lo up; ip route add default via 198.51.100.1'
mkdir -p "$scratch/www"
echo outside >"$scratch/www/index.html"
nsenter -t $outside -n busybox httpd -p 80 -h "$scratch/www"

dockerd --data-root "$scratch/docker" --exec-root "$scratch/exec" -H "unix://$scratch/docker.sock" \
    --pidfile "$scratch/docker.pid" --bip 172.29.0.1/16 >"$scratch/docker.log" 2>&1 &
docker_pid=$!
mount -t tmpfs tmpfs /run/libvirt 2>/dev/null || { mkdir -p /run/libvirt && mount -t tmpfs tmpfs /run/libvirt; }
mkdir -p /var/lib/libvirt /etc/libvirt/qemu/networks
mount -t tmpfs tmpfs /var/lib/libvirt
mount -t tmpfs tmpfs /etc/libvirt/qemu/networks
mkdir -p /var/lib/libvirt/dnsmasq /run/libvirt/network
if ! getent passwd libvirt-qemu >/dev/null; then # the QEMU driver wants its user, though no VM runs here
    cp /etc/passwd "$scratch/passwd"
    cp /etc/group "$scratch/group"
    echo 'libvirt-qemu:x:64055:64055::/var/lib/libvirt:/usr/sbin/nologin' >>"$scratch/passwd"
    echo 'libvirt-qemu:x:64055:' >>"$scratch/group"
    getent group kvm >/dev/null || echo 'kvm:x:64056:' >>"$scratch/group"
    mount --bind "$scratch/passwd" /etc/passwd
    mount --bind "$scratch/group" /etc/group
fi
libvirtd -p "$scratch/libvirtd.pid" >"$scratch/libvirt.log" 2>&1 &
libvirt_pid=$!
for _ in $(seq 150); do dock info >/dev/null 2>&1 && break; sleep 0.2; done
dock info >/dev/null 2>&1 || { tail -2 "$scratch/docker.log"; echo "dockerd does not start here"; exit 77; }
for _ in $(seq 100); do virtual net-list >/dev/null 2>&1 && break; sleep 0.2; done
cat >"$scratch/net.xml" <<'X'
<network><name>beside</name><forward mode='nat'/><bridge name='ctvirbr' stp='off' delay='0'/><dns enable='no'/>
<ip address='192.168.213.1' netmask='255.255.255.0'/></network>
X
virtual net-create "$scratch/net.xml" >/dev/null 2>"$scratch/virsh.err" || { cat "$scratch/libvirt.log" "$scratch/virsh.err"; echo "libvirt makes no network here"; exit 77; }
# A guest of libvirt's network, as far as the network is concerned: a namespace with a link on its bridge.
unshare -n sleep 600 &
guest=$!
trap 'kill $outside $guest 2>/dev/null; cleanup' EXIT
while [ "$(readlink /proc/$guest/ns/net)" = "$(readlink /proc/self/ns/net)" ]; do sleep 0.05; done
ip link add vguest master ctvirbr up type veth peer name eth0 netns $guest
nsenter -t $guest -n sh -c 'ip addr add 192.168.213.5/24 dev eth0; ip link set eth0 up; ip route add default via 192.168.213.1'

# A static busybox may lack the C library's shared files, and its wget looks up even an address: nc then.
fetch='printf "GET / HTTP/1.0\\r\\n\\r\\n" | /bin/busybox nc -w 5 198.51.100.2 80 | /bin/busybox grep -o outside'
get() { # [nsenter ...] address port
    local port=${*: -1} address=${*: -2:1}
    printf 'GET / HTTP/1.0\r\n\r\n' | "${@:1:$#-2}" busybox nc -w 5 "$address" "$port" | grep -o -E 'inside|outside'
}
theirs() { [ "$(get nsenter -t $guest -n 198.51.100.2 80)" = outside ]; }
# A bridge without a carrier before needs a moment.
for _ in $(seq 20); do theirs && break; sleep 0.2; done
theirs || { echo "libvirt's network does not reach the outside here, without us"; exit 77; }

mkdir -p "$scratch/rootfs/bin" "$scratch/rootfs/www"
cp "$(command -v busybox)" "$scratch/rootfs/bin/busybox"
ln -s busybox "$scratch/rootfs/bin/sh"
echo inside >"$scratch/rootfs/www/index.html"
tar -C "$scratch/rootfs" -cf "$scratch/image.tar" .
dock import "$scratch/image.tar" localhost/web >/dev/null
"$catamaran" import "$scratch/image.tar" localhost/web >/dev/null

web="/bin/busybox httpd -f -p 80 -h /www"
dock run -d --name theirs -p 18201:80 localhost/web $web >/dev/null
"$catamaran" run -d --name ours -p 18202:80 localhost/web $web >/dev/null
"$catamaran" network create --ipv6 second >/dev/null
"$catamaran" run -d --name more --network second -p 18203:80 localhost/web $web >/dev/null
check() {
    [ "$("$catamaran" exec ours /bin/sh -c "$fetch")" = outside ] || fail "our container does not reach the outside ($1)"
    [ "$("$catamaran" exec more /bin/sh -c "$fetch")" = outside ] || fail "our second network does not reach the outside ($1)"
    [ "$(dock exec theirs /bin/sh -c "$fetch")" = outside ] || fail "docker's container does not reach the outside ($1)"
    theirs || fail "libvirt's guest does not reach the outside ($1)"
    for port in 18201 18202 18203; do
        [ "$(get nsenter -t $outside -n 198.51.100.1 $port)" = inside ] || fail "port $port is not reached from outside ($1)"
        [ "$(get env 127.0.0.1 $port)" = inside ] || fail "port $port is not reached at 127.0.0.1 ($1)"
    done
}
check "at first"
"$catamaran" rm -f more >/dev/null
"$catamaran" network rm second >/dev/null
dock network create other >/dev/null
"$catamaran" run -d --name more -p 18203:80 localhost/web $web >/dev/null
check "after networks came and went"
"$catamaran" rm -f ours more >/dev/null
dock exec theirs /bin/sh -c "$fetch" >/dev/null || fail "docker is broken after us"
theirs || fail "libvirt is broken after us"
nft list chain ip filter DOCKER-USER >/dev/null 2>&1 || fail "docker's chains are gone"
nft list chain ip filter LIBVIRT_FWO >/dev/null 2>&1 || nft list tables | grep libvirt >/dev/null || fail "libvirt's rules are gone"
echo "docker, libvirt and catamaran work beside each other"
