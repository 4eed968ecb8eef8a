// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/lazy_library.h"

#undef _GNU_SOURCE // the header below defines it without looking
#include <nftables/libnftables.h>

/// The functions of libnftables that we call, under their own names and found at the first call: a container
/// without a network of ours, and every verb that only looks, does without.
namespace catamaran::engine::net::libnftables {

inline constinit base::LazyLibrary library{"libnftables.so.1", "nftables"};

#define CATAMARAN_NFT(name)                                                                                  \
    inline constexpr auto name = &base::LazyFunction<library, #name, decltype(::name)>::call

CATAMARAN_NFT(nft_ctx_buffer_error);
CATAMARAN_NFT(nft_ctx_buffer_output);
CATAMARAN_NFT(nft_ctx_free);
CATAMARAN_NFT(nft_ctx_get_error_buffer);
CATAMARAN_NFT(nft_ctx_get_output_buffer);
CATAMARAN_NFT(nft_ctx_new);
CATAMARAN_NFT(nft_ctx_output_set_flags);
CATAMARAN_NFT(nft_run_cmd_from_buffer);

#undef CATAMARAN_NFT

} // namespace catamaran::engine::net::libnftables
