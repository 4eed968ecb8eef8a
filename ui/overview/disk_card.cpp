// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/disk_card.h"

#include "src/bridge/desk.h"
#include "ui/overview/treemap.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QHBoxLayout>
#include <QMenu>

namespace catamaran::ui {

DiskCard::DiskCard(bridge::Session &session, QWidget *parent) : QFrame(parent), m_session(session)
{
    setObjectName(QStringLiteral("card"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kLarge);
    layout->setSpacing(space::kSmall);
    auto *head = new QHBoxLayout;
    auto *texts = new QVBoxLayout;
    texts->setSpacing(1);
    texts->addWidget(makeLabel(tr("On the disk"), TextRole::CardTitle));
    m_words = makeLabel(tr("Counting…"), TextRole::Body, QStringLiteral("2"));
    texts->addWidget(m_words);
    head->addLayout(texts, 1);
    m_reclaim = makeButton(tr("Reclaim space"), QStringLiteral("trash-2"));
    m_reclaim->setToolTip(tr("Choose what goes; the line for a shell stands beside each"));
    m_reclaim->setObjectName(QStringLiteral("reclaim"));
    head->addWidget(m_reclaim, 0, Qt::AlignTop);
    layout->addLayout(head);
    m_map = new Treemap;
    layout->addWidget(m_map);
    auto *menu = new QMenu(m_reclaim);
    menu->setToolTipsVisible(true);
    using Verb = bridge::DeskCommand::Verb;
    for (const Verb verb :
         {Verb::PruneContainers, Verb::PruneImages, Verb::PruneBuildCache, Verb::PruneVolumes}) {
        bridge::DeskCommand command;
        command.verb = verb;
        QAction *action = menu->addAction(icon(QStringLiteral("trash-2")), command.title());
        action->setToolTip(command.commandLine());
        connect(action, &QAction::triggered, this, [this, command] { m_session.desk().run(command); });
    }
    m_reclaim->setMenu(menu);
    connect(&session.desk(), &bridge::Desk::usageCounted, this, &DiskCard::fill);
    connect(&session.desk(), &bridge::Desk::finished, this, [this] {
        if (isVisible())
            m_session.desk().countUsage();
    });
    connect(&session, &bridge::Session::opened, this, [this] {
        if (isVisible())
            m_session.desk().countUsage();
    });
}

void DiskCard::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    m_session.desk().countUsage();
}

void DiskCard::fill()
{
    const bridge::UsageView &usage = m_session.desk().usage();
    m_words->setText(tr("%1 used · %2 could be free again · %3 free on the disk")
                         .arg(formatBytes(static_cast<double>(usage.totalBytes)),
                              formatBytes(static_cast<double>(usage.reclaimableBytes)),
                              formatBytes(static_cast<double>(usage.freeBytes))));
    m_reclaim->setEnabled(usage.reclaimableBytes > 0);
    m_map->setUsage(usage);
}

} // namespace catamaran::ui
