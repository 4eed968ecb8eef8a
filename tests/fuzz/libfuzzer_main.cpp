// SPDX-License-Identifier: GPL-3.0-or-later
// The same targets for libFuzzer (-DCATAMARAN_FUZZ=ON with clang). CATAMARAN_FUZZ_TARGET chooses one.
#include "tests/fuzz/fuzz_targets.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const catamaran::fuzz::Target *const s_target = [] {
        const char *wanted = std::getenv("CATAMARAN_FUZZ_TARGET");
        for (const catamaran::fuzz::Target &target : catamaran::fuzz::targets()) {
            if (wanted && std::string_view(wanted) == target.name)
                return &target;
            if (!wanted)
                std::fprintf(stderr, "CATAMARAN_FUZZ_TARGET=%s\n", target.name);
        }
        std::exit(2);
    }();
    s_target->run({reinterpret_cast<const char *>(data), size});
    return 0;
}
