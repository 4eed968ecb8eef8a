// SPDX-License-Identifier: GPL-3.0-or-later
// Put into an image with the set-user-ID bit: tells whom the kernel made of its caller.
#include <stdio.h>
#include <unistd.h>

int main()
{
    printf("real %u effective %u\n", static_cast<unsigned>(getuid()), static_cast<unsigned>(geteuid()));
    return 0;
}
