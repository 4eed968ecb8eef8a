// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/doctor.h"
#include "src/cli/filters.h"
#include "src/cli/output.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace catamaran::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string_view stateName(const core::Check &check)
{
    switch (check.state) {
    case core::Check::State::Good:
        return "ok";
    case core::Check::State::Warning:
        return "warning";
    case core::Check::State::Missing:
        return "missing";
    }
    return "";
}

std::string checksJson(const std::vector<core::Check> &checks)
{
    Json list = Json::array();
    for (const core::Check &check : checks)
        list.push_back({{"id", check.id},
                        {"area", check.area},
                        {"title", check.title},
                        {"state", stateName(check)},
                        {"needed", check.needed},
                        {"explanation", check.explanation},
                        {"fix", check.fix},
                        {"command", check.command},
                        {"can_fix", !check.settingPath.empty()}});
    const Json all = {{"healthy", !core::needsHelp(checks)}, {"checks", list}};
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string checksText(const std::vector<core::Check> &checks)
{
    std::string text;
    for (const core::Check &check : checks) {
        text += fmt::format("{:<9}{}: {}\n", stateName(check), check.title, check.explanation);
        if (!check.fix.empty())
            text += fmt::format("{:<9}Fix: {}\n", "", check.fix);
    }
    return text + (core::needsHelp(checks) ? "\nSomething that is needed is missing.\n"
                                           : "\nAll that is needed is there.\n");
}

/// What the checks say when not even the engine opens.
core::Check engineCheck(const base::Error &error)
{
    core::Check check;
    check.id = "engine";
    check.area = "containers";
    check.title = "The engine opens its state directory";
    check.state = core::Check::State::Missing;
    check.needed = true;
    check.explanation = error.text();
    check.fix = error.fix();
    return check;
}

int doctor(Invocation &call)
{
    FlagSet flags;
    std::string format = "text";
    bool vms = false;
    bool fix = false;
    flags.text(format, "format", 0, "Format of the output (\"text\", \"json\")");
    flags.flag(vms, "vms", 0, "What VMs need is needed, too");
    flags.flag(fix, "fix", 0,
               "Put right what a kernel setting puts right, until the next start of the computer");
    std::vector<std::string> none;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {0, 0}, none))
        return *code;
    if (format != "text" && format != "json")
        return failUsage(call, base::Error(base::Errc::InvalidArgument, "invalid format \"" + format + "\""));
    const auto deck = call.session.deck();
    std::vector<core::Check> checks;
    int code = 0;
    if (!deck) {
        checks = {engineCheck(deck.error())};
    } else {
        const std::string directory = (*deck)->engine().options().dataDirectory;
        const auto look = [&] {
            core::DoctorFacts facts = core::doctorFacts(**deck, directory);
            facts.needsVms = vms;
            return core::diagnose(facts);
        };
        checks = look();
        bool changed = false;
        for (const core::Check &check : checks) {
            if (!fix || check.state == core::Check::State::Good || check.settingPath.empty())
                continue;
            const auto done = core::applyFix(check);
            changed = changed || done.has_value();
            if (!done)
                code = failWith(done.error());
        }
        if (changed)
            checks = look();
    }
    print(format == "json" ? checksJson(checks) : checksText(checks));
    return core::needsHelp(checks) ? kExitFailure : code;
}

int builderPrune(Invocation &call)
{
    FlagSet flags;
    bool force = false;
    bool all = false;
    flags.flag(force, "force", 'f', "Do not prompt for confirmation");
    flags.flag(all, "all", 'a', "Remove all of the build cache (it is removed without this, too)");
    std::vector<std::string> none;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {0, 0}, none))
        return *code;
    if (!force &&
        !confirm("WARNING! This will remove all dangling build cache.\nAre you sure you want to continue?"))
        return failWith(base::Error(base::Errc::Cancelled, "builder prune has been cancelled"));
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto report = (*engine)->pruneBuildCache();
    if (!report)
        return failWith(report.error());
    print("Total reclaimed space: " + base::Bytes(report->reclaimedBytes).humanDecimal() + "\n");
    return 0;
}

} // namespace

void addDoctor(Registry &registry)
{
    registry.add({"doctor", "Common Commands", "[OPTIONS]",
                  "Check what containers and VMs need of this computer, and what to do where it is missing",
                  doctor});
    registry.add({"builder prune", "", "[OPTIONS]", "Remove the build cache", builderPrune});
}

} // namespace catamaran::cli
