// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/room_values.h"
#include "src/bridge/session.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QStandardItemModel;
class QTableView;

namespace catamaran::ui {

class CliLine;
class ElidedLabel;

/// "rwxr-xr-x" of permission bits.
QString modeText(unsigned mode);
/// The path one up; "/" stays.
QString parentPath(const QString &path);
/// `name` in the directory `path`.
QString childPath(const QString &path, const QString &name);
/// True for text that an editor can show and give back unchanged: UTF-8 without NUL.
bool isEditableText(const QByteArray &bytes);

/// The files of a container or a volume: go into folders, look at and edit small text files, download,
/// upload, drop files of the desktop onto the list. A letter marks what differs from the image: A, C or D.
///
/// Keyboard: Enter opens, Backspace goes up, F5 reads again, Ctrl+S saves, Esc closes the editor.
class FileBrowser : public QWidget {
    Q_OBJECT

public:
    explicit FileBrowser(bridge::Session &session, QWidget *parent = nullptr);

    void setPlace(const bridge::FilePlace &place);
    void setPath(const QString &path);
    void reload();
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const QList<bridge::FileRow> &rows() const { return m_rows; }
    [[nodiscard]] QPlainTextEdit &editor() { return *m_editor; }
    [[nodiscard]] bool isEditing() const;
    void openRow(int row);
    void save();
    void closeEditor();
    void upload(const QStringList &hostPaths);
    void downloadTo(const QString &hostDirectory);

signals:
    void listed();
    void opened(const QString &path);
    void savedFile(const QString &path);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeBar();
    QWidget *makeList();
    QWidget *makeEditor();
    void makeKeys();
    void take(const QString &path, const QList<bridge::FileRow> &rows);
    void show(const QString &path, const QByteArray &text);
    void chooseUpload();
    void chooseDownload();
    void updateButtons();
    void setNote(const QString &text, const QString &tone);
    [[nodiscard]] const bridge::FileRow *current() const;

    bridge::Session &m_session;
    bridge::FilePlace m_place;
    QString m_path;
    QString m_edited;
    QList<bridge::FileRow> m_rows;
    QStandardItemModel *m_model;
    QTableView *m_table = nullptr;
    QStackedWidget *m_stack = nullptr;
    QLineEdit *m_pathEdit = nullptr;
    QPushButton *m_download = nullptr;
    QPushButton *m_upload = nullptr;
    QPushButton *m_save = nullptr;
    ElidedLabel *m_editTitle = nullptr;
    QPlainTextEdit *m_editor = nullptr;
    ElidedLabel *m_note = nullptr;
    CliLine *m_cli = nullptr;
    bool m_stale = true;
};

} // namespace catamaran::ui
