// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/handles.h"

namespace catamaran::hv {

base::Error libvirtError(const std::string &what)
{
    using base::Errc;
    const virErrorPtr error = virGetLastError();
    const std::string text = error != nullptr && error->message != nullptr ? error->message : "unknown error";
    Errc code = Errc::System;
    switch (error != nullptr ? error->code : 0) {
    case VIR_ERR_NO_DOMAIN:
        code = Errc::NotFound;
        break;
    case VIR_ERR_NO_CONNECT:
    case VIR_ERR_NO_SUPPORT:
    case VIR_ERR_CONFIG_UNSUPPORTED:
        code = Errc::Unsupported;
        break;
    case VIR_ERR_OPERATION_INVALID:
        code = Errc::InvalidState;
        break;
    case VIR_ERR_OPERATION_TIMEOUT:
        code = Errc::Timeout;
        break;
    case VIR_ERR_ACCESS_DENIED:
    case VIR_ERR_AUTH_FAILED:
        code = Errc::PermissionDenied;
        break;
    default:
        break;
    }
    if (text.find("Could not set up host forwarding rule") != std::string::npos)
        return base::Error(Errc::PortInUse, what + ": a host port of the VM is in use: " + text)
            .withFix("Choose another host port, or stop the program that uses it.");
    if (text.find("No space left on device") != std::string::npos)
        return base::Error(Errc::NoSpace, what + ": " + text)
            .withFix("Free space where the VM's files lie, then try again; `catamaran system df` shows what "
                     "takes it.");
    return {code, what + ": " + text};
}

} // namespace catamaran::hv
