// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/terminal/terminal_view.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QMenu>
#include <QScrollBar>
#include <QStyleHints>
#include <QUrl>
#include <cmath>

namespace catamaran::ui {

namespace {

constexpr int kFrameMilliseconds = 16;
constexpr int kMargin = 8;
constexpr int kWheelLines = 3;

} // namespace

TerminalView::TerminalView(QWidget *parent) : QAbstractScrollArea(parent), m_screen(24, 80)
{
    setFont(Theme::font(TextRole::Mono));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled);
    setAccessibleName(tr("Terminal"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    viewport()->setAutoFillBackground(false);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setMouseTracking(true);
    m_frame.setSingleShot(true);
    m_frame.setInterval(kFrameMilliseconds);
    connect(&m_frame, &QTimer::timeout, this, [this] {
        updateBar();
        viewport()->update();
    });
    connect(&m_blink, &QTimer::timeout, this, [this] {
        m_cursorOn = !m_cursorOn;
        viewport()->update();
    });
    measure();
}

TerminalView::~TerminalView() = default;

void TerminalView::measure()
{
    const QFontMetricsF metrics(font());
    const double ratio = devicePixelRatioF();
    // Whole device pixels, so that columns are crisp at every scale.
    m_cellWidth = std::max(1.0, std::round(metrics.horizontalAdvance(QLatin1Char('m')) * ratio)) / ratio;
    m_cellHeight = std::ceil((metrics.ascent() + metrics.descent() + 2) * ratio) / ratio;
    m_ascent = std::round((metrics.ascent() + 1) * ratio) / ratio;
    m_raw = QRawFont::fromFont(font());
    QFont bold = font();
    bold.setWeight(QFont::Bold);
    m_rawBold = QRawFont::fromFont(bold);
}

void TerminalView::fit()
{
    const int rows = static_cast<int>((viewport()->height() - 2 * kMargin) / m_cellHeight);
    const int columns = static_cast<int>((viewport()->width() - 2 * kMargin) / m_cellWidth);
    if (rows < 1 || columns < 2 || (rows == m_screen.rows() && columns == m_screen.columns()))
        return;
    m_screen.resize(rows, columns);
    updateBar();
    sendOutput();
    emit sized(m_screen.rows(), m_screen.columns());
}

void TerminalView::feed(std::string_view bytes)
{
    m_screen.write(bytes);
    sendOutput();
    if (m_screen.title() != m_title) {
        m_title = m_screen.title();
        emit titleChanged(m_title);
    }
    if (m_screen.bells() != m_bells) {
        m_bells = m_screen.bells();
        emit bell();
    }
    schedule();
}

void TerminalView::schedule()
{
    m_cursorOn = true;
    if (!m_frame.isActive())
        m_frame.start();
}

void TerminalView::sendOutput()
{
    if (const QByteArray bytes = m_screen.takeOutput(); !bytes.isEmpty())
        emit typed(bytes);
}

qint64 TerminalView::topRow() const
{
    return m_atEnd ? m_screen.top() : std::clamp(m_shownTop, m_screen.first(), m_screen.top());
}

void TerminalView::updateBar()
{
    m_moving = true;
    const qint64 top = topRow();
    verticalScrollBar()->setRange(0, static_cast<int>(m_screen.top() - m_screen.first()));
    verticalScrollBar()->setPageStep(m_screen.rows());
    verticalScrollBar()->setValue(static_cast<int>(top - m_screen.first()));
    m_moving = false;
}

void TerminalView::scrollContentsBy(int dx, int dy)
{
    Q_UNUSED(dx)
    Q_UNUSED(dy)
    if (!m_moving) {
        m_shownTop = m_screen.first() + verticalScrollBar()->value();
        m_atEnd = m_shownTop >= m_screen.top();
    }
    viewport()->update();
}

void TerminalView::scrollToEnd()
{
    m_atEnd = true;
    updateBar();
    viewport()->update();
}

void TerminalView::showRow(qint64 row)
{
    const qint64 top = topRow();
    if (row >= top && row < top + m_screen.rows())
        return;
    m_shownTop = std::clamp(row - m_screen.rows() / 2, m_screen.first(), m_screen.top());
    m_atEnd = m_shownTop >= m_screen.top();
    updateBar();
    viewport()->update();
}

void TerminalView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    measure();
    fit();
}

TerminalView::Cell TerminalView::cellAt(const QPoint &position) const
{
    const int row = static_cast<int>(std::floor((position.y() - kMargin) / m_cellHeight));
    const int column = static_cast<int>(std::floor((position.x() - kMargin) / m_cellWidth));
    return {topRow() + std::clamp(row, 0, m_screen.rows() - 1),
            std::clamp(column, 0, m_screen.columns() - 1)};
}

bool TerminalView::ownsMouse(Qt::KeyboardModifiers modifiers) const
{
    return m_screen.mouseMode() == 0 || (modifiers & Qt::ShiftModifier) != 0 || !m_atEnd;
}

std::pair<TerminalView::Cell, TerminalView::Cell> TerminalView::ordered() const
{
    Cell a = m_selection->from;
    Cell b = m_selection->to;
    if (b.row < a.row || (b.row == a.row && b.column < a.column))
        std::swap(a, b);
    return {a, b};
}

void TerminalView::extendSelection(const Cell &to)
{
    Cell from = m_anchor;
    Cell end = to;
    const bool backwards = to.row < from.row || (to.row == from.row && to.column < from.column);
    if (m_unit == Unit::Word) {
        const VtSpan first = wordAt(m_screen, from.row, from.column);
        const VtSpan last = wordAt(m_screen, end.row, end.column);
        from.column = backwards ? first.column + first.length - 1 : first.column;
        end.column = backwards ? last.column : last.column + last.length - 1;
    } else if (m_unit == Unit::Line) {
        from.column = backwards ? m_screen.columns() - 1 : 0;
        end.column = backwards ? 0 : m_screen.columns() - 1;
    }
    m_selection = Selection{from, end};
    viewport()->update();
}

void TerminalView::mousePressEvent(QMouseEvent *event)
{
    const Cell cell = cellAt(event->pos());
    if (!ownsMouse(event->modifiers())) {
        const int button = event->button() == Qt::LeftButton     ? 1
                           : event->button() == Qt::MiddleButton ? 2
                                                                 : 3;
        m_screen.sendMouse(cell.column, static_cast<int>(cell.row - m_screen.top()), button, true, false);
        sendOutput();
        return;
    }
    if (event->button() == Qt::MiddleButton) {
        // X11's selection where there is one, else what was copied.
        QClipboard *clipboard = QGuiApplication::clipboard();
        const QString text = clipboard->supportsSelection() ? clipboard->text(QClipboard::Selection)
                                                            : clipboard->text(QClipboard::Clipboard);
        paste(text.isEmpty() ? clipboard->text() : text);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    if ((event->modifiers() & Qt::ControlModifier) != 0) {
        if (const auto link = linkAt(m_screen, cell.row, cell.column)) {
            openLink(*link);
            return;
        }
    }
    m_selecting = true;
    if ((event->modifiers() & Qt::ShiftModifier) != 0 && m_selection) {
        extendSelection(cell);
        return;
    }
    m_anchor = cell;
    m_unit = Unit::Character;
    clearSelection();
}

void TerminalView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!ownsMouse(event->modifiers()) || event->button() != Qt::LeftButton)
        return;
    const Cell cell = cellAt(event->pos());
    // A second double click on the same word takes the line.
    m_unit =
        m_unit == Unit::Word && m_selection && m_selection->from.row == cell.row ? Unit::Line : Unit::Word;
    m_anchor = cell;
    m_selecting = true;
    extendSelection(cell);
}

void TerminalView::mouseMoveEvent(QMouseEvent *event)
{
    const Cell cell = cellAt(event->pos());
    if (m_selecting) {
        if (event->pos().y() < 0)
            verticalScrollBar()->setValue(verticalScrollBar()->value() - 1);
        else if (event->pos().y() > viewport()->height())
            verticalScrollBar()->setValue(verticalScrollBar()->value() + 1);
        extendSelection(cell);
        return;
    }
    if (!ownsMouse(event->modifiers())) {
        m_screen.sendMouse(cell.column, static_cast<int>(cell.row - m_screen.top()), 0, false, true);
        sendOutput();
        return;
    }
    auto link = linkAt(m_screen, cell.row, cell.column);
    const bool same = link.has_value() == m_hovered.has_value() && (!link || link->span == m_hovered->span);
    if (!same) {
        m_hovered = std::move(link);
        viewport()->setToolTip(m_hovered ? tr("Ctrl+click opens %1").arg(m_hovered->address) : QString());
        viewport()->setCursor(m_hovered ? Qt::PointingHandCursor : Qt::IBeamCursor);
        viewport()->update();
    }
}

void TerminalView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_selecting) {
        if (!ownsMouse(event->modifiers())) {
            const Cell cell = cellAt(event->pos());
            const int button = event->button() == Qt::LeftButton     ? 1
                               : event->button() == Qt::MiddleButton ? 2
                                                                     : 3;
            m_screen.sendMouse(cell.column, static_cast<int>(cell.row - m_screen.top()), button, false,
                               false);
            sendOutput();
        }
        return;
    }
    m_selecting = false;
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (m_selection && clipboard->supportsSelection())
        clipboard->setText(selectedText(), QClipboard::Selection);
}

void TerminalView::wheelEvent(QWheelEvent *event)
{
    const int steps = event->angleDelta().y() / 40;
    if (steps == 0)
        return;
    const QPoint place = event->position().toPoint();
    if (!ownsMouse(event->modifiers())) {
        const Cell cell = cellAt(place);
        m_screen.sendMouse(cell.column, static_cast<int>(cell.row - m_screen.top()), steps > 0 ? 4 : 5, true,
                           false);
        sendOutput();
    } else if (m_screen.isAlternate()) {
        // A pager without the mouse scrolls by arrow keys, as in other terminals.
        for (int i = 0; i < std::abs(steps); ++i)
            m_screen.sendKey(steps > 0 ? 5 /* VTERM_KEY_UP */ : 6 /* VTERM_KEY_DOWN */, false, false, false);
        sendOutput();
    } else {
        verticalScrollBar()->setValue(verticalScrollBar()->value() - steps * kWheelLines / 3);
    }
    event->accept();
}

void TerminalView::contextMenuEvent(QContextMenuEvent *event)
{
    const Cell cell = cellAt(event->pos());
    const auto link = linkAt(m_screen, cell.row, cell.column);
    QMenu menu(this);
    const auto add = [&](const QString &iconName, const QString &text, const QString &keys, bool on,
                         auto call) {
        QAction *action =
            menu.addAction(icon(iconName), keys.isEmpty() ? text : text + QLatin1Char('\t') + keys);
        action->setEnabled(on);
        connect(action, &QAction::triggered, this, call);
    };
    if (link) {
        add(QStringLiteral("external-link"), tr("Open the address"), tr("Ctrl+click"), true,
            [this, link] { openLink(*link); });
        add(QStringLiteral("link"), tr("Copy the address"), {}, true,
            [link] { QGuiApplication::clipboard()->setText(link->address); });
        menu.addSeparator();
    }
    add(QStringLiteral("copy"), tr("Copy"), QStringLiteral("Ctrl+Shift+C"), hasSelection(),
        [this] { copy(); });
    add(QStringLiteral("clipboard-paste"), tr("Paste"), QStringLiteral("Ctrl+Shift+V"),
        !QGuiApplication::clipboard()->text().isEmpty(), [this] { pasteClipboard(); });
    add(QStringLiteral("scroll-text"), tr("Select all"), QStringLiteral("Ctrl+Shift+A"), true,
        [this] { selectAll(); });
    menu.addSeparator();
    add(QStringLiteral("search"), tr("Find…"), QStringLiteral("Ctrl+Shift+F"), true,
        [this] { emit searchWanted(); });
    add(QStringLiteral("brush-cleaning"), tr("Forget what has scrolled away"), {}, true, [this] {
        m_screen.clearScrollback();
        clearSelection();
        scrollToEnd();
    });
    menu.exec(event->globalPos());
}

void TerminalView::openLink(const VtLink &link)
{
    const QUrl url(link.address);
    if (url.isValid() && url.scheme() != QLatin1String("file"))
        QDesktopServices::openUrl(url);
}

QString TerminalView::selectedText() const
{
    if (!m_selection)
        return {};
    const auto [from, to] = ordered();
    return m_screen.text(from.row, from.column, to.row, to.column);
}

void TerminalView::copy()
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TerminalView::paste(const QString &text)
{
    if (text.isEmpty())
        return;
    scrollToEnd();
    m_screen.paste(text);
    sendOutput();
}

void TerminalView::pasteClipboard()
{
    paste(QGuiApplication::clipboard()->text());
}

void TerminalView::selectAll()
{
    m_selection = Selection{{m_screen.first(), 0}, {m_screen.end() - 1, m_screen.columns() - 1}};
    viewport()->update();
}

void TerminalView::clearSelection()
{
    m_selection.reset();
    viewport()->update();
}

void TerminalView::search(const QString &text)
{
    m_searched = text;
    m_matches = findAll(m_screen, text);
    m_currentMatch = m_matches.size() - 1;
    if (m_currentMatch >= 0)
        showRow(m_matches[m_currentMatch].row);
    viewport()->update();
    emit searchChanged();
}

void TerminalView::searchNext(bool older)
{
    // New output may have come: search again, and go on from the row of the present match.
    const qint64 row = m_currentMatch >= 0 ? m_matches[m_currentMatch].row : m_screen.end();
    const int column = m_currentMatch >= 0 ? m_matches[m_currentMatch].column : 0;
    m_matches = findAll(m_screen, m_searched);
    if (m_matches.isEmpty()) {
        m_currentMatch = -1;
    } else {
        qsizetype at = 0;
        while (at < m_matches.size() &&
               (m_matches[at].row < row || (m_matches[at].row == row && m_matches[at].column < column)))
            ++at;
        m_currentMatch = older ? at - 1 : at + 1;
        m_currentMatch = (m_currentMatch + m_matches.size()) % m_matches.size();
        showRow(m_matches[m_currentMatch].row);
    }
    viewport()->update();
    emit searchChanged();
}

void TerminalView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    m_cursorOn = true;
    if (const int time = QGuiApplication::styleHints()->cursorFlashTime(); time > 0)
        m_blink.start(time / 2);
    m_screen.focusChanged(true);
    sendOutput();
    viewport()->update();
}

void TerminalView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    m_blink.stop();
    m_cursorOn = true;
    m_screen.focusChanged(false);
    sendOutput();
    viewport()->update();
}

bool TerminalView::focusNextPrevChild(bool next)
{
    Q_UNUSED(next)
    return false; // Tab is the program's; Ctrl+Tab leaves
}

} // namespace catamaran::ui
