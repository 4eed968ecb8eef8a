// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/programs.h"

#include "engine/launch/launcher.h"

namespace catamaran::engine {

base::Result<std::string> installedProgram(std::string_view name)
{
    return launch::helperPath(name);
}

} // namespace catamaran::engine
