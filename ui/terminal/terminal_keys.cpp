// SPDX-License-Identifier: GPL-3.0-or-later
// The keyboard of TerminalView.
#include "ui/terminal/terminal_view.h"

#include <QHash>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <vterm.h>

namespace catamaran::ui {

namespace {

int vtermKeyOf(const QKeyEvent &event)
{
    static const QHash<int, int> kKeys = {
        {Qt::Key_Return, VTERM_KEY_ENTER},     {Qt::Key_Backspace, VTERM_KEY_BACKSPACE},
        {Qt::Key_Tab, VTERM_KEY_TAB},          {Qt::Key_Backtab, VTERM_KEY_TAB},
        {Qt::Key_Escape, VTERM_KEY_ESCAPE},    {Qt::Key_Up, VTERM_KEY_UP},
        {Qt::Key_Down, VTERM_KEY_DOWN},        {Qt::Key_Left, VTERM_KEY_LEFT},
        {Qt::Key_Right, VTERM_KEY_RIGHT},      {Qt::Key_Insert, VTERM_KEY_INS},
        {Qt::Key_Delete, VTERM_KEY_DEL},       {Qt::Key_Home, VTERM_KEY_HOME},
        {Qt::Key_End, VTERM_KEY_END},          {Qt::Key_PageUp, VTERM_KEY_PAGEUP},
        {Qt::Key_PageDown, VTERM_KEY_PAGEDOWN}};
    const int key = event.key();
    if (key == Qt::Key_Enter)
        return VTERM_KEY_ENTER;
    if (key >= Qt::Key_F1 && key <= Qt::Key_F12)
        return VTERM_KEY_FUNCTION(key - Qt::Key_F1 + 1);
    return kKeys.value(key, VTERM_KEY_NONE);
}

} // namespace

bool TerminalView::event(QEvent *event)
{
    // Keys that are shortcuts of the window elsewhere are the program's here; the numbers of the pages and
    // what holds Ctrl and Shift stay shortcuts.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const Qt::KeyboardModifiers modifiers = key->modifiers();
        const bool digit = key->key() >= Qt::Key_0 && key->key() <= Qt::Key_9;
        const bool control = (modifiers & Qt::ControlModifier) != 0;
        if (!(control && (digit || (modifiers & Qt::ShiftModifier) != 0 || key->key() == Qt::Key_Tab))) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

bool TerminalView::ownKey(QKeyEvent *event)
{
    const bool control = (event->modifiers() & Qt::ControlModifier) != 0;
    const bool shift = (event->modifiers() & Qt::ShiftModifier) != 0;
    const int key = event->key();
    if (control && (key == Qt::Key_Tab || key == Qt::Key_Backtab)) {
        QAbstractScrollArea::focusNextPrevChild(!shift && key == Qt::Key_Tab);
        return true;
    }
    if (control && shift) {
        switch (key) {
        case Qt::Key_C:
            copy();
            return true;
        case Qt::Key_V:
            pasteClipboard();
            return true;
        case Qt::Key_A:
            selectAll();
            return true;
        case Qt::Key_F:
            emit searchWanted();
            return true;
        default:
            return false;
        }
    }
    if (control && key == Qt::Key_Insert) {
        copy();
        return true;
    }
    if (!shift)
        return false;
    if (key == Qt::Key_Insert) {
        pasteClipboard();
        return true;
    }
    if (m_screen.isAlternate())
        return false;
    QScrollBar *bar = verticalScrollBar();
    switch (key) {
    case Qt::Key_PageUp:
        bar->setValue(bar->value() - bar->pageStep() + 1);
        return true;
    case Qt::Key_PageDown:
        bar->setValue(bar->value() + bar->pageStep() - 1);
        return true;
    case Qt::Key_Home:
        bar->setValue(0);
        return true;
    case Qt::Key_End:
        scrollToEnd();
        return true;
    default:
        return false;
    }
}

void TerminalView::keyPressEvent(QKeyEvent *event)
{
    event->accept();
    if (ownKey(event))
        return;
    const bool control = (event->modifiers() & Qt::ControlModifier) != 0;
    const bool shift = (event->modifiers() & Qt::ShiftModifier) != 0;
    const bool alt = (event->modifiers() & Qt::AltModifier) != 0;
    const int key = vtermKeyOf(*event);
    if (key != VTERM_KEY_NONE) {
        m_screen.sendKey(key, shift || event->key() == Qt::Key_Backtab, alt, control);
    } else if (control && event->key() >= 0x20 && event->key() < 0x7f) {
        // Qt gives letters as capitals; a terminal's Ctrl+A is that of the small one.
        m_screen.sendText(QString(QChar(event->key())).toLower(), alt, true);
    } else if (!event->text().isEmpty()) {
        m_screen.sendText(event->text(), alt, false);
    } else {
        return; // a modifier alone
    }
    clearSelection();
    scrollToEnd();
    sendOutput();
}

void TerminalView::inputMethodEvent(QInputMethodEvent *event)
{
    if (!event->commitString().isEmpty()) {
        m_screen.sendText(event->commitString(), false, false);
        sendOutput();
    }
    event->accept();
}

QVariant TerminalView::inputMethodQuery(Qt::InputMethodQuery query) const
{
    if (query == Qt::ImCursorRectangle) {
        const QPoint cursor = m_screen.cursor();
        return QRectF(8 + cursor.x() * m_cellWidth, 8 + cursor.y() * m_cellHeight, m_cellWidth, m_cellHeight)
            .toRect();
    }
    if (query == Qt::ImEnabled)
        return true;
    return QAbstractScrollArea::inputMethodQuery(query);
}

} // namespace catamaran::ui
