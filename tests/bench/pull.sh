#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Pull and unpack from a docker-registry on 127.0.0.1 beside docker, podman and skopeo in one run, and `image ls`:
#
#   tests/bench/pull.sh [BUILD_DIR]      default build/release
#
# Prints the table of run.sh (see there), then peak memory. Two images as in the targets: many files (three layers, 16,000
# files, about 330 MB) and one big layer (about 500 MB, half of it noise); both gzip. RUNS (5), MANY_FILES, BIG_MB and
# LISTED (500, images for ls) size them, SCRATCH (/dev/shm) is where everything lies: give a directory of a journalled disk to
# measure that. Stages are what cannot be left out: the download, inflate (igzip where it is), SHA-256 and writing the files,
# each for itself by a program; the slowest of them is the floor. skopeo copies the layers as they are, and unpacks nothing.
RUNS=${RUNS:-5}
# shellcheck source=tests/bench/lab.sh
. "$(dirname "$0")/lab.sh"
files=${MANY_FILES:-16000} big=${BIG_MB:-500} listed=${LISTED:-500}

port=$((20000 + RANDOM % 20000))
address=127.0.0.1:$port
printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: %s}\n' \
    "$scratch/registry" "$address" >"$scratch/registry.yml"
docker-registry serve "$scratch/registry.yml" >/dev/null 2>&1 &
registry=$!
trap 'kill $registry; cleanup' EXIT
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
for image in many big; do
    "$ours" build -q -t "bench/$image" "$scratch/$image" >/dev/null
    "$ours" save -o "$scratch/$image.tar" "bench/$image"
    # skopeo compresses what goes to a registry.
    skopeo --insecure-policy copy -q --dest-tls-verify=false "docker-archive:$scratch/$image.tar" "docker://$address/$image:gz" >/dev/null
    tar -xf "$scratch/$image.tar" -O manifest.json | grep -o 'blobs/sha256/[0-9a-f]*' | tail -n +2 |
        while read -r blob; do tar -xf "$scratch/$image.tar" -O "$blob"; done >"$scratch/$image.layers"
    gzip -1 <"$scratch/$image.layers" >"$scratch/$image.gz"
    rm -rf "${scratch:?}/$image" "$scratch/$image.tar"
done
"$ours" image prune -af >/dev/null

pullers="catamaran"
if command -v skopeo >/dev/null; then
    pullers+=" skopeo-dir"
    mkdir -p "$(group_of skopeo-dir)"
fi
for peer in docker podman; do [[ $peers != *$peer* ]] || pullers+=" $peer"; done
forget() { # peer image
    case $1 in
    catamaran) "$ours" rmi -f "$2" && "$ours" image prune -af ;;
    docker) docker rmi -f "$2" ;;
    podman) "${program[podman]}" rmi -f "$2" ;;
    skopeo-dir) rm -rf "$scratch/dir" ;;
    esac >/dev/null 2>&1 || true
}
pull() { # peer image
    case $1 in
    skopeo-dir) echo skopeo --insecure-policy copy -q --src-tls-verify=false "docker://$2" "dir:$scratch/dir" ;;
    podman) echo "${program[podman]} pull -q --tls-verify=false $2" ;;
    *) echo "${program[$1]} pull -q $2" ;;
    esac
}
stage() { # image stage command
    mkdir -p "$(group_of "stage-$2")"
    sample "pull:$1" "stage-$2" in_group "stage-$2" sh -c "$3"
}
inflate="gzip -dc"
! command -v igzip >/dev/null || inflate="igzip -dc"
for image in many big; do
    reference=$address/$image:gz
    for ((i = 0; i < runs; i++)); do
        for peer in $pullers; do
            forget "$peer" "$reference"
            # shellcheck disable=SC2046
            sample "pull:$image" "$peer" in_group "$peer" $(pull "$peer" "$reference")
        done
        stage "$image" inflate "$inflate '$scratch/$image.gz'"
        stage "$image" sha256 "openssl dgst -sha256 '$scratch/$image.layers'"
        rm -rf "$scratch/unpacked" && mkdir "$scratch/unpacked"
        stage "$image" untar "tar -C '$scratch/unpacked' -xif '$scratch/$image.layers'"
    done
    for peer in $pullers; do
        forget "$peer" "$reference"
        if [ "$peer" = docker ]; then # what the daemon grows to
            echo 5 >"/proc/$docker_pid/clear_refs"
            docker pull -q "$reference" >/dev/null
            peak=$(awk '/^VmHWM/ { print $2 }' "/proc/$docker_pid/status")
        else
            # shellcheck disable=SC2046
            /usr/bin/time -o "$scratch/peak" -f %M $(pull "$peer" "$reference") >/dev/null 2>&1 || true
            peak=$(tail -1 "$scratch/peak")
        fi
        awk -v c="pull:$image:peak" -v p="$peer" -v k="$peak" 'BEGIN { printf "%s\t%s\t%.1f\tMiB\n", c, p, k / 1024 }' >>"$others"
        forget "$peer" "$reference"
    done
    rm -rf "$scratch/unpacked"
done

"$ours" image prune -af >/dev/null
mkdir -p "$scratch/empty"
for ((i = 0; i < listed; i++)); do
    printf 'FROM scratch\nLABEL n=%d\n' "$i" >"$scratch/empty/Dockerfile"
    "$ours" build -q -t "bench/i$i" "$scratch/empty" >/dev/null
done
sleep 3 # what changed in the last two seconds is looked at again
peers=catamaran
runs=20
turns "image-ls:$listed" 20 image ls
table
