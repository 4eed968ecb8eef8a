// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/cgroup/cgroup.h"
#include "engine/runtime/paths.h"

#include <string>

namespace catamaran::engine::runtime {

/// Freezes a running container for as long as the object lives (commit, copies of its volumes). It shows as
/// paused meanwhile; the mark names our process, so that the next sweep thaws it if we are killed.
class Freeze {
public:
    Freeze(cgroup::CgroupDriver &driver, const Paths &paths, std::string id)
        : m_driver(driver), m_mark(paths.pausedMark(id)), m_id(std::move(id))
    {
    }
    ~Freeze();
    Freeze(Freeze &&other) noexcept
        : m_driver(other.m_driver), m_mark(std::move(other.m_mark)), m_id(std::move(other.m_id)),
          m_frozen(std::exchange(other.m_frozen, false))
    {
    }
    Freeze &operator=(Freeze &&) = delete;

    base::Result<void> freeze();
    /// It stays frozen, by the mark of `pause`, which is nobody's.
    base::Result<void> keep();

    /// Whether this mark was left by a process that is gone.
    static bool isAbandoned(const std::string &mark);

private:
    cgroup::CgroupDriver &m_driver;
    std::string m_mark;
    std::string m_id;
    bool m_frozen = false;
};

} // namespace catamaran::engine::runtime
