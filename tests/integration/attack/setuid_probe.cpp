// SPDX-License-Identifier: GPL-3.0-or-later
// Put into an image with the set-user-ID bit: tells whom the kernel made of its caller. With arguments it
// copies a file to its output, and then waits so many seconds.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    printf("real %u effective %u\n", static_cast<unsigned>(getuid()), static_cast<unsigned>(geteuid()));
    if (count > 1) {
        char text[4096];
        const int fd = open(arguments[1], O_RDONLY);
        const ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text);
        if (n < 0)
            printf("%s: %s\n", arguments[1], strerror(errno));
        else
            printf("%.*s\n", static_cast<int>(n), text);
    }
    fflush(stdout);
    if (count > 2)
        sleep(static_cast<unsigned>(atoi(arguments[2])));
    return 0;
}
