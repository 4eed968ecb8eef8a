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
# shellcheck source=tests/bench/lab.sh
. "$(dirname "$0")/lab.sh"
many=${MANY:-100} listed=${LISTED:-1000} log_bytes=${LOG_BYTES:-1000000000}
sources=${CATAMARAN_PEERS:-$root/../shared/peers}
log_name=$((log_bytes / 1000000))MB

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
for n in $(printf '%s\n' 20 "$many" | sort -un); do
    wanted "at-once:$n" || continue
    for peer in $peers; do
        [ "$peer" != podman ] || [ "$n" -le 20 ] || continue # half a minute, and fails now and then
        sample "at-once:$n" "$peer" sh -c "seq $n | xargs -P $n -I{} ${program[$peer]} run -d --name b{} localhost/bench sleep 100000"
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
    sample "log:write:$log_name" floor in_group floor sh -c "{ busybox yes $line || true; } | busybox head -c $log_bytes | cat >'$scratch/floor.log'"
    rm -f "$scratch/floor.log"
    for peer in $peers; do
        sample "log:write:$log_name" "$peer" sh -c "${program[$peer]} run -d --network none --name writer localhost/bench sh -c 'yes $line | head -c $log_bytes' && ${program[$peer]} wait writer"
        sample "log:read:$log_name" "$peer" sh -c "${program[$peer]} logs writer | cat"
        for ((i = 0; i < runs; i++)); do sample log:tail:100 "$peer" call "$peer" logs --tail 100 writer; done
        call "$peer" rm -f writer >/dev/null 2>&1 || true
    done
fi

table
