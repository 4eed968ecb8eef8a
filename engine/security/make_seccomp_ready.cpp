// SPDX-License-Identifier: GPL-3.0-or-later
// Build time: make_seccomp_ready FILE. Compiles the default profile for the default capabilities, with the
// very code that does so at run time for others, into an array for seccomp_ready.cpp.
#include "engine/security/seccomp_ready.h"
#include "engine/security/security.h"

#include <cstdio>
#include <fstream>

namespace catamaran::engine::security {

std::string_view readySeccompProgram(std::uint64_t /*capabilities*/)
{
    return {};
}

} // namespace catamaran::engine::security

int main(int argc, char **argv)
{
    using namespace catamaran::engine;
    if (argc != 2)
        return 2;
    const std::uint64_t capabilities = security::defaultCapabilities();
    const auto program = security::seccompProgram(capabilities);
    if (!program) {
        std::fprintf(stderr, "%s\n", program.error().fullText().c_str());
        return 1;
    }
    std::ofstream out(argv[1]);
    out << "constexpr std::uint64_t kReadyCapabilities = " << capabilities << "ULL;\n"
        << "alignas(8) constexpr unsigned char kReadyProgram[] = {";
    int column = 0;
    for (const char byte : *program)
        out << (column++ % 24 == 0 ? "\n" : "") << static_cast<int>(static_cast<unsigned char>(byte)) << ",";
    out << "\n0};\n";
    return out.flush() ? 0 : 1;
}
