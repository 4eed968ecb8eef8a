// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/workload.h"

namespace catamaran::core {

namespace {

/// What to do when the error itself does not say.
const char *usualAction(base::Errc code)
{
    using base::Errc;
    switch (code) {
    case Errc::InvalidArgument:
        return "Correct the value and try again.";
    case Errc::Parse:
        return "Correct the file at the place named and try again.";
    case Errc::NotFound:
        return "Check the name; the list shows what exists.";
    case Errc::AlreadyExists:
        return "Choose another name, or remove the one that has it.";
    case Errc::InvalidState:
        return "Refresh the list and look at its state.";
    case Errc::PortInUse:
        return "Choose another host port, or stop the program that holds this one.";
    case Errc::Unsupported:
        return "'catamaran info' shows what this machine can do and what it lacks.";
    case Errc::PermissionDenied:
        return "Run it as root, or ask the administrator for the right.";
    case Errc::NoSpace:
        return "Free some space, for example with 'catamaran rm' and 'catamaran rmi'.";
    case Errc::Corrupt:
        return "Remove the damaged image and build or load it again.";
    case Errc::Network:
        return "Check the network connection and try again.";
    case Errc::Timeout:
        return "Try again when the machine is less busy; look at the workload's log.";
    case Errc::Cancelled:
        return "";
    case Errc::CommandNotFound:
        return "Check the command; the image may not contain that program.";
    case Errc::CommandNotExecutable:
        return "Check the file's execute permission in the image.";
    case Errc::Protocol:
    case Errc::System:
    case Errc::Internal:
        return "Try again; if it stays, report it with 'catamaran info'.";
    }
    return "";
}

} // namespace

UserError explain(const std::string &what, const base::Error &error)
{
    return {what, error.text(), error.fix().empty() ? usualAction(error.code()) : error.fix()};
}

} // namespace catamaran::core
