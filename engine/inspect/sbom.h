// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/inspect/packages.h"

namespace catamaran::engine::inspect {

/// What a bill of materials is about.
struct SbomSubject {
    std::string name;    ///< reference
    std::string digest;  ///< "sha256:..." of the manifest or image
    std::string created; ///< RFC 3339; the same input gives the same text
};

std::string sbomSpdx(const Inventory &inventory, const SbomSubject &subject);      ///< SPDX 2.3 JSON
std::string sbomCycloneDx(const Inventory &inventory, const SbomSubject &subject); ///< CycloneDX 1.5 JSON
std::string sbomText(const Inventory &inventory);                                  ///< NAME VERSION TYPE

} // namespace catamaran::engine::inspect
