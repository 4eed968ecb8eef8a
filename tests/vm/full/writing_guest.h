// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/file.h"
#include "hypervisor/image/newc_writer.h"

#include <cstdlib>
#include <filesystem>
#include <string>

namespace catamaran::test {

/// A guest of a full VM that writes one new megabyte to its disk a turn (a disk without holes would need no
/// space any more) and counts that on its console.
constexpr const char *kWritingInit =
    "#!/bin/busybox sh\n"
    "/bin/busybox mount -t proc proc /proc\n"
    "/bin/busybox mount -t devtmpfs dev /dev\n"
    "for m in $(/bin/busybox cat /modules/list); do\n"
    "  [ -e /modules/$m ] && /bin/busybox insmod /modules/$m\n"
    "done\n"
    "exec >/dev/ttyS0 2>&1 </dev/ttyS0\n"
    "echo 'box login: '\n"
    "n=0\n"
    "while :; do\n"
    "  /bin/busybox yes | /bin/busybox dd of=/dev/vda bs=64k count=16 conv=fsync seek=$((n % 900 * 16)) "
    "2>/dev/null\n"
    "  n=$((n+1)); echo \"tick $n\"; /bin/busybox sleep 1\n"
    "done\n";

/// Writes its initramfs, for the kernel that lies below `vmDirectory`; that kernel's path, or nothing.
inline std::string makeWritingGuest(const std::string &vmDirectory, const std::string &initrd)
{
    namespace fs = std::filesystem;
    std::string kernel;
    hv::image::NewcWriter writer;
    for (const char *directory : {"bin", "proc", "dev", "modules"})
        writer.addDirectory(directory);
    const auto program = base::readFile("/bin/busybox");
    if (!program)
        return {};
    writer.addFile("bin/busybox", *program, 0755);
    writer.addFile("init", kWritingInit, 0755);
    std::error_code none;
    for (const auto &entry : fs::recursive_directory_iterator(vmDirectory + "/kernels", none)) {
        if (entry.path().filename() == "vmlinux")
            kernel = entry.path();
        if (entry.path().parent_path().filename() == "modules")
            if (const auto module = base::readFile(entry.path()))
                writer.addFile("modules/" + entry.path().filename().string(), *module, 0644);
    }
    return base::writeFileAtomic(initrd, writer.finish()) ? kernel : std::string();
}

/// How often it has written, by its console's log.
inline int ticksOf(const std::string &console)
{
    const auto text = base::readFile(console);
    const auto at = text ? text->rfind("tick ") : std::string::npos;
    return at == std::string::npos ? 0 : std::atoi(text->c_str() + at + 5);
}

} // namespace catamaran::test
