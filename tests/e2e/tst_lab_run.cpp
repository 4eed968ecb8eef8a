// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cli_runner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace catamaran;

/// The lab's experiments on real hulls, as a user runs them.
class TstLabRun : public QObject {
    Q_OBJECT

    std::unique_ptr<test::CliRunner> m_cli;

    QJsonObject json(const QStringList &arguments)
    {
        const test::CommandResult result = m_cli->run(arguments, {}, 300'000);
        if (result.code != 0)
            qWarning("%s", result.err.constData());
        return QJsonDocument::fromJson(result.out).object();
    }

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        m_cli = std::make_unique<test::CliRunner>();
    }
    void cleanupTestCase() { m_cli.reset(); }

    void theTableSaysWhatToMeasure()
    {
        const QByteArray table = m_cli->ok({"compare", "table"});
        QVERIFY2(table.contains("not measured yet: catamaran compare isolation IMAGE"), table.constData());
    }

    void theContainerIsOnTheHostsKernelAndTheVmIsNot()
    {
        const QJsonObject result = json({"compare", "isolation", "demo", "--format", "json"});
        int own = 0;
        for (const QJsonValue &value : result["rows"].toArray()) {
            const QJsonObject row = value.toObject();
            const QString vm = row["vm"].toObject()["sharing"].toString();
            own += vm == "own";
            QVERIFY2(vm == "own", qPrintable(row["id"].toString()));
            const QString container = row["container"].toObject()["sharing"].toString();
            if (row["id"] == "kernel" || row["id"] == "clock")
                QCOMPARE(container, QString("shared"));
            if (row["id"] == "syscalls" || row["id"] == "mounting" || row["id"] == "settings")
                QCOMPARE(container, QString("filtered"));
            if (row["id"] == "processes" || row["id"] == "network")
                QCOMPARE(container, QString("own"));
        }
        QVERIFY(own >= 15);
        QTRY_VERIFY(test::hostTraces(*m_cli).empty()); // links go with their namespaces
    }

    void theRampEndsAsAskedAndLeavesNothing()
    {
        const QJsonObject result = json({"compare", "density", "demo", "--max", "4", "--format", "json"});
        QCOMPARE(result["points"].toArray().size(), 4);
        QCOMPARE(result["stopped"].toString(), QString("4 instances, as asked"));
        QVERIFY(!result["safety_stop"].toBool());
        QTRY_VERIFY(test::hostTraces(*m_cli).empty()); // links go with their namespaces
    }

    void aSafetyStopEndsTheRampToo()
    {
        // No machine has 90 % of its memory available for long with one more program on it... or it has, and
        // then the ramp ends as asked; either way it says so and removes all.
        const QJsonObject result =
            json({"compare", "density", "demo", "--max", "2", "--leave", "90", "--format", "json"});
        const bool safety = result["safety_stop"].toBool();
        QCOMPARE(result["stopped"].toString().contains("as asked"), !safety);
        QTRY_VERIFY(test::hostTraces(*m_cli).empty()); // links go with their namespaces
    }

    void programsAreTimedInBoth()
    {
        const QJsonObject result = json({"compare", "work", "demo", "--rounds", "1", "--format", "json"});
        QVERIFY(result["rows"].toArray().size() >= 5);
        for (const QJsonValue &value : result["rows"].toArray()) {
            QCOMPARE(value.toObject()["container_ms"].toArray().size(), 1);
            QVERIFY(value.toObject()["vm_ms"].toArray()[0].toDouble() > 0);
        }
        QTRY_VERIFY(test::hostTraces(*m_cli).empty()); // links go with their namespaces
    }

    void allOfThatIsInTheHistoryAndInTheTable()
    {
        const QByteArray history = m_cli->ok({"compare", "history"});
        QCOMPARE(history.count("-density "), 2);
        QVERIFY2(history.contains("isolation") && history.contains("work"), history.constData());
        const QByteArray table = m_cli->ok({"compare", "table"});
        QVERIFY2(table.contains("things: ") && table.contains("x the container's time"), table.constData());
        QVERIFY2(table.contains("software emulation") || table.contains("KVM"), table.constData());
    }

    void aWrongImageIsToldAsRunTellsIt()
    {
        const test::CommandResult result = m_cli->run({"compare", "density", "nosuchimage"}, {}, 60'000);
        QCOMPARE(result.code, 1);
        QVERIFY2(result.err.contains("nosuchimage"), result.err.constData());
        QCOMPARE(m_cli->run({"compare", "history", "--show", "1999"}, {}, 60'000).code, 1);
    }
};

QTEST_GUILESS_MAIN(TstLabRun)
#include "tst_lab_run.moc"
