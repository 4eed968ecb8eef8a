// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/image/root_disks.h"

#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "hypervisor/image/erofs_writer.h"
#include "hypervisor/image/layer_tree.h"

#include <algorithm>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <unistd.h>

namespace catamaran::hv::image {

using base::Result;
namespace fs = std::filesystem;

std::string RootDisks::pathOf(const std::string &key) const
{
    std::string name = key;
    std::replace_if(
        name.begin(), name.end(),
        [](unsigned char c) { return std::isalnum(c) == 0 && c != '-' && c != '_'; }, '-');
    return m_directory + "/" + name + ".erofs";
}

Result<std::string> RootDisks::obtain(const std::string &key,
                                      const std::vector<std::string> &layerDirectories,
                                      const base::OperationContext &context)
{
    if (key.empty() || layerDirectories.empty())
        return base::fail(base::Errc::InvalidArgument,
                          "a VM needs at least one layer and the key of its disk");
    const std::string path = pathOf(key);
    if (::access(path.c_str(), R_OK) == 0)
        return path;
    context.report("Making the root disk");
    CATAMARAN_CHECK(base::makeDirectories(m_directory));
    CATAMARAN_TRY(const std::shared_ptr<FileNode> tree, mergeLayers(layerDirectories));
    const std::string temporary = path + ".tmp" + std::to_string(::getpid());
    base::Rollback rollback;
    rollback.push("remove " + temporary, [&]() -> Result<void> {
        if (::unlink(temporary.c_str()) != 0 && errno != ENOENT)
            return base::failErrno("remove " + temporary);
        return {};
    });
    if (auto written = writeErofs(*tree, temporary, context); !written)
        return base::fail(std::move(written).error().withContext("make root disk " + path));
    if (::rename(temporary.c_str(), path.c_str()) != 0)
        return base::failErrno("rename " + temporary);
    rollback.release();
    return path;
}

Result<void> RootDisks::sweep()
{
    std::error_code error;
    for (fs::directory_iterator it(m_directory, error), end; !error && it != end; it.increment(error)) {
        const std::string path = it->path();
        const auto at = path.rfind(".tmp");
        if (at == std::string::npos)
            continue;
        int pid = 0;
        std::from_chars(path.data() + at + 4, path.data() + path.size(), pid);
        if (pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH && ::unlink(path.c_str()) != 0 &&
            errno != ENOENT)
            return base::failErrno("remove " + path);
    }
    return {};
}

} // namespace catamaran::hv::image
