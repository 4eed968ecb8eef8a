// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/parse.h"
#include "src/bridge/tool_job.h"
#include "src/core/machine_ports.h"
#include "src/core/machine_spec.h"
#include "src/vm/make_full.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

namespace catamaran::bridge {

namespace {

using base::Errc;
using base::Error;

QString say(const char *words)
{
    return QCoreApplication::translate("catamaran::bridge::Tool", words);
}

ToolAnswer vmRename(const ToolJob &job)
{
    CATAMARAN_CHECK(job.vms().rename(job.subject, job.value("name")));
    return say("%1 is called %2 now").arg(job.command.name(), textOf(job.value("name")));
}

ToolAnswer vmEdit(const ToolJob &job)
{
    hv::MachineEdit change;
    CATAMARAN_TRY(const auto cpus, wholeNumberOf(job, "cpus"));
    if (cpus)
        change.cpus = static_cast<unsigned>(std::clamp<std::int64_t>(*cpus, 0, 100000));
    CATAMARAN_TRY(change.memory, bytesOf(job, "memory"));
    const auto forwards = [](const std::string &wish,
                             std::vector<hv::PortForward> &out) -> base::Result<void> {
        CATAMARAN_TRY(const auto list, engine::spec::parsePort(wish));
        for (const engine::spec::PortMapping &port : list) {
            if (port.hostPort == 0)
                return base::fail(Errc::InvalidArgument, "give the host's port, too: HOST:VM");
            out.push_back({port.hostIp, port.hostPort, port.containerPort,
                           port.protocol == engine::spec::Protocol::Udp});
        }
        return {};
    };
    if (!job.value("publish").empty()) {
        CATAMARAN_CHECK(forwards(job.value("publish"), change.addPorts));
    }
    if (!job.value("unpublish").empty()) {
        CATAMARAN_CHECK(forwards(job.value("unpublish") + ":1", change.removePorts));
    }
    if (!change.cpus && !change.memory && change.addPorts.empty() && change.removePorts.empty())
        return base::fail(Error(Errc::InvalidArgument, "there is nothing to change"));
    CATAMARAN_TRY(const auto done, core::editMachine(job.engine(), job.vms(), job.subject, change));
    QStringList parts;
    for (const std::string &what : done.live)
        parts.append(say("%1 changed now").arg(textOf(what)));
    for (const std::string &later : done.nextStart)
        parts.append(textOf(later));
    return parts.isEmpty() ? say("%1 is as it was").arg(job.command.name())
                           : parts.join(QStringLiteral("; "));
}

ToolAnswer vmTop(const ToolJob &job)
{
    CATAMARAN_TRY(const auto out, job.vms().exec(job.subject, {"/bin/sh", "-c", "ps -ef 2>/dev/null || ps"},
                                                 {}, job.context));
    if (out.exitCode != 0)
        return base::fail(Error(Errc::System, "the guest's ps failed: " + out.err));
    return textOf(out.out).trimmed();
}

ToolAnswer vmBoot(const ToolJob &job)
{
    CATAMARAN_TRY(const auto machine, job.vms().machine(job.subject));
    QList<QStringList> rows{{QStringLiteral("STEP"), QStringLiteral("MS"), QStringLiteral("TEXT")}};
    if (machine.full) {
        CATAMARAN_TRY(const auto steps, job.vms().bootSteps(job.subject));
        for (const hv::BootStep &step : steps)
            rows.append(
                {textOf(step.name),
                 step.guestSeconds < 0 ? QString() : QString::number(step.guestSeconds * 1000, 'f', 0),
                 textOf(step.text)});
    } else {
        CATAMARAN_TRY(const auto phases, job.vms().phases(job.subject));
        for (const hv::Phase &phase : phases)
            rows.append({textOf(phase.name),
                         QString::number(static_cast<double>(phase.atNs - phases.front().atNs) / 1e6, 'f', 0),
                         QString()});
    }
    return rows.size() == 1 ? say("It has not started yet") : inColumns(rows);
}

ToolAnswer vmWait(const ToolJob &job)
{
    CATAMARAN_TRY(const int code, job.vms().wait(job.subject, job.context));
    return endedText(job, code);
}

ToolAnswer vmSave(const ToolJob &job)
{
    CATAMARAN_CHECK(job.vms().save(job.subject, job.context));
    return say("The memory of %1 is on the disk").arg(job.command.name());
}

ToolAnswer vmRestore(const ToolJob &job)
{
    if (job.isOn("discard")) {
        CATAMARAN_CHECK(job.vms().discardSavedState(job.subject));
        return say("The saved memory of %1 is gone").arg(job.command.name());
    }
    CATAMARAN_TRY(const bool saved, job.vms().hasSavedState(job.subject));
    if (!saved)
        return base::fail(Error(Errc::InvalidState, job.command.name().toStdString() + " has no saved state")
                              .withFix("Start it; it boots then."));
    CATAMARAN_CHECK(job.vms().start(job.subject, job.context));
    return say("%1 goes on").arg(job.command.name());
}

ToolAnswer vmAutostart(const ToolJob &job)
{
    CATAMARAN_CHECK(job.vms().setAutostart(job.subject, !job.isOn("off")));
    return job.isOn("off") ? say("%1 no longer starts with this computer").arg(job.command.name())
                           : say("%1 starts with this computer").arg(job.command.name());
}

ToolAnswer vmClone(const ToolJob &job)
{
    CATAMARAN_TRY(const auto id,
                  core::cloneMachine(job.engine(), job.vms(), job.subject, job.value("name"), job.context));
    Q_UNUSED(id)
    return say("The VM %1 is made").arg(textOf(job.value("name")));
}

ToolAnswer vmExport(const ToolJob &job)
{
    const QString path = textOf(job.value("file")).toLower();
    const auto format = path.endsWith(QLatin1String(".ova")) ? hv::ExportFormat::Ova
                        : path.endsWith(QLatin1String(".raw")) || path.endsWith(QLatin1String(".img"))
                            ? hv::ExportFormat::Raw
                            : hv::ExportFormat::Qcow2;
    CATAMARAN_CHECK(job.vms().exportTo(job.subject, job.path("file"), format, job.context));
    return savedTo(job.path("file"));
}

ToolAnswer vmScreenshot(const ToolJob &job)
{
    CATAMARAN_TRY(const std::string png, job.vms().screenshot(job.subject));
    CATAMARAN_CHECK(writeTo(job.path("file"), [&png](const engine::ByteSink &sink) { return sink(png); }));
    return savedTo(job.path("file"));
}

ToolAnswer vmCopy(const ToolJob &job)
{
    CATAMARAN_TRY(const auto machine, job.vms().machine(job.subject));
    if (machine.full || !machine.ours)
        return base::fail(
            Error(Errc::Unsupported, "files leave a full VM over SSH, from the command line")
                .withFix("Copy the line and run it in a terminal: " + toolLine(job.command).toStdString()));
    CATAMARAN_CHECK(
        job.vms().copyOut(job.subject, job.value("inside"), job.path("folder"), false, job.context));
    return savedTo(job.path("folder"));
}

ToolAnswer vmDisks(const ToolJob &job)
{
    CATAMARAN_TRY(const auto disks, job.vms().disks(job.subject));
    QList<QStringList> rows{{QStringLiteral("TARGET"), QStringLiteral("DEVICE"), QStringLiteral("FORMAT"),
                             QStringLiteral("SIZE"), QStringLiteral("USED"), QStringLiteral("FILE")}};
    for (const hv::MachineDisk &disk : disks)
        rows.append({textOf(disk.target), textOf(disk.device), textOf(disk.format),
                     humanBytes(disk.capacityBytes), humanBytes(disk.allocatedBytes), textOf(disk.path)});
    return inColumns(rows);
}

ToolAnswer vmAddDisk(const ToolJob &job)
{
    CATAMARAN_TRY(const auto size, bytesOf(job, "size"));
    if (!size && job.value("file").empty())
        return base::fail(Error(Errc::InvalidArgument, "give the size of a new disk, or a file"));
    CATAMARAN_TRY(const auto target,
                  job.vms().addDisk(job.subject, size, job.path("file"), job.isOn("readonly")));
    return say("%1 has the disk %2").arg(job.command.name(), textOf(target));
}

ToolAnswer vmResizeDisk(const ToolJob &job)
{
    CATAMARAN_TRY(const base::Bytes size, base::Bytes::parse(job.value("size")));
    CATAMARAN_CHECK(job.vms().resizeDisk(job.subject, job.value("target"), size));
    return say("The disk %1 of %2 is %3 large")
        .arg(textOf(job.value("target")), job.command.name(), textOf(size.human()));
}

ToolAnswer vmRemoveDisk(const ToolJob &job)
{
    CATAMARAN_CHECK(job.vms().removeDisk(job.subject, job.value("target"), job.isOn("erase")));
    return say("%1 has the disk %2 no longer").arg(job.command.name(), textOf(job.value("target")));
}

ToolAnswer vmShares(const ToolJob &job)
{
    CATAMARAN_TRY(const auto shares, job.vms().shares(job.subject));
    QList<QStringList> rows{{QStringLiteral("TAG"), QStringLiteral("DRIVER"), QStringLiteral("ACCESS"),
                             QStringLiteral("FOLDER")}};
    for (const hv::MachineShare &share : shares)
        rows.append({textOf(share.tag), textOf(share.driver),
                     share.readOnly ? QStringLiteral("ro") : QStringLiteral("rw"), textOf(share.source)});
    return rows.size() == 1 ? say("No folder is shared with it") : inColumns(rows);
}

ToolAnswer vmAddShare(const ToolJob &job)
{
    CATAMARAN_TRY(
        const auto share,
        job.vms().addShare(job.subject, {job.path("folder"), job.value("tag"), job.isOn("readonly"), {}}));
    return say("Shared by %1; mount it in the guest by its tag %2")
        .arg(textOf(share.driver), textOf(share.tag));
}

ToolAnswer vmRemoveShare(const ToolJob &job)
{
    CATAMARAN_CHECK(job.vms().removeShare(job.subject, job.value("tag")));
    return say("%1 is no longer shared").arg(textOf(job.value("tag")));
}

ToolAnswer vmLaunch(const ToolJob &job)
{
    vm::FullVmRequest request;
    auto &machine = request.machine;
    machine.name = job.value("name");
    machine.diskPath = job.path("disk");
    machine.isoPath = job.path("iso");
    request.dataDirectory = job.engine().options().dataDirectory;
    if (machine.diskPath.empty() && machine.isoPath.empty())
        return base::fail(Error(Errc::InvalidArgument, "give a disk image or an installer"));
    CATAMARAN_TRY(machine.diskSize, bytesOf(job, "size"));
    if (machine.diskPath.empty() && !machine.diskSize)
        machine.diskSize = base::Bytes::mib(16 * 1024);
    request.cloudInit = !machine.diskPath.empty();
    CATAMARAN_TRY(const auto memory, bytesOf(job, "memory"));
    machine.memory = memory.value_or(machine.memory);
    CATAMARAN_TRY(const auto cpus, wholeNumberOf(job, "cpus"));
    if (cpus)
        machine.cpus = static_cast<unsigned>(std::clamp<std::int64_t>(*cpus, 0, 100000));
    if (!job.value("publish").empty()) {
        CATAMARAN_TRY(request.ports, engine::spec::parsePort(job.value("publish")));
    }
    if (!job.value("seed").empty()) {
        CATAMARAN_TRY(request.seed.userData, base::readFile(job.path("seed")));
        request.seed.userDataFile = job.path("seed");
    }
    CATAMARAN_TRY(const auto id, vm::makeFullVm(job.deck, std::move(request), job.context));
    Q_UNUSED(id)
    return say("The VM %1 is made and starts").arg(textOf(job.value("name")));
}

ToolAnswer warmCreate(const ToolJob &job)
{
    engine::spec::ContainerSpec spec;
    spec.image = job.subject;
    spec.command = {"true"}; // what it will run is not known yet
    CATAMARAN_TRY(const auto spares, wholeNumberOf(job, "spares"));
    CATAMARAN_TRY(const auto resolved, job.engine().images().resolve(spec.image, job.context));
    CATAMARAN_TRY(const auto machine, core::toMachineSpec(spec, resolved));
    CATAMARAN_CHECK(job.vms().prepareWarm(
        machine, static_cast<int>(std::clamp<std::int64_t>(spares.value_or(0), 0, 64)), job.context));
    return say("VMs of %1 start from a copy now").arg(job.command.name());
}

ToolAnswer warmList(const ToolJob &job)
{
    CATAMARAN_TRY(const auto states, job.vms().warmStates());
    QList<QStringList> rows{{QStringLiteral("TEMPLATE"), QStringLiteral("MEMORY"), QStringLiteral("SIZE"),
                             QStringLiteral("SPARES"), QStringLiteral("IMAGE OF THE SPARES")}};
    for (const hv::WarmState &state : states)
        rows.append({textOf(state.key), textOf(state.memory.human()), humanBytes(state.diskBytes),
                     QString::number(state.spares), textOf(state.image)});
    return rows.size() == 1 ? say("None is kept ready") : inColumns(rows);
}

ToolAnswer warmRemove(const ToolJob &job)
{
    CATAMARAN_CHECK(job.vms().cool());
    return say("No VM is kept ready any more");
}

ToolAnswer kernelList(const ToolJob &job)
{
    // One directory for each kernel release (resources/doc/on-disk-layout.md).
    const QDir store(textOf(job.engine().options().dataDirectory + "/vm/kernels"));
    const QStringList releases = store.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    return releases.isEmpty() ? say("There is none yet; the first light VM brings one")
                              : releases.join(QLatin1Char('\n'));
}

ToolAnswer kernelImport(const ToolJob &job)
{
    CATAMARAN_TRY(const std::string release, job.vms().importKernel(job.path("file"), job.context));
    return say("The kernel %1 is here").arg(textOf(release));
}

constexpr ToolCall kCalls[] = {
    {"vm warm create", warmCreate},
    {"vm rename", vmRename},
    {"vm edit", vmEdit},
    {"vm top", vmTop},
    {"vm boot", vmBoot},
    {"vm wait", vmWait},
    {"vm save", vmSave},
    {"vm restore", vmRestore},
    {"vm autostart", vmAutostart},
    {"vm clone", vmClone},
    {"vm export", vmExport},
    {"vm screenshot", vmScreenshot},
    {"vm cp", vmCopy},
    {"vm disk ls", vmDisks},
    {"vm disk add", vmAddDisk},
    {"vm disk resize", vmResizeDisk},
    {"vm disk rm", vmRemoveDisk},
    {"vm share ls", vmShares},
    {"vm share add", vmAddShare},
    {"vm share rm", vmRemoveShare},
    {"vm launch", vmLaunch},
    {"vm warm ls", warmList},
    {"vm warm rm", warmRemove},
    {"vm kernel ls", kernelList},
    {"vm kernel import", kernelImport},
    {nullptr, nullptr},
};

} // namespace

const ToolCall *vmToolCalls()
{
    return kCalls;
}

} // namespace catamaran::bridge
