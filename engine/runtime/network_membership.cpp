// SPDX-License-Identifier: GPL-3.0-or-later
// Runtime: containers that join and leave networks, running or not.
#include "engine/base/file.h"
#include "engine/base/notice.h"
#include "engine/runtime/runtime.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;

namespace {

bool hasOwnNetworks(const spec::ContainerSpec &spec)
{
    return spec.network != "host" && spec.network != "none" && !spec.network.starts_with("container:");
}

std::string primaryName(const spec::ContainerSpec &spec)
{
    return spec.network.empty() || spec.network == "default" ? "bridge" : spec.network;
}

std::string namespacePath(const Observed &observed)
{
    return "/proc/" + std::to_string(observed.status.pid) + "/ns/net";
}

/// Whether a network that the user named in some way is this one.
bool isSame(const std::string &named, const net::Network &network)
{
    return named == network.name || named == network.id ||
           (named.size() >= 4 && network.id.starts_with(named));
}

/// Changed in place: the file is mounted into the container, which would go on seeing the old one after a
/// rename.
Result<void> rewriteInPlace(const std::string &path, std::string_view text)
{
    CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(path, O_WRONLY | O_CREAT));
    if (::pwrite(fd.get(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()) ||
        ::ftruncate(fd.get(), static_cast<off_t>(text.size())) != 0)
        return base::failErrno("write " + path);
    return {};
}

} // namespace

Result<void> Runtime::applyMembershipChange(const std::string &id, const net::MembershipChange &change,
                                            const base::OperationContext &context)
{
    for (const std::string &notice : change.notices)
        context.report(notice, 0, 0, base::kNotice);
    return rewriteInPlace(m_services.paths.container(id) + "/hosts", change.hosts);
}

Result<void> Runtime::connectNetwork(const std::string &which, const spec::NetworkAttachment &wish,
                                     const base::OperationContext &context)
{
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    CATAMARAN_TRY(const ActivityLock activity, ActivityLock::shared(m_services.paths));
    CATAMARAN_TRY(const ContainerLock lock, ContainerLock::acquire(m_services.paths, id));
    CATAMARAN_TRY(Record record, m_store->load(id));
    CATAMARAN_TRY(const Observed observed, observe(m_services.paths, id));
    if (wish.network == "host")
        return fail(Errc::InvalidState,
                    "cannot attach container to host network - container must be created in "
                    "host network mode");
    if (wish.network == "none" || !hasOwnNetworks(record.spec))
        return fail(base::Error(Errc::InvalidState,
                                "container cannot be connected to multiple networks with one of the networks "
                                "in private (none) mode")
                        .withFix("Create the container without --network " + record.spec.network + "."));
    CATAMARAN_TRY(const net::Network network, m_services.networks.network(wish.network));
    spec::NetworkAttachment joined = wish;
    joined.network = network.name;
    const bool member =
        (!record.spec.networkDetached && isSame(primaryName(record.spec), network)) ||
        std::any_of(record.spec.furtherNetworks.begin(), record.spec.furtherNetworks.end(),
                    [&](const spec::NetworkAttachment &other) { return isSame(other.network, network); });
    if (member)
        return fail(Errc::AlreadyExists,
                    "endpoint with name " + record.name + " already exists in network " + network.name);
    base::Rollback rollback;
    if (observed.isActive() && observed.status.pid > 0) {
        auto change = m_services.networks.connect(id, joined, record.spec, namespacePath(observed));
        if (!change)
            return fail(std::move(change).error());
        rollback.push("leave network " + network.name, [&, path = namespacePath(observed)]() -> Result<void> {
            CATAMARAN_CHECK(m_services.networks.disconnect(id, network.name, record.spec, path));
            return {};
        });
        if (auto applied = applyMembershipChange(id, *change, context); !applied)
            return fail(rollback.fail(std::move(applied).error()));
        if (auto followed = followForwarder(id, observed); !followed)
            return fail(rollback.fail(std::move(followed).error()));
    }
    record.spec.furtherNetworks.push_back(joined);
    if (auto stored = m_store->updateSpec(record); !stored)
        return fail(rollback.fail(std::move(stored).error()));
    rollback.release();
    m_events.append({"network",
                     "connect",
                     network.id,
                     {{"container", id}, {"name", network.name}, {"type", network.driver}},
                     0});
    return {};
}

Result<void> Runtime::disconnectNetwork(const std::string &which, const std::string &networkName, bool force,
                                        const base::OperationContext &context)
{
    CATAMARAN_TRY(const net::Network network, m_services.networks.network(networkName));
    auto resolved = m_store->resolve(which);
    if (!resolved && force) {
        // An endpoint whose container has no record any more.
        CATAMARAN_TRY(const std::vector<net::Member> members, m_services.networks.members(network.name));
        for (const net::Member &member : members) {
            if (member.name == which || member.owner.starts_with(which))
                return m_services.networks.release(member.owner);
        }
    }
    CATAMARAN_TRY(const std::string id, std::move(resolved));
    CATAMARAN_TRY(const ActivityLock activity, ActivityLock::shared(m_services.paths));
    CATAMARAN_TRY(const ContainerLock lock, ContainerLock::acquire(m_services.paths, id));
    CATAMARAN_TRY(Record record, m_store->load(id));
    CATAMARAN_TRY(const Observed observed, observe(m_services.paths, id));
    spec::ContainerSpec &spec = record.spec;
    if (spec.network == "host" && networkName == "host")
        return fail(Errc::InvalidState,
                    "cannot disconnect container from host network - container was created "
                    "in host network mode");
    const bool fromPrimary =
        hasOwnNetworks(spec) && !spec.networkDetached && isSame(primaryName(spec), network);
    const auto further =
        std::find_if(spec.furtherNetworks.begin(), spec.furtherNetworks.end(),
                     [&](const spec::NetworkAttachment &other) { return isSame(other.network, network); });
    if (!fromPrimary && further == spec.furtherNetworks.end())
        return fail(Errc::InvalidState, "container " + id + " is not connected to network " + network.name);
    const Record before = record;
    if (fromPrimary)
        spec.networkDetached = true;
    else
        spec.furtherNetworks.erase(further);
    // The record first: whatever happens now, the next start has what was asked for.
    CATAMARAN_CHECK(m_store->updateSpec(record));
    if (observed.isActive() && observed.status.pid > 0) {
        const auto change = m_services.networks.disconnect(id, network.name, spec, namespacePath(observed));
        if (!change) {
            base::Error error = change.error();
            if (auto restored = m_store->updateSpec(before); !restored)
                error.addCleanup(std::move(restored).error());
            return fail(std::move(error));
        }
        CATAMARAN_CHECK(applyMembershipChange(id, *change, context));
        CATAMARAN_CHECK(followForwarder(id, observed));
    }
    m_events.append({"network",
                     "disconnect",
                     network.id,
                     {{"container", id}, {"name", network.name}, {"type", network.driver}},
                     0});
    return {};
}

} // namespace catamaran::engine::runtime
