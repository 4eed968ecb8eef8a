// SPDX-License-Identifier: GPL-3.0-or-later
// compose config (convert) and version.
#include "engine/base/file.h"
#include "src/cli/verbs/compose/compose.h"
#include "src/compose/select.h"

#include <algorithm>
#include <fmt/format.h>

namespace catamaran::cli {

namespace {

using base::Result;

struct ConfigFlags {
    std::string format = "yaml";
    bool quiet = false;
    bool services = false;
    bool volumes = false;
    bool networks = false;
    bool models = false;
    bool images = false;
    bool profiles = false;
    bool environment = false;
    bool variables = false;
    bool noInterpolate = false;
    bool noNormalize = false;
    bool noConsistency = false;
    bool noPathResolution = false;
    bool noEnvResolution = false;
    bool resolveDigests = false;
    bool lockDigests = false;
    std::optional<std::string> hash;
    std::string output;

    void declare(FlagSet &flags)
    {
        flags.text(format, "format", 0, "Format the output (\"yaml\"|\"json\")");
        flags.flag(quiet, "quiet", 'q', "Only validate the configuration, don't print anything");
        flags.flag(services, "services", 0, "Print the service names, one per line");
        flags.flag(volumes, "volumes", 0, "Print the volume names, one per line");
        flags.flag(networks, "networks", 0, "Print the network names, one per line");
        flags.flag(models, "models", 0, "Print the model names, one per line");
        flags.flag(images, "images", 0, "Print the image names, one per line");
        flags.flag(profiles, "profiles", 0, "Print the profile names, one per line");
        flags.flag(environment, "environment", 0, "Print environment used for interpolation");
        flags.text(hash, "hash", 0, "Print the service config hash, one per line");
        flags.flag(noInterpolate, "no-interpolate", 0, "Don't interpolate environment variables");
        flags.flag(noNormalize, "no-normalize", 0, "Don't normalize compose model");
        flags.flag(noConsistency, "no-consistency", 0,
                   "Don't check model consistency - warning: may produce invalid Compose output");
        flags.flag(noPathResolution, "no-path-resolution", 0, "Don't resolve file paths");
        flags.flag(noEnvResolution, "no-env-resolution", 0, "Don't resolve service env files");
        flags.flag(resolveDigests, "resolve-image-digests", 0, "Pin image tags to digests");
        flags.text(output, "output", 'o', "Save to file (default to stdout)");
    }
};

/// Names of parts of a project, one a line; nothing when none was asked for.
std::optional<std::string> lists(const ConfigFlags &flags, const compose::Project &project,
                                 stack::NameStyle style)
{
    std::string text;
    const auto names = [&](const auto &map) {
        for (const auto &[name, value] : map)
            text += name + "\n";
        return text;
    };
    if (flags.services)
        return names(project.services);
    if (flags.volumes)
        return names(project.volumes);
    if (flags.networks)
        return names(project.networks);
    if (flags.models) {
        for (const auto &[name, model] : project.models)
            text += model.model + "\n";
        return text;
    }
    if (flags.images) {
        for (const auto &[name, service] : project.services)
            text += stack::imageName(project, service, style) + "\n";
        return text;
    }
    if (flags.environment) {
        for (const auto &[name, value] : project.environment)
            text += name + "=" + value + "\n";
        return text;
    }
    if (flags.profiles) {
        std::set<std::string> all;
        for (const auto *services : {&project.services, &project.disabledServices}) {
            for (const auto &[name, service] : *services)
                all.insert(service.profiles.begin(), service.profiles.end());
        }
        for (const std::string &profile : all)
            text += profile + "\n";
        return text;
    }
    if (flags.hash) {
        for (const auto &[name, service] : project.services) {
            if (*flags.hash == "*" || ("," + *flags.hash + ",").find("," + name + ",") != std::string::npos)
                text += name + " " + stack::configHash(service) + "\n";
        }
        return text;
    }
    return std::nullopt;
}

Result<void> pinDigests(ComposeCall &call, compose::Project &project)
{
    CATAMARAN_TRY(engine::Engine *const engine, call.session().engine());
    for (auto &[name, service] : project.services) {
        if (service.image.empty() || service.image.find('@') != std::string::npos)
            continue;
        CATAMARAN_TRY(const auto image, engine->images().resolve(service.image, {}));
        service.image += "@" + image.manifestDigest;
    }
    return {};
}

int config(Invocation &call)
{
    ComposeCall stackCall(call);
    ConfigFlags flags;
    flags.declare(stackCall.options);
    std::vector<std::string> services;
    if (const auto code = stackCall.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    if (flags.format != "yaml" && flags.format != "json")
        return failUsage(
            call, base::Error(base::Errc::InvalidArgument, "unsupported format \"" + flags.format + "\""));
    auto loading = stackCall.loadOptions();
    if (!loading)
        return failWith(loading.error());
    loading->interpolate = !flags.noInterpolate;
    loading->normalizeModel = !flags.noNormalize;
    loading->checkConsistency = !flags.noConsistency;
    loading->resolvePaths = !flags.noPathResolution;
    loading->resolveEnvFiles = !flags.noEnvResolution;
    auto project = stackCall.load(*loading);
    if (!project)
        return failWith(project.error());
    if (const auto selected = compose::selectServices(*project, services); !selected)
        return failWith(selected.error());
    if (flags.resolveDigests) {
        if (const auto pinned = pinDigests(stackCall, *project); !pinned)
            return failWith(pinned.error());
    }
    if (flags.quiet)
        return 0;
    std::string text;
    if (auto list = lists(flags, *project, stackCall.style()))
        text = std::move(*list);
    else
        text = flags.format == "json" ? compose::toJsonText(*project) + "\n" : compose::toYamlText(*project);
    if (flags.output.empty()) {
        print(text);
        return 0;
    }
    const auto written = base::writeFileAtomic(flags.output, text);
    return written ? 0 : failWith(written.error());
}

int version(Invocation &call)
{
    ComposeCall stackCall(call);
    bool shortOnly = false;
    std::string format;
    stackCall.options.flag(shortOnly, "short", 0, "Shows only Compose's version number");
    stackCall.options.text(format, "format", 'f', "Format the output (\"pretty\"|\"json\")");
    std::vector<std::string> none;
    if (const auto code = stackCall.parse(Interspersed::Yes, {0, 0}, none))
        return *code;
    if (format == "json")
        print("{\"version\":\"v" CATAMARAN_VERSION "\"}\n");
    else
        print(shortOnly ? CATAMARAN_VERSION "\n" : "Catamaran Compose version v" CATAMARAN_VERSION "\n");
    return 0;
}

} // namespace

void addComposeConfig(Registry &registry)
{
    registry.add({"compose config", "", "[OPTIONS] [SERVICE...]",
                  "Parse, resolve and render compose file in canonical format", config});
    registry.alias("compose convert", "compose config");
    registry.add({"compose version", "", "[OPTIONS]", "Show the Compose version information", version});
}

} // namespace catamaran::cli
