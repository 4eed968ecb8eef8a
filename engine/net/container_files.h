// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace catamaran::engine::net {

/// What resolv.conf(5) says. Pure.
struct ResolvConf {
    std::vector<std::string> nameservers;
    std::vector<std::string> search;
    std::vector<std::string> options;
    [[nodiscard]] std::string text() const;
};
ResolvConf parseResolvConf(std::string_view text);

/// The file for a container whose monitor answers on 127.0.0.11. `host` is the host's; the user's
/// --dns-search and --dns-option replace the host's. A search of "." means none.
ResolvConf containerResolvConf(const ResolvConf &host, const std::vector<std::string> &search,
                               const std::vector<std::string> &options);

/// Text of /etc/hosts as docker writes it: localhost, the extra hosts, then the container's own addresses.
/// `extraHosts` are "name:ip" or "name=ip"; the ip "host-gateway" becomes `hostGateway`. InvalidArgument for
/// an entry that is neither.
base::Result<std::string> hostsText(const std::vector<std::string> &addresses, const std::string &hostname,
                                    const std::string &domainname, const std::vector<std::string> &extraHosts,
                                    const std::string &hostGateway);

} // namespace catamaran::engine::net
