// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/platform.h"

#include <algorithm>
#include <map>
#include <sys/utsname.h>

namespace catamaran::engine::image {

using base::Errc;
using base::Result;

namespace {

/// containerd's platforms.Normalize: one name for each architecture.
Platform normalize(Platform platform)
{
    static const std::map<std::string, std::string, std::less<>> names = {
        {"x86_64", "amd64"}, {"x86-64", "amd64"}, {"aarch64", "arm64"}, {"armhf", "arm"},
        {"armel", "arm"},    {"i386", "386"},     {"i686", "386"},      {"armv7l", "arm"}};
    const std::string given = platform.architecture;
    if (const auto found = names.find(given); found != names.end())
        platform.architecture = found->second;
    if (platform.variant.empty() && (given == "armhf" || given == "armv7l"))
        platform.variant = "v7";
    if (platform.variant.empty() && given == "armel")
        platform.variant = "v6";
    if (platform.architecture == "arm64" && platform.variant == "v8")
        platform.variant.clear();
    if (platform.architecture == "arm" && platform.variant.empty())
        platform.variant = "v7";
    if (platform.architecture == "amd64" && platform.variant == "v1")
        platform.variant.clear();
    return platform;
}

} // namespace

std::string Platform::text() const
{
    return os + "/" + architecture + (variant.empty() ? "" : "/" + variant);
}

Platform Platform::host()
{
    utsname name{};
    ::uname(&name);
    return normalize({"linux", name.machine, {}});
}

Result<Platform> Platform::parse(std::string_view text)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0;;) {
        const std::size_t slash = text.find('/', begin);
        parts.emplace_back(text.substr(begin, slash - begin));
        if (slash == std::string_view::npos)
            break;
        begin = slash + 1;
    }
    const bool valid =
        parts.size() <= 3 && std::all_of(parts.begin(), parts.end(), [](const std::string &part) {
            return !part.empty() &&
                   part.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                          "0123456789_-.") == std::string::npos;
        });
    if (!valid)
        return base::fail(
            base::Error(Errc::InvalidArgument, "\"" + std::string(text) +
                                                   "\": unknown operating system or architecture: "
                                                   "invalid argument")
                .withFix("Write it as linux/amd64 or linux/arm/v7."));
    Platform out;
    if (parts.size() == 1) {
        if (parts[0] == "linux")
            return host();
        out.architecture = parts[0];
    } else {
        out.os = parts[0];
        out.architecture = parts[1];
        if (parts.size() == 3)
            out.variant = parts[2];
    }
    return normalize(std::move(out));
}

Result<void> checkHostPlatform(const std::string &platform, const std::string &what)
{
    std::string wanted = platform;
    std::transform(wanted.begin(), wanted.end(), wanted.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (wanted.empty() || wanted == "local")
        return {};
    const Platform own = Platform::host();
    const auto parsed = Platform::parse(wanted);
    if (parsed && parsed->os == own.os && parsed->architecture == own.architecture)
        return {};
    return base::fail(base::Error(Errc::Unsupported, what + " " + platform +
                                                         " is not supported: this machine runs " + own.os +
                                                         "/" + own.architecture)
                          .withFix("Leave the platform out, or use a machine of that kind."));
}

const spec::Descriptor *choosePlatform(const std::vector<spec::Descriptor> &manifests, const Platform &wanted)
{
    const spec::Descriptor *best = nullptr;
    int bestRank = 0;
    for (const spec::Descriptor &manifest : manifests) {
        const Platform offered = normalize({manifest.os, manifest.architecture, manifest.variant});
        int rank = 0;
        if (manifest.os.empty() && manifest.architecture.empty() && manifests.size() == 1)
            rank = 1; // an index of one, which does not say
        else if (offered.os != wanted.os || offered.architecture != wanted.architecture)
            continue;
        else if (offered.variant == wanted.variant)
            rank = 4;
        else if (offered.architecture == "arm" && offered.variant < wanted.variant)
            rank = 3; // an older ARM runs on a newer one
        else if (offered.variant.empty())
            rank = 2;
        if (rank > bestRank || (rank == bestRank && rank == 3 && best && offered.variant > best->variant)) {
            best = &manifest;
            bestRank = rank;
        }
    }
    return best;
}

} // namespace catamaran::engine::image
