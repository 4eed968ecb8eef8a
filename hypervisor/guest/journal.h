// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "hypervisor/guest/frame.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::hv::guest {

/// What the journal says about one boot. Times are the guest's CLOCK_MONOTONIC, ns.
struct BootRecord {
    struct Listening {
        std::int64_t atNs;
        std::uint16_t port;
    };
    std::optional<std::int64_t> initNs; ///< the init program began
    std::optional<std::int64_t> readyNs;
    std::optional<std::int64_t> startedNs; ///< the entrypoint was executed
    std::vector<Listening> listening;
    std::optional<std::int64_t> exitNs;
    std::optional<int> exitCode;
    std::string failure; ///< why the entrypoint could not be started
    std::string kernel;
};

/// Adds one journal frame to the record; output frames are ignored.
void applyFrame(BootRecord &record, const Frame &frame);

/// Reads the file that QEMU writes what the guest has to say to (wire.h, journal port). The guest is never
/// waited for and several readers do not disturb each other. Not thread-safe; one reader per user.
class JournalReader {
public:
    /// Starts at `offset`; a missing file is an empty one for now.
    explicit JournalReader(std::string path, std::int64_t offset = 0)
        : m_path(std::move(path)), m_offset(offset)
    {
    }

    /// The next complete frame, if one has arrived.
    std::optional<Frame> next();

private:
    std::string m_path;
    std::int64_t m_offset;
    base::UniqueFd m_fd;
    FrameStream m_stream;
};

/// Reads a whole boot from `offset` on.
BootRecord readBoot(const std::string &path, std::int64_t offset);

/// Waits until `path` changes or the time is up; inotify where it works, else a short pause.
class FileWatch {
public:
    explicit FileWatch(const std::string &path);
    void wait(int timeoutMs);
    /// Also returns when one of `further` can be read; -1: none.
    void wait(int timeoutMs, std::array<int, 2> further);

private:
    base::UniqueFd m_inotify;
};

} // namespace catamaran::hv::guest
