// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/merge.h"
#include "engine/spec/parse.h"
#include "engine/spec/spec_json.h"
#include "engine/spec/user.h"
#include "tests/support/support.h"

#include <csignal>

using namespace catamaran;
using namespace catamaran::engine::spec;
using namespace std::chrono_literals;
using base::Errc;
using Strings = std::vector<std::string>;

/// What the corpus does not cover.
class SpecTest : public QObject {
    Q_OBJECT

private slots:
    void portRangesMakeOneMappingEach()
    {
        const auto ports = parsePort("127.0.0.1:8000-8002:80-82/udp");
        VERIFY_RESULT(ports);
        QCOMPARE(ports->size(), std::size_t{3});
        QCOMPARE(ports->at(2), (PortMapping{"127.0.0.1", 8002, 82, Protocol::Udp}));
        QCOMPARE(parsePort("80-81:90-92").error().message(),
                 std::string("invalid ranges specified for container and host Ports: 90-92 and 80-81"));
        QCOMPARE(parsePort("8080:80/sctp")->front().protocol, Protocol::Sctp);
        QCOMPARE(parsePort("").error().code(), Errc::InvalidArgument);
        QCOMPARE(parsePort("1.2.3:80:80").error().message(), std::string("invalid IP address: 1.2.3"));
        QCOMPARE(parsePort("99999:80").error().message(), std::string("invalid hostPort: 99999"));
    }

    void aRelativeBindSourceIsTakenFromTheCurrentDirectory()
    {
        const auto mount = parseVolume("./web:/srv:ro", "/home/me");
        VERIFY_RESULT(mount);
        QCOMPARE(mount->source, std::string("/home/me/web"));
        QVERIFY(mount->readOnly && mount->createSource);
        QVERIFY(!parseVolume("a:/"));
        QVERIFY(!parseVolume("x y:/a"));
    }

    void tmpfsOptionsAreReadAndChecked()
    {
        const auto mount = parseTmpfs("/run:size=64m,mode=1777,exec,uid=5");
        VERIFY_RESULT(mount);
        QCOMPARE(mount->tmpfsSize->count, std::int64_t{64} << 20);
        QCOMPARE(*mount->tmpfsMode, 01777U);
        QCOMPARE(mount->tmpfsOptions, (Strings{"exec", "uid=5"}));
        QVERIFY(!parseTmpfs("/run:surprise"));
        QVERIFY(!parseTmpfs("run"));
    }

    void aBareVariableTakesTheCallersValueOrStaysBare()
    {
        const EnvironmentLookup lookup = [](const std::string &name) -> std::optional<std::string> {
            return name == "HERE" ? std::optional<std::string>("yes") : std::nullopt;
        };
        QCOMPARE(*parseEnvironment("HERE", lookup), std::string("HERE=yes"));
        QCOMPARE(*parseEnvironment("GONE", lookup), std::string("GONE"));
        const auto file =
            parseEnvironmentFile("\xEF\xBB\xBF# comment\n\n A=1\r\nHERE\nGONE\nB= x \n", lookup);
        VERIFY_RESULT(file);
        QCOMPARE(*file, (Strings{"A=1", "HERE=yes", "B= x "}));
        QCOMPARE(parseEnvironmentFile("A B=1").error().message(),
                 std::string("variable 'A B' contains whitespaces"));
        QCOMPARE(parseEnvironmentFile("=1").error().message(), std::string("no variable name on line '=1'"));
    }

    void signalsByNameAndNumber()
    {
        for (const char *name : {"KILL", "SIGKILL", "sigkill", "9"})
            QCOMPARE(*parseSignal(name), SIGKILL);
        QCOMPARE(*parseSignal("RTMIN+3"), 37);
        QCOMPARE(*parseSignal("SIGRTMAX-1"), 63);
        for (const char *name : {"", "0", "65", "SIGNOPE", "RTMIN+31", "RTMIN-1", "RTMIN+"})
            QVERIFY2(!parseSignal(name), name);
        QCOMPARE(signalName(15), std::string("SIGTERM"));
        QCOMPARE(signalName(37), std::string("SIGRTMIN+3"));
    }

    void durationsAsGoWritesThem()
    {
        QCOMPARE(*parseDuration("1h30m"), std::chrono::nanoseconds(90min));
        QCOMPARE(*parseDuration("1.5s"), std::chrono::nanoseconds(1500ms));
        QCOMPARE(*parseDuration("-2us"), std::chrono::nanoseconds(-2us));
        QCOMPARE(*parseDuration("0"), std::chrono::nanoseconds(0));
        QCOMPARE(parseDuration("3").error().message(), std::string("time: missing unit in duration \"3\""));
        QCOMPARE(parseDuration("3x").error().message(),
                 std::string("time: unknown unit \"x\" in duration \"3x\""));
        for (const char *text : {"", "-", "s", ".s", "9999999999h"})
            QVERIFY2(!parseDuration(text), text);
    }

    void restartPoliciesThatDoNotExistAreRefused()
    {
        QCOMPARE(parseRestartPolicy("on-failure:3")->maximumRetries, 3);
        QVERIFY(parseRestartPolicy("")->kind == RestartKind::No);
        for (const char *text : {"sometimes", "always:3", "on-failure:-1", "on-failure:x", ":1"})
            QVERIFY2(!parseRestartPolicy(text), text);
    }

    void detachKeys()
    {
        QCOMPARE(*parseDetachKeys("ctrl-p,ctrl-q"), std::string("\x10\x11"));
        QCOMPARE(*parseDetachKeys("a,ctrl-["), std::string("a\x1b"));
        QVERIFY(!parseDetachKeys("ctrl-P"));
        QVERIFY(!parseDetachKeys("ab"));
    }

    void usersAreFoundInTheImagesFiles()
    {
        const std::string passwd = "root:x:0:0:root:/root:/bin/sh\nweb:x:33:33:w:/var/www:/bin/sh\nbroken\n";
        const std::string group = "root:x:0:\nwww:x:33:\nadm:x:4:root,web\ndisk:x:6:web\n";
        const auto web = resolveUser("web", passwd, group);
        VERIFY_RESULT(web);
        QCOMPARE(web->uid, 33U);
        QCOMPARE(web->gid, 33U);
        QCOMPARE(web->groups, (std::vector<std::uint32_t>{4, 6}));
        QCOMPARE(web->home, std::string("/var/www"));
        QCOMPARE(resolveUser("", passwd, group)->groups, (std::vector<std::uint32_t>{4}));
        const auto numeric = resolveUser("1000:6", passwd, group, {"adm", "77"});
        VERIFY_RESULT(numeric);
        QCOMPARE(numeric->gid, 6U);
        QCOMPARE(numeric->groups, (std::vector<std::uint32_t>{4, 77}));
        QCOMPARE(numeric->home, std::string("/"));
        QCOMPARE(resolveUser("33", passwd, group)->home, std::string("/var/www"));
        QCOMPARE(resolveUser("", "", "")->home, std::string("/root"));
        QCOMPARE(resolveUser("nobody", passwd, group).error().message(),
                 std::string("unable to find user nobody: no matching entries in passwd file"));
        QVERIFY(!resolveUser("web:nogroup", passwd, group));
        QVERIFY(!resolveUser("0", passwd, group, {"nogroup"}));
    }

    void mergingFollowsDockersRules_data()
    {
        QTest::addColumn<bool>("hasEntrypoint");
        QTest::addColumn<QString>("entrypoint");
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("runs");
        QTest::newRow("nothing said") << false << ""
                                      << ""
                                      << "/entry default";
        QTest::newRow("arguments replace the command") << false << ""
                                                       << "mine"
                                                       << "/entry mine";
        QTest::newRow("an entrypoint drops the image's command") << true << "/other"
                                                                 << ""
                                                                 << "/other";
        QTest::newRow("entrypoint and arguments") << true << "/other"
                                                  << "mine"
                                                  << "/other mine";
        QTest::newRow("an empty entrypoint takes it away") << true << ""
                                                           << "mine"
                                                           << "mine";
    }
    void mergingFollowsDockersRules()
    {
        QFETCH(bool, hasEntrypoint);
        QFETCH(QString, entrypoint);
        QFETCH(QString, command);
        QFETCH(QString, runs);
        ImageConfig image;
        image.entrypoint = Strings{"/entry"};
        image.command = Strings{"default"};
        ContainerSpec spec;
        if (hasEntrypoint)
            spec.entrypoint = Strings{entrypoint.toStdString()};
        if (!command.isEmpty())
            spec.command = {command.toStdString()};
        const auto merged = mergeImageConfig(spec, image);
        VERIFY_RESULT(merged);
        QString joined;
        for (const std::string &argument : merged->arguments())
            joined += (joined.isEmpty() ? "" : " ") + QString::fromStdString(argument);
        QCOMPARE(joined, runs);
    }

    void variablesAreMergedByKeyAndRemovedByABareKey()
    {
        ImageConfig image;
        image.command = Strings{"sh"};
        image.environment = {"PATH=/bin", "A=1", "AB=2"};
        ContainerSpec spec;
        spec.environment = {"A=3", "AB", "NEW="};
        const auto merged = mergeImageConfig(spec, image);
        VERIFY_RESULT(merged);
        QCOMPARE(merged->environment, (Strings{"PATH=/bin", "A=3", "NEW="}));
    }

    void anImageWithoutACommandNeedsOne()
    {
        const auto merged = mergeImageConfig({}, {});
        QVERIFY(!merged);
        QCOMPARE(merged.error().message(), std::string("no command specified"));
    }

    void healthChecksAreMergedOrSwitchedOff()
    {
        ImageConfig image;
        image.command = Strings{"sh"};
        image.health = HealthCheck{{"CMD", "check"}, 5s, 5s, 0s, 2};
        ContainerSpec spec;
        QCOMPARE(mergeImageConfig(spec, image)->health->retries, 2);
        spec.health = HealthCheck{{}, 9s, 5s, 0s, 7};
        const auto merged = mergeImageConfig(spec, image);
        QCOMPARE(merged->health->test, (Strings{"CMD", "check"}));
        QCOMPARE(merged->health->retries, 7);
        spec.health->test = {"NONE"};
        QVERIFY(!mergeImageConfig(spec, image)->health);
    }

    void aSpecSurvivesItsJson()
    {
        ContainerSpec spec;
        spec.name = "web";
        spec.image = "localhost/demo";
        spec.entrypoint = Strings{};
        spec.command = {"sh", "-c", "echo \"\xff\""};
        spec.network = "";
        spec.ports = {{"::1", 8080, 80, Protocol::Udp}};
        spec.mounts = {*parseVolume("/a:/b:ro,rslave"), *parseTmpfs("/t:size=1m,mode=700,exec")};
        spec.devices = {{"/dev/fuse", "/dev/fuse", "rw"}};
        spec.ulimits = {{"nofile", 10, -1}};
        spec.resources.memory = base::Bytes::mib(64);
        spec.resources.cpus = 1.5;
        spec.resources.pids = 0;
        spec.restart = {RestartKind::OnFailure, 3};
        spec.health = HealthCheck{{"CMD-SHELL", "true"}, 1s, 2s, 3s, 4};
        spec.stopTimeout = 0s;
        spec.labels = {{"a", "b"}};
        spec.autoRemove = true;
        const std::string json = specToJson(spec);
        const auto back = specFromJson(json);
        VERIFY_RESULT(back);
        QCOMPARE(specToJson(*back), json);
        QVERIFY(back->entrypoint && back->entrypoint->empty());
        QVERIFY(back->network.empty());
        QCOMPARE(back->resources.pids, std::optional<std::int64_t>(0));
        QVERIFY(back->stopTimeout.has_value());
        QCOMPARE(back->mounts[0].propagation, std::string("rslave"));
        QVERIFY(!specFromJson("{"));
        QVERIFY(!specFromJson(R"({"ports":7})"));
    }
};

QTEST_GUILESS_MAIN(SpecTest)
#include "tst_spec.moc"
