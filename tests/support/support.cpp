// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/support.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"

#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace catamaran::test {

namespace {

// An engine keeps its empty group for the next container; one whose state directory goes has no next one.
void removeEmptyGroups(const std::string &dataDirectory)
{
    const std::string name = "/catamaran-" + base::Sha256::hexOf(dataDirectory).substr(0, 8);
    std::error_code none;
    for (const auto &hierarchy : std::filesystem::directory_iterator("/sys/fs/cgroup", none))
        ::rmdir((hierarchy.path().string() + name).c_str());
    ::rmdir(("/sys/fs/cgroup" + name).c_str());
}

} // namespace

TemporaryDirectory::TemporaryDirectory()
{
    const char *base = ::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    std::string pattern = std::string(base) + "/catamaran-test-XXXXXX";
    if (const char *made = ::mkdtemp(pattern.data()))
        m_path = made;
}

TemporaryDirectory::~TemporaryDirectory()
{
    if (m_path.empty())
        return;
    removeEmptyGroups(file("data"));
    if (auto removed = base::removeTree(m_path); !removed)
        qWarning("%s", removed.error().text().c_str());
}

std::string sourceDirectory()
{
    const char *value = std::getenv("CATAMARAN_SOURCE_DIR");
    return value ? value : ".";
}

std::string corpusDirectory()
{
    const std::string path = sourceDirectory() + "/../shared/corpus";
    return ::access(path.c_str(), R_OK) == 0 ? path : std::string();
}

std::string reasonToSkipRootTests()
{
    if (::geteuid() != 0)
        return "needs root";
    return {};
}

} // namespace catamaran::test
