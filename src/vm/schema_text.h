// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace catamaran::vm {

/// cloud-init's JSON schema of a #cloud-config document (resources/cloud-init).
std::string_view cloudConfigSchemaText();

} // namespace catamaran::vm
