// SPDX-License-Identifier: GPL-3.0-or-later
// system df.
#include "engine/base/bytes.h"
#include "src/cli/filters.h"
#include "src/cli/output.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/core/status_text.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace catamaran::cli {

namespace {

using engine::SystemUsage;

std::string human(std::int64_t bytes)
{
    return base::Bytes(bytes).humanDecimal();
}

std::string share(std::int64_t part, std::int64_t whole)
{
    return whole > 0 ? fmt::format("{} ({}%)", human(part), part * 100 / whole) : human(part);
}

FieldRow kind(const char *type, std::size_t total, std::size_t active, std::int64_t size,
              std::int64_t reclaimable)
{
    return {{"Type", type},
            {"TotalCount", std::to_string(total)},
            {"Active", std::to_string(active)},
            {"Size", human(size)},
            {"Reclaimable", share(reclaimable, size)},
            {"SizeBytes", std::to_string(size)}};
}

std::vector<FieldRow> summary(const SystemUsage &usage)
{
    const auto activeImages =
        std::count_if(usage.images.begin(), usage.images.end(),
                      [](const SystemUsage::Image &image) { return image.containers > 0; });
    std::size_t running = 0;
    std::int64_t stoppedBytes = 0;
    for (const SystemUsage::Container &container : usage.containers) {
        running += container.running ? 1U : 0U;
        stoppedBytes += container.running ? 0 : container.sizeBytes;
    }
    std::size_t usedVolumes = 0;
    std::int64_t unusedVolumeBytes = 0;
    for (const engine::VolumeInfo &volume : usage.volumes) {
        usedVolumes += volume.users.empty() ? 0U : 1U;
        unusedVolumeBytes += volume.users.empty() ? volume.sizeBytes.value_or(0) : 0;
    }
    // docker has the first four; with the last one the sizes add up to the state directory.
    return {kind("Images", usage.images.size(), static_cast<std::size_t>(activeImages), usage.imageBytes,
                 usage.reclaimableImageBytes),
            kind("Containers", usage.containers.size(), running, usage.containerBytes, stoppedBytes),
            kind("Local Volumes", usage.volumes.size(), usedVolumes, usage.volumeBytes, unusedVolumeBytes),
            kind("Build Cache", static_cast<std::size_t>(usage.buildCacheEntries), 0, usage.buildCacheBytes,
                 usage.buildCacheBytes),
            kind("State", 0, 0, usage.otherBytes, 0)};
}

base::Result<std::string> details(engine::Engine &engine, const SystemUsage &usage)
{
    const std::int64_t now = core::realtimeNanoseconds();
    std::vector<std::vector<std::string>> images = {
        {"REPOSITORY:TAG", "IMAGE ID", "CREATED", "SIZE", "SHARED SIZE", "UNIQUE SIZE", "CONTAINERS"}};
    for (const SystemUsage::Image &image : usage.images)
        images.push_back({image.tags.empty() ? "<none>:<none>" : image.tags.front(), shortId(image.id),
                          image.createdNs > 0 ? core::timeAgo(image.createdNs, now) : "N/A",
                          human(image.sizeBytes), human(image.sharedBytes), human(image.uniqueBytes),
                          std::to_string(image.containers)});
    std::vector<std::vector<std::string>> containers = {
        {"CONTAINER ID", "IMAGE", "COMMAND", "LOCAL VOLUMES", "SIZE", "CREATED", "STATUS", "NAMES"}};
    CATAMARAN_TRY(const auto list, engine.containers(true));
    for (const auto &container : list) {
        const auto size = std::find_if(usage.containers.begin(), usage.containers.end(),
                                       [&](const auto &entry) { return entry.id == container.id; });
        const auto volumes = std::count_if(container.mounts.begin(), container.mounts.end(),
                                           [](const auto &mount) { return mount.isVolume; });
        containers.push_back(
            {shortId(container.id), container.image, "\"" + ellipsis(container.command, 20) + "\"",
             std::to_string(volumes), size == usage.containers.end() ? "N/A" : human(size->sizeBytes),
             core::timeAgo(container.createdNs, now), core::containerStatus(container, now), container.name});
    }
    std::vector<std::vector<std::string>> volumes = {{"VOLUME NAME", "LINKS", "SIZE"}};
    for (const engine::VolumeInfo &volume : usage.volumes)
        volumes.push_back(
            {volume.name, std::to_string(volume.users.size()), human(volume.sizeBytes.value_or(0))});
    return "Images space usage:\n\n" + tabular(images) + "\nContainers space usage:\n\n" +
           tabular(containers) + "\nLocal Volumes space usage:\n\n" + tabular(volumes) +
           "\nBuild cache usage: " + human(usage.buildCacheBytes) + "\nState: " + human(usage.otherBytes) +
           "\nTotal: " + human(usage.totalBytes) + "\n";
}

int diskFree(Invocation &call)
{
    FlagSet flags;
    bool verbose = false;
    std::string format;
    flags.flag(verbose, "verbose", 'v', "Show detailed information on space usage");
    flags.text(format, "format", 0, "Format output using a custom template: 'table', 'json' or a template");
    std::vector<std::string> none;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {0, 0}, none))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto usage = (*engine)->systemUsage();
    if (!usage)
        return failWith(usage.error());
    const auto text = verbose && format.empty() ? details(**engine, *usage)
                                                : renderFields(format,
                                                               {{"Type", "TYPE"},
                                                                {"TotalCount", "TOTAL"},
                                                                {"Active", "ACTIVE"},
                                                                {"Size", "SIZE"},
                                                                {"Reclaimable", "RECLAIMABLE"}},
                                                               summary(*usage));
    if (!text)
        return failWith(text.error());
    print(*text);
    return 0;
}

} // namespace

void addSystem(Registry &registry)
{
    registry.add({"system df", "", "[OPTIONS]", "Show disk usage of the state directory", diskFree});
    registry.alias("system info", "info");
}

} // namespace catamaran::cli
