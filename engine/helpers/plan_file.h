// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/launch/protocol.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::helpers {

/// The sealed memfd with the plan, mapped for the life of the process. Takes the descriptor.
class PlanFile {
public:
    explicit PlanFile(int fd)
    {
        struct stat info {};
        constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_WRITE;
        if ((fcntl(fd, F_GET_SEALS) & kSeals) == kSeals && fstat(fd, &info) == 0 && info.st_size > 0) {
            m_size = static_cast<size_t>(info.st_size);
            m_data = mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, fd, 0);
        }
        close(fd);
    }
    [[nodiscard]] bool valid() const { return m_data != MAP_FAILED; }
    [[nodiscard]] const void *data() const { return m_data; }
    [[nodiscard]] size_t size() const { return m_size; }
    /// Memory for the plan's lists and argument vectors; call once.
    [[nodiscard]] engine::launch::protocol::Arena arena() const
    {
        const size_t size = engine::launch::protocol::arenaSizeFor(m_size);
        void *memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return {memory, memory == MAP_FAILED ? 0 : size};
    }

private:
    void *m_data = MAP_FAILED;
    size_t m_size = 0;
};

} // namespace catamaran::helpers
