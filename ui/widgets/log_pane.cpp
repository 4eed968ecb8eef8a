// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/log_pane.h"

#include "src/bridge/log_stream.h"
#include "src/bridge/room_values.h"
#include "src/bridge/rooms.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/cli_line.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/log_view.h"

#include <QComboBox>
#include <QDateTime>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QSaveFile>
#include <QShortcut>
#include <QThreadPool>
#include <algorithm>

namespace catamaran::ui {

namespace {

/// The pasts of all logs are together by then; later lines wait only for those of the same moment.
constexpr int kFirstMilliseconds = 350;
constexpr int kFlushMilliseconds = 60;
constexpr int kTypingMilliseconds = 180;
constexpr qsizetype kTail = 5000;
constexpr qsizetype kLongestSource = 18;
constexpr std::size_t kMostChips = 8;

} // namespace

bool LogMerger::isLater(const Run &a, const Run &b)
{
    const qint64 timeA = a.lines[a.next].timeNs;
    const qint64 timeB = b.lines[b.next].timeNs;
    return timeA != timeB ? timeA > timeB : a.number > b.number;
}

void LogMerger::add(const QList<bridge::LogLine> &lines)
{
    if (lines.isEmpty())
        return;
    const auto isBefore = [](const bridge::LogLine &a, const bridge::LogLine &b) {
        return a.timeNs < b.timeNs;
    };
    Run run{lines, 0, m_added++};
    if (!std::is_sorted(lines.begin(), lines.end(), isBefore))
        std::stable_sort(run.lines.begin(), run.lines.end(), isBefore);
    m_runs.push_back(std::move(run));
    std::push_heap(m_runs.begin(), m_runs.end(), isLater);
}

QList<bridge::LogLine> LogMerger::take(qsizetype most)
{
    QList<bridge::LogLine> lines;
    while (!m_runs.empty() && lines.size() < most) {
        std::pop_heap(m_runs.begin(), m_runs.end(), isLater);
        Run &run = m_runs.back();
        lines.append(std::as_const(run).lines[run.next++]);
        if (run.next == run.lines.size())
            m_runs.pop_back();
        else
            std::push_heap(m_runs.begin(), m_runs.end(), isLater);
    }
    return lines;
}

LogPane::LogPane(bridge::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_view(new LogView(nullptr, kMostLines))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    layout->addWidget(makeFilterBar());
    m_problem = makeLabel({}, TextRole::Caption, QStringLiteral("error"));
    m_problem->hide();
    layout->addWidget(m_problem);
    layout->addWidget(m_view, 1);
    layout->addWidget(makeStateBar());
    m_cli = new CliLine;
    layout->addWidget(m_cli);
    m_flush.setSingleShot(true);
    connect(&m_flush, &QTimer::timeout, this, &LogPane::flush);
    m_refilter.setSingleShot(true);
    m_refilter.setInterval(kTypingMilliseconds);
    connect(&m_refilter, &QTimer::timeout, this, &LogPane::refilter);
    connect(m_view, &LogView::countsChanged, this, &LogPane::updateState);
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_include, qOverload<>(&QWidget::setFocus));
}

LogPane::~LogPane() = default;

QWidget *LogPane::makeFilterBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    const auto edit = [&](const QString &name, const QString &tip) {
        auto *line = new QLineEdit;
        line->setPlaceholderText(name);
        line->setAccessibleName(name);
        line->setToolTip(tip);
        line->setClearButtonEnabled(true);
        line->setMinimumWidth(120);
        connect(line, &QLineEdit::textChanged, &m_refilter, qOverload<>(&QTimer::start));
        layout->addWidget(line, 1);
        return line;
    };
    m_include =
        edit(tr("Show lines with (regular expression)"),
             tr("Only lines that match this regular expression (Ctrl+F); capitals count if it has one"));
    m_include->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_exclude =
        edit(tr("Leave out lines with"), tr("Lines that match this regular expression are not shown"));
    m_level = new QComboBox;
    m_level->addItem(tr("All levels"), static_cast<int>(LogLevel::Plain));
    m_level->addItem(tr("Info and worse"), static_cast<int>(LogLevel::Info));
    m_level->addItem(tr("Warnings and errors"), static_cast<int>(LogLevel::Warning));
    m_level->addItem(tr("Errors"), static_cast<int>(LogLevel::Error));
    m_level->setAccessibleName(tr("Least level"));
    m_level->setToolTip(
        tr("The level is guessed from words such as ERROR or warn at the beginning of a line"));
    connect(m_level, &QComboBox::currentIndexChanged, this, &LogPane::refilter);
    layout->addWidget(m_level);
    m_context = new QComboBox;
    for (const int lines : {0, 1, 3, 10})
        m_context->addItem(lines == 0 ? tr("No context") : tr("± %1 lines").arg(lines), lines);
    m_context->setAccessibleName(tr("Context lines"));
    m_context->setToolTip(tr("Lines shown before and after each line that is found"));
    connect(m_context, &QComboBox::currentIndexChanged, this, &LogPane::refilter);
    layout->addWidget(m_context);
    return bar;
}

QWidget *LogPane::makeStateBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_state = makeLabel({}, TextRole::Caption, QStringLiteral("3"));
    layout->addWidget(m_state);
    m_chips = new QHBoxLayout;
    m_chips->setSpacing(6);
    layout->addLayout(m_chips);
    layout->addStretch(1);
    const auto chip = [&](const QString &text, const QString &tip, bool on) {
        auto *button = makeButton(text, {}, QStringLiteral("chip"));
        button->setCheckable(true);
        button->setChecked(on);
        button->setToolTip(tip);
        layout->addWidget(button);
        return button;
    };
    m_consoles = chip(tr("Consoles"), tr("Show the serial consoles of the VMs too"), true);
    connect(m_consoles, &QPushButton::toggled, this, &LogPane::open);
    m_whole =
        chip(tr("From the beginning"), tr("Read the logs whole instead of their last 5000 lines"), false);
    connect(m_whole, &QPushButton::toggled, this, &LogPane::open);
    auto *times = chip(tr("Times"), tr("Show when each line was written"), true);
    connect(times, &QPushButton::toggled, m_view, &LogView::setTimesShown);
    auto *follow = chip(tr("Follow"), tr("Keep the newest line in view (End)"), true);
    connect(follow, &QPushButton::clicked, m_view, &LogView::setFollowing);
    connect(m_view, &LogView::followingChanged, follow, &QPushButton::setChecked);
    auto *save = makeToolButton(QStringLiteral("save"), tr("Save the lines that are shown…"));
    connect(save, &QToolButton::clicked, this, &LogPane::chooseFile);
    layout->addWidget(save);
    return bar;
}

void LogPane::setWorkloads(const QList<bridge::WorkloadKey> &keys)
{
    if (keys == m_keys)
        return;
    m_keys = keys;
    m_hidden.clear();
    const bool vms = std::any_of(keys.begin(), keys.end(),
                                 [](const bridge::WorkloadKey &key) { return key.hull == bridge::Hull::Vm; });
    m_consoles->setVisible(vms);
    if (isVisible())
        open();
}

void LogPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_sources.empty())
        open();
}

void LogPane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_sources.clear();
}

void LogPane::flush()
{
    m_view->append(m_merger.take(LogView::kLinesATurn));
    if (!m_merger.isEmpty())
        m_flush.start(0);
}

void LogPane::open()
{
    m_sources.clear();
    m_merger.clear();
    m_ended = 0;
    m_view->clear();
    QStringList names;
    for (const bridge::WorkloadKey &key : std::as_const(m_keys)) {
        const bridge::WorkloadRow *row = m_session.workload(key);
        const QString name = row != nullptr ? row->name : key.id.left(12);
        names.append(name);
        addSource(key, name, false);
        // Of a VM that has stopped, too: what it said last is what one looks for.
        if (key.hull == bridge::Hull::Vm && m_consoles->isChecked() && row != nullptr && row->startedNs > 0)
            addSource(key, name + QStringLiteral(" ⌨"), true);
    }
    m_cli->setCommand(bridge::logsCommand(m_keys, names));
    m_flush.start(kFirstMilliseconds);
    updateChips();
    refilter();
}

void LogPane::addSource(const bridge::WorkloadKey &key, const QString &name, bool console)
{
    const std::size_t number = m_sources.size();
    const bridge::WorkloadRow *row = m_session.workload(key);
    const qint64 startedNs = row != nullptr ? row->startedNs : 0;
    const qsizetype tail = m_whole->isChecked() ? static_cast<qsizetype>(kMostLines) : kTail;
    auto stream = console ? m_session.rooms().openConsoleLog(key, startedNs) : m_session.openLog(key, tail);
    connect(stream.get(), &bridge::LogStream::lines, this,
            [this, number](const QList<bridge::LogLine> &lines) { take(number, lines); });
    connect(stream.get(), &bridge::LogStream::finished, this, [this](const bridge::Problem &problem) {
        ++m_ended;
        if (!problem.isEmpty()) {
            m_problem->setText(problem.text());
            m_problem->show();
        }
        updateState();
    });
    m_sources.push_back({name.left(kLongestSource), console, std::move(stream)});
}

void LogPane::take(std::size_t source, const QList<bridge::LogLine> &lines)
{
    if (m_sources.size() == 1) {
        m_merger.add(lines);
    } else {
        QList<bridge::LogLine> named = lines;
        for (bridge::LogLine &line : named) {
            line.source = m_sources[source].name;
            line.color = static_cast<int>(source);
        }
        m_merger.add(named);
    }
    if (!m_flush.isActive())
        m_flush.start(kFlushMilliseconds);
}

void LogPane::refilter()
{
    m_refilter.stop();
    LogFilter filter;
    filter.include = m_include->text();
    filter.exclude = m_exclude->text();
    filter.least = static_cast<LogLevel>(m_level->currentData().toInt());
    filter.context = m_context->currentData().toInt();
    filter.hiddenSources = m_hidden;
    const QString problem = m_view->setFilter(filter);
    m_problem->setVisible(!problem.isEmpty());
    m_problem->setText(tr("The regular expression: %1").arg(problem));
    updateState();
}

void LogPane::updateState()
{
    const QLocale locale;
    const auto all = static_cast<qint64>(m_view->ring().size());
    QString text =
        m_view->index().isActive()
            ? tr("%1 of %2 lines").arg(locale.toString(m_view->index().matches()), locale.toString(all))
            : tr("%1 lines").arg(locale.toString(all));
    if (!m_sources.empty() && m_ended >= static_cast<int>(m_sources.size()))
        text += tr(" · ended");
    m_state->setText(text);
    if (m_sources.empty())
        m_view->setEmptyText(tr("Choose containers or VMs to see what they say"));
    else
        m_view->setEmptyText(m_ended >= static_cast<int>(m_sources.size()) ? tr("It ended without any output")
                                                                           : tr("No output yet"));
}

void LogPane::updateChips()
{
    while (QLayoutItem *item = m_chips->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (m_sources.size() < 2 || m_sources.size() > kMostChips)
        return;
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        const QString name = m_sources[i].name;
        auto *chip = makeButton(name, {}, QStringLiteral("chip"));
        chip->setCheckable(true);
        chip->setChecked(!m_hidden.contains(name));
        chip->setToolTip(tr("Show the lines of %1").arg(name));
        chip->setIcon(
            icon(m_sources[i].isConsole ? QStringLiteral("terminal") : QStringLiteral("scroll-text"),
                 seriesColor(static_cast<int>(i))));
        connect(chip, &QPushButton::toggled, this, [this, name](bool on) {
            if (on)
                m_hidden.removeAll(name);
            else
                m_hidden.append(name);
            refilter();
        });
        m_chips->addWidget(chip);
    }
}

void LogPane::chooseFile()
{
    const QString name = m_keys.size() == 1 && m_session.workload(m_keys.constFirst()) != nullptr
                             ? m_session.workload(m_keys.constFirst())->name
                             : QStringLiteral("merged");
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the log"), name + QStringLiteral(".log"),
                                                      tr("Logs (*.log *.txt);;All files (*)"));
    if (!path.isEmpty())
        saveTo(path);
}

void LogPane::saveTo(const QString &path)
{
    // The copies share the text with the view; the thread writes while the view goes on.
    const std::shared_ptr<const LineRing> ring = m_view->ring().snapshot();
    const auto index = std::make_shared<LogIndex>(m_view->index());
    QThreadPool::globalInstance()->start([guard = QPointer<LogPane>(this), ring, index, path] {
        QSaveFile file(path);
        bridge::Problem problem;
        bool written = file.open(QIODevice::WriteOnly);
        const qint64 count = index->isActive() ? index->size() : static_cast<qint64>(ring->size());
        for (qint64 row = 0; written && row < count; ++row) {
            const qint64 number = index->isActive() ? index->number(row) : ring->first() + row;
            if (number < ring->first() || number >= ring->end())
                continue;
            const bridge::LogLine line = ring->line(number);
            QByteArray text = QDateTime::fromMSecsSinceEpoch(line.timeNs / 1'000'000, Qt::UTC)
                                  .toString(Qt::ISODateWithMs)
                                  .toUtf8();
            if (!line.source.isEmpty())
                text += ' ' + line.source.toUtf8();
            text += ' ' + line.text.toUtf8() + '\n';
            written = file.write(text) == text.size();
        }
        if (!written || !file.commit())
            problem = {tr("Cannot save the log"), file.errorString(), tr("Choose another folder")};
        QMetaObject::invokeMethod(
            qApp,
            [guard, path, problem] {
                if (!guard)
                    return;
                emit guard->saved(path, problem);
                if (problem.isEmpty())
                    emit guard->m_session.announced(tr("Saved to %1").arg(path));
                else
                    emit guard->m_session.failed(problem);
            },
            Qt::QueuedConnection);
    });
}

} // namespace catamaran::ui
