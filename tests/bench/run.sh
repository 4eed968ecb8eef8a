#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Benchmarks beside the peers, in one run, so that ratios mean something on a busy machine:
#
#   tests/bench/run.sh [BUILD_DIR]      default build/release
#
# Prints TSV rows: case, peer, median, min, max, unit. Peers are measured when they are installed; docker when its
# daemon answers. The floor program (the kernel's own price) is built from $CATAMARAN_PEERS/floor.c where that is.
# RUNS (20), MANY (100, the larger burst) and LOG_BYTES (1 GB) size it. In a network namespace of its own with a dockerd
# started there it changes nothing of the host: unshare -n -m, dockerd -H unix://S &, DOCKER_HOST=unix://S run.sh.
# As root. Nothing here is a test: no row passes or fails.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
builds=${1:-$root/build/release}
peers=${CATAMARAN_PEERS:-$root/../shared/peers}
scratch=$(mktemp -d /dev/shm/catamaran-bench-XXXXXX)
runs=${RUNS:-20}
many=${MANY:-100}
log_bytes=${LOG_BYTES:-1000000000}
log_name=$((log_bytes / 1000000))MB
export CATAMARAN_ROOT=$scratch/data CATAMARAN_RUN=$scratch/r
catamaran=$builds/bin/catamaran
cleanup() {
    "$catamaran" ps -aq 2>/dev/null | xargs -r -n1 "$catamaran" rm -f >/dev/null 2>&1 || true
    rm -rf "$scratch"
}
trap cleanup EXIT

mkdir -p "$scratch/rootfs"/{bin,dev,etc,proc,root,sys,tmp} "$scratch/work"
cp "$(command -v busybox)" "$scratch/rootfs/bin/busybox"
for name in sh true cat echo sleep yes head; do ln -sf busybox "$scratch/rootfs/bin/$name"; done
printf 'root:x:0:0:root:/root:/bin/sh\n' >"$scratch/rootfs/etc/passwd"
touch "$scratch/rootfs/etc/"{hosts,hostname,resolv.conf}
cat >"$scratch/Dockerfile" <<'D'
FROM scratch
COPY rootfs /
CMD ["/bin/true"]
D
"$catamaran" build -q -t localhost/bench "$scratch" >/dev/null

time_command() { # case peer command...
    local case=$1 peer=$2 i begin end
    shift 2
    for i in 1 2; do "$@" >/dev/null 2>&1 || { printf '%s\t%s\tFAIL\tFAIL\tFAIL\tms\n' "$case" "$peer"; return 0; }; done
    for ((i = 0; i < runs; i++)); do
        begin=${EPOCHREALTIME/./}
        "$@" >/dev/null 2>&1
        end=${EPOCHREALTIME/./}
        echo "$(((end - begin)))"
    done | sort -n | awk -v c="$case" -v p="$peer" \
        '{ a[NR] = $1 / 1000 } END { printf "%s\t%s\t%.3f\t%.3f\t%.3f\tms\n", c, p, a[int((NR + 1) / 2)], a[1], a[NR] }'
}

if [ -r "$peers/floor.c" ]; then
    cc -O2 -static -o "$scratch/floor" "$peers/floor.c"
    for version in v1 v2; do
        "$scratch/floor" --rootfs "$scratch/rootfs" --work "$scratch/work" -n 100 --net none --cgroup $version \
            --case start:none --peer "floor/$version" || true
        "$scratch/floor" --rootfs "$scratch/rootfs" --work "$scratch/work" -n 100 --net bridge --cgroup $version \
            --case start:bridge --peer "floor/$version" || true
    done
fi
for program in "$builds"/bin/bench_*; do
    [ -x "$program" ] && [ "${program##*/}" != bench_ps ] && CATAMARAN_BENCH_IMAGE=localhost/bench CATAMARAN_BENCH_ROOTFS=$scratch/rootfs "$program" 2>/dev/null || true
done
[ ! -x "$builds/bin/bench_ps" ] || "$builds/bin/bench_ps" "$catamaran" | sed "s/^/# /"
time_command start:none catamaran-cli "$catamaran" run --rm --network none localhost/bench /bin/true
time_command start:bridge catamaran-cli "$catamaran" run --rm localhost/bench /bin/true

# PSS of what stands beside each running container: our monitor, docker's shim.
idle_pss() { # peer
    sleep 2 # monitors give back what a start has touched
    if [ "$1" = docker ]; then
        docker ps -q --no-trunc | while read -r id; do pgrep -f "containerd-shim.* -id $id" || true; done
    else
        grep -h ^monitor_pid= "$CATAMARAN_RUN"/containers/*/status | cut -d= -f2
    fi | while read -r pid; do
        awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup"
    done | sort -n | awk -v p="$1" '{ a[NR] = $1; s += $1 }
        END { if (NR) printf "idle:%d:monitor\t%s\t%.1f\t%d\t%d\tKiB PSS\n", NR, p, s / NR, a[1], a[NR] }'
}

# CPU of everything that a command starts, for what has no daemon.
cpu() { [ ! -x "$builds/bin/cpu_of" ] || "$builds/bin/cpu_of" "$@"; }
cpu run:none catamaran-cli "$runs" "$catamaran" run --rm --network none localhost/bench /bin/true
cpu run:bridge catamaran-cli "$runs" "$catamaran" run --rm localhost/bench /bin/true
"$catamaran" run -d --network none --name idle localhost/bench sleep 100000 >/dev/null
cpu exec catamaran-cli "$runs" "$catamaran" exec idle /bin/true
time_command exec catamaran-cli "$catamaran" exec idle /bin/true
idle_pss catamaran-cli
"$catamaran" rm -f idle >/dev/null

# Life cycle: what obeys TERM at once; each container is stopped and removed once.
row() { sort -n | awk -v c="$1" -v p="$2" \
    '{ a[NR] = $1 / 1000 } END { printf "%s\t%s\t%.3f\t%.3f\t%.3f\tms\n", c, p, a[int((NR + 1) / 2)], a[1], a[NR] }'; }
each() { # case peer verb-words...: for each of c1..cN
    local case=$1 peer=$2 i begin
    shift 2
    for ((i = 1; i <= runs; i++)); do
        begin=${EPOCHREALTIME/./}
        "$@" "c$i" >/dev/null 2>&1
        echo "$((${EPOCHREALTIME/./} - begin))"
    done | row "$case" "$peer"
}
lifecycle() { # peer image program...
    local peer=$1 image=$2 i begin
    shift 2
    for ((i = 1; i <= runs; i++)); do
        "$@" run -d --network none --name "c$i" "$image" sh -c 'trap "exit 0" TERM; while :; do sleep 1000 & wait; done' >/dev/null
    done
    each stop "$peer" "$@" stop
    each rm "$peer" "$@" rm
    for n in 20 "$many"; do
        begin=${EPOCHREALTIME/./}
        seq "$n" | xargs -P "$n" -I{} "$@" run -d --name "c{}" "$image" sleep 100000 >/dev/null 2>&1 || true
        echo "$((${EPOCHREALTIME/./} - begin))" | row "at-once:$n:bridge" "$peer"
        [ "$n" = "$many" ] && time_command "ps:$n" "$peer" "$@" ps -a
        [ "$n" = "$many" ] && idle_pss "$peer"
        seq "$n" | sed 's/^/c/' | xargs "$@" rm -f >/dev/null 2>&1 || true
    done
}
lifecycle catamaran-cli localhost/bench "$catamaran"

# Logs of 72-byte lines: what a container writes in a second, and reading it back.
log_rows() { # peer image program...
    local peer=$1 image=$2 begin i
    shift 2
    begin=${EPOCHREALTIME/./}
    "$@" run -d --network none --name writer "$image" sh -c "yes $(printf 'x%.0s' {1..71}) | head -c $log_bytes" >/dev/null
    "$@" wait writer >/dev/null
    echo "$((${EPOCHREALTIME/./} - begin))" | row log:write:$log_name "$peer"
    begin=${EPOCHREALTIME/./}
    "$@" logs writer | cat >/dev/null
    echo "$((${EPOCHREALTIME/./} - begin))" | row log:read:$log_name "$peer"
    time_command log:tail:100 "$peer" "$@" logs --tail 100 writer
    "$@" rm -f writer >/dev/null
    for ((i = 0; i < runs; i++)); do
        begin=${EPOCHREALTIME/./}
        read -r < <("$@" run --rm --network none "$image" echo first)
        echo "$((${EPOCHREALTIME/./} - begin))"
    done | row log:first-byte "$peer"
}
begin=${EPOCHREALTIME/./}
{ yes "$(printf 'x%.0s' {1..71})" || true; } | head -c $log_bytes | cat >"$scratch/floor.log" # a reader that copies, as a monitor must
echo "$((${EPOCHREALTIME/./} - begin))" | row log:write:$log_name floor
rm -f "$scratch/floor.log"
log_rows catamaran-cli localhost/bench "$catamaran"
lines="yes $(printf 'x%.0s' {1..71}) | head -c 100000000"
cpu log:100MB floor 3 sh -c "$lines | cat >$scratch/floor.log"
rm -f "$scratch/floor.log"
cpu log:100MB catamaran-cli 3 sh -c "'$catamaran' run -d --network none --name cpu localhost/bench sh -c '$lines' && '$catamaran' wait cpu && '$catamaran' rm cpu"

tar -C "$scratch/rootfs" -cf "$scratch/rootfs.tar" .
if command -v podman >/dev/null; then
    # podman and crun refuse a hybrid cgroup layout: hide its v2 half in a mount namespace of our own.
    in_private() { unshare -m sh -c 'umount /sys/fs/cgroup/unified 2>/dev/null; exec "$@"' sh "$@"; }
    # Without CAP_SYS_RESOURCE podman's default limits cannot be set.
    printf '[containers]\ndefault_ulimits = ["nofile=1024:4096", "nproc=1024:4096"]\n' >"$scratch/containers.conf"
    export CONTAINERS_CONF=$scratch/containers.conf
    podman=(podman --root "$scratch/podman" --runroot "$scratch/pr")
    in_private "${podman[@]}" import "$scratch/rootfs.tar" bench >/dev/null 2>&1 || true
    time_command start:none podman in_private "${podman[@]}" run --rm --network none bench /bin/true
    # Their monitors would live in the private namespace for good: only what ends by itself.
    cpu run:none podman "$runs" unshare -m sh -c 'umount /sys/fs/cgroup/unified 2>/dev/null; exec "$@"' sh "${podman[@]}" run --rm --network none bench /bin/true
    time_command start:bridge podman in_private "${podman[@]}" run --rm bench /bin/true
fi
if command -v crun >/dev/null; then
    mkdir -p "$scratch/bundle" && (cd "$scratch/bundle" && crun spec &&
        sed -i 's/"terminal": true/"terminal": false/; s/"sh"/"\/bin\/true"/; s#"path": "rootfs"#"path": "'"$scratch"'/rootfs"#' config.json)
    time_command start:oci-runtime crun unshare -m sh -c "umount /sys/fs/cgroup/unified 2>/dev/null; cd $scratch/bundle && crun run bench-crun"
fi
if docker version >/dev/null 2>&1; then
    docker import "$scratch/rootfs.tar" bench:latest >/dev/null
    time_command start:none docker docker run --rm --network none bench:latest /bin/true
    time_command start:bridge docker docker run --rm bench:latest /bin/true
    lifecycle docker bench:latest docker
    log_rows docker bench:latest docker
    docker rmi bench:latest >/dev/null || true
fi
