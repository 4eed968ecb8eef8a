// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/terminal/terminal_window.h"

#include "ui/terminal/terminal_panel.h"
#include "ui/theme/theme.h"

#include <QShortcut>
#include <QVBoxLayout>

#include <utility>

namespace catamaran::ui {

TerminalWindow::TerminalWindow(TerminalPanel *panel, QWidget *owner)
    : QWidget(owner, Qt::Window), m_panel(panel)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("terminalWindow"));
    setWindowTitle(panel->workload().hull == bridge::Hull::Vm ? tr("Console of %1").arg(panel->name())
                                                              : tr("Terminal in %1").arg(panel->name()));
    setAccessibleName(windowTitle());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kMedium, space::kMedium, space::kMedium, space::kMedium);
    layout->addWidget(panel);
    panel->setDetached(true);
    panel->show();
    connect(panel, &TerminalPanel::detachWanted, this, &TerminalWindow::backWanted);
    connect(panel, &TerminalPanel::closeWanted, this, &QWidget::close);
    connect(new QShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+W")), this), &QShortcut::activated, this,
            &QWidget::close);
    connect(new QShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+N")), this), &QShortcut::activated, this,
            &TerminalWindow::backWanted);
    resize(840, 560);
}

TerminalPanel *TerminalWindow::panel() const
{
    return m_panel;
}

TerminalPanel *TerminalWindow::release()
{
    TerminalPanel *panel = std::exchange(m_panel, nullptr);
    if (panel == nullptr)
        return nullptr;
    disconnect(panel, nullptr, this, nullptr);
    panel->setParent(nullptr);
    close();
    return panel;
}

} // namespace catamaran::ui
