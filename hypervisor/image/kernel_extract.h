// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace catamaran::hv::image {

/// The uncompressed ELF kernel inside a bzImage (kernel: Documentation/arch/x86/boot.rst, payload_offset), or
/// the input itself if it is an ELF kernel already. Booted through its PVH note it saves the firmware and the
/// decompressor in the guest. Fails with Corrupt.
base::Result<std::string> extractVmlinux(std::string_view kernel);

/// The same kernel without the zeros at the ends of its segments: the whole of .bss and more, 12 MiB of
/// Debian's, which QEMU would otherwise write into every guest's memory. A guest's memory is zero when it
/// starts, and Linux clears its .bss itself, so they are not in the segments at all then. What is no ELF
/// comes back as it is. Pure.
std::string withoutZeroTails(std::string vmlinux);

/// "6.1.0-56-cloud-amd64" out of a bzImage's version text; empty if it has none.
std::string kernelRelease(std::string_view bzImage);

/// Whether the ELF kernel can be entered by PVH (note Xen/XEN_ELFNOTE_PHYS32_ENTRY, type 18).
bool hasPvhEntry(std::string_view vmlinux);

/// Modules named in the "depends=" entry of a module's .modinfo section.
std::vector<std::string> moduleDependencies(std::string_view module);

} // namespace catamaran::hv::image
