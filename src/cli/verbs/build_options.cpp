// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/verbs/build_options.h"

#include <vector>

namespace catamaran::cli {

namespace {

using base::Errc;
using base::Error;
using base::Result;

/// An option with one meaning, whatever it is given with: the values that say so, and why there is no other.
struct Fixed {
    const char *name;
    const char *help;
    std::vector<std::string> taken;
    const char *reason;
    const char *fix;
};

const std::vector<Fixed> &fixedOptions()
{
    static const std::vector<Fixed> kOptions{
        {"builder",
         "Override the configured builder instance (only \"default\")",
         {"", "default"},
         "there is one builder, in this program",
         "Leave --builder out."},
        {"allow",
         "Allow extra privileged entitlement (only \"network.host\", which a RUN may ask for anyway)",
         {"network.host"},
         "build steps have the capabilities of an unprivileged container and no devices",
         "Do that step in a container with run --privileged, and commit it."},
        {"attest",
         "Attestation parameters (only disabled ones)",
         {"type=sbom,disabled=true", "type=provenance,disabled=true"},
         "attestations are not stored beside images",
         "Make the bill of materials with: catamaran sbom IMAGE"},
        {"sbom",
         "Shorthand for \"--attest=type=sbom\" (only \"false\")",
         {"false"},
         "attestations are not stored beside images",
         "Make the bill of materials with: catamaran sbom IMAGE"},
        {"provenance",
         "Shorthand for \"--attest=type=provenance\" (only \"false\")",
         {"false", "mode=disabled"},
         "attestations are not stored beside images",
         "Leave --provenance out."},
        {"isolation",
         "Container isolation technology (only \"default\")",
         {"", "default"},
         "process and hyperv are those of Windows",
         "Leave --isolation out."},
        {"security-opt",
         "Security options (only \"no-new-privileges\"'s default)",
         {"no-new-privileges=false", "no-new-privileges:false"},
         "the sandbox of build steps is not loosened",
         "Do that step in a container with run, and commit it."},
    };
    return kOptions;
}

/// A switch that has one sense here.
struct FixedSwitch {
    const char *name;
    const char *help;
    bool sense;
    const char *reason;
};

constexpr FixedSwitch kSwitches[] = {
    {"rm", "Remove intermediate containers after a successful build (always)", true,
     "build steps leave no containers"},
    {"force-rm", "Always remove intermediate containers (always)", true, "build steps leave no containers"},
    {"compress", "Compress the build context (it is read in place, nothing is sent)", true, ""},
    {"squash", "Squash newly built layers into a single new layer (not supported)", false,
     "layers are shared with other images. A last stage with COPY --from=STAGE / / has one layer"},
    {"disable-content-trust", "Skip image verification (always: digests are checked instead)", true,
     "there are no signatures of Notary to verify"},
};

Result<void> takeSwitch(const FixedSwitch &one, const std::string &text)
{
    if (text != "true" && text != "false" && text != "1" && text != "0")
        return base::fail(Errc::InvalidArgument, "must be true or false");
    const bool wanted = text == "true" || text == "1";
    if (wanted == one.sense || *one.reason == '\0')
        return {};
    return base::fail(Errc::Unsupported, one.reason);
}

} // namespace

void declareBuildLimits(FlagSet &flags, engine::build::BuildRequest &request)
{
    engine::spec::Resources &limits = request.resources;
    flags.bytes(limits.memory, "memory", 'm', "Memory limit of each RUN");
    flags.bytes(limits.memorySwap, "memory-swap", 0,
                "Swap limit equal to memory plus swap: -1 to enable unlimited swap",
                FlagSet::MinusOne::Allowed);
    flags.integer(limits.cpuPeriodUs, "cpu-period", 0,
                  "Limit the CPU CFS (Completely Fair Scheduler) period");
    flags.integer(limits.cpuQuotaUs, "cpu-quota", 0, "Limit the CPU CFS (Completely Fair Scheduler) quota");
    flags.integer(limits.cpuShares, "cpu-shares", 'c', "CPU shares (relative weight)");
    flags.text(limits.cpusetCpus, "cpuset-cpus", 0, "CPUs in which to allow execution (0-3, 0,1)");
    flags.text(limits.cpusetMems, "cpuset-mems", 0, "MEMs in which to allow execution (0-3, 0,1)");
    flags.text(request.cgroupParent, "cgroup-parent", 0,
               "Set the parent cgroup for the \"RUN\" instructions during build");
}

void declareBuildCompatibility(FlagSet &flags, bool &check)
{
    for (const Fixed &option : fixedOptions())
        flags.value(
            [&option](const std::string &text) -> Result<void> {
                for (const std::string &taken : option.taken) {
                    if (text == taken)
                        return {};
                }
                return base::fail(Error(Errc::Unsupported, option.reason).withFix(option.fix));
            },
            option.name, 0, option.help);
    for (const FixedSwitch &one : kSwitches)
        flags.value([&one](const std::string &text) { return takeSwitch(one, text); }, one.name, 0, one.help,
                    "");
    flags.value(
        [&check](const std::string &text) -> Result<void> {
            if (text == "check" || text == "lint")
                check = true;
            else if (text != "build")
                return base::fail(Errc::Unsupported, "there are build and check");
            return {};
        },
        "call", 0, "Set method for evaluating build (\"check\", \"build\")");
}

} // namespace catamaran::cli
