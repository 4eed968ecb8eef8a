// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

/// Members of JSON objects that strangers wrote: one that is absent or of another type gives the empty value,
/// where nlohmann's value() would throw. Templates, so that this room needs no JSON library. Thread: any.
namespace catamaran::base {

template <typename Json>
std::string textMember(const Json &object, const char *key)
{
    if (!object.is_object())
        return {};
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->template get<std::string>() : std::string();
}

template <typename Json>
std::int64_t numberMember(const Json &object, const char *key)
{
    if (!object.is_object())
        return 0;
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->template get<std::int64_t>() : 0;
}

template <typename Json>
bool flagMember(const Json &object, const char *key)
{
    if (!object.is_object())
        return false;
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->template get<bool>();
}

} // namespace catamaran::base
