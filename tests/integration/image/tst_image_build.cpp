// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/build/builder.h"
#include "engine/image/layer_store.h"
#include "tests/support/support.h"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace catamaran;
using namespace catamaran::engine;

namespace {

struct Store {
    std::shared_ptr<store::Database> database;
    std::unique_ptr<image::ImageService> images;
};

base::Result<Store> openStore(const std::string &directory)
{
    CATAMARAN_CHECK(base::makeDirectories(directory));
    CATAMARAN_TRY(auto database, store::Database::open(directory + "/state.db"));
    Store out;
    out.database = std::move(database);
    CATAMARAN_TRY(out.images, image::ImageService::open(directory, out.database));
    return out;
}

std::string readAll(const std::string &path)
{
    const auto text = base::readFile(path);
    return text ? *text : std::string();
}

/// The demo context with the host's busybox.
void makeContext(const std::string &directory)
{
    const std::string demo = test::sourceDirectory() + "/resources/demos/web";
    VERIFY_RESULT(base::makeDirectories(directory + "/www"));
    VERIFY_RESULT(base::writeFileAtomic(directory + "/Dockerfile", readAll(demo + "/Dockerfile")));
    VERIFY_RESULT(base::writeFileAtomic(directory + "/www/index.html", readAll(demo + "/www/index.html")));
    VERIFY_RESULT(base::writeFileAtomic(directory + "/busybox", readAll("/bin/busybox"), 0755));
}

base::Result<build::BuildResult> buildDemo(image::ImageService &images, const std::string &context,
                                           std::vector<build::BuildEvent> *events = nullptr)
{
    build::BuildRequest request;
    request.contextDirectory = context;
    request.tags = {"localhost/demo:latest"};
    return build::build(images, request, {},
                        [&](const build::BuildEvent &event) {
                            if (events && event.done)
                                events->push_back(event);
                        },
                        {});
}

/// Checks every digest and size from index.json down (image-spec image-layout.md).
void verifyLayout(const std::string &store, std::size_t wantedImages)
{
    const auto blob = [&](const nlohmann::json &descriptor) {
        const std::string digest = descriptor.at("digest");
        const std::string data = readAll(store + "/blobs/sha256/" + digest.substr(7));
        if ("sha256:" + base::Sha256::hexOf(data) != digest ||
            data.size() != descriptor.at("size").get<std::size_t>())
            throw std::runtime_error("blob " + digest + " is wrong");
        return data;
    };
    try {
        const auto layout = nlohmann::json::parse(readAll(store + "/oci-layout"));
        QCOMPARE(layout.at("imageLayoutVersion").get<std::string>(), std::string("1.0.0"));
        const auto index = nlohmann::json::parse(readAll(store + "/index.json"));
        QCOMPARE(index.at("schemaVersion").get<int>(), 2);
        QCOMPARE(index.at("manifests").size(), wantedImages);
        for (const auto &item : index.at("manifests")) {
            const auto manifest = nlohmann::json::parse(blob(item));
            const auto config = nlohmann::json::parse(blob(manifest.at("config")));
            QCOMPARE(config.at("rootfs").at("diff_ids").size(), manifest.at("layers").size());
            for (std::size_t i = 0; i < manifest.at("layers").size(); ++i) {
                blob(manifest.at("layers")[i]);
                QCOMPARE(config.at("rootfs").at("diff_ids")[i].get<std::string>(),
                         manifest.at("layers")[i].at("digest").get<std::string>());
            }
        }
    } catch (const std::exception &error) {
        QFAIL(error.what());
    }
}

bool isEmptyDirectory(const std::string &path)
{
    return std::filesystem::is_empty(path);
}

} // namespace

class ImageBuildTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const std::string reason = test::reasonToSkipRootTests(); !reason.empty())
            QSKIP(reason.c_str());
        if (::access("/bin/busybox", X_OK) != 0)
            QSKIP("needs /bin/busybox (busybox-static)");
    }

    void theDemoBuildsAndResolvesToLayerDirectories()
    {
        const test::TemporaryDirectory directory;
        makeContext(directory.file("context"));
        auto store = openStore(directory.file("data"));
        VERIFY_RESULT(store);
        std::vector<build::BuildEvent> events;
        const auto built = buildDemo(*store->images, directory.file("context"), &events);
        VERIFY_RESULT(built);
        QCOMPARE(events.size(), std::size_t(6));

        const auto image = store->images->resolve("localhost/demo", {});
        VERIFY_RESULT(image);
        QCOMPARE(image->id, built->imageId);
        QCOMPARE(image->reference, std::string("localhost/demo:latest"));
        QCOMPARE(image->layerDirectories.size(), std::size_t(2));
        QCOMPARE(readAll(image->layerDirectories[0] + "/bin/busybox"), readAll("/bin/busybox"));
        struct stat status {};
        QCOMPARE(::stat((image->layerDirectories[0] + "/bin/busybox").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 07777U, 0755U);
        QVERIFY(!readAll(image->layerDirectories[1] + "/www/index.html").empty());
        QCOMPARE(image->config.exposedPorts, std::vector<std::string>{"80/tcp"});
        QCOMPARE(image->config.command->front(), std::string("/bin/busybox"));
        QCOMPARE(image->config.history.size(), std::size_t(5));
        verifyLayout(directory.file("data/store"), 1);
        for (const std::string &name : {built->imageId, built->imageId.substr(7, 12), built->manifestDigest,
                                        std::string("localhost/demo:latest")})
            VERIFY_RESULT(store->images->resolve(name, {}));
        const auto images = store->images->list();
        VERIFY_RESULT(images);
        QCOMPARE(images->size(), std::size_t(1));
        QCOMPARE(images->front().tags, std::vector<std::string>{"localhost/demo:latest"});
        QVERIFY(images->front().sizeBytes > 500'000);
    }

    void aRebuildComesWhollyFromTheCache()
    {
        const test::TemporaryDirectory directory;
        makeContext(directory.file("context"));
        auto store = openStore(directory.file("data"));
        VERIFY_RESULT(store);
        const auto first = buildDemo(*store->images, directory.file("context"));
        VERIFY_RESULT(first);
        std::vector<build::BuildEvent> events;
        const auto second = buildDemo(*store->images, directory.file("context"), &events);
        VERIFY_RESULT(second);
        QCOMPARE(second->imageId, first->imageId);
        QCOMPARE(second->manifestDigest, first->manifestDigest);
        QVERIFY(std::count_if(events.begin(), events.end(), [](auto &event) { return event.cached; }) == 2);
    }

    void aBuildKilledInTheMiddleLeavesAStoreThatOpensClean()
    {
        const test::TemporaryDirectory directory;
        makeContext(directory.file("context"));
        int killed = 0;
        for (int round = 0; round < 12; ++round) {
            const std::string data = directory.file("data");
            const std::string self = "/proc/self/exe";
            std::vector<std::string> words{self, "--child-build", data, directory.file("context"),
                                           std::to_string(round)};
            std::vector<char *> arguments;
            for (std::string &word : words)
                arguments.push_back(word.data());
            arguments.push_back(nullptr);
            pid_t child = 0;
            QCOMPARE(::posix_spawn(&child, self.c_str(), nullptr, nullptr, arguments.data(), environ), 0);
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            killed += WIFSIGNALED(status) ? 1 : 0;

            auto store = openStore(data);
            VERIFY_RESULT(store);
            for (const char *staging : {"/layers/.staging", "/store/ingest"})
                QVERIFY(isEmptyDirectory(data + staging));
            const auto images = store->images->list();
            VERIFY_RESULT(images);
            verifyLayout(data + "/store", images->size());
            const auto built = buildDemo(*store->images, directory.file("context"));
            VERIFY_RESULT(built);
            VERIFY_RESULT(store->images->resolve("localhost/demo", {}));
            VERIFY_RESULT(store->images->remove("localhost/demo", false));
            QVERIFY(store->images->list()->empty());
            store->images.reset();
        }
        QVERIFY(killed > 5);
    }

    void aFailedBuildLeavesNothing()
    {
        const test::TemporaryDirectory directory;
        makeContext(directory.file("context"));
        VERIFY_RESULT(base::writeFileAtomic(directory.file("context/Dockerfile"),
                                            "FROM scratch\nCOPY www /www\nCOPY missing /x\n"));
        auto store = openStore(directory.file("data"));
        VERIFY_RESULT(store);
        const auto built = buildDemo(*store->images, directory.file("context"));
        QVERIFY(!built);
        QCOMPARE(built.error().code(), base::Errc::NotFound);
        QCOMPARE(built.error().where()->line, 3);
        QVERIFY(store->images->list()->empty());
        QVERIFY(isEmptyDirectory(directory.file("data/layers/.staging")));
        QVERIFY(isEmptyDirectory(directory.file("data/store/ingest")));
    }

    void stagesWildcardsIgnoreFilesAndArchivesDoAsInDocker()
    {
        const test::TemporaryDirectory directory;
        const std::string context = directory.file("context");
        makeContext(context);
        for (const char *name : {"/a.txt", "/b.txt", "/secret.txt"})
            VERIFY_RESULT(base::writeFileAtomic(context + name, name));
        VERIFY_RESULT(base::writeFileAtomic(context + "/.dockerignore", "secret*\n"));
        VERIFY_RESULT(base::writeFileAtomic(context + "/Dockerfile",
                                            "ARG NAME=web\n"
                                            "FROM scratch AS one\n"
                                            "ARG NAME\n"
                                            "WORKDIR /work\n"
                                            "COPY --chown=7:8 --chmod=0640 *.txt ./\n"
                                            "COPY <<EOF /etc/greeting\nhello $NAME\nEOF\n"
                                            "FROM scratch\n"
                                            "COPY --from=one /work /copied\n"
                                            "COPY --from=one /etc/greeting /etc/\n"
                                            "ENV A=1 B=${A:-none}\n"
                                            "ENTRYPOINT [\"/x\"]\n"));
        auto store = openStore(directory.file("data"));
        VERIFY_RESULT(store);
        VERIFY_RESULT(buildDemo(*store->images, context));
        const auto image = store->images->resolve("localhost/demo", {});
        VERIFY_RESULT(image);
        QCOMPARE(image->layerDirectories.size(), std::size_t(2));
        const std::string copied = image->layerDirectories[0] + "/copied";
        struct stat status {};
        QCOMPARE(::stat((copied + "/a.txt").c_str(), &status), 0);
        QCOMPARE(status.st_uid, 7U);
        QCOMPARE(status.st_gid, 8U);
        QCOMPARE(status.st_mode & 07777U, 0640U);
        QVERIFY(::access((copied + "/secret.txt").c_str(), F_OK) != 0);
        QCOMPARE(readAll(image->layerDirectories[1] + "/etc/greeting"), std::string("hello web\n"));
        QCOMPARE(image->config.environment,
                 (std::vector<std::string>{
                     "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "A=1", "B=none"}));
    }

    void runGetsLayersAndLeavesItsChangesAsALayer()
    {
        const test::TemporaryDirectory directory;
        makeContext(directory.file("context"));
        VERIFY_RESULT(base::writeFileAtomic(directory.file("context/Dockerfile"),
                                            "FROM scratch\nCOPY www /www\nARG WHO=me\nRUN make it\n"));
        auto store = openStore(directory.file("data"));
        VERIFY_RESULT(store);
        build::BuildRequest request;
        request.contextDirectory = directory.file("context");
        int runs = 0;
        const build::RunStep runStep = [&](const build::RunRequest &run, const auto &onOutput,
                                           const auto &) -> base::Result<int> {
            ++runs;
            onOutput("working\n");
            CATAMARAN_CHECK(base::writeFileAtomic(run.upperDirectory + "/made", run.arguments.back()));
            return run.layerDirectories.size() == 1 && run.environment.back() == "WHO=me" ? 0 : 1;
        };
        std::string output;
        for (int i = 0; i < 2; ++i) {
            const auto built =
                build::build(*store->images, request, runStep,
                             [&](const build::BuildEvent &event) { output += event.output; }, {});
            VERIFY_RESULT(built);
            const auto image = store->images->resolve(built->imageId, {});
            VERIFY_RESULT(image);
            QCOMPARE(readAll(image->layerDirectories.back() + "/made"), std::string("make it"));
        }
        QCOMPARE(runs, 1);
        QCOMPARE(output, std::string("working\n"));
    }
};

/// A build that kills its own process at the event of that number, for the crash test.
static int childBuild(const std::vector<std::string> &arguments)
{
    auto store = openStore(arguments.at(0));
    if (!store)
        return 1;
    const int fatal = std::stoi(arguments.at(2));
    int events = 0;
    build::BuildRequest request;
    request.contextDirectory = arguments.at(1);
    request.tags = {"localhost/demo:latest"};
    request.noCache = true;
    // Progress is told in the middle of steps too: a kill there falls between blob, layer and row.
    std::thread killer;
    const auto built = build::build(*store->images, request, {},
                                    [&](const build::BuildEvent &) {
                                        if (++events == fatal)
                                            ::kill(::getpid(), SIGKILL);
                                        if (fatal >= 9 && events == 3)
                                            killer = std::thread([fatal] {
                                                const timespec delay{0, (fatal - 8) * 700'000};
                                                ::nanosleep(&delay, nullptr); // fault injection
                                                ::kill(::getpid(), SIGKILL);
                                            });
                                    },
                                    {});
    if (killer.joinable())
        killer.join();
    return built ? 0 : 1;
}

int main(int argc, char **argv)
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (!arguments.empty() && arguments.front() == "--child-build")
        return childBuild({arguments.begin() + 1, arguments.end()});
    ImageBuildTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_image_build.moc"
