// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/page.h"

#include <QVariant>

namespace catamaran::ui {

bool isSeen(const QWidget &widget)
{
    return widget.isVisible() && !widget.window()->isMinimized();
}

Page::Page(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("page"));
}

void Page::receive(const QString &topic, const QVariant &value)
{
    Q_UNUSED(topic)
    Q_UNUSED(value)
}

void Page::setSubtitle(const QString &text)
{
    if (text == m_subtitle)
        return;
    m_subtitle = text;
    emit subtitleChanged(text);
}

} // namespace catamaran::ui
