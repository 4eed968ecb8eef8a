// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/lazy_library.h"

#include <dlfcn.h>

namespace catamaran::base {

Result<void> LazyLibrary::load()
{
    std::call_once(m_once, [this] {
        m_handle = ::dlopen(m_soname, RTLD_NOW | RTLD_LOCAL);
        if (const char *error = m_handle ? nullptr : ::dlerror())
            m_error = error;
    });
    if (m_handle)
        return {};
    return fail(Error(Errc::Unsupported, std::string("cannot load ") + m_soname + ": " + m_error)
                    .withFix(std::string("Install ") + m_package + "."));
}

void *LazyLibrary::symbol(const char *name)
{
    return load() ? ::dlsym(m_handle, name) : nullptr;
}

} // namespace catamaran::base
