// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/contexts.h"

#include "engine/base/file.h"
#include "engine/build/remote_source.h"
#include "engine/image/unpack.h"

#include <climits>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

using Scratch = std::list<image::StagedLayer>;

Result<std::string> newDirectory(image::LayerStore &store, Scratch &scratch)
{
    CATAMARAN_TRY(image::StagedLayer staged, store.stage());
    scratch.push_back(std::move(staged));
    return scratch.back().fs();
}

/// All of standard input, as a file: it may be a tar or a Dockerfile, and a tar is read from its start.
Result<void> saveStdin(const std::string &path, const base::OperationContext &context)
{
    CATAMARAN_TRY(const base::UniqueFd out, base::openFile(path, O_WRONLY | O_CREAT | O_EXCL, 0600));
    std::string buffer(1U << 18U, '\0');
    for (;;) {
        const ssize_t n = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (n == 0)
            return {};
        if (n < 0 && errno == EINTR) {
            if (context.stopRequested())
                return base::fail(Errc::Cancelled, "cancelled");
            continue;
        }
        if (n < 0)
            return base::failErrno("read standard input");
        for (ssize_t done = 0; done < n;) {
            const ssize_t written =
                ::write(out.get(), buffer.data() + done, static_cast<std::size_t>(n - done));
            if (written < 0)
                return base::failErrno("write " + path);
            done += written;
        }
    }
}

Result<std::string> unpacked(image::LayerStore &store, const std::string &archive, Scratch &scratch,
                             const base::OperationContext &context)
{
    CATAMARAN_TRY(std::string directory, newDirectory(store, scratch));
    CATAMARAN_CHECK(image::unpackTar(archive, directory, image::Whiteouts::Literal, context));
    return directory;
}

base::Error noContext(const std::string &path, const std::string &why)
{
    return base::Error(Errc::InvalidArgument, "unable to prepare context: " + why)
        .withFix(path == "-" ? "Send a tar or a Dockerfile to standard input."
                             : "Give the directory that holds the Dockerfile.");
}

std::string realPath(const std::string &path)
{
    char buffer[PATH_MAX] = {};
    return ::realpath(path.c_str(), buffer) != nullptr ? std::string(buffer) : path;
}

Result<void> readIgnore(PreparedContext &out, const std::string &dockerfile)
{
    for (const std::string &file : {dockerfile + ".dockerignore", out.directory + "/.dockerignore"}) {
        if (file == ".dockerignore" || ::access(file.c_str(), F_OK) != 0)
            continue;
        CATAMARAN_TRY(const std::string text, base::readFile(file));
        CATAMARAN_TRY(out.ignore, DockerIgnore::parse(text, file));
        break;
    }
    return {};
}

/// The Dockerfile's path: as given, or in a context that is not the caller's.
Result<void> readDockerfile(PreparedContext &out, const BuildRequest &request, bool isLocal)
{
    const std::string &asked = request.dockerfile;
    std::string file = asked.empty() ? out.directory + "/Dockerfile" : asked;
    if (!isLocal && !asked.empty()) {
        if (asked.starts_with('/') || ("/" + asked + "/").find("/../") != std::string::npos)
            return base::fail(Errc::InvalidArgument,
                              "the Dockerfile (" + asked + ") must be within the build context");
        file = out.directory + "/" + asked;
    }
    auto text = base::readFile(file);
    // docker on systems without case has "dockerfile".
    if (!text && asked.empty()) {
        if (auto other = base::readFile(out.directory + "/dockerfile"))
            text = std::move(other);
    }
    if (!text)
        return base::fail(
            std::move(text)
                .error()
                .withContext("read Dockerfile")
                .withFix("Give the directory that holds the Dockerfile, or name the file with -f."));
    out.dockerfileName = file;
    out.dockerfileText = std::move(*text);
    return readIgnore(out, file);
}

} // namespace

Result<std::string> contextDirectory(image::LayerStore &store, const std::string &address, Scratch &scratch,
                                     const std::function<void(std::string_view)> &say,
                                     const base::OperationContext &context)
{
    if (const auto git = GitAddress::parse(address)) {
        CATAMARAN_TRY(const std::string directory, newDirectory(store, scratch));
        CATAMARAN_CHECK(fetchGit(*git, directory, false, say, context));
        const std::string below = realPath(directory + "/" + git->subdirectory);
        if (below != realPath(directory) && !below.starts_with(realPath(directory) + "/"))
            return base::fail(Errc::InvalidArgument, git->subdirectory + " leads out of " + git->remote);
        return below;
    }
    std::string path = address;
    if (isRemoteSource(address)) {
        CATAMARAN_TRY(const std::string directory, newDirectory(store, scratch));
        CATAMARAN_TRY(const Download file, fetchFile(address, directory, {}, say, context));
        path = file.path;
        if (!image::looksLikeTar(path))
            return base::fail(noContext(address, address + " is not a tar archive"));
    }
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0)
        return base::fail(base::Error::fromErrno(errno, "unable to prepare context: path \"" + path + "\"")
                              .withFix("Give the directory that holds the Dockerfile."));
    if (S_ISDIR(status.st_mode))
        return path;
    if (S_ISREG(status.st_mode) && image::looksLikeTar(path))
        return unpacked(store, path, scratch, context);
    return base::fail(noContext(path, "\"" + path + "\" is not a directory"));
}

Result<PreparedContext> prepareContext(image::LayerStore &store, const BuildRequest &request,
                                       const std::function<void(std::string_view)> &say,
                                       const base::OperationContext &context)
{
    PreparedContext out;
    const bool fromStdin = request.contextDirectory == "-";
    if (fromStdin && request.dockerfile == "-")
        return base::fail(
            base::Error(Errc::InvalidArgument,
                        "invalid argument: can't use stdin for both build context and dockerfile")
                .withFix("Give a directory as context."));
    if (request.dockerfile == "-" || fromStdin) {
        CATAMARAN_TRY(const std::string directory, newDirectory(store, out.scratch));
        const std::string file = directory + "/stdin";
        CATAMARAN_CHECK(saveStdin(file, context));
        if (fromStdin && image::looksLikeTar(file)) {
            CATAMARAN_TRY(out.directory, unpacked(store, file, out.scratch, context));
            CATAMARAN_CHECK(readDockerfile(out, request, false));
            return out;
        }
        if (fromStdin) {
            CATAMARAN_TRY(out.directory, newDirectory(store, out.scratch));
            if (!request.dockerfile.empty())
                return base::fail(noContext("-", "what came on standard input is no tar archive"));
        } else {
            CATAMARAN_TRY(out.directory,
                          contextDirectory(store, request.contextDirectory, out.scratch, say, context));
        }
        CATAMARAN_TRY(out.dockerfileText, base::readFile(file));
        out.dockerfileName = "Dockerfile";
        CATAMARAN_CHECK(readIgnore(out, {}));
        if (out.dockerfileText.empty())
            return base::fail(noContext("-", "nothing came on standard input"));
        return out;
    }
    CATAMARAN_TRY(out.directory,
                  contextDirectory(store, request.contextDirectory, out.scratch, say, context));
    const bool isLocal = out.directory == request.contextDirectory;
    CATAMARAN_CHECK(readDockerfile(out, request, isLocal));
    return out;
}

} // namespace catamaran::engine::build
