// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/image/tree_tar.h"

#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::hv::image {

namespace {

namespace fs = std::filesystem;
using base::Errc;
using base::Result;

struct WriterCloser {
    void operator()(archive *a) const { archive_write_free(a); }
};
struct ReaderCloser {
    void operator()(archive *a) const { archive_read_free(a); }
};
struct EntryCloser {
    void operator()(archive_entry *e) const { archive_entry_free(e); }
};

base::Error problem(archive *a, const std::string &what)
{
    const char *text = archive_error_string(a);
    return {Errc::System, what + ": " + (text != nullptr ? text : "unknown error")};
}

Result<void> packOne(archive *writer, archive *disk, const fs::path &path, const std::string &name,
                     bool keepOwner)
{
    const std::unique_ptr<archive_entry, EntryCloser> entry(archive_entry_new());
    archive_entry_copy_sourcepath(entry.get(), path.c_str());
    archive_entry_copy_pathname(entry.get(), name.c_str());
    if (archive_read_disk_entry_from_file(disk, entry.get(), -1, nullptr) < ARCHIVE_WARN)
        return base::fail(problem(disk, "read " + path.string()));
    if (archive_entry_filetype(entry.get()) == AE_IFSOCK)
        return {}; // a socket is nothing without its program
    if (!keepOwner) {
        archive_entry_set_uid(entry.get(), 0);
        archive_entry_set_gid(entry.get(), 0);
        archive_entry_copy_uname(entry.get(), nullptr);
        archive_entry_copy_gname(entry.get(), nullptr);
    }
    if (archive_write_header(writer, entry.get()) < ARCHIVE_WARN)
        return base::fail(problem(writer, "write the archive"));
    if (archive_entry_filetype(entry.get()) != AE_IFREG || archive_entry_size(entry.get()) == 0)
        return {};
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return base::failErrno("open " + path.string());
    std::array<char, 65536> buffer;
    ssize_t n = 0;
    Result<void> done;
    while (done && (n = ::read(fd, buffer.data(), buffer.size())) > 0)
        if (archive_write_data(writer, buffer.data(), static_cast<std::size_t>(n)) < 0)
            done = base::fail(problem(writer, "write the archive"));
    ::close(fd);
    return done;
}

} // namespace

Result<void> packTree(const std::string &path, const std::string &name, bool keepOwner, int fd)
{
    const std::unique_ptr<archive, WriterCloser> writer(archive_write_new());
    const std::unique_ptr<archive, ReaderCloser> disk(archive_read_disk_new());
    archive_write_set_format_pax_restricted(writer.get());
    archive_read_disk_set_symlink_physical(disk.get());
    if (archive_write_open_fd(writer.get(), fd) != ARCHIVE_OK)
        return base::fail(problem(writer.get(), "write the archive"));
    std::error_code error;
    const fs::file_status status = fs::symlink_status(path, error);
    if (error || status.type() == fs::file_type::not_found)
        return base::fail(Errc::NotFound, "lstat " + path + ": no such file or directory");
    if (!name.empty())
        CATAMARAN_CHECK(packOne(writer.get(), disk.get(), path, name, keepOwner));
    if (status.type() == fs::file_type::directory) {
        for (fs::recursive_directory_iterator it(path, error), end; !error && it != end;
             it.increment(error)) {
            const std::string relative = it->path().lexically_relative(path).string();
            CATAMARAN_CHECK(packOne(writer.get(), disk.get(), it->path(),
                                    name.empty() ? relative : name + "/" + relative, keepOwner));
        }
        if (error)
            return base::fail(Errc::System, "read " + path + ": " + error.message());
    }
    if (archive_write_close(writer.get()) != ARCHIVE_OK)
        return base::fail(problem(writer.get(), "write the archive"));
    return {};
}

Result<void> unpackTree(int fd, const std::string &directory, const std::string &from, const std::string &to)
{
    const std::unique_ptr<archive, ReaderCloser> reader(archive_read_new());
    const std::unique_ptr<archive, WriterCloser> writer(archive_write_disk_new());
    archive_read_support_format_tar(reader.get());
    int flags = ARCHIVE_EXTRACT_TIME | ARCHIVE_EXTRACT_PERM | ARCHIVE_EXTRACT_SECURE_NODOTDOT |
                ARCHIVE_EXTRACT_UNLINK;
    archive_write_disk_set_options(writer.get(), flags);
    if (archive_read_open_fd(reader.get(), fd, 65536) != ARCHIVE_OK)
        return base::fail(problem(reader.get(), "read the archive"));
    const auto place = [&](const std::string &name) -> Result<std::string> {
        fs::path clean = fs::path(name).lexically_normal();
        if (clean.is_absolute() || (!clean.empty() && *clean.begin() == ".."))
            return base::fail(Errc::Corrupt, "the archive holds the name " + name);
        if (!from.empty() && !clean.empty() && *clean.begin() == from)
            clean = fs::path(to) / clean.lexically_relative(from);
        // A link that the archive itself made must not lead the next file elsewhere.
        fs::path walked = directory;
        const fs::path parent = clean.parent_path();
        for (const fs::path &part : parent) {
            walked /= part;
            std::error_code error;
            if (fs::is_symlink(fs::symlink_status(walked, error)))
                return base::fail(Errc::Corrupt, "the archive's " + name + " goes through a symbolic link");
        }
        return (fs::path(directory) / clean).lexically_normal().string();
    };
    for (;;) {
        archive_entry *entry = nullptr;
        const int next = archive_read_next_header(reader.get(), &entry);
        if (next == ARCHIVE_EOF)
            return {};
        if (next < ARCHIVE_WARN)
            return base::fail(problem(reader.get(), "read the archive"));
        CATAMARAN_TRY(const std::string target, place(archive_entry_pathname(entry)));
        archive_entry_copy_pathname(entry, target.c_str());
        if (const char *link = archive_entry_hardlink(entry)) {
            CATAMARAN_TRY(const std::string linked, place(link));
            archive_entry_copy_hardlink(entry, linked.c_str());
        }
        if (archive_read_extract2(reader.get(), entry, writer.get()) < ARCHIVE_WARN)
            return base::fail(problem(writer.get(), "write " + target));
    }
}

} // namespace catamaran::hv::image
