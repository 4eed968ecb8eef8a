// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace catamaran::hv::image {

/// Builds an initramfs archive in memory: cpio "newc" (kernel: Documentation/driver-api/early-userspace/
/// buffer-format.rst). Everything belongs to root; times are zero, so equal content gives equal bytes.
/// Archives may be concatenated: the kernel unpacks one after the other.
class NewcWriter {
public:
    void addDirectory(std::string_view path, unsigned mode = 0755);
    void addFile(std::string_view path, std::string_view data, unsigned mode = 0644);
    /// Appends the trailer, pads to 512 bytes and returns the archive. Call once.
    [[nodiscard]] std::string finish();

private:
    void addEntry(std::string_view path, unsigned mode, std::string_view data);

    std::string m_out;
    std::uint32_t m_inode = 1;
};

} // namespace catamaran::hv::image
