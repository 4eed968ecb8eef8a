// SPDX-License-Identifier: GPL-3.0-or-later
// container prune and system prune.
#include "engine/base/bytes.h"
#include "src/cli/filters.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/core/status_text.h"

#include <algorithm>

namespace catamaran::cli {

namespace {

using engine::PruneReport;

std::string listing(const char *heading, const std::vector<std::string> &removed)
{
    std::string text;
    if (removed.empty())
        return text;
    text = std::string(heading) + ":\n";
    for (const std::string &name : removed)
        text += name + "\n";
    return text + "\n";
}

std::string reclaimed(std::int64_t bytes)
{
    return "Total reclaimed space: " + base::Bytes(bytes).humanDecimal() + "\n";
}

int cancelled(const std::string &what)
{
    return failWith(base::Error(base::Errc::Cancelled, what + " has been cancelled"));
}

int pruneContainers(Invocation &call)
{
    FlagSet flags;
    bool force = false;
    std::vector<std::string> filterTexts;
    flags.flag(force, "force", 'f', "Do not prompt for confirmation");
    flags.list(filterTexts, "filter", 0, "Provide filter values (e.g. \"until=<timestamp>\")", "filter");
    std::vector<std::string> none;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {0, 0}, none))
        return *code;
    const auto filters = parseFilters(filterTexts, {"until", "label", "label!"});
    if (!filters)
        return failWith(filters.error());
    const auto filter = pruneFilter(*filters, core::realtimeNanoseconds());
    if (!filter)
        return failWith(filter.error());
    if (!force &&
        !confirm("WARNING! This will remove all stopped containers.\nAre you sure you want to continue?"))
        return cancelled("container prune");
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto report = (*engine)->pruneContainers(*filter);
    if (!report)
        return failWith(report.error());
    print(listing("Deleted Containers", report->removed) + reclaimed(report->reclaimedBytes));
    return 0;
}

void tellPruned(engine::Engine &engine, const char *type, std::int64_t bytes)
{
    engine.recordEvent({type, "prune", "", {{"reclaimed", std::to_string(bytes)}}, 0});
}

/// Images that nobody uses: those without a name, or with `all` every one.
base::Result<std::vector<std::string>> pruneImages(engine::Engine &engine, bool all,
                                                   const engine::PruneFilter &filter)
{
    std::vector<std::string> lines;
    CATAMARAN_TRY(const auto images, engine.images().list());
    CATAMARAN_TRY(const auto containers, engine.containers(true));
    for (const auto &image : images) {
        if (!all && !image.tags.empty())
            continue;
        if (filter.untilNs && image.createdNs >= *filter.untilNs)
            continue;
        bool used = false;
        for (const auto &container : containers)
            used = used || container.imageId == image.id;
        if (used)
            continue;
        if (!filter.labels.empty() || !filter.withoutLabels.empty()) {
            CATAMARAN_TRY(const auto details, engine.images().describe(image.id));
            if (!engine::labelsPass(filter, details.config.labels))
                continue;
        }
        const auto removed = engine.images().remove(image.id, image.tags.size() > 1);
        if (!removed) {
            if (removed.error().code() == base::Errc::InvalidState)
                continue; // used by a VM, or taken meanwhile
            return base::fail(base::Error(removed.error()));
        }
        for (const std::string &tag : removed->untagged)
            lines.push_back("untagged: " + tag);
        for (const std::string &id : removed->deleted)
            lines.push_back("deleted: " + id);
    }
    return lines;
}

int pruneImagesVerb(Invocation &call)
{
    FlagSet flags;
    bool all = false;
    bool force = false;
    std::vector<std::string> filterTexts;
    flags.flag(all, "all", 'a', "Remove all unused images, not just dangling ones");
    flags.flag(force, "force", 'f', "Do not prompt for confirmation");
    flags.list(filterTexts, "filter", 0, "Provide filter values (e.g. \"until=<timestamp>\")", "filter");
    std::vector<std::string> none;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {0, 0}, none))
        return *code;
    const auto filters = parseFilters(filterTexts, {"dangling", "until", "label", "label!"});
    if (!filters)
        return failWith(filters.error());
    if (const auto dangling = filters->find("dangling"); dangling != filters->end()) {
        const auto value = parseSwitch("dangling", dangling->second.back());
        if (!value)
            return failWith(value.error());
        all = all || !*value;
    }
    const auto filter = pruneFilter(*filters, core::realtimeNanoseconds());
    if (!filter)
        return failWith(filter.error());
    const std::string warning = all ? "WARNING! This will remove all images without at least one container "
                                      "associated to them.\nAre you sure you want to continue?"
                                    : "WARNING! This will remove all dangling images.\nAre you sure you want "
                                      "to continue?";
    if (!force && !confirm(warning))
        return cancelled("image prune");
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto before = (*engine)->systemUsage();
    if (!before)
        return failWith(before.error());
    const auto lines = pruneImages(**engine, all, *filter);
    if (!lines)
        return failWith(lines.error());
    const auto after = (*engine)->systemUsage();
    if (!after)
        return failWith(after.error());
    const std::int64_t bytes = std::max<std::int64_t>(0, before->totalBytes - after->totalBytes);
    tellPruned(**engine, "image", bytes);
    print(listing("Deleted Images", *lines) + reclaimed(bytes));
    return 0;
}

base::Result<std::vector<std::string>> pruneNetworks(engine::Engine &engine)
{
    std::vector<std::string> removed;
    CATAMARAN_TRY(const auto networks, engine.networks().list());
    for (const auto &network : networks) {
        if (network.name == "bridge" || network.name == "host" || network.name == "none")
            continue;
        if (const auto done = engine.networks().removeNetwork(network.name)) {
            engine.recordEvent(
                {"network", "destroy", network.id, {{"name", network.name}, {"type", network.driver}}, 0});
            removed.push_back(network.name);
        } else if (done.error().code() != base::Errc::InvalidState &&
                   done.error().code() != base::Errc::NotFound)
            return base::fail(base::Error(done.error()));
    }
    tellPruned(engine, "network", 0);
    return removed;
}

base::Result<std::string> pruneAll(engine::Engine &engine, bool all, bool volumes,
                                   const engine::PruneFilter &filter)
{
    CATAMARAN_TRY(const engine::SystemUsage before, engine.systemUsage());
    std::string text;
    CATAMARAN_TRY(const PruneReport containers, engine.pruneContainers(filter));
    text += listing("Deleted Containers", containers.removed);
    std::int64_t total = containers.reclaimedBytes;
    // Networks carry no time and no labels to hold against a filter.
    if (!filter.untilNs && filter.labels.empty()) {
        CATAMARAN_TRY(const auto networks, pruneNetworks(engine));
        text += listing("Deleted Networks", networks);
    }
    if (volumes) {
        engine::PruneFilter ofVolumes = filter;
        ofVolumes.untilNs.reset();
        CATAMARAN_TRY(const PruneReport report, engine.volumes().prune(false, ofVolumes));
        text += listing("Deleted Volumes", report.removed);
        total += report.reclaimedBytes;
    }
    CATAMARAN_TRY(const auto images, pruneImages(engine, all, filter));
    text += listing("Deleted Images", images);
    CATAMARAN_TRY(const PruneReport cache, engine.pruneBuildCache());
    text += listing("Deleted build cache objects", cache.removed);
    CATAMARAN_TRY(const engine::SystemUsage after, engine.systemUsage());
    total += std::max<std::int64_t>(0, before.imageBytes + before.buildCacheBytes - after.imageBytes -
                                           after.buildCacheBytes);
    return text + reclaimed(total);
}

int pruneSystem(Invocation &call)
{
    FlagSet flags;
    bool force = false;
    bool all = false;
    bool volumes = false;
    std::vector<std::string> filterTexts;
    flags.flag(force, "force", 'f', "Do not prompt for confirmation");
    flags.flag(all, "all", 'a', "Remove all unused images not just dangling ones");
    flags.flag(volumes, "volumes", 0, "Prune anonymous volumes");
    flags.list(filterTexts, "filter", 0, "Provide filter values (e.g. \"label=<key>=<value>\")", "filter");
    std::vector<std::string> none;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {0, 0}, none))
        return *code;
    const auto filters = parseFilters(filterTexts, {"until", "label", "label!"});
    if (!filters)
        return failWith(filters.error());
    if (volumes && filters->contains("until"))
        return failWith(base::Error(base::Errc::InvalidArgument,
                                    "ERROR: The \"until\" filter is not supported with \"--volumes\""));
    const auto filter = pruneFilter(*filters, core::realtimeNanoseconds());
    if (!filter)
        return failWith(filter.error());
    std::string warning = "WARNING! This will remove:\n"
                          "  - all stopped containers\n"
                          "  - all networks not used by at least one container\n";
    if (volumes)
        warning += "  - all anonymous volumes not used by at least one container\n";
    warning += all ? "  - all images without at least one container associated to them\n"
                     "  - all build cache\n"
                   : "  - all dangling images\n"
                     "  - unused build cache\n";
    if (!force && !confirm(warning + "\nAre you sure you want to continue?"))
        return cancelled("system prune");
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto text = pruneAll(**engine, all, volumes, *filter);
    if (!text)
        return failWith(text.error());
    print(*text);
    return 0;
}

} // namespace

void addPrune(Registry &registry)
{
    registry.add({"container prune", "", "[OPTIONS]", "Remove all stopped containers", pruneContainers});
    registry.add({"image prune", "", "[OPTIONS]", "Remove unused images", pruneImagesVerb});
    registry.add({"system prune", "", "[OPTIONS]", "Remove unused data", pruneSystem});
}

} // namespace catamaran::cli
