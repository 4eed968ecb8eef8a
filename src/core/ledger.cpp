// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/ledger.h"

#include <algorithm>

namespace catamaran::core {

Ledger toLedger(const engine::MemoryLedger &memory)
{
    Ledger ledger;
    ledger.entries = {{"anonymous", memory.anonymousBytes},
                      {"page cache", memory.fileBytes},
                      {"kernel", memory.kernelBytes},
                      {"monitor", memory.monitorBytes}};
    ledger.totalBytes = memory.totalBytes;
    std::int64_t sum = 0;
    for (const LedgerEntry &entry : ledger.entries)
        sum += entry.bytes;
    // What the kernel charges but does not break down (per-CPU batches, other kinds).
    if (sum != ledger.totalBytes)
        ledger.entries.push_back({"not broken down", ledger.totalBytes - sum});
    return ledger;
}

Ledger toLedger(const hv::MachineStatistics &statistics)
{
    Ledger ledger;
    const auto pss = static_cast<std::int64_t>(statistics.qemuPssBytes.value_or(0));
    ledger.totalBytes = pss;
    if (!statistics.qemuPrivateBytes) {
        ledger.entries = {{"vmm and guest memory", pss}};
        return ledger;
    }
    // Private and proportional size are read one after the other: keep the parts within the whole.
    const std::int64_t own = std::min(static_cast<std::int64_t>(*statistics.qemuPrivateBytes), pss);
    const std::int64_t guest =
        std::min(static_cast<std::int64_t>(statistics.guestUsedBytes.value_or(0)), own);
    if (statistics.guestUsedBytes)
        ledger.entries = {{"guest memory", guest}, {"vmm and unused guest memory", own - guest}};
    else
        ledger.entries = {{"vmm and guest memory", own}};
    ledger.entries.push_back({"shared libraries and firmware", pss - own});
    return ledger;
}

} // namespace catamaran::core
