// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/time_view.h"

#include "ui/charts/chart_link.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QValueAxis>
#include <cmath>

namespace catamaran::ui {

namespace {

constexpr double kNearer = 0.7;
constexpr int kLeastDrag = 8;
constexpr double kKeyStep = 1.0 / 60;
constexpr double kPanStep = 0.25;
constexpr int kPadding = 8;

} // namespace

/// Lies over the chart, so that moving the crosshair paints no series anew.
class TimeView::Overlay : public QWidget {
public:
    explicit Overlay(TimeView *owner) : QWidget(owner->m_view->viewport()), m_owner(owner)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
        hide();
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRect plot = m_owner->plot();
        if (m_owner->m_view->hasFocus()) {
            painter.setPen(QPen(t.accent, 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        }
        if (m_owner->m_dragFrom) {
            const int from = std::clamp(*m_owner->m_dragFrom, plot.left(), plot.right());
            const int to = std::clamp(m_owner->m_dragTo, plot.left(), plot.right());
            QColor ground = t.accent;
            ground.setAlphaF(0.16F);
            painter.fillRect(
                QRect(QPoint(std::min(from, to), plot.top()), QPoint(std::max(from, to), plot.bottom())),
                ground);
        }
        const auto crosshair = m_owner->link().crosshair();
        if (!crosshair || *crosshair > m_owner->link().from() || *crosshair < m_owner->link().to())
            return;
        const int x = m_owner->placeOf(*crosshair, 0).x();
        painter.setPen(QPen(t.text3, 1, Qt::DashLine));
        painter.drawLine(x, plot.top(), x, plot.bottom());
        const QList<Reading> readings = m_owner->m_at(*crosshair);
        for (const Reading &reading : readings) {
            if (!reading.y)
                continue;
            painter.setPen(QPen(t.surface, 2));
            painter.setBrush(reading.color);
            painter.drawEllipse(m_owner->placeOf(*crosshair, *reading.y), 4, 4);
        }
        paintBox(painter, plot, x, *crosshair, readings);
    }

private:
    void paintBox(QPainter &painter, const QRect &plot, int x, double crosshair,
                  const QList<Reading> &readings) const
    {
        const Tokens &t = Theme::tokens();
        const QFont font = Theme::font(TextRole::Caption);
        const QFontMetrics metrics(font);
        painter.setFont(font);
        const QString head = m_owner->textAt(crosshair).section(QLatin1Char('\n'), 0, 0);
        int names = 0;
        int values = 0;
        for (const Reading &reading : readings) {
            names = std::max(names, metrics.horizontalAdvance(reading.name));
            values = std::max(values, metrics.horizontalAdvance(reading.value));
        }
        constexpr int kMark = 14;
        const int width =
            2 * kPadding + std::max(metrics.horizontalAdvance(head), kMark + names + kPadding + values);
        const int line = metrics.height() + 3;
        const int height = 2 * kPadding - 3 + line * (static_cast<int>(readings.size()) + 1);
        // Beside the line, on the side where there is room, and never over the edge.
        int left = x + 12;
        if (left + width > plot.right())
            left = x - 12 - width;
        left = std::clamp(left, 2, std::max(2, this->width() - width - 2));
        const QRect box(left, std::max(2, plot.top() + 4), width, height);
        painter.setPen(t.border);
        painter.setBrush(t.raised);
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
        int y = box.top() + kPadding + metrics.ascent();
        painter.setPen(t.text2);
        painter.drawText(box.left() + kPadding, y, head);
        for (const Reading &reading : readings) {
            y += line;
            painter.setPen(Qt::NoPen);
            painter.setBrush(reading.color);
            painter.drawRoundedRect(box.left() + kPadding, y - metrics.ascent() / 2 - 3, 8, 8, 2, 2);
            painter.setPen(t.text2);
            painter.drawText(box.left() + kPadding + kMark, y, reading.name);
            painter.setPen(t.text);
            painter.drawText(box.right() - kPadding - metrics.horizontalAdvance(reading.value), y,
                             reading.value);
        }
    }

    TimeView *m_owner;
};

TimeView::TimeView(QChart *chart, QChartView *view, QValueAxis *time, QValueAxis *value, At at,
                   QObject *parent)
    : QObject(parent), m_chart(chart), m_view(view), m_time(time), m_value(value), m_at(std::move(at)),
      m_own(new ChartLink(this)), m_overlay(new Overlay(this))
{
    view->setFocusPolicy(Qt::StrongFocus);
    view->setToolTip({});
    view->installEventFilter(this);
    view->viewport()->setMouseTracking(true);
    view->viewport()->installEventFilter(this);
    setLink(nullptr);
}

TimeView::~TimeView() = default;

void TimeView::setLink(ChartLink *link)
{
    if (m_link != nullptr)
        m_link->disconnect(this);
    m_link = link != nullptr ? link : m_own;
    connect(m_link, &ChartLink::viewChanged, this, &TimeView::updateAxis);
    connect(m_link, &ChartLink::crosshairChanged, this, &TimeView::onCrosshair);
    updateAxis();
}

void TimeView::updateAxis()
{
    const double span = m_link->span();
    m_unitSeconds = span <= 120 ? 1 : span <= 2 * 3600 ? 60 : 3600;
    const double from = m_link->from() / m_unitSeconds;
    const double to = m_link->to() / m_unitSeconds;
    // As many marks as give whole numbers, if any number does.
    int ticks = 5;
    bool whole = false;
    for (const int wanted : {5, 4, 7, 3, 6}) {
        const double step = (from - to) / (wanted - 1);
        if (!whole && std::abs(step - std::round(step)) < 1e-6 && std::abs(to - std::round(to)) < 1e-6) {
            ticks = wanted;
            whole = true;
        }
    }
    const double step = (from - to) / (ticks - 1);
    const int decimals = whole ? 0 : step >= 5 ? 0 : step >= 0.5 ? 1 : 2;
    m_time->setTickCount(ticks);
    m_time->setLabelFormat(QStringLiteral("%.%1f %2")
                               .arg(decimals)
                               .arg(m_unitSeconds < 2      ? QStringLiteral("s")
                                    : m_unitSeconds < 3600 ? QStringLiteral("min")
                                                           : QStringLiteral("h")));
    m_time->setRange(-from, -to);
    emit viewChanged();
    m_overlay->update();
}

QRect TimeView::plot() const
{
    const QRectF area = m_chart->plotArea();
    return QRect(m_view->mapFromScene(m_chart->mapToScene(area.topLeft())),
                 m_view->mapFromScene(m_chart->mapToScene(area.bottomRight())));
}

int TimeView::columns() const
{
    return std::clamp(static_cast<int>(m_chart->plotArea().width() / 2), 60, 300);
}

double TimeView::secondsAt(const QPoint &position) const
{
    const QRect area = plot();
    const double part = static_cast<double>(position.x() - area.left()) / std::max(1, area.width());
    return m_link->from() - std::clamp(part, 0.0, 1.0) * m_link->span();
}

QPoint TimeView::placeOf(double secondsAgo, double y) const
{
    const QRect area = plot();
    const double part = (m_link->from() - secondsAgo) / m_link->span();
    const double up =
        m_value->max() > m_value->min() ? (y - m_value->min()) / (m_value->max() - m_value->min()) : 0;
    return {area.left() + static_cast<int>(std::lround(part * area.width())),
            area.bottom() - static_cast<int>(std::lround(up * area.height()))};
}

QString TimeView::textAt(double secondsAgo) const
{
    QString text;
    if (m_link->isLive()) {
        text = tr("%1 s ago").arg(secondsAgo, 0, 'f', 0);
    } else {
        const auto moment = QDateTime::currentDateTime().addMSecs(-static_cast<qint64>(secondsAgo * 1000));
        const bool today = moment.date() == QDate::currentDate();
        text = today ? QLocale().toString(moment.time(), QStringLiteral("HH:mm:ss"))
                     : QLocale().toString(moment, QStringLiteral("ddd HH:mm:ss"));
    }
    for (const Reading &reading : m_at(secondsAgo))
        text += QStringLiteral("\n%1: %2").arg(reading.name, reading.value);
    return text;
}

void TimeView::refresh()
{
    if (m_overlay->isVisible())
        m_overlay->update();
}

void TimeView::onCrosshair()
{
    m_overlay->setGeometry(m_view->viewport()->rect());
    m_overlay->setVisible(m_link->crosshair().has_value() || m_dragFrom.has_value() || m_view->hasFocus());
    m_overlay->update();
    if (m_view->hasFocus() && m_link->crosshair()) {
        m_view->setAccessibleDescription(
            textAt(*m_link->crosshair()).replace(QLatin1Char('\n'), QStringLiteral(", ")));
        QAccessibleEvent event(m_view, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
}

bool TimeView::onKey(int key, bool shift)
{
    const double centre = m_link->crosshair().value_or((m_link->from() + m_link->to()) / 2);
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_link->zoom(kNearer, centre);
        return true;
    case Qt::Key_Minus:
        m_link->zoom(1 / kNearer, centre);
        return true;
    case Qt::Key_0:
        m_link->resetView();
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const double towards = key == Qt::Key_Left ? 1 : -1;
        if (shift) {
            m_link->pan(towards * kPanStep);
        } else {
            const double now = m_link->crosshair().value_or(m_link->to());
            m_link->setCrosshair(
                std::clamp(now + towards * m_link->span() * kKeyStep, m_link->to(), m_link->from()));
        }
        return true;
    }
    case Qt::Key_Home:
        m_link->setCrosshair(m_link->from());
        return true;
    case Qt::Key_End:
        m_link->setCrosshair(m_link->to());
        return true;
    case Qt::Key_Escape:
        if (!m_link->crosshair())
            return false;
        m_link->setCrosshair(std::nullopt);
        return true;
    default:
        return false;
    }
}

bool TimeView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view) {
        if (event->type() == QEvent::KeyPress) {
            const auto *key = static_cast<QKeyEvent *>(event);
            return onKey(key->key(), (key->modifiers() & Qt::ShiftModifier) != 0);
        }
        if (event->type() == QEvent::FocusOut)
            m_link->setCrosshair(std::nullopt);
        if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
            onCrosshair();
        return false;
    }
    if (watched != m_view->viewport())
        return false;
    switch (event->type()) {
    case QEvent::Resize:
        m_overlay->setGeometry(m_view->viewport()->rect());
        emit viewChanged();
        return false;
    case QEvent::MouseMove: {
        const QPoint place = static_cast<QMouseEvent *>(event)->position().toPoint();
        if (m_dragFrom) {
            m_dragTo = place.x();
            m_link->setCrosshair(std::nullopt);
            onCrosshair();
        } else if (plot().contains(place)) {
            m_link->setCrosshair(secondsAt(place));
        } else {
            m_link->setCrosshair(std::nullopt);
        }
        return false;
    }
    case QEvent::MouseButtonPress: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->button() != Qt::LeftButton)
            return false;
        m_view->setFocus(Qt::MouseFocusReason);
        m_dragFrom = m_dragTo = mouse->position().toPoint().x();
        return true;
    }
    case QEvent::MouseButtonRelease: {
        if (!m_dragFrom)
            return false;
        const int from = *m_dragFrom;
        const int to = static_cast<QMouseEvent *>(event)->position().toPoint().x();
        m_dragFrom.reset();
        if (std::abs(to - from) >= kLeastDrag)
            m_link->setView(secondsAt({std::min(from, to), 0}), secondsAt({std::max(from, to), 0}));
        onCrosshair();
        return true;
    }
    case QEvent::MouseButtonDblClick:
        m_dragFrom.reset();
        m_link->resetView();
        return true;
    case QEvent::Leave:
        m_link->setCrosshair(std::nullopt);
        return false;
    case QEvent::Wheel: {
        // Without the focus the wheel is for the page the chart stands on.
        auto *wheel = static_cast<QWheelEvent *>(event);
        const bool ours = (wheel->modifiers() & Qt::ControlModifier) != 0 || m_view->hasFocus();
        if (!ours || wheel->angleDelta().y() == 0)
            return false;
        m_link->zoom(std::pow(kNearer, wheel->angleDelta().y() / 120.0),
                     secondsAt(wheel->position().toPoint()));
        wheel->accept();
        return true;
    }
    default:
        return false;
    }
}

} // namespace catamaran::ui
