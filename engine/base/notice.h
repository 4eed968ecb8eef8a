// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace catamaran::base {

/// The `unit` of a Progress whose `step` is no step but a warning for people, which docker's client shows as
/// "WARNING: ...".
inline constexpr const char *kNotice = "notice";

} // namespace catamaran::base
