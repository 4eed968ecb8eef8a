// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ask_dialog.h"

#include "ui/widgets/cli_line.h"
#include "ui/widgets/controls.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>

namespace catamaran::ui {

AskDialog::AskDialog(const QString &title, const QString &text, const QString &action, bool danger,
                     QWidget *parent)
    : QDialog(parent), m_form(new QFormLayout),
      m_accept(makeButton(action, {}, danger ? QStringLiteral("danger") : QStringLiteral("primary"))),
      m_cli(new CliLine)
{
    setWindowTitle(title);
    setMinimumWidth(480);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kPage, space::kPage, space::kPage, space::kPage);
    layout->setSpacing(space::kLarge);
    layout->addWidget(makeLabel(title, TextRole::CardTitle));
    if (!text.isEmpty()) {
        auto *words = makeLabel(text, TextRole::Body, QStringLiteral("2"));
        words->setWordWrap(true);
        layout->addWidget(words);
    }
    m_form->setVerticalSpacing(space::kMedium);
    m_form->setHorizontalSpacing(space::kLarge);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    layout->addLayout(m_form);
    layout->addWidget(m_cli);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto *cancel = makeButton(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
    buttons->addWidget(cancel);
    buttons->addWidget(m_accept);
    layout->addLayout(buttons);
    (danger ? cancel : m_accept)->setDefault(true);
    if (danger)
        m_accept->setAutoDefault(false);
}

void AskDialog::addRow(const QString &label, QWidget *field, QLayout *row)
{
    auto *words = new QLabel(label);
    words->setBuddy(field);
    // In the middle beside its field.
    words->setMinimumHeight(field->sizeHint().height());
    if (row != nullptr)
        m_form->addRow(words, row);
    else
        m_form->addRow(words, field);
    if (m_first == nullptr) {
        m_first = field;
        field->setFocus();
    }
}

QLineEdit *AskDialog::addText(const QString &label, const QString &value, const QString &placeholder)
{
    auto *edit = new QLineEdit(value);
    edit->setPlaceholderText(placeholder);
    edit->setAccessibleName(label);
    edit->setToolTip(label);
    connect(edit, &QLineEdit::textChanged, this, &AskDialog::update);
    addRow(label, edit, nullptr);
    return edit;
}

QLineEdit *AskDialog::addPath(const QString &label, const QString &value, Path kind)
{
    auto *edit = new QLineEdit(value);
    edit->setAccessibleName(label);
    edit->setToolTip(label);
    connect(edit, &QLineEdit::textChanged, this, &AskDialog::update);
    auto *choose = makeToolButton(QStringLiteral("folder-open"), tr("Choose: %1").arg(label));
    connect(choose, &QToolButton::clicked, this, [this, edit, label, kind] {
        const QString path = kind == Path::Open ? QFileDialog::getOpenFileName(this, label, edit->text())
                             : kind == Path::Save
                                 ? QFileDialog::getSaveFileName(this, label, edit->text())
                                 : QFileDialog::getExistingDirectory(this, label, edit->text());
        if (!path.isEmpty())
            edit->setText(path);
    });
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kSmall);
    row->addWidget(edit, 1);
    row->addWidget(choose);
    addRow(label, edit, row);
    return edit;
}

QComboBox *AskDialog::addChoice(const QString &label, const QStringList &choices)
{
    auto *box = new QComboBox;
    box->addItems(choices);
    box->setAccessibleName(label);
    box->setToolTip(label);
    connect(box, &QComboBox::currentIndexChanged, this, &AskDialog::update);
    addRow(label, box, nullptr);
    return box;
}

QCheckBox *AskDialog::addCheck(const QString &text, bool on, const QString &tip)
{
    auto *box = new QCheckBox(text);
    box->setChecked(on);
    box->setToolTip(tip);
    connect(box, &QCheckBox::toggled, this, &AskDialog::update);
    m_form->addRow(QString(), box);
    return box;
}

void AskDialog::setCommand(std::function<QString()> command)
{
    m_command = std::move(command);
    update();
}

void AskDialog::update()
{
    if (!m_command)
        return;
    const QString command = m_command();
    m_cli->setCommand(command);
    m_accept->setEnabled(!command.isEmpty());
}

} // namespace catamaran::ui
