// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/palette/palette_index.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListView;
class QStandardItemModel;
class QToolButton;

namespace catamaran::ui {

/// The command palette: one line to type in, what fits below it, and the chosen entry's line for a shell.
///
/// Up, Down, Page Up and Page Down move while one types; Enter takes, Ctrl+Enter copies the line for a shell,
/// Escape closes.
class PaletteDialog : public QDialog {
    Q_OBJECT

public:
    explicit PaletteDialog(bridge::Session &session, QWidget *window);

    [[nodiscard]] PaletteIndex &index() { return m_index; }
    /// Shows it in the upper half of the window, with `query` typed in.
    void open(const QString &query);
    [[nodiscard]] const QList<PaletteHit> &hits() const { return m_hits; }
    [[nodiscard]] QString commandLine() const;

signals:
    void chosen(const catamaran::ui::PaletteEntry &entry);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void refill();
    void showLine();
    void take();
    void copyLine();

    PaletteIndex m_index;
    QList<PaletteHit> m_hits;
    QLineEdit *m_query = nullptr;
    QListView *m_list = nullptr;
    QStandardItemModel *m_model = nullptr;
    QLabel *m_line = nullptr;
    QToolButton *m_copy = nullptr;
    QLabel *m_none = nullptr;
};

} // namespace catamaran::ui
