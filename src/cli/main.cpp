// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/rootless.h"
#include "src/cli/verb.h"

#include <cstdio>
#include <exception>
#include <iostream>
#include <malloc.h>
#include <unistd.h>

namespace {

int run(char **argv, int argc)
{
    using namespace catamaran;
    try {
        cli::Session session;
        const std::vector<std::string> arguments(argv + 1, argv + argc);
        return cli::runCommandLine(session, cli::makeRegistry(), arguments);
    } catch (const std::exception &e) {
        // Only memory exhaustion and bugs get here: every library's exceptions end at its edge.
        return cli::failWith(base::Error(base::Errc::Internal, e.what()), cli::kExitEngine);
    }
}

} // namespace

int main(int argc, char **argv)
{
    // Most verbs live for milliseconds: memory is taken in few steps, and not given back and taken again.
    ::mallopt(M_TOP_PAD, 1 << 18);
    ::mallopt(M_TRIM_THRESHOLD, 1 << 23);
    ::mallopt(M_MMAP_THRESHOLD, 1 << 20);
    catamaran::engine::enterDeck(argv);
    const int code = run(argv, argc);
    std::cout.flush();
    std::fflush(nullptr);
    // Without exit handlers: a thread that hangs in a call to libvirt was left behind, and they would free
    // what it uses.
    ::_exit(code);
}
