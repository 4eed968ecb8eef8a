// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/verbs/vm/common.h"

#include <cstdlib>

namespace catamaran::cli::vm {

void Connect::declare(FlagSet &options)
{
    options.text(m_uri, "connect", 0, "Work on another libvirt (qemu:///system, qemu+ssh://host/system)",
                 "uri");
}

void Connect::apply() const
{
    // The environment reaches the whole program too, which is executed in place of this one.
    if (!m_uri.empty())
        ::setenv("CATAMARAN_LIBVIRT_URI", m_uri.c_str(), 1);
}

hv::Hypervisor *open(Invocation &call, FlagSet &options, const Connect &connect, Arity arity,
                     std::vector<std::string> &arguments, int &code, Interspersed interspersed)
{
    if (const auto ended = parseOptions(call, options, interspersed, arity, arguments)) {
        code = *ended;
        return nullptr;
    }
    connect.apply();
    const auto deck = call.session.deck();
    if (!deck) {
        code = failWith(deck.error());
        return nullptr;
    }
    return &(*deck)->hypervisor();
}

int each(Invocation &call, FlagSet &options, Echo echo, const Action &action, Arity arity)
{
    Connect connect;
    connect.declare(options);
    std::vector<std::string> names;
    int code = 0;
    hv::Hypervisor *vms = open(call, options, connect, arity, names, code);
    if (vms == nullptr)
        return code;
    const auto interruptible = call.session.interruptible();
    const auto context = showing(interruptible.context());
    return forEachName(names, echo, [&](const std::string &name) { return action(*vms, name, context); });
}

base::OperationContext showing(const base::OperationContext &context)
{
    base::OperationContext out = context;
    out.onProgress = [](const base::Progress &progress) { printStderr(progress.step + "\n"); };
    return out;
}

} // namespace catamaran::cli::vm
