// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/container_flags.h"

#include "engine/base/file.h"
#include "engine/spec/modes.h"
#include "engine/spec/parse.h"
#include "src/cli/host_flags.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>

namespace catamaran::cli {

namespace spec = engine::spec;

namespace {

std::optional<std::string> callersVariable(const std::string &name)
{
    const char *value = std::getenv(name.c_str());
    return value ? std::optional<std::string>(value) : std::nullopt;
}

bool isUserDefined(const std::string &network)
{
    return network != "bridge" && network != "default" && network != "host" && network != "none" &&
           !network.starts_with("container:");
}

struct HealthFlags {
    std::string command;
    std::string interval;
    std::string timeout;
    std::string startPeriod;
    std::string startInterval;
    std::optional<std::int64_t> retries;
    bool none = false;
};

base::Result<std::optional<spec::HealthCheck>> healthOf(const HealthFlags &flags)
{
    const bool anything = !flags.command.empty() || !flags.interval.empty() || !flags.timeout.empty() ||
                          !flags.startPeriod.empty() || !flags.startInterval.empty() ||
                          flags.retries.has_value();
    if (flags.none) {
        if (anything)
            return base::fail(base::Errc::InvalidArgument,
                              "--no-healthcheck conflicts with --health-* options");
        spec::HealthCheck check;
        check.test = {"NONE"};
        return std::optional(check);
    }
    if (!anything)
        return std::optional<spec::HealthCheck>();
    spec::HealthCheck check;
    if (!flags.command.empty())
        check.test = {"CMD-SHELL", flags.command};
    const auto take = [](const std::string &text, const char *name,
                         std::chrono::nanoseconds &into) -> base::Result<void> {
        if (text.empty())
            return {};
        CATAMARAN_TRY(into, spec::parseDuration(text));
        if (into < std::chrono::nanoseconds::zero())
            return base::fail(base::Errc::InvalidArgument, fmt::format("--{} cannot be negative", name));
        return {};
    };
    CATAMARAN_CHECK(take(flags.interval, "health-interval", check.interval));
    CATAMARAN_CHECK(take(flags.timeout, "health-timeout", check.timeout));
    CATAMARAN_CHECK(take(flags.startPeriod, "health-start-period", check.startPeriod));
    CATAMARAN_CHECK(take(flags.startInterval, "health-start-interval", check.startInterval));
    if (flags.retries) {
        if (*flags.retries < 0)
            return base::fail(base::Errc::InvalidArgument, "--health-retries cannot be negative");
        check.retries = static_cast<int>(*flags.retries);
    }
    return std::optional(check);
}

} // namespace

struct ContainerFlags::Values {
    spec::ContainerSpec spec; ///< members that need no second look
    std::optional<AttachChoice> attach;
    std::optional<std::string> entrypoint;
    std::vector<std::string> environment;
    std::vector<std::string> environmentFiles;
    std::vector<std::string> labels;
    std::vector<std::string> labelFiles;
    std::vector<std::string> ports;
    std::vector<std::string> exposed;
    std::vector<std::string> volumes;
    std::vector<std::string> tmpfs;
    std::vector<spec::Mount> mounts;
    std::vector<spec::NetworkOption> networks;
    std::vector<std::string> sysctls;
    std::vector<std::string> logOptions;
    std::vector<std::string> devices;
    std::vector<std::string> capAdd;
    std::vector<std::string> capDrop;
    std::string restart;
    std::string pull = "missing";
    std::string cidFile;
    std::optional<std::int64_t> stopTimeout;
    std::optional<std::int64_t> oomScoreAdj;
    std::vector<std::string> linkLocal;
    HealthFlags health;
    HostFlags host;

    void declareProcess(FlagSet &flags);
    void declareNetwork(FlagSet &flags);
    void declareStorage(FlagSet &flags);
    void declareLimits(FlagSet &flags);
    void declareRest(FlagSet &flags);
    base::Result<void> environmentInto(spec::ContainerSpec &into) const;
    base::Result<void> labelsInto(spec::ContainerSpec &into) const;
    base::Result<void> networkInto(spec::ContainerSpec &into) const;
    base::Result<void> mountsInto(spec::ContainerSpec &into, const std::string &workingDirectory) const;
    base::Result<void> pairsInto(const std::vector<std::string> &texts, const char *flag,
                                 std::map<std::string, std::string> &into) const;
    base::Result<void> policiesInto(spec::ContainerSpec &into) const;
};

ContainerFlags::ContainerFlags() : m_d(std::make_unique<Values>()) {}
ContainerFlags::~ContainerFlags() = default;

const std::optional<AttachChoice> &ContainerFlags::attach() const
{
    return m_d->attach;
}

const std::string &ContainerFlags::cidFile() const
{
    return m_d->cidFile;
}

void ContainerFlags::declare(FlagSet &flags)
{
    m_d->declareProcess(flags);
    m_d->declareNetwork(flags);
    m_d->declareStorage(flags);
    m_d->declareLimits(flags);
    m_d->declareRest(flags);
    m_d->host.declare(flags, m_d->spec);
}

void ContainerFlags::Values::declareProcess(FlagSet &flags)
{
    flags.value(
        [this](const std::string &text) -> base::Result<void> {
            if (!attach)
                attach = AttachChoice{};
            std::string lower = text;
            std::transform(lower.begin(), lower.end(), lower.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            if (lower == "stdin")
                attach->in = true;
            else if (lower == "stdout")
                attach->out = true;
            else if (lower == "stderr")
                attach->err = true;
            else
                return base::fail(base::Errc::InvalidArgument, "valid streams are STDIN, STDOUT and STDERR");
            return {};
        },
        "attach", 'a', "Attach to STDIN, STDOUT or STDERR", "list");
    flags.value(
        [this](const std::string &text) -> base::Result<void> {
            CATAMARAN_TRY(const std::string variable, spec::parseEnvironment(text, callersVariable));
            environment.push_back(variable);
            return {};
        },
        "env", 'e', "Set environment variables", "list");
    flags.list(environmentFiles, "env-file", 0, "Read in a file of environment variables");
    flags.flag(spec.tty, "tty", 't', "Allocate a pseudo-TTY");
    flags.flag(spec.openStdin, "interactive", 'i', "Keep STDIN open even if not attached");
    flags.text(spec.name, "name", 0, "Assign a name to the container");
    flags.text(spec.workingDirectory, "workdir", 'w', "Working directory inside the container");
    flags.text(spec.user, "user", 'u', "Username or UID (format: <name|uid>[:<group|gid>])");
    flags.list(spec.groupAdd, "group-add", 0, "Add additional groups to join");
    flags.text(entrypoint, "entrypoint", 0, "Overwrite the default ENTRYPOINT of the image");
    flags.flag(spec.init, "init", 0,
               "Run an init inside the container that forwards signals and reaps processes");
    flags.flag(spec.autoRemove, "rm", 0, "Automatically remove the container when it exits");
    flags.text(cidFile, "cidfile", 0, "Write the container ID to the file");
    flags.text(spec.stopSignal, "stop-signal", 0, "Signal to stop the container");
    flags.integer(stopTimeout, "stop-timeout", 0, "Timeout (in seconds) to stop a container");
    flags.text(restart, "restart", 0, "Restart policy to apply when a container exits");
}

void ContainerFlags::Values::declareNetwork(FlagSet &flags)
{
    flags.text(spec.hostname, "hostname", 'h', "Container host name");
    flags.text(spec.domainname, "domainname", 0, "Container NIS domain name");
    const auto network = [this](const std::string &text) -> base::Result<void> {
        CATAMARAN_TRY(spec::NetworkOption option, spec::parseNetwork(text));
        networks.push_back(std::move(option));
        return {};
    };
    flags.value(network, "network", 0, "Connect a container to a network", "network");
    flags.value(network, "net", 0, "Connect a container to a network (same as --network)", "network");
    flags.list(spec.networkAliases, "network-alias", 0, "Add network-scoped alias for the container");
    flags.text(spec.ipv4Address, "ip", 0, "IPv4 address (e.g., 172.30.100.104)");
    flags.text(spec.ipv6Address, "ip6", 0, "IPv6 address (e.g., 2001:db8::33)");
    flags.list(linkLocal, "link-local-ip", 0, "Container IPv4/IPv6 link-local addresses");
    flags.list(spec.links, "link", 0, "Add link to another container");
    flags.text(spec.macAddress, "mac-address", 0, "Container MAC address (e.g., 92:d0:c6:0a:29:33)");
    const auto parsedInto = [&flags](auto parser, std::vector<std::string> &into, const char *name,
                                     const char *help) {
        flags.value(
            [parser, &into](const std::string &text) -> base::Result<void> {
                CATAMARAN_TRY(std::string value, parser(text));
                into.push_back(std::move(value));
                return {};
            },
            name, 0, help, "list");
    };
    parsedInto([](const std::string &t) { return spec::parseIpAddress(t); }, spec.dns, "dns",
               "Set custom DNS servers");
    parsedInto([](const std::string &t) { return spec::parseDnsSearch(t); }, spec.dnsSearch, "dns-search",
               "Set custom DNS search domains");
    flags.list(spec.dnsOptions, "dns-option", 0, "Set DNS options");
    parsedInto([](const std::string &t) { return spec::parseExtraHost(t); }, spec.extraHosts, "add-host",
               "Add a custom host-to-IP mapping (host:ip)");
    flags.list(ports, "publish", 'p', "Publish a container's port(s) to the host");
    flags.flag(spec.publishAll, "publish-all", 'P', "Publish all exposed ports to random ports");
    flags.list(exposed, "expose", 0, "Expose a port or a range of ports");
}

void ContainerFlags::Values::declareStorage(FlagSet &flags)
{
    flags.list(volumes, "volume", 'v', "Bind mount a volume");
    flags.value(
        [this](const std::string &text) -> base::Result<void> {
            CATAMARAN_TRY(spec::Mount mount, spec::parseMount(text));
            mounts.push_back(std::move(mount));
            return {};
        },
        "mount", 0, "Attach a filesystem mount to the container", "mount");
    flags.list(tmpfs, "tmpfs", 0, "Mount a tmpfs directory");
    flags.flag(spec.readOnlyRootfs, "read-only", 0, "Mount the container's root filesystem as read only");
    flags.bytes(spec.resources.shmSize, "shm-size", 0, "Size of /dev/shm");
    flags.list(devices, "device", 0, "Add a host device to the container");
}

void ContainerFlags::Values::declareLimits(FlagSet &flags)
{
    spec::Resources &limits = spec.resources;
    flags.bytes(limits.memory, "memory", 'm', "Memory limit");
    flags.bytes(limits.memorySwap, "memory-swap", 0,
                "Swap limit equal to memory plus swap: '-1' to enable unlimited swap",
                FlagSet::MinusOne::Allowed);
    flags.bytes(limits.memoryReservation, "memory-reservation", 0, "Memory soft limit");
    flags.decimal(limits.cpus, "cpus", 0, "Number of CPUs");
    flags.integer(limits.cpuShares, "cpu-shares", 'c', "CPU shares (relative weight)");
    flags.text(limits.cpusetCpus, "cpuset-cpus", 0, "CPUs in which to allow execution (0-3, 0,1)");
    flags.text(limits.cpusetMems, "cpuset-mems", 0, "MEMs in which to allow execution (0-3, 0,1)");
    flags.integer(limits.pids, "pids-limit", 0, "Tune container pids limit (set -1 for unlimited)");
    flags.integer(oomScoreAdj, "oom-score-adj", 0, "Tune host's OOM preferences (-1000 to 1000)");
    flags.value(
        [this](const std::string &text) -> base::Result<void> {
            CATAMARAN_TRY(const spec::Ulimit limit, spec::parseUlimit(text));
            std::erase_if(spec.ulimits, [&](const spec::Ulimit &other) { return other.name == limit.name; });
            spec.ulimits.push_back(limit);
            return {};
        },
        "ulimit", 0, "Ulimit options", "ulimit");
    flags.list(sysctls, "sysctl", 0, "Sysctl options");
}

void ContainerFlags::Values::declareRest(FlagSet &flags)
{
    flags.list(capAdd, "cap-add", 0, "Add Linux capabilities");
    flags.list(capDrop, "cap-drop", 0, "Drop Linux capabilities");
    flags.flag(spec.privileged, "privileged", 0, "Give extended privileges to this container");
    flags.list(spec.securityOptions, "security-opt", 0, "Security Options");
    flags.value(
        [this](const std::string &text) -> base::Result<void> {
            CATAMARAN_CHECK(spec::parseLabel(text));
            labels.push_back(text);
            return {};
        },
        "label", 'l', "Set meta data on a container", "list");
    flags.list(labelFiles, "label-file", 0, "Read in a line delimited file of labels");
    flags.text(spec.logDriver, "log-driver", 0, "Logging driver for the container");
    flags.list(logOptions, "log-opt", 0, "Log driver options");
    flags.text(health.command, "health-cmd", 0, "Command to run to check health");
    flags.text(health.interval, "health-interval", 0, "Time between running the check (ms|s|m|h)",
               "duration");
    flags.text(health.timeout, "health-timeout", 0, "Maximum time to allow one check to run (ms|s|m|h)",
               "duration");
    flags.text(health.startPeriod, "health-start-period", 0,
               "Start period for the container to initialize before starting health-retries countdown "
               "(ms|s|m|h)",
               "duration");
    flags.text(health.startInterval, "health-start-interval", 0,
               "Time between running the check during the start period (ms|s|m|h)", "duration");
    flags.integer(health.retries, "health-retries", 0, "Consecutive failures needed to report unhealthy");
    flags.flag(health.none, "no-healthcheck", 0, "Disable any container-specified HEALTHCHECK");
    flags.text(pull, "pull", 0, "Pull image before running (\"always\", \"missing\", \"never\")");
    flags.text(spec.platform, "platform", 0, "Set platform if server is multi-platform capable");
}

base::Result<void> ContainerFlags::Values::environmentInto(spec::ContainerSpec &into) const
{
    // docker's order: files first, so that -e wins.
    for (const std::string &path : environmentFiles) {
        CATAMARAN_TRY(const std::string text, base::readFile(path));
        auto variables = spec::parseEnvironmentFile(text, callersVariable);
        if (!variables)
            return base::fail(std::move(variables).error().withContext("--env-file " + path));
        into.environment.insert(into.environment.end(), variables->begin(), variables->end());
    }
    into.environment.insert(into.environment.end(), environment.begin(), environment.end());
    return {};
}

base::Result<void> ContainerFlags::Values::labelsInto(spec::ContainerSpec &into) const
{
    for (const std::string &path : labelFiles) {
        CATAMARAN_TRY(const std::string text, base::readFile(path));
        auto fromFile = spec::parseLabelFile(text);
        if (!fromFile)
            return base::fail(std::move(fromFile).error().withContext("--label-file " + path));
        for (const auto &[key, value] : *fromFile)
            into.labels[key] = value;
    }
    for (const std::string &text : labels) {
        CATAMARAN_TRY(const auto label, spec::parseLabel(text));
        into.labels[label.first] = label.second;
    }
    return {};
}

base::Result<void> ContainerFlags::Values::networkInto(spec::ContainerSpec &into) const
{
    for (std::size_t i = 0; i < networks.size(); ++i) {
        if (!networks[i].linkLocalAddresses.empty() && !linkLocal.empty())
            return base::fail(base::Errc::InvalidArgument,
                              "conflicting options: cannot specify both --link-local-ip and per-network "
                              "link-local IP addresses");
        for (std::size_t j = 0; j < i; ++j) {
            if (networks[i].name == networks[j].name)
                return base::fail(
                    base::Errc::InvalidArgument,
                    fmt::format("network \"{}\" is specified multiple times", networks[i].name));
            if (isUserDefined(networks[i].name) != isUserDefined(networks[j].name))
                return base::fail(base::Errc::InvalidArgument,
                                  "conflicting options: cannot attach both user-defined and non-user-defined "
                                  "network-modes");
        }
    }
    const auto conflict = [](const char *flag, const char *what) {
        return base::fail(
            base::Errc::InvalidArgument,
            fmt::format("conflicting options: cannot specify both --{} and per-network {}", flag, what));
    };
    into.linkLocalIps = linkLocal;
    for (const std::string &link : into.links)
        CATAMARAN_CHECK(spec::parseLink(link));
    for (std::size_t i = 0; i < networks.size(); ++i) {
        const spec::NetworkOption &network = networks[i];
        spec::NetworkAttachment attachment;
        attachment.network = network.name == "default" ? "bridge" : network.name;
        attachment.aliases = network.aliases;
        attachment.ipv4Address = network.ipv4Address;
        attachment.ipv6Address = network.ipv6Address;
        attachment.macAddress = network.macAddress;
        attachment.linkLocalIps = network.linkLocalAddresses;
        attachment.driverOptions.insert(network.driverOptions.begin(), network.driverOptions.end());
        attachment.gatewayPriority = network.gatewayPriority;
        if (i > 0) {
            into.furtherNetworks.push_back(std::move(attachment));
            continue;
        }
        // Options of their own (--ip, --network-alias) are those of the first network.
        if (!network.aliases.empty() && !into.networkAliases.empty())
            return conflict("network-alias", "alias");
        if (!network.ipv4Address.empty() && !into.ipv4Address.empty())
            return conflict("ip", "IPv4 address");
        if (!network.ipv6Address.empty() && !into.ipv6Address.empty())
            return conflict("ip6", "IPv6 address");
        if (!network.macAddress.empty() && !into.macAddress.empty())
            return conflict("mac-address", "MAC address");
        into.network = attachment.network;
        into.networkAliases.insert(into.networkAliases.end(), network.aliases.begin(), network.aliases.end());
        if (!network.ipv4Address.empty())
            into.ipv4Address = network.ipv4Address;
        if (!network.ipv6Address.empty())
            into.ipv6Address = network.ipv6Address;
        if (!network.macAddress.empty())
            into.macAddress = network.macAddress;
        if (!network.linkLocalAddresses.empty())
            into.linkLocalIps = network.linkLocalAddresses;
        into.networkDriverOptions = attachment.driverOptions;
        into.gatewayPriority = network.gatewayPriority;
    }
    for (const std::string &text : ports) {
        CATAMARAN_TRY(const auto mappings, spec::parsePort(text));
        into.ports.insert(into.ports.end(), mappings.begin(), mappings.end());
    }
    for (const std::string &text : exposed) {
        CATAMARAN_TRY(const auto more, spec::parseExpose(text));
        into.exposedPorts.insert(into.exposedPorts.end(), more.begin(), more.end());
    }
    return {};
}

base::Result<void> ContainerFlags::Values::mountsInto(spec::ContainerSpec &into,
                                                      const std::string &workingDirectory) const
{
    for (const std::string &text : volumes) {
        CATAMARAN_TRY(spec::Mount mount, spec::parseVolume(text, workingDirectory));
        into.mounts.push_back(std::move(mount));
    }
    into.mounts.insert(into.mounts.end(), mounts.begin(), mounts.end());
    for (const std::string &text : tmpfs) {
        CATAMARAN_TRY(spec::Mount mount, spec::parseTmpfs(text));
        into.mounts.push_back(std::move(mount));
    }
    for (const std::string &text : devices) {
        if (spec::isCdiDevice(text)) {
            into.gpus.push_back(text);
            continue;
        }
        CATAMARAN_TRY(spec::Device device, spec::parseDevice(text));
        into.devices.push_back(std::move(device));
    }
    for (std::size_t i = 0; i < into.mounts.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (into.mounts[i].target == into.mounts[j].target)
                return base::fail(base::Errc::InvalidArgument,
                                  "Duplicate mount point: " + into.mounts[i].target);
        }
    }
    return {};
}

base::Result<void> ContainerFlags::Values::pairsInto(const std::vector<std::string> &texts, const char *flag,
                                                     std::map<std::string, std::string> &into) const
{
    for (const std::string &text : texts) {
        const std::size_t equal = text.find('=');
        if (equal == 0 || equal == std::string::npos)
            return base::fail(
                base::Errc::InvalidArgument,
                fmt::format("invalid argument \"{}\" for \"--{}\": expected name=value", text, flag));
        into[text.substr(0, equal)] = text.substr(equal + 1);
    }
    return {};
}

base::Result<void> ContainerFlags::Values::policiesInto(spec::ContainerSpec &into) const
{
    if (!restart.empty()) {
        CATAMARAN_TRY(into.restart, spec::parseRestartPolicy(restart));
        if (into.autoRemove && into.restart.kind != spec::RestartKind::No)
            return base::fail(base::Errc::InvalidArgument,
                              "conflicting options: cannot specify both --restart and --rm");
    }
    if (pull == "always")
        into.pull = spec::PullPolicy::Always;
    else if (pull == "never")
        into.pull = spec::PullPolicy::Never;
    else if (pull != "missing")
        return base::fail(base::Errc::InvalidArgument,
                          fmt::format("invalid pull option: '{}': must be one of \"always\", \"missing\" or "
                                      "\"never\"",
                                      pull));
    if (stopTimeout)
        into.stopTimeout = std::chrono::seconds(*stopTimeout);
    if (oomScoreAdj) {
        if (*oomScoreAdj < -1000 || *oomScoreAdj > 1000)
            return base::fail(
                base::Errc::InvalidArgument,
                fmt::format("Invalid value {}, range for oom score adj is [-1000, 1000]", *oomScoreAdj));
        into.resources.oomScoreAdj = static_cast<int>(*oomScoreAdj);
    }
    CATAMARAN_TRY(into.health, healthOf(health));
    return {};
}

base::Result<spec::ContainerSpec> ContainerFlags::specification(const std::vector<std::string> &arguments,
                                                                const std::string &workingDirectory) const
{
    if (arguments.empty())
        return base::fail(base::Errc::InvalidArgument, "no image given");
    spec::ContainerSpec result = m_d->spec;
    result.image = arguments.front();
    result.command.assign(arguments.begin() + 1, arguments.end());
    if (m_d->entrypoint) {
        // docker: --entrypoint "" removes the image's one.
        result.entrypoint = m_d->entrypoint->empty() ? std::vector<std::string>{}
                                                     : std::vector<std::string>{*m_d->entrypoint};
    }
    CATAMARAN_CHECK(m_d->mountsInto(result, workingDirectory));
    CATAMARAN_CHECK(m_d->networkInto(result));
    CATAMARAN_CHECK(m_d->environmentInto(result));
    CATAMARAN_CHECK(m_d->labelsInto(result));
    for (const std::string &text : m_d->sysctls) {
        CATAMARAN_TRY(auto sysctl, spec::parseSysctl(text));
        result.sysctls[sysctl.first] = sysctl.second;
    }
    CATAMARAN_CHECK(m_d->host.into(result));
    CATAMARAN_CHECK(m_d->pairsInto(m_d->logOptions, "log-opt", result.logOptions));
    CATAMARAN_CHECK(m_d->policiesInto(result));
    std::tie(result.capAdd, result.capDrop) = spec::effectiveCapabilities(m_d->capAdd, m_d->capDrop);
    return result;
}

} // namespace catamaran::cli
