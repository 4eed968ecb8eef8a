// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/image/image_service.h"
#include "engine/runtime/events.h"

#include <memory>

namespace catamaran::engine {

/// `images`, with an event (docker's words) for what changes them or takes them elsewhere: pull, push,
/// import, load, save, tag, untag, delete. Thread: as safe as `images`.
std::unique_ptr<image::ImageService> withEvents(std::unique_ptr<image::ImageService> images,
                                                runtime::EventLog log);

} // namespace catamaran::engine
