/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catamaran-emulator: QEMU for an emulated guest with several processors. libvirt has no word for
 * `-accel tcg,thread=single`, so the domain names this program, which adds it and becomes QEMU.
 *
 * Why: with a thread per processor (QEMU's default, MTTCG) one processor may translate a page of code between
 * the moment in which another one's store has thrown the old translations away and the store itself. The
 * stale translation then stays. Linux patches its own code all the time (static keys, by int3), and a
 * processor that keeps an int3 which is no longer in memory takes the trap for ever: both processors report a
 * soft lockup. Seen with QEMU 7.2 within seconds of toggling a static key; never with one thread.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define QEMU "/usr/bin/qemu-system-x86_64"

int main(int argc, char **argv)
{
    static char single[256];
    for (int i = 1; i + 1 < argc; ++i) {
        if (strcmp(argv[i], "-accel") != 0)
            continue;
        char *value = argv[i + 1];
        if (strncmp(value, "tcg", 3) != 0 || (value[3] != '\0' && value[3] != ',') || strstr(value, "thread="))
            continue;
        const int n = snprintf(single, sizeof single, "%s,thread=single", value);
        if (n > 0 && (size_t)n < sizeof single)
            argv[i + 1] = single;
    }
    argv[0] = (char *)QEMU;
    execv(QEMU, argv);
    perror("catamaran-emulator: " QEMU);
    return 127;
}
