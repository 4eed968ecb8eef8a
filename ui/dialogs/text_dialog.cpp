// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/text_dialog.h"

#include "ui/widgets/cli_line.h"
#include "ui/widgets/controls.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QShortcut>

namespace catamaran::ui {

TextDialog::TextDialog(const QString &title, const QString &commandLine, const QString &text, QWidget *parent)
    : QDialog(parent), m_text(new QPlainTextEdit)
{
    setWindowTitle(title);
    setAccessibleName(title);
    resize(860, 520);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kPage, space::kPage, space::kPage, space::kLarge);
    layout->setSpacing(space::kMedium);
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(title, TextRole::CardTitle), 1);
    auto *find = new QLineEdit;
    find->setPlaceholderText(tr("Find"));
    find->setAccessibleName(tr("Find in this text"));
    find->setToolTip(tr("Find in this text (Ctrl+F, Enter for the next)"));
    find->setClearButtonEnabled(true);
    find->setFixedWidth(200);
    head->addWidget(find);
    layout->addLayout(head);
    auto *line = new CliLine;
    line->setCommand(commandLine);
    layout->addWidget(line);
    m_text->setReadOnly(true);
    m_text->setFont(Theme::font(TextRole::Mono));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setAccessibleName(title);
    m_text->setToolTip(tr("Ctrl+C copies what is selected"));
    m_text->setTabChangesFocus(true);
    m_text->setPlainText(text);
    layout->addWidget(m_text, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto *copy = makeButton(tr("Copy all"), QStringLiteral("copy"));
    auto *close = makeButton(tr("Close"), {}, QStringLiteral("primary"));
    close->setDefault(true);
    buttons->addWidget(copy);
    buttons->addWidget(close);
    layout->addLayout(buttons);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_text->toPlainText()); });
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(find, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_text->moveCursor(QTextCursor::Start);
        m_text->find(words);
    });
    const auto next = [this, find] {
        if (!m_text->find(find->text())) {
            m_text->moveCursor(QTextCursor::Start);
            m_text->find(find->text());
        }
    };
    connect(find, &QLineEdit::returnPressed, this, next);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, find,
            qOverload<>(&QWidget::setFocus));
    // Enter in the field looks on; it does not close.
    close->setAutoDefault(false);
    close->setDefault(false);
    copy->setAutoDefault(false);
    m_text->setFocus();
}

QString TextDialog::text() const
{
    return m_text->toPlainText();
}

} // namespace catamaran::ui
