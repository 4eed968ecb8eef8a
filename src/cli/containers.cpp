// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/containers.h"

#include "engine/base/file.h"
#include "src/cli/pull_progress.h"
#include "src/cli/terminal.h"
#include "src/cli/verb.h"

#include <csignal>
#include <filesystem>
#include <unistd.h>

namespace catamaran::cli {

namespace {

void writeOut(int fd, std::string_view text)
{
    if (fd == STDERR_FILENO)
        printStderr(text);
    else
        print(text);
}

} // namespace

std::string currentDirectory()
{
    std::error_code error;
    const auto path = std::filesystem::current_path(error);
    return error ? std::string("/") : path.string();
}

base::Result<std::string> displayedImage(const std::string &reference)
{
    CATAMARAN_TRY(const std::string normalized, engine::image::ImageService::normalizeReference(reference));
    return engine::image::ImageService::familiarReference(normalized);
}

bool isMissingImage(const base::Error &error)
{
    return error.code() == base::Errc::NotFound && error.message().find("such image") != std::string::npos;
}

base::Error explainMissingImage(base::Error error, const std::string &reference)
{
    if (!isMissingImage(error))
        return error;
    const auto shown = displayedImage(reference);
    return base::Error(base::Errc::NotFound,
                       "Unable to find image '" + (shown ? *shown : reference) + "' locally")
        .withFix("Build it with 'catamaran build', fetch it with 'catamaran pull', or make the demo with "
                 "'catamaran "
                 "demo prepare'. 'catamaran images' lists what is here.");
}

base::Result<void> pullForRun(engine::Engine &engine, const engine::spec::ContainerSpec &spec,
                              const base::OperationContext &context)
{
    CATAMARAN_TRY(const auto reference, engine::image::Reference::parse(spec.image));
    if (spec.pull != engine::spec::PullPolicy::Always) {
        base::Error missing =
            explainMissingImage({base::Errc::NotFound, "No such image: " + spec.image}, spec.image);
        // "localhost/x" is what a build without a registry calls its images: nobody to ask.
        if (spec.pull == engine::spec::PullPolicy::Never || reference.domain == "localhost")
            return base::fail(std::move(missing));
        printStderr(missing.message() + "\n");
    }
    auto pulled = pullWithProgress(engine.images(), {spec.image, spec.platform, false}, Quiet::No,
                                   STDERR_FILENO, context);
    if (!pulled)
        return base::fail(std::move(pulled).error());
    printStderr("Digest: " + pulled->digest + "\n");
    return {};
}

base::Result<void> checkObtainable(const engine::spec::ContainerSpec &spec)
{
    return engine::image::checkHostPlatform(spec.platform, "--platform");
}

base::Result<std::string> createContainer(engine::Engine &engine, const engine::spec::ContainerSpec &spec,
                                          const std::string &cidFile, const base::OperationContext &context)
{
    CATAMARAN_CHECK(checkObtainable(spec));
    if (!cidFile.empty() && ::access(cidFile.c_str(), F_OK) == 0)
        return base::fail(
            base::Error(base::Errc::AlreadyExists,
                        "container ID file found, make sure the other container isn't running or "
                        "delete " +
                            cidFile));
    CATAMARAN_CHECK(engine::image::ImageService::normalizeReference(spec.image));
    if (spec.pull == engine::spec::PullPolicy::Always)
        CATAMARAN_CHECK(pullForRun(engine, spec, context));
    auto id = engine.create(spec, context);
    if (!id && isMissingImage(id.error())) {
        CATAMARAN_CHECK(pullForRun(engine, spec, context));
        id = engine.create(spec, context);
    }
    if (!id)
        return base::fail(explainMissingImage(std::move(id).error(), spec.image));
    if (cidFile.empty())
        return id;
    if (auto written = base::writeFileAtomic(cidFile, *id); !written) {
        base::Error error = std::move(written).error();
        if (auto removed = engine.remove(*id, true, true); !removed)
            error.addCleanup(std::move(removed).error());
        return base::fail(std::move(error));
    }
    return id;
}

namespace {

enum class StartFirst { No, Yes };

base::Result<std::optional<int>> attachStreams(Session &session, engine::Engine &engine,
                                               const AttachRequest &request, StartFirst startFirst)
{
    const std::string id = request.id;
    const bool keyboard = request.tty && request.in;
    base::OperationContext context;
    context.onProgress = Session::showNotice;
    // Before the start: a signal that comes meanwhile belongs to the container, not to us.
    const auto onSignal = [&engine, &request, id, startFirst](int signal) {
        if (signal == SIGWINCH) {
            const TerminalSize size = terminalSize(STDOUT_FILENO);
            if (request.tty)
                (void)engine.resize(id, size.rows, size.columns);
        } else if (request.signalProxy) {
            (void)engine.kill(id, std::to_string(signal));
        } else if (startFirst == StartFirst::No) {
            // An attachment that passes no signals on is ended by them, and the container goes on.
            ::_exit(128 + signal);
        }
    };
    const auto signals = session.handleSignals(onSignal);
    if (startFirst == StartFirst::Yes)
        CATAMARAN_CHECK(engine.start(id, true, context));
    const RawTerminal raw(keyboard ? STDIN_FILENO : -1);
    if (request.tty && ::isatty(STDOUT_FILENO) != 0) {
        const TerminalSize size = terminalSize(STDOUT_FILENO);
        (void)engine.resize(id, size.rows, size.columns);
    }
    engine::Engine::AttachStreams streams;
    streams.standardIn = request.in ? STDIN_FILENO : -1;
    streams.onOutput = [&request](bool isStderr, std::string_view text) {
        if (isStderr ? request.err : request.out)
            writeOut(isStderr ? STDERR_FILENO : STDOUT_FILENO, text);
    };
    if (!request.detachKeys.empty())
        streams.detachKeys = request.detachKeys;
    auto code = engine.attach(id, streams, context);
    // What was asked for is refused: the program still waits for somebody to attach, and nobody will.
    if (!code && code.error().code() == base::Errc::InvalidArgument && startFirst == StartFirst::Yes)
        (void)engine.kill(id, "KILL");
    return code;
}

} // namespace

base::Result<std::optional<int>> attachAndStart(Session &session, engine::Engine &engine,
                                                const AttachRequest &request)
{
    return attachStreams(session, engine, request, StartFirst::Yes);
}

base::Result<std::optional<int>> attachTo(Session &session, engine::Engine &engine,
                                          const AttachRequest &request)
{
    return attachStreams(session, engine, request, StartFirst::No);
}

} // namespace catamaran::cli
