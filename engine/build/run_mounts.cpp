// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/build/stage_builder.h"

#include <cstdlib>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;
using image::LayerView;
using store::FileLock;

namespace {

std::string baseName(const std::string &path)
{
    return path.substr(path.rfind('/') + 1);
}

std::string describe(const RunMount &mount)
{
    std::string out = std::to_string(static_cast<int>(mount.kind)) + " " + mount.target + " " + mount.id +
                      " " + mount.source + " " + mount.environment + (mount.readOnly ? " ro" : " rw");
    const auto add = [&out](const char *name, const auto &value) {
        if (value)
            out += std::string(" ") + name + "=" + std::to_string(*value);
    };
    add("mode", mount.mode);
    add("uid", mount.uid);
    add("gid", mount.gid);
    return out;
}

spec::Mount bindMount(const RunMount &mount, const std::string &source, const std::string &target)
{
    spec::Mount out;
    out.type = spec::MountType::Bind;
    out.source = source;
    out.target = target;
    out.readOnly = mount.readOnly;
    return out;
}

} // namespace

Result<std::vector<RunMount>> StageBuilder::mountsOf(const Instruction &instruction) const
{
    std::vector<RunMount> out;
    for (const std::string &flag : instruction.flags) {
        if (!flag.starts_with("--mount="))
            continue;
        CATAMARAN_TRY(const std::string text, expand(flag.substr(8)));
        CATAMARAN_TRY(RunMount mount, RunMount::parse(text));
        if (!mount.target.empty())
            mount.target = cleanPath(absolute(mount.target));
        if (mount.kind == RunMount::Kind::Cache && mount.id.empty())
            mount.id = mount.target;
        if (mount.kind == RunMount::Kind::Secret && mount.id.empty())
            mount.id = baseName(mount.target);
        if (mount.kind == RunMount::Kind::Secret && mount.id.empty())
            return base::fail(Errc::Parse, "one of source, target required");
        if (mount.kind == RunMount::Kind::Ssh && mount.id.empty())
            mount.id = "default";
        out.push_back(std::move(mount));
    }
    return out;
}

Result<SourceTree> StageBuilder::mountTree(const RunMount &mount)
{
    if (mount.from.empty())
        return SourceTree{{m_scope.contextDirectory}, {}, &m_scope.ignore, "the build context"};
    if (mount.from == "scratch")
        return SourceTree{{}, "scratch", nullptr, "scratch"};
    return m_surroundings.findSource(mount.from);
}

/// What a mount brings counts for the key where it is part of the input: not secrets, not caches.
Result<void> StageBuilder::describeMounts(const std::vector<RunMount> &mounts, StepInputs &inputs)
{
    for (const RunMount &mount : mounts) {
        std::string text = describe(mount);
        if (mount.kind == RunMount::Kind::Bind) {
            CATAMARAN_TRY(const SourceTree tree, mountTree(mount));
            if (!tree.identity.empty()) {
                text += " " + tree.identity;
            } else {
                const LayerView view(tree.directories);
                CATAMARAN_TRY(const auto entry, view.find("/" + mount.source, LayerView::LastLink::Follow));
                if (!entry)
                    return base::fail(Errc::NotFound, "failed to calculate checksum of ref " + tree.name +
                                                          ": \"/" + mount.source + "\": not found");
                CopyRules rules;
                rules.ignore = tree.ignore;
                base::Sha256 hash;
                CATAMARAN_CHECK(
                    hashTree(view, *entry, rules, hash, {&inputs.files, &m_scope.digests}, m_scope.context));
                text += " " + hash.finishHex();
            }
        }
        inputs.add("the mount at " + (mount.target.empty() ? mount.id : mount.target), text);
    }
    return {};
}

Result<void> StageBuilder::prepareMounts(const std::vector<RunMount> &mounts, RunRequest &run,
                                         PreparedMounts &prepared)
{
    std::size_t sockets = 0;
    for (const RunMount &mount : mounts) {
        switch (mount.kind) {
        case RunMount::Kind::Bind:
            CATAMARAN_CHECK(prepareBind(mount, run));
            break;
        case RunMount::Kind::Cache:
            CATAMARAN_CHECK(prepareCache(mount, run, prepared));
            break;
        case RunMount::Kind::Secret:
            CATAMARAN_CHECK(prepareSecret(mount, run));
            break;
        case RunMount::Kind::Ssh:
            CATAMARAN_CHECK(prepareSsh(mount, sockets++, run));
            break;
        case RunMount::Kind::Tmpfs: {
            spec::Mount out;
            out.type = spec::MountType::Tmpfs;
            out.target = mount.target;
            out.readOnly = mount.readOnly;
            out.tmpfsSize = mount.size;
            out.tmpfsMode = mount.mode.value_or(01777);
            out.tmpfsOptions = {"exec"};
            run.mounts.push_back(std::move(out));
            break;
        }
        }
    }
    return {};
}

/// One directory as it is can be shown read-only; what comes of several layers, passes .dockerignore or may
/// be written to is copied. What the program writes there is lost, as with docker.
Result<void> StageBuilder::prepareBind(const RunMount &mount, RunRequest &run)
{
    CATAMARAN_TRY(const SourceTree tree, mountTree(mount));
    const LayerView view(tree.directories);
    CATAMARAN_TRY(const auto entry, view.find("/" + mount.source, LayerView::LastLink::Follow));
    if (!entry)
        return base::fail(Errc::NotFound, "\"/" + mount.source + "\": not found in " + tree.name);
    const bool filtered = tree.ignore && !tree.ignore->empty();
    const bool single = !entry->isDirectory() || entry->merged.size() == 1;
    if (mount.readOnly && single && !filtered) {
        run.mounts.push_back(bindMount(mount, entry->host, mount.target));
        return {};
    }
    CATAMARAN_TRY(const std::string copy, m_scope.scratchDirectory());
    CopyRules rules;
    rules.keepOwner = !tree.identity.empty();
    rules.ignore = tree.ignore;
    Copier copier({}, copy, m_scope.time);
    CATAMARAN_CHECK(copier.copy(view, *entry, "/mounted", Copier::Target::Exact, rules, m_scope.context));
    CATAMARAN_CHECK(copier.makeDirectory("/", Owner()));
    CATAMARAN_CHECK(copier.finish());
    struct stat status {};
    if (::lstat((copy + "/mounted").c_str(), &status) != 0)
        return base::failErrno("stat " + copy + "/mounted");
    run.mounts.push_back(bindMount(mount, copy + "/mounted", mount.target));
    return {};
}

/// <data>/build/cache/<digest of the id>: "lock" and "tree". A private cache that is taken gets a sibling.
Result<void> StageBuilder::prepareCache(const RunMount &mount, RunRequest &run, PreparedMounts &prepared)
{
    const std::string parent = m_scope.stateDirectory() + "/cache";
    CATAMARAN_CHECK(base::makeDirectories(parent, 0711));
    const std::string stem = parent + "/" + base::Sha256::hexOf(mount.id);
    std::string directory = stem;
    const auto kind =
        mount.sharing == RunMount::Sharing::Shared ? FileLock::Kind::Shared : FileLock::Kind::Exclusive;
    for (int number = 1;; ++number) {
        CATAMARAN_CHECK(base::makeDirectories(directory, 0711));
        if (mount.sharing != RunMount::Sharing::Private) {
            CATAMARAN_TRY(FileLock lock, FileLock::acquire(directory + "/lock", kind));
            prepared.locks.push_back(std::move(lock));
            break;
        }
        CATAMARAN_TRY(std::optional<FileLock> lock, FileLock::tryAcquire(directory + "/lock", kind));
        if (lock) {
            prepared.locks.push_back(std::move(*lock));
            break;
        }
        directory = stem + "." + std::to_string(number);
    }
    const std::string tree = directory + "/tree";
    // Two builds that share a cache may both find it missing: one at a time makes it.
    CATAMARAN_TRY(const FileLock making, FileLock::acquire(directory + "/making", FileLock::Kind::Exclusive));
    struct stat status {};
    if (::stat(tree.c_str(), &status) != 0) {
        const std::string fresh = directory + "/new";
        CATAMARAN_CHECK(base::removeTree(fresh));
        CATAMARAN_CHECK(base::makeDirectories(fresh));
        Copier copier({}, fresh, m_scope.time);
        const Owner owner{mount.uid.value_or(0), mount.gid.value_or(0)};
        if (!mount.from.empty()) {
            CATAMARAN_TRY(const SourceTree source, mountTree(mount));
            const LayerView view(source.directories);
            CATAMARAN_TRY(const auto entry, view.find("/" + mount.source, LayerView::LastLink::Follow));
            if (!entry || !entry->isDirectory())
                return base::fail(Errc::NotFound,
                                  "\"/" + mount.source + "\": no directory in " + source.name);
            CopyRules rules;
            rules.keepOwner = true;
            CATAMARAN_CHECK(
                copier.copy(view, *entry, "/tree", Copier::Target::Exact, rules, m_scope.context));
        } else {
            CATAMARAN_CHECK(copier.makeDirectory("/tree", owner));
        }
        CATAMARAN_CHECK(copier.finish());
        if (mount.from.empty() && ::chmod((fresh + "/tree").c_str(), mount.mode.value_or(0755)) != 0)
            return base::failErrno("chmod " + fresh);
        if (::rename((fresh + "/tree").c_str(), tree.c_str()) != 0)
            return base::failErrno("rename " + fresh);
        CATAMARAN_CHECK(base::removeTree(fresh));
    }
    run.mounts.push_back(bindMount(mount, tree, mount.target));
    return {};
}

Result<void> StageBuilder::prepareSecret(const RunMount &mount, RunRequest &run)
{
    const auto &secrets = m_scope.request.secrets;
    const auto found = secrets.find(mount.id);
    std::optional<std::string> value;
    if (found != secrets.end() && found->second.content) {
        value = found->second.content;
    } else if (found != secrets.end() && !found->second.environment.empty()) {
        if (const char *text = std::getenv(found->second.environment.c_str()))
            value = text;
    } else if (found != secrets.end()) {
        constexpr std::size_t kMaximumSize = 500U * 1024U; // as docker
        CATAMARAN_TRY(value, base::readFile(found->second.file, kMaximumSize));
    }
    if (!value) {
        if (!mount.required)
            return {};
        return base::fail(base::Error(Errc::NotFound, "secret " + mount.id + ": not found")
                              .withFix("Give it with --secret id=" + mount.id + ",src=FILE."));
    }
    if (!mount.environment.empty())
        run.environment.push_back(mount.environment + "=" + *value);
    if (mount.environment.empty() || mount.hasTarget) {
        const std::string target = mount.target.empty() ? "/run/secrets/" + mount.id : mount.target;
        run.files.push_back(
            {target, *value, mount.mode.value_or(0400), mount.uid.value_or(0), mount.gid.value_or(0)});
    }
    return {};
}

Result<void> StageBuilder::prepareSsh(const RunMount &mount, std::size_t number, RunRequest &run)
{
    const auto found = m_scope.request.sshSockets.find(mount.id);
    if (found == m_scope.request.sshSockets.end()) {
        if (!mount.required)
            return {};
        return base::fail(base::Error(Errc::NotFound, "unset ssh forward key " + mount.id)
                              .withFix("Start an agent (ssh-agent), and give --ssh " + mount.id + "."));
    }
    if (mount.uid.value_or(0) != 0 || mount.gid.value_or(0) != 0 || mount.mode.value_or(0600) != 0600)
        return base::fail(base::Error(Errc::Unsupported, "RUN --mount=type=ssh with another owner or mode is "
                                                         "not supported: the agent's own socket is shown")
                              .withFix("Take uid, gid and mode out, and run that step as root."));
    struct stat status {};
    if (::stat(found->second.c_str(), &status) != 0 || !S_ISSOCK(status.st_mode))
        return base::fail(base::Error(Errc::Unsupported,
                                      "--ssh " + mount.id + ": " + found->second + " is no agent's socket")
                              .withFix("Load the key into an agent (ssh-add), and give its SSH_AUTH_SOCK."));
    const std::string target =
        mount.target.empty() ? "/run/buildkit/ssh_agent." + std::to_string(number) : mount.target;
    spec::Mount out = bindMount(mount, found->second, target);
    out.readOnly = false;
    run.mounts.push_back(std::move(out));
    if (number == 0)
        run.environment.push_back("SSH_AUTH_SOCK=" + target);
    return {};
}

} // namespace catamaran::engine::build
