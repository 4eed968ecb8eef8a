// SPDX-License-Identifier: GPL-3.0-or-later
// compose compare.
#include "engine/base/file.h"
#include "src/cli/progress_line.h"
#include "src/cli/verbs/compose/compose.h"
#include "src/stack/twin.h"

namespace catamaran::cli {

namespace {

int compareTwinsVerb(Invocation &call)
{
    ComposeCall compose(call);
    std::string format = "table";
    std::string report;
    compose.options.text(format, "format", 0, "Output: table or json");
    compose.options.text(report, "report", 0, "Write report.html and report.json to this directory", "dir");
    std::vector<std::string> none;
    if (const auto code = compose.parse(Interspersed::Yes, {0, 0}, none))
        return *code;
    if (format != "table" && format != "json")
        return failUsage(call,
                         base::Error(base::Errc::InvalidArgument, "unknown --format '" + format + "'")
                             .withFix("Use table or json."),
                         kExitFailure);
    // First of all, since it may execute the program that has libvirt in place of this one.
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error());
    // Two readings under names of their own: a stack that runs from the same files is left alone.
    auto options = compose.loadOptions();
    if (!options)
        return failWith(options.error());
    const auto plain = compose.load(*options);
    if (!plain)
        return failWith(plain.error());
    options->projectName = plain->name + "-twin-containers";
    auto asContainers = compose.load(*options);
    if (!asContainers)
        return failWith(asContainers.error());
    options->projectName = plain->name + "-twin-vms";
    auto asVms = compose.load(*options);
    if (!asVms)
        return failWith(asVms.error());
    const auto interruptible = call.session.interruptible();
    ProgressLine line;
    auto result = stack::compareTwins(**deck, std::move(*asContainers), std::move(*asVms),
                                      shownOn(line, interruptible));
    line.clear();
    if (!result)
        return failWith(result.error(), result.error().code() == base::Errc::Cancelled ? 130 : kExitFailure);
    result->project = plain->name;
    print(format == "json" ? stack::toJson(*result) + "\n" : stack::toTable(*result));
    if (report.empty())
        return 0;
    const auto written = [&]() -> base::Result<void> {
        CATAMARAN_CHECK(base::makeDirectories(report));
        CATAMARAN_CHECK(base::writeFileAtomic(report + "/report.html", stack::toHtml(*result)));
        return base::writeFileAtomic(report + "/report.json", stack::toJson(*result) + "\n");
    }();
    if (!written)
        return failWith(written.error());
    printStderr("Report: " + report + "/report.html\n");
    return 0;
}

} // namespace

void addComposeCompare(Registry &registry)
{
    registry.add({"compose compare", "", "[OPTIONS]",
                  "Run the stack as containers, then as VMs, and compare what each costs", compareTwinsVerb});
}

} // namespace catamaran::cli
