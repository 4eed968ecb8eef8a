#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the user sees of a registry that works and of one that does not: for each case the command, what it prints and
# its exit code, against a real docker-registry with TLS and passwords:
#
#   tests/e2e/registry_faces.sh [BUILD_DIR]      default build/dev
#
# Root. Everything lies in SCRATCH (/dev/shm) and runs in a network and mount namespace that go with the script. A relay
# between client and registry makes the bad network. The exit code is the number of cases that did not end as they
# should.
set -uo pipefail
if [ -z "${REGISTRY_FACES_INSIDE:-}" ]; then
    for needed in docker-registry openssl python3 unshare; do
        command -v "$needed" >/dev/null || { echo "SKIP: $needed is not installed"; exit 0; }
    done
    [ "$(id -u)" = 0 ] || { echo "SKIP: needs root"; exit 0; }
    exec env REGISTRY_FACES_INSIDE=1 unshare --net --mount --propagation private "$0" "$@"
fi
root=$(cd "$(dirname "$0")/../.." && pwd)
builds=${1:-$root/build/dev}
scratch=$(mktemp -d "${SCRATCH:-/dev/shm}/catamaran-faces-XXXXXX")
export CATAMARAN_ROOT=$scratch/data CATAMARAN_RUN=$scratch/r CATAMARAN_LIBEXEC=${CATAMARAN_LIBEXEC:-$builds/libexec}
export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/home/.config CATAMARAN_REGISTRIES=$scratch/registries.json
unset DOCKER_CONFIG
mkdir -p "$XDG_CONFIG_HOME/catamaran"
ours=$builds/bin/catamaran
pids=() failures=0
cleanup() {
    [ ${#pids[@]} = 0 ] || { kill "${pids[@]}"; wait "${pids[@]}"; } 2>/dev/null
    grep -o " $scratch/[^ ]*" /proc/self/mounts | sort -r | xargs -r umount -l 2>/dev/null
    rm -rf "$scratch"
}
trap cleanup EXIT
face() { # wanted exit code, command...
    local wanted=$1 code
    shift
    echo "\$ catamaran $*"
    "$ours" "$@" >"$scratch/out" 2>&1 </dev/null
    code=$?
    sed 's/^/    /' "$scratch/out"
    if [ "$code" = "$wanted" ]; then
        echo "    [exit code $code]"
    else
        echo "    FAILED: exit code $code, not $wanted"
        failures=$((failures + 1))
    fi
}
says() { # a part of what the last command must have printed
    grep -qF -- "$1" "$scratch/out" || { echo "    FAILED: it does not say \"$1\""; failures=$((failures + 1)); }
}
waitfor() { for _ in $(seq 300); do (exec 3<>"/dev/tcp/${2:-127.0.0.1}/$1") 2>/dev/null && return || sleep 0.1; done; }

cat >"$scratch/relay.py" <<'END'
# relay.py LISTEN UPSTREAM MODE VALUE: cut (bytes down a connection), slow (bytes a second), refuse (so many 429)
import socket, sys, threading, time
listen, upstream, mode, value = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
refused = 0
total = [0]
def pump(a, b, down):
    sent = 0
    try:
        while data := a.recv(16384 if mode == "slow" else 65536):
            if down and mode == "cut" and sent + len(data) > value:
                b.sendall(data[: value - sent])
                break
            b.sendall(data)
            sent += len(data)
            if down:
                total[0] += len(data)
                open(f"{sys.path[0]}/down-{listen}", "w").write(str(total[0]))
            if down and mode == "slow":
                time.sleep(len(data) / value)
    except OSError:
        pass
    for s in (a, b):
        try:
            s.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
def serve(client):
    global refused
    if mode == "refuse" and refused < value:
        refused += 1
        client.recv(65536)
        client.sendall(b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nRateLimit-Limit: 100;w=21600\r\n"
                       b"RateLimit-Remaining: 0;w=21600\r\nContent-Type: application/json\r\nContent-Length: 80\r\n"
                       b"Connection: close\r\n\r\n" +
                       b'{"errors":[{"code":"TOOMANYREQUESTS","message":"You have reached your limit"}]}\n')
        client.close()
        return
    server = socket.create_connection(("10.77.0.1" if upstream == 5443 else "127.0.0.1", upstream))
    threading.Thread(target=pump, args=(client, server, False), daemon=True).start()
    pump(server, client, True)
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", listen))
listener.listen(64)
while True:
    client, _ = listener.accept()
    threading.Thread(target=serve, args=(client,), daemon=True).start()
END
relay() { # port, upstream, mode, value
    python3 "$scratch/relay.py" "$@" &
    pids+=($!)
    waitfor "$1"
}

ip link set lo up
# No address of 127.0.0.0/8, where registries are trusted without a certificate, as with docker.
ip address add 10.77.0.1/32 dev lo
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout "$scratch/key.pem" -out "$scratch/cert.pem" -subj /CN=registry \
    -addext subjectAltName=IP:10.77.0.1,IP:127.0.0.1 2>/dev/null
# deck with the password deck-secret
echo 'deck:$2y$05$abcdefghijklmnopqrstuupdYIiCjEyJlGKrS5571Ckl6JC/ZD3Qm' >"$scratch/htpasswd"
printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: "10.77.0.1:5443", tls: {certificate: %s, key: %s}}\nauth: {htpasswd: {realm: deck, path: %s}}\n' \
    "$scratch/registry" "$scratch/cert.pem" "$scratch/key.pem" "$scratch/htpasswd" >"$scratch/tls.yml"
printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: "127.0.0.1:5000"}\n' \
    "$scratch/registry" >"$scratch/plain.yml"
for file in tls plain; do
    docker-registry serve "$scratch/$file.yml" >"$scratch/$file.log" 2>&1 &
    pids+=($!)
done
waitfor 5443 10.77.0.1
waitfor 5000
secure=10.77.0.1:5443 plain=127.0.0.1:5000
echo '{}' >"$CATAMARAN_REGISTRIES"
"$ours" image bootstrap busybox >/dev/null || exit 125
base=$("$ours" images --format '{{.Repository}}:{{.Tag}}' | head -n 1)
mkdir "$scratch/context"
head -c 64M /dev/urandom >"$scratch/context/big"
printf 'FROM %s\nCOPY big /big\nCMD ["true"]\n' "$base" >"$scratch/context/Dockerfile"
"$ours" build -q -t app "$scratch/context" >/dev/null || exit 125
"$ours" tag app $secure/deck/app:1
"$ours" tag app $plain/deck/app:1

echo "== An unknown certificate"
printf '{"registries": {"%s": {"insecure": false}}}\n' "$secure" >"$CATAMARAN_REGISTRIES"
face 1 pull $secure/deck/app:1
says certificate
printf '{"registries": {"%s": {"ca": "%s", "insecure": false}}}\n' "$secure" "$scratch/cert.pem" >"$CATAMARAN_REGISTRIES"

echo "== 401: nobody has logged in, then with a wrong password"
face 1 push $secure/deck/app:1
says "catamaran login $secure"
face 1 login -u deck -p wrong $secure
says "login attempt"

echo "== Log in, push, pull"
face 0 login --plain-text -u deck -p deck-secret $secure
face 0 push $secure/deck/app:1
digest=$(grep -o 'sha256:[0-9a-f]\{64\}' "$scratch/out" | tail -n 1)
face 0 push $secure/deck/app:1
says "Already exists"
"$ours" rmi -f app $secure/deck/app:1 $plain/deck/app:1 >/dev/null
face 0 pull $secure/deck/app:1
says "$digest"
forget() { "$ours" rmi -f "$("$ours" images -q "$1" | head -n 1)" >/dev/null 2>&1; "$ours" builder prune -af >/dev/null 2>&1; }

echo "== 404: no such tag, no such repository"
face 1 pull $secure/deck/app:none
face 1 pull $secure/deck/nothing

echo "== kill -9 in the middle, and again"
forget $secure/deck/app:1
relay 5001 5443 slow 20000000
"$ours" login --plain-text -u deck -p deck-secret 127.0.0.1:5001 >/dev/null 2>&1
"$ours" pull 127.0.0.1:5001/deck/app:1 >/dev/null 2>&1 &
pull=$!
partial() { stat -c %b "$CATAMARAN_ROOT"/store/partial/* 2>/dev/null | awk '{n += $1} END {print n * 512}'; }
for _ in $(seq 200); do [ "$(partial)" -gt 16000000 ] && break || sleep 0.05; done
kill -9 $pull
wait $pull 2>/dev/null
echo "\$ catamaran pull 127.0.0.1:5001/deck/app:1 &  kill -9 \$!"
echo "    [$(partial) bytes are kept in store/partial]"
before=$(cat "$scratch/down-5001")
face 0 pull 127.0.0.1:5001/deck/app:1
says "$digest"
echo "    [$(($(cat "$scratch/down-5001") - before)) bytes came now; the layer has $(stat -c %s "$(find "$scratch/registry" -path '*blobs/sha256*' -name data -size +60M | head -n 1)")]"
forget 127.0.0.1:5001/deck/app:1

echo "== Content that is not what its digest says"
blob=$(find "$scratch/registry" -path '*blobs/sha256*' -name data -size +60M | head -n 1)
cp "$blob" "$scratch/whole"
printf 'X' | dd of="$blob" bs=1 seek=1000000 conv=notrunc 2>/dev/null
face 1 pull $secure/deck/app:1
says "verification failed"
cp "$scratch/whole" "$blob"

echo "== A full disk"
mkdir "$scratch/small"
mount -t tmpfs -o size=40m none "$scratch/small"
CATAMARAN_ROOT=$scratch/small/data face 1 pull $secure/deck/app:1
says "No space left"
umount -l "$scratch/small"

echo "== 429: three times, then for ever"
relay 5002 5000 refuse 3
face 0 pull 127.0.0.1:5002/deck/app:1
forget 127.0.0.1:5002/deck/app:1
relay 5003 5000 refuse 1000000
face 1 pull 127.0.0.1:5003/deck/app:1
says toomanyrequests

echo "== A slow line (16 MB a second)"
relay 5004 5000 slow 16000000
face 0 pull 127.0.0.1:5004/deck/app:1
forget 127.0.0.1:5004/deck/app:1

echo "== A connection that breaks after every 20 MB, then one that breaks at once"
relay 5005 5000 cut 20000000
face 0 pull 127.0.0.1:5005/deck/app:1
forget 127.0.0.1:5005/deck/app:1
relay 5006 5000 cut 100
face 1 pull 127.0.0.1:5006/deck/app:1

echo "== Nobody there; a name that nobody knows"
face 1 pull 127.0.0.1:5999/deck/app:1
face 1 pull registry.invalid/deck/app:1
echo "$failures failures"
exit "$failures"
