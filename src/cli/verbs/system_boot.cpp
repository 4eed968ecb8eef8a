// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/core/boot_unit.h"

#include <climits>
#include <fmt/format.h>
#include <unistd.h>

namespace catamaran::cli {

namespace {

using Report = base::Result<std::vector<engine::BootResult>>;

// No option and no argument. The exit code when that was all.
std::optional<int> plain(Invocation &call)
{
    FlagSet options;
    std::vector<std::string> none;
    return parseOptions(call, options, Interspersed::Yes, {0, 0}, none);
}

base::Result<std::string> ownProgram()
{
    char path[PATH_MAX];
    const ssize_t size = ::readlink("/proc/self/exe", path, sizeof path);
    if (size <= 0 || static_cast<std::size_t>(size) >= sizeof path)
        return base::failErrno("find this program");
    return std::string(path, static_cast<std::size_t>(size));
}

int enable(Invocation &call)
{
    if (const auto code = plain(call))
        return *code;
    const engine::EngineOptions options = engine::EngineOptions::forCurrentUser();
    const core::BootUnit unit = core::bootUnit(options);
    const auto program = ownProgram();
    if (!program)
        return failWith(program.error());
    if (const auto done = core::enableBootUnit(unit, core::bootUnitText(unit, options, *program)); !done)
        return failWith(done.error());
    print(unit.path() + "\n");
    const std::string systemctl = unit.forUser ? "systemctl --user" : "systemctl";
    std::string notes = fmt::format("To use it from now on, and not only after the next boot: "
                                    "{0} daemon-reload && {0} start {1}\n",
                                    systemctl, unit.name);
    if (unit.forUser)
        notes += "Your containers start when you log in. To have them start with the host: loginctl "
                 "enable-linger\n";
    if (!core::systemdRuns())
        notes += "systemd does not run here. Have your init run: catamaran system boot run\n";
    printStderr(notes);
    return 0;
}

int disable(Invocation &call)
{
    if (const auto code = plain(call))
        return *code;
    const core::BootUnit unit = core::bootUnit(engine::EngineOptions::forCurrentUser());
    const auto removed = core::disableBootUnit(unit);
    if (!removed)
        return failWith(removed.error());
    print(*removed ? unit.path() + "\n" : "");
    return 0;
}

int status(Invocation &call)
{
    if (const auto code = plain(call))
        return *code;
    const core::BootUnit unit = core::bootUnit(engine::EngineOptions::forCurrentUser());
    const bool enabled = core::bootUnitEnabled(unit);
    print(fmt::format("{}\nUnit: {}\nsystemd: {}\n", enabled ? "enabled" : "disabled", unit.path(),
                      core::systemdRuns() ? "runs" : "does not run here"));
    return enabled ? 0 : kExitFailure; // as systemctl is-enabled
}

int report(const Report &results)
{
    if (!results)
        return failWith(results.error());
    int code = 0;
    for (const engine::BootResult &result : *results) {
        if (!result.error) {
            print(result.name + "\n");
            continue;
        }
        printStderr(result.name + ": ");
        code = failWith(*result.error);
    }
    return code;
}

int bootRun(Invocation &call)
{
    if (const auto code = plain(call))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    return report((*engine)->boot(interruptible.context()));
}

int bootShutdown(Invocation &call)
{
    if (const auto code = plain(call))
        return *code;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    return report((*engine)->shutdown(interruptible.context()));
}

} // namespace

void noticeBoot(const engine::spec::ContainerSpec &spec)
{
    using Kind = engine::spec::RestartKind;
    if (spec.restart.kind != Kind::Always && spec.restart.kind != Kind::UnlessStopped)
        return;
    if (core::systemdRuns() &&
        !core::bootUnitEnabled(core::bootUnit(engine::EngineOptions::forCurrentUser())))
        printStderr("catamaran: this container will not come back after a reboot before you run: catamaran "
                    "system boot enable\n");
}

void addSystemBoot(Registry &registry)
{
    registry.add({"system boot enable", "", "", "Start containers with a restart policy when the host starts",
                  enable});
    registry.add({"system boot disable", "", "", "Do not start containers with the host any more", disable});
    registry.add({"system boot status", "", "", "Show whether containers start with the host", status});
    registry.add(
        {"system boot run", "", "", "Start what restart policies want back now (run by the unit)", bootRun});
    registry.add({"system boot shutdown", "", "",
                  "Stop all containers; those with a restart policy come back (run by the unit)",
                  bootShutdown});
}

} // namespace catamaran::cli
