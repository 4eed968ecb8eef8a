// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/last.h"

#include "engine/base/file.h"

#include <unistd.h>

namespace catamaran::compare {

std::string lastPath(const std::string &dataDirectory)
{
    return dataDirectory + "/compare/last.json";
}

base::Result<void> storeLast(const std::string &dataDirectory, const Experiment &experiment)
{
    CATAMARAN_CHECK(base::makeDirectories(dataDirectory + "/compare"));
    return base::writeFileAtomic(lastPath(dataDirectory), toJson(experiment) + "\n");
}

base::Result<std::optional<Experiment>> loadLast(const std::string &dataDirectory)
{
    const std::string path = lastPath(dataDirectory);
    if (::access(path.c_str(), F_OK) != 0)
        return std::optional<Experiment>();
    std::string text;
    CATAMARAN_TRY(text, base::readFile(path));
    Experiment experiment;
    CATAMARAN_TRY(experiment, fromJson(text));
    return std::optional<Experiment>(std::move(experiment));
}

} // namespace catamaran::compare
