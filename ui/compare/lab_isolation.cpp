// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/lab_bar.h"
#include "ui/compare/lab_tables.h"
#include "ui/compare/lab_views.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

namespace catamaran::ui {

namespace {

QString sharingWord(bridge::LabSharing sharing)
{
    switch (sharing) {
    case bridge::LabSharing::Shared:
        return IsolationPanel::tr("shared");
    case bridge::LabSharing::Filtered:
        return IsolationPanel::tr("shared, filtered");
    case bridge::LabSharing::Own:
        return IsolationPanel::tr("its own");
    case bridge::LabSharing::Unknown:
        break;
    }
    return IsolationPanel::tr("unknown");
}

/// Word and hue: the word carries the meaning.
QColor sharingColor(bridge::LabSharing sharing)
{
    const Tokens &t = Theme::tokens();
    switch (sharing) {
    case bridge::LabSharing::Shared:
        return t.warn;
    case bridge::LabSharing::Filtered:
        return t.container;
    case bridge::LabSharing::Own:
        return t.ok;
    case bridge::LabSharing::Unknown:
        break;
    }
    return t.text3;
}

} // namespace

IsolationPanel::IsolationPanel(bridge::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kLarge);
    auto *controls = makeCard();
    m_bar = new LabBar(session, tr("Asks the image's shell in both hulls what it sees; nothing is changed."));
    m_bar->setCommand(QStringLiteral("catamaran compare isolation IMAGE"));
    cardLayout(controls)->addWidget(m_bar);
    column->addWidget(controls);
    m_result = makeCard();
    m_verdict = makeLabel({}, TextRole::CardTitle);
    m_verdict->setWordWrap(true);
    m_table =
        makeLabTable({tr("Thing"), tr("Host"), tr("Container"), tr("seen there"), tr("VM"), tr("seen there")},
                     tr("What is shared with the host"));
    auto *card = qobject_cast<QFrame *>(m_result);
    cardLayout(card)->addWidget(m_verdict);
    cardLayout(card)->addWidget(m_table, 1);
    column->addWidget(m_result, 1);
    m_empty =
        new EmptyState(QStringLiteral("layers"), tr("What do they share with this computer?"),
                       tr("A container is a program of this kernel with blinkers on; a VM brings a kernel of "
                          "its own. Press Run, and both are asked for the evidence: kernel, processes, "
                          "network, rights, devices and more, side by side with the host."),
                       tr("Run"));
    column->addWidget(m_empty, 1);
    connect(m_empty, &EmptyState::activated, m_bar, &LabBar::run);
    connect(m_bar, &LabBar::run, this, [this] { m_session.lab().exploreIsolation(m_bar->image()); });
    connect(&session.lab(), &bridge::Lab::changed, this, [this] { show(m_session.lab().isolation()); });
    connect(Theme::current(), &Theme::changed, this, [this] { show(m_session.lab().isolation()); });
    show(session.lab().isolation());
}

void IsolationPanel::show(const std::optional<bridge::IsolationView> &view)
{
    m_result->setVisible(view.has_value());
    m_empty->setVisible(!view);
    if (!view)
        return;
    qsizetype shared = 0;
    qsizetype filtered = 0;
    m_table->setRowCount(static_cast<int>(view->items.size()));
    int row = 0;
    for (const bridge::IsolationItem &item : view->items) {
        shared += item.containerSharing == bridge::LabSharing::Shared;
        filtered += item.containerSharing == bridge::LabSharing::Filtered;
        setLabCell(m_table, row, 0, item.title, item.meaning);
        m_table->item(row, 0)->setFont(Theme::font(TextRole::BodyStrong));
        setLabCell(m_table, row, 1, item.host, item.meaning, Theme::tokens().text2);
        setLabCell(m_table, row, 2, sharingWord(item.containerSharing), item.meaning,
                   sharingColor(item.containerSharing));
        setLabCell(m_table, row, 3, item.container, item.meaning, Theme::tokens().text2);
        setLabCell(m_table, row, 4, sharingWord(item.vmSharing), item.meaning, sharingColor(item.vmSharing));
        setLabCell(m_table, row, 5, item.vm, item.meaning, Theme::tokens().text2);
        ++row;
    }
    fitLabTable(m_table);
    m_verdict->setText(
        tr("Of %1 things the container shares %2 with this computer, and %3 more through a filter; "
           "the VM%4 has a kernel of its own.")
            .arg(view->items.size())
            .arg(shared)
            .arg(filtered)
            .arg(view->origin.vmNote.isEmpty() ? QString()
                                               : QStringLiteral(" (%1)").arg(view->origin.vmNote)));
}

} // namespace catamaran::ui
