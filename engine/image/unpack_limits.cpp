// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/unpack_limits.h"

#include "engine/base/bytes.h"

#include <algorithm>
#include <cstdlib>
#include <sys/statvfs.h>

namespace catamaran::engine::image {

using base::Errc;
using base::Result;

UnpackLimits UnpackLimits::of(const std::string &directory)
{
    UnpackLimits limits;
    struct statvfs status {};
    if (::statvfs(directory.c_str(), &status) == 0) {
        limits.bytes =
            static_cast<std::int64_t>(status.f_bavail) * static_cast<std::int64_t>(status.f_frsize);
        if (status.f_files > 0) // btrfs and others make them as needed
            limits.entries = static_cast<std::int64_t>(status.f_favail);
    }
    if (const char *text = ::secure_getenv("CATAMARAN_UNPACK_LIMIT")) {
        if (const long long own = std::atoll(text); own > 0)
            limits.bytes = std::min<std::int64_t>(limits.bytes, own);
    }
    return limits;
}

Result<void> UnpackLimits::check(std::int64_t usedBytes, std::int64_t moreBytes, std::int64_t usedEntries,
                                 const std::string &what) const
{
    if (moreBytes < 0)
        return base::fail(base::Error(Errc::Corrupt, what + ": a member of negative size")
                              .withFix("Do not trust this archive."));
    if (moreBytes > bytes || usedBytes > bytes - moreBytes)
        return base::fail(
            base::Error(Errc::NoSpace, what + " unpacks to more than " + base::Bytes(bytes).humanDecimal() +
                                           ", which is all that is free")
                .withFix(
                    "If you trust the archive make room, or raise CATAMARAN_UNPACK_LIMIT if it is set."));
    if (usedEntries > entries)
        return base::fail(base::Error(Errc::NoSpace, what + " has more than " + std::to_string(entries) +
                                                         " members, which is all the file system can take")
                              .withFix("Do not trust this archive unless you know why it is so."));
    return {};
}

} // namespace catamaran::engine::image
