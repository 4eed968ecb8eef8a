// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/details/details_tab.h"

namespace catamaran::bridge {
class Session;
}

namespace catamaran::ui {

class ScreenPanel;

/// The screen of a VM.
class ScreenTab : public DetailsTab {
    Q_OBJECT

public:
    explicit ScreenTab(bridge::Session &session, QWidget *parent = nullptr);
    void setWorkload(const bridge::WorkloadRow &row, bool isNew) override;
    [[nodiscard]] ScreenPanel &panel() { return *m_panel; }

private:
    ScreenPanel *m_panel;
};

} // namespace catamaran::ui
