// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/output.h"
#include "src/cli/process_row.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

namespace catamaran::cli {

namespace {

int top(Invocation &call)
{
    FlagSet options;
    std::vector<std::string> names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, names))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto details = (*engine)->inspect(names[0]);
    if (!details)
        return failWith(details.error());
    if (details->pid <= 0)
        return failWith(
            base::Error(base::Errc::InvalidState, "container " + details->summary.id + " is not running")
                .withFix("catamaran start " + names[0]));
    auto processes = processesBeside(details->pid);
    if (!processes)
        return failWith(processes.error());
    processes->insert(processes->begin(), {"UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"});
    print(tabular(*processes));
    return 0;
}

} // namespace

void addTop(Registry &registry)
{
    registry.add({"top", "Commands", "CONTAINER", "Display the running processes of a container", top});
}

} // namespace catamaran::cli
