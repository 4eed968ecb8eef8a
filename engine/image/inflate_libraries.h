// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/lazy_library.h"

#include <isa-l/igzip_lib.h>
#include <zstd.h>

/// The functions of isa-l and libzstd that we call, under their own names and found at the first call: only
/// who unpacks pays for them.
namespace catamaran::engine::image {

namespace libisal {

inline constinit base::LazyLibrary library{"libisal.so.2", "libisal2 (isa-l)"};

inline constexpr auto isal_inflate =
    &base::LazyFunction<library, "isal_inflate", decltype(::isal_inflate)>::call;
inline constexpr auto isal_inflate_init =
    &base::LazyFunction<library, "isal_inflate_init", decltype(::isal_inflate_init)>::call;
inline constexpr auto isal_inflate_reset =
    &base::LazyFunction<library, "isal_inflate_reset", decltype(::isal_inflate_reset)>::call;

} // namespace libisal

namespace libzstd {

inline constinit base::LazyLibrary library{"libzstd.so.1", "libzstd1 (libzstd)"};

#define CATAMARAN_ZSTD(name)                                                                                 \
    inline constexpr auto name = &base::LazyFunction<library, #name, decltype(::name)>::call

CATAMARAN_ZSTD(ZSTD_createDStream);
CATAMARAN_ZSTD(ZSTD_decompressStream);
CATAMARAN_ZSTD(ZSTD_freeDStream);
CATAMARAN_ZSTD(ZSTD_isError);

#undef CATAMARAN_ZSTD

} // namespace libzstd

} // namespace catamaran::engine::image
