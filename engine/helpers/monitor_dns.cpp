// SPDX-License-Identifier: GPL-3.0-or-later
// Monitor: the container's DNS responder (dns.h), which listens in the container's network namespace and asks
// the host's resolvers from the host's.
#include "engine/helpers/monitor.h"

#ifdef CATAMARAN_HELPER_DNS
#include "engine/helpers/dns.h"
#endif

namespace catamaran::helpers {

#ifdef CATAMARAN_HELPER_DNS

namespace responder = engine::helpers;

static_assert(Monitor::kMaximumDnsFds >= responder::kDnsMaximumPollFds);

namespace {

constinit responder::DnsServer s_dns; // large, but all zero: untouched pages of .bss cost nothing

} // namespace

int Monitor::openDns()
{
    if (!m_plan.network.serveDns || m_plan.network.mode != protocol::NetworkMode::Interfaces)
        return 0;
    const int error = responder::dnsOpenSockets(&m_dnsUdp, &m_dnsTcp);
    return error;
}

void Monitor::startDns()
{
    if (m_dnsUdp < 0)
        return;
    const char *upstreams[responder::kDnsMaximumUpstreams] = {};
    int count = 0;
    for (const protocol::Text &upstream : m_plan.network.dnsUpstreams) {
        if (count < responder::kDnsMaximumUpstreams)
            upstreams[count++] = upstream.data;
    }
    responder::dnsStart(s_dns, m_dnsUdp, m_dnsTcp, m_plan.network.dnsTablePath.data, m_plan.containerId.data,
                        upstreams, count);
}

int Monitor::dnsPoll(pollfd *set, int *timeout) const
{
    if (m_dnsUdp < 0)
        return 0;
    const int left = responder::dnsPollTimeout(s_dns);
    if (left >= 0 && (*timeout < 0 || left < *timeout))
        *timeout = left;
    return responder::dnsPollFds(s_dns, set, kMaximumDnsFds);
}

void Monitor::handleDns(const pollfd *set, int count)
{
    if (m_dnsUdp >= 0)
        responder::dnsHandle(s_dns, set, count);
}

#else // a build without the responder: the image's resolv.conf must do

int Monitor::openDns()
{
    return 0;
}
void Monitor::startDns() {}
int Monitor::dnsPoll(pollfd * /*set*/, int * /*timeout*/) const
{
    return 0;
}
void Monitor::handleDns(const pollfd * /*set*/, int /*count*/) {}

#endif

} // namespace catamaran::helpers
