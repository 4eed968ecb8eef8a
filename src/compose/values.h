// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::compose {

/// A number of bytes; written "64m", "1gb" or plain.
struct Bytes {
    std::int64_t value = 0;
    bool operator==(const Bytes &) const = default;
};

/// A length of time in nanoseconds; written "1m30s".
struct Duration {
    std::int64_t nanoseconds = 0;
    bool operator==(const Duration &) const = default;
};

/// A share of processors; written 0.5 or "0.5".
struct Cpus {
    float value = 0;
    bool operator==(const Cpus &) const = default;
};

/// Permission bits; written 0440 or "0440".
struct FileMode {
    std::int64_t value = 0;
    bool operator==(const FileMode &) const = default;
};

/// How many devices; -1 is all.
struct DeviceCount {
    std::int64_t value = 0;
    bool operator==(const DeviceCount &) const = default;
};

/// A switch that is on unless a file says otherwise.
struct OptOut {
    bool value = false;
    bool operator==(const OptOut &) const = default;
};

/// A program with its arguments. Unset leaves the image's own; an empty list clears it.
struct Command {
    std::optional<std::vector<std::string>> words;
    bool operator==(const Command &) const = default;
};

/// healthcheck.test: CMD, CMD-SHELL or NONE and what follows.
struct HealthTest {
    std::vector<std::string> words;
    bool operator==(const HealthTest &) const = default;
};

/// Names and values of labels, options, sysctls.
using Mapping = std::map<std::string, std::string>;
/// Variables; one without a value takes it from where the container is started, or is not set at all.
using Variables = std::map<std::string, std::optional<std::string>>;

/// extra_hosts: addresses by host name.
struct HostsList {
    std::map<std::string, std::vector<std::string>> hosts;
    bool operator==(const HostsList &) const = default;
};

/// List elements that may be written as numbers (expose).
struct TextList {
    std::vector<std::string> values;
    bool operator==(const TextList &) const = default;
};

/// Options of a provider: each may have several values.
struct MultiOptions {
    std::map<std::string, std::vector<std::string>> values;
    bool operator==(const MultiOptions &) const = default;
};

/// A key of an SSH agent given to a build; without a path the agent's own socket.
struct SshKey {
    std::string id;
    std::string path;
    bool operator==(const SshKey &) const = default;
};

/// build.ssh.
struct SshKeys {
    std::vector<SshKey> keys;
    bool operator==(const SshKeys &) const = default;
};

} // namespace catamaran::compose
