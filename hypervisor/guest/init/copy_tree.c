// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "init.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int copyBytes(int from, int to)
{
    static char buffer[65536];
    for (;;) {
        const ssize_t n = read(from, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return (int)n;
        for (ssize_t done = 0; done < n;) {
            const ssize_t put = write(to, buffer + done, (size_t)(n - done));
            if (put < 0 && errno != EINTR)
                return -1;
            done += put > 0 ? put : 0;
        }
    }
}

static int copyFile(int from, int to, const char *name, const struct stat *info)
{
    const int in = openat(from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    const int out = openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int result = in < 0 || out < 0 ? -1 : copyBytes(in, out);
    (void)info;
    if (in >= 0)
        close(in);
    if (out >= 0 && close(out) != 0)
        result = -1;
    return result;
}

static int copyLink(int from, int to, const char *name)
{
    char text[4096];
    const ssize_t n = readlinkat(from, name, text, sizeof text - 1);
    if (n < 0)
        return -1;
    text[n] = 0;
    return symlinkat(text, to, name);
}

static int copyDirectory(int from, int to, const char *name)
{
    const int in = openat(from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int result = mkdirat(to, name, 0700);
    const int out = result == 0 ? openat(to, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    result = in < 0 || out < 0 ? -1 : copyTree(in, out);
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return result;
}

static int copyEntry(int from, int to, const char *name)
{
    struct stat info;
    if (fstatat(from, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        return -1;
    int result;
    if (S_ISDIR(info.st_mode))
        result = copyDirectory(from, to, name);
    else if (S_ISREG(info.st_mode))
        result = copyFile(from, to, name, &info);
    else if (S_ISLNK(info.st_mode))
        result = copyLink(from, to, name);
    else
        result = mknodat(to, name, info.st_mode, info.st_rdev);
    if (result != 0 || fchownat(to, name, info.st_uid, info.st_gid, AT_SYMLINK_NOFOLLOW) != 0)
        return -1;
    if (!S_ISLNK(info.st_mode) && fchmodat(to, name, info.st_mode & 07777, 0) != 0)
        return -1;
    const struct timespec times[2] = {info.st_atim, info.st_mtim};
    utimensat(to, name, times, AT_SYMLINK_NOFOLLOW);
    return 0;
}

int copyTree(int from, int to)
{
    struct stat info;
    DIR *list = fdopendir(fcntl(from, F_DUPFD_CLOEXEC, 0));
    const struct dirent *entry;
    int result = list == NULL ? -1 : 0;
    while (result == 0 && (entry = readdir(list)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            result = copyEntry(from, to, entry->d_name);
    if (list != NULL)
        closedir(list);
    /* The folder itself looks as the image's does: its owner is who writes there. */
    if (result == 0 && fstat(from, &info) == 0)
        result = fchown(to, info.st_uid, info.st_gid) == 0 ? fchmod(to, info.st_mode & 07777) : -1;
    return result;
}
