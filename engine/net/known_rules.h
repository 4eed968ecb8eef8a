// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::engine::net {

struct FirewallState;

/// Which rules of nftables are in force: the kernel counts every transaction of a network namespace.
struct RulesVersion {
    std::string scope; ///< boot and network namespace (SO_NETNS_COOKIE): the count means nothing elsewhere
    std::uint32_t generation = 0;

    /// Of the calling thread's network namespace; nullopt where the kernel does not tell (before 5.14).
    static std::optional<RulesVersion> now();
    bool operator==(const RulesVersion &) const = default;
};

/// Remembers, in a file, what our rules were when they were last looked at. While nobody has changed any rule
/// since, there is no need to list them all again: that costs more than the start of a container.
/// Callers hold the lock of the networks. A file that cannot be read or written is one that knows nothing.
class KnownRules {
public:
    explicit KnownRules(std::string path) : m_path(std::move(path)) {}

    /// Whether nothing has changed since remember() was called with this very text.
    [[nodiscard]] bool hold(const std::string &wish) const;
    /// Our rules are as `wish` says, provided that `before` and then `commits` transactions of our own lead
    /// to what is in force now: else somebody else has been at work, and the next one has to look.
    void remember(const std::optional<RulesVersion> &before, std::uint32_t commits,
                  const std::string &wish) const;

private:
    std::string m_path;
};

/// All that the rules depend on, as text; `bridges` are the names of the bridges of all networks.
std::string wishText(const FirewallState &state, const std::vector<std::string> &bridges);

} // namespace catamaran::engine::net
