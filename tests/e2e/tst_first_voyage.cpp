// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cli_runner.h"

#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace catamaran;

/// The main job as a user does it: one image, a container and a VM of it side by side, and the comparison.
class FirstVoyageTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
        m_cli->ok({"demo", "prepare"});
    }
    void cleanupTestCase() { m_cli.reset(); }

    void theDemoImageIsListed()
    {
        const QByteArray images = m_cli->ok({"images"});
        QVERIFY2(images.contains("localhost/demo"), images.constData());
        QVERIFY(m_cli->ok({"demo", "prepare"}).size() >= 0); // a second time changes nothing
        QCOMPARE(m_cli->ok({"images"}), images);
    }

    void containerAndVmAnswerAtTheSameTime()
    {
        const quint16 containerPort = test::freePort();
        m_cli->ok(
            {"run", "-d", "--name", "web", "-p", QString("%1:80").arg(containerPort), "localhost/demo"});
        const quint16 vmPort = test::freePort();
        m_cli->ok(
            {"vm", "run", "-d", "--name", "webvm", "-p", QString("%1:80").arg(vmPort), "localhost/demo"});
        QByteArray fromContainer;
        QByteArray fromVm;
        QTRY_COMPARE_WITH_TIMEOUT(test::httpGet(containerPort, "/", &fromContainer), 200, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(test::httpGet(vmPort, "/", &fromVm), 200, 60'000);
        QCOMPARE(fromContainer, fromVm); // the same bytes from the same image
        QVERIFY(fromContainer.contains("<html"));
        QVERIFY(m_cli->ok({"ps"}).contains("web"));
        const QByteArray machines = m_cli->ok({"vm", "ls"});
        QVERIFY2(machines.contains("webvm"), machines.constData());
    }

    void execWorksInBoth()
    {
        const QByteArray inContainer = m_cli->ok({"exec", "web", "/bin/busybox", "uname", "-r"});
        const QByteArray inVm = m_cli->ok({"vm", "exec", "webvm", "/bin/busybox", "uname", "-r"});
        QVERIFY(!inContainer.isEmpty());
        QVERIFY2(inContainer != inVm, "the VM must run its own kernel");
    }

    void bothStopAndGoAway()
    {
        m_cli->ok({"rm", "-f", "web"});
        m_cli->ok({"vm", "rm", "-f", "webvm"});
        const auto traces = test::hostTraces(*m_cli);
        for (const std::string &trace : traces)
            qWarning("left: %s", trace.c_str());
        QVERIFY(traces.empty());
    }

    void theComparisonIsOneObjectWithPlausibleFigures()
    {
        const QString report = QString::fromStdString(m_cli->dataDirectory()) + "/report";
        const test::CommandResult result = m_cli->run(
            {"compare", "demo", "--runs", "2", "--format", "json", "--report", report}, {}, 300'000);
        QVERIFY2(result.code == 0, result.err.constData());
        const QJsonObject object = QJsonDocument::fromJson(result.out).object();
        QCOMPARE(object["image"].toString(), QString("localhost/demo:latest"));
        QVERIFY(!object["host"].toObject()["kernel"].toString().isEmpty());
        const QJsonArray hulls = object["hulls"].toArray();
        QCOMPARE(hulls.size(), 2);
        for (const QJsonValue &value : hulls) {
            const QJsonObject hull = value.toObject();
            QCOMPARE(hull["runs"].toArray().size(), 2);
            const QJsonObject startup = hull["startup_ms"].toObject();
            QVERIFY(startup["min"].toDouble() > 0);
            QVERIFY(startup["min"].toDouble() <= startup["p25"].toDouble());
            QVERIFY(startup["p25"].toDouble() <= startup["median"].toDouble());
            QVERIFY(startup["median"].toDouble() <= startup["p75"].toDouble());
            QVERIFY(startup["p75"].toDouble() <= startup["max"].toDouble());
            verifyPhases(hull);
            verifyLedger(hull["memory_bytes"].toObject());
            QVERIFY(hull["disk_bytes"].toObject()["shared"].toDouble() > 100'000);
        }
        QCOMPARE(hulls[0].toObject()["kind"].toString(), QString("container"));
        QCOMPARE(hulls[1].toObject()["kind"].toString(), QString("vm"));
        QVERIFY(hulls[1].toObject()["memory_bytes"].toObject()["total"].toDouble() >
                hulls[0].toObject()["memory_bytes"].toObject()["total"].toDouble());
        QVERIFY(QFile::exists(report + "/report.html"));
        QVERIFY(QFile::exists(report + "/report.json"));
        QVERIFY(test::hostTraces(*m_cli).empty());
    }

    void theWindowRendersEveryPageOfTheRealState()
    {
        if (!QFile::exists(test::CliRunner::program("catamaran-desktop")))
            QSKIP("built without the window");
        const QString pictures = QString::fromStdString(m_cli->dataDirectory()) + "/pictures";
        for (const QString theme : {"dark", "light"}) {
            QProcess window;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert("CATAMARAN_ROOT", QString::fromStdString(m_cli->dataDirectory()));
            environment.insert("CATAMARAN_RUN", QString::fromStdString(m_cli->runDirectory()));
            environment.remove("DISPLAY");
            environment.insert("QT_QPA_PLATFORM", "offscreen");
            window.setProcessEnvironment(environment);
            window.start(test::CliRunner::program("catamaran-desktop"),
                         {"--capture", pictures + "/" + theme, "--theme", theme, "--size", "1360x860"});
            QVERIFY2(window.waitForFinished(120'000), "the capture did not end");
            QVERIFY2(window.exitCode() == 0, window.readAllStandardError().constData());
            const QStringList files = QDir(pictures + "/" + theme).entryList({"*.png"});
            QVERIFY(files.size() >= 3);
            for (const QString &file : files) {
                const QImage image(pictures + "/" + theme + "/" + file);
                QVERIFY(!image.isNull());
                if (file.endsWith("-full.png"))
                    continue; // a whole scrolled page, as tall as it is
                QCOMPARE(image.size(), QSize(1360, 860));
                QVERIFY2(image.convertToFormat(QImage::Format_Indexed8).colorCount() > 8,
                         qPrintable(file + " is blank"));
            }
        }
    }

private:
    static void verifyPhases(const QJsonObject &hull)
    {
        for (const QJsonValue &run : hull["runs"].toArray()) {
            double last = 0;
            const QJsonArray phases = run.toObject()["phases"].toArray();
            QVERIFY(phases.size() >= 3);
            for (const QJsonValue &phase : phases) {
                QVERIFY2(phase.toObject()["at_ms"].toDouble() >= last,
                         qPrintable(phase.toObject()["name"].toString() + " goes back in time"));
                last = phase.toObject()["at_ms"].toDouble();
            }
            QCOMPARE(phases.last().toObject()["name"].toString(), QString("http"));
            QCOMPARE(run.toObject()["startup_ms"].toDouble(), last);
        }
    }

    static void verifyLedger(const QJsonObject &ledger)
    {
        double sum = 0;
        for (auto entry = ledger.begin(); entry != ledger.end(); ++entry) {
            if (entry.key() != "total")
                sum += entry.value().toDouble();
        }
        QVERIFY(ledger["total"].toDouble() > 100'000);
        QCOMPARE(sum, ledger["total"].toDouble());
    }

    std::unique_ptr<test::CliRunner> m_cli;
};

QTEST_MAIN(FirstVoyageTest)
#include "tst_first_voyage.moc"
