// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/bytes.h"
#include "engine/base/notice.h"
#include "src/cli/output.h"
#include "src/cli/verbs/lint_verbs.h"
#include "src/cli/verbs/verbs.h"

#include <algorithm>
#include <fmt/format.h>

namespace catamaran::cli {

namespace {

using namespace engine::inspect;
using engine::image::ResolvedImage;

base::Result<ResolvedImage> resolve(Invocation &call, const std::string &name,
                                    const base::OperationContext &context)
{
    CATAMARAN_TRY(engine::Engine *const engine, call.session.engine());
    return engine->images().resolve(name, context);
}

base::Error badFormat(const std::string &format)
{
    return {base::Errc::InvalidArgument, "invalid format \"" + format + "\""};
}

std::string humanSize(std::int64_t bytes)
{
    return base::Bytes(bytes).humanDecimal();
}

std::string mark(LayerChange::Kind kind)
{
    return kind == LayerChange::Kind::Added ? "A" : kind == LayerChange::Kind::Changed ? "C" : "D";
}

std::string changeLines(const std::vector<LayerChange> &changes)
{
    std::string out;
    for (const LayerChange &change : changes)
        out += mark(change.kind) + " " + fmt::format("{:>10}", humanSize(change.bytes)) + "  " + change.path +
               "\n";
    return out;
}

int layers(Invocation &call)
{
    FlagSet options;
    std::optional<std::int64_t> layer;
    std::string format = "table";
    options.integer(layer, "layer", 0, "Show the files of this layer (from 1, the lowest)");
    options.text(format, "format", 0, "Format of the output (\"table\", \"json\")");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, names))
        return *code;
    if (format != "table" && format != "json")
        return failUsage(call, badFormat(format));
    const auto interruptible = call.session.interruptible();
    const auto image = resolve(call, names[0], interruptible.context());
    if (!image)
        return failWith(image.error());
    const auto report = explainLayers(*image, interruptible.context());
    if (!report)
        return failWith(report.error());
    const auto count = static_cast<std::int64_t>(report->layers.size());
    if (layer && (*layer < 1 || *layer > count))
        return failUsage(call,
                         base::Error(base::Errc::InvalidArgument,
                                     fmt::format("the image has layers 1 to {}, not {}", count, *layer)));
    if (format == "json") {
        print(layersJson(*report));
        return 0;
    }
    if (layer) {
        print(changeLines(report->layers[static_cast<std::size_t>(*layer) - 1].changes));
        return 0;
    }
    std::vector<std::vector<std::string>> rows = {
        {"LAYER", "SIZE", "ADDED", "CHANGED", "REMOVED", "WASTED", "CREATED BY"}};
    for (std::size_t i = 0; i < report->layers.size(); ++i) {
        const LayerSummary &entry = report->layers[i];
        rows.push_back({std::to_string(i + 1), humanSize(entry.bytes), std::to_string(entry.added),
                        std::to_string(entry.changed), std::to_string(entry.removed),
                        humanSize(entry.wastedBytes), ellipsis(entry.createdBy, 60)});
    }
    std::string out = tabular(rows);
    out += fmt::format("\nTotal {}, wasted {}, efficiency {:.1f} %\n", humanSize(report->totalBytes),
                       humanSize(report->wastedBytes), report->efficiency() * 100);
    constexpr std::size_t kShown = 10;
    for (std::size_t i = 0; i < std::min(report->wasted.size(), kShown); ++i)
        out += fmt::format("{:>10}  {} ({} hidden)\n", humanSize(report->wasted[i].bytes),
                           report->wasted[i].path, report->wasted[i].copies);
    print(out);
    return 0;
}

int diff(Invocation &call)
{
    FlagSet options;
    std::string format = "text";
    options.text(format, "format", 0, "Format of the output (\"text\", \"json\")");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {2, 2}, names))
        return *code;
    if (format != "text" && format != "json")
        return failUsage(call, badFormat(format));
    const auto interruptible = call.session.interruptible();
    const auto a = resolve(call, names[0], interruptible.context());
    if (!a)
        return failWith(a.error());
    const auto b = resolve(call, names[1], interruptible.context());
    if (!b)
        return failWith(b.error());
    const auto difference = compareImages(*a, *b, interruptible.context());
    if (!difference)
        return failWith(difference.error());
    if (format == "json") {
        print(differenceJson(*difference));
        return 0;
    }
    std::string out;
    const auto shown = [](const std::string &text) { return text.empty() ? std::string("-") : text; };
    if (!difference->settings.empty())
        out += "Configuration:\n";
    for (const auto &setting : difference->settings)
        out += fmt::format("  {}: {} -> {}\n", setting.name, shown(setting.before), shown(setting.after));
    if (!difference->packages.empty())
        out += "Packages:\n";
    for (const auto &package : difference->packages)
        out += fmt::format("  {} ({}): {} -> {}\n", package.name, package.type, shown(package.before),
                           shown(package.after));
    if (!difference->files.empty())
        out += "Files:\n" + changeLines(difference->files);
    print(difference->empty() ? "The images are the same.\n" : out);
    return 0;
}

int lintImageVerb(Invocation &call)
{
    FlagSet options;
    std::string format = "text";
    std::string failOn = "warning";
    std::vector<std::string> ignored;
    options.text(format, "format", 0, "Format of the output (\"text\", \"json\", \"sarif\")");
    options.text(failOn, "fail-on", 0, "Lowest level that makes the exit code 1");
    options.list(ignored, "ignore", 0, "Rule to leave out");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, names))
        return *code;
    const auto severity = engine::lint::parseSeverity(failOn);
    if (!severity)
        return failUsage(call, severity.error());
    if (format != "text" && format != "json" && format != "sarif")
        return failUsage(call, badFormat(format));
    const auto interruptible = call.session.interruptible();
    const auto image = resolve(call, names[0], interruptible.context());
    if (!image)
        return failWith(image.error());
    auto findings = lintImage(*image, interruptible.context());
    if (!findings)
        return failWith(findings.error());
    std::erase_if(*findings, [&](const engine::lint::Finding &finding) {
        return std::find(ignored.begin(), ignored.end(), finding.rule) != ignored.end();
    });
    return showFindings(*findings, format, imageRules(), *severity);
}

int sbom(Invocation &call)
{
    FlagSet options;
    std::string format = "text";
    std::string output;
    options.text(format, "format", 0, "Format of the output (\"spdx\", \"cyclonedx\", \"text\")");
    options.text(output, "output", 'o', "Write to a file, instead of STDOUT");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, names))
        return *code;
    if (format != "text" && format != "spdx" && format != "cyclonedx")
        return failUsage(call, badFormat(format));
    const auto interruptible = call.session.interruptible();
    const auto image = resolve(call, names[0], interruptible.context());
    if (!image)
        return failWith(image.error());
    const auto inventory = takeInventory(*image, interruptible.context());
    if (!inventory)
        return failWith(inventory.error());
    for (const std::string &note : inventory->notes)
        printStderr("WARNING: " + note + "\n");
    const SbomSubject subject{image->reference, image->manifestDigest, image->config.created};
    const std::string text = format == "spdx"        ? sbomSpdx(*inventory, subject)
                             : format == "cyclonedx" ? sbomCycloneDx(*inventory, subject)
                                                     : sbomText(*inventory);
    const auto written = writeOutput(output, [&](const engine::ByteSink &sink) { return sink(text); });
    return written ? 0 : failWith(written.error());
}

/// "high,critical"
base::Result<std::set<Risk>> risksOf(const std::string &list)
{
    std::set<Risk> out;
    std::string_view rest = list;
    while (!rest.empty()) {
        const std::string_view name = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(name.size() + 1, rest.size()));
        CATAMARAN_TRY(const Risk risk, parseRisk(name));
        out.insert(risk);
    }
    return out;
}

/// Where advisories come from when --db names none.
struct AdvisoryFlags {
    std::vector<std::string> databases;
    AdvisoryAddresses addresses = AdvisoryAddresses::fromEnvironment();
    bool offline = false;
    bool update = false;

    [[nodiscard]] bool stored() const { return databases.empty(); }
    [[nodiscard]] Freshness freshness() const
    {
        return offline ? Freshness::Offline : update ? Freshness::Now : Freshness::Daily;
    }
};

/// Fetches what the image's packages need, and says on stderr what is used.
base::Result<AdvisorySet> fetchAdvisories(Invocation &call, const AdvisoryFlags &flags,
                                          const Inventory &inventory, std::vector<std::string> &notes,
                                          const base::OperationContext &quiet)
{
    CATAMARAN_TRY(engine::Engine *const engine, call.session.engine());
    base::OperationContext context = quiet;
    context.onProgress = [](const base::Progress &progress) {
        if (progress.unit == base::kNotice)
            printStderr("WARNING: " + progress.step + "\n");
        else
            printStderr(progress.step + (progress.done > 0 ? ": " + humanSize(progress.done) : "") + "\n");
    };
    const auto sources = advisorySources(inventory, flags.addresses, notes);
    CATAMARAN_TRY(AdvisorySet set, obtainAdvisories(sources, engine->options().dataDirectory + "/advisories",
                                                    flags.freshness(), context));
    notes.insert(notes.end(), set.notes.begin(), set.notes.end());
    for (const StoredAdvisories &file : set.files) {
        const auto age = std::chrono::duration_cast<std::chrono::seconds>(
            std::max(base::WallClock::duration{}, base::WallClock::now() - file.checked));
        printStderr(fmt::format("Advisories of {} ({}, {}{} ago)\n", file.url, humanSize(file.bytes),
                                file.fetched ? "fetched " : "checked ", base::humanDuration(age)));
    }
    return set;
}

int scanVerb(Invocation &call)
{
    FlagSet options;
    AdvisoryFlags advisories;
    std::string format = "table";
    std::string severities;
    std::optional<std::int64_t> exitCode;
    bool onlyFixed = false;
    options.list(advisories.databases, "db", 0,
                 "Advisories on the disk: OSV JSON (file, directory or zip) or the Debian tracker's JSON; "
                 "nothing is downloaded then");
    options.flag(advisories.offline, "offline", 0, "Use the advisories that were downloaded before");
    options.flag(advisories.update, "update", 0, "Ask for newer advisories now (else once a day)");
    options.text(advisories.addresses.osv, "osv-address", 0,
                 "Where OSV's <ecosystem>/all.zip are (or CATAMARAN_OSV)", "url");
    options.text(advisories.addresses.debian, "debian-address", 0,
                 "The Debian tracker's JSON (or CATAMARAN_DEBIAN_TRACKER)", "url");
    options.text(format, "format", 0, "Format of the output (\"table\", \"json\", \"sarif\")");
    options.text(severities, "severity", 0, "Show only these, such as high,critical");
    options.integer(exitCode, "exit-code", 0, "Exit code when something is found (default 0)");
    options.flag(onlyFixed, "ignore-unfixed", 0, "Leave out what has no fixed version");
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, names))
        return *code;
    if (format != "table" && format != "json" && format != "sarif")
        return failUsage(call, badFormat(format));
    if (advisories.offline && advisories.update)
        return failUsage(call, {base::Errc::InvalidArgument, "--offline and --update exclude each other"});
    if (!advisories.stored() && (advisories.offline || advisories.update))
        return failUsage(call, {base::Errc::InvalidArgument,
                                "--db names files on the disk: --offline and --update say nothing of them"});
    const auto wanted = risksOf(severities);
    if (!wanted)
        return failUsage(call, wanted.error());
    const auto interruptible = call.session.interruptible();
    const auto image = resolve(call, names[0], interruptible.context());
    if (!image)
        return failWith(image.error());
    const auto inventory = takeInventory(*image, interruptible.context());
    if (!inventory)
        return failWith(inventory.error());
    std::vector<std::string> notes;
    AdvisorySet set; // keeps its lock until the end
    if (advisories.stored()) {
        auto fetched = fetchAdvisories(call, advisories, *inventory, notes, interruptible.context());
        if (!fetched)
            return failWith(fetched.error());
        set = std::move(*fetched);
        for (const StoredAdvisories &file : set.files)
            advisories.databases.push_back(file.path);
    }
    auto report = scan(*inventory, advisories.databases, interruptible.context());
    if (!report)
        return failWith(report.error());
    report->notes.insert(report->notes.end(), notes.begin(), notes.end());
    std::erase_if(report->found, [&](const Vulnerability &found) {
        return (!wanted->empty() && !wanted->contains(found.risk)) ||
               (onlyFixed && found.fixedVersion.empty());
    });
    for (const std::string &note : report->notes)
        printStderr("WARNING: " + note + "\n");
    print(format == "json"    ? scanJson(*report, *inventory)
          : format == "sarif" ? scanSarif(*report, image->reference)
                              : scanTable(*report));
    if (format == "table")
        printStderr(fmt::format("{} packages, {} advisories, {} vulnerabilities\n",
                                inventory->packages.size(), report->advisories, report->found.size()));
    return report->found.empty() ? 0 : static_cast<int>(exitCode.value_or(0));
}

} // namespace

void addImageAnalysis(Registry &registry)
{
    registry.add({"image layers", "Commands", "[OPTIONS] IMAGE",
                  "Show what each layer of an image adds and wastes", layers});
    registry.add({"image diff", "Commands", "[OPTIONS] IMAGE IMAGE",
                  "Show how two images differ in configuration, packages and files", diff});
    registry.add({"image lint", "Commands", "[OPTIONS] IMAGE", "Check an image for mistakes and bad habits",
                  lintImageVerb});
    registry.add(
        {"sbom", "Commands", "[OPTIONS] IMAGE", "List the packages of an image (SPDX, CycloneDX)", sbom});
    registry.add({"scan", "Commands", "[OPTIONS] IMAGE", "Hold the packages of an image against advisories",
                  scanVerb});
}

} // namespace catamaran::cli
