// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/freeze.h"
#include "engine/base/file.h"
#include "engine/launch/status.h"

#include <cstdio>
#include <unistd.h>

namespace catamaran::engine::runtime {

base::Result<void> Freeze::freeze()
{
    // Without root and a control group nothing can freeze: what is read goes on changing.
    CATAMARAN_TRY(const launch::CgroupPlan group, m_driver.plan(m_id));
    if (group.version == launch::CgroupPlan::Version::None)
        return {};
    CATAMARAN_TRY(const std::uint64_t start, launch::processStartTime(::getpid()));
    // The mark first: killed in between, a mark without frost is all that is left.
    CATAMARAN_CHECK(
        base::writeFileAtomic(m_mark, std::to_string(::getpid()) + " " + std::to_string(start) + "\n"));
    m_frozen = true;
    return m_driver.freeze(m_id);
}

base::Result<void> Freeze::keep()
{
    CATAMARAN_CHECK(base::writeFileAtomic(m_mark, ""));
    m_frozen = false;
    return {};
}

Freeze::~Freeze()
{
    if (!m_frozen)
        return;
    (void)m_driver.thaw(m_id);
    ::unlink(m_mark.c_str());
}

bool Freeze::isAbandoned(const std::string &mark)
{
    const auto text = base::readFile(mark, 256);
    if (!text || text->empty())
        return false; // the mark of `pause`
    int pid = 0;
    unsigned long long start = 0;
    return std::sscanf(text->c_str(), "%d %llu", &pid, &start) == 2 && !launch::isAlive(pid, start);
}

} // namespace catamaran::engine::runtime
