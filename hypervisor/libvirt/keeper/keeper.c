// SPDX-License-Identifier: GPL-3.0-or-later
//
// catamaran-libvirt-keeper: runs libvirtd for root as if it were a private session.
//
// libvirt's own client starts a session daemon only for ordinary users; for root it insists on the system
// daemon, whose configuration is not ours to change. So root gets a libvirtd with its own configuration,
// state, cache and sockets by bind mounts in a mount namespace; the host's /etc/libvirt and VMs are not
// touched. The keeper is also the subreaper of the QEMU processes that libvirtd daemonises: where PID 1 reaps
// slowly (most container-like hosts) libvirt otherwise waits over a second for each dead QEMU to vanish. A
// killed libvirtd leaves its QEMUs here; the keeper goes when the last of them has gone.
//
// Usage: catamaran-libvirt-keeper STATE RUN PROGRAM [ARGUMENT...]
//   STATE/{etc,lib,cache,log} and RUN must exist.
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void die(const char *what)
{
    fprintf(stderr, "catamaran-libvirt-keeper: %s: %s\n", what, strerror(errno));
    _exit(1);
}

static void bindOver(const char *base, const char *name, const char *target)
{
    char source[4096];
    const int n = snprintf(source, sizeof source, "%s%s%s", base, *name ? "/" : "", name);
    if (n < 0 || (size_t)n >= sizeof source) {
        errno = ENAMETOOLONG;
        die(base);
    }
    if (mkdir(target, 0755) != 0 && errno != EEXIST)
        die(target);
    if (mount(source, target, NULL, MS_BIND | MS_REC, NULL) != 0)
        die(target);
}

static void bindFileIfPresent(const char *base, const char *name, const char *target)
{
    char source[4096];
    const int n = snprintf(source, sizeof source, "%s/%s", base, name);
    if (n < 0 || (size_t)n >= sizeof source || access(source, F_OK) != 0)
        return;
    if (mount(source, target, NULL, MS_BIND, NULL) != 0)
        die(target);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: catamaran-libvirt-keeper STATE RUN PROGRAM [ARGUMENT...]\n");
        return 2;
    }
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) != 0)
        die("become subreaper");
    if (unshare(CLONE_NEWNS) != 0)
        die("new mount namespace");
    if (mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) != 0)
        die("make mounts private");
    bindOver(argv[1], "etc", "/etc/libvirt");
    bindOver(argv[1], "lib", "/var/lib/libvirt");
    bindOver(argv[1], "cache", "/var/cache/libvirt");
    bindOver(argv[1], "log", "/var/log/libvirt");
    bindOver(argv[2], "", "/run/libvirt");
    // libvirtd refuses to start without its packaged user "libvirt-qemu", even when it is told to use another
    // one; hosts with only the bare daemon package do not have it. Our namespace then sees a copy of the
    // tables with it.
    bindFileIfPresent(argv[1], "passwd", "/etc/passwd");
    bindFileIfPresent(argv[1], "group", "/etc/group");

    signal(SIGHUP, SIG_IGN);
    const pid_t daemonPid = fork();
    if (daemonPid < 0)
        die("fork");
    if (daemonPid == 0) {
        signal(SIGHUP, SIG_DFL);
        execv(argv[3], argv + 3);
        die(argv[3]);
    }
    // Ends with ECHILD: libvirtd and every adopted QEMU are gone.
    for (;;) {
        int status;
        if (waitpid(-1, &status, 0) < 0 && errno != EINTR)
            return errno == ECHILD ? 0 : 1;
    }
}
