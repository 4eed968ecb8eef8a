// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/image/image_service.h"
#include "engine/launch/launch_plan.h"
#include "engine/runtime/paths.h"
#include "engine/spec/image_mount.h"

#include <string>
#include <vector>

/// Mounts of images (`--mount type=image`, `type: image` of a Compose service): the layers of another image,
/// read-only, below a path of the container.
namespace catamaran::engine::runtime {

/// Finds the image, writes its id and layers into the mount, and keeps the image while the container `id`
/// exists. As docker, nothing is pulled. Failure: InvalidArgument if there is no such image.
base::Result<void> resolveImageMount(image::ImageService &images, const std::string &id, spec::Mount &mount,
                                     const base::OperationContext &context);

/// What a resolved mount shows.
struct ImageMountSource {
    /// Directories that together are the mount, topmost first; or one file. Never outside of the layers,
    /// whatever links the image has.
    std::vector<std::string> paths;
    bool isFile = false;
};
/// InvalidArgument if the image has no such subpath.
base::Result<ImageMountSource> imageMountSource(const Paths &paths, const spec::Mount &mount);

/// A bind mount where one layer is enough, else an overlay of the layers.
base::Result<launch::MountPlan> planImageMount(const Paths &paths, const spec::Mount &mount);

} // namespace catamaran::engine::runtime
