// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/engine.h"
#include "engine/base/file.h"
#include "src/cli/containers.h"
#include "src/cli/progress_line.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/compare/experiment.h"
#include "src/compare/history.h"
#include "src/compare/last.h"
#include "src/core/demo_image.h"

#include <charconv>
#include <fmt/format.h>

namespace catamaran::cli {

namespace {

using compare::ExperimentEvent;

void showEvent(ProgressLine &line, std::string &phases, const ExperimentEvent &event)
{
    const std::string hull = event.hull == core::Kind::Vm ? "VM" : "container";
    const std::string which =
        event.run < 0 ? "warm-up, " + hull : fmt::format("run {}, {}", event.run + 1, hull);
    switch (event.kind) {
    case ExperimentEvent::Kind::RunStarted:
        phases.clear();
        break;
    case ExperimentEvent::Kind::Phase:
        phases += fmt::format("  {} {:.0f} ms", event.phase.name, event.phase.atMs);
        line.show(which + ":" + phases);
        break;
    case ExperimentEvent::Kind::RunFinished:
        line.say(fmt::format("{:<22} {:>9.1f} ms ", which, event.startupMs) + phases);
        break;
    case ExperimentEvent::Kind::Measured:
        line.show(which + ": measured");
        break;
    }
}

base::Result<void> writeReport(const std::string &directory, const compare::Experiment &experiment)
{
    CATAMARAN_CHECK(base::makeDirectories(directory));
    CATAMARAN_CHECK(base::writeFileAtomic(directory + "/report.html", compare::toHtml(experiment)));
    CATAMARAN_CHECK(base::writeFileAtomic(directory + "/report.json", compare::toJson(experiment) + "\n"));
    return base::writeFileAtomic(directory + "/report.csv", compare::toCsv(experiment));
}

struct CompareFlags {
    compare::ExperimentRequest request;
    std::string format = "table";
    std::string report;

    void declare(FlagSet &flags)
    {
        const auto number = [&flags](auto &target, const char *name, std::int64_t least, std::int64_t most,
                                     const char *help) {
            flags.value(
                [&target, least, most](const std::string &text) -> base::Result<void> {
                    std::int64_t value = 0;
                    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
                    if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size() ||
                        value < least || value > most)
                        return base::fail(base::Errc::InvalidArgument,
                                          fmt::format("expected a number from {} to {}", least, most));
                    target = static_cast<std::decay_t<decltype(target)>>(value);
                    return {};
                },
                name, 0, help, "int");
        };
        number(request.runs, "runs", 1, 10'000, "Measured runs of each hull (default 5)");
        number(request.warmUps, "warm-ups", 0, 1000, "Runs before these that do not count (default 1)");
        number(request.containerPort, "port", 1, 65535, "Port of the image that answers HTTP (default 80)");
        flags.text(request.path, "path", 0, "Path to ask for (default \"/\")");
        flags.text(format, "format", 0, "Output: table, json or csv");
        flags.text(report, "report", 0, "Write report.html, report.json and report.csv to this directory",
                   "dir");
        flags.value(
            [this](const std::string &text) -> base::Result<void> {
                if (text == "container")
                    request.hulls = {core::Kind::Container};
                else if (text == "vm")
                    request.hulls = {core::Kind::Vm};
                else if (text == "both")
                    request.hulls = {core::Kind::Container, core::Kind::Vm};
                else
                    return base::fail(base::Errc::InvalidArgument, "expected container, vm or both");
                return {};
            },
            "hull", 0, "Measure only one hull: container, vm or both (default both)");
    }
};

base::Result<compare::Experiment> measure(core::Deck &deck, CompareFlags &flags, const std::string &image,
                                          const base::OperationContext &context, ProgressLine &line)
{
    flags.request.image = image;
    if (image == "demo") {
        flags.request.image = core::kDemoImage;
        CATAMARAN_CHECK(deck.prepareDemo(context));
    }
    // Said before anything is started, in the words of `run`.
    if (auto resolved = deck.engine().images().resolve(flags.request.image, context); !resolved)
        return base::fail(explainMissingImage(std::move(resolved).error(), flags.request.image));
    std::string phases;
    return compare::runExperiment(
        deck, flags.request, [&](const ExperimentEvent &event) { showEvent(line, phases, event); }, context);
}

int compareVerb(Invocation &call)
{
    FlagSet options;
    CompareFlags flags;
    flags.declare(options);
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, arguments, kExitFailure))
        return *code;
    if (flags.format != "table" && flags.format != "json" && flags.format != "csv")
        return failUsage(call,
                         base::Error(base::Errc::InvalidArgument, "unknown --format '" + flags.format + "'")
                             .withFix("Use table, json or csv."),
                         kExitFailure);
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error());
    const auto interruptible = call.session.interruptible();
    ProgressLine line;
    const auto experiment = measure(**deck, flags, arguments[0], shownOn(line, interruptible), line);
    line.clear();
    if (!experiment)
        return failWith(experiment.error(),
                        experiment.error().code() == base::Errc::Cancelled ? 130 : kExitFailure);
    // The window shows it too.
    if (const auto kept =
            compare::storeLast(engine::EngineOptions::forCurrentUser().dataDirectory, *experiment);
        !kept)
        printStderr("catamaran: the result is not kept for the window: " + kept.error().fullText() + "\n");
    if (const auto kept =
            compare::remember(engine::EngineOptions::forCurrentUser().dataDirectory, *experiment);
        !kept)
        printStderr("catamaran: not kept in the history: " + kept.error().fullText() + "\n");
    if (flags.format == "json")
        print(compare::toJson(*experiment) + "\n");
    else if (flags.format == "csv")
        print(compare::toCsv(*experiment));
    else
        print(compare::toTable(*experiment));
    if (flags.report.empty())
        return 0;
    if (const auto written = writeReport(flags.report, *experiment); !written)
        return failWith(written.error());
    printStderr("Report: " + flags.report + "/report.html\n");
    return 0;
}

int prepareDemo(Invocation &call)
{
    FlagSet options;
    std::vector<std::string> none;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {0, 0}, none, kExitFailure))
        return *code;
    // Only the engine: the image is made without libvirt.
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    ProgressLine line;
    const auto sources = core::findDemoSources();
    if (!sources)
        return failWith(sources.error());
    const auto busybox = core::findStaticBusybox({"/bin/busybox", "/usr/bin/busybox"});
    if (!busybox)
        return failWith(busybox.error());
    const auto id = core::prepareDemoImage(**engine, *sources, *busybox, shownOn(line, interruptible));
    line.clear();
    if (!id)
        return failWith(id.error());
    print(std::string(core::kDemoImage) + "\n");
    return 0;
}

} // namespace

void addCompare(Registry &registry)
{
    registry.add(
        {"compare", "Comparison", "[OPTIONS] demo|IMAGE",
         "Run an image as a container and as a VM, in turn, and compare them. More of the lab: compare "
         "isolation, density, work, table and history",
         compareVerb});
    addCompareLab(registry);
    registry.add(
        {"demo prepare", "Comparison", "", "Make the demo image from this machine's busybox", prepareDemo});
}

} // namespace catamaran::cli
