#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
set -e
bin=$(echo /usr/lib/postgresql/*/bin)
data=/var/lib/postgresql/main
mkdir -p "$data" && chown 5432:5432 "$data" && chmod 0700 "$data"
as_postgres() { setpriv --reuid 5432 --regid 5432 --clear-groups "$@"; }
if [ ! -e "$data/PG_VERSION" ]; then
    as_postgres "$bin/initdb" -D "$data" -U app --pwfile=/run/secrets/password -A scram-sha-256 >/dev/null
    echo "host all all all scram-sha-256" >>"$data/pg_hba.conf"
fi
exec setpriv --reuid 5432 --regid 5432 --clear-groups "$bin/postgres" -D "$data" -c listen_addresses='*' \
    -c unix_socket_directories=/tmp -c fsync=off
