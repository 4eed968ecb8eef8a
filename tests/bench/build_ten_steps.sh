#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A Dockerfile of ten steps in two stages over 2000 files: cold, fully cached, and with one file changed.
#
#   build_ten_steps.sh CATAMARAN [RUNS]
#
# CATAMARAN is the program; its state is a fresh directory below BENCH_DIR (default /dev/shm). Prints TSV rows: case, peer,
# wall seconds, user and system CPU seconds of the program (helpers and containers are not in it).
set -eu
program=$(realpath "$1")
runs=${2:-5}
work=$(mktemp -d "${BENCH_DIR:-/dev/shm}/bench-ten-XXXXXX")
export CATAMARAN_ROOT=$work/data CATAMARAN_RUN=$work/run
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/base/rootfs/bin" "$work/base/rootfs/tmp" "$work/ctx"
cp /bin/busybox "$work/base/rootfs/bin/busybox"
cat >"$work/base/Dockerfile" <<'D'
FROM scratch
COPY rootfs /
RUN ["/bin/busybox", "--install", "-s", "/bin"]
CMD ["sh"]
D
"$program" build -q --network none -t bench:base "$work/base" >/dev/null
for d in $(seq 1 40); do
	mkdir -p "$work/ctx/src/d$d"
	for f in $(seq 1 50); do head -c $((2000 + RANDOM)) /dev/urandom | base64 >"$work/ctx/src/d$d/f$f"; done
done
cat >"$work/ctx/Dockerfile" <<'D'
FROM bench:base AS one
ENV A=1 B=2
WORKDIR /work
COPY src /work/src
RUN cat src/d1/f1 > out1
RUN cat src/d2/* > out2
RUN mkdir -p made && cp -r src/d3 made/
FROM bench:base
LABEL made.by=bench
COPY --from=one /work/out1 /work/out2 /app/
COPY --from=one /work/made /app/made
RUN echo done > /app/done
RUN ls /app > /app/list
CMD ["/bin/true"]
D
sleep 1 # digests of files are kept only when they are a second old
measure() {
	local name=$1
	shift
	/usr/bin/time -f "$name	catamaran	%e	%U	%S" "$program" build -q --network none -t bench:ten "$@" "$work/ctx" 2>&1 >/dev/null
}
for _ in $(seq "$runs"); do measure build.ten.cold --no-cache; done
measure build.ten.prime >/dev/null
for _ in $(seq "$runs"); do measure build.ten.cached; done
for _ in $(seq "$runs"); do
	date +%s%N >"$work/ctx/src/d7/f7"
	measure build.ten.one-file-changed
done
