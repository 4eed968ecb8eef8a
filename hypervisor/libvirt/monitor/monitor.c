// SPDX-License-Identifier: GPL-3.0-or-later
//
// catamaran-vm-monitor: waits for the end of a VM's QEMU, then for a pause, then becomes the program that
// looks whether the VM is to be started again. One per VM with a restart policy; it holds a lock as long as
// it is there, so others can see that somebody watches.
//
// Usage: catamaran-vm-monitor LOCKFILE QEMU-PID PAUSE-MS PROGRAM [ARGUMENT...]
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc < 5) {
        fprintf(stderr, "usage: catamaran-vm-monitor LOCKFILE QEMU-PID PAUSE-MS PROGRAM [ARGUMENT...]\n");
        return 2;
    }
    signal(SIGHUP, SIG_IGN);
    /* Not close-on-exec: whoever follows holds it until the VM runs again, with its own monitor. */
    const int lock = open(argv[1], O_RDWR | O_CREAT, 0600);
    if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB) != 0) {
        /* The one of the run before is still here for a moment. */
        if (lock < 0 || flock(lock, LOCK_EX) != 0) {
            perror(argv[1]);
            return 1;
        }
    }
    const pid_t qemu = (pid_t)atol(argv[2]);
    const int fd = qemu > 0 ? (int)syscall(SYS_pidfd_open, qemu, 0) : -1;
    if (fd >= 0) {
        struct pollfd wait = {fd, POLLIN, 0};
        while (poll(&wait, 1, -1) < 0 && errno == EINTR)
            ;
        close(fd);
    }
    const long pause = atol(argv[3]);
    struct timespec left = {pause / 1000, (pause % 1000) * 1000000};
    while (nanosleep(&left, &left) != 0 && errno == EINTR)
        ;
    execv(argv[4], argv + 4);
    perror(argv[4]);
    return 1;
}
