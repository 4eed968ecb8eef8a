// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace catamaran::hv::image {

/// One extended attribute, with its full name.
struct Attribute {
    std::string name;
    std::string value;
};

/// What an inode is. Hard links of one layer share one FileNode.
struct FileNode {
    unsigned mode = 0; ///< with the S_IFMT bits
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    std::int64_t mtimeSeconds = 0;
    std::uint32_t mtimeNanoseconds = 0;
    std::uint64_t size = 0;   ///< of a regular file
    std::uint64_t device = 0; ///< of a device node, as makedev()
    std::string source;       ///< path of a regular file's content
    std::string linkTarget;   ///< of a symbolic link
    std::vector<Attribute> attributes;
    std::map<std::string, std::shared_ptr<FileNode>> children; ///< of a directory, in byte order
    std::uint32_t links = 1;

    // Filled by the image writer.
    std::uint64_t nid = 0;
    std::uint32_t dataBlock = 0;
};

/// Merges layer directories, lowest first, as overlayfs would show them: a character device 0/0 hides a name,
/// "trusted.overlay.opaque" (or user.) = "y" hides what lies below a directory. Reads metadata only; file
/// content stays where it is. Fails with System, naming the file.
base::Result<std::shared_ptr<FileNode>> mergeLayers(const std::vector<std::string> &layerDirectories);

} // namespace catamaran::hv::image
