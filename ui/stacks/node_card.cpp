// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/node_card.h"

#include "ui/stacks/mood.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <cmath>

namespace catamaran::ui {

namespace {

constexpr int kPadding = 12;
constexpr double kMemoryFloor = 4.0 * 1048576;
constexpr double kCpuFloor = 10;

QString elided(const QPainter &painter, const QString &text, double width)
{
    return painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(width));
}

} // namespace

void drawSparkline(QPainter &painter, const QRectF &rect, const QList<qreal> &values, double floor,
                   const QColor &color)
{
    painter.setPen(QPen(Theme::tokens().grid, 1));
    painter.drawLine(rect.bottomLeft(), rect.bottomRight());
    double highest = floor;
    for (const qreal value : values) {
        if (!std::isnan(value))
            highest = std::max(highest, value);
    }
    if (values.size() < 2)
        return;
    const double step = rect.width() / static_cast<double>(std::max<qsizetype>(values.size() - 1, 39));
    const double start = rect.right() - step * static_cast<double>(values.size() - 1);
    const auto place = [&](qsizetype at) {
        return QPointF(start + step * static_cast<double>(at),
                       rect.bottom() - 1 - (rect.height() - 2) * values[at] / highest);
    };
    QList<QLineF> lines;
    for (qsizetype i = 1; i < values.size(); ++i) {
        if (!std::isnan(values[i]) && !std::isnan(values[i - 1]))
            lines.append(QLineF(place(i - 1), place(i)));
    }
    painter.setPen(QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap));
    painter.drawLines(lines);
}

NodeCard::NodeCard(const QString &service, QWidget *parent) : QWidget(parent), m_name(service)
{
    // A part of a drawing, not of a text: its places are the same in every language.
    setLayoutDirection(Qt::LeftToRight);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    resize(sizeHint());
    m_state.service = service;
    m_state.word = tr("not created");
    describe();
}

QSize NodeCard::sizeHint() const
{
    return cardSize().toSize();
}

void NodeCard::setService(const bridge::StackService &service)
{
    m_service = service;
    describe();
    update();
}

void NodeCard::setState(const bridge::ServiceState &state)
{
    m_state = state;
    if (m_state.word.isEmpty())
        m_state.word = tr("not created");
    describe();
    update();
}

void NodeCard::setFigures(const NodeFigures &figures)
{
    m_figures = figures;
    update();
}

void NodeCard::setSelected(bool selected)
{
    m_selected = selected;
    update();
}

void NodeCard::setTraffic(const QStringList &words)
{
    if (words == m_traffic)
        return;
    m_traffic = words;
    describe();
}

void NodeCard::setProgress(const QString &words, bool failed)
{
    m_progress = words;
    m_progressFailed = failed;
    describe();
    update();
}

void NodeCard::describe()
{
    const int replicas = std::max(m_service.replicas, static_cast<int>(m_state.replicas.size()));
    QStringList words{m_name, hullName(m_service.hull), m_state.word};
    if (!m_progress.isEmpty())
        words.append(m_progress);
    if (replicas != 1)
        words.append(tr("%1 replicas").arg(replicas));
    if (!m_service.image.isEmpty())
        words.append(m_service.image);
    words += m_traffic;
    setAccessibleName(words.join(QStringLiteral(", ")));
    QString tip = words.join(QLatin1Char('\n'));
    if (!m_state.detail.isEmpty())
        tip += QLatin1Char('\n') + m_state.detail;
    if (!m_service.ports.isEmpty())
        tip += QLatin1Char('\n') + m_service.ports.join(QStringLiteral(", "));
    setToolTip(tip);
}

void NodeCard::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    const Tokens &t = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool active = m_service.isActive;
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    QPen border(hasFocus() ? t.accent : m_selected ? t.borderStrong : t.border, hasFocus() ? 2 : 1);
    if (!active)
        border.setStyle(Qt::DashLine);
    painter.setPen(border);
    painter.setBrush(m_selected || underMouse() ? t.raised : t.surface);
    painter.drawRoundedRect(frame, 10, 10);

    // The hull's icon in its hue, and the stripe by which charts and log know the service.
    const QColor hue = hullColor(m_service.hull);
    painter.setPen(Qt::NoPen);
    painter.setBrush(seriesColor(m_color));
    painter.drawRoundedRect(QRectF(frame.left() + 5, frame.top() + 12, 3, frame.height() - 24), 1.5, 1.5);
    drawIcon(painter, QRectF(kPadding + 4, 12, 16, 16), hullIcon(m_service.hull), active ? hue : t.text3);
    painter.setFont(Theme::font(TextRole::BodyStrong));
    painter.setPen(active ? t.text : t.text2);
    const int replicas = std::max(m_service.replicas, static_cast<int>(m_state.replicas.size()));
    const QString times = replicas == 1 ? QString() : QStringLiteral("×%1").arg(replicas);
    const int timesWidth = times.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(times) + 8;
    const double left = kPadding + 28;
    const double right = width() - kPadding;
    painter.drawText(QRectF(left, 9, right - left - timesWidth, 22), Qt::AlignVCenter,
                     elided(painter, m_name, right - left - timesWidth));
    painter.setPen(t.text2);
    painter.drawText(QRectF(left, 9, right - left, 22), Qt::AlignVCenter | Qt::AlignRight, times);

    QFont small = Theme::font(TextRole::Caption);
    small.setWeight(QFont::Normal);
    painter.setFont(small);
    painter.setPen(t.text3);
    const QString image = !m_service.image.isEmpty()     ? m_service.image
                          : !m_service.context.isEmpty() ? tr("built here")
                                                         : m_state.image;
    painter.drawText(QRectF(kPadding + 6, 31, right - kPadding - 6, 18), Qt::AlignVCenter,
                     elided(painter, image, right - kPadding - 6));

    const QRectF mark(kPadding + 5, 52, 14, 14);
    const bool shown = !m_progress.isEmpty();
    const auto mood = m_progressFailed ? bridge::ServiceState::Mood::Failed
                      : shown          ? bridge::ServiceState::Mood::Starting
                                       : m_state.mood;
    drawMood(painter, mark, mood);
    QFont medium = small;
    medium.setWeight(QFont::DemiBold);
    painter.setFont(medium);
    painter.setPen(moodColor(mood));
    const QString word = !active ? tr("profile off") : shown ? m_progress : m_state.word;
    painter.drawText(QRectF(kPadding + 24, 50, right - kPadding - 24, 18), Qt::AlignVCenter,
                     elided(painter, word, right - kPadding - 24));

    painter.setFont(small);
    const double half = (right - kPadding - 6 - 10) / 2;
    const auto figure = [&](double x, const QString &widest, const QString &text, const QList<qreal> &values,
                            double floor) {
        const double textWidth = painter.fontMetrics().horizontalAdvance(widest);
        drawSparkline(painter, QRectF(x, 76, half - textWidth - 4, 15), values, floor, seriesColor(m_color));
        painter.setPen(t.text2);
        painter.drawText(QRectF(x, 74, half, 18), Qt::AlignVCenter | Qt::AlignRight, text);
    };
    if (m_state.running() > 0) {
        figure(kPadding + 6, QStringLiteral("88.8 %"), m_figures.cpuText, m_figures.cpu, kCpuFloor);
        figure(kPadding + 16 + half, QStringLiteral("888 MiB"), m_figures.memoryText, m_figures.memory,
               kMemoryFloor);
    } else {
        QStringList facts;
        if (!m_service.ports.isEmpty())
            facts.append(m_service.ports.join(QStringLiteral(", ")));
        else if (m_service.hasHealthCheck)
            facts.append(tr("health check"));
        if (facts.isEmpty() && !m_service.limits.isEmpty())
            facts.append(m_service.limits);
        painter.setPen(t.text3);
        painter.drawText(QRectF(kPadding + 6, 74, right - kPadding - 6, 18), Qt::AlignVCenter,
                         elided(painter, facts.join(QStringLiteral(" · ")), right - kPadding - 6));
    }
}

void NodeCard::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    emit focused(m_name);
}

void NodeCard::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        emit moveWanted(m_name, -1, 0);
        break;
    case Qt::Key_Right:
        emit moveWanted(m_name, 1, 0);
        break;
    case Qt::Key_Up:
        emit moveWanted(m_name, 0, -1);
        break;
    case Qt::Key_Down:
        emit moveWanted(m_name, 0, 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        emit activated(m_name);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void NodeCard::mousePressEvent(QMouseEvent *event)
{
    Q_UNUSED(event)
    setFocus(Qt::MouseFocusReason);
    emit focused(m_name);
}

void NodeCard::mouseDoubleClickEvent(QMouseEvent *event)
{
    Q_UNUSED(event)
    emit activated(m_name);
}

void NodeCard::enterEvent(QEnterEvent *event)
{
    QWidget::enterEvent(event);
    update();
}

void NodeCard::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    update();
}

} // namespace catamaran::ui
