// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/drop_target.h"

#include "src/bridge/proposal.h"
#include "ui/models/workload_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QPainter>
#include <QTableView>
#include <QUrl>

namespace catamaran::ui {

namespace {

bool isTextField(const QWidget *widget)
{
    return widget->inherits("QLineEdit") || widget->inherits("QTextEdit") ||
           widget->inherits("QPlainTextEdit") || widget->inherits("QAbstractSpinBox");
}

} // namespace

DropTarget::DropTarget(QWidget *window) : QWidget(window)
{
    window->setAcceptDrops(true);
    setAcceptDrops(true);
    qApp->installEventFilter(this);
    hide();
}

bool DropTarget::isStack() const
{
    using Kind = bridge::StackOffer::Kind;
    if (m_offer.kind != Kind::File)
        return m_offer.kind == Kind::Folder || m_offer.kind == Kind::Text;
    // Another YAML file may be a manifest or user-data: it is looked at first.
    return m_offer.paths.size() > 1 ||
           QFileInfo(m_offer.paths.value(0)).fileName().contains(QLatin1String("compose"));
}

bool DropTarget::begin(const QMimeData *mime)
{
    m_offer = mime != nullptr ? bridge::offerOf(*mime) : bridge::StackOffer{};
    m_paths.clear();
    m_text.clear();
    m_promise.clear();
    m_onto = {};
    if (mime != nullptr) {
        const auto urls = mime->urls();
        for (const QUrl &url : urls) {
            if (url.isLocalFile())
                m_paths.append(url.toLocalFile());
            else
                m_text = url.toString();
        }
        if (urls.isEmpty())
            m_text = mime->text();
        m_promise = bridge::promiseOf(m_paths, m_text);
    }
    if (m_offer.kind == bridge::StackOffer::Kind::None && m_offer.refusal.isEmpty() && m_promise.isEmpty())
        return false;
    setGeometry(parentWidget()->rect());
    setAccessibleName(isStack()              ? tr("Drop to open %1").arg(m_offer.name())
                      : !m_promise.isEmpty() ? m_promise
                                             : m_offer.refusal);
    show();
    raise();
    update();
    return true;
}

void DropTarget::findRow(const QPoint &position)
{
    m_onto = {};
    if (m_paths.isEmpty())
        return;
    const auto tables = parentWidget()->findChildren<QTableView *>();
    for (const QTableView *table : tables) {
        if (!table->isVisible())
            continue;
        const QWidget *viewport = table->viewport();
        const QPoint inside = viewport->mapFrom(parentWidget(), position);
        const QModelIndex index = viewport->rect().contains(inside) ? table->indexAt(inside) : QModelIndex();
        const QVariant key = index.data(WorkloadModel::KeyRole);
        if (!key.canConvert<bridge::WorkloadKey>())
            continue;
        m_onto = key.value<bridge::WorkloadKey>();
        m_ontoName = index.siblingAtColumn(WorkloadModel::Name).data().toString();
        const QRect row(0, table->rowViewportPosition(index.row()), viewport->width(),
                        table->rowHeight(index.row()));
        m_ontoRect = QRect(viewport->mapTo(parentWidget(), row.topLeft()), row.size());
        return;
    }
}

void DropTarget::end()
{
    hide();
}

bool DropTarget::eventFilter(QObject *watched, QEvent *event)
{
    const auto type = event->type();
    if (type == QEvent::Resize && watched == parentWidget() && isVisible())
        setGeometry(parentWidget()->rect());
    if ((type != QEvent::DragEnter && type != QEvent::DragMove && type != QEvent::Drop) || watched == this ||
        !watched->isWidgetType())
        return QWidget::eventFilter(watched, event);
    auto *widget = static_cast<QWidget *>(watched);
    if (widget->window() != window())
        return QWidget::eventFilter(watched, event);
    auto *drop = static_cast<QDropEvent *>(event);
    const bool plainText = drop->mimeData() != nullptr && !drop->mimeData()->hasUrls();
    QWidget *owner = widget;
    if (plainText &&
        (isTextField(owner) || (owner->parentWidget() != nullptr && isTextField(owner->parentWidget()))))
        return QWidget::eventFilter(watched, event);
    if (type == QEvent::DragEnter) {
        if (!begin(drop->mimeData()))
            return QWidget::eventFilter(watched, event);
        event->accept();
        drop->acceptProposedAction();
        return true;
    }
    if (!isVisible())
        return QWidget::eventFilter(watched, event);
    if (type == QEvent::DragMove)
        dragMoveEvent(static_cast<QDragMoveEvent *>(event));
    else
        dropEvent(drop);
    return true;
}

void DropTarget::dragEnterEvent(QDragEnterEvent *event)
{
    if (begin(event->mimeData()))
        event->acceptProposedAction();
}

void DropTarget::dragMoveEvent(QDragMoveEvent *event)
{
    const bridge::WorkloadKey before = m_onto;
    findRow(event->position().toPoint());
    if (!(before == m_onto))
        update();
    if (!isWelcome()) {
        event->ignore();
        return;
    }
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void DropTarget::dragLeaveEvent(QDragLeaveEvent *event)
{
    Q_UNUSED(event)
    end();
}

void DropTarget::dropEvent(QDropEvent *event)
{
    end();
    if (!isWelcome()) {
        event->ignore();
        return;
    }
    // Never a move: the file stays where it is.
    event->setDropAction(Qt::CopyAction);
    event->accept();
    if (isStack() && m_onto.id.isEmpty())
        emit dropped(m_offer);
    else
        emit given(m_paths, m_text, m_onto);
}

void DropTarget::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    const Tokens &t = Theme::tokens();
    const bool good = isWelcome();
    const bool onto = !m_onto.id.isEmpty();
    const QColor color = good ? t.accent : t.error;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = t.background;
    veil.setAlphaF(onto ? 0.45F : 0.86F);
    painter.fillRect(rect(), veil);
    if (onto) {
        // The row stays in sight: it is where the files go.
        painter.setPen(QPen(color, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(m_ontoRect.adjusted(-2, -1, 2, 1), 8, 8);
        const QString words =
            m_paths.size() == 1
                ? tr("Copy %1 into %2").arg(QFileInfo(m_paths.constFirst()).fileName(), m_ontoName)
                : tr("Copy %1 files into %2").arg(m_paths.size()).arg(m_ontoName);
        painter.setFont(Theme::font(TextRole::BodyStrong));
        const int width = painter.fontMetrics().horizontalAdvance(words) + 32;
        const bool above = m_ontoRect.bottom() + 52 > height();
        const QRect pill((this->width() - width) / 2,
                         above ? m_ontoRect.top() - 46 : m_ontoRect.bottom() + 10, width, 36);
        painter.setPen(t.borderStrong);
        painter.setBrush(t.raised);
        painter.drawRoundedRect(pill, 10, 10);
        painter.setPen(t.text);
        painter.drawText(pill, Qt::AlignCenter, words);
        return;
    }
    const QRectF frame = QRectF(rect()).adjusted(24, 24, -24, -24);
    QPen pen(color, 2);
    pen.setDashPattern({5, 4});
    painter.setPen(pen);
    painter.setBrush(blend(color, t.background, 0.06));
    painter.drawRoundedRect(frame, 18, 18);
    const QPointF middle = frame.center();
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.tint(color));
    painter.drawRoundedRect(QRectF(middle.x() - 32, middle.y() - 86, 64, 64), 16, 16);
    drawIcon(painter, QRectF(middle.x() - 16, middle.y() - 70, 32, 32),
             isStack() ? QStringLiteral("workflow")
             : good    ? QStringLiteral("search")
                       : QStringLiteral("triangle-alert"),
             color);
    painter.setFont(Theme::font(TextRole::PageTitle));
    painter.setPen(t.text);
    const QString title = isStack() ? tr("Open %1 as a stack").arg(m_offer.name())
                          : good    ? m_promise
                                    : tr("Nothing can be made of this");
    const QRectF line(frame.left() + 40, middle.y() - 2, frame.width() - 80, 34);
    painter.drawText(
        line, Qt::AlignCenter,
        painter.fontMetrics().elidedText(title, Qt::ElideMiddle, static_cast<int>(line.width())));
    painter.setFont(Theme::font(TextRole::Body));
    painter.setPen(t.text2);
    painter.drawText(line.translated(0, 34), Qt::AlignCenter,
                     isStack() ? tr("Drop it to see its services, ports and volumes. Nothing is started yet.")
                     : good    ? tr("Drop it to see what can be done with it. Nothing is done yet.")
                               : m_offer.refusal);
}

} // namespace catamaran::ui
