// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/image/disk_files.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/unique_fd.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::hv::image {

using base::Errc;
using base::Result;

namespace {

// qcow2: QEMU's docs/interop/qcow2.txt. All numbers are big-endian.
constexpr std::uint32_t kQcowMagic = 0x514649fb;
constexpr unsigned kClusterBits = 16;
constexpr std::int64_t kCluster = 1LL << kClusterBits;
constexpr std::size_t kHeaderLength = 104;
constexpr std::uint32_t kBackingFormatExtension = 0xe2792aca;
/// Entries of the first table that fit into one cluster; each covers 512 MiB.
constexpr std::uint32_t kTableEntries = kCluster / 8;
constexpr std::int64_t kMostBytes = static_cast<std::int64_t>(kTableEntries) * (kCluster / 8) * kCluster;

class BigEndian {
public:
    explicit BigEndian(std::string &data) : m_data(data) {}
    template <typename Number>
    void put(std::size_t at, Number value)
    {
        for (std::size_t i = 0; i < sizeof(Number); ++i)
            m_data[at + i] = static_cast<char>(
                (static_cast<std::uint64_t>(value) >> (8 * (sizeof(Number) - 1 - i))) & 0xff);
    }

private:
    std::string &m_data;
};

std::uint64_t bigEndian(const std::string &data, std::size_t at, std::size_t size)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size && at + i < data.size(); ++i)
        value = (value << 8) | static_cast<unsigned char>(data[at + i]);
    return value;
}

std::uint64_t littleEndian(const std::string &data, std::size_t at, std::size_t size)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size && at + i < data.size(); ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(data[at + i])) << (8 * i);
    return value;
}

std::string readAt(int fd, std::int64_t offset, std::size_t size)
{
    std::string out(size, '\0');
    const ssize_t n = ::pread(fd, out.data(), size, offset);
    out.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
    return out;
}

/// VHDX: Microsoft's "[MS-VHDX]" 2.2 and 2.6. The size is an item of the metadata region.
std::int64_t vhdxSize(int fd)
{
    static constexpr unsigned char kMetadataRegion[16] = {0x06, 0xa2, 0x7c, 0x8b, 0x90, 0x47, 0x9a, 0x4b,
                                                          0xb8, 0xfe, 0x57, 0x5f, 0x05, 0x0f, 0x88, 0x6e};
    static constexpr unsigned char kSizeItem[16] = {0x24, 0x42, 0xa5, 0x2f, 0x1b, 0xcd, 0x76, 0x48,
                                                    0xb2, 0x11, 0x5d, 0xbe, 0xd8, 0x3b, 0xf4, 0xb8};
    const std::string regions = readAt(fd, 192 * 1024, 64 * 1024);
    if (!regions.starts_with("regi"))
        return 0;
    for (std::size_t i = 0; i < std::min<std::uint64_t>(littleEndian(regions, 8, 4), 2047); ++i) {
        const std::size_t at = 16 + i * 32;
        if (at + 32 > regions.size() || std::memcmp(regions.data() + at, kMetadataRegion, 16) != 0)
            continue;
        const auto begin = static_cast<std::int64_t>(littleEndian(regions, at + 16, 8));
        const std::string table = readAt(fd, begin, 64 * 1024);
        for (std::size_t j = 0; j < std::min<std::uint64_t>(littleEndian(table, 10, 2), 2047); ++j) {
            const std::size_t item = 32 + j * 32;
            if (item + 32 <= table.size() && std::memcmp(table.data() + item, kSizeItem, 16) == 0)
                return static_cast<std::int64_t>(littleEndian(
                    readAt(fd, begin + static_cast<std::int64_t>(littleEndian(table, item + 16, 4)), 8), 0,
                    8));
        }
    }
    return 0;
}

Result<DiskFile> probeQcow2(const std::string &path, int fd, const std::string &head)
{
    DiskFile out;
    out.format = "qcow2";
    out.virtualBytes = static_cast<std::int64_t>(bigEndian(head, 24, 8));
    out.snapshots = static_cast<unsigned>(bigEndian(head, 60, 4));
    if (bigEndian(head, 4, 4) < 2 || bigEndian(head, 4, 4) > 3 || out.virtualBytes < 0)
        return base::fail(Errc::Corrupt, path + " has a qcow2 header that makes no sense");
    if (bigEndian(head, 32, 4) != 0)
        return base::fail(Errc::Unsupported, path + " is encrypted; VMs cannot be based on it");
    const auto offset = static_cast<std::int64_t>(bigEndian(head, 8, 8));
    const std::uint64_t length = bigEndian(head, 16, 4);
    if (offset != 0 && length <= 1023)
        out.backing = readAt(fd, offset, length);
    return out;
}

} // namespace

Result<DiskFile> probeDisk(const std::string &path)
{
    CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(path, O_RDONLY));
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0)
        return base::failErrno("look at " + path);
    if (!S_ISREG(status.st_mode))
        return base::fail(Errc::InvalidArgument, path + " is no file");
    const std::string head = readAt(fd.get(), 0, 4096);
    if (head.size() >= kHeaderLength && bigEndian(head, 0, 4) == kQcowMagic)
        return probeQcow2(path, fd.get(), head);
    DiskFile out;
    if (head.starts_with("KDMV")) {
        out.format = "vmdk";
        out.virtualBytes = static_cast<std::int64_t>(littleEndian(head, 12, 8)) * 512;
        // Compressed grains: QEMU reads those too, but the capacity of a stream may stand in its footer.
        if (out.virtualBytes <= 0)
            return base::fail(Errc::Unsupported, path + " is a streamed VMDK without a capacity");
    } else if (head.starts_with("# Disk DescriptorFile")) {
        return base::fail(base::Error(Errc::Unsupported, path + " is a VMDK of several files")
                              .withFix("Convert it first: qemu-img convert -O qcow2 IN.vmdk OUT.qcow2."));
    } else if (head.size() > 0x178 && littleEndian(head, 0x40, 4) == 0xbeda107f) {
        out.format = "vdi";
        out.virtualBytes = static_cast<std::int64_t>(littleEndian(head, 0x170, 8));
    } else if (head.starts_with("vhdxfile")) {
        out.format = "vhdx";
        out.virtualBytes = vhdxSize(fd.get());
        if (out.virtualBytes <= 0)
            return base::fail(Errc::Corrupt, path + " is a VHDX file without a size");
    } else {
        out.format = "raw";
        out.virtualBytes = status.st_size;
        if (status.st_size < 512 * 2)
            return base::fail(Errc::InvalidArgument, path + " is too small for a disk");
    }
    return out;
}

Result<void> createQcow2(const std::string &path, std::int64_t virtualBytes, const std::string &backing,
                         const std::string &backingFormat)
{
    if (virtualBytes <= 0 || virtualBytes > kMostBytes)
        return base::fail(Errc::InvalidArgument, "a disk has at most 4 TiB");
    if (backing.size() > 1023)
        return base::fail(Errc::InvalidArgument, "the path of a base image is longer than 1023 characters");
    virtualBytes = (virtualBytes + 511) / 512 * 512;
    // Cluster 0: header; 1: refcount table; 2: refcount block; 3: first table.
    std::string data(4 * kCluster, '\0');
    BigEndian out(data);
    out.put<std::uint32_t>(0, kQcowMagic);
    out.put<std::uint32_t>(4, 3);
    out.put<std::uint32_t>(20, kClusterBits);
    out.put<std::uint64_t>(24, static_cast<std::uint64_t>(virtualBytes));
    out.put<std::uint32_t>(36, kTableEntries);
    out.put<std::uint64_t>(40, 3 * kCluster);
    out.put<std::uint64_t>(48, 1 * kCluster);
    out.put<std::uint32_t>(56, 1);
    out.put<std::uint32_t>(96, 4); // refcounts of 16 bits
    out.put<std::uint32_t>(100, kHeaderLength);
    std::size_t at = kHeaderLength;
    if (!backing.empty()) {
        out.put<std::uint32_t>(at, kBackingFormatExtension);
        out.put<std::uint32_t>(at + 4, static_cast<std::uint32_t>(backingFormat.size()));
        data.replace(at + 8, backingFormat.size(), backingFormat);
        at += 8 + (backingFormat.size() + 7) / 8 * 8;
        at += 8; // end of extensions
        out.put<std::uint64_t>(8, at);
        out.put<std::uint32_t>(16, static_cast<std::uint32_t>(backing.size()));
        data.replace(at, backing.size(), backing);
    }
    out.put<std::uint64_t>(kCluster, 2 * kCluster);
    for (std::size_t cluster = 0; cluster < 4; ++cluster)
        out.put<std::uint16_t>(2 * kCluster + 2 * cluster, 1);
    CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(path, O_WRONLY | O_CREAT | O_EXCL, 0600));
    for (std::size_t done = 0; done < data.size();) {
        const ssize_t n = ::write(fd.get(), data.data() + done, data.size() - done);
        if (n < 0 && errno != EINTR)
            return base::failErrno("write " + path);
        done += n > 0 ? static_cast<std::size_t>(n) : 0;
    }
    return {};
}

Result<void> growQcow2(const std::string &path, std::int64_t virtualBytes)
{
    CATAMARAN_TRY(const DiskFile disk, probeDisk(path));
    if (disk.format != "qcow2")
        return base::fail(Errc::Unsupported,
                          path + " is " + disk.format + "; only qcow2 disks can be resized");
    if (virtualBytes < disk.virtualBytes)
        return base::fail(Errc::InvalidArgument,
                          "a disk can only grow: it has " + base::Bytes(disk.virtualBytes).human() + " now");
    if (disk.snapshots > 0)
        return base::fail(base::Error(Errc::InvalidState, path + " holds snapshots, which keep their size")
                              .withFix("Remove the snapshots, or resize it while the VM runs."));
    CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(path, O_RDWR));
    const std::string head = readAt(fd.get(), 0, kHeaderLength);
    const std::uint64_t bits = bigEndian(head, 20, 4);
    const std::uint64_t covered = bigEndian(head, 36, 4) << (2 * bits - 3);
    if (bits < 9 || bits > 21 || static_cast<std::uint64_t>(virtualBytes) > covered)
        return base::fail(base::Error(Errc::Unsupported, "the disk's table has no room for that size")
                              .withFix("Resize it while the VM runs: QEMU moves the table."));
    std::string size(8, '\0');
    BigEndian(size).put<std::uint64_t>(0, static_cast<std::uint64_t>((virtualBytes + 511) / 512 * 512));
    if (::pwrite(fd.get(), size.data(), size.size(), 24) != 8 || ::fdatasync(fd.get()) != 0)
        return base::failErrno("write " + path);
    return {};
}

namespace {

struct ReaderCloser {
    void operator()(archive *reader) const { archive_read_free(reader); }
};

bool isDiskName(const std::string &name)
{
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower.ends_with(".vmdk") || lower.ends_with(".qcow2") || lower.ends_with(".img") ||
           lower.ends_with(".raw") || lower.ends_with(".vhdx") || lower.ends_with(".vdi");
}

/// "SHA256(disk.vmdk)= 3a..." lines of a manifest: name to digest.
std::map<std::string, std::string> readManifest(const std::string &text)
{
    std::map<std::string, std::string> out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        const auto open = line.find('(');
        const auto close = line.find(")=");
        if (line.starts_with("SHA256") && open != std::string::npos && close != std::string::npos) {
            std::string digest = line.substr(close + 2);
            std::erase_if(digest, [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) == 0; });
            out[line.substr(open + 1, close - open - 1)] = digest;
        }
        at = end + 1;
    }
    return out;
}

} // namespace

Result<void> extractOva(const std::string &ova, const std::string &target,
                        const base::OperationContext &context)
{
    const std::unique_ptr<archive, ReaderCloser> reader(archive_read_new());
    archive_read_support_format_tar(reader.get());
    if (archive_read_open_filename(reader.get(), ova.c_str(), 1 << 20) != ARCHIVE_OK)
        return base::fail(Errc::Corrupt, ova + " is no OVA: " + archive_error_string(reader.get()));
    context.report("Unpacking " + ova);
    std::string diskName;
    std::map<std::string, std::string> sums;
    archive_entry *entry = nullptr;
    while (archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
        const char *raw = archive_entry_pathname(entry);
        const std::string name = raw != nullptr ? raw : "";
        if (name.ends_with(".mf") && archive_entry_size(entry) < (1 << 20)) {
            std::string text(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
            const la_ssize_t n = archive_read_data(reader.get(), text.data(), text.size());
            text.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
            sums = readManifest(text);
        }
        if (!diskName.empty() || !isDiskName(name))
            continue;
        diskName = name;
        CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(target, O_WRONLY | O_CREAT | O_EXCL, 0600));
        if (archive_read_data_into_fd(reader.get(), fd.get()) != ARCHIVE_OK)
            return base::fail(Errc::Corrupt,
                              "unpack " + name + " of " + ova + ": " + archive_error_string(reader.get()));
    }
    if (diskName.empty())
        return base::fail(Errc::Corrupt, ova + " holds no disk");
    if (const auto sum = sums.find(diskName); sum != sums.end()) {
        CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(target, O_RDONLY));
        base::Sha256 digest;
        std::string buffer(1 << 20, '\0');
        ssize_t n = 0;
        while ((n = ::read(fd.get(), buffer.data(), buffer.size())) > 0)
            digest.update(buffer.data(), static_cast<std::size_t>(n));
        if (digest.finishHex() != sum->second)
            return base::fail(Errc::Corrupt, diskName + " of " + ova + " is not what its manifest says");
    }
    return {};
}

} // namespace catamaran::hv::image
