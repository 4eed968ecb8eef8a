// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/log_stream.h"
#include "src/bridge/metrics_feed.h"
#include "src/bridge/race.h"
#include "src/bridge/session.h"
#include "tests/support/fake_deck.h"
#include "tests/support/support.h"
#include "tests/support/ui_main.h"
#include "ui/compare/compare_page.h"
#include "ui/compare/race_lanes.h"
#include "ui/details/details_page.h"
#include "ui/models/workload_filter.h"
#include "ui/models/workload_model.h"
#include "ui/shell/banner.h"
#include "ui/shell/capture.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/log_view.h"
#include "ui/workloads/details_panel.h"
#include "ui/workloads/workloads_page.h"

#include <QAccessible>
#include <QApplication>
#include <QImage>
#include <QSignalSpy>
#include <QTableView>
#include <QTimer>
#include <memory>
#include <set>

using namespace catamaran;

namespace {

/// A session on a scripted deck, its window, and the theme.
struct Desk {
    explicit Desk(double speed = 0)
        : deck(std::make_shared<test::FakeDeck>()), state(),
          session((test::fillWithExamples(*deck), test::fakeParts(deck, state.path(), speed))),
          window(session, ui::standardPages(session), nullptr)
    {
        window.show();
        session.open();
    }
    std::shared_ptr<test::FakeDeck> deck;
    test::TemporaryDirectory state;
    bridge::Session session;
    ui::MainWindow window;
};

} // namespace

class WindowTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ui::Theme> m_theme;

private slots:
    void initTestCase() { m_theme = std::make_unique<ui::Theme>(*qApp, ui::Scheme::Dark); }
    void cleanupTestCase() { m_theme.reset(); }

    void theDeckIsNeverCalledOnTheGuiThread()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        for (const QString &id : desk.window.pageIds())
            desk.window.showPage(id);
        desk.session.act(bridge::Action::Stop, {desk.session.workloads()[0].key});
        desk.session.inspect(desk.session.workloads()[1].key);
        QTRY_VERIFY(!desk.deck->actions().empty());
        QCOMPARE(desk.deck->callsOnThread(test::currentThreadHash()), 0);
    }

    void everyFocusableControlHasAnAccessibleName()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        QStringList nameless;
        for (const QString &id : desk.window.pageIds()) {
            desk.window.showPage(id);
            if (auto *page = qobject_cast<ui::WorkloadsPage *>(desk.window.page(id)))
                page->select(desk.session.workloads()[0].key);
            const auto widgets = desk.window.findChildren<QWidget *>();
            for (QWidget *widget : widgets) {
                const bool inner = widget->objectName().startsWith(QLatin1String("qt_"));
                if (inner || !widget->isVisibleTo(&desk.window) ||
                    (widget->focusPolicy() & Qt::TabFocus) == 0)
                    continue;
                QAccessibleInterface *access = QAccessible::queryAccessibleInterface(widget);
                if (access == nullptr || access->text(QAccessible::Name).trimmed().isEmpty())
                    nameless.append(id + QLatin1Char('/') + QLatin1String(widget->metaObject()->className()) +
                                    QLatin1Char(' ') + widget->objectName() + QStringLiteral(" in ") +
                                    QLatin1String(widget->parentWidget()->metaObject()->className()));
            }
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
    }

    void rowsStayInPlaceWhenStatesAndFiguresChange()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        ui::WorkloadModel model(desk.session);
        ui::WorkloadFilter filter;
        filter.setSourceModel(&model);
        filter.sort(ui::WorkloadModel::Name);
        QStringList before;
        for (int row = 0; row < filter.rowCount(); ++row)
            before.append(filter.index(row, 0).data().toString());
        QCOMPARE(before.size(), 10);
        QSignalSpy changed(&desk.session, &bridge::Session::workloadsChanged);
        desk.deck->setState({core::Kind::Container, desk.session.workloads()[0].key.id.toStdString()},
                            core::State::Exited);
        QTRY_VERIFY(!changed.isEmpty());
        model.updateFigures();
        QStringList after;
        for (int row = 0; row < filter.rowCount(); ++row)
            after.append(filter.index(row, 0).data().toString());
        QCOMPARE(after, before);
    }

    void filtersCombineKindStateAndText()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        ui::WorkloadModel model(desk.session);
        ui::WorkloadFilter filter;
        filter.setSourceModel(&model);
        filter.setHull(bridge::Hull::Vm);
        QCOMPARE(filter.rowCount(), 3);
        filter.setStates(ui::StateGroup::Running);
        QCOMPARE(filter.rowCount(), 2);
        filter.setText(QStringLiteral("BUILD"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setHull(std::nullopt);
        filter.setStates(ui::StateGroup::Failed);
        filter.setText({});
        QCOMPARE(filter.index(0, 0).data().toString(), QStringLiteral("mailer"));
    }

    void aStoppedWorkloadShowsNoFigures()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        ui::WorkloadModel model(desk.session);
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data(ui::WorkloadModel::RunningRole).toBool())
                continue;
            QCOMPARE(model.index(row, ui::WorkloadModel::Cpu).data().toString(), QStringLiteral("–"));
        }
    }

    void theLanesFillFromTheRacesEvents()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.showPage(QStringLiteral("compare"));
        auto *page = qobject_cast<ui::ComparePage *>(desk.window.page(QStringLiteral("compare")));
        QVERIFY(page->lanes().isEmpty());
        QSignalSpy finished(&desk.session.race(), &bridge::Race::finished);
        page->receive(QStringLiteral("runs"), 3);
        page->receive(QStringLiteral("start"), true);
        QVERIFY(desk.session.race().isRunning());
        QTRY_COMPARE(finished.size(), 1);
        for (const bridge::Hull hull : {bridge::Hull::Container, bridge::Hull::Vm}) {
            const ui::RaceLanes::Lane &lane = page->lanes().lane(hull);
            QCOMPARE(lane.runs.size(), 3);
            QVERIFY(lane.runs.last().finished);
            QCOMPARE(lane.runs.last().phases.last().name, QStringLiteral("http"));
        }
        QCOMPARE(page->lanes().lane(bridge::Hull::Vm).note, QStringLiteral("software emulation"));
        QVERIFY(!desk.session.race().last().verdict.isEmpty());
        QVERIFY(desk.session.race().markdown().contains(QStringLiteral("software emulation")));
    }

    void aCancelledRaceEndsWithoutAnError()
    {
        Desk desk(0.05);
        QTRY_VERIFY(desk.session.isSettled());
        QSignalSpy failed(&desk.session.race(), &bridge::Race::failed);
        QSignalSpy happened(&desk.session.race(), &bridge::Race::happened);
        desk.session.race().start({});
        QTRY_VERIFY(!happened.isEmpty());
        desk.session.race().cancel();
        QVERIFY(desk.session.race().isRunning()); // it still cleans up
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].value<bridge::Problem>().isEmpty());
        QVERIFY(!desk.session.race().isRunning());
    }

    void theLastComparisonIsThereInTheNextSession()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        QSignalSpy finished(&desk.session.race(), &bridge::Race::finished);
        desk.session.race().start({});
        QTRY_COMPARE(finished.size(), 1);
        bridge::Session again(test::fakeParts(desk.deck, desk.state.path()));
        again.open();
        QTRY_VERIFY(again.isSettled());
        QCOMPARE(again.race().last().hulls.size(), 2);
        QCOMPARE(again.race().last().hulls[1].runs.size(), desk.session.race().last().hulls[1].runs.size());
        QCOMPARE(again.race().last().kept, desk.session.race().last().kept);
    }

    void reportsAreWrittenInEveryFormat()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        QSignalSpy finished(&desk.session.race(), &bridge::Race::finished);
        QSignalSpy exported(&desk.session.race(), &bridge::Race::exported);
        desk.session.race().start({});
        QTRY_COMPARE(finished.size(), 1);
        const QList<QPair<bridge::ReportFormat, QByteArray>> formats{
            {bridge::ReportFormat::Html, "<html"},
            {bridge::ReportFormat::Json, "\"hulls\""},
            {bridge::ReportFormat::Csv, ","},
            {bridge::ReportFormat::Markdown, "| --- |"}};
        for (const auto &[format, word] : formats) {
            const QString path = QString::fromStdString(desk.state.file("report"));
            const auto before = exported.size();
            desk.session.race().exportReport(path, format);
            QTRY_COMPARE(exported.size(), before + 1);
            QVERIFY(exported.last()[1].value<bridge::Problem>().isEmpty());
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(file.readAll().contains(word));
        }
        desk.session.race().exportReport(QStringLiteral("/proc/none/x.html"), bridge::ReportFormat::Html);
        QTRY_VERIFY(!exported.last()[1].value<bridge::Problem>().isEmpty());
    }

    void aFailedActionShowsWhatWhyAndWhatToDo()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.deck->failNext(
            base::Error(base::Errc::PortInUse, "port 3000 is taken by node").withFix("Publish another port"));
        desk.session.act(bridge::Action::Start, {desk.session.workloads()[2].key});
        QTRY_VERIFY(desk.window.banner().isVisible());
        const bridge::Problem &problem = desk.window.banner().problem();
        QVERIFY(problem.what.contains(QStringLiteral("api")));
        QVERIFY(problem.why.contains(QStringLiteral("3000")));
        QVERIFY(problem.action.contains(QStringLiteral("another port")));
    }

    void withoutAnEngineTheWindowOpensAndSaysWhy()
    {
        bridge::Parts parts = test::fakeParts(std::make_shared<test::FakeDeck>(), {});
        parts.openDeck = []() -> base::Result<std::shared_ptr<core::Deck>> {
            return base::fail(base::Error(base::Errc::PermissionDenied, "cannot write /var/lib/catamaran")
                                  .withFix("Run as root"));
        };
        bridge::Session session(parts);
        ui::MainWindow window(session, ui::standardPages(session), nullptr);
        window.show();
        session.open();
        QTRY_VERIFY(window.banner().isVisible());
        QVERIFY(window.banner().problem().why.contains(QStringLiteral("/var/lib/catamaran")));
        QCOMPARE(window.banner().problem().action, QStringLiteral("Run as root"));
        for (const QString &id : window.pageIds())
            window.showPage(id);
        QCOMPARE(session.phase(), bridge::Session::Phase::Failed);
    }

    void theLogTabFollowsAndStopsWhenLeft()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.showPage(QStringLiteral("workloads"));
        auto *page = qobject_cast<ui::WorkloadsPage *>(desk.window.page(QStringLiteral("workloads")));
        page->select(desk.session.workloads()[0].key);
        auto *details = page->findChild<ui::DetailsPanel *>();
        QVERIFY(details->isVisible());
        details->showTab(ui::DetailsPanel::Tab::Logs);
        QTRY_VERIFY(details->logView().ring().size() >= 60);
        QVERIFY(details->logView().isFollowing());
        details->showTab(ui::DetailsPanel::Tab::Summary);
    }

    void aCaptureWritesEveryPageWithSomethingOnIt()
    {
        Desk desk;
        test::TemporaryDirectory directory;
        ui::Capture capture(desk.session, desk.window, QString::fromStdString(directory.path()));
        capture.setTicks(2);
        QSignalSpy finished(&capture, &ui::Capture::finished);
        capture.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
        QVERIFY(finished[0][1].toString().isEmpty());
        const QStringList files = finished[0][0].toStringList();
        QCOMPARE(files.size(), desk.window.pageIds().size() + 1 +
                                   2 * (ui::ComparePage::tabNames().size() - 1) +
                                   ui::DetailsPage::views().size());
        for (const QString &file : files) {
            const QImage image(file);
            QVERIFY2(image.width() > 600 && image.height() > 200, qPrintable(file));
            std::set<QRgb> colours;
            for (int y = 0; y < image.height(); y += 3) {
                for (int x = 0; x < image.width(); x += 3)
                    colours.insert(image.pixel(x, y));
            }
            QVERIFY2(colours.size() > 40, qPrintable(file));
        }
    }

    void theThemeCanChangeWhileTheWindowIsOpen()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        for (const QString &id : desk.window.pageIds())
            desk.window.showPage(id);
        const auto ground = [&desk] {
            return desk.window.grab().toImage().pixelColor(desk.window.width() - 4, 4);
        };
        m_theme->setScheme(ui::Scheme::Light);
        QTRY_COMPARE(ground(), ui::Tokens::of(ui::Scheme::Light).background);
        m_theme->setScheme(ui::Scheme::Dark);
        QTRY_COMPARE(ground(), ui::Tokens::of(ui::Scheme::Dark).background);
    }
};

CATAMARAN_UI_TEST_MAIN(WindowTest)
#include "tst_window.moc"
