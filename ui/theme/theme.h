// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/tokens.h"

#include <QFont>
#include <QHash>
#include <QObject>
#include <QString>
#include <QTimer>

class QApplication;
class QWidget;

namespace catamaran::ui {

/// Type scale. Sizes are pixels at scale 1.
enum class TextRole { Caption, TableHead, Body, BodyStrong, CardTitle, PageTitle, Kpi, Mono };

/// The current look: tokens, fonts, palette and the one style sheet. Thread: GUI.
///
/// The sheet is set on each window when it is first shown, not on the application: with a sheet on the
/// application Qt dresses a widget anew each time that it, or what it is put into, gets a parent, which
/// doubled the time to make a page. A window with the property kInParts (and children with it) is not dressed
/// as a whole but child by child: what is hidden when the colours change gets the new ones a moment later,
/// and the change is quick.
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
    static constexpr const char *kInParts = "dressed-in-parts";

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    void setScheme(Scheme scheme);

signals:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    void dress(QWidget *root);
    void dressHidden();
    [[nodiscard]] static bool isRoot(const QWidget *widget);
    Scheme m_scheme;
    QString m_sheet;
    QHash<QWidget *, Scheme> m_dressed; ///< roots, and the colours that they have on
    QTimer m_later;
};

/// The style sheet of all standard controls.
QString styleSheet(const Tokens &tokens);

} // namespace catamaran::ui
