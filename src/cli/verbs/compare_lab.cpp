// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/engine.h"
#include "src/cli/containers.h"
#include "src/cli/output.h"
#include "src/cli/progress_line.h"
#include "src/cli/verbs/verbs.h"
#include "src/compare/history.h"
#include "src/core/demo_image.h"

#include <charconv>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace catamaran::cli {

namespace {

std::string dataDirectory()
{
    return engine::EngineOptions::forCurrentUser().dataDirectory;
}

FlagSet::Take wholeNumber(int &target, int least, int most)
{
    return [&target, least, most](const std::string &text) -> base::Result<void> {
        int value = 0;
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
        if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size() || value < least ||
            value > most)
            return base::fail(base::Errc::InvalidArgument,
                              fmt::format("expected a number from {} to {}", least, most));
        target = value;
        return {};
    };
}

/// The image to work with, made when it is the demo; an unknown one is told in the words of `run`.
base::Result<std::string> imageFor(core::Deck &deck, const std::string &wish,
                                   const base::OperationContext &context)
{
    std::string image = wish;
    if (wish == "demo") {
        image = core::kDemoImage;
        CATAMARAN_CHECK(deck.prepareDemo(context));
    }
    if (auto resolved = deck.engine().images().resolve(image, context); !resolved)
        return base::fail(explainMissingImage(std::move(resolved).error(), image));
    return image;
}

bool knownFormat(const std::string &format)
{
    return format == "table" || format == "json";
}

int failFormat(const Invocation &call, const std::string &format)
{
    return failUsage(call,
                     base::Error(base::Errc::InvalidArgument, "unknown --format '" + format + "'")
                         .withFix("Use table or json."),
                     kExitFailure);
}

/// Opens the deck, runs `experiment` on the image and prints and keeps its result.
template <typename Run>
int runLab(Invocation &call, const std::string &wish, const std::string &format, Run run)
{
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error());
    const auto interruptible = call.session.interruptible();
    ProgressLine line;
    const base::OperationContext context = shownOn(line, interruptible);
    const auto image = imageFor(**deck, wish, context);
    if (!image) {
        line.clear();
        return failWith(image.error());
    }
    const auto result = run(**deck, *image, line, context);
    line.clear();
    if (!result)
        return failWith(result.error(), result.error().code() == base::Errc::Cancelled ? 130 : kExitFailure);
    if (const auto kept = compare::remember(dataDirectory(), *result); !kept)
        printStderr("catamaran: not kept in the history: " + kept.error().fullText() + "\n");
    print(format == "json" ? compare::toJson(*result) + "\n" : compare::toTable(*result));
    return 0;
}

int isolationVerb(Invocation &call)
{
    FlagSet options;
    std::string format = "table";
    options.text(format, "format", 0, "Output: table or json");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, arguments, kExitFailure))
        return *code;
    if (!knownFormat(format))
        return failFormat(call, format);
    return runLab(call, arguments[0], format,
                  [](core::Deck &deck, const std::string &image, ProgressLine &,
                     const base::OperationContext &context) {
                      return compare::exploreIsolation(deck, image, context);
                  });
}

int densityVerb(Invocation &call)
{
    FlagSet options;
    std::string format = "table";
    compare::DensityRequest request;
    int leastAvailable = 15;
    std::string hull = "container";
    options.text(format, "format", 0, "Output: table or json");
    options.text(hull, "hull", 0, "What to start: container or vm");
    options.value(wholeNumber(request.maximum, 1, 10000), "max", 0, "Instances to start at most (default 20)",
                  "int");
    options.value(wholeNumber(leastAvailable, 2, 90), "leave", 0,
                  "Safety stop: percent of the memory to leave available (default 15)", "int");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, arguments, kExitFailure))
        return *code;
    if (!knownFormat(format))
        return failFormat(call, format);
    if (hull != "container" && hull != "vm")
        return failUsage(call,
                         base::Error(base::Errc::InvalidArgument, "unknown --hull '" + hull + "'")
                             .withFix("Use container or vm."),
                         kExitFailure);
    request.hull = hull == "vm" ? core::Kind::Vm : core::Kind::Container;
    request.leastAvailable = leastAvailable / 100.0;
    return runLab(
        call, arguments[0], format,
        [&request](core::Deck &deck, const std::string &image, ProgressLine &line,
                   const base::OperationContext &context) {
            request.image = image;
            return compare::runDensity(
                deck, request,
                [&line](const compare::DensityPoint &point) {
                    line.show(fmt::format("{} run, the last came in {:.0f} ms", point.count, point.startMs));
                },
                context);
        });
}

int workVerb(Invocation &call)
{
    FlagSet options;
    std::string format = "table";
    int rounds = 3;
    options.text(format, "format", 0, "Output: table or json");
    options.value(wholeNumber(rounds, 1, 1000), "rounds", 0, "Times to run each program (default 3)", "int");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, arguments, kExitFailure))
        return *code;
    if (!knownFormat(format))
        return failFormat(call, format);
    return runLab(call, arguments[0], format,
                  [rounds](core::Deck &deck, const std::string &image, ProgressLine &,
                           const base::OperationContext &context) {
                      return compare::runWork(deck, image, rounds, context);
                  });
}

int tableVerb(Invocation &call)
{
    FlagSet options;
    std::vector<std::string> none;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {0, 0}, none, kExitFailure))
        return *code;
    print(compare::toTable(compare::textbookTable(compare::newestMeasured(dataDirectory()))));
    return 0;
}

int historyVerb(Invocation &call)
{
    FlagSet options;
    std::string show;
    std::vector<std::string> forget;
    std::string format = "table";
    options.text(show, "show", 0, "Print one experiment as JSON", "id");
    options.list(forget, "forget", 0, "Remove an experiment from the history", "id");
    options.text(format, "format", 0, "Output: table or json");
    std::vector<std::string> none;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {0, 0}, none, kExitFailure))
        return *code;
    if (!knownFormat(format))
        return failFormat(call, format);
    for (const std::string &id : forget) {
        if (const auto gone = compare::forgetExperiment(dataDirectory(), id); !gone)
            return failWith(gone.error());
        print(id + "\n");
    }
    if (!show.empty()) {
        const auto text = compare::readExperiment(dataDirectory(), show);
        if (!text)
            return failWith(text.error());
        print(*text);
        return 0;
    }
    if (!forget.empty())
        return 0;
    const auto entries = compare::history(dataDirectory());
    if (format == "json") {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const compare::HistoryEntry &entry : entries)
            list.push_back({{"id", entry.id},
                            {"kind", entry.kind},
                            {"started_at", entry.startedAt},
                            {"image", entry.image},
                            {"summary", entry.summary}});
        print(list.dump(2) + "\n");
        return 0;
    }
    print(fmt::format("{:<38} {:<10} {:<28} {}\n", "EXPERIMENT", "KIND", "IMAGE", "RESULT"));
    for (const compare::HistoryEntry &entry : entries)
        print(fmt::format("{:<38} {:<10} {:<28} {}\n", entry.id, entry.kind, entry.image, entry.summary));
    return 0;
}

} // namespace

void addCompareLab(Registry &registry)
{
    registry.add({"compare isolation", "Comparison", "[OPTIONS] demo|IMAGE",
                  "Show with evidence what a container and a VM share with the host", isolationVerb});
    registry.add({"compare density", "Comparison", "[OPTIONS] demo|IMAGE",
                  "Start more and more instances until a safety stop, then remove them", densityVerb});
    registry.add({"compare work", "Comparison", "[OPTIONS] demo|IMAGE",
                  "Time the same programs inside a container and inside a VM", workVerb});
    registry.add({"compare table", "Comparison", "",
                  "The textbook's container-or-VM table, filled with what was measured here", tableVerb});
    registry.add(
        {"compare history", "Comparison", "[OPTIONS]", "List, show or forget past experiments", historyVerb});
}

} // namespace catamaran::cli
