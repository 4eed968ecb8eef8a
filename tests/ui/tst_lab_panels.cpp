// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/lab.h"
#include "src/bridge/race.h"
#include "src/bridge/session.h"
#include "src/compare/history.h"
#include "tests/support/fake_deck.h"
#include "tests/support/support.h"
#include "tests/support/ui_main.h"
#include "ui/compare/compare_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/pages.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <memory>

using namespace catamaran;

namespace {

/// A window over a state directory in which experiments have been kept.
struct Desk {
    Desk()
        : deck(std::make_shared<test::FakeDeck>()),
          session((test::fillWithExamples(*deck), remember(state.path()),
                   test::fakeParts(deck, state.path(), 0))),
          window(session, ui::standardPages(session), nullptr)
    {
        window.show();
        session.open();
        window.showPage(QStringLiteral("compare"));
        page = qobject_cast<ui::ComparePage *>(window.page(QStringLiteral("compare")));
    }

    static void remember(const std::string &directory)
    {
        const auto facts = [](const char *at) {
            return compare::LabFacts{"localhost/demo:latest", at, "Debian", "6.18", 2, std::int64_t{8} << 30,
                                     "software emulation"};
        };
        const compare::Isolation isolation{facts("2026-11-20T10:00:00.000Z"),
                                           {{"kernel", "Kernel", "one for all", "6.18", "6.18", "6.1",
                                             compare::Sharing::Shared, compare::Sharing::Own},
                                            {"syscalls", "System calls", "a filter", "all", "filtered", "all",
                                             compare::Sharing::Filtered, compare::Sharing::Own}}};
        compare::Density density;
        density.facts = facts("2026-11-20T11:00:00.000Z");
        for (int i = 1; i <= 4; ++i)
            density.points.push_back({i, 12.0 + i, (std::int64_t{4} << 30) - i * (std::int64_t{1} << 20),
                                      i * (std::int64_t{1} << 20)});
        density.stopped = "4 instances, as asked";
        const compare::Work work{facts("2026-11-20T12:00:00.000Z"),
                                 {{"hash", "Hash", "dd", {10, 11, 12}, {30, 33, 36}}}};
        QVERIFY(compare::remember(directory, isolation));
        QVERIFY(compare::remember(directory, density));
        QVERIFY(compare::remember(directory, work));
        for (const char *at : {"2026-11-18T10:00:00.000Z", "2026-11-19T10:00:00.000Z"}) {
            compare::Experiment race;
            race.image = "localhost/demo:latest";
            race.startedAt = at;
            for (const core::Kind kind : {core::Kind::Container, core::Kind::Vm}) {
                compare::HullResult hull;
                hull.kind = kind;
                hull.startupMs = {at[9] == '8' ? 100.0 : 50.0, 40, 110, 30, 120};
                race.hulls.push_back(hull);
            }
            QVERIFY(compare::remember(directory, race));
        }
    }

    QTableWidget *table(const char *name) const
    {
        for (auto *table : page->findChildren<QTableWidget *>())
            if (table->accessibleName() == QLatin1String(name))
                return table;
        return nullptr;
    }

    test::TemporaryDirectory state;
    std::shared_ptr<test::FakeDeck> deck;
    bridge::Session session;
    ui::MainWindow window;
    ui::ComparePage *page = nullptr;
};

} // namespace

/// The Compare page's further experiments, from kept results.
class LabPanelsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ui::Theme> m_theme;

private slots:
    void initTestCase() { m_theme = std::make_unique<ui::Theme>(*qApp, ui::Scheme::Dark); }
    void cleanupTestCase() { m_theme.reset(); }

    void everyTabIsReachedByKeyboard()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.lab().isLoaded());
        QCOMPARE(ui::ComparePage::tabNames().size(), 6);
        int tabs = 0;
        for (auto *button : desk.page->findChildren<QPushButton *>()) {
            if (button->property("kind") != QLatin1String("tab"))
                continue;
            ++tabs;
            QVERIFY(!button->shortcut().isEmpty());
            QVERIFY(!button->accessibleName().isEmpty() && !button->toolTip().isEmpty());
        }
        QCOMPARE(tabs, 6);
    }

    void isolationShowsWordsAndNotHuesAlone()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.lab().isLoaded());
        desk.page->showTab(QStringLiteral("isolation"));
        const QTableWidget *table = desk.table("What is shared with the host");
        QVERIFY(table != nullptr);
        QCOMPARE(table->rowCount(), 2);
        QCOMPARE(table->item(0, 2)->text(), QStringLiteral("shared"));
        QCOMPARE(table->item(1, 2)->text(), QStringLiteral("shared, filtered"));
        QCOMPARE(table->item(0, 4)->text(), QStringLiteral("its own"));
        QCOMPARE(table->item(0, 0)->toolTip(), QStringLiteral("one for all"));
    }

    void theTextbookLeadsToTheExperiment()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.lab().isLoaded());
        desk.page->showTab(QStringLiteral("table"));
        QPushButton *go = nullptr;
        for (auto *button : desk.page->findChildren<QPushButton *>())
            if (button->accessibleName().startsWith(QLatin1String("Density")))
                go = button;
        QVERIFY(go != nullptr);
        go->click();
        const auto shown = [&](const QString &title) {
            for (auto *button : desk.page->findChildren<QPushButton *>())
                if (button->property("kind") == QLatin1String("tab") && button->isChecked())
                    return button->accessibleName() == title;
            return false;
        };
        QVERIFY(shown(QStringLiteral("Density")));
    }

    void twoRacesLieOverEachOther()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.lab().isLoaded());
        desk.page->showTab(QStringLiteral("history"));
        QTableWidget *table = desk.table("Past experiments");
        QVERIFY(table != nullptr);
        QCOMPARE(table->rowCount(), 5);
        table->setSelectionMode(QAbstractItemView::MultiSelection);
        table->selectRow(3);
        table->selectRow(4);
        QPushButton *lay = nullptr;
        for (auto *button : desk.page->findChildren<QPushButton *>())
            if (button->accessibleName() == QLatin1String("Lay two races over each other"))
                lay = button;
        QVERIFY(lay != nullptr && lay->isEnabled());
        lay->click();
        const QTableWidget *overlay = desk.table("Two races side by side");
        QTRY_VERIFY(overlay->rowCount() >= 8);
        QCOMPARE(overlay->item(0, 1)->text(), QStringLiteral("100 ms")); // the older one first
        QCOMPARE(overlay->item(0, 3)->text(), QStringLiteral("-50.0 %"));
    }

    void aForgottenExperimentIsGone()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.lab().isLoaded());
        QSignalSpy changed(&desk.session.lab(), &bridge::Lab::changed);
        desk.session.lab().forget(desk.session.lab().history().first().id);
        QTRY_COMPARE(desk.session.lab().history().size(), 4);
        QVERIFY(!desk.session.lab().work());
    }

    void thePageIsWrittenAsPdf()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.lab().isLoaded());
        const QString path = QString::fromStdString(desk.state.file("page.pdf"));
        QVERIFY(desk.page->writePdf(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.read(8).startsWith("%PDF-1."));
        QVERIFY(file.size() > 1000);
        QVERIFY(!desk.page->writePdf(QStringLiteral("/nonexistent/page.pdf")));
    }
};

CATAMARAN_UI_TEST_MAIN(LabPanelsTest)
#include "tst_lab_panels.moc"
