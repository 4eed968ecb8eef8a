#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Images built here run under docker and podman, and theirs here; digests stay in the round trip:
#
#   tests/e2e/peers_images.sh [BUILD_DIR]      default build/dev
#
# Root. A dockerd with a data root of its own, podman with a store of its own and a docker-registry on 127.0.0.1, all in
# a network and mount namespace that go with the script. Prints what each says, and "ok" or "FAILED" for each claim; the
# exit code is the number of failures. SCRATCH (/dev/shm) is where everything lies.
set -uo pipefail
if [ -z "${PEERS_IMAGES_INSIDE:-}" ]; then
    for needed in dockerd docker podman skopeo docker-registry unshare; do
        command -v "$needed" >/dev/null || { echo "SKIP: $needed is not installed"; exit 0; }
    done
    [ "$(id -u)" = 0 ] || { echo "SKIP: needs root"; exit 0; }
    exec env PEERS_IMAGES_INSIDE=1 unshare --net --mount --propagation private "$0" "$@"
fi
root=$(cd "$(dirname "$0")/../.." && pwd)
builds=${1:-$root/build/dev}
scratch=$(mktemp -d "${SCRATCH:-/dev/shm}/catamaran-peers-XXXXXX")
export CATAMARAN_ROOT=$scratch/data CATAMARAN_RUN=$scratch/r CATAMARAN_LIBEXEC=${CATAMARAN_LIBEXEC:-$builds/libexec}
export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/home/.config DOCKER_HOST=unix://$scratch/docker.sock
unset DOCKER_CONFIG
mkdir -p "$HOME"
ours=$builds/bin/catamaran
theirs() { podman --root "$scratch/podman" --runroot "$scratch/podman-run" --cgroup-manager cgroupfs "$@"; }
pids=() failures=0
cleanup() {
    [ ${#pids[@]} = 0 ] || { kill "${pids[@]}"; wait "${pids[@]}"; } 2>/dev/null
    grep -o " $scratch/[^ ]*" /proc/self/mounts | sort -r | xargs -r umount -l 2>/dev/null
    rm -rf "$scratch"
}
trap cleanup EXIT
same() { # what, wanted, got
    if [ -n "$2" ] && [ "$2" = "$3" ]; then
        printf 'ok      %s: %s\n' "$1" "$3"
    else
        printf 'FAILED  %s: wanted "%s", got "%s"\n' "$1" "$2" "$3"
        failures=$((failures + 1))
    fi
}
last() { tail -n 1; }

ip link set lo up
# podman and crun refuse a hybrid cgroup layout, and their default limits need CAP_SYS_RESOURCE.
umount /sys/fs/cgroup/unified 2>/dev/null
mkdir -p "$scratch/home"
printf '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]\n' >"$scratch/containers.conf"
export CONTAINERS_CONF=$scratch/containers.conf
port=5000 registry=127.0.0.1:5000
printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: %s}\n' \
    "$scratch/registry" "$registry" >"$scratch/registry.yml"
docker-registry serve "$scratch/registry.yml" >"$scratch/registry.log" 2>&1 &
pids+=($!)
dockerd --data-root "$scratch/docker" --exec-root "$scratch/docker-run" --pidfile "$scratch/docker.pid" \
    --host "$DOCKER_HOST" --bridge none --iptables=false --ip6tables=false >"$scratch/dockerd.log" 2>&1 &
pids+=($!)
for _ in $(seq 300); do docker info >/dev/null 2>&1 && break || sleep 0.1; done
docker info >/dev/null 2>&1 || { echo "SKIP: dockerd does not start here:"; tail -n 5 "$scratch/dockerd.log"; exit 0; }
for _ in $(seq 100); do (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break || sleep 0.1; done
echo "# $("$ours" --version | head -n 1), $(docker --version), $(podman --version), $(skopeo --version)"

"$ours" image bootstrap busybox >/dev/null || exit 125
mkdir "$scratch/context"
printf 'content\n' >"$scratch/context/file"
base=$("$ours" images --format '{{.Repository}}:{{.Tag}}' | head -n 1)
cat >"$scratch/context/Dockerfile" <<END
FROM $base
COPY file /file
RUN echo made > /made && mkdir -p /etc/deck && ln -s /made /etc/deck/link
ENV DECK=upper
CMD ["sh", "-c", "cat /file /etc/deck/link; echo \$DECK"]
END
"$ours" build -q -t app "$scratch/context" >/dev/null || exit 125
wanted=$(printf 'content\nmade\nupper')
id=$("$ours" inspect -f '{{.Id}}' app)
same "ours, here" "$wanted" "$("$ours" run --rm --network none app)"

echo "== ours, through the registry"
"$ours" tag app $registry/ours:1
digest=$("$ours" push $registry/ours:1 | sed -n 's/.*digest: \(sha256:[0-9a-f]*\).*/\1/p')
echo "pushed $digest, image $id"
docker pull -q $registry/ours:1 >/dev/null
same "docker runs it" "$wanted" "$(docker run --rm --network none $registry/ours:1)"
same "docker's digest" "$registry/ours@$digest" "$(docker inspect -f '{{index .RepoDigests 0}}' $registry/ours:1)"
same "docker's image id" "$id" "$(docker inspect -f '{{.Id}}' $registry/ours:1)"
theirs pull -q --tls-verify=false $registry/ours:1 >/dev/null
same "podman runs it" "$wanted" "$(theirs run --rm --network none $registry/ours:1 2>/dev/null)"
same "podman's digest" "$digest" "$(theirs inspect -f '{{.Digest}}' $registry/ours:1)"
same "podman's image id" "${id#sha256:}" "$(theirs inspect -f '{{.Id}}' $registry/ours:1)"
"$ours" save -o "$scratch/app.tar" app # before docker's own manifest of the same image comes back
docker tag $registry/ours:1 $registry/round:1
roundtrip=$(docker push $registry/round:1 | sed -n 's/.*digest: \(sha256:[0-9a-f]*\).*/\1/p')
same "round trip through docker: digest" "Digest: $roundtrip" "$("$ours" pull $registry/round:1 | grep Digest)"
same "round trip through docker: image id" "$id" "$("$ours" inspect -f '{{.Id}}' $registry/round:1)"
pushed() { "$ours" push "$1" | sed -n 's/.*digest: \(sha256:[0-9a-f]*\).*/\1/p'; }
same "what we built still has its digest" "$digest" "$(pushed $registry/ours:1)"
same "what docker pushed still has docker's" "$roundtrip" "$(pushed $registry/round:1)"
same "both digests are told" "$(printf '%s\n' "$registry/ours@$digest" "$registry/round@$roundtrip")" \
    "$("$ours" inspect -f '{{range .RepoDigests}}{{println .}}{{end}}' app | grep . | sort)"
"$ours" system prune -f >/dev/null
same "garbage collection leaves both" "$digest $roundtrip" "$(pushed $registry/ours:1) $(pushed $registry/round:1)"
theirs tag $registry/ours:1 $registry/round:2
theirs push -q --tls-verify=false --digestfile "$scratch/digest" $registry/round:2
same "round trip through podman: podman's digest" "$digest" "$(cat "$scratch/digest")"
same "round trip through podman: digest" "Digest: $digest" "$("$ours" pull $registry/round:2 | grep Digest)"
same "round trip through podman: image id" "$id" "$("$ours" inspect -f '{{.Id}}' $registry/round:2)"

echo "== ours, through archives"
docker rmi -f $registry/ours:1 $registry/round:1 >/dev/null
"$ours" save app | docker load >/dev/null
same "save | docker load runs" "$wanted" "$(docker run --rm --network none app)"
same "save | docker load: image id" "$id" "$(docker inspect -f '{{.Id}}' app)"
theirs rmi -f $registry/ours:1 >/dev/null
theirs load -q -i "$scratch/app.tar" >/dev/null
same "save, podman load: image id" "${id#sha256:}" "$(theirs inspect -f '{{.Id}}' app)"
same "save, podman load runs" "$wanted" "$(theirs run --rm --network none app 2>/dev/null)"
same "skopeo reads it as oci-archive" "$digest" \
    "$(skopeo inspect --raw "oci-archive:$scratch/app.tar" | sha256sum | sed 's/^\([0-9a-f]*\).*/sha256:\1/')"

echo "== docker's, here"
docker run --name change --network none app sh -c 'echo docker > /file'
docker commit change docker-made >/dev/null
docker rm change >/dev/null
theirid=$(docker inspect -f '{{.Id}}' docker-made)
theirout=$(docker run --rm --network none docker-made sh -c 'cat /file')
docker save docker-made | "$ours" load >/dev/null
same "docker save | load: image id" "$theirid" "$("$ours" inspect -f '{{.Id}}' docker-made)"
same "docker save | load runs" "$theirout" "$("$ours" run --rm --network none docker-made sh -c 'cat /file')"
docker tag docker-made $registry/docker:1
theirdigest=$(docker push $registry/docker:1 | sed -n 's/.*digest: \(sha256:[0-9a-f]*\).*/\1/p')
"$ours" rmi docker-made >/dev/null
same "pull of docker's push: digest" "Digest: $theirdigest" "$("$ours" pull $registry/docker:1 | grep Digest)"
same "pull of docker's push runs" "$theirout" "$("$ours" run --rm --network none $registry/docker:1 sh -c 'cat /file')"
"$ours" tag $registry/docker:1 $registry/docker:2
same "docker's through us: what we push" "$theirdigest" "$(pushed $registry/docker:2)"
docker rmi -f docker-made $registry/docker:1 >/dev/null
docker pull -q $registry/docker:2 >/dev/null
same "docker's through us, at docker: digest" "$registry/docker@$theirdigest" "$(docker inspect -f '{{index .RepoDigests 0}}' $registry/docker:2)"
same "docker's through us, at docker: image id" "$theirid" "$(docker inspect -f '{{.Id}}' $registry/docker:2)"
same "docker's through us, at docker: runs" "$theirout" "$(docker run --rm --network none $registry/docker:2 sh -c 'cat /file')"

echo "== podman's, here"
theirs run --name change --network none app sh -c 'echo podman > /file' 2>/dev/null
theirs commit -q change podman-made >/dev/null
theirs rm change >/dev/null
theirid=$(theirs inspect -f '{{.Id}}' podman-made)
for format in oci-archive docker-archive; do
    theirs save -q --format $format -o "$scratch/$format.tar" podman-made
    "$ours" load -i "$scratch/$format.tar" >/dev/null
    same "podman save --format $format: image id" "sha256:$theirid" \
        "$("$ours" inspect -f '{{.Id}}' "$theirid" 2>/dev/null || "$ours" inspect -f '{{.Id}}' localhost/podman-made)"
    same "podman save --format $format runs" podman "$("$ours" run --rm --network none localhost/podman-made cat /file 2>/dev/null ||
        "$ours" run --rm --network none "$theirid" cat /file)"
    "$ours" rmi -f "$("$ours" images -q | head -n 1)" >/dev/null 2>&1
done
theirs push -q --tls-verify=false --digestfile "$scratch/digest" podman-made $registry/podman:1
same "pull of podman's push: digest" "Digest: $(cat "$scratch/digest")" "$("$ours" pull $registry/podman:1 | grep Digest)"
same "pull of podman's push runs" podman "$("$ours" run --rm --network none $registry/podman:1 cat /file)"
"$ours" tag $registry/podman:1 $registry/podman:2
same "podman's through us: what we push" "$(cat "$scratch/digest")" "$(pushed $registry/podman:2)"
theirs rmi -f podman-made >/dev/null
theirs pull -q --tls-verify=false $registry/podman:2 >/dev/null
same "podman's through us, at podman: digest" "$(cat "$scratch/digest")" "$(theirs inspect -f '{{.Digest}}' $registry/podman:2)"
same "podman's through us, at podman: image id" "$theirid" "$(theirs inspect -f '{{.Id}}' $registry/podman:2)"
same "podman's through us, at podman: runs" podman "$(theirs run --rm --network none $registry/podman:2 cat /file 2>/dev/null)"
echo "$failures failures"
exit "$failures"
