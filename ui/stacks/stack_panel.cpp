// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/stack_panel.h"
#include "ui/charts/chart_link.h"
#include "ui/charts/live_chart.h"
#include "ui/charts/range_bar.h"

#include "src/bridge/metrics_feed.h"
#include "src/bridge/session.h"
#include "src/bridge/stack_state.h"
#include "ui/stacks/graph_view.h"
#include "ui/stacks/merged_log.h"
#include "ui/stacks/plan_sheet.h"
#include "ui/stacks/side_panel.h"
#include "ui/stacks/stacked_chart.h"
#include "ui/stacks/startup_chart.h"
#include "ui/stacks/traffic_feed.h"
#include "ui/stacks/yaml_editor.h"
#include "ui/theme/format.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/page.h"
#include "ui/widgets/pill.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <cmath>

namespace catamaran::ui {

namespace {

using Verb = bridge::StackCommand::Verb;
constexpr int kCurvePoints = 40;
constexpr int kScaleMilliseconds = 500;

QList<qreal> valuesOf(const QList<bridge::CurvePoint> &points)
{
    QList<qreal> values;
    for (const bridge::CurvePoint &point : points)
        values.append(point.value.value_or(std::nan("")));
    return values;
}

/// Replicas of a service added up; they are sampled at the same moments.
QList<bridge::CurvePoint> sumOf(const QList<QList<bridge::CurvePoint>> &curves)
{
    QList<bridge::CurvePoint> sum;
    for (const QList<bridge::CurvePoint> &curve : curves) {
        if (curve.size() > sum.size())
            sum = curve;
    }
    bool first = true;
    for (const QList<bridge::CurvePoint> &curve : curves) {
        if (first && curve.size() == sum.size()) {
            first = false;
            continue;
        }
        // From the newest backwards: a younger replica has fewer samples.
        for (qsizetype i = 0; i < curve.size(); ++i) {
            auto &into = sum[sum.size() - 1 - i].value;
            if (const auto value = curve[curve.size() - 1 - i].value)
                into = into.value_or(0) + *value;
        }
    }
    return sum;
}

} // namespace

StackPanel::StackPanel(bridge::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_plan(new PlanSheet)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    layout->addWidget(makeHead());
    m_plan->hide();
    layout->addWidget(m_plan);
    layout->addWidget(makeTabs(), 1);

    bridge::Stacks &stacks = session.stacks();
    connect(&stacks, &bridge::Stacks::previewed, this, &StackPanel::onPreview);
    connect(&stacks, &bridge::Stacks::statesChanged, this, &StackPanel::updateStates);
    connect(&stacks, &bridge::Stacks::started, this, &StackPanel::updateHead);
    connect(&stacks, &bridge::Stacks::progressed, this, &StackPanel::onProgress);
    connect(&stacks, &bridge::Stacks::finished, this, &StackPanel::onFinished);
    connect(&stacks, &bridge::Stacks::planned, this,
            [this](const bridge::StackCommand &planned, const QList<bridge::PlanRow> &rows,
                   const bridge::Problem &problem) {
                if (planned.project == m_project && m_plan->isVisibleTo(this))
                    m_plan->setPlan(rows, problem);
            });
    connect(&stacks, &bridge::Stacks::saved, this,
            [this](const bridge::StackSource &source, const bridge::Problem &problem) {
                if (source != m_source)
                    return;
                if (!problem.isEmpty()) {
                    emit m_session.failed(problem);
                    return;
                }
                m_savedText = m_editor->toPlainText();
                m_editor->document()->setModified(false);
                reload();
            });
    connect(m_plan, &PlanSheet::applied, this, &StackPanel::apply);
    connect(m_plan, &PlanSheet::changed, this, [this](const bridge::StackCommand &changed) {
        m_session.stacks().plan(changed);
        m_line->setText(changed.commandLine());
    });
    connect(m_plan, &PlanSheet::closed, this, [this] { m_plan->hide(); });
    connect(&session.metrics(), &bridge::MetricsFeed::ticked, this, &StackPanel::updateFigures);
    connect(Theme::current(), &Theme::changed, this, &StackPanel::updateStates);
    m_scaleTimer.setSingleShot(true);
    m_scaleTimer.setInterval(kScaleMilliseconds);
    updateHead();
}

StackPanel::~StackPanel() = default;

QWidget *StackPanel::makeHead()
{
    QFrame *card = makeCard();
    QVBoxLayout *column = cardLayout(card);
    auto *top = new QHBoxLayout;
    top->setSpacing(space::kMedium);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    auto *nameRow = new QHBoxLayout;
    nameRow->setSpacing(space::kSmall);
    m_name = makeLabel({}, TextRole::CardTitle);
    m_state = new Pill;
    nameRow->addWidget(m_name);
    nameRow->addWidget(m_state);
    nameRow->addStretch();
    texts->addLayout(nameRow);
    m_path = new ElidedLabel;
    m_path->setFont(Theme::font(TextRole::Body));
    m_path->setProperty("tone", "2");
    texts->addWidget(m_path);
    top->addLayout(texts, 1);
    const auto add = [&](Verb verb, const QString &text, const QString &iconName, const QString &kind,
                         const QString &keys) {
        auto *button = makeButton(text, iconName, kind);
        button->setToolTip(QStringLiteral("%1 (%2)").arg(text, keys));
        button->installEventFilter(this);
        connect(button, &QPushButton::clicked, this, [this, verb] { propose(verb); });
        auto *shortcut = new QShortcut(QKeySequence(keys), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, verb, button] {
            if (button->isEnabled())
                propose(verb);
        });
        m_actions.insert(static_cast<int>(verb), button);
        top->addWidget(button);
    };
    add(Verb::Restart, tr("Restart"), QStringLiteral("rotate-cw"), {}, QStringLiteral("Ctrl+R"));
    add(Verb::Stop, tr("Stop"), QStringLiteral("square"), {}, QStringLiteral("Ctrl+."));
    add(Verb::Down, tr("Down"), QStringLiteral("trash-2"), QStringLiteral("danger"),
        QStringLiteral("Ctrl+Shift+D"));
    add(Verb::Up, tr("Up"), QStringLiteral("play"), QStringLiteral("primary"), QStringLiteral("Ctrl+Return"));
    m_cancel = makeButton(tr("Cancel"), QStringLiteral("x"));
    m_cancel->setToolTip(tr("Stop what is under way; what is done stays"));
    m_cancel->hide();
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_session.stacks().cancel(m_project); });
    top->addWidget(m_cancel);
    column->addLayout(top);

    auto *line = new QHBoxLayout;
    line->setSpacing(space::kSmall);
    m_line = new ElidedLabel;
    m_line->setFont(Theme::font(TextRole::Mono));
    m_line->setProperty("tone", "2");
    m_line->setAccessibleName(tr("The same on the command line"));
    line->addWidget(m_line, 1);
    auto *copy = makeToolButton(QStringLiteral("copy"), tr("Copy the command line"));
    connect(copy, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_line->text());
        emit m_session.announced(tr("Command line copied"));
    });
    line->addWidget(copy);
    column->addLayout(line);

    m_toggleRow = new QWidget;
    m_toggles = new QHBoxLayout(m_toggleRow);
    m_toggles->setContentsMargins(0, 0, 0, 0);
    m_toggles->setSpacing(6);
    column->addWidget(m_toggleRow);
    return card;
}

QWidget *StackPanel::makeTabs()
{
    auto *holder = new QWidget;
    auto *layout = new QVBoxLayout(holder);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(space::kLarge);
    auto *group = new QButtonGroup(this);
    m_stack = new QStackedWidget;
    const auto add = [&](const QString &text, QWidget *page) {
        auto *tab = makeButton(text, {}, QStringLiteral("tab"));
        tab->setCheckable(true);
        tab->setToolTip(tr("%1 (Alt+%2)").arg(text).arg(m_tabs.size() + 1));
        const int id = static_cast<int>(m_tabs.size());
        group->addButton(tab, id);
        auto *shortcut = new QShortcut(QKeySequence(QStringLiteral("Alt+%1").arg(id + 1)), this);
        connect(shortcut, &QShortcut::activated, this, [this, id] { showTab(static_cast<Tab>(id)); });
        m_tabs.append(tab);
        bar->addWidget(tab);
        m_stack->addWidget(page);
    };
    auto *graphPage = new QWidget;
    auto *graphLayout = new QHBoxLayout(graphPage);
    graphLayout->setContentsMargins(0, 0, 0, 0);
    graphLayout->setSpacing(space::kLarge);
    m_graph = new GraphView;
    m_traffic = new TrafficFeed(m_session, m_graph);
    m_side = new SidePanel;
    graphLayout->addWidget(m_graph, 1);
    graphLayout->addWidget(m_side);
    add(tr("Graph"), graphPage);
    add(tr("File"), makeFileTab());
    m_log = new MergedLog(m_session);
    add(tr("Logs"), m_log);
    m_startup = new StartupChartCard;
    add(tr("Startup"), m_startup);
    auto *charts = new QWidget;
    auto *chartColumn = new QVBoxLayout(charts);
    chartColumn->setContentsMargins(0, 0, 0, 0);
    chartColumn->setSpacing(space::kMedium);
    m_cpu = new StackedChart(tr("CPU of the stack"), QStringLiteral("cpu"), Unit::Percent);
    m_memory = new StackedChart(tr("Memory of the stack"), QStringLiteral("memory-stick"), Unit::Bytes,
                                nullptr, bridge::Quantity::MemoryBytes);
    m_range = new ChartLink(charts);
    m_cpu->setLink(m_range);
    m_memory->setLink(m_range);
    connect(m_range, &ChartLink::rangeChanged, this, &StackPanel::updateFigures);
    connect(&m_session.metrics(), &bridge::MetricsFeed::pastRead, this, [this] {
        if (!m_range->isLive())
            updateFigures();
    });
    chartColumn->addWidget(new RangeBar(*m_range));
    chartColumn->addWidget(m_cpu, 1);
    chartColumn->addWidget(m_memory, 1);
    add(tr("Resources"), charts);
    bar->addStretch();
    layout->addLayout(bar);
    layout->addWidget(m_stack, 1);
    connect(group, &QButtonGroup::idClicked, this, [this](int id) { showTab(static_cast<Tab>(id)); });
    m_tabs[0]->setChecked(true);

    connect(m_graph, &GraphView::activated, this, &StackPanel::openService);
    connect(m_side, &SidePanel::scaleWanted, this, &StackPanel::onScale);
    connect(m_side, &SidePanel::placeWanted, this, [this](const bridge::StackDiagnostic &one) {
        showTab(Tab::File);
        if (one.line > 0)
            m_editor->goTo(one.line, one.column);
    });
    return holder;
}

QWidget *StackPanel::makeFileTab()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    m_editor = new YamlEditor;
    layout->addWidget(m_editor, 1);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(space::kSmall);
    m_fileState = makeLabel({}, TextRole::Body, QStringLiteral("2"));
    bar->addWidget(m_fileState, 1);
    auto *changes = makeButton(tr("What would change"));
    changes->setToolTip(tr("Compare the edited file with what runs (Ctrl+Return)"));
    connect(changes, &QPushButton::clicked, this, [this] { propose(Verb::Up); });
    bar->addWidget(changes);
    m_revert = makeButton(tr("Revert"));
    m_revert->setToolTip(tr("Go back to the file as it is on disk"));
    connect(m_revert, &QPushButton::clicked, this, [this] {
        m_editor->setPlainText(m_savedText);
        reload();
    });
    bar->addWidget(m_revert);
    m_save = makeButton(tr("Save"), QStringLiteral("save"));
    m_save->setToolTip(tr("Save the file (Ctrl+S)"));
    connect(m_save, &QPushButton::clicked, this, &StackPanel::saveFile);
    auto *shortcut = new QShortcut(QKeySequence::Save, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, &StackPanel::saveFile);
    bar->addWidget(m_save);
    layout->addLayout(bar);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (m_source.isEmpty())
            return;
        updateHead();
        m_session.stacks().preview(m_source, m_editor->toPlainText());
    });
    return page;
}

QPushButton &StackPanel::button(Verb verb)
{
    return *m_actions.value(static_cast<int>(verb));
}

void StackPanel::showTab(Tab tab)
{
    m_tabs[static_cast<int>(tab)]->setChecked(true);
    m_stack->setCurrentIndex(static_cast<int>(tab));
    updateFigures();
}

bool StackPanel::isEdited() const
{
    return !m_source.isEmpty() && m_editor->toPlainText() != m_savedText;
}

QStringList StackPanel::serviceNames() const
{
    QStringList names;
    for (const bridge::StackService &service : m_preview.services)
        names.append(service.name);
    if (const bridge::StackState *state = m_session.stacks().state(m_project)) {
        for (const bridge::ServiceState &service : state->services) {
            if (!names.contains(service.service))
                names.append(service.service);
        }
    }
    return names;
}

void StackPanel::showPreview(const bridge::StackPreview &preview)
{
    m_plan->hide();
    m_scale.clear();
    m_project = preview.project;
    m_source = preview.source;
    m_preview = {};
    m_savedText = preview.text;
    {
        const QSignalBlocker quiet(m_editor);
        m_editor->setPlainText(preview.text);
    }
    m_graph->select({});
    onPreview(preview);
    showTab(preview.isValid ? Tab::Graph : Tab::File);
}

void StackPanel::showEntry(const StackEntry &entry)
{
    m_plan->hide();
    m_scale.clear();
    m_project = entry.project;
    m_source = entry.source;
    m_preview = {};
    m_preview.project = entry.project;
    m_savedText.clear();
    {
        const QSignalBlocker quiet(m_editor);
        m_editor->setPlainText({});
    }
    if (const bridge::StackState *state = m_session.stacks().state(m_project)) {
        for (const bridge::ServiceState &service : state->services) {
            bridge::StackService row;
            row.name = service.service;
            row.image = service.image;
            row.hull = service.hull;
            row.replicas = static_cast<int>(service.replicas.size());
            m_preview.services.append(row);
        }
    }
    m_graph->setStack(m_preview.services, {});
    m_side->setPreview(m_preview);
    m_editor->setDiagnostics({});
    m_log->setStack(nullptr, {});
    updateToggles();
    updateStates();
    showTab(Tab::Graph);
    if (!m_source.isEmpty())
        reload();
    emit stackChanged();
}

void StackPanel::reload()
{
    m_loading = true;
    const bool edited = isEdited() && !m_savedText.isEmpty();
    m_session.stacks().preview(m_source, edited ? std::optional(m_editor->toPlainText()) : std::nullopt);
}

void StackPanel::onPreview(const bridge::StackPreview &preview)
{
    if (preview.source != m_source)
        return;
    m_loading = false;
    if (m_savedText.isEmpty() && m_editor->toPlainText().isEmpty() && !preview.text.isEmpty()) {
        const QSignalBlocker quiet(m_editor);
        m_savedText = preview.text;
        m_editor->setPlainText(preview.text);
    }
    m_editor->setDiagnostics(preview.diagnostics);
    if (preview.isValid || m_preview.services.isEmpty()) {
        m_preview = preview;
        if (m_project.isEmpty())
            m_project = preview.project;
    } else {
        // What the last good file said stays in view while a line is being typed.
        m_preview.diagnostics = preview.diagnostics;
        m_preview.isValid = false;
    }
    m_graph->setStack(m_preview.services, m_preview.edges);
    m_side->setPreview(m_preview);
    updateToggles();
    updateStates();
    emit stackChanged();
    emit settled();
}

void StackPanel::updateToggles()
{
    while (QLayoutItem *item = m_toggles->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    if (!m_preview.profiles.isEmpty())
        m_toggles->addWidget(makeLabel(tr("Profiles"), TextRole::Body, QStringLiteral("2")));
    for (const QString &profile : std::as_const(m_preview.profiles)) {
        auto *chip = makeButton(profile, {}, QStringLiteral("chip"));
        chip->setCheckable(true);
        chip->setChecked(m_source.profiles.contains(profile));
        chip->setToolTip(tr("Switch the profile %1 on or off").arg(profile));
        connect(chip, &QPushButton::toggled, this, [this, profile](bool on) {
            m_source.profiles.removeAll(profile);
            if (on)
                m_source.profiles.append(profile);
            updateCommandLine();
            reload();
        });
        m_toggles->addWidget(chip);
    }
    if (m_preview.hasDotEnv) {
        if (!m_preview.profiles.isEmpty())
            m_toggles->addSpacing(space::kMedium);
        auto *chip = makeButton(QStringLiteral(".env"), {}, QStringLiteral("chip"));
        chip->setCheckable(true);
        chip->setChecked(m_source.useDotEnv);
        chip->setToolTip(tr("Take variables from the file .env"));
        connect(chip, &QPushButton::toggled, this, [this](bool on) {
            m_source.useDotEnv = on;
            updateCommandLine();
            reload();
        });
        m_toggles->addWidget(chip);
    }
    m_toggles->addStretch();
    m_toggleRow->setVisible(!m_preview.profiles.isEmpty() || m_preview.hasDotEnv);
}

void StackPanel::updateStates()
{
    const bridge::StackState *state = m_session.stacks().state(m_project);
    const QStringList names = serviceNames();
    m_graph->setStates(state != nullptr ? state->services : QList<bridge::ServiceState>{});
    m_traffic->setProject(state != nullptr ? m_project : QString());
    m_log->setStack(state, names);
    QHash<QString, int> replicas;
    for (const bridge::StackService &service : std::as_const(m_preview.services))
        replicas.insert(service.name, service.replicas);
    if (state != nullptr) {
        for (const bridge::ServiceState &service : state->services)
            replicas.insert(service.service, static_cast<int>(service.replicas.size()));
    }
    for (auto it = m_scale.begin(); it != m_scale.end(); ++it)
        replicas.insert(it.key(), it.value());
    m_side->setReplicas(replicas);
    // The new token is taken before the old one goes, so that no curve breaks.
    QList<bridge::WorkloadKey> keys;
    if (state != nullptr) {
        for (const bridge::ServiceState &service : state->services) {
            for (const bridge::StackReplica &replica : service.replicas) {
                if (replica.state == bridge::State::Running || replica.state == bridge::State::Starting)
                    keys.append(replica.key);
            }
        }
    }
    if (isSeen(*this) && (keys != m_watched || m_watch == nullptr)) {
        m_watched = keys;
        m_watch = m_session.metrics().watch(keys);
    }
    updateHead();
    updateStartup();
    updateFigures();
}

void StackPanel::updateFigures()
{
    if (!isSeen(*this))
        return;
    const bridge::StackState *state = m_session.stacks().state(m_project);
    const QStringList names = serviceNames();
    const bool charts = m_stack->currentIndex() == static_cast<int>(Tab::Resources);
    QList<StackLayer> cpuLayers;
    QList<StackLayer> memoryLayers;
    for (int i = 0; i < names.size(); ++i) {
        const bridge::ServiceState *service = state != nullptr ? state->service(names[i]) : nullptr;
        // One that has ended is part of the history.
        if (service == nullptr || (service->running() == 0 && (!charts || m_range->isLive())))
            continue;
        QList<QList<bridge::CurvePoint>> cpu;
        QList<QList<bridge::CurvePoint>> memory;
        for (const bridge::StackReplica &replica : service->replicas) {
            const auto curve = [&](bridge::Quantity quantity) {
                return m_session.metrics().curve(replica.key, quantity, StackedChart::kSeconds, 120);
            };
            cpu.append(curve(bridge::Quantity::CpuPercent));
            memory.append(curve(bridge::Quantity::MemoryBytes));
        }
        const auto cpuSum = sumOf(cpu);
        const auto memorySum = sumOf(memory);
        QList<std::shared_ptr<const bridge::Past>> past;
        if (charts && !m_range->isLive()) {
            for (const bridge::StackReplica &replica : service->replicas)
                past.append(
                    m_session.metrics().past(replica.key.text(), LiveChart::freshSeconds(m_range->range())));
        }
        cpuLayers.append({names[i], i, cpuSum, past});
        memoryLayers.append({names[i], i, memorySum, past});
        if (NodeCard *card = m_graph->card(names[i])) {
            const auto latest = [](const QList<bridge::CurvePoint> &points) {
                return points.isEmpty() ? std::nullopt : points.constLast().value;
            };
            card->setFigures(
                {valuesOf(cpuSum.mid(std::max<qsizetype>(0, cpuSum.size() - kCurvePoints))),
                 orDash(latest(cpuSum), formatPercent),
                 valuesOf(memorySum.mid(std::max<qsizetype>(0, memorySum.size() - kCurvePoints))),
                 orDash(latest(memorySum), formatBytes)});
        }
    }
    if (charts) {
        m_cpu->setLayers(cpuLayers);
        m_memory->setLayers(memoryLayers);
    }
    if (m_session.stacks().isRunning(m_project))
        updateStartup();
}

void StackPanel::updateStartup()
{
    if (const bridge::StartupTrace *trace = m_session.stacks().startup(m_project);
        trace != nullptr && !trace->bars().isEmpty()) {
        m_startup->setBars(trace->bars(), trace->endMs());
        m_startup->setNote(tr("of the last start in this window"));
        return;
    }
    // Brought up elsewhere: what the containers themselves tell.
    QList<bridge::StartupBar> bars;
    qint64 first = 0;
    double last = 0;
    const bridge::StackState *state = m_session.stacks().state(m_project);
    if (state != nullptr) {
        for (const bridge::ServiceState &service : state->services) {
            for (const bridge::StackReplica &replica : service.replicas) {
                if (replica.createdNs > 0 && (first == 0 || replica.createdNs < first))
                    first = replica.createdNs;
            }
        }
        for (const bridge::ServiceState &service : state->services) {
            for (const bridge::StackReplica &replica : service.replicas) {
                if (replica.startedNs < replica.createdNs)
                    continue;
                const double from = static_cast<double>(replica.createdNs - first) / 1e6;
                const double to = static_cast<double>(replica.startedNs - first) / 1e6;
                bars.append({service.service, tr("created to started"), bridge::StartupBar::Kind::Create,
                             from, to, false});
                last = std::max(last, to);
            }
        }
    }
    m_startup->setBars(bars, last);
    m_startup->setNote(bars.isEmpty() ? tr("bring the stack up to see it")
                                      : tr("from the times the containers were created and started"));
}

void StackPanel::updateHead()
{
    const bridge::Stacks &stacks = m_session.stacks();
    const bridge::StackState *state = stacks.state(m_project);
    const bool busy = stacks.isRunning(m_project);
    const bool up = state != nullptr && state->replicas() > 0;
    const int errors = m_preview.count(bridge::Severity::Error);
    m_name->setText(m_project.isEmpty() ? tr("Stack") : m_project);
    m_path->setText(m_source.title.isEmpty() ? m_source.files.value(0) : m_source.title);
    m_path->setToolTip(m_source.files.join(QLatin1Char('\n')));
    if (busy)
        m_state->setText(tr("working"), QStringLiteral("refresh-cw"), QStringLiteral("container"));
    else if (errors > 0 && !up)
        m_state->setText(tr("not valid"), QStringLiteral("circle-alert"), QStringLiteral("error"));
    else if (up)
        m_state->setText(state->summary(), state->isWell() ? QString() : QStringLiteral("triangle-alert"),
                         state->isWell() ? QStringLiteral("ok") : QStringLiteral("warn"));
    else
        m_state->setText(tr("not up"), QStringLiteral("square"), QString());
    const bool open = m_session.phase() == bridge::Session::Phase::Open;
    button(Verb::Up).setEnabled(open && !busy && errors == 0 && !m_source.isEmpty());
    button(Verb::Stop).setEnabled(open && !busy && up && state->running() > 0);
    button(Verb::Restart).setEnabled(open && !busy && up);
    button(Verb::Down).setEnabled(open && !busy && up);
    m_cancel->setVisible(busy);
    const bool edited = isEdited();
    m_save->setEnabled(edited);
    m_revert->setEnabled(edited);
    m_fileState->setText(m_source.isEmpty() ? tr("The file of this stack is not known here")
                         : edited           ? tr("Edited, not saved. Bring up saves it first.")
                                            : m_source.files.value(0));
    updateCommandLine();
}

void StackPanel::updateCommandLine()
{
    const QString text =
        m_plan->isVisibleTo(this) ? m_plan->command().commandLine() : command(m_shownVerb).commandLine();
    m_line->setText(text);
    m_line->setToolTip(text);
}

bool StackPanel::eventFilter(QObject *watched, QEvent *event)
{
    // The line is that of the action that the user looks at.
    if (event->type() == QEvent::Enter || event->type() == QEvent::FocusIn) {
        for (auto it = m_actions.begin(); it != m_actions.end(); ++it) {
            if (it.value() == watched) {
                m_shownVerb = static_cast<Verb>(it.key());
                updateCommandLine();
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

bridge::StackCommand StackPanel::command(Verb verb) const
{
    bridge::StackCommand out;
    out.verb = verb;
    out.project = m_project;
    out.source = m_source;
    if (verb == Verb::Up) {
        out.scale = m_scale;
        if (isEdited())
            out.text = m_editor->toPlainText();
    }
    return out;
}

void StackPanel::propose(Verb verb)
{
    m_plan->begin(command(verb));
    m_plan->show();
    m_session.stacks().plan(m_plan->command());
    updateCommandLine();
}

void StackPanel::apply(const bridge::StackCommand &wanted)
{
    m_plan->hide();
    bridge::StackCommand command = wanted;
    if (command.text) {
        // The file is what others read, too: it is saved before it is brought up.
        saveFile();
    }
    m_session.stacks().run(command);
    if (command.verb == Verb::Up)
        showTab(Tab::Graph);
    updateHead();
}

void StackPanel::saveFile()
{
    if (isEdited())
        m_session.stacks().save(m_source, m_editor->toPlainText());
}

void StackPanel::onScale(const QString &service, int replicas)
{
    m_scale[service] = replicas;
    updateCommandLine();
    const bridge::StackState *state = m_session.stacks().state(m_project);
    if (state == nullptr || state->replicas() == 0 || m_source.isEmpty())
        return;
    // Up: a run of steps is one wish.
    m_scaleTimer.disconnect();
    connect(&m_scaleTimer, &QTimer::timeout, this, [this, service] {
        if (m_session.stacks().isRunning(m_project)) {
            m_scaleTimer.start();
            return;
        }
        bridge::StackCommand scaling = command(Verb::Up);
        scaling.services = {service};
        m_session.stacks().run(scaling);
        updateHead();
    });
    m_scaleTimer.start();
}

void StackPanel::onProgress(const QString &project, const bridge::StackEvent &event)
{
    if (project != m_project)
        return;
    if (NodeCard *card = m_graph->card(event.row)) {
        const bool over = event.phase == bridge::StackEvent::Phase::End;
        card->setProgress(over ? QString() : event.words, event.phase == bridge::StackEvent::Phase::Fail);
    }
    updateStartup();
}

void StackPanel::onFinished(const QString &project, const bridge::StackCommand &command,
                            const bridge::Problem &problem)
{
    if (project == m_project) {
        for (const QString &name : serviceNames()) {
            if (NodeCard *card = m_graph->card(name))
                card->setProgress({}, false);
        }
        m_scale.clear();
        updateStates();
        m_session.stacks().preview(m_source, isEdited() ? std::optional(m_editor->toPlainText())
                                                        : std::nullopt); // who has the ports now
    }
    if (!problem.isEmpty()) {
        emit m_session.failed(problem);
        return;
    }
    const bridge::StartupTrace *trace = m_session.stacks().startup(project);
    switch (command.verb) {
    case Verb::Up:
        emit m_session.announced(
            trace != nullptr && trace->endMs() > 0
                ? tr("%1 is up after %2").arg(project, formatMilliseconds(trace->endMs()))
                : tr("%1 is up").arg(project));
        break;
    case Verb::Down:
        emit m_session.announced(tr("%1 is down").arg(project));
        break;
    case Verb::Stop:
        emit m_session.announced(tr("%1 stopped").arg(project));
        break;
    case Verb::Start:
    case Verb::Restart:
        emit m_session.announced(tr("%1 started").arg(project));
        break;
    }
}

void StackPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    updateStates();
}

void StackPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_watch.reset();
}

} // namespace catamaran::ui
