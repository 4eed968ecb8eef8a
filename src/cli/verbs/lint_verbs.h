// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "engine/api/understanding.h"
#include "src/cli/verb.h"

/// What `lint`, `build --check` and `image lint` share.
namespace catamaran::cli {

/// A configuration file (.catamaran-lint.yaml, .hadolint.yaml) over the defaults. Keys: ignored, override,
/// trustedRegistries, label-schema, strict-labels, failure-threshold, disable-ignore-pragma, rules. Parse
/// error with the place for others.
struct LintConfiguration {
    engine::lint::LintOptions options;
    engine::lint::Severity failOn = engine::lint::Severity::Warning;
};
base::Result<LintConfiguration> readLintConfiguration(const std::string &path);

/// The options that a build gives to its checks. With an engine (may be null; outlives the options) variables
/// of the base images that are here are known; nothing is fetched.
engine::lint::LintOptions checkOptions(const engine::build::BuildRequest &request, engine::Engine *engine);
/// `build --check`: prints the report; 1 with warnings.
int checkDockerfile(const engine::build::BuildRequest &request, engine::Engine *engine);
/// The warnings at the end of a build, on stderr as docker prints them. The build's result does not depend on
/// them.
void warnAboutDockerfile(const engine::build::BuildRequest &request, engine::Engine *engine);

/// Prints findings as text, json or sarif, and gives the exit code.
int showFindings(const std::vector<engine::lint::Finding> &findings, const std::string &format,
                 const std::vector<engine::lint::RuleInfo> &rules, engine::lint::Severity failOn);

/// All rules, Dockerfiles' and images'.
std::vector<engine::lint::RuleInfo> allLintRules();

} // namespace catamaran::cli
