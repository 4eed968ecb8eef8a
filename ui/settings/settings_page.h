// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "ui/widgets/page.h"
#include "ui/widgets/slices.h"

class QFormLayout;
class QVBoxLayout;

namespace catamaran::ui {

/// Look of the window, facts about this computer with every feature and its fix, and about the program.
class SettingsPage : public Page {
    Q_OBJECT

public:
    explicit SettingsPage(bridge::Session &session, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] bool isSettled() const override { return m_session.isSettled() && m_slices.isDone(); }

private:
    QWidget *makeAbout();
    void fill();
    void addFeature(const bridge::FeatureRow &feature);
    bridge::Session &m_session;
    QFormLayout *m_host = nullptr;
    QVBoxLayout *m_features = nullptr;
    QList<QWidget *> m_featureRows;
    Slices m_slices;
};

} // namespace catamaran::ui
