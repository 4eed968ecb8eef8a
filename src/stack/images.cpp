// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/stack.h"

#include "engine/base/file.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace catamaran::stack {

using base::Errc;
using base::Result;
using Phase = StackEvent::Phase;

namespace {

/// Tags of all images here, familiar, to ids.
Result<std::map<std::string, std::string>> imagesHere(engine::Engine &engine)
{
    CATAMARAN_TRY(const auto images, engine.images().list());
    std::map<std::string, std::string> out;
    for (const auto &image : images) {
        for (const std::string &tag : image.tags)
            out.emplace(tag, image.id);
        out.emplace(image.id, image.id);
    }
    return out;
}

std::string familiar(const std::string &reference)
{
    const auto normal = engine::image::ImageService::normalizeReference(reference);
    return normal ? engine::image::ImageService::familiarReference(*normal) : reference;
}

std::optional<std::string> find(engine::Engine &engine, const std::map<std::string, std::string> &here,
                                const std::string &reference)
{
    const auto found = here.find(familiar(reference));
    if (found != here.end())
        return found->second;
    if (reference.find('@') == std::string::npos)
        return std::nullopt;
    const auto resolved = engine.images().resolve(reference, {}); // by digest
    return resolved ? std::optional(resolved->id) : std::nullopt;
}

/// One of the file's services, also of those that this call does not start: an image may be built on theirs.
const compose::Service *serviceOf(const compose::Project &project, const std::string &name)
{
    for (const auto *services : {&project.services, &project.disabledServices}) {
        if (const auto found = services->find(name); found != services->end())
            return &found->second;
    }
    return nullptr;
}

/// build.secrets, taken from the project's secrets.
Result<void> giveSecrets(const compose::Project &project, const compose::Service &service,
                         engine::build::BuildRequest &request)
{
    for (const compose::FileReference &reference : service.build->secrets) {
        const auto found = project.secrets.find(reference.source);
        if (found == project.secrets.end() || found->second.external)
            return base::fail(base::Error(Errc::InvalidArgument, "services." + service.name +
                                                                     ".build: secret " + reference.source +
                                                                     " is not defined here")
                                  .withWhere(service.where));
        engine::build::BuildSecret secret;
        secret.file = found->second.file;
        if (secret.file.empty())
            secret.content = found->second.content;
        request.secrets[reference.target.empty() ? reference.source : reference.target] = std::move(secret);
    }
    return {};
}

Result<void> giveContexts(const compose::Project &project, const compose::Service &service, NameStyle style,
                          engine::build::BuildRequest &request)
{
    for (const auto &[name, value] : service.build->additionalContexts) {
        if (!value.starts_with("service:")) {
            request.buildContexts[name] = value;
            continue;
        }
        const compose::Service *other = serviceOf(project, value.substr(8));
        if (!other)
            return base::fail(Errc::InvalidArgument,
                              "services." + service.name + ".build: no such service: " + value.substr(8));
        request.buildContexts[name] = "docker-image://" + imageName(project, *other, style);
    }
    return {};
}

Result<engine::build::BuildRequest> requestOf(const compose::Project &project,
                                              const compose::Service &service, NameStyle style)
{
    const compose::Build &build = *service.build;
    engine::build::BuildRequest request;
    request.contextDirectory = build.context;
    request.dockerfile = build.dockerfile;
    if (!request.dockerfile.empty() && !request.dockerfile.starts_with('/'))
        request.dockerfile = build.context + "/" + request.dockerfile;
    request.tags = {imageName(project, service, style)};
    request.tags.insert(request.tags.end(), build.tags.begin(), build.tags.end());
    for (const auto &[name, value] : build.args) {
        if (value)
            request.buildArguments[name] = *value;
    }
    request.labels = build.labels;
    request.target = build.target;
    request.noCache = build.noCache;
    request.pull = build.pull;
    request.platform = service.platform;
    request.noCacheFilter = build.noCacheFilter;
    request.network = build.network;
    if (build.shmSize.value != 0)
        request.shmSize = base::Bytes(build.shmSize.value);
    for (const auto &[name, limit] : build.ulimits)
        request.ulimits.push_back(limit.single != 0 ? engine::spec::Ulimit{name, limit.single, limit.single}
                                                    : engine::spec::Ulimit{name, limit.soft, limit.hard});
    for (const auto &[host, addresses] : build.extraHosts.hosts) {
        for (const std::string &address : addresses)
            request.extraHosts.push_back(host + ":" + address);
    }
    for (const compose::SshKey &key : build.ssh.keys) {
        const char *agent = std::getenv("SSH_AUTH_SOCK");
        request.sshSockets[key.id] = key.path.empty() && agent ? agent : key.path;
    }
    request.cacheFrom = build.cacheFrom;
    request.cacheTo = build.cacheTo;
    CATAMARAN_CHECK(giveSecrets(project, service, request));
    CATAMARAN_CHECK(giveContexts(project, service, style, request));
    return request;
}

} // namespace

Result<std::map<std::string, std::string>> Stack::imageIds()
{
    CATAMARAN_TRY(const auto here, imagesHere(m_engine));
    std::map<std::string, std::string> out;
    for (const auto &[name, service] : m_project.services) {
        if (const auto id = find(m_engine, here, imageName(m_project, service, m_style)))
            out.emplace(name, *id);
    }
    return out;
}

engine::image::TransferListener Stack::layerLines(const std::string &service)
{
    using Event = engine::image::TransferEvent;
    if (m_quietPull)
        return {};
    return [this, service, last = std::map<std::string, std::string>()](const Event &event) mutable {
        static const std::map<Event::Phase, const char *> kWords = {
            {Event::Phase::Waiting, "Waiting"},
            {Event::Phase::Exists, "Already exists"},
            {Event::Phase::Transferring, "Downloading"},
            {Event::Phase::Extracting, "Extracting"},
            {Event::Phase::Complete, "Pull complete"}};
        const auto word = kWords.find(event.phase);
        if (event.layer.empty() || word == kWords.end())
            return;
        // One line for each step, not for each block.
        std::string &told = last[event.layer];
        if (told == word->second)
            return;
        told = word->second;
        const bool done = event.phase == Event::Phase::Exists || event.phase == Event::Phase::Complete;
        tell(done ? Phase::Done : Phase::Working, event.layer.substr(event.layer.find(':') + 1, 12), told,
             service);
    };
}

Result<void> Stack::pinMountedImages()
{
    std::optional<std::map<std::string, std::string>> here;
    for (auto &[name, service] : m_project.services) {
        for (compose::Mount &mount : service.volumes) {
            if (mount.type != "image")
                continue;
            if (!here) {
                CATAMARAN_TRY(here, imagesHere(m_engine));
            }
            if (const auto id = find(m_engine, *here, mount.source))
                mount.source = *id;
        }
    }
    return {};
}

Result<void> Stack::pullMountedImages(const base::OperationContext &context)
{
    std::map<std::string, const compose::Service *> wanted;
    for (const auto &[name, service] : m_project.services) {
        for (const compose::Mount &mount : service.volumes) {
            if (mount.type == "image")
                wanted.emplace(mount.source, &service);
        }
    }
    if (wanted.empty())
        return {};
    for (const auto *services : {&m_project.services, &m_project.disabledServices}) {
        for (const auto &[name, service] : *services) {
            if (service.build)
                wanted.erase(imageName(m_project, service, m_style));
        }
    }
    CATAMARAN_TRY(const auto here, imagesHere(m_engine));
    for (const auto &[image, service] : wanted) {
        if (!find(m_engine, here, image))
            CATAMARAN_CHECK(pullImage(image, *service, context));
    }
    return {};
}

Result<void> Stack::pullOne(const compose::Service &service, const base::OperationContext &context)
{
    return pullImage(imageName(m_project, service, m_style), service, context);
}

Result<void> Stack::pullImage(const std::string &image, const compose::Service &service,
                              const base::OperationContext &context)
{
    tell(Phase::Working, image, "Pulling", service.name);
    if (m_dry) {
        tell(Phase::Done, image, "Pulled", service.name);
        return {};
    }
    engine::image::PullRequest request;
    request.reference = image;
    request.platform = service.platform;
    const auto pulled = m_engine.images().pull(request, layerLines(service.name), context);
    if (!pulled) {
        tell(Phase::Failed, image, "Error", service.name, pulled.error().text());
        return base::fail(pulled.error());
    }
    tell(Phase::Done, image, "Pulled", service.name);
    return {};
}

Result<void> Stack::buildOne(const compose::Service &service, const BuildOptions &options,
                             const base::OperationContext &context)
{
    const std::string image = imageName(m_project, service, m_style);
    if (m_dry) {
        tell(Phase::Working, service.name, "Building", service.name);
        tell(Phase::Done, service.name, "Built", service.name);
        return {};
    }
    CATAMARAN_TRY(engine::build::BuildRequest request, requestOf(m_project, service, m_style));
    for (const auto &[name, value] : options.arguments)
        request.buildArguments[name] = value;
    request.noCache = request.noCache || options.noCache;
    request.pull = request.pull || options.pull;
    // A Dockerfile in the Compose file itself needs a file for the time of the build.
    std::string inlineFile;
    if (!service.build->dockerfileInline.empty()) {
        inlineFile =
            std::filesystem::temp_directory_path() / ("catamaran-" + std::to_string(::getpid()) + "-" +
                                                      m_project.name + "-" + service.name + ".Dockerfile");
        CATAMARAN_CHECK(base::writeFileAtomic(inlineFile, service.build->dockerfileInline, 0600));
        request.dockerfile = inlineFile;
    }
    tell(Phase::Working, service.name, "Building", service.name);
    const auto built = m_engine.build(
        request,
        [&](const engine::build::BuildEvent &event) {
            if (!m_output || options.quiet)
                return;
            if (!event.output.empty())
                m_output(service.name, event.output);
            else if (!event.done)
                m_output(service.name, "#" + std::to_string(event.step) + " [" + service.name + " " +
                                           std::to_string(event.step) + "/" + std::to_string(event.steps) +
                                           "] " + event.instruction + "\n");
            else if (event.cached)
                m_output(service.name, "#" + std::to_string(event.step) + " CACHED\n");
        },
        context);
    if (!inlineFile.empty())
        ::unlink(inlineFile.c_str());
    if (!built) {
        tell(Phase::Failed, service.name, "Error", service.name, built.error().text());
        return base::fail(built.error());
    }
    if (m_output && !options.quiet) {
        m_output(service.name, "#" + std::to_string(1000) + " naming to " +
                                   engine::image::ImageService::normalizeReference(image).value_or(image) +
                                   " done\n");
    }
    tell(Phase::Done, service.name, "Built", service.name);
    return {};
}

Result<void> Stack::ensureImages(const UpOptions &options, const base::OperationContext &context)
{
    m_quietPull = options.quietPull;
    CATAMARAN_TRY(const auto here, imagesHere(m_engine));
    std::vector<std::string> toBuild;
    std::vector<std::string> toPull;
    std::set<std::string> pulled;
    for (const auto &[name, service] : m_project.services) {
        const std::string image = imageName(m_project, service, m_style);
        const bool present = find(m_engine, here, image).has_value();
        const std::string policy = options.pull.empty() ? service.pullPolicy : options.pull;
        const bool wantsBuild =
            service.build && (options.build == BuildPolicy::Always || policy == "build" ||
                              (!present && options.build != BuildPolicy::Never && policy != "always"));
        if (wantsBuild) {
            toBuild.push_back(name);
        } else if ((policy == "always" && !(service.build && service.image.empty())) ||
                   (!present && policy != "never")) {
            if (pulled.insert(image).second)
                toPull.push_back(name);
        } else if (!present) {
            return base::fail(base::Error(Errc::NotFound, "No such image: " + image)
                                  .withFix("Allow the pull (pull_policy: missing), or build it.")
                                  .withWhere(service.where));
        }
    }
    CATAMARAN_CHECK(forEach(toPull, m_parallel, context.stop, [&](const std::string &name) {
        return pullOne(m_project.services.at(name), context);
    }));
    CATAMARAN_CHECK(pullMountedImages(context));
    if (toBuild.empty())
        return {};
    return build(toBuild, {}, context);
}

Result<void> Stack::build(const std::vector<std::string> &services, const BuildOptions &options,
                          const base::OperationContext &context)
{
    Graph order;
    std::vector<std::string> open = orAll(services);
    while (!open.empty()) {
        const std::string name = open.back();
        open.pop_back();
        if (order.contains(name))
            continue;
        const compose::Service *found = serviceOf(m_project, name);
        if (!found || !found->build)
            continue;
        // A context of another service ("service:base") must be there first.
        std::set<std::string> needs;
        for (const auto &[key, value] : found->build->additionalContexts) {
            if (value.starts_with("service:"))
                needs.insert(value.substr(8));
        }
        open.insert(open.end(), needs.begin(), needs.end());
        order[name] = needs;
    }
    return walk(order, m_parallel, context.stop, [&](const std::string &name) {
        return buildOne(*serviceOf(m_project, name), options, context);
    });
}

Result<void> Stack::pull(const std::vector<std::string> &services, const PullOptions &options,
                         const base::OperationContext &context)
{
    m_quietPull = options.quiet;
    CATAMARAN_TRY(const auto here, imagesHere(m_engine));
    std::vector<std::string> names;
    std::set<std::string> images;
    std::vector<std::string> mustBuild;
    for (const std::string &name : orAll(services)) {
        const compose::Service &service = m_project.services.at(name);
        const std::string image = imageName(m_project, service, m_style);
        if (service.image.empty() || (service.build && options.ignoreBuildable)) {
            tell(Phase::Done, name,
                 service.image.empty() ? "Skipped No image to be pulled" : "Skipped Image can be built",
                 name);
            continue;
        }
        const std::string policy = options.policy.empty() ? service.pullPolicy : options.policy;
        const bool latest = familiar(image).ends_with(":latest");
        if (policy == "never" || policy == "build") {
            tell(Phase::Done, image, "Skipped Image is never pulled", name);
            continue;
        }
        if ((policy == "missing" || policy == "if_not_present") && find(m_engine, here, image) && !latest) {
            tell(Phase::Done, image, "Skipped Image is already present locally", name);
            continue;
        }
        if (!images.insert(image).second) {
            tell(Phase::Done, name, "Skipped Image is already being pulled by another service", name);
            continue;
        }
        names.push_back(name);
    }
    std::mutex mutex;
    CATAMARAN_CHECK(forEach(names, m_parallel, context.stop, [&](const std::string &name) -> Result<void> {
        const compose::Service &service = m_project.services.at(name);
        auto pulled = pullOne(service, context);
        if (pulled)
            return {};
        if (service.build) {
            const std::scoped_lock guard(mutex);
            mustBuild.push_back(name);
            return {};
        }
        return options.ignoreFailures ? Result<void>() : std::move(pulled);
    }));
    if (auto mounted = pullMountedImages(context); !mounted && !options.ignoreFailures)
        return mounted;
    if (mustBuild.empty())
        return {};
    std::string list;
    for (const std::string &name : mustBuild)
        list += " " + name;
    tell(Phase::Warning, "", "", "",
         "Some service image(s) must be built from source by running:\n    catamaran compose build" + list);
    return {};
}

Result<void> Stack::push(const std::vector<std::string> &services, bool ignoreFailures,
                         const base::OperationContext &context)
{
    for (const std::string &name : orAll(services)) {
        const compose::Service &service = m_project.services.at(name);
        if (!service.build || service.image.empty()) {
            tell(Phase::Done, name, "Skipped", name);
            continue;
        }
        tell(Phase::Working, service.image, "Pushing", name);
        if (m_dry) {
            tell(Phase::Done, service.image, "Pushed", name);
            continue;
        }
        const auto pushed = m_engine.images().push({service.image, false}, {}, context);
        if (!pushed) {
            tell(Phase::Failed, service.image, "Error", name, pushed.error().text());
            if (!ignoreFailures)
                return base::fail(pushed.error());
            continue;
        }
        tell(Phase::Done, service.image, "Pushed", name);
    }
    return {};
}

} // namespace catamaran::stack
