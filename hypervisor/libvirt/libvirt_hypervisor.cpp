// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/libvirt_hypervisor.h"

#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "hypervisor/libvirt/boot_plan.h"
#include "hypervisor/libvirt/identity.h"
#include "hypervisor/libvirt/kvm_doubt.h"
#include "hypervisor/libvirt/session_daemon.h"
#include "hypervisor/libvirt/share_plan.h"
#include "hypervisor/libvirt/tap_link.h"
#include "hypervisor/libvirt/warm_store.h"
#include "hypervisor/probe/accelerator_probe.h"
#include "hypervisor/xml/domain_document.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::hv {

using base::Errc;
using base::Result;

Result<std::shared_ptr<Hypervisor>> Hypervisor::open(const HypervisorOptions &options)
{
    if (options.dataDirectory.empty() || options.runDirectory.empty())
        return base::fail(Errc::InvalidArgument, "the hypervisor needs a data and a run directory");
    const auto init = findHelper("catamaran-guest-init");
    return std::shared_ptr<Hypervisor>(
        std::make_shared<LibvirtHypervisor>(options, init ? *init : std::string()));
}

LibvirtHypervisor::LibvirtHypervisor(HypervisorOptions options, std::string guestInit)
    : m_options(std::move(options)), m_kernels(m_options.dataDirectory, std::move(guestInit)),
      m_disks(m_options.dataDirectory), m_connection(m_options)
{
}

AcceleratorReport LibvirtHypervisor::accelerator()
{
    return withDoubt(probe::cachedAcceleratorReport(), m_options.dataDirectory);
}

std::vector<Capability> LibvirtHypervisor::capabilities()
{
    std::vector<Capability> out;
    const AcceleratorReport report = accelerator();
    out.push_back({"accelerator", report.accelerator != Accelerator::Tcg, report.explanation, report.fix});
    // Both are numbered 1000000 * major + 1000 * minor + release.
    const auto dotted = [](unsigned long number) {
        return std::to_string(number / 1000000) + "." + std::to_string(number / 1000 % 1000) + "." +
               std::to_string(number % 1000);
    };
    const auto version = m_connection.call([&dotted](virConnectPtr connection) -> Result<std::string> {
        unsigned long libvirt = 0;
        unsigned long qemu = 0;
        if (virConnectGetLibVersion(connection, &libvirt) != 0 ||
            virConnectGetVersion(connection, &qemu) != 0)
            return base::fail(libvirtError("ask for the versions of libvirt and QEMU"));
        return "libvirt " + dotted(libvirt) + ", QEMU " + dotted(qemu);
    });
    if (version)
        out.push_back({"libvirt", true, *version + ", connected to " + m_connection.uri(), ""});
    else
        out.push_back({"libvirt", false, version.error().text(), version.error().fix()});
    const auto kernel = m_kernels.kernel({});
    if (kernel)
        out.push_back({"guest kernel", true, kernel->release, ""});
    else
        out.push_back({"guest kernel", false, kernel.error().text(), kernel.error().fix()});
    const auto init = findHelper("catamaran-guest-init");
    out.push_back({"guest init", init.has_value(), init ? *init : init.error().text(),
                   init ? std::string() : init.error().fix()});
    return out;
}

std::string LibvirtHypervisor::controlSocket(const std::string &uuid) const
{
    return m_options.runDirectory + "/" + uuid.substr(0, 12) + ".ctl";
}

Result<void> LibvirtHypervisor::checkPorts(const std::vector<PortForward> &ports)
{
    for (const PortForward &port : ports) {
        if (portFree(port))
            continue;
        std::string owner;
        if (const auto machines = list())
            for (const FoundMachine &other : *machines)
                if (other.active() && other.view.metadata)
                    for (const PortForward &taken : other.view.metadata->ports)
                        if (taken.hostPort == port.hostPort && taken.udp == port.udp)
                            owner = " by VM " + other.displayName();
        return base::fail(base::Error(Errc::PortInUse, "host port " + std::to_string(port.hostPort) +
                                                           " is already in use" + owner)
                              .withFix("Choose another host port, or stop what uses it."));
    }
    return {};
}

Result<base::UniqueFd> LibvirtHypervisor::takeName(const std::string &name)
{
    CATAMARAN_CHECK(base::makeDirectories(m_options.runDirectory, 0700));
    CATAMARAN_CHECK(base::makeDirectories(m_options.dataDirectory + "/machines", 0700));
    // Two programs must not take the same name at once.
    CATAMARAN_TRY(base::UniqueFd names,
                  base::openFile(m_options.dataDirectory + "/machines/.lock", O_RDWR | O_CREAT, 0600));
    if (::flock(names.get(), LOCK_EX) != 0)
        return base::failErrno("lock the VM names");
    if (const auto taken = find(name); taken && taken->displayName() == name)
        return base::fail(
            base::Error(Errc::AlreadyExists, "the VM name \"" + name + "\" is already in use by VM " +
                                                 taken->view.uuid.substr(0, 12))
                .withFix("Remove that VM (catamaran vm rm " + name + "), or choose another name."));
    else if (!taken && taken.error().code() != Errc::NotFound)
        return base::fail(taken.error());
    return names;
}

Result<xml::DomainDescription>
LibvirtHypervisor::describeLight(const MachineSpec &spec, const std::string &uuid, const MachineFiles &files,
                                 const image::GuestKernel &kernel, const std::string &disk,
                                 Accelerator accelerator, const std::vector<MachineShare> &shares) const
{
    xml::DomainDescription domain;
    domain.uuid = withDashes(uuid);
    domain.domainName = "ct-" + uuid.substr(0, 12);
    domain.metadata = {spec.name,    spec.image,   spec.imageId,    m_options.instance,
                       spec.profile, accelerator,  kernel.release,  files.directory,
                       disk,         realtimeNs(), spec.autoRemove, spec.arguments,
                       spec.ports,   spec.labels};
    if (spec.network) {
        domain.metadata.bridge = spec.network->bridge;
        domain.metadata.tap = spec.network->tap;
        domain.metadata.address = spec.network->address;
    }
    domain.metadata.tty = spec.tty;
    domain.metadata.openStdin = spec.openStdin;
    domain.metadata.restart = spec.restart;
    domain.shares = shares;
    for (const MachineShare &share : shares) {
        if (share.readOnly && share.driver == "virtiofs") {
            CATAMARAN_TRY(domain.readOnlyDaemon, findHelper("catamaran-read-only-share"));
        }
    }
    domain.memory = spec.memory;
    domain.cpus = spec.cpus;
    CATAMARAN_TRY(domain.emulator, emulatorFor(accelerator));
    domain.vmlinux = kernel.vmlinuxPath;
    domain.initrd = files.initrd();
    domain.commandLine = kernelCommandLine(accelerator, accelerator == Accelerator::Tcg ? hostTscKhz() : 0);
    for (const std::string &argument : spec.kernelArguments)
        domain.commandLine += " " + argument;
    domain.controlSocket = controlSocket(uuid);
    domain.journalFile = files.journal();
    domain.consoleFile = files.console();
    domain.macAddress = spec.network && !spec.network->mac.empty() ? spec.network->mac : macAddress(uuid);
    return domain;
}

Result<std::string> LibvirtHypervisor::run(const MachineSpec &spec, const base::OperationContext &context)
{
    const std::int64_t began = base::steadyNanoseconds();
    CATAMARAN_CHECK(validate(spec));
    reconcileOnce();
    const AcceleratorReport report = accelerator();
    CATAMARAN_TRY(const image::GuestKernel kernel, m_kernels.kernel(context));
    CATAMARAN_TRY(const std::string disk, m_disks.obtain(spec.rootKey, spec.layerDirectories, context));
    CATAMARAN_TRY(base::UniqueFd names, takeName(spec.name));
    if (!spec.network)
        CATAMARAN_CHECK(checkPorts(spec.ports));

    CATAMARAN_TRY(const std::vector<MachineShare> shares, planShares(spec.mounts, kernel));
    if (spec.restart.kind != MachineRestart::Kind::No)
        CATAMARAN_CHECK(findProgram());

    CATAMARAN_TRY(const StartPlan plan, planStart(spec, kernel, report.accelerator, context));
    const std::string uuid = plan.uuid;
    const MachineFiles files{m_options.dataDirectory + "/machines/" + uuid};
    base::Rollback rollback;
    rollback.push("remove " + files.directory, [&] { return base::removeTree(files.directory); });
    CATAMARAN_CHECK(base::makeDirectories(files.directory, 0700));
    CATAMARAN_TRY(const std::string shared, m_kernels.baseInitramfs(kernel));
    std::string initrd = shared;
    std::vector<std::string> drivers;
    for (const MachineShare &share : shares)
        drivers.push_back(share.driver);
    if (!shares.empty()) {
        CATAMARAN_TRY(const std::string modules, image::KernelStore::shareInitramfs(kernel));
        initrd += modules;
    }
    initrd += bootArchive(spec, drivers);
    CATAMARAN_CHECK(base::writeFileAtomic(files.initrd(), initrd, 0600));

    CATAMARAN_TRY(const xml::DomainDescription domain,
                  describeLight(spec, uuid, files, kernel, disk, report.accelerator, shares));
    const std::string text = xml::writeDomain(domain);

    context.report("Starting the VM");
    rollback.push("undefine VM " + spec.name, [&]() -> Result<void> {
        return m_connection.call([uuid](virConnectPtr connection) -> Result<void> {
            if (const Domain known(virDomainLookupByUUIDString(connection, uuid.c_str())); known)
                virDomainUndefine(known.get());
            return {};
        });
    });
    CATAMARAN_CHECK(m_connection.call(
        [text](virConnectPtr connection) -> Result<void> {
            const Domain defined(virDomainDefineXMLFlags(connection, text.c_str(), 0));
            if (!defined)
                return base::fail(libvirtError("define the VM"));
            return {};
        },
        std::chrono::seconds(60)));
    BootNote note;
    note.beganNs = began;
    note.definedNs = base::steadyNanoseconds();
    names.reset();
    if (plan.mode != StartMode::Cold) {
        const Warm warm{{}, plan.directory};
        CATAMARAN_CHECK(padDisk(disk));
        auto booted = bootWarm(spec, domain, warm, files, note, plan.mode == StartMode::Spare);
        if (booted) {
            rollback.release();
            return uuid;
        }
        rollback.push("stop VM " + spec.name, [&] { return destroy(uuid); });
        if (m_startMode != StartMode::Fastest)
            return base::fail(rollback.fail(std::move(booted).error().withContext("start VM " + spec.name)));
        context.report("Starting from the beginning: " + booted.error().message());
        CATAMARAN_CHECK(destroy(uuid));
        CATAMARAN_CHECK(waitInactive(uuid, std::chrono::milliseconds(10000)));
    }
    if (auto booted = boot(uuid, files, note); !booted)
        return base::fail(rollback.fail(std::move(booted).error().withContext("start VM " + spec.name)));
    rollback.release();
    return uuid;
}

Result<void> LibvirtHypervisor::emulateFromNowOn(const FoundMachine &machine)
{
    CATAMARAN_TRY(const std::string text, definition(machine.view.uuid));
    CATAMARAN_TRY(xml::DomainDocument document, xml::DomainDocument::parse(text));
    CATAMARAN_TRY(const std::string emulator, emulatorFor(Accelerator::Tcg));
    document.setType("qemu");
    document.setCpuMode("maximum");
    document.setEmulator(emulator);
    document.setMetadata("accel", std::string(acceleratorName(Accelerator::Tcg)));
    // What a guest needs to hear under emulation; its own arguments stand behind.
    if (!machine.view.metadata->full)
        document.replaceEverywhere(kernelCommandLine(Accelerator::Kvm, 0),
                                   kernelCommandLine(Accelerator::Tcg, hostTscKhz()));
    return define(document.text());
}

Result<void> LibvirtHypervisor::boot(const std::string &uuid, const MachineFiles &files, BootNote note)
{
    note.startedNs = realtimeNs();
    CATAMARAN_TRY(const auto before, refresh(uuid));
    const auto saved = hasSavedState(uuid);
    if (saved && *saved) {
        // It goes on where it was: what it wrote since its boot is still this boot's.
        const BootNote old = files.readBootNote();
        note.journalOffset = old.journalOffset;
        note.consoleOffset = old.consoleOffset;
    } else {
        note.journalOffset = fileSize(files.journal());
        note.consoleOffset = fileSize(files.console());
    }
    CATAMARAN_CHECK(files.writeBootNote(note));
    if (before.view.accelerator == Accelerator::Kvm && !(saved && *saved) &&
        accelerator().accelerator == Accelerator::Tcg)
        CATAMARAN_CHECK(emulateFromNowOn(before));
    if (before.view.metadata && !before.view.metadata->tap.empty())
        CATAMARAN_CHECK(makeTap(before.view.metadata->tap, before.view.metadata->bridge));
    // A socket of an earlier life would make QEMU's bind fail.
    ::unlink(controlSocket(uuid).c_str());
    CATAMARAN_CHECK(m_connection.call(
        [uuid](virConnectPtr connection) -> Result<void> {
            const Domain domain(virDomainLookupByUUIDString(connection, uuid.c_str()));
            if (!domain || virDomainCreate(domain.get()) != 0)
                return base::fail(libvirtError("start QEMU"));
            return {};
        },
        std::chrono::seconds(120)));
    note.qemuNs = base::steadyNanoseconds();
    CATAMARAN_CHECK(files.writeBootNote(note));
    if (m_heard)
        m_watch.watch(uuid);
    if (before.view.metadata && before.view.metadata->restart.kind != MachineRestart::Kind::No)
        return watchForRestart(before);
    return {};
}

Result<void> LibvirtHypervisor::start(const std::string &which, const base::OperationContext &context)
{
    BootNote note;
    note.beganNs = base::steadyNanoseconds();
    CATAMARAN_TRY(const FoundMachine machine, find(which));
    if (machine.active())
        return {};
    context.report("Starting the VM");
    if (!machine.ours)
        return onDomain(
            machine.view.uuid,
            [](virDomainPtr domain) -> Result<void> {
                if (virDomainCreate(domain) != 0)
                    return base::fail(libvirtError("start the VM"));
                return {};
            },
            std::chrono::seconds(120));
    if (machine.view.metadata->tap.empty())
        CATAMARAN_CHECK(checkPorts(machine.view.metadata->ports));
    note.definedNs = base::steadyNanoseconds();
    return boot(machine.view.uuid, machine.files(), note);
}

Result<std::string> LibvirtHypervisor::importKernel(const std::string &path,
                                                    const base::OperationContext &context)
{
    return m_kernels.import(path, context);
}

Result<std::shared_ptr<void>> LibvirtHypervisor::subscribe(std::function<void(const MachineEvent &)> onEvent)
{
    auto token = m_connection.listen(std::move(onEvent));
    // Events need a connection; without libvirt there is nothing to hear yet, which is no error.
    m_heard = true;
    if (const auto found = list())
        for (const FoundMachine &machine : *found)
            if (machine.ours && machine.active())
                m_watch.watch(machine.view.uuid);
    return token;
}

} // namespace catamaran::hv
