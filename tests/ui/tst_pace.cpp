// SPDX-License-Identifier: GPL-3.0-or-later
// A session as a user would have it, with 1,000 workloads, all of it through events: what stalls the window?
// CATAMARAN_STALLS=list prints every stall above a frame, =fail makes each an error.
#include "src/bridge/metrics_feed.h"
#include "src/bridge/session.h"
#include "tests/support/many_workloads.h"
#include "tests/support/support.h"
#include "tests/support/ui_main.h"
#include "ui/details/details_page.h"
#include "ui/models/workload_filter.h"
#include "ui/models/workload_model.h"
#include "ui/shell/conveniences.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/workloads/workloads_page.h"

#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTimer>
#include <QWheelEvent>
#include <memory>

using namespace catamaran;

namespace {

constexpr int kMany = 1000;
/// No event may take as long on any computer that runs the tests; a frame is the goal (see the report).
constexpr double kNever = 400;

ui::StallWatch &watch()
{
    return ui::StallWatch::instance();
}

struct Desk {
    Desk() : deck(std::make_shared<test::FakeDeck>())
    {
        test::fillWithMany(*deck, kMany);
        session = std::make_unique<bridge::Session>(test::fakeParts(deck, state.path(), 0));
        window = std::make_unique<ui::MainWindow>(*session, ui::standardPages(*session), nullptr);
        window->show();
        session->open();
    }
    std::shared_ptr<test::FakeDeck> deck;
    test::TemporaryDirectory state;
    std::unique_ptr<bridge::Session> session;
    std::unique_ptr<ui::MainWindow> window;
};

void click(QWidget *widget, QPoint at = {})
{
    QTest::mouseClick(widget, Qt::LeftButton, {}, at.isNull() ? widget->rect().center() : at);
}

void wheel(QWidget *viewport, int steps)
{
    const QPointF at = viewport->rect().center();
    for (int i = 0; i < std::abs(steps); ++i) {
        QWheelEvent event(at, viewport->mapToGlobal(at), {}, {0, steps > 0 ? -120 : 120}, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(viewport, &event);
        QCoreApplication::processEvents();
    }
}

/// Lets the window work until the feed has ticked so often; a page that samples nothing is looked at for a
/// moment.
void look(Desk &desk, int ticks = 2)
{
    const bool live = desk.window->page(desk.window->currentPageId())->isLive();
    QSignalSpy spy(&desk.session->metrics(), &bridge::MetricsFeed::ticked);
    (void)QTest::qWaitFor([&] { return spy.size() >= ticks; }, live ? 2500 : 300);
}

} // namespace

class PaceTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<Desk> m_desk;

    QPushButton *navigation(const QString &title)
    {
        const auto buttons =
            m_desk->window->findChild<QWidget *>(QStringLiteral("navigation"))->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text().trimmed() == title)
                return button;
        }
        return nullptr;
    }
    void go(const QString &title)
    {
        watch().note(QStringLiteral("open ") + title);
        QPushButton *button = navigation(title);
        QVERIFY2(button != nullptr, qPrintable(title));
        click(button);
        ui::Page *page = m_desk->window->page(m_desk->window->currentPageId());
        QTRY_VERIFY(page->isSettled());
        watch().note(QStringLiteral("look at ") + title);
        look(*m_desk);
    }
    QTableView *table()
    {
        return m_desk->window->page(QStringLiteral("workloads"))->findChild<QTableView *>();
    }

private slots:
    void initTestCase()
    {
        m_theme = std::make_unique<ui::Theme>(*qApp, ui::Scheme::Dark);
        watch().note(QStringLiteral("start"));
        m_desk = std::make_unique<Desk>();
        QTRY_VERIFY(m_desk->session->isSettled());
        QCOMPARE(m_desk->session->workloads().size(), kMany);
        watch().note(QStringLiteral("get ready"));
        QSignalSpy ready(m_desk->window.get(), &ui::MainWindow::isReady);
        m_desk->window->getReady();
        QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, 30'000);
    }
    void cleanupTestCase()
    {
        m_desk.reset();
        m_theme.reset();
        QVERIFY2(watch().worst().milliseconds < kNever, qPrintable(watch().report()));
    }

    void everyPageOpensTwice()
    {
        const QStringList titles = {
            QStringLiteral("Workloads"), QStringLiteral("Stacks"),   QStringLiteral("Compare"),
            QStringLiteral("Images"),    QStringLiteral("Volumes"),  QStringLiteral("Networks"),
            QStringLiteral("Doctor"),    QStringLiteral("Settings"), QStringLiteral("Overview")};
        for (int round = 0; round < 2; ++round) {
            for (const QString &title : titles)
                go(title);
        }
    }

    void theTableIsFilteredSortedAndScrolled()
    {
        go(QStringLiteral("Workloads"));
        auto *search = qobject_cast<ui::WorkloadsPage *>(m_desk->window->page(QStringLiteral("workloads")))
                           ->headerWidgets()
                           .constFirst();
        watch().note(QStringLiteral("type a filter"));
        QTest::keyClicks(search, QStringLiteral("web runn"));
        QVERIFY(table()->model()->rowCount() < kMany / 3);
        QVERIFY(table()->model()->rowCount() > 0);
        QTest::keyClick(search, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(search, Qt::Key_Delete);
        QCOMPARE(table()->model()->rowCount(), kMany);
        QHeaderView *header = table()->horizontalHeader();
        for (const int column : {0, 2, 3, 4, 8, 3, 0}) {
            watch().note(QStringLiteral("sort by column %1").arg(column));
            if (table()->isColumnHidden(column))
                continue;
            click(header->viewport(), {header->sectionViewportPosition(column) + 20, header->height() / 2});
            look(*m_desk, 1);
        }
        watch().note(QStringLiteral("scroll"));
        wheel(table()->viewport(), 60);
        wheel(table()->viewport(), -60);
        watch().note(QStringLiteral("jump to the end and back"));
        QTest::keyClick(table(), Qt::Key_End, Qt::ControlModifier);
        look(*m_desk, 1);
        QTest::keyClick(table(), Qt::Key_Home, Qt::ControlModifier);
        watch().note(QStringLiteral("move the mouse"));
        for (int y = 10; y < table()->viewport()->height(); y += 7)
            QTest::mouseMove(table()->viewport(), {60, y});
        watch().note(QStringLiteral("walk down with the keys"));
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(table(), Qt::Key_Down);
            QCoreApplication::processEvents();
        }
        watch().note(QStringLiteral("select all"));
        QTest::keyClick(table(), Qt::Key_A, Qt::ControlModifier);
        look(*m_desk, 1);
        QTest::keyClick(table(), Qt::Key_Escape);
    }

    void theTableIsGroupedAndFolded()
    {
        go(QStringLiteral("Workloads"));
        QComboBox *by = nullptr;
        for (QComboBox *box : m_desk->window->findChildren<QComboBox *>()) {
            if (box->accessibleName() == QStringLiteral("Group by"))
                by = box;
        }
        QVERIFY(by != nullptr);
        for (const char *grouping : {"stack", "kind", "network"}) {
            watch().note(QStringLiteral("group by ") + QLatin1String(grouping));
            by->setCurrentIndex(by->findData(QString::fromLatin1(grouping)));
            look(*m_desk);
            watch().note(QStringLiteral("fold and unfold"));
            table()->setCurrentIndex(table()->model()->index(0, 0));
            const int rows = table()->model()->rowCount();
            QTest::keyClick(table(), Qt::Key_Left);
            QVERIFY(table()->model()->rowCount() < rows);
            look(*m_desk, 1);
            QTest::keyClick(table(), Qt::Key_Right);
            QCOMPARE(table()->model()->rowCount(), rows);
            wheel(table()->viewport(), 20);
        }
        watch().note(QStringLiteral("no groups"));
        by->setCurrentIndex(0);
        QCOMPARE(table()->model()->rowCount(), kMany);
        look(*m_desk, 1);
    }

    void manyStatesChangeAtOnce()
    {
        go(QStringLiteral("Workloads"));
        watch().note(QStringLiteral("200 states change"));
        for (int i = 0; i < 1000; i += 5)
            m_desk->deck->setState(test::manyWorkload(i).id, core::State::Paused);
        QTRY_VERIFY([&] {
            const auto *row = m_desk->session->workload(
                {bridge::Hull::Container, QString::fromStdString(test::manyWorkload(0).id.id)});
            return row != nullptr && row->state == bridge::State::Paused;
        }());
        look(*m_desk);
        watch().note(QStringLiteral("300 are removed"));
        for (int i = 0; i < 300; ++i)
            QVERIFY(m_desk->deck->remove(test::manyWorkload(i * 3).id, true).has_value());
        QTRY_COMPARE(table()->model()->rowCount(), kMany - 300);
        watch().note(QStringLiteral("300 come back"));
        for (int i = 0; i < 300; ++i)
            m_desk->deck->add(test::manyWorkload(i * 3));
        QTRY_COMPARE(table()->model()->rowCount(), kMany);
    }

    void detailsOfOneAreOpenedTabByTab()
    {
        go(QStringLiteral("Workloads"));
        watch().note(QStringLiteral("open details"));
        table()->setFocus();
        table()->selectRow(3);
        QTest::keyClick(table(), Qt::Key_Return);
        QTRY_COMPARE(m_desk->window->currentPageId(), QStringLiteral("details"));
        auto *details = qobject_cast<ui::DetailsPage *>(m_desk->window->page(QStringLiteral("details")));
        look(*m_desk);
        for (int tab = 0; tab < 9; ++tab) {
            watch().note(QStringLiteral("details, tab %1").arg(tab));
            QTest::keyClick(details, static_cast<Qt::Key>(Qt::Key_1 + tab), Qt::AltModifier);
            look(*m_desk, 1);
        }
    }

    void theRestOfTheWindow()
    {
        for (const QString &title : {QStringLiteral("Overview"), QStringLiteral("Workloads")}) {
            go(title);
            watch().note(title + QStringLiteral(": resize"));
            for (int width = 1360; width > 980; width -= 60) {
                m_desk->window->resize(width, 700);
                QCoreApplication::processEvents();
            }
            m_desk->window->resize(1360, 860);
            look(*m_desk, 1);
            watch().note(title + QStringLiteral(": light and dark"));
            QTimer::singleShot(0, m_desk->window.get(), [this] { m_theme->setScheme(ui::Scheme::Light); });
            look(*m_desk, 1);
            QTimer::singleShot(0, m_desk->window.get(), [this] { m_theme->setScheme(ui::Scheme::Dark); });
            look(*m_desk, 1);
        }
        watch().note(QStringLiteral("palette"));
        click(m_desk->window->conveniences().searchButton());
        QDialog *palette = nullptr;
        QTRY_VERIFY((palette = m_desk->window->findChild<QDialog *>(QStringLiteral("palette"))) != nullptr &&
                    palette->isVisible());
        auto *line = palette->findChild<QLineEdit *>();
        QVERIFY(line != nullptr);
        watch().note(QStringLiteral("type into the palette"));
        for (const QChar letter : QStringLiteral("stop web-01")) {
            QTest::keyClick(line, letter.toLatin1());
            QCoreApplication::processEvents();
        }
        QTest::keyClick(line, Qt::Key_Escape);
        watch().note(QStringLiteral("close"));
    }

    void aMinimisedWindowSamplesNothing()
    {
        for (const QString &title : {QStringLiteral("Overview"), QStringLiteral("Workloads")}) {
            go(title);
            ui::Page *page = m_desk->window->page(m_desk->window->currentPageId());
            QTRY_VERIFY(page->isLive());
            m_desk->window->showMinimized();
            QTRY_VERIFY(!page->isLive());
            // Not even when the list changes.
            QSignalSpy changed(m_desk->session.get(), &bridge::Session::workloadsChanged);
            m_desk->deck->add(test::manyWorkload(kMany + static_cast<int>(title.size())));
            QTRY_VERIFY(!changed.isEmpty());
            QVERIFY(!page->isLive());
            m_desk->window->showNormal();
            QTRY_VERIFY(page->isLive());
        }
    }
};

CATAMARAN_UI_TEST_MAIN(PaceTest)
#include "tst_pace.moc"
