// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_page.h"

#include "src/bridge/lab.h"
#include "src/bridge/metrics_feed.h"
#include "src/bridge/race.h"
#include "ui/charts/chart_link.h"
#include "ui/charts/live_chart.h"
#include "ui/charts/result_charts.h"
#include "ui/compare/hull_card.h"
#include "ui/compare/lab_views.h"
#include "ui/compare/race_lanes.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QFileDialog>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLocale>
#include <QPainter>
#include <QPdfWriter>
#include <QProgressBar>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedWidget>

namespace catamaran::ui {

namespace {

const QString kDemo = QStringLiteral("localhost/demo:latest");
constexpr int kDefaultRuns = 5;
constexpr int kChartHeight = 232;
constexpr int kResultHeight = 284; ///< with room for the names of the parts

QList<Curve> pair()
{
    return {{hullName(bridge::Hull::Container), bridge::Hull::Container, false},
            {hullName(bridge::Hull::Vm), bridge::Hull::Vm, false}};
}

} // namespace

ComparePage::ComparePage(bridge::Session &session, QWidget *parent) : Page(parent), m_session(session)
{
    m_run = makeButton(tr("Run"), QStringLiteral("play"), QStringLiteral("primary"), this);
    m_run->setToolTip(tr("Run the image as a container and as a VM, in turn (Ctrl+R)"));
    m_run->setShortcut(QKeySequence(QStringLiteral("Ctrl+R")));

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kLarge);
    auto *race = makeCard();
    cardLayout(race)->addWidget(makeControls());
    m_lanes = new RaceLanes;
    connect(m_lanes, &RaceLanes::activated, this, &ComparePage::openDetails);
    cardLayout(race)->addWidget(m_lanes);
    column->addWidget(race);
    m_results = new QWidget;
    auto *results = new QVBoxLayout(m_results);
    results->setContentsMargins(0, 0, 0, 0);
    results->setSpacing(space::kLarge);
    results->addWidget(makeVerdict());
    auto *cards = new QHBoxLayout;
    cards->setSpacing(space::kLarge);
    m_container = new HullCard(bridge::Hull::Container);
    m_vm = new HullCard(bridge::Hull::Vm);
    cards->addWidget(m_container, 1);
    cards->addWidget(m_vm, 1);
    results->addLayout(cards);
    makeCharts();
    column->addWidget(m_results);
    m_intro =
        new EmptyState(QStringLiteral("columns-2"), tr("One image, two hulls"),
                       tr("Press Run: the image starts in turn as a container and as a light VM until it "
                          "answers over HTTP. Start-up time, memory and disk of both are measured, and the "
                          "last pair stays for live charts. Nothing else is left behind."));
    m_intro->setMinimumHeight(300);
    column->addWidget(m_intro, 1);
    column->addStretch();
    m_scroll = makeScroll(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kMedium);
    layout->addWidget(makeTabs());
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_scroll);
    // The other tabs are made when they are looked at.
    for (qsizetype i = 1; i < tabNames().size(); ++i)
        m_stack->addWidget(makeScroll(new QWidget));
    layout->addWidget(m_stack, 1);
    connect(&m_session.lab(), &bridge::Lab::failed, this, [this](const bridge::Problem &problem) {
        if (problem.isEmpty())
            emit m_session.announced(tr("The experiment was cancelled; nothing is left behind"));
        else
            emit m_session.failed(problem);
    });
    connect(&m_session.lab(), &bridge::Lab::finished, &m_session, &bridge::Session::refresh);
    connect(&m_session.lab(), &bridge::Lab::changed, this, &Page::settled);

    connect(m_run, &QPushButton::clicked, this, &ComparePage::start);
    connectRace();
    fillImages();
    showResult();
    updateState();
}

ComparePage::~ComparePage() = default;

QString ComparePage::title() const
{
    return tr("Compare");
}

QList<QWidget *> ComparePage::headerWidgets()
{
    return {m_run};
}

bool ComparePage::isSettled() const
{
    return m_session.race().isLoaded() && !m_session.race().isRunning() && m_session.lab().isLoaded() &&
           !m_session.lab().isRunning();
}

QStringList ComparePage::tabNames()
{
    return {QStringLiteral("race"), QStringLiteral("isolation"), QStringLiteral("density"),
            QStringLiteral("work"), QStringLiteral("table"),     QStringLiteral("history")};
}

QWidget *ComparePage::makeTabs()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kLarge);
    m_tabs = new QButtonGroup(this);
    const QStringList titles{tr("Startup race"), tr("Isolation"), tr("Density"),
                             tr("Work"),         tr("Table"),     tr("History")};
    const QStringList tips{tr("How soon the same image answers in both hulls"),
                           tr("What each hull shares with this computer, with evidence"),
                           tr("How many fit, with a safety stop"),
                           tr("The same programs timed inside both hulls"),
                           tr("The textbook's table, filled with this computer's figures"),
                           tr("All past experiments")};
    for (int i = 0; i < titles.size(); ++i) {
        auto *tab = makeButton(titles[i], {}, QStringLiteral("tab"));
        tab->setCheckable(true);
        tab->setChecked(i == 0);
        tab->setToolTip(tr("%1 (Alt+%2)").arg(tips[i]).arg(i + 1));
        tab->setShortcut(QKeySequence(QStringLiteral("Alt+%1").arg(i + 1)));
        m_tabs->addButton(tab, i);
        row->addWidget(tab);
    }
    row->addStretch();
    connect(m_tabs, &QButtonGroup::idClicked, this, [this](int id) { showTab(tabNames().value(id)); });
    return bar;
}

void ComparePage::showTab(const QString &name)
{
    const auto index = static_cast<int>(tabNames().indexOf(name));
    if (index < 0)
        return;
    makePanel(index);
    m_stack->setCurrentIndex(index);
    m_tabs->button(index)->setChecked(true);
    // The header's Run belongs to the race; the other tabs have their own.
    m_run->setVisible(index == 0);
}

void ComparePage::makePanel(int index)
{
    if (index == 0 || m_made.contains(index))
        return;
    m_made.insert(index);
    QWidget *panel = nullptr;
    switch (index) {
    case 1:
        panel = new IsolationPanel(m_session);
        break;
    case 2:
        panel = new DensityPanel(m_session);
        break;
    case 3:
        panel = new WorkPanel(m_session);
        break;
    case 4: {
        auto *textbook = new TextbookPanel(m_session);
        connect(textbook, &TextbookPanel::wanted, this, &ComparePage::showTab);
        panel = textbook;
        break;
    }
    default:
        panel = new HistoryPanel(m_session);
        break;
    }
    auto *scroll = qobject_cast<QScrollArea *>(m_stack->widget(index));
    delete scroll->takeWidget();
    panel->setObjectName(QStringLiteral("scrolled"));
    scroll->setWidget(panel);
}

QWidget *ComparePage::makeControls()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    layout->addWidget(makeLabel(tr("Image"), TextRole::Body, QStringLiteral("2")));
    m_image = new QComboBox;
    m_image->setMinimumWidth(250);
    m_image->setAccessibleName(tr("Image to compare"));
    m_image->setToolTip(tr("The image that runs in both hulls; its port 80 must answer HTTP 200"));
    layout->addWidget(m_image);
    layout->addSpacing(space::kSmall);
    layout->addWidget(makeLabel(tr("Runs"), TextRole::Body, QStringLiteral("2")));
    m_runs = new QSpinBox;
    m_runs->setRange(1, 50);
    m_runs->setValue(kDefaultRuns);
    m_runs->setFixedWidth(64);
    m_runs->setAccessibleName(tr("Runs of each hull"));
    m_runs->setToolTip(tr("Measured runs of each hull, after one warm-up; more runs give a firmer median"));
    layout->addWidget(m_runs);
    layout->addSpacing(space::kLarge);
    auto *progress = new QVBoxLayout;
    progress->setSpacing(5);
    m_step = new ElidedLabel;
    m_step->setProperty("tone", "2");
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the comparison"));
    progress->addWidget(m_step);
    progress->addWidget(m_progress);
    layout->addLayout(progress, 1);
    m_cancel = makeButton(tr("Cancel"), QStringLiteral("x"));
    m_cancel->setToolTip(tr("Stop the race and remove what it started"));
    layout->addWidget(m_cancel);
    return bar;
}

QWidget *ComparePage::makeVerdict()
{
    auto *card = makeCard();
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kSmall);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(3);
    m_verdict = makeLabel({}, TextRole::CardTitle);
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts = makeLabel({}, TextRole::TableHead, QStringLiteral("3"));
    QFont small = m_facts->font();
    small.setWeight(QFont::Normal);
    m_facts->setFont(small);
    m_facts->setWordWrap(true);
    texts->addWidget(m_verdict);
    texts->addWidget(m_facts);
    row->addLayout(texts, 1);
    auto *copy = makeButton(tr("Copy as Markdown"), QStringLiteral("copy"));
    auto *save = makeButton(tr("Export report…"), QStringLiteral("download"));
    row->addWidget(copy, 0, Qt::AlignVCenter);
    row->addWidget(save, 0, Qt::AlignVCenter);
    cardLayout(card)->addLayout(row);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_session.race().markdown());
        emit m_session.announced(tr("Copied as Markdown"));
    });
    connect(save, &QPushButton::clicked, this, &ComparePage::exportReport);
    return card;
}

void ComparePage::makeCharts()
{
    auto *results = qobject_cast<QVBoxLayout *>(m_results->layout());
    auto *grid = new QGridLayout;
    grid->setSpacing(space::kLarge);
    m_startup = new StartupChart;
    m_memory = new PartsChart(tr("Memory when settled"), QStringLiteral("memory-stick"));
    m_disk = new PartsChart(tr("Disk"), QStringLiteral("hard-drive"));
    grid->addWidget(m_startup, 0, 0);
    grid->addWidget(m_memory, 0, 1);
    grid->addWidget(m_disk, 0, 2);
    for (ChartCard *chart : {static_cast<ChartCard *>(m_startup), static_cast<ChartCard *>(m_memory),
                             static_cast<ChartCard *>(m_disk)})
        chart->setFixedHeight(kResultHeight);
    for (int column = 0; column < 3; ++column)
        grid->setColumnStretch(column, 1);
    results->addLayout(grid);

    auto *head = new QHBoxLayout;
    m_liveTitle = makeLabel(tr("Live: the pair that was kept"), TextRole::CardTitle);
    m_removePair = makeButton(tr("Remove the pair"), QStringLiteral("trash-2"));
    m_removePair->setToolTip(tr("Stop and remove the container and the VM that the last run left"));
    connect(m_removePair, &QPushButton::clicked, this, [this] { m_session.race().removeKept(); });
    head->addWidget(m_liveTitle, 1);
    head->addWidget(m_removePair);
    results->addLayout(head);
    auto *live = new QGridLayout;
    live->setSpacing(space::kLarge);
    m_live = {
        new LiveChart(tr("CPU"), QStringLiteral("cpu"), Unit::Percent, pair()),
        new LiveChart(tr("Memory"), QStringLiteral("memory-stick"), Unit::Bytes, pair()),
        new LiveChart(tr("Network received"), QStringLiteral("arrow-down-up"), Unit::BytesPerSecond, pair()),
        new LiveChart(tr("Disk written"), QStringLiteral("hard-drive"), Unit::BytesPerSecond, pair())};
    auto *liveLink = new ChartLink(this);
    for (int i = 0; i < m_live.size(); ++i) {
        m_live[i]->setFixedHeight(kChartHeight);
        m_live[i]->setLink(liveLink);
        live->addWidget(m_live[i], i / 2, i % 2);
        live->setColumnStretch(i % 2, 1);
    }
    results->addLayout(live);
}

void ComparePage::connectRace()
{
    bridge::Race &race = m_session.race();
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancelling = true;
        m_session.race().cancel();
        m_step->setText(tr("Cancelling, and removing what was started…"));
        m_cancel->setEnabled(false);
    });
    connect(&race, &bridge::Race::loaded, this, [this] {
        if (!m_session.race().isRunning())
            showResult();
        emit settled();
    });
    connect(&race, &bridge::Race::progressed, this, [this](const QString &step) {
        if (!m_cancelling)
            m_step->setText(step);
    });
    connect(&race, &bridge::Race::happened, this, [this](const bridge::RaceEvent &event) {
        m_lanes->handle(event);
        if (event.kind == bridge::RaceEvent::Kind::RunFinished) {
            m_progress->setValue(++m_finishedRuns);
        } else if (event.kind == bridge::RaceEvent::Kind::RunStarted && !m_cancelling) {
            m_step->setText(event.run < 0 ? tr("Warming up: %1").arg(hullName(event.hull))
                                          : tr("Run %1 of %2: %3")
                                                .arg(event.run + 1)
                                                .arg(m_runs->value())
                                                .arg(hullName(event.hull)));
        }
    });
    connect(&race, &bridge::Race::finished, this, [this] {
        showResult();
        m_session.refresh();
        emit settled();
    });
    connect(&race, &bridge::Race::failed, this, [this](const bridge::Problem &problem) {
        m_lanes->end();
        if (problem.isEmpty())
            emit m_session.announced(tr("The comparison was cancelled; nothing is left behind"));
        else
            emit m_session.failed(problem);
        showResult();
        m_session.refresh();
        emit settled();
    });
    connect(&race, &bridge::Race::exported, this,
            [this](const QString &path, const bridge::Problem &problem) {
                if (problem.isEmpty())
                    emit m_session.announced(tr("Saved %1").arg(path));
                else
                    emit m_session.failed(problem);
            });
    connect(&m_session, &bridge::Session::imagesChanged, this, &ComparePage::fillImages);
    connect(&m_session, &bridge::Session::featuresChanged, this,
            [this] { m_lanes->setVmNote(m_session.host().accelerationLabel); });
    connect(&m_session, &bridge::Session::phaseChanged, this, [this] {
        updateState();
        if (m_startWhenOpen && m_session.phase() == bridge::Session::Phase::Open)
            start();
    });
    connect(&m_session.metrics(), &bridge::MetricsFeed::ticked, this, &ComparePage::updateLive);
    connect(&m_session, &bridge::Session::workloadsChanged, this, [this] {
        if (isSeen(*this))
            updateWatch();
    });
}

void ComparePage::fillImages()
{
    const QString before = m_wantedImage.isEmpty() ? m_image->currentText() : m_wantedImage;
    QStringList tags{kDemo};
    for (const bridge::ImageRow &image : m_session.images()) {
        if (!image.tag.isEmpty() && !tags.contains(image.tag))
            tags.append(image.tag);
    }
    m_image->clear();
    m_image->addItems(tags);
    if (const int index = m_image->findText(before); index >= 0)
        m_image->setCurrentIndex(index);
}

void ComparePage::receive(const QString &topic, const QVariant &value)
{
    if (topic == QLatin1String("image")) {
        m_wantedImage = value.toString();
        fillImages();
    } else if (topic == QLatin1String("start")) {
        if (m_session.phase() == bridge::Session::Phase::Open)
            start();
        else
            m_startWhenOpen = true;
    } else if (topic == QLatin1String("tab")) {
        showTab(value.toString());
    } else if (topic == QLatin1String("runs")) {
        m_runs->setValue(value.toInt());
    }
}

void ComparePage::start()
{
    m_startWhenOpen = false;
    m_cancelling = false;
    showTab(QStringLiteral("race"));
    bridge::RaceRequest request;
    request.image = m_image->currentText();
    request.runs = m_runs->value();
    m_finishedRuns = 0;
    m_expectedRuns = 2 * (request.runs + request.warmUps);
    m_progress->setRange(0, m_expectedRuns);
    m_progress->setValue(0);
    m_step->setText(tr("Getting ready"));
    m_lanes->begin(request.runs, m_session.host().accelerationLabel);
    m_scroll->ensureVisible(0, 0);
    m_session.race().start(request);
    updateState();
}

void ComparePage::showResult()
{
    const bridge::ExperimentView &last = m_session.race().last();
    m_results->setVisible(!last.isEmpty());
    if (!m_session.race().isRunning())
        m_lanes->setResult(last);
    if (!last.isEmpty()) {
        m_verdict->setText(last.verdict);
        const QDateTime when = QDateTime::fromString(last.startedAt, Qt::ISODateWithMs).toLocalTime();
        const QString date =
            when.isValid() ? QLocale().toString(when, QStringLiteral("d MMM yyyy, HH:mm")) : last.startedAt;
        QStringList facts{last.image, date, last.host.operatingSystem,
                          last.host.kernel.isEmpty() ? QString() : tr("kernel %1").arg(last.host.kernel),
                          last.host.cpus > 0 ? tr("%1 CPUs").arg(last.host.cpus) : QString()};
        facts.removeAll(QString());
        m_facts->setText(facts.join(QStringLiteral("  ·  ")));
        const bridge::HullView *container = last.hull(bridge::Hull::Container);
        const bridge::HullView *vm = last.hull(bridge::Hull::Vm);
        m_container->setResult(container, vm);
        m_vm->setResult(vm, container);
        m_startup->setResult(last);
        QList<PartsChart::Bar> memory;
        QList<PartsChart::Bar> disk;
        for (const bridge::HullView &hull : last.hulls) {
            memory.append({hull.hull, hull.accelerationLabel, hull.memory.entries});
            disk.append(
                {hull.hull,
                 hull.accelerationLabel,
                 {{tr("shared with others"), hull.diskSharedBytes}, {tr("its own"), hull.diskUniqueBytes}}});
        }
        m_memory->setBars(memory);
        m_disk->setBars(disk);
    }
    updateState();
    if (isSeen(*this))
        updateWatch();
}

void ComparePage::updateState()
{
    const bool open = m_session.phase() == bridge::Session::Phase::Open;
    const bool running = m_session.race().isRunning();
    const bool empty = m_session.race().last().isEmpty();
    const QString run = empty ? tr("Run") : tr("Run again");
    m_run->setText(QLatin1Char(' ') + run);
    m_run->setAccessibleName(run);
    m_intro->setVisible(empty && !running);
    m_run->setEnabled(open && !running);
    m_cancel->setEnabled(running && !m_cancelling);
    m_cancel->setVisible(running);
    m_image->setEnabled(!running);
    m_runs->setEnabled(!running);
    m_progress->setVisible(running);
    if (!running) {
        m_step->setText(open ? tr("Runs both hulls in turn and measures until the first HTTP 200.")
                             : tr("The engine is not open."));
    }
    setSubtitle(tr("The same image as a container and as a VM, side by side on this computer"));
}

void ComparePage::updateWatch()
{
    QList<bridge::WorkloadKey> alive;
    for (const bridge::WorkloadKey &key : m_session.race().last().kept) {
        const bridge::WorkloadRow *row = m_session.workload(key);
        if (row != nullptr && row->isRunning())
            alive.append(key);
    }
    const bool any = !alive.isEmpty() && !m_session.race().isRunning();
    for (LiveChart *chart : std::as_const(m_live))
        chart->setVisible(any);
    m_liveTitle->setVisible(any);
    m_removePair->setVisible(any);
    m_watch = any ? m_session.metrics().watch(alive) : nullptr;
}

void ComparePage::updateLive()
{
    if (!m_watch)
        return;
    static constexpr bridge::Quantity kQuantities[] = {
        bridge::Quantity::CpuPercent, bridge::Quantity::MemoryBytes, bridge::Quantity::NetworkReceiveRate,
        bridge::Quantity::DiskWriteRate};
    for (const bridge::WorkloadKey &key : m_session.race().last().kept) {
        const int curve = key.hull == bridge::Hull::Vm ? 1 : 0;
        const bridge::WorkloadRow *row = m_session.workload(key);
        for (int i = 0; i < m_live.size(); ++i) {
            m_live[i]->setData(curve, m_session.metrics().curve(key, kQuantities[i], LiveChart::kSeconds,
                                                                LiveChart::kMaximumPoints));
            if (row != nullptr && !row->accelerationLabel.isEmpty())
                m_live[i]->setVmNote(row->accelerationLabel);
        }
    }
    for (LiveChart *chart : std::as_const(m_live))
        chart->flush();
}

void ComparePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    updateWatch();
}

void ComparePage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_watch.reset();
}

QPixmap ComparePage::grabContent() const
{
    QWidget *content = qobject_cast<QScrollArea *>(m_stack->currentWidget())->widget();
    const double ratio = devicePixelRatioF();
    constexpr int kMargin = space::kPage;
    const QSize size = content->size() + QSize(2 * kMargin, 2 * kMargin);
    QPixmap picture(size * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Theme::tokens().background);
    content->render(&picture, QPoint(kMargin, kMargin), {}, QWidget::DrawChildren);
    return picture;
}

bool ComparePage::writePdf(const QString &path) const
{
    QWidget *content = qobject_cast<QScrollArea *>(m_stack->currentWidget())->widget();
    constexpr int kMargin = space::kPage;
    const QSize size = content->size() + QSize(2 * kMargin, 2 * kMargin);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    QPdfWriter writer(&file);
    writer.setTitle(tr("Comparison of %1").arg(m_session.race().last().image));
    writer.setCreator(QStringLiteral("Catamaran"));
    // One page as long as the content, in vectors: nothing is cut in two.
    writer.setPageSize(QPageSize(QSizeF(size) * 0.75, QPageSize::Point));
    writer.setPageMargins({});
    QPainter painter(&writer);
    if (!painter.isActive())
        return false;
    const double scale = static_cast<double>(writer.width()) / size.width();
    painter.scale(scale, scale);
    painter.fillRect(QRect(QPoint(), size), Theme::tokens().background);
    content->render(&painter, QPoint(kMargin, kMargin), {}, QWidget::DrawChildren);
    return painter.end();
}

void ComparePage::openDetails(bridge::Hull hull)
{
    for (const bridge::WorkloadKey &key : m_session.race().last().kept) {
        if (key.hull == hull && m_session.workload(key) != nullptr) {
            emit navigate(QStringLiteral("details"), QStringLiteral("open"), QVariant::fromValue(key));
            return;
        }
    }
    emit m_session.announced(
        m_session.race().isRunning()
            ? tr("Its details can be opened when the race is over")
            : tr("Nothing is left of this lane: only the pair of the last race is kept"));
}

void ComparePage::exportReport()
{
    const QString name = QFileDialog::getSaveFileName(
        this, tr("Export the comparison"), QStringLiteral("compare.html"),
        tr("HTML report (*.html);;PDF (*.pdf);;Picture of this page (*.png);;CSV table "
           "(*.csv);;JSON (*.json);;Markdown (*.md)"));
    if (name.isEmpty())
        return;
    if (name.endsWith(QLatin1String(".png"), Qt::CaseInsensitive)) {
        const bool saved = grabContent().save(name);
        if (saved)
            emit m_session.announced(tr("Saved %1").arg(name));
        else
            emit m_session.failed({tr("Cannot write %1").arg(name), tr("The file could not be created"),
                                   tr("Choose another folder")});
        return;
    }
    if (name.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive)) {
        if (writePdf(name))
            emit m_session.announced(tr("Saved %1").arg(name));
        else
            emit m_session.failed({tr("Cannot write %1").arg(name), tr("The file could not be created"),
                                   tr("Choose another folder")});
        return;
    }
    const auto format =
        name.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)    ? bridge::ReportFormat::Csv
        : name.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) ? bridge::ReportFormat::Json
        : name.endsWith(QLatin1String(".md"), Qt::CaseInsensitive)   ? bridge::ReportFormat::Markdown
                                                                     : bridge::ReportFormat::Html;
    m_session.race().exportReport(name, format);
}

} // namespace catamaran::ui
