// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace catamaran::ui {

namespace {

QByteArray source(const QString &name)
{
    static QHash<QString, QByteArray> cache;
    const auto found = cache.constFind(name);
    if (found != cache.constEnd())
        return *found;
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    cache.insert(name, text);
    return text;
}

/// Tints when it paints, so that one QIcon survives a change of the theme.
class TintedEngine : public QIconEngine {
public:
    TintedEngine(QString name, const QColor &color) : m_name(std::move(name)), m_color(color) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        drawIcon(*painter, rect, m_name, tint(mode, state));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return iconPixmap(m_name, tint(mode, state), std::min(size.width(), size.height()), 1.0);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        // `size` is in device pixels here.
        QPixmap result =
            iconPixmap(m_name, tint(mode, state),
                       static_cast<int>(std::min(size.width(), size.height()) / std::max(scale, 1.0)), scale);
        return result;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new TintedEngine(m_name, m_color); }

private:
    [[nodiscard]] QColor tint(QIcon::Mode mode, QIcon::State state) const
    {
        const Tokens &t = Theme::tokens();
        if (mode == QIcon::Disabled)
            return t.text3;
        if (m_color.isValid())
            return m_color;
        return state == QIcon::On ? t.accent : t.text2;
    }
    QString m_name;
    QColor m_color;
};

} // namespace

QIcon icon(const QString &name, const QColor &color)
{
    return QIcon(new TintedEngine(name, color));
}

void drawIcon(QPainter &painter, const QRectF &rect, const QString &name, const QColor &color)
{
    const double ratio = painter.device() != nullptr ? painter.device()->devicePixelRatioF() : 1.0;
    const int size = static_cast<int>(std::min(rect.width(), rect.height()));
    const QPixmap pixmap = iconPixmap(name, color, size, ratio);
    painter.drawPixmap(QPointF(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2),
                       pixmap);
}

QPixmap iconPixmap(const QString &name, const QColor &color, int size, double devicePixelRatio)
{
    const QString key =
        QStringLiteral("catamaran/%1/%2/%3/%4").arg(name, color.name()).arg(size).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    const int pixels = std::max(1, static_cast<int>(size * devicePixelRatio));
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QByteArray text = source(name);
    text.replace("currentColor", color.name().toLatin1());
    if (QSvgRenderer renderer(text); renderer.isValid()) {
        QPainter painter(&pixmap);
        renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace catamaran::ui
