// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/build_scope.h"

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

std::optional<std::string> BuildScope::platformArgument(const std::string &name) const
{
    if (name == "TARGETPLATFORM" || name == "BUILDPLATFORM")
        return "linux/" + architecture + (variant.empty() ? "" : "/" + variant);
    if (name == "TARGETOS" || name == "BUILDOS")
        return "linux";
    if (name == "TARGETARCH" || name == "BUILDARCH")
        return architecture;
    if (name == "TARGETVARIANT" || name == "BUILDVARIANT")
        return variant;
    if (name == "TARGETSTAGE")
        return request.target.empty() ? "default" : request.target;
    return std::nullopt;
}

std::optional<std::string> BuildScope::buildArgument(const std::string &name)
{
    const auto found = request.buildArguments.find(name);
    if (found == request.buildArguments.end())
        return std::nullopt;
    const std::lock_guard lock(mutex);
    consumedArguments.insert(name);
    return found->second;
}

void BuildScope::warn(std::string text)
{
    const std::lock_guard lock(mutex);
    warnings.push_back(std::move(text));
}

Result<std::string> BuildScope::scratchDirectory()
{
    CATAMARAN_TRY(image::StagedLayer staged, store->stage());
    const std::lock_guard lock(mutex);
    scratch.push_back(std::move(staged));
    return scratch.back().fs();
}

std::string BuildScope::stateDirectory() const
{
    const std::string &layout = store->blobs().directory(); // <data>/store
    return layout.substr(0, layout.rfind('/')) + "/build";
}

Result<image::ResolvedImage> BuildScope::image(const std::string &reference,
                                               const std::function<void(std::string_view)> &onOutput)
{
    const bool always = request.pull;
    if (!always) {
        auto here = images->resolve(reference, context);
        if (here || here.error().code() != Errc::NotFound)
            return here;
    }
    const auto listener = [&](const image::TransferEvent &event) {
        if (event.phase == image::TransferEvent::Phase::Notice && onOutput)
            onOutput(event.text + "\n");
    };
    image::PullRequest pull;
    pull.reference = reference;
    if (onOutput)
        onOutput("pulling " + reference + "\n");
    auto pulled = images->pull(pull, listener, context);
    if (!pulled) {
        base::Error error = std::move(pulled).error();
        const base::Errc code = error.code();
        if (code == Errc::Cancelled)
            return base::fail(std::move(error));
        return base::fail(
            base::Error(code == Errc::Unsupported ? code : Errc::NotFound,
                        reference + ": failed to resolve source metadata: " + error.text())
                .withFix(
                    error.fix().empty() || code == Errc::Network
                        ? "Give an image that is here (\"catamaran images\"), or make the registry reachable."
                        : error.fix()));
    }
    return images->resolve(reference, context);
}

} // namespace catamaran::engine::build
