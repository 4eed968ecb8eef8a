// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/image/newc_writer.h"

#include <array>
#include <cstdio>
#include <sys/stat.h>

namespace catamaran::hv::image {

namespace {

void pad(std::string &out, std::size_t alignment)
{
    out.append((alignment - out.size() % alignment) % alignment, '\0');
}

} // namespace

void NewcWriter::addEntry(std::string_view path, unsigned mode, std::string_view data)
{
    std::array<char, 111> header{};
    const unsigned links = S_ISDIR(mode) ? 2 : 1;
    std::snprintf(header.data(), header.size(), "070701%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X",
                  m_inode++, mode, 0U, 0U, links, 0U, static_cast<unsigned>(data.size()), 0U, 0U, 0U, 0U,
                  static_cast<unsigned>(path.size() + 1), 0U);
    m_out.append(header.data(), 110);
    m_out.append(path);
    m_out.push_back('\0');
    pad(m_out, 4);
    m_out.append(data);
    pad(m_out, 4);
}

void NewcWriter::addDirectory(std::string_view path, unsigned mode)
{
    addEntry(path, S_IFDIR | (mode & 07777), {});
}

void NewcWriter::addFile(std::string_view path, std::string_view data, unsigned mode)
{
    addEntry(path, S_IFREG | (mode & 07777), data);
}

std::string NewcWriter::finish()
{
    m_inode = 0;
    addEntry("TRAILER!!!", 0, {});
    pad(m_out, 512);
    return std::move(m_out);
}

} // namespace catamaran::hv::image
