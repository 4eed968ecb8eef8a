// SPDX-License-Identifier: GPL-3.0-or-later
// compose logs.
#include "src/cli/log_time.h"
#include "src/cli/verbs/compose/compose.h"
#include "src/cli/verbs/compose/follow.h"
#include "src/core/status_text.h"

#include <algorithm>
#include <charconv>

namespace catamaran::cli {

namespace {

struct LogFlags {
    engine::LogQuery query;
    bool timestamps = false;
    bool noColor = false;
    bool noPrefix = false;
    std::optional<std::int64_t> index;

    void declare(FlagSet &options)
    {
        const std::int64_t now = core::realtimeNanoseconds();
        options.flag(query.follow, "follow", 'f', "Follow log output");
        options.flag(timestamps, "timestamps", 't', "Show timestamps");
        options.flag(noColor, "no-color", 0, "Produce monochrome output");
        options.flag(noPrefix, "no-log-prefix", 0, "Don't print prefix in logs");
        options.integer(index, "index", 0, "Index of the container if service has multiple replicas");
        options.value(
            [this](const std::string &text) -> base::Result<void> {
                std::size_t lines = 0;
                const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), lines);
                if (error == std::errc{} && end == text.data() + text.size())
                    query.tail = lines;
                return {};
            },
            "tail", 'n', "Number of lines to show from the end of the logs for each container");
        options.value(
            [this, now](const std::string &text) -> base::Result<void> {
                CATAMARAN_TRY(query.sinceNs, parseLogTime(text, now));
                return {};
            },
            "since", 0, "Show logs since timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m)");
        options.value(
            [this, now](const std::string &text) -> base::Result<void> {
                CATAMARAN_TRY(query.untilNs, parseLogTime(text, now));
                return {};
            },
            "until", 0, "Show logs before a timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m)");
    }
};

int logs(Invocation &call)
{
    ComposeCall compose(call);
    LogFlags flags;
    flags.declare(compose.options);
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, services);
    if (!stack)
        return failWith(stack.error());
    const auto world = (*stack)->look();
    if (!world)
        return failWith(world.error());
    PrefixPrinter printer({compose.colors() && !flags.noColor, !flags.noPrefix, flags.timestamps});
    std::vector<const stack::Instance *> wanted;
    for (const stack::Instance &instance : world->instances) {
        const bool asked = services.empty() ||
                           std::find(services.begin(), services.end(), instance.service) != services.end();
        if (!asked || instance.oneOff || (flags.index && instance.number != *flags.index))
            continue;
        wanted.push_back(&instance);
        printer.expect(shortName(**stack, instance));
    }
    if (!flags.query.follow) {
        for (const stack::Instance *instance : wanted) {
            const std::string name = shortName(**stack, *instance);
            const auto add = [&](const engine::LogRecord &record) { printer.add(name, record); };
            const auto printed = instance->isVm ? (*stack)->vms()->logs(instance->id, flags.query, add, {})
                                                : (*stack)->engine().logs(instance->id, flags.query, add, {});
            printer.finish(name);
            if (!printed)
                return failWith(printed.error());
        }
        return 0;
    }
    const auto interruptible = call.session.interruptible();
    std::vector<std::jthread> threads;
    for (const stack::Instance *instance : wanted) {
        threads.emplace_back([&, instance] {
            const std::string name = shortName(**stack, *instance);
            (void)(*stack)->engine().logs(
                instance->id, flags.query,
                [&](const engine::LogRecord &record) { printer.add(name, record); }, interruptible.context());
            printer.finish(name);
        });
    }
    return 0;
}

} // namespace

void addComposeLogs(Registry &registry)
{
    registry.add({"compose logs", "", "[OPTIONS] [SERVICE...]", "View output from containers", logs});
}

} // namespace catamaran::cli
