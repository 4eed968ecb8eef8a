// SPDX-License-Identifier: GPL-3.0-or-later
// compose ps, ls, images, volumes, port, top, stats.
#include "engine/base/bytes.h"
#include "src/cli/filters.h"
#include "src/cli/output.h"
#include "src/cli/port_text.h"
#include "src/cli/process_row.h"
#include "src/cli/verbs/compose/compose.h"
#include "src/core/status_text.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace catamaran::cli {

namespace {

using Json = nlohmann::ordered_json;

bool isAsked(const std::vector<std::string> &services, const std::string &name)
{
    return services.empty() || std::find(services.begin(), services.end(), name) != services.end();
}

/// The containers of a call: of the asked services, running ones unless `all`, no one-offs unless `all`.
base::Result<std::vector<engine::ContainerSummary>>
summaries(stack::Stack &stack, const std::vector<std::string> &services, bool all)
{
    CATAMARAN_TRY(const stack::World world, stack.look());
    CATAMARAN_TRY(std::vector<engine::ContainerSummary> containers, stack.engine().containers(true));
    std::vector<engine::ContainerSummary> out;
    for (const stack::Instance &instance : world.instances) {
        if (!isAsked(services, instance.service) || (!all && (!instance.isRunning() || instance.oneOff)))
            continue;
        for (engine::ContainerSummary &container : containers) {
            if (container.id == instance.id)
                out.push_back(std::move(container));
        }
    }
    return out;
}

Json rowOf(const engine::ContainerSummary &container, const std::string &project)
{
    const auto labelled = [&](const char *key) {
        const auto found = container.labels.find(key);
        return found == container.labels.end() ? std::string() : found->second;
    };
    Json publishers = Json::array();
    for (const auto &port : container.ports)
        publishers.push_back({{"URL", port.hostIp.empty() ? "0.0.0.0" : port.hostIp},
                              {"TargetPort", port.containerPort},
                              {"PublishedPort", port.hostPort},
                              {"Protocol", port.protocol == engine::spec::Protocol::Udp ? "udp" : "tcp"}});
    const bool exited = container.state == engine::ContainerState::Exited;
    return Json{{"Command", "\"" + ellipsis(container.command, 20) + "\""},
                {"CreatedAt", listTime(container.createdNs)},
                {"ExitCode", exited ? container.exitCode : 0},
                {"Health", container.health},
                {"ID", shortId(container.id)},
                {"Image", container.image},
                {"Labels", labelText(container.labels)},
                {"Name", container.name},
                {"Names", container.name},
                {"Ports", formatPorts(container)},
                {"Project", project},
                {"Publishers", publishers},
                {"RunningFor", core::timeAgo(container.createdNs, core::realtimeNanoseconds())},
                {"Service", labelled(stack::label::kService)},
                {"State", std::string(engine::stateName(container.state))},
                {"Status", core::containerStatus(container, core::realtimeNanoseconds())}};
}

int ps(Invocation &call)
{
    ComposeCall compose(call);
    bool all = false;
    bool quiet = false;
    bool onlyServices = false;
    bool orphans = true;
    bool noTrunc = false;
    std::string format = "table";
    std::vector<std::string> filterTexts;
    std::vector<std::string> states;
    compose.options.flag(all, "all", 'a',
                         "Show all stopped containers (including those created by the run command)");
    compose.options.flag(quiet, "quiet", 'q', "Only display IDs");
    compose.options.flag(onlyServices, "services", 0, "Display services");
    compose.options.flag(orphans, "orphans", 0, "Include orphaned services (not declared by project)");
    compose.options.flag(noTrunc, "no-trunc", 0, "Don't truncate output");
    compose.options.text(format, "format", 0, "Format output (\"table\", \"json\" or a Go template)");
    compose.options.list(filterTexts, "filter", 0,
                         "Filter services by a property (supported filters: status)");
    compose.options.list(states, "status", 0, "Filter services by status", "stringArray");
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    const auto filters = parseFilters(filterTexts, {"status", "source"});
    if (!filters)
        return failUsage(call, filters.error());
    if (const auto status = filters->find("status"); status != filters->end())
        states.insert(states.end(), status->second.begin(), status->second.end());
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, services);
    if (!stack)
        return failWith(stack.error());
    auto containers = summaries(**stack, services, all || !states.empty());
    if (!containers)
        return failWith(containers.error());
    std::vector<std::string> rows;
    std::string plain;
    std::set<std::string> seen;
    for (const engine::ContainerSummary &container : *containers) {
        const std::string state(engine::stateName(container.state));
        if (!states.empty() && std::find(states.begin(), states.end(), state) == states.end())
            continue;
        const Json row = rowOf(container, (*stack)->project().name);
        const std::string service = row["Service"];
        if (!orphans && !(*stack)->project().services.contains(service))
            continue;
        if (quiet)
            plain += container.id + "\n";
        else if (onlyServices && seen.insert(service).second)
            plain += service + "\n";
        rows.push_back(row.dump());
    }
    if (quiet || onlyServices) {
        print(plain);
        return 0;
    }
    const auto text = renderRows(format,
                                 {{"Name", "NAME"},
                                  {"Image", "IMAGE"},
                                  {"Command", "COMMAND"},
                                  {"Service", "SERVICE"},
                                  {"RunningFor", "CREATED"},
                                  {"Status", "STATUS"},
                                  {"Ports", "PORTS"}},
                                 rows);
    if (!text)
        return failWith(text.error());
    print(*text);
    return 0;
}

int ls(Invocation &call)
{
    ComposeCall compose(call);
    bool all = false;
    bool quiet = false;
    std::string format = "table";
    std::vector<std::string> filterTexts;
    compose.options.flag(all, "all", 'a', "Show all stopped Compose projects");
    compose.options.flag(quiet, "quiet", 'q', "Only display project names");
    compose.options.text(format, "format", 0, "Format output (\"table\" or \"json\")");
    compose.options.list(filterTexts, "filter", 0, "Filter output based on conditions provided");
    std::vector<std::string> none;
    if (const auto code = compose.parse(Interspersed::Yes, {0, 0}, none))
        return *code;
    const auto filters = parseFilters(filterTexts, {"name"});
    if (!filters)
        return failUsage(call, filters.error());
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto projects = stack::listProjects(**engine);
    if (!projects)
        return failWith(projects.error());
    Json list = Json::array();
    std::vector<std::vector<std::string>> rows{{"NAME", "STATUS", "CONFIG FILES"}};
    for (const stack::ListedProject &project : *projects) {
        if (!all && !project.states.contains("running"))
            continue;
        if (const auto name = filters->find("name");
            name != filters->end() && !isAsked(name->second, project.name))
            continue;
        std::string states;
        for (const auto &[state, count] : project.states)
            states += fmt::format("{}{}({})", states.empty() ? "" : ", ", state, count);
        if (quiet)
            print(project.name + "\n");
        list.push_back({{"Name", project.name}, {"Status", states}, {"ConfigFiles", project.configFiles}});
        rows.push_back({project.name, states, project.configFiles});
    }
    if (!quiet)
        print(format == "json" ? list.dump() + "\n" : tabular(rows));
    return 0;
}

int images(Invocation &call)
{
    ComposeCall compose(call);
    bool quiet = false;
    std::string format = "table";
    compose.options.flag(quiet, "quiet", 'q', "Only display IDs");
    compose.options.text(format, "format", 0, "Format output (\"table\" or \"json\")");
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, services);
    if (!stack)
        return failWith(stack.error());
    const auto containers = summaries(**stack, services, true);
    if (!containers)
        return failWith(containers.error());
    const auto here = (*stack)->engine().images().list();
    if (!here)
        return failWith(here.error());
    Json list = Json::array();
    std::vector<std::vector<std::string>> rows{
        {"CONTAINER", "REPOSITORY", "TAG", "PLATFORM", "IMAGE ID", "SIZE", "CREATED"}};
    const std::string platform =
        engine::image::Platform::host().os + "/" + engine::image::Platform::host().architecture;
    for (const engine::ContainerSummary &container : *containers) {
        std::int64_t size = 0;
        std::int64_t created = 0;
        std::string tag = "<none>:<none>"; // the image may have been removed, or lost its name
        for (const auto &image : *here) {
            if (image.id != container.imageId)
                continue;
            size = image.sizeBytes;
            created = image.createdNs;
            if (!image.tags.empty())
                tag = image.tags.front();
        }
        if (quiet)
            print(container.imageId + "\n");
        const std::size_t colon = tag.rfind(':');
        const std::string repository = tag.substr(0, colon);
        const std::string name = tag.substr(colon + 1);
        list.push_back({{"ID", container.imageId},
                        {"ContainerName", container.name},
                        {"Repository", repository},
                        {"Tag", name},
                        {"Platform", platform},
                        {"Size", size}});
        rows.push_back({container.name, repository, name, platform, shortId(container.imageId),
                        base::Bytes(size).humanDecimal(),
                        created == 0 ? "" : core::timeAgo(created, core::realtimeNanoseconds())});
    }
    if (!quiet)
        print(format == "json" ? list.dump() + "\n" : tabular(rows));
    return 0;
}

int volumes(Invocation &call)
{
    ComposeCall compose(call);
    bool quiet = false;
    std::string format = "table";
    compose.options.flag(quiet, "quiet", 'q', "Only display volume names");
    compose.options.text(format, "format", 0, "Format output (\"table\" or \"json\")");
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, services);
    if (!stack)
        return failWith(stack.error());
    const auto world = (*stack)->look();
    if (!world)
        return failWith(world.error());
    Json list = Json::array();
    std::vector<std::vector<std::string>> rows{{"DRIVER", "VOLUME NAME"}};
    for (const engine::VolumeInfo &volume : world->volumes) {
        if (quiet)
            print(volume.name + "\n");
        list.push_back({{"Name", volume.name}, {"Driver", volume.driver}, {"Mountpoint", volume.mountPoint}});
        rows.push_back({volume.driver, volume.name});
    }
    if (!quiet)
        print(format == "json" ? list.dump() + "\n" : tabular(rows));
    return 0;
}

int port(Invocation &call)
{
    ComposeCall compose(call);
    std::optional<std::int64_t> index;
    std::string protocol = "tcp";
    compose.options.integer(index, "index", 0, "Index of the container if service has multiple replicas");
    compose.options.text(protocol, "protocol", 0, "tcp or udp");
    std::vector<std::string> arguments;
    if (const auto code = compose.parse(Interspersed::Yes, {2, 2}, arguments))
        return *code;
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, {arguments[0]});
    if (!stack)
        return failWith(stack.error());
    const auto instance = instanceOf(**stack, arguments[0], static_cast<int>(index.value_or(0)));
    if (!instance)
        return failWith(instance.error());
    for (const auto &mapping : instance->ports) {
        const bool udp = mapping.protocol == engine::spec::Protocol::Udp;
        if (std::to_string(mapping.containerPort) == arguments[1] && udp == (protocol == "udp")) {
            print(fmt::format("{}:{}\n", mapping.hostIp.empty() ? "0.0.0.0" : mapping.hostIp,
                              mapping.hostPort));
            return 0;
        }
    }
    return failWith(base::Error(base::Errc::NotFound, fmt::format("no port {}/{} for container {}",
                                                                  arguments[1], protocol, instance->name)));
}

/// Runs a verb of containers on those of the asked services.
int onContainers(Invocation &call, const std::string &verb, ComposeCall &compose,
                 const std::vector<std::string> &services, std::vector<std::string> flags)
{
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, services);
    if (!stack)
        return failWith(stack.error());
    const auto world = (*stack)->look();
    if (!world)
        return failWith(world.error());
    std::vector<std::string> names;
    for (const stack::Instance &instance : world->instances) {
        if (instance.isRunning() && isAsked(services, instance.service))
            names.push_back(instance.name);
    }
    if (verb == "stats") {
        flags.insert(flags.end(), names.begin(), names.end());
        return names.empty() ? 0 : delegate(call, verb, flags);
    }
    for (const std::string &name : names) {
        print(name + "\n");
        if (const int code = delegate(call, verb, {name}); code != 0)
            return code;
        print("\n");
    }
    return 0;
}

int top(Invocation &call)
{
    ComposeCall compose(call);
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    return onContainers(call, "top", compose, services, {});
}

int stats(Invocation &call)
{
    ComposeCall compose(call);
    bool all = false;
    bool noStream = false;
    bool noTrunc = false;
    std::string format;
    compose.options.flag(all, "all", 'a', "Show all containers (default shows just running)");
    compose.options.flag(noStream, "no-stream", 0, "Disable streaming stats and only pull the first result");
    compose.options.flag(noTrunc, "no-trunc", 0, "Do not truncate output");
    compose.options.text(format, "format", 0, "Format output (\"table\", \"json\" or a Go template)");
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    std::vector<std::string> flags;
    if (noStream)
        flags.emplace_back("--no-stream");
    if (noTrunc)
        flags.emplace_back("--no-trunc");
    if (!format.empty())
        flags.push_back("--format=" + format);
    return onContainers(call, "stats", compose, services, flags);
}

} // namespace

void addComposeLists(Registry &registry)
{
    registry.add({"compose ps", "", "[OPTIONS] [SERVICE...]", "List containers", ps});
    registry.add({"compose ls", "", "[OPTIONS]", "List running compose projects", ls});
    registry.add({"compose images", "", "[OPTIONS] [SERVICE...]",
                  "List images used by the created containers", images});
    registry.add({"compose volumes", "", "[OPTIONS] [SERVICE...]", "List volumes", volumes});
    registry.add({"compose port", "", "[OPTIONS] SERVICE PRIVATE_PORT",
                  "Print the public port for a port binding", port});
    registry.add({"compose top", "", "[SERVICES...]", "Display the running processes", top});
    registry.add({"compose stats", "", "[OPTIONS] [SERVICE]",
                  "Display a live stream of container(s) resource usage statistics", stats});
}

} // namespace catamaran::cli
