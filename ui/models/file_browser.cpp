// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/file_browser.h"

#include "src/bridge/rooms.h"
#include "ui/models/plain_table.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/cli_line.h"
#include "ui/widgets/controls.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QStringDecoder>
#include <QTableView>
#include <QUrl>

namespace catamaran::ui {

namespace {

enum Column { Mark, Name, Size, Mode, Owner, Modified, ColumnCount };

QString iconOf(bridge::FileKind kind)
{
    switch (kind) {
    case bridge::FileKind::Directory:
        return QStringLiteral("folder");
    case bridge::FileKind::Link:
        return QStringLiteral("link");
    case bridge::FileKind::Other:
        return QStringLiteral("plug");
    case bridge::FileKind::File:
        return QStringLiteral("file");
    }
    return {};
}

struct MarkLook {
    const char *letter;
    const char *tone;
    const char *words;
};

MarkLook lookOf(bridge::FileMark mark)
{
    switch (mark) {
    case bridge::FileMark::Added:
        return {"A", "ok", QT_TRANSLATE_NOOP("catamaran::ui::FileBrowser", "Added since the image")};
    case bridge::FileMark::Changed:
        return {"C", "warn", QT_TRANSLATE_NOOP("catamaran::ui::FileBrowser", "Changed since the image")};
    case bridge::FileMark::Deleted:
        return {"D", "error", QT_TRANSLATE_NOOP("catamaran::ui::FileBrowser", "Deleted since the image")};
    case bridge::FileMark::None:
        break;
    }
    return {"", "", ""};
}

QStringList localFiles(const QMimeData &mime)
{
    QStringList paths;
    for (const QUrl &url : mime.urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

QString modeText(unsigned mode)
{
    QString text;
    static const char kLetters[] = "rwxrwxrwx";
    for (int i = 0; i < 9; ++i)
        text += (mode & (0400U >> i)) != 0 ? QLatin1Char(kLetters[i]) : QLatin1Char('-');
    if ((mode & 04000U) != 0)
        text[2] = text[2] == QLatin1Char('x') ? QLatin1Char('s') : QLatin1Char('S');
    if ((mode & 02000U) != 0)
        text[5] = text[5] == QLatin1Char('x') ? QLatin1Char('s') : QLatin1Char('S');
    if ((mode & 01000U) != 0)
        text[8] = text[8] == QLatin1Char('x') ? QLatin1Char('t') : QLatin1Char('T');
    return text;
}

QString parentPath(const QString &path)
{
    const qsizetype slash = path.lastIndexOf(QLatin1Char('/'));
    return slash <= 0 ? QStringLiteral("/") : path.left(slash);
}

QString childPath(const QString &path, const QString &name)
{
    return path.endsWith(QLatin1Char('/')) ? path + name : path + QLatin1Char('/') + name;
}

bool isEditableText(const QByteArray &bytes)
{
    if (bytes.contains('\0'))
        return false;
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(bytes);
    return !decoder.hasError() && !text.contains(QChar::ParagraphSeparator);
}

FileBrowser::FileBrowser(bridge::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_model(new QStandardItemModel(0, ColumnCount, this))
{
    setAcceptDrops(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    layout->addWidget(makeBar());
    m_stack = new QStackedWidget;
    m_stack->addWidget(makeList());
    m_stack->addWidget(makeEditor());
    layout->addWidget(m_stack, 1);
    m_note = new ElidedLabel;
    m_note->setFont(Theme::font(TextRole::Body));
    layout->addWidget(m_note);
    m_cli = new CliLine;
    layout->addWidget(m_cli);
    makeKeys();
    connect(&session.rooms(), &bridge::Rooms::done, this, [this](const bridge::RoomCommand &command) {
        if (command.place == m_place && command.verb == bridge::RoomCommand::Verb::CopyIn)
            reload();
    });
    updateButtons();
}

QWidget *FileBrowser::makeBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    auto *up = makeToolButton(QStringLiteral("arrow-left"), tr("To the folder above (Backspace)"));
    connect(up, &QToolButton::clicked, this, [this] { setPath(parentPath(m_path)); });
    layout->addWidget(up);
    m_pathEdit = new QLineEdit;
    m_pathEdit->setFont(Theme::font(TextRole::Mono));
    m_pathEdit->setAccessibleName(tr("Folder"));
    m_pathEdit->setToolTip(tr("The folder that is shown; type another and press Enter"));
    connect(m_pathEdit, &QLineEdit::returnPressed, this, [this] { setPath(m_pathEdit->text()); });
    layout->addWidget(m_pathEdit, 1);
    auto *again = makeToolButton(QStringLiteral("refresh-cw"), tr("Read the folder again (F5)"));
    connect(again, &QToolButton::clicked, this, &FileBrowser::reload);
    layout->addWidget(again);
    m_upload = makeButton(tr("Upload…"), QStringLiteral("upload"));
    m_upload->setToolTip(tr("Copy files of this computer into the folder; or drop them onto the list"));
    connect(m_upload, &QPushButton::clicked, this, &FileBrowser::chooseUpload);
    layout->addWidget(m_upload);
    m_download = makeButton(tr("Download…"), QStringLiteral("download"));
    m_download->setToolTip(tr("Copy what is selected to a folder of this computer"));
    connect(m_download, &QPushButton::clicked, this, &FileBrowser::chooseDownload);
    layout->addWidget(m_download);
    return bar;
}

QWidget *FileBrowser::makeList()
{
    auto *card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(4, 6, 4, 6);
    m_table = new QTableView;
    m_table->setAccessibleName(tr("Files"));
    m_table->setToolTip(tr("Files of this directory; Enter opens one, Backspace goes up"));
    setPlainHeaders(*m_model, {QString(), tr("Name"), tr("Size"), tr("Mode"), tr("Owner"), tr("Modified")},
                    {Size});
    stylePlainTable(*m_table, *m_model, Name);
    m_table->verticalHeader()->setDefaultSectionSize(32);
    m_table->setColumnWidth(Mark, 34);
    m_table->setColumnWidth(Size, 96);
    m_table->setColumnWidth(Mode, 110);
    m_table->setColumnWidth(Owner, 84);
    m_table->setColumnWidth(Modified, 150);
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { openRow(index.row()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &FileBrowser::updateButtons);
    layout->addWidget(m_table);
    return card;
}

QWidget *FileBrowser::makeEditor()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    auto *head = new QHBoxLayout;
    m_editTitle = new ElidedLabel;
    m_editTitle->setFont(Theme::font(TextRole::CardTitle));
    head->addWidget(m_editTitle, 1);
    m_save = makeButton(tr("Save"), QStringLiteral("save"), QStringLiteral("primary"));
    m_save->setToolTip(tr("Write the file back; owner and mode stay (Ctrl+S)"));
    connect(m_save, &QPushButton::clicked, this, &FileBrowser::save);
    head->addWidget(m_save);
    auto *close = makeButton(tr("Close"), QStringLiteral("x"));
    close->setToolTip(tr("Back to the list; what is not saved is lost (Esc)"));
    connect(close, &QPushButton::clicked, this, &FileBrowser::closeEditor);
    head->addWidget(close);
    layout->addLayout(head);
    m_editor = new QPlainTextEdit;
    m_editor->setFont(Theme::font(TextRole::Mono));
    m_editor->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_editor->setTabChangesFocus(false);
    m_editor->setAccessibleName(tr("Text of the file"));
    m_editor->setToolTip(tr("Ctrl+S saves, Esc closes"));
    connect(m_editor->document(), &QTextDocument::modificationChanged, m_save, &QWidget::setEnabled);
    layout->addWidget(m_editor, 1);
    return page;
}

void FileBrowser::makeKeys()
{
    const auto add = [this](QWidget *where, const QKeySequence &keys, auto call) {
        auto *shortcut = new QShortcut(keys, where);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, call);
    };
    add(m_table, QKeySequence(Qt::Key_Backspace), [this] { setPath(parentPath(m_path)); });
    add(m_table, QKeySequence(Qt::Key_F5), [this] { reload(); });
    add(m_stack->widget(1), QKeySequence::Save, [this] { save(); });
    add(m_stack->widget(1), QKeySequence(Qt::Key_Escape), [this] { closeEditor(); });
}

void FileBrowser::setPlace(const bridge::FilePlace &place)
{
    if (place == m_place)
        return;
    m_place = place;
    m_rows.clear();
    m_model->removeRows(0, m_model->rowCount());
    m_stack->setCurrentIndex(0);
    m_path.clear();
    m_stale = true;
    // A volume has no image to differ from, and less room.
    const bool volume = place.kind == bridge::FilePlace::Kind::Volume;
    m_table->setColumnHidden(Mark, volume);
    m_table->setColumnHidden(Owner, volume);
    if (isVisible())
        setPath(QStringLiteral("/"));
}

void FileBrowser::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale && !m_place.id.isEmpty())
        setPath(m_path.isEmpty() ? QStringLiteral("/") : m_path);
}

void FileBrowser::setPath(const QString &path)
{
    if (m_place.id.isEmpty())
        return;
    const QString wanted = path.startsWith(QLatin1Char('/')) ? path : QLatin1Char('/') + path;
    m_stale = false;
    m_session.rooms().listFiles(
        this, m_place, wanted,
        [this, wanted, place = m_place](const bridge::Answer<QList<bridge::FileRow>> &answer) {
            if (place != m_place)
                return;
            if (answer.isOk())
                take(wanted, answer.value);
            else
                setNote(answer.problem.text(), QStringLiteral("error"));
            emit listed();
        });
}

void FileBrowser::reload()
{
    setPath(m_path);
}

void FileBrowser::take(const QString &path, const QList<bridge::FileRow> &rows)
{
    const bool same = path == m_path;
    const int before = m_table->currentIndex().row();
    m_path = path;
    m_rows = rows;
    m_pathEdit->setText(path);
    m_model->removeRows(0, m_model->rowCount());
    int changed = 0;
    for (const bridge::FileRow &row : rows) {
        const MarkLook look = lookOf(row.mark);
        const bool gone = row.mark == bridge::FileMark::Deleted;
        changed += row.mark == bridge::FileMark::None ? 0 : 1;
        QList<QStandardItem *> items;
        auto *mark = new QStandardItem(QString::fromLatin1(look.letter));
        mark->setData(QString::fromLatin1(look.tone), PlainToneRole);
        mark->setData(true, PlainMonoRole);
        mark->setToolTip(tr(look.words));
        mark->setAccessibleText(tr(look.words));
        items.append(mark);
        auto *name = new QStandardItem(
            row.linkTarget.isEmpty() ? row.name : row.name + QStringLiteral(" → ") + row.linkTarget);
        name->setData(iconOf(row.kind), PlainIconRole);
        name->setData(row.kind == bridge::FileKind::Directory ? QStringLiteral("accent")
                                                              : QStringLiteral("2"),
                      PlainColorRole);
        name->setData(gone ? QStringLiteral("3") : QStringLiteral("text"), PlainToneRole);
        items.append(name);
        auto *size = new QStandardItem(
            row.kind == bridge::FileKind::File ? formatBytes(static_cast<double>(row.sizeBytes)) : QString());
        size->setTextAlignment(Qt::AlignRight);
        items.append(size);
        auto *mode = new QStandardItem(gone ? QString() : modeText(row.mode));
        mode->setData(true, PlainMonoRole);
        items.append(mode);
        items.append(new QStandardItem(row.owner));
        items.append(new QStandardItem(gone ? QString() : formatDate(row.modifiedNs)));
        m_model->appendRow(items);
    }
    if (m_model->rowCount() > 0)
        chooseRow(*m_table, same ? std::clamp(before, 0, m_model->rowCount() - 1) : 0);
    setNote(changed == 0 ? count(rows.size(), tr("entry"), tr("entries"))
                         : tr("%1, %2 of them changed since the image")
                               .arg(count(rows.size(), tr("entry"), tr("entries")))
                               .arg(changed),
            QStringLiteral("3"));
    updateButtons();
}

const bridge::FileRow *FileBrowser::current() const
{
    const int row = m_table->currentIndex().row();
    const bool there = row >= 0 && row < m_rows.size() && m_table->selectionModel()->hasSelection();
    return there ? &m_rows[row] : nullptr;
}

void FileBrowser::updateButtons()
{
    const bridge::FileRow *row = current();
    m_download->setEnabled(row != nullptr && row->mark != bridge::FileMark::Deleted);
    m_upload->setEnabled(!m_place.id.isEmpty());
    if (row == nullptr || m_place.kind == bridge::FilePlace::Kind::Volume) {
        // The command line copies volumes whole: volume export.
        m_cli->setCommand({});
        return;
    }
    bridge::RoomCommand command;
    command.verb = bridge::RoomCommand::Verb::CopyOut;
    command.place = m_place;
    command.path = childPath(m_path, row->name);
    command.hostPath = QStringLiteral(".");
    m_cli->setCommand(command.commandLine());
}

void FileBrowser::openRow(int index)
{
    if (index < 0 || index >= m_rows.size())
        return;
    const bridge::FileRow row = m_rows[index];
    const QString path = childPath(m_path, row.name);
    if (row.kind == bridge::FileKind::Directory) {
        setPath(path);
        return;
    }
    if (row.mark == bridge::FileMark::Deleted || row.kind == bridge::FileKind::Other)
        return;
    m_session.rooms().readFile(this, m_place, path,
                               [this, path, row](const bridge::Answer<QByteArray> &answer) {
                                   if (answer.isOk())
                                       show(path, answer.value);
                                   else if (row.kind == bridge::FileKind::Link)
                                       setPath(path); // perhaps to a folder
                                   else
                                       setNote(answer.problem.text(), QStringLiteral("error"));
                               });
}

void FileBrowser::show(const QString &path, const QByteArray &text)
{
    if (!isEditableText(text)) {
        setNote(tr("%1 is not a text file; download it to open it with another program").arg(path),
                QStringLiteral("warn"));
        return;
    }
    m_edited = path;
    m_editTitle->setText(path);
    m_editor->setPlainText(QString::fromUtf8(text));
    m_editor->document()->setModified(false);
    m_save->setEnabled(false);
    m_stack->setCurrentIndex(1);
    m_editor->setFocus();
    setNote({}, QStringLiteral("3"));
    emit opened(path);
}

bool FileBrowser::isEditing() const
{
    return m_stack->currentIndex() == 1;
}

void FileBrowser::save()
{
    if (!isEditing())
        return;
    const QString path = m_edited;
    m_save->setEnabled(false);
    m_session.rooms().writeFile(this, m_place, path, m_editor->toPlainText().toUtf8(),
                                [this, path](const bridge::Problem &problem) {
                                    if (!problem.isEmpty()) {
                                        m_save->setEnabled(true);
                                        setNote(problem.text(), QStringLiteral("error"));
                                        return;
                                    }
                                    m_editor->document()->setModified(false);
                                    setNote(tr("Saved"), QStringLiteral("ok"));
                                    emit savedFile(path);
                                });
}

void FileBrowser::closeEditor()
{
    m_stack->setCurrentIndex(0);
    m_table->setFocus();
    reload();
}

void FileBrowser::upload(const QStringList &hostPaths)
{
    for (const QString &path : hostPaths) {
        bridge::RoomCommand command;
        command.verb = bridge::RoomCommand::Verb::CopyIn;
        command.place = m_place;
        command.path = m_path;
        command.hostPath = path;
        m_session.rooms().perform(command);
    }
}

void FileBrowser::downloadTo(const QString &hostDirectory)
{
    const bridge::FileRow *row = current();
    if (row == nullptr)
        return;
    bridge::RoomCommand command;
    command.verb = bridge::RoomCommand::Verb::CopyOut;
    command.place = m_place;
    command.path = childPath(m_path, row->name);
    command.hostPath = hostDirectory;
    m_session.rooms().perform(command);
}

void FileBrowser::chooseUpload()
{
    upload(QFileDialog::getOpenFileNames(this, tr("Copy into %1").arg(m_path)));
}

void FileBrowser::chooseDownload()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Copy to"));
    if (!folder.isEmpty())
        downloadTo(folder);
}

void FileBrowser::dragEnterEvent(QDragEnterEvent *event)
{
    if (!isEditing() && !m_place.id.isEmpty() && !localFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void FileBrowser::dragMoveEvent(QDragMoveEvent *event)
{
    event->acceptProposedAction();
}

void FileBrowser::dropEvent(QDropEvent *event)
{
    upload(localFiles(*event->mimeData()));
    event->acceptProposedAction();
}

void FileBrowser::setNote(const QString &text, const QString &tone)
{
    m_note->setText(text);
    m_note->setToolTip(text);
    setTone(m_note, tone);
}

} // namespace catamaran::ui
