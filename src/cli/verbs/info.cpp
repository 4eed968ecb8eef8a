// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/checkpoints.h"
#include "engine/api/oci_runtimes.h"
#include "src/cli/output.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/core/host_facts.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/utsname.h>
#include <unistd.h>

namespace catamaran::cli {

namespace {

using Json = nlohmann::ordered_json;

Json infoJson(const core::HostFacts &host, const std::vector<core::Feature> &features,
              const engine::EngineOptions &options)
{
    Json list = Json::array();
    for (const core::Feature &feature : features)
        list.push_back({{"area", feature.area},
                        {"name", feature.name},
                        {"available", feature.available},
                        {"explanation", feature.explanation},
                        {"fix", feature.fix}});
    return {{"host",
             {{"hostname", host.hostname},
              {"operating_system", host.operatingSystem},
              {"kernel", host.kernel},
              {"cpu_model", host.cpuModel},
              {"cpus", host.cpus},
              {"memory_bytes", host.memoryBytes},
              {"accelerator", host.accelerator},
              {"acceleration_label", host.accelerationLabel},
              {"accelerator_explanation", host.acceleratorExplanation},
              {"qemu_version", host.qemuVersion},
              {"libvirt_version", host.libvirtVersion},
              {"catamaran_version", host.catamaranVersion}}},
            {"data_directory", options.dataDirectory},
            {"run_directory", options.runDirectory},
            {"features", list}};
}

std::string infoText(const core::HostFacts &host, const std::vector<core::Feature> &features,
                     const engine::EngineOptions &options)
{
    const auto line = [](std::string_view name, const std::string &value) {
        return value.empty() ? std::string()
                             : fmt::format("{:<18}{}\n",
                                           name.empty() ? std::string() : fmt::format("{}:", name), value);
    };
    std::string text = line("Catamaran", host.catamaranVersion) + line("Host", host.hostname) +
                       line("System", host.operatingSystem) + line("Kernel", host.kernel) +
                       line("Processor", fmt::format("{} x {}", host.cpus, host.cpuModel)) +
                       line("Memory", base::Bytes(host.memoryBytes).human()) +
                       line("VMs run by", host.accelerationLabel) + line("", host.acceleratorExplanation) +
                       line("QEMU", host.qemuVersion) + line("libvirt", host.libvirtVersion) +
                       line("Data", options.dataDirectory) + line("Run-time files", options.runDirectory);
    std::string area;
    for (const core::Feature &feature : features) {
        if (feature.area != area) {
            area = feature.area;
            text += fmt::format("\nWhat this machine can do: {}\n", area);
        }
        text += fmt::format("  {:<4}{:<22}{}\n", feature.available ? "yes" : "no", feature.name,
                            feature.explanation);
        if (!feature.available && !feature.fix.empty())
            text += fmt::format("  {:<26}Fix: {}\n", "", feature.fix);
    }
    return text;
}

/// docker's fields of `info`, beside ours.
base::Result<void> addDockerFields(Json &json, engine::Engine &engine, const core::HostFacts &host)
{
    CATAMARAN_TRY(const auto containers, engine.containers(true));
    CATAMARAN_TRY(const auto images, engine.images().list());
    int running = 0;
    int paused = 0;
    for (const auto &container : containers) {
        running += container.state == engine::ContainerState::Running ? 1 : 0;
        paused += container.state == engine::ContainerState::Paused ? 1 : 0;
    }
    utsname machine{};
    ::uname(&machine);
    const bool unified = ::access("/sys/fs/cgroup/cgroup.controllers", F_OK) == 0;
    json["ID"] = engine.options().instance;
    json["Containers"] = containers.size();
    json["ContainersRunning"] = running;
    json["ContainersPaused"] = paused;
    json["ContainersStopped"] = static_cast<int>(containers.size()) - running - paused;
    json["Images"] = images.size();
    json["Driver"] = "overlay2";
    json["Plugins"] = {
        {"Volume", {"local"}}, {"Network", {"bridge", "host", "none"}}, {"Log", {"json-file", "none"}}};
    json["LoggingDriver"] = "json-file";
    json["CgroupDriver"] = "cgroupfs";
    json["CgroupVersion"] = unified ? "2" : "1";
    json["KernelVersion"] = host.kernel;
    json["OperatingSystem"] = host.operatingSystem;
    json["OSType"] = "linux";
    json["Architecture"] = machine.machine;
    json["NCPU"] = host.cpus;
    json["MemTotal"] = host.memoryBytes;
    json["DockerRootDir"] = engine.options().dataDirectory;
    json["Name"] = host.hostname;
    json["ServerVersion"] = host.catamaranVersion;
    json["DefaultRuntime"] = "catamaran";
    json["Runtimes"] = {{"catamaran", Json::object()}};
    for (const auto &[name, path] : engine::ociRuntimes())
        json["Runtimes"][name] = {{"path", path}};
    json["InitBinary"] = "catamaran-init";
    json["SecurityOptions"] = {"name=seccomp,profile=builtin"};
    json["Warnings"] = Json::array();
    return {};
}

/// The first lines of docker's text.
std::string countsText(const Json &json)
{
    return fmt::format("Containers: {}\n Running: {}\n Paused: {}\n Stopped: {}\nImages: {}\n",
                       json["Containers"].dump(), json["ContainersRunning"].dump(),
                       json["ContainersPaused"].dump(), json["ContainersStopped"].dump(),
                       json["Images"].dump());
}

int info(Invocation &call)
{
    FlagSet options;
    std::string format;
    options.text(format, "format", 'f', "Format output using a custom template: 'json' or a template");
    std::vector<std::string> none;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {0, 0}, none))
        return *code;
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error());
    const core::HostFacts host = (*deck)->hostFacts();
    std::vector<core::Feature> features = (*deck)->features();
    // Here only: it starts a program, and the window would warn of it for ever.
    const engine::Capability checkpoints = engine::checkpointCapability();
    const auto firstOther = std::find_if(features.begin(), features.end(), [](const core::Feature &feature) {
        return feature.area != "containers";
    });
    features.insert(firstOther, {"containers", checkpoints.name, checkpoints.available,
                                 checkpoints.explanation, checkpoints.fix});
    const engine::EngineOptions &engineOptions = (*deck)->engine().options();
    const engine::Capability runtimes = engine::ociRuntimeCapability();
    const auto behind = std::find_if(features.begin(), features.end(), [](const core::Feature &feature) {
        return feature.area != "containers";
    });
    features.insert(behind,
                    {"containers", runtimes.name, runtimes.available, runtimes.explanation, runtimes.fix});
    Json json = infoJson(host, features, engineOptions);
    if (const auto added = addDockerFields(json, (*deck)->engine(), host); !added)
        return failWith(added.error());
    if (format.empty()) {
        print(infoText(host, features, engineOptions) + "\n" + countsText(json));
        return 0;
    }
    if (format == "json") {
        print(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
        return 0;
    }
    const auto text = renderTemplate(format, json.dump(-1, ' ', false, Json::error_handler_t::replace));
    if (!text)
        return failWith(text.error());
    print(*text + "\n");
    return 0;
}

int version(Invocation &call)
{
    FlagSet options;
    std::string format;
    options.text(format, "format", 'f', "Format output using a custom template: 'json' or a template");
    std::vector<std::string> none;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {0, 0}, none))
        return *code;
    const core::HostFacts host = core::readHostFacts();
    const Json json = {{"Version", host.catamaranVersion}, {"Os", "linux"}, {"KernelVersion", host.kernel}};
    if (format.empty()) {
        print("Catamaran version " + host.catamaranVersion + "\n");
        return 0;
    }
    const auto text =
        format == "json" ? base::Result<std::string>(json.dump()) : renderTemplate(format, json.dump());
    if (!text)
        return failWith(text.error());
    print(*text + "\n");
    return 0;
}

} // namespace

void addInfo(Registry &registry)
{
    registry.add({"info", "Common Commands", "[OPTIONS]",
                  "Show what this machine can do, and the reason for what it cannot", info});
    registry.add({"version", "Common Commands", "[OPTIONS]", "Show the version", version});
}

} // namespace catamaran::cli
