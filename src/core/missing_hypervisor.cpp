// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/missing_hypervisor.h"

namespace catamaran::core {

namespace {

using base::OperationContext;
using base::Result;

class MissingHypervisor final : public hv::Hypervisor {
public:
    explicit MissingHypervisor(base::Error reason) : m_reason(std::move(reason)) {}

    hv::AcceleratorReport accelerator() override
    {
        return {hv::Accelerator::Tcg, m_reason.text(), m_reason.fix()};
    }
    std::vector<hv::Capability> capabilities() override
    {
        return {{"libvirt", false, m_reason.text(), m_reason.fix()}};
    }
    Result<std::string> run(const hv::MachineSpec &, const OperationContext &) override { return no(); }
    Result<void> start(const std::string &, const OperationContext &) override { return no(); }
    Result<void> waitReady(const std::string &, std::chrono::milliseconds, const OperationContext &) override
    {
        return no();
    }
    Result<int> wait(const std::string &, const OperationContext &) override { return no(); }
    Result<void> stop(const std::string &, std::chrono::seconds, const OperationContext &) override
    {
        return no();
    }
    Result<void> remove(const std::string &, bool) override { return no(); }
    Result<std::vector<hv::MachineSummary>> machines(bool) override { return no(); }
    Result<hv::MachineSummary> machine(const std::string &) override { return no(); }
    Result<std::string> inspectJson(const std::string &) override { return no(); }
    Result<std::vector<hv::Phase>> phases(const std::string &) override { return no(); }
    Result<std::vector<hv::MachineStatistics>> statistics(const std::vector<std::string> &) override
    {
        return no();
    }
    Result<hv::DiskUsage> diskUsage(const std::string &) override { return no(); }
    Result<hv::MachineExecResult> exec(const std::string &, const std::vector<std::string> &,
                                       const std::vector<std::string> &, const OperationContext &) override
    {
        return no();
    }
    Result<void> logs(const std::string &, bool, const std::function<void(bool, std::string_view)> &,
                      const OperationContext &) override
    {
        return no();
    }
    Result<void> console(const std::string &, bool, int, const std::function<void(std::string_view)> &,
                         const OperationContext &) override
    {
        return no();
    }
    Result<std::string> importKernel(const std::string &, const OperationContext &) override { return no(); }
    Result<std::shared_ptr<void>> subscribe(std::function<void(const hv::MachineEvent &)>) override
    {
        return no();
    }
    Result<void> reconcile() override { return {}; }
    // What asks for nothing by its name first; every other action ends at machine().
    Result<std::string> createFull(const hv::FullMachineSpec &, const OperationContext &) override
    {
        return no();
    }

private:
    [[nodiscard]] tl::unexpected<base::Error> no() const { return base::fail(m_reason); }

    base::Error m_reason;
};

} // namespace

std::shared_ptr<hv::Hypervisor> makeMissingHypervisor(base::Error reason)
{
    return std::make_shared<MissingHypervisor>(std::move(reason).withCode(base::Errc::Unsupported));
}

} // namespace catamaran::core
