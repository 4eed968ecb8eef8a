// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace catamaran::engine::image {

/// What `save` writes.
struct SaveRequest {
    /// Tags, ids or digests; a name without a tag means every tag of that repository.
    std::vector<std::string> references;
    std::string platform; ///< empty: whatever the image is for
};
using ArchiveSink = std::function<base::Result<void>(std::string_view)>;

/// What `load` reads.
struct LoadRequest {
    /// A tar (plain or compressed), a pipe such as /dev/stdin, or the directory of an OCI layout.
    std::string path;
    std::string platform; ///< which images of an index; empty: this machine's
};

struct LoadedImage {
    std::string id;
    std::string tag; ///< familiar; empty: the archive names none
    /// The image that had this tag before and has no name any more; empty: none.
    std::string renamed;
};

} // namespace catamaran::engine::image
