// SPDX-License-Identifier: GPL-3.0-or-later
// Hot spares: paused clones with the disk of one image, waiting for a command.
#include "hypervisor/libvirt/warm_store.h"

#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "hypervisor/guest/channel.h"
#include "hypervisor/libvirt/domain_metadata.h"
#include "hypervisor/libvirt/identity.h"
#include "hypervisor/xml/xml_writer.h"

#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>

namespace catamaran::hv {

namespace fs = std::filesystem;
using base::Errc;
using base::Result;

namespace {

constexpr const char *kUnfinished = "unfinished"; ///< instead of its key: nobody takes it yet

std::string spareKey(const std::string &templateKey, const MachineSpec &spec)
{
    return templateKey + " " + spec.rootKey;
}

} // namespace

Result<std::string> LibvirtHypervisor::takeSpare(const Warm &warm, const MachineSpec &spec)
{
    const std::string lockPath = m_options.dataDirectory + "/templates/.spares";
    CATAMARAN_TRY(const base::UniqueFd lock, base::openFile(lockPath, O_RDWR | O_CREAT, 0600));
    if (::flock(lock.get(), LOCK_EX) != 0)
        return base::failErrno("lock the spare VMs");
    CATAMARAN_TRY(const std::vector<FoundMachine> machines, list());
    for (const FoundMachine &machine : machines) {
        if (!machine.ours || machine.state != VIR_DOMAIN_PAUSED)
            continue;
        xml::VmMetadata metadata = *machine.view.metadata;
        const auto label = metadata.labels.find(kSpareLabel);
        if (label == metadata.labels.end() || label->second != spareKey(warm.key, spec))
            continue;
        // Out of the reserve before anybody else looks; its definition follows.
        metadata.labels = spec.labels;
        metadata.name = spec.name;
        metadata.image = spec.image;
        metadata.imageId = spec.imageId;
        metadata.autoRemove = spec.autoRemove;
        metadata.arguments = spec.arguments;
        metadata.ports = spec.ports;
        metadata.createdNs = realtimeNs();
        metadata.tty = spec.tty;
        metadata.openStdin = spec.openStdin;
        metadata.restart = spec.restart;
        const auto ports = spec.ports;
        auto taken = onDomain(machine.view.uuid, [metadata, ports](virDomainPtr domain) -> Result<void> {
            CATAMARAN_CHECK(setDomainMetadata(domain, metadata, VIR_DOMAIN_AFFECT_LIVE));
            for (const PortForward &port : ports)
                CATAMARAN_CHECK(addForward(domain, port));
            return {};
        });
        if (!taken) {
            (void)destroy(machine.view.uuid);
            return base::fail(std::move(taken).error());
        }
        return machine.view.uuid;
    }
    return base::fail(base::Error(Errc::NotFound, "no spare VM is ready for " + spec.image)
                          .withFix("Make some: catamaran vm warm create --spares 1 " + spec.image + "."));
}

Result<void> LibvirtHypervisor::prepareWarm(const MachineSpec &spec, int spares,
                                            const base::OperationContext &context)
{
    reconcileOnce();
    CATAMARAN_TRY(const Warm warm, obtainTemplate(spec, context));
    if (spares <= 0)
        return {};
    CATAMARAN_TRY(const image::GuestKernel kernel, m_kernels.kernel(context));
    CATAMARAN_TRY(const std::string disk, m_disks.obtain(spec.rootKey, spec.layerDirectories, context));
    CATAMARAN_CHECK(padDisk(disk));
    CATAMARAN_TRY(const std::vector<FoundMachine> machines, list());
    for (const FoundMachine &machine : machines)
        if (isReserve(machine) && machine.state == VIR_DOMAIN_PAUSED &&
            machine.view.metadata->labels.contains(kSpareLabel) &&
            machine.view.metadata->labels.at(kSpareLabel) == spareKey(warm.key, spec))
            --spares;
    for (; spares > 0; --spares) {
        context.report("Making a spare VM");
        // Whoever sweeps must not see the directory without its domain.
        CATAMARAN_TRY(const base::UniqueFd names, takeName("spare-" + warm.key));
        CATAMARAN_CHECK(removeUnfinishedSpares());
        const std::string uuid = freshUuid();
        const MachineFiles files{m_options.dataDirectory + "/machines/" + uuid};
        base::Rollback rollback;
        rollback.push("remove " + files.directory, [&] { return base::removeTree(files.directory); });
        rollback.push("stop the spare VM", [&] { return destroy(uuid); });
        CATAMARAN_CHECK(base::makeDirectories(files.directory, 0700));
        MachineSpec plain;
        plain.name = "spare-" + uuid.substr(0, 8);
        plain.image = spec.image;
        plain.memory = spec.memory;
        plain.cpus = spec.cpus;
        plain.profile = spec.profile;
        plain.labels = {{kSpareLabel, kUnfinished}};
        CATAMARAN_TRY(xml::DomainDescription domain,
                      describeLight(plain, uuid, files, kernel, disk, accelerator().accelerator, {}));
        if (auto started = startClone(domain, warm); !started)
            return base::fail(rollback.fail(std::move(started).error()));
        domain.metadata.labels = {{kSpareLabel, spareKey(warm.key, spec)}};
        if (auto ready = rehearse(uuid, plain, domain.metadata); !ready)
            return base::fail(rollback.fail(std::move(ready).error()));
        rollback.release();
    }
    return {};
}

Result<void> LibvirtHypervisor::removeUnfinishedSpares()
{
    CATAMARAN_TRY(const std::vector<FoundMachine> machines, list());
    for (const FoundMachine &machine : machines) {
        if (!isReserve(machine))
            continue;
        const auto label = machine.view.metadata->labels.find(kSpareLabel);
        if (label == machine.view.metadata->labels.end() || label->second != kUnfinished)
            continue;
        CATAMARAN_CHECK(destroy(machine.view.uuid));
        CATAMARAN_CHECK(base::removeTree(m_options.dataDirectory + "/machines/" + machine.view.uuid));
    }
    return {};
}

Result<void> LibvirtHypervisor::rehearse(const std::string &uuid, const MachineSpec &plain,
                                         const xml::VmMetadata &finished)
{
    CATAMARAN_CHECK(onDomain(uuid, [](virDomainPtr domain) -> Result<void> {
        if (virDomainResume(domain) != 0)
            return base::fail(libvirtError("resume the VM"));
        return {};
    }));
    CATAMARAN_CHECK(handOver(uuid, plain, HandOver::Ground));
    // Under emulation the first start of a program translates half the kernel. Its init says at once that it
    // is no program for that place, which is all that is wanted here; nothing of it stays.
    (void)guest::execInGuest(controlSocket(uuid), {"/proc/1/exe"}, {}, {}, {}, {});
    return onDomain(uuid, [finished](virDomainPtr domain) -> Result<void> {
        if (virDomainSuspend(domain) != 0)
            return base::fail(libvirtError("pause the VM"));
        return setDomainMetadata(domain, finished, VIR_DOMAIN_AFFECT_LIVE);
    });
}

Result<std::vector<WarmState>> LibvirtHypervisor::warmStates()
{
    std::vector<WarmState> out;
    std::error_code error;
    for (fs::directory_iterator it(m_options.dataDirectory + "/templates", error), end; !error && it != end;
         it.increment(error)) {
        const Warm warm{it->path().filename(), it->path()};
        if (!it->is_directory() || !warm.ready())
            continue;
        WarmState state;
        state.key = warm.key;
        state.memory = base::Bytes(fileSize(warm.memory()));
        CATAMARAN_TRY(state.diskBytes, base::diskUsage(warm.directory));
        out.push_back(std::move(state));
    }
    CATAMARAN_TRY(const std::vector<FoundMachine> machines, list());
    for (const FoundMachine &machine : machines) {
        if (!isReserve(machine) || machine.state != VIR_DOMAIN_PAUSED)
            continue;
        for (WarmState &state : out) {
            const auto label = machine.view.metadata->labels.find(kSpareLabel);
            if (label != machine.view.metadata->labels.end() && label->second.starts_with(state.key + " ")) {
                ++state.spares;
                state.image = machine.view.metadata->image;
                state.cpus = machine.view.cpus;
            }
        }
    }
    return out;
}

Result<void> LibvirtHypervisor::cool()
{
    CATAMARAN_TRY(const std::vector<FoundMachine> machines, list());
    for (const FoundMachine &machine : machines) {
        if (!isReserve(machine))
            continue;
        CATAMARAN_CHECK(destroy(machine.view.uuid));
        ::unlink(controlSocket(machine.view.uuid).c_str());
        if (machine.view.metadata->labels.contains(kSpareLabel))
            CATAMARAN_CHECK(base::removeTree(m_options.dataDirectory + "/machines/" + machine.view.uuid));
    }
    // VMs that run keep the memory they have mapped.
    return base::removeTree(m_options.dataDirectory + "/templates");
}

} // namespace catamaran::hv
