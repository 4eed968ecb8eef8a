// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/connection.h"

#include "engine/base/file.h"
#include "engine/base/sync.h"
#include "hypervisor/libvirt/event_thread.h"
#include "hypervisor/libvirt/session_daemon.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <list>
#include <thread>
#include <unistd.h>

namespace catamaran::hv {

namespace {

using base::Errc;
using base::Result;

Result<virConnectPtr> openUri(const std::string &uri)
{
    virConnectPtr connection = virConnectOpen(uri.c_str());
    if (connection == nullptr)
        return base::fail(libvirtError("connect to " + uri));
    return connection;
}

base::Error noLibvirt(base::Error cause)
{
    base::Error error(Errc::Unsupported,
                      "light VMs need libvirt, and no connection to it could be made: " + cause.text());
    return std::move(error).withFix(
        cause.fix().empty() ? "Install the packages libvirt-daemon, libvirt-daemon-driver-qemu and "
                              "qemu-system-x86 (packaging/bootstrap.sh does)."
                            : cause.fix());
}

Result<std::string> embedUri(const HypervisorOptions &options)
{
    const std::string root = options.runDirectory + "/embed";
    CATAMARAN_CHECK(writeQemuConfiguration(root + "/etc"));
    return "qemu:///embed?root=" + root;
}

/// The URI by the user's wish, else the session (root: its private daemon), else the embedded driver.
Result<virConnectPtr> openBest(const HypervisorOptions &options, std::string &uri)
{
    CATAMARAN_CHECK(EventThread::ensureRunning());
    const char *wished = std::getenv("CATAMARAN_LIBVIRT_URI");
    if (!options.uri.empty() || (wished != nullptr && *wished != 0)) {
        uri = !options.uri.empty() ? options.uri : wished;
        auto connection = openUri(uri);
        if (!connection)
            return base::fail(noLibvirt(std::move(connection).error()));
        return connection;
    }
    std::optional<base::Error> first;
    if (!findLibvirtd().empty()) {
        auto session = ::geteuid() == 0 ? ensurePrivateDaemon(options.dataDirectory, options.runDirectory)
                                        : Result<std::string>(std::string("qemu:///session"));
        if (session) {
            uri = *session;
            auto connection = openUri(uri);
            if (connection)
                return connection;
            first = std::move(connection).error();
        } else {
            first = std::move(session).error();
        }
    }
    // One process at a time may hold an embedded driver's root; good enough where no daemon is installed.
    CATAMARAN_TRY(uri, embedUri(options));
    auto connection = openUri(uri);
    if (!connection)
        return base::fail(noLibvirt(first ? std::move(*first) : std::move(connection).error()));
    return connection;
}

void quiet(void *, virErrorPtr)
{
    // libvirt prints errors to stderr by default; ours travel in Results.
}

} // namespace

/// Who wants to hear of events. Shared with libvirt's callbacks, which may outlive the Connection.
struct Connection::Hub {
    base::Sync<std::list<std::shared_ptr<Listener>>> listeners;

    void announce(const MachineEvent &event)
    {
        std::list<std::shared_ptr<Listener>> copy;
        copy = *listeners.lock();
        for (const auto &listener : copy)
            (*listener)(event);
    }
};

/// The call thread and its connection. Shared with the thread itself, so that it can be abandoned.
struct Connection::Queue {
    HypervisorOptions options;
    std::shared_ptr<Hub> hub;
    std::mutex mutex;
    std::condition_variable condition;
    std::deque<Posted> posted;
    bool ended = false;
    bool finished = false;
    std::string uri;
    std::atomic<bool> lost{false}; ///< set by the close callback
    virConnectPtr connection = nullptr;
    int eventId = -1;

    void close()
    {
        if (connection == nullptr)
            return;
        if (eventId >= 0)
            virConnectDomainEventDeregisterAny(connection, eventId);
        virConnectUnregisterCloseCallback(connection, &Queue::onClosed);
        virConnectClose(connection);
        connection = nullptr;
        eventId = -1;
    }

    static void onClosed(virConnectPtr, int, void *opaque)
    {
        (*static_cast<std::shared_ptr<Queue> *>(opaque))->lost = true;
    }

    static int onLifecycle(virConnectPtr, virDomainPtr domain, int event, int, void *opaque)
    {
        std::array<char, VIR_UUID_STRING_BUFLEN> uuid{};
        if (virDomainGetUUIDString(domain, uuid.data()) != 0)
            return 0;
        MachineEvent out;
        out.id = uuid.data();
        std::erase(out.id, '-');
        if (event == VIR_DOMAIN_EVENT_STOPPED || event == VIR_DOMAIN_EVENT_CRASHED)
            out.kind = MachineEvent::Kind::Stopped;
        else if (event == VIR_DOMAIN_EVENT_UNDEFINED)
            out.kind = MachineEvent::Kind::Removed;
        (*static_cast<std::shared_ptr<Hub> *>(opaque))->announce(out);
        return 0;
    }

    Result<virConnectPtr> ensure(const std::shared_ptr<Queue> &self)
    {
        if (connection != nullptr && !lost && virConnectIsAlive(connection) == 1)
            return connection;
        close();
        lost = false;
        std::string opened;
        CATAMARAN_TRY(connection, openBest(options, opened));
        {
            const std::lock_guard lock(mutex);
            uri = opened;
        }
        virConnectSetKeepAlive(connection, 5, 3);
        virConnectRegisterCloseCallback(
            connection, &Queue::onClosed, new std::shared_ptr<Queue>(self),
            [](void *opaque) { delete static_cast<std::shared_ptr<Queue> *>(opaque); });
        eventId = virConnectDomainEventRegisterAny(
            connection, nullptr, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
            VIR_DOMAIN_EVENT_CALLBACK(&Queue::onLifecycle), new std::shared_ptr<Hub>(hub),
            [](void *opaque) { delete static_cast<std::shared_ptr<Hub> *>(opaque); });
        return connection;
    }

    static void run(const std::shared_ptr<Queue> &self)
    {
        virSetErrorFunc(nullptr, quiet);
        withoutPipeSignals();
        for (;;) {
            Posted work;
            {
                std::unique_lock lock(self->mutex);
                self->condition.wait(lock, [&] { return self->ended || !self->posted.empty(); });
                if (self->posted.empty())
                    break;
                work = std::move(self->posted.front());
                self->posted.pop_front();
            }
            work(self->ensure(self));
        }
        self->close();
        const std::lock_guard lock(self->mutex);
        self->finished = true;
        self->condition.notify_all();
    }
};

struct Connection::Shared {
    base::Sync<std::shared_ptr<Queue>> queue;
};

Connection::Connection(HypervisorOptions options)
    : m_options(std::move(options)), m_hub(std::make_shared<Hub>()), m_shared(std::make_unique<Shared>())
{
}

Connection::~Connection()
{
    const std::shared_ptr<Queue> queue = *m_shared->queue.lock();
    abandon();
    if (!queue)
        return;
    // A call thread that still closes its connection while the process exits would use freed globals; one
    // that hangs in libvirt is left behind.
    std::unique_lock lock(queue->mutex);
    queue->condition.wait_for(lock, std::chrono::seconds(1), [&] { return queue->finished; });
}

void Connection::post(Posted posted)
{
    auto queue = m_shared->queue.lock();
    if (!*queue) {
        *queue = std::make_shared<Queue>();
        (*queue)->options = m_options;
        (*queue)->hub = m_hub;
        std::thread(&Queue::run, *queue).detach();
    }
    {
        const std::lock_guard lock((*queue)->mutex);
        (*queue)->posted.push_back(std::move(posted));
    }
    (*queue)->condition.notify_one();
}

void Connection::abandon()
{
    std::shared_ptr<Queue> old;
    std::swap(old, *m_shared->queue.lock());
    if (!old)
        return;
    {
        const std::lock_guard lock(old->mutex);
        old->ended = true;
    }
    old->condition.notify_all();
}

std::string Connection::uri() const
{
    const std::shared_ptr<Queue> queue = *m_shared->queue.lock();
    if (!queue)
        return {};
    const std::lock_guard lock(queue->mutex);
    return queue->uri;
}

std::shared_ptr<void> Connection::listen(Listener listener)
{
    auto entry = std::make_shared<Listener>(std::move(listener));
    m_hub->listeners.lock()->push_back(entry);
    const std::weak_ptr<Hub> hub = m_hub;
    return {entry.get(), [hub, entry](void *) {
                if (const auto alive = hub.lock())
                    alive->listeners.lock()->remove(entry);
            }};
}

std::function<void(const MachineEvent &)> Connection::announcer() const
{
    return [hub = m_hub](const MachineEvent &event) { hub->announce(event); };
}

void Connection::announce(const MachineEvent &event)
{
    m_hub->announce(event);
}

} // namespace catamaran::hv
