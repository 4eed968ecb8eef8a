// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/race.h"
#include "src/bridge/session.h"
#include "tests/support/fake_deck.h"
#include "tests/support/support.h"
#include "tests/support/ui_main.h"
#include "ui/details/details_page.h"
#include "ui/shell/main_window.h"
#include "ui/terminal/terminal_deck.h"
#include "ui/terminal/terminal_panel.h"
#include "ui/terminal/terminal_search.h"
#include "ui/terminal/terminal_view.h"
#include "ui/terminal/terminal_window.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPointer>
#include <memory>

using namespace catamaran;

namespace {

bool shows(const ui::TerminalPanel &panel, const QString &text)
{
    return !ui::findAll(const_cast<ui::TerminalPanel &>(panel).view().screen(), text).isEmpty();
}

void press(ui::TerminalPanel &panel, Qt::Key key)
{
    QTest::keyClick(&panel.view(), key, Qt::ControlModifier | Qt::ShiftModifier);
}

} // namespace

/// Several terminals of a page, and those in windows of their own, on a scripted deck.
class TerminalsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<test::TemporaryDirectory> m_state;
    std::shared_ptr<test::FakeDeck> m_deck;
    std::unique_ptr<bridge::Session> m_session;
    std::unique_ptr<ui::MainWindow> m_window;
    ui::DetailsPage *m_page = nullptr;

    [[nodiscard]] const bridge::WorkloadRow *running(bridge::Hull hull, int number) const
    {
        for (const bridge::WorkloadRow &row : m_session->workloads()) {
            if (row.key.hull == hull && row.isRunning() && number-- == 0)
                return &row;
        }
        return nullptr;
    }
    [[nodiscard]] ui::TerminalWindow *ownWindow() const
    {
        return m_window->findChild<ui::TerminalWindow *>();
    }

    void toFront(ui::TerminalPanel &panel)
    {
        QTRY_VERIFY(ownWindow() != nullptr);
        ownWindow()->activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), ownWindow());
        panel.view().setFocus();
    }

private slots:
    void initTestCase() { m_theme = std::make_unique<ui::Theme>(*qApp, ui::Scheme::Dark); }
    void cleanupTestCase() { m_theme.reset(); }
    void init()
    {
        m_state = std::make_unique<test::TemporaryDirectory>();
        m_deck = std::make_shared<test::FakeDeck>();
        test::fillWithExamples(*m_deck);
        m_session = std::make_unique<bridge::Session>(test::fakeParts(m_deck, m_state->path()));
        m_window = std::make_unique<ui::MainWindow>(*m_session, ui::standardPages(*m_session), nullptr);
        m_window->show();
        m_session->open();
        QTRY_VERIFY(m_session->isSettled());
        m_window->showPage(QStringLiteral("details"));
        m_page = qobject_cast<ui::DetailsPage *>(m_window->page(QStringLiteral("details")));
        m_page->open(running(bridge::Hull::Container, 0)->key);
        m_page->showTab(ui::DetailsPage::Tab::Terminal);
        QTRY_VERIFY(m_page->terminal().isOpen());
    }
    void cleanup()
    {
        m_window.reset();
        m_session.reset();
        m_deck.reset();
        m_state.reset();
    }

    void theyStandSideBySideAndOneBelowTheOther()
    {
        ui::TerminalDeck &terminals = m_page->terminals();
        press(m_page->terminal(), Qt::Key_D);
        QCOMPARE(terminals.panels().size(), 2);
        press(m_page->terminal(), Qt::Key_E);
        QCOMPARE(terminals.panels().size(), 3);
        ui::TerminalPanel *left = terminals.panels()[0];
        ui::TerminalPanel *upper = terminals.panels()[1];
        ui::TerminalPanel *lower = terminals.panels()[2];
        QTRY_VERIFY(left->isOpen() && upper->isOpen() && lower->isOpen());
        const auto place = [&](ui::TerminalPanel *panel) {
            return QRect(panel->mapTo(&terminals, QPoint(0, 0)), panel->size());
        };
        QTRY_VERIFY(place(left).right() < place(upper).left());
        QVERIFY(place(upper).bottom() < place(lower).top());
        QCOMPARE(place(upper).left(), place(lower).left());
        // Round by the keyboard, and only the one in front hears it.
        QCOMPARE(&m_page->terminal(), lower);
        press(*lower, Qt::Key_Right);
        QCOMPARE(&m_page->terminal(), left);
        press(*left, Qt::Key_Left);
        QCOMPARE(&m_page->terminal(), lower);
        QTest::keyClicks(&lower->view(), QStringLiteral("only-here"));
        QTRY_VERIFY(shows(*lower, QStringLiteral("only-here")));
        QVERIFY(!shows(*left, QStringLiteral("only-here")));
        press(*upper, Qt::Key_W);
        press(m_page->terminal(), Qt::Key_W);
        QCOMPARE(terminals.panels().size(), 1);
        // The last one is never closed, it begins anew.
        press(m_page->terminal(), Qt::Key_W);
        QCOMPARE(terminals.panels().size(), 1);
        QVERIFY(m_page->terminal().isOpen());
    }

    void anotherContainerStandsBesideIt()
    {
        const bridge::WorkloadRow other = *running(bridge::Hull::Container, 1);
        m_page->terminals().split(Qt::Horizontal, other.key, other.name);
        QCOMPARE(m_page->terminals().panels().size(), 2);
        QCOMPARE(m_page->terminal().workload(), other.key);
        QCOMPARE(m_page->terminals().panels()[0]->workload(), m_page->workload());
        // Another page's worth ends them all but one.
        m_page->open(other.key);
        QCOMPARE(m_page->terminals().panels().size(), 1);
        QCOMPARE(m_page->terminal().workload(), other.key);
        for (int i = 0; i < 2 * ui::TerminalDeck::kMost; ++i)
            m_page->terminals().split(i % 2 == 0 ? Qt::Horizontal : Qt::Vertical);
        QCOMPARE(m_page->terminals().panels().size(), int(ui::TerminalDeck::kMost));
    }

    void aSessionGoesOnInItsOwnWindowAndBack()
    {
        QTest::keyClicks(&m_page->terminal().view(), QStringLiteral("kept-words"));
        QTRY_VERIFY(shows(m_page->terminal(), QStringLiteral("kept-words")));
        const bridge::WorkloadKey first = m_page->workload();
        const QPointer<ui::TerminalPanel> panel = &m_page->terminal();
        press(*panel, Qt::Key_N);
        QVERIFY(ownWindow() != nullptr && ownWindow()->isVisible());
        QVERIFY(ownWindow()->isAncestorOf(panel.data()));
        QVERIFY(m_page->terminals().panels().isEmpty());
        QVERIFY(panel->isOpen() && shows(*panel, QStringLiteral("kept-words")));
        // The page goes elsewhere; the session does not mind, and brings the page back with it.
        m_page->open(running(bridge::Hull::Container, 1)->key);
        QVERIFY(panel->isOpen());
        toFront(*panel);
        press(*panel, Qt::Key_N);
        QTRY_VERIFY(ownWindow() == nullptr);
        QCOMPARE(m_page->workload(), first);
        QVERIFY(m_page->terminals().panels().contains(panel.data()));
        QVERIFY(panel->isOpen() && shows(*panel, QStringLiteral("kept-words")));
    }

    void closingItsWindowEndsIt()
    {
        const QPointer<ui::TerminalPanel> panel = &m_page->terminal();
        press(*panel, Qt::Key_N);
        toFront(*panel);
        press(*panel, Qt::Key_W);
        QTRY_VERIFY(panel.isNull() && ownWindow() == nullptr);
        QVERIFY(m_page->terminal().isVisibleTo(m_page));
        QTRY_VERIFY(m_page->terminal().isOpen());
    }

    void aVmHasOneConsole()
    {
        m_page->open(running(bridge::Hull::Vm, 0)->key);
        press(m_page->terminal(), Qt::Key_D);
        QCOMPARE(m_page->terminals().panels().size(), 1);
        press(m_page->terminal(), Qt::Key_N);
        QVERIFY(ownWindow() != nullptr);
        QVERIFY(ownWindow()->windowTitle().contains(running(bridge::Hull::Vm, 0)->name));
        // The window goes with the main one.
        m_window.reset();
    }
};

CATAMARAN_UI_TEST_MAIN(TerminalsTest)
#include "tst_terminals.moc"
