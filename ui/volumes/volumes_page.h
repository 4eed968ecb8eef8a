// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/room_values.h"
#include "src/bridge/session.h"
#include "ui/widgets/page.h"

class QFrame;
class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QStandardItemModel;
class QTableView;

namespace catamaran::ui {

class CliLine;
class ElidedLabel;
class FileBrowser;
class WorkloadLinks;

/// Volumes with size and users; the files of the selected one; backup, restore, clone, remove, prune.
///
/// Keyboard: Ctrl+F filter, Ctrl+N new, Delete remove, Enter to the files.
class VolumesPage : public Page {
    Q_OBJECT

public:
    explicit VolumesPage(bridge::Session &session, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] bool isSettled() const override;
    void receive(const QString &topic, const QVariant &value) override;
    void select(const QString &name);
    [[nodiscard]] FileBrowser &files() { return *m_files; }
    void cloneTo(const QString &target, bool live);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeBar();
    QWidget *makeTable();
    QWidget *makeSide();
    void makeKeys();
    void fill();
    void updateSelection();
    void askCreate();
    void askClone();
    void askBackup();
    void askRestore();
    void askRemove();
    void askPrune();
    void openDetails(const bridge::WorkloadKey &key);
    [[nodiscard]] QList<bridge::WorkloadRow> usersOf(const bridge::VolumeRow &row) const;
    void showMenu(const QPoint &position);
    [[nodiscard]] const bridge::VolumeRow *current() const;
    [[nodiscard]] bridge::RoomCommand command(bridge::RoomCommand::Verb verb) const;

    bridge::Session &m_session;
    QList<bridge::VolumeRow> m_rows;
    QStandardItemModel *m_model;
    QTableView *m_table = nullptr;
    QStackedWidget *m_stack = nullptr;
    QSplitter *m_splitter = nullptr;
    QFrame *m_side = nullptr;
    ElidedLabel *m_name = nullptr;
    ElidedLabel *m_facts = nullptr;
    WorkloadLinks *m_users = nullptr;
    FileBrowser *m_files = nullptr;
    QLineEdit *m_search;
    QPushButton *m_create;
    QPushButton *m_restore;
    QPushButton *m_prune = nullptr;
    QPushButton *m_unused = nullptr;
    QPushButton *m_bySize = nullptr;
    QList<QPushButton *> m_actions; ///< clone, backup, remove
    bool m_filesShown = false;
};

} // namespace catamaran::ui
