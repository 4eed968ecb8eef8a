// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/language.h"

#include <QGuiApplication>
#include <QLocale>
#include <QTranslator>
#include <memory>

namespace catamaran::ui {

QStringList languages()
{
    return {QStringLiteral("de"), QStringLiteral("zh_CN"), QStringLiteral("ar")};
}

QString languageOf(const QString &setting)
{
    if (setting != QLatin1String("system"))
        return languages().contains(setting) ? setting : QStringLiteral("en");
    const QLocale locale = QLocale::system();
    for (const QString &language : languages()) {
        if (QLocale(language).language() == locale.language() && locale.language() != QLocale::C)
            return language;
    }
    return QStringLiteral("en");
}

void useLanguage(const QString &language)
{
    static std::unique_ptr<QTranslator> translator;
    translator.reset();
    if (language != QLatin1String("en")) {
        translator = std::make_unique<QTranslator>();
        if (translator->load(QStringLiteral(":/i18n/catamaran_%1.qm").arg(language)))
            QCoreApplication::installTranslator(translator.get());
    }
    const bool rightToLeft = QLocale(language).textDirection() == Qt::RightToLeft;
    QGuiApplication::setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
}

} // namespace catamaran::ui
