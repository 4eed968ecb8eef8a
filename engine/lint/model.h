// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/build/dockerfile_parser.h"
#include "engine/lint/lint.h"
#include "engine/lint/shell_script.h"

#include <optional>
#include <string>
#include <vector>

namespace catamaran::engine::lint {

/// One instruction with what the rules ask about it. Of ONBUILD, it is the trigger.
struct Step {
    const build::Instruction *instruction = nullptr;
    bool onBuild = false;
    std::size_t stage = 0;
    ShellScript script; ///< of RUN
    /// Targets of --mount=type=cache and type=tmpfs.
    std::vector<std::string> mounts;

    [[nodiscard]] bool is(std::string_view name) const { return instruction->name == name; }
};

struct Stage {
    const build::Instruction *from = nullptr; ///< null: instructions without a FROM
    std::string base;                         ///< as written
    std::string name;                         ///< lower case; empty: none
    std::string writtenName;
    std::optional<std::size_t> parent; ///< the stage that `base` names
    std::size_t firstStep = 0;
    std::size_t endStep = 0;
};

/// A Dockerfile as the rules see it. The Dockerfile outlives it.
class Model {
public:
    explicit Model(const build::Dockerfile &dockerfile);

    [[nodiscard]] const build::Dockerfile &dockerfile() const { return *m_dockerfile; }
    [[nodiscard]] const std::vector<const build::Instruction *> &globalArguments() const { return m_global; }
    [[nodiscard]] const std::vector<Stage> &stages() const { return m_stages; }
    [[nodiscard]] const std::vector<Step> &steps() const { return m_steps; }
    /// The steps of one stage.
    [[nodiscard]] std::vector<const Step *> stepsOf(std::size_t stage) const;
    /// The stage and those it is built on, nearest first.
    [[nodiscard]] std::vector<std::size_t> chain(std::size_t stage) const;
    /// Whether the last stage is this one or is built on it (FROM, not COPY --from).
    [[nodiscard]] bool shipped(std::size_t stage) const;
    /// Whether another stage starts from it.
    [[nodiscard]] bool isBase(std::size_t stage) const;
    /// Stage that a name or number means, seen from `before`: only earlier ones.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name, std::size_t before) const;
    /// The last step of that name in the stage or those below it; null: none.
    [[nodiscard]] const Step *inherited(std::size_t stage, std::string_view instruction) const;

private:
    void addStep(const build::Instruction &instruction, bool onBuild);

    const build::Dockerfile *m_dockerfile;
    std::vector<const build::Instruction *> m_global;
    std::vector<Stage> m_stages;
    std::vector<Step> m_steps;
};

/// What a rule gets: the file, the wishes, and where findings go.
struct Context {
    const Model &model;
    const LintOptions &options;
    std::vector<Finding> &found;
    const RuleInfo *rule = nullptr; ///< whose check runs now

    /// A finding at an instruction; `at` (a word of it) gives the column.
    void report(const build::Instruction &instruction, std::string message, std::string_view at = {}) const;
    void reportLine(int line, std::string message) const;
};

struct Rule {
    RuleInfo info;
    void (*check)(Context &);
};

const std::vector<Rule> &buildkitRules();
const std::vector<Rule> &trivyRules();
const std::vector<Rule> &hadolintFileRules();
const std::vector<Rule> &hadolintLabelRules();
const std::vector<Rule> &hadolintPackageRules();
const std::vector<Rule> &hadolintStageRules();

/// Texts as the rules compare them.
std::string lowerCase(std::string_view text);
std::string upperCase(std::string_view text);
/// Without one pair of quotes around.
std::string unquoted(std::string_view text);
std::string_view baseName(std::string_view path);
/// "80" of "80/tcp"; nullopt: not a number.
std::optional<long> portNumber(std::string_view text);
bool isSecretName(std::string_view name);
/// Names of the variables in a text: $NAME and ${NAME...}.
std::vector<std::string> variablesOf(std::string_view text);
/// The name that was probably meant; empty: none is near.
std::string suggest(std::string_view typed, const std::vector<std::string> &known);
/// Whether `image` names a tag or digest, and the tag.
struct ImageName {
    std::string name;
    std::string tag;
    std::string digest;
};
ImageName splitImage(std::string_view image);

} // namespace catamaran::engine::lint
