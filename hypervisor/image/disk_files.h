// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/bytes.h"
#include "engine/base/operation.h"
#include "engine/base/result.h"

#include <cstdint>
#include <string>

/// Disk image files of full VMs. No process is started: headers are read and written here.
namespace catamaran::hv::image {

struct DiskFile {
    std::string format; ///< QEMU's word: "qcow2", "raw", "vmdk", "vdi", "vhdx"
    std::int64_t virtualBytes = 0;
    std::string backing;    ///< of qcow2
    unsigned snapshots = 0; ///< internal ones, of qcow2
};

/// Reads a disk image's header. Corrupt for one that contradicts itself, Unsupported for a format that QEMU
/// cannot use as a base (encrypted qcow2, streamed VMDK outside of an OVA).
base::Result<DiskFile> probeDisk(const std::string &path);

/// An empty qcow2 (version 3) of this size: on top of `backing`, or blank when that is empty. Its first table
/// covers 4 TiB, so that growing is a change of one number. AlreadyExists if the file is there.
base::Result<void> createQcow2(const std::string &path, std::int64_t virtualBytes, const std::string &backing,
                               const std::string &backingFormat);

/// Makes a qcow2 that no QEMU has open larger. InvalidArgument for a smaller size, InvalidState when it holds
/// snapshots (they keep their own size).
base::Result<void> growQcow2(const std::string &path, std::int64_t virtualBytes);

/// Takes the first disk out of an OVA (a tar) into `target`; its format is whatever it is (streamed VMDK
/// mostly). Corrupt if there is none. Sums in a .mf file are checked.
base::Result<void> extractOva(const std::string &ova, const std::string &target,
                              const base::OperationContext &context);

} // namespace catamaran::hv::image
