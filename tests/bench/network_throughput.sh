#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Throughput of networks beside Docker's, in one run:
#
#   tests/bench/network_throughput.sh [BUILD_DIR]      default build/release
#
# Two engines work in one fresh network namespace, so the host is not changed and both have the same kernel and the
# same load. Measured with iperf3: container to container over a bridge network, and from the host through a published
# port (by the host's own address: DNAT, and by 127.0.0.1: what Docker hands to its proxy). Prints TSV rows: case,
# engine, median Gbit/s; then the ratios. As root; needs iperf3, and dockerd for the comparison.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
builds=${1:-$root/build/release}
runs=${RUNS:-3}
seconds=${SECONDS_PER_RUN:-2}
if [ "${CATAMARAN_BENCH_INSIDE:-}" != 1 ]; then
    CATAMARAN_BENCH_INSIDE=1 exec unshare -n -m "$0" "$builds"
fi
scratch=$(mktemp -d /dev/shm/catamaran-net-XXXXXX)
export CATAMARAN_ROOT=$scratch/data CATAMARAN_RUN=$scratch/r
catamaran=$builds/bin/catamaran
docker_pid=
dock() { docker -H "unix://$scratch/docker.sock" "$@"; }
cleanup() {
    "$catamaran" ps -aq 2>/dev/null | xargs -r -n1 "$catamaran" rm -f >/dev/null 2>&1 || true
    if [ -n "$docker_pid" ]; then
        dock ps -aq 2>/dev/null | xargs -r docker -H "unix://$scratch/docker.sock" rm -f >/dev/null 2>&1 || true
        kill "$docker_pid" 2>/dev/null || true
        wait "$docker_pid" 2>/dev/null || true
    fi
    rm -rf "$scratch" 2>/dev/null || true
}
trap cleanup EXIT
mount --make-rprivate /
ip link set lo up
ip link add uplink0 type veth peer name uplink1
ip addr add 198.51.100.1/24 dev uplink0
ip link set uplink0 up
ip link set uplink1 up

rootfs=$scratch/rootfs
mkdir -p "$rootfs"/{bin,dev,etc,proc,sys,tmp,usr/bin,lib64}
cp "$(command -v busybox)" "$rootfs/bin/busybox"
ln -s busybox "$rootfs/bin/sh"
cp "$(command -v iperf3)" "$rootfs/usr/bin/"
ldd "$(command -v iperf3)" | grep -o '/[^ ]*' | while read -r library; do
    mkdir -p "$rootfs/$(dirname "$library")"
    cp -L "$library" "$rootfs/$library"
done
tar -C "$rootfs" -cf "$scratch/image.tar" .
"$catamaran" import "$scratch/image.tar" localhost/iperf >/dev/null

if command -v dockerd >/dev/null; then
    dockerd --data-root "$scratch/docker" --exec-root "$scratch/exec" -H "unix://$scratch/docker.sock" \
        --pidfile "$scratch/docker.pid" --bip 172.29.0.1/16 >"$scratch/docker.log" 2>&1 &
    docker_pid=$!
    for _ in $(seq 100); do dock info >/dev/null 2>&1 && break; sleep 0.3; done
    dock import "$scratch/image.tar" localhost/iperf >/dev/null || { tail -3 "$scratch/docker.log" >&2; docker_pid=; }
fi

gigabits() { # "...": "bits_per_second" of the received sum
    sed -n '/"sum_received"/,/}/s/.*"bits_per_second":[ \t]*\([0-9.e+]*\).*/\1/p' | awk '{printf "%.2f\n", $1 / 1e9}'
}
median() { sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

engines="catamaran"
[ -n "$docker_pid" ] && engines="catamaran docker"
engine() { # name command...
    local name=$1
    shift
    if [ "$name" = docker ]; then dock "$@"; else "$catamaran" "$@"; fi
}
port=15201
for name in $engines; do
    engine "$name" network create speed >/dev/null
    engine "$name" run -d --name server --network speed -p $port:5201 localhost/iperf /usr/bin/iperf3 -s >/dev/null
    eval "address_$name=\$(engine $name inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' server)"
    eval "port_$name=$port"
    port=$((port + 1))
done
measure() { # case engine
    local address port
    eval "address=\$address_$2 port=\$port_$2"
    case $1 in
    container-to-container) engine "$2" run --rm --network speed localhost/iperf /usr/bin/iperf3 -c "$address" -t "$seconds" -J ;;
    published-port) iperf3 -c 198.51.100.1 -p "$port" -t "$seconds" -J ;;
    published-localhost) iperf3 -c 127.0.0.1 -p "$port" -t "$seconds" -J ;;
    esac | gigabits
}
sleep 1
for case in container-to-container published-port published-localhost; do
    for ((i = 0; i < runs; i++)); do # in turns, so that both see the same load
        for name in $engines; do measure $case $name >>"$scratch/$case.$name"; done
    done
    for name in $engines; do
        printf '%s\t%s\t%s\tGbit/s\n' "$case" "$name" "$(median <"$scratch/$case.$name")"
    done
    if [ -n "$docker_pid" ]; then
        awk -v case="$case" 'NR == FNR {a = $1; next} {printf "%s\tratio\t%.2f\tcatamaran/docker\n", case, a / $1}' \
            <(median <"$scratch/$case.catamaran") <(median <"$scratch/$case.docker")
    fi
done
