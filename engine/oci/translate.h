// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/launch/oci_plan.h"

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

/// From an OCI configuration to the plan that our helper carries out.
namespace catamaran::engine::oci {

struct Translation {
    launch::OciPlan plan; ///< without control group directories and descriptors
    std::string cgroupsPath;
    std::vector<launch::HookPlan> poststart;
    std::vector<launch::HookPlan> poststop;
    /// What was not done because this kernel has nothing for it (unknown capabilities), for the log.
    std::vector<std::string> warnings;
};

/// `compile` is compileSeccomp(), or a cache of it. Pure otherwise: the file system is not looked at.
/// InvalidArgument for what the specification forbids, Unsupported for what this runtime cannot do; nothing
/// known is dropped silently.
using SeccompCompiler = std::function<base::Result<std::string>(const nlohmann::json &section)>;
base::Result<Translation> translate(const nlohmann::json &config, const std::string &id,
                                    const std::string &bundle, const SeccompCompiler &compile);

/// The process section into plan.launch.process and the members of OciPlan about the process.
base::Result<void> translateProcess(const nlohmann::json &process, launch::OciPlan &plan,
                                    std::vector<std::string> &warnings);

/// "createRuntime" and so on; empty if there are none.
base::Result<std::vector<launch::HookPlan>> hooksOf(const nlohmann::json &config, const char *kind);

/// head, middle and tail of the state document (runtime.md "State") around status and pid.
void setStateTexts(launch::OciPlan &plan, const std::string &id, const std::string &bundle,
                   const nlohmann::json &annotations);

} // namespace catamaran::engine::oci
