// SPDX-License-Identifier: GPL-3.0-or-later
// Palette, doctor, bin and drops in the window.
#include "src/app/single_instance.h"
#include "src/bridge/desk.h"
#include "src/bridge/session.h"
#include "src/bridge/undo_bin.h"
#include "tests/support/fake_deck.h"
#include "tests/support/fake_desk.h"
#include "tests/support/support.h"
#include "tests/support/ui_main.h"
#include "ui/dialogs/job_dialog.h"
#include "ui/dialogs/prompt_dialog.h"
#include "ui/doctor/doctor_page.h"
#include "ui/images/image_panel.h"
#include "ui/models/workload_model.h"
#include "ui/palette/palette_dialog.h"
#include "ui/shell/conveniences.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notifier.h"
#include "ui/shell/review_sheet.h"
#include "ui/shell/tray.h"
#include "ui/shell/undo_bar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/page.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <thread>

using namespace catamaran;

namespace {

struct Desk {
    Desk()
        : deck(std::make_shared<test::FakeDeck>()), driver(std::make_shared<test::FakeDesk>()),
          session((test::fillWithExamples(*deck), parts())),
          window(session, ui::standardPages(session), nullptr)
    {
        window.show();
        session.open();
    }
    bridge::Parts parts()
    {
        bridge::Parts out = test::fakeParts(deck, state.path());
        out.desk = driver;
        return out;
    }
    test::TemporaryDirectory state;
    std::shared_ptr<test::FakeDeck> deck;
    std::shared_ptr<test::FakeDesk> driver;
    bridge::Session session;
    ui::MainWindow window;
};

} // namespace

class DeskTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ui::Theme> m_theme;

private slots:
    void initTestCase() { m_theme = std::make_unique<ui::Theme>(*qApp, ui::Scheme::Dark); }
    void cleanupTestCase() { m_theme.reset(); }

    void thePaletteOpensFindsAndTakes()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.window));
        QTest::keyClick(&desk.window, Qt::Key_K, Qt::ControlModifier);
        ui::PaletteDialog &palette = desk.window.conveniences().palette();
        QVERIFY(palette.isVisible());
        auto *query = palette.findChild<QLineEdit *>();
        QTest::keyClicks(query, QStringLiteral("sett"));
        QCOMPARE(palette.hits()[0].entry.page, QStringLiteral("settings"));
        QTest::keyClick(query, Qt::Key_Return);
        QVERIFY(!palette.isVisible());
        QCOMPARE(desk.window.currentPageId(), QStringLiteral("settings"));

        const QString name = desk.session.workloads()[0].name;
        desk.window.conveniences().openPalette(QStringLiteral("stop ") + name);
        QCOMPARE(palette.commandLine(), QStringLiteral("catamaran stop ") + name);
        QTest::keyClick(query, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("catamaran stop ") + name);
        QVERIFY(palette.isVisible());
        QTest::keyClick(query, Qt::Key_Return);
        QTRY_VERIFY(!desk.deck->actions().empty());

        desk.window.conveniences().openPalette(QStringLiteral("zzzzqq"));
        QVERIFY(palette.hits().isEmpty());
        QTest::keyClick(query, Qt::Key_Escape);
        QVERIFY(!palette.isVisible());
    }

    void theDoctorSaysWhatIsMissingAndWhatToDo()
    {
        Desk desk;
        desk.deck->setFeatures(
            {{"containers", "overlayfs", false, "fsopen: no such device",
              "Load the module: modprobe overlay"},
             {"containers", "seccomp", true, "filters can refuse system calls", ""},
             {"containers", "user namespaces", false, "user.max_user_namespaces is 0",
              "sudo sysctl user.max_user_namespaces=15000"},
             {"containers", "subordinate ids", false, "only your own id",
              "sudo usermod --add-subuids 100000-165535 x (a range), with the package uidmap"},
             {"virtual machines", "libvirt", false, "no libvirt", "Install the package libvirt-daemon."},
             {"virtual machines", "accelerator", false, "/dev/kvm is not there", "Turn on virtualisation"}});
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.showPage(QStringLiteral("doctor"));
        auto *page = qobject_cast<ui::DoctorPage *>(desk.window.page(QStringLiteral("doctor")));
        QVERIFY(page != nullptr);
        QTRY_VERIFY(page->isSettled());
        QCOMPARE(page->report().tone, QStringLiteral("error"));
        QCOMPARE(page->report().groups[0].rows[0].id, QStringLiteral("overlayfs"));
        QCOMPARE(page->report().groups[0].rows[0].command, QStringLiteral("sudo modprobe overlay"));
        QVERIFY(page->findChild<QWidget *>(QStringLiteral("check-kvm")) != nullptr);
        QVERIFY(page->findChild<QWidget *>(QStringLiteral("check-libvirt")) != nullptr);
        QVERIFY(page->findChild<QWidget *>(QStringLiteral("check-disk")) != nullptr);
        QVERIFY(page->findChild<QWidget *>(QStringLiteral("fix-userns")) != nullptr);
        QVERIFY(page->findChild<QWidget *>(QStringLiteral("fix-kvm")) == nullptr);
        // The features that come back make it well.
        desk.deck->setFeatures({{"containers", "overlayfs", true, "there", ""}});
        desk.session.desk().diagnose();
        QTRY_VERIFY(page->report().tone != QStringLiteral("error"));
    }

    void theDoctorExplainsAnEngineThatDoesNotOpen()
    {
        bridge::Parts parts = test::fakeParts(std::make_shared<test::FakeDeck>(), {});
        parts.openDeck = []() -> base::Result<std::shared_ptr<core::Deck>> {
            return base::fail(base::Error(base::Errc::PermissionDenied, "cannot write /var/lib/catamaran")
                                  .withFix("Run as root"));
        };
        bridge::Session session(parts);
        ui::MainWindow window(session, ui::standardPages(session), nullptr);
        window.showPage(QStringLiteral("doctor"));
        session.open();
        auto *page = qobject_cast<ui::DoctorPage *>(window.page(QStringLiteral("doctor")));
        QTRY_COMPARE(page->report().groups.size(), 1);
        QCOMPARE(page->report().groups[0].rows[0].id, QStringLiteral("engine"));
        QCOMPARE(page->report().groups[0].rows[0].fix, QStringLiteral("Run as root"));
    }

    void theFirstStartShowsTheDoctorOnce()
    {
        auto deck = std::make_shared<test::FakeDeck>();
        test::TemporaryDirectory state;
        QSettings settings(QString::fromStdString(state.file("ui.ini")), QSettings::IniFormat);
        for (const char *expected : {"doctor", "workloads"}) {
            bridge::Session session(test::fakeParts(deck, state.path()));
            ui::MainWindow window(session, ui::standardPages(session), &settings);
            window.showPage(QStringLiteral("workloads"));
            session.open();
            QTRY_VERIFY(session.isSettled());
            QTRY_COMPARE(window.currentPageId(), QString::fromLatin1(expected));
        }
    }

    void aRemovalWaitsIsStruckThroughAndComesBack()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.showPage(QStringLiteral("workloads"));
        const bridge::WorkloadKey key = desk.session.workloads()[0].key;
        ui::WorkloadModel model(desk.session);
        desk.session.act(bridge::Action::Remove, {key});
        auto *bar = desk.window.findChild<ui::UndoBar *>();
        QVERIFY(bar->isVisible());
        QVERIFY(model.index(0, 0).data(ui::WorkloadModel::LeavingRole).toBool());
        QVERIFY(QTest::qWaitForWindowActive(&desk.window));
        QTest::keyClick(&desk.window, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!bar->isVisible());
        QVERIFY(!model.index(0, 0).data(ui::WorkloadModel::LeavingRole).toBool());
        QVERIFY(desk.session.workload(key) != nullptr);
        // Closing the window carries out what waits.
        desk.session.act(bridge::Action::Remove, {key});
        QVERIFY(bar->isVisible());
        desk.window.close();
        QTRY_VERIFY(desk.session.workload(key) == nullptr);
    }

    void aLinkIsShownAndDoesNothingByItself()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.conveniences().openOutside(
            {QStringLiteral("catamaran://pull?image=localhost:5000/shop:1")});
        auto *sheet = desk.window.findChild<ui::ReviewSheet *>();
        QVERIFY(sheet != nullptr && sheet->isVisible());
        QTest::keyClick(sheet, Qt::Key_Return); // the default is to close
        QVERIFY(!sheet->isVisible());
        QVERIFY(desk.driver->done().isEmpty());
        QTRY_VERIFY(desk.window.findChild<ui::ReviewSheet *>() == nullptr);
        desk.window.conveniences().openOutside(
            {QStringLiteral("catamaran://pull?image=localhost:5000/shop:1")});
        sheet = desk.window.findChild<ui::ReviewSheet *>();
        QTest::mouseClick(sheet->findChild<QPushButton *>(QStringLiteral("agree")), Qt::LeftButton);
        QTRY_COMPARE(desk.driver->done(),
                     QStringList{QStringLiteral("catamaran pull localhost:5000/shop:1")});
    }

    void aSecondStartHandsOverToTheFirst()
    {
        test::TemporaryDirectory state;
        const QString directory = QString::fromStdString(state.path());
        app::SingleInstance first(directory);
        QVERIFY(!app::SingleInstance(directory).handOver({QStringLiteral("x")}));
        QVERIFY(first.listen());
        QSignalSpy handed(&first, &app::SingleInstance::handedOver);
        bool taken = false;
        const QStringList words{QStringLiteral("--page"), QStringLiteral("doctor"),
                                QStringLiteral("ein Wort\n\u00e4")};
        // Another process in life: it waits for the answer while this one's loop runs.
        std::thread second([&] { taken = app::SingleInstance(directory).handOver(words); });
        QTRY_COMPARE(handed.size(), 1);
        second.join();
        QVERIFY(taken);
        QCOMPARE(handed[0][0].toStringList(), words);
        QVERIFY(app::SingleInstance(directory + QStringLiteral("2")).name() != first.name());
    }

    void theTrayListsWhatRunsWithItsActions()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        ui::Tray tray(desk.session, nullptr);
        tray.setEnabled(true); // there is no place for it here: the window must not vanish
        QCOMPARE(tray.isShown(), ui::Tray::isPossible());
        QMenu menu;
        tray.fill(menu);
        qsizetype running = 0;
        for (const bridge::WorkloadRow &row : desk.session.workloads())
            running += row.isRunning() ? 1 : 0;
        qsizetype menus = 0;
        QAction *stop = nullptr;
        const auto actions = menu.actions();
        for (QAction *action : actions) {
            if (action->menu() == nullptr)
                continue;
            ++menus;
            stop = action->menu()->actions().constFirst();
        }
        QCOMPARE(menus, running);
        stop->trigger();
        QTRY_VERIFY(!desk.deck->actions().empty());
    }

    void whatFailsIsWorthANotice()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        const QList<bridge::WorkloadRow> before = desk.session.workloads();
        QList<bridge::WorkloadRow> after = before;
        after[0].state = bridge::State::Failed;
        after[1].health = QStringLiteral("unhealthy");
        const auto notices = ui::noticesOf(before, after);
        QCOMPARE(notices.size(), 2);
        QCOMPARE(notices[0].workload, before[0].key);
        QVERIFY(notices[0].urgent && !notices[1].urgent);
        QVERIFY(ui::noticesOf(after, after).isEmpty());
        QVERIFY(ui::noticesOf({}, after).isEmpty()); // the first list is no news
    }

    void aPullShowsItsLayersAndEnds()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.showPage(QStringLiteral("images"));
        desk.window.activateWindow();
        for (QPushButton *button : desk.window.findChildren<QPushButton *>()) {
            if (button->accessibleName() == QStringLiteral("Pull…"))
                button->click();
        }
        auto *ask = desk.window.findChild<ui::PromptDialog *>();
        QVERIFY(ask != nullptr);
        QTest::keyClicks(ask->findChild<QLineEdit *>(), QStringLiteral("alpine:3"));
        ask->accept();
        QTRY_COMPARE(desk.driver->done(), QStringList{QStringLiteral("catamaran pull alpine:3")});
        auto *job = desk.window.findChild<ui::JobDialog *>();
        QVERIFY(job != nullptr);
        QTRY_VERIFY(job->isOver());
        QCOMPARE(job->model().rows().size(), 3);
        QCOMPARE(job->model().rows()[1].step.state, bridge::DeskStep::State::Done);
    }

    void anImageIsLookedInto()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.showPage(QStringLiteral("images"));
        auto *panel = desk.window.findChild<ui::ImagePanel *>();
        QTRY_COMPARE(panel->report().layers.size(), 3);
        QCOMPARE(panel->report().findings.size(), 2);
        for (const auto tab : {ui::ImagePanel::Tab::Findings, ui::ImagePanel::Tab::Packages})
            panel->showTab(tab);
    }
};

CATAMARAN_UI_TEST_MAIN(DeskTest)
#include "tst_desk.moc"
