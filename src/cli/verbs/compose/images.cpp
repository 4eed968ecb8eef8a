// SPDX-License-Identifier: GPL-3.0-or-later
// compose build, pull, push.
#include "src/cli/verbs/compose/compose.h"

#include <cstdlib>

namespace catamaran::cli {

namespace {

int build(Invocation &call)
{
    ComposeCall compose(call);
    stack::Stack::BuildOptions wish;
    std::string progress = "auto";
    bool push = false;
    compose.options.value(
        [&](const std::string &text) -> base::Result<void> {
            const std::size_t equal = text.find('=');
            const std::string key = text.substr(0, equal);
            if (equal != std::string::npos)
                wish.arguments[key] = text.substr(equal + 1);
            else if (const char *value = std::getenv(key.c_str()))
                wish.arguments[key] = value;
            return {};
        },
        "build-arg", 0, "Set build-time variables for services", "stringArray");
    compose.options.flag(wish.noCache, "no-cache", 0, "Do not use cache when building the image");
    compose.options.flag(wish.pull, "pull", 0, "Always attempt to pull a newer version of the image");
    compose.options.flag(wish.quiet, "quiet", 'q', "Suppress the build output");
    compose.options.flag(wish.withDependencies, "with-dependencies", 0,
                         "Also build dependencies (transitively)");
    compose.options.flag(push, "push", 0, "Push service images");
    compose.options.text(progress, "progress", 0, "Set type of ui output (auto, plain, quiet)");
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    const auto stack = compose.stack(ComposeCall::Fallback::None, services,
                                     wish.withDependencies ? ComposeCall::Select::WithDependencies
                                                           : ComposeCall::Select::All);
    if (!stack)
        return failWith(stack.error());
    (*stack)->onOutput(
        [&](const std::string &, std::string_view text) { compose.progress().above([&] { print(text); }); });
    const auto interruptible = call.session.interruptible();
    if (const auto built = (*stack)->build(wish.withDependencies ? std::vector<std::string>() : services,
                                           wish, interruptible.context());
        !built) {
        compose.progress().finish();
        return failWith(built.error());
    }
    compose.progress().finish();
    if (!push)
        return 0;
    const auto pushed = (*stack)->push(services, false, interruptible.context());
    compose.progress().finish();
    return pushed ? 0 : failWith(pushed.error());
}

int pull(Invocation &call)
{
    ComposeCall compose(call);
    stack::Stack::PullOptions wish;
    compose.options.flag(wish.ignoreFailures, "ignore-pull-failures", 0,
                         "Pull what it can and ignores images with pull failures");
    compose.options.flag(wish.ignoreBuildable, "ignore-buildable", 0, "Ignore images that can be built");
    compose.options.flag(wish.includeDependencies, "include-deps", 0,
                         "Also pull services declared as dependencies");
    compose.options.text(wish.policy, "policy", 0, "Apply pull policy (\"missing\"|\"always\")");
    compose.options.flag(wish.quiet, "quiet", 'q', "Pull without printing progress information");
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    if (wish.quiet)
        compose.setQuiet();
    const auto stack = compose.stack(ComposeCall::Fallback::None, services,
                                     wish.includeDependencies ? ComposeCall::Select::WithDependencies
                                                              : ComposeCall::Select::Alone);
    if (!stack)
        return failWith(stack.error());
    const auto interruptible = call.session.interruptible();
    const auto pulled = (*stack)->pull({}, wish, interruptible.context());
    compose.progress().finish();
    return pulled ? 0 : failWith(pulled.error());
}

int push(Invocation &call)
{
    ComposeCall compose(call);
    bool ignore = false;
    bool quiet = false;
    bool dependencies = false;
    compose.options.flag(ignore, "ignore-push-failures", 0,
                         "Push what it can and ignores images with push failures");
    compose.options.flag(dependencies, "include-deps", 0,
                         "Also push images of services declared as dependencies");
    compose.options.flag(quiet, "quiet", 'q', "Push without printing progress information");
    std::vector<std::string> services;
    if (const auto code = compose.parse(Interspersed::Yes, {0, {}}, services))
        return *code;
    if (quiet)
        compose.setQuiet();
    const auto stack =
        compose.stack(ComposeCall::Fallback::None, services,
                      dependencies ? ComposeCall::Select::WithDependencies : ComposeCall::Select::Alone);
    if (!stack)
        return failWith(stack.error());
    const auto interruptible = call.session.interruptible();
    const auto pushed = (*stack)->push({}, ignore, interruptible.context());
    compose.progress().finish();
    return pushed ? 0 : failWith(pushed.error());
}

} // namespace

void addComposeImages(Registry &registry)
{
    registry.add({"compose build", "", "[OPTIONS] [SERVICE...]", "Build or rebuild services", build});
    registry.add({"compose pull", "", "[OPTIONS] [SERVICE...]", "Pull service images", pull});
    registry.add({"compose push", "", "[OPTIONS] [SERVICE...]", "Push service images", push});
}

} // namespace catamaran::cli
