// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/spec/container_spec.h"

namespace catamaran::engine::spec {

/// A `--mount type=image` is kept as a bind mount with this driver: `source` is the image's name,
/// `volumeSubpath` what to show of it. Binds of host paths never have a driver (parseMount() refuses it).
inline constexpr const char *kImageMountDriver = "image";

/// Whether a mount shows the files of an image, read-only, as docker does since 28.
inline bool isImageMount(const Mount &mount)
{
    return mount.type == MountType::Bind && mount.volumeDriver == kImageMountDriver;
}

/// Makes `mount` one of the image `source`.
inline void makeImageMount(Mount &mount)
{
    mount.type = MountType::Bind;
    mount.volumeDriver = kImageMountDriver;
    mount.readOnly = true;
    mount.createSource = false;
}

} // namespace catamaran::engine::spec
