// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/lab_tables.h"
#include "ui/compare/lab_views.h"
#include "ui/theme/format.h"
#include "ui/widgets/controls.h"

#include <QHeaderView>
#include <QPushButton>
#include <QVBoxLayout>

namespace catamaran::ui {

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kKindRole = Qt::UserRole + 1;

QString kindName(const QString &kind)
{
    if (kind == QLatin1String("race"))
        return HistoryPanel::tr("Startup race");
    if (kind == QLatin1String("isolation"))
        return HistoryPanel::tr("Isolation");
    if (kind == QLatin1String("density"))
        return HistoryPanel::tr("Density");
    return HistoryPanel::tr("Work");
}

/// "+12.3 %", "-40.0 %"; empty where the first is nothing.
QString change(double before, double after)
{
    if (before <= 0)
        return {};
    const double percent = (after / before - 1) * 100;
    return QStringLiteral("%1%2 %")
        .arg(percent > 0 ? QStringLiteral("+") : QString())
        .arg(percent, 0, 'f', 1);
}

} // namespace

HistoryPanel::HistoryPanel(bridge::Session &session, QWidget *parent) : QWidget(parent), m_session(session)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kLarge);
    m_result = makeCard();
    m_result->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *card = qobject_cast<QFrame *>(m_result);
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Past experiments"), TextRole::CardTitle), 1);
    m_compare = makeButton(tr("Lay two races over each other"), QStringLiteral("columns-2"));
    m_compare->setToolTip(tr("Select two startup races in the table first"));
    m_forget = makeButton(tr("Forget"), QStringLiteral("trash-2"));
    m_forget->setToolTip(tr("Remove the selected experiments from the history"));
    head->addWidget(m_compare);
    head->addWidget(m_forget);
    cardLayout(card)->addLayout(head);
    m_table = makeLabTable({tr("When"), tr("Experiment"), tr("Image"), tr("Result")}, tr("Past experiments"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    cardLayout(card)->addWidget(m_table);
    m_overlayTitle = makeLabel({}, TextRole::CardTitle);
    m_overlay =
        makeLabTable({tr("Figure"), tr("First"), tr("Second"), tr("Change")}, tr("Two races side by side"));
    cardLayout(card)->addWidget(m_overlayTitle);
    cardLayout(card)->addWidget(m_overlay);
    column->addWidget(m_result);
    m_empty =
        new EmptyState(QStringLiteral("timer"), tr("Nothing yet"),
                       tr("Every experiment of this window and of the command line is kept here, so that "
                          "you can lay today's beside last week's."));
    column->addWidget(m_empty, 1);
    column->addStretch();
    m_overlay->hide();
    m_overlayTitle->hide();
    connect(&session.lab(), &bridge::Lab::changed, this, &HistoryPanel::show);
    connect(&session.lab(), &bridge::Lab::raceRead, this,
            [this](const QString &id, const bridge::ExperimentView &view) {
                m_races.insert(id, view);
                overlay();
            });
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &HistoryPanel::updateState);
    connect(m_compare, &QPushButton::clicked, this, [this] {
        m_wanted = selected(true);
        for (const QString &id : std::as_const(m_wanted))
            m_session.lab().readRace(id);
    });
    connect(m_forget, &QPushButton::clicked, this, [this] {
        const QStringList ids = selected(false);
        for (const QString &id : ids)
            m_session.lab().forget(id);
    });
    show();
}

QStringList HistoryPanel::selected(bool onlyRaces) const
{
    QStringList ids;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QTableWidgetItem *item = m_table->item(row, 0);
        if (item->isSelected() && (!onlyRaces || item->data(kKindRole) == QLatin1String("race")))
            ids.append(item->data(kIdRole).toString());
    }
    return ids;
}

void HistoryPanel::updateState()
{
    m_compare->setEnabled(selected(true).size() == 2);
    m_forget->setEnabled(!selected(false).isEmpty());
}

void HistoryPanel::show()
{
    const QList<bridge::HistoryItem> &history = m_session.lab().history();
    m_result->setVisible(!history.isEmpty());
    m_empty->setVisible(history.isEmpty());
    m_table->setRowCount(static_cast<int>(history.size()));
    int row = 0;
    for (const bridge::HistoryItem &item : history) {
        setLabCell(m_table, row, 0, labDate(item.startedAt), item.id);
        m_table->item(row, 0)->setData(kIdRole, item.id);
        m_table->item(row, 0)->setData(kKindRole, item.kind);
        setLabCell(m_table, row, 1, kindName(item.kind));
        setLabCell(m_table, row, 2, item.image, {}, Theme::tokens().text2);
        setLabCell(m_table, row, 3, item.summary, {}, Theme::tokens().text2);
        ++row;
    }
    fitLabTable(m_table);
    updateState();
}

void HistoryPanel::overlay()
{
    if (m_wanted.size() != 2 || !m_races.contains(m_wanted[0]) || !m_races.contains(m_wanted[1]))
        return;
    // The older one first: the table lists the newest on top.
    const bridge::ExperimentView &first = m_races[m_wanted[1]];
    const bridge::ExperimentView &second = m_races[m_wanted[0]];
    QList<QStringList> rows;
    const auto add = [&rows](const QString &name, double before, double after, QString (*format)(double)) {
        rows.append({name, format(before), format(after), change(before, after)});
    };
    for (const bridge::Hull hull : {bridge::Hull::Container, bridge::Hull::Vm}) {
        const bridge::HullView *before = first.hull(hull);
        const bridge::HullView *after = second.hull(hull);
        if (before == nullptr || after == nullptr)
            continue;
        QString name = hullName(hull);
        if (!after->accelerationLabel.isEmpty())
            name += QStringLiteral(" (%1)").arg(after->accelerationLabel);
        add(tr("%1: startup, median").arg(name), before->startupMs.median, after->startupMs.median,
            formatMilliseconds);
        add(tr("%1: startup, best").arg(name), before->startupMs.minimum, after->startupMs.minimum,
            formatMilliseconds);
        add(tr("%1: memory").arg(name), static_cast<double>(before->memory.totalBytes),
            static_cast<double>(after->memory.totalBytes), formatBytes);
        add(tr("%1: disk of its own").arg(name), static_cast<double>(before->diskUniqueBytes),
            static_cast<double>(after->diskUniqueBytes), formatBytes);
    }
    m_overlayTitle->setText(
        tr("%1, %2 and %3, %4")
            .arg(first.image, labDate(first.startedAt), second.image, labDate(second.startedAt)));
    m_overlay->setRowCount(static_cast<int>(rows.size()));
    for (int row = 0; row < rows.size(); ++row)
        for (int column = 0; column < rows[row].size(); ++column)
            setLabCell(m_overlay, row, column, rows[row][column]);
    fitLabTable(m_overlay);
    m_overlay->show();
    m_overlayTitle->show();
}

} // namespace catamaran::ui
