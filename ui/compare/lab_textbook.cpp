// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/lab_tables.h"
#include "ui/compare/lab_views.h"
#include "ui/theme/format.h"
#include "ui/widgets/controls.h"

#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace catamaran::ui {

namespace {

/// Which experiment measures the row at this place; see compare::textbookTable().
QString experimentOf(const QString &aspect)
{
    if (aspect == QLatin1String("Overhead"))
        return QStringLiteral("work");
    if (aspect == QLatin1String("Isolation"))
        return QStringLiteral("isolation");
    if (aspect == QLatin1String("Density"))
        return QStringLiteral("density");
    return QStringLiteral("race");
}

QWidget *cell(bridge::Hull hull, const QString &text)
{
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(
        makeLabel(hullName(hull), TextRole::TableHead,
                  hull == bridge::Hull::Vm ? QStringLiteral("vm") : QStringLiteral("container")));
    const bool missing = text.startsWith(QLatin1String("not measured"));
    auto *value = makeLabel(missing ? TextbookPanel::tr("not measured yet") : text, TextRole::Body,
                            missing ? QStringLiteral("3") : QString());
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(value);
    layout->addStretch();
    return box;
}

} // namespace

TextbookPanel::TextbookPanel(bridge::Session &session, QWidget *parent) : QWidget(parent), m_session(session)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kMedium);
    auto *intro =
        makeLabel(tr("Container or VM? The table of the textbooks, with the figures of this computer."),
                  TextRole::Body, QStringLiteral("2"));
    intro->setWordWrap(true);
    column->addWidget(intro);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(space::kMedium);
    column->addLayout(m_rows);
    column->addStretch();
    connect(&session.lab(), &bridge::Lab::changed, this, &TextbookPanel::show);
    show();
}

void TextbookPanel::show()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const bridge::TextbookItem &item : m_session.lab().textbook()) {
        auto *card = makeCard();
        auto *grid = new QGridLayout;
        grid->setHorizontalSpacing(space::kPage);
        grid->setColumnStretch(0, 3);
        grid->setColumnStretch(1, 3);
        grid->setColumnStretch(2, 3);
        auto *what = new QVBoxLayout;
        what->setSpacing(2);
        what->addWidget(makeLabel(item.aspect, TextRole::CardTitle));
        auto *saying = makeLabel(item.textbook, TextRole::Body, QStringLiteral("2"));
        saying->setWordWrap(true);
        what->addWidget(saying);
        what->addStretch();
        grid->addLayout(what, 0, 0);
        grid->addWidget(cell(bridge::Hull::Container, item.container), 0, 1);
        grid->addWidget(cell(bridge::Hull::Vm, item.vm), 0, 2);
        const QString experiment = experimentOf(item.aspect);
        auto *go = makeButton(item.source.isEmpty() ? tr("Measure…") : tr("See how"));
        go->setAccessibleName(tr("%1: show the experiment").arg(item.aspect));
        go->setToolTip(item.source.isEmpty() ? tr("Go to the experiment that measures this") : item.source);
        connect(go, &QPushButton::clicked, this, [this, experiment] { emit wanted(experiment); });
        grid->addWidget(go, 0, 3, Qt::AlignVCenter);
        cardLayout(card)->addLayout(grid);
        m_rows->addWidget(card);
    }
}

} // namespace catamaran::ui
