// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/spec/parse.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/lint_verbs.h"
#include "src/cli/verbs/verbs.h"

#include <cstdlib>
#include <fmt/format.h>
#include <sys/stat.h>

namespace catamaran::cli {

namespace {

/// --progress plain: one line for each thing that happens, on stderr, as docker's BuildKit prints it.
void showStep(const engine::build::BuildEvent &event)
{
    const std::string mark = fmt::format("#{} ", event.step);
    if (!event.output.empty()) {
        printStderr(event.output);
        return;
    }
    if (!event.done) {
        printStderr(fmt::format("{}[{}/{}] {}\n", mark, event.step, event.steps, event.instruction));
        return;
    }
    printStderr(event.cached ? mark + "CACHED\n" : fmt::format("{}DONE {:.1f}s\n", mark, event.seconds));
}

struct BuildFlags {
    engine::build::BuildRequest request;
    bool quiet = false;
    bool check = false;
    std::string progress = "auto";
    std::string idFile;

    void declare(FlagSet &flags)
    {
        flags.list(request.tags, "tag", 't', "Name and optionally a tag (format: \"name:tag\")");
        flags.text(request.dockerfile, "file", 'f', "Name of the Dockerfile (default: \"PATH/Dockerfile\")");
        flags.text(request.target, "target", 0, "Set the target build stage to build");
        flags.flag(request.noCache, "no-cache", 0, "Do not use cache when building the image");
        flags.flag(request.pull, "pull", 0, "Refused: bases are those that are here (run pull first)");
        flags.text(request.platform, "platform", 0, "Set target platform for build (only this machine's)");
        flags.flag(check, "check", 0, "Only check the Dockerfile, do not build");
        flags.flag(quiet, "quiet", 'q', "Suppress the build output and print image ID on success");
        flags.text(progress, "progress", 0, "Set type of progress output (\"auto\", \"plain\", \"quiet\")");
        flags.text(idFile, "iidfile", 0, "Write the image ID to a file");
        flags.value(
            [this](const std::string &text) -> base::Result<void> {
                const std::size_t equal = text.find('=');
                const std::string key = text.substr(0, equal);
                if (equal != std::string::npos)
                    request.buildArguments[key] = text.substr(equal + 1);
                else if (const char *value = std::getenv(key.c_str()))
                    request.buildArguments[key] = value;
                return {};
            },
            "build-arg", 0, "Set build-time variables", "list");
        flags.value(
            [this](const std::string &text) -> base::Result<void> {
                CATAMARAN_TRY(const auto label, engine::spec::parseLabel(text));
                request.labels[label.first] = label.second;
                return {};
            },
            "label", 0, "Set metadata for an image", "list");
    }
};

base::Result<void> checkContext(const std::string &path)
{
    if (path == "-")
        return base::fail(
            base::Error(base::Errc::Unsupported, "a context from standard input is not supported")
                .withFix("Give a directory."));
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0)
        return base::fail(base::Error::fromErrno(errno, "unable to prepare context: path \"" + path + "\"")
                              .withFix("Give the directory that holds the Dockerfile."));
    if (!S_ISDIR(status.st_mode))
        return base::fail(base::Error(base::Errc::InvalidArgument,
                                      "unable to prepare context: \"" + path + "\" is not a directory")
                              .withFix("Give the directory that holds the Dockerfile."));
    return {};
}

int build(Invocation &call)
{
    FlagSet options;
    BuildFlags flags;
    flags.declare(options);
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, arguments))
        return *code;
    if (flags.progress != "auto" && flags.progress != "plain" && flags.progress != "quiet")
        return failUsage(call,
                         base::Error(base::Errc::InvalidArgument, "invalid progress mode " + flags.progress));
    const bool quiet = flags.quiet || flags.progress == "quiet";
    if (const auto usable = checkContext(arguments[0]); !usable)
        return failWith(usable.error());
    flags.request.contextDirectory = arguments[0];
    if (flags.check)
        return checkDockerfile(flags.request);
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    const auto built = (*engine)->build(
        flags.request,
        [quiet](const engine::build::BuildEvent &event) {
            if (!quiet)
                showStep(event);
        },
        interruptible.context());
    if (!built)
        return failWith(built.error());
    if (!quiet)
        warnAboutDockerfile(flags.request);
    for (const std::string &warning : built->warnings)
        printStderr("warning: " + warning + "\n");
    if (!flags.idFile.empty()) {
        if (const auto written = base::writeFileAtomic(flags.idFile, built->imageId); !written)
            return failWith(written.error());
    }
    if (quiet) {
        print(built->imageId + "\n");
        return 0;
    }
    printStderr("writing image " + built->imageId + "\n");
    for (const std::string &tag : flags.request.tags)
        printStderr("naming to " + engine::image::ImageService::normalizeReference(tag).value_or(tag) + "\n");
    return 0;
}

} // namespace

void addBuild(Registry &registry)
{
    registry.add({"build", "Common Commands", "[OPTIONS] PATH", "Build an image from a Dockerfile", build});
}

} // namespace catamaran::cli
