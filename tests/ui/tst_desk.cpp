// SPDX-License-Identifier: GPL-3.0-or-later
// Palette, doctor, bin and drops in the window.
#include "src/bridge/desk.h"
#include "src/bridge/session.h"
#include "src/bridge/undo_bin.h"
#include "tests/support/fake_deck.h"
#include "tests/support/fake_desk.h"
#include "tests/support/support.h"
#include "ui/palette/palette_dialog.h"
#include "ui/shell/conveniences.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/page.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

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
};

QTEST_MAIN(DeskTest)
#include "tst_desk.moc"
