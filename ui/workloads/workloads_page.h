// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "ui/widgets/page.h"

#include <QTimer>
#include <memory>

class QComboBox;
class QFrame;
class QLineEdit;
class QMenu;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace catamaran::ui {

class DetailsPanel;
class EmptyState;
class FilterChips;
class WorkloadFilter;
class WorkloadMarks;
class WorkloadModel;
class WorkloadTable;

/// Containers and VMs in one table, with filters, actions and the details of the selected one.
class WorkloadsPage : public Page {
    Q_OBJECT

public:
    explicit WorkloadsPage(bridge::Session &session, QWidget *parent = nullptr);
    ~WorkloadsPage() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] bool isLive() const override { return m_watch != nullptr; }
    void receive(const QString &topic, const QVariant &value) override;
    void select(const bridge::WorkloadKey &key);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeChips();
    void makeTable();
    void makeGrouping();
    void makeShortcuts();
    void updateCounts();
    void updateWatch();
    void refreshTexts();
    [[nodiscard]] QList<bridge::WorkloadKey> visibleKeys() const;
    void updateColumns();
    void onSelection();
    void showMenu(const QPoint &position);
    void fillMenu(QMenu &menu, const QList<bridge::WorkloadKey> &keys);
    void addCommands(QMenu &menu, const QList<bridge::WorkloadRow> &rows);
    void askForTags();
    void act(bridge::Action action);
    void openRunDialog(const QString &image = {});
    void openLogs(); ///< of all that are selected, merged
    [[nodiscard]] QList<bridge::WorkloadKey> selected() const;

    bridge::Session &m_session;
    WorkloadMarks *m_marks;
    WorkloadModel *m_model;
    WorkloadFilter *m_filter;
    QLineEdit *m_search = nullptr;
    QPushButton *m_run = nullptr;
    QPushButton *m_more = nullptr;
    FilterChips *m_chips = nullptr;
    QSplitter *m_splitter = nullptr;
    QStackedWidget *m_stack = nullptr;
    QComboBox *m_grouping = nullptr;
    WorkloadTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    DetailsPanel *m_details = nullptr;
    QTimer m_clock; ///< while the page shows: "Up 3 minutes" must not stand still
    QList<bridge::WorkloadKey> m_watched;
    std::shared_ptr<void> m_watch;
};

} // namespace catamaran::ui
