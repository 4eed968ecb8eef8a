// SPDX-License-Identifier: GPL-3.0-or-later
// Runtime: one container takes the place of another that runs.
#include "engine/base/file.h"
#include "engine/base/notice.h"
#include "engine/launch/port_forwarder.h"
#include "engine/runtime/forwarded_ports.h"
#include "engine/runtime/runtime.h"
#include "engine/sys/deck.h"

namespace catamaran::engine::runtime {

using base::fail;
using base::Result;

Result<void> Runtime::handOver(const std::string &from, const std::string &to,
                               const base::OperationContext &context)
{
    std::string giver;
    if (!from.empty()) {
        CATAMARAN_TRY(giver, m_store->resolve(from));
    }
    Running taker;
    std::optional<ContainerLock> lock;
    if (!to.empty()) {
        CATAMARAN_TRY(const std::string id, m_store->resolve(to));
        CATAMARAN_TRY(lock, ContainerLock::acquire(m_services.paths, id));
        CATAMARAN_TRY(taker, findRunning(id));
    }
    auto notices = m_services.networks.handOver(giver, taker.record.id, taker.record.spec,
                                                taker.record.process.exposedPorts);
    if (!notices)
        return fail(std::move(notices).error());
    for (const std::string &notice : *notices)
        context.report(notice, 0, 0, base::kNotice);
    const std::string oldRecord = giver.empty() ? std::string() : m_services.paths.forwarder(giver);
    if (!to.empty()) {
        const std::string record = m_services.paths.forwarder(taker.record.id);
        CATAMARAN_TRY(const net::Attachment attachment, m_services.networks.attachment(taker.record.id));
        const bool wanted = !attachment.portAddress.empty() &&
                            !(sys::deck() ? attachment.ports : attachment.forwarded).empty();
        if (wanted && !launch::isForwardingTo(record, attachment.portAddress)) {
            std::vector<base::UniqueFd> sockets;
            if (!oldRecord.empty())
                sockets = launch::socketsOfForwarder(oldRecord);
            auto listeners = forwardedListeners(attachment, std::move(sockets));
            Result<void> forwarded;
            if (listeners)
                forwarded =
                    launch::forwardPorts(m_services.launcher, std::move(*listeners), attachment.portAddress,
                                         taker.observed.status.monitorPid, record);
            else
                forwarded = fail(std::move(listeners).error());
            if (!forwarded) {
                base::Error error = std::move(forwarded).error();
                if (const auto before = giver.empty() ? Result<Record>(Record{}) : m_store->load(giver);
                    before && !giver.empty()) {
                    auto back = m_services.networks.handOver(taker.record.id, giver, before->spec,
                                                             before->process.exposedPorts);
                    if (!back)
                        error.addCleanup(std::move(back).error());
                }
                return fail(std::move(error));
            }
        }
    }
    if (!oldRecord.empty())
        launch::retireForwarder(oldRecord);
    return {};
}

Result<net::TcpActivity> Runtime::tcpActivity(const std::string &which)
{
    CATAMARAN_TRY(const Running running, findRunning(which));
    const std::string &network = running.record.spec.network;
    if (network == "host" || network.starts_with("container:"))
        return net::TcpActivity{};
    const std::string directory = "/proc/" + std::to_string(running.observed.status.pid) + "/net/";
    const auto four = base::readFile(directory + "tcp");
    const auto six = base::readFile(directory + "tcp6");
    return net::tcpActivity(four.value_or(std::string()), six.value_or(std::string()));
}

} // namespace catamaran::engine::runtime
