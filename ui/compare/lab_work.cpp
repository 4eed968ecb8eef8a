// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/lab_bar.h"
#include "ui/compare/lab_views.h"
#include "ui/theme/format.h"
#include "ui/widgets/controls.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QHorizontalBarSeries>
#include <QLogValueAxis>
#include <QVBoxLayout>
#include <cmath>

namespace catamaran::ui {

namespace {

constexpr int kChartHeight = 420;
constexpr int kRounds = 3;

} // namespace

WorkChart::WorkChart(QWidget *parent)
    : ChartCard(tr("Time of each program"), QStringLiteral("gauge"), parent), m_chart(makeChart()),
      m_view(makeChartView(m_chart))
{
    m_chart->legend()->hide();
    setChart(m_view);
    connect(Theme::current(), &Theme::changed, this, &WorkChart::rebuild);
    connect(this, &ChartCard::tableWanted, this, &WorkChart::fillTable);
}

void WorkChart::setWork(const bridge::WorkView &view)
{
    m_work = view;
    rebuild();
    if (isTableShown())
        fillTable();
}

void WorkChart::rebuild()
{
    m_chart->removeAllSeries();
    const auto axes = m_chart->axes();
    for (QAbstractAxis *axis : axes) {
        m_chart->removeAxis(axis);
        delete axis;
    }
    if (m_work.items.isEmpty())
        return;
    auto *series = new QHorizontalBarSeries;
    auto *container = new QBarSet(hullName(bridge::Hull::Container));
    auto *vm = new QBarSet(hullName(bridge::Hull::Vm));
    QStringList names;
    double lowest = 1e12;
    double highest = 1;
    // The first bar of a horizontal chart is the lowest.
    for (qsizetype i = m_work.items.size() - 1; i >= 0; --i) {
        const bridge::WorkItem &item = m_work.items[i];
        names.append(item.title);
        container->append(item.containerMs);
        vm->append(item.vmMs);
        lowest = std::min({lowest, item.containerMs, item.vmMs});
        highest = std::max({highest, item.containerMs, item.vmMs});
    }
    container->setColor(hullColor(bridge::Hull::Container));
    vm->setColor(hullColor(bridge::Hull::Vm));
    for (QBarSet *set : {vm, container}) {
        set->setBorderColor(Theme::tokens().surface);
        series->append(set);
    }
    series->setBarWidth(0.62);
    m_chart->addSeries(series);
    auto *categories = new QBarCategoryAxis;
    categories->append(names);
    categories->setGridLineVisible(false);
    m_chart->addAxis(categories, Qt::AlignLeft);
    series->attachAxis(categories);
    auto *axis = new QLogValueAxis;
    axis->setBase(10);
    axis->setRange(std::pow(10, std::floor(std::log10(std::max(lowest, 0.01)))), highest * 1.5);
    axis->setLabelFormat(QStringLiteral("%g"));
    m_chart->addAxis(axis, Qt::AlignBottom);
    series->attachAxis(axis);
    setUnit(tr("ms, log scale"));
    const QString note =
        m_work.origin.vmNote.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(m_work.origin.vmNote);
    setFooter(QStringLiteral("<span style='color:%1'>■</span>&nbsp;%2&nbsp;&nbsp; "
                             "<span style='color:%3'>■</span>&nbsp;%4")
                  .arg(container->color().name(), hullName(bridge::Hull::Container), vm->color().name(),
                       (hullName(bridge::Hull::Vm) + note).toHtmlEscaped()));
    styleChart(m_chart);
    categories->setLabelsColor(Theme::tokens().text2);
}

void WorkChart::fillTable()
{
    QList<QStringList> rows;
    for (const bridge::WorkItem &item : m_work.items)
        rows.append({item.title, formatMilliseconds(item.containerMs), formatMilliseconds(item.vmMs),
                     QStringLiteral("%1x").arg(item.vmMs / std::max(item.containerMs, 0.01), 0, 'f', 1)});
    setTable({tr("Program"), tr("Container"), tr("VM"), tr("VM / container")}, rows);
}

WorkPanel::WorkPanel(bridge::Session &session, QWidget *parent) : QWidget(parent), m_session(session)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kLarge);
    auto *controls = makeCard();
    m_bar = new LabBar(session, tr("Runs small programs of the image's shell in both hulls, in turn."));
    m_bar->addNumber(tr("Rounds"), 1, 50, kRounds,
                     tr("How often each program runs; more give a firmer median"));
    m_bar->setCommand(QStringLiteral("catamaran compare work --rounds NUMBER IMAGE"));
    cardLayout(controls)->addWidget(m_bar);
    column->addWidget(controls);
    m_result = new QWidget;
    auto *results = new QVBoxLayout(m_result);
    results->setContentsMargins(0, 0, 0, 0);
    results->setSpacing(space::kLarge);
    auto *card = makeCard();
    m_verdict = makeLabel({}, TextRole::CardTitle);
    m_verdict->setWordWrap(true);
    cardLayout(card)->addWidget(m_verdict);
    results->addWidget(card);
    m_chart = new WorkChart;
    m_chart->setFixedHeight(kChartHeight);
    results->addWidget(m_chart);
    results->addStretch();
    column->addWidget(m_result, 1);
    m_empty = new EmptyState(
        QStringLiteral("gauge"), tr("What does the same program cost inside?"),
        tr("Counting, hashing, system calls, writing, small files and forks run in a container "
           "and in a VM, in turn. A container's program runs on this kernel; a VM's meets the "
           "emulated machine, and where it does is what you see."),
        tr("Run"));
    column->addWidget(m_empty, 1);
    connect(m_empty, &EmptyState::activated, m_bar, &LabBar::run);
    connect(m_bar, &LabBar::run, this, [this] { m_session.lab().timeWork(m_bar->image(), m_bar->number()); });
    connect(&session.lab(), &bridge::Lab::changed, this, &WorkPanel::show);
    show();
}

void WorkPanel::show()
{
    const auto &work = m_session.lab().work();
    m_result->setVisible(work.has_value());
    m_empty->setVisible(!work);
    if (!work)
        return;
    m_chart->setWork(*work);
    const bridge::WorkItem *worst = nullptr;
    const bridge::WorkItem *best = nullptr;
    const auto ratio = [](const bridge::WorkItem &item) {
        return item.vmMs / std::max(item.containerMs, 0.01);
    };
    for (const bridge::WorkItem &item : work->items) {
        if (worst == nullptr || ratio(item) > ratio(*worst))
            worst = &item;
        if (best == nullptr || ratio(item) < ratio(*best))
            best = &item;
    }
    if (worst == nullptr)
        return;
    const QString note =
        work->origin.vmNote.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(work->origin.vmNote);
    m_verdict->setText(
        tr("In the VM%1 a program takes from %2x (%3) to %4x (%5) of its time in the container.")
            .arg(note)
            .arg(ratio(*best), 0, 'f', 1)
            .arg(best->title)
            .arg(ratio(*worst), 0, 'f', 1)
            .arg(worst->title));
}

} // namespace catamaran::ui
