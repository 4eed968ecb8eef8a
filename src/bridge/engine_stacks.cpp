// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/engine_stacks.h"

#include "engine/base/file.h"
#include "src/bridge/stack_preview.h"
#include "src/compose/select.h"
#include "src/stack/conversations.h"
#include "src/stack/deck_vms.h"
#include "src/stack/stack.h"

#include <QCoreApplication>

#include <algorithm>

namespace catamaran::bridge {

namespace {

using Change = PlanRow::Change;

QString translated(const char *words)
{
    return QCoreApplication::translate("catamaran::bridge", words);
}

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

std::vector<std::string> namesOf(const QStringList &names)
{
    std::vector<std::string> out;
    for (const QString &name : names)
        out.push_back(name.toStdString());
    return out;
}

base::Result<compose::Project> loadProject(core::Deck &deck, stack::DeckVms &vms, const StackCommand &command)
{
    // Down, stop and start serve a stack whose file is gone, too.
    if (command.verb != StackCommand::Verb::Up && !command.project.isEmpty())
        return stack::Stack::projectOfLabels(deck.engine(), command.project.toStdString(), &vms);
    CATAMARAN_TRY(const auto options, loadOptionsOf(command.source, command.text));
    CATAMARAN_TRY(compose::Project project, compose::load(options));
    CATAMARAN_CHECK(compose::selectServices(project, namesOf(command.services)));
    return project;
}

stack::UpOptions upOptions(const StackCommand &command)
{
    stack::UpOptions out;
    out.wish.services = namesOf(command.services);
    out.wish.removeOrphans = command.removeOrphans;
    out.ignoreOrphans = true; // the plan shows them
    for (auto it = command.scale.begin(); it != command.scale.end(); ++it)
        out.wish.scale[it.key().toStdString()] = it.value();
    return out;
}

/// Turns the events of a stack into those of the startup chart.
class Translator {
public:
    Translator(const compose::Project &project, const std::function<void(const StackEvent &)> &onEvent)
        : m_project(project), m_onEvent(onEvent)
    {
    }

    void begin()
    {
        for (const auto &[name, service] : m_project.services) {
            if (!service.dependsOn.empty())
                tell(StackEvent::Phase::Wait, StartupBar::Kind::Wait, text(name), text(name),
                     translated("waits for what it needs"), 0);
        }
    }

    void add(const stack::StackEvent &event)
    {
        using From = stack::StackEvent::Phase;
        if (m_startNs == 0)
            m_startNs = event.atNs;
        const double at = static_cast<double>(event.atNs - m_startNs) / 1e6;
        const std::size_t blank = event.object.find(' ');
        if (event.phase == From::Warning || blank == std::string::npos)
            return;
        const QString object = text(event.object.substr(blank + 1));
        const QString row = event.service.empty() ? object : text(event.service);
        const auto kind = kindOf(event);
        if (event.status == "Starting")
            tell(StackEvent::Phase::End, StartupBar::Kind::Wait, row, row, {}, at);
        if (event.status == "Waiting")
            return; // whoever waits; the chart has the health of the one that is waited for
        const auto phase = event.phase == From::Failed ? StackEvent::Phase::Fail
                           : event.phase == From::Done ? StackEvent::Phase::End
                                                       : StackEvent::Phase::Begin;
        if (event.status != "Running" && event.status != "Exists")
            tell(phase, kind, row, object, words(event), at);
        if (event.status == "Started" && isWatched(event.service) && event.object.starts_with("Container"))
            tell(StackEvent::Phase::Begin, StartupBar::Kind::Health, row, object, translated("until healthy"),
                 at);
    }

private:
    static StartupBar::Kind kindOf(const stack::StackEvent &event)
    {
        if (event.service.empty())
            return StartupBar::Kind::Other;
        if (event.status.starts_with("Creat") || event.status.starts_with("Recreat"))
            return StartupBar::Kind::Create;
        return event.status == "Healthy" || event.status == "Exited" ? StartupBar::Kind::Health
                                                                     : StartupBar::Kind::Start;
    }
    static QString words(const stack::StackEvent &event)
    {
        return event.details.empty() ? text(event.status).toLower() : text(event.details);
    }
    [[nodiscard]] bool isWatched(const std::string &name) const
    {
        const auto found = m_project.services.find(name);
        return found != m_project.services.end() && found->second.healthcheck &&
               !found->second.healthcheck->disable && !found->second.healthcheck->test.words.empty();
    }
    void tell(StackEvent::Phase phase, StartupBar::Kind kind, const QString &row, const QString &object,
              const QString &shown, double atMs)
    {
        m_onEvent({phase, kind, row, object, shown, atMs});
    }

    const compose::Project &m_project;
    const std::function<void(const StackEvent &)> &m_onEvent;
    std::int64_t m_startNs = 0;
};

Change changeOf(const stack::ReplicaPlan &replica)
{
    switch (replica.action) {
    case stack::ReplicaPlan::Action::Create:
        return Change::Create;
    case stack::ReplicaPlan::Action::Recreate:
        return Change::Recreate;
    case stack::ReplicaPlan::Action::Remove:
        return Change::Remove;
    case stack::ReplicaPlan::Action::Keep:
        break;
    }
    return replica.running ? Change::Keep : Change::Start;
}

void addResources(const std::vector<stack::ResourcePlan> &plans, const QString &kind, QList<PlanRow> &rows)
{
    for (const stack::ResourcePlan &plan : plans) {
        if (plan.action == stack::ResourcePlan::Action::Create)
            rows.append({Change::Create, kind, text(plan.name), {}});
        if (plan.action == stack::ResourcePlan::Action::Recreate)
            rows.append({Change::Recreate, kind, text(plan.name), text(plan.reason)});
    }
}

base::Result<QList<PlanRow>> planOfUp(stack::Stack &stack, const StackCommand &command)
{
    QList<PlanRow> rows;
    CATAMARAN_TRY(const stack::Plan plan, stack.plan(upOptions(command)));
    CATAMARAN_CHECK(stack.check());
    addResources(plan.networks, translated("network"), rows);
    addResources(plan.volumes, translated("volume"), rows);
    for (const stack::ServicePlan &service : plan.services) {
        const compose::Service &from = stack.project().services.at(service.service);
        const QString kind = stack::wantsVm(from) ? translated("VM") : translated("container");
        for (const stack::ReplicaPlan &replica : service.replicas) {
            const Change change = changeOf(replica);
            const bool changes = change == Change::Recreate || change == Change::Remove;
            rows.append({change, kind, text(replica.name), text(changes ? replica.reason : from.image)});
        }
    }
    for (const stack::Instance &orphan : plan.orphans) {
        if (command.removeOrphans)
            rows.append({Change::Remove, orphan.isVm ? translated("VM") : translated("container"),
                         text(orphan.name), translated("no service of the file")});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const PlanRow &a, const PlanRow &b) {
        return (a.change == Change::Keep) < (b.change == Change::Keep);
    });
    return rows;
}

} // namespace

base::Result<QList<PlanRow>> EngineStacks::plan(core::Deck &deck, const StackCommand &command)
{
    stack::DeckVms vms(deck);
    CATAMARAN_TRY(compose::Project project, loadProject(deck, vms, command));
    stack::Stack stack(deck.engine(), std::move(project), stack::NameStyle::Hyphens, {});
    stack.setVms(&vms);
    if (command.verb == StackCommand::Verb::Up)
        return planOfUp(stack, command);
    QList<PlanRow> rows;
    CATAMARAN_TRY(const stack::World world, stack.look());
    const bool down = command.verb == StackCommand::Verb::Down;
    for (const stack::Instance &one : world.instances) {
        const bool asked = command.services.isEmpty() || command.services.contains(text(one.service));
        if (!asked || one.oneOff || (command.verb == StackCommand::Verb::Stop && !one.isRunning()))
            continue;
        const Change change = down                                       ? Change::Remove
                              : command.verb == StackCommand::Verb::Stop ? Change::Stop
                                                                         : Change::Start;
        rows.append({change, one.isVm ? translated("VM") : translated("container"), text(one.name),
                     text(std::string(engine::stateName(one.state)))});
    }
    if (!down || !command.services.isEmpty())
        return rows;
    for (const auto &[name, network] : world.networks)
        rows.append({Change::Remove, translated("network"), text(name), {}});
    for (const engine::VolumeInfo &volume : world.volumes)
        rows.append({command.removeVolumes ? Change::Remove : Change::Keep, translated("volume"),
                     text(volume.name),
                     command.removeVolumes ? translated("its data is lost") : translated("its data stays")});
    return rows;
}

base::Result<void> EngineStacks::run(core::Deck &deck, const StackCommand &command,
                                     const std::function<void(const StackEvent &)> &onEvent,
                                     const base::OperationContext &context)
{
    stack::DeckVms vms(deck);
    CATAMARAN_TRY(compose::Project project, loadProject(deck, vms, command));
    Translator translator(project, onEvent);
    stack::Stack stack(deck.engine(), project, stack::NameStyle::Hyphens,
                       [&translator](const stack::StackEvent &event) { translator.add(event); });
    stack.setVms(&vms);
    const std::vector<std::string> services = namesOf(command.services);
    switch (command.verb) {
    case StackCommand::Verb::Up:
        translator.begin();
        CATAMARAN_CHECK(stack.up(upOptions(command), context));
        return {};
    case StackCommand::Verb::Down: {
        stack::DownOptions down;
        down.volumes = command.removeVolumes;
        down.removeOrphans = true; // labels are all there is to go by: nothing is an orphan
        down.services = services;
        return stack.down(down, context);
    }
    case StackCommand::Verb::Stop:
        return stack.stop(services, std::nullopt, context);
    case StackCommand::Verb::Restart:
        return stack.restart(services, std::nullopt, false, context);
    case StackCommand::Verb::Start:
        break;
    }
    return stack.start(services, context);
}

QList<StackTraffic> EngineStacks::traffic(core::Deck &deck, const QString &project)
{
    const auto containers = deck.engine().containers(false);
    if (!containers)
        return {};
    std::vector<stack::Speaker> speakers;
    for (const engine::ContainerSummary &one : *containers) {
        const auto label = [&one](const char *name) {
            const auto found = one.labels.find(name);
            return found == one.labels.end() ? std::string() : found->second;
        };
        if (label("com.docker.compose.project") != project.toStdString())
            continue;
        const auto details = deck.engine().inspect(one.id);
        if (!details || details->pid == 0)
            continue;
        stack::Speaker speaker;
        speaker.service = label("com.docker.compose.service");
        for (const auto &endpoint : details->endpoints) {
            speaker.addresses.push_back(endpoint.address);
            speaker.addresses.push_back(endpoint.address6);
        }
        const std::string net = "/proc/" + std::to_string(details->pid) + "/net/";
        speaker.tcp = base::readFile(net + "tcp").value_or(std::string());
        speaker.tcp6 = base::readFile(net + "tcp6").value_or(std::string());
        speakers.push_back(std::move(speaker));
    }
    QList<StackTraffic> out;
    for (const stack::Conversation &one : stack::conversations(speakers))
        out.append({text(one.client), text(one.server), static_cast<int>(one.connections)});
    return out;
}

} // namespace catamaran::bridge
