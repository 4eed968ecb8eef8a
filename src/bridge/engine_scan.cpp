// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/engine.h"
#include "engine/api/understanding.h"
#include "engine/base/clock.h"
#include "engine/base/notice.h"
#include "src/bridge/engine_desk.h"
#include "src/bridge/words.h"
#include "src/core/workload.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

namespace catamaran::bridge {

namespace {

namespace inspect = engine::inspect;
using Severity = VulnerabilityRow::Severity;

QString say(const char *words)
{
    return QCoreApplication::translate("catamaran::bridge::Scan", words);
}

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

Severity severityOf(inspect::Risk risk)
{
    switch (risk) {
    case inspect::Risk::Negligible:
        return Severity::Negligible;
    case inspect::Risk::Low:
        return Severity::Low;
    case inspect::Risk::Medium:
        return Severity::Medium;
    case inspect::Risk::High:
        return Severity::High;
    case inspect::Risk::Critical:
        return Severity::Critical;
    case inspect::Risk::Unknown:
        break;
    }
    return Severity::Unknown;
}

QStringList textsOf(const std::vector<std::string> &list)
{
    QStringList out;
    for (const std::string &one : list)
        out.append(text(one));
    return out;
}

} // namespace

QString ScanWish::commandLine() const
{
    QString line = QStringLiteral("catamaran scan");
    for (const QString &database : databases)
        line += QStringLiteral(" --db ") + quoteForShell(database);
    return line + QLatin1Char(' ') + quoteForShell(image);
}

int ScanView::count(Severity severity) const
{
    return static_cast<int>(std::count_if(rows.begin(), rows.end(), [severity](const VulnerabilityRow &row) {
        return row.severity == severity;
    }));
}

int ScanView::fixable() const
{
    return static_cast<int>(std::count_if(
        rows.begin(), rows.end(), [](const VulnerabilityRow &row) { return !row.fixedVersion.isEmpty(); }));
}

base::Result<ScanView> EngineDesk::scan(core::Deck &deck, const ScanWish &wish,
                                        const std::function<void(const QString &)> &onStep,
                                        const base::OperationContext &given)
{
    base::OperationContext context = given;
    std::vector<std::string> notes;
    context.onProgress = [&](const base::Progress &progress) {
        if (progress.unit == base::kNotice)
            notes.push_back(progress.step);
        else
            onStep(progress.done > 0 ? QStringLiteral("%1 · %2").arg(text(progress.step),
                                                                     text(base::Bytes(progress.done).human()))
                                     : text(progress.step));
    };
    onStep(say("Reading its packages"));
    CATAMARAN_TRY(const auto resolved, deck.engine().images().resolve(wish.image.toStdString(), context));
    CATAMARAN_TRY(const inspect::Inventory inventory, inspect::takeInventory(resolved, context));
    std::vector<std::string> databases;
    for (const QString &path : wish.databases)
        databases.push_back(QFile::encodeName(path).toStdString());
    inspect::AdvisorySet set; // keeps its lock until the end
    if (databases.empty()) {
        onStep(say("Asking for advisories"));
        const auto sources =
            inspect::advisorySources(inventory, inspect::AdvisoryAddresses::fromEnvironment(), notes);
        CATAMARAN_TRY(set, inspect::obtainAdvisories(sources,
                                                     deck.engine().options().dataDirectory + "/advisories",
                                                     inspect::Freshness::Daily, context));
        notes.insert(notes.end(), set.notes.begin(), set.notes.end());
        for (const inspect::StoredAdvisories &file : set.files)
            databases.push_back(file.path);
    }
    onStep(say("Comparing packages with advisories"));
    CATAMARAN_TRY(const inspect::ScanReport report, inspect::scan(inventory, databases, context));
    ScanView view;
    view.image = wish.image;
    view.packages = static_cast<int>(inventory.packages.size());
    view.advisories = static_cast<qint64>(report.advisories);
    view.notes = textsOf(report.notes) + textsOf(notes);
    view.finishedNs = std::chrono::nanoseconds(base::WallClock::now().time_since_epoch()).count();
    for (const inspect::Vulnerability &found : report.found) {
        const std::string_view kind = inspect::packageKindName(found.package.kind);
        view.rows.append({text(found.id), textsOf(found.aliases), severityOf(found.risk),
                          text(found.package.name),
                          QString::fromLatin1(kind.data(), static_cast<qsizetype>(kind.size())),
                          text(found.package.version), text(found.fixedVersion), text(found.summary)});
    }
    return view;
}

} // namespace catamaran::bridge
