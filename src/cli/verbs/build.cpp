// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/spec/parse.h"
#include "src/cli/build_progress.h"
#include "src/cli/output.h"
#include "src/cli/pull_progress.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/build_options.h"
#include "src/cli/verbs/lint_verbs.h"
#include "src/cli/verbs/verbs.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace catamaran::cli {

namespace {

using base::Errc;
using base::Error;
using base::Result;
using engine::build::BuildOutput;
using engine::build::BuildRequest;
using engine::build::BuildSecret;

/// The fields of "id=x,src=y".
Result<std::map<std::string, std::string>> fieldsOf(const std::string &text)
{
    std::map<std::string, std::string> out;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        const std::string_view field = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const std::size_t equals = field.find('=');
        if (equals == std::string_view::npos)
            return base::fail(Errc::InvalidArgument,
                              "invalid field '" + std::string(field) + "' must be a key=value pair");
        out[std::string(field.substr(0, equals))] = field.substr(equals + 1);
    }
    return out;
}

/// --secret id=x[,src=FILE|,env=NAME][,type=file|env], as docker's: without a place, the variable of that
/// name, then the file.
Result<void> takeSecret(const std::string &text, BuildRequest &request)
{
    CATAMARAN_TRY(const auto fields, fieldsOf(text));
    std::string id;
    std::string type;
    BuildSecret secret;
    for (const auto &[key, value] : fields) {
        if (key == "id")
            id = value;
        else if (key == "type" && (value == "file" || value == "env"))
            type = value;
        else if (key == "src" || key == "source")
            secret.file = value;
        else if (key == "env")
            secret.environment = value;
        else
            return base::fail(Errc::InvalidArgument,
                              "unexpected key '" + key + "' in '" + key + "=" + value + "'");
    }
    if (id.empty())
        return base::fail(Errc::InvalidArgument, "secret missing \"id\" attribute");
    if (type == "env" && secret.environment.empty())
        secret.environment = std::exchange(secret.file, {});
    if (secret.file.empty() && secret.environment.empty()) {
        if (type != "file" && std::getenv(id.c_str()) != nullptr)
            secret.environment = id;
        else
            secret.file = id;
    }
    request.secrets[id] = std::move(secret);
    return {};
}

/// --ssh default | id=SOCKET.
Result<void> takeSsh(const std::string &text, BuildRequest &request)
{
    const std::size_t equals = text.find('=');
    const std::string id = text.substr(0, equals);
    if (equals != std::string::npos) {
        request.sshSockets[id] = text.substr(equals + 1);
        return {};
    }
    const char *agent = std::getenv("SSH_AUTH_SOCK");
    if (!agent || *agent == '\0')
        return base::fail(
            Error(Errc::InvalidArgument, "invalid empty ssh agent socket: SSH_AUTH_SOCK is not set")
                .withFix("Start one with: eval $(ssh-agent); ssh-add"));
    request.sshSockets[id] = agent;
    return {};
}

Result<void> takeContext(const std::string &text, BuildRequest &request)
{
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        return base::fail(Errc::InvalidArgument, "invalid context value: " + text + ", expected key=value");
    request.buildContexts[text.substr(0, equals)] = text.substr(equals + 1);
    return {};
}

/// --annotation [manifest:]key=value. What is built is one manifest, so there is no index to annotate.
Result<void> takeAnnotation(const std::string &text, BuildRequest &request)
{
    const std::size_t equals = text.find('=');
    std::string key = text.substr(0, equals);
    if (equals == std::string::npos || key.empty())
        return base::fail(Errc::InvalidArgument, "invalid annotation \"" + text + "\", expected key=value");
    if (const std::size_t colon = key.find(':'); colon != std::string::npos) {
        const std::string kinds = key.substr(0, colon);
        if (kinds != "manifest")
            return base::fail(Error(Errc::Unsupported, "annotations of \"" + kinds +
                                                           "\" are not supported: "
                                                           "a build makes one manifest and no index")
                                  .withFix("Write key=value or manifest:key=value."));
        key.erase(0, colon + 1);
    }
    request.annotations[key] = text.substr(equals + 1);
    return {};
}

struct BuildFlags {
    BuildRequest request;
    bool quiet = false;
    bool check = false;
    std::string progress = "auto";
    std::string idFile;
    std::string metadataFile;
    bool load = false;
    bool push = false;

    void declare(FlagSet &flags)
    {
        flags.list(request.tags, "tag", 't', "Name and optionally a tag (format: \"name:tag\")");
        flags.text(request.dockerfile, "file", 'f', "Name of the Dockerfile (default: \"PATH/Dockerfile\")");
        flags.text(request.target, "target", 0, "Set the target build stage to build");
        flags.flag(request.noCache, "no-cache", 0, "Do not use cache when building the image");
        flags.list(request.noCacheFilter, "no-cache-filter", 0, "Do not cache specified stages",
                   "stringArray");
        flags.flag(request.pull, "pull", 0, "Always attempt to pull all referenced images");
        flags.text(request.platform, "platform", 0, "Set target platform for build (only this machine's)");
        flags.flag(check, "check", 0, "Only check the Dockerfile, do not build");
        flags.text(request.network, "network", 0,
                   "Set the networking mode for the \"RUN\" instructions during build");
        flags.list(request.cacheFrom, "cache-from", 0,
                   "External cache sources (e.g., \"user/app:cache\", \"type=local,src=path/to/dir\")",
                   "stringArray");
        flags.list(request.cacheTo, "cache-to", 0,
                   "Cache export destinations (e.g., \"type=local,dest=path/to/dir\")", "stringArray");
        flags.flag(quiet, "quiet", 'q', "Suppress the build output and print image ID on success");
        flags.text(progress, "progress", 0,
                   "Set type of progress output (\"auto\", \"quiet\", \"plain\", \"tty\", \"rawjson\")");
        flags.text(idFile, "iidfile", 0, "Write the image ID to a file");
        flags.text(metadataFile, "metadata-file", 0, "Write build result metadata to a file");
        flags.flag(load, "load", 0, "Shorthand for \"--output=type=docker\"");
        flags.flag(push, "push", 0, "Shorthand for \"--output=type=registry\"");
        declareValues(flags);
        declareBuildLimits(flags, request);
        declareBuildCompatibility(flags, check);
    }

    /// What --load, --push and names of outputs mean for the others. InvalidArgument: nothing to push to.
    Result<void> settle()
    {
        if (load || push)
            request.outputs.emplace_back().push = push;
        for (const BuildOutput &output : request.outputs)
            request.tags.insert(request.tags.end(), output.names.begin(), output.names.end());
        push = std::any_of(request.outputs.begin(), request.outputs.end(),
                           [](const BuildOutput &output) { return output.push; });
        if (push && request.tags.empty())
            return base::fail(Error(Errc::InvalidArgument, "tag is needed when pushing to registry")
                                  .withFix("Name the image with -t REGISTRY/NAME:TAG."));
        return {};
    }

private:
    void declareValues(FlagSet &flags)
    {
        const auto each = [&](Result<void> (*take)(const std::string &, BuildRequest &), const char *name,
                              const char *help, const char *placeholder) {
            flags.value([this, take](const std::string &text) { return take(text, request); }, name, 0, help,
                        placeholder);
        };
        each(takeSecret, "secret",
             "Secret to expose to the build (format: \"id=mysecret[,src=/local/secret]\")", "stringArray");
        each(takeSsh, "ssh", "SSH agent socket to expose to the build (format: \"default|<id>[=<socket>]\")",
             "stringArray");
        each(takeContext, "build-context", "Additional build contexts (e.g., name=path)", "stringArray");
        each(
            [](const std::string &text, BuildRequest &out) -> Result<void> {
                CATAMARAN_TRY(std::string host, engine::spec::parseExtraHost(text));
                out.extraHosts.push_back(std::move(host));
                return {};
            },
            "add-host", "Add a custom host-to-IP mapping (format: \"host:ip\")", "strings");
        each(
            [](const std::string &text, BuildRequest &out) -> Result<void> {
                CATAMARAN_TRY(engine::spec::Ulimit limit, engine::spec::parseUlimit(text));
                out.ulimits.push_back(std::move(limit));
                return {};
            },
            "ulimit", "Ulimit options", "ulimit");
        each(
            [](const std::string &text, BuildRequest &out) -> Result<void> {
                CATAMARAN_TRY(const auto label, engine::spec::parseLabel(text));
                out.labels[label.first] = label.second;
                return {};
            },
            "label", "Set metadata for an image", "list");
        each(takeAnnotation, "annotation", "Add annotation to the image", "stringArray");
        each(
            [](const std::string &text, BuildRequest &out) -> Result<void> {
                const std::size_t equal = text.find('=');
                const std::string key = text.substr(0, equal);
                if (equal != std::string::npos)
                    out.buildArguments[key] = text.substr(equal + 1);
                else if (const char *value = std::getenv(key.c_str()))
                    out.buildArguments[key] = value;
                return {};
            },
            "build-arg", "Set build-time variables", "list");
        flags.value(
            [this](const std::string &text) -> Result<void> {
                CATAMARAN_TRY(BuildOutput output, BuildOutput::parse(text));
                request.outputs.push_back(std::move(output));
                return {};
            },
            "output", 'o', "Output destination (format: \"type=local,dest=path\")", "stringArray");
        flags.bytes(request.shmSize, "shm-size", 0, "Shared memory size for build containers");
    }
};

Result<void> writeMetadata(const BuildFlags &flags, const engine::build::BuildResult &built)
{
    nlohmann::json out{{"containerimage.config.digest", built.imageId},
                       {"containerimage.digest", built.manifestDigest}};
    std::string names;
    for (const std::string &tag : flags.request.tags)
        names +=
            (names.empty() ? "" : ",") + engine::image::ImageService::normalizeReference(tag).value_or(tag);
    if (!names.empty())
        out["image.name"] = names;
    return base::writeFileAtomic(flags.metadataFile, out.dump(2) + "\n");
}

/// Files beside the image that the caller asked for.
Result<void> writeFiles(const BuildFlags &flags, const engine::build::BuildResult &built)
{
    if (!flags.idFile.empty())
        CATAMARAN_CHECK(base::writeFileAtomic(flags.idFile, built.imageId));
    if (!flags.metadataFile.empty())
        CATAMARAN_CHECK(writeMetadata(flags, built));
    return {};
}

/// Each name to its registry; the exit code.
int pushBuilt(engine::Engine &engine, const std::vector<std::string> &tags, bool quiet,
              const base::OperationContext &context)
{
    for (const std::string &tag : tags) {
        TransferView view(STDERR_FILENO);
        const auto pushed = engine.images().push(
            {tag, false},
            [&](const engine::image::TransferEvent &event) {
                if (!quiet)
                    view.show(event);
            },
            context);
        if (!pushed)
            return failWith(pushed.error());
        for (const auto &result : *pushed) {
            if (!quiet)
                printStderr(fmt::format("pushed {}@{}\n", result.reference, result.digest));
        }
    }
    return 0;
}

int build(Invocation &call)
{
    FlagSet options;
    BuildFlags flags;
    flags.declare(options);
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, arguments))
        return *code;
    const auto mode = BuildProgress::parse(flags.quiet ? "quiet" : flags.progress);
    if (!mode)
        return failUsage(call, mode.error());
    flags.request.contextDirectory = arguments[0];
    if (const auto settled = flags.settle(); !settled)
        return failUsage(call, settled.error());
    const auto engine = call.session.engine();
    if (flags.check) // without an engine the environments of the bases are not known, which is no error
        return checkDockerfile(flags.request, engine ? &**engine : nullptr);
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    BuildProgress progress(*mode);
    const auto built = (*engine)->build(
        flags.request, [&progress](const engine::build::BuildEvent &event) { progress.show(event); },
        interruptible.context());
    if (!built)
        return failWith(built.error());
    if (*mode != BuildProgress::Mode::Quiet && *mode != BuildProgress::Mode::Json)
        warnAboutDockerfile(flags.request, &**engine);
    for (const std::string &warning : built->warnings)
        printStderr("warning: " + warning + "\n");
    if (const auto written = writeFiles(flags, *built); !written)
        return failWith(written.error());
    progress.finish(*built, flags.request);
    if (flags.push)
        if (const int code = pushBuilt(**engine, flags.request.tags, *mode == BuildProgress::Mode::Quiet,
                                       interruptible.context());
            code != 0)
            return code;
    if (*mode == BuildProgress::Mode::Quiet)
        print(built->imageId + "\n");
    return 0;
}

} // namespace

void addBuild(Registry &registry)
{
    registry.add(
        {"build", "Common Commands", "[OPTIONS] PATH | URL | -", "Build an image from a Dockerfile", build});
}

} // namespace catamaran::cli
