// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/programs.h"
#include "engine/api/rootless.h"
#include "src/core/deck.h"
#include "src/core/missing_hypervisor.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <unistd.h>
#include <vector>

namespace catamaran::core {

// In this program, the one without libvirt: whoever needs the deck gets the whole program, with the same
// arguments, in this process. Verbs ask for the deck before they do anything, so nothing is done twice. No
// fork: execve keeps process id, descriptors and signal mask.
// Packages have the whole program apart, with all that needs libvirt: without it this one goes on, and only
// what asks for a virtual machine is refused.
base::Result<std::shared_ptr<Deck>> Deck::open(const engine::EngineOptions &options)
{
    const auto whole = engine::installedProgram("catamaran-full");
    if (!whole) {
        CATAMARAN_TRY(auto engine, engine::Engine::open(options));
        return make(
            std::move(engine),
            makeMissingHypervisor(base::Error(base::Errc::Unsupported, "virtual machines are not installed")
                                      .withFix("Install the package catamaran-vm")));
    }
    const std::string &program = *whole;
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    std::vector<char *> arguments;
    for (std::size_t at = 0; at < text.size(); at = text.find('\0', at) + 1)
        arguments.push_back(&text[at]);
    arguments.push_back(nullptr);
    // It lies among the helper programs, so it need not look for them as a program in bin would.
    ::setenv("CATAMARAN_LIBEXEC", program.substr(0, program.rfind('/')).c_str(), 0);
    engine::passDeckOn();
    ::execv(program.c_str(), arguments.data());
    return base::failErrno("execute " + program);
}

} // namespace catamaran::core
