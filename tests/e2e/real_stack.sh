#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# PostgreSQL + web application + cache + reverse proxy, from Debian packages through a local registry, with `catamaran compose`:
# up health-gated, used, down, up again with its data, down with it.
#
#   tests/e2e/real_stack.sh CATAMARAN
#
# As root, with mmdebstrap, docker-registry, curl and a Debian mirror. Not part of CI: the image takes a minute to make.
set -euo pipefail
catamaran=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d /dev/shm/catamaran-stack-XXXXXX)
export CATAMARAN_ROOT=$work/data CATAMARAN_RUN=$work/r
registry=
cleanup() {
    "$catamaran" compose -p harbourmaster down -v >/dev/null 2>&1 || true
    [ -z "$registry" ] || kill "$registry"
    rm -rf "$work"
}
trap cleanup EXIT
cp -r "$here/stack" "$work/stack"
printf 'correct horse battery staple\n' >"$work/stack/password.txt"
mmdebstrap --quiet --variant=minbase \
    --include=postgresql,redis-server,redis-tools,nginx-light,python3-minimal,libpython3-stdlib,python3-psycopg2,curl,util-linux \
    --customize-hook="copy-in $work/stack/db.sh $work/stack/web.py /" --customize-hook='chmod +x "$1/db.sh"' \
    --customize-hook='echo "app:x:5432:5432::/:/bin/sh" >>"$1/etc/passwd"' bookworm "$work/root.tar"
"$catamaran" import "$work/root.tar" 127.0.0.1:5088/stack:latest >/dev/null
printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s/registry}}\nhttp: {addr: "127.0.0.1:5088"}\n' "$work" >"$work/registry.yml"
docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
registry=$!
for _ in $(seq 100); do curl -sf http://127.0.0.1:5088/v2/ >/dev/null && break; read -rt 0.1 <> <(:) || true; done
"$catamaran" push -q 127.0.0.1:5088/stack:latest
"$catamaran" rmi 127.0.0.1:5088/stack:latest >/dev/null
sed -i 's|localhost/stack:latest|127.0.0.1:5088/stack:latest|' "$work/stack/compose.yaml"
compose() { "$catamaran" compose -f "$work/stack/compose.yaml" "$@"; }
visit() { curl -sf http://127.0.0.1:18940/; }
set -x
time compose up -d --wait
visit
visit
compose ps
compose exec -T db sh -c 'id -u; ls -ln /run/secrets/password; cat /proc/1/status | grep ^Uid'
compose down
time compose up -d --wait
[ "$(visit)" = "visits 3 hits 1" ]
compose logs db | tail -3
compose down -v
[ -z "$("$catamaran" volume ls -q)" ]
