// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/banner.h"

#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>

namespace catamaran::ui {

Banner::Banner(QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("banner"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(46, space::kMedium, space::kMedium, space::kMedium);
    layout->setSpacing(space::kSmall);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(3);
    m_what = makeLabel({}, TextRole::BodyStrong);
    m_why = makeLabel({}, TextRole::Body, QStringLiteral("2"));
    m_do = makeLabel({}, TextRole::Body);
    for (QLabel *label : {m_what, m_why, m_do}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        texts->addWidget(label);
    }
    layout->addLayout(texts, 1);
    m_action = makeButton({}, {}, {});
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
    layout->addWidget(m_action, 0, Qt::AlignVCenter);
    auto *copy = makeToolButton(QStringLiteral("copy"), tr("Copy this message"));
    connect(copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_problem.text()); });
    layout->addWidget(copy, 0, Qt::AlignTop);
    auto *close = makeToolButton(QStringLiteral("x"), tr("Dismiss this message"));
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        emit dismissed();
    });
    layout->addWidget(close, 0, Qt::AlignTop);
    hide();
}

void Banner::showProblem(const bridge::Problem &problem)
{
    m_problem = problem;
    m_what->setText(problem.what.isEmpty() ? tr("Something went wrong") : problem.what);
    m_why->setText(problem.why);
    m_why->setVisible(!problem.why.isEmpty());
    m_do->setText(tr("What to do: %1").arg(problem.action));
    m_do->setVisible(!problem.action.isEmpty());
    setAccessibleName(problem.text());
    setAction({});
    show();
}

void Banner::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->setAccessibleName(text);
    m_action->setToolTip(text);
    m_action->setVisible(!text.isEmpty());
}

void Banner::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    const Tokens &t = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(t.error);
    painter.setBrush(t.tint(t.error));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), space::kCardRadius,
                            space::kCardRadius);
    drawIcon(painter, QRectF(16, space::kMedium + 1, 18, 18), QStringLiteral("circle-alert"), t.error);
}

} // namespace catamaran::ui
