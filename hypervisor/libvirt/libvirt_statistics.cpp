// SPDX-License-Identifier: GPL-3.0-or-later
// Samples of many VMs, cheap enough to be taken every second: one question to libvirt for all of them, which
// never waits for a QEMU that hangs, then /proc and each guest's own counters. libvirt is asked for counters
// only where nothing nearer knows them (systems without our init, domains of others, remote hosts): each
// costs it round trips to QEMU's monitor.
#include "engine/base/clock.h"
#include "hypervisor/guest/channel.h"
#include "hypervisor/libvirt/libvirt_hypervisor.h"
#include "hypervisor/libvirt/qemu_process.h"

#include <algorithm>
#include <array>
#include <set>
#include <unistd.h>

namespace catamaran::hv {

using base::Result;
using std::chrono::milliseconds;

namespace {

constexpr std::int64_t kLedgerNs = 5'000'000'000; ///< how old the sum of a VM's memory may be

struct RecordsReleaser {
    void operator()(virDomainStatsRecordPtr *records) const { virDomainStatsRecordListFree(records); }
};
using Records = std::unique_ptr<virDomainStatsRecordPtr, RecordsReleaser>;

std::string uuidOf(virDomainPtr domain)
{
    std::array<char, VIR_UUID_STRING_BUFLEN> text{};
    if (virDomainGetUUIDString(domain, text.data()) != 0)
        return {};
    std::string uuid = text.data();
    std::erase(uuid, '-');
    return uuid;
}

std::optional<std::uint64_t> numberOf(const virDomainStatsRecord &record, const char *name)
{
    unsigned long long value = 0;
    if (virTypedParamsGetULLong(record.params, record.nparams, name, &value) != 1)
        return std::nullopt;
    return value;
}

/// The sum of "<group>.<N>.<field>" over all N.
std::optional<std::uint64_t> sumOf(const virDomainStatsRecord &record, const std::string &group,
                                   const char *field)
{
    unsigned count = 0;
    if (virTypedParamsGetUInt(record.params, record.nparams, (group + ".count").c_str(), &count) != 1)
        return std::nullopt;
    std::optional<std::uint64_t> sum;
    for (unsigned i = 0; i < count; ++i)
        if (const auto one = numberOf(record, (group + "." + std::to_string(i) + "." + field).c_str()))
            sum = sum.value_or(0) + *one;
    return sum;
}

void apply(const virDomainStatsRecord &record, MachineStatistics &out)
{
    out.cpuTimeNs = numberOf(record, "cpu.time");
    out.diskReadBytes = sumOf(record, "block", "rd.bytes");
    out.diskWriteBytes = sumOf(record, "block", "wr.bytes");
    out.networkReceivedBytes = sumOf(record, "net", "rx.bytes");
    out.networkSentBytes = sumOf(record, "net", "tx.bytes");
    const auto kib = [&record](const char *name) {
        auto value = numberOf(record, name);
        if (value)
            *value *= 1024;
        return value;
    };
    out.guestTotalBytes = kib("balloon.available");
    const auto usable = kib("balloon.usable");
    if (out.guestTotalBytes && usable && *usable <= *out.guestTotalBytes)
        out.guestUsedBytes = *out.guestTotalBytes - *usable;
    out.guestCacheBytes = kib("balloon.disk_caches");
    out.qemuPssBytes = kib("balloon.rss"); // until /proc knows better
}

struct Listed {
    std::map<std::string, MachineStatistics> running; ///< by uuid
    std::vector<FoundMachine> learned;
};

} // namespace

void LibvirtHypervisor::sampleProcess(const std::string &uuid, Sampled &known, MachineStatistics &out)
{
    if (known.qemu == 0 || !isQemuOf(known.qemu, uuid)) {
        known.qemu = findQemu(uuid);
        known.ledgerNs = 0;
    }
    if (known.qemu == 0)
        return; // on another host
    MachineStatistics process;
    readProcess(known.qemu, process);
    out.cpuTimeNs = process.cpuTimeNs;
    if (known.light) {
        out.diskReadBytes = process.diskReadBytes;
        out.diskWriteBytes = process.diskWriteBytes;
    }
    if (known.ledgerNs == 0 || out.takenAtNs - known.ledgerNs >= kLedgerNs) {
        readMemory(known.qemu, known.ledger);
        known.ledgerNs = out.takenAtNs;
    }
    if (known.ledger.qemuPssBytes)
        out.qemuPssBytes = known.ledger.qemuPssBytes;
    out.qemuPrivateBytes = known.ledger.qemuPrivateBytes;
}

void LibvirtHypervisor::sampleGuest(const std::string &uuid, const Sampled &known,
                                    MachineStatistics &out) const
{
    // Marked by whoever looked at its state: it would cost every sample the whole deadline.
    if (!known.light || ::access((known.directory + "/silent").c_str(), F_OK) == 0)
        return;
    auto session = guest::ControlSession::open(controlSocket(uuid), milliseconds(200));
    if (!session)
        return;
    const auto answer = session->request(guest::FrameBuilder(CT_STATS), milliseconds(300));
    if (!answer)
        return;
    const auto total = answer->number(CT_TAG_MEMORY_TOTAL);
    const auto available = answer->number(CT_TAG_MEMORY_AVAILABLE);
    out.guestTotalBytes = total;
    if (total && available && *total >= *available)
        out.guestUsedBytes = *total - *available;
    out.guestCacheBytes = answer->number(CT_TAG_MEMORY_CACHE);
    out.networkReceivedBytes = answer->number(CT_TAG_NETWORK_RECEIVED);
    out.networkSentBytes = answer->number(CT_TAG_NETWORK_SENT);
}

Result<std::vector<MachineStatistics>> LibvirtHypervisor::statistics(const std::vector<std::string> &ids)
{
    // A copy: nobody waits for the guests of another one's sample.
    std::map<std::string, Sampled> sampled = *m_sampled.lock();
    std::set<std::string> known;
    std::set<std::string> light;
    for (const auto &[uuid, one] : sampled) {
        known.insert(uuid);
        if (one.light)
            light.insert(uuid);
    }
    CATAMARAN_TRY(const Listed listed,
                  m_connection.call([this, known, light](virConnectPtr connection) -> Result<Listed> {
                      constexpr unsigned kFlags =
                          VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT | VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE;
                      virDomainStatsRecordPtr *raw = nullptr;
                      if (virConnectGetAllDomainStats(connection, VIR_DOMAIN_STATS_STATE, &raw, kFlags) < 0)
                          return base::fail(libvirtError("ask for the VMs' statistics"));
                      const Records records(raw);
                      Listed out;
                      std::vector<virDomainPtr> others; // borrowed from `records`
                      for (virDomainStatsRecordPtr *at = raw; *at != nullptr; ++at) {
                          const std::string uuid = uuidOf((*at)->dom);
                          out.running.emplace(uuid, MachineStatistics{});
                          if (known.contains(uuid)) {
                              if (!light.contains(uuid))
                                  others.push_back((*at)->dom);
                              continue;
                          }
                          auto machine = describe((*at)->dom);
                          if (!machine)
                              continue; // it vanished meanwhile
                          if (!machine->ours || machine->view.metadata->full)
                              others.push_back((*at)->dom);
                          out.learned.push_back(std::move(*machine));
                      }
                      if (others.empty())
                          return out;
                      others.push_back(nullptr);
                      virDomainStatsRecordPtr *rawCounters = nullptr;
                      constexpr unsigned kCounters = VIR_DOMAIN_STATS_CPU_TOTAL | VIR_DOMAIN_STATS_BALLOON |
                                                     VIR_DOMAIN_STATS_INTERFACE | VIR_DOMAIN_STATS_BLOCK;
                      if (virDomainListGetStats(others.data(), kCounters, &rawCounters,
                                                VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT) < 0)
                          return out; // what runs is known all the same
                      const Records counters(rawCounters);
                      for (virDomainStatsRecordPtr *at = rawCounters; *at != nullptr; ++at)
                          apply(**at, out.running[uuidOf((*at)->dom)]);
                      return out;
                  }));
    std::erase_if(sampled, [&](const auto &one) { return !listed.running.contains(one.first); });
    for (const FoundMachine &machine : listed.learned)
        sampled[machine.view.uuid] = {machine.displayName(),
                                      machine.ours ? machine.view.metadata->directory : std::string(),
                                      machine.ours && !machine.view.metadata->full,
                                      0,
                                      0,
                                      {}};
    std::vector<MachineStatistics> out(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        auto found = sampled.find(ids[i]);
        if (found == sampled.end())
            found = std::find_if(sampled.begin(), sampled.end(),
                                 [&](const auto &one) { return one.second.name == ids[i]; });
        if (found != sampled.end()) {
            out[i] = listed.running.at(found->first);
            out[i].takenAtNs = base::steadyNanoseconds();
            sampleProcess(found->first, found->second, out[i]);
            sampleGuest(found->first, found->second, out[i]);
        } else {
            out[i].takenAtNs = base::steadyNanoseconds();
        }
    }
    *m_sampled.lock() = std::move(sampled);
    return out;
}

} // namespace catamaran::hv
