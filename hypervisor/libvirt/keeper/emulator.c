/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catamaran-emulator: QEMU for an emulated guest. libvirt has no word for what such a one needs, so the
 * domain names this program, which sees to it and becomes QEMU.
 *
 * No huge pages: QEMU asks for them for its translations, of which an idle guest has few in each: 20 MiB
 * instead of 9 per VM. Two megabytes are also longer to clear than what a quick start fills of them.
 *
 * `-accel tcg,thread=single`: with a thread per processor (QEMU's default, MTTCG) one processor may translate
 * a page of code between the moment in which another one's store has thrown the old translations away and the
 * store itself. The stale translation then stays. Linux patches its own code all the time (static keys, by
 * int3), and a processor that keeps an int3 which is no longer in memory takes the trap for ever: both
 * processors report a soft lockup. Seen with QEMU 7.2 within seconds of toggling a static key; never with one
 * thread.
 *
 * A guest that has one processor and cannot get more keeps QEMU's default, for which that cannot happen, and
 * is given the plug-in catamaran-give-back.so, which returns memory to the host (its reason is in its
 * source). QEMU can be built without plug-ins and then refuses the option, so its symbols are looked at
 * first.
 *
 * G_SLICE=always-malloc: what GLib's own allocator has taken for translations it never returns.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define QEMU "/usr/bin/qemu-system-x86_64"

/* The plug-in is tried with QEMU 7 and 8. From 9 on (which has scoreboards) the interface is another version, and a QEMU
 * that refuses a plug-in does not start: there the memory is not given back. */
static int namesPlugins(const unsigned char *file, size_t size)
{
    static const char wanted[] = "\0qemu_plugin_reset";
    static const char later[] = "\0qemu_plugin_scoreboard_new";
    Elf64_Ehdr header;
    if (size < sizeof header)
        return 0;
    memcpy(&header, file, sizeof header);
    if (memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS64 ||
        header.e_shentsize != sizeof(Elf64_Shdr) || header.e_shoff > size ||
        (size - header.e_shoff) / sizeof(Elf64_Shdr) < header.e_shnum)
        return 0;
    for (unsigned i = 0; i < header.e_shnum; ++i) {
        Elf64_Shdr section;
        memcpy(&section, file + header.e_shoff + i * sizeof section, sizeof section);
        /* .dynstr: the only table of names that is loaded. */
        if (section.sh_type == SHT_STRTAB && (section.sh_flags & SHF_ALLOC) != 0 &&
            section.sh_offset <= size && size - section.sh_offset >= section.sh_size)
            return memmem(file + section.sh_offset, section.sh_size, wanted, sizeof wanted) != NULL &&
                   memmem(file + section.sh_offset, section.sh_size, later, sizeof later) == NULL;
    }
    return 0;
}

static int qemuTakesPlugins(void)
{
    struct stat status;
    int answer = 0;
    const int fd = open(QEMU, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    if (fstat(fd, &status) == 0 && status.st_size > 0) {
        const size_t size = (size_t)status.st_size;
        void *file = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (file != MAP_FAILED) {
            answer = namesPlugins(file, size);
            munmap(file, size);
        }
    }
    close(fd);
    return answer;
}

/* The plug-in that lies beside this program; NULL if it is not there or QEMU's options could not name it. */
static const char *giveBack(void)
{
    static char path[4096];
    static const char name[] = "/catamaran-give-back.so";
    const ssize_t n = readlink("/proc/self/exe", path, sizeof path - sizeof name);
    if (n <= 0)
        return NULL;
    path[n] = '\0';
    char *slash = strrchr(path, '/');
    if (slash == NULL || strchr(path, ',') != NULL)
        return NULL;
    memcpy(slash, name, sizeof name);
    return access(path, R_OK) == 0 ? path : NULL;
}

static int oneProcessor(int argc, char **argv)
{
    for (int i = 1; i + 1 < argc; ++i)
        if (strcmp(argv[i], "-smp") == 0)
            return strncmp(argv[i + 1], "1,", 2) == 0 && strstr(argv[i + 1], "maxcpus=") == NULL;
    return 0;
}

int main(int argc, char **argv)
{
    static char single[256];
    const int one = oneProcessor(argc, argv);
    int emulates = 0;
    char **arguments = calloc((size_t)argc + 3, sizeof *arguments);
    if (arguments == NULL) {
        perror("catamaran-emulator");
        return 127;
    }
    memcpy(arguments, argv, (size_t)argc * sizeof *arguments);
    for (int i = 1; i + 1 < argc; ++i) {
        if (strcmp(argv[i], "-accel") != 0)
            continue;
        char *value = argv[i + 1];
        if (strncmp(value, "tcg", 3) != 0 || (value[3] != '\0' && value[3] != ','))
            continue;
        emulates = 1;
        if (one || strstr(value, "thread="))
            continue;
        const int n = snprintf(single, sizeof single, "%s,thread=single", value);
        if (n > 0 && (size_t)n < sizeof single)
            arguments[i + 1] = single;
    }
    if (emulates && one) {
        const char *plugin = giveBack();
        if (plugin != NULL && qemuTakesPlugins()) {
            arguments[argc] = (char *)"-plugin";
            arguments[argc + 1] = (char *)plugin;
            setenv("G_SLICE", "always-malloc", 0);
        }
    }
    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0); /* what cannot be had costs memory only */
    arguments[0] = (char *)QEMU;
    execv(QEMU, arguments);
    perror("catamaran-emulator: " QEMU);
    return 127;
}
