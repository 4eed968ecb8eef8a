// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/build/build_scope.h"

namespace catamaran::engine::build {

/// One FROM with what follows, as written; base and platform are expanded.
struct Stage {
    const Instruction *from = nullptr;
    std::vector<const Instruction *> body;
    std::string name; ///< lower case
    std::string base;
    int baseStage = -1;
    std::vector<std::size_t> sources; ///< earlier stages that it copies or mounts from
    bool needed = false;
    int firstStep = 0; ///< number of its FROM among all steps
};

/// The stages of a Dockerfile and how they hang together. Errors carry the line, with BuildKit's words.
class StageGraph {
public:
    /// Reads global ARGs into the scope, and finds the target with all it needs.
    static base::Result<StageGraph> make(BuildScope &scope);

    [[nodiscard]] const std::vector<Stage> &stages() const { return m_stages; }
    [[nodiscard]] std::size_t target() const { return m_target; }
    [[nodiscard]] int steps() const { return m_steps; }
    /// The newest stage of that name, or by number, among the first `before` ones; -1: none.
    [[nodiscard]] int find(const std::string &name, std::size_t before) const;

private:
    base::Result<void> collect(BuildScope &scope);
    base::Result<void> addStage(BuildScope &scope, const Instruction &instruction);
    base::Result<void> connect(BuildScope &scope, std::size_t index);
    base::Result<void> chooseTarget(const BuildScope &scope);
    void need(std::size_t index);

    std::vector<Stage> m_stages;
    std::size_t m_target = 0;
    int m_steps = 0;
};

} // namespace catamaran::engine::build
