// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/spec/image_mount.h"
#include "engine/spec/parse.h"
#include "src/stack/service_spec.h"

#include <charconv>

namespace catamaran::stack {

using base::Errc;
using base::Result;
using engine::spec::ContainerSpec;
using engine::spec::Mount;
using engine::spec::MountType;

namespace {

base::Error unsupportedMount(const compose::Service &service, const compose::Mount &mount,
                             const std::string &why)
{
    return base::Error(Errc::Unsupported, "services." + service.name + ": a mount of type " + mount.type +
                                              " at " + mount.target + " is not supported: " + why)
        .withWhere(service.where);
}

Result<Mount> bindMount(const compose::Mount &from)
{
    Mount to;
    to.type = MountType::Bind;
    to.source = from.source;
    if (from.bind) {
        to.propagation = from.bind->propagation;
        to.bindRecursive = from.bind->recursive;
        to.createSource = from.bind->createHostPath.value;
    }
    return to;
}

Result<Mount> volumeMount(const SpecContext &context, const compose::Mount &from)
{
    Mount to;
    to.type = MountType::Volume;
    const auto volume = context.project.volumes.find(from.source);
    to.source = volume == context.project.volumes.end() ? from.source : volume->second.name;
    if (from.volume) {
        to.noCopy = from.volume->nocopy;
        to.volumeSubpath = from.volume->subpath;
        to.volumeLabels = from.volume->labels;
    }
    if (from.source.empty()) { // one without a name belongs to the project, as docker compose marks it
        to.volumeLabels[label::kProject] = context.project.name;
    }
    return to;
}

Mount tmpfsMount(const compose::Mount &from)
{
    Mount to;
    to.type = MountType::Tmpfs;
    if (from.tmpfs) {
        if (from.tmpfs->size.value != 0)
            to.tmpfsSize = base::Bytes(from.tmpfs->size.value);
        if (from.tmpfs->mode != 0)
            to.tmpfsMode = static_cast<unsigned>(from.tmpfs->mode);
    }
    return to;
}

Result<Mount> mountOf(const SpecContext &context, const compose::Service &service, const compose::Mount &from)
{
    Mount to;
    if (from.type == "bind") {
        CATAMARAN_TRY(to, bindMount(from));
    } else if (from.type == "volume") {
        CATAMARAN_TRY(to, volumeMount(context, from));
    } else if (from.type == "tmpfs") {
        to = tmpfsMount(from);
    } else if (from.type == "image") {
        engine::spec::makeImageMount(to);
        to.source = from.source;
        if (from.image)
            to.volumeSubpath = from.image->subpath;
    } else {
        return base::fail(unsupportedMount(service, from, "there is no such thing on this system")
                              .withFix("Use a bind mount or a volume."));
    }
    to.target = from.target;
    to.readOnly = from.readOnly || engine::spec::isImageMount(to);
    return to;
}

Result<unsigned> number(const std::string &text, const std::string &what)
{
    unsigned value = 0;
    if (text.empty())
        return value;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return base::fail(base::Error(Errc::InvalidArgument, what + ": \"" + text + "\" is no number")
                              .withFix("Write the numeric id."));
    return value;
}

/// Puts one secret or config into the container: a bind mount of its file where nothing else is asked for, as
/// docker compose does, else a copy with the owner and mode asked for.
Result<void> giveFile(const compose::Service &service, const compose::FileReference &reference,
                      const std::map<std::string, compose::FileObject> &objects, const std::string &kind,
                      ContainerWish &wish)
{
    const auto found = objects.find(reference.source);
    const std::string what = "services." + service.name + "." + kind + "s." + reference.source;
    if (found == objects.end())
        return base::fail(Errc::InvalidArgument, "service \"" + service.name + "\" refers to undefined " +
                                                     kind + " " + reference.source);
    const compose::FileObject &object = found->second;
    if (object.external)
        return base::fail(base::Error(Errc::Unsupported, "unsupported external " + kind + " " + object.name)
                              .withFix("Give it a file, content or environment."));
    std::string target = reference.target.empty() ? reference.source : reference.target;
    if (!target.starts_with('/'))
        target = (kind == "secret" ? "/run/secrets/" : "/") + target;
    const bool plain = reference.uid.empty() && reference.gid.empty() && !reference.mode;
    if (!object.file.empty() && plain) {
        Mount mount;
        mount.source = object.file;
        mount.target = target;
        mount.readOnly = true;
        wish.spec.mounts.push_back(std::move(mount));
        return {};
    }
    InjectedFile file;
    file.path = target;
    file.content = object.content;
    if (!object.file.empty()) {
        CATAMARAN_TRY(file.content, base::readFile(object.file));
    }
    CATAMARAN_TRY(file.uid, number(reference.uid, what + ".uid"));
    CATAMARAN_TRY(file.gid, number(reference.gid, what + ".gid"));
    if (reference.mode)
        file.mode = static_cast<unsigned>(reference.mode->value) & 07777;
    wish.files.push_back(std::move(file));
    return {};
}

} // namespace

Result<void> translateMounts(const SpecContext &context, const compose::Service &service, ContainerWish &wish)
{
    for (const compose::Mount &mount : service.volumes) {
        CATAMARAN_TRY(Mount next, mountOf(context, service, mount));
        wish.spec.mounts.push_back(std::move(next));
    }
    for (const std::string &text : service.tmpfs) {
        CATAMARAN_TRY(Mount next, engine::spec::parseTmpfs(text));
        wish.spec.mounts.push_back(std::move(next));
    }
    for (const std::string &text : service.volumesFrom) {
        if (text.starts_with("container:")) {
            wish.spec.volumesFrom.push_back(text.substr(10));
            continue;
        }
        const std::size_t colon = text.find(':');
        const auto container = context.containerOf(text.substr(0, colon));
        if (!container)
            return base::fail(Errc::NotFound, "cannot share volume with service " + text.substr(0, colon) +
                                                  ": container missing");
        wish.spec.volumesFrom.push_back(*container +
                                        (colon == std::string::npos ? std::string() : text.substr(colon)));
    }
    for (const compose::FileReference &secret : service.secrets)
        CATAMARAN_CHECK(giveFile(service, secret, context.project.secrets, "secret", wish));
    for (const compose::FileReference &config : service.configs)
        CATAMARAN_CHECK(giveFile(service, config, context.project.configs, "config", wish));
    return {};
}

} // namespace catamaran::stack
