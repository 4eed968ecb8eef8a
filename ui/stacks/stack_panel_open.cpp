// SPDX-License-Identifier: GPL-3.0-or-later
// What a double click or Enter on a service's card opens.
#include "src/bridge/session.h"
#include "ui/stacks/graph_view.h"
#include "ui/stacks/merged_log.h"
#include "ui/stacks/stack_panel.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"

#include <QMenu>

namespace catamaran::ui {

void StackPanel::openService(const QString &service)
{
    const bridge::StackState *state = m_session.stacks().state(m_project);
    const bridge::ServiceState *one = state != nullptr ? state->service(service) : nullptr;
    const auto showLog = [this, service] {
        m_log->setOnly(service);
        showTab(Tab::Logs);
    };
    if (one == nullptr || one->replicas.isEmpty()) {
        showLog();
        return;
    }
    if (one->replicas.size() == 1) {
        emit detailsWanted(one->replicas.constFirst().key);
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const bridge::StackReplica &replica : one->replicas)
        connect(menu->addAction(icon(hullIcon(replica.key.hull), hullColor(replica.key.hull)),
                                tr("Details of %1").arg(replica.name)),
                &QAction::triggered, this, [this, key = replica.key] { emit detailsWanted(key); });
    menu->addSeparator();
    connect(menu->addAction(icon(QStringLiteral("scroll-text")), tr("Log of %1").arg(service)),
            &QAction::triggered, this, showLog);
    const NodeCard *card = m_graph->card(service);
    menu->popup(card != nullptr ? card->mapToGlobal(QPoint(0, card->height())) : QCursor::pos());
}

} // namespace catamaran::ui
