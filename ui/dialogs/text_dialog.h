// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QPlainTextEdit;

namespace catamaran::ui {

/// A text to read, such as the history of an image, with the line of a shell that gives it. It can be copied
/// and searched with Ctrl+F.
class TextDialog : public QDialog {
    Q_OBJECT

public:
    TextDialog(const QString &title, const QString &commandLine, const QString &text, QWidget *parent);
    [[nodiscard]] QString text() const;

private:
    QPlainTextEdit *m_text;
};

} // namespace catamaran::ui
