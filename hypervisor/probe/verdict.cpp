// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/probe/accelerator_probe.h"

#include <mutex>
#include <unistd.h>

namespace catamaran::hv::probe {

namespace {

/// Turns per second below which something interprets the guest instead of the CPU running it.
constexpr double kNativeTurnsPerSecond = 4e6;
constexpr double kTurns = 200000;

AcceleratorReport software(std::string explanation, std::string fix, double milliseconds)
{
    return {Accelerator::Tcg, std::move(explanation), std::move(fix), milliseconds};
}

} // namespace

AcceleratorReport judge(const Observation &o, bool paravirtualHost)
{
    const std::string pvm =
        paravirtualHost ? " (this machine is a PVM guest, whose KVM runs enlightened kernels only)" : "";
    const std::string brokenFix =
        "Run on a machine, or in a VM with nested virtualisation, where KVM runs ordinary guests.";
    switch (o.end) {
    case Observation::End::Absent:
        if (o.detail.find("ermission") != std::string::npos)
            return software("/dev/kvm may not be opened by this user: " + o.detail,
                            "Add yourself to the group kvm (sudo usermod -aG kvm $USER) and log in again.",
                            o.totalMilliseconds);
        return software(
            "there is no usable /dev/kvm: " + o.detail,
            "Enable virtualisation in the firmware, or nested virtualisation for this VM, and load "
            "kvm_intel or kvm_amd.",
            o.totalMilliseconds);
    case Observation::End::SetupFailed:
        return software("/dev/kvm is present but cannot make a VM: " + o.detail + pvm, brokenFix,
                        o.totalMilliseconds);
    case Observation::End::BadExit:
        return software("/dev/kvm is present but does not run guests: " + o.detail + pvm, brokenFix,
                        o.totalMilliseconds);
    case Observation::End::Watchdog:
        return software("/dev/kvm is present but hangs guests: the probe guest was still running " +
                            o.detail + pvm,
                        brokenFix, o.totalMilliseconds);
    case Observation::End::Halted:
        break;
    }
    if (o.marks != 3)
        return software("/dev/kvm is present but the probe guest lost its way after stage " +
                            std::to_string(o.marks) + pvm,
                        brokenFix, o.totalMilliseconds);
    const double turns =
        o.loopMilliseconds > 0 ? kTurns / (o.loopMilliseconds / 1000) : kNativeTurnsPerSecond * 2;
    if (turns < kNativeTurnsPerSecond)
        return software("/dev/kvm interprets guest code instead of running it" + pvm, brokenFix,
                        o.totalMilliseconds);
    return {Accelerator::Kvm, "KVM ran the probe guest", "", o.totalMilliseconds};
}

AcceleratorReport cachedAcceleratorReport()
{
    static std::once_flag once;
    static AcceleratorReport report;
    std::call_once(once, [] {
        report = judge(runKvmGuest("/dev/kvm", std::chrono::milliseconds(90)),
                       ::access("/sys/module/kvm_pvm", F_OK) == 0);
    });
    return report;
}

} // namespace catamaran::hv::probe
