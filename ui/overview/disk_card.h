// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace catamaran::ui {

class Treemap;

/// What Catamaran has on the disk, and what can be had back.
class DiskCard : public QFrame {
    Q_OBJECT

public:
    explicit DiskCard(bridge::Session &session, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void fill();
    bridge::Session &m_session;
    QLabel *m_words = nullptr;
    Treemap *m_map = nullptr;
    QPushButton *m_reclaim = nullptr;
};

} // namespace catamaran::ui
