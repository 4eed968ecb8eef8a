// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/spec/parse.h"
#include "src/cli/verbs/vm/common.h"
#include "src/vm/make_full.h"

#include <algorithm>
#include <filesystem>
#include <unistd.h>

namespace catamaran::cli::vm {

namespace {

using Names = std::vector<std::string>;

/// The flags of a VM with a disk of its own.
struct FullFlags {
    catamaran::vm::FullVmRequest request;
    Connect connect;
    std::string cloudInitFile;
    Names keyFiles;
    std::optional<base::Bytes> memory;
    std::optional<std::int64_t> cpus;
    std::string firmware;
    bool noCloudInit = false;
    bool noWait = false;

    void declare(FlagSet &options)
    {
        hv::FullMachineSpec &machine = request.machine;
        connect.declare(options);
        options.text(machine.name, "name", 0, "Name of the VM");
        options.text(
            machine.diskPath, "disk", 0,
            "Disk image to start from: qcow2, raw, VMDK, VDI, VHDX or OVA; a file or an http(s) address",
            "file");
        options.text(
            request.checksum, "checksum", 0,
            "What the image must be: sha256:<hex>, or a list of sums (address, or name beside the image)",
            "digest");
        options.text(request.signature, "signature", 0,
                     "Detached OpenPGP signature of the list of sums (address, or name beside it)", "file");
        options.text(request.keyring, "keyring", 0, "Keys that may have signed it", "file");
        options.bytes(machine.diskSize, "disk-size", 0,
                      "Size of the VM's disk; the guest grows its file system");
        options.bytes(memory, "memory", 'm', "Memory (default 1GiB)");
        options.integer(cpus, "cpus", 0, "Number of CPUs (default 1)");
        options.text(cloudInitFile, "cloud-init", 0, "User-data for cloud-init", "file");
        options.flag(noCloudInit, "no-cloud-init", 0, "Give the guest no seed");
        options.text(request.seed.user, "user", 'u', "User to make in the guest (default: the image's own)");
        options.list(keyFiles, "ssh-key", 0, "Public key to let in, besides Catamaran's own", "file");
        options.list(request.seed.packages, "package", 0, "Package to install at the first boot", "name");
        options.text(request.seed.hostname, "hostname", 'h', "Host name (default: the VM's name)");
        options.text(request.network, "network", 0, "Join a network of containers (root)");
        options.list(request.networkAliases, "network-alias", 0, "Further name on that network");
        options.value(
            [this](const std::string &value) -> base::Result<void> {
                CATAMARAN_TRY(const auto ports, engine::spec::parsePort(value));
                request.ports.insert(request.ports.end(), ports.begin(), ports.end());
                return {};
            },
            "publish", 'p', "Publish a VM's port(s) to the host", "list");
        options.value(
            [this](const std::string &value) -> base::Result<void> {
                const auto equals = value.find('=');
                request.machine.labels[value.substr(0, equals)] =
                    equals == std::string::npos ? std::string() : value.substr(equals + 1);
                return {};
            },
            "label", 'l', "Set meta data on the VM", "list");
        options.flag(machine.autoRemove, "rm", 0, "Remove the VM when it stops");
        options.text(machine.isoPath, "iso", 0, "Installer to put into the drive", "file");
        options.text(machine.kernelPath, "kernel", 0, "Boot this kernel instead of the disk's loader",
                     "file");
        options.text(machine.initrdPath, "initrd", 0, "With --kernel", "file");
        options.text(machine.kernelArguments, "append", 0, "With --kernel: its command line");
        options.text(firmware, "firmware", 0, "bios (default), uefi or secure-boot");
        options.flag(machine.tpm, "tpm", 0, "Give it a TPM 2.0 (needs swtpm)");
    }

    base::Result<void> complete()
    {
        hv::FullMachineSpec &machine = request.machine;
        request.dataDirectory = engine::EngineOptions::forCurrentUser().dataDirectory;
        request.cloudInit = !noCloudInit && machine.isoPath.empty();
        if (memory)
            machine.memory = *memory;
        if (cpus) {
            if (*cpus < 1 || *cpus > 255)
                return base::fail(base::Errc::InvalidArgument, "a VM has 1 to 255 CPUs");
            machine.cpus = static_cast<unsigned>(*cpus);
        }
        if (!firmware.empty() && firmware != "bios" && firmware != "uefi" && firmware != "secure-boot")
            return base::fail(base::Errc::InvalidArgument,
                              "--firmware is bios, uefi or secure-boot, not " + firmware);
        machine.uefi = firmware == "uefi" || firmware == "secure-boot";
        machine.secureBoot = firmware == "secure-boot";
        if (!cloudInitFile.empty()) {
            if (!request.cloudInit)
                return base::fail(base::Errc::InvalidArgument,
                                  "--cloud-init has no meaning for a guest without a seed");
            CATAMARAN_TRY(request.seed.userData, base::readFile(cloudInitFile, 1U << 20));
            request.seed.userDataFile = cloudInitFile;
        }
        for (const std::string &file : keyFiles) {
            CATAMARAN_TRY(const std::string text, base::readFile(file, 65536));
            const std::string line = text.substr(0, text.find('\n'));
            if (line.find("PRIVATE KEY") != std::string::npos ||
                !(line.starts_with("ssh-") || line.starts_with("ecdsa-") || line.starts_with("sk-")))
                return base::fail(base::Error(base::Errc::InvalidArgument, file + " is no public SSH key")
                                      .withFix("Give the file that ends in .pub."));
            request.seed.keys.push_back(line);
        }
        return {};
    }
};

int make(Invocation &call, bool start, bool detachable)
{
    FlagSet options;
    FullFlags flags;
    bool detach = false;
    std::optional<std::int64_t> patience;
    flags.declare(options);
    if (detachable) {
        options.flag(detach, "detach", 'd', "Print the ID and return without waiting for the boot");
        options.integer(patience, "timeout", 0, "Seconds to wait for the boot (default 600)");
    }
    Names none;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {0, 0}, none))
        return *code;
    if (const auto complete = flags.complete(); !complete)
        return failUsage(call, complete.error());
    flags.request.machine.start = start;
    flags.connect.apply();
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error(), kExitEngine);
    const auto interruptible = call.session.interruptible();
    const auto context = detach ? interruptible.context() : showing(interruptible.context());
    const auto made = catamaran::vm::makeFullVm(**deck, flags.request, context);
    if (!made)
        return failWith(made.error(), kExitEngine);
    print(made->id + "\n");
    if (!start || detach)
        return 0;
    const auto ready =
        (*deck)->hypervisor().waitReady(made->id, std::chrono::seconds(patience.value_or(600)), context);
    return ready ? 0 : failWith(ready.error());
}

int create(Invocation &call)
{
    return make(call, false, false);
}

/// An appliance or image becomes a VM that does not run yet: create --disk with the name of the file.
int import(Invocation &call)
{
    FlagSet options;
    FullFlags flags;
    flags.declare(options);
    Names files;
    if (const auto code = parseOptions(call, options, Interspersed::Yes, {1, 1}, files))
        return *code;
    if (const auto complete = flags.complete(); !complete)
        return failUsage(call, complete.error());
    hv::FullMachineSpec &machine = flags.request.machine;
    machine.diskPath = files[0];
    machine.start = false;
    if (machine.name.empty())
        machine.name = std::filesystem::path(files[0]).stem();
    flags.connect.apply();
    const auto deck = call.session.deck();
    if (!deck)
        return failWith(deck.error(), kExitEngine);
    const auto interruptible = call.session.interruptible();
    const auto made = catamaran::vm::makeFullVm(**deck, flags.request, showing(interruptible.context()));
    if (!made)
        return failWith(made.error(), kExitEngine);
    print(made->id + "\n");
    return 0;
}

} // namespace

bool wantsDisk(const std::vector<std::string> &arguments)
{
    // Two words in a row that are no options: the image and its program stand here, the rest is theirs.
    bool wordBefore = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string &argument = arguments[i];
        for (const char *name : {"--disk", "--iso", "--kernel"})
            if (argument == name || argument.starts_with(std::string(name) + "="))
                return true;
        const bool word = !argument.starts_with('-');
        if (argument == "--" || (word && (wordBefore || i == 0)))
            return false;
        wordBefore = word;
    }
    return false;
}

int runFull(Invocation &call)
{
    return make(call, true, true);
}

void addCreate(Registry &registry)
{
    registry.add(
        {"vm create", kHeading, "[OPTIONS]", "Make a VM from a disk image without starting it", create});
    registry.add({"vm launch", kHeading, "[OPTIONS]",
                  "Make a VM from a disk image, start it and wait until it has booted", runFull});
    registry.add({"vm import", kHeading, "[OPTIONS] FILE",
                  "Make a VM from an appliance (OVA) or a disk image", import});
}

} // namespace catamaran::cli::vm
