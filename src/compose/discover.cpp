// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/discover.h"

#include "src/compose/dotenv.h"
#include "src/compose/interpolate_tree.h"
#include "src/compose/relative_paths.h"

#include <array>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Error;
using base::Result;
using Environment = std::map<std::string, std::string>;

constexpr std::array kNames = {"compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"};
constexpr std::array kOverrides = {"compose.override.yml", "compose.override.yaml",
                                   "docker-compose.override.yml", "docker-compose.override.yaml"};

std::vector<std::string> split(const std::string &text, const std::string &separator)
{
    std::vector<std::string> out;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        if (end > at)
            out.push_back(text.substr(at, end - at));
        at = end + separator.size();
    }
    return out;
}

std::string valueOf(const Environment &environment, const std::string &name)
{
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
}

// In `directory` or the nearest folder above it that has one.
std::vector<std::string> searchUpwards(std::string directory, const FileReader &reader)
{
    for (;;) {
        for (const char *name : kNames) {
            const std::string path = joinPath(directory, name);
            if (!reader.isFile(path))
                continue;
            std::vector<std::string> out = {path};
            for (const char *other : kOverrides) {
                if (const std::string override = joinPath(directory, other); reader.isFile(override)) {
                    out.push_back(override);
                    break;
                }
            }
            return out;
        }
        if (directory == "/" || directory == ".")
            return {};
        directory = parentOf(directory);
    }
}

Result<void> addEnvFiles(const Invocation &in, const std::string &directory, const FileReader &reader,
                         Environment &environment)
{
    std::vector<std::string> files = in.envFiles;
    if (files.empty())
        files = split(valueOf(in.environment, "COMPOSE_ENV_FILES"), ",");
    const bool given = !files.empty();
    if (!given && !parseBoolean(valueOf(in.environment, "COMPOSE_DISABLE_ENV_FILE")).value_or(false))
        files.push_back(joinPath(directory, ".env"));
    Environment fromFiles;
    const Lookup lookup = [&in](const std::string &key) -> std::optional<std::string> {
        const auto found = in.environment.find(key);
        return found == in.environment.end() ? std::nullopt : std::optional(found->second);
    };
    for (const std::string &file : files) {
        const std::string path = absolutePath(in.currentDirectory, file);
        if (!given && !reader.isFile(path))
            continue;
        if (!reader.isFile(path))
            return base::fail(Error(Errc::NotFound, "couldn't find env file: " + path)
                                  .withFix("Check the name given with --env-file."));
        CATAMARAN_TRY(const std::string text, reader.read(path));
        CATAMARAN_CHECK_CONTEXT("failed to read " + path, parseDotenv(text, path, lookup, fromFiles));
    }
    environment.merge(fromFiles);
    return {};
}

} // namespace

Result<LoadOptions> discover(const Invocation &in)
{
    LoadOptions out;
    out.reader = in.reader ? in.reader : std::make_shared<DiskReader>();
    out.projectName = in.projectName;
    out.environment = in.environment;
    std::vector<std::string> files = in.files;
    const auto directoryOf = [&in](const std::vector<std::string> &paths) {
        return paths.empty() || paths.front() == "-"
                   ? in.currentDirectory
                   : parentOf(absolutePath(in.currentDirectory, paths.front()));
    };
    std::string directory = in.projectDirectory.empty()
                                ? directoryOf(files)
                                : absolutePath(in.currentDirectory, in.projectDirectory);
    if (files.empty() && in.projectDirectory.empty() && valueOf(in.environment, "COMPOSE_FILE").empty()) {
        const auto found = searchUpwards(in.currentDirectory, *out.reader);
        directory = directoryOf(found);
    }
    CATAMARAN_CHECK(addEnvFiles(in, directory, *out.reader, out.environment));
    if (files.empty()) {
        std::string separator = valueOf(out.environment, "COMPOSE_PATH_SEPARATOR");
        if (separator.empty())
            separator = ":";
        files = split(valueOf(out.environment, "COMPOSE_FILE"), separator);
        if (files.empty())
            files = searchUpwards(in.projectDirectory.empty() ? in.currentDirectory : directory, *out.reader);
        if (in.projectDirectory.empty())
            directory = directoryOf(files);
    }
    if (files.empty())
        return base::fail(
            Error(Errc::NotFound, "no configuration file provided: not found")
                .withFix("Go to a folder with a compose.yaml (or docker-compose.yml), or pass -f FILE."));
    for (const std::string &file : files) {
        if (file == "-")
            out.files.push_back({"-", in.standardInput});
        else
            out.files.push_back({absolutePath(in.currentDirectory, file), std::nullopt});
    }
    out.workingDirectory = cleanPath(directory);
    out.profiles = in.profiles;
    if (out.profiles.empty())
        out.profiles = split(valueOf(out.environment, "COMPOSE_PROFILES"), ",");
    return out;
}

} // namespace catamaran::compose
