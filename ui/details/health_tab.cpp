// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/health_tab.h"

#include "src/bridge/rooms.h"
#include "ui/models/plain_table.h"
#include "ui/theme/format.h"
#include "ui/widgets/controls.h"

#include <QDateTime>
#include <QPainter>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTableView>

namespace catamaran::ui {

namespace {

enum Column { Result, When, Took, Output, ColumnCount };
constexpr int kLookMilliseconds = 2000;
constexpr int kStripHeight = 84;
constexpr double kBarWidth = 10;
constexpr double kBarGap = 3;

QString momentText(qint64 milliseconds)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds).toString(QStringLiteral("HH:mm:ss"));
}

} // namespace

/// The newest probes as bars: the height says how long each took, colour and position how it went.
class HealthStrip : public QWidget {
public:
    explicit HealthStrip(const HealthHistory &history) : m_history(history)
    {
        setFixedHeight(kStripHeight);
        setAccessibleName(HealthTab::tr("Probes over time; the table below has the same"));
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QList<HealthProbeView> &probes = m_history.probes();
        const double base = height() - 20.0;
        painter.setPen(QPen(t.grid, 1));
        painter.drawLine(QPointF(0, base + 0.5), QPointF(width(), base + 0.5));
        const auto fitting = static_cast<qsizetype>(width() / (kBarWidth + kBarGap));
        const qsizetype first = std::max<qsizetype>(0, probes.size() - fitting);
        double longest = 50;
        for (qsizetype i = first; i < probes.size(); ++i)
            longest = std::max(longest, static_cast<double>(probes[i].endMs - probes[i].startMs));
        painter.setPen(Qt::NoPen);
        for (qsizetype i = first; i < probes.size(); ++i) {
            const bool ok = probes[i].exitCode == 0;
            const double took = static_cast<double>(probes[i].endMs - probes[i].startMs);
            const double bar = 8 + (base - 14) * took / longest;
            const double x = static_cast<double>(i - first) * (kBarWidth + kBarGap);
            painter.setBrush(ok ? t.ok : t.error);
            painter.drawRoundedRect(QRectF(x, base - bar, kBarWidth, bar), 3, 3);
            // Not by colour alone: a failed one has a mark above it.
            if (!ok)
                painter.drawEllipse(QPointF(x + kBarWidth / 2, base - bar - 6), 2.5, 2.5);
        }
        if (probes.isEmpty())
            return;
        painter.setPen(t.text3);
        painter.setFont(Theme::font(TextRole::Caption));
        painter.drawText(QRectF(0, base + 3, 120, 16), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                         momentText(probes[first].startMs));
        const double end = static_cast<double>(probes.size() - first) * (kBarWidth + kBarGap);
        if (end > 150)
            painter.drawText(QRectF(end - 120, base + 3, 120, 16),
                             static_cast<int>(Qt::AlignRight | Qt::AlignVCenter),
                             momentText(probes.constLast().startMs));
    }

private:
    const HealthHistory &m_history;
};

HealthTab::HealthTab(bridge::Session &session, QWidget *parent)
    : DetailsTab(parent), m_session(session), m_stack(new QStackedWidget),
      m_strip(new HealthStrip(m_history)), m_status(makeLabel({}, TextRole::CardTitle)),
      m_test(new ElidedLabel), m_model(new QStandardItemModel(0, ColumnCount, this)), m_table(new QTableView)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    auto *top = makeCard();
    m_test->setFont(Theme::font(TextRole::Mono));
    m_test->setProperty("tone", "2");
    cardLayout(top)->addWidget(m_status);
    cardLayout(top)->addWidget(m_test);
    cardLayout(top)->addWidget(m_strip);
    layout->addWidget(top);
    auto *card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    auto *inner = new QVBoxLayout(card);
    inner->setContentsMargins(4, 6, 4, 6);
    m_table->setAccessibleName(tr("Probes"));
    setPlainHeaders(*m_model, {tr("Result"), tr("When"), tr("Took"), tr("Output")}, {Took});
    stylePlainTable(*m_table, *m_model, Output);
    m_table->setColumnWidth(Result, 130);
    m_table->setColumnWidth(When, 100);
    m_table->setColumnWidth(Took, 90);
    inner->addWidget(m_table);
    layout->addWidget(card, 1);
    m_stack->addWidget(page);
    m_stack->addWidget(
        new EmptyState(QStringLiteral("heart-pulse"), tr("No health check"),
                       tr("Give one with HEALTHCHECK in the Dockerfile, or with “--health-cmd” when "
                          "it is run; its probes are then shown here over time.")));
    m_again.setInterval(kLookMilliseconds);
    connect(&m_again, &QTimer::timeout, this, &HealthTab::load);
    m_stack->setCurrentIndex(1);
}

void HealthTab::setWorkload(const bridge::WorkloadRow &row, bool isNew)
{
    m_key = row.key;
    if (isNew) {
        m_history.clear();
        fill();
    }
    if (isVisible() && isNew)
        load();
}

void HealthTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_again.start();
    load();
}

void HealthTab::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_again.stop();
}

void HealthTab::load()
{
    if (m_key.id.isEmpty() || m_key.hull == bridge::Hull::Vm)
        return;
    m_session.rooms().inspect(this, m_key, [this, key = m_key](const bridge::Answer<QString> &answer) {
        if (key != m_key || !answer.isOk())
            return;
        const auto before = m_history.probes();
        m_history.take(answer.value);
        if (before != m_history.probes() || (m_history.hasCheck() && m_stack->currentIndex() == 1))
            fill();
    });
}

void HealthTab::fill()
{
    m_stack->setCurrentIndex(m_history.hasCheck() ? 0 : 1);
    const QString status = m_history.status();
    m_status->setText(status.isEmpty() ? tr("Health check")
                      : m_history.failingStreak() > 0
                          ? tr("%1 · failed %2 times in a row").arg(status).arg(m_history.failingStreak())
                          : status);
    setTone(m_status, status == QLatin1String("healthy")     ? QStringLiteral("ok")
                      : status == QLatin1String("unhealthy") ? QStringLiteral("error")
                                                             : QStringLiteral("warn"));
    m_test->setText(m_history.test() + QStringLiteral("   ") + m_history.rhythm());
    m_test->setToolTip(m_test->text());
    m_strip->update();
    m_model->removeRows(0, m_model->rowCount());
    for (auto it = m_history.probes().crbegin(); it != m_history.probes().crend(); ++it) {
        const bool ok = it->exitCode == 0;
        auto *result = new QStandardItem(ok ? tr("ok") : tr("failed (%1)").arg(it->exitCode));
        result->setData(ok ? QStringLiteral("circle-check") : QStringLiteral("circle-alert"), PlainIconRole);
        result->setData(ok ? QStringLiteral("ok") : QStringLiteral("error"), PlainColorRole);
        result->setData(ok ? QStringLiteral("ok") : QStringLiteral("error"), PlainToneRole);
        auto *took = new QStandardItem(formatMilliseconds(static_cast<double>(it->endMs - it->startMs)));
        took->setTextAlignment(Qt::AlignRight);
        auto *output = new QStandardItem(it->output);
        output->setData(true, PlainMonoRole);
        output->setToolTip(it->output);
        m_model->appendRow({result, new QStandardItem(momentText(it->startMs)), took, output});
    }
}

} // namespace catamaran::ui
