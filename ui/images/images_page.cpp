// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/images_page.h"

#include "src/bridge/desk.h"
#include "src/bridge/undo_bin.h"
#include "src/bridge/words.h"
#include "ui/dialogs/prompt_dialog.h"
#include "ui/dialogs/tool_menu.h"
#include "ui/images/image_panel.h"
#include "ui/models/plain_table.h"
#include "ui/models/workload_delegate.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/workload_links.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTableView>

namespace catamaran::ui {

namespace {

enum Column { Tag, Id, Size, Created, InUse, ColumnCount };
constexpr int kIdLength = 12;
constexpr int kLeaving = Qt::UserRole + 2;   ///< bool: its removal waits in the bin
constexpr int kReference = Qt::UserRole + 3; ///< tag, or the id of an image without one
constexpr int kPanelWidth = 430;
constexpr int kWidthForId = 760;
constexpr int kWidthForDate = 560;

/// The icon of layers in front of the tag, ids in the fixed-width face.
class ImageDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        painter->save();
        paintRowGround(*painter, option, index);
        QRect rect = option.rect.adjusted(10, 0, -10, 0);
        painter->setFont(Theme::font(index.column() == Tag  ? TextRole::BodyStrong
                                     : index.column() == Id ? TextRole::Mono
                                                            : TextRole::Body));
        painter->setPen(index.column() == Tag ? t.text : t.text2);
        if (index.siblingAtColumn(Tag).data(kLeaving).toBool()) {
            painter->setOpacity(0.55);
            QFont struck = painter->font();
            struck.setStrikeOut(index.column() == Tag);
            painter->setFont(struck);
        }
        if (index.column() == Tag) {
            drawIcon(*painter, QRectF(rect.left(), rect.center().y() - 8, 17, 17), QStringLiteral("layers"),
                     t.accent);
            rect.setLeft(rect.left() + 27);
        }
        const Qt::Alignment alignment = index.column() == Size ? Qt::AlignRight : Qt::AlignLeft;
        painter->drawText(
            rect, static_cast<int>(alignment | Qt::AlignVCenter),
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, rect.width()));
        painter->restore();
    }
};

/// Workloads keep the name that was asked for: without a tag it means ":latest"; or it is an id.
bool isSameImage(const QString &name, const bridge::ImageRow &image)
{
    if (name.isEmpty())
        return false;
    const QString bare = image.id.section(QLatin1Char(':'), -1);
    if (name == image.tag || name == image.id || (name.size() >= kIdLength && bare.startsWith(name)))
        return true;
    return !name.section(QLatin1Char('/'), -1).contains(QLatin1Char(':')) &&
           name + QStringLiteral(":latest") == image.tag;
}

} // namespace

ImagesPage::ImagesPage(bridge::Session &session, QWidget *parent) : Page(parent), m_session(session)
{
    makeTools();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(space::kLarge);
    m_stack = new QStackedWidget;
    splitter->addWidget(m_stack);
    m_panel = new ImagePanel(session.desk());
    connect(m_panel, &ImagePanel::filled, this, &Page::settled);
    m_users = new WorkloadLinks(tr("In use by"));
    connect(m_users, &WorkloadLinks::wanted, this, [this](const bridge::WorkloadKey &key) {
        emit navigate(QStringLiteral("details"), QStringLiteral("open"), QVariant::fromValue(key));
    });
    m_panel->addBelowTitle(m_users);
    splitter->addWidget(m_panel);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({10 * kPanelWidth, kPanelWidth});
    m_panel->setMinimumWidth(kPanelWidth);
    layout->addWidget(splitter);

    auto *card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    auto *inner = new QVBoxLayout(card);
    inner->setContentsMargins(4, 6, 4, 6);
    m_table = new QTableView;
    m_model = new QStandardItemModel(0, ColumnCount, this);
    m_model->setHorizontalHeaderLabels({tr("Image"), tr("Id"), tr("Size"), tr("Created"), tr("In use by")});
    m_model->setHeaderData(Size, Qt::Horizontal, QVariant(Qt::AlignRight | Qt::AlignVCenter),
                           Qt::TextAlignmentRole);
    for (const int column : {Tag, Id, Created, InUse})
        m_model->setHeaderData(column, Qt::Horizontal, QVariant(Qt::AlignLeft | Qt::AlignVCenter),
                               Qt::TextAlignmentRole);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new ImageDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setMouseTracking(true);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(space::kRow);
    m_table->horizontalHeader()->setFixedHeight(36);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(Tag, QHeaderView::Stretch);
    m_table->setColumnWidth(Id, 130);
    m_table->setColumnWidth(Size, 96);
    m_table->setColumnWidth(Created, 160);
    m_table->setColumnWidth(InUse, 116);
    m_table->setAccessibleName(tr("Images"));
    m_table->setToolTip(tr("Images of this computer; Enter compares, Delete removes"));
    inner->addWidget(m_table);
    m_stack->addWidget(card);
    auto *empty = new EmptyState(QStringLiteral("layers"), tr("No images yet"),
                                 tr("The demo image is made on the first comparison. Build others with "
                                    "“catamaran build -t NAME DIRECTORY”."),
                                 tr("Compare the demo"));
    connect(empty, &EmptyState::activated, this,
            [this] { emit navigate(QStringLiteral("compare"), {}, {}); });
    m_stack->addWidget(empty);

    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QTableView::customContextMenuRequested, this, &ImagesPage::showMenu);
    connect(m_compare, &QPushButton::clicked, this, &ImagesPage::compare);
    connect(m_table, &QTableView::activated, this, &ImagesPage::compare);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ImagesPage::onSelection);
    connect(m_pull, &QPushButton::clicked, this, &ImagesPage::pull);
    connect(m_build, &QPushButton::clicked, this, &ImagesPage::build);
    connect(m_remove, &QToolButton::clicked, this, &ImagesPage::remove);
    makeShortcuts();
    connect(&session.desk().bin(), &bridge::UndoBin::changed, this, &ImagesPage::fill);
    connect(&session, &bridge::Session::imagesChanged, this, &ImagesPage::fill);
    connect(&session, &bridge::Session::workloadsChanged, this, &ImagesPage::fill);
    connect(&session, &bridge::Session::settled, this, &ImagesPage::fill);
    connect(&session, &bridge::Session::settled, this, &Page::settled);
    fill();
}

void ImagesPage::makeTools()
{
    m_compare =
        makeButton(tr("Run side by side…"), QStringLiteral("columns-2"), QStringLiteral("primary"), this);
    m_compare->setToolTip(tr("Compare the selected image as a container and as a VM"));
    m_pull = makeButton(tr("Pull…"), QStringLiteral("download"), {}, this);
    m_pull->setToolTip(tr("Fetch an image from a registry (Ctrl+P)"));
    m_build = makeButton(tr("Build…"), QStringLiteral("hammer"), {}, this);
    m_build->setToolTip(tr("Build an image of a folder with a Dockerfile (Ctrl+B)"));
    m_remove = makeToolButton(QStringLiteral("trash-2"), tr("Remove the selected image (Delete)"), this);
    m_more = makeButton(tr("More"), QStringLiteral("chevron-down"), {}, this);
    m_more->setToolTip(tr("Archives, registries and cleaning up (Alt+M)"));
    m_more->setShortcut(QKeySequence(QStringLiteral("Alt+M")));
    connect(m_more, &QPushButton::clicked, this, &ImagesPage::showMore);
}

void ImagesPage::makeShortcuts()
{
    const auto shortcut = [this](const QKeySequence &keys, auto call) {
        auto *made = new QShortcut(keys, this);
        made->setContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QShortcut::activated, this, call);
    };
    shortcut(QKeySequence(QStringLiteral("Ctrl+P")), &ImagesPage::pull);
    shortcut(QKeySequence(QStringLiteral("Ctrl+B")), &ImagesPage::build);
    shortcut(QKeySequence::Delete, &ImagesPage::remove);
}

QString ImagesPage::title() const
{
    return tr("Images");
}

QList<QWidget *> ImagesPage::headerWidgets()
{
    return {m_remove, m_more, m_pull, m_build, m_compare};
}

void ImagesPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    // The name is what an image is known by: id and date go first.
    const int width = m_table->width();
    m_table->setColumnHidden(Id, width < kWidthForId);
    m_table->setColumnHidden(Created, width < kWidthForDate);
}

void ImagesPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_session.refreshImages();
    onSelection();
}

void ImagesPage::fill()
{
    const QModelIndex before = m_table->currentIndex();
    const QString selected = before.isValid() ? before.siblingAtColumn(Tag).data().toString() : QString();
    m_model->removeRows(0, m_model->rowCount());
    double total = 0;
    for (const bridge::ImageRow &image : m_session.images()) {
        int users = 0;
        for (const bridge::WorkloadRow &row : m_session.workloads())
            users += isSameImage(row.image, image) ? 1 : 0;
        const QString id = image.id.section(QLatin1Char(':'), -1).left(kIdLength);
        QList<QStandardItem *> items;
        for (const QString &text :
             {image.tag.isEmpty() ? tr("(no name)") : image.tag, id,
              formatBytes(static_cast<double>(image.sizeBytes)), formatDate(image.createdNs),
              users == 0 ? tr("nothing") : count(users, tr("workload"), tr("workloads"))})
            items.append(new QStandardItem(text));
        items.constFirst()->setData(image.tag);
        const QString reference = image.tag.isEmpty() ? image.id : image.tag;
        items.constFirst()->setData(
            m_session.desk().bin().isPending(bridge::DeskCommand::Verb::RemoveImage, reference), kLeaving);
        items.constFirst()->setData(reference, kReference);
        m_model->appendRow(items);
        total += static_cast<double>(image.sizeBytes);
        if (!selected.isEmpty() && selected == image.tag)
            chooseRow(*m_table, m_model->rowCount() - 1);
    }
    if (!m_table->selectionModel()->hasSelection() && m_model->rowCount() > 0)
        chooseRow(*m_table, 0);
    onSelection();
    m_stack->setCurrentIndex(m_session.isSettled() && m_model->rowCount() == 0 ? 1 : 0);
    setSubtitle(count(m_model->rowCount(), tr("image"), tr("images")) + QStringLiteral(" · ") +
                formatBytes(total));
}

bool ImagesPage::isSettled() const
{
    return m_session.isSettled() && !m_panel->isReading();
}

QString ImagesPage::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? QString() : rows.constFirst().siblingAtColumn(Tag).data(kReference).toString();
}

void ImagesPage::onSelection()
{
    const QString image = selected();
    m_compare->setEnabled(!image.isEmpty());
    m_remove->setEnabled(!image.isEmpty());
    QList<bridge::WorkloadRow> users;
    for (const bridge::ImageRow &one : m_session.images()) {
        if ((one.tag.isEmpty() ? one.id : one.tag) != image)
            continue;
        for (const bridge::WorkloadRow &row : m_session.workloads()) {
            if (isSameImage(row.image, one))
                users.append(row);
        }
    }
    m_users->setWorkloads(users);
    if (!image.isEmpty() && isVisible())
        m_panel->setImage(image);
}

void ImagesPage::showMenu(const QPoint &position)
{
    const QString image = selected();
    if (image.isEmpty())
        return;
    const ToolSubject subject{bridge::Tool::Object::Image, image, image};
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    QAction *run = menu->addAction(icon(QStringLiteral("play")), tr("Run…"));
    run->setToolTip(QStringLiteral("catamaran run ") + bridge::quoteForShell(image));
    connect(run, &QAction::triggered, this,
            [this, image] { emit navigate(QStringLiteral("workloads"), QStringLiteral("run"), image); });
    connect(menu->addAction(icon(QStringLiteral("columns-2")), tr("Run side by side…")), &QAction::triggered,
            this, &ImagesPage::compare);
    bridge::DeskCommand pull;
    pull.subject = image;
    QAction *again = menu->addAction(icon(QStringLiteral("download")), tr("Pull again"));
    again->setToolTip(pull.commandLine());
    connect(again, &QAction::triggered, this, [this, pull] { m_session.desk().run(pull); });
    menu->addSeparator();
    addTools(*menu, m_session.desk(), subject, this);
    menu->addSeparator();
    addToolLines(*menu, subject);
    QAction *gone = menu->addAction(icon(QStringLiteral("trash-2")), tr("Remove"));
    gone->setToolTip(QStringLiteral("catamaran rmi ") + bridge::quoteForShell(image));
    connect(gone, &QAction::triggered, this, &ImagesPage::remove);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void ImagesPage::showMore()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const ToolSubject machine{bridge::Tool::Object::Machine, {}, {}};
    const auto part = [&](const QStringList &verbs) {
        addTools(*menu, m_session.desk(), machine, this, verbs);
        menu->addSeparator();
    };
    part({QStringLiteral("load"), QStringLiteral("import"), QStringLiteral("image bootstrap")});
    part({QStringLiteral("search"), QStringLiteral("login"), QStringLiteral("logout")});
    part({QStringLiteral("image prune")});
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

void ImagesPage::remove()
{
    bridge::DeskCommand command;
    command.verb = bridge::DeskCommand::Verb::RemoveImage;
    command.subject = selected();
    if (!command.subject.isEmpty())
        m_session.desk().bin().put({command});
}

void ImagesPage::pull()
{
    const auto command = [](const QString &name) {
        bridge::DeskCommand pull;
        pull.subject = name;
        return pull;
    };
    auto *ask = new PromptDialog({tr("Pull an image"),
                                  tr("Name of the image"),
                                  tr("alpine:3.20, ghcr.io/owner/image"),
                                  {},
                                  tr("Pull"),
                                  [command](const QString &name) { return command(name).commandLine(); }},
                                 this);
    ask->setAttribute(Qt::WA_DeleteOnClose);
    connect(ask, &PromptDialog::answered, this,
            [this, command](const QString &name) { m_session.desk().run(command(name)); });
    ask->open();
}

void ImagesPage::build()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder with a Dockerfile"));
    if (folder.isEmpty())
        return;
    const auto command = [folder](const QString &name) {
        bridge::DeskCommand build;
        build.verb = bridge::DeskCommand::Verb::Build;
        build.paths = {folder};
        build.target = name;
        return build;
    };
    auto *ask =
        new PromptDialog({tr("Build an image"), tr("Name of the image"), tr("localhost/name:tag"),
                          QStringLiteral("localhost/") + QFileInfo(folder).fileName().toLower(), tr("Build"),
                          [command](const QString &name) { return command(name).commandLine(); }},
                         this);
    ask->setAttribute(Qt::WA_DeleteOnClose);
    connect(ask, &PromptDialog::answered, this,
            [this, command](const QString &name) { m_session.desk().run(command(name)); });
    ask->open();
}

void ImagesPage::receive(const QString &topic, const QVariant &value)
{
    if (topic != QLatin1String("select"))
        return;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->item(row, Tag)->data().toString() == value.toString())
            chooseRow(*m_table, row);
    }
}

void ImagesPage::compare()
{
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid())
        return;
    const QString tag = m_model->item(index.row(), Tag)->data().toString();
    emit navigate(QStringLiteral("compare"), QStringLiteral("image"), tag);
}

} // namespace catamaran::ui
