// SPDX-License-Identifier: GPL-3.0-or-later
//
// catamaran-read-only-share: runs virtiofsd so that it cannot write. virtiofsd of this age has no option for
// it, and "ro" in the guest is the guest's own choice; so the daemon gets a mount namespace where the shared
// folder is on a read-only mount. libvirt starts this in place of virtiofsd.
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static void die(const char *what)
{
    fprintf(stderr, "catamaran-read-only-share: %s: %s\n", what, strerror(errno));
    exit(1);
}

/* The value of source= in "-o source=/path,cache=auto" or "-osource=..."; libvirt doubles commas. */
static char *sourceOf(int argc, char **argv)
{
    static char path[4096];
    for (int i = 1; i < argc; ++i) {
        const char *at = strstr(argv[i], "source=");
        if (at == NULL || (at != argv[i] && at[-1] != ',' && at[-1] != 'o'))
            continue;
        at += strlen("source=");
        size_t n = 0;
        while (*at != 0 && n + 1 < sizeof path) {
            if (*at == ',') {
                if (at[1] != ',')
                    break;
                ++at;
            }
            path[n++] = *at++;
        }
        path[n] = 0;
        return path;
    }
    return NULL;
}

int main(int argc, char **argv)
{
    static const char *const programs[] = {"/usr/lib/qemu/virtiofsd", "/usr/libexec/virtiofsd"};
    const char *source = sourceOf(argc, argv);
    if (source != NULL) {
        if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) != 0)
            die("new mount namespace");
        if (mount(source, source, NULL, MS_BIND | MS_REC, NULL) != 0 ||
            mount(NULL, source, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY, NULL) != 0)
            die(source);
    }
    for (size_t i = 0; i < sizeof programs / sizeof *programs; ++i) {
        argv[0] = (char *)programs[i];
        execv(programs[i], argv);
    }
    die("run virtiofsd");
}
