// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/prompt_dialog.h"

#include "ui/widgets/controls.h"

#include <QHBoxLayout>
#include <QLineEdit>

namespace catamaran::ui {

PromptDialog::PromptDialog(const Question &question, QWidget *parent) : QDialog(parent), m_question(question)
{
    setWindowTitle(question.title);
    setAccessibleName(question.title);
    setMinimumWidth(520);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kPage, space::kPage, space::kPage, space::kLarge);
    layout->setSpacing(space::kMedium);
    layout->addWidget(makeLabel(question.title, TextRole::CardTitle));
    auto *label = makeLabel(question.label, TextRole::Body, QStringLiteral("2"));
    layout->addWidget(label);
    m_answer = new QLineEdit(question.value);
    m_answer->setPlaceholderText(question.hint);
    m_answer->setAccessibleName(question.label);
    m_answer->setToolTip(question.hint.isEmpty() ? question.label : question.hint);
    label->setBuddy(m_answer);
    layout->addWidget(m_answer);
    m_line = makeLabel({}, TextRole::Mono, QStringLiteral("2"));
    m_line->setWordWrap(true);
    m_line->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_line);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    auto *cancel = makeButton(tr("Cancel"));
    m_do = makeButton(question.button, QStringLiteral("check"), QStringLiteral("primary"));
    m_do->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_do);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_do, &QPushButton::clicked, this, &QDialog::accept);
    connect(this, &QDialog::accepted, this, [this] { emit answered(answer()); });
    connect(m_answer, &QLineEdit::textChanged, this, &PromptDialog::update);
    update();
}

QString PromptDialog::answer() const
{
    return m_answer->text().trimmed();
}

void PromptDialog::update()
{
    m_do->setEnabled(!answer().isEmpty());
    m_line->setText(QStringLiteral("$ ") +
                    m_question.commandLine(answer().isEmpty() ? QStringLiteral("…") : answer()));
}

} // namespace catamaran::ui
