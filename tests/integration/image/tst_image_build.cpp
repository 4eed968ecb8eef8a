// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/build/builder.h"
#include "engine/image/layer_store.h"
#include "tests/support/support.h"

#include <algorithm>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
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
};

QTEST_GUILESS_MAIN(ImageBuildTest)
#include "tst_image_build.moc"
