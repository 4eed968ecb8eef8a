// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/qemu_watch.h"

#include "engine/base/clock.h"
#include "engine/base/unique_fd.h"
#include "hypervisor/libvirt/qemu_process.h"

#include <libvirt/libvirt.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace catamaran::hv {

namespace {

constexpr std::int64_t kLibvirtKnowsNs = 400'000'000;

} // namespace

struct QemuWatch::State {
    struct Known {
        std::map<std::string, int> handles;          ///< of libvirt's event loop, by uuid
        std::map<std::string, std::int64_t> endedNs; ///< CLOCK_MONOTONIC, by uuid
    };
    base::Sync<Known> known;
    std::function<void(const MachineEvent &)> announce;
};

/// What the event loop holds for one QEMU.
struct QemuWatch::Ticket {
    std::shared_ptr<State> state;
    std::string uuid;
    base::UniqueFd process;
};

QemuWatch::QemuWatch(std::function<void(const MachineEvent &)> announce) : m_state(std::make_shared<State>())
{
    m_state->announce = std::move(announce);
}

QemuWatch::~QemuWatch()
{
    std::map<std::string, int> handles;
    std::swap(handles, m_state->known.lock()->handles);
    for (const auto &[uuid, handle] : handles)
        virEventRemoveHandle(handle);
}

void QemuWatch::onEnd(int handle, int, int, void *opaque)
{
    const auto *ticket = static_cast<const Ticket *>(opaque);
    const std::shared_ptr<State> state = ticket->state;
    const std::string uuid = ticket->uuid;
    {
        auto known = state->known.lock();
        if (known->handles.erase(uuid) == 0)
            return; // whoever asked has gone
        known->endedNs[uuid] = base::steadyNanoseconds();
    }
    virEventRemoveHandle(handle); // frees the ticket
    state->announce({MachineEvent::Kind::Stopped, uuid});
    announceLater(state, uuid);
}

void QemuWatch::announceLater(const std::shared_ptr<State> &state, const std::string &uuid)
{
    auto ticket = std::make_unique<Ticket>(Ticket{state, uuid, {}});
    const int timer = virEventAddTimeout(
        static_cast<int>(kLibvirtKnowsNs / 1'000'000) + 1,
        [](int self, void *opaque) {
            const auto *due = static_cast<const Ticket *>(opaque);
            const std::shared_ptr<State> of = due->state;
            const MachineEvent event{MachineEvent::Kind::Changed, due->uuid};
            virEventRemoveTimeout(self); // frees the ticket
            of->announce(event);
        },
        ticket.get(), [](void *opaque) { delete static_cast<Ticket *>(opaque); });
    if (timer < 0)
        return;
    [[maybe_unused]] const Ticket *owned = ticket.release();
}

void QemuWatch::forget(const std::string &uuid)
{
    m_state->known.lock()->endedNs.erase(uuid);
}

void QemuWatch::watch(const std::string &uuid)
{
    if (m_state->known.lock()->handles.contains(uuid))
        return;
    const int pid = findQemu(uuid);
    if (pid == 0)
        return;
    base::UniqueFd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!process || !isQemuOf(pid, uuid))
        return;
    auto known = m_state->known.lock();
    if (known->handles.contains(uuid))
        return;
    const int fd = process.get();
    auto ticket = std::make_unique<Ticket>(Ticket{m_state, uuid, std::move(process)});
    const int handle = virEventAddHandle(fd, VIR_EVENT_HANDLE_READABLE, &QemuWatch::onEnd, ticket.get(),
                                         [](void *opaque) { delete static_cast<Ticket *>(opaque); });
    if (handle < 0)
        return;
    [[maybe_unused]] const Ticket *owned = ticket.release();
    known->handles.emplace(uuid, handle);
    known->endedNs.erase(uuid);
}

bool QemuWatch::justEnded(const std::string &uuid)
{
    auto known = m_state->known.lock();
    const auto found = known->endedNs.find(uuid);
    return found != known->endedNs.end() && base::steadyNanoseconds() - found->second < kLibvirtKnowsNs;
}

} // namespace catamaran::hv
