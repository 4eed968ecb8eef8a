// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/layer_diff.h"

#include "engine/base/file.h"
#include "engine/base/id_map.h"
#include "engine/image/layer_view.h"

#include <algorithm>
#include <array>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <vector>

namespace catamaran::engine::image {

using base::Errc;
using base::Result;

namespace {

class DiffWalk {
public:
    DiffWalk(const TarWriter::Sink &sink, const base::OperationContext &context)
        : m_tar(sink), m_context(context)
    {
    }

    Result<void> directory(const std::string &host, const std::string &name)
    {
        if (m_context.stopRequested())
            return base::fail(Errc::Cancelled, "cancelled");
        const std::unique_ptr<DIR, int (*)(DIR *)> handle(::opendir(host.c_str()), ::closedir);
        if (!handle)
            return base::failErrno("read " + host);
        std::vector<std::string> names;
        while (const dirent *item = ::readdir(handle.get())) {
            if (std::string_view(item->d_name) != "." && std::string_view(item->d_name) != "..")
                names.emplace_back(item->d_name);
        }
        std::sort(names.begin(), names.end());
        if (isOpaque(host))
            CATAMARAN_CHECK(marker(name + ".wh..wh..opq"));
        for (const std::string &child : names)
            CATAMARAN_CHECK(member(host + "/" + child, name, child));
        return {};
    }

    Result<void> finish() { return m_tar.finish(); }
    [[nodiscard]] const DiffResult &result() const { return m_result; }

private:
    Result<void> marker(const std::string &name)
    {
        TarEntry entry;
        entry.name = name;
        entry.mode = 0600;
        return m_tar.entry(entry);
    }

    Result<void> member(const std::string &host, const std::string &parent, const std::string &child)
    {
        struct stat status {};
        if (::lstat(host.c_str(), &status) != 0)
            return base::failErrno("stat " + host);
        if (isWhiteout(status))
            return marker(parent + ".wh." + child);
        if (S_ISSOCK(status.st_mode))
            return {};
        TarEntry entry;
        entry.name = parent + child;
        entry.mode = status.st_mode & 07777;
        const base::IdMap &ids = base::IdMap::ofProcess();
        entry.uid = ids.containerUser(status.st_uid);
        entry.gid = ids.containerGroup(status.st_gid);
        entry.mtime = status.st_mtim.tv_sec;
        if (!S_ISDIR(status.st_mode) && status.st_nlink > 1) {
            const auto [first, isNew] = m_links.try_emplace({status.st_dev, status.st_ino}, entry.name);
            if (!isNew) {
                entry.type = '1';
                entry.link = first->second;
                return m_tar.entry(entry);
            }
        }
        CATAMARAN_TRY(entry.xattrs, layerXattrs(host));
        for (auto &[key, value] : entry.xattrs)
            value = imageXattr(key, std::move(value));
        ++m_result.files;
        if (S_ISREG(status.st_mode))
            return file(host, status, entry);
        return special(host, status, entry);
    }

    Result<void> special(const std::string &host, const struct stat &status, TarEntry &entry)
    {
        if (S_ISDIR(status.st_mode)) {
            entry.type = '5';
            entry.name += '/';
            CATAMARAN_CHECK(m_tar.entry(entry));
            return directory(host, entry.name);
        }
        if (S_ISLNK(status.st_mode)) {
            entry.type = '2';
            entry.mode = 0777;
            CATAMARAN_TRY(entry.link, readLink(host));
        } else if (S_ISFIFO(status.st_mode)) {
            entry.type = '6';
        } else {
            entry.type = S_ISCHR(status.st_mode) ? '3' : '4';
            entry.deviceMajor = major(status.st_rdev);
            entry.deviceMinor = minor(status.st_rdev);
        }
        return m_tar.entry(entry);
    }

    Result<void> file(const std::string &host, const struct stat &status, TarEntry &entry)
    {
        entry.size = status.st_size;
        CATAMARAN_CHECK(m_tar.entry(entry));
        CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(host, O_RDONLY | O_NOFOLLOW));
        if (m_buffer.empty())
            m_buffer.resize(1U << 17);
        std::int64_t rest = entry.size;
        while (rest > 0) {
            const ssize_t n =
                ::read(fd.get(), m_buffer.data(), std::min(m_buffer.size(), static_cast<std::size_t>(rest)));
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                return base::failErrno("read " + host);
            if (n == 0)
                return base::fail(Errc::InvalidState, host + " shrank while it was read");
            if (m_context.stopRequested())
                return base::fail(Errc::Cancelled, "cancelled");
            CATAMARAN_CHECK(m_tar.data(std::string_view(m_buffer.data(), static_cast<std::size_t>(n))));
            rest -= n;
        }
        m_result.unpackedSize += entry.size;
        return m_tar.endEntry();
    }

    TarWriter m_tar;
    const base::OperationContext &m_context;
    DiffResult m_result;
    std::map<std::pair<dev_t, ino_t>, std::string> m_links;
    std::string m_buffer;
};

} // namespace

bool isLayerXattr(std::string_view name)
{
    return name == "security.capability" || (name.starts_with("user.") && !name.starts_with("user.overlay."));
}

namespace {

// vfs_cap_data of linux/capability.h: magic and two pairs of masks, little endian; version 3 adds the id that
// is root where the capabilities count.
constexpr std::size_t kCapabilitySize2 = 20;
constexpr std::size_t kCapabilitySize3 = 24;
constexpr char kCapabilityVersion2 = 2; // of the highest byte of the magic
constexpr char kCapabilityVersion3 = 3;

} // namespace

std::string hostXattr(std::string_view name, std::string_view value)
{
    const base::IdMap &ids = base::IdMap::ofProcess();
    std::string out(value);
    if (!ids.shifts() || name != "security.capability" || value.size() != kCapabilitySize2 ||
        value[3] != kCapabilityVersion2)
        return out;
    out[3] = kCapabilityVersion3;
    const std::uint32_t root = ids.users().front().host;
    for (unsigned shift = 0; shift < 32; shift += 8)
        out += static_cast<char>(root >> shift & 0xff);
    return out;
}

std::string imageXattr(std::string_view name, std::string value)
{
    if (base::IdMap::ofProcess().shifts() && name == "security.capability" &&
        value.size() == kCapabilitySize3 && value[3] == kCapabilityVersion3) {
        value[3] = kCapabilityVersion2;
        value.resize(kCapabilitySize2);
    }
    return value;
}

Result<std::map<std::string, std::string>> layerXattrs(const std::string &path)
{
    std::map<std::string, std::string> out;
    std::array<char, 4096> stack{};
    std::string large;
    char *names = stack.data();
    ssize_t size = ::llistxattr(path.c_str(), stack.data(), stack.size());
    if (size < 0 && errno == ERANGE) {
        large.resize(65536);
        names = large.data();
        size = ::llistxattr(path.c_str(), large.data(), large.size());
    }
    if (size < 0)
        return errno == ENOTSUP ? Result<std::map<std::string, std::string>>(out)
                                : base::failErrno("list xattrs of " + path);
    std::string_view rest(names, static_cast<std::size_t>(size));
    while (!rest.empty()) {
        const std::string name(rest.substr(0, rest.find('\0')));
        rest.remove_prefix(std::min(name.size() + 1, rest.size()));
        if (!isLayerXattr(name))
            continue;
        std::string value(65536, '\0');
        const ssize_t n = ::lgetxattr(path.c_str(), name.c_str(), value.data(), value.size());
        if (n < 0)
            return base::failErrno("read xattr " + name + " of " + path);
        value.resize(static_cast<std::size_t>(n));
        out.emplace(name, std::move(value));
    }
    return out;
}

Result<DiffResult> writeLayer(const std::string &upperDirectory, const TarWriter::Sink &sink,
                              const base::OperationContext &context)
{
    DiffWalk walk(sink, context);
    CATAMARAN_CHECK(walk.directory(upperDirectory, ""));
    CATAMARAN_CHECK(walk.finish());
    return walk.result();
}

} // namespace catamaran::engine::image
