// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/dotenv.h"
#include "src/compose/project_codec.h"

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Error;
using base::Result;

Result<void> readInto(const std::string &path, const std::string &format, const FileReader &reader,
                      const Lookup &lookup, std::map<std::string, std::string> &variables)
{
    CATAMARAN_TRY(const std::string text, reader.read(path));
    if (format == "raw")
        return parseRawEnvironment(text, path, lookup, variables);
    if (!format.empty() && format != ".env")
        return base::fail(Error(Errc::InvalidArgument, "unsupported env_file format \"" + format + "\"")
                              .withFix("Leave format out, or use raw."));
    auto parsed = parseDotenv(text, path, lookup, variables);
    if (!parsed)
        return base::fail(std::move(parsed).error().withContext("failed to read " + path));
    return {};
}

// A service's own environment wins over its files; the project's is looked at first for variables in them.
Result<void> resolveEnvironment(Project &project, Service &service, const FileReader &reader)
{
    for (auto &[key, value] : service.environment) {
        const auto found = value ? project.environment.end() : project.environment.find(key);
        if (found != project.environment.end())
            value = found->second;
    }
    if (service.envFiles.empty())
        return {};
    std::map<std::string, std::string> variables;
    for (const auto &[key, value] : service.environment) {
        if (value)
            variables.emplace(key, *value);
    }
    const Lookup lookup = [&](const std::string &key) -> std::optional<std::string> {
        if (const auto found = project.environment.find(key); found != project.environment.end())
            return found->second;
        const auto own = service.environment.find(key);
        return own == service.environment.end() ? std::nullopt : own->second;
    };
    for (const EnvFile &file : service.envFiles) {
        if (!reader.isFile(file.path) && !reader.isDirectory(file.path)) {
            if (!file.required.value)
                continue;
            return base::fail(Error(Errc::NotFound, "env file " + file.path + " not found: stat " +
                                                        file.path + ": no such file or directory")
                                  .withWhere(service.where)
                                  .withFix("Create it, or set required: false."));
        }
        CATAMARAN_CHECK(readInto(file.path, file.format, reader, lookup, variables));
    }
    for (auto &[key, value] : variables)
        service.environment.try_emplace(key, value);
    return {};
}

Result<void> resolveLabels(Service &service, const FileReader &reader)
{
    std::map<std::string, std::string> labels;
    for (const std::string &path : service.labelFiles) {
        if (!reader.isFile(path))
            return base::fail(Error(Errc::NotFound, "label file " + path + " not found: stat " + path +
                                                        ": no such file or directory")
                                  .withWhere(service.where));
        const auto before = labels;
        const Lookup lookup = [&before](const std::string &key) -> std::optional<std::string> {
            const auto found = before.find(key);
            return found == before.end() ? std::nullopt : std::optional(found->second);
        };
        CATAMARAN_CHECK(readInto(path, {}, reader, lookup, labels));
    }
    service.labels.merge(labels);
    return {};
}

} // namespace

Result<void> resolveEnvFiles(Project &project, const FileReader &reader)
{
    for (auto &[name, service] : project.services) {
        CATAMARAN_CHECK(resolveEnvironment(project, service, reader));
        CATAMARAN_CHECK(resolveLabels(service, reader));
    }
    return {};
}

} // namespace catamaran::compose
