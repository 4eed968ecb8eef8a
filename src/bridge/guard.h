// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>
#include <functional>
#include <memory>
#include <mutex>

namespace catamaran::bridge {

/// The way from a worker thread to a QObject that may be gone by then.
///
/// A worker holds a copy; post() runs the call later on the object's thread, or drops it when the object has
/// been destroyed. The object's destructor calls close() first (GuardOwner does), so a call never meets a
/// half-destroyed object. Thread: safe.
class Guard {
public:
    explicit Guard(QObject *target);
    void post(std::function<void()> call) const;
    void close() const;

private:
    struct Shared {
        std::mutex mutex;
        QObject *target;
    };
    std::shared_ptr<Shared> m_shared;
};

/// Closes its guard when it dies; make it the LAST member of a QObject, so that it dies first.
class GuardOwner {
public:
    explicit GuardOwner(QObject *target) : m_guard(target) {}
    ~GuardOwner() { m_guard.close(); }
    GuardOwner(const GuardOwner &) = delete;
    GuardOwner &operator=(const GuardOwner &) = delete;
    [[nodiscard]] const Guard &get() const { return m_guard; }

private:
    Guard m_guard;
};

} // namespace catamaran::bridge
