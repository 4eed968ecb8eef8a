// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/metrics/history_store.h"

#include "engine/base/file.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <limits>
#include <set>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::metrics {

namespace {

constexpr std::string_view kSuffix = ".hist";
constexpr std::chrono::seconds kLockAgain{5};
/// A file that was written since then belongs to a workload that is being measured.
constexpr std::int64_t kInUseMs = 10 * 60'000;
/// One late or lost sample is no gap.
constexpr double kGapSteps = 2.5;

/// As it lies in the file, in the byte order of the machine: the history does not travel.
struct Record {
    std::int64_t atMs = 0;
    std::array<float, kHistoryQuantities> mean{};
    std::array<float, kHistoryQuantities> peak{};
    std::uint32_t seconds = 0; ///< that were measured; 0: no record
    std::uint32_t check = 0;
};
static_assert(sizeof(Record) == HistoryStore::kRecordBytes);

struct Header {
    std::array<char, 8> magic = {'C', 'T', 'M', 'H', 'I', 'S', 'T', '1'};
    std::array<std::int64_t, 3> records = HistoryStore::kRecords;
    std::array<std::int64_t, 3> stepMs = HistoryStore::kStepMs;
    std::int64_t fileBytes = HistoryStore::kFileBytes;
    bool operator==(const Header &other) const = default;
};
static_assert(sizeof(Header) == HistoryStore::kRecordBytes);

/// FNV-1a: it has to tell a whole record from half of one, nothing more.
std::uint32_t checkOf(const Record &record)
{
    std::array<unsigned char, offsetof(Record, check)> bytes{};
    std::memcpy(bytes.data(), &record, bytes.size());
    std::uint32_t hash = 2166136261U;
    for (const unsigned char byte : bytes)
        hash = (hash ^ byte) * 16777619U;
    return hash;
}

std::int64_t offsetOf(std::size_t ring, std::int64_t number)
{
    std::int64_t before = 1;
    for (std::size_t i = 0; i < ring; ++i)
        before += HistoryStore::kRecords[i];
    return HistoryStore::kRecordBytes * (before + number % HistoryStore::kRecords[ring]);
}

std::int64_t numberOf(std::size_t ring, std::int64_t atMs)
{
    return atMs / HistoryStore::kStepMs[ring];
}

bool isWhole(const Record &record)
{
    return record.seconds > 0 && record.atMs > 0 && record.check == checkOf(record);
}

void put(int fd, std::size_t ring, Record record)
{
    record.check = checkOf(record);
    // A second that could not be written is a gap in the chart.
    (void)!::pwrite(fd, &record, sizeof(record), offsetOf(ring, numberOf(ring, record.atMs)));
}

/// `count` records from number `first` on, which must not go past the end of the ring; those that are torn
/// or of another time are left out.
std::vector<Record> get(int fd, std::size_t ring, std::int64_t first, std::int64_t count)
{
    std::vector<Record> records(static_cast<std::size_t>(count));
    const ssize_t got = ::pread(fd, records.data(), records.size() * sizeof(Record), offsetOf(ring, first));
    records.resize(got < 0 ? 0 : static_cast<std::size_t>(got) / sizeof(Record));
    std::int64_t number = first;
    std::erase_if(records, [&](const Record &record) {
        return numberOf(ring, record.atMs) != number++ || !isWhole(record);
    });
    return records;
}

/// Every record of a ring in order of time.
std::vector<Record> getAll(int fd, std::size_t ring)
{
    std::vector<Record> records(static_cast<std::size_t>(HistoryStore::kRecords[ring]));
    const ssize_t got = ::pread(fd, records.data(), records.size() * sizeof(Record), offsetOf(ring, 0));
    records.resize(got < 0 ? 0 : static_cast<std::size_t>(got) / sizeof(Record));
    std::int64_t place = 0;
    std::erase_if(records, [&](const Record &record) {
        const std::int64_t here = place++;
        return numberOf(ring, record.atMs) % HistoryStore::kRecords[ring] != here || !isWhole(record);
    });
    std::sort(records.begin(), records.end(),
              [](const Record &a, const Record &b) { return a.atMs < b.atMs; });
    return records;
}

/// Several records as one of a coarser ring, which begins at `atMs`.
Record together(const Record *from, const Record *to, std::int64_t atMs)
{
    Record sum;
    sum.atMs = atMs;
    for (const Record *one = from; one != to; ++one)
        sum.seconds += one->seconds;
    for (std::size_t q = 0; q < kHistoryQuantities; ++q) {
        double total = 0;
        double seconds = 0;
        float peak = std::numeric_limits<float>::quiet_NaN();
        for (const Record *one = from; one != to; ++one) {
            if (std::isnan(one->mean[q]))
                continue;
            total += static_cast<double>(one->mean[q]) * one->seconds;
            seconds += one->seconds;
            peak = std::isnan(peak) ? one->peak[q] : std::max(peak, one->peak[q]);
        }
        sum.mean[q] =
            seconds > 0 ? static_cast<float>(total / seconds) : std::numeric_limits<float>::quiet_NaN();
        sum.peak[q] = peak;
    }
    return sum;
}

/// Adds to `coarse` what can be made of `fine`: records that are missing there or know less. Returns those
/// that were added. All ascending.
std::vector<Record> complete(std::vector<Record> &coarse, const std::vector<Record> &fine, std::size_t ring)
{
    std::vector<Record> added;
    for (std::size_t i = 0; i < fine.size();) {
        const std::int64_t number = numberOf(ring, fine[i].atMs);
        std::size_t end = i;
        while (end < fine.size() && numberOf(ring, fine[end].atMs) == number)
            ++end;
        const Record made =
            together(fine.data() + i, fine.data() + end, number * HistoryStore::kStepMs[ring]);
        i = end;
        const auto at = std::lower_bound(coarse.begin(), coarse.end(), number,
                                         [ring](const Record &record, std::int64_t wanted) {
                                             return numberOf(ring, record.atMs) < wanted;
                                         });
        if (at == coarse.end() || numberOf(ring, at->atMs) != number)
            coarse.insert(at, made);
        else if (at->seconds < made.seconds)
            *at = made;
        else
            continue;
        added.push_back(made);
    }
    return added;
}

/// Makes the record `number` of a coarse ring from the finer one, unless it knows more already.
void roll(int fd, std::size_t ring, std::int64_t number)
{
    const std::int64_t each = HistoryStore::kStepMs[ring] / HistoryStore::kStepMs[ring - 1];
    const auto parts = get(fd, ring - 1, number * each, each);
    if (parts.empty())
        return;
    const Record made =
        together(parts.data(), parts.data() + parts.size(), number * HistoryStore::kStepMs[ring]);
    const auto known = get(fd, ring, number, 1);
    if (known.empty() || known.front().seconds < made.seconds)
        put(fd, ring, made);
}

bool hasHeader(int fd)
{
    Header header;
    Header found;
    found.magic = {};
    struct stat status = {};
    return ::pread(fd, &found, sizeof(found), 0) == static_cast<ssize_t>(sizeof(found)) && found == header &&
           ::fstat(fd, &status) == 0 && status.st_size == HistoryStore::kFileBytes;
}

std::optional<double> valueOf(float value)
{
    return std::isnan(value) ? std::nullopt : std::optional<double>(value);
}

std::int64_t modifiedMs(const std::string &path)
{
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0)
        return 0;
    return status.st_mtim.tv_sec * 1000 + status.st_mtim.tv_nsec / 1'000'000;
}

std::int64_t wallMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::vector<std::string> filesIn(const std::string &directory)
{
    std::vector<std::string> files;
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(directory, error)) {
        if (entry.path().extension() == kSuffix)
            files.push_back(entry.path().string());
    }
    return files;
}

} // namespace

HistoryStore::HistoryStore(std::string directory, std::size_t mostFiles)
    : m_directory(std::move(directory)), m_mostFiles(std::max<std::size_t>(mostFiles, 1))
{
}

std::string HistoryStore::pathOf(const std::string &key) const
{
    std::string name;
    for (const char c : key) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           c == '-' || c == '_';
        if (plain) {
            name += c;
            continue;
        }
        static constexpr std::string_view kHex = "0123456789abcdef";
        const auto byte = static_cast<unsigned char>(c);
        name += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
    return m_directory + "/" + name + std::string(kSuffix);
}

bool HistoryStore::lockForWriting()
{
    if (m_lock.valid())
        return true;
    const auto now = std::chrono::steady_clock::now();
    if (now < m_nextTry)
        return false;
    m_nextTry = now + kLockAgain;
    if (!base::makeDirectories(m_directory, 0700))
        return false;
    auto file = base::openFile(m_directory + "/lock", O_RDWR | O_CREAT, 0600);
    if (!file || ::flock(file->get(), LOCK_EX | LOCK_NB) != 0)
        return false;
    m_lock = std::move(*file);
    return true;
}

bool HistoryStore::isWriter()
{
    const std::lock_guard guard(m_mutex);
    m_nextTry = {};
    return lockForWriting();
}

bool HistoryStore::makeRoom()
{
    std::vector<std::string> files = filesIn(m_directory);
    while (files.size() >= m_mostFiles) {
        const auto oldest =
            std::min_element(files.begin(), files.end(), [](const std::string &a, const std::string &b) {
                return modifiedMs(a) < modifiedMs(b);
            });
        if (wallMs() - modifiedMs(*oldest) < kInUseMs || ::unlink(oldest->c_str()) != 0)
            return false;
        files.erase(oldest);
    }
    return true;
}

base::UniqueFd HistoryStore::openForWriting(const std::string &key, State &state)
{
    const std::string path = pathOf(key);
    const bool first = state.ten < 0;
    if (auto file = base::openFile(path, O_RDWR); file && (!first || hasHeader(file->get()))) {
        if (first) {
            // What the last writer had no time for.
            auto tens = getAll(file->get(), 1);
            for (const Record &record : complete(tens, getAll(file->get(), 0), 1))
                put(file->get(), 1, record);
            auto minutes = getAll(file->get(), 2);
            for (const Record &record : complete(minutes, tens, 2))
                put(file->get(), 2, record);
        }
        return std::move(*file);
    }
    if (::access(path.c_str(), F_OK) != 0 && !makeRoom())
        return {};
    auto file = base::openFile(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    const Header header;
    if (!file || ::ftruncate(file->get(), kFileBytes) != 0 ||
        ::pwrite(file->get(), &header, sizeof(header), 0) != static_cast<ssize_t>(sizeof(header)))
        return {};
    return std::move(*file);
}

void HistoryStore::record(const std::string &key, std::int64_t atMs, const Measured &values,
                          std::int64_t stepMs)
{
    const bool measured =
        std::any_of(values.begin(), values.end(), [](const auto &value) { return value.has_value(); });
    if (!measured || atMs <= 0)
        return;
    const std::lock_guard guard(m_mutex);
    if (!lockForWriting())
        return;
    State &state = m_states[key];
    const bool isSecond = stepMs <= kStepMs[0];
    if (state.refused || (!isSecond && std::abs(atMs - state.lastSecondMs) < 3 * kStepMs[1] / 2))
        return;
    const base::UniqueFd file = openForWriting(key, state);
    if (!file.valid()) {
        // Asked for again when a workload has gone: looking through the directory each second is not worth
        // it.
        state.refused = true;
        return;
    }
    Record record;
    record.atMs = isSecond ? atMs : numberOf(1, atMs) * kStepMs[1];
    record.seconds = isSecond ? 1 : 10;
    for (std::size_t q = 0; q < kHistoryQuantities; ++q) {
        record.mean[q] = values[q] ? static_cast<float>(*values[q]) : std::numeric_limits<float>::quiet_NaN();
        record.peak[q] = record.mean[q];
    }
    const std::int64_t ten = numberOf(1, atMs);
    const std::int64_t minute = numberOf(2, atMs);
    if (isSecond) {
        if (state.ten >= 0 && state.ten != ten)
            roll(file.get(), 1, state.ten);
        put(file.get(), 0, record);
        state.lastSecondMs = atMs;
    } else {
        put(file.get(), 1, record);
    }
    if (state.minute >= 0 && state.minute != minute)
        roll(file.get(), 2, state.minute);
    state.ten = ten;
    state.minute = minute;
}

std::vector<HistoryPoint> HistoryStore::read(const std::string &key, std::int64_t fromMs,
                                             std::int64_t toMs) const
{
    const auto file = base::openFile(pathOf(key), O_RDONLY);
    if (!file || !hasHeader(file->get()))
        return {};
    std::array<std::vector<Record>, 3> rings;
    for (std::size_t ring = 0; ring < rings.size(); ++ring) {
        rings[ring] = getAll(file->get(), ring);
        // A ring keeps records until they are overwritten, which may be long after their time.
        const std::int64_t oldest = std::max(fromMs, toMs - kStepMs[ring] * kRecords[ring]);
        std::erase_if(rings[ring], [&](const Record &record) {
            return record.atMs + kStepMs[ring] <= oldest || record.atMs > toMs;
        });
    }
    std::vector<HistoryPoint> points;
    std::set<std::int64_t> knownTens;
    std::set<std::int64_t> knownMinutes;
    for (std::size_t ring = 0; ring < rings.size(); ++ring) {
        for (const Record &record : rings[ring]) {
            const std::int64_t ten = numberOf(1, record.atMs);
            const std::int64_t minute = numberOf(2, record.atMs);
            if ((ring == 1 && knownTens.contains(ten)) || (ring == 2 && knownMinutes.contains(minute)))
                continue;
            HistoryPoint point;
            point.atMs = record.atMs;
            point.stepMs = kStepMs[ring];
            for (std::size_t q = 0; q < kHistoryQuantities; ++q) {
                point.mean[q] = valueOf(record.mean[q]);
                point.peak[q] = valueOf(record.peak[q]);
            }
            points.push_back(point);
        }
        for (const Record &record : rings[ring]) {
            if (ring == 0)
                knownTens.insert(numberOf(1, record.atMs));
            knownMinutes.insert(numberOf(2, record.atMs));
        }
    }
    std::sort(points.begin(), points.end(),
              [](const HistoryPoint &a, const HistoryPoint &b) { return a.atMs < b.atMs; });
    return points;
}

bool HistoryStore::isGap(const HistoryPoint &before, const HistoryPoint &after)
{
    const auto step = static_cast<double>(std::max(before.stepMs, after.stepMs));
    return static_cast<double>(after.atMs - before.atMs) > kGapSteps * step;
}

void HistoryStore::forget(const std::string &key)
{
    const std::lock_guard guard(m_mutex);
    ::unlink(pathOf(key).c_str());
    m_states.erase(key);
    for (auto &[other, state] : m_states)
        state.refused = false;
}

void HistoryStore::sweep(const std::vector<std::string> &keys, std::int64_t nowMs)
{
    const std::lock_guard guard(m_mutex);
    if (!lockForWriting())
        return;
    std::set<std::string> wanted;
    for (const std::string &key : keys)
        wanted.insert(pathOf(key));
    for (const std::string &path : filesIn(m_directory)) {
        if (!wanted.contains(path) && nowMs - modifiedMs(path) > kStepMs[2] * kRecords[2])
            ::unlink(path.c_str());
    }
}

} // namespace catamaran::metrics
