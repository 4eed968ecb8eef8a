// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/store/blob_store.h"
#include "engine/store/database.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// One image may be known by several manifests: docker writes its own when it pushes what we built, with the
/// same configuration (so the same image) but another digest. The image keeps the manifest with which it came
/// first; a tag that came with another keeps that one, so that what is pushed or saved under a tag has the
/// digest under which it was pulled, built or loaded.
namespace catamaran::engine::image {

/// The tables of this file; a step of the subsystem "image" (LayerStore::open).
extern const std::string_view kSchemaTagManifests;

struct ManifestRow {
    std::string digest;
    std::string type;
    std::int64_t size = 0;
};

/// Lets a tag point at an image, inside of the caller's transaction. `manifest`: the one it came with (empty
/// or the image's own: nothing is remembered).
base::Result<void> setTag(store::Database &database, const std::string &tag, const std::string &image,
                          const ManifestRow &manifest = {});

/// The manifest of a tag, or of an image if the tag has none of its own. `tag` may be empty.
base::Result<std::optional<ManifestRow>> manifestOf(store::Database &database, const std::string &image,
                                                    const std::string &tag);

/// The image that has the manifest `digest` under some tag.
base::Result<std::optional<std::string>> imageOfTagManifest(store::Database &database,
                                                            const std::string &digest);

/// Whether the image is here with a manifest whose configuration and layers are all in the store.
base::Result<bool> hasWholeManifest(store::Database &database, const store::BlobStore &blobs,
                                    const std::string &image);

/// Adds the manifests of all tags, and what they name, to the blobs that are kept.
base::Result<void> keepTagManifests(store::Database &database, const store::BlobStore &blobs,
                                    std::set<std::string> &kept);

} // namespace catamaran::engine::image
