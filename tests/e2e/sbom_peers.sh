#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The bill of materials beside what the programs that installed the packages say themselves:
#
#   tests/e2e/sbom_peers.sh [BUILD_DIR]      default build/dev
#
# rpm (an SQLite database made by rpm itself), npm (a tree installed by npm from packages packed here), Python
# (importlib.metadata over the host's own packages), Go (go version -m over the host's Go programs), dpkg (dpkg-query over
# the host's own database) and apk (a database written as apk writes it; no tool of Debian reads it). No network is used.
# What is not installed is skipped by name. Root. The exit code is the number of differences.
set -uo pipefail
[ "$(id -u)" = 0 ] || { echo "SKIP: needs root"; exit 0; }
root=$(cd "$(dirname "$0")/../.." && pwd)
builds=${1:-$root/build/dev}
scratch=$(mktemp -d "${SCRATCH:-/dev/shm}/catamaran-sbom-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
export CATAMARAN_ROOT=$scratch/data CATAMARAN_RUN=$scratch/r CATAMARAN_LIBEXEC=${CATAMARAN_LIBEXEC:-$builds/libexec}
ours=$builds/bin/catamaran failures=0
purls() { # name: imports the tree and lists "purl"
    tar -C "$scratch/$1" -cf "$scratch/$1.tar" . && "$ours" import "$scratch/$1.tar" "sbom-$1" >/dev/null &&
        "$ours" sbom --format cyclonedx "sbom-$1" | grep -o '"purl": "[^"]*"' | cut -d '"' -f 4 | sort
}
compare() { # what, file that is wanted, file that was found
    if [ ! -s "$2" ]; then
        echo "FAILED  $1: nothing to compare with"
        failures=$((failures + 1))
    elif diff "$2" "$3" >"$scratch/diff"; then
        echo "ok      $1: all $(wc -l <"$2")"
    else
        echo "FAILED  $1: $(grep -c '^<' "$scratch/diff") missing, $(grep -c '^>' "$scratch/diff") too many"
        head -n 10 "$scratch/diff" | sed 's/^/        /'
        failures=$((failures + 1))
    fi
}
release() { mkdir -p "$scratch/$1/etc" && printf 'ID=%s\nVERSION_ID="%s"\n' "$2" "$3" >"$scratch/$1/etc/os-release"; }

if command -v dpkg-query >/dev/null && [ -s /var/lib/dpkg/status ]; then
    release deb debian 12
    mkdir -p "$scratch/deb/var/lib/dpkg"
    cp /var/lib/dpkg/status "$scratch/deb/var/lib/dpkg/status"
    dpkg-query -W -f '${db:Status-Status} ${Package} ${Version} ${Architecture}\n' | sed -n 's/^installed //p' | sort >"$scratch/wanted"
    purls deb | sed -n 's/^pkg:deb.debian.\(.*\)@\([^?]*\)?arch=\([a-z0-9]*\).*/\1 \2 \3/p' | sed 's/%2[bB]/+/g; s/%3[aA]/:/g; s/%7[eE]/~/g' |
        sort >"$scratch/found"
    compare "dpkg-query of this host" "$scratch/wanted" "$scratch/found"
else
    echo "SKIP    dpkg"
fi

if command -v rpm rpmbuild >/dev/null; then
    release rpm fedora 40
    count=0
    while read -r name epoch version release arch; do
        cat >"$scratch/$name.spec" <<END
Name: $name
Epoch: $epoch
Version: $version
Release: $release
Summary: A package of the test
License: MIT and GPLv2+
BuildArch: $arch
%description
A package of the test.
%files
END
        [ "$epoch" = 0 ] && sed -i '/^Epoch/d' "$scratch/$name.spec"
        HOME=$scratch rpmbuild --quiet --define "_topdir $scratch/rpmbuild" -bb "$scratch/$name.spec" >"$scratch/rpm.log" 2>&1 && count=$((count + 1))
    done <<END
deck 0 1.0 1.fc40 noarch
hull 2 5.2.26 3.fc40 noarch
mast-libs 0 1.2~rc1 0.1.fc40 noarch
sail++ 1 20240101^git1 1 noarch
END
    mkdir -p "$scratch/rpm/var/lib/rpm"
    rpm --root "$scratch/rpm" --dbpath /var/lib/rpm --define '_db_backend sqlite' --initdb
    rpm --root "$scratch/rpm" --dbpath /var/lib/rpm --define '_db_backend sqlite' -i --justdb --nodeps --force-debian "$scratch"/rpmbuild/RPMS/*/*.rpm
    rpm --root "$scratch/rpm" --dbpath /var/lib/rpm --define '_db_backend sqlite' -qa --qf '%{NAME} %{EPOCHNUM} %{VERSION}-%{RELEASE} %{ARCH}\n' |
        grep -v gpg-pubkey | sort >"$scratch/wanted"
    purls rpm | sed -n 's/^pkg:rpm.fedora.\(.*\)@\([^?]*\)?arch=\([a-z0-9_]*\)\(.*\)/\1 \4 \2 \3/p' |
        sed 's/ &[^ ]*epoch=\([0-9]*\)[^ ]* / \1 /; s/ &[^ ]* / 0 /; s/  / 0 /; s/%2[bB]/+/g; s/%5[eE]/^/g; s/%7[eE]/~/g' | sort >"$scratch/found"
    compare "rpm -qa ($(rpm --version), $count packages)" "$scratch/wanted" "$scratch/found"
else
    echo "SKIP    rpm"
fi

if command -v npm >/dev/null; then
    release npm debian 12
    mkdir -p "$scratch/npm/app" "$scratch/pack"
    pack() { # name version dependencies
        mkdir -p "$scratch/pack/x" && printf '{"name":"%s","version":"%s","license":"MIT","dependencies":{%s}}' "$1" "$2" "$3" >"$scratch/pack/x/package.json"
        (cd "$scratch/pack/x" && npm pack --silent --pack-destination .. >/dev/null)
        rm -rf "$scratch/pack/x"
    }
    pack leaf 1.2.3 ''
    pack @deck/scoped 0.0.1-beta.2 "\"leaf\":\"file:$scratch/pack/leaf-1.2.3.tgz\""
    pack twig 4.0.0 "\"@deck/scoped\":\"file:$scratch/pack/deck-scoped-0.0.1-beta.2.tgz\""
    (cd "$scratch/npm/app" && echo '{"name":"app","version":"1.0.0"}' >package.json &&
        HOME=$scratch npm install --offline --no-audit --no-fund --silent "$scratch/pack/twig-4.0.0.tgz" >"$scratch/npm.log" 2>&1) || cat "$scratch/npm.log"
    (cd "$scratch/npm/app" && npm ls --all --parseable --long 2>/dev/null) | tail -n +2 | sed 's/^[^:]*://; s/:.*//' | sort -u >"$scratch/wanted"
    purls npm | sed -n 's/^pkg:npm.//p' | sed 's/%40/@/' | grep -v '^app@' | sort -u >"$scratch/found"
    compare "npm ls --all (npm $(npm --version))" "$scratch/wanted" "$scratch/found"
else
    echo "SKIP    npm"
fi

python=/usr/bin/python3
if [ -x $python ] && ls /usr/lib/python3/dist-packages/*-info >/dev/null 2>&1; then
    release pip debian 12
    mkdir -p "$scratch/pip/usr/lib/python3"
    cp -a /usr/lib/python3/dist-packages "$scratch/pip/usr/lib/python3/"
    $python -c 'import importlib.metadata, re, sys
for d in importlib.metadata.distributions(path=[sys.argv[1]]):
    print(d.metadata["Name"].lower().replace("_", "-") + "@" + d.version)' "$scratch/pip/usr/lib/python3/dist-packages" | sort -u >"$scratch/wanted"
    purls pip | sed -n 's/^pkg:pypi.//p' | sed 's/%2[bB]/+/g; s/%21/!/g' | sort -u >"$scratch/found"
    compare "importlib.metadata ($($python --version))" "$scratch/wanted" "$scratch/found"
else
    echo "SKIP    Python"
fi

go=${GO:-$(command -v go)}
if [ -n "$go" ]; then
    for program in docker dockerd containerd podman skopeo docker-registry runc kubectl helm gh; do
        program=$(command -v $program) || continue
        "$go" version -m "$program" 2>/dev/null | grep -q '	path	' || continue
        mkdir -p "$scratch/go/bin"
        cp -L "$program" "$scratch/go/bin/"
    done
    release go debian 12
    for program in "$scratch"/go/bin/*; do "$go" version -m "$program"; done | awk -F '\t' '
        /^[^\t]/ {sub(/.*: go/, ""); print "stdlib@" $0}
        $2 == "dep" || $2 == "mod" {name = $3; last = $4 == "(devel)" || $4 == "" ? name : name "@" $4; held[last] = 1}
        $2 == "=>" {delete held[last]; held[$3 ~ /^[.\/]/ ? name : $3 "@" $4] = 1}
        END {for (one in held) print one}' | sort -u >"$scratch/wanted"
    purls go | sed -n 's/^pkg:golang.//p' | sed 's/%2[bB]/+/g' | sort -u >"$scratch/found"
    compare "go version -m of $(ls "$scratch/go/bin" | tr '\n' ' ')($("$go" version | cut -d ' ' -f 3))" "$scratch/wanted" "$scratch/found"
else
    echo "SKIP    Go (GO=/path/to/go names it)"
fi

release apk alpine 3.20.1
mkdir -p "$scratch/apk/lib/apk/db"
printf 'C:Q1abcdefghijklmnopqrstuvwxyz=\nP:musl\nV:1.2.5-r0\nA:x86_64\nS:407278\nI:667648\nT:the musl c library (libc) implementation\nU:https://musl.libc.org/\nL:MIT\no:musl\nm:Somebody <a@example.org>\nt:1709928000\nc:abc\np:so:libc.musl-x86_64.so.1=1\nF:lib\nR:ld-musl-x86_64.so.1\na:0:0:755\nZ:Q1abc=\n\nC:Q1b=\nP:ssl_client\nV:1.36.1-r29\nA:x86_64\nL:GPL-2.0-only\no:busybox\nD:so:libc.musl-x86_64.so.1\n\nC:Q1c=\nP:libstdc++\nV:13.2.1_git20240309-r0\nA:x86_64\nL:GPL-2.0-or-later AND LGPL-2.1-or-later\no:gcc\n\n' >"$scratch/apk/lib/apk/db/installed"
printf 'libstdc++ 13.2.1_git20240309-r0 x86_64\nmusl 1.2.5-r0 x86_64\nssl_client 1.36.1-r29 x86_64\n' >"$scratch/wanted"
purls apk | sed -n 's/^pkg:apk.alpine.\(.*\)@\([^?]*\)?arch=\([a-z0-9_]*\).*/\1 \2 \3/p' | sed 's/%2[bB]/+/g' | sort >"$scratch/found"
compare "apk's database, by its format" "$scratch/wanted" "$scratch/found"
echo "$failures failures"
exit "$failures"
