// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/base/unique_fd.h"
#include "engine/inspect/packages.h"

#include <cstring>
#include <elf.h>
#include <fcntl.h>
#include <optional>
#include <unistd.h>

namespace catamaran::engine::inspect {

namespace {

bool readAt(int fd, void *target, std::size_t size, std::uint64_t offset)
{
    return ::pread(fd, target, size, static_cast<off_t>(offset)) == static_cast<ssize_t>(size);
}

/// The section .go.buildinfo of a 64-bit little-endian ELF file, at most 4 MiB.
std::optional<std::string> buildInfo(int fd)
{
    Elf64_Ehdr header{};
    if (!readAt(fd, &header, sizeof header, 0) || std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
        header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB ||
        header.e_shentsize != sizeof(Elf64_Shdr) || header.e_shnum == 0 ||
        header.e_shstrndx >= header.e_shnum)
        return std::nullopt;
    std::vector<Elf64_Shdr> sections(header.e_shnum);
    if (!readAt(fd, sections.data(), sections.size() * sizeof(Elf64_Shdr), header.e_shoff))
        return std::nullopt;
    constexpr std::uint64_t kMost = 4U << 20;
    const Elf64_Shdr &nameTable = sections[header.e_shstrndx];
    if (nameTable.sh_size > kMost)
        return std::nullopt;
    std::string names(nameTable.sh_size, '\0');
    if (!readAt(fd, names.data(), names.size(), nameTable.sh_offset))
        return std::nullopt;
    for (const Elf64_Shdr &section : sections) {
        if (section.sh_name >= names.size() ||
            std::strcmp(names.c_str() + section.sh_name, ".go.buildinfo") != 0 || section.sh_size > kMost)
            continue;
        std::string data(section.sh_size, '\0');
        if (!readAt(fd, data.data(), data.size(), section.sh_offset))
            return std::nullopt;
        return data;
    }
    return std::nullopt;
}

/// A text with its length in front (unsigned LEB128).
std::string_view takeText(std::string_view &data)
{
    std::uint64_t size = 0;
    unsigned shift = 0;
    while (!data.empty() && shift < 35) {
        const auto byte = static_cast<unsigned char>(data.front());
        data.remove_prefix(1);
        size |= static_cast<std::uint64_t>(byte & 127U) << shift;
        if (byte < 128)
            break;
        shift += 7;
    }
    const std::string_view out = data.substr(0, std::min<std::uint64_t>(size, data.size()));
    data.remove_prefix(out.size());
    return out;
}

} // namespace

std::vector<Package> parseGoModules(std::string_view text, const std::string &location)
{
    std::vector<Package> out;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        std::vector<std::string_view> words;
        for (std::string_view rest = line; !rest.empty();) {
            words.push_back(rest.substr(0, rest.find('\t')));
            rest.remove_prefix(std::min(words.back().size() + 1, rest.size()));
        }
        if (words.size() < 3 || (words[0] != "mod" && words[0] != "dep" && words[0] != "=>"))
            continue;
        if (words[0] == "=>" && !out.empty())
            out.pop_back(); // what replaces the module is what was linked
        Package package;
        package.kind = PackageKind::Go;
        package.name = words[1];
        package.version = words[2];
        package.location = location;
        if (package.version == "(devel)")
            package.version.clear();
        out.push_back(std::move(package));
    }
    return out;
}

std::vector<Package> readGoProgram(const std::string &hostPath, const std::string &location)
{
    const auto file = base::openFile(hostPath, O_RDONLY | O_NOFOLLOW);
    if (!file)
        return {};
    const auto section = buildInfo(file->get());
    constexpr std::string_view kMagic = "\xff Go buildinf:";
    constexpr std::size_t kHeaderSize = 32;
    constexpr unsigned kInlineTexts = 2; ///< since Go 1.18; before, pointers into the data segment
    if (!section || section->size() < kHeaderSize || !section->starts_with(kMagic) ||
        (static_cast<unsigned char>((*section)[15]) & kInlineTexts) == 0)
        return {};
    std::string_view data = std::string_view(*section).substr(kHeaderSize);
    const std::string version(takeText(data));
    std::string_view modules = takeText(data);
    constexpr std::size_t kSentinel = 16;
    if (modules.size() > 2 * kSentinel)
        modules = modules.substr(kSentinel, modules.size() - 2 * kSentinel);
    std::vector<Package> out = parseGoModules(modules, location);
    if (version.starts_with("go")) {
        Package library;
        library.kind = PackageKind::Go;
        library.name = "stdlib";
        library.version = version.substr(2, version.find(' ') - 2);
        library.location = location;
        out.push_back(std::move(library));
    }
    return out;
}

} // namespace catamaran::engine::inspect
