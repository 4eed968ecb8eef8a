// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/net/firewall_rules.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

struct nft_ctx;

namespace catamaran::engine::net {

/// Our nftables table in the kernel, through libnftables.
///
/// Thread: not synchronised; callers hold the service's lock. Every call is one kernel transaction. Errors:
/// Unsupported when the kernel has no nf_tables, PermissionDenied without CAP_NET_ADMIN, else System with
/// nftables' own words.
class Firewall {
public:
    explicit Firewall(std::string table);
    ~Firewall();
    Firewall(const Firewall &) = delete;
    Firewall &operator=(const Firewall &) = delete;

    /// What is in the kernel; nullopt if the table does not exist.
    base::Result<std::optional<ListedTable>> current();
    /// Makes the table exactly `state`, unless it is that already. Returns whether something was changed.
    base::Result<bool> ensure(const FirewallState &state);
    /// NotFound if the table is not there.
    base::Result<void> addPorts(const std::vector<FirewallPort> &ports);
    /// Ports that are not there are success.
    base::Result<void> deletePorts(const std::vector<FirewallPort> &ports);
    /// Withdraws `old` and publishes `fresh` at one stroke. Any failure (an element that was not as told)
    /// leaves everything as it was.
    base::Result<void> replacePorts(const std::vector<FirewallPort> &old,
                                    const std::vector<FirewallPort> &fresh);
    base::Result<void> remove();

    /// How many transactions this object has made.
    [[nodiscard]] std::uint32_t commits() const { return m_commits; }

    /// Lets packets of `bridges` pass Docker's FORWARD policy, by accept rules in DOCKER-USER (the chain that
    /// Docker keeps for others), and removes our rules there for other bridges of this list of `known` ones.
    /// Policies and other tables stay as they are: the sentences returned tell the user which chains will
    /// drop packets, and what to do.
    base::Result<std::vector<std::string>> passDocker(const std::vector<std::string> &bridges,
                                                      const std::vector<std::string> &known);

private:
    base::Result<bool> passDockerIn(const std::string &family, const std::vector<std::string> &bridges,
                                    const std::vector<std::string> &known);
    base::Result<std::string> run(const std::string &commands, const std::string &what);
    base::Result<void> change(const std::string &commands, const std::string &what);

    std::string m_table;
    std::uint32_t m_commits = 0;
    std::unique_ptr<nft_ctx, void (*)(nft_ctx *)> m_context;
};

} // namespace catamaran::engine::net
