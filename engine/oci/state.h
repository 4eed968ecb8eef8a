// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/oci/groups.h"

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace catamaran::engine::oci {

/// What is kept of a container in <root>/<id>: state.json (this), config.json (as it was created), seccomp
/// (the compiled filter), start (the FIFO that the container waits on) and lock.
struct Record {
    std::string id;
    std::string bundle;
    std::string rootfs;
    std::string created; ///< RFC 3339
    std::string annotations = "{}";
    pid_t pid = 0; ///< 0: not made yet
    std::uint64_t startTime = 0;
    launch::CgroupPlan cgroup;
    std::map<std::string, std::string> groupsByController;
};

enum class Status { Creating, Created, Running, Paused, Stopped };
std::string_view statusName(Status status);

/// The directory of all containers of one --root. Every write is atomic, so that a kill at any moment leaves
/// an old or a new record. Thread: safe.
class StateStore {
public:
    explicit StateStore(std::string root) : m_root(std::move(root)) {}

    /// InvalidArgument for a name that could leave the directory.
    static base::Result<void> checkId(const std::string &id);
    [[nodiscard]] const std::string &root() const { return m_root; }
    [[nodiscard]] std::string directory(const std::string &id) const { return m_root + "/" + id; }
    [[nodiscard]] std::string file(const std::string &id, const char *name) const
    {
        return directory(id) + "/" + name;
    }
    /// Claims the id. AlreadyExists.
    base::Result<void> claim(const std::string &id);
    base::Result<void> save(const Record &record) const;
    /// NotFound: "container does not exist".
    base::Result<Record> load(const std::string &id) const;
    base::Result<void> remove(const std::string &id) const;
    /// Ids, sorted.
    [[nodiscard]] std::vector<std::string> list() const;
    /// Held as long as the descriptor lives; NotFound if the container is gone.
    base::Result<base::UniqueFd> lock(const std::string &id) const;
    /// What the container is doing now, seen from its process.
    [[nodiscard]] Status status(const Record &record) const;

private:
    std::string m_root;
};

/// Field 22 of /proc/<pid>/stat; 0 if the process is gone or a zombie.
std::uint64_t startTimeOf(pid_t pid);

} // namespace catamaran::engine::oci
