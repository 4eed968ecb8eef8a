// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/stack/vms.h"

#include "engine/base/file.h"
#include "src/compose/units.h"

#include <algorithm>
#include <map>
#include <set>
#include <unistd.h>

namespace catamaran::stack {

using base::Errc;
using base::Error;
using base::Result;

namespace {

constexpr const char *kExtension = "x-catamaran";

/// The first thing a VM cannot have, by its key; empty if there is none.
std::string attributeThatVmsLack(const compose::Service &service)
{
    if (!service.devices.empty())
        return "devices";
    if (service.privileged)
        return "privileged";
    if (!service.networkMode.empty() && service.networkMode != "bridge")
        return "network_mode";
    if (!service.volumesFrom.empty())
        return "volumes_from";
    if (!service.preStart.empty() || !service.postStart.empty() || !service.preStop.empty())
        return "hooks";
    return {};
}

Result<void> readExtension(const compose::Service &service, engine::spec::ContainerSpec &out)
{
    const auto found = service.extensions.find(kExtension);
    if (found == service.extensions.end())
        return {};
    for (const compose::NodeEntry &entry : found->second.entries()) {
        if (entry.key == "memory") {
            CATAMARAN_TRY(const compose::Bytes size, compose::parseBytes(entry.value.display()));
            out.resources.memory = base::Bytes{size.value};
        } else if (entry.key == "cpus") {
            out.resources.cpus = entry.value.asDouble();
        } else if (entry.key != "runtime") {
            return base::fail(
                Error(Errc::InvalidArgument, std::string(kExtension) + "." + entry.key + " is not known")
                    .withFix("Known are runtime, memory and cpus.")
                    .withWhere(entry.mark().where()));
        }
    }
    return {};
}

std::string folderOf(const std::string &path)
{
    return path.substr(0, std::max<std::size_t>(1, path.rfind('/')));
}

/// What is no folder among the mounts of secrets and configs, and what would be copied into a container; the
/// other mounts go to `mounts`.
Result<std::vector<InjectedFile>> takeFiles(const compose::Service &service, const ContainerWish &all,
                                            std::vector<engine::spec::Mount> &mounts)
{
    std::set<std::string> targets;
    for (const auto &[references, folder] : {std::pair(&service.secrets, std::string("/run/secrets/")),
                                             std::pair(&service.configs, std::string("/"))}) {
        for (const compose::FileReference &reference : *references) {
            const std::string target = reference.target.empty() ? reference.source : reference.target;
            targets.insert(target.starts_with('/') ? target : folder + target);
        }
    }
    std::vector<InjectedFile> files = all.files;
    for (const engine::spec::Mount &mount : all.spec.mounts) {
        if (!targets.contains(mount.target)) {
            mounts.push_back(mount);
            continue;
        }
        InjectedFile file;
        file.path = mount.target;
        CATAMARAN_TRY(file.content, base::readFile(mount.source));
        files.push_back(std::move(file));
    }
    for (const InjectedFile &file : files) {
        // A folder is mounted over what the image has there; below /run no image has anything.
        if (!file.path.starts_with("/run/") || folderOf(file.path) == "/run")
            return base::fail(
                Error(Errc::Unsupported, "services." + service.name + ": the file " + file.path +
                                             " does not reach a VM, which shares folders only")
                    .withFix("Give the secret or config a target in a folder below /run, such as "
                             "/run/configs" +
                             file.path.substr(file.path.rfind('/')) + ".")
                    .withWhere(service.where));
    }
    return files;
}

} // namespace

Result<void> shareFiles(const std::vector<InjectedFile> &files, const std::string &directory,
                        engine::spec::ContainerSpec &wish)
{
    std::map<std::string, std::string> folders;
    for (const InjectedFile &file : files) {
        const std::string folder = folderOf(file.path);
        const auto [entry, isNew] = folders.emplace(folder, directory + "/" + std::to_string(folders.size()));
        if (isNew) {
            CATAMARAN_CHECK(base::makeDirectories(entry->second, 0755));
            engine::spec::Mount mount;
            mount.source = entry->second;
            mount.target = folder;
            mount.readOnly = true;
            wish.mounts.push_back(std::move(mount));
        }
        const std::string path = entry->second + file.path.substr(file.path.rfind('/'));
        CATAMARAN_CHECK(base::writeFileAtomic(path, file.content, file.mode));
        const bool mine = file.uid == ::geteuid() && file.gid == ::getegid();
        if (!mine && (::geteuid() == 0 || file.uid != 0 || file.gid != 0) &&
            ::lchown(path.c_str(), file.uid, file.gid) != 0)
            return base::fail(
                Error(Errc::Unsupported, "the file " + file.path + " of a VM cannot belong to another user")
                    .withFix("Leave uid and gid out, or run the stack as root."));
    }
    return {};
}

bool wantsVm(const compose::Service &service)
{
    const auto found = service.extensions.find(kExtension);
    if (found == service.extensions.end())
        return false;
    const compose::Node *runtime = found->second.find("runtime");
    return runtime != nullptr && runtime->text() == "vm";
}

VmNetwork vmNetworkHere()
{
    return ::geteuid() == 0 ? VmNetwork::Bridge : VmNetwork::User;
}

Result<engine::spec::ContainerSpec> vmWish(const SpecContext &context, const compose::Service &service,
                                           const Replica &replica, VmNetwork network,
                                           std::vector<InjectedFile> *files)
{
    if (const std::string key = attributeThatVmsLack(service); !key.empty())
        return base::fail(
            Error(Errc::Unsupported, "services." + service.name + ": " + key + " do not reach a VM yet")
                .withFix("Take it out, or run the service as a container.")
                .withWhere(service.where));
    CATAMARAN_TRY(const ContainerWish all, containerWish(context, service, replica));
    // Only what a VM has; the rest was refused above or is a container's affair (its name server, its
    // groups).
    engine::spec::ContainerSpec out;
    out.name = all.spec.name;
    out.image = all.spec.image;
    out.labels = all.spec.labels;
    out.entrypoint = all.spec.entrypoint;
    out.command = all.spec.command;
    for (const std::string &variable : all.spec.environment) {
        if (variable.find('=') != std::string::npos)
            out.environment.push_back(variable);
    }
    out.workingDirectory = all.spec.workingDirectory;
    out.user = all.spec.user;
    out.hostname = all.spec.hostname;
    out.resources.memory = all.spec.resources.memory;
    out.resources.cpus = all.spec.resources.cpus;
    out.ports = all.spec.ports;
    out.readOnlyRootfs = all.spec.readOnlyRootfs;
    out.restart = all.spec.restart;
    out.tty = all.spec.tty;
    out.openStdin = all.spec.openStdin;
    CATAMARAN_TRY(const std::vector<InjectedFile> copied, takeFiles(service, all, out.mounts));
    if (files)
        *files = copied;
    if (network == VmNetwork::Bridge && all.spec.network != "none") {
        out.network = all.spec.network;
        out.networkAliases = all.spec.networkAliases;
    }
    CATAMARAN_CHECK(readExtension(service, out));
    return out;
}

std::vector<std::string> vmLimits(const compose::Service &service, VmNetwork network)
{
    std::vector<std::string> out;
    if (network == VmNetwork::Bridge) {
        out.push_back("Service " + service.name +
                      " runs as a VM: it knows the names of the containers that are there when it starts");
    } else {
        out.push_back("Service " + service.name +
                      " runs as a VM: others reach it by its name only on ports that are published under "
                      "their own number; it reaches them at 10.0.2.2 on their published ports");
        for (const compose::Port &port : service.ports) {
            if (port.published != std::to_string(port.target))
                out.push_back("Port " + std::to_string(port.target) + " of the VM " + service.name +
                              " is published as " + (port.published.empty() ? "any port" : port.published) +
                              ": under its name it is reached on that port only");
        }
    }
    if (service.healthcheck && !service.healthcheck->disable)
        out.push_back("The health check of " + service.name +
                      " is run in the VM while something waits for it, and not afterwards");
    return out;
}

} // namespace catamaran::stack
