// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/sync.h"
#include "hypervisor/api/hypervisor.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace catamaran::hv {

/// Hears at once that a QEMU is gone (pidfd_open(2)). libvirt tells it when the process has been reaped,
/// which takes a quarter of a second where PID 1 is slow, and says until then that the VM runs. Thread-safe.
class QemuWatch {
public:
    /// `announce` is called on libvirt's event thread; it may outlive this object.
    explicit QemuWatch(std::function<void(const MachineEvent &)> announce);
    ~QemuWatch();
    QemuWatch(const QemuWatch &) = delete;
    QemuWatch &operator=(const QemuWatch &) = delete;

    /// Watches the VM's present QEMU, if it has one on this host and is not watched yet.
    void watch(const std::string &uuid);
    /// Whether the QEMU that was watched last has ended within the last moments and no other one has been
    /// seen since. Later, libvirt knows.
    [[nodiscard]] bool justEnded(const std::string &uuid);
    /// The VM is no more: libvirt's own answer counts at once.
    void forget(const std::string &uuid);

private:
    struct State;
    struct Ticket;
    static void onEnd(int handle, int fd, int events, void *opaque);
    /// Once libvirt knows: who has asked before was answered from what was seen before the end, and whatever
    /// else changed in those moments would stay unseen.
    static void announceLater(const std::shared_ptr<State> &state, const std::string &uuid);
    std::shared_ptr<State> m_state;
};

} // namespace catamaran::hv
