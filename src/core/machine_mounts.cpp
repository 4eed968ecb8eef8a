// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/machine_mounts.h"
#include "src/core/machine_network.h"

#include "engine/base/file.h"
#include "engine/spec/image_mount.h"

#include <unistd.h>

namespace catamaran::core {

namespace {

using engine::spec::Mount;
using engine::spec::MountType;

base::Error refused(const std::string &what)
{
    base::Error error(base::Errc::Unsupported, "a VM cannot honour " + what);
    return std::move(error).withFix("Leave it out, or run the image as a container.");
}

base::Result<hv::MachineMount> tmpfs(const Mount &mount)
{
    hv::MachineMount out;
    out.kind = hv::MachineMount::Kind::Tmpfs;
    out.target = mount.target;
    out.readOnly = mount.readOnly;
    std::string mode = "1777";
    if (mount.tmpfsMode) {
        char text[16];
        std::snprintf(text, sizeof text, "%o", *mount.tmpfsMode);
        mode = text;
    }
    out.options = "mode=" + mode;
    if (mount.tmpfsSize)
        out.options += ",size=" + std::to_string(mount.tmpfsSize->count);
    for (const std::string &option : mount.tmpfsOptions) {
        if (option == "exec")
            out.executable = true;
        else if (option.starts_with("uid=") || option.starts_with("gid=") || option.starts_with("nr_inodes="))
            out.options += "," + option;
        else if (option != "noexec" && option != "nosuid" && option != "nodev" && option != "rw")
            return base::fail(refused("the tmpfs option " + option));
    }
    return out;
}

base::Result<hv::MachineMount> volume(engine::Engine &engine, const Mount &mount, const std::string &owner)
{
    engine::VolumeRequest request;
    request.name = mount.source;
    request.labels = mount.volumeLabels;
    request.options = mount.volumeOptions;
    if (!mount.volumeDriver.empty())
        request.driver = mount.volumeDriver;
    CATAMARAN_TRY(const auto made, engine.volumes().create(request));
    if (!made.options.empty())
        return base::fail(refused("volume " + made.name + ", which is mounted with options of its own"));
    CATAMARAN_CHECK(engine.volumes().hold(made.name, owner));
    hv::MachineMount out;
    out.source = made.mountPoint;
    if (!mount.volumeSubpath.empty())
        out.source += "/" + mount.volumeSubpath;
    out.target = mount.target;
    out.readOnly = mount.readOnly;
    out.copyUp = !mount.noCopy && !mount.readOnly;
    return out;
}

base::Result<hv::MachineMount> bind(const Mount &mount)
{
    if (engine::spec::isImageMount(mount))
        return base::fail(refused("a mount of an image at " + mount.target));
    if (!mount.propagation.empty() && mount.propagation != "rprivate" && mount.propagation != "private")
        return base::fail(refused("mount propagation " + mount.propagation));
    if (mount.createSource && ::access(mount.source.c_str(), F_OK) != 0)
        CATAMARAN_CHECK(base::makeDirectories(mount.source, 0755));
    hv::MachineMount out;
    out.source = mount.source;
    out.target = mount.target;
    out.readOnly = mount.readOnly;
    return out;
}

} // namespace

base::Result<std::vector<hv::MachineMount>> machineMounts(engine::Engine &engine,
                                                          const engine::spec::ContainerSpec &spec)
{
    std::vector<hv::MachineMount> out;
    for (const Mount &mount : spec.mounts) {
        auto made = mount.type == MountType::Tmpfs    ? tmpfs(mount)
                    : mount.type == MountType::Volume ? volume(engine, mount, vmOwner(spec.name))
                                                      : bind(mount);
        CATAMARAN_TRY(hv::MachineMount one, std::move(made));
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace catamaran::core
