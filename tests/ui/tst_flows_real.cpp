// SPDX-License-Identifier: GPL-3.0-or-later
// What people do in the window, from the first gesture to what the engine has afterwards, with a real engine:
// a folder is dropped and built, an image is pulled, a container is removed and comes back, space is freed, a
// ramp and a race run. (Compose files: tst_stacks; shells, files and consoles: tst_rooms_real; the palette
// and the first start: tst_desk.)
#include "src/bridge/desk.h"
#include "src/bridge/engine_desk.h"
#include "src/bridge/lab.h"
#include "src/bridge/parts.h"
#include "src/bridge/proposal.h"
#include "src/bridge/race.h"
#include "src/bridge/session.h"
#include "src/bridge/undo_bin.h"
#include "tests/cli/shell_image.h"
#include "tests/support/ui_main.h"
#include "ui/compare/compare_page.h"
#include "ui/dialogs/job_dialog.h"
#include "ui/shell/conveniences.h"
#include "ui/shell/main_window.h"
#include "ui/shell/review_sheet.h"
#include "ui/theme/theme.h"
#include "ui/widgets/page.h"

#include <QApplication>
#include <QDropEvent>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QUrl>
#include <memory>

using namespace catamaran;

namespace {
constexpr int kPatience = 120'000;

/// Sends what a desktop sends while something is dragged to `at` and dropped there.
bool drop(QWidget &window, const QMimeData &mime, const QPoint &at)
{
    const auto send = [&](QEvent &event) {
        QWidget *under = window.childAt(at);
        QApplication::sendEvent(under != nullptr ? under : &window, &event);
        return event.isAccepted();
    };
    QDragEnterEvent enter(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QDragMoveEvent move(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QDropEvent dropped(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    return send(enter) && send(move) && send(dropped);
}
} // namespace

class RealFlowsTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<test::CliRunner> m_cli;
    test::TemporaryDirectory m_directory;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<bridge::Session> m_session;
    std::unique_ptr<ui::MainWindow> m_window;

    QString file(const char *name) { return QString::fromStdString(m_directory.file(name)); }
    ui::Page *page(const char *id)
    {
        m_window->showPage(QString::fromLatin1(id));
        return m_window->page(QString::fromLatin1(id));
    }
    bridge::WorkloadKey keyOf(const QString &name)
    {
        for (const bridge::WorkloadRow &row : m_session->workloads()) {
            if (row.name == name)
                return row.key;
        }
        return {};
    }
    bool hasImage(const QString &part)
    {
        return QString::fromUtf8(m_cli->ok({"images", "--format", "{{.Repository}}:{{.Tag}}"}))
            .contains(part);
    }
    /// The sheet that an outside thing opened, agreed to.
    void agree()
    {
        ui::ReviewSheet *sheet = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((sheet = m_window->findChild<ui::ReviewSheet *>()) != nullptr, kPatience);
        const auto buttons = sheet->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            // Beside an icon a button's text begins with a space.
            if (button->text().trimmed() == sheet->proposal().button) {
                QVERIFY(button->isEnabled());
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        }
        QFAIL(qPrintable("no button \x22" + sheet->proposal().button + "\x22"));
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        test::makeShellImage(*m_cli, QString::fromStdString(m_directory.path()));
        m_cli->ok({"run", "-d", "--name", "web", "--network", "none", "shell", "sleep", "600"});
        qputenv("CATAMARAN_ROOT", m_cli->dataDirectory().c_str());
        qputenv("CATAMARAN_RUN", m_cli->runDirectory().c_str());
        qputenv("CATAMARAN_LIBEXEC",
                QByteArray(QFileInfo(test::CliRunner::program("catamaran")).path().toUtf8() + "/../libexec"));
        m_theme = std::make_unique<ui::Theme>(*qApp, ui::Scheme::Dark);
        bridge::Parts parts;
        parts.openDeck = [] { return core::Deck::open(engine::EngineOptions::forCurrentUser()); };
        parts.runExperiment = compare::runExperiment;
        parts.listImages = [](core::Deck &deck) { return deck.engine().images().list(); };
        parts.desk = std::make_shared<bridge::EngineDesk>();
        parts.stateDirectory = m_cli->dataDirectory();
        m_session = std::make_unique<bridge::Session>(parts);
        m_window = std::make_unique<ui::MainWindow>(*m_session, ui::standardPages(*m_session), nullptr);
        m_window->show();
        m_session->open();
        QTRY_VERIFY_WITH_TIMEOUT(!keyOf(QStringLiteral("web")).id.isEmpty(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->isSettled(), kPatience);
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

    void aDroppedFolderIsBuiltStepByStep()
    {
        test::writeText(file("shop/Dockerfile"), "FROM shell\nCOPY page /page\nRUN echo built > /built\n");
        test::writeText(file("shop/page"), "hello\n");
        page("images");
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(file("shop"))});
        QVERIFY(drop(*m_window, mime, QPoint(500, 400)));
        QSignalSpy finished(&m_session->desk(), &bridge::Desk::finished);
        agree();
        ui::JobDialog *job = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((job = m_window->findChild<ui::JobDialog *>()) != nullptr, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(job->isOver(), kPatience);
        QVERIFY(job->model().rows().size() >= 3);
        QCOMPARE(finished.size(), 1);
        const auto problem = finished[0][3].value<bridge::Problem>();
        QVERIFY2(problem.isEmpty(), qPrintable(problem.text()));
        job->close();
        QVERIFY(hasImage(QStringLiteral("shop")));
        QTRY_VERIFY_WITH_TIMEOUT(
            std::any_of(m_session->images().begin(), m_session->images().end(),
                        [](const bridge::ImageRow &row) { return row.tag.contains(QLatin1String("shop")); }),
            kPatience);
    }

    void anImageOfARegistryIsPulled()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("docker-registry")).isEmpty())
            QSKIP("no docker-registry here");
        const auto port = test::freePort();
        test::writeText(file("registry.yml"),
                        "version: 0.1\nlog:\n  level: error\nstorage:\n  filesystem:\n    rootdirectory: " +
                            file("registry").toUtf8() +
                            "\nhttp:\n  addr: 127.0.0.1:" + QByteArray::number(port) + "\n");
        QProcess registry;
        registry.setStandardOutputFile(QProcess::nullDevice());
        registry.setStandardErrorFile(QProcess::nullDevice());
        registry.start(QStringLiteral("docker-registry"), {QStringLiteral("serve"), file("registry.yml")});
        bool up = false;
        for (int i = 0; i < 300 && !up; ++i) {
            QTcpSocket probe;
            probe.connectToHost(QStringLiteral("127.0.0.1"), port);
            up = probe.waitForConnected(200);
            if (!up && registry.waitForFinished(50))
                break;
        }
        QVERIFY(up);
        const QString name = QStringLiteral("127.0.0.1:%1/shell:v1").arg(port);
        m_cli->ok({"tag", "shell", name});
        m_cli->ok({"push", "-q", name});
        m_cli->ok({"rmi", name});
        m_window->conveniences().review(
            bridge::proposalOfLink(QStringLiteral("catamaran://pull?image=") + name));
        QSignalSpy finished(&m_session->desk(), &bridge::Desk::finished);
        agree();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kPatience);
        const auto problem = finished[0][3].value<bridge::Problem>();
        registry.terminate();
        registry.waitForFinished();
        QVERIFY2(problem.isEmpty(), qPrintable(problem.text()));
        QVERIFY(hasImage(QStringLiteral("/shell:v1")));
        QVERIFY(m_window->findChild<ui::JobDialog *>() != nullptr);
        const auto jobs = m_window->findChildren<ui::JobDialog *>();
        for (ui::JobDialog *job : jobs)
            job->close();
    }

    void aRemovedContainerComesBackAndGoesInTheEnd()
    {
        page("workloads");
        bridge::UndoBin &bin = m_session->desk().bin();
        bin.setGrace(std::chrono::minutes(1));
        m_session->act(bridge::Action::Remove, {keyOf(QStringLiteral("web"))});
        QCOMPARE(bin.pending(), 1);
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{.State.Status}}", "web"}), QByteArray("running"));
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(bin.pending(), 0);
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{.State.Status}}", "web"}), QByteArray("running"));
        m_session->act(bridge::Action::Remove, {keyOf(QStringLiteral("web"))});
        bin.flush();
        QTRY_VERIFY_WITH_TIMEOUT(m_cli->run({"inspect", "web"}).code != 0, kPatience);
    }

    void spaceIsFreedFromTheOverview()
    {
        m_cli->ok({"run", "--name", "over", "--network", "none", "shell", "sh", "-c",
                   "dd if=/dev/zero of=/fill bs=1M count=4 2>/dev/null"});
        m_cli->ok({"run", "-d", "--name", "busy", "--network", "none", "shell", "sleep", "600"});
        ui::Page *overview = page("overview");
        overview->receive(QStringLiteral("disk"), {});
        auto *reclaim = overview->findChild<QPushButton *>(QStringLiteral("reclaim"));
        QVERIFY(reclaim != nullptr);
        m_session->desk().countUsage();
        QTRY_VERIFY_WITH_TIMEOUT(reclaim->isEnabled(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->desk().usage().reclaimableBytes >= 4 * 1024 * 1024, kPatience);
        const qint64 before = m_session->desk().usage().reclaimableBytes;
        QAction *containers = reclaim->menu()->actions().constFirst();
        QVERIFY(containers->toolTip().contains(QLatin1String("container prune")));
        QSignalSpy finished(&m_session->desk(), &bridge::Desk::finished);
        containers->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kPatience);
        QVERIFY(finished[0][3].value<bridge::Problem>().isEmpty());
        QVERIFY(m_cli->run({"inspect", "over"}).code != 0);
        QCOMPARE(m_cli->ok({"inspect", "-f", "{{.State.Status}}", "busy"}), QByteArray("running"));
        m_session->desk().countUsage();
        QTRY_VERIFY_WITH_TIMEOUT(m_session->desk().usage().reclaimableBytes < before, kPatience);
        m_cli->ok({"rm", "-f", "busy"});
    }

    void aRampOfContainersEndsAsAskedAndLeavesNothing()
    {
        auto *compare = qobject_cast<ui::ComparePage *>(page("compare"));
        QVERIFY(compare != nullptr);
        compare->showTab(QStringLiteral("density"));
        QCoreApplication::processEvents();
        QPushButton *run = nullptr;
        QSpinBox *most = nullptr;
        const auto boxes = compare->findChildren<QSpinBox *>();
        for (QSpinBox *box : boxes) {
            if (box->isVisible() && box->maximum() == 1000)
                most = box;
        }
        QVERIFY(most != nullptr);
        most->setValue(3);
        const auto buttons = most->parentWidget()->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->property("variant").toString() == QLatin1String("primary") ||
                button->text().trimmed() == QLatin1String("Run"))
                run = button;
        }
        QVERIFY(run != nullptr);
        QSignalSpy finished(&m_session->lab(), &bridge::Lab::finished);
        QSignalSpy failed(&m_session->lab(), &bridge::Lab::failed);
        QTest::mouseClick(run, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(finished.size() + failed.size() > 0, kPatience);
        QVERIFY2(failed.isEmpty(),
                 failed.isEmpty() ? "" : qPrintable(failed[0][0].value<bridge::Problem>().text()));
        const auto ramp = m_session->lab().density(bridge::Hull::Container);
        QVERIFY(ramp.has_value());
        QVERIFY2(ramp->points.last().count == 3, qPrintable(ramp->stopped));
        QVERIFY(!ramp->stopped.isEmpty());
        QCOMPARE(m_cli->ok({"ps", "-aq"}), QByteArray());
    }

    void aRaceOfBothHullsFillsTheCards()
    {
        if (const QString reason = m_cli->reasonToSkipVms(); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        auto *compare = qobject_cast<ui::ComparePage *>(page("compare"));
        compare->showTab(ui::ComparePage::tabNames().constFirst());
        compare->receive(QStringLiteral("runs"), 1);
        QSignalSpy finished(&m_session->race(), &bridge::Race::finished);
        QSignalSpy failed(&m_session->race(), &bridge::Race::failed);
        compare->receive(QStringLiteral("start"), true);
        QTRY_VERIFY_WITH_TIMEOUT(finished.size() + failed.size() > 0, 5 * kPatience);
        QVERIFY2(failed.isEmpty(),
                 failed.isEmpty() ? "" : qPrintable(failed[0][0].value<bridge::Problem>().text()));
        const QByteArray history = m_cli->ok({"compare", "history"});
        QVERIFY2(history.contains("race"), history.constData());
        // The pair that was kept for the live charts goes with the button for that.
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->workloads().isEmpty(), kPatience);
        QPushButton *removePair = nullptr;
        const auto buttons = compare->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text().trimmed() == QLatin1String("Remove the pair"))
                removePair = button;
        }
        QVERIFY(removePair != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(removePair->isVisible() && removePair->isEnabled(), kPatience);
        QTest::mouseClick(removePair, Qt::LeftButton);
        m_session->desk().bin().flush();
        const auto left = [this] {
            QStringList names;
            for (const bridge::WorkloadRow &row : m_session->workloads())
                names.append(QStringLiteral("%1 (state %2)").arg(row.key.text()).arg(int(row.state)));
            return names.join(QStringLiteral(", ")).toUtf8();
        };
        QTRY_VERIFY2_WITH_TIMEOUT(m_session->workloads().isEmpty(), left().constData(), kPatience);
    }
};

CATAMARAN_UI_TEST_MAIN(RealFlowsTest)
#include "tst_flows_real.moc"
