// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/image/kernel_extract.h"

#include "hypervisor/image/archive_reader.h"

#include <cstdint>
#include <cstring>
#include <elf.h>

namespace catamaran::hv::image {

namespace {

using base::Errc;
using base::Result;

constexpr std::size_t kKernelLimit = 512U << 20;

std::uint32_t load32(std::string_view data, std::size_t at)
{
    std::uint32_t value = 0;
    if (at <= data.size() && data.size() - at >= sizeof value)
        std::memcpy(&value, data.data() + at, sizeof value);
    return value;
}

std::uint16_t load16(std::string_view data, std::size_t at)
{
    std::uint16_t value = 0;
    if (at <= data.size() && data.size() - at >= sizeof value)
        std::memcpy(&value, data.data() + at, sizeof value);
    return value;
}

bool isElf(std::string_view data)
{
    return data.starts_with("\177ELF");
}

bool isBzImage(std::string_view data)
{
    return data.size() > 0x260 && data.substr(0x202, 4) == "HdrS";
}

// A note segment is a list of {namesz, descsz, type, name padded to 4, desc padded to 4}.
bool notesHavePvh(std::string_view notes)
{
    while (notes.size() >= 12) {
        const std::size_t nameSize = load32(notes, 0);
        const std::size_t descriptionSize = load32(notes, 4);
        const std::uint32_t type = load32(notes, 8);
        const std::size_t size = 12 + (nameSize + 3) / 4 * 4 + (descriptionSize + 3) / 4 * 4;
        if (type == 18 && notes.substr(12, 3) == "Xen")
            return true;
        if (size > notes.size())
            return false;
        notes.remove_prefix(size);
    }
    return false;
}

} // namespace

Result<std::string> extractVmlinux(std::string_view kernel)
{
    if (isElf(kernel))
        return std::string(kernel);
    if (!isBzImage(kernel))
        return base::fail(Errc::Corrupt, "this is neither a bzImage nor an ELF kernel");
    if (load16(kernel, 0x206) < 0x208)
        return base::fail(Errc::Corrupt, "the bzImage is too old to say where its payload is");
    const unsigned setupSectors =
        kernel[0x1f1] == 0 ? 4U : static_cast<unsigned>(static_cast<unsigned char>(kernel[0x1f1]));
    const std::size_t offset = (std::size_t{setupSectors} + 1) * 512 + load32(kernel, 0x248);
    const std::size_t length = load32(kernel, 0x24c);
    if (offset > kernel.size() || kernel.size() - offset < length)
        return base::fail(Errc::Corrupt, "the bzImage is cut short");
    auto out = decompress(kernel.substr(offset, length), kKernelLimit);
    if (!out)
        return base::fail(std::move(out).error().withContext("unpack the kernel"));
    if (!isElf(*out))
        return base::fail(Errc::Corrupt, "the payload of the bzImage is not an ELF kernel");
    return out;
}

std::string withoutZeroTails(std::string vmlinux)
{
    constexpr std::size_t kPage = 4096;
    Elf64_Ehdr header;
    if (vmlinux.size() < sizeof header || !isElf(vmlinux))
        return vmlinux;
    std::memcpy(&header, vmlinux.data(), sizeof header);
    for (unsigned i = 0; i < header.e_phnum; ++i) {
        const std::size_t at = header.e_phoff + std::size_t{i} * header.e_phentsize;
        Elf64_Phdr segment;
        if (at > vmlinux.size() || vmlinux.size() - at < sizeof segment)
            return vmlinux;
        std::memcpy(&segment, vmlinux.data() + at, sizeof segment);
        if (segment.p_type != PT_LOAD || segment.p_offset > vmlinux.size() ||
            vmlinux.size() - segment.p_offset < segment.p_filesz)
            continue;
        const std::string_view content(vmlinux.data() + segment.p_offset, segment.p_filesz);
        const auto last = content.find_last_not_of('\0');
        const std::size_t used = last == std::string_view::npos ? 1 : last + 1;
        const std::size_t kept = (used + kPage - 1) / kPage * kPage;
        if (kept >= segment.p_filesz)
            continue;
        segment.p_filesz = segment.p_memsz = kept;
        std::memcpy(vmlinux.data() + at, &segment, sizeof segment);
    }
    return vmlinux;
}

std::string kernelRelease(std::string_view bzImage)
{
    if (!isBzImage(bzImage))
        return {};
    const std::size_t at = std::size_t{load16(bzImage, 0x20e)} + 0x200;
    if (at <= 0x200 || at >= bzImage.size())
        return {};
    const std::string_view text = bzImage.substr(at, 256);
    return std::string(text.substr(0, text.find_first_of(std::string_view(" \0", 2))));
}

bool hasPvhEntry(std::string_view vmlinux)
{
    Elf64_Ehdr header;
    if (vmlinux.size() < sizeof header || !isElf(vmlinux))
        return false;
    std::memcpy(&header, vmlinux.data(), sizeof header);
    for (unsigned i = 0; i < header.e_phnum; ++i) {
        const std::size_t at = header.e_phoff + std::size_t{i} * header.e_phentsize;
        Elf64_Phdr segment;
        if (at > vmlinux.size() || vmlinux.size() - at < sizeof segment)
            return false;
        std::memcpy(&segment, vmlinux.data() + at, sizeof segment);
        if (segment.p_type == PT_NOTE && segment.p_offset < vmlinux.size() &&
            notesHavePvh(vmlinux.substr(segment.p_offset, segment.p_filesz)))
            return true;
    }
    return false;
}

std::vector<std::string> moduleDependencies(std::string_view module)
{
    std::vector<std::string> out;
    // .modinfo is a run of NUL-terminated "key=value" texts; "depends=" preceded by NUL occurs only there.
    const std::string_view key("\0depends=", 9);
    const auto at = module.find(key);
    if (at == std::string_view::npos)
        return out;
    std::string_view list = module.substr(at + key.size());
    list = list.substr(0, list.find('\0'));
    while (!list.empty()) {
        const auto comma = list.find(',');
        if (comma != 0)
            out.emplace_back(list.substr(0, comma));
        if (comma == std::string_view::npos)
            break;
        list.remove_prefix(comma + 1);
    }
    return out;
}

} // namespace catamaran::hv::image
