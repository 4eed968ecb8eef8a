// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/runtime/command.h"

int main(int argc, char **argv)
{
    return catamaran::runtime::runCommand("catamaran-runtime", {argv + 1, argv + argc});
}
