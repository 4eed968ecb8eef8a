// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/artifacts.h"
#include "engine/base/clock.h"
#include "src/cli/image_platform.h"
#include "src/cli/output.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

#include <nlohmann/json.hpp>

namespace catamaran::cli {

namespace {

using Json = nlohmann::ordered_json;

/// docker inspect's object of an image, from what the image service knows.
base::Result<std::string> imageJson(engine::Engine &engine, const std::string &name)
{
    CATAMARAN_TRY(const auto image, engine.images().describe(name));
    const engine::spec::ImageConfig &config = image.config;
    // The configuration as images have it; docker shows what is not set as well.
    const Json stored = Json::parse(config.toJson(), nullptr, false);
    Json shown = {{"User", config.user},  {"Env", Json()},     {"Cmd", Json()},
                  {"Entrypoint", Json()}, {"Volumes", Json()}, {"WorkingDir", config.workingDirectory},
                  {"OnBuild", Json()},    {"Labels", Json()}};
    if (const auto found = stored.find("config"); found != stored.end() && found->is_object())
        shown.update(*found);
    std::string lower;
    for (std::size_t i = image.layerDirectories.size(); i-- > 1;)
        lower += (lower.empty() ? "" : ":") + image.layerDirectories[i - 1];
    Json data = Json::object();
    if (!lower.empty())
        data["LowerDir"] = lower;
    if (!image.layerDirectories.empty())
        data["UpperDir"] = image.layerDirectories.back();
    Json json = {{"Id", image.id},
                 {"RepoTags", image.tags},
                 {"RepoDigests", image.repositoryDigests},
                 {"Parent", ""},
                 {"Comment", config.history.empty() ? "" : config.history.back().comment},
                 {"Created", config.created},
                 {"DockerVersion", ""},
                 {"Author", config.author},
                 {"Config", shown},
                 {"Architecture", config.architecture}};
    if (!config.variant.empty())
        json["Variant"] = config.variant;
    json["Os"] = config.os;
    json["Size"] = image.sizeBytes;
    json["VirtualSize"] = image.sizeBytes;
    json["GraphDriver"] = {{"Data", data}, {"Name", "overlay2"}};
    json["RootFS"] = {{"Type", "layers"}, {"Layers", config.diffIds}};
    json["Descriptor"] = {
        {"mediaType", image.manifestType}, {"digest", image.manifestDigest}, {"size", image.manifestSize}};
    CATAMARAN_TRY(const auto artifact, engine::artifactInfo(engine.images(), image));
    if (artifact) {
        json["ArtifactType"] = artifact->type;
        json["Manifest"] = Json::parse(artifact->manifest, nullptr, false);
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

base::Result<std::string> volumeJson(engine::Engine &engine, const std::string &name, bool size)
{
    using engine::VolumeService;
    CATAMARAN_TRY(
        const engine::VolumeInfo info,
        engine.volumes().inspect(name, size ? VolumeService::Sizes::Yes : VolumeService::Sizes::No));
    Json json = {{"CreatedAt", base::rfc3339(base::WallClock::time_point(
                                   std::chrono::duration_cast<base::WallClock::duration>(
                                       std::chrono::nanoseconds(info.createdNs))))},
                 {"Driver", info.driver},
                 {"Labels", info.labels.empty() ? Json() : Json(info.labels)},
                 {"Mountpoint", info.mountPoint},
                 {"Name", info.name},
                 {"Options", info.options.empty() ? Json() : Json(info.options)},
                 {"Scope", "local"}};
    return json.dump();
}

base::Result<std::string> networkJson(engine::Engine &engine, const std::string &name)
{
    CATAMARAN_TRY(const auto networks, engine.networks().list());
    for (const auto &network : networks) {
        if (network.name != name && !(name.size() >= 2 && network.id.starts_with(name)))
            continue;
        const Json json = {
            {"Name", network.name},
            {"Id", network.id},
            {"Scope", "local"},
            {"Driver", "bridge"},
            {"IPAM",
             {{"Driver", "default"},
              {"Config", Json::array({{{"Subnet", network.subnet}, {"Gateway", network.gateway}}})}}},
            {"Internal", network.internal}};
        return json.dump();
    }
    return base::fail(base::Errc::NotFound, "network " + name + " not found");
}

base::Result<std::string> containerJson(engine::Engine &engine, const std::string &name, bool size)
{
    CATAMARAN_TRY(std::string text, engine.inspectJson(name));
    if (!size)
        return text;
    Json object = Json::parse(text, nullptr, false);
    CATAMARAN_TRY(const engine::ContainerSize bytes, engine.containerSize(name));
    Json &target = object.is_array() && !object.empty() ? object[0] : object;
    target["SizeRw"] = bytes.ownBytes;
    target["SizeRootFs"] = bytes.totalBytes;
    return object.dump();
}

base::Result<std::string> objectOf(engine::Engine &engine, const std::string &name, const std::string &type,
                                   bool size)
{
    // docker asks for each kind in this order.
    for (const char *kind : {"container", "image", "network", "volume"}) {
        if (!type.empty() && type != kind)
            continue;
        const std::string_view word = kind;
        auto json = word == "container" ? containerJson(engine, name, size)
                    : word == "image"   ? imageJson(engine, name)
                    : word == "network" ? networkJson(engine, name)
                                        : volumeJson(engine, name, size);
        if (json || !type.empty())
            return json;
        const base::Errc code = json.error().code();
        // A name that is no reference is no image, but it may be a volume.
        if (code != base::Errc::NotFound && !(word == "image" && code == base::Errc::InvalidArgument))
            return json;
    }
    return base::fail(base::Error(base::Errc::NotFound, "no such object: " + name)
                          .withFix("'catamaran ps -a' and 'catamaran images' list what there is."));
}

int inspectAs(Invocation &call, std::string type)
{
    FlagSet options;
    std::string format;
    std::string platform;
    bool size = false;
    options.text(format, "format", 'f', "Format output using a custom template: 'json' or a template");
    if (type == "image")
        options.text(platform, "platform", 0, "Inspect a specific platform of the multi-platform image");
    options.text(type, "type", 0, "Only inspect objects of the given type");
    options.flag(size, "size", 's', "Display total file sizes if the type is container");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, {}}, names))
        return *code;
    if (!type.empty() && type != "container" && type != "image" && type != "network" && type != "volume")
        return failWith(
            base::Error(base::Errc::InvalidArgument, "\"" + type + "\" is not a valid value for --type")
                .withFix("Use container, image, network or volume."));
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    Json all = Json::array();
    const int code = forEachName(names, Echo::No, [&](const std::string &name) -> base::Result<void> {
        CATAMARAN_CHECK(requirePlatform((*engine)->images(), name, platform));
        CATAMARAN_TRY(const std::string text, objectOf(**engine, name, type, size));
        if (format.empty() || format == "json") {
            Json object = Json::parse(text, nullptr, false);
            // The engine answers with docker's object; some of its callers want the list around it.
            all.push_back(object.is_array() && object.size() == 1 ? object[0] : object);
            return {};
        }
        CATAMARAN_TRY(const std::string line, renderTemplate(format, text));
        print(line + "\n");
        return {};
    });
    if (format.empty())
        print(all.dump(4) + "\n");
    else if (format == "json")
        print(all.dump() + "\n");
    return code;
}

} // namespace

void addInspect(Registry &registry)
{
    registry.add({"inspect", "Commands", "[OPTIONS] NAME|ID [NAME|ID...]",
                  "Return low-level information on containers, images, networks and volumes",
                  [](Invocation &call) { return inspectAs(call, {}); }});
    registry.add({"container inspect", "", "[OPTIONS] CONTAINER [CONTAINER...]",
                  "Display detailed information on one or more containers",
                  [](Invocation &call) { return inspectAs(call, "container"); }});
    registry.add({"image inspect", "", "[OPTIONS] IMAGE [IMAGE...]",
                  "Display detailed information on one or more images",
                  [](Invocation &call) { return inspectAs(call, "image"); }});
}

} // namespace catamaran::cli
