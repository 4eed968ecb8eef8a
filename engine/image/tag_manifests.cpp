// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/tag_manifests.h"

#include "engine/spec/image/oci.h"

#include <algorithm>

namespace catamaran::engine::image {

using base::Result;
using store::SqlRow;

constinit const std::string_view kSchemaTagManifests = R"sql(
CREATE TABLE tag_manifest(name TEXT PRIMARY KEY REFERENCES image_tag(name) ON DELETE CASCADE, image TEXT NOT NULL,
  manifest TEXT NOT NULL, type TEXT NOT NULL, size INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX tag_manifest_manifest ON tag_manifest(manifest);
)sql";

Result<void> setTag(store::Database &database, const std::string &tag, const std::string &image,
                    const ManifestRow &manifest)
{
    CATAMARAN_CHECK(database.run("DELETE FROM tag_manifest WHERE name=?", {tag}));
    CATAMARAN_CHECK(
        database.run("INSERT INTO image_tag VALUES(?,?) ON CONFLICT(name) DO UPDATE SET image=excluded.image",
                     {tag, image}));
    if (manifest.digest.empty())
        return {};
    return database.run("INSERT INTO tag_manifest SELECT ?,?,?,?,? "
                        "WHERE NOT EXISTS (SELECT 1 FROM image WHERE id=? AND manifest=?)",
                        {tag, image, manifest.digest, manifest.type, manifest.size, image, manifest.digest});
}

Result<std::optional<ManifestRow>> manifestOf(store::Database &database, const std::string &image,
                                              const std::string &tag)
{
    std::optional<ManifestRow> out;
    const auto take = [&](const SqlRow &row) { out = ManifestRow{row.text(0), row.text(1), row.integer(2)}; };
    if (!tag.empty()) {
        CATAMARAN_CHECK(database.run("SELECT manifest,type,size FROM tag_manifest WHERE name=? AND image=?",
                                     {tag, image}, take));
    }
    if (!out) {
        CATAMARAN_CHECK(
            database.run("SELECT manifest,manifest_type,manifest_size FROM image WHERE id=?", {image}, take));
    }
    return out;
}

Result<std::optional<std::string>> imageOfTagManifest(store::Database &database, const std::string &digest)
{
    std::optional<std::string> out;
    CATAMARAN_CHECK(database.run("SELECT image FROM tag_manifest WHERE manifest=?", {digest},
                                 [&](const SqlRow &row) { out = row.text(0); }));
    return out;
}

Result<bool> hasWholeManifest(store::Database &database, const store::BlobStore &blobs,
                              const std::string &image)
{
    CATAMARAN_TRY(const auto row, manifestOf(database, image, {}));
    if (!row || !blobs.has(row->digest))
        return false;
    const auto text = blobs.read(row->digest);
    const auto manifest = text ? spec::Manifest::fromJson(*text) : Result<spec::Manifest>(spec::Manifest());
    if (!text || !manifest)
        return false;
    return blobs.has(manifest->config.digest) &&
           std::all_of(manifest->layers.begin(), manifest->layers.end(),
                       [&](const spec::Descriptor &layer) { return blobs.has(layer.digest); });
}

Result<void> keepTagManifests(store::Database &database, const store::BlobStore &blobs,
                              std::set<std::string> &kept)
{
    std::set<std::string> manifests;
    CATAMARAN_CHECK(database.run("SELECT manifest FROM tag_manifest", {},
                                 [&](const SqlRow &row) { manifests.insert(row.text(0)); }));
    for (const std::string &digest : manifests) {
        kept.insert(digest);
        const auto text = blobs.read(digest);
        const auto manifest =
            text ? spec::Manifest::fromJson(*text) : Result<spec::Manifest>(spec::Manifest());
        if (!text || !manifest)
            continue; // it is gone: nothing of it can be pushed any more
        kept.insert(manifest->config.digest);
        for (const spec::Descriptor &layer : manifest->layers)
            kept.insert(layer.digest);
    }
    return {};
}

} // namespace catamaran::engine::image
