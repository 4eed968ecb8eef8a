// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "src/cli/filters.h"
#include "src/cli/image_platform.h"
#include "src/cli/log_time.h"
#include "src/cli/output.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/core/status_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

namespace catamaran::cli {

namespace {

using engine::image::ImageService;
using engine::image::ImageSummary;

/// {repository, tag} of a reference; the tag is what stands behind the last colon of its last part.
std::pair<std::string, std::string> splitTag(const std::string &reference)
{
    const std::size_t colon = reference.rfind(':');
    if (colon == std::string::npos || reference.find('/', colon) != std::string::npos)
        return {reference, "latest"};
    return {reference.substr(0, colon), reference.substr(colon + 1)};
}

/// A line of the list: an image under one of its names.
struct Row {
    std::string repository = "<none>";
    std::string tag = "<none>";
    std::string digest = "<none>";
};

std::vector<Row> rowsOf(const ImageSummary &image, bool digests)
{
    const auto digestOf = [&](const std::string &repository) {
        for (const std::string &known : image.repositoryDigests) {
            if (known.starts_with(repository + "@"))
                return known.substr(repository.size() + 1);
        }
        return std::string("<none>");
    };
    std::vector<Row> rows;
    std::set<std::string> repositories;
    for (const std::string &tag : image.tags) {
        const auto [repository, name] = splitTag(tag);
        repositories.insert(repository);
        // What was made here is known by its own digest.
        rows.push_back({repository, name,
                        image.repositoryDigests.empty() && !image.manifestDigest.empty()
                            ? image.manifestDigest
                            : digestOf(repository)});
    }
    for (const std::string &known : image.repositoryDigests) { // fetched by digest only
        const std::string repository = known.substr(0, known.find('@'));
        if (repositories.insert(repository).second && (image.tags.empty() || digests))
            rows.push_back({repository, "<none>", known.substr(repository.size() + 1)});
    }
    if (rows.empty())
        rows.emplace_back();
    return rows;
}

std::string jsonOf(const ImageSummary &image, const Row &row, bool full, std::int64_t now)
{
    const nlohmann::ordered_json json = {
        {"Containers", "N/A"},
        {"CreatedAt", image.createdNs > 0 ? listTime(image.createdNs) : "N/A"},
        {"CreatedSince", image.createdNs > 0 ? core::timeAgo(image.createdNs, now) : "N/A"},
        {"Digest", row.digest},
        {"ID", full ? image.id : shortId(image.id)},
        {"Repository", row.repository},
        {"SharedSize", "N/A"},
        {"Size", base::Bytes(image.sizeBytes).humanDecimal()},
        {"Tag", row.tag},
        {"UniqueSize", "N/A"},
        {"VirtualSize", base::Bytes(image.sizeBytes).humanDecimal()}};
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

/// Leaves the names that one of the patterns fits: a repository, a whole reference, or with wildcards.
base::Result<void> keepNamed(std::vector<std::string> &names, const std::vector<std::string> &patterns)
{
    std::vector<std::string> kept;
    for (std::string &name : names) {
        bool fits = false;
        for (const std::string &pattern : patterns) {
            CATAMARAN_TRY(const bool one, ImageService::matches(pattern, name));
            // docker.io/library/demo, too
            const auto whole = ImageService::normalizeReference(name);
            fits = fits || one || (whole && (*whole == pattern || splitTag(*whole).first == pattern));
        }
        if (fits)
            kept.push_back(std::move(name));
    }
    names = std::move(kept);
    return {};
}

/// --filter of images, each key asked only when it was given.
base::Result<void> filterImages(ImageService &images, const Filters &filters, std::int64_t now,
                                std::vector<ImageSummary> &list)
{
    const auto values = [&](const char *key) {
        const auto found = filters.find(key);
        return found == filters.end() ? std::vector<std::string>() : found->second;
    };
    std::optional<bool> dangling;
    for (const std::string &value : values("dangling")) {
        CATAMARAN_TRY(dangling, parseSwitch("dangling", value));
    }
    std::int64_t before = INT64_MAX;
    std::int64_t since = INT64_MIN;
    for (const std::string &value : values("before")) {
        CATAMARAN_TRY(const auto image, images.describe(value));
        before = std::min(before, image.createdNs);
    }
    for (const std::string &value : values("since")) {
        CATAMARAN_TRY(const auto image, images.describe(value));
        since = std::max(since, image.createdNs);
    }
    CATAMARAN_TRY(const engine::PruneFilter labelsAndTime, pruneFilter(filters, now));
    std::vector<ImageSummary> kept;
    for (ImageSummary &image : list) {
        if (dangling && *dangling != (image.tags.empty() && image.repositoryDigests.empty()))
            continue;
        if (image.createdNs >= before || image.createdNs <= since)
            continue;
        if (labelsAndTime.untilNs && image.createdNs >= *labelsAndTime.untilNs)
            continue;
        if (filters.contains("reference")) { // only the names that fit are shown
            CATAMARAN_CHECK(keepNamed(image.tags, values("reference")));
            CATAMARAN_CHECK(keepNamed(image.repositoryDigests, values("reference")));
            if (image.tags.empty() && image.repositoryDigests.empty())
                continue;
        }
        if (!labelsAndTime.labels.empty() || !labelsAndTime.withoutLabels.empty()) {
            CATAMARAN_TRY(const auto details, images.describe(image.id));
            if (!engine::labelsPass({{}, labelsAndTime.labels, labelsAndTime.withoutLabels},
                                    details.config.labels))
                continue;
        }
        kept.push_back(std::move(image));
    }
    list = std::move(kept);
    return {};
}

/// --tree: each image with its names below it.
std::string treeOf(const std::vector<ImageSummary> &list, bool full)
{
    std::vector<std::vector<std::string>> rows = {{"IMAGE", "ID", "DISK USAGE", "PLATFORM DIGEST"}};
    for (const ImageSummary &image : list) {
        const std::string id = full ? image.id : shortId(image.id);
        const std::string digest = full ? image.manifestDigest : shortId(image.manifestDigest);
        rows.push_back({image.tags.empty() ? "<untagged>" : image.tags.front(), id,
                        base::Bytes(image.sizeBytes).humanDecimal(), digest});
        for (std::size_t i = 1; i < image.tags.size(); ++i)
            rows.push_back({(i + 1 == image.tags.size() ? "└─ " : "├─ ") + image.tags[i], {}, {}, {}});
    }
    return tabular(rows);
}

int images(Invocation &call)
{
    FlagSet options;
    bool quiet = false;
    bool full = false;
    bool all = false;
    bool digests = false;
    bool tree = false;
    std::string format;
    std::vector<std::string> filterTexts;
    options.flag(quiet, "quiet", 'q', "Only show image IDs");
    options.flag(full, "no-trunc", 0, "Don't truncate output");
    options.flag(all, "all", 'a', "Show all images");
    options.flag(digests, "digests", 0, "Show digests");
    options.flag(tree, "tree", 0, "List the names of each image below it");
    options.list(
        filterTexts, "filter", 'f',
        "Filter output based on conditions provided: before, dangling, label, reference, since, until",
        "filter");
    options.text(format, "format", 0, "Format output using a custom template: 'table', 'json' or a template");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {0, 1}, arguments))
        return *code;
    if (tree && (quiet || !format.empty()))
        return failWith(base::Error(base::Errc::InvalidArgument, "--tree has neither --quiet nor --format"));
    auto filters =
        parseFilters(filterTexts, {"before", "dangling", "label", "label!", "reference", "since", "until"});
    if (!filters)
        return failWith(filters.error());
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    auto list = (*engine)->images().list();
    if (!list)
        return failWith(list.error());
    const std::int64_t now = core::realtimeNanoseconds();
    if (!arguments.empty()) // one more condition, beside those that were asked for
        if (const auto done = filterImages((*engine)->images(), {{"reference", {arguments[0]}}}, now, *list);
            !done)
            return failWith(done.error());
    if (const auto done = filterImages((*engine)->images(), *filters, now, *list); !done)
        return failWith(done.error());
    std::stable_sort(list->begin(), list->end(),
                     [](const ImageSummary &a, const ImageSummary &b) { return a.createdNs > b.createdNs; });
    if (tree) {
        print(treeOf(*list, full));
        return 0;
    }
    std::vector<std::string> rows;
    std::string ids;
    for (const ImageSummary &image : *list) {
        ids += (full ? image.id : shortId(image.id)) + "\n";
        if (quiet)
            continue;
        for (const Row &row : rowsOf(image, digests))
            rows.push_back(jsonOf(image, row, full, now));
    }
    if (quiet) {
        print(ids);
        return 0;
    }
    std::vector<Column> columns = {{"Repository", "REPOSITORY"}, {"Tag", "TAG"}};
    if (digests)
        columns.push_back({"Digest", "DIGEST"});
    columns.insert(columns.end(), {{"ID", "IMAGE ID"}, {"CreatedSince", "CREATED"}, {"Size", "SIZE"}});
    const auto text = renderRows(format, columns, rows);
    if (!text)
        return failWith(text.error());
    print(*text);
    return 0;
}

int removeImages(Invocation &call)
{
    FlagSet options;
    bool force = false;
    bool noPrune = false;
    std::string platform;
    options.flag(force, "force", 'f', "Force removal of the image");
    options.flag(noPrune, "no-prune", 0, "Do not delete untagged parents");
    options.text(platform, "platform", 0, "Remove only the given platform variant");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, {}}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    return forEachName(names, Echo::No, [&](const std::string &name) -> base::Result<void> {
        CATAMARAN_CHECK(requirePlatform((*engine)->images(), name, platform));
        CATAMARAN_TRY(const auto removed, (*engine)->images().remove(name, force));
        for (const std::string &tag : removed.untagged)
            print("Untagged: " + ImageService::familiarReference(tag) + "\n");
        for (const std::string &digest : removed.deleted)
            print("Deleted: " + digest + "\n");
        return {};
    });
}

int tag(Invocation &call)
{
    FlagSet options;
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {2, 2}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto tagged = (*engine)->images().tag(names[0], names[1]);
    return tagged ? 0 : failWith(tagged.error());
}

/// A row of `history`; docker cuts the command at 45 characters.
std::string historyRow(const ImageService::Step &step, const std::string &id, bool full, bool human,
                       std::int64_t now)
{
    const std::int64_t created = parseLogTime(step.created, now).value_or(0);
    const nlohmann::ordered_json json = {
        {"ID", id},
        {"CreatedAt", step.created},
        {"CreatedSince", !human        ? step.created
                         : created > 0 ? core::timeAgo(created, now)
                                       : "N/A"},
        {"CreatedBy", full ? step.createdBy : ellipsis(step.createdBy, 45)},
        {"Size", human ? base::Bytes(step.sizeBytes).humanDecimal() : std::to_string(step.sizeBytes)},
        {"Comment", step.comment}};
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

int history(Invocation &call)
{
    FlagSet options;
    bool full = false;
    bool quiet = false;
    bool human = true;
    std::string format;
    std::string platform;
    options.flag(human, "human", 'H', "Print sizes and dates in human readable format (default true)");
    options.flag(full, "no-trunc", 0, "Don't truncate output");
    options.flag(quiet, "quiet", 'q', "Only show image IDs");
    options.text(format, "format", 0, "Format output using a custom template: 'table', 'json' or a template");
    options.text(platform, "platform", 0, "Show history for the given platform");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    if (const auto fits = requirePlatform((*engine)->images(), names[0], platform); !fits)
        return failWith(fits.error());
    const auto steps = (*engine)->images().history(names[0]);
    if (!steps)
        return failWith(steps.error());
    const auto image = (*engine)->images().describe(names[0]);
    if (!image)
        return failWith(image.error());
    const std::int64_t now = core::realtimeNanoseconds();
    std::vector<std::string> rows;
    std::string ids;
    for (const ImageService::Step &step : *steps) {
        // Only the image itself has an id; its steps were never images.
        const std::string id = !rows.empty() ? "<missing>" : full ? image->id : shortId(image->id);
        ids += id + "\n";
        rows.push_back(historyRow(step, id, full, human, now));
    }
    if (quiet) {
        print(ids);
        return 0;
    }
    const auto text = renderRows(format,
                                 {{"ID", "IMAGE"},
                                  {"CreatedSince", "CREATED"},
                                  {"CreatedBy", "CREATED BY"},
                                  {"Size", "SIZE"},
                                  {"Comment", "COMMENT"}},
                                 rows);
    if (!text)
        return failWith(text.error());
    print(*text);
    return 0;
}

} // namespace

void addImages(Registry &registry)
{
    registry.add({"images", "Common Commands", "[OPTIONS] [REPOSITORY[:TAG]]", "List images", images});
    registry.add(
        {"rmi", "Commands", "[OPTIONS] IMAGE [IMAGE...]", "Remove one or more images", removeImages});
    registry.add({"tag", "Commands", "SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]",
                  "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE", tag});
    registry.add({"history", "Commands", "[OPTIONS] IMAGE", "Show the history of an image", history});
}

} // namespace catamaran::cli
