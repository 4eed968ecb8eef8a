// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/merged_log.h"

#include "src/bridge/log_stream.h"
#include "src/bridge/stacks.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/log_view.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QTimer>

namespace catamaran::ui {

namespace {

constexpr std::size_t kMostLines = 100'000;
constexpr qsizetype kPrefix = 18;
constexpr int kAgainMilliseconds = 500;

} // namespace

MergedLog::MergedLog(bridge::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_view(new LogView), m_filter(new QLineEdit),
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
}

MergedLog::~MergedLog() = default;

void MergedLog::setStack(const bridge::StackState *state, const QStringList &services)
{
    const QString project = state != nullptr ? state->project : QString();
    if (project != m_project) {
        m_project = project;
        m_sources.clear();
        m_lines.clear();
        m_off.clear();
        m_view->clear();
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
            if (known == m_sources.end())
                m_sources.push_back({replica.key, service.service, replica.name, 0, 0, false, nullptr});
            auto &entry = m_sources[static_cast<std::size_t>(number)];
            entry.skipNs = entry.lastNs;
            entry.isComplete = !alive;
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
    // More than a row of chips would push the log away; the filter does the rest.
    constexpr qsizetype kMostChips = 6;
    for (qsizetype i = 0; i < m_services.size() && m_services.size() <= kMostChips; ++i) {
        const QString service = m_services[i];
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

void MergedLog::setOnly(const QString &service)
{
    for (const QString &one : std::as_const(m_services))
        m_off[one] = !service.isEmpty() && one != service;
    updateChips();
    refilter();
}

void MergedLog::take(int source, const QList<bridge::LogLine> &lines)
{
    QList<bridge::LogLine> passing;
    bool late = false;
    qint64 &last = m_sources[static_cast<std::size_t>(source)].lastNs;
    const qint64 known = m_sources[static_cast<std::size_t>(source)].skipNs;
    for (const bridge::LogLine &line : lines) {
        if (line.timeNs <= known && line.timeNs > 0)
            continue;
        last = std::max(last, line.timeNs);
        late = late || (!m_lines.empty() && line.timeNs < m_lines.back().line.timeNs);
        m_lines.push_back({source, line});
        if (!late && passes(m_lines.back()))
            passing.append(shown(m_lines.back()));
    }
    while (m_lines.size() > kMostLines)
        m_lines.pop_front();
    if (late) {
        // A stream told of older lines than those that are here: put them where they belong.
        std::stable_sort(m_lines.begin(), m_lines.end(),
                         [](const Line &a, const Line &b) { return a.line.timeNs < b.line.timeNs; });
        refilter();
    } else {
        m_view->append(passing);
    }
}

void MergedLog::refilter()
{
    m_wanted.clear();
    m_unwanted.clear();
    m_problem->hide();
    const QString text = m_filter->text();
    QStringList words;
    if (text.size() > 2 && text.startsWith(QLatin1Char('/')) && text.endsWith(QLatin1Char('/')))
        words = {text};
    else
        words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (QString word : words) {
        const bool out = word.size() > 1 && word.startsWith(QLatin1Char('-'));
        if (out)
            word.remove(0, 1);
        const bool expression =
            word.size() > 2 && word.startsWith(QLatin1Char('/')) && word.endsWith(QLatin1Char('/'));
        const QRegularExpression pattern(expression ? word.mid(1, word.size() - 2)
                                                    : QRegularExpression::escape(word),
                                         QRegularExpression::CaseInsensitiveOption);
        if (!pattern.isValid()) {
            m_problem->setText(tr("The regular expression: %1").arg(pattern.errorString()));
            m_problem->show();
            continue;
        }
        (out ? m_unwanted : m_wanted).append(pattern);
    }
    m_view->clear();
    QList<bridge::LogLine> passing;
    for (const Line &line : m_lines) {
        if (passes(line))
            passing.append(shown(line));
    }
    m_view->append(passing);
}

bool MergedLog::passes(const Line &line) const
{
    const Source &source = m_sources[static_cast<std::size_t>(line.source)];
    if (m_off.value(source.service))
        return false;
    const auto has = [&](const QRegularExpression &pattern) {
        return pattern.match(line.line.text).hasMatch() || pattern.match(source.name).hasMatch();
    };
    return std::all_of(m_wanted.begin(), m_wanted.end(), has) &&
           std::none_of(m_unwanted.begin(), m_unwanted.end(), has);
}

bridge::LogLine MergedLog::shown(const Line &line) const
{
    const Source &source = m_sources[static_cast<std::size_t>(line.source)];
    bridge::LogLine out = line.line;
    out.source = source.name.startsWith(m_project + QLatin1Char('-')) ? source.name.mid(m_project.size() + 1)
                                                                      : source.name;
    out.source = out.source.left(kPrefix);
    out.color = static_cast<int>(std::max<qsizetype>(0, m_services.indexOf(source.service)));
    return out;
}

} // namespace catamaran::ui
