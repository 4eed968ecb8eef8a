// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/file_reader.h"

#include "engine/base/file.h"

#include <filesystem>

namespace catamaran::compose {

using base::Errc;
using base::Result;

namespace {

constexpr std::uintmax_t kLargestFile = 64U << 20U;

tl::unexpected<base::Error> missing(const std::string &path)
{
    return base::fail(base::Error(Errc::NotFound, "open " + path + ": no such file or directory")
                          .withFix("Check the name, and from which folder it is meant."));
}

} // namespace

Result<std::string> DiskReader::read(const std::string &path) const
{
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        return missing(path);
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (!error && size > kLargestFile)
        return base::fail(Errc::InvalidArgument, path + " is larger than 64 MiB");
    return base::readFile(path);
}

bool DiskReader::isFile(const std::string &path) const
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    return std::filesystem::exists(status) && !std::filesystem::is_directory(status);
}

bool DiskReader::isDirectory(const std::string &path) const
{
    std::error_code error;
    return std::filesystem::is_directory(path, error);
}

std::string DiskReader::followLink(const std::string &path) const
{
    std::error_code error;
    std::filesystem::path walked;
    const std::filesystem::path whole(path);
    for (auto part = whole.begin(); part != whole.end(); ++part) {
        walked /= *part;
        if (!std::filesystem::is_symlink(walked, error))
            continue;
        const auto target = std::filesystem::canonical(walked, error);
        if (error)
            return path;
        return target.string() + path.substr(walked.string().size());
    }
    return path;
}

Result<std::string> MemoryReader::read(const std::string &path) const
{
    const auto found = m_files.find(path);
    if (found == m_files.end())
        return missing(path);
    return found->second;
}

bool MemoryReader::isFile(const std::string &path) const
{
    return m_files.contains(path);
}

bool MemoryReader::isDirectory(const std::string &path) const
{
    const std::string prefix = path.ends_with('/') ? path : path + "/";
    const auto found = m_files.lower_bound(prefix);
    return found != m_files.end() && found->first.starts_with(prefix);
}

} // namespace catamaran::compose
