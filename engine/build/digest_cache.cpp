// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/digest_cache.h"

#include "engine/base/file.h"

#include <cstring>
#include <ctime>

namespace catamaran::engine::build {

namespace {

constexpr std::string_view kMagic = "catamaran-digests-1\n";
constexpr std::size_t kDigestLength = 64;
constexpr std::size_t kRecordLength = 5 * sizeof(std::uint64_t) + kDigestLength;
constexpr std::int64_t kSettledNs = 1'000'000'000;

std::uint64_t nanoseconds(const timespec &time)
{
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(time.tv_nsec);
}

} // namespace

DigestCache::Key DigestCache::keyOf(const struct stat &status)
{
    return {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
            nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
}

void DigestCache::open(std::string file)
{
    m_file = std::move(file);
    const auto text = base::readFile(m_file);
    if (!text || !text->starts_with(kMagic))
        return;
    for (std::size_t at = kMagic.size(); at + kRecordLength <= text->size(); at += kRecordLength) {
        Key key;
        std::memcpy(key.data(), text->data() + at, sizeof key);
        m_entries[key].digest = text->substr(at + sizeof key, kDigestLength);
    }
}

std::optional<std::string> DigestCache::find(const struct stat &status)
{
    if (m_file.empty())
        return std::nullopt;
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(keyOf(status));
    if (found == m_entries.end())
        return std::nullopt;
    found->second.used = true;
    return found->second.digest;
}

void DigestCache::add(const struct stat &status, const std::string &digest)
{
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    const auto age =
        static_cast<std::int64_t>(nanoseconds(now)) - static_cast<std::int64_t>(nanoseconds(status.st_ctim));
    if (m_file.empty() || age < kSettledNs || digest.size() != kDigestLength)
        return;
    const std::lock_guard lock(m_mutex);
    m_entries[keyOf(status)] = {digest, true};
    m_changed = true;
}

void DigestCache::save()
{
    if (m_file.empty() || !m_changed)
        return;
    std::string text(kMagic);
    for (const auto &[key, entry] : m_entries) {
        if (!entry.used)
            continue;
        const std::size_t at = text.size();
        text.resize(at + sizeof key);
        std::memcpy(text.data() + at, key.data(), sizeof key);
        text += entry.digest;
    }
    // Losing it costs a reading of the context, no more.
    if (base::makeDirectories(m_file.substr(0, m_file.rfind('/'))))
        (void)base::writeFileAtomic(m_file, text, 0600);
    m_changed = false;
}

} // namespace catamaran::engine::build
