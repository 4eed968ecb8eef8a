// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspect/vulnerabilities.h"

#include "engine/base/file.h"
#include "engine/image/archive_library.h"
#include "engine/inspect/advisories.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <tuple>

namespace catamaran::engine::inspect {

using base::Errc;
using base::Result;
using OrderedJson = nlohmann::ordered_json;
using namespace libarchive;

namespace {

constexpr std::size_t kMostBytes = std::size_t(1) << 30;

Result<void> scanZip(const std::string &path, const PackageIndex &index, ScanReport &report,
                     const base::OperationContext &context)
{
    CATAMARAN_CHECK(libarchive::library.load());
    const std::unique_ptr<archive, int (*)(archive *)> zip(archive_read_new(),
                                                           [](archive *a) { return archive_read_free(a); });
    archive_read_support_format_zip(zip.get());
    const auto problem = [&] {
        return base::fail(Errc::Corrupt, path + ": " + archive_error_string(zip.get()));
    };
    constexpr std::size_t kBlock = 64U << 10;
    if (archive_read_open_filename(zip.get(), path.c_str(), kBlock) != ARCHIVE_OK)
        return problem();
    archive_entry *entry = nullptr;
    int result = 0;
    while ((result = archive_read_next_header(zip.get(), &entry)) == ARCHIVE_OK) {
        if (context.stopRequested())
            return base::fail(Errc::Cancelled, "cancelled");
        const char *name = archive_entry_pathname(entry);
        if (!name || !std::string_view(name).ends_with(".json"))
            continue;
        const std::string shown = path + ":" + name;
        std::string text;
        const void *block = nullptr;
        std::size_t size = 0;
        la_int64_t offset = 0;
        int read = 0;
        while ((read = archive_read_data_block(zip.get(), &block, &size, &offset)) == ARCHIVE_OK) {
            if (text.size() + size > kMostBytes)
                return base::fail(Errc::Corrupt, shown + " is larger than 1 GiB");
            text.append(static_cast<const char *>(block), size);
        }
        if (read != ARCHIVE_EOF)
            return problem();
        CATAMARAN_CHECK(matchAdvisory(text, shown, index, report));
    }
    return result == ARCHIVE_EOF ? Result<void>() : Result<void>(problem());
}

Result<void> scanPath(const std::string &path, const PackageIndex &index, ScanReport &report,
                      const base::OperationContext &context)
{
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
        std::vector<std::string> files;
        for (const auto &entry : std::filesystem::recursive_directory_iterator(path, error)) {
            const std::string extension = entry.path().extension().string();
            if (entry.is_regular_file(error) && (extension == ".json" || extension == ".zip"))
                files.push_back(entry.path().string());
        }
        if (error)
            return base::fail(base::Error::fromErrno(error.value(), "read " + path));
        if (files.empty())
            return base::fail(
                base::Error(Errc::NotFound, path + " holds no .json or .zip file")
                    .withFix("Give the directory with the advisories of OSV or the Debian tracker."));
        std::sort(files.begin(), files.end());
        for (const std::string &file : files) {
            if (context.stopRequested())
                return base::fail(Errc::Cancelled, "cancelled");
            CATAMARAN_CHECK(scanPath(file, index, report, context));
        }
        return {};
    }
    if (path.ends_with(".zip"))
        return scanZip(path, index, report, context);
    CATAMARAN_TRY(const std::string text, base::readFile(path, kMostBytes));
    return matchAdvisory(text, path, index, report);
}

std::string upper(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::toupper(c); });
    return out;
}

std::string dump(const OrderedJson &json)
{
    return json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

} // namespace

Result<ScanReport> scan(const Inventory &inventory, const std::vector<std::string> &databases,
                        const base::OperationContext &context)
{
    ScanReport report;
    report.notes = inventory.notes;
    const PackageIndex index(inventory);
    for (const std::string &path : databases)
        CATAMARAN_CHECK(scanPath(path, index, report, context));
    const auto key = [](const Vulnerability &v) {
        return std::tuple(-static_cast<int>(v.risk), v.package.name, v.package.version, v.id,
                          v.package.location);
    };
    std::sort(report.found.begin(), report.found.end(),
              [&](const Vulnerability &a, const Vulnerability &b) { return key(a) < key(b); });
    report.found.erase(
        std::unique(report.found.begin(), report.found.end(),
                    [&](const Vulnerability &a, const Vulnerability &b) { return key(a) == key(b); }),
        report.found.end());
    return report;
}

std::string scanTable(const ScanReport &report)
{
    std::vector<std::vector<std::string>> rows = {
        {"PACKAGE", "INSTALLED", "FIXED IN", "SEVERITY", "ID", "SUMMARY"}};
    for (const Vulnerability &v : report.found)
        rows.push_back({v.package.name, v.package.version, v.fixedVersion.empty() ? "-" : v.fixedVersion,
                        upper(riskName(v.risk)), v.id,
                        v.summary.substr(0, std::min(v.summary.find('\n'), std::size_t(70)))});
    std::vector<std::size_t> widths(rows.front().size());
    for (const auto &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    std::string out;
    for (const auto &row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i];
            if (i + 1 < row.size())
                line.append(widths[i] - row[i].size() + 3, ' ');
        }
        out += line + "\n";
    }
    return out;
}

std::string scanJson(const ScanReport &report, const Inventory &inventory)
{
    OrderedJson found = OrderedJson::array();
    for (const Vulnerability &v : report.found)
        found.push_back({{"id", v.id},
                         {"aliases", v.aliases},
                         {"severity", riskName(v.risk)},
                         {"package", v.package.name},
                         {"type", packageKindName(v.package.kind)},
                         {"installedVersion", v.package.version},
                         {"fixedVersion", v.fixedVersion},
                         {"purl", packageUrl(v.package, inventory)},
                         {"location", v.package.location},
                         {"summary", v.summary},
                         {"advisory", v.source}});
    return dump({{"distribution", inventory.prettyName},
                 {"packages", inventory.packages.size()},
                 {"advisories", report.advisories},
                 {"vulnerabilities", found},
                 {"notes", report.notes}});
}

std::string scanSarif(const ScanReport &report, const std::string &image)
{
    OrderedJson results = OrderedJson::array();
    OrderedJson rules = OrderedJson::array();
    std::set<std::string> known;
    for (const Vulnerability &v : report.found) {
        const char *level = v.risk >= Risk::High ? "error" : v.risk == Risk::Medium ? "warning" : "note";
        if (known.insert(v.id).second)
            rules.push_back({{"id", v.id},
                             {"shortDescription", {{"text", v.id + " in " + v.package.name}}},
                             {"fullDescription", {{"text", v.summary.empty() ? v.id : v.summary}}}});
        const std::string text =
            v.package.name + " " + v.package.version + " is affected by " + v.id + " (" +
            std::string(riskName(v.risk)) + ")" +
            (v.fixedVersion.empty() ? "; there is no fixed version" : "; fixed in " + v.fixedVersion);
        const std::string location = v.package.location.empty() ? image : v.package.location.substr(1);
        results.push_back(
            {{"ruleId", v.id},
             {"level", level},
             {"message", {{"text", text}}},
             {"locations",
              OrderedJson::array({{{"physicalLocation", {{"artifactLocation", {{"uri", location}}}}}}})}});
    }
    const OrderedJson driver = {{"name", "catamaran"}, {"rules", rules}};
    return dump({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", OrderedJson::array({{{"tool", {{"driver", driver}}}, {"results", results}}})}});
}

} // namespace catamaran::engine::inspect
