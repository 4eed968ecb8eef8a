// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/vm/make_full.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "src/core/machine_network.h"
#include "src/vm/download.h"
#include "src/vm/ssh_key.h"

#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace catamaran::vm {

using base::Errc;
using base::Result;

namespace {

Result<void> checkSum(const std::string &path, const std::string &expected,
                      const base::OperationContext &context)
{
    if (!base::isSha256Digest(expected))
        return base::fail(Errc::InvalidArgument, "a checksum is written sha256:<64 hexadecimal digits>");
    context.report("Checking " + path);
    CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(path, O_RDONLY));
    base::Sha256 digest;
    std::string buffer(1 << 20, '\0');
    ssize_t n = 0;
    while ((n = ::read(fd.get(), buffer.data(), buffer.size())) > 0) {
        if (context.stopRequested())
            return base::fail(Errc::Cancelled, "checking the image was cancelled");
        digest.update(buffer.data(), static_cast<std::size_t>(n));
    }
    const std::string found = "sha256:" + digest.finishHex();
    if (found == expected)
        return {};
    return base::fail(base::Error(Errc::Corrupt, path + " has the checksum " + found + ", not " + expected)
                          .withFix("Fetch it again, or ask for the right sum."));
}

Result<void> findDisk(FullVmRequest &request, const base::OperationContext &context)
{
    std::string &path = request.machine.diskPath;
    if (path.empty())
        return {};
    if (path.starts_with("http://") || path.starts_with("https://")) {
        DownloadRequest download;
        download.url = path;
        download.checksum = request.checksum;
        download.signature = request.signature;
        download.keyring = request.keyring;
        download.directory = request.dataDirectory + "/vm/downloads";
        CATAMARAN_TRY(path, obtainImage(download, context));
        return {};
    }
    if (!request.signature.empty())
        return base::fail(Errc::InvalidArgument, "--signature is for images from the network");
    std::error_code error;
    path = std::filesystem::absolute(path, error);
    if (::access(path.c_str(), R_OK) != 0)
        return base::failErrno("read " + path);
    if (!request.checksum.empty())
        return checkSum(path, request.checksum, context);
    return {};
}

/// A VM on a bridge has no DHCP server there: cloud-init sets the address that the engine gave.
std::string staticNetwork(const hv::MachineNetwork &network)
{
    std::string out = "version: 2\nethernets:\n  primary:\n    match:\n      macaddress: '" + network.mac +
                      "'\n    set-name: eth0\n    addresses: [" + network.address + "/" +
                      std::to_string(network.prefix) + "]\n";
    if (!network.gateway.empty())
        out += "    gateway4: " + network.gateway + "\n";
    if (!network.dns.empty())
        out += "    nameservers:\n      addresses: [" + network.dns + "]\n";
    return out;
}

Result<void> connect(core::Deck &deck, FullVmRequest &request, base::Rollback &rollback,
                     const base::OperationContext &context)
{
    hv::FullMachineSpec &machine = request.machine;
    const std::string owner = core::vmOwner(machine.name);
    rollback.push("release the ports of " + machine.name,
                  [&deck, owner] { return deck.engine().networks().release(owner); });
    if (!request.network.empty()) {
        engine::spec::ContainerSpec spec;
        spec.name = machine.name;
        spec.network = request.network;
        spec.networkAliases = request.networkAliases;
        spec.ports = request.ports;
        CATAMARAN_TRY(machine.network, core::joinNetwork(deck.engine(), spec, context));
        if (machine.network->mac.empty())
            machine.network->mac = "02:42:" + base::randomHexId().substr(0, 2) + ":" +
                                   base::randomHexId().substr(0, 2) + ":" + base::randomHexId().substr(0, 2) +
                                   ":" + base::randomHexId().substr(0, 2);
        machine.ports = machine.network->published;
        request.seed.networkConfig = staticNetwork(*machine.network);
        return {};
    }
    std::vector<engine::spec::PortMapping> wanted = request.ports;
    bool ssh = false;
    for (const engine::spec::PortMapping &port : wanted)
        ssh = ssh || port.containerPort == 22;
    if (!ssh && request.cloudInit)
        wanted.push_back({"127.0.0.1", 0, 22, engine::spec::Protocol::Tcp});
    for (const engine::spec::PortMapping &port : wanted) {
        CATAMARAN_TRY(const auto reserved, deck.engine().networks().reservePort(owner, port));
        machine.ports.push_back({reserved.hostIp, reserved.hostPort, reserved.containerPort,
                                 reserved.protocol == engine::spec::Protocol::Udp});
        if (reserved.containerPort == 22)
            machine.sshPort = reserved.hostPort;
    }
    return {};
}

} // namespace

std::string sshDirectory(const std::string &dataDirectory)
{
    return dataDirectory + "/vm/ssh";
}

Result<core::WorkloadId> makeFullVm(core::Deck &deck, FullVmRequest request,
                                    const base::OperationContext &context)
{
    hv::FullMachineSpec &machine = request.machine;
    if (machine.name.empty())
        machine.name = "vm-" + base::randomHexId().substr(0, 6);
    CATAMARAN_CHECK(findDisk(request, context));
    // Before ports are taken away from somebody who has this name.
    if (const auto taken = deck.hypervisor().machine(machine.name); taken && taken->name == machine.name)
        return base::fail(
            base::Error(Errc::AlreadyExists, "the VM name \"" + machine.name + "\" is already in use")
                .withFix("Remove that VM (catamaran vm rm " + machine.name + "), or choose another name."));
    base::Rollback rollback;
    CATAMARAN_CHECK(connect(deck, request, rollback, context));
    if (request.cloudInit) {
        CATAMARAN_TRY(const SshKey key, ownSshKey(sshDirectory(request.dataDirectory)));
        request.seed.keys.push_back(key.publicLine);
        if (request.seed.instanceId.empty())
            request.seed.instanceId = base::randomHexId().substr(0, 32);
        if (request.seed.hostname.empty())
            request.seed.hostname = machine.name;
        machine.sshUser = request.seed.user;
        CATAMARAN_TRY(const SeedTexts texts, makeSeedTexts(request.seed));
        machine.seed = {{"meta-data", texts.metaData}, {"user-data", texts.userData}};
        if (!texts.vendorData.empty())
            machine.seed["vendor-data"] = texts.vendorData;
        if (!texts.networkConfig.empty())
            machine.seed["network-config"] = texts.networkConfig;
    }
    auto id = deck.hypervisor().createFull(machine, context);
    if (!id)
        return base::fail(rollback.fail(std::move(id).error()));
    rollback.release();
    return core::WorkloadId{core::Kind::Vm, *id};
}

} // namespace catamaran::vm
