// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/preferences.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace catamaran::ui {

/// The settings with their search, and the way in and out as a file. Each takes effect at once.
class PreferencesCard : public QFrame {
    Q_OBJECT

public:
    explicit PreferencesCard(QWidget *parent = nullptr);
    [[nodiscard]] QLineEdit *search() { return m_search; }

signals:
    void told(const QString &sentence);
    void refused(const QString &why);

private:
    void fill();
    QWidget *makeRow(const Preference &preference);
    void exportFile();
    void importFile();
    QLineEdit *m_search = nullptr;
    QLabel *m_none = nullptr;
    QVBoxLayout *m_rows = nullptr;
    QList<QWidget *> m_widgets;
};

} // namespace catamaran::ui
