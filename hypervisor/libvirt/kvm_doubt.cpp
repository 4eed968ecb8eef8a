// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/kvm_doubt.h"

#include "engine/base/file.h"

#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::hv {

namespace {

/// What a verdict about KVM depends on: another kernel means another boot.
std::string hostNow()
{
    struct stat qemu {};
    ::stat("/usr/bin/qemu-system-x86_64", &qemu); // zeros without one: then nothing starts anyway
    return base::readFile("/proc/sys/kernel/random/boot_id").value_or("") + " " +
           std::to_string(qemu.st_size) + "." + std::to_string(qemu.st_mtim.tv_sec);
}

} // namespace

std::string kvmDoubtPath(const std::string &dataDirectory)
{
    return dataDirectory + "/kvm-failed.json";
}

base::Result<void> doubtKvm(const std::string &dataDirectory, const std::string &name, std::int64_t seconds)
{
    if (withDoubt({Accelerator::Kvm, {}, {}, 0}, dataDirectory).accelerator != Accelerator::Kvm)
        return {};
    const nlohmann::json note = {{"host", hostNow()}, {"vm", name}, {"seconds", seconds}};
    return base::writeFileAtomic(kvmDoubtPath(dataDirectory), note.dump() + "\n", 0600);
}

AcceleratorReport withDoubt(AcceleratorReport report, const std::string &dataDirectory)
{
    if (report.accelerator != Accelerator::Kvm)
        return report;
    const std::string path = kvmDoubtPath(dataDirectory);
    const auto text = base::readFile(path);
    if (!text)
        return report;
    const auto note = nlohmann::json::parse(*text, nullptr, false);
    if (!note.is_object() || note.value("host", "") != hostNow())
        return report;
    report.accelerator = Accelerator::Tcg;
    report.explanation = "KVM ran the probe guest, but VM " + note.value("vm", "") + " hung under it for " +
                         std::to_string(note.value("seconds", std::int64_t{0})) + " s";
    report.fix = "VMs start with software emulation until the host has booted again; remove " + path +
                 " to have KVM tried before.";
    return report;
}

} // namespace catamaran::hv
