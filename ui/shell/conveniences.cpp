// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/conveniences.h"

#include "src/bridge/desk.h"
#include "src/bridge/undo_bin.h"
#include "ui/dialogs/job_dialog.h"
#include "ui/dialogs/tool_menu.h"
#include "ui/palette/palette_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/review_sheet.h"
#include "ui/shell/tray.h"
#include "ui/shell/undo_bar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/page.h"
#include "ui/widgets/preferences.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QShortcut>

namespace catamaran::ui {

Conveniences::Conveniences(bridge::Session &session, MainWindow &window)
    : QObject(&window), m_session(session), m_window(window)
{
    m_tray = new Tray(session, this);
    m_notifier = new Notifier(this);
    m_search = makeButton(tr("Search"), QStringLiteral("search"));
    m_search->setText(tr(" Search  Ctrl+K"));
    m_search->setToolTip(tr("Search everything, and do anything (Ctrl+K)"));
    connect(m_search, &QPushButton::clicked, this, [this] { openPalette(); });
    connect(new QShortcut(QKeySequence(QStringLiteral("Ctrl+K")), &window), &QShortcut::activated, this,
            [this] { openPalette(); });
    auto *undo = new QShortcut(QKeySequence::Undo, &window);
    connect(undo, &QShortcut::activated, this, [this] {
        if (m_session.desk().bin().undo())
            emit m_session.announced(tr("Kept"));
    });
    // Text fields have their own Ctrl+Z; without a removal that waits nobody takes the key from them.
    undo->setEnabled(false);
    connect(&session.desk().bin(), &bridge::UndoBin::changed, undo,
            [this, undo] { undo->setEnabled(m_session.desk().bin().canUndo()); });
    connect(&session, &bridge::Session::workloadsChanged, this, &Conveniences::watchWorkloads);
    connect(m_tray, &Tray::windowWanted, this, &Conveniences::comeToFront);
    connect(m_tray, &Tray::logsWanted, this, &Conveniences::showLogs);
    connect(m_tray, &Tray::quitWanted, this, [this] {
        m_quitting = true;
        m_window.close();
        QCoreApplication::quit();
    });
    connect(m_notifier, &Notifier::activated, this, &Conveniences::comeToFront);
    connect(m_notifier, &Notifier::logsWanted, this,
            [this](const Notice &notice) { showLogs(notice.workload); });
    // The banner and the list say it too, for whoever comes back.
    connect(m_notifier, &Notifier::refused, this,
            [this](const Notice &notice) { emit m_session.announced(notice.title); });
    connect(&session.desk(), &bridge::Desk::finished, this,
            [this](int, const bridge::DeskCommand &command, const QString &sentence,
                   const bridge::Problem &problem) {
                if (!m_window.isActiveWindow() && !command.isRemoval())
                    tell({problem.isEmpty() ? sentence : problem.what, problem.why, {}, !problem.isEmpty()});
            });
    connect(&session.desk(), &bridge::Desk::started, this,
            [this](int number, const bridge::DeskCommand &command) {
                using Verb = bridge::DeskCommand::Verb;
                const auto tool = bridge::toolOf(command.toolVerb);
                if (!(tool && tool->isLong) && command.verb != Verb::Pull && command.verb != Verb::Build &&
                    command.verb != Verb::Load && command.verb != Verb::Import &&
                    command.verb != Verb::CreateVm)
                    return;
                auto *dialog = new JobDialog(m_session.desk(), number, command, &m_window);
                dialog->setAttribute(Qt::WA_DeleteOnClose);
                dialog->show();
            });
    connect(&Preferences::instance(), &Preferences::changed, this,
            [this](const QString &key, const QVariant &value) {
                if (key == Preferences::kTheme)
                    Theme::current()->setScheme(value == QLatin1String("light") ? Scheme::Light
                                                                                : Scheme::Dark);
                applySettings();
            });
    applySettings();
}

void Conveniences::attach(QWidget *surface)
{
    m_undoBar = new UndoBar(m_session.desk().bin(), surface);
}

void Conveniences::applySettings()
{
    m_tray->setEnabled(Preferences::instance().value(Preferences::kTray).toBool());
    m_session.desk().bin().setGrace(
        std::chrono::seconds(Preferences::instance().value(Preferences::kUndoSeconds).toInt()));
}

bool Conveniences::hasTray() const
{
    return m_tray->isShown();
}

bool Conveniences::mayClose()
{
    if (m_tray->isShown() && !m_quitting) {
        m_window.hide();
        return false;
    }
    m_session.desk().bin().flush();
    return true;
}

void Conveniences::comeToFront()
{
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

void Conveniences::showLogs(const bridge::WorkloadKey &key)
{
    comeToFront();
    PaletteEntry entry;
    entry.page = QStringLiteral("workloads");
    entry.topic = QStringLiteral("logs");
    entry.value = QVariant::fromValue(key);
    take(entry);
}

void Conveniences::watchWorkloads()
{
    const QList<Notice> notices = noticesOf(m_known, m_session.workloads());
    m_known = m_session.workloads();
    // Who looks at the window sees it there.
    if (m_window.isActiveWindow())
        return;
    for (const Notice &notice : notices)
        tell(notice);
}

void Conveniences::tell(const Notice &notice)
{
    if (Preferences::instance().value(Preferences::kNotices).toBool())
        m_notifier->send(notice);
}

void Conveniences::openOutside(const QStringList &things)
{
    for (const QString &thing : things) {
        if (thing.startsWith(QLatin1String("catamaran:")))
            review(bridge::proposalOfLink(thing));
        else if (QFileInfo::exists(thing))
            examine({thing}, {}, {});
        else
            examine({}, thing, {});
    }
}

void Conveniences::examine(const QStringList &paths, const QString &text, const bridge::WorkloadKey &onto)
{
    const auto show = [this](const bridge::Proposal &proposal) {
        // The page of stacks is a review itself.
        if (proposal.kind == bridge::Proposal::Kind::Stack && proposal.isPossible())
            carryOut(proposal);
        else
            review(proposal);
    };
    if (paths.isEmpty()) {
        show(bridge::proposalOfText(text));
        return;
    }
    const bridge::WorkloadRow *row = m_session.workload(onto);
    m_session.desk().examine(paths, row != nullptr ? std::optional(*row) : std::nullopt, show);
}

void Conveniences::review(const bridge::Proposal &proposal)
{
    auto *sheet = new ReviewSheet(proposal, &m_window);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(sheet, &ReviewSheet::agreed, this, &Conveniences::carryOut);
    sheet->open();
}

void Conveniences::carryOut(const bridge::Proposal &proposal)
{
    if (proposal.command) {
        m_session.desk().run(*proposal.command);
    } else if (proposal.run) {
        m_session.run(*proposal.run);
    } else if (proposal.stack.kind != bridge::StackOffer::Kind::None) {
        PaletteEntry entry;
        entry.page = QStringLiteral("stacks");
        entry.topic = QStringLiteral("open");
        entry.value = QVariant::fromValue(proposal.stack);
        take(entry);
    } else if (!proposal.page.isEmpty()) {
        PaletteEntry entry;
        entry.page = proposal.page;
        entry.topic = proposal.topic;
        entry.value = proposal.value;
        take(entry);
    }
}

PaletteDialog &Conveniences::palette()
{
    if (m_palette == nullptr) {
        m_palette = new PaletteDialog(m_session, &m_window);
        connect(m_palette, &PaletteDialog::chosen, this, &Conveniences::take);
    }
    return *m_palette;
}

void Conveniences::openPalette(const QString &query)
{
    palette().index().setFixed(fixedEntries());
    m_session.desk().refresh();
    palette().open(query);
}

void Conveniences::take(const PaletteEntry &entry)
{
    if (entry.invoke) {
        entry.invoke();
        return;
    }
    Page *page = m_window.page(entry.page);
    if (page == nullptr)
        return;
    m_window.showPage(entry.page);
    if (!entry.topic.isEmpty())
        page->receive(entry.topic, entry.value);
}

QList<PaletteEntry> Conveniences::fixedEntries()
{
    QList<PaletteEntry> entries;
    const auto action = [&entries](const QString &title, const QString &icon, const QString &line,
                                   const QString &shortcut, const QString &keywords,
                                   std::function<void()> invoke) {
        PaletteEntry entry;
        entry.title = title;
        entry.icon = icon;
        entry.commandLine = line;
        entry.shortcut = shortcut;
        entry.keywords = keywords;
        entry.invoke = std::move(invoke);
        entries.append(entry);
        return &entries.last();
    };
    const auto to = [this](const QString &page, const QString &topic, const QVariant &value) {
        return [this, page, topic, value] {
            PaletteEntry entry;
            entry.page = page;
            entry.topic = topic;
            entry.value = value;
            take(entry);
        };
    };
    const QStringList lines = {QStringLiteral("catamaran info"), QStringLiteral("catamaran ps --all"),
                               QStringLiteral("catamaran compose ls"), QStringLiteral("catamaran compare"),
                               QStringLiteral("catamaran images")};
    int number = 0;
    for (const PageEntry &page : m_window.entries()) {
        ++number;
        PaletteEntry entry;
        entry.kind = PaletteEntry::Kind::Page;
        entry.title = page.title;
        entry.icon = page.icon;
        entry.page = page.id;
        entry.keywords = tr("page show go to");
        if (number <= 9)
            entry.shortcut = QStringLiteral("Ctrl+%1").arg(number);
        for (const QString &line : lines) {
            if ((page.id == QLatin1String("overview") && line.endsWith(QLatin1String("info"))) ||
                (page.id == QLatin1String("workloads") && line.contains(QLatin1String(" ps"))) ||
                (page.id == QLatin1String("stacks") && line.contains(QLatin1String("compose"))) ||
                (page.id == QLatin1String("compare") && line.endsWith(QLatin1String("compare"))) ||
                (page.id == QLatin1String("images") && line.endsWith(QLatin1String("images"))))
                entry.commandLine = line;
        }
        entries.append(entry);
    }
    action(tr("Run an image…"), QStringLiteral("plus"), QStringLiteral("catamaran run IMAGE"),
           QStringLiteral("Ctrl+N"), tr("new container VM create start"),
           to(QStringLiteral("workloads"), QStringLiteral("run"), QString()));
    action(tr("Refresh"), QStringLiteral("refresh-cw"), {}, QStringLiteral("F5"), tr("reload update"),
           [this] { m_session.refresh(); });
    for (const bridge::Tool &tool : bridge::toolsFor(bridge::Tool::Object::Machine))
        action(tool.title, tool.icon, bridge::toolCommand(tool, {}, {}).commandLine(), {}, tool.explanation,
               [this, tool] {
                   startTool(m_session.desk(), tool, {bridge::Tool::Object::Machine, {}, {}}, &m_window);
               });
    entries += settingEntries();
    using Verb = bridge::DeskCommand::Verb;
    for (const Verb verb : {Verb::PruneContainers, Verb::PruneImages, Verb::PruneBuildCache}) {
        bridge::DeskCommand command;
        command.verb = verb;
        action(command.title(), QStringLiteral("trash-2"), command.commandLine(), {},
               tr("reclaim space disk clean prune"), [this, command] { m_session.desk().run(command); });
    }
    return entries;
}

QList<PaletteEntry> Conveniences::settingEntries()
{
    QList<PaletteEntry> entries;
    const auto preferences = Preferences::all();
    for (const Preference &one : preferences) {
        const QVariant now = Preferences::instance().value(one.key);
        const auto add = [&](const QString &title) -> PaletteEntry & {
            PaletteEntry entry;
            entry.kind = PaletteEntry::Kind::Setting;
            entry.title = title;
            entry.icon = QStringLiteral("settings");
            entry.keywords = one.keywords + QLatin1Char(' ') + one.explanation;
            entries.append(entry);
            return entries.last();
        };
        const auto set = [key = one.key](const QVariant &value) {
            return [key, value] { Preferences::instance().set(key, value); };
        };
        if (one.kind == Preference::Kind::Switch)
            add(now.toBool() ? tr("Switch off: %1").arg(one.title) : tr("Switch on: %1").arg(one.title))
                .invoke = set(!now.toBool());
        for (const auto &[value, words] : one.choices) {
            if (now.toString() != value)
                add(QStringLiteral("%1: %2").arg(one.title, words)).invoke = set(value);
        }
        if (one.kind == Preference::Kind::Number)
            add(one.title).page = QStringLiteral("settings");
    }
    return entries;
}

} // namespace catamaran::ui
