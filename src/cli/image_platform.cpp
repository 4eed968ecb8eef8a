// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/image_platform.h"

namespace catamaran::cli {

base::Result<void> requirePlatform(engine::image::ImageService &images, const std::string &reference,
                                   const std::string &platform)
{
    if (platform.empty())
        return {};
    using engine::image::Platform;
    CATAMARAN_TRY(const Platform wanted, Platform::parse(platform));
    CATAMARAN_TRY(const auto image, images.describe(reference));
    engine::spec::Descriptor entry;
    entry.os = image.config.os;
    entry.architecture = image.config.architecture;
    entry.variant = image.config.variant;
    if (engine::image::choosePlatform({entry}, wanted))
        return {};
    return base::fail(
        base::Error(base::Errc::NotFound, "image with reference " + reference +
                                              " was found but does not provide the specified platform (" +
                                              wanted.text() + ")")
            .withFix("It is for " +
                     Platform{image.config.os, image.config.architecture, image.config.variant}.text() +
                     "; another one is fetched with: catamaran pull --platform " + wanted.text() + " " +
                     reference));
}

} // namespace catamaran::cli
