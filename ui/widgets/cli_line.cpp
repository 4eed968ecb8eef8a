// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/cli_line.h"

#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QTimer>

namespace catamaran::ui {

namespace {
constexpr int kCopiedMilliseconds = 1200;
}

CliLine::CliLine(QWidget *parent)
    : QWidget(parent), m_label(new ElidedLabel),
      m_copy(makeToolButton(QStringLiteral("copy"), tr("Copy the command line")))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    auto *mark = new QLabel;
    mark->setPixmap(icon(QStringLiteral("terminal")).pixmap(14, 14));
    layout->addWidget(mark);
    m_label->setFont(Theme::font(TextRole::Mono));
    m_label->setProperty("tone", "3");
    layout->addWidget(m_label, 1);
    layout->addWidget(m_copy);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_command);
        m_copy->setIcon(icon(QStringLiteral("check")));
        QTimer::singleShot(kCopiedMilliseconds, m_copy,
                           [this] { m_copy->setIcon(icon(QStringLiteral("copy"))); });
    });
    hide();
}

void CliLine::setCommand(const QString &command)
{
    m_command = command;
    m_label->setText(QString(command).replace(QLatin1Char('\n'), QStringLiteral("  ;  ")));
    m_label->setToolTip(command);
    m_copy->setToolTip(tr("Copy the command line\n%1").arg(command));
    setVisible(!command.isEmpty());
}

} // namespace catamaran::ui
