// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/image/layer_store.h"
#include "tests/support/support.h"

#include <filesystem>
#include <sys/stat.h>

namespace catamaran::test {

/// An engine with state of its own, and the base image "busybox": a static busybox with its applets in /bin,
/// accounts, /var/run -> /run, a PATH and a shell as command.
class BuildFixture {
public:
    /// Empty when builds can run here, else the reason for a SKIP.
    static std::string reasonToSkip()
    {
        if (const std::string reason = reasonToSkipRootTests(); !reason.empty())
            return reason;
        return ::access("/bin/busybox", X_OK) == 0 ? "" : "needs /bin/busybox (busybox-static)";
    }

    void open()
    {
        engine::EngineOptions options;
        options.dataDirectory = m_directory.file("data");
        options.runDirectory = m_directory.file("run");
        options.instance = base::Sha256::hexOf(options.dataDirectory).substr(0, 8);
        const auto opened = engine::Engine::open(options);
        VERIFY_RESULT(opened);
        m_engine = *opened;
        makeBase();
    }

    [[nodiscard]] engine::Engine &engine() const { return *m_engine; }
    [[nodiscard]] std::string file(const std::string &name) const { return m_directory.file(name); }
    /// Writes a file of a context, with its directories.
    void write(const std::string &name, const std::string &text, mode_t mode = 0644) const
    {
        const std::string path = m_directory.file(name);
        VERIFY_RESULT(base::makeDirectories(path.substr(0, path.rfind('/'))));
        VERIFY_RESULT(base::writeFileAtomic(path, text, mode));
    }
    [[nodiscard]] static std::string read(const std::string &path)
    {
        const auto text = base::readFile(path);
        return text ? *text : std::string();
    }

private:
    void makeBase()
    {
        namespace fs = std::filesystem;
        const std::string root = m_directory.file("base/rootfs");
        for (const char *name :
             {"bin", "etc", "root", "run", "tmp", "usr/bin", "usr/sbin", "var/www", "home"})
            VERIFY_RESULT(base::makeDirectories(root + "/" + name));
        ::chmod((root + "/tmp").c_str(), 01777);
        fs::create_symlink("/run", root + "/var/run");
        write("base/rootfs/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nbin:x:1:1:bin:/bin:/bin/false\n"
                                        "nobody:x:65534:65534:nobody:/:/bin/false\n");
        write("base/rootfs/etc/group", "root:x:0:\nbin:x:1:\nnobody:x:65534:\n");
        write("base/rootfs/etc/shadow", "root:*:19000:0:99999:7:::\n");
        write("base/rootfs/etc/os-release", "ID=busybox\n");
        write("base/rootfs/etc/nsswitch.conf", "hosts: files dns\n");
        write("base/rootfs/bin/printenv", "#!/bin/sh\nenv\n", 0755);
        write("base/busybox", read("/bin/busybox"), 0755);
        write("base/Dockerfile", "FROM scratch\nCOPY rootfs /\nCOPY busybox /bin/busybox\n"
                                 "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n"
                                 "RUN [\"/bin/busybox\", \"--install\", \"-s\", \"/bin\"]\nCMD [\"sh\"]\n");
        engine::build::BuildRequest request;
        request.contextDirectory = m_directory.file("base");
        request.tags = {"base"};
        request.network = "none"; // no bridge and no rules that would have to be removed
        request.buildArguments = {{"SOURCE_DATE_EPOCH", "1700000000"}}; // the same in every store
        const auto built = m_engine->build(request, {}, {});
        VERIFY_RESULT(built);
        auto *store = m_engine->images().layerStore();
        auto config = store->config(built->imageId);
        const auto layers = store->layersOf(built->imageId);
        VERIFY_RESULT(config);
        VERIFY_RESULT(layers);
        config->workingDirectory.clear(); // as busybox on a hub, which says none
        VERIFY_RESULT(store->putImage(*config, *layers,
                                      {"docker.io/library/busybox:latest", "mirror.gcr.io/busybox:latest",
                                       "mirror.gcr.io/alpine:latest"}));
    }

    TemporaryDirectory m_directory;
    std::shared_ptr<engine::Engine> m_engine;
};

} // namespace catamaran::test
