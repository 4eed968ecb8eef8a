// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/local_image_service.h"

#include "engine/base/digest.h"
#include "engine/image/artifact.h"
#include "engine/image/reference.h"
#include "engine/image/tag_manifests.h"

#include <algorithm>
#include <map>
#include <set>

namespace catamaran::engine::image {

using base::Errc;
using base::Result;
using store::SqlRow;

namespace {

bool isHexText(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    });
}

base::Error noSuchImage(const std::string &reference)
{
    return base::Error(Errc::NotFound, "No such image: " + reference)
        .withFix("Build it with \"catamaran build -t " + reference +
                 " DIRECTORY\" or fetch it with \"catamaran pull " + reference +
                 "\"; \"catamaran images\" lists what there is.");
}

/// Of a list of images the registry names the list; the manifest of this machine's platform is there as well,
/// so that it can be asked for, but it is not what the user named.
constexpr std::string_view kRepositoryDigests =
    "SELECT d.image,d.repository,d.digest FROM repository_digest d JOIN image i ON i.id=d.image "
    "WHERE (d.digest<>i.manifest AND d.digest NOT IN (SELECT manifest FROM tag_manifest)) OR NOT EXISTS "
    "(SELECT 1 FROM repository_digest o WHERE o.image=d.image AND o.repository=d.repository AND "
    "o.digest<>i.manifest AND o.digest NOT IN (SELECT manifest FROM tag_manifest)) "
    "ORDER BY d.image,d.repository,d.digest";

std::string familiarDigest(const std::string &repository, const std::string &digest)
{
    return ImageService::familiarReference(repository + "@" + digest);
}

} // namespace

Result<std::unique_ptr<ImageService>> ImageService::open(const std::string &dataDirectory,
                                                         std::shared_ptr<store::Database> database)
{
    CATAMARAN_TRY(auto store, LayerStore::open(dataDirectory, std::move(database)));
    return std::unique_ptr<ImageService>(std::make_unique<LocalImageService>(std::move(store)));
}

Result<std::string> ImageService::normalizeReference(const std::string &reference)
{
    CATAMARAN_TRY(const Reference parsed, Reference::parse(reference));
    return parsed.normalized();
}

std::string ImageService::familiarReference(const std::string &normalized)
{
    const auto parsed = Reference::parse(normalized);
    return parsed ? parsed->familiar() : normalized;
}

Result<bool> ImageService::matches(const std::string &pattern, const std::string &reference)
{
    CATAMARAN_TRY(const Reference parsed, Reference::parse(reference));
    return parsed.matches(pattern);
}

Result<std::vector<ImageSummary>> LocalImageService::list()
{
    std::vector<ImageSummary> out;
    CATAMARAN_CHECK(m_store->database().run("SELECT i.id,i.manifest,i.created_ns,i.size,t.name FROM image i "
                                            "LEFT JOIN image_tag t ON t.image=i.id "
                                            "ORDER BY i.created_ns DESC,i.id,t.name",
                                            {}, [&](const SqlRow &row) {
                                                if (out.empty() || out.back().id != row.text(0)) {
                                                    ImageSummary image;
                                                    image.id = row.text(0);
                                                    image.manifestDigest = row.text(1);
                                                    image.createdNs = row.integer(2);
                                                    image.sizeBytes = row.integer(3);
                                                    out.push_back(std::move(image));
                                                }
                                                if (!row.isNull(4))
                                                    out.back().tags.push_back(familiarReference(row.text(4)));
                                            }));
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < out.size(); ++i)
        places.emplace(out[i].id, i);
    CATAMARAN_CHECK(m_store->database().run(kRepositoryDigests, {}, [&](const SqlRow &row) {
        const auto at = places.find(row.text(0));
        if (at != places.end())
            out[at->second].repositoryDigests.push_back(familiarDigest(row.text(1), row.text(2)));
    }));
    return out;
}

Result<std::optional<LocalImageService::Found>> LocalImageService::findByColumn(std::string_view where,
                                                                                const std::string &value)
{
    std::optional<Found> found;
    CATAMARAN_CHECK(m_store->database().run("SELECT i.id,i.manifest FROM image i WHERE " + std::string(where),
                                            {value}, [&](const SqlRow &row) {
                                                found = Found{row.text(0), row.text(1), {}};
                                            }));
    return found;
}

Result<std::optional<LocalImageService::Found>> LocalImageService::findByDigest(const std::string &digest)
{
    CATAMARAN_TRY(auto found, findByColumn("i.manifest=?", digest));
    if (found)
        return found;
    CATAMARAN_TRY(const auto tagged, imageOfTagManifest(m_store->database(), digest));
    if (tagged) {
        CATAMARAN_TRY(found, findByColumn("i.id=?", *tagged));
        if (found)
            found->manifest = digest;
        return found;
    }
    return findByColumn("i.id IN (SELECT image FROM repository_digest WHERE digest=?)", digest);
}

Result<std::optional<LocalImageService::Found>> LocalImageService::findByPrefix(const std::string &reference)
{
    const std::string prefix = reference.starts_with("sha256:") ? reference : "sha256:" + reference;
    if (!isHexText(std::string_view(prefix).substr(7)))
        return std::optional<Found>();
    std::optional<Found> found;
    int matches = 0;
    // The prefix is hexadecimal, so ':' + 'g' is above every continuation.
    CATAMARAN_CHECK(m_store->database().run("SELECT id,manifest FROM image WHERE id>=? AND id<?",
                                            {prefix, prefix + "g"}, [&](const SqlRow &row) {
                                                found = Found{row.text(0), row.text(1), {}};
                                                ++matches;
                                            }));
    if (matches > 1)
        return base::fail(base::Error(Errc::InvalidArgument, "image id prefix " + reference + " is ambiguous")
                              .withFix("Give more digits of the id."));
    return found;
}

Result<LocalImageService::Found> LocalImageService::find(const std::string &reference)
{
    const std::string full =
        isHexText(reference) && reference.size() == 64 ? "sha256:" + reference : reference;
    if (base::isSha256Digest(full)) {
        CATAMARAN_TRY(auto byId, findByColumn("i.id=?", full));
        if (byId)
            return std::move(*byId);
        CATAMARAN_TRY(auto byManifest, findByDigest(full));
        if (byManifest)
            return std::move(*byManifest);
        return base::fail(noSuchImage(reference));
    }
    const auto parsed = Reference::parse(reference);
    if (parsed && !parsed->digest.empty()) {
        CATAMARAN_TRY(auto byDigest, findByDigest(parsed->digest));
        if (byDigest)
            return std::move(*byDigest);
        return base::fail(noSuchImage(reference));
    }
    if (parsed) {
        CATAMARAN_TRY(auto byTag,
                      findByColumn("i.id=(SELECT image FROM image_tag WHERE name=?)", parsed->normalized()));
        if (byTag) {
            byTag->name = parsed->normalized();
            CATAMARAN_TRY(const auto own, manifestOf(m_store->database(), byTag->id, byTag->name));
            if (own)
                byTag->manifest = own->digest;
            return std::move(*byTag);
        }
    }
    CATAMARAN_TRY(auto byPrefix, findByPrefix(reference));
    if (byPrefix)
        return std::move(*byPrefix);
    if (!parsed && !reference.starts_with("sha256:"))
        return base::fail(base::Error(parsed.error()));
    return base::fail(noSuchImage(parsed ? parsed->familiar() : reference));
}

Result<ResolvedImage> LocalImageService::resolve(const std::string &reference,
                                                 const base::OperationContext &context)
{
    CATAMARAN_TRY(const store::FileLock lock, m_store->useContent());
    CATAMARAN_TRY(const Found found, find(reference));
    ResolvedImage out;
    out.id = found.id;
    out.manifestDigest = found.manifest;
    out.reference = found.name.empty() ? found.id : found.name;
    CATAMARAN_TRY(out.config, m_store->config(found.id));
    CATAMARAN_TRY(const std::vector<Layer> layers, m_store->layersOf(found.id));
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (context.stopRequested())
            return base::fail(Errc::Cancelled, "cancelled");
        CATAMARAN_CHECK(m_store->ensureUnpacked(layers[i], context));
        out.layerDirectories.push_back(m_store->directory(layers[i].chainId));
        out.chainId = layers[i].chainId;
    }
    return out;
}

Result<void> LocalImageService::addReference(const std::string &imageId, const std::string &user)
{
    CATAMARAN_TRY(const Found found, find(imageId));
    return m_store->database().run("INSERT INTO image_reference VALUES(?,?) ON CONFLICT DO NOTHING",
                                   {user, found.id});
}

Result<void> LocalImageService::dropReference(const std::string &user)
{
    return m_store->database().run("DELETE FROM image_reference WHERE user=?", {user});
}

Result<void> LocalImageService::tag(const std::string &reference, const std::string &newTag)
{
    CATAMARAN_TRY(const Reference target, Reference::parse(newTag));
    if (!target.digest.empty())
        return base::fail(Errc::InvalidArgument, "refusing to create a tag with a digest reference");
    const Result<void> changed = m_store->database().transaction([&]() -> Result<void> {
        CATAMARAN_TRY(const Found found, find(reference));
        CATAMARAN_TRY(const auto manifest, manifestOf(m_store->database(), found.id, found.name));
        return setTag(m_store->database(), target.normalized(), found.id, manifest.value_or(ManifestRow()));
    });
    CATAMARAN_CHECK(changed);
    return m_store->writeIndex();
}

Result<std::vector<std::string>> LocalImageService::tagsOf(const std::string &imageId)
{
    std::vector<std::string> tags;
    CATAMARAN_CHECK(m_store->database().run("SELECT name FROM image_tag WHERE image=? ORDER BY name",
                                            {imageId},
                                            [&](const SqlRow &row) { tags.push_back(row.text(0)); }));
    return tags;
}

Result<void> LocalImageService::checkUnused(const Found &found, const std::string &reference, bool force)
{
    if (force)
        return {};
    std::string user;
    CATAMARAN_CHECK(m_store->database().run("SELECT user FROM image_reference WHERE image=? LIMIT 1",
                                            {found.id}, [&](const SqlRow &row) { user = row.text(0); }));
    if (user.empty())
        return {};
    const std::string shortUser = isHexText(user) && user.size() == 64 ? user.substr(0, 12) : user;
    if (!found.name.empty())
        return base::fail(
            base::Error(Errc::InvalidState, "conflict: unable to remove repository reference \"" + reference +
                                                "\" (must force) - container " + shortUser +
                                                " is using its referenced image " + found.id.substr(7, 12))
                .withFix("Remove the container first, or use --force."));
    return base::fail(base::Error(Errc::InvalidState, "conflict: unable to delete " + found.id.substr(7, 12) +
                                                          " (must be forced) - image is being used by "
                                                          "container " +
                                                          shortUser)
                          .withFix("Remove the container first, or use --force."));
}

Result<std::vector<std::string>> LocalImageService::untagRepositories(const Found &found,
                                                                      const std::vector<std::string> &tags)
{
    auto &database = m_store->database();
    CATAMARAN_TRY(const std::vector<std::string> left, tagsOf(found.id));
    std::set<std::string> repositories;
    for (const std::string &tag : tags)
        repositories.insert(tag.substr(0, tag.rfind(':')));
    for (const std::string &tag : left)
        repositories.erase(tag.substr(0, tag.rfind(':')));
    std::vector<std::string> untagged;
    for (const std::string &repository : repositories) {
        std::vector<std::string> digests;
        CATAMARAN_CHECK(database.run(
            "SELECT digest FROM repository_digest WHERE image=? AND repository=? ORDER BY digest<>?",
            {found.id, repository, found.manifest},
            [&](const SqlRow &row) { digests.push_back(row.text(0)); }));
        if (digests.empty())
            continue;
        untagged.push_back(familiarDigest(repository, digests.back())); // the list before the manifest
        CATAMARAN_CHECK(database.run("DELETE FROM repository_digest WHERE image=? AND repository=?",
                                     {found.id, repository}));
    }
    return untagged;
}

Result<ImageDetails> LocalImageService::describe(const std::string &reference)
{
    CATAMARAN_TRY(const Found found, find(reference));
    ImageDetails out;
    out.id = found.id;
    out.manifestDigest = found.manifest;
    CATAMARAN_CHECK(
        m_store->database().run("SELECT created_ns,size,manifest_type,manifest_size FROM image WHERE id=?",
                                {found.id}, [&](const SqlRow &row) {
                                    out.createdNs = row.integer(0);
                                    out.sizeBytes = row.integer(1);
                                    out.manifestType = row.text(2);
                                    out.manifestSize = row.integer(3);
                                }));
    CATAMARAN_TRY(const auto manifest, manifestOf(m_store->database(), found.id, found.name));
    if (manifest && manifest->digest == found.manifest) {
        out.manifestType = manifest->type;
        out.manifestSize = manifest->size;
    }
    CATAMARAN_TRY(const std::vector<std::string> tags, tagsOf(found.id));
    for (const std::string &tag : tags)
        out.tags.push_back(familiarReference(tag));
    CATAMARAN_CHECK(m_store->database().run(kRepositoryDigests, {}, [&](const SqlRow &row) {
        if (row.text(0) == found.id)
            out.repositoryDigests.push_back(familiarDigest(row.text(1), row.text(2)));
    }));
    CATAMARAN_TRY(const auto artifact, artifactTypeOf(m_store->database(), found.id));
    if (artifact) {
        out.config.os.clear(); // it is for no system
        return out;
    }
    CATAMARAN_TRY(out.config, m_store->config(found.id));
    CATAMARAN_TRY(const std::vector<Layer> layers, m_store->layersOf(found.id));
    for (const Layer &layer : layers)
        out.layerDirectories.push_back(m_store->directory(layer.chainId));
    return out;
}

Result<ImageService::Removed> LocalImageService::deleteImage(const Found &found,
                                                             const std::vector<std::string> &tags)
{
    auto &database = m_store->database();
    Removed removed;
    for (const std::string &tag : tags) {
        CATAMARAN_CHECK(database.run("DELETE FROM image_tag WHERE name=?", {tag}));
        removed.untagged.push_back(familiarReference(tag));
    }
    CATAMARAN_TRY(const auto digests, untagRepositories(found, tags));
    removed.untagged.insert(removed.untagged.end(), digests.begin(), digests.end());
    CATAMARAN_TRY(const std::vector<std::string> left, tagsOf(found.id));
    if (!left.empty())
        return removed;
    bool used = false;
    CATAMARAN_CHECK(database.run("SELECT 1 FROM image_reference WHERE image=? LIMIT 1", {found.id},
                                 [&](const SqlRow &) { used = true; }));
    // A forced removal drops the name; a container's image itself goes with the container's reference.
    if (used)
        return removed;
    CATAMARAN_TRY(const std::vector<Layer> layers, m_store->layersOf(found.id));
    CATAMARAN_CHECK(database.run("DELETE FROM image WHERE id=?", {found.id}));
    removed.deleted.push_back(found.id);
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
        bool shared = false;
        CATAMARAN_CHECK(database.run("SELECT 1 FROM image_layer WHERE chain=? LIMIT 1", {layer->chainId},
                                     [&](const SqlRow &) { shared = true; }));
        if (shared)
            break;
        CATAMARAN_CHECK(database.run("DELETE FROM layer WHERE chain=?", {layer->chainId}));
        if (std::find(removed.deleted.begin(), removed.deleted.end(), layer->chainId) ==
            removed.deleted.end())
            removed.deleted.push_back(layer->chainId);
    }
    return removed;
}

Result<ImageService::Removed> LocalImageService::remove(const std::string &reference, bool force)
{
    Removed removed;
    const Result<void> changed = m_store->database().transaction([&]() -> Result<void> {
        CATAMARAN_TRY(const Found found, find(reference));
        CATAMARAN_TRY(std::vector<std::string> tags, tagsOf(found.id));
        if (!found.name.empty()) {
            // The last name takes the image with it; another one only goes itself.
            if (tags.size() <= 1)
                CATAMARAN_CHECK(checkUnused(found, reference, force));
            tags = {found.name};
        } else {
            std::set<std::string> repositories;
            for (const std::string &tag : tags)
                repositories.insert(tag.substr(0, tag.rfind(':')));
            if (repositories.size() > 1 && !force)
                return base::fail(
                    base::Error(Errc::InvalidState, "conflict: unable to delete " + found.id.substr(7, 12) +
                                                        " (must be forced) - image is referenced in multiple "
                                                        "repositories")
                        .withFix("Remove its tags one by one, or use --force."));
            CATAMARAN_CHECK(checkUnused(found, reference, force));
        }
        CATAMARAN_TRY(removed, deleteImage(found, tags));
        return {};
    });
    CATAMARAN_CHECK(changed);
    CATAMARAN_CHECK(m_store->writeIndex());
    CATAMARAN_CHECK(m_store->collectGarbage());
    return removed;
}

} // namespace catamaran::engine::image
