// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/image/erofs_writer.h"

#include "engine/base/file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unordered_set>
#include <vector>

namespace catamaran::hv::image {

namespace {

using base::Errc;
using base::Result;

constexpr std::uint64_t kBlock = 4096;
constexpr std::uint64_t kSlot = 32; ///< unit of a node id
constexpr std::uint64_t kInodeSize = 64;
constexpr std::uint64_t kMetadataStart = 1152; ///< after the superblock at 1024, on an inode boundary
constexpr std::uint64_t kDirentSize = 12;
constexpr unsigned kFlatPlain = 0;
constexpr unsigned kFlatInline = 2;

std::uint64_t roundUp(std::uint64_t value, std::uint64_t unit)
{
    return (value + unit - 1) / unit * unit;
}

/// Little-endian appender.
class Out {
public:
    explicit Out(std::string &out) : m_out(out) {}
    void number(std::uint64_t value, int bytes)
    {
        for (int i = 0; i < bytes; ++i)
            m_out.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
    }
    void text(std::string_view value) { m_out.append(value); }
    void zeros(std::size_t count) { m_out.append(count, '\0'); }

private:
    std::string &m_out;
};

/// A node with its place in the image.
struct Placed {
    FileNode *node;
    FileNode *parent; ///< of a directory, for ".."
    std::string attributes;
    std::uint64_t dataSize = 0;
    std::uint64_t tail = 0; ///< bytes stored inline
};

struct Prefix {
    std::string_view text;
    unsigned index;
};
constexpr std::array<Prefix, 3> kPrefixes = {{{"user.", 1}, {"trusted.", 4}, {"security.", 6}}};

std::string encodeAttributes(const std::vector<Attribute> &attributes)
{
    std::string entries;
    for (const Attribute &attribute : attributes) {
        for (const Prefix &prefix : kPrefixes) {
            if (!attribute.name.starts_with(prefix.text))
                continue;
            const std::string_view rest = std::string_view(attribute.name).substr(prefix.text.size());
            Out out(entries);
            out.number(rest.size(), 1);
            out.number(prefix.index, 1);
            out.number(attribute.value.size(), 2);
            out.text(rest);
            out.text(attribute.value);
            out.zeros(roundUp(entries.size(), 4) - entries.size());
        }
    }
    return entries.empty() ? entries : std::string(12, '\0') + entries;
}

struct Dirent {
    std::string_view name;
    std::uint64_t nid;
    unsigned type;
};

unsigned fileType(unsigned mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG:
        return 1;
    case S_IFDIR:
        return 2;
    case S_IFCHR:
        return 3;
    case S_IFBLK:
        return 4;
    case S_IFIFO:
        return 5;
    case S_IFSOCK:
        return 6;
    case S_IFLNK:
        return 7;
    default:
        return 0;
    }
}

/// All names of a directory with "." and "..", in byte order.
std::vector<Dirent> direntsOf(const Placed &place)
{
    std::vector<Dirent> out;
    out.push_back({".", place.node->nid, 2});
    out.push_back({"..", place.parent->nid, 2});
    for (const auto &[name, child] : place.node->children)
        out.push_back({name, child->nid, fileType(child->mode)});
    std::sort(out.begin(), out.end(), [](const Dirent &a, const Dirent &b) { return a.name < b.name; });
    return out;
}

/// Directory content: blocks of {entries, then their names}. Only sizes matter in the first pass, when the
/// node ids are not known yet.
std::string encodeDirectory(const Placed &place)
{
    const std::vector<Dirent> entries = direntsOf(place);
    std::string out;
    std::size_t first = 0;
    while (first < entries.size()) {
        std::size_t end = first;
        std::uint64_t used = 0;
        while (end < entries.size() && used + kDirentSize + entries[end].name.size() <= kBlock)
            used += kDirentSize + entries[end++].name.size();
        std::uint64_t nameOffset = (end - first) * kDirentSize;
        Out block(out);
        for (std::size_t i = first; i < end; ++i) {
            block.number(entries[i].nid, 8);
            block.number(nameOffset, 2);
            block.number(entries[i].type, 1);
            block.number(0, 1);
            nameOffset += entries[i].name.size();
        }
        for (std::size_t i = first; i < end; ++i)
            block.text(entries[i].name);
        if (end < entries.size())
            block.zeros(kBlock - used);
        first = end;
    }
    return out;
}

class Writer {
public:
    Writer(FileNode &root, const std::string &path, const base::OperationContext &context)
        : m_root(root), m_path(path), m_context(context)
    {
    }

    Result<std::uint64_t> write()
    {
        collect(&m_root, &m_root);
        CATAMARAN_CHECK(assign());
        CATAMARAN_TRY(m_fd, base::openFile(m_path, O_WRONLY | O_CREAT | O_TRUNC, 0644));
        CATAMARAN_CHECK(writeMetadata());
        CATAMARAN_CHECK(writeData());
        return std::uint64_t{m_blocks} * kBlock;
    }

private:
    void collect(FileNode *node, FileNode *parent)
    {
        if (!S_ISDIR(node->mode) && !m_seen.insert(node).second)
            return;
        Placed place{node, parent, encodeAttributes(node->attributes)};
        if (S_ISDIR(node->mode))
            place.dataSize = encodeDirectory(place).size();
        else if (S_ISLNK(node->mode))
            place.dataSize = node->linkTarget.size();
        else
            place.dataSize = node->size;
        m_nodes.push_back(std::move(place));
        for (const auto &[name, child] : node->children)
            collect(child.get(), node);
    }

    Result<void> assign()
    {
        std::uint64_t at = kMetadataStart;
        for (Placed &place : m_nodes) {
            const std::uint64_t head = kInodeSize + place.attributes.size();
            if (head > kBlock)
                return base::fail(Errc::Unsupported, "too many extended attributes on " + place.node->source);
            const std::uint64_t rest = place.dataSize % kBlock;
            place.tail = head + rest <= kBlock ? rest : 0;
            // An inode's inline tail must not cross into another block.
            if (place.tail > 0 && at / kBlock != (at + head + place.tail - 1) / kBlock)
                at = roundUp(at, kBlock);
            place.node->nid = at / kSlot;
            at = roundUp(at + head + place.tail, kSlot);
        }
        std::uint64_t block = roundUp(at, kBlock) / kBlock;
        m_metadataBlocks = static_cast<std::uint32_t>(block);
        for (Placed &place : m_nodes) {
            const std::uint64_t blocks = (place.dataSize - place.tail + kBlock - 1) / kBlock;
            place.node->dataBlock = static_cast<std::uint32_t>(block);
            block += blocks;
            m_totalBytes += blocks * kBlock;
        }
        if (block > 0xfffffff0U)
            return base::fail(Errc::Unsupported, "the image is larger than a root disk can be");
        m_blocks = static_cast<std::uint32_t>(block);
        return {};
    }

    [[nodiscard]] std::string superblock() const
    {
        std::string bytes(1024, '\0');
        Out out(bytes);
        out.number(0xE0F5E1E2U, 4);
        out.number(0, 4);   // checksum: feature not set
        out.number(0x2, 4); // compatible features: inode times are mtimes
        out.number(12, 1);  // log2 of the block size
        out.number(0, 1);
        out.number(m_root.nid, 2);
        out.number(m_nodes.size(), 8);
        out.number(static_cast<std::uint64_t>(m_root.mtimeSeconds), 8);
        out.number(0, 4);
        out.number(m_blocks, 4);
        out.number(0, 4); // metadata starts at block 0
        out.number(0, 4); // no shared attributes
        out.zeros(16);    // uuid
        out.text(std::string_view("catamaran\0\0\0\0\0\0\0", 16));
        out.zeros(kMetadataStart - bytes.size());
        return bytes;
    }

    static std::string encodeInode(const Placed &place, std::uint32_t number)
    {
        const FileNode &node = *place.node;
        std::string bytes;
        Out out(bytes);
        const unsigned layout = place.tail > 0 ? kFlatInline : kFlatPlain;
        out.number(1U | (layout << 1), 2); // extended inode
        out.number(place.attributes.empty() ? 0 : (place.attributes.size() - 12) / 4 + 1, 2);
        out.number(node.mode, 2);
        out.number(0, 2);
        out.number(place.dataSize, 8);
        if (S_ISCHR(node.mode) || S_ISBLK(node.mode)) {
            const std::uint64_t minorNumber = minor(node.device);
            out.number((minorNumber & 0xff) | (std::uint64_t{major(node.device)} << 8) |
                           ((minorNumber & ~0xffULL) << 12),
                       4);
        } else {
            out.number(node.dataBlock, 4);
        }
        out.number(number, 4);
        out.number(node.uid, 4);
        out.number(node.gid, 4);
        out.number(static_cast<std::uint64_t>(node.mtimeSeconds), 8);
        out.number(node.mtimeNanoseconds, 4);
        out.number(node.links, 4);
        out.zeros(16);
        out.text(place.attributes);
        return bytes;
    }

    Result<void> put(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t n = ::write(m_fd.get(), bytes.data(), bytes.size());
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                return base::failErrno("write " + m_path);
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
        return {};
    }

    /// Content of `place` from `offset` on; short nodes only (directories, links, tails of files).
    Result<std::string> content(const Placed &place, std::uint64_t offset, std::uint64_t length)
    {
        if (S_ISDIR(place.node->mode))
            return encodeDirectory(place).substr(offset, length);
        if (S_ISLNK(place.node->mode))
            return place.node->linkTarget.substr(offset, length);
        CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(place.node->source, O_RDONLY | O_NOFOLLOW));
        return readExactly(fd.get(), place.node->source, offset, length);
    }

    static Result<std::string> readExactly(int fd, const std::string &source, std::uint64_t offset,
                                           std::uint64_t length)
    {
        std::string out(length, '\0');
        std::uint64_t used = 0;
        while (used < length) {
            const ssize_t n =
                ::pread(fd, out.data() + used, length - used, static_cast<off_t>(offset + used));
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                return base::failErrno("read " + source);
            if (n == 0)
                return base::fail(Errc::Corrupt, source + " became shorter while it was read");
            used += static_cast<std::uint64_t>(n);
        }
        return out;
    }

    Result<void> writeMetadata()
    {
        std::string metadata = superblock();
        std::uint32_t number = 1;
        for (const Placed &place : m_nodes) {
            metadata.resize(place.node->nid * kSlot, '\0');
            metadata += encodeInode(place, number++);
            if (place.tail > 0) {
                CATAMARAN_TRY(const std::string tail,
                              content(place, place.dataSize - place.tail, place.tail));
                metadata += tail;
            }
        }
        metadata.resize(std::uint64_t{m_metadataBlocks} * kBlock, '\0');
        return put(metadata);
    }

    Result<void> writeData()
    {
        std::uint64_t done = 0;
        for (const Placed &place : m_nodes) {
            const std::uint64_t length = place.dataSize - place.tail;
            if (length == 0)
                continue;
            if (m_context.stopRequested())
                return base::fail(Errc::Cancelled, "making the root disk was cancelled");
            if (S_ISREG(place.node->mode))
                CATAMARAN_CHECK(copyFile(place, length));
            else {
                CATAMARAN_TRY(const std::string data, content(place, 0, length));
                CATAMARAN_CHECK(put(data));
            }
            CATAMARAN_CHECK(put(std::string(roundUp(length, kBlock) - length, '\0')));
            done += roundUp(length, kBlock);
            m_context.report("Making the root disk", static_cast<std::int64_t>(done),
                             static_cast<std::int64_t>(m_totalBytes), "bytes");
        }
        return {};
    }

    Result<void> copyFile(const Placed &place, std::uint64_t length)
    {
        CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(place.node->source, O_RDONLY | O_NOFOLLOW));
        std::uint64_t offset = 0;
        while (offset < length) {
            const std::uint64_t step = std::min<std::uint64_t>(length - offset, 1U << 20);
            CATAMARAN_TRY(const std::string data, readExactly(fd.get(), place.node->source, offset, step));
            CATAMARAN_CHECK(put(data));
            offset += step;
        }
        return {};
    }

    FileNode &m_root;
    const std::string &m_path;
    const base::OperationContext &m_context;
    base::UniqueFd m_fd;
    std::vector<Placed> m_nodes;
    std::unordered_set<const FileNode *> m_seen;
    std::uint32_t m_metadataBlocks = 0;
    std::uint32_t m_blocks = 0;
    std::uint64_t m_totalBytes = 0;
};

} // namespace

Result<std::uint64_t> writeErofs(FileNode &root, const std::string &path,
                                 const base::OperationContext &context)
{
    return Writer(root, path, context).write();
}

} // namespace catamaran::hv::image
