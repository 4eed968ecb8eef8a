#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# PostgreSQL + web application + cache + reverse proxy, from Debian packages through a local registry, with `catamaran compose`:
# up health-gated, used, down, up again with its data, down with it.
#
#   tests/e2e/real_stack.sh CATAMARAN [ROOT_TAR [vm]]
#
# As root or as an ordinary user, with docker-registry and curl. The file system of the image is made with mmdebstrap from a Debian
# mirror, which takes a minute, unless ROOT_TAR is there already; it is kept there. With "vm" the web application is a light VM
# among the containers (as root: on their network, with names both ways). Not part of CI.
set -euo pipefail
catamaran=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d /dev/shm/catamaran-stack-XXXXXX)
export CATAMARAN_ROOT=$work/data CATAMARAN_RUN=$work/r
registry=
cleanup() {
    "$catamaran" compose -p harbourmaster down -v >/dev/null 2>&1 || true
    # Files of an ordinary user's containers belong to users that only the engine can act for.
    "$catamaran" system prune --all --force --volumes >/dev/null 2>&1 || true
    [ -z "$registry" ] || kill "$registry"
    rm -rf "$work"
}
trap cleanup EXIT
cp -r "$here/stack" "$work/stack"
printf 'correct horse battery staple\n' >"$work/stack/password.txt"
tar=${2:-$work/root.tar}
[ -s "$tar" ] || mmdebstrap --quiet --variant=minbase \
    --include=postgresql,redis-server,redis-tools,nginx-light,python3-minimal,libpython3-stdlib,python3-psycopg2,curl,util-linux \
    --customize-hook="copy-in $work/stack/db.sh $work/stack/web.py /" --customize-hook='chmod +x "$1/db.sh"' \
    --customize-hook='echo "app:x:5432:5432::/:/bin/sh" >>"$1/etc/passwd"' bookworm "$tar"
"$catamaran" import "$tar" 127.0.0.1:5088/stack:latest >/dev/null
printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s/registry}}\nhttp: {addr: "127.0.0.1:5088"}\n' "$work" >"$work/registry.yml"
docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
registry=$!
for _ in $(seq 100); do curl -sf http://127.0.0.1:5088/v2/ >/dev/null && break; read -rt 0.1 <> <(:) || true; done
"$catamaran" push -q 127.0.0.1:5088/stack:latest
"$catamaran" rmi 127.0.0.1:5088/stack:latest >/dev/null
sed -i 's|localhost/stack:latest|127.0.0.1:5088/stack:latest|' "$work/stack/compose.yaml"
if [ "${3:-}" = vm ]; then
    sed -i -e 's|^    command: \[python3, /web.py\]|    x-catamaran: {runtime: vm, memory: 384M}\n&|' -e 's/start_period: 30s/start_period: 240s/' \
        "$work/stack/compose.yaml"
fi
compose() { "$catamaran" compose -f "$work/stack/compose.yaml" "$@"; }
visit() { curl -sf http://127.0.0.1:18940/; }
set -x
time compose up -d --wait
visit
visit
compose ps
compose exec -T db sh -c 'id -u; ls -ln /run/secrets/password; cat /proc/1/status | grep ^Uid'
if [ "${3:-}" = vm ]; then
    compose exec -T proxy getent hosts web
    "$catamaran" vm exec harbourmaster-web-1 sh -c 'uname -r; getent hosts db cache; [ "$(redis-cli -h cache ping)" = PONG ]'
fi
compose down
time compose up -d --wait
[ "$(visit)" = "visits 3 hits 1" ]
compose logs db | tail -3
compose down -v
[ -z "$("$catamaran" volume ls -q)" ]
