// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/merged_log.h"

#include "src/bridge/log_stream.h"
#include "src/bridge/stacks.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/log_view.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>

#include <algorithm>

namespace catamaran::ui {

namespace {

constexpr std::size_t kMostLines = 100'000;
/// The pasts of all replicas are together by then.
constexpr int kFirstMilliseconds = 350;
constexpr int kFlushMilliseconds = 60;
constexpr qsizetype kPrefix = 18;
constexpr int kAgainMilliseconds = 500;

} // namespace

MergedLog::MergedLog(bridge::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_view(new LogView(nullptr, kMostLines)), m_filter(new QLineEdit),
      m_problem(makeLabel({}, TextRole::Caption, QStringLiteral("error"))), m_chips(new QHBoxLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(space::kSmall);
    m_filter->setPlaceholderText(tr("Filter: word  -word  /regular expression/"));
    m_filter->setAccessibleName(tr("Filter the log"));
    m_filter->setToolTip(
        tr("Lines that have all words; -word leaves lines out; /…/ is a regular expression"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(280);
    bar->addWidget(m_filter);
    m_chips->setSpacing(6);
    bar->addLayout(m_chips);
    bar->addStretch();
    auto *follow = makeButton(tr("Follow"), {}, QStringLiteral("chip"));
    follow->setCheckable(true);
    follow->setChecked(true);
    follow->setToolTip(tr("Keep the newest line in view (End)"));
    connect(follow, &QPushButton::toggled, m_view, &LogView::setFollowing);
    connect(m_view, &LogView::followingChanged, follow, &QPushButton::setChecked);
    bar->addWidget(follow);
    layout->addLayout(bar);
    m_problem->hide();
    layout->addWidget(m_problem);
    layout->addWidget(m_view, 1);
    m_view->setAccessibleName(tr("Log of the stack"));
    connect(m_filter, &QLineEdit::textChanged, this, &MergedLog::refilter);
    m_flush.setSingleShot(true);
    connect(&m_flush, &QTimer::timeout, this, &MergedLog::flush);
}

MergedLog::~MergedLog() = default;

void MergedLog::setStack(const bridge::StackState *state, const QStringList &services)
{
    const QString project = state != nullptr ? state->project : QString();
    if (project != m_project) {
        m_project = project;
        m_sources.clear();
        m_merger.clear();
        m_off.clear();
        m_view->clear();
        refilter();
    }
    if (services != m_services) {
        m_services = services;
        updateChips();
    }
    if (state == nullptr)
        return;
    for (const bridge::ServiceState &service : state->services) {
        for (const bridge::StackReplica &replica : service.replicas) {
            const auto known = std::find_if(m_sources.begin(), m_sources.end(),
                                            [&](const Source &one) { return one.key == replica.key; });
            // Before its start there is nothing to read; a short job may never be seen running.
            const bool alive = replica.state == bridge::State::Running;
            if (replica.state == bridge::State::Created ||
                (known != m_sources.end() && (known->stream != nullptr || (!alive && known->isComplete))))
                continue;
            const int number = static_cast<int>(known - m_sources.begin());
            if (known == m_sources.end()) {
                m_sources.push_back({replica.key, service.service, replica.name, 0, 0, false, nullptr});
                if (m_off.value(service.service))
                    refilter();
            }
            auto &entry = m_sources[static_cast<std::size_t>(number)];
            entry.skipNs = entry.lastNs;
            entry.isComplete = !alive;
            if (m_view->ring().size() == 0 && !m_flush.isActive())
                m_flush.start(kFirstMilliseconds);
            auto stream = m_session.openLog(replica.key);
            connect(stream.get(), &bridge::LogStream::lines, this,
                    [this, number](const QList<bridge::LogLine> &lines) { take(number, lines); });
            connect(stream.get(), &bridge::LogStream::finished, this, [this, number] {
                m_sources[static_cast<std::size_t>(number)].stream.release()->deleteLater();
                // A log that was opened in the moment of the start may end before its first line.
                QTimer::singleShot(kAgainMilliseconds, this,
                                   [this] { setStack(m_session.stacks().state(m_project), m_services); });
            });
            entry.stream = std::move(stream);
        }
    }
}

void MergedLog::updateChips()
{
    while (QLayoutItem *item = m_chips->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    // More than a row of chips would push the log away: then they are in a menu.
    constexpr qsizetype kMostChips = 6;
    if (m_services.size() > kMostChips) {
        m_chips->addWidget(makeChoice());
        return;
    }
    for (const QString &service : std::as_const(m_services)) {
        auto *chip = makeButton(service, {}, QStringLiteral("chip"));
        chip->setCheckable(true);
        chip->setChecked(!m_off.value(service));
        chip->setToolTip(tr("Show the lines of %1").arg(service));
        connect(chip, &QPushButton::toggled, this, [this, service](bool on) {
            m_off[service] = !on;
            refilter();
        });
        m_chips->addWidget(chip);
    }
}

QPushButton *MergedLog::makeChoice()
{
    auto *choice = makeButton({}, QStringLiteral("filter"));
    choice->setObjectName(QStringLiteral("services"));
    choice->setToolTip(tr("Choose the services whose lines are shown"));
    auto *menu = new QMenu(choice);
    const auto tell = [this, choice] {
        const auto off = std::count_if(m_services.cbegin(), m_services.cend(),
                                       [this](const QString &service) { return m_off.value(service); });
        choice->setText(tr("%1 of %2 services").arg(m_services.size() - off).arg(m_services.size()));
        choice->setAccessibleName(choice->text());
    };
    const auto all = [this](bool off) {
        for (const QString &service : std::as_const(m_services))
            m_off[service] = off;
        updateChips();
        refilter();
    };
    // Once the menu is done with it: this button goes.
    connect(
        menu->addAction(tr("All")), &QAction::triggered, this, [all] { all(false); }, Qt::QueuedConnection);
    connect(
        menu->addAction(tr("None")), &QAction::triggered, this, [all] { all(true); }, Qt::QueuedConnection);
    menu->addSeparator();
    for (const QString &service : std::as_const(m_services)) {
        QAction *action = menu->addAction(service);
        action->setCheckable(true);
        action->setChecked(!m_off.value(service));
        connect(action, &QAction::toggled, this, [this, service, tell](bool on) {
            m_off[service] = !on;
            tell();
            refilter();
        });
    }
    choice->setMenu(menu);
    tell();
    return choice;
}

void MergedLog::setOnly(const QString &service)
{
    for (const QString &one : std::as_const(m_services))
        m_off[one] = !service.isEmpty() && one != service;
    updateChips();
    refilter();
}

QString MergedLog::shownName(const Source &source) const
{
    const QString prefix = m_project + QLatin1Char('-');
    return (source.name.startsWith(prefix) ? source.name.mid(prefix.size()) : source.name).left(kPrefix);
}

void MergedLog::take(int number, const QList<bridge::LogLine> &lines)
{
    Source &source = m_sources[static_cast<std::size_t>(number)];
    QList<bridge::LogLine> named;
    named.reserve(lines.size());
    const QString name = shownName(source);
    const int color = static_cast<int>(std::max<qsizetype>(0, m_services.indexOf(source.service)));
    for (const bridge::LogLine &line : lines) {
        if (line.timeNs <= source.skipNs && line.timeNs > 0)
            continue;
        source.lastNs = std::max(source.lastNs, line.timeNs);
        named.append({line.timeNs, line.isStderr, line.text, name, color});
    }
    m_merger.add(named);
    if (!m_flush.isActive())
        m_flush.start(kFlushMilliseconds);
}

void MergedLog::flush()
{
    m_view->append(m_merger.take(LogView::kLinesATurn));
    if (!m_merger.isEmpty())
        m_flush.start(0);
}

void MergedLog::refilter()
{
    LogFilter filter;
    const QString text = m_filter->text();
    QStringList words;
    if (text.size() > 2 && text.startsWith(QLatin1Char('/')) && text.endsWith(QLatin1Char('/')))
        words = QStringList{text};
    else
        words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (QString word : words) {
        const bool out = word.size() > 1 && word.startsWith(QLatin1Char('-'));
        if (out)
            word.remove(0, 1);
        const bool expression =
            word.size() > 2 && word.startsWith(QLatin1Char('/')) && word.endsWith(QLatin1Char('/'));
        const QString pattern = expression ? word.mid(1, word.size() - 2) : QRegularExpression::escape(word);
        (out ? filter.none : filter.all).append(pattern);
    }
    for (const Source &source : m_sources) {
        if (m_off.value(source.service))
            filter.hiddenSources.append(shownName(source));
    }
    const QString problem = m_view->setFilter(filter);
    m_problem->setVisible(!problem.isEmpty());
    m_problem->setText(tr("The regular expression: %1").arg(problem));
}

} // namespace catamaran::ui
