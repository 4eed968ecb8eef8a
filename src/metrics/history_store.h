// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace catamaran::metrics {

/// One value for each Quantity, in its order; nullopt: not measured.
inline constexpr std::size_t kHistoryQuantities = 6;
using Measured = std::array<std::optional<double>, kHistoryQuantities>;

/// What was measured in [atMs, atMs + stepMs).
struct HistoryPoint {
    std::int64_t atMs = 0;   ///< CLOCK_REALTIME, milliseconds
    std::int64_t stepMs = 0; ///< 1,000, 10,000 or 60,000
    Measured mean{};
    Measured peak{}; ///< the highest sample, so that a spike of one second is still seen after a day
};

/// The measurements of the last day on disk, one file of fixed size (kFileBytes) for each workload.
///
/// A file holds three rings: 15 minutes of seconds, 6 hours of tens of seconds, 25 hours of minutes. The
/// place of a record follows from its time alone and each record carries its time and a checksum, so there is
/// no head to keep: a record that was torn by a crash or has been overtaken by the ring is not taken for one.
/// The coarse rings are made from the finer ones; what a kill prevented is made up when the file is next
/// written.
///
/// One process writes a directory (a lock that dies with it); the others read. Losing history never disturbs
/// what is measured: record() has no errors. Thread: safe.
class HistoryStore {
public:
    static constexpr std::int64_t kRecordBytes = 64;
    static constexpr std::array<std::int64_t, 3> kStepMs = {1'000, 10'000, 60'000};
    static constexpr std::array<std::int64_t, 3> kRecords = {900, 2'160, 1'500};
    static constexpr std::int64_t kFileBytes = kRecordBytes * (1 + kRecords[0] + kRecords[1] + kRecords[2]);
    /// 73 MB at most: the file that was written longest ago goes when another workload comes.
    static constexpr std::size_t kMostFiles = 256;

    /// `directory` is made with the first record.
    explicit HistoryStore(std::string directory, std::size_t mostFiles = kMostFiles);
    HistoryStore(const HistoryStore &) = delete;
    HistoryStore &operator=(const HistoryStore &) = delete;

    /// Adds what was measured over the last second, or over the last `stepMs` = 10,000 (which counts only
    /// where seconds are not recorded). Nothing happens where another process writes.
    void record(const std::string &key, std::int64_t atMs, const Measured &values,
                std::int64_t stepMs = kStepMs[0]);

    /// What is known from `fromMs` to `toMs`, oldest first, each moment as finely as it is kept. Times
    /// without a measurement are left out: see isGap(). Works beside a writer in another process.
    [[nodiscard]] std::vector<HistoryPoint> read(const std::string &key, std::int64_t fromMs,
                                                 std::int64_t toMs) const;
    /// True if nothing was measured for a while between two points that follow one another.
    [[nodiscard]] static bool isGap(const HistoryPoint &before, const HistoryPoint &after);

    /// Removes the file of a workload that is no more.
    void forget(const std::string &key);
    /// Removes the files that are for none of `keys` and hold nothing of the last day.
    void sweep(const std::vector<std::string> &keys, std::int64_t nowMs);
    [[nodiscard]] std::string pathOf(const std::string &key) const;
    /// True if this process holds the lock, or could take it just now.
    [[nodiscard]] bool isWriter();

private:
    struct State {
        std::int64_t lastSecondMs = 0;
        std::int64_t ten = -1;    ///< number of the ten seconds that are being recorded
        std::int64_t minute = -1; ///< and of the minute
        bool refused = false;
    };
    bool lockForWriting();
    /// The file, of the right size and with its header; invalid if there can be none.
    base::UniqueFd openForWriting(const std::string &key, State &state);
    bool makeRoom();

    const std::string m_directory;
    const std::size_t m_mostFiles;
    mutable std::mutex m_mutex;
    base::UniqueFd m_lock;
    std::chrono::steady_clock::time_point m_nextTry{};
    std::map<std::string, State> m_states;
};

} // namespace catamaran::metrics
