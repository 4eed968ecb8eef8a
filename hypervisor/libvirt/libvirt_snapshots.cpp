// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/libvirt_hypervisor.h"
#include "hypervisor/xml/snapshot_xml.h"

#include <algorithm>

namespace catamaran::hv {

using base::Errc;
using base::Result;

namespace {

constexpr std::chrono::seconds kSnapshotDeadline{300};

struct SnapshotReleaser {
    void operator()(virDomainSnapshotPtr snapshot) const { virDomainSnapshotFree(snapshot); }
};
using Snapshot = std::unique_ptr<virDomainSnapshot, SnapshotReleaser>;

Result<Snapshot> lookUp(virDomainPtr domain, const std::string &name)
{
    Snapshot snapshot(virDomainSnapshotLookupByName(domain, name.c_str(), 0));
    if (!snapshot)
        return base::fail(base::Error(Errc::NotFound, "No such snapshot: " + name)
                              .withFix("List them with `catamaran vm snapshot ls`."));
    return snapshot;
}

} // namespace

Result<std::vector<SnapshotInfo>> LibvirtHypervisor::snapshots(const std::string &which)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    return onDomain(machine.view.uuid, [](virDomainPtr domain) -> Result<std::vector<SnapshotInfo>> {
        virDomainSnapshotPtr *raw = nullptr;
        const int count = virDomainListAllSnapshots(domain, &raw, 0);
        if (count < 0)
            return base::fail(libvirtError("list the snapshots"));
        std::vector<Snapshot> all;
        for (int i = 0; i < count; ++i)
            all.emplace_back(raw[i]);
        std::free(raw);
        std::vector<SnapshotInfo> out;
        for (const Snapshot &snapshot : all) {
            CATAMARAN_TRY(SnapshotInfo info,
                          xml::readSnapshot(takeText(virDomainSnapshotGetXMLDesc(snapshot.get(), 0))));
            info.current = virDomainSnapshotIsCurrent(snapshot.get(), 0) == 1;
            out.push_back(std::move(info));
        }
        std::stable_sort(out.begin(), out.end(), [](const SnapshotInfo &a, const SnapshotInfo &b) {
            return a.createdNs < b.createdNs;
        });
        return out;
    });
}

Result<void> LibvirtHypervisor::createSnapshot(const std::string &which, const std::string &name,
                                               const std::string &description,
                                               const base::OperationContext &context)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (machine.ours && !machine.view.metadata->full)
        return base::fail(
            base::Error(Errc::Unsupported, "a light VM has no disk of its own to keep a snapshot in")
                .withFix("Use `catamaran vm save` to keep its state, or make a VM from a disk image."));
    if (name.empty() || name.find('/') != std::string::npos)
        return base::fail(Errc::InvalidArgument, "a snapshot needs a name without '/'");
    context.report("Taking the snapshot");
    const std::string text = xml::writeSnapshot(name, description);
    return onDomain(
        machine.view.uuid,
        [text, name](virDomainPtr domain) -> Result<void> {
            if (const Snapshot taken(virDomainSnapshotLookupByName(domain, name.c_str(), 0)); taken)
                return base::fail(Errc::AlreadyExists, "the VM has a snapshot " + name + " already");
            const Snapshot made(virDomainSnapshotCreateXML(domain, text.c_str(), 0));
            if (!made)
                return base::fail(libvirtError("take the snapshot"));
            return {};
        },
        kSnapshotDeadline);
}

Result<void> LibvirtHypervisor::revertSnapshot(const std::string &which, const std::string &name,
                                               const base::OperationContext &context)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    context.report("Going back to the snapshot");
    return onDomain(
        machine.view.uuid,
        [name](virDomainPtr domain) -> Result<void> {
            CATAMARAN_TRY(const Snapshot snapshot, lookUp(domain, name));
            if (virDomainRevertToSnapshot(snapshot.get(), 0) == 0)
                return {};
            // From a VM of another QEMU or state: it has to be started anew for it.
            if (virDomainRevertToSnapshot(snapshot.get(), VIR_DOMAIN_SNAPSHOT_REVERT_FORCE) != 0)
                return base::fail(libvirtError("go back to the snapshot"));
            return {};
        },
        kSnapshotDeadline);
}

Result<void> LibvirtHypervisor::removeSnapshot(const std::string &which, const std::string &name,
                                               bool children)
{
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    return onDomain(
        machine.view.uuid,
        [name, children](virDomainPtr domain) -> Result<void> {
            CATAMARAN_TRY(const Snapshot snapshot, lookUp(domain, name));
            if (virDomainSnapshotDelete(snapshot.get(), children ? VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN : 0) !=
                0)
                return base::fail(libvirtError("remove the snapshot"));
            return {};
        },
        kSnapshotDeadline);
}

} // namespace catamaran::hv
