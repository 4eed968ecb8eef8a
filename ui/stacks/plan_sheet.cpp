// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/plan_sheet.h"

#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/pill.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace catamaran::ui {

namespace {

using Change = bridge::PlanRow::Change;

struct Look {
    QString word;
    QString icon;
    QString tone;
};

Look lookOf(Change change)
{
    switch (change) {
    case Change::Create:
        return {PlanSheet::tr("create"), QStringLiteral("plus"), QStringLiteral("ok")};
    case Change::Recreate:
        return {PlanSheet::tr("recreate"), QStringLiteral("refresh-cw"), QStringLiteral("warn")};
    case Change::Start:
        return {PlanSheet::tr("start"), QStringLiteral("play"), QStringLiteral("ok")};
    case Change::Stop:
        return {PlanSheet::tr("stop"), QStringLiteral("square"), QStringLiteral("warn")};
    case Change::Remove:
        return {PlanSheet::tr("remove"), QStringLiteral("trash-2"), QStringLiteral("error")};
    case Change::Keep:
        return {PlanSheet::tr("keep"), QStringLiteral("check"), QStringLiteral("2")};
    case Change::Build:
        return {PlanSheet::tr("build"), QStringLiteral("layers"), QStringLiteral("container")};
    case Change::Pull:
        return {PlanSheet::tr("pull"), QStringLiteral("download"), QStringLiteral("container")};
    case Change::Other:
        break;
    }
    return {PlanSheet::tr("change"), QStringLiteral("info"), QStringLiteral("2")};
}

QString titleOf(const bridge::StackCommand &command)
{
    using Verb = bridge::StackCommand::Verb;
    switch (command.verb) {
    case Verb::Up:
        return PlanSheet::tr("Bring %1 up").arg(command.project);
    case Verb::Down:
        return PlanSheet::tr("Take %1 down").arg(command.project);
    case Verb::Stop:
        return PlanSheet::tr("Stop %1").arg(command.project);
    case Verb::Start:
        return PlanSheet::tr("Start %1").arg(command.project);
    case Verb::Restart:
        return PlanSheet::tr("Restart %1").arg(command.project);
    }
    return {};
}

constexpr int kRowHeight = 27;
constexpr int kListHeight = 7 * kRowHeight + 14;

} // namespace

QString planSummary(const QList<bridge::PlanRow> &rows)
{
    QStringList parts;
    const auto add = [&](Change change, const QString &words) {
        const auto number = std::count_if(rows.begin(), rows.end(),
                                          [change](const auto &row) { return row.change == change; });
        if (number > 0)
            parts.append(words.arg(number));
    };
    add(Change::Build, PlanSheet::tr("%1 to build"));
    add(Change::Pull, PlanSheet::tr("%1 to pull"));
    add(Change::Create, PlanSheet::tr("%1 to create"));
    add(Change::Recreate, PlanSheet::tr("%1 to recreate"));
    add(Change::Start, PlanSheet::tr("%1 to start"));
    add(Change::Stop, PlanSheet::tr("%1 to stop"));
    add(Change::Remove, PlanSheet::tr("%1 to remove"));
    add(Change::Other, PlanSheet::tr("%1 other changes"));
    add(Change::Keep, PlanSheet::tr("%1 stay as they are"));
    return parts.isEmpty() ? PlanSheet::tr("Nothing to do") : parts.join(QStringLiteral(" · "));
}

PlanSheet::PlanSheet(QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("card"));
    setAccessibleName(tr("Plan"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kLarge, space::kMedium, space::kMedium, space::kMedium);
    layout->setSpacing(space::kSmall);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::kSmall);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(1);
    m_title = makeLabel({}, TextRole::CardTitle);
    m_summary = makeLabel({}, TextRole::Body, QStringLiteral("2"));
    m_summary->setWordWrap(true);
    texts->addWidget(m_title);
    texts->addWidget(m_summary);
    head->addLayout(texts, 1);
    m_volumes = new QCheckBox(tr("Remove its volumes too"));
    m_volumes->setAccessibleName(m_volumes->text());
    m_volumes->setToolTip(tr("The data in the named volumes of this stack is lost"));
    head->addWidget(m_volumes);
    auto *cancel = makeButton(tr("Close"));
    cancel->setToolTip(tr("Close without doing anything (Escape)"));
    head->addWidget(cancel);
    m_apply = makeButton({}, QStringLiteral("check"), QStringLiteral("primary"));
    head->addWidget(m_apply);
    layout->addLayout(head);
    m_listHolder = new QWidget;
    m_list = new QVBoxLayout(m_listHolder);
    m_list->setContentsMargins(0, 4, 0, 0);
    m_list->setSpacing(5);
    QScrollArea *scroll = makeScroll(m_listHolder);
    m_scroll = scroll;
    layout->addWidget(scroll);
    connect(m_apply, &QPushButton::clicked, this, [this] { emit applied(m_command); });
    connect(cancel, &QPushButton::clicked, this, &PlanSheet::closed);
    connect(m_volumes, &QCheckBox::toggled, this, [this](bool on) {
        m_command.removeVolumes = on;
        emit changed(m_command);
    });
}

void PlanSheet::begin(const bridge::StackCommand &command)
{
    m_command = command;
    m_title->setText(titleOf(command));
    m_summary->setText(tr("Working out what changes…"));
    setTone(m_summary, QStringLiteral("2"));
    const bool isDown = command.verb == bridge::StackCommand::Verb::Down;
    m_volumes->setVisible(isDown);
    {
        const QSignalBlocker quiet(m_volumes);
        m_volumes->setChecked(command.removeVolumes);
    }
    const QString words = isDown                                                ? tr("Take down")
                          : command.verb == bridge::StackCommand::Verb::Up      ? tr("Bring up")
                          : command.verb == bridge::StackCommand::Verb::Restart ? tr("Restart")
                          : command.verb == bridge::StackCommand::Verb::Start   ? tr("Start")
                                                                                : tr("Stop");
    m_apply->setText(QLatin1Char(' ') + words);
    m_apply->setAccessibleName(words);
    m_apply->setToolTip(tr("%1 (Enter)").arg(words));
    m_apply->setEnabled(false);
    setPlan({}, {});
    m_summary->setText(tr("Working out what changes…"));
    m_apply->setEnabled(false);
}

void PlanSheet::setPlan(const QList<bridge::PlanRow> &rows, const bridge::Problem &problem)
{
    m_rows = rows;
    while (QLayoutItem *item = m_list->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    for (const bridge::PlanRow &row : rows) {
        auto *line = new QWidget;
        auto *layout = new QHBoxLayout(line);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(space::kMedium);
        const Look look = lookOf(row.change);
        auto *pill = new Pill;
        pill->setText(look.word, look.icon, look.tone);
        auto *holder = new QWidget;
        holder->setFixedWidth(96);
        auto *holderLayout = new QHBoxLayout(holder);
        holderLayout->setContentsMargins(0, 0, 0, 0);
        holderLayout->addWidget(pill, 0, Qt::AlignLeft);
        layout->addWidget(holder);
        auto *kind = makeLabel(row.kind, TextRole::Body, QStringLiteral("3"));
        kind->setFixedWidth(76);
        layout->addWidget(kind);
        layout->addWidget(makeLabel(row.name, TextRole::BodyStrong));
        auto *reason = new ElidedLabel(row.reason);
        reason->setFont(Theme::font(TextRole::Body));
        reason->setProperty("tone", "2");
        reason->setToolTip(row.reason);
        layout->addWidget(reason, 1);
        m_list->addWidget(line);
    }
    m_list->addStretch();
    m_scroll->setFixedHeight(std::min(kListHeight, static_cast<int>(rows.size()) * kRowHeight + 6));
    m_scroll->setVisible(!rows.isEmpty());
    m_summary->setText(problem.isEmpty() ? planSummary(rows) : problem.text());
    setTone(m_summary, problem.isEmpty() ? QStringLiteral("2") : QStringLiteral("error"));
    m_apply->setEnabled(problem.isEmpty());
    if (isVisible() && m_apply->isEnabled())
        m_apply->setFocus(Qt::OtherFocusReason);
}

void PlanSheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_apply->isEnabled())
        emit applied(m_command);
    else
        QFrame::keyPressEvent(event);
}

} // namespace catamaran::ui
