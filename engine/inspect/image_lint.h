// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/image/image_service.h"
#include "engine/lint/lint.h"

namespace catamaran::engine::inspect {

/// The rules about built images (IM-xxxx), by id.
const std::vector<lint::RuleInfo> &imageRules();

/// Checks an image's configuration and files. Findings name "image" or "image:/path" as their file; those
/// about a layer name it by its number, from 1. Secrets are looked for in every layer, also where a later one
/// hides them.
base::Result<std::vector<lint::Finding>> lintImage(const image::ResolvedImage &image,
                                                   const base::OperationContext &context);

/// What a text gives away: "private key", "AWS access key", ...; empty: nothing known. Pure.
std::string_view secretIn(std::string_view text);

} // namespace catamaran::engine::inspect
