// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/container_flags.h"
#include "src/cli/containers.h"
#include "src/cli/output.h"
#include "src/cli/verbs/vm/common.h"
#include "src/core/machine_spec.h"

#include <nlohmann/json.hpp>

namespace catamaran::cli::vm {

namespace {

using Names = std::vector<std::string>;

int create(Invocation &call)
{
    FlagSet options;
    std::optional<std::int64_t> spares;
    ContainerFlags container;
    container.declare(options);
    options.integer(spares, "spares", 0, "Paused clones to keep ready for this image (default 0)");
    Names arguments;
    if (const auto code = parseOptions(call, options, Interspersed::No, {1, {}}, arguments))
        return *code;
    // What it will run is not known yet; an image without a command is no hindrance.
    if (arguments.size() == 1)
        arguments.emplace_back("true");
    const auto spec = container.specification(arguments, currentDirectory());
    if (!spec)
        return failUsage(call, spec.error());
    if (spares.value_or(0) < 0 || spares.value_or(0) > 64)
        return failUsage(call,
                         base::Error(base::Errc::InvalidArgument, "--spares takes a number from 0 to 64"));
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error());
    const auto interruptible = call.session.interruptible();
    const auto context = showing(interruptible.context());
    const auto image = (*deck)->engine().images().resolve(spec->image, context);
    if (!image)
        return failWith(image.error());
    auto machine = core::toMachineSpec(*spec, *image);
    if (!machine)
        return failWith(machine.error());
    const auto done =
        (*deck)->hypervisor().prepareWarm(*machine, static_cast<int>(spares.value_or(0)), context);
    return done ? 0 : failWith(done.error());
}

int list(Invocation &call)
{
    FlagSet options;
    Connect connect;
    std::string format;
    connect.declare(options);
    options.text(format, "format", 0, "Format output using a custom template: 'table', 'json' or a template");
    Names none;
    int code = 0;
    hv::Hypervisor *vms = open(call, options, connect, {0, 0}, none, code);
    if (vms == nullptr)
        return code;
    const auto states = vms->warmStates();
    if (!states)
        return failWith(states.error());
    std::vector<std::string> rows;
    for (const hv::WarmState &state : *states)
        rows.push_back(nlohmann::ordered_json{
            {"Template", state.key},
            {"Memory", state.memory.human()},
            {"Size", base::Bytes(state.diskBytes).human()},
            {"Spares", state.spares},
            {"Image",
             state.image}}.dump());
    const auto text = renderRows(format,
                                 {{"Template", "TEMPLATE"},
                                  {"Memory", "MEMORY"},
                                  {"Size", "SIZE"},
                                  {"Spares", "SPARES"},
                                  {"Image", "IMAGE OF THE SPARES"}},
                                 rows);
    if (!text)
        return failWith(text.error());
    print(*text);
    return 0;
}

int remove(Invocation &call)
{
    FlagSet options;
    Connect connect;
    Names none;
    int code = 0;
    connect.declare(options);
    hv::Hypervisor *vms = open(call, options, connect, {0, 0}, none, code);
    if (vms == nullptr)
        return code;
    const auto done = vms->cool();
    return done ? 0 : failWith(done.error());
}

} // namespace

base::Result<void> parseStartMode(const std::string &text, hv::StartMode &mode)
{
    if (text == "cold")
        mode = hv::StartMode::Cold;
    else if (text == "clone")
        mode = hv::StartMode::Clone;
    else if (text == "spare")
        mode = hv::StartMode::Spare;
    else if (text == "fastest")
        mode = hv::StartMode::Fastest;
    else
        return base::fail(base::Errc::InvalidArgument,
                          "invalid argument \"" + text + "\" for \"--start\": cold, clone, spare or fastest");
    return {};
}

void addWarm(Registry &registry)
{
    registry.add({"vm warm create", kHeading, "[OPTIONS] IMAGE",
                  "Boot a template that light VMs of this size start from, and spare VMs", create});
    registry.add({"vm warm ls", kHeading, "[OPTIONS]", "List templates and spare VMs", list});
    registry.add({"vm warm rm", kHeading, "", "Remove all templates and spare VMs", remove});
}

} // namespace catamaran::cli::vm
