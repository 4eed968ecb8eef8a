// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "ui/details/details_tab.h"

class QFormLayout;
class QLabel;

namespace catamaran::ui {

/// What a person wants to know first: what it is, how it is, what it takes. Values can be selected and
/// copied.
class SummaryTab : public DetailsTab {
    Q_OBJECT

public:
    explicit SummaryTab(bridge::Session &session, QWidget *parent = nullptr);
    void setWorkload(const bridge::WorkloadRow &row, bool isNew) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Fact {
        QString name;
        QString value;
    };
    struct Card {
        QFormLayout *form = nullptr;
        QList<QPair<QString, QLabel *>> labels;
    };
    Card makeFactCard(const QString &title, const QString &iconName, class QGridLayout &grid, int row,
                      int column);
    static void fill(Card &card, const QList<Fact> &facts);
    void refresh();

    bridge::Session &m_session;
    bridge::WorkloadRow m_row;
    bridge::DetailsView m_facts;
    Card m_identity;
    Card m_state;
    Card m_resources;
    Card m_labels;
};

} // namespace catamaran::ui
