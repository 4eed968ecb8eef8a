// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "init.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

int64_t nowNs(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void say(const char *format, ...)
{
    char line[512];
    const int saved = errno;
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(line, sizeof line - 2, format, arguments);
    va_end(arguments);
    if (n < 0)
        return;
    if ((size_t)n > sizeof line - 3)
        n = (int)sizeof line - 3;
    line[n++] = '\r';
    line[n++] = '\n';
    const int console = open("/dev/console", O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (console >= 0) {
        (void)!write(console, line, (size_t)n);
        close(console);
    }
    errno = saved;
}

long readSmall(const char *path, char *buffer, size_t size)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    size_t used = 0;
    while (used < size - 1) {
        const ssize_t n = read(fd, buffer + used, size - 1 - used);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        used += (size_t)n;
    }
    buffer[used] = 0;
    close(fd);
    return (long)used;
}

int writeSmall(const char *path, const char *text, int append)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (append ? O_APPEND : O_TRUNC), 0644);
    if (fd < 0)
        return -1;
    const size_t size = strlen(text);
    const ssize_t n = write(fd, text, size);
    close(fd);
    return n == (ssize_t)size ? 0 : -1;
}
