// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/tar_writer.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace catamaran::engine::image {

using base::Result;

namespace {

constexpr std::size_t kBlock = 512;
constexpr std::int64_t kMaxOctal7 = 07777777;
constexpr std::int64_t kMaxOctal11 = 077777777777;

void octal(char *field, std::size_t width, std::int64_t value)
{
    for (std::size_t i = width - 1; i > 0; --i) {
        field[i - 1] = static_cast<char>('0' + (value & 7));
        value >>= 3;
    }
    field[width - 1] = '\0';
}

/// "<length> <key>=<value>\n" where length counts itself.
std::string paxRecord(const std::string &key, const std::string &value)
{
    const std::size_t rest = key.size() + value.size() + 3;
    std::size_t length = rest + 1;
    while (std::to_string(length).size() + rest != length)
        length = std::to_string(length).size() + rest;
    return std::to_string(length) + ' ' + key + '=' + value + '\n';
}

/// Where ustar may cut a long name into prefix and name; npos: nowhere.
std::size_t prefixCut(std::string_view name)
{
    if (name.size() > 256)
        return std::string_view::npos;
    const std::size_t cut = name.rfind('/', std::min<std::size_t>(155, name.size() - 2));
    if (cut == std::string_view::npos || cut == 0 || name.size() - cut - 1 > 100)
        return std::string_view::npos;
    return cut;
}

std::string paxHeader(const TarEntry &entry)
{
    std::map<std::string, std::string> records;
    if (entry.name.size() > 100 && prefixCut(entry.name) == std::string_view::npos)
        records["path"] = entry.name;
    if (entry.link.size() > 100)
        records["linkpath"] = entry.link;
    if (entry.size > kMaxOctal11)
        records["size"] = std::to_string(entry.size);
    if (entry.uid > kMaxOctal7)
        records["uid"] = std::to_string(entry.uid);
    if (entry.gid > kMaxOctal7)
        records["gid"] = std::to_string(entry.gid);
    if (entry.mtime < 0 || entry.mtime > kMaxOctal11)
        records["mtime"] = std::to_string(entry.mtime);
    for (const auto &[name, value] : entry.xattrs)
        records["SCHILY.xattr." + name] = value;
    std::string out;
    for (const auto &[key, value] : records)
        out += paxRecord(key, value);
    return out;
}

} // namespace

Result<void> TarWriter::header(const TarEntry &entry, std::string_view name, std::string_view link)
{
    std::array<char, kBlock> block{};
    const auto put = [&](std::ptrdiff_t offset, std::size_t width, std::string_view text) {
        std::copy_n(text.begin(), std::min(width, text.size()), block.begin() + offset);
    };
    std::string_view prefix;
    if (name.size() > 100) {
        if (const std::size_t cut = prefixCut(name); cut != std::string_view::npos) {
            prefix = name.substr(0, cut);
            name.remove_prefix(cut + 1);
        }
    }
    put(0, 100, name);
    octal(block.data() + 100, 8, entry.mode & 07777);
    octal(block.data() + 108, 8, entry.uid > kMaxOctal7 ? 0 : entry.uid);
    octal(block.data() + 116, 8, entry.gid > kMaxOctal7 ? 0 : entry.gid);
    octal(block.data() + 124, 12, entry.size > kMaxOctal11 ? 0 : entry.size);
    octal(block.data() + 136, 12, entry.mtime < 0 || entry.mtime > kMaxOctal11 ? 0 : entry.mtime);
    block[156] = entry.type;
    put(157, 100, link);
    put(257, 8, std::string_view("ustar\00000", 8));
    if (entry.type == '3' || entry.type == '4') {
        octal(block.data() + 329, 8, entry.deviceMajor);
        octal(block.data() + 337, 8, entry.deviceMinor);
    }
    put(345, 155, prefix);
    std::memset(block.data() + 148, ' ', 8);
    std::int64_t sum = 0;
    for (const char c : block)
        sum += static_cast<unsigned char>(c);
    octal(block.data() + 148, 7, sum);
    m_written = 0;
    return m_sink(std::string_view(block.data(), block.size()));
}

Result<void> TarWriter::entry(const TarEntry &entry)
{
    if (const std::string pax = paxHeader(entry); !pax.empty()) {
        TarEntry extra;
        extra.type = 'x';
        extra.mode = 0644;
        extra.size = static_cast<std::int64_t>(pax.size());
        CATAMARAN_CHECK(header(extra, "PaxHeaders.0/entry", {}));
        CATAMARAN_CHECK(data(pax));
        CATAMARAN_CHECK(endEntry());
    }
    return header(entry, entry.name, entry.link);
}

Result<void> TarWriter::data(std::string_view bytes)
{
    m_written += static_cast<std::int64_t>(bytes.size());
    return m_sink(bytes);
}

Result<void> TarWriter::endEntry()
{
    static constexpr std::array<char, kBlock> kZero{};
    const auto over = static_cast<std::size_t>(m_written) % kBlock;
    m_written = 0;
    return over == 0 ? Result<void>() : m_sink(std::string_view(kZero.data(), kBlock - over));
}

Result<void> TarWriter::finish()
{
    static constexpr std::array<char, 2 * kBlock> kZero{};
    return m_sink(std::string_view(kZero.data(), kZero.size()));
}

} // namespace catamaran::engine::image
