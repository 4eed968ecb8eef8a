// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/container_store.h"

#include <nlohmann/json.hpp>

/// The part of `inspect` that says what was asked of the host: docker's HostConfig.
namespace catamaran::engine::runtime {

/// "null" for nothing, as Go writes an empty list.
template <typename T>
nlohmann::ordered_json listOrNull(const T &list)
{
    return list.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(list);
}

/// HostConfig, with docker's names in docker's order. `ports` becomes its PortBindings.
nlohmann::ordered_json hostConfigJson(const Record &record, nlohmann::ordered_json ports);

} // namespace catamaran::engine::runtime
