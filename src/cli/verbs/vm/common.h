// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/cli/verb.h"

#include <functional>
#include <string>
#include <vector>

/// What the verbs on virtual machines share.
namespace catamaran::cli::vm {

inline constexpr const char *kHeading = "Virtual Machines";

/// --connect: other people's libvirt instead of ours. Declared by every verb that can work there.
class Connect {
public:
    void declare(FlagSet &options);
    /// Before the deck is asked for.
    void apply() const;

private:
    std::string m_uri;
};

using Action = std::function<base::Result<void>(hv::Hypervisor &vms, const std::string &name,
                                                const base::OperationContext &context)>;

/// A verb that does one thing to each VM named, or to exactly one.
int each(Invocation &call, FlagSet &options, Echo echo, const Action &action, Arity arity = {1, {}});

/// The VM hypervisor with options parsed into `arguments`; nullptr: `code` is the exit code.
hv::Hypervisor *open(Invocation &call, FlagSet &options, const Connect &connect, Arity arity,
                     std::vector<std::string> &arguments, int &code,
                     Interspersed interspersed = Interspersed::Yes);

/// Progress of long work, one line each on stderr.
base::OperationContext showing(const base::OperationContext &context);

/// How somebody holds a light VM's program.
struct Hold {
    bool keyboard = false; ///< our stdin is its stdin
    bool tty = false;
    bool fromStart = false; ///< also show what it wrote before
    bool signalProxy = true;
    std::string detachKeys; ///< as typed; empty: docker's
};
/// Shows the program's streams until it ends (its exit code) or the user detaches (0).
int holdVm(Invocation &call, core::Deck &deck, const std::string &id, const Hold &hold);

/// --start: "cold", "clone", "spare", "fastest".
base::Result<void> parseStartMode(const std::string &text, hv::StartMode &mode);

/// Each file's verbs.
void addWarm(Registry &registry);     ///< warm create|ls|rm
void addAttach(Registry &registry);   ///< attach exec revive
void addCreate(Registry &registry);   ///< create import
void addState(Registry &registry);    ///< pause resume reboot kill rename autostart wait save restore clone
void addSnapshot(Registry &registry); ///< snapshot create|ls|revert|rm
void addDisk(Registry &registry);     ///< disk ls|add|rm|resize, share ls|add|rm
void addAccess(Registry &registry);   ///< ssh cp screenshot boot
void addWatch(Registry &registry);    ///< stats events top
void addEdit(Registry &registry);     ///< edit export

/// `vm run --disk ...`: whether this call is for addCreate()'s verb, and that verb.
bool wantsDisk(const std::vector<std::string> &arguments);
int runFull(Invocation &call);

} // namespace catamaran::cli::vm
