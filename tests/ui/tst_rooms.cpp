// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/engine_rooms.h"
#include "src/bridge/race.h"
#include "src/bridge/rooms.h"
#include "src/bridge/session.h"
#include "tests/support/fake_deck.h"
#include "tests/support/support.h"
#include "tests/support/ui_main.h"
#include "ui/details/details_page.h"
#include "ui/details/health_history.h"
#include "ui/details/inspect_tab.h"
#include "ui/models/file_browser.h"
#include "ui/networks/network_map.h"
#include "ui/networks/networks_page.h"
#include "ui/shell/main_window.h"
#include "ui/stacks/merged_log.h"
#include "ui/terminal/terminal_panel.h"
#include "ui/terminal/terminal_view.h"
#include "ui/theme/theme.h"
#include "ui/volumes/volume_logic.h"
#include "ui/volumes/volumes_page.h"
#include "ui/widgets/log_pane.h"
#include "ui/widgets/log_view.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <memory>

using namespace catamaran;

namespace {

/// A session on a scripted deck, and its window.
struct Desk {
    Desk()
        : deck(std::make_shared<test::FakeDeck>()),
          session((test::fillWithExamples(*deck), test::fakeParts(deck, state.path()))),
          window(session, ui::standardPages(session), nullptr)
    {
        window.show();
        session.open();
    }
    template <typename T>
    T *page(const char *id)
    {
        window.showPage(QString::fromLatin1(id));
        return qobject_cast<T *>(window.page(QString::fromLatin1(id)));
    }
    test::TemporaryDirectory state;
    std::shared_ptr<test::FakeDeck> deck;
    bridge::Session session;
    ui::MainWindow window;
};

bool shows(const ui::TerminalView &view, const QString &text)
{
    return !ui::findAll(view.screen(), text).isEmpty();
}

} // namespace

class RoomsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ui::Theme> m_theme;

private slots:
    void initTestCase() { m_theme = std::make_unique<ui::Theme>(*qApp, ui::Scheme::Dark); }
    void cleanupTestCase() { m_theme.reset(); }

    void enterInTheListOpensTheDetails()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.showPage(QStringLiteral("workloads"));
        auto *table = desk.window.page(QStringLiteral("workloads"))->findChild<QTableView *>();
        table->setFocus();
        table->selectRow(0);
        emit table->activated(table->currentIndex());
        QCOMPARE(desk.window.currentPageId(), QStringLiteral("details"));
        auto *details = qobject_cast<ui::DetailsPage *>(desk.window.page(QStringLiteral("details")));
        QVERIFY(!details->workload().id.isEmpty());
        QCOMPARE(details->title(), desk.session.workload(details->workload())->name);
    }

    void logsAreFollowedWithAFilter()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        auto *details = desk.page<ui::DetailsPage>("details");
        details->open(desk.session.workloads()[0].key);
        details->showTab(ui::DetailsPage::Tab::Logs);
        ui::LogView &view = details->logs().view();
        QTRY_VERIFY(view.ring().size() >= 60);
        details->logs().include().setText(QStringLiteral("^GET .* 404$"));
        QTRY_VERIFY(view.index().isActive());
        QTRY_COMPARE(view.index().matches(), qint64(7));
        details->logs().context().setCurrentIndex(1);
        QTRY_COMPARE(view.index().size(), qint64(21));
        details->logs().include().clear();
        details->logs().context().setCurrentIndex(0);
        details->logs().level().setCurrentIndex(3);
        QTRY_COMPARE(view.index().matches(), qint64(7));
        details->logs().include().setText(QStringLiteral("("));
        QTRY_VERIFY(!details->logs().findChildren<QLabel *>().isEmpty());
        const std::size_t before = view.ring().size();
        QTRY_VERIFY(view.ring().size() > before); // it goes on following
        const QString path = QString::fromStdString(desk.state.file("saved.log"));
        QSignalSpy saved(&details->logs(), &ui::LogPane::saved);
        details->logs().saveTo(path);
        QTRY_COMPARE(saved.size(), 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("ERROR upstream"));
    }

    void manyLogsAreOneInOrderOfTime()
    {
        ui::LogMerger merger;
        merger.add({{3, false, QStringLiteral("c")}, {9, false, QStringLiteral("e")}});
        merger.add({{1, false, QStringLiteral("a")},
                    {3, false, QStringLiteral("d")},
                    {2, false, QStringLiteral("b")}});
        QStringList texts;
        for (const bridge::LogLine &line : merger.take())
            texts.append(line.text);
        QCOMPARE(texts.join(QString()), QStringLiteral("abcde"));
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        auto *details = desk.page<ui::DetailsPage>("details");
        details->openLogs({desk.session.workloads()[0].key, desk.session.workloads()[1].key});
        QCOMPARE(details->tab(), ui::DetailsPage::Tab::Logs);
        ui::LogView &view = details->logs().view();
        QTRY_VERIFY(view.ring().size() >= 120);
        qint64 last = 0;
        for (qint64 i = view.ring().first(); i < view.ring().first() + 100; ++i) {
            QVERIFY(view.ring().line(i).timeNs >= last);
            last = view.ring().line(i).timeNs;
            QVERIFY(!view.ring().line(i).source.isEmpty());
        }
    }

    void aMillionLinesAreFilteredBitByBit()
    {
        ui::LineRing ring(1'000'000);
        for (int i = 0; i < 200'000; ++i)
            ring.append({i, false, QStringLiteral("line %1").arg(i)});
        ui::LogIndex index;
        QCOMPARE(index.setFilter({QStringLiteral("77$"), QStringLiteral("1977"), ui::LogLevel::Plain, 0, {}}),
                 QString());
        QVERIFY(!index.work(ring, 1000));
        while (!index.work(ring, 10'000)) {
        }
        QCOMPARE(index.matches(), qint64(2000 - 23)); // also 19777 and the like
        QVERIFY(!index.setFilter({QStringLiteral("(("), {}, ui::LogLevel::Plain, 0, {}}).isEmpty());
        QCOMPARE(index.matches(), qint64(1977)); // the old one stays
    }

    void aPasteReachesTheTerminalAndItsAnswerComesBack()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        auto *details = desk.page<ui::DetailsPage>("details");
        details->open(desk.session.workloads()[0].key);
        details->showTab(ui::DetailsPage::Tab::Terminal);
        ui::TerminalView &view = details->terminal().view();
        QTRY_VERIFY(shows(view, QStringLiteral("root@web")));
        QGuiApplication::clipboard()->setText(QStringLiteral("echo pasted-words"));
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(shows(view, QStringLiteral("echo pasted-words")));
        QTest::keyClick(&view, Qt::Key_Return);
        QTRY_COMPARE(ui::findAll(view.screen(), QStringLiteral("pasted-words")).size(), 2);
        view.selectAll();
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("\npasted-words\n")));
        QTest::keyClicks(&view, QStringLiteral("exit"));
        QTest::keyClick(&view, Qt::Key_Return);
        QTRY_VERIFY(!details->terminal().isOpen());
    }

    void manyServicesAreChosenInAMenu()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        ui::MergedLog log(desk.session);
        QStringList services;
        for (int i = 1; i <= 20; ++i)
            services.append(QStringLiteral("service-%1").arg(i));
        log.setStack(nullptr, services);
        const auto choice = [&log] { return log.findChild<QPushButton *>(QStringLiteral("services")); };
        QVERIFY(choice() != nullptr && choice()->menu() != nullptr);
        QCOMPARE(choice()->text(), QStringLiteral("20 of 20 services"));
        const auto entry = [&choice](const QString &text) {
            for (QAction *action : choice()->menu()->actions()) {
                if (action->text() == text)
                    return action;
            }
            return static_cast<QAction *>(nullptr);
        };
        QVERIFY(entry(QStringLiteral("service-20"))->isChecked());
        entry(QStringLiteral("service-20"))->trigger();
        QCOMPARE(choice()->accessibleName(), QStringLiteral("19 of 20 services"));
        entry(QStringLiteral("None"))->trigger();
        QTRY_COMPARE(choice()->text(), QStringLiteral("0 of 20 services"));
        log.setOnly(QStringLiteral("service-3"));
        QCOMPARE(choice()->text(), QStringLiteral("1 of 20 services"));
        log.setStack(nullptr, services.mid(0, 3)); // a chip each
        QVERIFY(choice() == nullptr);
        QCOMPARE(log.findChildren<QPushButton *>().size(), 4); // and "Follow"
    }

    void aVolumeIsCloned()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        auto *page = desk.page<ui::VolumesPage>("volumes");
        QTRY_COMPARE(desk.session.rooms().volumes().size(), 6);
        page->select(QStringLiteral("shop-db"));
        page->cloneTo(QStringLiteral("shop-db-copy"), false);
        QTRY_COMPARE(desk.session.rooms().volumes().size(), 7);
        QCOMPARE(ui::freeName(desk.session.rooms().volumes(), QStringLiteral("shop-db")),
                 QStringLiteral("shop-db-copy-2"));
        const ui::VolumeTotals totals = ui::totalsOf(desk.session.rooms().volumes());
        QCOMPARE(totals.unused, 3);
        QCOMPARE(totals.anonymousUnusedBytes, qint64(4'100'000));
    }

    void aFileOfAVolumeIsEdited()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        auto *page = desk.page<ui::VolumesPage>("volumes");
        QTRY_VERIFY(!page->files().rows().isEmpty());
        ui::FileBrowser &files = page->files();
        QCOMPARE(files.rows()[2].name, QStringLiteral("config.yaml"));
        files.openRow(2);
        QTRY_VERIFY(files.isEditing());
        files.editor().appendPlainText(QStringLiteral("extra: 1"));
        QSignalSpy saved(&files, &ui::FileBrowser::savedFile);
        files.save();
        QTRY_COMPARE(saved.size(), 1);
        files.closeEditor();
        files.openRow(2);
        QTRY_VERIFY(files.isEditing());
        QVERIFY(files.editor().toPlainText().contains(QStringLiteral("extra: 1")));
        files.closeEditor();
        files.openRow(3); // not a text
        QTRY_VERIFY(!files.findChildren<QLabel *>().isEmpty());
        QVERIFY(!files.isEditing());
    }

    void theMapHasANodeForEachNetworkWorkloadAndPort()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        auto *page = desk.page<ui::NetworksPage>("networks");
        QTRY_COMPARE(desk.session.rooms().networks().size(), 3);
        const ui::NetworkMapLayout &map = page->map().map();
        int networks = 0;
        int workloads = 0;
        for (const ui::MapNode &node : map.nodes) {
            networks += node.kind == ui::MapNode::Kind::Network ? 1 : 0;
            workloads += node.kind == ui::MapNode::Kind::Workload ? 1 : 0;
            QVERIFY(QRectF(QPointF(), map.size).contains(node.place));
            for (const ui::MapNode &other : map.nodes)
                QVERIFY(&other == &node || !node.place.intersects(other.place));
        }
        QCOMPARE(networks, 3);
        QVERIFY(workloads >= 7);
        page->select(QStringLiteral("backend"));
        page->connectTo(QStringLiteral("demo-web"));
        bridge::RoomCommand wish;
        wish.verb = bridge::RoomCommand::Verb::NetworkConnect;
        wish.object = QStringLiteral("backend");
        wish.target = QStringLiteral("demo-web");
        QCOMPARE(wish.commandLine(), QStringLiteral("catamaran network connect backend demo-web"));
        QTRY_VERIFY(!desk.session.rooms().isBusy());
    }

    void inspectIsSearched()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        auto *details = desk.page<ui::DetailsPage>("details");
        details->open(desk.session.workloads()[0].key);
        details->showTab(ui::DetailsPage::Tab::Inspect);
        auto *inspect = qobject_cast<ui::InspectTab *>(details->part(ui::DetailsPage::Tab::Inspect));
        QTRY_COMPARE(inspect->shownRows(), 3);
        inspect->search().setText(QStringLiteral("runn"));
        QCOMPARE(inspect->shownRows(), 2); // State and its Status
    }

    void healthProbesAddUp()
    {
        QString json =
            QStringLiteral("[{'State':{'Health':{'Status':'unhealthy','FailingStreak':2,'Log':[{'Start':'"
                           "2026-01-01T10:00:0%1.123456789Z',"
                           "'End':'2026-01-01T10:00:0%1.223456789Z','ExitCode':%2,'Output':'x'}]}},"
                           "'Config':{'Healthcheck':{'Test':['CMD-SHELL','true'],'Interval':2000000000}}}]");
        json.replace(QLatin1Char('\''), QChar(0x22));
        ui::HealthHistory history;
        history.take(json.arg(1).arg(0));
        history.take(json.arg(1).arg(0));
        history.take(json.arg(3).arg(1));
        QCOMPARE(history.probes().size(), 2);
        QCOMPARE(history.probes()[0].endMs - history.probes()[0].startMs, qint64(100));
        QCOMPARE(history.test(), QStringLiteral("true"));
        QCOMPARE(history.failingStreak(), 2);
    }

    void marksAndDeletedFilesAreShown()
    {
        bridge::FileRow row;
        row.name = QStringLiteral("etc");
        const auto rows = bridge::withMarks({row}, QStringLiteral("/"),
                                            {{bridge::FileMark::Changed, QStringLiteral("/etc")},
                                             {bridge::FileMark::Added, QStringLiteral("/etc/new")},
                                             {bridge::FileMark::Deleted, QStringLiteral("/gone")}});
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0].mark, bridge::FileMark::Changed);
        QCOMPARE(rows[1].name, QStringLiteral("gone"));
        QCOMPARE(ui::modeText(04755), QStringLiteral("rwsr-xr-x"));
    }
};

CATAMARAN_UI_TEST_MAIN(RoomsTest)
#include "tst_rooms.moc"
