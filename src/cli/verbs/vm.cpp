// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "src/cli/output.h"
#include "src/cli/port_text.h"
#include "src/cli/terminal.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"
#include "src/cli/verbs/vm/common.h"
#include "src/core/status_text.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <thread>
#include <unistd.h>

namespace catamaran::cli {

namespace {

using Names = std::vector<std::string>;

std::string rowJson(const hv::MachineSummary &machine, bool full, std::int64_t now)
{
    const core::Workload row = core::toWorkload(machine, now);
    const bool up = row.state == core::State::Running || row.state == core::State::Starting ||
                    row.state == core::State::Paused;
    const nlohmann::ordered_json json = {
        {"ID", full ? row.id.id : shortId(row.id.id)},
        {"Image", row.image},
        {"Created", row.createdNs > 0 ? core::timeAgo(row.createdNs, now) : std::string("N/A")},
        {"State", hv::machineStateName(machine.state)},
        {"Status", row.stateText},
        {"Ports", up ? formatPorts(row.ports) : std::string()},
        {"Accelerator", row.accelerator},
        {"Acceleration", row.accelerationLabel},
        {"Memory", machine.memory.human()},
        {"Names", row.name}};
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

int list(Invocation &call)
{
    FlagSet options;
    bool all = false;
    bool quiet = false;
    bool full = false;
    std::string format;
    options.flag(all, "all", 'a', "Show all VMs (default shows just running)");
    options.flag(quiet, "quiet", 'q', "Only display VM IDs");
    options.flag(full, "no-trunc", 0, "Don't truncate output");
    options.text(format, "format", 0, "Format output using a custom template: 'table', 'json' or a template");
    Names none;
    vm::Connect connect;
    connect.declare(options);
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {0, 0}, none))
        return *code;
    connect.apply();
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error());
    const auto machines = (*deck)->hypervisor().machines(all);
    if (!machines)
        return failWith(machines.error());
    const std::int64_t now = core::realtimeNanoseconds();
    std::vector<std::string> rows;
    std::string ids;
    for (const hv::MachineSummary &machine : *machines) {
        ids += (full ? machine.id : shortId(machine.id)) + "\n";
        rows.push_back(rowJson(machine, full, now));
    }
    if (quiet) {
        print(ids);
        return 0;
    }
    const auto text = renderRows(format,
                                 {{"ID", "VM ID"},
                                  {"Image", "IMAGE"},
                                  {"Created", "CREATED"},
                                  {"Status", "STATUS"},
                                  {"Ports", "PORTS"},
                                  {"Acceleration", "ACCELERATION"},
                                  {"Names", "NAMES"}},
                                 rows);
    if (!text)
        return failWith(text.error());
    print(*text);
    return 0;
}

/// Verbs that do one thing to each VM named.
int each(Invocation &call, FlagSet &options, Echo echo,
         const std::function<base::Result<void>(core::Deck &, const std::string &,
                                                const base::OperationContext &)> &action)
{
    Names names;
    vm::Connect connect;
    connect.declare(options);
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, {}}, names))
        return *code;
    connect.apply();
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error());
    const auto interruptible = call.session.interruptible();
    const auto context = interruptible.context();
    return forEachName(names, echo, [&](const std::string &name) { return action(**deck, name, context); });
}

int start(Invocation &call)
{
    FlagSet options;
    return each(call, options, Echo::Yes,
                [](core::Deck &deck, const std::string &name, const base::OperationContext &context) {
                    return deck.hypervisor().start(name, context);
                });
}

int stop(Invocation &call)
{
    FlagSet options;
    std::optional<std::int64_t> seconds;
    options.integer(seconds, "time", 't', "Seconds to wait before switching the VM off");
    return each(call, options, Echo::Yes,
                [&](core::Deck &deck, const std::string &name, const base::OperationContext &context) {
                    return deck.hypervisor().stop(name, std::chrono::seconds(seconds.value_or(10)), context);
                });
}

int remove(Invocation &call)
{
    FlagSet options;
    bool force = false;
    options.flag(force, "force", 'f', "Switch a running VM off first");
    return each(
        call, options, Echo::Yes,
        [&](core::Deck &deck, const std::string &name, const base::OperationContext &) -> base::Result<void> {
            CATAMARAN_TRY(const auto machine, deck.hypervisor().machine(name));
            return deck.remove({core::Kind::Vm, machine.id}, force);
        });
}

int inspect(Invocation &call)
{
    FlagSet options;
    std::string format;
    options.text(format, "format", 'f', "Format output using a custom template");
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    const int code = each(
        call, options, Echo::No,
        [&](core::Deck &deck, const std::string &name, const base::OperationContext &) -> base::Result<void> {
            CATAMARAN_TRY(const std::string text, deck.hypervisor().inspectJson(name));
            if (format.empty()) {
                auto object = nlohmann::ordered_json::parse(text, nullptr, false);
                all.push_back(object.is_array() && object.size() == 1 ? object[0] : object);
                return {};
            }
            CATAMARAN_TRY(const std::string line, renderTemplate(format, text));
            print(line + "\n");
            return {};
        });
    if (format.empty() && !all.empty())
        print(all.dump(4) + "\n");
    return code;
}

int logs(Invocation &call)
{
    FlagSet options;
    bool follow = false;
    std::optional<std::int64_t> tail;
    options.flag(follow, "follow", 'f', "Follow log output");
    options.integer(tail, "tail", 'n', "Number of lines to show from the end of the logs");
    Names names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, names))
        return *code;
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error());
    const auto machine = (*deck)->hypervisor().machine(names[0]);
    if (!machine)
        return failWith(machine.error());
    std::optional<std::size_t> lines;
    if (tail && *tail >= 0)
        lines = static_cast<std::size_t>(*tail);
    const auto shown = (*deck)->logs({core::Kind::Vm, machine->id}, follow, lines,
                                     [](const engine::LogRecord &record) {
                                         if (record.isStderr)
                                             printStderr(record.text);
                                         else
                                             print(record.text);
                                     },
                                     {});
    return shown ? 0 : failWith(shown.error());
}

int console(Invocation &call)
{
    FlagSet options;
    bool noFollow = false;
    options.flag(noFollow, "no-follow", 0, "Print what there is and return");
    Names names;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, names))
        return *code;
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error());
    const auto interruptible = call.session.interruptible();
    const bool keyboard = !noFollow && ::isatty(STDIN_FILENO) != 0;
    const RawTerminal raw(keyboard ? STDIN_FILENO : -1);
    // In raw mode every key is the guest's, so leaving needs keys of its own: docker's.
    std::array<int, 2> keys{-1, -1};
    std::jthread reader;
    if (keyboard && ::pipe2(keys.data(), O_CLOEXEC) == 0)
        reader =
            std::jthread([source = interruptible.source, out = keys[1]](const std::stop_token &stop) mutable {
                char before = 0;
                while (!stop.stop_requested()) {
                    pollfd watch{STDIN_FILENO, POLLIN, 0};
                    char key = 0;
                    if (::poll(&watch, 1, 100) <= 0)
                        continue;
                    if (::read(STDIN_FILENO, &key, 1) != 1 || (before == 0x10 && key == 0x11)) {
                        source.request_stop();
                        return;
                    }
                    // Ctrl-P is held back until the next key tells what it was for.
                    if (before == 0x10 && ::write(out, &before, 1) != 1)
                        return;
                    if (key != 0x10 && ::write(out, &key, 1) != 1)
                        return;
                    before = key;
                }
            });
    const auto shown = (*deck)->hypervisor().console(
        names[0], !noFollow, keys[0], [](std::string_view text) { print(text); }, interruptible.context());
    if (reader.joinable()) {
        reader.request_stop();
        reader.join();
        ::close(keys[0]);
        ::close(keys[1]);
    }
    if (!shown && shown.error().code() == base::Errc::Cancelled)
        return 0;
    return shown ? 0 : failWith(shown.error());
}

int importKernel(Invocation &call)
{
    FlagSet options;
    Names paths;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, paths))
        return *code;
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error());
    const auto interruptible = call.session.interruptible();
    base::OperationContext context = interruptible.context();
    context.onProgress = [](const base::Progress &progress) { printStderr(progress.step + "\n"); };
    const auto release = (*deck)->hypervisor().importKernel(paths[0], context);
    if (!release)
        return failWith(release.error());
    print(*release + "\n");
    return 0;
}

int listKernels(Invocation &call)
{
    FlagSet options;
    Names none;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {0, 0}, none))
        return *code;
    // The store is one directory for each kernel release (resources/doc/on-disk-layout.md).
    namespace fs = std::filesystem;
    std::error_code error;
    std::vector<std::string> releases;
    const std::string store = engine::EngineOptions::forCurrentUser().dataDirectory + "/vm/kernels";
    for (fs::directory_iterator it(store, error), end; !error && it != end; it.increment(error)) {
        if (it->is_directory(error) && !it->path().filename().string().starts_with('.'))
            releases.push_back(it->path().filename().string());
    }
    std::sort(releases.begin(), releases.end());
    std::string text = "KERNEL\n";
    for (const std::string &release : releases)
        text += release + "\n";
    print(text);
    return 0;
}

} // namespace

void addVm(Registry &registry)
{
    const std::string heading = "Virtual Machines";
    const std::string some = "[OPTIONS] VM [VM...]";
    registry.add({"vm ls", heading, "[OPTIONS]", "List VMs", list});
    registry.alias("vm ps", "vm ls");
    registry.alias("vm list", "vm ls");
    registry.add({"vm start", heading, "VM [VM...]", "Start stopped VMs", start});
    registry.add({"vm stop", heading, some, "Stop running VMs", stop});
    registry.add({"vm rm", heading, some, "Remove VMs and their disks", remove});
    registry.add({"vm logs", heading, "[OPTIONS] VM", "Fetch the output of a VM's program", logs});
    registry.add({"vm console", heading, "[OPTIONS] VM",
                  "Show the serial console of a VM (leave it with Ctrl-P Ctrl-Q)", console});
    registry.add({"vm inspect", heading, some, "Return low-level information on VMs", inspect});
    registry.add({"vm kernel import", heading, "FILE",
                  "Import a guest kernel from a distribution's kernel package", importKernel});
    vm::addCreate(registry);
    vm::addState(registry);
    vm::addSnapshot(registry);
    vm::addDisk(registry);
    vm::addAttach(registry);
    vm::addWarm(registry);
    vm::addAccess(registry);
    vm::addWatch(registry);
    vm::addEdit(registry);
    registry.add({"vm kernel ls", heading, "", "List the guest kernels", listKernels});
}

} // namespace catamaran::cli
