# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts visits in PostgreSQL and hits in redis."""
import http.server
import socket

import psycopg2

password = open('/run/secrets/password').read().strip()


def database():
    connection = psycopg2.connect(host='db', user='app', password=password, dbname='postgres')
    connection.autocommit = True
    return connection


def cached():
    with socket.create_connection(('cache', 6379)) as redis:
        redis.sendall(b'INCR hits\r\n')
        return redis.recv(64).strip(b':\r\n ').decode()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == '/health':
            text = 'ok'
        else:
            with database().cursor() as cursor:
                cursor.execute('insert into visits default values')
                cursor.execute('select count(*) from visits')
                text = 'visits %d hits %s\n' % (cursor.fetchone()[0], cached())
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())


with database().cursor() as setup:
    setup.execute('create table if not exists visits (id serial primary key)')
http.server.ThreadingHTTPServer(('', 8000), Handler).serve_forever()
