// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/trash.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"

#include <cstdio>
#include <dirent.h>
#include <vector>

namespace catamaran::engine::runtime {

using base::Result;

namespace {

std::vector<std::string> namesIn(const std::string &path)
{
    std::vector<std::string> names;
    if (DIR *directory = ::opendir(path.c_str())) {
        while (const dirent *entry = ::readdir(directory)) {
            const std::string name = entry->d_name;
            if (name != "." && name != "..")
                names.push_back(name);
        }
        ::closedir(directory);
    }
    return names;
}

} // namespace

Trash::Trash(std::string directory) : m_directory(std::move(directory)) {}

Trash::~Trash()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

Result<void> Trash::throwAway(const std::string &path)
{
    const std::string target =
        m_directory + "/" + path.substr(path.rfind('/') + 1) + "." + base::randomHexId().substr(0, 8);
    if (::rename(path.c_str(), target.c_str()) != 0) {
        if (errno == ENOENT)
            return {};
        return base::failErrno("rename " + path + " to " + target);
    }
    sweep();
    return {};
}

void Trash::sweep()
{
    {
        const std::lock_guard lock(m_mutex);
        m_pending = true;
        if (!m_thread.joinable())
            m_thread = std::thread([this] { work(); });
    }
    m_wake.notify_one();
}

void Trash::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_pending || m_stop; });
        if (!m_pending)
            return;
        m_pending = false;
        lock.unlock();
        // What cannot be removed now stays for the next sweep; nobody waits for it.
        for (const std::string &name : namesIn(m_directory))
            (void)base::removeTree(m_directory + "/" + name).has_value();
        lock.lock();
    }
}

} // namespace catamaran::engine::runtime
