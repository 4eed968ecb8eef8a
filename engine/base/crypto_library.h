// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/lazy_library.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

/// The functions of OpenSSL's libcrypto that we call, under their own names and found at the first call:
/// loading it and making its tables costs a millisecond and a half, more than most verbs do.
namespace catamaran::base::libcrypto {

inline constinit LazyLibrary library{"libcrypto.so.3", "libssl3 (openssl-libs)"};

#define CATAMARAN_CRYPTO(name)                                                                               \
    inline constexpr auto name = &LazyFunction<library, #name, decltype(::name)>::call

CATAMARAN_CRYPTO(EVP_DigestFinal_ex);
CATAMARAN_CRYPTO(EVP_DigestInit_ex);
CATAMARAN_CRYPTO(EVP_DigestUpdate);
CATAMARAN_CRYPTO(EVP_EncodeBlock);
CATAMARAN_CRYPTO(EVP_MD_CTX_free);
CATAMARAN_CRYPTO(EVP_MD_CTX_new);
CATAMARAN_CRYPTO(EVP_PKEY_free);
CATAMARAN_CRYPTO(EVP_PKEY_get_raw_public_key);
CATAMARAN_CRYPTO(EVP_PKEY_new_raw_private_key);
CATAMARAN_CRYPTO(EVP_sha256);
CATAMARAN_CRYPTO(RAND_bytes);

#undef CATAMARAN_CRYPTO

} // namespace catamaran::base::libcrypto
