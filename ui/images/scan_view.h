// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/desk.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QStandardItemModel;
class QTableView;

namespace catamaran::ui {

class CliLine;
class EmptyState;

/// The vulnerabilities of an image's packages: not looked for yet, being looked for, none, or a table that
/// sorts by severity, package, version and fixed version. A scan goes on when another image is looked at.
class ScanTab : public QWidget {
    Q_OBJECT

public:
    explicit ScanTab(bridge::Desk &desk, QWidget *parent = nullptr);
    void setImage(const QString &image);
    [[nodiscard]] QTableView &table() { return *m_table; }
    [[nodiscard]] QComboBox &least() { return *m_least; }
    /// "idle", "running", "clean", "found" or "failed".
    [[nodiscard]] QString state() const { return m_state; }
    void start(const QStringList &databases = {});

signals:
    /// How many there are now, -1: not known.
    void counted(int number);

private:
    QWidget *makeRunning();
    QWidget *makeResult();
    void update();
    void fill(const bridge::ScanView &view);
    void showChosen();
    void filter();
    void chooseFiles();

    bridge::Desk &m_desk;
    QString m_image;
    QString m_state;
    QHash<QString, bridge::Problem> m_problems; ///< of the last try, by image
    QStackedWidget *m_stack;
    EmptyState *m_idle;
    EmptyState *m_failed;
    EmptyState *m_clean;
    QLabel *m_step = nullptr;
    QLabel *m_summary = nullptr;
    QLabel *m_chosen = nullptr;
    QComboBox *m_least = nullptr;
    QLineEdit *m_search = nullptr;
    QTableView *m_table = nullptr;
    QStandardItemModel *m_model;
    QSortFilterProxyModel *m_filter;
    QWidget *m_actions;
    QPushButton *m_start = nullptr;
};

} // namespace catamaran::ui
