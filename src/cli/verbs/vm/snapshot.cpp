// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/output.h"
#include "src/cli/verbs/vm/common.h"
#include "src/core/status_text.h"

#include <nlohmann/json.hpp>

namespace catamaran::cli::vm {

namespace {

using hv::Hypervisor;
using hv::SnapshotInfo;
using Names = std::vector<std::string>;

int create(Invocation &call)
{
    FlagSet options;
    Connect connect;
    std::string description;
    connect.declare(options);
    options.text(description, "message", 'm', "What the snapshot is for");
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {2, 2}, names, code);
    if (vms == nullptr)
        return code;
    const auto interruptible = call.session.interruptible();
    const auto made = vms->createSnapshot(names[0], names[1], description, showing(interruptible.context()));
    if (!made)
        return failWith(made.error());
    print(names[1] + "\n");
    return 0;
}

void printTree(const std::vector<SnapshotInfo> &all, const std::string &parent, const std::string &indent,
               std::string &out)
{
    for (const SnapshotInfo &one : all) {
        if (one.parent != parent)
            continue;
        out += indent + (one.current ? "* " : "- ") + one.name + " (" + one.state + ")" +
               (one.description.empty() ? "" : "  " + one.description) + "\n";
        printTree(all, one.name, indent + "  ", out);
    }
}

int list(Invocation &call)
{
    FlagSet options;
    Connect connect;
    bool tree = false;
    std::string format;
    connect.declare(options);
    options.flag(tree, "tree", 0, "Show which one was taken on which");
    options.text(format, "format", 0, "Format output using a custom template: 'table', 'json' or a template");
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {1, 1}, names, code);
    if (vms == nullptr)
        return code;
    const auto all = vms->snapshots(names[0]);
    if (!all)
        return failWith(all.error());
    if (tree) {
        std::string text;
        printTree(*all, {}, {}, text);
        print(text);
        return 0;
    }
    const std::int64_t now = core::realtimeNanoseconds();
    std::vector<std::string> rows;
    for (const SnapshotInfo &one : *all)
        rows.push_back(nlohmann::ordered_json({{"Name", one.name},
                                               {"Parent", one.parent},
                                               {"State", one.state},
                                               {"Created", core::timeAgo(one.createdNs, now)},
                                               {"Current", one.current ? "yes" : ""},
                                               {"Memory", one.withMemory ? "yes" : ""},
                                               {"Description", one.description}})
                           .dump());
    const auto text = renderRows(format,
                                 {{"Name", "NAME"},
                                  {"Parent", "PARENT"},
                                  {"State", "STATE"},
                                  {"Created", "CREATED"},
                                  {"Current", "CURRENT"},
                                  {"Description", "DESCRIPTION"}},
                                 rows);
    if (!text)
        return failWith(text.error());
    print(*text);
    return 0;
}

int revert(Invocation &call)
{
    FlagSet options;
    Connect connect;
    connect.declare(options);
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {2, 2}, names, code);
    if (vms == nullptr)
        return code;
    const auto interruptible = call.session.interruptible();
    const auto done = vms->revertSnapshot(names[0], names[1], showing(interruptible.context()));
    return done ? 0 : failWith(done.error());
}

int remove(Invocation &call)
{
    FlagSet options;
    Connect connect;
    bool children = false;
    connect.declare(options);
    options.flag(children, "children", 0, "Remove those taken on it, too");
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {2, {}}, names, code);
    if (vms == nullptr)
        return code;
    return forEachName({names.begin() + 1, names.end()}, Echo::Yes, [&](const std::string &name) {
        return vms->removeSnapshot(names[0], name, children);
    });
}

} // namespace

void addSnapshot(Registry &registry)
{
    registry.add({"vm snapshot create", kHeading, "[OPTIONS] VM NAME",
                  "Keep the state of a VM: disks, and memory when it runs", create});
    registry.add({"vm snapshot ls", kHeading, "[OPTIONS] VM", "List the snapshots of a VM", list});
    registry.add({"vm snapshot revert", kHeading, "VM NAME", "Go back to a snapshot", revert});
    registry.alias("vm snapshot restore", "vm snapshot revert");
    registry.add({"vm snapshot rm", kHeading, "[OPTIONS] VM NAME [NAME...]", "Remove snapshots", remove});
}

} // namespace catamaran::cli::vm
