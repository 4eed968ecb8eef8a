// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/flags.h"

#include "tests/support/support.h"

using namespace catamaran;
using namespace catamaran::cli;

namespace {

using Words = std::vector<std::string>;

struct Options {
    FlagSet flags;
    bool interactive = false;
    bool tty = false;
    bool remove = true;
    std::string name = "unset";
    Words env;
    std::optional<std::int64_t> shares;
    std::optional<base::Bytes> memory;
    Options()
    {
        flags.flag(interactive, "interactive", 'i', "Keep STDIN open");
        flags.flag(tty, "tty", 't', "Allocate a pseudo-TTY");
        flags.flag(remove, "rm", 0, "Remove");
        flags.text(name, "name", 0, "Name");
        flags.list(env, "env", 'e', "Variables");
        flags.integer(shares, "cpu-shares", 'c', "Shares");
        flags.bytes(memory, "memory", 'm', "Memory limit");
    }
};

} // namespace

class TestCliFlags : public QObject {
    Q_OBJECT
private slots:
    void clustersValuesAndSwitchesAreReadAsDockerDoes()
    {
        Options o;
        const auto parsed = o.flags.parse({"-it", "--rm=false", "-eA=1", "-e", "B=2", "-e=C=3", "--env=D=[4]",
                                           "-m", "64m", "image", "-x", "--name", "y"},
                                          Interspersed::No);
        VERIFY_RESULT(parsed);
        QVERIFY(o.interactive && o.tty && !o.remove);
        QCOMPARE(o.env, (Words{"A=1", "B=2", "C=3", "D=[4]"}));
        QCOMPARE(o.memory->count, std::int64_t(64) << 20);
        QCOMPARE(parsed->arguments, (Words{"image", "-x", "--name", "y"}));
        QCOMPARE(o.name, std::string("unset"));
        QVERIFY(o.flags.given("env") && !o.flags.given("name"));
    }

    void emptyAndOddValuesStayWhatTheyAre_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("value");
        QTest::newRow("empty with equal sign") << QStringList{"--name=", "image"} << "";
        QTest::newRow("empty word") << QStringList{"--name", "", "image"} << "";
        QTest::newRow("brackets") << QStringList{"--name", "[a,b]", "image"} << "[a,b]";
        QTest::newRow("brackets with equal sign") << QStringList{"--name=[a,b]", "image"} << "[a,b]";
        QTest::newRow("braces") << QStringList{"--name", "{}", "image"} << "{}";
        QTest::newRow("like an option") << QStringList{"--name", "--rm", "image"} << "--rm";
        QTest::newRow("two dashes") << QStringList{"--name", "--", "image"} << "--";
        QTest::newRow("equal signs") << QStringList{"--name==a=", "image"} << "=a=";
        QTest::newRow("quotes") << QStringList{"--name", "\"a b\"", "image"} << "\"a b\"";
        QTest::newRow("the last one wins") << QStringList{"--name", "a", "--name", "b", "image"} << "b";
    }
    void emptyAndOddValuesStayWhatTheyAre()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, value);
        Options o;
        Words list;
        for (const QString &word : words)
            list.push_back(word.toStdString());
        const auto parsed = o.flags.parse(list, Interspersed::No);
        VERIFY_RESULT(parsed);
        QCOMPARE(QString::fromStdString(o.name), value);
        QCOMPARE(parsed->arguments, Words{"image"});
    }

    void wordsBehindTheImageAreNotTouched()
    {
        const Words command = {"image", "--name=", "-e=x", "-i=false", "--",
                               "-z",    "[a,b]",   "",     "++",       "--help"};
        Options o;
        const auto parsed = o.flags.parse(command, Interspersed::No);
        VERIFY_RESULT(parsed);
        QCOMPARE(parsed->arguments, command);
        QVERIFY(!parsed->helpAsked);
    }

    void optionsMayStandBehindArgumentsWhereDockerAllowsIt()
    {
        Options o;
        const auto parsed = o.flags.parse({"web", "-i", "db", "--name", "x", "--", "-t"}, Interspersed::Yes);
        VERIFY_RESULT(parsed);
        QCOMPARE(parsed->arguments, (Words{"web", "db", "-t"}));
        QVERIFY(o.interactive && !o.tty);
    }

    void wrongOptionsAreRefusedInDockersWords_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("error");
        QTest::newRow("unknown flag") << QStringList{"--foo", "x"} << "unknown flag: --foo";
        QTest::newRow("unknown flag with value") << QStringList{"--foo=1", "x"} << "unknown flag: --foo";
        QTest::newRow("unknown letter") << QStringList{"-z"} << "unknown shorthand flag: 'z' in -z";
        QTest::newRow("in a cluster") << QStringList{"-itz", "x"} << "unknown shorthand flag: 'z' in -z";
        QTest::newRow("no value") << QStringList{"--name"} << "flag needs an argument: --name";
        QTest::newRow("no value, letter") << QStringList{"-e"} << "flag needs an argument: 'e' in -e";
        QTest::newRow("no value, cluster") << QStringList{"-ite"} << "flag needs an argument: 'e' in -e";
        QTest::newRow("bad switch") << QStringList{"--rm=maybe", "x"}
                                    << "invalid argument \"maybe\" for \"--rm\" flag: strconv.ParseBool: "
                                       "parsing \"maybe\": invalid syntax";
        QTest::newRow("bad number") << QStringList{"-c", "abc", "x"}
                                    << "invalid argument \"abc\" for \"-c, --cpu-shares\" flag: "
                                       "strconv.ParseInt: parsing \"abc\": invalid "
                                       "syntax";
        QTest::newRow("bad size") << QStringList{"--memory", "zz", "x"}
                                  << "invalid argument \"zz\" for \"-m, --memory\" flag: invalid size: 'zz'";
    }
    void wrongOptionsAreRefusedInDockersWords()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, error);
        Options o;
        Words list;
        for (const QString &word : words)
            list.push_back(word.toStdString());
        const auto parsed = o.flags.parse(list, Interspersed::No);
        QVERIFY(!parsed);
        QCOMPARE(QString::fromStdString(parsed.error().message()), error);
    }

    void helpIsAskedByTheLongNameAndListsEveryOption()
    {
        Options o;
        const auto parsed = o.flags.parse({"--help"}, Interspersed::No);
        VERIFY_RESULT(parsed);
        QVERIFY(parsed->helpAsked);
        const std::string help = o.flags.helpText();
        for (const char *part :
             {"-i, --interactive", "    --rm ", "-e, --env list", "    --help", "-c, --cpu-shares int"})
            QVERIFY2(help.find(part) != std::string::npos, part);
    }
};

QTEST_APPLESS_MAIN(TestCliFlags)
#include "tst_cli_flags.moc"
