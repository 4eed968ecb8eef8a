// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/image/tar_writer.h"

#include <cstdint>
#include <string>

namespace catamaran::engine::image {

struct DiffResult {
    std::int64_t unpackedSize = 0; ///< bytes in regular files, hard links once
    std::int64_t files = 0;
};

/// Writes an overlayfs upper directory as an OCI layer tar (image-spec layer.md): whiteouts become ".wh."
/// files, opaque directories ".wh..wh..opq". Entries are in bytewise order of their paths, and overlay's own
/// xattrs are left out, so that equal trees give equal bytes. Sockets are skipped, as tar cannot hold them.
base::Result<DiffResult> writeLayer(const std::string &upperDirectory, const TarWriter::Sink &sink,
                                    const base::OperationContext &context);

/// The value of an image's attribute as the file system of this process takes it, and back: file capabilities
/// of an ordinary user's image count for the user's own id as root (capabilities(7), version 3).
std::string hostXattr(std::string_view name, std::string_view value);
std::string imageXattr(std::string_view name, std::string value);

/// The xattrs of a file that belong into a layer, by name. Overlay's own and the security module's are not.
base::Result<std::map<std::string, std::string>> layerXattrs(const std::string &path);
/// Whether an xattr of that name may go from an archive to a layer directory and back.
bool isLayerXattr(std::string_view name);

} // namespace catamaran::engine::image
