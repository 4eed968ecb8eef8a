// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/engine_desk.h"

#include "engine/api/engine.h"
#include "engine/api/understanding.h"
#include "engine/base/file.h"
#include "src/bridge/engine_tools.h"
#include "src/core/workload.h"
#include "src/vm/make_full.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <sys/statvfs.h>

namespace catamaran::bridge {

namespace {

using base::Errc;
using base::Error;
namespace image = engine::image;
namespace inspect = engine::inspect;

constexpr std::size_t kMostFiles = 2000;
constexpr qsizetype kShortId = 12;

QString translated(const char *words)
{
    return QCoreApplication::translate("catamaran::bridge", words);
}

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

QString bytes(std::int64_t value)
{
    return text(base::Bytes(value).human());
}

DeskStep stepOf(const engine::build::BuildEvent &event)
{
    DeskStep step;
    step.id = QStringLiteral("%1/%2").arg(text(event.stage)).arg(event.step);
    step.title = text(event.instruction);
    step.output = text(event.output);
    step.seconds = event.seconds;
    step.state = !event.error.empty() ? DeskStep::State::Failed
                 : event.cached       ? DeskStep::State::Cached
                 : event.done         ? DeskStep::State::Done
                                      : DeskStep::State::Running;
    step.detail = !event.error.empty() ? text(event.error) : text(event.missReason);
    return step;
}

base::Result<QString> pruneImages(engine::Engine &engine)
{
    CATAMARAN_TRY(const auto images, engine.images().list());
    CATAMARAN_TRY(const auto containers, engine.containers(true));
    int removed = 0;
    for (const auto &one : images) {
        const bool used = std::any_of(containers.begin(), containers.end(),
                                      [&one](const auto &container) { return container.imageId == one.id; });
        if (!one.tags.empty() || used)
            continue;
        const auto done = engine.images().remove(one.id, false);
        if (!done && done.error().code() != Errc::InvalidState)
            return base::fail(Error(done.error()));
        removed += done ? 1 : 0;
    }
    return translated("%1 images without a name are gone").arg(removed);
}

QString reclaimed(const engine::PruneReport &report)
{
    return translated("%1 are free again").arg(bytes(report.reclaimedBytes));
}

base::Result<QString> createVm(core::Deck &deck, const DeskCommand &command,
                               const base::OperationContext &context)
{
    vm::FullVmRequest request;
    const std::string path = command.paths.value(0).toStdString();
    request.machine.name = command.target.toStdString();
    request.dataDirectory = deck.engine().options().dataDirectory;
    request.machine.start = false;
    if (QString::fromStdString(path).endsWith(QLatin1String(".iso"), Qt::CaseInsensitive)) {
        request.machine.isoPath = path;
        request.machine.diskSize = base::Bytes::mib(16 * 1024);
        request.cloudInit = false;
    } else {
        request.machine.diskPath = path;
    }
    if (!command.file.isEmpty()) {
        CATAMARAN_TRY(request.seed.userData, base::readFile(command.file.toStdString()));
        request.seed.userDataFile = command.file.toStdString();
    }
    CATAMARAN_TRY(const auto id, vm::makeFullVm(deck, std::move(request), context));
    Q_UNUSED(id)
    return translated("The VM %1 is made").arg(command.target);
}

base::Result<QString> copyIn(core::Deck &deck, const DeskCommand &command,
                             const base::OperationContext &context)
{
    if (command.hull == Hull::Vm) {
        CATAMARAN_TRY(const auto machine, deck.hypervisor().machine(command.subject.toStdString()));
        if (machine.ours && !machine.full) {
            for (const QString &path : command.paths)
                CATAMARAN_CHECK(deck.hypervisor().copyIn(machine.id, path.toStdString(),
                                                         command.target.toStdString(), false, context));
            return translated("Copied into %1").arg(command.name());
        }
        return base::fail(
            Error(Errc::Unsupported, "files reach a full VM over SSH, from the command line")
                .withFix("Copy the line and run it in a terminal: " + command.commandLine().toStdString()));
    }
    std::int64_t sum = 0;
    for (const QString &path : command.paths) {
        CATAMARAN_TRY(const auto report,
                      deck.engine().copyIn(path.toStdString(), command.subject.toStdString(),
                                           command.target.toStdString(), {}, context));
        sum += report.bytes;
    }
    return translated("%1 copied into %2").arg(bytes(sum), command.name());
}

base::Result<QString> remove(core::Deck &deck, const DeskCommand &command)
{
    const std::string subject = command.subject.toStdString();
    engine::Engine &engine = deck.engine();
    if (command.verb == DeskCommand::Verb::RemoveImage) {
        CATAMARAN_CHECK(engine.images().remove(subject, false));
    } else if (command.verb == DeskCommand::Verb::RemoveVolume) {
        CATAMARAN_CHECK(engine.volumes().remove(subject, false));
    } else {
        CATAMARAN_CHECK(engine.networks().removeNetwork(subject));
    }
    return translated("%1 removed").arg(command.name());
}

} // namespace

DeskStep stepOf(const image::TransferEvent &event)
{
    using Phase = image::TransferEvent::Phase;
    DeskStep step;
    step.id = text(event.layer);
    step.title =
        event.layer.empty() ? QString() : text(event.layer).section(QLatin1Char(':'), -1).left(kShortId);
    step.state = DeskStep::State::Running;
    step.detail = text(event.text);
    switch (event.phase) {
    case Phase::Resolving:
    case Phase::Notice:
        step.title = step.title.isEmpty() ? text(event.text) : step.title;
        step.detail = step.title == step.detail ? QString() : step.detail;
        break;
    case Phase::Waiting:
        step.state = DeskStep::State::Waiting;
        break;
    case Phase::Exists:
    case Phase::Mounted:
        step.state = DeskStep::State::Cached;
        step.detail = translated("already here");
        step.fraction = 1;
        break;
    case Phase::Transferring:
        step.detail = event.total > 0 ? translated("%1 of %2").arg(bytes(event.done), bytes(event.total))
                                      : bytes(event.done);
        step.fraction =
            event.total > 0 ? static_cast<double>(event.done) / static_cast<double>(event.total) : -1;
        break;
    case Phase::Retrying:
        step.detail = translated("again: %1").arg(text(event.text));
        break;
    case Phase::Extracting:
        step.detail = translated("unpacking");
        break;
    case Phase::Complete:
        step.state = DeskStep::State::Done;
        step.detail.clear();
        step.fraction = 1;
        break;
    }
    return step;
}

base::Result<QList<VolumeEntry>> EngineDesk::volumes(core::Deck &deck)
{
    CATAMARAN_TRY(const auto list, deck.engine().volumes().list(engine::VolumeService::Sizes::No));
    QList<VolumeEntry> rows;
    for (const engine::VolumeInfo &info : list) {
        const int users = static_cast<int>(info.users.size());
        rows.append({text(info.name),
                     users == 0 ? translated("%1, not used").arg(text(info.driver))
                                : translated("%1, used by %2").arg(text(info.driver)).arg(users),
                     info.sizeBytes.value_or(-1), users > 0});
    }
    return rows;
}

base::Result<QList<NetworkEntry>> EngineDesk::networks(core::Deck &deck)
{
    CATAMARAN_TRY(const auto list, deck.engine().networks().list());
    QList<NetworkEntry> rows;
    for (const engine::net::Network &network : list) {
        const bool builtIn = network.name == "bridge" || network.name == "host" || network.name == "none";
        rows.append({text(network.name), text(network.id),
                     network.subnet.empty()
                         ? text(network.driver)
                         : text(network.driver) + QStringLiteral(", ") + text(network.subnet),
                     builtIn});
    }
    return rows;
}

base::Result<QString> EngineDesk::perform(core::Deck &deck, const DeskCommand &command,
                                          const std::function<void(const DeskStep &)> &onStep,
                                          const base::OperationContext &context)
{
    using Verb = DeskCommand::Verb;
    engine::Engine &engine = deck.engine();
    const std::string path = command.paths.value(0).toStdString();
    switch (command.verb) {
    case Verb::RemoveContainer:
    case Verb::RemoveVm: {
        const core::Kind kind = command.verb == Verb::RemoveVm ? core::Kind::Vm : core::Kind::Container;
        CATAMARAN_CHECK(deck.remove({kind, command.subject.toStdString()}, true));
        return translated("%1 removed").arg(command.name());
    }
    case Verb::RemoveImage:
    case Verb::RemoveVolume:
    case Verb::RemoveNetwork:
        return remove(deck, command);
    case Verb::Pull: {
        image::PullRequest request;
        request.reference = command.subject.toStdString();
        CATAMARAN_TRY(
            const auto result,
            engine.images().pull(
                request, [&onStep](const image::TransferEvent &event) { onStep(stepOf(event)); }, context));
        return result.upToDate ? translated("%1 is up to date").arg(command.subject)
                               : translated("%1 is here").arg(command.subject);
    }
    case Verb::Build: {
        engine::build::BuildRequest request;
        request.contextDirectory = path;
        request.dockerfile = command.file.toStdString();
        if (!command.target.isEmpty())
            request.tags = {command.target.toStdString()};
        CATAMARAN_TRY(const auto result,
                      engine.build(
                          request,
                          [&onStep](const engine::build::BuildEvent &event) { onStep(stepOf(event)); },
                          context));
        return translated("Built %1").arg(command.target.isEmpty() ? text(result.imageId) : command.target);
    }
    case Verb::Load: {
        CATAMARAN_TRY(const auto loaded, engine.images().load({path, {}}, context));
        QStringList names;
        for (const auto &one : loaded)
            names.append(one.tag.empty() ? text(one.id).section(QLatin1Char(':'), -1).left(kShortId)
                                         : text(one.tag));
        return translated("Loaded %1").arg(names.join(QStringLiteral(", ")));
    }
    case Verb::Import: {
        CATAMARAN_TRY(const auto id,
                      engine.images().importRootFilesystem(path, command.target.toStdString(), context));
        return translated("Imported %1").arg(command.target.isEmpty() ? text(id) : command.target);
    }
    case Verb::CopyIn:
        return copyIn(deck, command, context);
    case Verb::CreateVm:
        return createVm(deck, command, context);
    case Verb::PruneContainers: {
        CATAMARAN_TRY(const auto report, engine.pruneContainers({}));
        return reclaimed(report);
    }
    case Verb::PruneImages:
        return pruneImages(engine);
    case Verb::PruneBuildCache: {
        CATAMARAN_TRY(const auto report, engine.pruneBuildCache());
        return reclaimed(report);
    }
    case Verb::PruneVolumes: {
        CATAMARAN_TRY(const auto report, engine.volumes().prune(false, {}));
        return reclaimed(report);
    }
    case Verb::Tool:
        return performTool(deck, command, onStep, context);
    }
    return base::fail(Errc::Unsupported, "this is not known here");
}

base::Result<ImageReport> EngineDesk::lookInto(core::Deck &deck, const QString &name,
                                               const base::OperationContext &context)
{
    CATAMARAN_TRY(const image::ResolvedImage resolved,
                  deck.engine().images().resolve(name.toStdString(), context));
    ImageReport out;
    out.image = name;
    CATAMARAN_TRY(const inspect::LayerReport layers, inspect::explainLayers(resolved, context));
    out.efficiency = layers.efficiency();
    for (const inspect::LayerSummary &layer : layers.layers) {
        LayerRow row;
        row.createdBy = text(layer.createdBy);
        row.bytes = layer.bytes;
        row.wastedBytes = layer.wastedBytes;
        row.added = static_cast<int>(layer.added);
        row.changed = static_cast<int>(layer.changed);
        row.removed = static_cast<int>(layer.removed);
        std::vector<const inspect::LayerChange *> changes;
        for (const inspect::LayerChange &change : layer.changes)
            changes.push_back(&change);
        std::stable_sort(changes.begin(), changes.end(),
                         [](const auto *a, const auto *b) { return a->bytes > b->bytes; });
        for (std::size_t i = 0; i < std::min(changes.size(), kMostFiles); ++i) {
            const char mark = changes[i]->kind == inspect::LayerChange::Kind::Added     ? '+'
                              : changes[i]->kind == inspect::LayerChange::Kind::Changed ? '~'
                                                                                        : '-';
            row.files.append(QStringLiteral("%1 %2  %3")
                                 .arg(QLatin1Char(mark))
                                 .arg(bytes(changes[i]->bytes), 10)
                                 .arg(text(changes[i]->path)));
        }
        out.layers.append(row);
    }
    CATAMARAN_TRY(const auto findings, inspect::lintImage(resolved, context));
    for (const engine::lint::Finding &finding : findings) {
        const std::string_view severity = engine::lint::severityName(finding.severity);
        out.findings.append({text(finding.rule),
                             QString::fromLatin1(severity.data(), static_cast<qsizetype>(severity.size())),
                             text(finding.message),
                             finding.line > 0
                                 ? text(finding.file) + QLatin1Char(':') + QString::number(finding.line)
                                 : text(finding.file),
                             text(finding.fix)});
    }
    CATAMARAN_TRY(const inspect::Inventory inventory, inspect::takeInventory(resolved, context));
    out.distribution = text(inventory.prettyName);
    for (const inspect::Package &package : inventory.packages) {
        const std::string_view kind = inspect::packageKindName(package.kind);
        out.packages.append({text(package.name), text(package.version),
                             QString::fromLatin1(kind.data(), static_cast<qsizetype>(kind.size())),
                             text(package.license)});
    }
    return out;
}

base::Result<UsageView> EngineDesk::usage(core::Deck &deck)
{
    CATAMARAN_TRY(const engine::SystemUsage usage, deck.engine().systemUsage());
    CATAMARAN_TRY(const auto containers, deck.engine().containers(true));
    UsageView view;
    view.totalBytes = usage.totalBytes;
    const auto add = [&view](UsageRow::Kind kind, const QString &name, std::int64_t size, bool reclaimable) {
        if (size <= 0)
            return;
        view.rows.append({kind, name, size, reclaimable});
        view.reclaimableBytes += reclaimable ? size : 0;
    };
    std::int64_t shared = usage.imageBytes;
    for (const auto &one : usage.images) {
        add(UsageRow::Kind::Image,
            one.tags.empty() ? text(one.id).section(QLatin1Char(':'), -1).left(kShortId)
                             : text(one.tags.front()),
            one.uniqueBytes, one.containers == 0);
        shared -= one.uniqueBytes;
    }
    add(UsageRow::Kind::Image, translated("layers that images share"), shared, false);
    for (const auto &one : usage.containers) {
        QString name = text(one.id).left(kShortId);
        for (const auto &container : containers) {
            if (container.id == one.id)
                name = text(container.name);
        }
        add(UsageRow::Kind::Container, name, one.sizeBytes, !one.running);
    }
    for (const auto &one : usage.volumes)
        add(UsageRow::Kind::Volume, text(one.name), one.sizeBytes.value_or(0), one.users.empty());
    add(UsageRow::Kind::BuildCache, translated("build cache"), usage.buildCacheBytes, true);
    add(UsageRow::Kind::Other, translated("disks of VMs and books"), usage.otherBytes, false);
    std::stable_sort(view.rows.begin(), view.rows.end(),
                     [](const UsageRow &a, const UsageRow &b) { return a.bytes > b.bytes; });
    struct statvfs disk {};
    if (::statvfs(deck.engine().options().dataDirectory.c_str(), &disk) == 0)
        view.freeBytes = static_cast<qint64>(disk.f_bavail) * static_cast<qint64>(disk.f_frsize);
    return view;
}

} // namespace catamaran::bridge
