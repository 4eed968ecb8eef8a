// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "src/cli/output.h"
#include "src/cli/verbs/vm/common.h"
#include "src/vm/make_full.h"

#include <csignal>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace catamaran::cli::vm {

namespace {

using hv::Hypervisor;
using Names = std::vector<std::string>;

/// What ssh and scp share. Host keys are kept per VM: another VM may have had the port before.
base::Result<Names> sshOptions(const hv::MachineSummary &machine, const char *portFlag)
{
    if (!machine.full || (machine.sshPort == 0 && machine.address.empty()))
        return base::fail(
            base::Error(base::Errc::Unsupported, "VM " + machine.name + " has no SSH server to reach")
                .withFix(machine.full ? "Publish its port 22 with -p when you make it."
                                      : "Use `catamaran vm exec " + machine.name + " sh` instead."));
    const std::string directory =
        catamaran::vm::sshDirectory(engine::EngineOptions::forCurrentUser().dataDirectory);
    return Names{"-i",     directory + "/id_ed25519",
                 "-o",     "StrictHostKeyChecking=accept-new",
                 "-o",     "UserKnownHostsFile=" + directory + "/known-" + machine.id.substr(0, 12),
                 "-o",     "HostKeyAlias=" + machine.id,
                 "-o",     "LogLevel=ERROR",
                 portFlag, std::to_string(machine.sshPort != 0 ? machine.sshPort : 22)};
}

std::string hostOf(const hv::MachineSummary &machine, const std::string &user)
{
    const std::string host = machine.sshPort != 0 ? "127.0.0.1" : machine.address;
    const std::string name = !user.empty() ? user : !machine.sshUser.empty() ? machine.sshUser : "debian";
    return name + "@" + host;
}

/// In place of this program: no fork, and the terminal is ssh's own.
int become(const Names &command)
{
    std::vector<char *> argv;
    for (const std::string &argument : command)
        argv.push_back(const_cast<char *>(argument.c_str()));
    argv.push_back(nullptr);
    // ssh shall be interruptible whatever this program keeps for itself.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    ::execvp(argv[0], argv.data());
    return failWith(
        base::Error::fromErrno(errno, "run " + command[0]).withFix("Install the package openssh-client."),
        kExitNotFound);
}

int ssh(Invocation &call)
{
    FlagSet options;
    Connect connect;
    std::string user;
    connect.declare(options);
    options.text(user, "user", 'u', "User to log in as");
    Names arguments;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {1, {}}, arguments, code, Interspersed::No);
    if (vms == nullptr)
        return code;
    const auto machine = vms->machine(arguments[0]);
    if (!machine)
        return failWith(machine.error());
    auto command = sshOptions(*machine, "-p");
    if (!command)
        return failWith(command.error());
    command->insert(command->begin(), "ssh");
    command->push_back(hostOf(*machine, user));
    command->insert(command->end(), arguments.begin() + 1, arguments.end());
    return become(*command);
}

/// VM:PATH to FILE or FILE to VM:PATH.
int copy(Invocation &call)
{
    FlagSet options;
    Connect connect;
    std::string user;
    connect.declare(options);
    options.text(user, "user", 'u', "User to log in as");
    bool keepOwner = false;
    bool followLink = false;
    options.flag(keepOwner, "archive", 'a', "Archive mode (copy all uid/gid information)");
    options.flag(followLink, "follow-link", 'L', "Always follow symbol link in SRC_PATH");
    Names paths;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {2, 2}, paths, code);
    if (vms == nullptr)
        return code;
    const auto isRemote = [](const std::string &path) {
        const auto colon = path.find(':');
        return colon != std::string::npos && path.find('/') > colon;
    };
    if (isRemote(paths[0]) == isRemote(paths[1]))
        return failUsage(call, base::Error(base::Errc::InvalidArgument, "one of the two must be VM:PATH"));
    std::string &remote = isRemote(paths[0]) ? paths[0] : paths[1];
    const auto machine = vms->machine(remote.substr(0, remote.find(':')));
    if (!machine)
        return failWith(machine.error());
    if (!machine->full && machine->ours) {
        const std::string path = remote.substr(remote.find(':') + 1);
        const auto interruptible = call.session.interruptible();
        const auto done = &remote == &paths[0]
                              ? vms->copyOut(machine->id, path, paths[1], followLink, interruptible.context())
                              : vms->copyIn(machine->id, paths[0], path, keepOwner, interruptible.context());
        return done ? 0 : failWith(done.error());
    }
    auto command = sshOptions(*machine, "-P");
    if (!command)
        return failWith(command.error());
    command->insert(command->begin(), {"scp", "-r"});
    remote = hostOf(*machine, user) + remote.substr(remote.find(':'));
    command->insert(command->end(), {paths[0], paths[1]});
    return become(*command);
}

int screenshot(Invocation &call)
{
    FlagSet options;
    Connect connect;
    std::string path;
    connect.declare(options);
    options.text(path, "output", 'o', "Write it to this file (default: stdout)", "file");
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {1, 1}, names, code);
    if (vms == nullptr)
        return code;
    if (path.empty() && ::isatty(STDOUT_FILENO) != 0)
        return failUsage(call, base::Error(base::Errc::InvalidArgument, "a picture does not go to a terminal")
                                   .withFix("Use -o FILE.png."));
    const auto png = vms->screenshot(names[0]);
    if (!png)
        return failWith(png.error());
    const auto written = writeOutput(path, [&](const engine::ByteSink &sink) { return sink(*png); });
    return written ? 0 : failWith(written.error());
}

int boot(Invocation &call)
{
    FlagSet options;
    Connect connect;
    std::string format;
    connect.declare(options);
    options.text(format, "format", 0, "Format output using a custom template: 'table', 'json' or a template");
    Names names;
    int code = 0;
    Hypervisor *vms = open(call, options, connect, {1, 1}, names, code);
    if (vms == nullptr)
        return code;
    const auto machine = vms->machine(names[0]);
    if (!machine)
        return failWith(machine.error());
    std::vector<std::string> rows;
    const auto add = [&rows](const std::string &step, double milliseconds, const std::string &text) {
        rows.push_back(
            nlohmann::ordered_json(
                {{"Step", step},
                 {"Ms", milliseconds < 0 ? std::string() : std::to_string(static_cast<long>(milliseconds))},
                 {"Text", text}})
                .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    };
    if (machine->full) {
        const auto steps = vms->bootSteps(names[0]);
        if (!steps)
            return failWith(steps.error());
        for (const hv::BootStep &step : *steps)
            add(step.name, step.guestSeconds < 0 ? -1 : step.guestSeconds * 1000, step.text);
    } else {
        const auto phases = vms->phases(names[0]);
        if (!phases)
            return failWith(phases.error());
        for (const hv::Phase &phase : *phases)
            add(phase.name, static_cast<double>(phase.atNs - phases->front().atNs) / 1e6, {});
    }
    const auto text = renderRows(format, {{"Step", "STEP"}, {"Ms", "MS"}, {"Text", "TEXT"}}, rows);
    if (!text)
        return failWith(text.error());
    print(*text);
    return 0;
}

} // namespace

void addAccess(Registry &registry)
{
    registry.add({"vm ssh", kHeading, "[OPTIONS] VM [COMMAND] [ARG...]",
                  "Log in to a VM that was made from a disk image", ssh});
    registry.add({"vm cp", kHeading, "[OPTIONS] VM:SOURCE DESTINATION | SOURCE VM:DESTINATION",
                  "Copy files from or to a VM that was made from a disk image", copy});
    registry.add(
        {"vm screenshot", kHeading, "[OPTIONS] VM", "Take a picture (PNG) of a VM's screen", screenshot});
    registry.add({"vm boot", kHeading, "[OPTIONS] VM",
                  "Show how far the last start of a VM has come, and when", boot});
}

} // namespace catamaran::cli::vm
