// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/launch/helper_program.h"

#include "engine/base/file.h"
#include "engine/launch/launcher.h"

#include <climits>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <unistd.h>

namespace catamaran::engine::launch {

base::Result<std::string> helperPath(std::string_view name)
{
    std::vector<std::string> candidates;
    const std::string file(name);
    if (const char *set = std::getenv("CATAMARAN_LIBEXEC"); set && *set)
        candidates.push_back(std::string(set) + "/" + file);
    char self[PATH_MAX];
    const ssize_t size = readlink("/proc/self/exe", self, sizeof self);
    if (size > 0 && static_cast<std::size_t>(size) < sizeof self) {
        std::string directory(self, static_cast<std::size_t>(size));
        directory.resize(directory.rfind('/'));
        candidates.push_back(directory + "/../libexec/catamaran/" + file);
        // In a build tree programs lie at any depth below the directory that has libexec.
        while (!directory.empty()) {
            candidates.push_back(directory + "/libexec/" + file);
            directory.resize(directory.rfind('/'));
        }
    }
    for (const std::string &candidate : candidates) {
        if (access(candidate.c_str(), X_OK) == 0)
            return candidate;
    }
    return base::fail(base::Error(base::Errc::NotFound, "the helper program " + file + " is not installed")
                          .withFix("Reinstall Catamaran, or set CATAMARAN_LIBEXEC to the directory that has "
                                   "its helper programs"));
}

base::Result<base::UniqueFd> sealedMemory(const char *name, std::string_view data)
{
    base::UniqueFd fd(memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!fd)
        return base::failErrno("make a memory file");
    std::string_view rest = data;
    while (!rest.empty()) {
        const ssize_t n = write(fd.get(), rest.data(), rest.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return base::failErrno("write to a memory file");
        rest.remove_prefix(static_cast<std::size_t>(n));
    }
    if (fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL))
        return base::failErrno("seal a memory file");
    return fd;
}

base::Result<base::UniqueFd> openHelper(std::string_view name)
{
    CATAMARAN_TRY(const std::string path, helperPath(name));
    base::UniqueFd tree(open_tree(AT_FDCWD, path.c_str(), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC));
    mount_attr attributes{};
    attributes.attr_set = MOUNT_ATTR_RDONLY;
    if (tree && mount_setattr(tree.get(), "", AT_EMPTY_PATH, &attributes, sizeof attributes) == 0)
        return tree;
    CATAMARAN_TRY(const std::string program, base::readFile(path));
    return sealedMemory("catamaran-helper", program);
}

} // namespace catamaran::engine::launch
