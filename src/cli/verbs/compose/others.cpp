// SPDX-License-Identifier: GPL-3.0-or-later
// compose attach, commit, cp, events, export, wait.
#include "src/cli/verbs/compose/compose.h"

#include "engine/base/clock.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace catamaran::cli {

namespace {

/// The container of a service, for a verb that another one does.
base::Result<stack::Instance> target(ComposeCall &compose, const std::string &service,
                                     const std::optional<std::int64_t> &index)
{
    CATAMARAN_TRY(stack::Stack *const stack, compose.stack(ComposeCall::Fallback::Labels, {service}));
    const int number = static_cast<int>(index.value_or(0));
    auto running = instanceOf(*stack, service, number);
    if (running)
        return running;
    CATAMARAN_TRY(const stack::World world, stack->look()); // one that ended serves for cp and export
    for (const stack::Instance *instance : world.of(service)) {
        if (number == 0 || instance->number == number)
            return *instance;
    }
    return running;
}

int commit(Invocation &call)
{
    ComposeCall compose(call);
    std::optional<std::int64_t> index;
    std::string author;
    std::string message;
    std::vector<std::string> changes;
    bool pause = true;
    compose.options.integer(index, "index", 0, "index of the container if service has multiple replicas");
    compose.options.text(author, "author", 'a', "Author");
    compose.options.text(message, "message", 'm', "Commit message");
    compose.options.list(changes, "change", 'c', "Apply Dockerfile instruction to the created image");
    compose.options.flag(pause, "pause", 'p', "Pause container during commit");
    std::vector<std::string> arguments;
    if (const auto code = compose.parse(Interspersed::Yes, {1, 2}, arguments))
        return *code;
    const auto instance = target(compose, arguments[0], index);
    if (!instance)
        return failWith(instance.error());
    std::vector<std::string> words{"--author=" + author, "--message=" + message,
                                   pause ? "--pause=true" : "--pause=false"};
    for (const std::string &change : changes)
        words.push_back("--change=" + change);
    words.push_back(instance->id);
    words.insert(words.end(), arguments.begin() + 1, arguments.end());
    return delegate(call, "commit", words);
}

int exportOne(Invocation &call)
{
    ComposeCall compose(call);
    std::optional<std::int64_t> index;
    std::string output;
    compose.options.integer(index, "index", 0, "index of the container if service has multiple replicas");
    compose.options.text(output, "output", 'o', "Write to a file, instead of STDOUT");
    std::vector<std::string> arguments;
    if (const auto code = compose.parse(Interspersed::Yes, {1, 1}, arguments))
        return *code;
    const auto instance = target(compose, arguments[0], index);
    if (!instance)
        return failWith(instance.error());
    std::vector<std::string> words;
    if (!output.empty())
        words.push_back("--output=" + output);
    words.push_back(instance->id);
    return delegate(call, "export", words);
}

int copy(Invocation &call)
{
    ComposeCall compose(call);
    std::optional<std::int64_t> index;
    bool archive = false;
    bool follow = false;
    compose.options.integer(index, "index", 0, "Index of the container if service has multiple replicas");
    compose.options.flag(archive, "archive", 'a', "Archive mode (copy all uid/gid information)");
    compose.options.flag(follow, "follow-link", 'L', "Always follow symbol link in SRC_PATH");
    std::vector<std::string> arguments;
    if (const auto code = compose.parse(Interspersed::Yes, {2, 2}, arguments))
        return *code;
    std::vector<std::string> words;
    if (archive)
        words.emplace_back("--archive");
    if (follow)
        words.emplace_back("--follow-link");
    for (const std::string &argument : arguments) {
        const std::size_t colon = argument.find(':');
        if (colon == std::string::npos || argument.starts_with('/') || argument.starts_with('.')) {
            words.push_back(argument);
            continue;
        }
        const auto instance = target(compose, argument.substr(0, colon), index);
        if (!instance)
            return failWith(instance.error());
        words.push_back(instance->id + argument.substr(colon));
    }
    if (compose.dryRun()) {
        printStderr(" DRY-RUN MODE -  Copy " + arguments[0] + " to " + arguments[1] + " Copied\n");
        return 0;
    }
    return delegate(call, "cp", words);
}

int attach(Invocation &call)
{
    ComposeCall compose(call);
    std::optional<std::int64_t> index;
    bool noStdin = false;
    bool proxy = true;
    std::string keys;
    compose.options.integer(index, "index", 0, "index of the container if service has multiple replicas");
    compose.options.flag(noStdin, "no-stdin", 0, "Do not attach STDIN");
    compose.options.flag(proxy, "sig-proxy", 0, "Proxy all received signals to the process");
    compose.options.text(keys, "detach-keys", 0, "Override the key sequence for detaching from a container");
    std::vector<std::string> arguments;
    if (const auto code = compose.parse(Interspersed::Yes, {1, 1}, arguments))
        return *code;
    const auto instance = target(compose, arguments[0], index);
    if (!instance)
        return failWith(instance.error());
    std::vector<std::string> words{proxy ? "--sig-proxy=true" : "--sig-proxy=false"};
    if (noStdin)
        words.emplace_back("--no-stdin");
    if (!keys.empty())
        words.push_back("--detach-keys=" + keys);
    words.push_back(instance->id);
    return delegate(call, "attach", words);
}

int wait(Invocation &call)
{
    ComposeCall compose(call);
    bool downProject = false;
    compose.options.flag(downProject, "down-project", 0, "Drops project when the first container stops");
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {1, {}}, services))
        return *code;
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, services);
    if (!stack)
        return failWith(stack.error());
    const auto world = (*stack)->look();
    if (!world)
        return failWith(world.error());
    int code = 0;
    bool any = false;
    const auto interruptible = call.session.interruptible();
    for (const std::string &service : services) {
        for (const stack::Instance *instance : world->of(service)) {
            any = true;
            const auto ended = (*stack)->engine().wait(instance->id, interruptible.context());
            if (!ended)
                return failWith(ended.error());
            print(fmt::format("container \"{}\" exited with status code {}\n", instance->id, *ended));
            code = *ended;
            if (downProject) {
                const auto down = (*stack)->down({}, interruptible.context());
                return down ? code : failWith(down.error());
            }
        }
    }
    if (!any)
        return failWith(base::Error(base::Errc::NotFound,
                                    "no containers for project \"" + (*stack)->project().name + "\""));
    return code;
}

int events(Invocation &call)
{
    ComposeCall compose(call);
    bool json = false;
    compose.options.flag(json, "json", 0, "Output events as a stream of json objects");
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    const auto stack = compose.stack(ComposeCall::Fallback::Labels, services);
    if (!stack)
        return failWith(stack.error());
    const auto interruptible = call.session.interruptible();
    const auto done = (*stack)->engine().events(
        std::nullopt, std::nullopt,
        [&](const engine::SystemEvent &event) {
            const auto attribute = [&](const char *key) {
                const auto found = event.attributes.find(key);
                return found == event.attributes.end() ? std::string() : found->second;
            };
            const std::string service = attribute(stack::label::kService);
            if (event.type != "container" || attribute(stack::label::kProject) != (*stack)->project().name ||
                (!services.empty() && std::find(services.begin(), services.end(), service) == services.end()))
                return;
            const std::string time = base::rfc3339(
                base::WallClock::time_point(std::chrono::duration_cast<base::WallClock::duration>(
                    std::chrono::nanoseconds(event.timeNs))));
            if (json)
                print(nlohmann::ordered_json{{"action", event.action},
                                             {"attributes", event.attributes},
                                             {"id", event.id},
                                             {"service", service},
                                             {"time", time},
                                             {"type", "container"}}
                          .dump() +
                      "\n");
            else
                print(fmt::format("{} container {} {} (image={}, name={})\n", time, event.action, event.id,
                                  attribute("image"), attribute("name")));
        },
        interruptible.context());
    return done ? 0 : failWith(done.error());
}

} // namespace

void addComposeOthers(Registry &registry)
{
    registry.add({"compose attach", "", "[OPTIONS] SERVICE",
                  "Attach local standard input, output, and error streams to a service's running container",
                  attach});
    registry.add({"compose commit", "", "[OPTIONS] SERVICE [REPOSITORY[:TAG]]",
                  "Create a new image from a service container's changes", commit});
    registry.add({"compose cp", "", "[OPTIONS] SERVICE:SRC_PATH DEST_PATH|SRC_PATH SERVICE:DEST_PATH",
                  "Copy files/folders between a service container and the local filesystem", copy});
    registry.add(
        {"compose events", "", "[OPTIONS] [SERVICE...]", "Receive real time events from containers", events});
    registry.add({"compose export", "", "[OPTIONS] SERVICE",
                  "Export a service container's filesystem as a tar archive", exportOne});
    registry.add({"compose wait", "", "SERVICE [SERVICE...] [OPTIONS]",
                  "Block until containers of all (or specified) services stop", wait});
}

} // namespace catamaran::cli
