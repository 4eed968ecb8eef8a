// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

namespace catamaran::engine::registry {

/// The functions of libcurl that we call, found at run time: only who talks to a registry pays for loading
/// it.
struct CurlLibrary {
    decltype(&::curl_global_init) globalInit = nullptr;
    decltype(&::curl_easy_init) init = nullptr;
    decltype(&::curl_easy_reset) reset = nullptr;
    decltype(&::curl_easy_setopt) set = nullptr;
    decltype(&::curl_easy_perform) perform = nullptr;
    decltype(&::curl_easy_getinfo) info = nullptr;
    decltype(&::curl_easy_cleanup) cleanup = nullptr;
    decltype(&::curl_easy_strerror) errorText = nullptr;
    decltype(&::curl_slist_append) append = nullptr;
    decltype(&::curl_slist_free_all) freeList = nullptr;

    /// Loads libcurl.so.4 once per process. Unsupported names what is missing. Thread: safe.
    static base::Result<const CurlLibrary *> get();
};

} // namespace catamaran::engine::registry
