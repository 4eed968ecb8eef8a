// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/hull_card.h"

#include "ui/theme/direction.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/pill.h"

#include <QHBoxLayout>
#include <QPainter>

namespace catamaran::ui {

namespace {

/// "4.6× less" where this hull is the better one; empty where it is not, or nothing can be said.
QString advantage(double mine, double theirs, const QString &word)
{
    if (mine <= 0 || theirs <= mine * 1.05)
        return {};
    const double ratio = theirs / mine;
    return QStringLiteral("%1× %2").arg(QString::number(ratio, 'f', ratio < 10 ? 1 : 0), word);
}

} // namespace

HullCard::HullCard(bridge::Hull hull, QWidget *parent) : QFrame(parent), m_hull(hull)
{
    setObjectName(QStringLiteral("card"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kLarge, space::kMedium + 2, space::kLarge, space::kMedium + 2);
    layout->setSpacing(space::kMedium);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::kSmall);
    head->addSpacing(28);
    head->addWidget(
        makeLabel(hull == bridge::Hull::Vm ? tr("Virtual machine") : tr("Container"), TextRole::CardTitle));
    head->addStretch();
    m_label = new Pill;
    head->addWidget(m_label);
    layout->addLayout(head);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kLarge);
    m_startup = addFigure(row, tr("Time to answer"));
    m_memory = addFigure(row, tr("Memory"));
    m_disk = addFigure(row, tr("Disk"));
    m_cpu = addFigure(row, tr("CPU to answer"));
    layout->addLayout(row);
    setResult(nullptr, nullptr);
}

HullCard::Figure HullCard::addFigure(QHBoxLayout *row, const QString &caption)
{
    Figure figure;
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(makeLabel(caption, TextRole::Body, QStringLiteral("2")));
    figure.value = makeLabel(QStringLiteral("–"), TextRole::PageTitle);
    column->addWidget(figure.value);
    figure.note = makeLabel({}, TextRole::TableHead, QStringLiteral("3"));
    figure.note->setMinimumHeight(15);
    column->addWidget(figure.note);
    row->addLayout(column, 1);
    return figure;
}

void HullCard::setResult(const bridge::HullView *result, const bridge::HullView *other)
{
    m_label->setText(result != nullptr ? result->accelerationLabel : QString(), QStringLiteral("cpu"),
                     QStringLiteral("vm"));
    if (result == nullptr) {
        for (const Figure &figure : {m_startup, m_memory, m_disk, m_cpu}) {
            figure.value->setText(QStringLiteral("–"));
            figure.note->clear();
        }
        return;
    }
    const auto set = [](const Figure &figure, const QString &text, const QString &better,
                        const QString &otherwise) {
        figure.value->setText(text);
        figure.note->setText(better.isEmpty() ? otherwise : better);
        setTone(figure.note, better.isEmpty() ? QStringLiteral("3") : QStringLiteral("ok"));
    };
    const double memory = static_cast<double>(result->memory.totalBytes);
    const double disk = static_cast<double>(result->diskSharedBytes + result->diskUniqueBytes);
    const double otherMemory = other != nullptr ? static_cast<double>(other->memory.totalBytes) : 0;
    const double otherDisk =
        other != nullptr ? static_cast<double>(other->diskSharedBytes + other->diskUniqueBytes) : 0;
    const double otherStartup = other != nullptr ? other->startupMs.median : 0;
    const double otherCpu = other != nullptr ? other->cpuSecondsToReady : 0;
    set(m_startup, formatMilliseconds(result->startupMs.median),
        advantage(result->startupMs.median, otherStartup, tr("sooner")),
        tr("%1 – %2").arg(formatMilliseconds(result->startupMs.p25),
                          formatMilliseconds(result->startupMs.p75)));
    set(m_memory, formatBytes(memory), advantage(memory, otherMemory, tr("less")), {});
    set(m_disk, formatBytes(disk), advantage(disk, otherDisk, tr("less")),
        tr("%1 shared").arg(formatBytes(static_cast<double>(result->diskSharedBytes))));
    set(m_cpu, formatMilliseconds(result->cpuSecondsToReady * 1000),
        advantage(result->cpuSecondsToReady, otherCpu, tr("less")), {});
    setAccessibleName(
        tr("%1: answers after %2, uses %3 of memory and %4 of disk")
            .arg(hullName(m_hull), m_startup.value->text(), m_memory.value->text(), m_disk.value->text()));
}

void HullCard::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    drawIcon(painter, mirrored(painter, QRectF(rect()), QRectF(space::kLarge, space::kMedium + 2, 20, 20)),
             hullIcon(m_hull), hullColor(m_hull));
}

} // namespace catamaran::ui
