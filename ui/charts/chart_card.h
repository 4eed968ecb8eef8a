// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QFrame>
#include <QList>
#include <QStringList>

class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QTableWidget;
class QToolButton;

namespace catamaran::ui {

/// A card with a title, a legend that shows present values, a chart, and the same data as a table for those
/// who read tables or a screen reader.
class ChartCard : public QFrame {
    Q_OBJECT

public:
    ChartCard(const QString &title, const QString &iconName, QWidget *parent = nullptr);

    /// Takes ownership; shown under the title.
    void setChart(QWidget *chart);
    /// One legend entry: mark in `tone` ("container", "vm"), dashed like its curve, then text.
    int addLegend(const QString &tone, bool dashed);
    void setLegendText(int index, const QString &text, const QString &explanation);
    void setUnit(const QString &unit);
    /// Shown beside the title, for example "software emulation".
    void setNote(const QString &note);
    void setTable(const QStringList &header, const QList<QStringList> &rows);
    [[nodiscard]] QString title() const { return m_titleText; }
    /// Rich text under the chart: what its colours mean.
    void setFooter(const QString &html);
    [[nodiscard]] QSize sizeHint() const override { return {320, 220}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 150}; }
    /// The chart gives way, whatever the length of the footer.
    [[nodiscard]] bool hasHeightForWidth() const override { return false; }
    [[nodiscard]] bool isTableShown() const;
    void setTableShown(bool shown);
    /// What the chart shows as RFC 4180 text, with a line of names first: the table, unless a chart knows
    /// more exact figures.
    [[nodiscard]] virtual QString csv();
    /// The empty string, or why it could not be written.
    QString saveCsv(const QString &path);
    /// One line of RFC 4180.
    [[nodiscard]] static QString csvLine(const QStringList &cells);

signals:
    /// The table is wanted, to be seen or to be saved: fill it.
    void tableWanted();

private:
    void chooseFile();
    void showTable();

    QStringList m_header;
    QList<QStringList> m_rows;
    QString m_titleText;
    QLabel *m_title = nullptr;
    QLabel *m_note = nullptr;
    QLabel *m_footer = nullptr;
    QHBoxLayout *m_head = nullptr;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_chart = nullptr;
    QTableWidget *m_table = nullptr;
    QToolButton *m_toggle = nullptr;
    QList<QLabel *> m_legend;
};

} // namespace catamaran::ui
