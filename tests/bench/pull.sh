#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Pull and unpack from a docker-registry on 127.0.0.1, beside docker, podman and skopeo in one run, and `image ls`:
#
#   tests/bench/pull.sh [BUILD_DIR]      default build/release
#
# Prints TSV rows: case, peer, median, min, max, unit. Two images as in the targets: many files (three layers, 16,000
# files, about 330 MB) and one big layer (about 500 MB, half of it noise); both gzip. RUNS (5), MANY_FILES, BIG_MB size
# them, SCRATCH (/dev/shm) is where everything lies: give a directory of a journalled disk to measure that. Docker is
# measured when its daemon answers (see run.sh for one of its own). The floor is inflate + hash + tar by programs.
# Load stands in the first line: figures of a busy machine are good as ratios only.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
builds=${1:-$root/build/release}
scratch=$(mktemp -d "${SCRATCH:-/dev/shm}/catamaran-pull-XXXXXX")
runs=${RUNS:-5} files=${MANY_FILES:-16000} big=${BIG_MB:-500}
export CATAMARAN_ROOT=$scratch/data CATAMARAN_RUN=$scratch/r
catamaran=$builds/bin/catamaran
registry=
cleanup() {
    [ -z "$registry" ] || kill "$registry" 2>/dev/null || true
    rm -rf "$scratch"
}
trap cleanup EXIT
printf '# load %s, %s processors, %s\n' "$(cut -d' ' -f1-3 /proc/loadavg)" "$(nproc)" "$builds"

port=$((20000 + RANDOM % 20000))
address=127.0.0.1:$port
printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: %s}\n' \
    "$scratch/registry" "$address" >"$scratch/registry.yml"
docker-registry serve "$scratch/registry.yml" >/dev/null 2>&1 &
registry=$!
for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break || sleep 0.1; done

mkdir -p "$scratch"/many/{1,2,3} "$scratch/big/data"
for layer in 1 2 3; do # text of about 20 KB a file, which compresses as programs do
    awk -v d="$scratch/many/$layer" -v n=$((files / 3)) -v s=$layer 'BEGIN { srand(s); for (i = 0; i < n; ++i) {
        dir = d "/d" int(i / 100); if (i % 100 == 0) system("mkdir -p " dir); f = dir "/f" i
        for (l = 0; l < 400; ++l) printf "%08x line %d of file %d, %d\n", rand() * 4294967295, l, i, rand() * 1e9 > f
        close(f) } }'
done
printf 'FROM scratch\nCOPY 1 /1\nCOPY 2 /2\nCOPY 3 /3\n' >"$scratch/many/Dockerfile"
head -c $((big / 2))000000 /dev/urandom >"$scratch/big/data/noise"
seq -f 'line %014.0f of a log that says much the same each time' $((big * 8000)) >"$scratch/big/data/log"
printf 'FROM scratch\nCOPY data /data\n' >"$scratch/big/Dockerfile"
for name in many big; do
    "$catamaran" build -q -t "bench/$name" "$scratch/$name" >/dev/null
    "$catamaran" save -o "$scratch/$name.tar" "bench/$name"
    # skopeo compresses what goes to a registry.
    skopeo --insecure-policy copy -q --dest-tls-verify=false "docker-archive:$scratch/$name.tar" "docker://$address/$name:gz" >/dev/null
    tar -xf "$scratch/$name.tar" -O manifest.json | grep -o 'blobs/sha256/[0-9a-f]*' | tail -n +2 |
        while read -r blob; do tar -xf "$scratch/$name.tar" -O "$blob"; done | gzip -1 >"$scratch/$name.floor.gz"
    rm -rf "${scratch:?}/$name" "$scratch/$name.tar"
done
"$catamaran" image prune -af >/dev/null
"$catamaran" system prune -af >/dev/null

row() { sort -n | awk -v c="$1" -v p="$2" -v u="$3" \
    '{ a[NR] = $1 } END { if (NR) printf "%s\t%s\t%.2f\t%.2f\t%.2f\t%s\n", c, p, a[int((NR + 1) / 2)], a[1], a[NR], u }'; }
measure() { # case peer clean-command command...: wall, CPU of the command and its children, peak memory
    local case=$1 peer=$2 clean=$3 i
    shift 3
    : >"$scratch/times"
    for ((i = 0; i < runs; i++)); do
        eval "$clean" >/dev/null 2>&1 || true
        /usr/bin/time -a -o "$scratch/times" -f '%e %U %S %M' "$@" >/dev/null 2>"$scratch/err" ||
            { printf '%s\t%s\tFAIL: %s\n' "$case" "$peer" "$(tail -1 "$scratch/err")"; return 0; }
    done
    awk '{ print $1 }' "$scratch/times" | row "$case" "$peer" s
    [ "$peer" = docker ] || awk '{ print $2 + $3 }' "$scratch/times" | row "$case:cpu" "$peer" s-cpu
    [ "$peer" = docker ] || awk '{ print $4 / 1024 }' "$scratch/times" | row "$case:peak" "$peer" MiB
}
podman=(podman --root "$scratch/podman" --runroot "$scratch/pr" --storage-driver overlay)
for name in many big; do
    ref=$address/$name:gz
    measure "pull:$name" catamaran "'$catamaran' image prune -af" "$catamaran" pull -q "$ref"
    measure "pull:$name" skopeo-dir "rm -rf '$scratch/dir'" skopeo --insecure-policy copy -q --src-tls-verify=false "docker://$ref" "dir:$scratch/dir"
    rm -rf "$scratch/dir"
    if command -v podman >/dev/null; then
        measure "pull:$name" podman "${podman[*]} rmi -af" "${podman[@]}" pull -q --tls-verify=false "$ref"
        "${podman[@]}" rmi -af >/dev/null 2>&1 || true
    fi
    if docker version >/dev/null 2>&1; then
        measure "pull:$name" docker "docker rmi -f $ref" docker pull -q "$ref"
        docker rmi -f "$ref" >/dev/null 2>&1 || true
    fi
    measure "pull:$name" floor "rm -rf '$scratch/floor'; mkdir '$scratch/floor'" \
        sh -c "gzip -dc '$scratch/$name.floor.gz' | tee '$scratch/floor/tar' | sha256sum && tar -C '$scratch/floor' -xif '$scratch/floor/tar'"
    rm -rf "$scratch/floor"
done

"$catamaran" image prune -af >/dev/null
printf 'FROM scratch\n' >"$scratch/Dockerfile"
mkdir -p "$scratch/empty"
for ((i = 0; i < 500; i++)); do
    printf 'FROM scratch\nLABEL n=%d\n' "$i" >"$scratch/empty/Dockerfile"
    "$catamaran" build -q -t "bench/i$i" "$scratch/empty" >/dev/null
done
sleep 3 # what changed in the last two seconds is looked at again
runs=20
measure image-ls:500 catamaran true "$catamaran" image ls
