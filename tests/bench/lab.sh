# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the benchmarks beside docker and podman share; sourced by run.sh, build.sh and pull.sh with the build directory as
# first argument. Goes into a network and mount namespace of its own and starts a dockerd there, so nothing of the host is
# changed. Afterwards: $ours, $scratch, $peers, in_group, call, sample, turns, others, table.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
builds=$(realpath "${1:-$root/build/release}")
if [ "${CATAMARAN_BENCH_INSIDE:-}" != 1 ]; then
    CATAMARAN_BENCH_INSIDE=1 exec unshare -n -m "$0" "$builds"
fi
runs=${RUNS:-10}
scratch=$(mktemp -d "${SCRATCH:-/dev/shm}/catamaran-bench-XXXXXX")
export CATAMARAN_ROOT=$scratch/data CATAMARAN_RUN=$scratch/r
ours=$builds/bin/catamaran
tag=$(printf %s "$CATAMARAN_ROOT" | sha256sum | cut -c1-8)
mount --make-rprivate /
ip link set lo up
ip link add uplink0 type veth peer name uplink1
ip addr add 198.51.100.1/24 dev uplink0
ip link set uplink0 up
ip link set uplink1 up
ip route add default via 198.51.100.2

# One control group for each peer: what works for it is charged there.
if [ -d /sys/fs/cgroup/cpuacct ]; then groups=/sys/fs/cgroup/cpuacct; else groups=/sys/fs/cgroup; fi
name=catamaran-bench-$$
docker_pid=
declare -A program=([catamaran]=$ours)
peers="catamaran"
declare -A charged=() # a peer with a name of its own works in the group of another
group_of() { echo "$groups/$name-${charged[$1]:-$1}"; }
in_group() { # peer command...: as that peer
    local group
    group=$(group_of "$1")
    shift
    (echo "$BASHPID" >"$group/cgroup.procs" && exec "$@")
}
processor() { # peer: microseconds so far
    local sum=0 group
    for group in "$(group_of "$1")" $([ "$1" = catamaran ] && echo "$groups/catamaran-$tag" "$groups/system.slice/catamaran-$tag" || true) \
        $([ "$1" = podman ] && echo "$groups/libpod_parent" "$groups/machine.slice" || true); do
        if [ -r "$group/cpuacct.usage" ]; then
            sum=$((sum + $(<"$group/cpuacct.usage") / 1000))
        elif [ -r "$group/cpu.stat" ]; then
            sum=$((sum + $(awk '/^usage_usec/ { print $2 }' "$group/cpu.stat")))
        fi
    done
    echo "$sum"
}
cleanup() {
    local peer
    for peer in $peers; do
        call "$peer" ps -aq 2>/dev/null | while read -r id; do call "$peer" rm -f "$id" >/dev/null 2>&1 </dev/null || true; done
    done
    if [ -n "$docker_pid" ]; then
        kill "$docker_pid" 2>/dev/null || true
        for _ in $(seq 100); do [ -e "/proc/$docker_pid" ] || break; sleep 0.1; done
    fi
    find /sys/fs/cgroup -depth -type d -path "*/$name-*" -exec rmdir {} + 2>/dev/null || true # in every hierarchy
    rm -rf "$scratch" 2>/dev/null || true
}
trap cleanup EXIT

mkdir -p "$scratch/rootfs"/{bin,dev,etc,proc,root,sys,tmp} "$scratch/work" "$scratch/samples"
cp "$(command -v busybox)" "$scratch/rootfs/bin/busybox"
for word in sh true cat echo sleep yes head; do ln -sf busybox "$scratch/rootfs/bin/$word"; done
printf 'root:x:0:0:root:/root:/bin/sh\n' >"$scratch/rootfs/etc/passwd"
touch "$scratch/rootfs/etc/"{hosts,hostname,resolv.conf}
tar -C "$scratch/rootfs" -cf "$scratch/rootfs.tar" .
mkdir -p "$(group_of catamaran)"
"$ours" import "$scratch/rootfs.tar" localhost/bench >/dev/null
if [[ ${PEERS:-docker} == *docker* ]] && command -v dockerd >/dev/null; then
    mkdir -p "$(group_of docker)"
    export DOCKER_HOST=unix://$scratch/docker.sock
    in_group docker dockerd --data-root "$scratch/docker" --exec-root "$scratch/exec" -H "$DOCKER_HOST" --pidfile "$scratch/docker.pid" \
        --bip 172.29.0.1/16 --cgroup-parent "/$name-docker/c" >"$scratch/docker.log" 2>&1 &
    for _ in $(seq 100); do docker info >/dev/null 2>&1 && break; sleep 0.3; done
    docker_pid=$(cat "$scratch/docker.pid" 2>/dev/null || true)
    if docker import "$scratch/rootfs.tar" localhost/bench >/dev/null 2>&1; then peers+=" docker" program[docker]=docker; fi
fi
if [[ ${PEERS:-podman} == *podman* ]] && command -v podman >/dev/null; then
    mkdir -p "$(group_of podman)"
    # podman and crun refuse a hybrid cgroup layout: hide its v2 half from them. Without CAP_SYS_RESOURCE podman's
    # default limits cannot be set.
    printf '[containers]\ndefault_ulimits = ["nofile=1024:4096", "nproc=1024:4096"]\n' >"$scratch/containers.conf"
    printf '#!/bin/sh\nexport CONTAINERS_CONF=%s\nexec unshare -m sh -c '\''umount /sys/fs/cgroup/unified 2>/dev/null; exec podman --root %s --runroot %s "$@"'\'' podman "$@"\n' \
        "$scratch/containers.conf" "$scratch/podman" "$scratch/pr" >"$scratch/podman.sh"
    chmod +x "$scratch/podman.sh"
    program[podman]=$scratch/podman.sh
    if "$scratch/podman.sh" import "$scratch/rootfs.tar" localhost/bench >/dev/null 2>&1; then peers+=" podman"; fi
fi
call() { # peer verb...
    local peer=$1
    shift
    in_group "$peer" "${program[$peer]}" "$@"
}

# The runner of a peer stands in the peer's group and starts each command there (turn.c says why).
cc -O2 -o "$scratch/turn" "$root/tests/bench/turn.c"
declare -A ask=() answer=()
runner() { # peer: starts its runner at the first call
    [ -z "${ask[$1]:-}" ] || return 0
    local to from
    mkfifo "$scratch/ask-$1" "$scratch/answer-$1"
    in_group "$1" "$scratch/turn" <"$scratch/ask-$1" >"$scratch/answer-$1" 2>/dev/null &
    exec {to}>"$scratch/ask-$1" {from}<"$scratch/answer-$1"
    ask[$1]=$to answer[$1]=$from
}

wanted() { [ -z "${CASES:-}" ] || [[ $1 == $CASES ]]; }
sample() { # case peer command...: one run, in a file of its case and peer
    local case=$1 peer=$2 cpu_begin status took
    [ -z "${VERBOSE:-}" ] || echo "$SECONDS s: $case $peer" >&2
    shift 2
    case $1 in
    call) set -- "${program[$2]}" "${@:3}" ;;
    in_group) set -- "${@:3}" ;;
    esac
    runner "$peer"
    cpu_begin=$(processor "$peer")
    (IFS=$'\x1f'; printf '%s\n' "$*") >&"${ask[$peer]}"
    read -r status took <&"${answer[$peer]}"
    if [ "$status" != 0 ]; then
        echo "$case" >>"$scratch/samples/$case $peer.failed"
        return 0
    fi
    echo "$took $(($(processor "$peer") - cpu_begin))" >>"$scratch/samples/$case $peer"
}
turns() { # case runs verb...: every peer in turn; @ stands for the number of the run
    local case=$1 count=$2 i peer
    shift 2
    wanted "$case" || return 0
    for peer in $peers; do call "$peer" "${@//@/w}" >/dev/null 2>&1 </dev/null || true; done
    for ((i = 1; i <= count; i++)); do
        for peer in $peers; do sample "$case" "$peer" call "$peer" "${@//@/$i}"; done
    done
}
others=$scratch/others # rows that are no times: case peer value unit
: >"$others"
printf '# load %s, %s processors, %s runs, %s\n' "$(cut -d' ' -f1-3 /proc/loadavg)" "$(nproc)" "$runs" "$builds"

table() {
    # The table. A ratio says how many times longer the peer takes than we do.
    printf 'case\tpeer\twall ms\tmin\tcpu ms\twall:ours\tcpu:ours\n'
    local file column wall least cpu
    cd "$scratch/samples"
    for file in *; do
        case $file in
        *.failed) [ -e "${file%.failed}" ] || printf '%s\tfailed\n' "${file%.failed}" | tr ' ' '\t' ;;
        *)
            for column in 1 2; do cut -d' ' -f$column "$file" | sort -n | awk '{ a[NR] = $1 / 1000 } END { print a[int((NR + 1) / 2)], a[1] }'; done |
                paste -sd' ' | while read -r wall least cpu _; do echo "${file% *} ${file##* } $wall $least $cpu"; done
            ;;
        esac
    done | sort -s -k1,1 | awk '
        $2 == "failed" || $3 == "failed" { print; next }
        { line[++n] = $0; if ($2 == "catamaran") { wall[$1] = $3; cpu[$1] = $5 } }
        END { for (i = 1; i <= n; i++) { split(line[i], f, " ")
            printf "%s\t%s\t%.2f\t%.2f\t%.2f\t%s\t%s\n", f[1], f[2], f[3], f[4], f[5],
                times(f[3], wall[f[1]]), times(f[5], cpu[f[1]]) } }
        function times(theirs, ours) { return ours + 0 ? sprintf("%.1f", theirs / ours) : "-" }'
    cat "$others"
}
