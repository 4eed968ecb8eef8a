#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# By hand, as root, because it needs mmdebstrap and a Debian mirror: the busybox, a Debian and a PostgreSQL image, each
# as container and as light VM, once by root and once by an ordinary user. Prints a transcript; ends with the number of
# checks that failed.
#
#   vm_images.sh PATH_OF_CATAMARAN WORK_DIRECTORY [USER]
#
# WORK_DIRECTORY keeps pg.tar and debian.tar for the next time. USER (default catamaran-test) must have ranges in
# /etc/subuid and /etc/subgid. A guest kernel is taken from /var/cache/catamaran.
catamaran=$1
work=$2
user=${3:-catamaran-test}
failed=0
mkdir -p "$work"
clean='rm -rf "$1"/usr/share/doc "$1"/usr/share/locale "$1"/var/lib/apt/lists "$1"/var/cache/apt'
if [ ! -s "$work/pg.tar" ]; then
    cat > "$work/pg.sh" <<'END'
#!/bin/sh
exec setpriv --reuid postgres --regid postgres --init-groups \
    /usr/lib/postgresql/15/bin/postgres -D /var/lib/postgresql/data -c listen_addresses='*' -c unix_socket_directories=/tmp
END
    chmod 755 "$work/pg.sh"
    TMPDIR="$work" mmdebstrap --variant=minbase --include=postgresql-15 \
        --customize-hook='chroot "$1" setpriv --reuid postgres --regid postgres --init-groups /usr/lib/postgresql/15/bin/initdb -N -A trust -D /var/lib/postgresql/data' \
        --customize-hook='echo "host all all 0.0.0.0/0 trust" >> "$1/var/lib/postgresql/data/pg_hba.conf"' \
        --customize-hook="cp $work/pg.sh \"\$1/pg.sh\"" --customize-hook="$clean" bookworm "$work/pg.tar" || exit 1
fi
[ -s "$work/debian.tar" ] ||
    TMPDIR="$work" mmdebstrap --variant=minbase --customize-hook="$clean" bookworm "$work/debian.tar" || exit 1
rm -rf "$work/bb" && mkdir -p "$work/bb/bin" "$work/bb/etc"
cp /bin/busybox "$work/bb/bin/busybox"
for name in sh cat ls echo uname id tar test wc; do ln -s busybox "$work/bb/bin/$name"; done
echo root:x:0:0:root:/:/bin/sh > "$work/bb/etc/passwd"
tar -C "$work/bb" -cf "$work/busybox.tar" .
chmod 755 "$work" && chmod 644 "$work"/*.tar

# Runs as whom: "root" or the user. Every command is shown first.
who=root
as() {
    if [ "$who" = root ]; then
        env CATAMARAN_ROOT="$work/root" CATAMARAN_RUN="$work/rr" "$@"
    else
        home="$work/home"
        setpriv --reuid "$user" --regid "$user" --init-groups env HOME="$home" XDG_RUNTIME_DIR="$home/run" \
            XDG_CACHE_HOME="$home/cache" XDG_CONFIG_HOME="$home/config" CATAMARAN_ROOT="$home/root" CATAMARAN_RUN="$home/r" "$@"
    fi
}
c() {
    echo "$who\$ catamaran $*" >&2
    as "$catamaran" "$@"
}
check() { # WHAT EXPECTED REAL
    case $3 in
    *"$2"*) echo "    ok: $1" ;;
    *) echo "    FAILED: $1: expected \"$2\", got \"$3\"" && failed=$((failed + 1)) ;;
    esac
}
ask() { # PORT: what PostgreSQL says to psql of the host
    for _ in $(seq 90); do
        as psql -h 127.0.0.1 -p "$1" -U postgres -At \
            -c "select split_part(version(), ' on ', 1) || ', kernel ' || trim(pg_read_file('/proc/sys/kernel/osrelease'))" 2> "$work/last" && return
        sleep 1
    done
    cat "$work/last"
}
round() { # FIRST PORT
    echo "=== $who ==="
    c import "$work/busybox.tar" localhost/busybox
    c import "$work/debian.tar" localhost/debian
    c import "$work/pg.tar" localhost/postgres
    host=$(uname -r)
    for image in busybox debian; do
        check "$image as container" "$host" "$(c run --rm localhost/$image uname -r)"
        guest=$(c vm run --rm --memory 256m localhost/$image uname -r)
        check "$image as VM has a kernel of its own" amd64 "$guest"
        check "input reaches the $image container" 12 "$(echo hello world | c run --rm -i localhost/$image wc -c)"
        check "input reaches the $image VM" 12 "$(echo hello world | c vm run --rm -i --memory 256m localhost/$image wc -c)"
    done
    c run -d --name pgc -p "127.0.0.1:$1:5432" localhost/postgres /pg.sh
    c vm run -d --name pgv -m 512m -p "127.0.0.1:$(($1 + 1)):5432" localhost/postgres /pg.sh
    answer=$(ask "$1")
    echo "$answer"
    check "psql reaches the container" "kernel $host" "$answer"
    answer=$(ask $(($1 + 1)))
    echo "$answer"
    check "psql reaches the VM" "amd64" "$answer"
    c ps
    c vm ls
    c vm boot pgv
    c vm exec pgv sh -c 'echo made in the VM > /tmp/note'
    c vm cp pgv:/tmp/note "$work/note.$who" && check "cp out of the VM" "made in the VM" "$(cat "$work/note.$who")"
    c exec pgc sh -c 'echo made in the container > /tmp/note'
    c cp pgc:/tmp/note "$work/note2.$who" && check "cp out of the container" "made in the container" "$(cat "$work/note2.$who")"
    c vm logs pgv 2>&1 | tail -2
    check "the VM is a domain of libvirt" ct- "$(c vm inspect -f '{{.DomainName}} {{.ConnectionUri}}' pgv)"
    c vm inspect -f '{{.DomainName}} {{.ConnectionUri}}' pgv
    c vm stop pgv
    c vm rm pgv
    c rm -f pgc
    c vm ls -a
}
round 15432
who=$user
mkdir -p "$work/home/run" && chown -R "$user" "$work/home" && chmod 700 "$work/home/run" && chmod 777 "$work"
round 15442
chmod 755 "$work"
rm -f "$work"/note*
echo "$failed checks failed"
[ "$failed" -eq 0 ]
