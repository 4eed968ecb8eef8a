// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/shell_image.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <map>
#include <set>

using namespace catamaran;

namespace {

QString readText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The long options of each verb by the headings of the table: {"run": {"add-host", ...}}.
std::map<QString, std::set<QString>> ownFlags(const QString &table, std::map<QString, QString> &aliases)
{
    std::map<QString, std::set<QString>> flags;
    QString verb;
    static const QRegularExpression kOption("`--([a-z0-9-]+)`");
    static const QRegularExpression kWord("`([^`]+)`");
    for (const QString &line : table.split('\n')) {
        if (line.startsWith("## ")) {
            verb = line.mid(3);
            flags[verb];
        } else if (line.startsWith("Also: ")) {
            for (auto match = kWord.globalMatch(line); match.hasNext();)
                aliases[match.next().captured(1)] = verb;
        } else if (line.startsWith("| `")) {
            flags[verb].insert(kOption.match(line).captured(1));
        }
    }
    return flags;
}

/// What docker's client says to `docker VERB --help`; it asks no daemon for that.
QString dockersHelp(const QStringList &verb)
{
    QProcess docker;
    docker.start("docker", verb + QStringList{"--help"});
    docker.waitForFinished(30'000);
    return QString::fromUtf8(docker.readAllStandardOutput());
}

std::set<QString> optionsOf(const QString &help)
{
    static const QRegularExpression kOption("^ +(?:-[a-zA-Z0-9], )?--([a-z0-9-]+)",
                                            QRegularExpression::MultilineOption);
    std::set<QString> options;
    for (auto match = kOption.globalMatch(help); match.hasNext();)
        options.insert(match.next().captured(1));
    options.erase("help");
    return options;
}

QStringList commandsOf(const QString &help)
{
    QStringList commands;
    bool inside = false;
    for (const QString &line : help.split('\n')) {
        if (line.endsWith("Commands:"))
            inside = true;
        else if (!line.startsWith(' '))
            inside = false;
        else if (inside)
            commands << line.trimmed().section(' ', 0, 0).remove('*');
    }
    return commands;
}

} // namespace

/// The table of all verbs, and what docker's own client has beyond it.
class VerbTableTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_cli = std::make_unique<test::CliRunner>();
        m_source = QString::fromStdString(test::sourceDirectory());
        m_table = QString::fromUtf8(m_cli->run({"help", "--markdown"}).out);
    }
    void cleanupTestCase() { m_cli.reset(); }

    void theTableInTheSourcesIsThatOfTheProgram()
    {
        QVERIFY(m_table.contains("\n## run\n"));
        const QString path = m_source + "/resources/doc/verbs.md";
        const QStringList kept = readText(path).split('\n');
        const QStringList now = m_table.split('\n');
        for (int i = 0; i < qMax(kept.size(), now.size()); ++i)
            QVERIFY2(kept.value(i) == now.value(i),
                     qPrintable(QString("%1:%2 is '%3', the program says '%4'. Write it anew: catamaran help "
                                        "--markdown > resources/doc/verbs.md")
                                    .arg(path)
                                    .arg(i + 1)
                                    .arg(kept.value(i), now.value(i))));
    }

    // Against names that were written down (tests/data/cli/docker-verbs.tsv), so that it holds where docker
    // is not.
    void everythingOfDockersClientIsHereOrExplained()
    {
        std::map<QString, QString> aliases;
        const auto own = ownFlags(m_table, aliases);
        std::map<QString, QString> explained = explanations();
        QStringList missing;
        int flags = 0;
        const auto lacks = [&](const QString &key) {
            const auto found = explained.find(key);
            if (found == explained.end())
                missing << key;
            else
                found->second += "\x01"; // used
        };
        const auto docker = capturedVerbs();
        QVERIFY(docker.size() > 60);
        for (const auto &[name, options] : docker) {
            const QString verb = own.count(name) ? name : aliases.count(name) ? aliases[name] : QString();
            if (verb.isEmpty()) {
                lacks(name);
                continue;
            }
            for (const QString &option : options) {
                ++flags;
                if (!own.at(verb).count(option))
                    lacks(name + " --" + option);
            }
        }
        qInfo("docker has %d verbs and %d options here; %d of them are missing without a reason",
              static_cast<int>(docker.size()), flags, static_cast<int>(missing.size()));
        QVERIFY2(missing.isEmpty(),
                 qPrintable("not in tests/data/cli/docker-gaps.txt:\n" + missing.join('\n')));
        QStringList closed;
        for (const auto &[key, reason] : explained) {
            QVERIFY2(!reason.isEmpty() && reason != "\x01", qPrintable(key + " has no reason"));
            if (!reason.endsWith("\x01"))
                closed << key;
        }
        QVERIFY2(closed.isEmpty(),
                 qPrintable("docker-gaps.txt names what is no gap (any more):\n" + closed.join('\n')));
    }

    void theNamesWrittenDownAreDockers()
    {
        if (QStandardPaths::findExecutable("docker").isEmpty())
            QSKIP("docker's client is not installed");
        QProcess client;
        client.start("docker", {"--version"});
        client.waitForFinished(30'000);
        const QString version =
            QString::fromUtf8(client.readAllStandardOutput()).section(' ', 2, 2).remove(',');
        const QString head = readText(m_source + "/tests/data/cli/docker-verbs.tsv").section('\n', 0, 0);
        if (!head.contains(version.section('.', 0, 1)))
            QSKIP(qPrintable("docker's client is " + version + ", the names are of another one"));
        const auto captured = capturedVerbs();
        for (const QString &group : QStringList{"container", "network", "volume"}) {
            for (const QString &command : commandsOf(dockersHelp({group})))
                QVERIFY2(captured.contains(group + " " + command), qPrintable(group + " " + command));
        }
        for (const auto &[verb, options] : captured)
            QVERIFY2(options == optionsOf(dockersHelp(verb.split(' '))), qPrintable(verb));
    }

private:
    /// "verb [--flag]<tab>reason" by line.
    [[nodiscard]] std::map<QString, QString> explanations() const
    {
        std::map<QString, QString> all;
        for (const QString &line : readText(m_source + "/tests/data/cli/docker-gaps.txt").split('\n')) {
            if (!line.isEmpty() && !line.startsWith('#'))
                all[line.section('\t', 0, 0)] = line.section('\t', 1);
        }
        return all;
    }

    [[nodiscard]] std::map<QString, std::set<QString>> capturedVerbs() const
    {
        std::map<QString, std::set<QString>> all;
        for (const QString &line : readText(m_source + "/tests/data/cli/docker-verbs.tsv").split('\n')) {
            if (line.isEmpty() || line.startsWith('#'))
                continue;
            std::set<QString> &options = all[line.section('\t', 0, 0)];
            for (const QString &option : line.section('\t', 1).split(' ', Qt::SkipEmptyParts))
                options.insert(option);
        }
        return all;
    }

    std::unique_ptr<test::CliRunner> m_cli;
    QString m_source;
    QString m_table;
};

QTEST_GUILESS_MAIN(VerbTableTest)
#include "tst_verb_table.moc"
