// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tray.h"

#include "ui/theme/format.h"
#include "ui/theme/icons.h"

namespace catamaran::ui {

namespace {
/// More would be no menu any more; the window shows all.
constexpr int kMostItems = 12;
} // namespace

Tray::Tray(bridge::Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&m_menu, &QMenu::aboutToShow, this, [this] { fill(m_menu); });
    connect(&session, &bridge::Session::workloadsChanged, this, &Tray::updateToolTip);
}

void Tray::setEnabled(bool enabled)
{
    if (!enabled || !isPossible()) {
        m_icon.reset();
        return;
    }
    if (m_icon != nullptr)
        return;
    m_icon = std::make_unique<QSystemTrayIcon>(QIcon(QStringLiteral(":/icons/catamaran.svg")));
    fill(m_menu);
    m_icon->setContextMenu(&m_menu);
    connect(m_icon.get(), &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger)
                    emit windowWanted();
            });
    updateToolTip();
    m_icon->show();
}

void Tray::updateToolTip()
{
    if (m_icon == nullptr)
        return;
    qsizetype running = 0;
    for (const bridge::WorkloadRow &row : m_session.workloads())
        running += row.isRunning() ? 1 : 0;
    m_icon->setToolTip(tr("Catamaran: %1 running").arg(running));
}

void Tray::fill(QMenu &menu)
{
    menu.clear();
    connect(menu.addAction(tr("Open Catamaran")), &QAction::triggered, this, &Tray::windowWanted);
    menu.addSeparator();
    int shown = 0;
    for (const bridge::WorkloadRow &row : m_session.workloads()) {
        if (!row.isRunning() || shown == kMostItems)
            continue;
        ++shown;
        QMenu *one = menu.addMenu(icon(hullIcon(row.key.hull), hullColor(row.key.hull)), row.name);
        connect(one->addAction(icon(QStringLiteral("square")), tr("Stop")), &QAction::triggered, this,
                [this, key = row.key] { m_session.act(bridge::Action::Stop, {key}); });
        connect(one->addAction(icon(QStringLiteral("scroll-text")), tr("Logs")), &QAction::triggered, this,
                [this, key = row.key] { emit logsWanted(key); });
    }
    if (shown == 0)
        menu.addAction(tr("Nothing runs"))->setEnabled(false);
    menu.addSeparator();
    connect(menu.addAction(tr("Quit")), &QAction::triggered, this, &Tray::quitWanted);
}

} // namespace catamaran::ui
