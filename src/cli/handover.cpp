// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/programs.h"
#include "src/core/deck.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <unistd.h>
#include <vector>

namespace catamaran::core {

// In this program, the one without libvirt: whoever needs the deck gets the whole program, with the same
// arguments, in this process. Verbs ask for the deck before they do anything, so nothing is done twice. No
// fork: execve keeps process id, descriptors and signal mask.
base::Result<std::shared_ptr<Deck>> Deck::open(const engine::EngineOptions & /*options*/)
{
    CATAMARAN_TRY(const std::string program, engine::installedProgram("catamaran-full"));
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    std::vector<char *> arguments;
    for (std::size_t at = 0; at < text.size(); at = text.find('\0', at) + 1)
        arguments.push_back(&text[at]);
    arguments.push_back(nullptr);
    // It lies among the helper programs, so it need not look for them as a program in bin would.
    ::setenv("CATAMARAN_LIBEXEC", program.substr(0, program.rfind('/')).c_str(), 0);
    ::execv(program.c_str(), arguments.data());
    return base::failErrno("execute " + program);
}

} // namespace catamaran::core
