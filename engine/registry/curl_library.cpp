// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/registry/curl_library.h"

#include <dlfcn.h>

namespace catamaran::engine::registry {

using base::Result;

namespace {

Result<CurlLibrary> load()
{
    void *handle = ::dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!handle)
        handle = ::dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!handle)
        return base::fail(
            base::Error(base::Errc::Unsupported, std::string("cannot load libcurl: ") + ::dlerror())
                .withFix("Install libcurl4, which talks to registries."));
    CurlLibrary library;
    bool complete = true;
    const auto find = [&](auto &function, const char *name) {
        function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(handle, name));
        complete = complete && function != nullptr;
    };
    find(library.globalInit, "curl_global_init");
    find(library.init, "curl_easy_init");
    find(library.reset, "curl_easy_reset");
    find(library.set, "curl_easy_setopt");
    find(library.perform, "curl_easy_perform");
    find(library.info, "curl_easy_getinfo");
    find(library.cleanup, "curl_easy_cleanup");
    find(library.errorText, "curl_easy_strerror");
    find(library.append, "curl_slist_append");
    find(library.freeList, "curl_slist_free_all");
    if (!complete || library.globalInit(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return base::fail(base::Error(base::Errc::Unsupported, "this libcurl cannot be used")
                              .withFix("Install libcurl4 7.85 or newer."));
    return library;
}

} // namespace

Result<const CurlLibrary *> CurlLibrary::get()
{
    static const Result<CurlLibrary> library = load();
    if (!library)
        return base::fail(base::Error(library.error()));
    return &*library;
}

} // namespace catamaran::engine::registry
