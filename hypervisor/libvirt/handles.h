// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstdlib>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <memory>
#include <string>

namespace catamaran::hv {

struct DomainReleaser {
    void operator()(virDomainPtr domain) const { virDomainFree(domain); }
};
/// One reference on a libvirt domain.
using Domain = std::unique_ptr<virDomain, DomainReleaser>;

/// libvirt's last error of this thread as ours: what we did, libvirt's own words, and a code to branch on.
base::Error libvirtError(const std::string &what);

/// Takes over a text that libvirt allocated.
inline std::string takeText(char *text)
{
    const std::unique_ptr<char, decltype(&std::free)> owned(text, &std::free);
    return text != nullptr ? std::string(text) : std::string();
}

} // namespace catamaran::hv
