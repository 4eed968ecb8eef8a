// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/oci_plan.h"
#include "engine/oci/state.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace catamaran::engine::oci {

/// An OCI runtime (runtime.md "Lifecycle", "Operations") on the same helpers as the engine, but without its
/// state, its monitor or its images: containers are bundles, kept under `root` alone.
///
/// Who calls the runtime is the parent: a container's first process becomes a child of the nearest subreaper
/// above this process, which waits for it and owns its streams (containerd's shim, or `run`).
/// Thread: one at a time; several programs may use one root, a lock for each container orders them.
/// Failure: what a failed or killed create leaves is removed by remove(id, Force::Yes) at the latest.
class Runtime {
public:
    /// `warn` gets what is worth logging and no error.
    Runtime(std::string root, std::function<void(const std::string &)> warn);
    ~Runtime();

    struct CreateOptions {
        std::string bundle = ".";
        std::string pidFile;
        std::string consoleSocket;
        bool newKeyring = true;
        unsigned preservedDescriptors = 0; ///< those behind standard error
    };
    /// Up to "created": everything is made, and the program found. Returns the first process's pid.
    base::Result<pid_t> create(const std::string &id, const CreateOptions &options);
    /// Lets the program run, and runs the poststart hooks.
    base::Result<void> start(const std::string &id);
    enum class Whom { First, All };
    base::Result<void> kill(const std::string &id, int signal, Whom whom);
    enum class Force { No, Yes };
    base::Result<void> remove(const std::string &id, Force force);

    struct ExecOptions {
        std::string processText; ///< a process section; empty: the container's with the members below
        std::vector<std::string> arguments;
        std::vector<std::string> environment;
        std::vector<std::string> capabilities;
        std::string workingDirectory;
        std::string user; ///< "uid[:gid]"
        std::vector<std::uint32_t> additionalGroups;
        std::string apparmorProfile;
        std::optional<bool> noNewPrivileges;
        bool terminal = false;
        std::string pidFile;
        std::string consoleSocket;
        unsigned preservedDescriptors = 0;
        bool ignorePaused = false;
    };
    base::Result<pid_t> execute(const std::string &id, const ExecOptions &options);

    base::Result<void> pause(const std::string &id);
    base::Result<void> resume(const std::string &id);
    /// `resources` is linux.resources as text.
    base::Result<void> update(const std::string &id, const std::string &resources);

    [[nodiscard]] const StateStore &store() const { return m_store; }
    base::Result<std::vector<pid_t>> members(const std::string &id) const;
    /// JSON documents: the state (runtime.md "State", with runc's further members) and the statistics.
    base::Result<std::string> stateText(const std::string &id) const;
    base::Result<std::string> statisticsText(const std::string &id) const;

private:
    struct Helper;
    base::Result<pid_t> launch(launch::OciPlan &plan, const std::string &consoleSocket, int startFd,
                               const std::function<base::Result<void>(pid_t)> &commit);
    base::Result<void> runHooks(const Record &record, const char *kind, const char *status);
    base::Result<std::string> seccomp(const nlohmann::json &section) const;
    base::Result<void> killAndWait(const Record &record);
    base::Result<launch::OciPlan> execPlan(const Record &record, const ExecOptions &options);

    StateStore m_store;
    std::function<void(const std::string &)> m_warn;
    std::unique_ptr<Helper> m_helper;
};

} // namespace catamaran::engine::oci
