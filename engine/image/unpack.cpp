// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/unpack.h"

#include "engine/base/file.h"
#include "engine/base/id_map.h"
#include "engine/image/archive_library.h"
#include "engine/image/decompress.h"
#include "engine/image/layer_diff.h"
#include "engine/image/layer_view.h"
#include "engine/image/unpack_limits.h"

#include <array>
#include <fcntl.h>
#include <linux/openat2.h>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace catamaran::engine::image {

using namespace libarchive;
using base::Errc;
using base::Result;
using base::UniqueFd;

namespace {

constexpr std::string_view kWhiteout = ".wh.";
constexpr std::string_view kOpaque = ".wh..wh..opq";

UniqueFd openBeneath(int root, const std::string &path, std::uint64_t flags, std::uint64_t resolve)
{
    open_how how{};
    how.flags = flags | O_CLOEXEC;
    how.resolve = resolve | RESOLVE_NO_MAGICLINKS;
    return UniqueFd(static_cast<int>(::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how)));
}

class Unpacker {
public:
    Unpacker(UniqueFd root, std::string directory, Whiteouts whiteouts)
        : m_root(std::move(root)), m_directory(std::move(directory)), m_whiteouts(whiteouts),
          m_limits(UnpackLimits::of(m_directory))
    {
    }

    Result<void> entry(archive *source, archive_entry *item)
    {
        const char *raw = archive_entry_pathname(item);
        if (!raw)
            return base::fail(Errc::Corrupt, "archive member without a readable name");
        CATAMARAN_CHECK(
            m_limits.check(m_size, archive_entry_filetype(item) == AE_IFREG ? archive_entry_size(item) : 0,
                           ++m_entries, "the archive"));
        CATAMARAN_TRY(const std::string path, cleanName(raw));
        if (path.empty())
            return rootEntry(item);
        const std::size_t slash = path.rfind('/');
        const std::string parent = slash == std::string::npos ? std::string() : path.substr(0, slash);
        const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
        if (m_whiteouts == Whiteouts::ToOverlay) {
            for (const std::string &part : splitPath(parent)) {
                if (part.starts_with(".wh..wh.")) // what aufs kept for itself
                    return {};
                if (part.starts_with(kWhiteout))
                    return base::fail(
                        base::Error(Errc::Corrupt, "archive member \"" + path + "\" lies below a whiteout")
                            .withFix("Do not trust this archive."));
            }
        }
        CATAMARAN_TRY(const UniqueFd directory, openParent(parent));
        if (m_whiteouts == Whiteouts::ToOverlay && name.starts_with(kWhiteout))
            return whiteout(directory.get(), parent, name);
        CATAMARAN_TRY(const bool keep, clearPlace(directory.get(), path, name, archive_entry_filetype(item)));
        m_made.insert(path);
        if (const char *link = archive_entry_hardlink(item))
            return hardLink(directory.get(), path, name, link);
        return node(source, item, directory.get(), path, name, keep);
    }

    /// Times of directories, deepest first, when nothing is created below them any more.
    Result<void> finish()
    {
        for (auto item = m_directoryTimes.rbegin(); item != m_directoryTimes.rend(); ++item) {
            const UniqueFd fd =
                openBeneath(m_root.get(), item->first, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, RESOLVE_IN_ROOT);
            if (fd && ::futimens(fd.get(), item->second.data()) != 0)
                return base::failErrno("set the time of " + item->first);
        }
        return {};
    }

    [[nodiscard]] std::int64_t size() const { return m_size; }
    [[nodiscard]] std::int64_t skippedDevices() const { return m_skippedDevices; }

private:
    using Times = std::array<timespec, 2>;

    static Result<std::string> cleanName(const std::string &raw)
    {
        std::string out;
        for (const std::string &part : splitPath(raw)) {
            if (part != "..") {
                out += (out.empty() ? "" : "/") + part;
                continue;
            }
            if (out.empty())
                return base::fail(
                    base::Error(Errc::Corrupt, "archive member \"" + raw + "\" leaves the directory")
                        .withFix("Do not trust this archive."));
            const std::size_t slash = out.rfind('/');
            out.erase(slash == std::string::npos ? 0 : slash);
        }
        return out;
    }

    Result<void> rootEntry(archive_entry *item)
    {
        if (archive_entry_filetype(item) != AE_IFDIR)
            return {};
        CATAMARAN_CHECK(metadata(m_root.get(), item, "."));
        m_directoryTimes["."] = timesOf(item);
        return {};
    }

    /// The directory in which an entry goes; links on the way are resolved as if `m_root` were "/".
    Result<UniqueFd> openParent(const std::string &parent)
    {
        const std::string path = parent.empty() ? "." : parent;
        UniqueFd fd = openBeneath(m_root.get(), path, O_PATH | O_DIRECTORY, RESOLVE_IN_ROOT);
        if (fd)
            return fd;
        if (errno != ENOENT)
            return base::failErrno("open " + parent + " of the archive");
        std::string done;
        UniqueFd above = openBeneath(m_root.get(), ".", O_PATH | O_DIRECTORY, RESOLVE_IN_ROOT);
        for (const std::string &part : splitPath(parent)) {
            done += (done.empty() ? "" : "/") + part;
            UniqueFd next = openBeneath(m_root.get(), done, O_PATH | O_DIRECTORY, RESOLVE_IN_ROOT);
            if (!next) {
                if (::mkdirat(above.get(), part.c_str(), 0755) != 0)
                    return base::fail(Error(Errc::Corrupt, done + ": its parent is a dangling link"));
                next = openBeneath(m_root.get(), done, O_PATH | O_DIRECTORY, RESOLVE_IN_ROOT);
            }
            if (!next)
                return base::failErrno("open " + done + " of the archive");
            above = std::move(next);
        }
        return above;
    }

    using Error = base::Error;

    [[nodiscard]] std::string hostPath(int directory, const std::string &name) const
    {
        return "/proc/self/fd/" + std::to_string(directory) + "/" + name;
    }

    Result<void> whiteout(int directory, const std::string &parent, const std::string &name)
    {
        if (name == kOpaque)
            return setOpaque(hostPath(directory, "."));
        if (name.starts_with(".wh..wh.")) // aufs' own bookkeeping
            return {};
        const std::string target = name.substr(kWhiteout.size());
        if (target.empty() || target == "." || target == "..")
            return base::fail(Errc::Corrupt, "archive member \"" + name + "\" is no whiteout");
        const std::string path = parent.empty() ? target : parent + "/" + target;
        if (m_made.contains(path)) {
            // It hides what is below, not what this layer brings.
            struct stat status {};
            if (::fstatat(directory, target.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
                S_ISDIR(status.st_mode))
                return setOpaque(hostPath(directory, target));
            return {};
        }
        if (::mknodat(directory, target.c_str(), S_IFCHR, makedev(0, 0)) != 0 && errno != EEXIST)
            return base::failErrno("make the whiteout of " + path);
        m_whitedOut.insert(path);
        return {};
    }

    /// Removes what stands at `name`. Returns whether an existing directory stays.
    Result<bool> clearPlace(int directory, const std::string &path, const std::string &name, mode_t type)
    {
        struct stat status {};
        if (::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
            return false;
        if (S_ISDIR(status.st_mode)) {
            if (type == AE_IFDIR)
                return true;
            CATAMARAN_CHECK(base::removeTree(hostPath(directory, name)));
            return false;
        }
        if (::unlinkat(directory, name.c_str(), 0) != 0)
            return base::failErrno("replace " + path);
        return false;
    }

    Result<void> hardLink(int directory, const std::string &path, const std::string &name, const char *link)
    {
        CATAMARAN_TRY(const std::string target, cleanName(link));
        const std::size_t slash = target.rfind('/');
        const std::string parent = slash == std::string::npos ? "." : target.substr(0, slash);
        const UniqueFd from = openBeneath(m_root.get(), parent, O_PATH | O_DIRECTORY, RESOLVE_IN_ROOT);
        const std::string last = slash == std::string::npos ? target : target.substr(slash + 1);
        struct stat status {};
        if (from && ::fstatat(from.get(), last.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
            isWhiteout(status))
            return base::fail(
                base::Error(Errc::Corrupt, "hard link " + path + " to the whiteout of " + target)
                    .withFix("Do not trust this archive."));
        if (!from || ::linkat(from.get(), last.c_str(), directory, name.c_str(), 0) != 0)
            return base::fail(Errc::Corrupt,
                              "hard link " + path + " to " + target + ", which the archive does not have");
        return {};
    }

    Result<void> node(archive *source, archive_entry *item, int directory, const std::string &path,
                      const std::string &name, bool keep)
    {
        const mode_t type = archive_entry_filetype(item);
        if (type == AE_IFREG)
            return file(source, item, directory, path, name);
        if (type == AE_IFDIR) {
            if (!keep && ::mkdirat(directory, name.c_str(), 0700) != 0)
                return base::failErrno("create " + path);
            if (m_whitedOut.erase(path) > 0)
                CATAMARAN_CHECK(setOpaque(hostPath(directory, name)));
            const UniqueFd fd(
                ::openat(directory, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            if (!fd)
                return base::failErrno("open " + path);
            m_directoryTimes[path] = timesOf(item);
            return metadata(fd.get(), item, path);
        }
        if (type == AE_IFLNK) {
            const char *target = archive_entry_symlink(item);
            if (!target || ::symlinkat(target, directory, name.c_str()) != 0)
                return base::failErrno("create the link " + path);
        } else {
            const bool device = type == AE_IFCHR || type == AE_IFBLK;
            if (device && ::geteuid() != 0) {
                ++m_skippedDevices;
                return {};
            }
            if (!device && type != AE_IFIFO)
                return {};
            if (type == AE_IFCHR && archive_entry_rdev(item) == 0)
                return base::fail(Errc::Corrupt, path + " is an overlay whiteout in disguise");
            if (::mknodat(directory, name.c_str(), type | 0600, archive_entry_rdev(item)) != 0)
                return base::failErrno("create " + path);
            if (::fchmodat(directory, name.c_str(), archive_entry_perm(item), 0) != 0)
                return base::failErrno("chmod " + path);
        }
        CATAMARAN_TRY(const HostOwner owner, ownerOf(item, path));
        if (owner.isSet &&
            ::fchownat(directory, name.c_str(), owner.uid, owner.gid, AT_SYMLINK_NOFOLLOW) != 0)
            return base::failErrno("chown " + path);
        const Times times = timesOf(item);
        if (::utimensat(directory, name.c_str(), times.data(), AT_SYMLINK_NOFOLLOW) != 0)
            return base::failErrno("set the time of " + path);
        return {};
    }

    Result<void> file(archive *source, archive_entry *item, int directory, const std::string &path,
                      const std::string &name)
    {
        const UniqueFd fd(
            ::openat(directory, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (!fd)
            return base::failErrno("create " + path);
        const void *data = nullptr;
        std::size_t length = 0;
        la_int64_t offset = 0;
        for (;;) {
            const int code = archive_read_data_block(source, &data, &length, &offset);
            if (code == ARCHIVE_EOF)
                break;
            if (code < ARCHIVE_WARN) {
                const char *text = archive_error_string(source); // null when our own callback failed
                return base::fail(Errc::Corrupt, path + ": " + (text ? text : "its data cannot be read"));
            }
            for (std::size_t done = 0; done < length;) {
                const ssize_t n = ::pwrite(fd.get(), static_cast<const char *>(data) + done, length - done,
                                           offset + static_cast<la_int64_t>(done));
                if (n < 0 && errno != EINTR)
                    return base::failErrno("write " + path);
                done += n > 0 ? static_cast<std::size_t>(n) : 0;
            }
        }
        if (::ftruncate(fd.get(), archive_entry_size(item)) != 0)
            return base::failErrno("write " + path);
        m_size += archive_entry_size(item);
        CATAMARAN_CHECK(metadata(fd.get(), item, path));
        const Times times = timesOf(item);
        if (::futimens(fd.get(), times.data()) != 0)
            return base::failErrno("set the time of " + path);
        return {};
    }

    /// Owner, then xattrs (chown drops capabilities), then mode (chown drops setuid).
    Result<void> metadata(int fd, archive_entry *item, const std::string &path)
    {
        CATAMARAN_TRY(const HostOwner owner, ownerOf(item, path));
        if (owner.isSet && ::fchown(fd, owner.uid, owner.gid) != 0)
            return base::failErrno("chown " + path);
        archive_entry_xattr_reset(item);
        const char *name = nullptr;
        const void *value = nullptr;
        std::size_t size = 0;
        while (archive_entry_xattr_next(item, &name, &value, &size) == ARCHIVE_OK) {
            if (!isLayerXattr(name))
                continue;
            const std::string stored = hostXattr(name, {static_cast<const char *>(value), size});
            if (::fsetxattr(fd, name, stored.data(), stored.size(), 0) != 0 && errno != ENOTSUP &&
                errno != EPERM)
                return base::failErrno(std::string("set xattr ") + name + " of " + path);
        }
        if (::fchmod(fd, archive_entry_perm(item)) != 0)
            return base::failErrno("chmod " + path);
        return {};
    }

    struct HostOwner {
        bool isSet = false;
        uid_t uid = 0;
        gid_t gid = 0;
    };

    /// Without root and without the deck nothing can be given away: all is the user's.
    static Result<HostOwner> ownerOf(archive_entry *item, const std::string &path)
    {
        const base::IdMap &ids = base::IdMap::ofProcess();
        if (::geteuid() != 0 && !ids.shifts())
            return HostOwner{};
        const auto uid = ids.hostUser(static_cast<std::uint32_t>(archive_entry_uid(item)));
        const auto gid = ids.hostGroup(static_cast<std::uint32_t>(archive_entry_gid(item)));
        if (uid && gid)
            return HostOwner{true, *uid, *gid};
        return base::fail(
            base::Error(Errc::Unsupported, path + " belongs to " + std::to_string(archive_entry_uid(item)) +
                                               ":" + std::to_string(archive_entry_gid(item)) +
                                               ", for which you have too few subordinate ids")
                .withFix("Give yourself more: sudo usermod --add-subuids FIRST-LAST --add-subgids FIRST-LAST "
                         "$USER"));
    }

    static Times timesOf(archive_entry *item)
    {
        const timespec time{archive_entry_mtime(item), archive_entry_mtime_nsec(item)};
        return {time, time};
    }

    UniqueFd m_root;
    std::string m_directory;
    Whiteouts m_whiteouts;
    std::set<std::string> m_made;
    std::set<std::string> m_whitedOut;
    std::map<std::string, Times> m_directoryTimes;
    UnpackLimits m_limits;
    std::int64_t m_size = 0;
    std::int64_t m_entries = 0;
    std::int64_t m_skippedDevices = 0;
};

struct Source {
    explicit Source(std::unique_ptr<DecompressingReader> stream) : reader(std::move(stream)) {}
    ReadAhead reader;
    std::optional<base::Error> error;

    Result<std::string_view> next() { return reader.read(); }
};

la_ssize_t readCallback(archive *, void *opaque, const void **buffer)
{
    auto *source = static_cast<Source *>(opaque);
    auto data = source->next();
    if (!data) {
        source->error = std::move(data).error();
        return -1;
    }
    *buffer = data->data();
    return static_cast<la_ssize_t>(data->size());
}

} // namespace

Result<UnpackResult> unpackTar(const std::string &path, const std::string &directory, Whiteouts whiteouts,
                               const base::OperationContext &context)
{
    CATAMARAN_TRY(auto stream, DecompressingReader::open(path));
    return unpackTar(std::move(stream), path, directory, whiteouts, context);
}

Result<UnpackResult> unpackTar(std::unique_ptr<DecompressingReader> stream, const std::string &path,
                               const std::string &directory, Whiteouts whiteouts,
                               const base::OperationContext &context)
{
    CATAMARAN_CHECK(libarchive::library.load());
    Source source(std::move(stream));
    CATAMARAN_TRY(UniqueFd root, base::openFile(directory, O_RDONLY | O_DIRECTORY));
    Unpacker unpacker(std::move(root), directory, whiteouts);
    const std::unique_ptr<archive, int (*)(archive *)> reader(archive_read_new(), archive_read_free);
    archive_read_support_format_tar(reader.get());
    archive_read_support_format_empty(reader.get());
    archive_read_support_filter_none(reader.get());
    if (whiteouts == Whiteouts::Literal) { // ADD takes what docker's does
        archive_read_support_filter_bzip2(reader.get());
        archive_read_support_filter_xz(reader.get());
    }
    const auto corrupt = [&]() -> tl::unexpected<base::Error> {
        if (source.error)
            return base::fail(std::move(*source.error));
        const char *text = archive_error_string(reader.get());
        return base::fail(Errc::Corrupt, path + " is not a readable tar: " + (text ? text : "unknown error"));
    };
    if (archive_read_open(reader.get(), &source, nullptr, readCallback, nullptr) != ARCHIVE_OK)
        return corrupt();
    for (;;) {
        if (context.stopRequested())
            return base::fail(Errc::Cancelled, "cancelled");
        archive_entry *item = nullptr;
        const int code = archive_read_next_header(reader.get(), &item);
        if (code == ARCHIVE_EOF)
            break;
        if (code < ARCHIVE_WARN)
            return corrupt();
        if (auto done = unpacker.entry(reader.get(), item); !done)
            return base::fail(source.error ? std::move(*source.error) : std::move(done).error());
    }
    CATAMARAN_CHECK(unpacker.finish());
    // The digest covers what may stand behind the end mark.
    for (std::int64_t trailing = 0; trailing <= UnpackLimits().trailingBytes;) {
        CATAMARAN_TRY(const std::string_view rest, source.next());
        if (rest.empty())
            return UnpackResult{"sha256:" + source.reader.finishHex(), unpacker.size(),
                                unpacker.skippedDevices()};
        trailing += static_cast<std::int64_t>(rest.size());
    }
    return base::fail(
        base::Error(Errc::Corrupt, path + ": more than 64 MiB stand behind the end of the archive")
            .withFix("Do not trust this archive."));
}

bool looksLikeTar(const std::string &path)
{
    if (!libarchive::library.load())
        return false;
    const std::unique_ptr<archive, int (*)(archive *)> reader(archive_read_new(), archive_read_free);
    archive_read_support_format_tar(reader.get());
    archive_read_support_filter_none(reader.get());
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_filter_bzip2(reader.get());
    archive_read_support_filter_xz(reader.get());
    archive_read_support_filter_zstd(reader.get());
    archive_entry *item = nullptr;
    return archive_read_open_filename(reader.get(), path.c_str(), 65536) == ARCHIVE_OK &&
           archive_read_next_header(reader.get(), &item) >= ARCHIVE_WARN;
}

} // namespace catamaran::engine::image
