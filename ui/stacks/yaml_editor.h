// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/stack_values.h"

#include <QPlainTextEdit>

namespace catamaran::ui {

/// An editor for Compose files: line numbers, YAML colours, and what the loader says under the line that it
/// says it of. F8 goes to the next message; Tab indents by two blanks, Shift+Tab takes them away; Ctrl+Tab
/// leaves the editor.
class YamlEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit YamlEditor(QWidget *parent = nullptr);

    void setDiagnostics(const QList<bridge::StackDiagnostic> &diagnostics);
    [[nodiscard]] const QList<bridge::StackDiagnostic> &diagnostics() const { return m_diagnostics; }
    /// Line and column count from 1.
    void goTo(int line, int column);
    void goToNext();
    /// Where the message of this line is drawn; for tests. Empty if there is none.
    [[nodiscard]] QRectF messageRect(int line) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    class Gutter;
    class Layout;
    void paintGutter(QPaintEvent *event);
    void place();
    void markPlaces();
    [[nodiscard]] int gutterWidth() const;
    [[nodiscard]] const bridge::StackDiagnostic *diagnosticOf(int blockNumber) const;

    Gutter *m_gutter;
    Layout *m_layout;
    QList<bridge::StackDiagnostic> m_diagnostics;
};

} // namespace catamaran::ui
