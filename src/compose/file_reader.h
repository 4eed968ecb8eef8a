// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <map>
#include <string>

namespace catamaran::compose {

/// Where the loader takes files from. Paths are absolute and clean. Thread: as the implementation says.
class FileReader {
public:
    virtual ~FileReader() = default;
    /// The whole text. Errors: Errc::NotFound when there is no such file, others as they come.
    [[nodiscard]] virtual base::Result<std::string> read(const std::string &path) const = 0;
    [[nodiscard]] virtual bool isFile(const std::string &path) const = 0;
    [[nodiscard]] virtual bool isDirectory(const std::string &path) const = 0;
    /// `path` with the first symbolic link on its way followed (develop.watch paths); itself if there is
    /// none.
    [[nodiscard]] virtual std::string followLink(const std::string &path) const { return path; }
};

/// Files on disk. Files above 64 MiB are refused. Thread-safe.
class DiskReader final : public FileReader {
public:
    [[nodiscard]] base::Result<std::string> read(const std::string &path) const override;
    [[nodiscard]] bool isFile(const std::string &path) const override;
    [[nodiscard]] bool isDirectory(const std::string &path) const override;
    [[nodiscard]] std::string followLink(const std::string &path) const override;
};

/// Files from memory: what an editor holds, what was dropped on the window, or a test's. Thread-safe once
/// filled.
class MemoryReader final : public FileReader {
public:
    explicit MemoryReader(std::map<std::string, std::string> files) : m_files(std::move(files)) {}
    [[nodiscard]] base::Result<std::string> read(const std::string &path) const override;
    [[nodiscard]] bool isFile(const std::string &path) const override;
    [[nodiscard]] bool isDirectory(const std::string &path) const override;

private:
    std::map<std::string, std::string> m_files;
};

} // namespace catamaran::compose
