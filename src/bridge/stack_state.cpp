// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/stack_state.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace catamaran::bridge {

namespace {

QString translated(const char *words)
{
    return QCoreApplication::translate("catamaran::bridge", words);
}

using Mood = ServiceState::Mood;

Mood moodOf(const StackReplica &replica)
{
    switch (replica.state) {
    case State::Created:
        return Mood::Waiting;
    case State::Starting:
        return Mood::Starting;
    case State::Paused:
        return Mood::Paused;
    case State::Stopping:
        return Mood::Starting;
    case State::Failed:
        return Mood::Failed;
    case State::Exited:
        // A job that ended well is done. 137 and 143 are the marks of a stop that was asked for.
        return !replica.exitCode || *replica.exitCode == 137 || *replica.exitCode == 143 ? Mood::Stopped
               : *replica.exitCode == 0                                                  ? Mood::Done
                                                                                         : Mood::Failed;
    case State::Running:
        break;
    }
    if (replica.health == QLatin1String("healthy"))
        return Mood::Healthy;
    if (replica.health == QLatin1String("unhealthy"))
        return Mood::Unhealthy;
    return replica.health == QLatin1String("starting") ? Mood::Starting : Mood::Running;
}

QString wordOf(Mood mood)
{
    switch (mood) {
    case Mood::Absent:
        return translated("not created");
    case Mood::Waiting:
        return translated("waiting");
    case Mood::Starting:
        return translated("starting");
    case Mood::Running:
        return translated("running");
    case Mood::Healthy:
        return translated("healthy");
    case Mood::Unhealthy:
        return translated("unhealthy");
    case Mood::Paused:
        return translated("paused");
    case Mood::Done:
        return translated("completed");
    case Mood::Stopped:
        return translated("stopped");
    case Mood::Failed:
        return translated("failed");
    }
    return {};
}

/// The mood that the user should know of first.
int urgency(Mood mood)
{
    static constexpr Mood kOrder[] = {Mood::Failed,  Mood::Unhealthy, Mood::Starting, Mood::Waiting,
                                      Mood::Stopped, Mood::Paused,    Mood::Running,  Mood::Healthy,
                                      Mood::Done,    Mood::Absent};
    return static_cast<int>(std::find(std::begin(kOrder), std::end(kOrder), mood) - std::begin(kOrder));
}

} // namespace

QString labelOf(const WorkloadRow &row, const QString &label)
{
    for (const auto &[key, value] : row.labels) {
        if (key == label)
            return value;
    }
    return {};
}

ServiceState serviceStateOf(const QString &service, QList<StackReplica> replicas, int wanted)
{
    ServiceState state;
    state.service = service;
    std::sort(replicas.begin(), replicas.end(), [](const StackReplica &a, const StackReplica &b) {
        return std::tie(a.number, a.name) < std::tie(b.number, b.name);
    });
    for (const StackReplica &replica : replicas) {
        const Mood mood = moodOf(replica);
        if (&replica == &replicas.front() || urgency(mood) < urgency(state.mood)) {
            state.mood = mood;
            state.detail = replica.stateText;
        }
        state.hull = replica.key.hull;
    }
    state.replicas = replicas;
    const int all = std::max(wanted, static_cast<int>(replicas.size()));
    state.word = wordOf(state.mood);
    if (all > 1 && state.mood != Mood::Absent && state.running() < all)
        state.word = translated("%1 of %2 running").arg(state.running()).arg(all);
    return state;
}

QList<StackState> stacksOf(const QList<WorkloadRow> &workloads)
{
    struct Parts {
        QString directory;
        QStringList files;
        std::map<QString, QList<StackReplica>> services;
        std::map<QString, QString> images;
    };
    std::map<QString, Parts> projects;
    for (const WorkloadRow &row : workloads) {
        const QString project = labelOf(row, kProjectLabel);
        const QString service = labelOf(row, kServiceLabel);
        if (project.isEmpty() || service.isEmpty() ||
            labelOf(row, kOneOffLabel).compare(QLatin1String("true"), Qt::CaseInsensitive) == 0)
            continue;
        Parts &parts = projects[project];
        if (parts.directory.isEmpty())
            parts.directory = labelOf(row, kDirectoryLabel);
        if (parts.files.isEmpty())
            parts.files = labelOf(row, kFilesLabel).split(QLatin1Char(','), Qt::SkipEmptyParts);
        parts.services[service].append({row.key, row.name, row.state, row.stateText, row.health,
                                        labelOf(row, kNumberLabel).toInt(), row.createdNs, row.startedNs,
                                        row.exitCode});
        parts.images[service] = row.image;
    }
    QList<StackState> stacks;
    for (const auto &[name, parts] : projects) {
        StackState stack;
        stack.project = name;
        stack.directory = parts.directory;
        stack.files = parts.files;
        for (const auto &[service, replicas] : parts.services) {
            ServiceState state = serviceStateOf(service, replicas, 0);
            state.image = parts.images.at(service);
            stack.services.append(state);
        }
        stacks.append(stack);
    }
    return stacks;
}

} // namespace catamaran::bridge
