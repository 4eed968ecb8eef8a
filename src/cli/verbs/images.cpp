// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "src/cli/log_time.h"
#include "src/cli/output.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/core/status_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

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

std::vector<std::string> rowsOf(const ImageSummary &image, bool full, std::int64_t now)
{
    std::vector<std::string> tags;
    for (const std::string &tag : image.tags)
        tags.push_back(ImageService::familiarReference(tag));
    if (tags.empty())
        tags.emplace_back("<none>:<none>");
    std::vector<std::string> rows;
    for (const std::string &tag : tags) {
        const auto [repository, name] = splitTag(tag);
        const nlohmann::ordered_json json = {
            {"Containers", "N/A"},
            {"CreatedSince", image.createdNs > 0 ? core::timeAgo(image.createdNs, now) : "N/A"},
            {"CreatedAt", image.createdNs > 0 ? base::rfc3339(base::WallClock::time_point(
                                                    std::chrono::duration_cast<base::WallClock::duration>(
                                                        std::chrono::nanoseconds(image.createdNs))))
                                              : "N/A"},
            {"Digest", image.manifestDigest.empty() ? "<none>" : image.manifestDigest},
            {"ID", full ? image.id : shortId(image.id)},
            {"Repository", repository},
            {"Size", base::Bytes(image.sizeBytes).humanDecimal()},
            {"Tag", name}};
        rows.push_back(json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    }
    return rows;
}

bool isNamed(const ImageSummary &image, const std::string &name)
{
    return std::any_of(image.tags.begin(), image.tags.end(), [&name](const std::string &tag) {
        const std::string familiar = ImageService::familiarReference(tag);
        return familiar == name || tag == name || splitTag(familiar).first == name ||
               splitTag(tag).first == name;
    });
}

int images(Invocation &call)
{
    FlagSet options;
    bool quiet = false;
    bool full = false;
    bool all = false;
    bool digests = false;
    std::string format;
    options.flag(quiet, "quiet", 'q', "Only show image IDs");
    options.flag(full, "no-trunc", 0, "Don't truncate output");
    options.flag(all, "all", 'a', "Show all images");
    options.flag(digests, "digests", 0, "Show digests");
    options.text(format, "format", 0, "Format output using a custom template: 'table', 'json' or a template");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {0, 1}, arguments))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    auto list = (*engine)->images().list();
    if (!list)
        return failWith(list.error());
    if (!arguments.empty())
        std::erase_if(*list, [&](const ImageSummary &image) { return !isNamed(image, arguments[0]); });
    std::stable_sort(list->begin(), list->end(),
                     [](const ImageSummary &a, const ImageSummary &b) { return a.createdNs > b.createdNs; });
    const std::int64_t now = core::realtimeNanoseconds();
    std::vector<std::string> rows;
    std::string ids;
    for (const ImageSummary &image : *list) {
        ids += (full ? image.id : shortId(image.id)) + "\n";
        for (std::string &row : rowsOf(image, full, now))
            rows.push_back(std::move(row));
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
    options.flag(force, "force", 'f', "Force removal of the image");
    options.flag(noPrune, "no-prune", 0, "Do not delete untagged parents");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, {}}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    return forEachName(names, Echo::No, [&](const std::string &name) -> base::Result<void> {
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
    options.flag(human, "human", 'H', "Print sizes and dates in human readable format (default true)");
    options.flag(full, "no-trunc", 0, "Don't truncate output");
    options.flag(quiet, "quiet", 'q', "Only show image IDs");
    options.text(format, "format", 0, "Format output using a custom template: 'table', 'json' or a template");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto steps = (*engine)->images().history(names[0]);
    if (!steps)
        return failWith(steps.error());
    const auto image = (*engine)->images().resolve(names[0], {});
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

int import(Invocation &call)
{
    FlagSet options;
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 2}, arguments))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    const auto id = (*engine)->images().importRootFilesystem(
        arguments[0] == "-" ? "/dev/stdin" : arguments[0],
        arguments.size() > 1 ? arguments[1] : std::string(), interruptible.context());
    if (!id)
        return failWith(id.error());
    print(*id + "\n");
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
    registry.add({"import", "Commands", "FILE|- [REPOSITORY[:TAG]]",
                  "Import the contents from a tarball to create a filesystem image", import});
}

} // namespace catamaran::cli
