// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace catamaran::engine::build {

/// What the key of a step is made of. The key decides; names and files are there to say why it is new.
struct StepInputs {
    /// Name for people ("the instruction", "environment variable A") and value, in order.
    std::vector<std::pair<std::string, std::string>> fields;
    std::map<std::string, std::string> files; ///< path to digest; for the reason only
    std::string parent;                       ///< chain id of what lies below

    void add(std::string name, std::string value) { fields.emplace_back(std::move(name), std::move(value)); }
    [[nodiscard]] std::string key() const;
};

/// Remembers what each step of a Dockerfile was made of the last time it ran, to say why it runs again:
/// "file src/a.c changed". One small file for each step below `directory`. Losing them costs nothing but the
/// reasons. Thread and process: safe.
class StepMemory {
public:
    explicit StepMemory(std::string directory) : m_directory(std::move(directory)) {}

    /// `place` names the step: Dockerfile, stage and position.
    [[nodiscard]] std::string reasonOfMiss(const std::string &place, const StepInputs &inputs) const;
    void remember(const std::string &place, const StepInputs &inputs) const;

private:
    [[nodiscard]] std::string fileOf(const std::string &place) const;
    std::string m_directory;
};

} // namespace catamaran::engine::build
