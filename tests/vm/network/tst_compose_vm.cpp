// SPDX-License-Identifier: GPL-3.0-or-later
// Services of a stack as light VMs beside containers, and the same stack in both hulls (`compose compare`).
#include "tests/cli/shell_image.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <cstdlib>
#include <filesystem>

using namespace catamaran::test;
namespace fs = std::filesystem;

class ComposeVmTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<CliRunner>();
        if (const char *packages = std::getenv("CATAMARAN_TEST_KERNELS")) {
            const std::string target = m_cli->dataDirectory() + "/vm/packages";
            fs::create_directories(target);
            for (const auto &entry : fs::directory_iterator(packages))
                if (entry.path().extension() == ".deb")
                    fs::create_symlink(entry.path(), target + "/" + entry.path().filename().string());
        }
        if (const QString reason = m_cli->reasonToSkipVms(); !reason.isEmpty())
            QSKIP(qPrintable(reason));
        makeShellImage(*m_cli, QString::fromStdString(m_scratch.path()));
        const CommandResult probe = m_cli->run({"vm", "run", "--rm", "shell", "true"});
        if (probe.code != 0)
            QSKIP((QByteArray("VMs do not run here: ") + probe.err).constData());
    }

    void aVmServiceHasWhatItsContainerWouldHave()
    {
        fs::create_directories(m_scratch.file("mixed/folder"));
        writeText(path("mixed/folder/note"), "from the host\n");
        writeText(path("mixed/token"), "horse\n");
        const QString file = path("mixed/compose.yaml");
        writeText(file,
                  "name: mixed\n"
                  "services:\n"
                  "  front:\n"
                  "    image: shell\n"
                  "    command: [ sh, -c, \x22mkdir /tmp/www; echo front >/tmp/www/index.html; "
                  "exec httpd -f -p 80 -h /tmp/www\x22 ]\n"
                  "    stop_signal: KILL\n"
                  "  db:\n"
                  "    image: shell\n"
                  "    x-catamaran: { runtime: vm }\n"
                  "    depends_on: [ front ]\n"
                  "    command: [ sh, -c, \x22pwd >/scratch/where; mkdir /scratch/www; echo back "
                  ">/scratch/www/index.html; "
                  "echo kept >>/kept/file; exec httpd -f -p 80 -h /scratch/www\x22 ]\n"
                  "    working_dir: /scratch\n"
                  "    read_only: true\n"
                  "    restart: on-failure:2\n"
                  "    tmpfs: [ /scratch ]\n"
                  "    volumes: [ \x22./folder:/folder:ro\x22, \x22kept:/kept\x22 ]\n"
                  "    secrets: [ token ]\n"
                  "    configs: [ { source: settings, target: /run/configs/settings, mode: 0440 } ]\n"
                  "    healthcheck: { test: [ CMD, wget, -q, -O, /dev/null, \x22http://127.0.0.1/\x22 ],"
                  " interval: 300ms, retries: 50 }\n"
                  "  user:\n"
                  "    image: shell\n"
                  "    init: true\n"
                  "    command: [ sleep, \x22"
                  "100000\x22 ]\n"
                  "    depends_on: { db: { condition: service_healthy } }\n"
                  "volumes: { kept: {} }\n"
                  "secrets: { token: { file: ./token } }\n"
                  "configs: { settings: { content: \x22speed=7\x22 } }\n");
        const CommandResult up = m_cli->run({"compose", "-f", file, "up", "-d", "--wait"}, {}, 300'000);
        COMPARE_CODE(up, 0);
        // Names both ways.
        QCOMPARE(m_cli->ok({"compose", "-f", file, "exec", "-T", "user", "sh", "-c",
                            "wget -q -O - http://$(nslookup db | awk '/^Address: / { print $2; exit }')/"}),
                 QByteArray("back"));
        QCOMPARE(inVm("wget -q -O - http://$(awk '/front/ { print $1; exit }' /etc/hosts)/"),
                 QByteArray("front"));
        QCOMPARE(inVm("cat /folder/note /run/secrets/token /run/configs/settings"),
                 QByteArray("from the host\nhorse\nspeed=7"));
        QCOMPARE(inVm("stat -c %a /run/configs/settings"), QByteArray("440"));
        QCOMPARE(inVm("cat /scratch/where"), QByteArray("/scratch"));
        QVERIFY(m_cli->run({"vm", "exec", "mixed-db-1", "sh", "-c", "echo no >/new"}).code != 0);
        QVERIFY(m_cli->run({"vm", "exec", "mixed-db-1", "sh", "-c", "echo no >/folder/new"}).code != 0);
        // What it keeps is there for the next one; what it was lent goes with it.
        m_cli->ok({"compose", "-f", file, "down", "-t", "1"});
        QVERIFY(!fs::exists(m_cli->dataDirectory() + "/stack-files/mixed-db-1"));
        QCOMPARE(m_cli->ok({"run", "--rm", "-v", "mixed_kept:/kept", "shell", "cat", "/kept/file"}),
                 QByteArray("kept"));
        m_cli->ok({"compose", "-f", file, "down", "-v"});
    }

    void aFileOutsideOfRunIsRefusedWithTheWayOut()
    {
        const QString file = path("odd/compose.yaml");
        writeText(file, "services:\n  db:\n    image: shell\n    x-catamaran: { runtime: vm }\n"
                        "    configs: [ settings ]\nconfigs: { settings: { content: x } }\n");
        const CommandResult up = m_cli->run({"compose", "-f", file, "up", "-d"});
        COMPARE_CODE(up, 1);
        QVERIFY2(up.err.contains("the file /settings does not reach a VM"), up.err.constData());
        QVERIFY2(up.err.contains("/run/configs/settings"), up.err.constData());
        m_cli->run({"compose", "-f", file, "down"});
    }

    void theSameStackInBothHullsIsReported()
    {
        const QString file = path("twin/compose.yaml");
        writeText(file, "name: twin\n"
                        "services:\n"
                        "  web:\n"
                        "    image: shell\n"
                        "    command: [ httpd, -f, -p, \x22"
                        "80\x22 ]\n"
                        "    stop_signal: KILL\n"
                        "    volumes: [ \x22"
                        "data:/data\x22 ]\n"
                        "  odd:\n"
                        "    image: shell\n"
                        "    command: [ httpd, -f, -p, \x22"
                        "80\x22 ]\n"
                        "    stop_signal: KILL\n"
                        "    privileged: true\n"
                        "    depends_on: [ web ]\n"
                        "volumes: { data: {} }\n");
        const QString reports = path("twin/report");
        const CommandResult compared =
            m_cli->run({"compose", "-f", file, "compare", "--report", reports}, {}, 300'000);
        COMPARE_CODE(compared, 0);
        QVERIFY2(compared.out.contains("odd stayed a container: "), compared.out.constData());
        QVERIFY2(compared.out.contains("CONTAINERS"), compared.out.constData());
        QFile json(reports + "/report.json");
        QVERIFY(json.open(QIODevice::ReadOnly));
        const QJsonObject report = QJsonDocument::fromJson(json.readAll()).object();
        QCOMPARE(report["project"].toString(), QStringLiteral("twin"));
        const auto instances = [&](const char *run) {
            QMap<QString, QJsonObject> out;
            for (const QJsonValue &one : report[QLatin1String(run)].toObject()["instances"].toArray())
                out[one.toObject()["service"].toString()] = one.toObject();
            return out;
        };
        const auto containers = instances("containers");
        const auto vms = instances("vms");
        QCOMPARE(containers.keys(), (QStringList{"odd", "web"}));
        QCOMPARE(vms.keys(), (QStringList{"odd", "web"}));
        QCOMPARE(containers["web"]["kind"].toString(), QStringLiteral("container"));
        QCOMPARE(vms["web"]["kind"].toString(), QStringLiteral("vm"));
        QCOMPARE(vms["odd"]["kind"].toString(), QStringLiteral("container"));
        QVERIFY(vms["odd"]["note"].toString().contains("privileged"));
        QVERIFY(!containers["odd"].contains("note"));
        // One axis: odd begins after web runs, in both; a VM takes longer and has more memory.
        for (const auto &run : {containers, vms})
            QVERIFY(run["odd"]["started_ms"].toDouble() >= run["web"]["started_ms"].toDouble());
        QVERIFY(vms["web"]["started_ms"].toDouble() > containers["web"]["started_ms"].toDouble());
        QVERIFY(vms["web"]["memory_bytes"].toDouble() > containers["web"]["memory_bytes"].toDouble());
        QVERIFY(report["vms"].toObject()["up_ms"].toDouble() > 0);
        QVERIFY(report["vms"].toObject()["down_ms"].toDouble() > 0);
        QFile html(reports + "/report.html");
        QVERIFY(html.open(QIODevice::ReadOnly));
        const QByteArray page = html.readAll();
        QVERIFY(page.contains("twin as containers and as VMs") && page.contains("<svg"));
        // Nothing stays.
        QCOMPARE(m_cli->ok({"ps", "-aq"}), QByteArray());
        QCOMPARE(m_cli->ok({"vm", "ls", "-aq"}), QByteArray());
        QCOMPARE(m_cli->ok({"volume", "ls", "-q"}), QByteArray());
    }

private:
    [[nodiscard]] QString path(const char *name) const
    {
        return QString::fromStdString(m_scratch.file(name));
    }
    [[nodiscard]] QByteArray inVm(const char *script) const
    {
        return m_cli->ok({"vm", "exec", "mixed-db-1", "sh", "-c", script});
    }

    std::unique_ptr<CliRunner> m_cli;
    TemporaryDirectory m_scratch;
};

QTEST_GUILESS_MAIN(ComposeVmTest)
#include "tst_compose_vm.moc"
