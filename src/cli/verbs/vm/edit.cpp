// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/parse.h"
#include "src/cli/output.h"
#include "src/cli/verbs/vm/common.h"
#include "src/core/machine_ports.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace catamaran::cli::vm {

namespace {

using hv::Hypervisor;
using Names = std::vector<std::string>;

/// An address of "-p" as forwards; a port without a host's is refused: nobody would know it.
base::Result<void> addForwards(const std::string &text, std::vector<hv::PortForward> &out)
{
    CATAMARAN_TRY(const auto ports, engine::spec::parsePort(text));
    for (const engine::spec::PortMapping &port : ports) {
        if (port.hostPort == 0)
            return base::fail(base::Errc::InvalidArgument, "give the host's port, too: HOST:VM");
        out.push_back(
            {port.hostIp, port.hostPort, port.containerPort, port.protocol == engine::spec::Protocol::Udp});
    }
    return {};
}

int edit(Invocation &call)
{
    FlagSet options;
    Connect connect;
    hv::MachineEdit change;
    std::optional<std::int64_t> cpus;
    std::string format;
    connect.declare(options);
    options.integer(cpus, "cpus", 0, "Number of CPUs");
    options.bytes(change.memory, "memory", 'm', "Memory");
    options.value([&](const std::string &value) { return addForwards(value, change.addPorts); }, "publish",
                  'p', "Publish a port more", "list");
    options.value([&](const std::string &value) { return addForwards(value + ":1", change.removePorts); },
                  "unpublish", 0, "Publish this port of the host no longer", "port");
    options.text(format, "format", 0, "'json' or a template");
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {1, 1}, names, code);
    if (vms == nullptr)
        return code;
    if (cpus)
        change.cpus = static_cast<unsigned>(std::clamp<std::int64_t>(*cpus, 0, 100000));
    if (!cpus && !change.memory && change.addPorts.empty() && change.removePorts.empty())
        return failUsage(call, base::Error(base::Errc::InvalidArgument, "there is nothing to change"));
    const auto done = core::editMachine((*call.session.deck())->engine(), *vms, names[0], change);
    if (!done)
        return failWith(done.error());
    if (!format.empty()) {
        const auto text = renderObject(
            format, nlohmann::ordered_json({{"Live", done->live}, {"NextStart", done->nextStart}}).dump());
        if (!text)
            return failWith(text.error());
        print(*text);
        return 0;
    }
    for (const std::string &what : done->live)
        print(what + ": changed now\n");
    for (const std::string &what : done->nextStart)
        print(what + "\n");
    return 0;
}

int exportVm(Invocation &call)
{
    FlagSet options;
    Connect connect;
    std::string path;
    std::string format;
    connect.declare(options);
    options.text(path, "output", 'o', "File to write", "file");
    options.text(format, "format", 0, "qcow2, raw or ova (default: by the file's name)");
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {1, 1}, names, code);
    if (vms == nullptr)
        return code;
    if (path.empty())
        return failUsage(call, base::Error(base::Errc::InvalidArgument, "--output is missing"));
    if (format.empty())
        format = path.ends_with(".ova")                             ? "ova"
                 : path.ends_with(".raw") || path.ends_with(".img") ? "raw"
                                                                    : "qcow2";
    hv::ExportFormat kind = hv::ExportFormat::Qcow2;
    if (format == "raw")
        kind = hv::ExportFormat::Raw;
    else if (format == "ova")
        kind = hv::ExportFormat::Ova;
    else if (format != "qcow2")
        return failUsage(
            call, base::Error(base::Errc::InvalidArgument, "--format is qcow2, raw or ova, not " + format));
    const auto interruptible = call.session.interruptible();
    const auto done = vms->exportTo(names[0], path, kind, showing(interruptible.context()));
    return done ? 0 : failWith(done.error());
}

} // namespace

void addEdit(Registry &registry)
{
    registry.add({"vm edit", kHeading, "[OPTIONS] VM",
                  "Change CPUs, memory or ports, at once where that is possible", edit});
    registry.add({"vm export", kHeading, "[OPTIONS] VM",
                  "Write a stopped VM's disk as qcow2, raw or appliance (OVA)", exportVm});
}

} // namespace catamaran::cli::vm
