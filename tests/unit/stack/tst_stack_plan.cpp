// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/image_mount.h"
#include "src/compose/select.h"
#include "src/stack/graph.h"
#include "src/stack/inject.h"
#include "src/stack/plan.h"
#include "src/stack/vms.h"
#include "tests/support/support.h"

#include <QTest>

#include <archive.h>
#include <archive_entry.h>
#include <atomic>

using namespace catamaran;
using namespace catamaran::stack;

namespace {

compose::Project projectOf(const std::vector<std::string> &names)
{
    compose::Project project;
    project.name = "shop";
    for (const std::string &name : names) {
        compose::Service service;
        service.name = name;
        service.image = "alpine";
        project.services[name] = service;
    }
    return project;
}

Instance running(const compose::Project &project, const std::string &service, int number = 1)
{
    Instance out;
    out.id = service + std::to_string(number);
    out.name = "shop-" + service + "-" + std::to_string(number);
    out.service = service;
    out.number = number;
    out.state = engine::ContainerState::Running;
    const auto found = project.services.find(service);
    if (found != project.services.end())
        out.configHash = configHash(found->second);
    return out;
}

std::vector<std::string> linesOf(const compose::Project &project, const World &world, const UpWish &wish = {})
{
    const auto plan = planUp(project, world, wish, {});
    return plan ? plan->lines() : std::vector<std::string>{plan.error().message()};
}

using Lines = std::vector<std::string>;

} // namespace

class StackPlanTest : public QObject {
    Q_OBJECT

private slots:
    void whatNoServiceUsesIsMadeOnlyWhenAskedFor()
    {
        compose::Project project = projectOf({"web"});
        project.networks["spare"].name = "shop_spare";
        project.volumes["idle"].name = "shop_idle";
        project.volumes["data"].name = "shop_data";
        compose::Mount mount;
        mount.type = "volume";
        mount.source = "data";
        mount.target = "/data";
        project.services["web"].volumes = {mount};
        QCOMPARE(linesOf(project, {}), (Lines{"create volume shop_data", "create container shop-web-1"}));
        UpWish all;
        all.allResources = true;
        QCOMPARE(linesOf(project, {}, all),
                 (Lines{"create network shop_spare", "create volume shop_data", "create volume shop_idle",
                        "create container shop-web-1"}));
    }

    void onlyWhatChangedIsMadeAnew()
    {
        compose::Project project = projectOf({"db", "web"});
        QCOMPARE(linesOf(project, {}), (Lines{"create container shop-db-1", "create container shop-web-1"}));
        World world;
        world.instances = {running(project, "db"), running(project, "web")};
        QCOMPARE(linesOf(project, world), Lines{});
        project.services["web"].image = "alpine:2";
        QCOMPARE(linesOf(project, world), Lines{"recreate container shop-web-1: its configuration changed"});
        UpWish wish;
        wish.recreate = Recreate::Never;
        QCOMPARE(linesOf(project, world, wish), Lines{});
        world.instances[0].state = engine::ContainerState::Exited;
        QCOMPARE(linesOf(project, world, wish), Lines{"start container shop-db-1"});
    }

    void scalesDownFromTheStaleOnesThenTheHighestNumber()
    {
        const compose::Project project = projectOf({"web"});
        World world;
        world.instances = {running(project, "web", 1), running(project, "web", 2),
                           running(project, "web", 3)};
        UpWish wish;
        wish.scale["web"] = 2;
        QCOMPARE(linesOf(project, world, wish), Lines{"remove container shop-web-3: the service has 2 now"});
        world.instances[0].configHash = "old";
        wish.recreate = Recreate::Never;
        QCOMPARE(linesOf(project, world, wish), Lines{"remove container shop-web-1: the service has 2 now"});
        wish.scale["nosuch"] = 1;
        QCOMPARE(linesOf(project, world, wish), Lines{"no such service: nosuch"});
    }

    void orphansAndNamesThatAreTaken()
    {
        compose::Project project = projectOf({"web"});
        World world;
        world.instances = {running(project, "web"), running(project, "old")};
        const auto plan = planUp(project, world, {}, {});
        VERIFY_RESULT(plan);
        QCOMPARE(plan->orphans.size(), std::size_t{1});
        QVERIFY(!plan->changes());
        project = projectOf({"a", "b"});
        project.services["a"].containerName = project.services["b"].containerName = "one";
        QCOMPARE(linesOf(project, {}).front(),
                 std::string("services.b: container name \"one\" is already in use by service \"a\""));
    }

    void namingAServiceBringsWhatItNeeds()
    {
        compose::Project project = projectOf({"db", "web", "other"});
        project.services["web"].dependsOn["db"] = {"service_started", false, true, {}};
        project.services["web"].dependsOn["extra"] = {"service_started", false, false, {}};
        project.disabledServices["extra"] = project.services["other"];
        project.disabledServices["extra"].name = "extra";
        VERIFY_RESULT(compose::selectServices(project, {"web"}));
        QCOMPARE(dependencyOrder(project.services), (Lines{"db", "web"}));
        // A service that no profile has switched on comes when it is named.
        VERIFY_RESULT(compose::selectServices(project, {"extra"}));
        QCOMPARE(dependencyOrder(project.services), (Lines{"extra"}));
        QVERIFY(!compose::selectServices(project, {"nosuch"}));
    }

    void aGraphIsWalkedInItsOrderAndEndsAfterAFailure()
    {
        const Graph graph = {{"a", {}}, {"b", {"a"}}, {"c", {"a"}}, {"d", {"b", "c", "unknown"}}};
        std::mutex mutex;
        Lines seen;
        const auto visit = [&](const std::string &name) -> base::Result<void> {
            const std::scoped_lock guard(mutex);
            seen.push_back(name);
            return {};
        };
        VERIFY_RESULT(walk(graph, 0, {}, visit));
        QCOMPARE(seen.size(), std::size_t{4});
        QCOMPARE(seen.front(), std::string("a"));
        QCOMPARE(seen.back(), std::string("d"));
        seen.clear();
        VERIFY_RESULT(walk(reversed(graph), 1, {}, visit));
        QCOMPARE(seen.front(), std::string("d"));
        QCOMPARE(seen.back(), std::string("a"));
        std::atomic<int> calls = 0;
        const auto failed = walk(graph, 0, {}, [&](const std::string &name) -> base::Result<void> {
            ++calls;
            return name == "a" ? base::Result<void>(base::fail(base::Errc::InvalidState, "no"))
                               : base::Result<void>();
        });
        QVERIFY(!failed);
        QCOMPARE(calls.load(), 1);
        std::stop_source stopped;
        stopped.request_stop();
        QVERIFY(!walk(graph, 0, stopped.get_token(), visit));
    }

    void secretsTravelInATar()
    {
        const std::string deep = "/run/secrets/" + std::string(120, 'd') + "/name";
        const auto tar = tarOf({{"/etc/app.conf", "text\n", 7, 8, 0640}, {deep, "", 0, 0, 0444}});
        VERIFY_RESULT(tar);
        ::lseek(tar->get(), 0, SEEK_SET);
        archive *reader = archive_read_new();
        archive_read_support_format_tar(reader);
        QCOMPARE(archive_read_open_fd(reader, tar->get(), 10240), ARCHIVE_OK);
        archive_entry *entry = nullptr;
        QCOMPARE(archive_read_next_header(reader, &entry), ARCHIVE_OK);
        QCOMPARE(std::string(archive_entry_pathname(entry)), std::string("etc/app.conf"));
        QCOMPARE(archive_entry_uid(entry), 7);
        QCOMPARE(archive_entry_gid(entry), 8);
        QCOMPARE(archive_entry_perm(entry), 0640U);
        QCOMPARE(archive_entry_size(entry), 5);
        QCOMPARE(archive_read_next_header(reader, &entry), ARCHIVE_OK);
        QCOMPARE(std::string(archive_entry_pathname(entry)), deep.substr(1));
        QCOMPARE(archive_read_next_header(reader, &entry), ARCHIVE_EOF);
        archive_read_free(reader);
        QVERIFY(!tarOf({{"/" + std::string(300, 'x'), "", 0, 0, 0}}));
    }

    void aServiceBecomesAContainer()
    {
        compose::Project project = projectOf({"db", "web"});
        compose::Service &web = project.services["web"];
        web.ports.push_back({.mode = "ingress", .target = 80, .published = "8080", .protocol = "tcp"});
        web.networkMode = "service:db";
        web.environment = {{"A", "1"}, {"B", std::nullopt}};
        web.restart = "on-failure:3";
        web.secrets.push_back({.source = "key", .uid = "5", .mode = compose::FileMode{0400}});
        project.secrets["key"].content = "s3cret";
        const SpecContext context{
            project, NameStyle::Hyphens,
            [](const std::string &name) -> base::Result<std::string> { return name + "-id"; },
            [](const std::string &) { return Lines(); }};
        const auto wish = containerWish(context, web, {1, false, "shop-web-1"});
        VERIFY_RESULT(wish);
        QCOMPARE(wish->spec.network, std::string("container:db-id"));
        QCOMPARE(wish->spec.environment, (Lines{"A=1", "B"}));
        QCOMPARE(wish->spec.restart.maximumRetries, 3);
        QCOMPARE(wish->spec.ports.front().hostPort, std::uint16_t{8080});
        QCOMPARE(wish->spec.labels.at(label::kNumber), std::string("1"));
        QCOMPARE(wish->files.size(), std::size_t{1});
        QCOMPARE(wish->files.front().path, std::string("/run/secrets/key"));
        QCOMPARE(wish->files.front().uid, 5U);
        QCOMPARE(wish->files.front().mode, 0400U);
        compose::Mount image;
        image.type = "image";
        image.source = "tools";
        image.target = "/x";
        web.volumes = {image};
        const auto mounted = containerWish(context, web, {1, false, "shop-web-1"});
        VERIFY_RESULT(mounted);
        QVERIFY(engine::spec::isImageMount(mounted->spec.mounts.front()));
        QVERIFY(mounted->spec.mounts.front().readOnly);
        image.type = "npipe";
        web.volumes.push_back(image);
        const auto refused = containerWish(context, web, {1, false, "shop-web-1"});
        QVERIFY(!refused);
        QVERIFY(refused.error().message().find("type npipe") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(StackPlanTest)
#include "tst_stack_plan.moc"
