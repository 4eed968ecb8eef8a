// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/image_events.h"

namespace catamaran::engine {

using base::OperationContext;
using base::Result;

namespace {

class TellingImages : public image::ImageService {
public:
    TellingImages(std::unique_ptr<image::ImageService> images, runtime::EventLog log)
        : m_images(std::move(images)), m_log(std::move(log))
    {
    }

    Result<std::vector<image::ImageSummary>> list() override { return m_images->list(); }
    Result<image::ResolvedImage> resolve(const std::string &reference,
                                         const OperationContext &context) override
    {
        return m_images->resolve(reference, context);
    }
    Result<void> addReference(const std::string &imageId, const std::string &user) override
    {
        return m_images->addReference(imageId, user);
    }
    Result<void> dropReference(const std::string &user) override { return m_images->dropReference(user); }
    Result<std::vector<Step>> history(const std::string &reference) override
    {
        return m_images->history(reference);
    }
    Result<image::ImageDetails> describe(const std::string &reference) override
    {
        return m_images->describe(reference);
    }
    image::LayerStore *layerStore() override { return m_images->layerStore(); }

    Result<void> tag(const std::string &reference, const std::string &newTag) override
    {
        CATAMARAN_CHECK(m_images->tag(reference, newTag));
        const auto normalized = normalizeReference(newTag);
        tell("tag", idOf(reference), normalized ? familiarReference(*normalized) : newTag);
        return {};
    }
    Result<Removed> remove(const std::string &reference, bool force) override
    {
        const std::string id = idOf(reference);
        CATAMARAN_TRY(Removed removed, m_images->remove(reference, force));
        for (std::size_t i = 0; i < removed.untagged.size(); ++i)
            tell("untag", id, id);
        if (!removed.deleted.empty())
            tell("delete", id, id);
        return removed;
    }
    Result<std::string> importRootFilesystem(const std::string &archive, const std::string &tag,
                                             const OperationContext &context) override
    {
        CATAMARAN_TRY(std::string id, m_images->importRootFilesystem(archive, tag, context));
        tell("import", id, tag.empty() ? id : tag);
        return id;
    }
    Result<std::string> importImage(const image::ImportRequest &request,
                                    const OperationContext &context) override
    {
        CATAMARAN_TRY(std::string id, m_images->importImage(request, context));
        tell("import", id, request.tag.empty() ? id : request.tag);
        return id;
    }
    Result<void> save(const image::SaveRequest &request, const image::ArchiveSink &sink,
                      const OperationContext &context) override
    {
        CATAMARAN_CHECK(m_images->save(request, sink, context));
        for (const std::string &reference : request.references) {
            const std::string id = idOf(reference);
            tell("save", id, id);
        }
        return {};
    }
    Result<std::vector<image::LoadedImage>> load(const image::LoadRequest &request,
                                                 const OperationContext &context) override
    {
        CATAMARAN_TRY(std::vector<image::LoadedImage> loaded, m_images->load(request, context));
        for (const image::LoadedImage &one : loaded)
            tell("load", one.id, one.tag.empty() ? one.id : one.tag);
        return loaded;
    }
    Result<image::PullResult> pull(const image::PullRequest &request, const image::TransferListener &listener,
                                   const OperationContext &context) override
    {
        CATAMARAN_TRY(image::PullResult result, m_images->pull(request, listener, context));
        const std::string familiar = familiarReference(result.reference);
        tell("pull", familiar, nameOf(familiar));
        return result;
    }
    Result<std::vector<image::PushResult>> push(const image::PushRequest &request,
                                                const image::TransferListener &listener,
                                                const OperationContext &context) override
    {
        CATAMARAN_TRY(std::vector<image::PushResult> results, m_images->push(request, listener, context));
        for (const image::PushResult &result : results) {
            const std::string familiar = familiarReference(result.reference);
            tell("push", familiar, nameOf(familiar));
        }
        return results;
    }

private:
    // "localhost:5000/demo" of "localhost:5000/demo:latest".
    static std::string nameOf(const std::string &familiar)
    {
        const std::size_t at = familiar.find('@');
        const std::size_t colon = familiar.rfind(':', at);
        const std::size_t slash = familiar.rfind('/');
        if (colon == std::string::npos || (slash != std::string::npos && colon < slash))
            return familiar.substr(0, at);
        return familiar.substr(0, colon);
    }
    std::string idOf(const std::string &reference)
    {
        const auto known = m_images->describe(reference);
        return known ? known->id : reference;
    }
    void tell(const std::string &action, const std::string &id, const std::string &name) const
    {
        m_log.append({"image", action, id, {{"name", name}}, 0});
    }

    std::unique_ptr<image::ImageService> m_images;
    runtime::EventLog m_log;
};

} // namespace

std::unique_ptr<image::ImageService> withEvents(std::unique_ptr<image::ImageService> images,
                                                runtime::EventLog log)
{
    return std::make_unique<TellingImages>(std::move(images), std::move(log));
}

} // namespace catamaran::engine
