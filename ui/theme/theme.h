// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QFont>
#include <QObject>
#include <QString>

class QApplication;

namespace catamaran::ui {

/// Type scale. Sizes are pixels at scale 1.
enum class TextRole { Caption, TableHead, Body, BodyStrong, CardTitle, PageTitle, Kpi, Mono };

/// The current look: tokens, fonts, palette and the one style sheet. Thread: GUI.
class Theme : public QObject {
    Q_OBJECT

public:
    /// Sets style, fonts and palette of the application. Create once, after QApplication.
    explicit Theme(QApplication &application, Scheme scheme);
    ~Theme() override;

    /// The theme of this process; nullptr before one has been made.
    static Theme *current();
    static const Tokens &tokens();
    static QFont font(TextRole role);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    void setScheme(Scheme scheme);

signals:
    void changed();

private:
    void apply();
    QApplication &m_application;
    Scheme m_scheme;
};

/// The style sheet of all standard controls.
QString styleSheet(const Tokens &tokens);

} // namespace catamaran::ui
