// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/watch_archive.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::stack {

using base::Errc;
using base::Result;

namespace {

using Writer = std::unique_ptr<archive, int (*)(archive *)>;

base::UniqueFd nameless()
{
    std::error_code error;
    const std::string directory = std::filesystem::temp_directory_path(error);
    base::UniqueFd file;
    if (!error)
        file.reset(::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (!file)
        file.reset(::memfd_create("catamaran-sync", MFD_CLOEXEC));
    return file;
}

base::Error broken(archive *writer)
{
    const char *const text = archive_error_string(writer);
    return {Errc::System, std::string("write an archive: ") + (text ? text : "failed")};
}

Result<void> add(archive *writer, const std::string &path, const std::string &name)
{
    struct stat status = {};
    const std::unique_ptr<archive_entry, void (*)(archive_entry *)> entry(archive_entry_new(),
                                                                          archive_entry_free);
    std::string link;
    base::UniqueFd file;
    if (::lstat(path.c_str(), &status) != 0)
        return errno == ENOENT || errno == ENOTDIR ? Result<void>() : base::failErrno("read " + path);
    if (S_ISLNK(status.st_mode)) {
        std::error_code error;
        link = std::filesystem::read_symlink(path, error);
        if (error)
            return {};
        archive_entry_set_symlink(entry.get(), link.c_str());
    } else if (S_ISREG(status.st_mode)) {
        file.reset(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
        if (!file)
            return errno == ENOENT ? Result<void>() : base::failErrno("open " + path);
        if (::fstat(file.get(), &status) != 0)
            return base::failErrno("read " + path);
    } else if (!S_ISDIR(status.st_mode)) {
        return {};
    }
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_copy_stat(entry.get(), &status);
    archive_entry_set_size(entry.get(), S_ISREG(status.st_mode) ? status.st_size : 0);
    archive_entry_set_nlink(entry.get(), 1);
    if (::geteuid() != 0) { // ids of the host mean nothing in the user's namespace
        archive_entry_set_uid(entry.get(), 0);
        archive_entry_set_gid(entry.get(), 0);
    }
    if (archive_write_header(writer, entry.get()) < ARCHIVE_WARN)
        return base::fail(broken(writer));
    std::array<char, 64 * 1024> buffer;
    for (std::int64_t left = file ? status.st_size : 0; left > 0;) { // one that shrinks is filled up
        const ssize_t got = ::read(file.get(), buffer.data(),
                                   static_cast<std::size_t>(std::min<std::int64_t>(left, buffer.size())));
        if (got < 0)
            return base::failErrno("read " + path);
        if (got == 0)
            break;
        if (archive_write_data(writer, buffer.data(), static_cast<std::size_t>(got)) < 0)
            return base::fail(broken(writer));
        left -= got;
    }
    if (archive_write_finish_entry(writer) < ARCHIVE_WARN)
        return base::fail(broken(writer));
    return {};
}

} // namespace

Result<base::UniqueFd> archiveOf(const std::vector<std::pair<std::string, std::string>> &hostToName)
{
    base::UniqueFd file = nameless();
    if (!file)
        return base::failErrno("make a temporary file");
    const Writer writer(archive_write_new(), archive_write_free);
    archive_write_set_format_pax_restricted(writer.get());
    archive_write_set_format_option(writer.get(), "pax", "hdrcharset", "BINARY");
    if (archive_write_open_fd(writer.get(), file.get()) != ARCHIVE_OK)
        return base::fail(broken(writer.get()));
    for (const auto &[path, name] : hostToName) {
        CATAMARAN_CHECK(
            add(writer.get(), path, name.substr(std::min(name.find_first_not_of('/'), name.size()))));
    }
    if (archive_write_close(writer.get()) != ARCHIVE_OK)
        return base::fail(broken(writer.get()));
    return file;
}

} // namespace catamaran::stack
