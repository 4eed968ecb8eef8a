// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/filters.h"

#include "src/cli/log_time.h"
#include "src/cli/verb.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <unistd.h>

namespace catamaran::cli {

using base::Errc;
using base::fail;
using base::Result;

Result<Filters> parseFilters(const std::vector<std::string> &texts, const std::vector<std::string> &known)
{
    Filters filters;
    for (const std::string &text : texts) {
        std::size_t equal = text.find('=');
        if (equal == std::string::npos || equal == 0)
            return fail(Errc::InvalidArgument, "invalid argument \"" + text +
                                                   "\" for \"--filter\" flag: bad format of filter (expected "
                                                   "name=value)");
        const std::string key = text.substr(0, equal);
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            std::string list;
            for (const std::string &name : known)
                list += (list.empty() ? "" : ", ") + name;
            return fail(base::Error(Errc::InvalidArgument, "invalid filter '" + key + "'")
                            .withFix("Known filters: " + list + "."));
        }
        filters[key].push_back(text.substr(equal + 1));
    }
    return filters;
}

Result<engine::PruneFilter> pruneFilter(const Filters &filters, std::int64_t nowNs)
{
    engine::PruneFilter out;
    if (const auto labels = filters.find("label"); labels != filters.end())
        out.labels = labels->second;
    if (const auto labels = filters.find("label!"); labels != filters.end())
        out.withoutLabels = labels->second;
    if (const auto until = filters.find("until"); until != filters.end()) {
        if (until->second.size() > 1)
            return fail(Errc::InvalidArgument, "more than one until filter specified");
        CATAMARAN_TRY(out.untilNs, parseLogTime(until->second.front(), nowNs));
    }
    return out;
}

bool hasLabel(const std::map<std::string, std::string> &labels, const std::string &wanted)
{
    return engine::labelsPass({{}, {wanted}, {}}, labels);
}

Result<bool> parseSwitch(const std::string &key, const std::string &value)
{
    if (value == "true" || value == "1")
        return true;
    if (value == "false" || value == "0")
        return false;
    return fail(Errc::InvalidArgument, "invalid filter '" + key + "=[" + value + "]'");
}

bool confirm(const std::string &question)
{
    print(question + " [y/N] ");
    std::string line;
    char c = 0;
    while (::read(STDIN_FILENO, &c, 1) == 1 && c != '\n')
        line += c;
    return line.starts_with('y') || line.starts_with('Y');
}

std::string listTime(std::int64_t timeNs)
{
    const std::time_t seconds = timeNs / 1'000'000'000;
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S %z %Z", &parts);
    return text.data();
}

std::string labelText(const std::map<std::string, std::string> &labels)
{
    std::string text;
    for (const auto &[key, value] : labels)
        text += (text.empty() ? "" : ",") + key + "=" + value;
    return text;
}

} // namespace catamaran::cli
