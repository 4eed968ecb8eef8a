#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# By hand, because it needs mmdebstrap and a Debian mirror: one PostgreSQL image as container and as light VM, with psql
# reaching both through published ports. CATAMARAN_ROOT and CATAMARAN_RUN say where the state lies.
#
#   postgres.sh PATH_OF_CATAMARAN WORK_DIRECTORY
set -e
catamaran=$1
work=$2
mkdir -p "$work"
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
        --customize-hook="cp $work/pg.sh \"\$1/pg.sh\"" \
        --customize-hook='rm -rf "$1"/usr/share/doc "$1"/usr/share/locale "$1"/var/lib/apt/lists "$1"/var/cache/apt' \
        bookworm "$work/pg.tar"
fi
$catamaran import "$work/pg.tar" localhost/postgres
ask() { # PORT WHO
    for _ in $(seq 120); do
        $catamaran run --rm --network host localhost/postgres /usr/bin/psql -h 127.0.0.1 -p "$1" -U postgres -At \
            -c "select '$2 answers: ' || split_part(version(), ' on ', 1) || ', kernel ' || pg_read_file('/proc/sys/kernel/osrelease')" \
            2> "$work/last" && return
        sleep 1
    done
    cat "$work/last"
    return 1
}
$catamaran network create --subnet 10.222.0.0/24 pgnet
set -x
$catamaran run -d --name pgc --network pgnet -p 127.0.0.1:15432:5432 localhost/postgres /pg.sh
$catamaran vm run -d --name pgv -m 512m -p 127.0.0.1:15433:5432 localhost/postgres /pg.sh
ask 15432 container
ask 15433 'light VM'
$catamaran ps
$catamaran vm ls
$catamaran vm boot pgv
$catamaran vm logs pgv | tail -3
$catamaran vm rm -f pgv
$catamaran rm -f pgc
$catamaran network rm pgnet
