// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/conveniences.h"

#include "src/bridge/desk.h"
#include "ui/palette/palette_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/page.h"

#include <QShortcut>

namespace catamaran::ui {

Conveniences::Conveniences(bridge::Session &session, MainWindow &window)
    : QObject(&window), m_session(session), m_window(window)
{
    m_search = makeButton(tr("Search"), QStringLiteral("search"));
    m_search->setText(tr(" Search  Ctrl+K"));
    m_search->setToolTip(tr("Search everything, and do anything (Ctrl+K)"));
    connect(m_search, &QPushButton::clicked, this, [this] { openPalette(); });
    connect(new QShortcut(QKeySequence(QStringLiteral("Ctrl+K")), &window), &QShortcut::activated, this,
            [this] { openPalette(); });
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
    const bool dark = Theme::current()->scheme() == Scheme::Dark;
    action(dark ? tr("Use the light theme") : tr("Use the dark theme"), QStringLiteral("settings"), {}, {},
           tr("appearance theme colour dark light"),
           [dark] { Theme::current()->setScheme(dark ? Scheme::Light : Scheme::Dark); })
        ->kind = PaletteEntry::Kind::Setting;
    using Verb = bridge::DeskCommand::Verb;
    for (const Verb verb : {Verb::PruneContainers, Verb::PruneImages, Verb::PruneBuildCache}) {
        bridge::DeskCommand command;
        command.verb = verb;
        action(command.title(), QStringLiteral("trash-2"), command.commandLine(), {},
               tr("reclaim space disk clean prune"), [this, command] { m_session.desk().run(command); });
    }
    return entries;
}

} // namespace catamaran::ui
