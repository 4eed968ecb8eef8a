// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <functional>
#include <string>
#include <vector>

namespace catamaran::base {

/// The undo steps of an operation that is under way.
///
/// Push the undo *before* the step whose effect it removes can be left behind by a failure of the next
/// one. Success calls release(); otherwise the destructor (or fail()) runs the steps, newest first.
/// Thread: not synchronised.
class Rollback {
public:
    using Step = std::function<Result<void>()>;

    Rollback() = default;
    Rollback(const Rollback &) = delete;
    Rollback &operator=(const Rollback &) = delete;
    ~Rollback();

    /// `what` names the step in the clean-up error, for example "remove bridge catamaran0".
    void push(std::string what, Step undo);

    /// Runs all steps and returns `error` with the failures of the undo beside it.
    Error fail(Error error);

    /// The operation succeeded: forget all steps.
    void release() noexcept { m_steps.clear(); }

private:
    struct Entry {
        std::string what;
        Step undo;
    };
    std::vector<Error> run();

    std::vector<Entry> m_steps;
};

} // namespace catamaran::base
