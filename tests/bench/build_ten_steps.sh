#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A Dockerfile of ten steps in two stages over 2000 files, cold, fully cached, and with one file changed, beside docker's
# two builders, podman and buildah in one run:
#
#   tests/bench/build_ten_steps.sh [BUILD_DIR]      default build/release
#
# Prints the table of run.sh (see there), and the peak memory of our program and of theirs that have no daemon. Docker's
# own builders are spoken to through /usr/bin/docker of the same version as the daemon. RUNS (5), PEERS, SCRATCH as in run.sh.
RUNS=${RUNS:-5}
# shellcheck source=tests/bench/lab.sh
. "$(dirname "$0")/lab.sh"

context=$scratch/context
mkdir -p "$context"
for d in $(seq 40); do
    mkdir -p "$context/src/d$d"
    for f in $(seq 50); do head -c $((2000 + RANDOM)) /dev/urandom | base64 >"$context/src/d$d/f$f"; done
done
for word in mkdir cp ls tar; do ln -sf busybox "$scratch/rootfs/bin/$word"; done
tar -C "$scratch/rootfs" -cf "$scratch/base.tar" .
for peer in $peers; do call "$peer" import "$scratch/base.tar" localhost/base >/dev/null 2>&1; done
cat >"$context/Dockerfile" <<'D'
FROM localhost/base AS one
ENV A=1 B=2
WORKDIR /work
COPY src /work/src
RUN cat src/d1/f1 > out1
RUN cat src/d2/* > out2
RUN mkdir -p made && cp -r src/d3 made/
FROM localhost/base
LABEL made.by=bench
COPY --from=one /work/out1 /work/out2 /app/
COPY --from=one /work/made /app/made
RUN echo done > /app/done
RUN ls /app > /app/list
CMD ["/bin/true"]
D
sleep 2 # digests of files are kept only when they are a second old

client=docker
[ ! -x /usr/bin/docker ] || client=/usr/bin/docker
declare -A builder=([catamaran]="$ours build -q --network none")
builders=catamaran
if [[ $peers == *docker* ]]; then
    builders+=" docker-legacy docker-buildkit"
    charged[docker-legacy]=docker charged[docker-buildkit]=docker
    builder[docker-legacy]="env DOCKER_BUILDKIT=0 $client build -q"
    builder[docker-buildkit]="env DOCKER_BUILDKIT=1 $client build -q"
fi
if [[ $peers == *podman* ]]; then
    builders+=" podman"
    builder[podman]="${program[podman]} build -q --layers"
    if command -v buildah >/dev/null; then
        builders+=" buildah"
        charged[buildah]=podman
        sed "s/exec podman /exec buildah /" "$scratch/podman.sh" >"$scratch/buildah.sh"
        chmod +x "$scratch/buildah.sh"
        builder[buildah]="$scratch/buildah.sh bud -q --layers"
    fi
fi
build() { # case runs before options...
    local case=$1 count=$2 before=$3 i one
    shift 3
    for ((i = 0; i < count; i++)); do
        for one in $builders; do
            eval "$before"
            # shellcheck disable=SC2086
            sample "build:$case" "$one" in_group "$one" ${builder[$one]} "$@" -t "localhost/ten-$one" "$context"
        done
    done
}
build cold "$runs" : --no-cache
build prime 1 :
rm -f "$scratch"/samples/build:prime*
build cached "$((2 * runs))" :
build one-file-changed "$runs" 'date +%s%N >"$context/src/d7/f7"'
for one in $builders; do # of the largest of its processes
    case $one in docker*) continue ;; esac
    # shellcheck disable=SC2086
    /usr/bin/time -o "$scratch/peak" -f %M ${builder[$one]} --no-cache -t "localhost/ten-$one" "$context" >/dev/null 2>&1 &&
        printf 'build:cold:peak\t%s\t%.1f\tMiB\n' "$one" "$(tail -1 "$scratch/peak" | awk '{ print $1 / 1024 }')" >>"$others" || true
done
table
