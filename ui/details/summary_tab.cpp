// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/summary_tab.h"

#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QFormLayout>
#include <QGridLayout>
#include <algorithm>

namespace catamaran::ui {

namespace {

QString bytes(qint64 value)
{
    return formatBytes(static_cast<double>(value));
}

} // namespace

SummaryTab::SummaryTab(bridge::Session &session, QWidget *parent) : DetailsTab(parent), m_session(session)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *content = new QWidget;
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(space::kLarge);
    m_identity = makeFactCard(tr("What it is"), QStringLiteral("info"), *grid, 0, 0);
    m_state = makeFactCard(tr("How it is"), QStringLiteral("activity"), *grid, 0, 1);
    m_resources = makeFactCard(tr("What it takes"), QStringLiteral("gauge"), *grid, 1, 0);
    m_labels = makeFactCard(tr("Labels"), QStringLiteral("scroll-text"), *grid, 1, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(2, 1);
    outer->addWidget(makeScroll(content));
    connect(&session, &bridge::Session::detailsReady, this,
            [this](const bridge::WorkloadKey &key, const bridge::DetailsView &details) {
                if (key != m_row.key)
                    return;
                m_facts = details;
                refresh();
            });
}

namespace {

/// A label breaks lines between words only: an id or a digest would be cut without a word. The whole is in
/// the tip, and on the Inspect tab to copy.
QString shortened(const QString &value)
{
    constexpr qsizetype kLongest = 36;
    constexpr qsizetype kShown = 26;
    const bool breaks =
        std::any_of(value.begin(), value.end(), [](QChar c) { return c.isSpace() || c == QLatin1Char('/'); });
    return breaks || value.size() <= kLongest ? value : value.left(kShown) + QStringLiteral("…");
}

} // namespace

SummaryTab::Card SummaryTab::makeFactCard(const QString &title, const QString &iconName, QGridLayout &grid,
                                          int row, int column)
{
    auto *card = makeCard();
    auto *head = new QHBoxLayout;
    auto *mark = new QLabel;
    mark->setPixmap(icon(iconName).pixmap(18, 18));
    head->addWidget(mark);
    head->addWidget(makeLabel(title, TextRole::CardTitle));
    head->addStretch(1);
    cardLayout(card)->addLayout(head);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::kLarge);
    form->setVerticalSpacing(space::kSmall + 1);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    cardLayout(card)->addLayout(form);
    cardLayout(card)->addStretch(1);
    grid.addWidget(card, row, column);
    return {form, {}};
}

void SummaryTab::fill(Card &card, const QList<Fact> &facts)
{
    bool same = facts.size() == card.labels.size();
    for (qsizetype i = 0; same && i < facts.size(); ++i)
        same = facts[i].name == card.labels[i].first;
    if (!same) {
        while (card.form->rowCount() > 0)
            card.form->removeRow(0);
        card.labels.clear();
        for (const Fact &fact : facts) {
            auto *value = makeLabel({}, TextRole::Body);
            value->setWordWrap(true);
            value->setMinimumWidth(1);
            value->setTextInteractionFlags(Qt::TextSelectableByMouse);
            auto *caption = makeLabel(fact.name, TextRole::Body, QStringLiteral("2"));
            caption->setMinimumWidth(104);
            card.form->addRow(caption, value);
            card.labels.append({fact.name, value});
        }
    }
    // In place: what somebody has selected to copy stays selected.
    for (qsizetype i = 0; i < facts.size(); ++i) {
        const QString shown = shortened(facts[i].value);
        if (card.labels[i].second->text() != shown) {
            card.labels[i].second->setText(shown);
            card.labels[i].second->setToolTip(shown == facts[i].value ? QString() : facts[i].value);
        }
    }
}

void SummaryTab::setWorkload(const bridge::WorkloadRow &row, bool isNew)
{
    m_row = row;
    if (isNew) {
        m_facts = {};
        if (isVisible())
            m_session.loadDetails(m_row.key);
    }
    refresh();
}

void SummaryTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_row.key.id.isEmpty())
        m_session.loadDetails(m_row.key);
}

void SummaryTab::refresh()
{
    QList<Fact> identity{
        {tr("Name"), m_row.name}, {tr("Kind"), hullName(m_row.key.hull)}, {tr("Image"), m_row.image}};
    if (!m_row.accelerationLabel.isEmpty())
        identity[1].value += QStringLiteral(" · ") + m_row.accelerationLabel;
    if (!m_row.command.isEmpty())
        identity.append({tr("Command"), m_row.command});
    identity.append({tr("Id"), m_row.key.id});
    identity.append({tr("Created"), formatDate(m_row.createdNs)});
    fill(m_identity, identity);

    QList<Fact> state{{tr("State"), m_row.stateText}};
    if (m_row.startedNs > 0)
        state.append(m_row.isRunning() ? Fact{tr("Up for"), formatAge(m_row.startedNs)}
                                       : Fact{tr("Last start"), formatDate(m_row.startedNs)});
    if (m_row.exitCode)
        state.append({tr("Exit code"), QString::number(*m_row.exitCode)});
    state.append({tr("Health"), m_row.health.isEmpty() ? tr("no check") : m_row.health});
    state.append({tr("Ports"), m_row.ports.isEmpty() ? tr("none") : m_row.ports.join(QLatin1Char('\n'))});
    if (!m_row.ours)
        state.append({tr("Note"), tr("Made by another program; it can be watched and stopped here.")});
    fill(m_state, state);

    QList<Fact> resources;
    if (!m_facts.memory.entries.isEmpty()) {
        resources.append({tr("Memory"), bytes(m_facts.memory.totalBytes)});
        for (const auto &[name, value] : m_facts.memory.entries)
            resources.append({QStringLiteral("   ") + name, bytes(value)});
    }
    if (m_facts.diskSharedBytes) {
        resources.append({tr("Disk, shared"), bytes(*m_facts.diskSharedBytes)});
        resources.append({tr("Disk, own"), bytes(m_facts.diskUniqueBytes.value_or(0))});
    }
    if (resources.isEmpty())
        resources.append({tr("Memory"), tr("it does not run")});
    fill(m_resources, resources);

    QList<Fact> labels;
    for (const auto &[name, value] : m_row.labels) {
        // Our own book-keeping; Inspect shows it.
        if (!name.startsWith(QLatin1String("org.catamaran.")))
            labels.append({name, value});
    }
    if (labels.isEmpty())
        labels.append({tr("None"), QString()});
    fill(m_labels, labels);
}

} // namespace catamaran::ui
