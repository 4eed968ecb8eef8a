// SPDX-License-Identifier: GPL-3.0-or-later
// The pages with a real engine: a shell in a container, its files, volumes and networks.
#include "src/bridge/desk.h"
#include "src/bridge/engine_desk.h"
#include "src/bridge/engine_rooms.h"
#include "src/bridge/engine_stacks.h"
#include "src/bridge/parts.h"
#include "src/bridge/race.h"
#include "src/bridge/rooms.h"
#include "src/bridge/session.h"
#include "src/bridge/stacks.h"
#include "src/bridge/tool.h"
#include "tests/cli/shell_image.h"
#include "tests/support/ui_main.h"
#include "ui/details/details_page.h"
#include "ui/models/file_browser.h"
#include "ui/networks/networks_page.h"
#include "ui/shell/main_window.h"
#include "ui/terminal/terminal_panel.h"
#include "ui/terminal/terminal_view.h"
#include "ui/theme/theme.h"
#include "ui/volumes/volumes_page.h"
#include "ui/widgets/cli_line.h"
#include "ui/widgets/log_pane.h"
#include "ui/widgets/log_view.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QToolButton>
#include <memory>

using namespace catamaran;

namespace {

constexpr int kPatience = 60'000;

bool shows(const ui::TerminalView &view, const char *text, qsizetype times)
{
    return ui::findAll(view.screen(), QString::fromLatin1(text)).size() >= times;
}

} // namespace

class RealRoomsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::CliRunner> m_cli;
    test::TemporaryDirectory m_directory;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<bridge::Session> m_session;
    std::unique_ptr<ui::MainWindow> m_window;

    ui::DetailsPage *details()
    {
        m_window->showPage(QStringLiteral("details"));
        return qobject_cast<ui::DetailsPage *>(m_window->page(QStringLiteral("details")));
    }
    /// What a tool answers, or "!" and why it did not.
    QString tool(const char *verb, const QString &subject, const QMap<QString, QString> &values = {})
    {
        bridge::DeskCommand command =
            bridge::toolCommand(*bridge::toolOf(QString::fromLatin1(verb)), subject, subject);
        command.values.insert(values);
        QSignalSpy done(&m_session->desk(), &bridge::Desk::finished);
        const int number = m_session->desk().run(command);
        const auto mine = [&] { return !done.isEmpty() && done.last()[0].toInt() == number; };
        if (!QTest::qWaitFor(mine, kPatience))
            return QStringLiteral("!it takes too long");
        const auto problem = done.last()[3].value<bridge::Problem>();
        return problem.isEmpty() ? done.last()[2].toString() : QLatin1Char('!') + problem.text();
    }
    bridge::WorkloadKey keyOf(const QString &name)
    {
        for (const bridge::WorkloadRow &row : m_session->workloads()) {
            if (row.name == name)
                return row.key;
        }
        return {};
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        test::makeShellImage(*m_cli, QString::fromStdString(m_directory.path()));
        m_cli->ok({"volume", "create", "data"});
        m_cli->ok({"network", "create", "backend"});
        m_cli->ok(
            {"run", "-d", "--name", "web", "-v", "data:/data", "shell", "sh", "-c",
             "echo hello > /data/a.txt; i=0; while true; do i=$((i+1)); echo tick $i; echo WARN odd $i >&2; "
             "sleep 0.2; done"});
        qputenv("CATAMARAN_ROOT", m_cli->dataDirectory().c_str());
        qputenv("CATAMARAN_RUN", m_cli->runDirectory().c_str());
        qputenv("CATAMARAN_LIBEXEC",
                QByteArray(QFileInfo(test::CliRunner::program("catamaran")).path().toUtf8() + "/../libexec"));
        m_theme = std::make_unique<ui::Theme>(*qApp, ui::Scheme::Dark);
        bridge::Parts parts;
        parts.openDeck = [] { return core::Deck::open(engine::EngineOptions::forCurrentUser()); };
        parts.runExperiment = compare::runExperiment;
        parts.listImages = [](core::Deck &deck) { return deck.engine().images().list(); };
        parts.rooms = std::make_shared<bridge::EngineRooms>();
        parts.stacks = std::make_shared<bridge::EngineStacks>();
        parts.desk = std::make_shared<bridge::EngineDesk>();
        m_session = std::make_unique<bridge::Session>(parts);
        m_window = std::make_unique<ui::MainWindow>(*m_session, ui::standardPages(*m_session), nullptr);
        m_window->show();
        m_session->open();
        QTRY_VERIFY_WITH_TIMEOUT(!keyOf("web").id.isEmpty(), kPatience);
    }
    void cleanupTestCase()
    {
        m_window.reset();
        m_session.reset();
        m_theme.reset();
        if (m_cli)
            m_cli->run({"rm", "-f", "web"});
        m_cli.reset();
    }

    void aShellInTheContainerAnswersToAPaste()
    {
        ui::DetailsPage *page = details();
        page->open(keyOf("web"));
        page->showTab(ui::DetailsPage::Tab::Terminal);
        ui::TerminalView &view = page->terminal().view();
        QTRY_VERIFY_WITH_TIMEOUT(shows(view, "#", 1), kPatience);
        QGuiApplication::clipboard()->setText(QStringLiteral("cat /data/a.txt; echo $((40+2)) $TERM"));
        QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(&view, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(shows(view, "42 xterm-256color", 1), kPatience);
        QVERIFY(shows(view, "hello", 1));
        // Its size is the widget's.
        QTest::keyClicks(&view, QStringLiteral("stty size"));
        QTest::keyClick(&view, Qt::Key_Return);
        const QByteArray size =
            QByteArray::number(view.screen().rows()) + ' ' + QByteArray::number(view.screen().columns());
        QTRY_VERIFY_WITH_TIMEOUT(shows(view, size.constData(), 1), kPatience);
        QTest::keyClick(&view, Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!page->terminal().isOpen(), kPatience);
    }

    void aContainerWithoutAShellSaysSoAndIsAttachedTo()
    {
        const QString context = QString::fromStdString(m_directory.path()) + QStringLiteral("/bare");
        QVERIFY(QDir().mkpath(context));
        QVERIFY(QFile::copy(QStringLiteral("/bin/busybox"), context + QStringLiteral("/cat")));
        QFile dockerfile(context + QStringLiteral("/Dockerfile"));
        QVERIFY(dockerfile.open(QIODevice::WriteOnly));
        dockerfile.write("FROM scratch\nCOPY cat /cat\nCMD [\"/cat\"]\n");
        dockerfile.close();
        m_cli->ok({"build", "-q", "-t", "bare", context});
        m_cli->ok({"run", "-dit", "--name", "bare", "bare"});
        QTRY_VERIFY_WITH_TIMEOUT(!keyOf("bare").id.isEmpty(), kPatience);
        ui::DetailsPage *page = details();
        page->open(keyOf("bare"));
        page->showTab(ui::DetailsPage::Tab::Terminal);
        const auto says = [page](const QString &text) {
            for (const QLabel *label : page->terminal().findChildren<QLabel *>()) {
                if (label->text().contains(text))
                    return true;
            }
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("there is no shell in this container")), kPatience);
        QVERIFY(says(QStringLiteral("catamaran attach ")));
        ui::TerminalView &view = page->terminal().view();
        QVERIFY(shows(view, "there is no shell in this container", 1));
        QToolButton *attach = nullptr;
        for (QToolButton *button : page->terminal().findChildren<QToolButton *>()) {
            if (button->accessibleName().startsWith(QStringLiteral("Attach to its main process")))
                attach = button;
        }
        QVERIFY(attach != nullptr && attach->isVisible());
        attach->click();
        QVERIFY(!page->terminal().findChildren<ui::CliLine *>().isEmpty());
        QCOMPARE(page->terminal().findChildren<ui::CliLine *>().constFirst()->command(),
                 QStringLiteral("catamaran attach bare"));
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("Attached to its main process")), kPatience);
        QTest::keyClicks(&view, QStringLiteral("to the main process"));
        QTest::keyClick(&view, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(shows(view, "to the main process", 2), kPatience); // echoed, and by cat
        page->terminal().close();
        QCOMPARE(m_cli->ok({"inspect", "--format", "{{.State.Status}}", "bare"}), QByteArray("running"));
        m_cli->ok({"rm", "-f", "bare"});
        QTRY_VERIFY_WITH_TIMEOUT(keyOf("bare").id.isEmpty(), kPatience);
        page->open(keyOf("web"));
    }

    void whoTalksToWhomIsSeen()
    {
        const QString file =
            QString::fromStdString(m_directory.path()) + QStringLiteral("/talk/compose.yaml");
        test::writeText(
            file, "name: talk\nservices:\n"
                  "  echo: {image: shell, init: true, command: [nc, -ll, -p, '7777', -e, cat]}\n"
                  "  one: {image: shell, init: true, depends_on: [echo],\n"
                  "    command: [sh, -c, 'while true; do sleep 1000 | nc echo 7777; sleep 0.2; done']}\n");
        m_cli->ok({"compose", "-f", file, "up", "-d"});
        QSignalSpy seen(&m_session->stacks(), &bridge::Stacks::trafficSeen);
        const auto talk = [&] {
            m_session->stacks().lookAtTraffic(QStringLiteral("talk"));
            seen.wait(2000);
            return seen.isEmpty() ? QList<bridge::StackTraffic>()
                                  : seen.constLast()[1].value<QList<bridge::StackTraffic>>();
        };
        const QList<bridge::StackTraffic> expected{{QStringLiteral("one"), QStringLiteral("echo"), 1}};
        QTRY_COMPARE_WITH_TIMEOUT(talk(), expected, kPatience);
        m_cli->ok({"compose", "-f", file, "down", "-t", "0"});
        QTRY_VERIFY_WITH_TIMEOUT(talk().isEmpty(), kPatience);
    }

    void toolsDoWhatTheirLinesDo()
    {
        const auto text = [](const char *words) { return QString::fromUtf8(words); };
        const QString files = QString::fromStdString(m_directory.path());
        QVERIFY(tool("top", text("web")).contains(text("sh -c")));
        QVERIFY(!tool("diff", text("web")).startsWith(QLatin1Char('!')));
        QCOMPARE(tool("update", text("web"), {{text("pids"), text("100")}, {text("memory"), text("64m")}}),
                 text("web has its new limits"));
        QVERIFY(m_cli->ok({"inspect", "web"}).contains("67108864"));
        QVERIFY(tool("update", text("web"), {{text("cpus"), text("many")}}).startsWith(QLatin1Char('!')));
        QCOMPARE(tool("rename", text("web"), {{text("name"), text("site")}}), text("web is called site now"));
        QCOMPARE(tool("rename", text("site"), {{text("name"), text("web")}}), text("site is called web now"));
        QCOMPARE(tool("commit", text("web"), {{text("tag"), text("localhost/kept:1")}}),
                 text("The image localhost/kept:1 is made"));
        QCOMPARE(tool("tag", text("localhost/kept:1"), {{text("tag"), text("localhost/kept:2")}}),
                 text("localhost/kept:1 is also called localhost/kept:2"));
        QVERIFY(tool("history", text("localhost/kept:1")).startsWith(text("CREATED")));
        QVERIFY(tool("image inspect", text("localhost/kept:1")).contains(text("localhost/kept:2")));
        QVERIFY(!tool("image diff", text("localhost/kept:1"), {{text("other"), text("shell")}})
                     .startsWith(QLatin1Char('!')));
        const QString archive = files + text("/kept.tar");
        QCOMPARE(tool("save", text("localhost/kept:2"), {{text("file"), archive}}),
                 text("Saved to ") + archive);
        QVERIFY(QFileInfo(archive).size() > 1000);
        QVERIFY(tool("load", {}, {{text("file"), archive}}).contains(text("localhost/kept:2")));
        const QString tree = files + text("/web.tar");
        QCOMPARE(tool("export", text("web"), {{text("file"), tree}}), text("Saved to ") + tree);
        QCOMPARE(tool("import", {}, {{text("file"), tree}, {text("tag"), text("localhost/flat:1")}}),
                 text("The image localhost/flat:1 is made"));
        QCOMPARE(tool("create", text("localhost/kept:1"),
                      {{text("name"), text("still")}, {text("command"), text("sh -c 'exit 3'")}}),
                 text("The container still is made"));
        QVERIFY(m_cli->ok({"inspect", "still"}).contains("exit 3"));
        m_cli->ok({"start", "still"});
        QCOMPARE(tool("wait", text("still")), text("still has ended with exit code 3"));
        m_cli->ok({"rm", "-f", "still"});
        QVERIFY(tool("sbom", text("localhost/kept:1"),
                     {{text("format"), text("spdx")}, {text("file"), files + text("/list.json")}})
                    .startsWith(text("Saved to ")));
        QVERIFY(tool("volume inspect", text("data")).contains(text("\"Name\": \"data\"")));
        QVERIFY(tool("network inspect", text("backend")).contains(text("\"backend\"")));
        m_cli->ok({"network", "create", "idle"});
        QVERIFY(tool("network prune", {}).contains(text("idle")));
        m_cli->ok({"network", "create", "backend"}); // which nothing was on, either
        QCOMPARE(tool("network reconcile", {}), text("Links and firewall rules are as recorded"));
        // A file that cannot be written leaves nothing behind.
        QVERIFY(tool("save", text("shell"), {{text("file"), text("/nowhere/x.tar")}})
                    .startsWith(QLatin1Char('!')));
    }

    void itsLogIsFollowedWithAFilter()
    {
        ui::DetailsPage *page = details();
        page->open(keyOf("web"));
        page->showTab(ui::DetailsPage::Tab::Logs);
        page->logs().include().setText(QStringLiteral("^WARN odd"));
        QTRY_VERIFY_WITH_TIMEOUT(page->logs().view().index().matches() >= 3, kPatience);
        const qint64 before = page->logs().view().index().matches();
        QTRY_VERIFY_WITH_TIMEOUT(page->logs().view().index().matches() > before + 2, kPatience);
        page->logs().include().clear();
    }

    void itsFilesAreListedMarkedAndEdited()
    {
        m_cli->ok({"exec", "web", "sh", "-c", "echo one > /new.txt; chmod 640 /new.txt; rm -f /bin/yes"});
        ui::DetailsPage *page = details();
        page->open(keyOf("web"));
        page->showTab(ui::DetailsPage::Tab::Files);
        ui::FileBrowser &files = page->files();
        QSignalSpy listed(&files, &ui::FileBrowser::listed);
        files.setPath(QStringLiteral("/"));
        QTRY_VERIFY_WITH_TIMEOUT(!listed.isEmpty() && !files.rows().isEmpty(), kPatience);
        int place = -1;
        for (int i = 0; i < files.rows().size(); ++i)
            place = files.rows()[i].name == QLatin1String("new.txt") ? i : place;
        QVERIFY(place >= 0);
        QCOMPARE(files.rows()[place].mark, bridge::FileMark::Added);
        files.openRow(place);
        QTRY_VERIFY_WITH_TIMEOUT(files.isEditing(), kPatience);
        QCOMPARE(files.editor().toPlainText(), QStringLiteral("one\n"));
        files.editor().setPlainText(QStringLiteral("two\n"));
        QSignalSpy saved(&files, &ui::FileBrowser::savedFile);
        files.save();
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, kPatience);
        QCOMPARE(m_cli->ok({"exec", "web", "sh", "-c", "cat /new.txt; stat -c %a /new.txt"}),
                 QByteArray("two\n640"));
        files.closeEditor();
        listed.clear();
        files.setPath(QStringLiteral("/bin"));
        QTRY_VERIFY_WITH_TIMEOUT(files.path() == QLatin1String("/bin"), kPatience);
        bool deleted = false;
        for (const bridge::FileRow &row : files.rows())
            deleted = deleted || (row.name == QLatin1String("yes") && row.mark == bridge::FileMark::Deleted);
        QVERIFY(deleted);
        // Up and down again.
        const QString local = QString::fromStdString(m_directory.file("up.txt"));
        test::writeText(local, "uploaded");
        files.setPath(QStringLiteral("/tmp"));
        QTRY_VERIFY_WITH_TIMEOUT(files.path() == QLatin1String("/tmp"), kPatience);
        QSignalSpy done(&m_session->rooms(), &bridge::Rooms::done);
        files.upload({local});
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, kPatience);
        QCOMPARE(m_cli->ok({"exec", "web", "cat", "/tmp/up.txt"}), QByteArray("uploaded"));
    }

    void aVolumeIsCloned()
    {
        m_window->showPage(QStringLiteral("volumes"));
        auto *page = qobject_cast<ui::VolumesPage *>(m_window->page(QStringLiteral("volumes")));
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->rooms().volumes().isEmpty(), kPatience);
        QCOMPARE(m_session->rooms().volumes()[0].runningUsers, QStringList{QStringLiteral("web")});
        page->select(QStringLiteral("data"));
        page->cloneTo(QStringLiteral("data-copy"), false);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->rooms().volumes().size(), 2, kPatience);
        QCOMPARE(m_cli->ok({"run", "--rm", "-v", "data-copy:/d", "shell", "cat", "/d/a.txt"}),
                 QByteArray("hello"));
    }

    void aContainerJoinsANetwork()
    {
        m_window->showPage(QStringLiteral("networks"));
        auto *page = qobject_cast<ui::NetworksPage *>(m_window->page(QStringLiteral("networks")));
        QTRY_VERIFY_WITH_TIMEOUT(m_session->rooms().networks().size() >= 2, kPatience);
        page->select(QStringLiteral("backend"));
        const auto membersOf = [this](const char *name) {
            for (const bridge::NetworkRow &row : m_session->rooms().networks()) {
                if (row.name == QLatin1String(name))
                    return row.members;
            }
            return QList<bridge::NetworkMember>();
        };
        page->connectTo(QStringLiteral("web"));
        QTRY_COMPARE_WITH_TIMEOUT(membersOf("backend").size(), 1, kPatience);
        const QByteArray addresses = m_cli->ok({"exec", "web", "ip", "-4", "addr"});
        QVERIFY(addresses.contains(membersOf("backend")[0].address.toUtf8()));
        page->disconnectFrom(QStringLiteral("web"));
        QTRY_COMPARE_WITH_TIMEOUT(membersOf("backend").size(), 0, kPatience);
    }

    void theConsoleOfAVmIsATerminal()
    {
        if (const QString reason = m_cli->reasonToSkipVms(); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        // A light VM has no login on its console; what its init writes there is what there is to see.
        m_cli->ok({"vm", "run", "-d", "--name", "box", "shell", "sh", "-c",
                   "echo on-the-console > /dev/console; sleep 600"});
        m_session->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!keyOf("box").id.isEmpty(), kPatience);
        ui::DetailsPage *page = details();
        page->open(keyOf("box"));
        page->showTab(ui::DetailsPage::Tab::Terminal);
        QTRY_VERIFY_WITH_TIMEOUT(shows(page->terminal().view(), "on-the-console", 1), kPatience);
        QVERIFY(page->terminal().isOpen());
        QTest::keyClicks(&page->terminal().view(), QStringLiteral("typed"));
        page->open(keyOf("web"));
        m_cli->run({"vm", "rm", "-f", "box"});
    }
};

CATAMARAN_UI_TEST_MAIN(RealRoomsTest)
#include "tst_rooms_real.moc"
