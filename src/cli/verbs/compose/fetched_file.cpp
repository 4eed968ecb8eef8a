// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/verbs/compose/fetched_file.h"

#include "engine/base/file.h"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

namespace catamaran::cli {

using base::Errc;
using base::Result;

namespace {

/// The blobs of a saved archive by digest: members "blobs/sha256/HEX" of a tar (POSIX.1-1988) that our own
/// store wrote.
std::map<std::string, std::string> blobsOf(const std::string &tar)
{
    constexpr std::size_t kBlock = 512;
    std::map<std::string, std::string> out;
    for (std::size_t at = 0; at + kBlock <= tar.size();) {
        const std::string name(tar.c_str() + at);
        const std::size_t size = std::strtoull(tar.substr(at + 124, 12).c_str(), nullptr, 8);
        if (size > tar.size() - at - kBlock)
            break;
        if (name.starts_with("blobs/sha256/"))
            out["sha256:" + name.substr(13, 64)] = tar.substr(at + kBlock, size);
        at += kBlock + (size + kBlock - 1) / kBlock * kBlock;
    }
    return out;
}

/// What `publish --with-env` sent along, beside the Compose file that names it. The names come from whoever
/// published it: none may lead elsewhere.
Result<void> writeEnvFiles(const nlohmann::json &layers, const std::map<std::string, std::string> &blobs,
                           const std::string &directory)
{
    for (const auto &layer : layers) {
        const auto file = blobs.find(layer.value("digest", ""));
        if (layer.value("mediaType", "") != "application/vnd.docker.compose.envfile" || file == blobs.end())
            continue;
        const auto notes = layer.value("annotations", nlohmann::json::object());
        const std::string name = notes.is_object() ? notes.value("com.docker.compose.envfile", "") : "";
        if (!name.ends_with(".env") || name.starts_with('.') || name.find('/') != std::string::npos ||
            name.find('\0') != std::string::npos)
            return base::fail(base::Error(Errc::PermissionDenied,
                                          "the published project names an env file \"" + name + "\"")
                                  .withFix("Do not use it: a name that leads elsewhere is an attack."));
        CATAMARAN_CHECK(base::writeFileAtomic(directory + "/" + name, file->second, 0600));
    }
    return {};
}

} // namespace

Result<std::string> fetchComposeFile(engine::Engine &engine, const std::string &reference)
{
    CATAMARAN_TRY(const auto pulled, engine.images().pull({reference, {}, false}, {}, {}));
    std::string tar;
    const auto saved = engine.images().save({{pulled.reference}, {}},
                                            [&tar](std::string_view part) -> Result<void> {
                                                tar += part;
                                                return {};
                                            },
                                            {});
    (void)engine.images().remove(pulled.reference, true);
    if (!saved)
        return base::fail(saved.error());
    const auto blobs = blobsOf(tar);
    for (const auto &[digest, text] : blobs) {
        const auto manifest = nlohmann::json::parse(text, nullptr, false);
        if (!manifest.is_object() || !manifest.contains("layers"))
            continue;
        for (const auto &layer : manifest["layers"]) {
            const auto file = blobs.find(layer.value("digest", ""));
            if (layer.value("mediaType", "") != "application/vnd.docker.compose.file+yaml" ||
                file == blobs.end())
                continue;
            const char *const cache = std::getenv("XDG_CACHE_HOME");
            const char *const home = std::getenv("HOME");
            const std::string directory =
                (cache ? std::string(cache) : std::string(home ? home : "/root") + "/.cache") +
                "/catamaran/compose/" + digest.substr(7);
            std::error_code error;
            std::filesystem::create_directories(directory, error);
            CATAMARAN_CHECK(base::writeFileAtomic(directory + "/compose.yaml", file->second));
            CATAMARAN_CHECK(writeEnvFiles(manifest["layers"], blobs, directory));
            return directory + "/compose.yaml";
        }
    }
    return base::fail(base::Error(Errc::InvalidArgument, reference + " is no Compose project")
                          .withFix("\"catamaran compose publish\" puts one into a registry."));
}

} // namespace catamaran::cli
