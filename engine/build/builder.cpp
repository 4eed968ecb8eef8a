// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/builder.h"

#include "engine/base/clock.h"
#include "engine/build/contexts.h"
#include "engine/build/outputs.h"
#include "engine/build/registry_cache.h"
#include "engine/build/stage_runner.h"
#include "engine/image/platform.h"
#include "engine/image/reference.h"
#include "engine/spec/image/oci.h"

#include <algorithm>
#include <cstdlib>
#include <unistd.h>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

Result<void> prepareTime(BuildScope &scope)
{
    scope.time.now =
        std::chrono::duration_cast<std::chrono::seconds>(base::WallClock::now().time_since_epoch()).count();
    std::optional<std::string> epoch = scope.buildArgument("SOURCE_DATE_EPOCH");
    if (const char *value = std::getenv("SOURCE_DATE_EPOCH"); !epoch && value && *value != '\0')
        epoch = value;
    scope.now = base::rfc3339(base::WallClock::now());
    if (!epoch || epoch->empty())
        return {};
    if (epoch->size() > 12 || epoch->find_first_not_of("0123456789") != std::string::npos)
        return base::fail(base::Error(Errc::InvalidArgument,
                                      "SOURCE_DATE_EPOCH=" + *epoch + " is not a number of seconds"));
    scope.time.last = std::stoll(*epoch);
    scope.time.now = std::min(scope.time.now, *scope.time.last);
    scope.now = base::rfc3339(base::WallClock::time_point(std::chrono::seconds(scope.time.now)));
    return {};
}

Result<std::vector<std::string>> normalizedTags(const BuildRequest &request)
{
    std::vector<std::string> tags;
    for (const std::string &tag : request.tags) {
        CATAMARAN_TRY(const image::Reference reference, image::Reference::parse(tag));
        if (!reference.digest.empty())
            return base::fail(Errc::InvalidArgument, "a tag cannot hold a digest: " + tag);
        tags.push_back(reference.normalized());
    }
    return tags;
}

Result<void> checkRequest(const BuildRequest &request)
{
    CATAMARAN_CHECK(image::checkHostPlatform(request.platform, "--platform"));
    CATAMARAN_CHECK(normalizedTags(request));
    if (!request.network.empty() && request.network != "default" && request.network != "none" &&
        request.network != "host")
        return base::fail(
            base::Error(Errc::Unsupported, "network mode \"" + request.network + "\" not supported by build")
                .withFix("Write default, none or host."));
    for (const std::string &text : request.cacheTo)
        CATAMARAN_CHECK(CacheLocation::parse(text, "dest"));
    for (const std::string &text : request.cacheFrom)
        CATAMARAN_CHECK(CacheLocation::parse(text, "src"));
    return {};
}

std::string manifestOf(const std::string &config, const std::vector<image::Layer> &layers,
                       const std::map<std::string, std::string> &annotations)
{
    spec::Manifest manifest;
    manifest.annotations = annotations;
    manifest.config.mediaType = spec::kMediaTypeConfig;
    manifest.config.digest = "sha256:" + base::Sha256::hexOf(config);
    manifest.config.size = static_cast<std::int64_t>(config.size());
    for (const image::Layer &layer : layers) {
        spec::Descriptor descriptor;
        descriptor.mediaType = layer.mediaType;
        descriptor.digest = layer.blob;
        descriptor.size = layer.blobSize;
        manifest.layers.push_back(std::move(descriptor));
    }
    return manifest.toJson();
}

/// A cache that cannot be read costs time only: the build goes on, and says so.
Result<void> readCaches(BuildScope &scope)
{
    for (const std::string &text : scope.request.cacheFrom) {
        CATAMARAN_TRY(const CacheLocation location, CacheLocation::parse(text, "src"));
        if (location.kind == CacheLocation::Kind::Local) {
            CATAMARAN_CHECK(scope.imported.open(location));
            continue;
        }
        const auto read = readRegistryCache(scope.imported, location.reference, scope.context);
        if (!read && read.error().code() == Errc::Cancelled)
            return read;
        if (!read)
            scope.warn("the cache " + location.reference + " is not used: " + read.error().message());
    }
    return {};
}

Result<void> writeCaches(BuildScope &scope, const std::vector<CachedStep> &steps)
{
    for (const std::string &text : scope.request.cacheTo) {
        CATAMARAN_TRY(const CacheLocation location, CacheLocation::parse(text, "dest"));
        if (location.kind == CacheLocation::Kind::Inline)
            continue; // in the image
        auto written = location.kind == CacheLocation::Kind::Local
                           ? LocalCache::write(*scope.store, location, steps)
                           : writeRegistryCache(*scope.store, location, steps, scope.context);
        if (!written && (!location.ignoreError || written.error().code() == Errc::Cancelled))
            return base::fail(std::move(written).error().withContext("write the cache \"" + text + "\""));
        if (!written)
            scope.warn("the cache \"" + text + "\" was not written: " + written.error().message());
    }
    return {};
}

bool wantsInlineCache(const BuildRequest &request)
{
    return std::any_of(request.cacheTo.begin(), request.cacheTo.end(), [](const std::string &text) {
        const auto location = CacheLocation::parse(text, "dest");
        return location && location->kind == CacheLocation::Kind::Inline;
    });
}

Result<BuildResult> putOut(BuildScope &scope, StageBuilder &stage, const std::vector<CachedStep> &steps)
{
    spec::ImageConfig config = stage.config();
    for (const auto &[key, value] : scope.request.labels)
        config.labels[key] = value;
    config.created = stage.created().empty() ? scope.now : stage.created();
    CATAMARAN_TRY(const std::vector<std::string> tags, normalizedTags(scope.request));
    BuiltImage image{config.toJson(), {}, stage.layers(), tags, scope.time.last.value_or(0)};
    image.manifest = manifestOf(image.config, image.layers, scope.request.annotations);
    BuildResult result{
        "sha256:" + base::Sha256::hexOf(image.config), "sha256:" + base::Sha256::hexOf(image.manifest), {}};
    std::vector<BuildOutput> outputs = scope.request.outputs;
    if (outputs.empty())
        outputs.emplace_back();
    for (const BuildOutput &output : outputs) {
        if (output.kind != BuildOutput::Kind::Image) {
            CATAMARAN_CHECK(writeOutput(*scope.store, image, output, scope.context));
            continue;
        }
        CATAMARAN_TRY(const image::LayerStore::PutImage put,
                      wantsInlineCache(scope.request)
                          ? putWithInlineCache(*scope.store, config, stage.layers(), tags, steps,
                                               scope.request.annotations)
                          : scope.store->putImage(config, stage.layers(), tags, scope.request.annotations));
        result.imageId = put.id;
        result.manifestDigest = put.manifestDigest;
    }
    return result;
}

void addWarnings(BuildScope &scope, BuildResult &result)
{
    result.warnings = scope.warnings;
    for (const ParseWarning &warning : scope.dockerfile.warnings)
        result.warnings.push_back("line " + std::to_string(warning.line) + ": " + warning.text);
    std::string unused;
    for (const auto &[name, value] : scope.request.buildArguments) {
        if (!scope.consumedArguments.contains(name))
            unused += (unused.empty() ? "" : " ") + name;
    }
    if (!unused.empty())
        result.warnings.push_back("One or more build-args [" + unused + "] were not consumed");
}

Result<Dockerfile> parsed(const std::string &text, const std::string &name)
{
    CATAMARAN_TRY(Dockerfile dockerfile, parseDockerfile(text, name));
    CATAMARAN_CHECK(validateDockerfile(dockerfile));
    return dockerfile;
}

} // namespace

Result<BuildResult> build(image::ImageService &images, const BuildRequest &request, const RunStep &runStep,
                          const std::function<void(const BuildEvent &)> &onEvent,
                          const base::OperationContext &context)
{
    image::LayerStore *store = images.layerStore();
    if (!store)
        return base::fail(Errc::Unsupported, "this image service cannot store what is built");
    CATAMARAN_CHECK(checkRequest(request));
    // Until the image is in the database nothing refers to its blobs: keep the collector away.
    CATAMARAN_TRY(const store::FileLock content, store->useContent());
    const auto say = [&onEvent](std::string_view text) {
        BuildEvent event;
        event.output = text;
        if (onEvent)
            onEvent(event);
    };
    CATAMARAN_TRY(PreparedContext prepared, prepareContext(*store, request, say, context));
    CATAMARAN_TRY(const Dockerfile dockerfile, parsed(prepared.dockerfileText, prepared.dockerfileName));
    BuildScope scope{.request = request, .runStep = runStep, .context = context, .dockerfile = dockerfile};
    scope.images = &images;
    scope.store = store;
    scope.architecture = image::Platform::host().architecture;
    scope.contextDirectory = prepared.directory;
    scope.ignore = prepared.ignore;
    scope.place = request.contextDirectory + "\n" + request.dockerfile;
    if (char *here = ::realpath(prepared.dockerfileName.c_str(), nullptr)) {
        scope.place = here;
        std::free(here);
    }
    CATAMARAN_CHECK(prepareTime(scope));
    CATAMARAN_CHECK(readCaches(scope));
    CATAMARAN_TRY(const StageGraph graph, StageGraph::make(scope));
    scope.digests.open(scope.stateDirectory() + "/digests/" + base::Sha256::hexOf(prepared.directory));
    StageRunner runner(scope, graph, onEvent);
    auto ran = runner.run();
    scope.digests.save();
    CATAMARAN_CHECK(std::move(ran));
    const std::vector<CachedStep> steps = runner.steps();
    std::vector<image::Layer> made;
    for (const CachedStep &step : steps)
        made.push_back(step.layer);
    CATAMARAN_CHECK(store->settle(made)); // of all stages, with one sync
    CATAMARAN_TRY(BuildResult result, putOut(scope, runner.targetStage(), steps));
    CATAMARAN_CHECK(writeCaches(scope, steps));
    addWarnings(scope, result);
    return result;
}

Result<spec::ImageConfig> planConfig(const Dockerfile &dockerfile, const BuildRequest &request,
                                     const spec::ImageConfig &base)
{
    const RunStep none;
    BuildScope scope{.request = request, .runStep = none, .context = {}, .dockerfile = dockerfile};
    scope.architecture = image::Platform::host().architecture;
    CATAMARAN_CHECK(prepareTime(scope));
    CATAMARAN_TRY(const StageGraph graph, StageGraph::make(scope));
    std::vector<std::unique_ptr<StageBuilder>> stages;
    for (const Stage &stage : graph.stages()) {
        auto &builder = stages.emplace_back(std::make_unique<StageBuilder>(scope));
        if (!stage.needed)
            continue;
        if (stage.baseStage >= 0)
            builder->start(stages[static_cast<std::size_t>(stage.baseStage)]->config(), {});
        else
            builder->start(stage.base == "scratch" ? scratchConfig(scope) : base, {});
        StageBuilder::Outcome outcome;
        const std::vector<std::string> triggers = std::exchange(builder->config().onBuild, {});
        for (const std::string &text : triggers) {
            CATAMARAN_TRY(const Instruction trigger, triggerOf(dockerfile, text, stage.from->line));
            CATAMARAN_CHECK(builder->apply(trigger, outcome));
        }
        for (const Instruction *instruction : stage.body)
            CATAMARAN_CHECK(builder->apply(*instruction, outcome));
    }
    return stages[graph.target()]->config();
}

} // namespace catamaran::engine::build
