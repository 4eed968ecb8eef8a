// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/bytes.h"
#include "engine/base/result.h"
#include "engine/spec/container_spec.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Parsers of docker's flag values. All are pure: text in, value or InvalidArgument with docker's wording
/// out. Thread: safe.
namespace catamaran::engine::spec {

// --- ports (docker/go-connections nat) ---

/// "80" to {80, 80}, "80-82" to {80, 82}.
base::Result<std::pair<std::uint16_t, std::uint16_t>> parsePortRange(std::string_view text);
/// A port number; an empty text is 0.
base::Result<std::uint16_t> parsePortNumber(std::string_view text);
/// "80/udp" to {"80", "udp"}; the protocol defaults to "tcp"; an empty port gives two empty texts.
std::pair<std::string, std::string> splitProtocol(std::string_view text);
/// -p: "[ip:][hostPort:]containerPort[/proto]", ranges, "[::1]:80:80", or
/// "target=80,published=8080,protocol=tcp".
base::Result<std::vector<PortMapping>> parsePort(std::string_view text);
/// --expose: "80", "80-82/udp" to {"80/udp", ...}.
base::Result<std::vector<std::string>> parseExpose(std::string_view text);
/// "192.168.1.100:8080:6000/tcp", IPv6 addresses in brackets.
std::string formatPort(const PortMapping &port);

// --- mounts ---

/// -v: "[source:]target[:options]". A source that begins with "." is taken relative to `currentDirectory`.
base::Result<Mount> parseVolume(std::string_view text, std::string_view currentDirectory = {});
/// --mount: comma-separated key=value pairs.
base::Result<Mount> parseMount(std::string_view text);
/// --tmpfs: "/path[:size=64m,mode=1777,...]".
base::Result<Mount> parseTmpfs(std::string_view text);
/// --device: "path[:path][:rwm]".
base::Result<Device> parseDevice(std::string_view text);
/// Fields of one CSV line, with "quoted ""fields""" (RFC 4180).
base::Result<std::vector<std::string>> splitCsv(std::string_view text);

// --- environment and labels ---

using EnvironmentLookup = std::function<std::optional<std::string>(const std::string &name)>;
/// -e: "KEY=VALUE", or "KEY" which takes the caller's value; a KEY that the caller has not stays as "KEY",
/// which removes the image's one in mergeImageConfig().
base::Result<std::string> parseEnvironment(std::string_view text, const EnvironmentLookup &lookup = {});
/// --env-file: one KEY[=VALUE] a line, '#' comments. Keys without a value that the caller has not are
/// dropped.
base::Result<std::vector<std::string>> parseEnvironmentFile(std::string_view text,
                                                            const EnvironmentLookup &lookup = {});
base::Result<std::pair<std::string, std::string>> parseLabel(std::string_view text);
/// --label-file: as an environment file, but keys may hold anything.
base::Result<std::vector<std::pair<std::string, std::string>>> parseLabelFile(std::string_view text);

// --- network ---

/// --add-host: "name:ip", "name=ip", "name=[ipv6]", "name:host-gateway"; returned as "name:ip".
base::Result<std::string> parseExtraHost(std::string_view text);
/// The address in its canonical form.
base::Result<std::string> parseIpAddress(std::string_view text);
/// --dns-search; "." stands for "no search list".
base::Result<std::string> parseDnsSearch(std::string_view text);
/// --link: "name[:alias]".
base::Result<std::pair<std::string, std::string>> parseLink(std::string_view text);

/// --network in its long form.
struct NetworkOption {
    std::string name;
    std::vector<std::string> aliases;
    std::string ipv4Address;
    std::string ipv6Address;
    std::string macAddress;
    std::vector<std::string> linkLocalAddresses;
    std::vector<std::pair<std::string, std::string>> driverOptions;
    int gatewayPriority = 0;
};
/// "web", or "name=web,alias=a,ip=10.0.0.2,...".
base::Result<NetworkOption> parseNetwork(std::string_view text);

// --- resources ---

/// --ulimit: "name=soft[:hard]".
base::Result<Ulimit> parseUlimit(std::string_view text);
/// --device-read-bps and friends: "/dev/sda:1mb"; the rate in bytes or operations a second.
base::Result<std::pair<std::string, std::uint64_t>> parseThrottleBytes(std::string_view text);
base::Result<std::pair<std::string, std::uint64_t>> parseThrottleOperations(std::string_view text);
/// --blkio-weight-device: "/dev/sda:500", 10 to 1000, 0 unset.
base::Result<std::pair<std::string, std::uint16_t>> parseWeightDevice(std::string_view text);

// --- process ---

/// --restart before the name is checked: {name, maximum retries}.
base::Result<std::pair<std::string, int>> splitRestartPolicy(std::string_view text);
/// --restart: "no", "on-failure[:n]", "always", "unless-stopped".
base::Result<RestartPolicy> parseRestartPolicy(std::string_view text);
std::string_view restartPolicyName(RestartKind kind) noexcept;
/// "KILL", "SIGKILL", "sigkill", "9", "RTMIN+3".
base::Result<int> parseSignal(std::string_view text);
/// "SIGTERM" of 15; "SIGRTMIN+3" of 37.
std::string signalName(int signal);
/// Go's time.ParseDuration: "1h30m", "1.5s", "300ms", "-2us".
base::Result<std::chrono::nanoseconds> parseDuration(std::string_view text);
/// --detach-keys: "ctrl-p,ctrl-q" to "\x10\x11".
base::Result<std::string> parseDetachKeys(std::string_view text);
/// --cap-add names: "net_admin" to "CAP_NET_ADMIN"; "ALL" stays.
std::string normalizeCapability(std::string_view text);
/// Normalises both lists, sorted, without duplicates; what is added wins over what is dropped.
std::pair<std::vector<std::string>, std::vector<std::string>>
effectiveCapabilities(const std::vector<std::string> &add, const std::vector<std::string> &drop);

} // namespace catamaran::engine::spec
