// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/inject.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>
#include <set>
#include <sys/mman.h>
#include <unistd.h>

namespace catamaran::stack {

using base::Errc;
using base::Result;

namespace {

constexpr std::size_t kBlock = 512;

void octal(char *field, std::size_t width, unsigned long long value)
{
    for (std::size_t i = width - 1; i-- > 0; value >>= 3U)
        field[i] = static_cast<char>('0' + (value & 7U));
}

/// A ustar header (POSIX.1-1988).
Result<std::array<char, kBlock>> header(const std::string &path, const InjectedFile &file, char type)
{
    std::array<char, kBlock> out{};
    std::string name = path.substr(path.find_first_not_of('/'));
    std::string prefix;
    if (name.size() > 100) {
        const std::size_t slash = name.find('/', name.size() - 101);
        if (slash == std::string::npos || slash > 154)
            return base::fail(Errc::InvalidArgument, path + ": the path is too long for a secret or config");
        prefix = name.substr(0, slash);
        name.erase(0, slash + 1);
    }
    std::memcpy(out.data(), name.data(), name.size());
    octal(&out[100], 8, file.mode);
    octal(&out[108], 8, file.uid);
    octal(&out[116], 8, file.gid);
    octal(&out[124], 12, type == '0' ? file.content.size() : 0);
    octal(&out[136], 12, static_cast<unsigned long long>(std::time(nullptr)));
    std::memset(&out[148], ' ', 8);
    out[156] = type;
    std::memcpy(&out[257], "ustar", 6);
    std::memcpy(&out[263], "00", 2);
    std::memcpy(&out[345], prefix.data(), prefix.size());
    unsigned sum = 0;
    for (const char c : out)
        sum += static_cast<unsigned char>(c);
    octal(&out[148], 7, sum);
    return out;
}

} // namespace

Result<base::UniqueFd> tarOf(const std::vector<InjectedFile> &files)
{
    std::string text;
    for (const InjectedFile &file : files) {
        CATAMARAN_TRY(const auto head, header(file.path, file, '0'));
        text.append(head.data(), head.size());
        text += file.content;
        text.append((kBlock - file.content.size() % kBlock) % kBlock, '\0');
    }
    text.append(2 * kBlock, '\0');
    base::UniqueFd memory(::memfd_create("catamaran-files", MFD_CLOEXEC));
    if (!memory)
        return base::failErrno("make a file in memory");
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t put = ::write(memory.get(), text.data() + done, text.size() - done);
        if (put < 0)
            return base::failErrno("write a file in memory");
        done += static_cast<std::size_t>(put);
    }
    return memory;
}

} // namespace catamaran::stack
