// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QCoreApplication;

namespace catamaran::ui {

/// The languages that there are, beside English: "de", "zh_CN", "ar".
QStringList languages();

/// What a setting ("system", "en", "de", ...) means on this computer: one of languages(), or "en".
QString languageOf(const QString &setting);

/// Puts the application into a language and its direction of writing. Windows that are there keep their
/// texts: make them anew. Thread: GUI.
void useLanguage(const QString &language);

} // namespace catamaran::ui
