// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/workload_links.h"

#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QHBoxLayout>
#include <QMenu>

namespace catamaran::ui {

namespace {

constexpr int kMostButtons = 3;
constexpr int kLongestName = 18; ///< letters of a name on its button

} // namespace

WorkloadLinks::WorkloadLinks(const QString &caption, QWidget *parent)
    : QWidget(parent), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(space::kSmall);
    m_row->addWidget(makeLabel(caption, TextRole::Body, QStringLiteral("2")));
    m_row->addStretch(1);
    hide();
}

void WorkloadLinks::setWorkloads(const QList<bridge::WorkloadRow> &rows)
{
    QList<std::pair<bridge::WorkloadKey, QString>> links;
    for (const bridge::WorkloadRow &row : rows)
        links.append({row.key, row.name});
    if (links == m_shown)
        return;
    m_shown = links;
    qDeleteAll(m_buttons);
    m_buttons.clear();
    setVisible(!links.isEmpty());
    const auto symbol = [](const bridge::WorkloadKey &key) {
        return icon(hullIcon(key.hull), hullColor(key.hull));
    };
    const auto place = [this](QWidget *button) {
        m_row->insertWidget(m_row->count() - 1, button); // before the stretch
        m_buttons.append(button);
    };
    for (qsizetype i = 0; i < qMin<qsizetype>(links.size(), kMostButtons); ++i) {
        const auto &[key, name] = links[i];
        auto *button = makeButton(QLatin1Char(' ') + (name.size() > kLongestName
                                                          ? name.left(kLongestName - 1) + QStringLiteral("…")
                                                          : name),
                                  {}, QStringLiteral("chip"));
        button->setIcon(symbol(key));
        button->setAccessibleName(tr("Details of %1").arg(name));
        button->setToolTip(tr("Open the details of %1").arg(name));
        connect(button, &QPushButton::clicked, this, [this, wish = key] { emit wanted(wish); });
        place(button);
    }
    if (links.size() <= kMostButtons)
        return;
    auto *more = makeButton(tr("%1 more").arg(links.size() - kMostButtons), {}, QStringLiteral("chip"));
    auto *menu = new QMenu(more);
    for (qsizetype i = kMostButtons; i < links.size(); ++i)
        connect(menu->addAction(symbol(links[i].first), links[i].second), &QAction::triggered, this,
                [this, wish = links[i].first] { emit wanted(wish); });
    more->setMenu(menu);
    place(more);
}

} // namespace catamaran::ui
