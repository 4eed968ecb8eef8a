// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/container_flags.h"
#include "src/cli/containers.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

namespace catamaran::cli {

namespace {

int create(Invocation &call)
{
    FlagSet options;
    ContainerFlags container;
    container.declare(options);
    bool quiet = false;
    options.flag(quiet, "quiet", 'q', "Suppress the pull output");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, options, Interspersed::No, {1, {}}, arguments))
        return *code;
    const auto spec = container.specification(arguments, currentDirectory());
    if (!spec)
        return failUsage(call, spec.error());
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    const auto id = createContainer(**engine, *spec, container.cidFile(), interruptible.context());
    if (!id)
        return failWith(id.error());
    print(*id + "\n");
    return 0;
}

} // namespace

void addCreate(Registry &registry)
{
    registry.add(
        {"create", "Commands", "[OPTIONS] IMAGE [COMMAND] [ARG...]", "Create a new container", create});
}

} // namespace catamaran::cli
