// SPDX-License-Identifier: GPL-3.0-or-later
// image bootstrap.
#include "engine/api/bootstrap.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

namespace catamaran::cli {

namespace {

int bootstrap(Invocation &call)
{
    FlagSet flags;
    engine::BootstrapRequest request;
    bool quiet = false;
    flags.text(request.tag, "tag", 't', "Name of the image (debian:SUITE, busybox:latest)");
    flags.text(request.suite, "suite", 0, "debian: release to install (the host's own, else stable)");
    flags.text(request.mirror, "mirror", 0, "debian: where packages come from (as the host's apt is set up)");
    flags.text(request.variant, "variant", 0,
               "debian: essential, apt, minbase, buildd, important or standard");
    flags.list(request.packages, "package", 0, "debian: install this package as well");
    flags.flag(quiet, "quiet", 'q', "Print only the image ID");
    std::vector<std::string> arguments;
    if (const auto code = parseOptions(call, flags, Interspersed::Yes, {1, 1}, arguments))
        return *code;
    request.kind = arguments[0];
    if (request.kind == "busybox") {
        for (const char *name : {"suite", "mirror", "variant", "package"}) {
            if (flags.given(name))
                return failUsage(call, base::Error(base::Errc::InvalidArgument,
                                                   std::string("--") + name + " is for debian only"));
        }
    }
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto interruptible = call.session.interruptible();
    base::OperationContext context = interruptible.context();
    context.onProgress = [quiet](const base::Progress &progress) {
        if (!quiet && progress.unit.empty())
            printStderr(progress.step + "\n");
    };
    const auto made = engine::bootstrapImage((*engine)->images(), request, context);
    if (!made)
        return failWith(made.error());
    print(quiet ? made->id + "\n" : "Made " + made->tag + "\n" + made->id + "\n");
    return 0;
}

} // namespace

void addImageBootstrap(Registry &registry)
{
    registry.add({"image bootstrap", "", "[OPTIONS] debian|busybox",
                  "Make a base image from the distribution's own packages", bootstrap});
}

} // namespace catamaran::cli
