// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/lazy_library.h"

#include <libfyaml.h>

/// The functions of libfyaml that we call, under their own names and found at the first call: only who reads
/// a Compose file pays for it.
namespace catamaran::compose::libfyaml {

inline constinit base::LazyLibrary library{"libfyaml.so.0", "libfyaml0 (libfyaml)"};

#define CATAMARAN_YAML(name)                                                                                 \
    inline constexpr auto name = &base::LazyFunction<library, #name, decltype(::name)>::call

CATAMARAN_YAML(fy_diag_cfg_default);
CATAMARAN_YAML(fy_diag_create);
CATAMARAN_YAML(fy_diag_errors_iterate);
CATAMARAN_YAML(fy_diag_reset_error);
CATAMARAN_YAML(fy_diag_set_collect_errors);
CATAMARAN_YAML(fy_diag_unref);
CATAMARAN_YAML(fy_parser_create);
CATAMARAN_YAML(fy_parser_destroy);
CATAMARAN_YAML(fy_parser_event_free);
CATAMARAN_YAML(fy_parser_get_stream_error);
CATAMARAN_YAML(fy_parser_parse);
CATAMARAN_YAML(fy_parser_set_string);
CATAMARAN_YAML(fy_token_get_text);
CATAMARAN_YAML(fy_token_scalar_style);
CATAMARAN_YAML(fy_token_start_mark);

#undef CATAMARAN_YAML

} // namespace catamaran::compose::libfyaml
