// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/cdi.h"
#include "engine/base/file.h"
#include "engine/spec/modes.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;
using nlohmann::json;

namespace {

struct Specification {
    std::string file;
    json document;
};

/// All specifications by their kind ("nvidia.com/gpu").
using Catalogue = std::map<std::string, Specification>;

Result<Catalogue> readCatalogue(const std::vector<std::string> &directories)
{
    Catalogue catalogue;
    for (const std::string &directory : directories) {
        std::vector<std::string> files;
        std::error_code error;
        for (const auto &entry : std::filesystem::directory_iterator(directory, error)) {
            if (entry.path().extension() == ".json")
                files.push_back(entry.path().string());
        }
        std::sort(files.begin(), files.end());
        for (const std::string &file : files) {
            CATAMARAN_TRY(const std::string text, base::readFile(file));
            try {
                json document = json::parse(text);
                const std::string kind = document.at("kind").get<std::string>();
                catalogue[kind] = {file, std::move(document)};
            } catch (const json::exception &problem) {
                return fail(Errc::Parse, "CDI specification " + file + ": " + problem.what());
            }
        }
    }
    return catalogue;
}

void addDevice(const json &node, CdiEdits &edits)
{
    spec::Device device;
    device.containerPath = node.at("path").get<std::string>();
    device.hostPath = node.value("hostPath", device.containerPath);
    device.permissions = node.value("permissions", "rwm");
    edits.devices.push_back(std::move(device));
}

Result<void> addMount(const json &node, CdiEdits &edits)
{
    spec::Mount mount;
    mount.type = spec::MountType::Bind;
    mount.source = node.at("hostPath").get<std::string>();
    mount.target = node.at("containerPath").get<std::string>();
    mount.nonRecursive = true;
    for (const std::string &option : node.value("options", std::vector<std::string>())) {
        if (option == "ro")
            mount.readOnly = true;
        else if (option == "rbind")
            mount.nonRecursive = false;
        else if (option.ends_with("private") || option.ends_with("slave") || option.ends_with("shared"))
            mount.propagation = option;
        else if (option != "bind" && option != "rw" && option != "nosuid" && option != "nodev" &&
                 option != "noexec")
            return fail(Errc::Unsupported, "CDI mount option \"" + option + "\" is not known");
    }
    edits.mounts.push_back(std::move(mount));
    return {};
}

Result<void> addEdits(const json &owner, const std::string &what, CdiEdits &edits)
{
    const auto found = owner.find("containerEdits");
    if (found == owner.end())
        return {};
    const json &wish = *found;
    if (wish.contains("hooks") && !wish["hooks"].empty())
        return fail(base::Error(Errc::Unsupported, "CDI device " + what +
                                                       " wants hooks, programs that run on the host as root: "
                                                       "they are not run")
                        .withFix("Generate the specification without hooks."));
    if (wish.contains("intelRdt"))
        return fail(Errc::Unsupported, "CDI device " + what + " wants intelRdt, which is not supported");
    for (const json &node : wish.value("deviceNodes", json::array()))
        addDevice(node, edits);
    for (const json &node : wish.value("mounts", json::array()))
        CATAMARAN_CHECK(addMount(node, edits));
    for (const std::string &variable : wish.value("env", std::vector<std::string>()))
        edits.environment.push_back(variable);
    for (const std::uint32_t group : wish.value("additionalGids", std::vector<std::uint32_t>()))
        edits.groups.push_back(group);
    return {};
}

std::vector<std::string> deviceNames(const Specification &specification)
{
    std::vector<std::string> names;
    for (const json &device : specification.document.value("devices", json::array())) {
        const std::string name = device.value("name", "");
        if (name != "all")
            names.push_back(name);
    }
    return names;
}

Result<std::vector<std::string>> namesOfRequest(const Catalogue &catalogue, const spec::GpuRequest &request)
{
    const auto matches = [&request](const std::string &kind) {
        const std::string vendor = kind.substr(0, kind.find('/'));
        return kind.ends_with("/gpu") && (request.driver.empty() || request.driver == "cdi" ||
                                          vendor == request.driver || vendor == request.driver + ".com");
    };
    std::vector<std::string> names;
    for (const std::string &device : request.devices) {
        if (spec::isCdiDevice(device))
            names.push_back(device);
    }
    if (!names.empty())
        return names;
    const auto kind = std::find_if(catalogue.begin(), catalogue.end(),
                                   [&](const auto &entry) { return matches(entry.first); });
    if (kind == catalogue.end()) {
        std::string capabilities;
        for (const std::string &capability : request.capabilities)
            capabilities += (capabilities.empty() ? "" : " ") + capability;
        return fail(base::Error(Errc::InvalidArgument,
                                fmt::format("could not select device driver \"{}\" with capabilities: [[{}]]",
                                            request.driver, capabilities))
                        .withFix("Install a CDI specification of the GPU as /etc/cdi/NAME.json (for NVIDIA: "
                                 "nvidia-ctk cdi generate --format=json)."));
    }
    const std::vector<std::string> all = deviceNames(kind->second);
    if (!request.devices.empty()) {
        for (const std::string &device : request.devices)
            names.push_back(kind->first + "=" + device);
        return names;
    }
    if (request.count > static_cast<int>(all.size()))
        return fail(Errc::InvalidArgument, fmt::format("{} devices of {} are asked for, {} are there",
                                                       request.count, kind->first, all.size()));
    for (const std::string &device : all) {
        if (request.count >= 0 && names.size() == static_cast<std::size_t>(request.count))
            break;
        names.push_back(kind->first + "=" + device);
    }
    return names;
}

Result<void> addNamed(const Catalogue &catalogue, const std::string &name, CdiEdits &edits)
{
    const std::size_t equal = name.find('=');
    const auto found = catalogue.find(name.substr(0, equal));
    const std::string wanted = name.substr(equal + 1);
    if (found != catalogue.end()) {
        for (const json &device : found->second.document.value("devices", json::array())) {
            if (device.value("name", "") == wanted)
                return addEdits(device, name, edits);
        }
    }
    return fail(base::Error(Errc::NotFound, "CDI device injection failed: unresolvable CDI devices " + name)
                    .withFix("Specifications are looked for in /etc/cdi/*.json and /var/run/cdi/*.json."));
}

} // namespace

Result<CdiEdits> resolveCdi(const std::vector<std::string> &requests,
                            const std::vector<std::string> &directories)
{
    CdiEdits edits;
    if (requests.empty())
        return edits;
    CATAMARAN_TRY(const Catalogue catalogue, readCatalogue(directories));
    std::vector<std::string> names;
    for (const std::string &text : requests) {
        if (spec::isCdiDevice(text)) {
            names.push_back(text);
            continue;
        }
        CATAMARAN_TRY(const spec::GpuRequest request, spec::parseGpuRequest(text));
        CATAMARAN_TRY(const std::vector<std::string> more, namesOfRequest(catalogue, request));
        names.insert(names.end(), more.begin(), more.end());
    }
    try {
        std::vector<std::string> kinds;
        for (const std::string &name : names) {
            const std::string kind = name.substr(0, name.find('='));
            CATAMARAN_CHECK(addNamed(catalogue, name, edits));
            // What is said for all devices of a kind comes once.
            if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end())
                CATAMARAN_CHECK(addEdits(catalogue.at(kind).document, kind, edits));
            kinds.push_back(kind);
        }
    } catch (const json::exception &problem) {
        return fail(Errc::Parse, std::string("CDI specification: ") + problem.what());
    }
    return edits;
}

} // namespace catamaran::engine::runtime
