#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the corpus' Compose scenarios (those that need only a busybox) against `catamaran compose`:
#
#   tests/cli/compose_scenarios.sh CATAMARAN CORPUS DIRECTORY [PORT]
#
# The stand-in image is a busybox root file system with what the scenarios' README asks for, under every name; a real
# docker-registry on PORT (default 5087) of the loopback address is the mirror that pulls come from. State and results.json are
# in DIRECTORY, which the caller removes.
set -euo pipefail
catamaran=$1 corpus=$2 work=$3 port=${4:-5087}
export CATAMARAN_ROOT=$work/data CATAMARAN_RUN=$work/r CATAMARAN_REGISTRIES=$work/registries.json
mkdir -p "$work/context/fs"/{bin,etc,root,tmp,run,var,usr/bin,proc,sys,dev,home}
root=$work/context/fs
cp /bin/busybox "$root/bin/busybox"
for applet in $(/bin/busybox --list); do [ "$applet" = busybox ] || ln -sf busybox "$root/bin/$applet"; done
ln -sf ../../bin/env "$root/usr/bin/env"
ln -sf /run "$root/var/run"
printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$root/etc/passwd"
printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
printf 'ID=alpine\nVERSION_ID=3.22\n' >"$root/etc/os-release"
# shellcheck disable=SC2016
printf '#!/bin/sh\n[ $# = 0 ] && exec env\nfor v; do eval "echo \\$$v"; done\n' >"$root/bin/printenv"
chmod +x "$root/bin/printenv"
mkdir -p "$root/usr/share/nginx/html" && echo '<h1>Welcome</h1>' >"$root/usr/share/nginx/html/index.html" # nginx:alpine's
tar -C "$root" -cf "$work/context/base.tar" .
rm -rf "$root"
cat >"$work/context/Dockerfile" <<'D'
FROM scratch
ADD base.tar /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["/bin/sh"]
D
"$catamaran" build -q -t base "$work/context" >/dev/null

printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s/registry}}\nhttp: {addr: "127.0.0.1:%s"}\n' \
    "$work" "$port" >"$work/registry.yml"
printf '{"registry-mirrors": ["http://127.0.0.1:%s"]}\n' "$port" >"$work/registries.json"
docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
registry=$!
trap 'kill $registry 2>/dev/null; wait $registry 2>/dev/null || true' EXIT
for _ in $(seq 100); do curl -sf "http://127.0.0.1:$port/v2/" >/dev/null && break; read -rt 0.1 <> <(:) || true; done

names=$(python3 - "$corpus" "$work" <<'P'
import json, sys
corpus, work = sys.argv[1:]
all = json.load(open(corpus + '/compose/scenarios/scenarios.json'))
chosen = [s for s in all if s['complete'] and s['offline'] == 'busybox']
json.dump(chosen, open(work + '/chosen.json', 'w'))
names = {n for s in chosen for n in s['images'] if '$' not in n and 'exist' not in n and len(n) > 1}
print(' '.join(sorted(names | {'alpine', 'alpine:3.22', 'nginx:alpine'})))
P
)
retag=
for name in $names; do
    tagged=$name
    case $name in *:*) ;; *) tagged=$name:latest ;; esac
    "$catamaran" tag base "127.0.0.1:$port/library/$tagged"
    "$catamaran" push -q "127.0.0.1:$port/library/$tagged" >/dev/null
    "$catamaran" rmi "127.0.0.1:$port/library/$tagged" >/dev/null
    retag+="'$catamaran' tag base '$name';"
done
python3 "$corpus/tools/run_scenarios.py" --json "$work/chosen.json" --data "$corpus/compose/scenarios/testdata" \
    --compose "$catamaran compose" --docker "$catamaran" --pre "$retag" --out "$work/results.json"
