// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/build/builder.h"
#include "engine/build/copier.h"
#include "engine/build/dockerfile_parser.h"
#include "engine/build/remote_source.h"
#include "engine/build/run_mount.h"
#include "tests/support/support.h"

#include <nlohmann/json.hpp>
#include <sstream>

using namespace catamaran;
using namespace catamaran::engine;
using namespace catamaran::engine::build;
using Json = nlohmann::json;

namespace {

base::Result<spec::ImageConfig> plan(const std::string &text, const BuildRequest &request = {})
{
    CATAMARAN_TRY(Dockerfile dockerfile, parseDockerfile(text, "Dockerfile"));
    CATAMARAN_CHECK(validateDockerfile(dockerfile));
    spec::ImageConfig base;
    base.environment = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"};
    base.command = std::vector<std::string>{"sh"};
    return planConfig(dockerfile, request, base);
}

/// The keys of BuildKit's answer.
Json shown(const spec::ImageConfig &config)
{
    const Json out = Json::parse(config.toJson()).value("config", Json::object());
    Json kept = Json::object();
    for (const auto &[key, value] : out.items()) {
        if (!value.is_null() && !value.empty())
            kept[key] = value;
    }
    return kept;
}

} // namespace

/// What the instructions alone say, without a store: stages, configuration, mounts, modes, addresses.
class DockerfilePlanTest : public QObject {
    Q_OBJECT

private slots:
    void realDockerfilesGiveBuildKitsVerdictAndConfiguration()
    {
        if (test::corpusDirectory().empty())
            QSKIP("no corpus beside this checkout");
        const std::string directory = test::corpusDirectory() + "/dockerfile/real";
        std::map<std::string, bool> valid;
        const auto table = base::readFile(directory + "/expected.tsv");
        VERIFY_RESULT(table);
        std::istringstream rows(*table);
        for (std::string line; std::getline(rows, line);) {
            std::istringstream cells(line);
            std::vector<std::string> row;
            for (std::string cell; std::getline(cells, cell, '\t');)
                row.push_back(cell);
            valid[row.at(0)] = row.at(3) == "valid";
        }
        int total = 0;
        int verdicts = 0;
        int configs = 0;
        int explained = 0;
        const std::string gaps =
            base::readFile(test::sourceDirectory() + "/tests/data/build/corpus-gaps.tsv").value_or("");
        const auto answers = base::readFile(directory + "/expected.jsonl");
        VERIFY_RESULT(answers);
        std::istringstream lines(*answers);
        for (std::string line; std::getline(lines, line);) {
            const Json item = Json::parse(line);
            const std::string name = item.at("case");
            const auto text = base::readFile(directory + "/files/" + name);
            const auto config = plan(text.value_or(""));
            ++total;
            if (config.has_value() == valid[name])
                ++verdicts;
            else
                qWarning("%s: wanted %s, got %s", name.c_str(), valid[name] ? "valid" : "invalid",
                         config ? "valid" : config.error().text().c_str());
            const Json wanted = item.value("config", Json());
            const Json got = config ? shown(*config) : Json();
            if (!wanted.is_object() || got == wanted)
                ++configs;
            else if (gaps.find(name + "\treal-config\t") != std::string::npos)
                ++explained;
            else if (config)
                qWarning("%s: %s", name.c_str(), Json::diff(wanted, got).dump().c_str());
        }
        qInfo("real Dockerfiles: verdict %d, config %d of %d", verdicts, configs, total);
        QCOMPARE(verdicts, total);
        QCOMPARE(configs + explained, total);
    }

    void modesAreOctalOrSymbolic()
    {
        const auto apply = [](const char *text, std::uint32_t mode, bool directory = false) -> int {
            const auto change = ModeChange::parse(text);
            return change ? static_cast<int>(change->apply(mode, directory)) : -1;
        };
        QCOMPARE(apply("755", 0), 0755);
        QCOMPARE(apply("04711", 0), 04711);
        QCOMPARE(apply("u=rwX,go=rX", 0600), 0644);
        QCOMPARE(apply("u=rwX,go=rX", 0600, true), 0755);
        QCOMPARE(apply("+x", 0644), 0755);
        QCOMPARE(apply("g-w,o=", 0666), 0640);
        QCOMPARE(apply("g=u", 0640), 0660);
        QCOMPARE(apply("u+s,+t", 0755), 05755);
        for (const char *wrong : {"", "8", "100000", "u", "z+x", "u+q", "u+x,", "rwx"})
            QCOMPARE(apply(wrong, 0), -1);
    }

    void mountsAreReadAsBuildKitReadsThem()
    {
        const auto cache = RunMount::parse("type=cache,target=/x,sharing=private,mode=0700,uid=5,id=a");
        VERIFY_RESULT(cache);
        QVERIFY(cache->kind == RunMount::Kind::Cache && cache->sharing == RunMount::Sharing::Private);
        QVERIFY(cache->mode == 0700U && cache->uid == 5U && !cache->readOnly && cache->id == "a");
        const auto bind = RunMount::parse("from=x,source=/a,target=/b,rw");
        VERIFY_RESULT(bind);
        QVERIFY(bind->kind == RunMount::Kind::Bind && !bind->readOnly && bind->from == "x");
        const std::pair<const char *, const char *> wrong[] = {
            {"type=bind,z,target=/x", "invalid field 'z' must be a key=value pair"},
            {"type=weird", "unsupported mount type \"weird\""},
            {"type=cache", "target is required for cache mount"},
            {"type=tmpfs,target=/x,sharing=shared", "unexpected key 'sharing' in 'sharing=shared'"},
            {"type=cache,target=/x,sharing=mine", "unsupported sharing value \"mine\""}};
        for (const auto &[text, message] : wrong) {
            const auto mount = RunMount::parse(text);
            QVERIFY(!mount);
            QCOMPARE(mount.error().message(), std::string(message));
        }
    }

    void gitAddressesAreToldFromFiles()
    {
        const auto address = GitAddress::parse("https://host/a/b.git#v1:sub/dir");
        QVERIFY(address);
        QCOMPARE(address->remote, std::string("https://host/a/b.git"));
        QCOMPARE(address->ref, std::string("v1"));
        QCOMPARE(address->subdirectory, std::string("sub/dir"));
        QVERIFY(GitAddress::parse("git@host:a/b.git") && GitAddress::parse("github.com/a/b"));
        QVERIFY(!GitAddress::parse("https://host/a.tar.gz") && !GitAddress::parse("dir/x.git"));
        QVERIFY(!GitAddress::parse("git://host/a#--upload-pack=x"));
    }

    void globalArgumentsReachFromAndStagesThatAskForThem()
    {
        BuildRequest request;
        request.buildArguments = {{"TAG", "2"}};
        const auto config = plan("ARG TAG=1\nARG NAME=x${TAG}\nFROM base:${TAG}\nARG NAME\nARG TARGETARCH\n"
                                 "ENV A=${NAME} B=${TAG:-none} C=${TARGETARCH:+arch} D=${NAME#x}\n",
                                 request);
        VERIFY_RESULT(config);
        QCOMPARE((std::vector<std::string>(config->environment.begin() + 1, config->environment.end())),
                 (std::vector<std::string>{"A=x2", "B=none", "C=arch", "D=2"}));
    }
};

QTEST_GUILESS_MAIN(DockerfilePlanTest)
#include "tst_dockerfile_plan.moc"
