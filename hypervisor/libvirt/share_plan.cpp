// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/share_plan.h"

#include "hypervisor/libvirt/boot_plan.h"

#include <filesystem>
#include <unistd.h>

namespace catamaran::hv {

namespace {

bool daemonInstalled()
{
    return ::access("/usr/lib/qemu/virtiofsd", X_OK) == 0 || ::access("/usr/libexec/virtiofsd", X_OK) == 0;
}

} // namespace

base::Result<std::vector<MachineShare>> planShares(const std::vector<MachineMount> &mounts,
                                                   const image::GuestKernel &kernel)
{
    std::vector<MachineShare> out;
    const bool virtiofs =
        ::geteuid() == 0 && daemonInstalled() && image::KernelStore::canMount(kernel, "virtiofs");
    const bool nine = image::KernelStore::canMount(kernel, "9p");
    for (const MachineMount &mount : mounts) {
        if (mount.kind != MachineMount::Kind::Share)
            continue;
        std::error_code error;
        if (!std::filesystem::exists(mount.source, error))
            return base::fail(base::Errc::NotFound,
                              "invalid mount config for type \"bind\": bind source path does not exist: " +
                                  mount.source);
        if (!std::filesystem::is_directory(mount.source, error))
            return base::fail(base::Error(base::Errc::Unsupported,
                                          "a VM can share folders, not the single file " + mount.source)
                                  .withFix("Share its folder, or copy the file in with `catamaran vm cp`."));
        if (!virtiofs && !nine) {
            base::Error problem(base::Errc::Unsupported,
                                "the folder " + mount.source + " cannot be shared with a VM here: " +
                                    (::geteuid() == 0
                                         ? "virtiofsd or the guest kernel's virtiofs module is missing"
                                         : "virtiofs needs root, and the guest kernel " + kernel.release +
                                               " has no 9p module"));
            return base::fail(std::move(problem).withFix(
                "Import a kernel that has 9p, such as Debian's generic linux-image-amd64 "
                "(apt-get download linux-image-<version>-amd64; catamaran vm kernel import FILE), "
                "or an older import of this kernel again."));
        }
        out.push_back({std::filesystem::absolute(mount.source, error).string(),
                       shareTag(static_cast<int>(out.size())), mount.readOnly, virtiofs ? "virtiofs" : "9p"});
    }
    return out;
}

} // namespace catamaran::hv
