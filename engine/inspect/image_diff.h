// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/inspect/layers.h"
#include "engine/inspect/packages.h"

#include <utility>

namespace catamaran::engine::inspect {

/// What is different in image B, seen from image A.
struct ImageDifference {
    std::vector<LayerChange> files; ///< by path
    struct PackageChange {
        std::string type;
        std::string name;
        std::string before; ///< version; empty: not in A
        std::string after;  ///< version; empty: not in B
    };
    std::vector<PackageChange> packages;
    struct Setting {
        std::string name; ///< "User", "Env PATH", "Label a"
        std::string before;
        std::string after;
    };
    std::vector<Setting> settings;
    [[nodiscard]] bool empty() const { return files.empty() && packages.empty() && settings.empty(); }
};

/// Compares two images as containers would see them: names, kinds, modes, owners, sizes, link targets and
/// contents of files; installed packages; the configuration.
base::Result<ImageDifference> compareImages(const image::ResolvedImage &a, const image::ResolvedImage &b,
                                            const base::OperationContext &context);
std::string differenceJson(const ImageDifference &difference);

} // namespace catamaran::engine::inspect
