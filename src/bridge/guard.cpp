// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/guard.h"

namespace catamaran::bridge {

Guard::Guard(QObject *target) : m_shared(std::make_shared<Shared>())
{
    m_shared->target = target;
}

void Guard::post(std::function<void()> call) const
{
    // Under the lock, so that the target cannot be destroyed between the look and the post. Events that are
    // still queued when it dies are removed by QObject's destructor.
    const std::lock_guard lock(m_shared->mutex);
    if (m_shared->target != nullptr)
        QMetaObject::invokeMethod(m_shared->target, std::move(call), Qt::QueuedConnection);
}

void Guard::close() const
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->target = nullptr;
}

} // namespace catamaran::bridge
