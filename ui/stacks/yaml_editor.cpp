// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/yaml_editor.h"

#include "ui/stacks/yaml_highlighter.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QHelpEvent>
#include <QPainter>
#include <QSet>
#include <QTextBlock>
#include <QToolTip>

namespace catamaran::ui {

namespace {

constexpr int kMessageHeight = 22;
constexpr int kTabBlanks = 2;

QColor severityColor(bridge::Severity severity)
{
    const Tokens &t = Theme::tokens();
    return severity == bridge::Severity::Error     ? t.error
           : severity == bridge::Severity::Warning ? t.warn
                                                   : t.text2;
}

} // namespace

/// Gives the lines that have a message room below.
class YamlEditor::Layout : public QPlainTextDocumentLayout {
public:
    explicit Layout(QTextDocument *document) : QPlainTextDocumentLayout(document) {}
    QSet<int> wide;

    [[nodiscard]] QRectF blockBoundingRect(const QTextBlock &block) const override
    {
        QRectF rect = QPlainTextDocumentLayout::blockBoundingRect(block);
        if (wide.contains(block.blockNumber()))
            rect.setHeight(rect.height() + kMessageHeight);
        return rect;
    }
};

class YamlEditor::Gutter : public QWidget {
public:
    explicit Gutter(YamlEditor *editor) : QWidget(editor), m_editor(editor) {}

protected:
    void paintEvent(QPaintEvent *event) override { m_editor->paintGutter(event); }

private:
    YamlEditor *m_editor;
};

YamlEditor::YamlEditor(QWidget *parent) : QPlainTextEdit(parent), m_gutter(new Gutter(this))
{
    // The document wants its layout before any text.
    auto *text = new QTextDocument(this);
    m_layout = new Layout(text);
    text->setDocumentLayout(m_layout);
    setDocument(text);
    setFont(Theme::font(TextRole::Mono));
    document()->setDefaultFont(Theme::font(TextRole::Mono));
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setAccessibleName(tr("Compose file"));
    // A file that is dropped on the text is a file to open, not its name to be typed.
    setAcceptDrops(false);
    new YamlHighlighter(document());
    connect(this, &QPlainTextEdit::blockCountChanged, this, &YamlEditor::place);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    place();
}

int YamlEditor::gutterWidth() const
{
    const int digits = std::max(2, static_cast<int>(QString::number(blockCount()).size()));
    return fontMetrics().horizontalAdvance(QLatin1Char('9')) * digits + 38;
}

void YamlEditor::place()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect inner = contentsRect();
    m_gutter->setGeometry(inner.left(), inner.top(), gutterWidth(), inner.height());
}

void YamlEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    place();
}

const bridge::StackDiagnostic *YamlEditor::diagnosticOf(int blockNumber) const
{
    const bridge::StackDiagnostic *best = nullptr;
    for (const bridge::StackDiagnostic &one : m_diagnostics) {
        if (one.line == blockNumber + 1 && (best == nullptr || one.severity < best->severity))
            best = &one;
    }
    return best;
}

void YamlEditor::setDiagnostics(const QList<bridge::StackDiagnostic> &diagnostics)
{
    if (diagnostics == m_diagnostics)
        return;
    m_diagnostics = diagnostics;
    m_layout->wide.clear();
    for (const bridge::StackDiagnostic &one : diagnostics) {
        if (one.line > 0 && one.line <= blockCount())
            m_layout->wide.insert(one.line - 1);
    }
    markPlaces();
    emit m_layout->documentSizeChanged(m_layout->documentSize());
    viewport()->update();
    m_gutter->update();
}

void YamlEditor::markPlaces()
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const bridge::StackDiagnostic &one : std::as_const(m_diagnostics)) {
        const QTextBlock block = document()->findBlockByNumber(one.line - 1);
        if (one.line <= 0 || !block.isValid())
            continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        const int indent = static_cast<int>(block.text().size() - QStringView(block.text()).trimmed().size());
        const int from = one.column > 0 ? std::min(one.column - 1, std::max(0, block.length() - 1)) : indent;
        mark.cursor.setPosition(block.position() + from);
        mark.cursor.movePosition(QTextCursor::EndOfWord, QTextCursor::KeepAnchor);
        if (!mark.cursor.hasSelection())
            mark.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(severityColor(one.severity));
        marks.append(mark);
    }
    setExtraSelections(marks);
}

void YamlEditor::goTo(int line, int column)
{
    const QTextBlock block = document()->findBlockByNumber(std::max(0, line - 1));
    if (!block.isValid())
        return;
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + std::clamp(column - 1, 0, std::max(0, block.length() - 1)));
    setTextCursor(cursor);
    centerCursor();
    setFocus(Qt::OtherFocusReason);
}

void YamlEditor::goToNext()
{
    const int here = textCursor().blockNumber() + 1;
    const bridge::StackDiagnostic *next = nullptr;
    const bridge::StackDiagnostic *first = nullptr;
    for (const bridge::StackDiagnostic &one : std::as_const(m_diagnostics)) {
        if (one.line <= 0)
            continue;
        if (first == nullptr || one.line < first->line)
            first = &one;
        if (one.line > here && (next == nullptr || one.line < next->line))
            next = &one;
    }
    if (const bridge::StackDiagnostic *target = next != nullptr ? next : first)
        goTo(target->line, target->column);
}

QRectF YamlEditor::messageRect(int line) const
{
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (!block.isValid() || diagnosticOf(line - 1) == nullptr)
        return {};
    const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
    const int indent = static_cast<int>(block.text().size() - QStringView(block.text()).trimmed().size());
    const double x = 4 + fontMetrics().horizontalAdvance(QLatin1Char(' ')) * indent;
    return {x, rect.bottom() - kMessageHeight, viewport()->width() - x - 8, kMessageHeight - 2};
}

void YamlEditor::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    const Tokens &t = Theme::tokens();
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = Theme::font(TextRole::Caption);
    small.setWeight(QFont::Medium);
    painter.setFont(small);
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        if (blockBoundingGeometry(block).translated(contentOffset()).top() > viewport()->height())
            break;
        const bridge::StackDiagnostic *one = diagnosticOf(block.blockNumber());
        if (one == nullptr || !m_layout->wide.contains(block.blockNumber()))
            continue;
        const QColor color = severityColor(one->severity);
        const QString words = one->fix.isEmpty() ? one->text : one->text + QStringLiteral(" · ") + one->fix;
        QRectF rect = messageRect(block.blockNumber() + 1);
        rect.setWidth(std::min<double>(rect.width(), painter.fontMetrics().horizontalAdvance(words) + 34));
        painter.setPen(Qt::NoPen);
        painter.setBrush(blend(color, t.terminal, 0.14));
        painter.drawRoundedRect(rect, 5, 5);
        drawIcon(painter, QRectF(rect.left() + 6, rect.center().y() - 6, 12, 12),
                 one->severity == bridge::Severity::Error ? QStringLiteral("circle-alert")
                                                          : QStringLiteral("triangle-alert"),
                 color);
        painter.setPen(color);
        painter.drawText(
            rect.adjusted(23, 0, -6, 0), Qt::AlignVCenter,
            painter.fontMetrics().elidedText(words, Qt::ElideRight, static_cast<int>(rect.width()) - 29));
    }
}

void YamlEditor::paintGutter(QPaintEvent *event)
{
    const Tokens &t = Theme::tokens();
    QPainter painter(m_gutter);
    painter.fillRect(event->rect(), t.terminal);
    painter.setFont(font());
    const int height = fontMetrics().height();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const double top = blockBoundingGeometry(block).translated(contentOffset()).top();
        if (top > event->rect().bottom())
            break;
        const bridge::StackDiagnostic *one = diagnosticOf(block.blockNumber());
        const bool here = block == textCursor().block();
        painter.setPen(one != nullptr ? severityColor(one->severity) : here ? t.text2 : t.text3);
        painter.drawText(QRectF(16, top, m_gutter->width() - 28, height), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(block.blockNumber() + 1));
        if (one != nullptr)
            drawIcon(painter, QRectF(4, top + (height - 12) / 2.0, 12, 12),
                     one->severity == bridge::Severity::Error ? QStringLiteral("circle-alert")
                                                              : QStringLiteral("triangle-alert"),
                     severityColor(one->severity));
    }
}

void YamlEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F8) {
        goToNext();
        return;
    }
    if (event->key() == Qt::Key_Tab && event->modifiers() == Qt::NoModifier) {
        textCursor().insertText(QString(kTabBlanks, QLatin1Char(' ')));
        return;
    }
    if (event->key() == Qt::Key_Backtab) {
        QTextCursor cursor = textCursor();
        cursor.movePosition(QTextCursor::StartOfBlock);
        for (int i = 0; i < kTabBlanks && cursor.block().text().startsWith(QLatin1Char(' ')); ++i)
            cursor.deleteChar();
        return;
    }
    if (event->key() == Qt::Key_Return && event->modifiers() == Qt::NoModifier) {
        // The next line starts where this one does.
        const QString line = textCursor().block().text();
        qsizetype blanks = 0;
        while (blanks < line.size() && line[blanks] == QLatin1Char(' '))
            ++blanks;
        QPlainTextEdit::keyPressEvent(event);
        textCursor().insertText(QString(blanks, QLatin1Char(' ')));
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

bool YamlEditor::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const QTextBlock block = cursorForPosition(viewport()->mapFrom(this, help->pos())).block();
        QStringList words;
        for (const bridge::StackDiagnostic &one : std::as_const(m_diagnostics)) {
            if (one.line == block.blockNumber() + 1)
                words.append(one.fix.isEmpty() ? one.text : one.text + QLatin1Char('\n') + one.fix);
        }
        if (words.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), words.join(QStringLiteral("\n\n")), this);
        return true;
    }
    return QPlainTextEdit::event(event);
}

} // namespace catamaran::ui
