#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A stack of ten services (busybox httpd on one network, in a chain of three levels) up and down, by `catamaran compose` and by
# those of podman-compose and docker-compose that are installed, in one run, interleaved:
#
#   tests/bench/compose.sh CATAMARAN [RUNS] [SERVICES]
#
# As root. Prints case, peer, median, least and most in milliseconds. Peers need an image localhost/bench in their store: made from
# the same tar. A dockerd that the caller started (DOCKER_HOST) is used, none is started.
set -euo pipefail
catamaran=$1 runs=${2:-5} services=${3:-10}
work=$(mktemp -d /dev/shm/catamaran-bench-XXXXXX)
export CATAMARAN_ROOT=$work/data CATAMARAN_RUN=$work/r
trap '"$catamaran" compose -p bench down >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
mkdir -p "$work/fs/bin" "$work/fs/www" "$work/bench"
cp /bin/busybox "$work/fs/bin/busybox"
ln -s busybox "$work/fs/bin/sh"
tar -C "$work/fs" -cf "$work/base.tar" .
{
    echo 'services:'
    for i in $(seq "$services"); do
        printf '  s%s:\n    image: localhost/bench:latest\n    command: [/bin/busybox, httpd, -f, -p, "80", -h, /www]\n    stop_signal: SIGKILL\n' "$i"
        [ $((i % 3)) = 1 ] || printf '    depends_on: [s%s]\n' $((i - 1))
    done
} >"$work/bench/compose.yaml"
printf 'version: "3"\n' | cat - "$work/bench/compose.yaml" >"$work/bench/v1.yaml"
"$catamaran" import "$work/base.tar" localhost/bench:latest >/dev/null
peers=(catamaran)
if command -v podman-compose >/dev/null && podman import "$work/base.tar" localhost/bench:latest >/dev/null 2>&1; then peers+=(podman-compose); fi
if command -v docker-compose >/dev/null && docker import "$work/base.tar" localhost/bench:latest >/dev/null 2>&1; then peers+=(docker-compose); fi
call() { # peer arguments...
    local peer=$1
    shift
    case $peer in
    catamaran) "$catamaran" compose -f "$work/bench/compose.yaml" "$@" ;;
    *) (cd "$work/bench" && "$peer" -f v1.yaml "$@") ;;
    esac >"$work/$peer.log" 2>&1
}
now() { date +%s%N; }
for run in $(seq 0 "$runs"); do # the first warms up
    for peer in "${peers[@]}"; do
        a=$(now)
        call "$peer" up -d || { tail -5 "$work/$peer.log" >&2; continue; }
        b=$(now)
        call "$peer" down || { tail -5 "$work/$peer.log" >&2; continue; }
        c=$(now)
        [ "$run" = 0 ] || printf '%s %s %s\n' "$peer" $(((b - a) / 1000)) $(((c - b) / 1000)) >>"$work/samples"
    done
done
for peer in "${peers[@]}"; do
    for column in 2 3; do
        awk -v p="$peer" -v c=$column '$1 == p { print $c / 1000 }' "$work/samples" | sort -n |
            awk -v p="$peer" -v what="$([ $column = 2 ] && echo up || echo down)$services" '
                { v[NR] = $1 } END { if (NR) printf "%s\t%s\t%.1f\t%.1f\t%.1f\tms\n", what, p, v[int((NR + 1) / 2)], v[1], v[NR] }'
    done
done
