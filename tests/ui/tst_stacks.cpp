// SPDX-License-Identifier: GPL-3.0-or-later
// The Stacks page in the real window: on a scripted deck, and with real containers where the host can run
// them. With CATAMARAN_SHOTS=DIR a picture of each step is written.
#include "engine/base/digest.h"
#include "src/bridge/engine_stacks.h"
#include "src/bridge/metrics_feed.h"
#include "src/bridge/session.h"
#include "src/bridge/stack_state.h"
#include "src/bridge/stacks.h"
#include "tests/support/fake_deck.h"
#include "tests/support/support.h"
#include "tests/support/ui_main.h"
#include "ui/shell/banner.h"
#include "ui/shell/drop_target.h"
#include "ui/shell/main_window.h"
#include "ui/stacks/graph_view.h"
#include "ui/stacks/merged_log.h"
#include "ui/stacks/plan_sheet.h"
#include "ui/stacks/side_panel.h"
#include "ui/stacks/stack_panel.h"
#include "ui/stacks/stacks_page.h"
#include "ui/stacks/startup_chart.h"
#include "ui/stacks/yaml_editor.h"
#include "ui/theme/theme.h"
#include "ui/widgets/log_view.h"

#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QUrl>
#include <memory>

using namespace catamaran;
using Verb = bridge::StackCommand::Verb;

namespace {

constexpr int kPatience = 30'000;

QString writeFile(const test::TemporaryDirectory &directory, const QString &name, const QByteArray &text)
{
    const QString path = QDir(QString::fromStdString(directory.path())).filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

/// db is healthy before web starts; worker waits for a job that ends.
const QByteArray kShop =
    "name: harbour\n"
    "services:\n"
    "  db:\n"
    "    image: localhost/demo\n"
    "    healthcheck:\n"
    "      test: [CMD, /bin/busybox, wget, -q, -O, /dev/null, 'http://127.0.0.1/']\n"
    "      interval: 300ms\n"
    "      start_interval: 100ms\n"
    "      start_period: 5s\n"
    "    volumes: [data:/data]\n"
    "  migrate:\n"
    "    image: localhost/demo\n"
    "    command: [/bin/busybox, echo, 'schema is up to date']\n"
    "    depends_on:\n"
    "      db: {condition: service_healthy}\n"
    "  web:\n"
    "    image: localhost/demo\n"
    "    command: [/bin/busybox, sh, -c, 'echo web is up; exec httpd -f -v -p 80 -h /www']\n"
    "    depends_on:\n"
    "      db: {condition: service_healthy}\n"
    "      migrate: {condition: service_completed_successfully}\n"
    "  proxy:\n"
    "    image: localhost/demo\n"
    "    depends_on: [web, db]\n"
    "    ports: ['127.0.0.1:18933:80']\n"
    "    deploy: {resources: {limits: {memory: 64M, cpus: '0.5'}}}\n"
    "  tools:\n"
    "    image: localhost/demo\n"
    "    profiles: [debug]\n"
    "volumes:\n"
    "  data: {}\n";

/// What the plan says, and who was asked, without an engine.
class ScriptedStacks final : public bridge::StackDriver {
public:
    base::Result<QList<bridge::PlanRow>> plan(core::Deck &, const bridge::StackCommand &command) override
    {
        lastPlanned = command;
        return QList<bridge::PlanRow>{{bridge::PlanRow::Change::Create,
                                       QStringLiteral("network"),
                                       QStringLiteral("harbour_default"),
                                       {}},
                                      {bridge::PlanRow::Change::Recreate, QStringLiteral("container"),
                                       QStringLiteral("harbour-web-1"),
                                       QStringLiteral("its configuration changed")}};
    }
    base::Result<void> run(core::Deck &, const bridge::StackCommand &,
                           const std::function<void(const bridge::StackEvent &)> &onEvent,
                           const base::OperationContext &) override
    {
        onEvent({bridge::StackEvent::Phase::Begin, bridge::StartupBar::Kind::Create, QStringLiteral("db"),
                 QStringLiteral("harbour-db-1"), QStringLiteral("creating"), 1});
        return base::fail(
            base::Error(base::Errc::PortInUse, "port 18933 is taken by nginx (pid 7)").withFix("Stop it."));
    }
    bridge::StackCommand lastPlanned;
};

/// Sends what a desktop sends while something is dragged to `at` and dropped there.
bool drop(QWidget &window, const QMimeData &mime, const QPoint &at)
{
    QWidget *under = window.childAt(at);
    under = under != nullptr ? under : &window;
    const auto send = [&](QEvent &event) {
        QWidget *target = window.childAt(at);
        QApplication::sendEvent(target != nullptr ? target : under, &event);
        return event.isAccepted();
    };
    QDragEnterEvent enter(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    if (!send(enter))
        return false;
    QDragMoveEvent move(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    if (!send(move))
        return false;
    QDropEvent dropped(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    return send(dropped);
}

void shoot(QWidget &window, const QString &name)
{
    const QString directory = qEnvironmentVariable("CATAMARAN_SHOTS");
    if (directory.isEmpty())
        return;
    QTest::qWait(150); // what the last signal changed is laid out and painted
    QDir().mkpath(directory);
    window.grab().save(QDir(directory).filePath(name + QStringLiteral(".png")));
}

std::unique_ptr<QMimeData> mimeOf(const QString &path)
{
    auto mime = std::make_unique<QMimeData>();
    mime->setUrls({QUrl::fromLocalFile(path)});
    return mime;
}

/// A window on a scripted deck.
struct Desk {
    Desk()
        : deck(std::make_shared<test::FakeDeck>()), driver(std::make_shared<ScriptedStacks>()), state(),
          session((test::fillWithExamples(*deck),
                   [this] {
                       bridge::Parts parts = test::fakeParts(deck, state.path(), 0);
                       parts.stacks = driver;
                       return parts;
                   }())),
          window(session, ui::standardPages(session), nullptr)
    {
        window.show();
        session.open();
    }
    ui::StacksPage &page() { return *qobject_cast<ui::StacksPage *>(window.page(QStringLiteral("stacks"))); }
    std::shared_ptr<test::FakeDeck> deck;
    std::shared_ptr<ScriptedStacks> driver;
    test::TemporaryDirectory state;
    bridge::Session session;
    ui::MainWindow window;
};

} // namespace

class StacksTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ui::Theme> m_theme;

private slots:
    void initTestCase()
    {
        const bool light = qEnvironmentVariable("CATAMARAN_SHOTS_THEME") == QLatin1String("light");
        m_theme = std::make_unique<ui::Theme>(*qApp, light ? ui::Scheme::Light : ui::Scheme::Dark);
    }
    void cleanupTestCase() { m_theme.reset(); }

    void withoutStacksThePageSaysHowToGetOne()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.showPage(QStringLiteral("stacks"));
        shoot(desk.window, QStringLiteral("01-empty"));
        QVERIFY(!desk.page().panel().hasStack());
    }

    void whoTalksShowsOnItsEdge()
    {
        ui::GraphView graph;
        graph.resize(900, 520);
        QList<bridge::StackService> services;
        for (const char *name : {"web", "db", "cache"}) {
            bridge::StackService service;
            service.name = QString::fromLatin1(name);
            services.append(service);
        }
        const QString web = services[0].name;
        const QString db = services[1].name;
        const QString cache = services[2].name;
        graph.setStack(services, {{db, web, QStringLiteral("service_healthy"), true}});
        graph.setStates({});
        graph.show();
        const QImage quiet = graph.grab().toImage();
        graph.setTraffic({{web, cache, 1}, {web, db, 3}});
        QCOMPARE(graph.connections(db, web), 3);
        QCOMPARE(graph.connections(db, cache), 0);
        QVERIFY(graph.card(web)->accessibleName().contains(QStringLiteral("connections to db: 3")));
        QVERIFY(graph.card(cache)->toolTip().contains(QStringLiteral("connections from web: 1")));
        QVERIFY(graph.grab().toImage() != quiet);
        shoot(graph, QStringLiteral("00-traffic"));
        graph.setTraffic({});
        QVERIFY(!graph.card(web)->accessibleName().contains(QStringLiteral("connections")));
    }

    void aFileDroppedOnAnyPageOpensItsPreview()
    {
        Desk desk;
        test::TemporaryDirectory directory;
        const QString file = writeFile(directory, QStringLiteral("harbour/compose.yaml"), kShop);
        QTRY_VERIFY(desk.session.isSettled());
        for (const char *id : {"overview", "settings", "images"}) {
            desk.window.showPage(QLatin1String(id));
            QVERIFY(drop(desk.window, *mimeOf(file), {500, 400}));
            QCOMPARE(desk.window.currentPageId(), QStringLiteral("stacks"));
            QTRY_COMPARE(desk.page().panel().project(), QStringLiteral("harbour"));
        }
        ui::StackPanel &panel = desk.page().panel();
        QCOMPARE(panel.preview().services.size(), 5);
        QVERIFY(panel.graph().card(QStringLiteral("web")) != nullptr);
        QVERIFY(panel.button(Verb::Up).isEnabled());
        QVERIFY(!panel.button(Verb::Down).isEnabled());
        QCOMPARE(desk.session.stacks().recent().size(), 1);
    }

    void whatIsNoStackIsRefusedWithTheReasonInView()
    {
        Desk desk;
        test::TemporaryDirectory directory;
        const QString file = writeFile(directory, QStringLiteral("cat.png"), "x");
        QTRY_VERIFY(desk.session.isSettled());
        const auto mime = mimeOf(file);
        QWidget *under = desk.window.childAt(500, 400);
        QDragEnterEvent enter(QPoint(500, 400), Qt::CopyAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(under, &enter);
        auto *target = desk.window.findChild<ui::DropTarget *>();
        QVERIFY(target->isVisible());
        QVERIFY(target->accessibleName().contains(QStringLiteral("cat.png")));
        shoot(desk.window, QStringLiteral("02-refused"));
        QDropEvent dropped(QPoint(500, 400), Qt::CopyAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target, &dropped);
        QVERIFY(!dropped.isAccepted());
        QVERIFY(!target->isVisible());
        QVERIFY(desk.window.currentPageId() != QLatin1String("stacks"));
    }

    void arrowsWalkTheGraphAndEnterShowsTheLog()
    {
        Desk desk;
        test::TemporaryDirectory directory;
        const QString file = writeFile(directory, QStringLiteral("compose.yaml"), kShop);
        QTRY_VERIFY(desk.session.isSettled());
        QVERIFY(drop(desk.window, *mimeOf(file), {500, 400}));
        ui::StackPanel &panel = desk.page().panel();
        QTRY_COMPARE(panel.project(), QStringLiteral("harbour"));
        ui::NodeCard *db = panel.graph().card(QStringLiteral("db"));
        QTest::mouseClick(db, Qt::LeftButton);
        QCOMPARE(panel.graph().selected(), QStringLiteral("db"));
        // Upright where there is more height than width.
        const int dbBottom = db->y() + db->height();
        const auto along =
            panel.graph().card(QStringLiteral("migrate"))->y() >= dbBottom ? Qt::Key_Down : Qt::Key_Right;
        QTest::keyClick(db, along);
        QCOMPARE(panel.graph().selected(), QStringLiteral("migrate"));
        QTest::keyClick(panel.graph().card(QStringLiteral("migrate")), along);
        QCOMPARE(panel.graph().selected(), QStringLiteral("web"));
        QVERIFY(panel.graph().card(QStringLiteral("web"))->accessibleName().contains(QStringLiteral("web")));
        QTest::keyClick(panel.graph().card(QStringLiteral("web")), Qt::Key_Return);
        QVERIFY(panel.log().isVisible());
    }

    void aMistakeIsShownUnderItsLineAndTheGraphStays()
    {
        Desk desk;
        test::TemporaryDirectory directory;
        const QString file = writeFile(directory, QStringLiteral("compose.yaml"), kShop);
        QTRY_VERIFY(desk.session.isSettled());
        QVERIFY(drop(desk.window, *mimeOf(file), {500, 400}));
        ui::StackPanel &panel = desk.page().panel();
        QTRY_COMPARE(panel.project(), QStringLiteral("harbour"));
        panel.showTab(ui::StackPanel::Tab::File);
        QString text = panel.editor().toPlainText();
        panel.editor().setPlainText(
            text.replace(QStringLiteral("    ports: ["), QStringLiteral("    prots: [")));
        QTRY_COMPARE(panel.editor().diagnostics().size(), 1);
        const int line = panel.editor().diagnostics()[0].line;
        QCOMPARE(line, 25);
        const QRectF message = panel.editor().messageRect(line);
        QVERIFY(message.height() > 10);
        QVERIFY(panel.isEdited());
        QVERIFY(!panel.button(Verb::Up).isEnabled());
        QCOMPARE(panel.preview().services.size(), 5);
        panel.editor().goToNext();
        QCOMPARE(panel.editor().textCursor().blockNumber() + 1, line);
        shoot(desk.window, QStringLiteral("03-mistake"));
        panel.showTab(ui::StackPanel::Tab::Graph);
        shoot(desk.window, QStringLiteral("04-mistake-graph"));
        // Mended and saved, it is the file.
        panel.editor().setPlainText(QString(text).replace(QStringLiteral("prots"), QStringLiteral("ports")));
        QTRY_VERIFY(panel.editor().diagnostics().isEmpty());
        QTRY_VERIFY(panel.button(Verb::Up).isEnabled());
    }

    void aFailedUpSaysWhy()
    {
        Desk desk;
        test::TemporaryDirectory directory;
        const QString file = writeFile(directory, QStringLiteral("compose.yaml"), kShop);
        QTRY_VERIFY(desk.session.isSettled());
        QVERIFY(drop(desk.window, *mimeOf(file), {500, 400}));
        ui::StackPanel &panel = desk.page().panel();
        QTRY_COMPARE(panel.project(), QStringLiteral("harbour"));
        panel.side().stepper(QStringLiteral("web"))->box().setValue(3);
        panel.propose(Verb::Up);
        QTRY_COMPARE(panel.plan().rows().size(), 2);
        QCOMPARE(desk.driver->lastPlanned.scale.value(QStringLiteral("web")), 3);
        QTest::keyClick(&panel.plan(), Qt::Key_Return);
        QTRY_VERIFY(desk.window.banner().isVisible());
        QVERIFY(desk.window.banner().problem().text().contains(QStringLiteral("nginx")));
        shoot(desk.window, QStringLiteral("05-failed-up"));
    }

    void aServiceThatIsAVmIsReachedByItsName()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        test::TemporaryDirectory state;
        engine::EngineOptions options;
        options.dataDirectory = state.file("data");
        options.runDirectory = state.file("run");
        options.instance = base::Sha256::hexOf(options.dataDirectory).substr(0, 8);
        auto deck = core::Deck::open(options);
        VERIFY_RESULT(deck);
        if (const auto machines = (*deck)->hypervisor().machines(true); !machines)
            QSKIP(machines.error().fullText().c_str());
        VERIFY_RESULT((*deck)->prepareDemo({}));
        bridge::StackCommand command;
        command.project = QStringLiteral("mixed");
        const QString file = writeFile(
            state, QStringLiteral("mixed/compose.yaml"),
            "name: mixed\n"
            "services:\n"
            "  store:\n"
            "    image: localhost/demo\n"
            "    command: [/bin/busybox, httpd, -f, -p, '18934', -h, /www]\n"
            "    ports: ['18934:18934']\n"
            "    x-catamaran: {runtime: vm, memory: 128M}\n"
            "  client:\n"
            "    image: localhost/demo\n"
            "    depends_on: [store]\n"
            "    command: [/bin/busybox, sh, -c,\n"
            "      'for i in $$(busybox seq 200); do busybox wget -q -O - http://store:18934/ && exit 0;"
            " busybox sleep 0.3; done; exit 1']\n");
        command.source.files = {file};
        command.source.directory = QFileInfo(file).path();
        bridge::EngineStacks stacks;
        QList<bridge::StackEvent> events;
        const auto up = stacks.run(**deck, command, [&](const auto &event) { events.append(event); }, {});
        const auto code = up ? (*deck)->engine().wait("mixed-client-1", {}) : base::fail(up.error());
        const auto list = (*deck)->workloads();
        command.verb = Verb::Down;
        const auto down = stacks.run(**deck, command, [](const auto &) {}, {});
        VERIFY_RESULT(up);
        VERIFY_RESULT(code);
        QCOMPARE(*code, 0);
        VERIFY_RESULT(list);
        int machines = 0;
        for (const core::Workload &one : *list)
            machines += one.id.kind == core::Kind::Vm ? 1 : 0;
        QCOMPARE(machines, 1);
        VERIFY_RESULT(down);
        QVERIFY((*deck)->workloads()->empty());
    }

    void aStackComesUpScalesAndGoesDownWithRealContainers()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        test::TemporaryDirectory state;
        test::TemporaryDirectory run;
        engine::EngineOptions options;
        options.dataDirectory = state.file("data");
        options.runDirectory = run.file("run");
        options.instance = base::Sha256::hexOf(options.dataDirectory).substr(0, 8);
        auto deck = core::Deck::open(options);
        VERIFY_RESULT(deck);
        VERIFY_RESULT((*deck)->prepareDemo({}));
        bridge::Parts parts = test::fakeParts(nullptr, state.path(), 0);
        parts.openDeck = [deck] { return *deck; };
        parts.listImages = [](core::Deck &one) { return one.engine().images().list(); };
        parts.stacks = std::make_shared<bridge::EngineStacks>();
        bridge::Session session(parts);
        ui::MainWindow window(session, ui::standardPages(session), nullptr);
        window.show();
        session.open();
        QTRY_COMPARE_WITH_TIMEOUT(session.phase(), bridge::Session::Phase::Open, kPatience);
        // The longest the window did not answer.
        QElapsedTimer beat;
        beat.start();
        qint64 worst = 0;
        QTimer pulse;
        connect(&pulse, &QTimer::timeout, this, [&] { worst = std::max(worst, beat.restart()); });
        pulse.start(5);

        const QString file = writeFile(state, QStringLiteral("harbour/compose.yaml"), kShop);
        const auto mime = mimeOf(QFileInfo(file).path());
        QDragEnterEvent enter(QPoint(500, 400), Qt::CopyAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window.childAt(500, 400), &enter);
        shoot(window, QStringLiteral("10-drag"));
        QVERIFY(drop(window, *mime, {500, 400}));
        auto &page = *qobject_cast<ui::StacksPage *>(window.page(QStringLiteral("stacks")));
        ui::StackPanel &panel = page.panel();
        QTRY_COMPARE_WITH_TIMEOUT(panel.project(), QStringLiteral("harbour"), kPatience);
        shoot(window, QStringLiteral("11-preview"));

        panel.propose(Verb::Up);
        QTRY_VERIFY_WITH_TIMEOUT(panel.plan().applyButton().isEnabled(), kPatience);
        QCOMPARE(panel.plan().rows().size(), 6); // a network, a volume, four containers
        shoot(window, QStringLiteral("12-plan"));
        QTest::mouseClick(&panel.plan().applyButton(), Qt::LeftButton);
        QTRY_VERIFY(session.stacks().isRunning(QStringLiteral("harbour")));
        shoot(window, QStringLiteral("13-coming-up"));
        QTRY_VERIFY_WITH_TIMEOUT(!session.stacks().isRunning(QStringLiteral("harbour")), kPatience);
        QVERIFY2(!window.banner().isVisible(), qPrintable(window.banner().problem().text()));
        const auto mood = [&](const char *service) {
            const bridge::StackState *now = session.stacks().state(QStringLiteral("harbour"));
            const bridge::ServiceState *one = now != nullptr ? now->service(QLatin1String(service)) : nullptr;
            return one != nullptr ? one->mood : bridge::ServiceState::Mood::Absent;
        };
        QTRY_COMPARE_WITH_TIMEOUT(mood("db"), bridge::ServiceState::Mood::Healthy, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(mood("web"), bridge::ServiceState::Mood::Running, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(mood("migrate"), bridge::ServiceState::Mood::Done, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(session.metrics().latest(session.stacks()
                                                              .state(QStringLiteral("harbour"))
                                                              ->service(QStringLiteral("web"))
                                                              ->replicas[0]
                                                              .key,
                                                          bridge::Quantity::MemoryBytes),
                                 kPatience);
        if (qEnvironmentVariableIsSet("CATAMARAN_SHOTS"))
            QTest::qWait(9000); // curves for the pictures
        shoot(window, QStringLiteral("14-up"));
        QTest::mouseClick(panel.graph().card(QStringLiteral("web")), Qt::LeftButton);
        shoot(window, QStringLiteral("15-selected"));

        // Started after what it needs was there.
        const bridge::StartupTrace *trace = session.stacks().startup(QStringLiteral("harbour"));
        QVERIFY(trace != nullptr);
        double migrated = 0;
        double webStart = 0;
        for (const bridge::StartupBar &bar : trace->bars()) {
            if (bar.row == QLatin1String("db") && bar.kind == bridge::StartupBar::Kind::Health)
                migrated = bar.toMs;
            if (bar.row == QLatin1String("web") && bar.kind == bridge::StartupBar::Kind::Start)
                webStart = bar.fromMs;
        }
        QVERIFY2(
            migrated > 0 && webStart >= migrated,
            qPrintable(QStringLiteral("db healthy at %1, web started at %2").arg(migrated).arg(webStart)));
        panel.showTab(ui::StackPanel::Tab::Startup);
        shoot(window, QStringLiteral("16-startup"));
        panel.showTab(ui::StackPanel::Tab::Resources);
        shoot(window, QStringLiteral("17-resources"));
        panel.showTab(ui::StackPanel::Tab::Logs);
        QTRY_VERIFY_WITH_TIMEOUT(panel.log().view().ring().size() >= 2, kPatience);
        shoot(window, QStringLiteral("18-logs"));
        panel.log().filter().setText(QStringLiteral("schema"));
        QTRY_COMPARE(panel.log().view().rowCount(), qint64(1));
        panel.log().filter().clear();
        panel.showTab(ui::StackPanel::Tab::File);
        shoot(window, QStringLiteral("19-file"));
        panel.showTab(ui::StackPanel::Tab::Graph);

        // Scale by the spinner.
        QTest::keyClick(&panel.side().stepper(QStringLiteral("web"))->box(), Qt::Key_Up);
        const auto replicas = [&](const char *service) {
            const bridge::StackState *now = session.stacks().state(QStringLiteral("harbour"));
            return now != nullptr && now->service(QLatin1String(service)) != nullptr
                       ? now->service(QLatin1String(service))->running()
                       : 0;
        };
        QTRY_COMPARE_WITH_TIMEOUT(replicas("web"), 2, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!session.stacks().isRunning(QStringLiteral("harbour")), kPatience);
        shoot(window, QStringLiteral("20-scaled"));

        // Only what was edited would change.
        QString text = panel.editor().toPlainText();
        panel.editor().setPlainText(text.replace(QStringLiteral("web is up"), QStringLiteral("web is back")));
        QTRY_VERIFY_WITH_TIMEOUT(!panel.isLoading(), kPatience);
        panel.propose(Verb::Up);
        QTRY_VERIFY_WITH_TIMEOUT(panel.plan().applyButton().isEnabled(), kPatience);
        QStringList recreated;
        for (const bridge::PlanRow &row : panel.plan().rows()) {
            if (row.change == bridge::PlanRow::Change::Recreate)
                recreated.append(row.name);
        }
        QCOMPARE(recreated, QStringList{QStringLiteral("harbour-web-1")});
        shoot(window, QStringLiteral("21-what-would-change"));
        QTest::keyClick(&panel.plan(), Qt::Key_Escape);
        QVERIFY(!panel.plan().isVisible());

        panel.propose(Verb::Down);
        QTRY_VERIFY_WITH_TIMEOUT(panel.plan().applyButton().isEnabled(), kPatience);
        shoot(window, QStringLiteral("22-down-plan"));
        QTest::keyClick(&panel.plan(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(session.stacks().state(QStringLiteral("harbour")) == nullptr, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(!session.stacks().isRunning(QStringLiteral("harbour")), kPatience);
        QVERIFY2(!window.banner().isVisible(), qPrintable(window.banner().problem().text()));
        QVERIFY(!(*deck)->engine().networks().network("harbour_default"));
        // The data stays until it is asked away.
        VERIFY_RESULT((*deck)->engine().volumes().inspect("harbour_data", engine::VolumeService::Sizes::No));
        shoot(window, QStringLiteral("23-down"));
        qInfo("longest time between two heartbeats of the window: %lld ms", static_cast<long long>(worst));
        VERIFY_RESULT((*deck)->engine().volumes().remove("harbour_data", true));
    }
};

CATAMARAN_UI_TEST_MAIN(StacksTest)
#include "tst_stacks.moc"
