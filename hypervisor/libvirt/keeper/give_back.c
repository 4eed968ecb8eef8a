/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catamaran-give-back.so: a plug-in of QEMU (docs/devel/tcg-plugins in its source) that gives memory back to
 * the host when an emulated guest has become idle. QEMU never does: what translating the guest's boot took
 * stays for good, 50 MiB a VM, though an idle guest runs hardly any of that code again.
 *
 * When the guest's processor waits and the whole process has been quiet for a while, the plug-in asks QEMU to
 * reset it. QEMU then stops the processors, throws all translations away and calls back; nothing refers to
 * their memory then, and its pages go. So do free pages of the heap, and the pages of the kernel's and
 * initramfs' files that booting has mapped (they come back from the file when the guest is reset). What the
 * guest runs next is translated anew: some milliseconds, once.
 *
 * Only the processor's own thread may ask, and only with a thread per processor does QEMU tell when that one
 * waits; so catamaran-emulator loads this for guests with one processor.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* The part of QEMU's interface (include/qemu/qemu-plugin.h) that is used; the same since version 0. */
typedef uint64_t pluginId;
typedef void (*pluginCallback)(pluginId id);
typedef void (*processorCallback)(pluginId id, unsigned int processor);
extern void qemu_plugin_reset(pluginId id, pluginCallback callback);
extern void qemu_plugin_register_vcpu_idle_cb(pluginId id, processorCallback callback);

#define VISIBLE __attribute__((visibility("default")))

VISIBLE int qemu_plugin_version = 1;
VISIBLE int qemu_plugin_install(pluginId id, const void *info, int argc, char **argv);

enum {
    WINDOW_MS = 300,     /* how often the process is looked at */
    QUIET_WINDOWS = 3,   /* so many in a row, each with at most */
    QUIET_PERCENT = 15,  /* of a processor used */
    PAUSE_MS = 5000,     /* at least so long until the next time, then twice as long each time, */
    LONGEST_MS = 600000, /* until this; what an idle guest needs is translated anew each time */
    WORTH_KIB = 2048,    /* growth that makes it worth it again */
    MUCH_KIB = 8192      /* growth that does not wait for the longer pauses: the guest has worked */
};

static struct {
    int64_t nextMs;
    int64_t windowMs; /* when this window began */
    int64_t usedMs;   /* CPU time of the process then */
    int quiet;
    int64_t againMs; /* end of the pause */
    int64_t pauseMs;
    long leftKib; /* what was resident of its own after the last time */
} S;

static int64_t milliseconds(clockid_t clock)
{
    struct timespec t = {0, 0};
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static long privateKib(void)
{
    char text[128];
    long resident = 0;
    long shared = 0;
    const int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    const ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    if (n <= 0)
        return 0;
    text[n] = '\0';
    if (sscanf(text, "%*d %ld %ld", &resident, &shared) != 2)
        return 0;
    return (resident - shared) * (sysconf(_SC_PAGESIZE) / 1024);
}

static int endsWith(const char *text, const char *end)
{
    const size_t size = strlen(text);
    return size >= strlen(end) && strcmp(text + size - strlen(end), end) == 0;
}

struct area {
    uintptr_t from;
    uintptr_t to;
    int translations;
    int file;
    long anonymousKib;
};

static void release(const struct area *area)
{
    /* The first pages of the translations hold the way into them, which is made once. */
    enum { PROLOGUE = 65536 };
    if (area->translations && area->to - area->from > (1U << 20))
        madvise((void *)(area->from + PROLOGUE), area->to - area->from - PROLOGUE, MADV_DONTNEED);
    /* A page that was written to is no longer the file's. */
    if (area->file && area->anonymousKib == 0)
        madvise((void *)area->from, area->to - area->from, MADV_DONTNEED);
}

static void giveBackAreas(void)
{
    static char line[4600];
    struct area area = {0, 0, 0, 0, 0};
    FILE *maps = fopen("/proc/self/smaps", "re");
    if (maps == NULL)
        return;
    while (fgets(line, sizeof line, maps) != NULL) {
        unsigned long from = 0;
        unsigned long to = 0;
        unsigned long inode = 0;
        char permissions[5] = "";
        if (sscanf(line, "%lx-%lx %4s %*x %*s %lu", &from, &to, permissions, &inode) == 4) {
            release(&area);
            line[strcspn(line, "\n")] = '\0';
            area = (struct area){from, to, strcmp(permissions, "rwxp") == 0 && inode == 0,
                                 inode != 0 && permissions[3] == 'p' &&
                                     (endsWith(line, "/vmlinux") || endsWith(line, "/initrd")),
                                 -1};
        } else {
            sscanf(line, "Anonymous: %ld kB", &area.anonymousKib);
        }
    }
    release(&area);
    fclose(maps);
}

static void onIdle(pluginId id, unsigned int processor);

/* No processor runs and nothing is translated. */
static void onReset(pluginId id)
{
    giveBackAreas();
    malloc_trim(0);
    S.leftKib = privateKib();
    S.quiet = 0;
    S.nextMs = milliseconds(CLOCK_MONOTONIC_COARSE) + PAUSE_MS;
    S.windowMs = 0;
    S.pauseMs = S.pauseMs == 0 ? PAUSE_MS : S.pauseMs < LONGEST_MS / 2 ? S.pauseMs * 2 : LONGEST_MS;
    S.againMs = milliseconds(CLOCK_MONOTONIC_COARSE) + S.pauseMs;
    qemu_plugin_register_vcpu_idle_cb(id, onIdle);
}

static void onIdle(pluginId id, unsigned int processor)
{
    (void)processor;
    const int64_t now = milliseconds(CLOCK_MONOTONIC_COARSE);
    if (now < S.nextMs)
        return;
    const int64_t used = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
    if (S.windowMs != 0)
        S.quiet = (used - S.usedMs) * 100 <= (now - S.windowMs) * QUIET_PERCENT ? S.quiet + 1 : 0;
    S.windowMs = now;
    S.nextMs = now + WINDOW_MS;
    S.usedMs = used;
    if (S.quiet < QUIET_WINDOWS)
        return;
    S.quiet = 0;
    const long grownKib = privateKib() - S.leftKib;
    if (grownKib >= MUCH_KIB)
        S.pauseMs = 0;
    if (grownKib >= MUCH_KIB || (grownKib >= WORTH_KIB && now >= S.againMs))
        qemu_plugin_reset(id, onReset);
}

VISIBLE int qemu_plugin_install(pluginId id, const void *info, int argc, char **argv)
{
    (void)info;
    (void)argc;
    (void)argv;
    qemu_plugin_register_vcpu_idle_cb(id, onIdle);
    return 0;
}
