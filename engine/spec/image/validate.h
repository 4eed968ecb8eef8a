// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string_view>

namespace catamaran::engine::spec {

enum class DocumentKind { Descriptor, Manifest, Index, Layout, Config };

/// Holds a JSON document against the schema of the OCI image specification 1.1. What a registry or archive
/// sends is read more leniently (docker's own documents are no OCI ones); this is for what claims to be a
/// layout, and for what we write ourselves. Corrupt names the key that is wrong. Pure.
base::Result<void> checkDocument(DocumentKind kind, std::string_view json);

} // namespace catamaran::engine::spec
