// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/race_lanes.h"

#include "ui/charts/style.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

namespace catamaran::ui {

namespace {

constexpr int kCaptionWidth = 194;
constexpr int kFigureWidth = 118;
constexpr int kLaneHeight = 104;
constexpr int kAxisHeight = 24;
constexpr int kTop = 6;
constexpr int kBarHeight = 26;
constexpr int kThinHeight = 4;
constexpr int kFrameMilliseconds = 33;
constexpr qsizetype kThinRuns = 6;

/// Phases of one bar get weaker towards the end; the order is the same in both hulls.
QColor phaseColor(bridge::Hull hull, qsizetype index, qsizetype count)
{
    const double strength =
        count <= 1 ? 1.0 : 1.0 - 0.68 * static_cast<double>(index) / static_cast<double>(count - 1);
    return blend(hullColor(hull), Theme::tokens().surface, strength);
}

qsizetype expectedPhases(bridge::Hull hull)
{
    return hull == bridge::Hull::Vm ? 7 : 4;
}

} // namespace

QString phaseExplanation(const QString &name)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("catamaran::ui", text); };
    if (name == QLatin1String("create"))
        return tr("record, file system and network are made");
    if (name == QLatin1String("define"))
        return tr("disk and domain are made");
    if (name == QLatin1String("start"))
        return tr("the process runs");
    if (name == QLatin1String("kernel"))
        return tr("the guest's kernel has booted");
    if (name == QLatin1String("init"))
        return tr("the guest's init has mounted everything");
    if (name == QLatin1String("entrypoint"))
        return tr("the image's program runs");
    if (name == QLatin1String("listening"))
        return tr("the port is open");
    if (name == QLatin1String("http"))
        return tr("the first HTTP 200 arrived");
    return name;
}

RaceLanes::RaceLanes(QWidget *parent) : QWidget(parent)
{
    m_lanes = {{bridge::Hull::Container, {}, {}}, {bridge::Hull::Vm, {}, {}}};
    m_frame.setInterval(kFrameMilliseconds);
    connect(&m_frame, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    updateAccessibleText();
}

QSize RaceLanes::sizeHint() const
{
    return {640, kTop + 2 * kLaneHeight + kAxisHeight};
}

RaceLanes::Lane &RaceLanes::laneOf(bridge::Hull hull)
{
    return m_lanes[hull == bridge::Hull::Vm ? 1 : 0];
}

const RaceLanes::Lane &RaceLanes::lane(bridge::Hull hull) const
{
    return m_lanes[hull == bridge::Hull::Vm ? 1 : 0];
}

bool RaceLanes::isEmpty() const
{
    return m_lanes[0].runs.isEmpty() && m_lanes[1].runs.isEmpty();
}

void RaceLanes::begin(int runs, const QString &vmNote)
{
    m_runs = runs;
    m_racing = true;
    m_runOpen = false;
    for (Lane &lane : m_lanes)
        lane.runs.clear();
    laneOf(bridge::Hull::Vm).note = vmNote;
    if (isVisible())
        m_frame.start();
    updateAccessibleText();
    update();
}

void RaceLanes::handle(const bridge::RaceEvent &event)
{
    Lane &lane = laneOf(event.hull);
    switch (event.kind) {
    case bridge::RaceEvent::Kind::RunStarted:
        lane.runs.append({event.run, {}, 0, false});
        m_running = event.hull;
        m_runOpen = true;
        m_clock.restart();
        break;
    case bridge::RaceEvent::Kind::Phase:
        if (!lane.runs.isEmpty())
            lane.runs.last().phases.append(event.phase);
        break;
    case bridge::RaceEvent::Kind::RunFinished:
        m_runOpen = false;
        if (!lane.runs.isEmpty()) {
            lane.runs.last().finished = true;
            lane.runs.last().startupMs = event.startupMs;
        }
        break;
    case bridge::RaceEvent::Kind::Measured:
        break;
    }
    updateAccessibleText();
    update();
}

void RaceLanes::setVmNote(const QString &note)
{
    Lane &vm = laneOf(bridge::Hull::Vm);
    if (!vm.runs.isEmpty() || vm.note == note)
        return;
    vm.note = note;
    update();
}

void RaceLanes::end()
{
    m_racing = false;
    m_runOpen = false;
    m_frame.stop();
    update();
}

void RaceLanes::setResult(const bridge::ExperimentView &view)
{
    end();
    for (Lane &lane : m_lanes) {
        lane.runs.clear();
        const bridge::HullView *hull = view.hull(lane.hull);
        if (hull == nullptr)
            continue;
        lane.note = hull->accelerationLabel;
        for (int i = 0; i < hull->runs.size(); ++i)
            lane.runs.append({i, hull->runs[i].phases, hull->runs[i].startupMs, true});
        m_runs = static_cast<int>(hull->runs.size());
    }
    updateAccessibleText();
    update();
}

double RaceLanes::highest() const
{
    double result = 100;
    for (const Lane &lane : m_lanes) {
        for (const LaneRun &run : lane.runs) {
            result = std::max(result, run.startupMs);
            if (!run.phases.isEmpty())
                result = std::max(result, run.phases.constLast().atMs);
        }
    }
    if (m_runOpen)
        result = std::max(result, static_cast<double>(m_clock.elapsed()));
    return result;
}

QRectF RaceLanes::barArea() const
{
    return {kCaptionWidth, kTop, std::max(80, width() - kCaptionWidth - kFigureWidth) * 1.0,
            2.0 * kLaneHeight};
}

QRectF RaceLanes::laneRect(int index) const
{
    return {0, kTop + index * 1.0 * kLaneHeight, width() * 1.0, kLaneHeight * 1.0};
}

void RaceLanes::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Scale scale = tidyScale(highest(), Unit::Milliseconds);
    const double maximum = scale.maximum * scale.divisor;
    paintAxis(painter, maximum);
    for (int i = 0; i < m_lanes.size(); ++i)
        paintLane(painter, m_lanes[i], laneRect(i), maximum);
    painter.setPen(Theme::tokens().grid);
    painter.drawLine(QPointF(0, laneRect(1).top() + 0.5), QPointF(width(), laneRect(1).top() + 0.5));
}

void RaceLanes::paintAxis(QPainter &painter, double maximum) const
{
    const Tokens &t = Theme::tokens();
    const QRectF area = barArea();
    const Scale scale = tidyScale(maximum * 0.9, Unit::Milliseconds);
    QFont font = Theme::font(TextRole::Caption);
    font.setWeight(QFont::Normal);
    painter.setFont(font);
    const Scale labels = tidyScale(highest(), Unit::Milliseconds);
    Q_UNUSED(scale)
    for (int tick = 0; tick < labels.ticks; ++tick) {
        const double part = static_cast<double>(tick) / (labels.ticks - 1);
        const double x = area.left() + part * area.width();
        painter.setPen(QPen(t.grid, 1));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 4));
        painter.setPen(t.text3);
        const QString text = QString::number(labels.maximum * part, 'f', labels.decimals) +
                             (tick == labels.ticks - 1 ? QLatin1Char(' ') + labels.unit : QString());
        painter.drawText(QRectF(x - 40, area.bottom() + 5, 80, 16), Qt::AlignHCenter | Qt::AlignTop, text);
    }
}

void RaceLanes::paintCaption(QPainter &painter, const Lane &lane, const QRectF &rect) const
{
    const Tokens &t = Theme::tokens();
    const QRectF tile(rect.left(), rect.top() + 17, 36, 36);
    painter.setPen(hasFocus() && lane.hull == m_lanes[m_chosen].hull ? QPen(t.accent, 2) : Qt::NoPen);
    painter.setBrush(t.tint(hullColor(lane.hull)));
    painter.drawRoundedRect(tile, 10, 10);
    drawIcon(painter, tile.adjusted(9, 9, -9, -9), hullIcon(lane.hull), hullColor(lane.hull));
    painter.setPen(t.text);
    painter.setFont(Theme::font(TextRole::CardTitle));
    painter.drawText(QPointF(rect.left() + 48, rect.top() + 32), hullName(lane.hull));
    QFont small = Theme::font(TextRole::Caption);
    small.setWeight(QFont::Normal);
    painter.setFont(small);
    painter.setPen(t.text3);
    const QString note = !lane.note.isEmpty() ? lane.note
                         : lane.hull == bridge::Hull::Vm
                             ? QString()
                             : QCoreApplication::translate("catamaran::ui", "shares the host's kernel");
    painter.drawText(QPointF(rect.left() + 48, rect.top() + 49), note);
}

void RaceLanes::paintLane(QPainter &painter, const Lane &lane, const QRectF &rect, double maximum) const
{
    const Tokens &t = Theme::tokens();
    paintCaption(painter, lane, rect);
    const QRectF area = barArea();
    const QRectF bar(area.left(), rect.top() + 16, area.width(), kBarHeight);
    if (lane.runs.isEmpty()) {
        painter.setPen(QPen(t.border, 1, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        painter.setPen(t.text3);
        painter.setFont(Theme::font(TextRole::Body));
        painter.drawText(bar, Qt::AlignCenter, m_racing ? tr("waiting for its turn") : tr("no run yet"));
        return;
    }
    const LaneRun &now = lane.runs.constLast();
    paintBar(painter, lane, now, bar, maximum);
    paintPhases(painter, lane, now, QRectF(area.left(), bar.bottom() + 4, area.width(), 18));

    const qsizetype before = lane.runs.size() - 1;
    const qsizetype firstThin = std::max<qsizetype>(0, before - kThinRuns);
    for (qsizetype i = firstThin; i < before; ++i) {
        const double y = bar.bottom() + 26 + static_cast<double>(i - firstThin) * (kThinHeight + 1.5);
        paintBar(painter, lane, lane.runs[i], QRectF(area.left(), y, area.width(), kThinHeight), maximum);
    }

    const QRectF figure(area.right() + 12, rect.top() + 12, kFigureWidth - 12, 30);
    const bool open = m_runOpen && m_running == lane.hull && !now.finished;
    const double value = now.finished ? now.startupMs
                         : open       ? static_cast<double>(m_clock.elapsed())
                                      : (now.phases.isEmpty() ? 0 : now.phases.constLast().atMs);
    QFont large = Theme::font(TextRole::PageTitle);
    painter.setFont(large);
    painter.setPen(now.finished ? t.text : t.text2);
    painter.drawText(figure, Qt::AlignRight | Qt::AlignVCenter, formatMilliseconds(value));
    painter.setFont(Theme::font(TextRole::Body));
    painter.setPen(t.text3);
    const QString which = now.number < 0 ? tr("warm-up") : tr("run %1 of %2").arg(now.number + 1).arg(m_runs);
    painter.drawText(figure.translated(0, 28), Qt::AlignRight | Qt::AlignVCenter, which);
}

void RaceLanes::paintBar(QPainter &painter, const Lane &lane, const LaneRun &run, const QRectF &bar,
                         double maximum) const
{
    const double radius = std::min(6.0, bar.height() / 2);
    const auto place = [&](double ms) { return bar.left() + bar.width() * std::min(1.0, ms / maximum); };
    double end = run.phases.isEmpty() ? 0 : run.phases.constLast().atMs;
    const bool growing = m_runOpen && m_running == lane.hull && !run.finished;
    if (growing)
        end = std::max(end, static_cast<double>(m_clock.elapsed()));
    QPainterPath outline;
    outline.addRoundedRect(
        QRectF(bar.left(), bar.top(), std::max(2.0, place(end) - bar.left()), bar.height()), radius, radius);
    painter.save();
    painter.setClipPath(outline);
    painter.setPen(Qt::NoPen);
    if (bar.height() > kThinHeight || run.number < 0)
        painter.fillPath(outline, blend(hullColor(lane.hull), Theme::tokens().surface, 0.25));
    const qsizetype count = std::max(run.phases.size(), growing ? expectedPhases(lane.hull) : 0);
    double from = 0;
    for (qsizetype i = 0; i < run.phases.size(); ++i) {
        const double to = run.phases[i].atMs;
        QRectF piece(place(from), bar.top(), place(to) - place(from), bar.height());
        painter.fillRect(piece, phaseColor(lane.hull, i, count));
        if (bar.height() > kThinHeight && i > 0)
            painter.fillRect(QRectF(piece.left() - 0.5, piece.top(), 1, piece.height()),
                             Theme::tokens().surface);
        from = to;
    }
    painter.restore();
}

void RaceLanes::paintPhases(QPainter &painter, const Lane &lane, const LaneRun &run, const QRectF &rect) const
{
    const Tokens &t = Theme::tokens();
    QFont font = Theme::font(TextRole::Caption);
    font.setWeight(QFont::Normal);
    painter.setFont(font);
    const bool growing = m_runOpen && m_running == lane.hull && !run.finished;
    const qsizetype count = std::max(run.phases.size(), growing ? expectedPhases(lane.hull) : 0);
    double x = rect.left();
    double from = 0;
    for (qsizetype i = 0; i < run.phases.size(); ++i) {
        const QString name = run.phases[i].name;
        const QString value = formatMilliseconds(run.phases[i].atMs - from);
        from = run.phases[i].atMs;
        const int nameWidth = painter.fontMetrics().horizontalAdvance(name);
        const int valueWidth = painter.fontMetrics().horizontalAdvance(value);
        if (x + 16 + nameWidth + 5 + valueWidth > rect.right())
            break;
        painter.setPen(Qt::NoPen);
        painter.setBrush(phaseColor(lane.hull, i, count));
        painter.drawRoundedRect(QRectF(x, rect.center().y() - 4, 8, 8), 2, 2);
        x += 13;
        painter.setPen(t.text3);
        painter.drawText(QRectF(x, rect.top(), nameWidth + 2, rect.height()), Qt::AlignVCenter, name);
        x += nameWidth + 5;
        painter.setPen(t.text2);
        painter.drawText(QRectF(x, rect.top(), valueWidth + 2, rect.height()), Qt::AlignVCenter, value);
        x += valueWidth + 14;
    }
}

QPoint RaceLanes::laneCenter(bridge::Hull hull) const
{
    return laneRect(hull == bridge::Hull::Vm ? 1 : 0).center().toPoint();
}

void RaceLanes::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_chosen = event->position().y() < laneRect(1).top() ? 0 : 1;
    emit activated(m_lanes[m_chosen].hull);
}

void RaceLanes::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        m_chosen = event->key() == Qt::Key_Up ? 0 : 1;
        update();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit activated(m_lanes[m_chosen].hull);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool RaceLanes::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int index = help->pos().y() < laneRect(1).top() ? 0 : 1;
    const Lane &lane = m_lanes[index];
    if (lane.runs.isEmpty()) {
        QToolTip::hideText();
        return true;
    }
    QString text = QStringLiteral("%1, %2").arg(
        hullName(lane.hull),
        lane.runs.constLast().finished ? formatMilliseconds(lane.runs.constLast().startupMs) : tr("running"));
    double from = 0;
    for (const bridge::PhaseView &phase : lane.runs.constLast().phases) {
        text += QStringLiteral("\n%1: %2, %3")
                    .arg(phase.name, formatMilliseconds(phase.atMs - from), phaseExplanation(phase.name));
        from = phase.atMs;
    }
    text += QLatin1Char('\n') + tr("Double click or Enter opens the details of the one that was kept");
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

void RaceLanes::updateAccessibleText()
{
    QString text = tr("Race");
    for (const Lane &lane : m_lanes) {
        const LaneRun *last = lane.runs.isEmpty() ? nullptr : &lane.runs.constLast();
        text += QStringLiteral(". %1: %2")
                    .arg(hullName(lane.hull), last == nullptr  ? tr("no run yet")
                                              : last->finished ? formatMilliseconds(last->startupMs)
                                                               : tr("running"));
    }
    setAccessibleName(text);
}

void RaceLanes::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_racing)
        m_frame.start();
}

void RaceLanes::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_frame.stop();
}

} // namespace catamaran::ui
