#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The targets of the engine beside docker and podman, in one run, so that ratios mean something on a busy machine:
#
#   tests/bench/run.sh [BUILD_DIR]      default build/release
#
# Prints one table: case, peer, wall median and minimum, CPU-milliseconds of everything that the case made work (client,
# daemon, shims, monitors, containers: read from control groups of their own), and both as multiples of ours; then the
# rows that are no times. Peers take turns in every round. All of it happens in a network and mount namespace made for
# it, with a dockerd of its own, so nothing of the host is changed. Peers that are not installed are left out; the floor
# program (the kernel's own price) is built from $CATAMARAN_PEERS/floor.c where that is.
# PEERS ("docker podman"), RUNS (10), MANY (100, the larger burst), LISTED (1000, containers for ps), LOG_BYTES (1 GB) and CASES (a pattern, such
# as 'start*') size it. SCRATCH (/dev/shm) is where everything lies. Throughput of networks: network_throughput.sh.
# As root. Nothing here is a test: no row passes or fails.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
builds=$(realpath "${1:-$root/build/release}")
if [ "${CATAMARAN_BENCH_INSIDE:-}" != 1 ]; then
    CATAMARAN_BENCH_INSIDE=1 exec unshare -n -m "$0" "$builds"
fi
runs=${RUNS:-10} many=${MANY:-100} listed=${LISTED:-1000} log_bytes=${LOG_BYTES:-1000000000}
sources=${CATAMARAN_PEERS:-$root/../shared/peers}
scratch=$(mktemp -d "${SCRATCH:-/dev/shm}/catamaran-bench-XXXXXX")
log_name=$((log_bytes / 1000000))MB
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
group_of() { echo "$groups/$name-$1"; }
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
    [ -z "$docker_pid" ] || { kill "$docker_pid" && wait "$docker_pid"; } 2>/dev/null || true
    rmdir "$groups/$name"-*/* "$groups/$name"-* 2>/dev/null || true
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
    docker_pid=$!
    for _ in $(seq 100); do docker info >/dev/null 2>&1 && break; sleep 0.3; done
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

wanted() { [ -z "${CASES:-}" ] || [[ $1 == $CASES ]]; }
sample() { # case peer command...: one run, in a file of its case and peer
    local case=$1 peer=$2 begin cpu_begin end
    [ -z "${VERBOSE:-}" ] || echo "$SECONDS s: $case $peer" >&2
    shift 2
    cpu_begin=$(processor "$peer")
    begin=${EPOCHREALTIME/./}
    if ! "$@" >/dev/null 2>&1 </dev/null; then
        echo "$case" >>"$scratch/samples/$case $peer.failed"
        return 0
    fi
    end=${EPOCHREALTIME/./}
    echo "$((end - begin)) $(($(processor "$peer") - cpu_begin))" >>"$scratch/samples/$case $peer"
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
if [ -r "$sources/floor.c" ]; then
    mkdir -p "$(group_of floor)"
    cc -O2 -static -o "$scratch/floor" "$sources/floor.c"
    for ((i = 0; i < runs; i++)); do
        for net in none bridge; do
            if wanted start:$net; then
                sample start:$net floor in_group floor "$scratch/floor" --rootfs "$scratch/rootfs" --work "$scratch/work" -n 1 \
                    --net $net --cgroup "$([ -d /sys/fs/cgroup/cpuacct ] && echo v1 || echo v2)" --case x --peer floor
            fi
        done
    done
fi
turns start:none "$runs" run --rm --network none localhost/bench /bin/true
turns start:bridge "$runs" run --rm localhost/bench /bin/true
turns log:first-byte "$runs" run --rm --network none localhost/bench echo first
turns version "$runs" --version

obeys='trap "exit 0" TERM; while :; do sleep 1000 & wait; done'
if wanted exec || wanted inspect || wanted stop || wanted rm; then
    for peer in $peers; do
        for i in w $(seq "$runs"); do
            call "$peer" run -d --network none --name "c$i" localhost/bench sh -c "$obeys" >/dev/null 2>&1 || true
        done
    done
    turns exec "$runs" exec cw /bin/true
    turns inspect "$runs" inspect cw
    turns stop "$runs" stop c@
    turns rm "$runs" rm c@
    for peer in $peers; do call "$peer" rm -f cw >/dev/null 2>&1 || true; done
fi

# Bursts, what they cost at rest, and the list of them.
idle_pss() { # peer: KiB of what stands beside each running container: our monitor, docker's shim, podman's conmon
    sleep 2 # monitors give back what a start has touched
    case $1 in
    catamaran) grep -h ^monitor_pid= "$CATAMARAN_RUN"/containers/*/status | cut -d= -f2 ;;
    docker) docker ps -q --no-trunc | while read -r id; do pgrep -f "containerd-shim.* -id $id" || true; done ;;
    podman) pgrep -f "conmon.*$scratch/podman" || true ;;
    esac | while read -r pid; do awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup"; done |
        awk -v p="$1" -v n="$2" '{ s += $1 } END { if (NR) printf "idle:%d:monitor\t%s\t%.1f\tKiB PSS\n", n, p, s / NR }' >>"$others"
}
export -f in_group group_of
export groups name
for n in $(printf '%s\n' 20 "$many" | sort -un); do
    wanted "at-once:$n" || continue
    for peer in $peers; do
        [ "$peer" != podman ] || [ "$n" -le 20 ] || continue # half a minute, and fails now and then
        sample "at-once:$n" "$peer" bash -c "seq $n | xargs -P $n -I{} bash -c 'in_group $peer ${program[$peer]} run -d --name b{} localhost/bench sleep 100000'"
        if [ "$n" = "$many" ]; then
            for ((i = 0; i < runs; i++)); do sample "ps:$n" "$peer" call "$peer" ps -a; done
            idle_pss "$peer" "$n"
        fi
        at_once= # podman waits ten seconds for what does not obey TERM
        [ "$peer" != podman ] || at_once="-t 0"
        # shellcheck disable=SC2086
        seq "$n" | sed 's/^/b/' | in_group "$peer" xargs "${program[$peer]}" rm -f $at_once >/dev/null 2>&1 || true
    done
done
if wanted "ps:$listed" && [ -x "$builds/bin/bench_ps" ]; then
    "$builds/bin/bench_ps" "$ours" -n "$listed" | awk -v n="$listed" '/^catamaran ps/ { print $4 * 1000, $(NF - 1) * 1000 }' >"$scratch/samples/ps:$listed catamaran"
fi

# Logs of 72-byte lines: what a container writes, and reading it back.
line=$(printf 'x%.0s' {1..71})
if wanted "log:*"; then
    mkdir -p "$(group_of floor)"
    sample "log:write:$log_name" floor in_group floor bash -c "{ busybox yes $line || true; } | busybox head -c $log_bytes | cat >'$scratch/floor.log'"
    rm -f "$scratch/floor.log"
    for peer in $peers; do
        sample "log:write:$log_name" "$peer" bash -c "in_group $peer ${program[$peer]} run -d --network none --name writer localhost/bench sh -c 'yes $line | head -c $log_bytes' && in_group $peer ${program[$peer]} wait writer"
        sample "log:read:$log_name" "$peer" bash -c "in_group $peer ${program[$peer]} logs writer | cat"
        for ((i = 0; i < runs; i++)); do sample log:tail:100 "$peer" call "$peer" logs --tail 100 writer; done
        call "$peer" rm -f writer >/dev/null 2>&1 || true
    done
fi

# The table. A ratio says how many times longer the peer takes than we do.
printf 'case\tpeer\twall ms\tmin\tcpu ms\twall:ours\tcpu:ours\n'
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
