// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/launch/launcher.h"
#include "engine/launch/status.h"
#include "tests/support/support.h"

#include <optional>
#include <string>
#include <vector>

namespace catamaran::test {

/// A directory with everything that one container needs: the host's static busybox as image, upper and work
/// directories, run and data directories; and plans for it as the runtime would make them.
class ContainerFixture {
public:
    /// Empty, or why containers cannot be tried on this host.
    static std::string reasonToSkip();
    /// In a fresh directory, or in one that another process has made and keeps.
    explicit ContainerFixture(std::string directory = {});

    /// docker's defaults without a network, running `arguments`.
    engine::launch::LaunchPlan plan(std::vector<std::string> arguments);
    /// The plan of a further process in a container that was started from `plan`.
    static engine::launch::ExecPlan execPlan(const engine::launch::LaunchPlan &plan,
                                             const engine::launch::Launched &launched,
                                             std::vector<std::string> arguments);

    [[nodiscard]] std::string runDirectory() const { return file("run"); }
    [[nodiscard]] std::string imageDirectory() const { return file("image"); }
    [[nodiscard]] std::string file(const std::string &name) const { return m_path + "/" + name; }
    /// Bytes of one stream (0: both) in the log, without the frames.
    [[nodiscard]] std::string log(int stream = 0) const;
    [[nodiscard]] base::Result<engine::launch::Status> status() const;
    /// Waits until the status has `phase`; false after 20 s.
    bool waitForPhase(engine::launch::Status::Phase phase) const;
    /// Waits until the log holds `text`; false after 20 s.
    bool waitForLog(const std::string &text) const;
    /// Blocks until the container has ended, by asking the monitor or reading what it left.
    [[nodiscard]] base::Result<int> waitExit() const;

private:
    std::optional<TemporaryDirectory> m_directory;
    std::string m_path;
};

} // namespace catamaran::test
