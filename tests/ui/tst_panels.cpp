// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/desk.h"
#include "src/bridge/engine_tools.h"
#include "src/bridge/parts.h"
#include "src/bridge/race.h"
#include "src/bridge/rooms.h"
#include "src/bridge/session.h"
#include "src/bridge/stack_driver.h"
#include "tests/support/fake_deck.h"
#include "tests/support/fake_desk.h"
#include "tests/support/support.h"
#include "tests/support/ui_main.h"
#include "ui/compare/compare_page.h"
#include "ui/compare/race_lanes.h"
#include "ui/details/details_page.h"
#include "ui/dialogs/text_dialog.h"
#include "ui/dialogs/tool_menu.h"
#include "ui/images/image_panel.h"
#include "ui/images/scan_view.h"
#include "ui/shell/main_window.h"
#include "ui/stacks/graph_view.h"
#include "ui/stacks/stack_panel.h"
#include "ui/stacks/stacks_page.h"
#include "ui/theme/theme.h"
#include "ui/volumes/volumes_page.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/cli_line.h"
#include "ui/widgets/workload_links.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTableView>
#include <memory>

using namespace catamaran;

namespace {

QString words(const char *text)
{
    return QString::fromUtf8(text);
}

/// A session on a scripted deck with a stack of two services in it, and its window.
struct Desk {
    Desk()
        : deck(std::make_shared<test::FakeDeck>()), driver(std::make_shared<test::FakeDesk>()),
          session((fill(), parts())), window(session, ui::standardPages(session), nullptr)
    {
        window.resize(1360, 860);
        window.show();
        session.open();
    }
    bridge::Parts parts()
    {
        bridge::Parts out = test::fakeParts(deck, state.path());
        out.desk = driver;
        return out;
    }
    test::FakeDesk &desk() { return *driver; }
    void fill()
    {
        test::fillWithExamples(*deck);
        for (const auto &[name, service] :
             {std::pair{"shop-web-1", "web"}, {"shop-db-1", "db"}, {"shop-db-2", "db"}}) {
            core::Workload one;
            one.id = {core::Kind::Container, std::string("57ac4") + name};
            one.name = name;
            one.image = "localhost/shop-api:1.4";
            one.state = core::State::Running;
            one.labels = {{"com.docker.compose.project", "shop"},
                          {"com.docker.compose.service", service},
                          {"com.docker.compose.container-number", std::string(1, one.name.back())}};
            deck->add(std::move(one));
        }
    }
    template <typename T>
    T *page(const char *id)
    {
        window.showPage(words(id));
        return qobject_cast<T *>(window.page(words(id)));
    }
    [[nodiscard]] QString opened()
    {
        if (window.currentPageId() != words("details"))
            return {};
        auto *details = qobject_cast<ui::DetailsPage *>(window.page(words("details")));
        const bridge::WorkloadRow *row = session.workload(details->workload());
        return row != nullptr ? row->name : QString();
    }
    void goBack() { QTest::keyClick(window.page(words("details")), Qt::Key_Left, Qt::AltModifier); }

    test::TemporaryDirectory state;
    std::shared_ptr<test::FakeDeck> deck;
    std::shared_ptr<test::FakeDesk> driver;
    bridge::Session session;
    ui::MainWindow window;
};

/// A line for a shell of each thing that the window does.
QStringList linesOfTheWindow()
{
    QStringList lines;
    for (const bridge::Tool &tool : bridge::tools())
        lines.append(bridge::toolCommand(tool, words("x"), words("x")).commandLine());
    for (int verb = 0; verb < static_cast<int>(bridge::DeskCommand::Verb::Tool); ++verb) {
        bridge::DeskCommand command;
        command.verb = static_cast<bridge::DeskCommand::Verb>(verb);
        command.subject = command.target = words("x");
        command.paths = {words("x.qcow2")};
        lines.append(command.commandLine());
    }
    for (int verb = 0; verb <= static_cast<int>(bridge::RoomCommand::Verb::CopyOut); ++verb) {
        bridge::RoomCommand command;
        command.verb = static_cast<bridge::RoomCommand::Verb>(verb);
        lines.append(command.commandLine());
    }
    for (const bridge::Hull hull : {bridge::Hull::Container, bridge::Hull::Vm}) {
        const bridge::WorkloadKey key{hull, words("x")};
        lines << bridge::logsCommand({key}, {words("x")}) << bridge::inspectCommand(key, words("x"))
              << bridge::terminalCommand(key, words("x"), words("sh"));
        for (const bridge::State state :
             {bridge::State::Running, bridge::State::Paused, bridge::State::Exited}) {
            bridge::WorkloadRow row;
            row.key = key;
            row.name = words("x");
            row.state = state;
            for (int action = 0; action <= static_cast<int>(bridge::Action::Remove); ++action)
                lines.append(bridge::commandLine(static_cast<bridge::Action>(action), {row}));
        }
    }
    for (int verb = 0; verb <= static_cast<int>(bridge::StackCommand::Verb::Restart); ++verb) {
        bridge::StackCommand command;
        command.verb = static_cast<bridge::StackCommand::Verb>(verb);
        command.project = words("x");
        lines.append(command.commandLine().remove(words(" -p x")));
    }
    lines.append(words("catamaran run x")); // the dialog of Run
    return lines;
}

QByteArray document(const char *name)
{
    QFile file(QString::fromStdString(test::sourceDirectory()) + words("/resources/doc/") + words(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QPushButton *buttonNamed(QWidget &within, const QString &name)
{
    for (QPushButton *button : within.findChildren<QPushButton *>()) {
        if (button->accessibleName() == name && button->isVisibleTo(&within))
            return button;
    }
    return nullptr;
}

} // namespace

/// The pages beside the list of workloads: ways to the details, verbs of the command line, scans of images.
class PanelsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ui::Theme> m_theme;

private slots:
    void initTestCase() { m_theme = std::make_unique<ui::Theme>(*qApp, ui::Scheme::Dark); }
    void cleanupTestCase() { m_theme.reset(); }

    void whatNeedsAttentionOpensItsDetails()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.showPage(words("overview"));
        QWidget &page = *desk.window.page(words("overview"));
        QPushButton *button = nullptr;
        QTRY_VERIFY((button = buttonNamed(page, words("Details: mailer failed"))) != nullptr);
        QTest::mouseDClick(button->parentWidget(), Qt::LeftButton, {}, QPoint(4, 4));
        QCOMPARE(desk.opened(), words("mailer"));
        desk.goBack();
        QCOMPARE(desk.window.currentPageId(), words("overview"));
        button = buttonNamed(page, words("Details: mailer failed"));
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Return);
        QCOMPARE(desk.opened(), words("mailer"));
        desk.goBack();
        QCOMPARE(desk.window.focusWidget(), button);
    }

    void aLaneOpensTheOneThatWasKept()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        auto *page = desk.page<ui::ComparePage>("compare");
        auto &lanes = const_cast<ui::RaceLanes &>(page->lanes());
        QSignalSpy told(&desk.session, &bridge::Session::announced);
        QTest::mouseDClick(&lanes, Qt::LeftButton, {}, lanes.laneCenter(bridge::Hull::Vm));
        QCOMPARE(told.size(), 1); // nothing has raced yet
        QCOMPARE(desk.window.currentPageId(), words("compare"));
        QSignalSpy finished(&desk.session.race(), &bridge::Race::finished);
        page->receive(words("runs"), 1);
        page->receive(words("start"), true);
        QTRY_COMPARE(finished.size(), 1);
        for (const bridge::WorkloadKey &key : desk.session.race().last().kept) {
            QTRY_VERIFY(desk.session.workload(key) != nullptr);
            const QString name = desk.session.workload(key)->name;
            QTest::mouseDClick(&lanes, Qt::LeftButton, {}, lanes.laneCenter(key.hull));
            QCOMPARE(desk.opened(), name);
            desk.goBack();
            QCOMPARE(desk.window.currentPageId(), words("compare"));
            lanes.setFocus();
            QTest::keyClick(&lanes, key.hull == bridge::Hull::Vm ? Qt::Key_Down : Qt::Key_Up);
            QTest::keyClick(&lanes, Qt::Key_Return);
            QCOMPARE(desk.opened(), name);
            desk.goBack();
            QCOMPARE(desk.window.focusWidget(), &lanes);
        }
    }

    void aServiceOfAStackOpensItsContainer()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        auto *page = desk.page<ui::StacksPage>("stacks");
        page->receive(words("select"), words("shop"));
        ui::GraphView &graph = page->panel().graph();
        QTRY_VERIFY(graph.card(words("web")) != nullptr);
        QTest::mouseDClick(graph.card(words("web")), Qt::LeftButton);
        QCOMPARE(desk.opened(), words("shop-web-1"));
        desk.goBack();
        QCOMPARE(desk.window.currentPageId(), words("stacks"));
        QCOMPARE(page->panel().project(), words("shop"));
        // Of several it asks which.
        QTest::keyClick(graph.card(words("db")), Qt::Key_Return);
        auto *menu = page->panel().findChild<QMenu *>();
        QVERIFY(menu != nullptr);
        QCOMPARE(menu->actions().size(), 4); // two, a line, and the log of both
        menu->actions().at(1)->trigger();
        QCOMPARE(desk.opened(), words("shop-db-2"));
        menu->close();
    }

    void usersOfVolumesAndImagesOpen()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        auto *volumes = desk.page<ui::VolumesPage>("volumes");
        QTRY_VERIFY(desk.session.rooms().areVolumesKnown());
        volumes->select(words("uploads"));
        QPushButton *user = nullptr;
        QTRY_VERIFY((user = buttonNamed(*volumes, words("Details of demo-web"))) != nullptr);
        QTest::mouseClick(user, Qt::LeftButton);
        QCOMPARE(desk.opened(), words("demo-web"));
        desk.goBack();
        QCOMPARE(desk.window.currentPageId(), words("volumes"));
        desk.window.showPage(words("images"));
        QWidget &images = *desk.window.page(words("images"));
        desk.window.page(words("images"))->receive(words("select"), words("localhost/demo:latest"));
        QTRY_VERIFY((user = buttonNamed(images, words("Details of demo-web-vm"))) != nullptr);
        QTest::mouseClick(user, Qt::LeftButton);
        QCOMPARE(desk.opened(), words("demo-web-vm"));
        desk.goBack();
        QCOMPARE(desk.window.currentPageId(), words("images"));
    }

    void everyVerbOfTheCommandLineHasItsPlace()
    {
        Desk desk;
        const QStringList pages = desk.window.pageIds();
        const QStringList lines = linesOfTheWindow();
        const auto isDone = [&lines](const QString &verb) {
            const QString begin = words("catamaran ") + verb;
            return std::any_of(lines.begin(), lines.end(), [&begin](const QString &line) {
                return line == begin || line.startsWith(begin + QLatin1Char(' '));
            });
        };
        QSet<QString> rows;
        for (const QByteArray &row : document("window-verbs.md").split('\n')) {
            const QList<QByteArray> cells = row.split('|');
            if (!row.startsWith("| `") || cells.size() < 5)
                continue;
            const QString verb = QString::fromUtf8(cells[1]).remove(QLatin1Char('`')).trimmed();
            const QByteArray how = cells[2].trimmed();
            const QString page = QString::fromUtf8(cells[3]).remove(QLatin1Char('`')).trimmed();
            QVERIFY2(!rows.contains(verb), qPrintable(verb));
            rows.insert(verb);
            QVERIFY2(how == "no" ? page.isEmpty() : pages.contains(page), row.constData());
            QVERIFY2(cells[4].trimmed().size() >= (how == "no" ? 20 : 3), row.constData());
            QVERIFY2(QByteArrayList({"done", "shown", "part", "no"}).contains(how), row.constData());
            QVERIFY2(how != "done" || isDone(verb), row.constData());
            QVERIFY2(how != "no" || !isDone(verb), row.constData());
        }
        QStringList missing;
        QSet<QString> known;
        for (const QByteArray &line : document("verbs.md").split('\n')) {
            if (!line.startsWith("## "))
                continue;
            known.insert(QString::fromUtf8(line.mid(3)).trimmed());
        }
        QVERIFY(known.size() > 100);
        for (const QString &verb : std::as_const(known)) {
            if (!rows.contains(verb))
                missing.append(verb);
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(words(", "))));
        QVERIFY2((rows - known).isEmpty(), qPrintable((rows - known).values().join(words(", "))));
    }

    void aToolAsksAndSaysItsLine()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        const bridge::WorkloadRow api =
            *std::find_if(desk.session.workloads().begin(), desk.session.workloads().end(),
                          [](const bridge::WorkloadRow &row) { return row.name == words("api"); });
        QMenu menu;
        ui::addTools(menu, desk.session.desk(), ui::toolSubject(api), &desk.window);
        auto *commit = menu.findChild<QAction *>(words("tool commit"));
        QVERIFY(commit != nullptr);
        QCOMPARE(commit->toolTip(), words("catamaran commit api"));
        commit->trigger();
        auto *form = desk.window.findChild<ui::AskDialog *>();
        QVERIFY(form != nullptr);
        const auto fields = form->findChildren<QLineEdit *>();
        fields[0]->setText(words("localhost/mine:1"));
        fields[1]->setText(words("it's done"));
        QCOMPARE(form->findChild<ui::CliLine *>()->command(),
                 words("catamaran commit --message 'it'\\''s done' api localhost/mine:1"));
        form->acceptButton().click();
        QTRY_VERIFY(desk.desk().done().contains(
            words("catamaran commit --message 'it'\\''s done' api localhost/mine:1")));
        // A field that is needed keeps the form open.
        menu.findChild<QAction *>(words("tool rename"))->trigger();
        form = desk.window.findChildren<ui::AskDialog *>().last();
        QVERIFY(form->acceptButton().isEnabled());
        form->findChild<QLineEdit *>()->clear();
        QVERIFY(!form->acceptButton().isEnabled());
        form->reject();
        // What only a running one can do is not offered for one that has ended.
        const bridge::WorkloadRow ended =
            *std::find_if(desk.session.workloads().begin(), desk.session.workloads().end(),
                          [](const bridge::WorkloadRow &row) { return row.name == words("migrate"); });
        QMenu other;
        ui::addTools(other, desk.session.desk(), ui::toolSubject(ended), &desk.window);
        QVERIFY(other.findChild<QAction *>(words("tool top")) == nullptr);
        QVERIFY(other.findChild<QAction *>(words("tool export")) != nullptr);
    }

    void aTextIsShownWithItsLine()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        QMenu menu;
        const QString image = words("localhost/demo:latest");
        ui::addTools(menu, desk.session.desk(), {bridge::Tool::Object::Image, image, image}, &desk.window);
        menu.findChild<QAction *>(words("tool history"))->trigger();
        ui::TextDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = desk.window.findChild<ui::TextDialog *>()) != nullptr);
        QCOMPARE(dialog->findChild<ui::CliLine *>()->command(), words("catamaran history ") + image);
        QVERIFY(!dialog->text().isEmpty());
    }

    void anImageIsScannedInTheBackground()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.showPage(words("images"));
        auto *panel = desk.window.findChild<ui::ImagePanel *>();
        panel->showTab(ui::ImagePanel::Tab::Scan);
        ui::ScanTab &scan = panel->scan();
        panel->setImage(words("localhost/slow:1"));
        QCOMPARE(scan.state(), words("idle"));
        scan.start();
        QCOMPARE(scan.state(), words("running"));
        // Another image meanwhile; the first goes on until somebody ends it.
        panel->setImage(words("localhost/demo:latest"));
        QCOMPARE(scan.state(), words("idle"));
        buttonNamed(scan, words("Scan"))->click();
        QTRY_COMPARE(scan.state(), words("found"));
        QAbstractItemModel &rows = *scan.table().model();
        QCOMPARE(rows.rowCount(), 4);
        QCOMPARE(rows.index(0, 0).data().toString(), words("Critical"));
        QCOMPARE(rows.index(1, 1).data().toString(), words("glibc"));
        QCOMPARE(rows.index(1, 3).data().toString(), words("2.36-9+deb12u3"));
        QCOMPARE(rows.index(2, 3).data().toString(), words("none yet"));
        scan.table().sortByColumn(1, Qt::AscendingOrder);
        QCOMPARE(rows.index(0, 1).data().toString(), words("glibc"));
        scan.least().setCurrentIndex(2); // high and above
        QCOMPARE(rows.rowCount(), 2);
        scan.least().setCurrentIndex(scan.least().count() - 1); // with a fix
        QCOMPARE(rows.rowCount(), 2);
        QVERIFY(desk.desk().done().contains(words("catamaran scan localhost/demo:latest")));
        panel->setImage(words("localhost/slow:1"));
        QCOMPARE(scan.state(), words("running"));
        buttonNamed(scan, words("Cancel"))->click();
        QTRY_COMPARE(scan.state(), words("idle"));
        panel->setImage(words("localhost/clean:1"));
        scan.start();
        QTRY_COMPARE(scan.state(), words("clean"));
        panel->setImage(words("localhost/offline:1"));
        scan.start();
        QTRY_COMPARE(scan.state(), words("failed"));
        scan.start({words("/tmp/osv.zip")});
        QTRY_COMPARE(scan.state(), words("found"));
        QVERIFY(desk.desk().done().contains(words("catamaran scan --db /tmp/osv.zip localhost/offline:1")));
        // What was found stays while the window is open.
        panel->setImage(words("localhost/demo:latest"));
        QCOMPARE(scan.state(), words("found"));
    }

    void aPasswordIsNoPartOfTheLine()
    {
        const auto login = bridge::toolOf(words("login"));
        bridge::DeskCommand command = bridge::toolCommand(*login, {}, {});
        command.values = {{words("server"), words("registry.example")},
                          {words("user"), words("me")},
                          {words("password"), words("secret")}};
        QVERIFY(bridge::isComplete(*login, command));
        QCOMPARE(command.commandLine(), words("catamaran login --username me registry.example"));
    }

    void columnsStandBelowEachOther()
    {
        QCOMPARE(bridge::inColumns(
                     {{words("A"), words("B"), words("C")}, {words("long"), words("x"), words("y z")}}),
                 words("A     B  C\nlong  x  y z"));
    }
};

CATAMARAN_UI_TEST_MAIN(PanelsTest)
#include "tst_panels.moc"
