// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/run_dialog.h"

#include "ui/widgets/controls.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QRegularExpressionValidator>

namespace catamaran::ui {

RunDialog::RunDialog(bridge::Session &session, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Run an image"));
    setMinimumWidth(460);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kPage, space::kPage, space::kPage, space::kPage);
    layout->setSpacing(space::kLarge);
    layout->addWidget(makeLabel(tr("Run an image"), TextRole::CardTitle));
    auto *form = new QFormLayout;
    form->setSpacing(space::kMedium);
    form->setLabelAlignment(Qt::AlignLeft);
    const auto field = [&](const QString &label, const QString &hint) {
        auto *edit = new QLineEdit;
        edit->setPlaceholderText(hint);
        edit->setAccessibleName(label);
        edit->setToolTip(hint);
        form->addRow(label, edit);
        return edit;
    };
    m_image = new QComboBox;
    m_image->setEditable(true);
    m_image->setAccessibleName(tr("Image"));
    m_image->setToolTip(tr("An image of this computer"));
    for (const bridge::ImageRow &image : session.images()) {
        if (!image.tag.isEmpty())
            m_image->addItem(image.tag);
    }
    form->addRow(tr("Image"), m_image);
    m_container = new QCheckBox(tr("Container"));
    m_container->setAccessibleName(tr("Run as a container"));
    m_container->setChecked(true);
    m_vm = new QCheckBox(tr("Virtual machine"));
    m_vm->setAccessibleName(tr("Run as a virtual machine"));
    if (!session.host().accelerationLabel.isEmpty())
        m_vm->setText(tr("Virtual machine (%1)").arg(session.host().accelerationLabel));
    auto *hulls = new QHBoxLayout;
    hulls->addWidget(m_container);
    hulls->addWidget(m_vm);
    hulls->addStretch();
    form->addRow(tr("As"), hulls);
    m_name = field(tr("Name"), tr("made up when empty"));
    m_name->setValidator(new QRegularExpressionValidator(
        QRegularExpression(QStringLiteral("[a-zA-Z0-9][a-zA-Z0-9_.-]*")), m_name));
    m_ports = field(tr("Ports"), tr("host:inner, for example 8080:80"));
    m_command = field(tr("Command"), tr("the image's own when empty"));
    layout->addLayout(form);

    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    auto *cancel = makeButton(tr("Cancel"));
    m_run = makeButton(tr("Run"), QStringLiteral("play"), QStringLiteral("primary"));
    m_run->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_run);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_run, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_image, &QComboBox::editTextChanged, this, &RunDialog::validate);
    connect(m_container, &QCheckBox::toggled, this, &RunDialog::validate);
    connect(m_vm, &QCheckBox::toggled, this, &RunDialog::validate);
    validate();
}

void RunDialog::setImage(const QString &image)
{
    if (!image.isEmpty())
        m_image->setEditText(image);
}

void RunDialog::validate()
{
    const bool fine =
        !m_image->currentText().trimmed().isEmpty() && (m_container->isChecked() || m_vm->isChecked());
    m_run->setEnabled(fine);
    m_run->setToolTip(fine ? tr("Run") : tr("Choose an image and at least one hull"));
}

bridge::RunRequest RunDialog::request() const
{
    bridge::RunRequest request;
    request.hulls.clear();
    if (m_container->isChecked())
        request.hulls.append(bridge::Hull::Container);
    if (m_vm->isChecked())
        request.hulls.append(bridge::Hull::Vm);
    request.image = m_image->currentText().trimmed();
    request.name = m_name->text();
    request.ports = m_ports->text();
    request.command = m_command->text();
    return request;
}

} // namespace catamaran::ui
