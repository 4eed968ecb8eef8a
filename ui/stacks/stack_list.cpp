// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/stack_list.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QFileInfo>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace catamaran::ui {

namespace {

constexpr int kRowHeight = 54;
constexpr int kUpRole = Qt::UserRole + 1;
constexpr int kWellRole = Qt::UserRole + 2;
constexpr int kDetailRole = Qt::UserRole + 3;

class Delegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF frame = QRectF(option.rect).adjusted(1, 2, -1, -2);
        const bool selected = (option.state & QStyle::State_Selected) != 0;
        const bool focus = (option.state & QStyle::State_HasFocus) != 0;
        if (selected || (option.state & QStyle::State_MouseOver) != 0) {
            painter->setPen(focus && selected ? QPen(t.accent) : QPen(Qt::NoPen));
            painter->setBrush(selected ? t.accentSoft : t.raised);
            painter->drawRoundedRect(frame, 8, 8);
        }
        const bool up = index.data(kUpRole).toBool();
        const bool well = index.data(kWellRole).toBool();
        drawIcon(*painter, QRectF(frame.left() + 10, frame.center().y() - 8, 16, 16),
                 up ? (well ? QStringLiteral("workflow") : QStringLiteral("triangle-alert"))
                    : QStringLiteral("file-json"),
                 up ? (well ? t.ok : t.error) : t.text3);
        const QRectF text = frame.adjusted(36, 7, -8, -7);
        painter->setFont(Theme::font(TextRole::BodyStrong));
        painter->setPen(t.text);
        painter->drawText(QRectF(text.left(), text.top(), text.width(), text.height() / 2), Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight,
                                                            static_cast<int>(text.width())));
        QFont small = Theme::font(TextRole::Caption);
        small.setWeight(QFont::Normal);
        painter->setFont(small);
        painter->setPen(t.text2);
        painter->drawText(QRectF(text.left(), text.center().y(), text.width(), text.height() / 2),
                          Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data(kDetailRole).toString(),
                                                            Qt::ElideMiddle, static_cast<int>(text.width())));
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        Q_UNUSED(option)
        Q_UNUSED(index)
        return {120, kRowHeight};
    }
};

QString tidyPath(const QString &path)
{
    const QString home = QDir::homePath();
    return path.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + path.mid(home.size()) : path;
}

} // namespace

QList<StackEntry> stackEntries(const QList<bridge::StackState> &states,
                               const QList<bridge::StackSource> &recent)
{
    QList<StackEntry> entries;
    QList<bridge::StackSource> left = recent;
    for (const bridge::StackState &state : states) {
        StackEntry entry;
        entry.project = state.project;
        entry.title = state.project;
        entry.isUp = true;
        entry.isWell = std::none_of(state.services.begin(), state.services.end(), [](const auto &service) {
            return service.mood == bridge::ServiceState::Mood::Failed ||
                   service.mood == bridge::ServiceState::Mood::Unhealthy;
        });
        entry.detail = state.summary();
        entry.source.files = state.files;
        entry.source.directory = state.directory;
        // The choices made when it was opened here (profiles, .env) are known only to the recent entry.
        const auto known = std::find_if(left.begin(), left.end(), [&](const bridge::StackSource &source) {
            return source.files == state.files;
        });
        if (known != left.end()) {
            entry.source = *known;
            left.erase(known);
        }
        if (entry.source.projectName.isEmpty())
            entry.source.projectName = state.project;
        entries.append(entry);
    }
    for (const bridge::StackSource &source : left) {
        StackEntry entry;
        entry.title = source.label.isEmpty() ? QFileInfo(source.directory).fileName() : source.label;
        entry.detail = tidyPath(source.title);
        entry.source = source;
        entries.append(entry);
    }
    return entries;
}

StackList::StackList(QWidget *parent) : QListWidget(parent)
{
    setItemDelegate(new Delegate(this));
    setAccessibleName(tr("Stacks"));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QListWidget::itemActivated, this,
            [this](QListWidgetItem *item) { emit chosen(m_entries.value(row(item))); });
    connect(this, &QListWidget::itemClicked, this,
            [this](QListWidgetItem *item) { emit chosen(m_entries.value(row(item))); });
}

void StackList::setEntries(const QList<StackEntry> &entries)
{
    if (entries == m_entries)
        return;
    const int current = currentRow();
    const StackEntry marked = m_entries.value(current);
    m_entries = entries;
    clear();
    for (const StackEntry &entry : entries) {
        auto *item = new QListWidgetItem(entry.title);
        item->setData(kUpRole, entry.isUp);
        item->setData(kWellRole, entry.isWell);
        item->setData(kDetailRole, entry.detail);
        item->setData(Qt::AccessibleTextRole, entry.title + QStringLiteral(", ") + entry.detail);
        item->setToolTip(entry.source.files.isEmpty() ? entry.detail
                                                      : entry.source.files.join(QLatin1Char('\n')));
        addItem(item);
    }
    if (current >= 0)
        markCurrent(marked.project, marked.source);
}

void StackList::markCurrent(const QString &project, const bridge::StackSource &source)
{
    for (int i = 0; i < m_entries.size(); ++i) {
        const StackEntry &entry = m_entries[i];
        if ((!project.isEmpty() && entry.project == project) ||
            (entry.project.isEmpty() && !source.isEmpty() && entry.source.files == source.files)) {
            setCurrentRow(i);
            return;
        }
    }
    setCurrentRow(-1);
}

void StackList::keyPressEvent(QKeyEvent *event)
{
    const StackEntry entry = m_entries.value(currentRow());
    if (event->key() == Qt::Key_Delete && currentRow() >= 0 && !entry.isUp)
        emit forgetWanted(entry);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentRow() >= 0)
        emit chosen(entry);
    else
        QListWidget::keyPressEvent(event);
}

} // namespace catamaran::ui
