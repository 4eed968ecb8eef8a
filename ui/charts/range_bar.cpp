// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/range_bar.h"

#include "ui/charts/chart_link.h"
#include "ui/widgets/controls.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>

namespace catamaran::ui {

RangeBar::RangeBar(ChartLink &link, QWidget *parent) : QWidget(parent), m_link(link)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    const QStringList names{tr("Live"), tr("15 min"), tr("1 h"), tr("6 h"), tr("24 h")};
    const QStringList tips{tr("The last minute, as it is measured"), tr("The last 15 minutes"),
                           tr("The last hour"), tr("The last 6 hours"), tr("The last 24 hours")};
    auto *group = new QButtonGroup(this);
    for (int i = 0; i < names.size(); ++i) {
        auto *chip = makeButton(names[i], {}, QStringLiteral("chip"));
        chip->setCheckable(true);
        chip->setToolTip(tips[i]);
        chip->setAccessibleName(tips[i]);
        group->addButton(chip);
        layout->addWidget(chip);
        m_ranges.append(chip);
        const int seconds = ChartLink::kRanges[static_cast<std::size_t>(i)];
        connect(chip, &QPushButton::clicked, this, [this, seconds] { m_link.setRange(seconds); });
    }
    // Without a word: the bar also stands in the narrow panel beside the table.
    m_reset = makeButton({}, QStringLiteral("maximize-2"), QStringLiteral("chip"));
    m_reset->setAccessibleName(tr("Whole range"));
    m_reset->setToolTip(tr("Back from the zoom (0, or a double click on a chart)"));
    // Its place is kept, so that nothing moves when it comes.
    QSizePolicy policy = m_reset->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(policy);
    connect(m_reset, &QPushButton::clicked, &link, &ChartLink::resetView);
    layout->addWidget(m_reset);
    layout->addStretch(1);
    connect(&link, &ChartLink::viewChanged, this, &RangeBar::update);
    update();
}

QPushButton &RangeBar::button(int seconds)
{
    const auto at = std::find(ChartLink::kRanges.begin(), ChartLink::kRanges.end(), seconds);
    return *m_ranges[at == ChartLink::kRanges.end() ? 0 : at - ChartLink::kRanges.begin()];
}

void RangeBar::update()
{
    button(m_link.range()).setChecked(true);
    m_reset->setVisible(m_link.isZoomed());
}

} // namespace catamaran::ui
