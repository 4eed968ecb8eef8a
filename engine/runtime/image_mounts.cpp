// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/image_mounts.h"
#include "engine/image/layer_view.h"
#include "engine/spec/text.h"

#include <algorithm>
#include <sys/mount.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::Result;
using image::LayerView;

namespace {

// Members of volumeOptions, which the user of such a mount cannot set.
constexpr const char *kId = "id";
constexpr const char *kLayers = "layers";

// fsconfig(2) takes texts of at most 255 characters, and the plan separates options by commas.
constexpr std::size_t kMaximumOption = 255;

base::Error badConfig(const std::string &why)
{
    return base::Error(Errc::InvalidArgument, "invalid mount config for type \"image\": " + why);
}

std::string member(const spec::Mount &mount, const char *name)
{
    const auto found = mount.volumeOptions.find(name);
    return found == mount.volumeOptions.end() ? std::string() : found->second;
}

} // namespace

Result<void> resolveImageMount(image::ImageService &images, const std::string &id, spec::Mount &mount,
                               const base::OperationContext &context)
{
    // One taken over from another container (--volumes-from) shows what it shows there.
    const std::string known = member(mount, kId);
    auto image = images.resolve(known.empty() ? mount.source : known, context);
    if (!image && image.error().code() == Errc::NotFound)
        return base::fail(badConfig(image.error().text())
                              .withFix("catamaran pull " + mount.source +
                                       " (an image that is mounted is not pulled by itself)"));
    if (!image)
        return base::fail(std::move(image).error());
    CATAMARAN_CHECK(images.addReference(image->id, id));
    std::string layers;
    for (const std::string &directory : image->layerDirectories)
        layers += (layers.empty() ? "" : "\n") + directory;
    mount.volumeOptions = {{kId, image->id}, {kLayers, layers}};
    return {};
}

Result<ImageMountSource> imageMountSource(const Paths &paths, const spec::Mount &mount)
{
    std::vector<std::string> layers;
    const std::string text = member(mount, kLayers);
    for (const std::string_view layer : spec::text::split(text, '\n')) {
        if (!layer.empty())
            layers.emplace_back(layer);
    }
    if (layers.empty())
        layers.push_back(paths.emptyLayer());
    const LayerView view(layers);
    CATAMARAN_TRY(auto entry, view.find("/" + mount.volumeSubpath, LayerView::LastLink::Follow));
    if (!entry)
        return base::fail(
            badConfig("cannot access subpath \"" + mount.volumeSubpath + "\" of image " + mount.source +
                      ": no such file or directory")
                .withFix("\"catamaran run --rm " + mount.source + " ls\" shows what the image has."));
    ImageMountSource out;
    out.isFile = !entry->isDirectory();
    if (out.isFile)
        out.paths = {entry->host};
    else
        out.paths = std::move(entry->merged);
    // A directory that several layers had may hold marks of what the lower ones had, which overlayfs hides.
    if (!out.isFile && out.paths.size() == 1 && layers.size() > 1)
        out.paths.push_back(paths.emptyLayer());
    return out;
}

Result<launch::MountPlan> planImageMount(const Paths &paths, const spec::Mount &mount)
{
    CATAMARAN_TRY(const ImageMountSource source, imageMountSource(paths, mount));
    launch::MountPlan plan;
    plan.target = mount.target;
    plan.attributes = MOUNT_ATTR_RDONLY;
    if (source.paths.size() == 1) {
        plan.kind = launch::MountPlan::Kind::Bind;
        plan.source = source.paths.front();
        plan.sourceIsFile = source.isFile;
        plan.recursive = false;
        return plan;
    }
    plan.kind = launch::MountPlan::Kind::Other;
    plan.fileSystem = "overlay";
    plan.source = "overlay";
    for (const std::string &layer : source.paths) {
        if (layer.size() > kMaximumOption || layer.find(',') != std::string::npos)
            return base::fail(base::Error(Errc::Unsupported, "image " + mount.source +
                                                                 " cannot be mounted: the path " + layer +
                                                                 " is longer than 255 characters or has a "
                                                                 "comma, which overlayfs does not take")
                                  .withFix("Use a shorter CATAMARAN_ROOT, or a shorter subpath."));
        plan.options += (plan.options.empty() ? "lowerdir+=" : ",lowerdir+=") + layer;
    }
    return plan;
}

} // namespace catamaran::engine::runtime
