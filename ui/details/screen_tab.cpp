// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/screen_tab.h"

#include "ui/screen/screen_panel.h"

#include <QVBoxLayout>

namespace catamaran::ui {

ScreenTab::ScreenTab(bridge::Session &session, QWidget *parent)
    : DetailsTab(parent), m_panel(new ScreenPanel(session))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panel);
}

void ScreenTab::setWorkload(const bridge::WorkloadRow &row, bool isNew)
{
    if (row.key.hull == bridge::Hull::Vm)
        m_panel->setWorkload(row, isNew);
}

} // namespace catamaran::ui
