// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

namespace catamaran::cli {

/// --platform of verbs that work on an image which is here. NotFound when it is for another platform (the
/// store keeps one platform of an image), InvalidArgument for text that names none; empty fits all.
base::Result<void> requirePlatform(engine::image::ImageService &images, const std::string &reference,
                                   const std::string &platform);

} // namespace catamaran::cli
