// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/image/layer_store.h"
#include "engine/runtime/runtime.h"
#include "engine/store/file_lock.h"

#include <algorithm>
#include <filesystem>

namespace catamaran::engine {

namespace {

bool hasLabel(const std::map<std::string, std::string> &labels, const std::string &wanted)
{
    const std::size_t equal = wanted.find('=');
    const auto found = labels.find(wanted.substr(0, equal));
    return found != labels.end() && (equal == std::string::npos || found->second == wanted.substr(equal + 1));
}

} // namespace

bool labelsPass(const PruneFilter &filter, const std::map<std::string, std::string> &labels)
{
    const auto has = [&](const std::string &wanted) { return hasLabel(labels, wanted); };
    return std::all_of(filter.labels.begin(), filter.labels.end(), has) &&
           std::none_of(filter.withoutLabels.begin(), filter.withoutLabels.end(), has);
}

namespace runtime {

using base::Errc;
using base::Result;

Result<PruneReport> Runtime::pruneContainers(const PruneFilter &filter)
{
    CATAMARAN_TRY(const std::vector<ContainerSummary> containers, this->containers(Which::All));
    PruneReport report;
    for (const ContainerSummary &container : containers) {
        const bool stopped = container.state == ContainerState::Created ||
                             container.state == ContainerState::Exited ||
                             container.state == ContainerState::Dead;
        if (!stopped || !labelsPass(filter, container.labels))
            continue;
        if (filter.untilNs && container.createdNs >= *filter.untilNs)
            continue;
        const std::int64_t bytes = base::diskUsage(m_services.paths.container(container.id)).value_or(0);
        auto removed = remove(container.id, Removal::Plain, Volumes::Keep);
        // Started or removed by somebody else meanwhile: not ours any more.
        if (!removed && removed.error().code() != Errc::InvalidState &&
            removed.error().code() != Errc::NotFound)
            return base::fail(std::move(removed).error());
        if (!removed)
            continue;
        report.removed.push_back(container.id);
        report.reclaimedBytes += bytes;
    }
    m_events.append({"container", "prune", "", {{"reclaimed", std::to_string(report.reclaimedBytes)}}, 0});
    return report;
}

namespace {

/// Cache mounts that no build uses at the moment; and what is known of former steps.
Result<void> pruneCacheMounts(const std::string &directory, PruneReport &report)
{
    for (const char *name : {"/steps", "/digests"})
        CATAMARAN_CHECK(base::removeTree(directory + name));
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(directory + "/cache", error)) {
        const std::string path = entry.path().string();
        CATAMARAN_TRY(const auto lock,
                      store::FileLock::tryAcquire(path + "/lock", store::FileLock::Kind::Exclusive));
        if (!lock)
            continue;
        CATAMARAN_CHECK(base::removeTree(path));
        report.removed.push_back("cache mount " + entry.path().filename().string());
    }
    return {};
}

} // namespace

Result<PruneReport> Runtime::pruneBuildCache()
{
    PruneReport report;
    image::LayerStore *store = m_services.images.layerStore();
    if (!store)
        return report;
    CATAMARAN_TRY(const SystemUsage before, systemUsage());
    CATAMARAN_CHECK(store->database().run("DELETE FROM build_cache"));
    CATAMARAN_TRY(report.removed, store->collectGarbage());
    CATAMARAN_CHECK(pruneCacheMounts(m_services.paths.data + "/build", report));
    if (!report.removed.empty())
        report.reclaimedBytes = before.buildCacheBytes;
    return report;
}

} // namespace runtime

} // namespace catamaran::engine
