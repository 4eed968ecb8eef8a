// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/support.h"

#include "engine/base/file.h"

#include <cstdlib>
#include <unistd.h>

namespace catamaran::test {

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
