// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/artifact.h"

#include "engine/image/manifest_rules.h"
#include "engine/image/tag_manifests.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace catamaran::engine::image {

using base::Errc;
using base::Result;
using store::SqlRow;

std::string artifactType(const spec::Manifest &manifest, std::string_view manifestText)
{
    const nlohmann::json root = nlohmann::json::parse(manifestText, nullptr, false);
    std::string type;
    if (root.is_object()) {
        if (const auto found = root.find("artifactType"); found != root.end() && found->is_string())
            type = found->get<std::string>();
    }
    if (!isConfigType(manifest.config.mediaType))
        return type.empty() ? manifest.config.mediaType : type;
    // An image may say artifactType too; then it is one as long as its layers can be unpacked. Attestations
    // have the configuration of an image, and statements for layers.
    const bool statements =
        !manifest.layers.empty() &&
        std::all_of(manifest.layers.begin(), manifest.layers.end(),
                    [](const auto &layer) { return layer.mediaType == "application/vnd.in-toto+json"; });
    if (statements)
        return type.empty() ? manifest.layers.front().mediaType : type;
    const bool unpacks = std::all_of(manifest.layers.begin(), manifest.layers.end(),
                                     [](const auto &layer) { return checkLayerType(layer).has_value(); });
    return unpacks ? std::string() : type;
}

Result<LayerStore::PutImage> putArtifact(LayerStore &store, const Artifact &artifact)
{
    CATAMARAN_TRY(const store::Blob manifest, store.blobs().put(artifact.manifest));
    std::set<std::string> blobs{artifact.parsed.config.digest};
    std::int64_t size = artifact.parsed.config.size;
    for (const spec::Descriptor &layer : artifact.parsed.layers) {
        if (blobs.insert(layer.digest).second)
            size += layer.size;
    }
    for (const std::string &digest : blobs) {
        if (!store.blobs().has(digest))
            return base::fail(Errc::Corrupt, "the artifact's blob " + digest + " is missing from the store");
    }
    auto &database = store.database();
    const Result<void> changed = database.transaction([&]() -> Result<void> {
        CATAMARAN_CHECK(database.run(
            "INSERT INTO image(id,config_size,manifest,manifest_size,created_ns,size,architecture,os,"
            "manifest_type) VALUES(?,0,?,?,0,?,'','',?) ON CONFLICT(id) DO NOTHING",
            {manifest.digest, manifest.digest, manifest.size, size, artifact.manifestType}));
        CATAMARAN_CHECK(database.run("INSERT INTO artifact VALUES(?,?) ON CONFLICT DO NOTHING",
                                     {manifest.digest, artifact.type}));
        for (const std::string &digest : blobs)
            CATAMARAN_CHECK(database.run("INSERT INTO artifact_blob VALUES(?,?) ON CONFLICT DO NOTHING",
                                         {manifest.digest, digest}));
        for (const std::string &tag : artifact.tags)
            CATAMARAN_CHECK(setTag(database, tag, manifest.digest));
        for (const auto &[repository, digest] : artifact.repositoryDigests)
            CATAMARAN_CHECK(database.run("INSERT INTO repository_digest VALUES(?,?,?) "
                                         "ON CONFLICT(repository,digest) DO UPDATE SET image=excluded.image",
                                         {repository, digest, manifest.digest}));
        return {};
    });
    CATAMARAN_CHECK(changed);
    CATAMARAN_CHECK(store.writeIndex());
    return LayerStore::PutImage{manifest.digest, manifest.digest};
}

Result<std::optional<std::string>> artifactTypeOf(store::Database &database, const std::string &id)
{
    std::optional<std::string> type;
    CATAMARAN_CHECK(database.run("SELECT type FROM artifact WHERE image=?", {id},
                                 [&](const SqlRow &row) { type = row.text(0); }));
    return type;
}

} // namespace catamaran::engine::image
