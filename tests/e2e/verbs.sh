#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every verb for containers, networks and volumes once, and docker beside it:
#
#   tests/e2e/verbs.sh [BUILD_DIR]             as root: the same words to docker, its codes and output held against ours
#   tests/e2e/verbs.sh [BUILD_DIR] --user      by root: as an ordinary user that is made for it
#   tests/e2e/verbs.sh [BUILD_DIR]             by anybody else: as that user
#
# A line for each verb: OK or FAIL, our exit code, docker's, whether what was printed is the same when ids, times and sizes are
# left out ("same", "differs", "-" where it is not compared), and the words. "no" stands for what this host refuses to a user
# without control groups, with a reason and a Fix. The exit code is the number of failures. dockerd has a data root of its own
# and runs in a network and mount namespace that go with the script. SCRATCH (/dev/shm) is where everything lies.
set -uo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
builds=$(realpath "${1:-$root/build/dev}")
[ "${1:-}" = --user ] && builds=$root/build/dev
command -v busybox >/dev/null || { echo "SKIP: busybox is not installed"; exit 0; }
if [[ " $* " == *" --user "* ]]; then
    [ "$(id -u)" = 0 ] || { echo "SKIP: --user is for root"; exit 0; }
    name=catamaran-verbs
    useradd -M -U $name 2>/dev/null
    grep -q "^$name:" /etc/subuid || usermod --add-subuids 910000000-910065535 --add-subgids 910000000-910065535 $name
    place=$(mktemp -d "${SCRATCH:-/dev/shm}/catamaran-user-XXXXXX")
    cp -rL "$builds/bin" "$builds/libexec" "$place" 2>/dev/null
    mkdir -p "$place/tests/e2e" && cp "$0" "$place/tests/e2e/verbs.sh"
    chown -R $name: "$place"
    chmod 755 "$place"
    (cd "$place" && setpriv --reuid $name --regid $name --init-groups env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME="$place" \
        SCRATCH="$place" "$place/tests/e2e/verbs.sh" "$place")
    code=$?
    rm -rf "$place"
    pgrep -u $name | xargs -r kill # what `info` started lingers for two minutes
    for _ in $(seq 100); do pgrep -u $name >/dev/null && sleep 0.1 || break; done
    userdel $name
    exit $code
fi
if [ "$(id -u)" = 0 ] && [ -z "${VERBS_INSIDE:-}" ] && command -v dockerd docker >/dev/null; then
    VERBS_INSIDE=1 exec unshare --net --mount --propagation private "$0" "$builds"
fi

scratch=$(mktemp -d "${SCRATCH:-/dev/shm}/catamaran-verbs-XXXXXX")
export CATAMARAN_ROOT=$scratch/data CATAMARAN_RUN=$scratch/r CATAMARAN_LIBEXEC=$builds/libexec TZ=UTC
ours=$builds/bin/catamaran peer='' docker_pid='' failures=0 count=0
cleanup() {
    "$ours" ps -aq | xargs -r "$ours" rm -f
    [ -z "$peer" ] || docker ps -aq | xargs -r docker rm -f
    [ -z "$docker_pid" ] || { kill "$docker_pid"; wait "$docker_pid"; }
    "$ours" network prune -f
    rm -rf "$scratch"
} >/dev/null 2>&1
trap cleanup EXIT

mkdir -p "$scratch/rootfs"/{bin,dev,etc,proc,root,sys,tmp,data}
cp "$(command -v busybox)" "$scratch/rootfs/bin/busybox"
for word in sh true cat echo sleep ls touch httpd hostname; do ln -sf busybox "$scratch/rootfs/bin/$word"; done
printf 'root:x:0:0:root:/root:/bin/sh\n' >"$scratch/rootfs/etc/passwd"
tar -C "$scratch/rootfs" --owner=0 --group=0 -cf "$scratch/img.tar" .
if [ -n "${VERBS_INSIDE:-}" ]; then
    ip link set lo up
    ip link add uplink0 type veth peer name uplink1
    ip addr add 198.51.100.1/24 dev uplink0
    ip link set uplink0 up && ip link set uplink1 up
    ip route add default via 198.51.100.2
    export DOCKER_HOST=unix://$scratch/docker.sock DOCKER_CLI_HINTS=false
    dockerd --data-root "$scratch/docker" --exec-root "$scratch/exec" -H "$DOCKER_HOST" --pidfile "$scratch/docker.pid" \
        --bip 172.29.0.1/16 >"$scratch/docker.log" 2>&1 &
    docker_pid=$!
    for _ in $(seq 200); do docker info >/dev/null 2>&1 && break || sleep 0.1; done
    docker info >/dev/null 2>&1 && peer=docker
fi
echo "# $("$ours" --version | head -n 1)${peer:+, $(docker --version)}, $(id -un), Linux $(uname -r)"

# What differs from run to run, and which program speaks.
plain() {
    sed -E -e 's/sha256:[0-9a-f]{64}|\b[0-9a-f]{64}\b|\b[0-9a-f]{12}\b/ID/g' -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+( ?[+-][0-9:]+| UTC|Z)*/TIME/g' \
        -e 's/(Less than a|About a|[0-9]+) (seconds?|minutes?)( ago)?/AGE/g' -e 's/[0-9.]+ ?([kKMGT]i?)?B\b/SIZE/g' \
        -e 's/18080|28080/PORT/g; s/10.213.1.|10.213.2./NET./g' -e 's/^docker: |^catamaran: //; s/Error response from daemon: |Error response: |^Error: //' -e 's/ +/ /g; s/ $//'
}
# CODE COMPARISON WORDS...: "=" the output is docker's, "h" its first line, "s" sorted lines, "-" not compared.
verb() {
    local code=$1 how=$2 got said theirs=- shape=- verdict=OK
    shift 2
    count=$((count + 1))
    # Both run in one network: a port and a subnet for each.
    "$ours" "${@//@/1}" >"$scratch/out" 2>"$scratch/err" </dev/null
    got=$?
    said=$(tail -n 2 "$scratch/err" | tr '\n' ' ')
    if [ -n "$peer" ] && [[ $how != o* ]]; then
        docker "${@//@/2}" >"$scratch/out2" 2>"$scratch/err2" </dev/null
        theirs=$?
        [ "$theirs" = "$got" ] || verdict=FAIL
        case $how in
        =) cmp -s <(plain <"$scratch/out") <(plain <"$scratch/out2") && shape=same || shape=differs ;;
        h) cmp -s <(head -n 1 "$scratch/out" | plain) <(head -n 1 "$scratch/out2" | plain) && shape=same || shape=differs ;;
        s) cmp -s <(plain <"$scratch/out" | sort) <(plain <"$scratch/out2" | sort) && shape=same || shape=differs ;;
        esac
        [ "$shape" != differs ] || verdict=FAIL
    fi
    if [ "$got" != "$code" ]; then
        verdict=FAIL
        [ "$(id -u)" != 0 ] && [[ $how == *g ]] && grep -q 'Fix:\|is not paused' "$scratch/err" && verdict=no
    fi
    [ "$verdict" != FAIL ] || failures=$((failures + 1))
    printf '%-4s %3s %3s %-8s%s\n' "$verdict" "$got" "$theirs" "$shape" "$(printf '%s ' "${@//@/1}" | sed "s|$scratch|.|g")"
    [ "$verdict" != no ] || printf '                     %s\n' "$said"
    if [ "$verdict" = FAIL ]; then
        printf '     said: %s\n' "$said"
        [ "$theirs" = - ] || printf '     docker: %s\n' "$(tail -n 2 "$scratch/err2" | tr '\n' ' ')"
        [ "$shape" != differs ] || diff -y -W 150 <(plain <"$scratch/out") <(plain <"$scratch/out2") | head -n 8
    fi
}
since=$(date +%s)

echo "== images from archives"
verb 0 = import "$scratch/img.tar" img
echo "== lifecycle"
verb 0 = run -d --name one -p 127.0.0.1:@8080:80 -l a=b img sh -c 'trap "exit 0" TERM; while :; do sleep 0.1; done'
verb 0 = create --name two img sh -c 'echo out; echo err >&2; exit 3'
verb 0 = start two
verb 0 = wait two
verb 0 = logs two
verb 3 = start -a two
verb 7 = run --rm img sh -c 'echo in; exit 7'
verb 127 = run --rm img nosuch
verb 126 = run --rm img /etc
verb 125 - run --rm --nosuch img
verb 0 = run -d --name brief img sh -c 'sleep 1; echo bye; exit 5'
verb 5 = attach brief
verb 0 = logs --tail 1 brief
verb 0 = rm brief
verb 0 s ps --format '{{.Names}} {{.Image}} {{.Status}} {{.Ports}}'
verb 0 h ps
verb 0 s ps -a --format '{{.Names}} {{.State}} {{.Labels}}'
verb 0 = ps -q --filter label=a=b
verb 0 = exec one echo hello
verb 0 = exec -w /tmp -e A=b one sh -c 'echo $A $PWD'
verb 7 = exec one sh -c 'exit 7'
verb 127 o exec one nosuch # docker's manual has 127; its daemon 20.10 says 126
verb 0 h top one
verb 0 h stats --no-stream one
verb 0 = inspect -f '{{.Name}} {{.State.Status}} {{.Config.Image}} {{.RestartCount}} {{json .NetworkSettings.Ports}}' one
verb 1 - inspect nosuch
verb 0 = port one
verb 0 - cp /etc/hostname one:/tmp/h
verb 0 - cp one:/tmp/h "$scratch/back"
verb 0 s diff one
verb 0 = rename one uno
verb 0 =g pause uno
verb 0 =g unpause uno
verb 0 =g update --cpus 1 uno
verb 0 = update --restart no uno
verb 0 = kill -s WINCH uno
verb 0 = restart -t 5 uno
verb 0 = stop -t 5 uno
verb 0 = start uno
verb 0 = commit -m text uno made
verb 0 = run --rm made cat /tmp/h
verb 0 - export -o "$scratch/tree.tar" uno
verb 0 = import "$scratch/tree.tar" again
verb 0 = events --since "$since" --until "$(($(date +%s) + 1))" --filter container=two --filter event=create --filter event=start --filter event=die --format '{{.Action}}'
verb 1 - rm uno
verb 0 = kill uno
verb 0 = wait uno
verb 0 = rm uno
verb 0 = rm -f nosuch
echo "== networks"
verb 0 = network create --subnet 10.213.@.0/24 --label x=y net
verb 0 = network ls --filter label=x=y --format '{{.Name}} {{.Driver}} {{.Scope}}'
verb 0 = network inspect -f '{{.Name}} {{(index .IPAM.Config 0).Subnet}} {{.Internal}}' net
verb 0 = run -d --name web --network net --ip 10.213.@.80 --network-alias www img sh -c 'echo ahoy > /data/index.html; exec httpd -f -h /data'
verb 0 = run --rm --network net img sh -c 'busybox nslookup www | busybox grep Address | busybox tail -n 1; printf "GET / HTTP/1.0\\r\\n\\r\\n" | busybox nc -w 5 10.213.@.80 80 | busybox tail -n 1'
verb 0 = run -d --name late img sleep 1000
verb 0 = network connect --alias tardy net late
verb 0 = exec late sh -c 'busybox nslookup web | busybox grep Address | busybox tail -n 1; printf "GET / HTTP/1.0\\r\\n\\r\\n" | busybox nc -w 5 10.213.@.80 80 | busybox tail -n 1'
verb 0 = network disconnect net late
verb 1 - network rm net
verb 0 - rm -f web late
verb 0 = network rm net
verb 0 = network create spare
verb 0 = network prune -f
echo "== volumes"
verb 0 = volume create --label x=y vol
verb 0 = volume ls -q
verb 0 = volume inspect -f '{{.Name}} {{.Driver}} {{json .Labels}} {{.Scope}}' vol
verb 0 = run --rm -v vol:/v img sh -c 'echo kept > /v/f'
verb 0 = run --rm -v vol:/v:ro img cat /v/f
verb 1 - run --rm -v vol:/v:ro img touch /v/g
verb 0 o volume export -o "$scratch/vol.tar.zst" vol
verb 0 o volume import copy "$scratch/vol.tar.zst"
verb 0 o volume clone vol twin
verb 0 o run --rm -v copy:/c -v twin:/t img cat /c/f /t/f
verb 0 o volume rm copy twin
verb 0 = volume rm vol
verb 0 = volume create spare
verb 0 o volume prune -af # of an older daemon docker's client refuses -a
echo "== system"
verb 0 h container prune -f
verb 0 h system df
verb 0 h system df --format '{{.Type}}'
verb 0 - info
verb 0 - system info --format json
verb 0 - version
verb 0 - system prune -f
verb 0 = ps -aq
echo "== $count verbs, $failures failures"
exit $((failures > 125 ? 125 : failures))
