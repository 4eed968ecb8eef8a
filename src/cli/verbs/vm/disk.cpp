// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/output.h"
#include "src/cli/verbs/vm/common.h"

#include <nlohmann/json.hpp>

namespace catamaran::cli::vm {

namespace {

using hv::Hypervisor;
using Names = std::vector<std::string>;

int show(const base::Result<std::string> &text)
{
    if (!text)
        return failWith(text.error());
    print(*text);
    return 0;
}

int listDisks(Invocation &call)
{
    FlagSet options;
    Connect connect;
    std::string format;
    connect.declare(options);
    options.text(format, "format", 0, "Format output using a custom template: 'table', 'json' or a template");
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {1, 1}, names, code);
    if (vms == nullptr)
        return code;
    const auto all = vms->disks(names[0]);
    if (!all)
        return failWith(all.error());
    std::vector<std::string> rows;
    for (const hv::MachineDisk &disk : *all)
        rows.push_back(nlohmann::ordered_json({{"Target", disk.target},
                                               {"Device", disk.device},
                                               {"Format", disk.format},
                                               {"Size", base::Bytes(disk.capacityBytes).human()},
                                               {"Used", base::Bytes(disk.allocatedBytes).human()},
                                               {"SizeBytes", disk.capacityBytes},
                                               {"UsedBytes", disk.allocatedBytes},
                                               {"ReadOnly", disk.readOnly},
                                               {"Backing", disk.backing},
                                               {"Path", disk.path}})
                           .dump());
    return show(renderRows(format,
                           {{"Target", "TARGET"},
                            {"Device", "DEVICE"},
                            {"Format", "FORMAT"},
                            {"Size", "SIZE"},
                            {"Used", "USED"},
                            {"Path", "PATH"}},
                           rows));
}

int addOneDisk(Invocation &call)
{
    FlagSet options;
    Connect connect;
    std::optional<base::Bytes> size;
    std::string path;
    bool readOnly = false;
    connect.declare(options);
    options.bytes(size, "size", 's', "Size of a new disk");
    options.text(path, "file", 0, "Add this image instead", "file");
    options.flag(readOnly, "read-only", 0, "The guest cannot write to it");
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {1, 1}, names, code);
    if (vms == nullptr)
        return code;
    const auto target = vms->addDisk(names[0], size, path, readOnly);
    if (!target)
        return failWith(target.error());
    print(*target + "\n");
    return 0;
}

int removeOneDisk(Invocation &call)
{
    FlagSet options;
    Connect connect;
    bool erase = false;
    connect.declare(options);
    options.flag(erase, "erase", 0, "Delete its file, too, if Catamaran made it");
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {2, 2}, names, code);
    if (vms == nullptr)
        return code;
    const auto done = vms->removeDisk(names[0], names[1], erase);
    return done ? 0 : failWith(done.error());
}

int resizeOneDisk(Invocation &call)
{
    FlagSet options;
    Connect connect;
    connect.declare(options);
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {3, 3}, names, code);
    if (vms == nullptr)
        return code;
    const auto size = base::Bytes::parse(names[2]);
    if (!size)
        return failUsage(call, size.error());
    const auto done = vms->resizeDisk(names[0], names[1], *size);
    return done ? 0 : failWith(done.error());
}

int listShares(Invocation &call)
{
    FlagSet options;
    Connect connect;
    std::string format;
    connect.declare(options);
    options.text(format, "format", 0, "Format output using a custom template: 'table', 'json' or a template");
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {1, 1}, names, code);
    if (vms == nullptr)
        return code;
    const auto all = vms->shares(names[0]);
    if (!all)
        return failWith(all.error());
    std::vector<std::string> rows;
    for (const hv::MachineShare &share : *all)
        rows.push_back(nlohmann::ordered_json({{"Tag", share.tag},
                                               {"Driver", share.driver},
                                               {"ReadOnly", share.readOnly},
                                               {"Source", share.source}})
                           .dump());
    return show(renderRows(
        format, {{"Tag", "TAG"}, {"Driver", "DRIVER"}, {"ReadOnly", "READ ONLY"}, {"Source", "SOURCE"}},
        rows));
}

int addOneShare(Invocation &call)
{
    FlagSet options;
    Connect connect;
    hv::MachineShare share;
    connect.declare(options);
    options.text(share.driver, "driver", 0, "virtiofs or 9p (default: the better one that works here)");
    options.flag(share.readOnly, "read-only", 0, "The guest cannot write to it");
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {3, 3}, names, code);
    if (vms == nullptr)
        return code;
    share.source = names[1];
    share.tag = names[2];
    const auto made = vms->addShare(names[0], share);
    if (!made)
        return failWith(made.error());
    print("In the guest: mount -t " +
          (made->driver == "virtiofs" ? "virtiofs " + made->tag
                                      : "9p -o trans=virtio,version=9p2000.L " + made->tag) +
          " /mnt\n");
    if (made->driver != "virtiofs")
        print("The guest's kernel needs 9p for it: Debian's linux-image-amd64 has it, its cloud kernel has "
              "not.\n");
    return 0;
}

int removeOneShare(Invocation &call)
{
    FlagSet options;
    Connect connect;
    connect.declare(options);
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {2, 2}, names, code);
    if (vms == nullptr)
        return code;
    const auto done = vms->removeShare(names[0], names[1]);
    return done ? 0 : failWith(done.error());
}

} // namespace

void addDisk(Registry &registry)
{
    registry.add({"vm disk ls", kHeading, "[OPTIONS] VM", "List the disks of a VM", listDisks});
    registry.add({"vm disk add", kHeading, "[OPTIONS] VM", "Add a disk, also while the VM runs", addOneDisk});
    registry.add({"vm disk rm", kHeading, "[OPTIONS] VM TARGET", "Take a disk out", removeOneDisk});
    registry.add({"vm disk resize", kHeading, "VM TARGET SIZE", "Make a disk larger, also while the VM runs",
                  resizeOneDisk});
    registry.add({"vm share ls", kHeading, "[OPTIONS] VM", "List the folders shared with a VM", listShares});
    registry.add({"vm share add", kHeading, "[OPTIONS] VM DIRECTORY TAG", "Share a folder with a stopped VM",
                  addOneShare});
    registry.add({"vm share rm", kHeading, "VM TAG", "Share a folder no longer", removeOneShare});
}

} // namespace catamaran::cli::vm
