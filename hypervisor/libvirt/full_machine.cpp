// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "hypervisor/guest/cloud_progress.h"
#include "hypervisor/image/disk_files.h"
#include "hypervisor/image/seed_iso.h"
#include "hypervisor/libvirt/identity.h"
#include "hypervisor/libvirt/libvirt_hypervisor.h"
#include "hypervisor/libvirt/session_daemon.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace catamaran::hv {

using base::Errc;
using base::Result;
using std::chrono::milliseconds;

namespace {

Result<void> validateFull(const FullMachineSpec &spec)
{
    const auto bad = [](std::string text) { return base::fail(Errc::InvalidArgument, std::move(text)); };
    if (spec.name.empty() || std::isalnum(static_cast<unsigned char>(spec.name[0])) == 0 ||
        spec.name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") !=
            std::string::npos)
        return bad("invalid VM name '" + spec.name + "': only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    if (spec.diskPath.empty() && !spec.diskSize)
        return bad("a VM needs a disk image, or the size of a new disk");
    if (spec.diskPath.empty() && spec.isoPath.empty() && spec.kernelPath.empty())
        return bad("there is nothing to boot: give a disk image, an installer (--iso) or a kernel");
    if (spec.memory < base::Bytes::mib(128))
        return bad("a VM with a system of its own needs at least 128 MiB of memory");
    if (spec.cpus < 1 || spec.cpus > 255)
        return bad("a VM has 1 to 255 CPUs");
    for (const std::string &path : {spec.isoPath, spec.kernelPath, spec.initrdPath})
        if (!path.empty() && ::access(path.c_str(), R_OK) != 0)
            return base::failErrno("read " + path);
    const bool firmware = ::access("/usr/share/OVMF/OVMF_CODE.fd", R_OK) == 0 ||
                          ::access("/usr/share/OVMF/OVMF_CODE_4M.fd", R_OK) == 0 ||
                          ::access("/usr/share/edk2/ovmf/OVMF_CODE.fd", R_OK) == 0;
    if ((spec.uefi || spec.secureBoot) && !firmware)
        return base::fail(base::Error(Errc::Unsupported, "UEFI firmware for VMs is not installed")
                              .withFix("Install the package ovmf, or leave --uefi out."));
    if (spec.tpm && ::access("/usr/bin/swtpm", X_OK) != 0)
        return base::fail(base::Error(Errc::Unsupported, "the TPM emulator is not installed")
                              .withFix("Install the package swtpm, or leave --tpm out."));
    return {};
}

/// The VM's own disk: blank, or copy-on-write on the image.
Result<void> makeDisk(const FullMachineSpec &spec, const MachineFiles &files,
                      const base::OperationContext &context)
{
    if (spec.diskPath.empty())
        return image::createQcow2(files.disk(), spec.diskSize->count, {}, {});
    std::string base = spec.diskPath;
    if (base.ends_with(".ova") || base.ends_with(".OVA")) {
        base = files.directory + "/imported";
        CATAMARAN_CHECK(image::extractOva(spec.diskPath, base, context));
    }
    CATAMARAN_TRY(const image::DiskFile disk, image::probeDisk(base));
    if (spec.diskSize && spec.diskSize->count < disk.virtualBytes)
        return base::fail(base::Error(Errc::InvalidArgument, "--disk-size " + spec.diskSize->human() +
                                                                 " is less than the image's " +
                                                                 base::Bytes(disk.virtualBytes).human())
                              .withFix("Leave it out, or give more."));
    const std::int64_t size = std::max(disk.virtualBytes, spec.diskSize ? spec.diskSize->count : 0);
    return image::createQcow2(files.disk(), size, base, disk.format);
}

Result<void> writeSeed(const FullMachineSpec &spec, const MachineFiles &files)
{
    if (spec.seed.empty())
        return {};
    CATAMARAN_CHECK(base::writeFileAtomic(files.seedTexts(), nlohmann::json(spec.seed).dump(), 0600));
    return image::writeSeedIso(files.seed(), spec.seed);
}

} // namespace

std::string LibvirtHypervisor::agentSocket(const std::string &uuid) const
{
    return m_options.runDirectory + "/" + uuid.substr(0, 12) + ".qga";
}

std::string LibvirtHypervisor::screenSocket(const std::string &uuid) const
{
    return m_options.runDirectory + "/" + uuid.substr(0, 12) + ".vnc";
}

Result<std::string> LibvirtHypervisor::createFull(const FullMachineSpec &spec,
                                                  const base::OperationContext &context)
{
    const std::int64_t began = base::steadyNanoseconds();
    CATAMARAN_CHECK(validateFull(spec));
    reconcileOnce();
    const AcceleratorReport report = accelerator();
    CATAMARAN_TRY(base::UniqueFd names, takeName(spec.name));
    if (!spec.network)
        CATAMARAN_CHECK(checkPorts(spec.ports));
    const std::string uuid = freshUuid();
    const MachineFiles files{m_options.dataDirectory + "/machines/" + uuid};
    base::Rollback rollback;
    rollback.push("remove " + files.directory, [&] { return base::removeTree(files.directory); });
    CATAMARAN_CHECK(base::makeDirectories(files.directory, 0700));
    context.report("Making the disk");
    CATAMARAN_CHECK(makeDisk(spec, files, context));
    CATAMARAN_CHECK(writeSeed(spec, files));

    xml::FullDomainDescription domain;
    domain.uuid = withDashes(uuid);
    domain.domainName = "ct-" + uuid.substr(0, 12);
    domain.metadata.name = spec.name;
    domain.metadata.image = spec.diskPath.empty() ? spec.isoPath : spec.diskPath;
    domain.metadata.instance = m_options.instance;
    domain.metadata.accelerator = report.accelerator;
    domain.metadata.directory = files.directory;
    domain.metadata.disk = files.disk();
    domain.metadata.createdNs = realtimeNs();
    domain.metadata.autoRemove = spec.autoRemove;
    domain.metadata.ports = spec.ports;
    domain.metadata.labels = spec.labels;
    domain.metadata.full = true;
    domain.metadata.sshUser = spec.sshUser;
    domain.metadata.sshPort = spec.sshPort;
    domain.macAddress = macAddress(uuid);
    if (spec.network) {
        domain.metadata.bridge = spec.network->bridge;
        domain.metadata.tap = spec.network->tap;
        domain.metadata.address = spec.network->address;
        if (!spec.network->mac.empty())
            domain.macAddress = spec.network->mac;
    }
    domain.memory = spec.memory;
    domain.cpus = spec.cpus;
    CATAMARAN_TRY(domain.emulator, emulatorFor(report.accelerator));
    domain.uefi = spec.uefi || spec.secureBoot;
    domain.secureBoot = spec.secureBoot;
    domain.tpm = spec.tpm;
    domain.seedPath = spec.seed.empty() ? std::string() : files.seed();
    domain.isoPath = spec.isoPath;
    domain.kernelPath = spec.kernelPath;
    domain.initrdPath = spec.initrdPath;
    domain.commandLine = spec.kernelArguments;
    domain.agentSocket = agentSocket(uuid);
    domain.screenSocket = screenSocket(uuid);
    domain.consoleFile = files.console();
    domain.shares = spec.shares;
    rollback.push("undefine VM " + spec.name, [&]() -> Result<void> {
        return m_connection.call([uuid](virConnectPtr connection) -> Result<void> {
            if (const Domain known(virDomainLookupByUUIDString(connection, uuid.c_str())); known)
                virDomainUndefineFlags(known.get(), VIR_DOMAIN_UNDEFINE_NVRAM);
            return {};
        });
    });
    CATAMARAN_CHECK(define(xml::writeFullDomain(domain)));
    names.reset();
    if (spec.start) {
        context.report("Starting the VM");
        BootNote note;
        note.beganNs = began;
        note.definedNs = base::steadyNanoseconds();
        if (auto booted = boot(uuid, files, note); !booted)
            return base::fail(rollback.fail(std::move(booted).error().withContext("start VM " + spec.name)));
    }
    rollback.release();
    return uuid;
}

namespace {

guest::CloudProgress progressOf(const FoundMachine &machine)
{
    const MachineFiles files = machine.files();
    const auto text = base::readFile(files.console(), 256U << 20);
    if (!text)
        return {};
    const auto offset =
        static_cast<std::size_t>(std::max<std::int64_t>(files.readBootNote().consoleOffset, 0));
    return guest::readCloudProgress(std::string_view(*text).substr(std::min(offset, text->size())));
}

} // namespace

Result<std::vector<BootStep>> LibvirtHypervisor::bootSteps(const std::string &which)
{
    CATAMARAN_TRY(const FoundMachine machine, findOurs(which));
    return progressOf(machine).steps;
}

void LibvirtHypervisor::setFullState(const FoundMachine &machine, MachineSummary &out)
{
    const MachineFiles files = machine.files();
    const BootNote note = files.readBootNote();
    out.startedNs = note.startedNs;
    const guest::CloudProgress progress = progressOf(machine);
    switch (machine.state) {
    case VIR_DOMAIN_RUNNING:
    case VIR_DOMAIN_BLOCKED:
        out.state = note.stopRequested ? MachineState::Stopping
                    : progress.ready   ? MachineState::Ready
                                       : MachineState::Booting;
        if (!progress.panic.empty()) {
            out.state = MachineState::Hung;
            out.stateReason = "the guest's kernel panicked";
            out.stateFix = "See `catamaran vm console " + out.name + "`, end it with `catamaran vm kill " +
                           out.name + "` and start it again, or revert it to a snapshot.";
        } else if (out.state == MachineState::Booting && !progress.steps.empty())
            out.stateReason = progress.steps.back().name;
        return;
    case VIR_DOMAIN_PAUSED:
        out.state = MachineState::Paused;
        if (machine.reason == VIR_DOMAIN_PAUSED_IOERROR)
            out.stateReason = "paused by a disk error (is the host's disk full?)";
        return;
    case VIR_DOMAIN_SHUTDOWN:
        out.state = MachineState::Stopping;
        return;
    default:
        break;
    }
    out.state = MachineState::Stopped;
    if (!files.hasBootNote()) {
        out.state = MachineState::Defining;
    } else if (machine.reason == VIR_DOMAIN_SHUTOFF_SAVED) {
        out.stateReason = "saved";
    } else if (note.qemuNs == 0 && !note.stopRequested) {
        out.state = MachineState::Failed;
        out.stateReason = "QEMU could not be started";
    } else if (!note.stopRequested && (machine.reason == VIR_DOMAIN_SHUTOFF_FAILED ||
                                       machine.reason == VIR_DOMAIN_SHUTOFF_CRASHED)) {
        out.state = MachineState::Failed;
        out.stateReason = "QEMU was killed or crashed";
        out.exitCode = 137;
    } else if (note.stopRequested && machine.reason == VIR_DOMAIN_SHUTOFF_DESTROYED) {
        out.stateReason = "killed";
        out.exitCode = 137;
    } else {
        out.exitCode = 0;
    }
}

Result<void> LibvirtHypervisor::waitFullReady(FoundMachine machine, milliseconds deadline,
                                              const base::OperationContext &context)
{
    const auto end = base::SteadyClock::now() + deadline;
    guest::FileWatch watch(machine.files().console());
    std::size_t told = 0;
    for (;;) {
        const guest::CloudProgress progress = progressOf(machine);
        for (; told < progress.steps.size(); ++told)
            context.report(progress.steps[told].name + ": " + progress.steps[told].text);
        if (progress.ready)
            break;
        CATAMARAN_TRY(machine, refresh(machine.view.uuid));
        if (!machine.active())
            return base::fail(
                base::Error(Errc::InvalidState, "VM " + machine.displayName() + " ended before it had booted")
                    .withFix("See `catamaran vm console " + machine.displayName() + "`."));
        if (!progress.panic.empty())
            return base::fail(
                base::Error(Errc::InvalidState, "VM " + machine.displayName() + ": " + progress.panic)
                    .withFix("See `catamaran vm console " + machine.displayName() +
                             "`; is there a root file system on its disk?"));
        if (context.stopRequested())
            return base::fail(Errc::Cancelled, "waiting for the VM was cancelled");
        if (base::SteadyClock::now() >= end)
            return base::fail(
                base::Error(Errc::Timeout,
                            "VM " + machine.displayName() + " is still booting after " +
                                std::to_string(deadline.count() / 1000) + " s" +
                                (progress.steps.empty() ? "" : ", at " + progress.steps.back().name))
                    .withFix("It goes on; see `catamaran vm console " + machine.displayName() + "`."));
        watch.wait(250);
    }
    m_connection.announce({MachineEvent::Kind::Ready, machine.view.uuid});
    return {};
}

} // namespace catamaran::hv
