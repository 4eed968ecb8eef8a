// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/cli/verb.h"
#include "src/cli/verbs/compose/progress.h"
#include "src/compose/load.h"
#include "src/stack/deck_vms.h"
#include "src/stack/stack.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What the verbs of `catamaran compose` share.
namespace catamaran::cli {

/// docker compose's code for a flag that it does not know.
inline constexpr int kExitComposeUsage = 16;

/// Options that stand before the verb (`compose -f FILE -p NAME up`) are moved behind it under their long
/// names, where every verb declares them.
std::vector<std::string> hoistComposeOptions(const std::vector<std::string> &arguments);

/// One call of a compose verb: the options that all have, the project, the stack.
class ComposeCall {
public:
    explicit ComposeCall(Invocation &call) : m_call(call) { declare(); }

    FlagSet options;

    /// parseOptions() with docker compose's exit code.
    std::optional<int> parse(Interspersed interspersed, Arity arity, std::vector<std::string> &arguments)
    {
        if (const auto code =
                parseOptions(m_call, options, interspersed, arity, arguments, kExitComposeUsage))
            return code;
        return refuse();
    }

    enum class Fallback {
        None,  ///< a file is needed
        Labels ///< with -p and no file, what the containers' labels tell serves
    };
    /// Loads the project, prints the loader's warnings, opens the engine. Its services are cut down to
    /// `services` (empty: all) when `select` says so.
    enum class Select { All, WithDependencies, Alone };
    base::Result<stack::Stack *> stack(Fallback fallback, const std::vector<std::string> &services = {},
                                       Select select = Select::All);
    /// How the files are read; stack() with other switches than the usual ones (config).
    base::Result<compose::LoadOptions> loadOptions();
    base::Result<compose::Project> load(const compose::LoadOptions &loading);

    [[nodiscard]] Session &session() { return m_call.session; }
    [[nodiscard]] Invocation &call() { return m_call; }
    [[nodiscard]] bool allResources() const { return m_allResources; }
    [[nodiscard]] bool dryRun() const { return m_dryRun; }
    [[nodiscard]] bool colors() const;
    [[nodiscard]] stack::NameStyle style() const
    {
        return m_compatibility ? stack::NameStyle::Underscores : stack::NameStyle::Hyphens;
    }
    /// Called besides the printing of progress; set before stack().
    void onEvent(stack::Stack::Listener listener) { m_listener = std::move(listener); }
    void setQuiet() { m_progress = "quiet"; }
    /// Where the stack's events go. Output of others goes through above(), so that live lines stay whole.
    ComposeProgress &progress();

private:
    void declare();
    /// The exit code for --dry-run before a verb that would act nevertheless, and for an unknown --progress.
    [[nodiscard]] std::optional<int> refuse() const;

    Invocation &m_call;
    std::vector<std::string> m_files;
    std::string m_projectName;
    std::string m_projectDirectory;
    std::vector<std::string> m_profiles;
    std::vector<std::string> m_envFiles;
    std::string m_ansi = "auto";
    std::string m_progress = "auto";
    std::optional<std::int64_t> m_parallel;
    bool m_compatibility = false;
    bool m_dryRun = false;
    bool m_allResources = false;
    stack::Stack::Listener m_listener;
    std::unique_ptr<ComposeProgress> m_display;
    std::unique_ptr<stack::DeckVms> m_vms; ///< only for a stack that has VMs
    std::unique_ptr<stack::Stack> m_stack;
};

/// The container of a service: the `index`-th, or the first that runs (index 0), one-offs last. Failure in
/// docker compose's words.
base::Result<stack::Instance> instanceOf(stack::Stack &stack, const std::string &service, int index);
/// "web-1": a container's name without its project's.
std::string shortName(const stack::Stack &stack, const stack::Instance &instance);
/// -t of several verbs.
void declareTimeout(FlagSet &options, std::optional<std::int64_t> &seconds);
std::optional<std::chrono::seconds> timeoutOf(const std::optional<std::int64_t> &seconds);
/// Runs another verb of this program in place of this one.
int delegate(Invocation &call, const std::string &verb, std::vector<std::string> arguments);

void addComposeUp(Registry &registry);
void addComposeDown(Registry &registry);
void addComposeLists(Registry &registry);
void addComposeLogs(Registry &registry);
void addComposeRun(Registry &registry);
void addComposeConfig(Registry &registry);
void addComposeImages(Registry &registry);
void addComposeOthers(Registry &registry);
void addComposeCompare(Registry &registry);
void addComposeWatch(Registry &registry);
void addComposePublish(Registry &registry);

} // namespace catamaran::cli
