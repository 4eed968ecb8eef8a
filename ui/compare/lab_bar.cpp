// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/lab_bar.h"

#include "src/bridge/lab.h"
#include "ui/theme/format.h"
#include "ui/widgets/controls.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QSpinBox>

namespace catamaran::ui {

namespace {

const QString kDemo = QStringLiteral("localhost/demo:latest");

}

LabBar::LabBar(bridge::Session &session, const QString &hint, QWidget *parent)
    : QWidget(parent), m_session(session), m_hint(hint)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    layout->addWidget(makeLabel(tr("Image"), TextRole::Body, QStringLiteral("2")));
    m_image = new QComboBox;
    m_image->setMinimumWidth(220);
    m_image->setAccessibleName(tr("Image of the experiment"));
    m_image->setToolTip(tr("The image that is started; the demo image is made when it is not there"));
    layout->addWidget(m_image);
    m_step = new ElidedLabel;
    m_step->setProperty("tone", "2");
    layout->addWidget(m_step, 1);
    m_copy = makeButton(tr("Copy command"), QStringLiteral("copy"));
    m_cancel = makeButton(tr("Cancel"), QStringLiteral("x"));
    m_cancel->setToolTip(tr("Stop, and remove what was started"));
    m_run = makeButton(tr("Run"), QStringLiteral("play"), QStringLiteral("primary"));
    m_run->setToolTip(tr("Run this experiment; what it starts is removed when it ends"));
    layout->addWidget(m_copy);
    layout->addWidget(m_cancel);
    layout->addWidget(m_run);
    connect(m_run, &QPushButton::clicked, this, &LabBar::run);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_step->setText(tr("Cancelling, and removing what was started…"));
        m_cancel->setEnabled(false);
        m_session.lab().cancel();
    });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QString command = m_command;
        command.replace(QLatin1String("IMAGE"), image() == kDemo ? QStringLiteral("demo") : image());
        command.replace(QLatin1String("HULL"),
                        hull() == bridge::Hull::Vm ? QStringLiteral("vm") : QStringLiteral("container"));
        command.replace(QLatin1String("NUMBER"), QString::number(number()));
        QGuiApplication::clipboard()->setText(command);
        emit m_session.announced(tr("Copied: %1").arg(command));
    });
    const bridge::Lab &lab = m_session.lab();
    connect(&lab, &bridge::Lab::started, this, &LabBar::updateState);
    connect(&lab, &bridge::Lab::finished, this, &LabBar::updateState);
    connect(&lab, &bridge::Lab::failed, this, &LabBar::updateState);
    connect(&lab, &bridge::Lab::progressed, this, [this](const QString &step) {
        if (m_cancel->isEnabled())
            m_step->setText(step);
    });
    connect(&m_session, &bridge::Session::imagesChanged, this, &LabBar::fillImages);
    connect(&m_session, &bridge::Session::phaseChanged, this, &LabBar::updateState);
    fillImages();
    updateState();
}

void LabBar::addHull(const QString &explanation)
{
    m_hull = new QComboBox;
    m_hull->addItem(tr("Containers"));
    m_hull->addItem(tr("VMs"));
    m_hull->setAccessibleName(tr("What to start"));
    m_hull->setToolTip(explanation);
    qobject_cast<QHBoxLayout *>(layout())->insertWidget(2, m_hull);
}

void LabBar::addNumber(const QString &name, int least, int most, int value, const QString &explanation)
{
    m_number = new QSpinBox;
    m_number->setRange(least, most);
    m_number->setValue(value);
    m_number->setFixedWidth(76);
    m_number->setAccessibleName(name);
    m_number->setToolTip(explanation);
    auto *row = qobject_cast<QHBoxLayout *>(layout());
    const int place = m_hull != nullptr ? 3 : 2;
    row->insertWidget(place, m_number);
    row->insertWidget(place, makeLabel(name, TextRole::Body, QStringLiteral("2")));
}

QString LabBar::image() const
{
    return m_image->currentText();
}

bridge::Hull LabBar::hull() const
{
    return m_hull != nullptr && m_hull->currentIndex() == 1 ? bridge::Hull::Vm : bridge::Hull::Container;
}

int LabBar::number() const
{
    return m_number != nullptr ? m_number->value() : 0;
}

void LabBar::setCommand(const QString &command)
{
    m_command = command;
    m_copy->setToolTip(tr("Copy the command line that does the same: %1").arg(command));
}

void LabBar::fillImages()
{
    const QString before = m_image->currentText();
    QStringList tags{kDemo};
    for (const bridge::ImageRow &image : m_session.images())
        if (!image.tag.isEmpty() && !tags.contains(image.tag))
            tags.append(image.tag);
    m_image->clear();
    m_image->addItems(tags);
    if (const int index = m_image->findText(before); index >= 0)
        m_image->setCurrentIndex(index);
}

void LabBar::updateState()
{
    const bool running = m_session.lab().isRunning();
    const bool open = m_session.phase() == bridge::Session::Phase::Open;
    m_run->setEnabled(open && !running);
    m_cancel->setVisible(running);
    m_cancel->setEnabled(running);
    if (!running)
        m_step->setText(open ? m_hint : tr("The engine is not open."));
    else
        m_step->setText(tr("Getting ready"));
}

} // namespace catamaran::ui
