// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/image/local_image_service.h"
#include "engine/image/reference.h"
#include "engine/registry/client.h"

#include <chrono>
#include <fcntl.h>

namespace catamaran::engine::image {

using base::Errc;
using base::OperationContext;
using base::Result;
using registry::RegistryClient;
using store::SqlRow;
using Phase = TransferEvent::Phase;

namespace {

class PushJob {
public:
    PushJob(LayerStore &store, RegistryClient &client, std::string domain, std::string repository,
            const TransferListener &listener, const OperationContext &context)
        : m_store(store), m_client(client), m_domain(std::move(domain)), m_repository(std::move(repository)),
          m_listener(listener), m_context(context)
    {
    }

    Result<PushResult> run(const std::string &imageId, const std::string &manifestDigest,
                           const std::string &type, const std::string &tag)
    {
        CATAMARAN_TRY(const std::string manifestText, m_store.blobs().read(manifestDigest));
        CATAMARAN_TRY(const spec::Manifest manifest, spec::Manifest::fromJson(manifestText));
        for (const spec::Descriptor &layer : manifest.layers)
            CATAMARAN_CHECK(sendBlob(layer));
        CATAMARAN_CHECK(sendBlob(manifest.config));
        CATAMARAN_CHECK(m_client.putManifest(m_repository, tag, manifestText, type, retryContext({})));
        CATAMARAN_CHECK(
            m_store.database().run("INSERT INTO repository_digest VALUES(?,?,?) "
                                   "ON CONFLICT(repository,digest) DO UPDATE SET image=excluded.image",
                                   {m_domain + "/" + m_repository, manifestDigest, imageId}));
        return PushResult{m_domain + "/" + m_repository + ":" + tag, manifestDigest,
                          static_cast<std::int64_t>(manifestText.size())};
    }

private:
    void tell(const TransferEvent &event) const
    {
        if (m_listener)
            m_listener(event);
    }
    OperationContext retryContext(const std::string &layer) const
    {
        return {m_context.stop, [this, layer](const base::Progress &progress) {
                    tell({Phase::Retrying, layer, 0, 0, progress.step});
                }};
    }

    /// Another repository of the same registry that has this blob.
    Result<std::string> mountSource(const std::string &blob)
    {
        std::string found;
        const std::string prefix = m_domain + "/";
        CATAMARAN_CHECK(m_store.database().run(
            "SELECT DISTINCT d.repository FROM repository_digest d JOIN image_layer l ON l.image=d.image "
            "WHERE l.blob=? AND substr(d.repository,1,?)=?",
            {blob, static_cast<std::int64_t>(prefix.size()), prefix}, [&](const SqlRow &row) {
                const std::string repository = row.text(0).substr(prefix.size());
                if (repository != m_repository)
                    found = repository;
            }));
        return found;
    }

    Result<void> sendBlob(const spec::Descriptor &blob)
    {
        RegistryClient::Upload upload;
        upload.digest = blob.digest;
        upload.size = blob.size;
        if (!m_store.blobs().has(blob.digest))
            return base::fail(base::Error(Errc::Corrupt, "blob " + blob.digest + " is missing from the store")
                                  .withFix("Build or pull the image again."));
        CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(m_store.blobs().path(blob.digest), O_RDONLY));
        upload.fd = fd.get();
        CATAMARAN_TRY(upload.mountFrom, mountSource(blob.digest));
        auto last = std::chrono::steady_clock::now();
        const auto onSent = [&](std::int64_t sent) {
            const auto now = std::chrono::steady_clock::now();
            if (now - last < std::chrono::milliseconds(50) && sent < blob.size)
                return;
            last = now;
            tell({Phase::Transferring, blob.digest, sent, blob.size, {}});
        };
        CATAMARAN_TRY(const auto how,
                      m_client.upload(m_repository, upload, onSent, retryContext(blob.digest)));
        const Phase phase = how == RegistryClient::Uploaded::Existed   ? Phase::Exists
                            : how == RegistryClient::Uploaded::Mounted ? Phase::Mounted
                                                                       : Phase::Complete;
        tell({phase, blob.digest, blob.size, blob.size, upload.mountFrom});
        return {};
    }

    LayerStore &m_store;
    RegistryClient &m_client;
    std::string m_domain;
    std::string m_repository;
    const TransferListener &m_listener;
    const OperationContext &m_context;
};

} // namespace

Result<std::vector<PushResult>> LocalImageService::push(const PushRequest &request,
                                                        const TransferListener &listener,
                                                        const OperationContext &context)
{
    CATAMARAN_TRY(const Reference reference, Reference::parse(request.reference));
    if (!reference.digest.empty())
        return base::fail(Errc::InvalidArgument, "cannot push a digest reference");
    if (request.allTags && !reference.tag.empty())
        return base::fail(Errc::InvalidArgument, "tag can't be used with --all-tags/-a");
    CATAMARAN_TRY(const store::FileLock content, m_store->useContent());
    struct Item {
        std::string image;
        std::string manifest;
        std::string type;
        std::string tag;
    };
    std::vector<Item> items;
    const std::string name = reference.name();
    CATAMARAN_CHECK(m_store->database().run("SELECT i.id,coalesce(m.manifest,i.manifest),"
                                            "coalesce(m.type,i.manifest_type),t.name FROM image i JOIN "
                                            "image_tag t ON t.image=i.id LEFT JOIN tag_manifest m ON "
                                            "m.name=t.name AND m.image=i.id ORDER BY t.name",
                                            {}, [&](const SqlRow &row) {
                                                const std::string tagged = row.text(3);
                                                if (request.allTags
                                                        ? tagged.substr(0, tagged.rfind(':')) == name
                                                        : tagged == reference.normalized())
                                                    items.push_back({row.text(0), row.text(1), row.text(2),
                                                                     tagged.substr(tagged.rfind(':') + 1)});
                                            }));
    if (items.empty()) {
        if (request.allTags)
            return base::fail(Errc::NotFound,
                              "An image does not exist locally with the tag: " + reference.familiar());
        return base::fail(base::Error(Errc::NotFound, "An image does not exist locally with the tag: " +
                                                          familiarReference(reference.normalized()))
                              .withFix("\"catamaran tag IMAGE " + familiarReference(reference.normalized()) +
                                       "\" gives an image that name."));
    }
    CATAMARAN_TRY(const registry::RegistrySettings settings, registry::RegistrySettings::load());
    RegistryClient client({reference.domain, {}}, settings.host(reference.domain), {});
    if (listener)
        listener({Phase::Resolving, {}, 0, 0, reference.domain});
    PushJob job(*m_store, client, reference.domain, reference.path, listener, context);
    std::vector<PushResult> results;
    for (const Item &item : items) {
        CATAMARAN_TRY(PushResult one, job.run(item.image, item.manifest, item.type, item.tag));
        results.push_back(std::move(one));
    }
    return results;
}

} // namespace catamaran::engine::image
