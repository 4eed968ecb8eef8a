// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDialog>
#include <QEvent>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>
#include <QStyleFactory>
#include <QToolTip>

namespace catamaran::ui {

namespace {

Theme *g_current = nullptr;

struct Families {
    QString text;
    QString mono;
};

/// Asked once: the font database is slow to open, and both families may be missing.
const Families &families()
{
    static const Families kFamilies = [] {
        Families result;
        result.text = QFontDatabase::hasFamily(QStringLiteral("Inter"))
                          ? QStringLiteral("Inter")
                          : QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
        result.mono = QFontDatabase::hasFamily(QStringLiteral("JetBrains Mono"))
                          ? QStringLiteral("JetBrains Mono")
                          : QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
        return result;
    }();
    return kFamilies;
}

QFont make(const QString &family, int pixels, QFont::Weight weight)
{
    QFont font(family);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

} // namespace

Theme::Theme(QApplication &application, Scheme scheme) : m_scheme(scheme)
{
    g_current = this;
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setFont(font(TextRole::Body));
    apply();
    application.installEventFilter(this);
    connect(&m_later, &QTimer::timeout, this, &Theme::dressHidden);
}

Theme::~Theme()
{
    const QList<QWidget *> roots = m_dressed.keys();
    for (QWidget *root : roots)
        root->setStyleSheet({});
    g_current = nullptr;
}

Theme *Theme::current()
{
    return g_current;
}

const Tokens &Theme::tokens()
{
    return Tokens::of(g_current != nullptr ? g_current->m_scheme : Scheme::Dark);
}

QFont Theme::font(TextRole role)
{
    const Families &names = families();
    switch (role) {
    case TextRole::Caption:
        return make(names.text, 11, QFont::DemiBold);
    case TextRole::TableHead:
        return make(names.text, 12, QFont::DemiBold);
    case TextRole::Body:
        return make(names.text, 13, QFont::Normal);
    case TextRole::BodyStrong:
        return make(names.text, 13, QFont::DemiBold);
    case TextRole::CardTitle:
        return make(names.text, 14, QFont::DemiBold);
    case TextRole::PageTitle:
        return make(names.text, 22, QFont::DemiBold);
    case TextRole::Kpi:
        return make(names.text, 26, QFont::DemiBold);
    case TextRole::Mono: {
        QFont font = make(names.mono, 12, QFont::Normal);
        font.setStyleHint(QFont::Monospace);
        // A log shows the characters that were written: no ligature may turn "->" into an arrow.
        font.setStyleStrategy(QFont::PreferNoShaping);
        return font;
    }
    }
    return {};
}

void Theme::setScheme(Scheme scheme)
{
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    apply();
    emit changed();
}

void Theme::apply()
{
    const Tokens &t = tokens();
    QPalette palette;
    palette.setColor(QPalette::Window, t.background);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.surface);
    palette.setColor(QPalette::AlternateBase, t.raised);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::PlaceholderText, t.text3);
    palette.setColor(QPalette::Button, t.raised);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, t.error);
    palette.setColor(QPalette::Highlight, t.accent);
    palette.setColor(QPalette::HighlightedText, t.onAccent);
    palette.setColor(QPalette::ToolTipBase, t.raised);
    palette.setColor(QPalette::ToolTipText, t.text);
    palette.setColor(QPalette::Link, t.accent);
    palette.setColor(QPalette::Light, t.raised);
    palette.setColor(QPalette::Mid, t.border);
    palette.setColor(QPalette::Dark, t.border);
    palette.setColor(QPalette::Shadow, t.navigation);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.text3);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    m_sheet = styleSheet(t);
    const QList<QWidget *> roots = m_dressed.keys();
    for (QWidget *root : roots) {
        if (root->isVisible())
            dress(root);
    }
    m_later.start();
}

void Theme::dress(QWidget *root)
{
    if (!m_dressed.contains(root))
        connect(root, &QObject::destroyed, this, [this, root] { m_dressed.remove(root); });
    m_dressed[root] = m_scheme;
    root->setStyleSheet(m_sheet);
}

void Theme::dressHidden()
{
    for (auto root = m_dressed.cbegin(); root != m_dressed.cend(); ++root) {
        if (*root == m_scheme)
            continue;
        dress(root.key());
        return; // one in a turn
    }
    m_later.stop();
}

bool Theme::isRoot(const QWidget *widget)
{
    if (widget->isWindow())
        return !widget->property(kInParts).toBool();
    const QWidget *parent = widget->parentWidget();
    return parent->property(kInParts).toBool() && !widget->property(kInParts).toBool();
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    const bool polish = event->type() == QEvent::Polish;
    if ((!polish && event->type() != QEvent::Show) || !watched->isWidgetType())
        return false;
    auto *widget = static_cast<QWidget *>(watched);
    if (!isRoot(widget))
        return false;
    if (const auto found = m_dressed.constFind(widget); found != m_dressed.constEnd()) {
        if (!polish && *found != m_scheme)
            dress(widget);
        return false;
    }
    if (!widget->isWindow()) {
        dress(widget);
        return false;
    }
    // Before it gets a parent every widget is a window; it is not dressed because somebody asks for its size.
    if (polish && widget->isHidden() && qobject_cast<QDialog *>(widget) == nullptr)
        return false;
    // What has a sheet of its own (the tip of a widget), or belongs to a window that is dressed, has one.
    for (const QWidget *one = widget; one != nullptr; one = one->parentWidget()) {
        if (one->testAttribute(Qt::WA_StyleSheet))
            return false;
    }
    dress(widget);
    return false;
}

} // namespace catamaran::ui
