// SPDX-License-Identifier: GPL-3.0-or-later
// diff and commit: what a container changed, and an image of it.
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/image/layer_store.h"
#include "engine/image/layer_view.h"
#include "engine/image/reference.h"
#include "engine/runtime/freeze.h"
#include "engine/runtime/plan_builder.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/tree_copy.h"

#include <algorithm>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;
using base::UniqueFd;
using image::LayerView;

namespace {

/// What the start of a container makes in its writable layer for mounts to stand on. docker has these in a
/// layer of its own below, so that they are no changes of the container.
const std::set<std::string> &mountStubs()
{
    static const std::set<std::string> kStubs = {
        "/proc",        "/sys",       "/dev",          "/dev/pts",         "/dev/shm",     "/dev/mqueue",
        "/dev/null",    "/dev/zero",  "/dev/full",     "/dev/random",      "/dev/urandom", "/dev/tty",
        "/dev/console", "/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/.dockerenv",  "/etc/mtab"};
    return kStubs;
}

std::vector<std::string> namesOf(const std::string &directory)
{
    std::vector<std::string> names;
    const std::unique_ptr<DIR, int (*)(DIR *)> listing(::opendir(directory.c_str()), ::closedir);
    while (const dirent *entry = listing ? ::readdir(listing.get()) : nullptr) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..")
            names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

class Diff {
public:
    Diff(const LayerView &below, std::string upper) : m_below(below), m_upper(std::move(upper)) {}

    Result<std::vector<FileChange>> run()
    {
        CATAMARAN_CHECK(directory(m_upper, ""));
        return std::move(m_changes);
    }

private:
    using Kind = FileChange::Kind;

    Result<void> directory(const std::string &host, const std::string &path)
    {
        for (const std::string &name : namesOf(host))
            CATAMARAN_CHECK(entry(host + "/" + name, path + "/" + name));
        return {};
    }

    Result<void> entry(const std::string &host, const std::string &path)
    {
        struct stat status {};
        if (::lstat(host.c_str(), &status) != 0)
            return errno == ENOENT ? Result<void>() : base::failErrno("stat " + host);
        if (image::isWhiteout(status)) {
            m_changes.push_back({Kind::Deleted, path});
            return {};
        }
        CATAMARAN_TRY(const auto before, m_below.find(path, LayerView::LastLink::Keep));
        const bool stub = mountStubs().contains(path);
        if (!S_ISDIR(status.st_mode)) {
            if (stub && status.st_size == 0 && !before)
                return {};
            m_changes.push_back({before ? Kind::Modified : Kind::Added, path});
            return {};
        }
        const std::size_t place = m_changes.size();
        const bool merged = before && before->isDirectory() && !image::isOpaque(host);
        CATAMARAN_CHECK(directory(host, path));
        if (before && before->isDirectory() && !merged)
            CATAMARAN_CHECK(hidden(*before, host, path));
        const bool nothingBelow = m_changes.size() == place;
        const bool sameMode = merged && before->status.st_mode == status.st_mode &&
                              before->status.st_uid == status.st_uid &&
                              before->status.st_gid == status.st_gid;
        // A directory that only carries the stub of a mount is no change, nor is the stub.
        if (nothingBelow && ((stub && (!before || sameMode)) ||
                             ((sameMode || (!before && holdsStubs(path))) && onlyStubs(host, path))))
            return {};
        m_changes.insert(m_changes.begin() + static_cast<std::ptrdiff_t>(place),
                         {before || holdsStubs(path) ? Kind::Modified : Kind::Added, path});
        return {};
    }

    /// What a directory that was made anew no longer has.
    Result<void> hidden(const LayerView::Entry &before, const std::string &host, const std::string &path)
    {
        CATAMARAN_TRY(const std::vector<std::string> names, m_below.names(before));
        for (const std::string &name : names) {
            if (::access((host + "/" + name).c_str(), F_OK) != 0)
                m_changes.push_back({Kind::Deleted, path + "/" + name});
        }
        return {};
    }

    /// A directory that docker's layer of stubs brings along, whatever the image has.
    static bool holdsStubs(const std::string &path) { return path == "/etc" || mountStubs().contains(path); }

    static bool onlyStubs(const std::string &host, const std::string &path)
    {
        const std::vector<std::string> names = namesOf(host);
        return !names.empty() && std::all_of(names.begin(), names.end(), [&](const std::string &name) {
            return mountStubs().contains(path + "/" + name);
        });
    }

    const LayerView &m_below;
    std::string m_upper;
    std::vector<FileChange> m_changes;
};

/// Takes the stubs of mounts out of a copy of the writable layer.
void dropStubs(const std::string &root, const LayerView &below)
{
    // Deepest first, so that a directory is empty when its turn comes.
    for (auto stub = mountStubs().rbegin(); stub != mountStubs().rend(); ++stub) {
        const auto before = below.find(*stub, LayerView::LastLink::Keep);
        struct stat status {};
        const std::string host = root + *stub;
        if (!before || *before || ::lstat(host.c_str(), &status) != 0)
            continue;
        if (S_ISDIR(status.st_mode))
            ::rmdir(host.c_str());
        else if (S_ISREG(status.st_mode) && status.st_size == 0)
            ::unlink(host.c_str());
    }
}

std::vector<std::string> lowestFirst(std::vector<std::string> layers)
{
    std::reverse(layers.begin(), layers.end());
    return layers;
}

} // namespace

Result<std::vector<FileChange>> Runtime::changes(const std::string &which)
{
    CATAMARAN_TRY(const Running running, find(which));
    const LayerView below(lowestFirst(lowerDirectories(m_services.paths, running.record)));
    CATAMARAN_TRY(std::vector<FileChange> changes,
                  Diff(below, m_services.paths.upper(running.record.id)).run());
    return changes;
}

Result<std::string> Runtime::commitImage(const std::string &which, const CommitRequest &request,
                                         const ConfigChange &change, const base::OperationContext &context)
{
    std::vector<std::string> tags;
    if (!request.tag.empty()) {
        CATAMARAN_TRY(const image::Reference reference, image::Reference::parse(request.tag));
        if (!reference.digest.empty())
            return fail(Errc::InvalidArgument, "cannot commit to digest reference");
        tags.push_back(reference.normalized());
    }
    image::LayerStore *store = m_services.images.layerStore();
    if (!store)
        return fail(Errc::Unsupported, "this image store takes no new layers");
    CATAMARAN_TRY(const Running running, find(which));
    const Record &record = running.record;
    // Nothing refers to the new blobs before the image is in the database.
    CATAMARAN_TRY(const store::FileLock content, store->useContent());
    CATAMARAN_TRY(image::StagedLayer staged, store->stage());
    const LayerView below(lowestFirst(lowerDirectories(m_services.paths, record)));
    {
        Freeze freeze(m_services.cgroups, m_services.paths, record.id);
        if (request.pause && running.observed.state == ContainerState::Running)
            CATAMARAN_CHECK(freeze.freeze());
        CATAMARAN_TRY(const UniqueFd from,
                      base::openFile(m_services.paths.upper(record.id), O_RDONLY | O_DIRECTORY));
        CATAMARAN_TRY(const UniqueFd to, base::openFile(staged.fs(), O_RDONLY | O_DIRECTORY));
        TreeCopier copier({{}, TreeCopier::Overlay::Layer, context.stop});
        CATAMARAN_CHECK(copier.contents(from.get(), to.get(), "the changes of container " + record.name));
        CATAMARAN_CHECK(copier.directoryMetadata(from.get(), to.get(), "/"));
    }
    dropStubs(staged.fs(), below);
    CATAMARAN_TRY(spec::ImageConfig config, store->config(record.imageId));
    CATAMARAN_TRY(std::vector<image::Layer> layers, store->layersOf(record.imageId));
    const std::string now = base::rfc3339(base::WallClock::now());
    CATAMARAN_TRY(image::Layer layer,
                  store->commit(std::move(staged), layers.empty() ? std::string() : layers.back().chainId,
                                now, context));
    const spec::ProcessConfig &process = record.process;
    config.created = now;
    config.author = request.author;
    config.user = process.user;
    config.environment = process.environment;
    config.workingDirectory = process.workingDirectory;
    config.stopSignal = process.stopSignal;
    config.health = process.health;
    config.exposedPorts = process.exposedPorts;
    config.volumes = process.volumes;
    config.labels = process.labels;
    if (process.entrypoint.empty())
        config.entrypoint.reset();
    else
        config.entrypoint = process.entrypoint;
    if (process.command.empty())
        config.command.reset();
    else
        config.command = process.command;
    if (change)
        CATAMARAN_CHECK(change(config));
    std::string made;
    for (const std::string &argument : process.arguments())
        made += (made.empty() ? "" : " ") + argument;
    config.diffIds.push_back(layer.diffId);
    config.history.push_back({now, made, request.message, false});
    layers.push_back(std::move(layer));
    CATAMARAN_TRY(const image::LayerStore::PutImage put, store->putImage(config, layers, tags));
    if (!request.tag.empty())
        m_events.append({"image", "tag", put.id, {{"name", request.tag}}, 0});
    recordEvent(record, "commit",
                {{"comment", request.message}, {"imageID", put.id}, {"imageRef", request.tag}});
    return put.id;
}

} // namespace catamaran::engine::runtime
