// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/startup_chart.h"

#include "ui/charts/style.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

namespace catamaran::ui {

namespace {

constexpr int kRow = 30;
constexpr int kBar = 14;
constexpr int kAxis = 26;
constexpr int kNames = 170;
constexpr int kRight = 76;

QString stepName(const bridge::StartupBar &bar)
{
    switch (bar.kind) {
    case bridge::StartupBar::Kind::Wait:
        return StartupChartCard::tr("waits");
    case bridge::StartupBar::Kind::Create:
        return StartupChartCard::tr("create");
    case bridge::StartupBar::Kind::Start:
        return StartupChartCard::tr("start");
    case bridge::StartupBar::Kind::Health:
        return StartupChartCard::tr("until healthy");
    case bridge::StartupBar::Kind::Other:
        break;
    }
    return bar.step;
}

QColor barColor(bridge::StartupBar::Kind kind)
{
    const Tokens &t = Theme::tokens();
    switch (kind) {
    case bridge::StartupBar::Kind::Wait:
        return t.text3;
    case bridge::StartupBar::Kind::Create:
        return t.container;
    case bridge::StartupBar::Kind::Start:
        return t.accent;
    case bridge::StartupBar::Kind::Health:
        return t.ok;
    case bridge::StartupBar::Kind::Other:
        return t.borderStrong;
    }
    return t.text3;
}

} // namespace

class StartupChartCard::Plot : public QWidget {
public:
    explicit Plot(StartupChartCard *card) : m_card(card) { setMouseTracking(true); }

    QStringList rows;

    void update(const QList<bridge::StartupBar> &bars)
    {
        rows.clear();
        for (const bridge::StartupBar &bar : bars) {
            if (!rows.contains(bar.row))
                rows.append(bar.row);
        }
        setMinimumHeight(static_cast<int>(rows.size()) * kRow + kAxis + 8);
        QWidget::update();
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Scale scale = tidyScale(m_card->m_nowMs, Unit::Milliseconds);
        QFont small = Theme::font(TextRole::Caption);
        small.setWeight(QFont::Normal);
        painter.setFont(small);
        const double bottom = 4 + static_cast<double>(rows.size()) * kRow;
        for (int tick = 0; tick < scale.ticks; ++tick) {
            const double value = scale.maximum * tick / (scale.ticks - 1);
            const double x = xOf(value * scale.divisor, scale);
            painter.setPen(QPen(t.grid, 1));
            painter.drawLine(QPointF(x, 2), QPointF(x, bottom));
            painter.setPen(t.text3);
            painter.drawText(QRectF(x - 40, bottom + 4, 80, 18), Qt::AlignHCenter | Qt::AlignVCenter,
                             QStringLiteral("%1 %2").arg(value, 0, 'f', scale.decimals).arg(scale.unit));
        }
        for (qsizetype row = 0; row < rows.size(); ++row) {
            const double y = 4 + static_cast<double>(row) * kRow;
            painter.setFont(Theme::font(TextRole::Body));
            painter.setPen(t.text);
            painter.drawText(QRectF(0, y, kNames - 12, kRow), Qt::AlignVCenter | Qt::AlignLeft,
                             painter.fontMetrics().elidedText(rows[row], Qt::ElideMiddle, kNames - 12));
            double end = 0;
            for (const bridge::StartupBar &bar : std::as_const(m_card->m_bars)) {
                if (bar.row != rows[row])
                    continue;
                paintBar(painter, bar, y, scale);
                end = std::max(end, endOf(bar));
            }
            painter.setFont(small);
            painter.setPen(t.text2);
            painter.drawText(QRectF(xOf(end, scale) + 8, y, kRight + 60, kRow), Qt::AlignVCenter,
                             formatMilliseconds(end));
        }
    }

    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::ToolTip) {
            auto *help = static_cast<QHelpEvent *>(event);
            const qsizetype row = (help->pos().y() - 4) / kRow;
            const Scale scale = tidyScale(m_card->m_nowMs, Unit::Milliseconds);
            for (const bridge::StartupBar &bar : std::as_const(m_card->m_bars)) {
                if (row < rows.size() && row >= 0 && bar.row == rows[row] &&
                    help->pos().x() >= xOf(bar.fromMs, scale) - 2 &&
                    help->pos().x() <= xOf(endOf(bar), scale) + 2) {
                    QToolTip::showText(help->globalPos(),
                                       QStringLiteral("%1: %2, %3 – %4")
                                           .arg(bar.row, stepName(bar), formatMilliseconds(bar.fromMs),
                                                formatMilliseconds(endOf(bar))),
                                       this);
                    return true;
                }
            }
            QToolTip::hideText();
        }
        return QWidget::event(event);
    }

private:
    [[nodiscard]] double endOf(const bridge::StartupBar &bar) const
    {
        return bar.toMs < bar.fromMs ? std::max(m_card->m_nowMs, bar.fromMs) : bar.toMs;
    }
    [[nodiscard]] double xOf(double ms, const Scale &scale) const
    {
        return kNames + (width() - kNames - kRight) * ms / (scale.maximum * scale.divisor);
    }
    void paintBar(QPainter &painter, const bridge::StartupBar &bar, double y, const Scale &scale) const
    {
        const double from = xOf(bar.fromMs, scale);
        const QRectF rect(from, y + (kRow - kBar) / 2.0, std::max(3.0, xOf(endOf(bar), scale) - from), kBar);
        const QColor color = bar.failed ? Theme::tokens().error : barColor(bar.kind);
        if (bar.kind == bridge::StartupBar::Kind::Wait) {
            painter.setPen(QPen(color, 1, Qt::DashLine));
            painter.setBrush(Qt::NoBrush);
            painter.drawLine(QPointF(rect.left(), rect.center().y()),
                             QPointF(rect.right(), rect.center().y()));
            return;
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(bar.failed ? QBrush(color, Qt::BDiagPattern) : QBrush(color));
        painter.drawRoundedRect(rect, 3, 3);
        if (bar.failed) {
            painter.setPen(color);
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(rect, 3, 3);
        }
    }

    StartupChartCard *m_card;
};

StartupChartCard::StartupChartCard(QWidget *parent)
    : ChartCard(tr("Startup"), QStringLiteral("timer"), parent), m_plot(new Plot(this))
{
    auto *holder = new QWidget;
    auto *layout = new QVBoxLayout(holder);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    layout->addStretch();
    setChart(makeScroll(holder));
    m_plot->setAccessibleName(tr("Chart: %1").arg(title()));
    connect(this, &ChartCard::tableWanted, this, &StartupChartCard::fillTable);
}

void StartupChartCard::setBars(const QList<bridge::StartupBar> &bars, double nowMs)
{
    m_bars = bars;
    m_nowMs = std::max(nowMs, 1.0);
    QStringList words;
    using Kind = bridge::StartupBar::Kind;
    for (const Kind kind : {Kind::Create, Kind::Start, Kind::Health, Kind::Other}) {
        bridge::StartupBar sample;
        sample.kind = kind;
        const bool used =
            std::any_of(bars.begin(), bars.end(), [kind](const auto &bar) { return bar.kind == kind; });
        if (used)
            words.append(QStringLiteral("<span style=\"color:%1\">■</span>&nbsp;%2")
                             .arg(barColor(kind).name(),
                                  kind == Kind::Other ? tr("networks and volumes") : stepName(sample)));
    }
    const bool waits =
        std::any_of(bars.begin(), bars.end(), [](const auto &bar) { return bar.kind == Kind::Wait; });
    if (waits)
        words.append(tr("┄ waits for what it depends on"));
    setFooter(words.join(QStringLiteral("&nbsp;&nbsp;&nbsp; ")));
    m_plot->update(bars);
    if (isTableShown())
        fillTable();
}

void StartupChartCard::fillTable()
{
    QList<QStringList> rows;
    for (const bridge::StartupBar &bar : std::as_const(m_bars)) {
        const double end = bar.toMs < bar.fromMs ? m_nowMs : bar.toMs;
        rows.append({bar.row, bar.failed ? tr("%1, failed").arg(stepName(bar)) : stepName(bar),
                     formatMilliseconds(bar.fromMs), formatMilliseconds(end),
                     formatMilliseconds(end - bar.fromMs)});
    }
    setTable({tr("Part"), tr("Step"), tr("From"), tr("To"), tr("Took")}, rows);
}

} // namespace catamaran::ui
