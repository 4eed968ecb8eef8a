// SPDX-License-Identifier: GPL-3.0-or-later
#include "init.h"

#include <stdio.h>
#include <stdlib.h>

/* "Name:  123 kB" of /proc/meminfo, in bytes. */
static uint64_t meminfo(const char *text, const char *name)
{
    const char *at = strstr(text, name);
    return at == NULL ? 0 : strtoull(at + strlen(name), NULL, 10) * 1024;
}

static void networkTotals(char *text, uint64_t *received, uint64_t *sent)
{
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        char *colon = strchr(line, ':');
        if (colon == NULL || strstr(line, " lo:") != NULL || strncmp(line, "lo:", 3) == 0)
            continue;
        unsigned long long in = 0, out = 0;
        if (sscanf(colon + 1, "%llu %*u %*u %*u %*u %*u %*u %*u %llu", &in, &out) == 2) {
            *received += in;
            *sent += out;
        }
    }
}

void putStatistics(struct ct_writer *writer)
{
    char text[8192];
    ct_put_number(writer, CT_TAG_TIME, (uint64_t)nowNs());
    if (readSmall("/proc/meminfo", text, sizeof text) > 0) {
        ct_put_number(writer, CT_TAG_MEMORY_TOTAL, meminfo(text, "MemTotal:"));
        ct_put_number(writer, CT_TAG_MEMORY_AVAILABLE, meminfo(text, "MemAvailable:"));
        ct_put_number(writer, CT_TAG_MEMORY_CACHE, meminfo(text, "\nCached:") + meminfo(text, "Buffers:"));
    }
    if (readSmall("/proc/net/dev", text, sizeof text) > 0) {
        uint64_t received = 0, sent = 0;
        networkTotals(text, &received, &sent);
        ct_put_number(writer, CT_TAG_NETWORK_RECEIVED, received);
        ct_put_number(writer, CT_TAG_NETWORK_SENT, sent);
    }
    if (readSmall("/proc/loadavg", text, sizeof text) > 0) {
        double load = 0;
        unsigned running = 0, total = 0;
        if (sscanf(text, "%lf %*f %*f %u/%u", &load, &running, &total) == 3) {
            ct_put_number(writer, CT_TAG_LOAD_MILLI, (uint64_t)(load * 1000));
            ct_put_number(writer, CT_TAG_PROCESSES, total);
        }
    }
}

static void listTable(const char *path, void (*found)(uint16_t port))
{
    static char text[65536];
    if (readSmall(path, text, sizeof text) <= 0)
        return;
    char *line = strchr(text, '\n');
    while (line != NULL && line[1] != 0) {
        ++line;
        unsigned port = 0, state = 0;
        /* "  0: 00000000:0050 00000000:0000 0A ..."; IPv6 has a longer address of the same shape */
        if (sscanf(line, " %*u: %*[0-9A-Fa-f]:%x %*[0-9A-Fa-f]:%*x %x", &port, &state) == 2 && state == 0x0a)
            found((uint16_t)port);
        line = strchr(line, '\n');
    }
}

void listListening(void (*found)(uint16_t port))
{
    listTable("/proc/net/tcp", found);
    listTable("/proc/net/tcp6", found);
}
