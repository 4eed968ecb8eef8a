// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace catamaran::engine::runtime {

/// Where the runtime keeps things; see resources/doc/on-disk-layout.md. Plain text work, no I/O.
struct Paths {
    std::string data; ///< persistent
    std::string run;  ///< volatile: gone after a reboot

    [[nodiscard]] std::string containers() const { return data + "/containers"; }
    [[nodiscard]] std::string container(const std::string &id) const { return containers() + "/" + id; }
    [[nodiscard]] std::string log(const std::string &id) const { return container(id) + "/log"; }
    [[nodiscard]] std::string exitRecord(const std::string &id) const { return container(id) + "/exit"; }
    [[nodiscard]] std::string upper(const std::string &id) const { return container(id) + "/upper"; }
    [[nodiscard]] std::string work(const std::string &id) const { return container(id) + "/work"; }
    [[nodiscard]] std::string volumes() const { return data + "/volumes"; }
    [[nodiscard]] std::string volume(const std::string &name) const
    {
        return volumes() + "/" + name + "/_data";
    }
    [[nodiscard]] std::string trash() const { return data + "/trash"; }

    [[nodiscard]] std::string runContainers() const { return run + "/containers"; }
    [[nodiscard]] std::string runContainer(const std::string &id) const { return runContainers() + "/" + id; }
    [[nodiscard]] std::string status(const std::string &id) const { return runContainer(id) + "/status"; }
    /// "pid start-time address" of the port forwarder (launch/port_forwarder.h).
    [[nodiscard]] std::string forwarder(const std::string &id) const { return runContainer(id) + "/ports"; }
    [[nodiscard]] std::string pausedMark(const std::string &id) const { return runContainer(id) + "/paused"; }
    /// An empty directory that every container's monitor mounts its root over, in its own mount namespace.
    [[nodiscard]] std::string mountPoint() const { return run + "/rootfs"; }
    /// An empty directory: the lower layer of an image without layers.
    [[nodiscard]] std::string emptyLayer() const { return run + "/empty"; }
    [[nodiscard]] std::string activityLock() const { return run + "/activity.lock"; }
};

} // namespace catamaran::engine::runtime
