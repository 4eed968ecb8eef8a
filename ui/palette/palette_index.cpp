// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palette_index.h"

#include "src/bridge/desk.h"
#include "src/bridge/stacks.h"
#include "src/bridge/undo_bin.h"
#include "src/bridge/words.h"
#include "ui/palette/fuzzy.h"
#include "ui/theme/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace catamaran::ui {

namespace {

using Kind = PaletteEntry::Kind;

/// Objects whose actions are listed below them.
constexpr int kObjectsWithActions = 3;
/// Of the title; what stands in detail or keywords only counts a third.
constexpr int kDetailShare = 3;
constexpr int kRemovalMalus = 4;

QString translated(const char *text)
{
    return QCoreApplication::translate("catamaran::ui::Palette", text);
}

QString tool(const bridge::WorkloadRow &row, const QString &verb)
{
    const bool vm = row.key.hull == bridge::Hull::Vm;
    return QStringLiteral("catamaran ") + (vm ? QStringLiteral("vm ") : QString()) + verb + QLatin1Char(' ') +
           bridge::quoteForShell(row.name);
}

PaletteEntry workloadEntry(const bridge::WorkloadRow &row)
{
    PaletteEntry entry;
    entry.kind = row.key.hull == bridge::Hull::Vm ? Kind::Vm : Kind::Container;
    entry.title = row.name;
    entry.detail = QStringLiteral("%1 · %2").arg(stateName(row.state), row.image);
    entry.keywords = hullName(row.key.hull) + QLatin1Char(' ') + row.key.id.left(12) + QLatin1Char(' ') +
                     row.ports.join(QLatin1Char(' '));
    entry.commandLine = tool(row, QStringLiteral("inspect"));
    entry.icon = hullIcon(row.key.hull);
    entry.page = QStringLiteral("workloads");
    entry.topic = QStringLiteral("select");
    entry.value = QVariant::fromValue(row.key);
    return entry;
}

std::optional<PaletteHit> rate(const PaletteEntry &entry, const QStringList &words)
{
    int score = 0;
    QList<int> positions;
    for (const QString &word : words) {
        if (const auto inTitle = fuzzyMatch(word, entry.title)) {
            score += inTitle->score;
            positions += inTitle->positions;
            continue;
        }
        // Elsewhere only as it stands: scattered letters of a long text fit everything.
        const auto holds = [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); };
        if (!holds(entry.detail) && !holds(entry.keywords) && !holds(entry.commandLine))
            return std::nullopt;
        score += static_cast<int>(word.size()) * 10 / kDetailShare;
    }
    std::sort(positions.begin(), positions.end());
    return PaletteHit{entry, score, positions};
}

bool isBetter(const PaletteHit &a, const PaletteHit &b)
{
    if (a.score != b.score)
        return a.score > b.score;
    return a.entry.kind != b.entry.kind ? a.entry.kind < b.entry.kind
                                        : a.entry.title.localeAwareCompare(b.entry.title) < 0;
}

} // namespace

QString kindName(Kind kind)
{
    switch (kind) {
    case Kind::Page:
        return translated("Page");
    case Kind::Action:
        return translated("Action");
    case Kind::Setting:
        return translated("Setting");
    case Kind::Container:
        return translated("Container");
    case Kind::Vm:
        return translated("VM");
    case Kind::Image:
        return translated("Image");
    case Kind::Stack:
        return translated("Stack");
    case Kind::Volume:
        return translated("Volume");
    case Kind::Network:
        return translated("Network");
    }
    return {};
}

QList<PaletteEntry> PaletteIndex::actionsOf(const bridge::WorkloadRow &row) const
{
    QList<PaletteEntry> out;
    const auto add = [&](const QString &title, const QString &icon, const QString &line, auto invoke) {
        PaletteEntry entry;
        entry.title = title;
        entry.detail = hullName(row.key.hull);
        entry.icon = icon;
        entry.commandLine = line;
        entry.invoke = invoke;
        out.append(entry);
    };
    bridge::Session *session = &m_session;
    const auto act = [session, key = row.key](bridge::Action action) {
        return [session, key, action] { session->act(action, {key}); };
    };
    if (row.isRunning())
        add(translated("Stop %1").arg(row.name), QStringLiteral("square"), tool(row, QStringLiteral("stop")),
            act(bridge::Action::Stop));
    else
        add(translated("Start %1").arg(row.name), QStringLiteral("play"), tool(row, QStringLiteral("start")),
            act(bridge::Action::Start));
    const auto control = [&](bridge::Action action, const QString &title, const QString &icon) {
        if (bridge::applies(action, row))
            add(title.arg(row.name), icon, bridge::commandLine(action, {row}), act(action));
    };
    control(bridge::Action::Restart, translated("Restart %1"), QStringLiteral("rotate-cw"));
    control(bridge::Action::Pause, translated("Pause %1"), QStringLiteral("pause"));
    control(bridge::Action::Resume, translated("Resume %1"), QStringLiteral("play"));
    control(bridge::Action::Kill, translated("Kill %1"), QStringLiteral("unplug"));
    PaletteEntry logs = workloadEntry(row);
    logs.kind = Kind::Action;
    logs.title = translated("Logs of %1").arg(row.name);
    logs.icon = QStringLiteral("scroll-text");
    logs.topic = QStringLiteral("logs");
    logs.detail = hullName(row.key.hull);
    logs.commandLine = tool(row, QStringLiteral("logs --follow"));
    out.append(logs);
    add(translated("Remove %1").arg(row.name), QStringLiteral("trash-2"),
        tool(row, QStringLiteral("rm --force")), act(bridge::Action::Remove));
    return out;
}

QList<PaletteEntry> PaletteIndex::actionsOfImage(const bridge::ImageRow &row) const
{
    if (row.tag.isEmpty())
        return {};
    PaletteEntry compare;
    compare.title = translated("Compare %1 as container and VM").arg(row.tag);
    compare.icon = QStringLiteral("columns-2");
    compare.detail = translated("Image");
    compare.page = QStringLiteral("compare");
    compare.topic = QStringLiteral("image");
    compare.value = row.tag;
    compare.commandLine = QStringLiteral("catamaran compare ") + bridge::quoteForShell(row.tag);
    PaletteEntry run;
    run.title = translated("Run %1").arg(row.tag);
    run.icon = QStringLiteral("play");
    run.detail = translated("Image");
    run.page = QStringLiteral("workloads");
    run.topic = QStringLiteral("run");
    run.value = row.tag;
    run.commandLine = QStringLiteral("catamaran run --detach ") + bridge::quoteForShell(row.tag);
    bridge::DeskCommand removal;
    removal.verb = bridge::DeskCommand::Verb::RemoveImage;
    removal.subject = row.tag;
    PaletteEntry remove;
    remove.title = removal.title();
    remove.icon = QStringLiteral("trash-2");
    remove.detail = translated("Image");
    remove.commandLine = removal.commandLine();
    remove.invoke = [session = &m_session, removal] { session->desk().bin().put({removal}); };
    return {run, compare, remove};
}

QList<PaletteEntry> PaletteIndex::objects() const
{
    QList<PaletteEntry> out;
    for (const bridge::WorkloadRow &row : m_session.workloads())
        out.append(workloadEntry(row));
    for (const bridge::StackState &state : m_session.stacks().states()) {
        PaletteEntry entry;
        entry.kind = Kind::Stack;
        entry.title = state.project;
        entry.detail = state.summary();
        entry.keywords = translated("stack compose");
        entry.icon = QStringLiteral("workflow");
        entry.page = QStringLiteral("stacks");
        entry.topic = QStringLiteral("select");
        entry.value = state.project;
        entry.commandLine = QStringLiteral("catamaran compose --project-name %1 ps")
                                .arg(bridge::quoteForShell(state.project));
        out.append(entry);
    }
    for (const bridge::ImageRow &row : m_session.images()) {
        PaletteEntry entry;
        entry.kind = Kind::Image;
        entry.title = row.tag.isEmpty() ? row.id.section(QLatin1Char(':'), -1).left(12) : row.tag;
        entry.detail = formatBytes(static_cast<double>(row.sizeBytes));
        entry.keywords = translated("image");
        entry.icon = QStringLiteral("layers");
        entry.page = QStringLiteral("images");
        entry.topic = QStringLiteral("select");
        entry.value = row.tag.isEmpty() ? row.id : row.tag;
        entry.commandLine =
            QStringLiteral("catamaran image inspect ") + bridge::quoteForShell(entry.value.toString());
        out.append(entry);
    }
    for (const bridge::VolumeEntry &row : m_session.desk().volumes()) {
        PaletteEntry entry;
        entry.kind = Kind::Volume;
        entry.title = row.name;
        entry.detail = row.detail;
        entry.keywords = translated("volume");
        entry.icon = QStringLiteral("hard-drive");
        entry.page = QStringLiteral("volumes");
        entry.topic = QStringLiteral("select");
        entry.value = row.name;
        entry.commandLine = QStringLiteral("catamaran volume inspect ") + bridge::quoteForShell(row.name);
        out.append(entry);
    }
    for (const bridge::NetworkEntry &row : m_session.desk().networks()) {
        PaletteEntry entry;
        entry.kind = Kind::Network;
        entry.title = row.name;
        entry.detail = row.detail;
        entry.keywords = translated("network");
        entry.icon = QStringLiteral("arrow-down-up");
        entry.page = QStringLiteral("networks");
        entry.topic = QStringLiteral("select");
        entry.value = row.name;
        entry.commandLine = QStringLiteral("catamaran network inspect ") + bridge::quoteForShell(row.name);
        out.append(entry);
    }
    return out;
}

QList<PaletteHit> PaletteIndex::search(const QString &query, int limit) const
{
    const QStringList words = query.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QList<PaletteHit> hits;
    if (words.isEmpty()) {
        for (const PaletteEntry &entry : m_fixed) {
            if (hits.size() < limit)
                hits.append({entry, 0, {}});
        }
        return hits;
    }
    const auto consider = [&](const PaletteEntry &entry) {
        if (auto hit = rate(entry, words))
            hits.append(*hit);
    };
    for (const PaletteEntry &entry : m_fixed)
        consider(entry);
    for (const PaletteEntry &entry : m_objects)
        consider(entry);
    const auto best = [&hits](qsizetype most) {
        const auto end = hits.begin() + std::min(most, hits.size());
        std::partial_sort(hits.begin(), end, hits.end(), isBetter);
    };
    best(limit);
    // Actions are made where they can matter: for the objects that fit best, and, where the query has more
    // than one word, for those that fit one of them ("stop web").
    QSet<QString> done;
    const auto addActions = [&](const QList<PaletteEntry> &actions, bool all) {
        for (const PaletteEntry &entry : actions) {
            if (done.contains(entry.title + entry.detail))
                continue;
            auto hit = rate(entry, words);
            if (!hit && !all)
                continue;
            done.insert(entry.title + entry.detail);
            hits.append(hit.value_or(PaletteHit{entry, -1, {}}));
            // What cannot be taken back for ever never stands first by accident.
            if (entry.icon == QLatin1String("trash-2"))
                hits.last().score -= kRemovalMalus;
        }
    };
    int objectsSeen = 0;
    const qsizetype ranked = std::min<qsizetype>(limit, hits.size());
    for (qsizetype i = 0; i < ranked && objectsSeen < kObjectsWithActions; ++i) {
        const PaletteEntry entry = hits[i].entry;
        if (entry.kind == Kind::Container || entry.kind == Kind::Vm) {
            ++objectsSeen;
            if (const auto *row = m_session.workload(entry.value.value<bridge::WorkloadKey>()))
                addActions(actionsOf(*row), true);
        } else if (entry.kind == Kind::Image) {
            ++objectsSeen;
            for (const bridge::ImageRow &row : m_session.images()) {
                if (row.tag == entry.value.toString())
                    addActions(actionsOfImage(row), true);
            }
        }
    }
    if (words.size() > 1) {
        const auto fitsOne = [&words](const QString &name) {
            return std::any_of(words.begin(), words.end(), [&name](const QString &word) {
                return name.contains(word, Qt::CaseInsensitive);
            });
        };
        for (const bridge::WorkloadRow &row : m_session.workloads()) {
            if (fitsOne(row.name))
                addActions(actionsOf(row), false);
        }
        for (const bridge::ImageRow &row : m_session.images()) {
            if (fitsOne(row.tag))
                addActions(actionsOfImage(row), false);
        }
    }
    best(limit);
    if (hits.size() > limit)
        hits.resize(limit);
    return hits;
}

} // namespace catamaran::ui
