// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/inspect_tab.h"

#include "src/bridge/room_values.h"
#include "src/bridge/rooms.h"
#include "ui/details/json_tree.h"
#include "ui/models/plain_table.h"
#include "ui/theme/icons.h"
#include "ui/widgets/cli_line.h"
#include "ui/widgets/controls.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTreeView>

namespace catamaran::ui {

namespace {

constexpr int kRowHeight = 28;

/// Rows of one height, so that the tree need not measure each.
class TreeDelegate : public PlainDelegate {
public:
    using PlainDelegate::PlainDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {80, kRowHeight};
    }
};

int countRows(const QAbstractItemModel &model, const QModelIndex &parent)
{
    int rows = model.rowCount(parent);
    for (int row = model.rowCount(parent); row-- > 0;)
        rows += countRows(model, model.index(row, 0, parent));
    return rows;
}

} // namespace

InspectTab::InspectTab(bridge::Session &session, QWidget *parent)
    : DetailsTab(parent), m_session(session), m_model(new QStandardItemModel(0, 2, this)),
      m_filter(new QSortFilterProxyModel(this)), m_tree(new QTreeView), m_search(new QLineEdit),
      m_note(makeLabel({}, TextRole::Body, QStringLiteral("2"))), m_cli(new CliLine)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(space::kSmall);
    m_search->setPlaceholderText(tr("Search names and values"));
    m_search->setAccessibleName(tr("Search names and values"));
    m_search->setToolTip(tr("Shows the rows with this text and what leads to them (Ctrl+F)"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setMaximumWidth(420);
    bar->addWidget(m_search, 1);
    bar->addWidget(m_note);
    bar->addStretch(1);
    auto *copyAll = makeButton(tr("Copy as JSON"), QStringLiteral("copy"));
    connect(copyAll, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_json); });
    bar->addWidget(copyAll);
    layout->addLayout(bar);
    auto *card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    auto *inner = new QVBoxLayout(card);
    inner->setContentsMargins(4, 6, 4, 6);
    setPlainHeaders(*m_model, {tr("Name"), tr("Value")}, {});
    m_filter->setSourceModel(m_model);
    m_filter->setRecursiveFilteringEnabled(true);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setFilterKeyColumn(-1);
    m_tree->setModel(m_filter);
    m_tree->setItemDelegate(new TreeDelegate(m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setAccessibleName(tr("Details as a tree"));
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->header()->setFixedHeight(36);
    m_tree->setColumnWidth(0, 320);
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &InspectTab::showMenu);
    inner->addWidget(m_tree);
    layout->addWidget(card, 1);
    layout->addWidget(m_cli);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setFilterFixedString(text);
        if (text.isEmpty())
            m_tree->expandToDepth(0);
        else
            m_tree->expandAll();
        m_note->setText(text.isEmpty() ? QString() : tr("%1 rows").arg(shownRows()));
    });
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_search, qOverload<>(&QWidget::setFocus));
    auto *copy = new QShortcut(QKeySequence::Copy, m_tree);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, [this] {
        QGuiApplication::clipboard()->setText(m_tree->currentIndex().siblingAtColumn(1).data().toString());
    });
}

int InspectTab::shownRows() const
{
    return countRows(*m_filter, {});
}

void InspectTab::setWorkload(const bridge::WorkloadRow &row, bool isNew)
{
    const bool changed = isNew || row.state != m_state;
    m_key = row.key;
    m_state = row.state;
    m_cli->setCommand(bridge::inspectCommand(row.key, row.name));
    if (isNew)
        m_model->removeRows(0, m_model->rowCount());
    if (changed && isVisible())
        load();
}

void InspectTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    load();
}

void InspectTab::load()
{
    if (m_key.id.isEmpty())
        return;
    m_session.rooms().inspect(this, m_key, [this, key = m_key](const bridge::Answer<QString> &answer) {
        if (key != m_key)
            return;
        if (answer.isOk())
            take(answer.value);
        else
            m_note->setText(answer.problem.text());
    });
}

void InspectTab::take(const QString &json)
{
    if (json == m_json && m_model->rowCount() > 0)
        return;
    m_json = json;
    if (!fillJsonTree(*m_model, json))
        m_note->setText(tr("This is not JSON"));
    m_tree->expandToDepth(0);
    if (!m_search->text().isEmpty())
        m_tree->expandAll();
}

void InspectTab::showMenu(const QPoint &position)
{
    const QModelIndex index = m_tree->indexAt(position);
    if (!index.isValid())
        return;
    QMenu menu(this);
    const auto add = [&](const QString &text, const QString &what) {
        connect(menu.addAction(icon(QStringLiteral("copy")), text), &QAction::triggered, this,
                [what] { QGuiApplication::clipboard()->setText(what); });
    };
    const QString path = index.siblingAtColumn(0).data(PlainKeyRole).toString();
    add(tr("Copy the value"), index.siblingAtColumn(1).data().toString());
    add(tr("Copy the path"), path);
    add(tr("Copy as a template"), QStringLiteral("{{.%1}}").arg(path));
    menu.exec(m_tree->viewport()->mapToGlobal(position));
}

} // namespace catamaran::ui
