// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/core/deck.h"
#include "src/vm/seed_texts.h"

#include <optional>
#include <string>
#include <vector>

namespace catamaran::vm {

/// What `vm create` asks for.
struct FullVmRequest {
    hv::FullMachineSpec machine; ///< ports, network, seed, sshUser and sshPort are filled in here
    bool cloudInit = true;       ///< false: no seed (installers, images without cloud-init)
    SeedRequest seed;            ///< instanceId and hostname may be left empty
    std::vector<engine::spec::PortMapping> ports;
    std::string network; ///< name of an engine's network; empty: user-mode
    std::vector<std::string> networkAliases;
    std::string checksum; ///< "sha256:<hex>" of the disk image; empty: not checked. See DownloadRequest
    std::string signature;
    std::string keyring;
    std::string dataDirectory; ///< the engine's
};

/// Reserves ports and addresses, makes the seed with our own SSH key besides those given, and has the
/// hypervisor make the VM. A disk given as an http(s) URL is fetched first (download.h).
base::Result<core::WorkloadId> makeFullVm(core::Deck &deck, FullVmRequest request,
                                          const base::OperationContext &context);

/// Where ownSshKey() of a data directory lies.
std::string sshDirectory(const std::string &dataDirectory);

} // namespace catamaran::vm
