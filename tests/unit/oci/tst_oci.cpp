// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/oci/check.h"
#include "engine/oci/device_rules.h"
#include "engine/oci/documents.h"
#include "engine/oci/groups.h"
#include "engine/oci/mount_options.h"
#include "engine/oci/seccomp.h"
#include "engine/oci/state.h"
#include "engine/oci/translate.h"
#include "tests/support/support.h"

#include <QProcess>
#include <algorithm>
#include <linux/filter.h>
#include <nlohmann/json.hpp>
#include <sched.h>
#include <sstream>
#include <sys/mount.h>

using namespace catamaran;
using namespace catamaran::engine;
using nlohmann::json;

namespace {

json rootful()
{
    json config = json::parse(oci::specText(oci::SpecKind::Rootful));
    config["process"]["terminal"] = false;
    return config;
}

base::Result<oci::Translation> translated(const json &config)
{
    auto checked = oci::parseConfig(config.dump());
    if (!checked)
        return base::fail(checked.error());
    return oci::translate(*checked, "c1", "/bundle", oci::compileSeccomp);
}

// What the schemas of the specification say of a document; empty if it passes. "?" if nobody can say.
std::string schemaVerdict(const std::string &schema, const std::string &document)
{
    static const char kProgram[] = R"(
import json, os, sys
try:
    import jsonschema
except ImportError:
    print('?'); sys.exit()
folder, name = os.path.split(sys.argv[1])
schema = json.load(open(sys.argv[1]))
resolver = jsonschema.RefResolver('file://' + folder + '/', schema)
schema.pop('$id', None); schema.pop('id', None)
errors = list(jsonschema.Draft4Validator(schema, resolver=resolver).iter_errors(json.load(sys.stdin)))
print('; '.join('/'.join(map(str, e.absolute_path)) + ': ' + e.message for e in errors)[:500])
)";
    QProcess python;
    python.start("python3", {"-W", "ignore", "-c", kProgram, QString::fromStdString(schema)});
    if (!python.waitForStarted())
        return "?";
    python.write(document.data(), static_cast<qint64>(document.size()));
    python.closeWriteChannel();
    python.waitForFinished(60'000);
    if (python.exitCode() != 0)
        return python.readAllStandardError().toStdString();
    return python.readAllStandardOutput().trimmed().toStdString();
}

} // namespace

class OciTest : public QObject {
    Q_OBJECT

private slots:
    void theCorpusIsJudgedAsTheSpecificationJudgesIt()
    {
        const std::string folder = test::corpusDirectory() + "/oci/runtime-spec";
        const auto table = base::readFile(folder + "/expected.tsv");
        if (!table)
            QSKIP("this checkout has no corpus beside it");
        std::istringstream lines(*table);
        std::string name;
        std::string kind;
        std::string expected;
        int rows = 0;
        std::getline(lines, name);
        while (lines >> name >> kind >> expected) {
            ++rows;
            const auto text = base::readFile(folder + "/cases/" + name);
            QVERIFY2(text.has_value(), name.c_str());
            if (kind == "config") {
                QVERIFY2(oci::parseConfig(*text).has_value() == (expected == "valid"), name.c_str());
                continue;
            }
            // States and features are documents that we write and do not read: the schemas are the judge of
            // both, so they have to tell good from bad.
            const std::string verdict = schemaVerdict(folder + "/schema/" + kind + "-schema.json", *text);
            if (verdict != "?")
                QVERIFY2(verdict.empty() == (expected == "valid"), (name + ": " + verdict).c_str());
        }
        QCOMPARE(rows, 10);
    }

    void whatIsWrittenPassesTheSchemas()
    {
        const std::string folder = test::corpusDirectory() + "/oci/runtime-spec/schema/";
        if (!base::readFile(folder + "config-schema.json"))
            QSKIP("this checkout has no corpus beside it");
        const std::string verdict =
            schemaVerdict(folder + "config-schema.json", oci::specText(oci::SpecKind::Rootful));
        if (verdict == "?")
            QSKIP("python3-jsonschema is not installed");
        QCOMPARE(verdict, std::string());
        QCOMPARE(schemaVerdict(folder + "config-schema.json", oci::specText(oci::SpecKind::Rootless)),
                 std::string());
        QCOMPARE(schemaVerdict(folder + "features-schema.json", oci::featuresText()), std::string());
        launch::OciPlan plan;
        oci::setStateTexts(plan, "a \x22quoted\x22 id", "/b", json{{"k", "v"}});
        QCOMPARE(schemaVerdict(folder + "state-schema.json",
                               plan.stateHead + "created" + plan.stateMiddle + "7" + plan.stateTail),
                 std::string());
        // The judge is awake.
        QVERIFY(!schemaVerdict(folder + "config-schema.json", "{}").empty());
    }

    void theTemplateBecomesAPlan()
    {
        const auto result = translated(rootful());
        VERIFY_RESULT(result);
        const launch::LaunchPlan &plan = result->plan.launch;
        QCOMPARE(plan.rootfs.directory, std::string("/bundle/rootfs"));
        QVERIFY(plan.rootfs.readOnly);
        QCOMPARE(plan.namespaces, std::uint64_t(CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS |
                                                CLONE_NEWNS | CLONE_NEWCGROUP));
        QCOMPARE(plan.process.arguments, std::vector<std::string>{"sh"});
        QCOMPARE(plan.process.capabilitiesBounding,
                 std::uint64_t{1} << 29 | std::uint64_t{1} << 5 | std::uint64_t{1} << 10);
        QCOMPARE(plan.process.capabilitiesAmbient, std::uint64_t(0));
        QVERIFY(plan.process.noNewPrivileges);
        QCOMPARE(plan.mounts.size(), std::size_t(7));
        QCOMPARE(plan.devices.size(), std::size_t(6)); // the default devices
        QVERIFY(result->warnings.empty());
    }

    void whatIsWrongIsRefused_data()
    {
        QTest::addColumn<QString>("patch");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *patch, const char *message) {
            QTest::newRow(name) << QString(patch) << QString(message);
        };
        row("no args", R"({"process":{"args":[]}})", "args must not be empty");
        row("relative cwd", R"({"process":{"cwd":"tmp"}})", "absolute");
        row("no mount namespace", R"({"linux":{"namespaces":[{"type":"pid"}]},"hostname":null})",
            "mount namespace");
        row("unknown namespace", R"({"linux":{"namespaces":[{"type":"moon"}]}})", "unknown type moon");
        row("twice", R"({"linux":{"namespaces":[{"type":"mount"},{"type":"mount"}]}})", "named twice");
        row("host name", R"({"linux":{"namespaces":[{"type":"mount"}]}})", "private UTS namespace");
        row("sysctl of the host", R"({"linux":{"sysctl":{"kernel.panic":"1"}}})",
            "not in a separate kernel namespace");
        row("user namespace without maps",
            R"({"linux":{"namespaces":[{"type":"mount"},{"type":"uts"},{"type":"user"}]}})", "uidMappings");
        row("intelRdt", R"({"linux":{"intelRdt":{"closID":"x"}}})", "linux.intelRdt is not supported");
        row("other system", R"({"freebsd":{}})", "freebsd");
        row("rlimit twice",
            R"({"process":{"rlimits":[{"type":"RLIMIT_CORE","soft":1,"hard":1},{"type":"RLIMIT_CORE","soft":1,"hard":1}]}})",
            "given twice");
        row("rlimit unknown", R"({"process":{"rlimits":[{"type":"RLIMIT_MOON","soft":1,"hard":1}]}})",
            "unknown rlimit");
        row("hook path", R"({"hooks":{"poststop":[{"path":"x"}]}})", "must be absolute");
        row("hook timeout", R"({"hooks":{"poststop":[{"path":"/x","timeout":0}]}})", "above zero");
        row("notify", R"({"linux":{"seccomp":{"defaultAction":"SCMP_ACT_NOTIFY"}}})", "SCMP_ACT_NOTIFY");
        row("action", R"({"linux":{"seccomp":{"defaultAction":"SCMP_ACT_SING"}}})", "unknown action");
        row("mount in proc", R"({"mounts":[{"destination":"/proc/sys","type":"tmpfs"}]})", "inside /proc");
        row("other on proc", R"({"mounts":[{"destination":"/tmp/../proc","type":"tmpfs"}]})", "inside /proc");
        row("idmap", R"({"mounts":[{"destination":"/a","type":"bind","source":"/b","options":["idmap"]}]})",
            "ID-mapped");
        row("version", R"({"ociVersion":"2.0.0"})", "2.0.0");
        row("device", R"({"linux":{"devices":[{"type":"z","path":"/dev/x"}]}})", "unknown type z");
        row("scheduler", R"({"process":{"scheduler":{"policy":"SCHED_MOON"}}})", "scheduler policy");
        row("type", R"({"process":{"user":{"uid":-1}}})", "process.user.uid");
    }
    void whatIsWrongIsRefused()
    {
        QFETCH(QString, patch);
        QFETCH(QString, message);
        json config = rootful();
        config.merge_patch(json::parse(patch.toStdString()));
        const auto result = translated(config);
        QVERIFY(!result.has_value());
        QVERIFY2(QString::fromStdString(result.error().text()).contains(message),
                 result.error().text().c_str());
    }

    void mountOptionsBecomeAttributes()
    {
        const auto tmpfs = oci::planMount("/a/../b/", "tmpfs", "tmpfs",
                                          {"nosuid", "noexec", "mode=755", "size=64k", "rw"}, "/bundle");
        VERIFY_RESULT(tmpfs);
        QCOMPARE(tmpfs->target, std::string("/b"));
        QCOMPARE(tmpfs->options, std::string("mode=755,size=64k"));
        QCOMPARE(tmpfs->attributes, std::uint64_t(MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC));

        const auto bind = oci::planMount("/x", "none", "data", {"rbind", "ro", "rprivate"}, "/bundle");
        VERIFY_RESULT(bind);
        QCOMPARE(bind->source, std::string("/bundle/data"));
        QVERIFY(bind->recursive && bind->attributesOfTopOnly);
        QCOMPARE(bind->attributes, std::uint64_t(MOUNT_ATTR_RDONLY));
        QCOMPARE(bind->propagation, std::uint32_t(MS_PRIVATE | MS_REC));

        const auto deep = oci::planMount("/x", "bind", "/d", {"rbind", "rro"}, "/bundle");
        VERIFY_RESULT(deep);
        QVERIFY(!deep->attributesOfTopOnly);
        QCOMPARE(deep->attributes, std::uint64_t(MOUNT_ATTR_RDONLY));

        // The last one said holds, and access times replace each other.
        const auto last = oci::planMount("/x", "bind", "/d", {"ro", "rw", "noatime"}, "/bundle");
        VERIFY_RESULT(last);
        QCOMPARE(last->attributes, std::uint64_t(MOUNT_ATTR_NOATIME));
        QCOMPARE(last->cleared, std::uint64_t(MOUNT_ATTR_RDONLY | MOUNT_ATTR__ATIME));

        QVERIFY(!oci::planMount("/x", "bind", "/d", {"size=1"}, "/bundle"));
        QVERIFY(!oci::planMount("/x", "tmpfs", "", {"tmpcopyup"}, "/bundle"));
    }

    void groupPathsAreTranslated()
    {
        QCOMPARE(*oci::groupPath("/docker/abc", "c"), std::string("/docker/abc"));
        QCOMPARE(*oci::groupPath("", "c"), std::string("/catamaran-runtime/c"));
        QCOMPARE(*oci::groupPath("system.slice:docker:abc", "c"),
                 std::string("/system.slice/docker-abc.scope"));
        QCOMPARE(*oci::groupPath("a-b-c.slice:p:n", "c"),
                 std::string("/a.slice/a-b.slice/a-b-c.slice/p-n.scope"));
        QVERIFY(!oci::groupPath("/docker/../../x", "c"));
        QVERIFY(!oci::groupPath("nonsense:p:n", "c"));
    }

    void deviceRulesBecomeThoseOfTheFilter()
    {
        const auto texts = [](const char *rules) {
            const json parsed = json::parse(rules);
            std::vector<std::string> result;
            const auto translated = oci::deviceRules(parsed);
            if (!translated)
                return std::vector<std::string>{"refused: " + translated.error().message()};
            for (const cgroup::DeviceRule &rule : *translated)
                result.push_back((rule.allow ? "" : "deny ") + cgroup::formatDeviceRule(rule));
            return result;
        };
        using Texts = std::vector<std::string>;
        // docker's documents begin with a rule that takes everything away.
        const Texts usual = texts(R"([{"allow":false,"access":"rwm"},
            {"allow":true,"type":"c","major":10,"minor":229,"access":"rw"},
            {"allow":true,"type":"b","major":8,"access":"r"},
            {"allow":true,"type":"b","major":8,"minor":-1,"access":"w"},
            {"allow":false,"type":"b","major":8,"minor":1}])");
        QCOMPARE(Texts(usual.begin(), usual.begin() + 5),
                 (Texts{"deny a *:* rwm", "c 10:229 rw", "b 8:* r", "b 8:* rw", "deny b 8:1 rwm"}));
        QCOMPARE(usual[5], std::string("c *:* m"));
        QVERIFY(std::find(usual.begin(), usual.end(), "c 1:3 rwm") != usual.end());
        // What was denied in between is not given back by another right.
        const Texts between = texts(R"([{"allow":true,"type":"c","major":1,"minor":1,"access":"r"},
            {"allow":false,"type":"c","major":1},{"allow":true,"type":"c","major":1,"minor":1,"access":"w"}])");
        QCOMPARE(between[2], std::string("c 1:1 w"));
        QCOMPARE(texts(R"([{"allow":true,"type":"a"}])")[0], std::string("a *:* rwm"));
        for (const char *bad :
             {R"([{"allow":true,"type":"z"}])", R"([{"allow":true,"type":"c","major":4294967296}])",
              R"([{"allow":true,"type":"c","minor":-7}])", R"([{"allow":true,"type":"c","access":"x"}])"})
            QVERIFY2(texts(bad)[0].starts_with("refused: invalid "), texts(bad)[0].c_str());
    }

    void aSeccompSectionBecomesAFilter()
    {
        const json open = json::parse(R"({"defaultAction":"SCMP_ACT_ALLOW"})");
        VERIFY_RESULT(oci::compileSeccomp(open));
        QVERIFY(oci::compileSeccomp(open)->empty());
        json section = json::parse(
            R"({"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":1,
                "architectures":["SCMP_ARCH_X86_64","SCMP_ARCH_X86","SCMP_ARCH_X32"],
                "syscalls":[{"names":["read","write","no_such_call"],"action":"SCMP_ACT_ALLOW"},
                            {"names":["personality"],"action":"SCMP_ACT_ALLOW",
                             "args":[{"index":0,"value":0,"op":"SCMP_CMP_EQ"},
                                     {"index":0,"value":8,"op":"SCMP_CMP_EQ"}]}]})");
        const auto program = oci::compileSeccomp(section);
        VERIFY_RESULT(program);
        QVERIFY(program->size() > 10 * sizeof(sock_filter));
        QCOMPARE(program->size() % sizeof(sock_filter), std::size_t(0));
        section["flags"] = json::array({"SECCOMP_FILTER_FLAG_TSYNC"});
        VERIFY_RESULT(oci::compileSeccomp(section));
        section["flags"] = json::array({"SECCOMP_FILTER_FLAG_LOG"});
        QVERIFY(!oci::compileSeccomp(section));
    }

    void namesThatCouldLeaveTheDirectoryAreRefused()
    {
        for (const char *bad : {"", ".", "..", "a/b", "../x", "a b", "\x01"})
            QVERIFY2(!oci::StateStore::checkId(bad), bad);
        for (const char *good : {"a", "A-b_c.d+e", "0123"})
            QVERIFY2(oci::StateStore::checkId(good), good);
    }
};

QTEST_GUILESS_MAIN(OciTest)
#include "tst_oci.moc"
