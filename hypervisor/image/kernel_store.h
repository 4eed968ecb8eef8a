// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace catamaran::hv::image {

/// A guest kernel that is ready to boot.
struct GuestKernel {
    std::string release;     ///< "6.1.0-56-cloud-amd64"
    std::string vmlinuxPath; ///< uncompressed ELF with a PVH entry
    std::string directory;   ///< <data>/vm/kernels/<release>
};

/// Module file names without suffix that the guest needs, in the order they are loaded; modules that a kernel
/// has built in are simply missing from its package. Pure.
std::vector<std::string>
moduleLoadOrder(const std::vector<std::string> &wanted,
                const std::function<std::vector<std::string>(const std::string &)> &dependenciesOf,
                const std::function<bool(const std::string &)> &exists);

/// The guest kernels of this user: <data>/vm/kernels/<release>/{vmlinux,modules/...,modules.list}.
///
/// Never downloads. A kernel comes from an imported package, from a package that lies in <data>/vm/packages
/// or /var/cache/catamaran, or from the host's own /boot. Thread-safe; several processes may share the
/// directory.
class KernelStore {
public:
    /// `guestInitPath` is the static init; `dataDirectory` is <data>/vm.
    KernelStore(std::string dataDirectory, std::string guestInitPath);

    /// Releases present, newest version last.
    [[nodiscard]] std::vector<std::string> releases() const;

    /// The kernel to boot. Imports packages that wait, or the host's kernel, at first use. Unsupported with
    /// the commands to type if there is none.
    base::Result<GuestKernel> kernel(const base::OperationContext &context);

    /// Imports from a .deb, .rpm, bzImage or ELF kernel. Returns the release.
    base::Result<std::string> import(const std::string &path, const base::OperationContext &context);

    /// The part of the initramfs that all VMs of this kernel share: init and modules.
    base::Result<std::string> baseInitramfs(const GuestKernel &kernel) const;
    /// What VMs that share folders need besides.
    static base::Result<std::string> shareInitramfs(const GuestKernel &kernel);
    /// Whether its modules mount this type: "virtiofs", "9p".
    static bool canMount(const GuestKernel &kernel, const std::string &type);

private:
    base::Result<std::string> importPackage(const std::string &path);
    base::Result<std::string> importBare(const std::string &path);
    base::Result<void> install(const std::string &release, const std::string &kernelImage,
                               const std::vector<std::string> &modules,
                               const std::vector<std::string> &forShares,
                               const std::function<std::string(const std::string &)> &contentOf);

    std::string m_data;
    std::string m_init;
};

} // namespace catamaran::hv::image
