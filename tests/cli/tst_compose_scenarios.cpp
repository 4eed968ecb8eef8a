// SPDX-License-Identifier: GPL-3.0-or-later
// The corpus' end-to-end scenarios of docker compose, against the built command, with a real registry as
// mirror.
#include "tests/support/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

#include <unistd.h>

using namespace catamaran;

namespace {

/// Known gaps: scenario to reason.
QMap<QString, QString> gaps()
{
    QFile file(QString::fromStdString(test::sourceDirectory()) + "/tests/data/compose/scenario-gaps.tsv");
    QMap<QString, QString> out;
    if (!file.open(QIODevice::ReadOnly))
        return out;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QList<QByteArray> fields = line.split('\t');
        if (fields.size() == 2 && !line.startsWith('#'))
            out.insert(QString::fromUtf8(fields[0]), QString::fromUtf8(fields[1]));
    }
    return out;
}

} // namespace

class ComposeScenariosTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("needs root: bridge networks");
        if (test::corpusDirectory().empty())
            QSKIP("the corpus is not here");
        for (const char *program : {"docker-registry", "python3", "busybox", "curl"}) {
            if (QStandardPaths::findExecutable(program).isEmpty())
                QSKIP(program);
        }
    }

    void everyScenarioButTheKnownGapsPasses()
    {
        const test::TemporaryDirectory directory;
        const QString work = QString::fromStdString(directory.path());
        QProcess script;
        script.setProcessChannelMode(QProcess::MergedChannels);
        script.start(QString::fromStdString(test::sourceDirectory()) + "/tests/cli/compose_scenarios.sh",
                     {test::CliRunner::program("catamaran"), QString::fromStdString(test::corpusDirectory()),
                      work, QString::number(test::freePort())});
        QVERIFY(script.waitForFinished(600'000));
        const QByteArray said = script.readAll();
        QVERIFY2(script.exitCode() == 0, said.right(3000).constData());
        QFile file(work + "/results.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject results = QJsonDocument::fromJson(file.readAll()).object();
        QVERIFY(results.size() > 30);
        const QMap<QString, QString> known = gaps();
        QStringList problems;
        int passed = 0;
        for (const QString &name : results.keys()) {
            const QJsonObject one = results[name].toObject();
            const QString result = one["result"].toString();
            passed += result == QLatin1String("pass") ? 1 : 0;
            if (result == QLatin1String("fail") && !known.contains(name))
                problems.append(name + ": " + one["why"].toString());
            if (result == QLatin1String("pass") && known.contains(name))
                problems.append(name + " passes now: take it out of scenario-gaps.tsv");
        }
        qInfo("%d of %d scenarios pass", passed, static_cast<int>(results.size()));
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join('\n')));
    }
};

QTEST_GUILESS_MAIN(ComposeScenariosTest)
#include "tst_compose_scenarios.moc"
