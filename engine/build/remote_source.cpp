// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/remote_source.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/build/copy_plan.h"
#include "engine/build/stage_builder.h"
#include "engine/image/unpack.h"
#include "engine/launch/program.h"
#include "engine/registry/http.h"

#include <ctime>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

constexpr auto kGitDeadline = std::chrono::minutes(10);

bool isHttp(const std::string &text)
{
    return text.starts_with("http://") || text.starts_with("https://");
}

Result<std::string> git(const std::string &directory, std::vector<std::string> arguments)
{
    // No question, no credential window, no program of a fetched repository.
    std::vector<std::string> command{"env",
                                     "GIT_TERMINAL_PROMPT=0",
                                     "GIT_CONFIG_NOSYSTEM=1",
                                     "git",
                                     "-C",
                                     directory,
                                     "-c",
                                     "core.hooksPath=/dev/null",
                                     "-c",
                                     "protocol.ext.allow=never",
                                     "-c",
                                     "advice.detachedHead=false"};
    const std::string verb = arguments.front();
    command.insert(command.end(), std::make_move_iterator(arguments.begin()),
                   std::make_move_iterator(arguments.end()));
    CATAMARAN_TRY(const launch::ProgramResult result, launch::runProgram(command, {}, kGitDeadline));
    if (result.exitCode == 127)
        return base::fail(base::Error(Errc::Unsupported, "there is no git program, which fetches git sources")
                              .withFix("Install git."));
    if (result.exitCode != 0)
        return base::fail(base::Error(Errc::Network, "git " + verb + " failed: " + result.output)
                              .withFix("Check the address and the branch, tag or commit behind the #."));
    std::string out = result.output;
    while (out.ends_with('\n'))
        out.pop_back();
    return out;
}

/// The name of the file: the last part of the path of an address.
std::string fileName(const std::string &url)
{
    std::string path = url.substr(url.find("://") + 3);
    path = path.substr(0, path.find_first_of("?#"));
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos || slash + 1 == path.size() ? std::string() : path.substr(slash + 1);
}

} // namespace

bool isRemoteSource(const std::string &text)
{
    return isHttp(text) || GitAddress::parse(text).has_value();
}

std::optional<GitAddress> GitAddress::parse(const std::string &text)
{
    GitAddress out;
    const std::size_t hash = text.find('#');
    out.remote = text.substr(0, hash);
    const bool isPlain = out.remote.starts_with("git://") || out.remote.starts_with("ssh://") ||
                         out.remote.starts_with("git@");
    const bool isGit = isPlain || (isHttp(out.remote) && out.remote.ends_with(".git"));
    if (!isGit && !out.remote.starts_with("github.com/"))
        return std::nullopt;
    if (out.remote.starts_with("github.com/"))
        out.remote = "https://" + out.remote;
    if (hash != std::string::npos) {
        const std::string fragment = text.substr(hash + 1);
        const std::size_t colon = fragment.find(':');
        out.ref = fragment.substr(0, colon);
        if (colon != std::string::npos)
            out.subdirectory = fragment.substr(colon + 1);
    }
    // Neither may be taken for an option of git.
    if (out.ref.starts_with('-') || out.remote.starts_with('-'))
        return std::nullopt;
    return out;
}

Result<std::string> fetchGit(const GitAddress &address, const std::string &directory, bool keepDirectory,
                             const SayLine &say, const base::OperationContext &context)
{
    const std::string ref = address.ref.empty() ? "HEAD" : address.ref;
    if (say)
        say("git fetch " + address.remote + " " + ref + "\n");
    CATAMARAN_CHECK(git(directory, {"init", "-q"}));
    auto fetched = git(directory, {"fetch", "-q", "--depth", "1", "--", address.remote, ref});
    if (!fetched) // a server may know no shallow copies
        fetched = git(directory, {"fetch", "-q", "--", address.remote, ref});
    std::string found = "FETCH_HEAD";
    if (!fetched) { // or give no single commits: then everything
        const auto all = git(directory, {"fetch", "-q", "--tags", "--", address.remote,
                                         "+refs/heads/*:refs/remotes/origin/*"});
        if (!all)
            return base::fail(std::move(fetched).error().withContext("fetch " + address.remote + "#" + ref));
        found = ref;
    }
    CATAMARAN_CHECK(git(directory, {"checkout", "-q", "--detach", found}));
    if (context.stopRequested())
        return base::fail(Errc::Cancelled, "cancelled");
    CATAMARAN_TRY(std::string commit, git(directory, {"rev-parse", "HEAD"}));
    if (!keepDirectory)
        CATAMARAN_CHECK(base::removeTree(directory + "/.git"));
    if (say)
        say("at commit " + commit + "\n");
    return commit;
}

Result<Download> fetchFile(const std::string &url, const std::string &directory, const std::string &checksum,
                           const SayLine &say, const base::OperationContext &context)
{
    if (!checksum.empty() && !base::isSha256Digest(checksum))
        return base::fail(base::Error(Errc::Parse, "unsupported digest for --checksum: " + checksum)
                              .withFix("Write --checksum=sha256:<64 hex digits>."));
    std::string name = fileName(url);
    if (name.empty() || name == "." || name == "..")
        name = "download";
    Download out;
    out.path = directory + "/" + name;
    if (say)
        say("GET " + url + "\n");
    std::string modified;
    {
        CATAMARAN_TRY(const base::UniqueFd file, base::openFile(out.path, O_WRONLY | O_CREAT | O_EXCL, 0600));
        base::Sha256 hash;
        registry::HttpRequest request;
        request.url = url;
        request.onBody = [&](int, std::string_view data) -> Result<void> {
            hash.update(data);
            while (!data.empty()) {
                const ssize_t n = ::write(file.get(), data.data(), data.size());
                if (n < 0)
                    return base::failErrno("write " + out.path);
                data.remove_prefix(static_cast<std::size_t>(n));
            }
            return {};
        };
        registry::HttpClient client{registry::Transport()};
        CATAMARAN_TRY(const registry::HttpResponse response, client.perform(request, context));
        if (response.status < 200 || response.status > 299)
            return base::fail(base::Error(Errc::Network, "invalid response status " +
                                                             std::to_string(response.status) + " from " + url)
                                  .withFix("Check the address."));
        modified = response.header("last-modified");
        out.digest = "sha256:" + hash.finishHex();
    }
    if (!checksum.empty() && checksum != out.digest)
        return base::fail(
            base::Error(Errc::Corrupt,
                        "digest mismatch of " + url + ": " + out.digest + " is not " + checksum)
                .withFix("If the file was meant to change, write its new digest into the Dockerfile."));
    std::tm parts{};
    timespec times[2] = {{0, UTIME_OMIT}, {0, 0}};
    if (!modified.empty() && ::strptime(modified.c_str(), "%a, %d %b %Y %H:%M:%S", &parts) != nullptr)
        times[1].tv_sec = ::timegm(&parts);
    (void)::utimensat(AT_FDCWD, out.path.c_str(), times, 0);
    return out;
}

/// ADD of an address: fetched into a directory of the build, then as if it stood in a context.
Result<void> StageBuilder::addRemoteSource(const std::string &word, CopyPlan &plan)
{
    CATAMARAN_TRY(const std::string directory, m_scope.scratchDirectory());
    CopyPlan::Source source;
    source.rules = plan.rules;
    std::string root = directory;
    if (const auto address = GitAddress::parse(word)) {
        if (!plan.checksum.empty() && plan.checksum.find(':') != std::string::npos)
            return base::fail(base::Error(Errc::Parse, "--checksum of a git source is a commit")
                                  .withFix("Write --checksum=<commit>."));
        CATAMARAN_TRY(const std::string commit,
                      fetchGit(*address, directory, plan.keepGitDirectory, onOutput, m_scope.context));
        if (!plan.checksum.empty() && !commit.starts_with(plan.checksum))
            return base::fail(Errc::Corrupt,
                              "commit mismatch of " + word + ": " + commit + " is not " + plan.checksum);
        CATAMARAN_TRY(const auto below,
                      image::LayerView({directory})
                          .find("/" + address->subdirectory, image::LayerView::LastLink::Keep));
        if (!below || !below->isDirectory())
            return base::fail(Errc::NotFound, "no directory " + address->subdirectory + " in " + word);
        root = below->host;
        source.identity = "git " + commit + (plan.keepGitDirectory ? " .git" : "");
        source.view = std::make_shared<const image::LayerView>(std::vector<std::string>{root});
        CATAMARAN_TRY(source.entry, source.view->root());
    } else {
        CATAMARAN_TRY(const Download file,
                      fetchFile(word, directory, plan.checksum, onOutput, m_scope.context));
        source.identity = "file " + file.digest;
        source.view = std::make_shared<const image::LayerView>(std::vector<std::string>{root});
        CATAMARAN_TRY(auto entry, source.view->find(file.path.substr(directory.size()),
                                                    image::LayerView::LastLink::Keep));
        if (!entry)
            return base::fail(Errc::Internal, file.path + " vanished");
        source.entry = std::move(*entry);
        source.unpack = plan.unpack.value_or(false) && image::looksLikeTar(file.path);
    }
    plan.sources.push_back(std::move(source));
    return {};
}

} // namespace catamaran::engine::build
