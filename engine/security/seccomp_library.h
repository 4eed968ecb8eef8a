// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/lazy_library.h"

#include <seccomp.h>

/// The functions of libseccomp that we call, under their own names and found at the first call: the filter of
/// an ordinary container is compiled with the program (seccomp_ready.h) and needs none of them.
namespace catamaran::engine::security::libseccomp {

inline constinit base::LazyLibrary library{"libseccomp.so.2", "libseccomp2 (libseccomp)"};

#define CATAMARAN_SECCOMP(name)                                                                              \
    inline constexpr auto name = &base::LazyFunction<library, #name, decltype(::name)>::call

CATAMARAN_SECCOMP(seccomp_arch_add);
CATAMARAN_SECCOMP(seccomp_arch_native);
CATAMARAN_SECCOMP(seccomp_arch_resolve_name);
CATAMARAN_SECCOMP(seccomp_attr_set);
CATAMARAN_SECCOMP(seccomp_export_bpf);
CATAMARAN_SECCOMP(seccomp_init);
CATAMARAN_SECCOMP(seccomp_release);
CATAMARAN_SECCOMP(seccomp_rule_add_array);
CATAMARAN_SECCOMP(seccomp_syscall_resolve_name);
CATAMARAN_SECCOMP(seccomp_syscall_resolve_num_arch);
CATAMARAN_SECCOMP(seccomp_version);

#undef CATAMARAN_SECCOMP

} // namespace catamaran::engine::security::libseccomp
