// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/oci/device_rules.h"

#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>

namespace catamaran::engine::oci {

namespace {

using cgroup::DeviceRule;
using nlohmann::json;

base::Result<std::optional<std::uint32_t>> deviceNumber(const json &rule, const char *name)
{
    const auto found = rule.find(name);
    if (found == rule.end() || found->is_null())
        return std::optional<std::uint32_t>();
    const auto value = found->is_number_integer() ? found->get<std::int64_t>() : -2;
    if (value == -1) // what runc's documents write for "any"
        return std::optional<std::uint32_t>();
    if (value < 0 || value > std::numeric_limits<std::uint32_t>::max())
        return base::fail(base::Errc::InvalidArgument,
                          fmt::format("invalid {} number {} in a device rule", name, found->dump()));
    return std::optional<std::uint32_t>(static_cast<std::uint32_t>(value));
}

base::Result<DeviceRule> ruleOf(const json &item)
{
    DeviceRule rule;
    rule.allow = item.value("allow", json()) == true;
    const json type = item.value("type", json("a"));
    const std::string text = type.is_string() ? type.get<std::string>() : "a";
    if (text.empty() || text == "a") // all devices, whatever else is said, as version 1 takes it
        return rule;
    if (text != "c" && text != "b" && text != "u")
        return base::fail(base::Errc::InvalidArgument, "invalid type " + text + " in a device rule");
    rule.type = text == "b" ? 'b' : 'c';
    CATAMARAN_TRY(rule.major, deviceNumber(item, "major"));
    CATAMARAN_TRY(rule.minor, deviceNumber(item, "minor"));
    const json access = item.value("access", json("rwm"));
    const std::string letters = access.is_string() ? access.get<std::string>() : "rwm";
    if (letters.empty() || letters.find_first_not_of("rwm") != std::string::npos)
        return base::fail(base::Errc::InvalidArgument, "invalid access " + letters + " in a device rule");
    rule.read = letters.find('r') != std::string::npos;
    rule.write = letters.find('w') != std::string::npos;
    rule.makeNode = letters.find('m') != std::string::npos;
    return rule;
}

// The filter grants only what one rule grants as a whole; version 1 adds up what several give to a device.
void mergeGrant(DeviceRule &rule, const std::vector<DeviceRule> &before)
{
    for (auto other = before.rbegin(); other != before.rend() && other->allow; ++other) {
        if (other->type != rule.type || other->major != rule.major || other->minor != rule.minor)
            continue;
        rule.read = rule.read || other->read;
        rule.write = rule.write || other->write;
        rule.makeNode = rule.makeNode || other->makeNode;
    }
}

} // namespace

const std::vector<DeviceRule> &defaultDevices()
{
    static const std::vector<DeviceRule> kRules = [] {
        std::vector<DeviceRule> rules;
        for (const char *text : {"c *:* m", "b *:* m", "c 1:3 rwm", "c 1:5 rwm", "c 1:7 rwm", "c 1:8 rwm",
                                 "c 1:9 rwm", "c 5:0 rwm", "c 136:* rwm", "c 5:2 rwm"})
            rules.push_back(cgroup::parseDeviceRule(text).value());
        return rules;
    }();
    return kRules;
}

base::Result<std::vector<DeviceRule>> deviceRules(const json &rules)
{
    std::vector<DeviceRule> result;
    for (const json &item : rules) {
        CATAMARAN_TRY(DeviceRule rule, ruleOf(item));
        if (rule.allow)
            mergeGrant(rule, result);
        result.push_back(rule);
    }
    result.insert(result.end(), defaultDevices().begin(), defaultDevices().end());
    return result;
}

} // namespace catamaran::engine::oci
