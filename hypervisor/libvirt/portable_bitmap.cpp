// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/portable_bitmap.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <zlib.h>

namespace catamaran::hv {

namespace {

std::string bigEndian(std::uint32_t value)
{
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>((value >> shift) & 0xff);
    return out;
}

std::string chunk(const std::string &type, const std::string &data)
{
    const std::string body = type + data;
    const auto sum = ::crc32(0, reinterpret_cast<const Bytef *>(body.data()), static_cast<uInt>(body.size()));
    return bigEndian(static_cast<std::uint32_t>(data.size())) + body +
           bigEndian(static_cast<std::uint32_t>(sum));
}

/// The next number of the header; comments and blanks are skipped.
std::size_t headerNumber(std::string_view &rest)
{
    for (;;) {
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
        if (!rest.starts_with('#'))
            break;
        rest.remove_prefix(std::min(rest.find('\n'), rest.size()));
    }
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return error == std::errc() ? value : 0;
}

} // namespace

base::Result<std::string> pngOfPpm(std::string_view ppm)
{
    const auto bad = [] {
        return base::fail(base::Errc::Corrupt, "the screen's picture is not a binary PPM");
    };
    if (!ppm.starts_with("P6"))
        return bad();
    std::string_view rest = ppm.substr(2);
    const std::size_t width = headerNumber(rest);
    const std::size_t height = headerNumber(rest);
    const std::size_t depth = headerNumber(rest);
    if (rest.empty() || width == 0 || height == 0 || width > 16384 || height > 16384 || depth != 255)
        return bad();
    rest.remove_prefix(1);
    if (rest.size() < width * height * 3)
        return bad();
    std::string rows;
    rows.reserve((width * 3 + 1) * height);
    for (std::size_t y = 0; y < height; ++y) {
        rows += '\0'; // no filter
        rows += rest.substr(y * width * 3, width * 3);
    }
    uLongf size = ::compressBound(static_cast<uLong>(rows.size()));
    std::string packed(size, '\0');
    if (::compress2(reinterpret_cast<Bytef *>(packed.data()), &size,
                    reinterpret_cast<const Bytef *>(rows.data()), static_cast<uLong>(rows.size()), 6) != Z_OK)
        return base::fail(base::Errc::Internal, "the picture could not be packed");
    packed.resize(size);
    const std::string header = bigEndian(static_cast<std::uint32_t>(width)) +
                               bigEndian(static_cast<std::uint32_t>(height)) +
                               std::string("\x08\x02\0\0\0", 5);
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + chunk("IDAT", packed) + chunk("IEND", {});
}

} // namespace catamaran::hv
