// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/compose/node.h"

#include <string>
#include <string_view>

/// User-data of cloud-init: what a full VM is told at its first boot. Pure, thread-safe.
namespace catamaran::vm {

/// What cloud-init takes user-data for, by its first line (or MIME header).
enum class UserDataKind { CloudConfig, Script, Other, Unknown };
UserDataKind userDataKind(std::string_view text);

/// Checks user-data before a VM is made with it: a #cloud-config document against cloud-init's schema (Parse
/// with file, line where known, and the offending key), other kinds only for their first line
/// (InvalidArgument: cloud-init would ignore the whole text). `file` stands in the messages.
base::Result<void> checkUserData(std::string_view text, const std::string &file);

/// The YAML of a #cloud-config document as cloud-init reads it: of a top-level key that stands twice the last
/// one counts. Null for a document of comments.
base::Result<compose::Node> readCloudConfig(std::string_view text, const std::string &file);

} // namespace catamaran::vm
