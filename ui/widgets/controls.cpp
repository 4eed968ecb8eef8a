// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/controls.h"

#include "ui/theme/direction.h"
#include "ui/theme/icons.h"

#include <QGuiApplication>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>

namespace catamaran::ui {

QLabel *makeLabel(const QString &text, TextRole role, const QString &tone, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setFont(Theme::font(role));
    label->setTextFormat(Qt::PlainText);
    // QLabel goes by the direction of its words: names and figures would stand on the other side than the
    // Arabic words above them.
    if (QGuiApplication::isRightToLeft())
        label->setAlignment(Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter);
    if (!tone.isEmpty())
        label->setProperty("tone", tone);
    return label;
}

void setTone(QLabel *label, const QString &tone)
{
    if (label->property("tone").toString() == tone)
        return;
    label->setProperty("tone", tone);
    label->style()->unpolish(label);
    label->style()->polish(label);
}

QPushButton *makeButton(const QString &text, const QString &iconName, const QString &kind, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    if (!kind.isEmpty())
        button->setProperty("kind", kind);
    if (!iconName.isEmpty()) {
        button->setIcon(icon(iconName));
        button->setIconSize({16, 16});
        // Qt sets icon and text too close together.
        if (kind != QLatin1String("navigation"))
            button->setText(QLatin1Char(' ') + text);
    }
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setCursor(Qt::PointingHandCursor);
    if (kind == QLatin1String("primary") && !iconName.isEmpty()) {
        const auto tint = [button, iconName] { button->setIcon(icon(iconName, Theme::tokens().onAccent)); };
        tint();
        if (Theme::current() != nullptr)
            QObject::connect(Theme::current(), &Theme::changed, button, tint);
    }
    return button;
}

QToolButton *makeToolButton(const QString &iconName, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setIconSize({16, 16});
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QFrame *makeCard(QWidget *parent)
{
    auto *card = new QFrame(parent);
    card->setObjectName(QStringLiteral("card"));
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(space::kLarge, space::kMedium + 2, space::kLarge, space::kMedium + 2);
    layout->setSpacing(space::kSmall);
    return card;
}

QVBoxLayout *cardLayout(QFrame *card)
{
    return qobject_cast<QVBoxLayout *>(card->layout());
}

QScrollArea *makeScroll(QWidget *content, QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    content->setObjectName(QStringLiteral("scrolled"));
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

ElidedLabel::ElidedLabel(const QString &text, QWidget *parent) : QLabel(text, parent)
{
    setTextFormat(Qt::PlainText);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {24, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    drawWords(painter, contentsRect(), text(), alignment());
}

EmptyState::EmptyState(const QString &iconName, const QString &title, const QString &text,
                       const QString &action, QWidget *parent)
    : QWidget(parent), m_icon(iconName)
{
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(space::kSmall);
    layout->addStretch(2);
    layout->addSpacing(56);
    m_title = makeLabel(title, TextRole::CardTitle);
    m_text = makeLabel(text, TextRole::Body, QStringLiteral("2"));
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter);
    // A fixed width: a wrapped label that is aligned gets the height of its narrowest form otherwise.
    m_text->setFixedWidth(420);
    m_text->setMinimumHeight(std::max(0, m_text->heightForWidth(420)));
    layout->addWidget(m_title, 0, Qt::AlignHCenter);
    layout->addWidget(m_text, 0, Qt::AlignHCenter);
    if (!action.isEmpty()) {
        auto *button = makeButton(action, {}, QStringLiteral("primary"));
        connect(button, &QPushButton::clicked, this, &EmptyState::activated);
        layout->addSpacing(space::kSmall);
        layout->addWidget(button, 0, Qt::AlignHCenter);
    }
    layout->addStretch(3);
}

void EmptyState::setTexts(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
    m_text->setMinimumHeight(std::max(0, m_text->heightForWidth(420)));
}

void EmptyState::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF tile(width() / 2.0 - 24, m_title->y() - 62, 48, 48);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::tokens().accentSoft);
    painter.drawRoundedRect(tile, 12, 12);
    drawIcon(painter, tile.adjusted(13, 13, -13, -13), m_icon, Theme::tokens().accent);
}

} // namespace catamaran::ui
