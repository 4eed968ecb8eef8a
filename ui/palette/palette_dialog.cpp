// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palette_dialog.h"

#include "src/bridge/desk.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace catamaran::ui {

namespace {

constexpr int kWidth = 640;
constexpr int kRowHeight = 44;
constexpr int kRowsShown = 9;
constexpr int kMostHits = 60;
constexpr int kKindWidth = 84;

QColor kindColor(PaletteEntry::Kind kind)
{
    switch (kind) {
    case PaletteEntry::Kind::Container:
        return Theme::tokens().container;
    case PaletteEntry::Kind::Vm:
        return Theme::tokens().vm;
    default:
        return Theme::tokens().text2;
    }
}

/// Icon, title with the found letters strong, detail, and the kind at the end of the line.
class HitDelegate : public QStyledItemDelegate {
public:
    HitDelegate(const QList<PaletteHit> &hits, QObject *parent) : QStyledItemDelegate(parent), m_hits(hits) {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        Q_UNUSED(option)
        Q_UNUSED(index)
        return {100, kRowHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (index.row() >= m_hits.size())
            return;
        const PaletteHit &hit = m_hits[index.row()];
        const Tokens &t = Theme::tokens();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect row = option.rect.adjusted(4, 1, -4, -1);
        if ((option.state & QStyle::State_Selected) != 0) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(t.accentSoft);
            painter->drawRoundedRect(row, 8, 8);
        }
        const auto mirrored = [&](const QRect &part) {
            return QStyle::visualRect(option.direction, row, part);
        };
        const Qt::Alignment start =
            QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter;
        const Qt::Alignment end =
            QStyle::visualAlignment(option.direction, Qt::AlignRight) | Qt::AlignVCenter;
        drawIcon(*painter, mirrored({row.left() + 10, row.center().y() - 8, 17, 17}), hit.entry.icon,
                 kindColor(hit.entry.kind));
        const QString last = hit.entry.shortcut.isEmpty() ? kindName(hit.entry.kind) : hit.entry.shortcut;
        painter->setFont(Theme::font(TextRole::Caption));
        painter->setPen(t.text3);
        painter->drawText(mirrored({row.right() - kKindWidth - 10, row.top(), kKindWidth, row.height()}),
                          static_cast<int>(end), last);
        int left = row.left() + 40;
        const int right = row.right() - kKindWidth - 20;
        QFont plain = Theme::font(TextRole::Body);
        QFont strong = Theme::font(TextRole::BodyStrong);
        const QFontMetrics metrics(strong);
        const QString title = metrics.elidedText(hit.entry.title, Qt::ElideMiddle, right - left);
        const bool marked = title == hit.entry.title && option.direction == Qt::LeftToRight;
        painter->setPen(t.text);
        if (marked) {
            for (qsizetype i = 0; i < title.size();) {
                // Runs of letters of one kind, so that kerning within them stays.
                const bool found = hit.positions.contains(static_cast<int>(i));
                qsizetype n = i + 1;
                while (n < title.size() && hit.positions.contains(static_cast<int>(n)) == found)
                    ++n;
                const QString part = title.mid(i, n - i);
                painter->setFont(found ? strong : plain);
                painter->setPen(found ? t.accent : t.text);
                const int width = QFontMetrics(painter->font()).horizontalAdvance(part);
                painter->drawText(QRect(left, row.top(), width + 2, row.height()), Qt::AlignVCenter, part);
                left += width;
                i = n;
            }
        } else {
            painter->setFont(plain);
            const int width = QFontMetrics(plain).horizontalAdvance(title);
            painter->drawText(mirrored({left, row.top(), width + 2, row.height()}), static_cast<int>(start),
                              title);
            left += width;
        }
        left += 12;
        if (left < right) {
            painter->setFont(plain);
            painter->setPen(t.text2);
            painter->drawText(mirrored({left, row.top(), right - left, row.height()}),
                              static_cast<int>(start),
                              QFontMetrics(plain).elidedText(hit.entry.detail, Qt::ElideRight, right - left));
        }
        painter->restore();
    }

private:
    const QList<PaletteHit> &m_hits;
};

} // namespace

PaletteDialog::PaletteDialog(bridge::Session &session, QWidget *window)
    : QDialog(window, Qt::Dialog | Qt::FramelessWindowHint), m_index(session)
{
    setWindowTitle(tr("Command palette"));
    setAccessibleName(tr("Command palette"));
    setModal(true);
    setAttribute(Qt::WA_TranslucentBackground);
    setObjectName(QStringLiteral("palette"));
    m_query = new QLineEdit;
    m_query->setPlaceholderText(tr("Search containers, VMs, images, stacks, actions and settings"));
    m_query->setAccessibleName(tr("Search everything"));
    m_query->setToolTip(tr("Type letters of a name or an action: “stp web” finds “Stop web”"));
    m_query->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_query->installEventFilter(this);
    m_model = new QStandardItemModel(this);
    m_list = new QListView;
    m_list->setModel(m_model);
    m_list->setItemDelegate(new HitDelegate(m_hits, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedHeight(kRowHeight * kRowsShown);
    m_list->setAccessibleName(tr("Results"));
    m_list->setToolTip(tr("Enter takes the marked one"));
    m_list->setFocusPolicy(Qt::TabFocus);
    m_none = makeLabel(tr("Nothing fits. Try fewer letters."), TextRole::Body, QStringLiteral("2"));
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setFixedHeight(kRowHeight * 2);
    m_line = makeLabel({}, TextRole::Mono, QStringLiteral("2"));
    m_line->setAccessibleName(tr("Command line"));
    m_line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_copy = makeToolButton(QStringLiteral("copy"), tr("Copy the command line (Ctrl+Enter)"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 14, 14, 10);
    layout->setSpacing(space::kSmall);
    layout->addWidget(m_query);
    layout->addWidget(m_list);
    layout->addWidget(m_none);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_line, 1);
    foot->addWidget(m_copy);
    layout->addLayout(foot);
    setFixedWidth(kWidth);

    connect(m_query, &QLineEdit::textChanged, this, &PaletteDialog::refill);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &PaletteDialog::showLine);
    connect(m_list, &QListView::clicked, this, &PaletteDialog::take);
    connect(m_list, &QListView::activated, this, &PaletteDialog::take);
    connect(m_copy, &QToolButton::clicked, this, &PaletteDialog::copyLine);
    connect(&session, &bridge::Session::workloadsChanged, this, [this] {
        // Under the user's fingers nothing is exchanged; the next letter finds the new state.
        if (!isVisible())
            return;
        m_index.prepare();
        if (m_query->text().isEmpty())
            refill();
    });
}

void PaletteDialog::open(const QString &query)
{
    m_index.prepare();
    m_query->setText(query);
    refill();
    m_query->selectAll();
    adjustSize();
    if (const QWidget *window = parentWidget())
        move(window->mapToGlobal(QPoint((window->width() - width()) / 2, window->height() / 8)));
    show();
    raise();
    activateWindow();
    m_query->setFocus();
}

void PaletteDialog::refill()
{
    m_hits = m_index.search(m_query->text(), kMostHits);
    m_model->clear();
    for (const PaletteHit &hit : std::as_const(m_hits)) {
        auto *item = new QStandardItem(hit.entry.title);
        item->setData(
            QStringLiteral("%1, %2, %3").arg(hit.entry.title, kindName(hit.entry.kind), hit.entry.detail),
            Qt::AccessibleTextRole);
        item->setToolTip(hit.entry.commandLine);
        m_model->appendRow(item);
    }
    m_list->setVisible(!m_hits.isEmpty());
    m_none->setVisible(m_hits.isEmpty());
    if (!m_hits.isEmpty())
        m_list->setCurrentIndex(m_model->index(0, 0));
    showLine();
    adjustSize();
}

QString PaletteDialog::commandLine() const
{
    const int row = m_list->currentIndex().row();
    return row >= 0 && row < m_hits.size() ? m_hits[row].entry.commandLine : QString();
}

void PaletteDialog::showLine()
{
    const QString line = commandLine();
    m_line->setText(line.isEmpty() ? QString() : QStringLiteral("$ ") + line);
    m_copy->setEnabled(!line.isEmpty());
}

void PaletteDialog::take()
{
    const int row = m_list->currentIndex().row();
    if (row < 0 || row >= m_hits.size())
        return;
    const PaletteEntry entry = m_hits[row].entry;
    accept();
    emit chosen(entry);
}

void PaletteDialog::copyLine()
{
    if (const QString line = commandLine(); !line.isEmpty()) {
        QGuiApplication::clipboard()->setText(line);
        m_line->setText(tr("Copied: %1").arg(line));
    }
}

bool PaletteDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_query && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown: {
            const int step = key->key() == Qt::Key_Up       ? -1
                             : key->key() == Qt::Key_Down   ? 1
                             : key->key() == Qt::Key_PageUp ? -kRowsShown
                                                            : kRowsShown;
            const int last = m_model->rowCount() - 1;
            int row = m_list->currentIndex().row() + step;
            // One step beyond the end comes back at the other one.
            if (qAbs(step) == 1)
                row = row < 0 ? last : row > last ? 0 : row;
            m_list->setCurrentIndex(m_model->index(qBound(0, row, qMax(0, last)), 0));
            return true;
        }
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if ((key->modifiers() & Qt::ControlModifier) != 0)
                copyLine();
            else
                take();
            return true;
        default:
            break;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void PaletteDialog::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    const Tokens &t = Theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.borderStrong, 1));
    painter.setBrush(t.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 14, 14);
}

} // namespace catamaran::ui
