// SPDX-License-Identifier: GPL-3.0-or-later
// save, load, import.
#include "engine/api/commit_changes.h"
#include "src/cli/output.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

#include <fcntl.h>
#include <unistd.h>

namespace catamaran::cli {

namespace {

/// One line of progress on a terminal, replaced as it goes on.
class ProgressLine {
public:
    explicit ProgressLine(bool quiet) : m_shown(!quiet && ::isatty(STDERR_FILENO) != 0) {}
    ~ProgressLine()
    {
        if (m_any)
            printStderr("\r\x1b[K");
    }
    ProgressLine(const ProgressLine &) = delete;
    ProgressLine &operator=(const ProgressLine &) = delete;

    base::OperationContext context(const base::OperationContext &outer)
    {
        base::OperationContext own = outer;
        own.onProgress = [this](const base::Progress &progress) {
            if (!m_shown)
                return;
            m_any = true;
            printStderr("\r\x1b[K" + progress.step +
                        (progress.unit == "bytes" ? " " + base::Bytes(progress.done).humanDecimal() : ""));
        };
        return own;
    }

private:
    bool m_shown;
    bool m_any = false;
};

int save(Invocation &call)
{
    FlagSet flags;
    std::string output;
    engine::image::SaveRequest request;
    flags.text(output, "output", 'o', "Write to a file, instead of STDOUT");
    flags.text(request.platform, "platform", 0, "Save only the given platform variant (e.g. linux/amd64)");
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, {}}, request.references))
        return *code;
    if (output.empty() && ::isatty(STDOUT_FILENO) != 0)
        return failWith(base::Error(base::Errc::InvalidArgument,
                                    "cowardly refusing to save to a terminal. Use the -o flag or redirect"));
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    ProgressLine progress(output.empty());
    const auto done = writeOutput(output, [&](const engine::ByteSink &sink) {
        return (*engine)->images().save(request, sink, progress.context(interruptible.context()));
    });
    return done ? 0 : failWith(done.error());
}

int load(Invocation &call)
{
    FlagSet flags;
    engine::image::LoadRequest request;
    bool quiet = false;
    flags.text(request.path, "input", 'i', "Read from tar archive file or OCI layout, instead of STDIN");
    flags.flag(quiet, "quiet", 'q', "Suppress the load output");
    flags.text(request.platform, "platform", 0, "Load only the given platform variant (e.g. linux/amd64)");
    std::vector<std::string> none;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {0, 0}, none))
        return *code;
    if (request.path.empty() || request.path == "-") {
        if (::isatty(STDIN_FILENO) != 0)
            return failWith(
                base::Error(base::Errc::InvalidArgument, "requested load from stdin, but stdin is empty")
                    .withFix("Name the archive with -i, or redirect it."));
        request.path = "/dev/stdin";
    } else if (::access(request.path.c_str(), R_OK) != 0) {
        return failWith(base::failErrno("open " + request.path).value());
    }
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    auto loaded = [&] {
        ProgressLine progress(quiet);
        return (*engine)->images().load(request, progress.context(interruptible.context()));
    }();
    if (!loaded)
        return failWith(loaded.error());
    for (const engine::image::LoadedImage &image : *loaded) {
        if (!image.renamed.empty())
            print("The image " + image.tag + " already exists, renaming the old one with ID " +
                  image.renamed + " to empty string\n");
        print(image.tag.empty() ? "Loaded image ID: " + image.id + "\n"
                                : "Loaded image: " + image.tag + "\n");
    }
    return 0;
}

int import(Invocation &call)
{
    FlagSet flags;
    engine::image::ImportRequest request;
    std::vector<std::string> changes;
    flags.list(changes, "change", 'c', "Apply Dockerfile instruction to the created image");
    flags.text(request.message, "message", 'm', "Set commit message for imported image");
    flags.text(request.platform, "platform", 0, "Set platform of the image (e.g. linux/arm64)");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, 2}, arguments))
        return *code;
    request.archive = arguments[0] == "-" ? "/dev/stdin" : arguments[0];
    if (arguments.size() > 1)
        request.tag = arguments[1];
    if (!changes.empty())
        request.adjust = [&](engine::spec::ImageConfig &config) {
            return engine::applyChanges(changes, config);
        };
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    const auto id = [&] {
        ProgressLine progress(false);
        return (*engine)->images().importImage(request, progress.context(interruptible.context()));
    }();
    if (!id)
        return failWith(id.error());
    print(*id + "\n");
    return 0;
}

} // namespace

void addImageArchive(Registry &registry)
{
    registry.add({"save", "Commands", "[OPTIONS] IMAGE [IMAGE...]",
                  "Save one or more images to a tar archive (streamed to STDOUT by default)", save});
    registry.add(
        {"load", "Commands", "[OPTIONS]", "Load images from a tar archive, an OCI layout or STDIN", load});
    registry.add({"import", "Commands", "[OPTIONS] FILE|URL|- [REPOSITORY[:TAG]]",
                  "Import the contents from a tarball to create a filesystem image", import});
    registry.alias("image save", "save");
    registry.alias("image load", "load");
}

} // namespace catamaran::cli
