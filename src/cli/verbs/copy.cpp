// SPDX-License-Identifier: GPL-3.0-or-later
// cp, diff and export.
#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "src/cli/containers.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::cli {

namespace {

/// "container:path", or a path of the host: one that starts with "/" or ".", or has no colon.
struct CopyEnd {
    std::string container; ///< empty: the host
    std::string path;
};

CopyEnd parseEnd(const std::string &text)
{
    const std::size_t colon = text.find(':');
    if (text == "-" || text.starts_with('/') || text.starts_with('.') || colon == std::string::npos ||
        text.substr(0, colon).find('/') != std::string::npos)
        return {{}, text};
    return {text.substr(0, colon), text.substr(colon + 1)};
}

base::Result<void> writeBytes(int fd, std::string_view data)
{
    while (!data.empty()) {
        const ssize_t n = ::write(fd, data.data(), data.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return base::failErrno("write");
        data.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
}

int copy(Invocation &call)
{
    FlagSet flags;
    engine::CopyOptions options;
    bool quiet = false;
    flags.flag(options.keepOwner, "archive", 'a', "Archive mode (copy all uid/gid information)");
    flags.flag(options.followLink, "follow-link", 'L', "Always follow symbol link in SRC_PATH");
    flags.flag(quiet, "quiet", 'q',
               "Suppress progress output during copy. Progress output is automatically "
               "suppressed if no terminal is attached");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {2, 2}, arguments))
        return *code;
    for (const std::string &argument : arguments) {
        if (argument.empty())
            return failWith(base::Error(base::Errc::InvalidArgument, &argument == &arguments[0]
                                                                         ? "source can not be empty"
                                                                         : "destination can not be empty"));
    }
    const CopyEnd from = parseEnd(arguments[0]);
    const CopyEnd to = parseEnd(arguments[1]);
    if (!from.container.empty() && !to.container.empty())
        return failWith(
            base::Error(base::Errc::InvalidArgument, "copying between containers is not supported")
                .withFix("Copy to the host first, or pipe: catamaran cp a:/x - | catamaran cp - b:/"));
    if (from.container.empty() && to.container.empty())
        return failWith(base::Error(base::Errc::InvalidArgument, "must specify at least one container source")
                            .withFix("Name the container: CONTAINER:PATH."));
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    const auto context = interruptible.context();
    base::Result<engine::CopyReport> report;
    if (from.path == "-" && from.container.empty()) {
        const auto done = (*engine)->archiveIn("/dev/stdin", to.container, to.path, context);
        return done ? 0 : failWith(done.error());
    }
    if (to.path == "-" && to.container.empty()) {
        const auto done = (*engine)->archiveOut(
            from.container, from.path, options,
            [](std::string_view data) { return writeBytes(STDOUT_FILENO, data); }, context);
        return done ? 0 : failWith(done.error());
    }
    if (to.container.empty())
        report = (*engine)->copyOut(from.container, from.path, to.path, options, context);
    else
        report = (*engine)->copyIn(from.path, to.container, to.path, options, context);
    if (!report)
        return failWith(report.error());
    if (!quiet && ::isatty(STDERR_FILENO) != 0)
        printStderr("Successfully copied " + base::Bytes(report->bytes).humanDecimal() + " to " +
                    arguments[1] + "\n");
    return 0;
}

int diff(Invocation &call)
{
    FlagSet flags;
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, 1}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto changes = (*engine)->changes(names[0]);
    if (!changes)
        return failWith(changes.error());
    std::string text;
    for (const engine::FileChange &change : *changes) {
        const char *letter = change.kind == engine::FileChange::Kind::Added     ? "A "
                             : change.kind == engine::FileChange::Kind::Deleted ? "D "
                                                                                : "C ";
        text += letter + change.path + "\n";
    }
    print(text);
    return 0;
}

int exportContainer(Invocation &call)
{
    FlagSet flags;
    std::string output;
    flags.text(output, "output", 'o', "Write to a file, instead of STDOUT");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, 1}, names))
        return *code;
    if (output.empty() && ::isatty(STDOUT_FILENO) != 0)
        return failWith(base::Error(base::Errc::InvalidArgument,
                                    "cowardly refusing to save to a terminal. Use the -o flag or redirect"));
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    const auto done = writeOutput(output, [&](const engine::ByteSink &sink) {
        return (*engine)->exportFilesystem(names[0], sink, interruptible.context());
    });
    return done ? 0 : failWith(done.error());
}

} // namespace

base::Result<void> writeOutput(const std::string &path,
                               const std::function<base::Result<void>(const engine::ByteSink &)> &produce)
{
    if (path.empty() || path == "-")
        return produce([](std::string_view data) { return writeBytes(STDOUT_FILENO, data); });
    struct stat there {};
    if (::stat(path.c_str(), &there) == 0 && !S_ISREG(there.st_mode)) {
        if (S_ISDIR(there.st_mode) || S_ISCHR(there.st_mode) || S_ISBLK(there.st_mode))
            return base::fail(base::Error(base::Errc::InvalidArgument,
                                          "invalid output path: \"" + path + "\" " +
                                              (S_ISDIR(there.st_mode)
                                                   ? "is a directory"
                                                   : "must be a directory or a regular file: got a device"))
                                  .withFix("Name a file, or leave -o out and redirect."));
        CATAMARAN_TRY(const base::UniqueFd pipe, base::openFile(path, O_WRONLY));
        return produce([&pipe](std::string_view data) { return writeBytes(pipe.get(), data); });
    }
    const std::string parent = std::filesystem::path(path).parent_path().string();
    if (!parent.empty() && ::access(parent.c_str(), F_OK) != 0)
        return base::fail(base::Error(base::Errc::NotFound,
                                      "invalid output path: directory \"" + parent + "\" does not exist")
                              .withFix("Make the directory first."));
    // Under another name until it is whole: who waits for the file never sees a part of it.
    const std::string temporary = path + ".part-" + std::to_string(::getpid());
    CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(temporary, O_WRONLY | O_CREAT | O_EXCL, 0600));
    auto done = produce([&fd](std::string_view data) { return writeBytes(fd.get(), data); });
    if (done && ::rename(temporary.c_str(), path.c_str()) != 0)
        done = base::failErrno("rename " + temporary + " to " + path);
    if (!done)
        ::unlink(temporary.c_str());
    return done;
}

void addCopy(Registry &registry)
{
    registry.add({"cp", "Commands",
                  "[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-  or  SRC_PATH|- CONTAINER:DEST_PATH",
                  "Copy files/folders between a container and the local filesystem", copy});
    registry.add({"diff", "Commands", "CONTAINER",
                  "Inspect changes to files or directories on a container's filesystem", diff});
    registry.add({"export", "Commands", "[OPTIONS] CONTAINER",
                  "Export a container's filesystem as a tar archive", exportContainer});
}

} // namespace catamaran::cli
