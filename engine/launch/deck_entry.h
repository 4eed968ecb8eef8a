// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <vector>

/// How an ordinary user's program gets the rights that containers need.
///
/// Each user has one *deck*: a user namespace in which the user's own id and the subordinate ids of subuid(5)
/// and subgid(5) are themselves, and a network namespace with all bridges, joined to the outside by pasta. A
/// program steps in by executing catamaran-deck, which executes the program again, now with capabilities in
/// the deck and CATAMARAN_DECK in its environment. It stays the same process with the same user id, in the
/// host's network. A holder process keeps the namespaces (and pasta) while anybody needs them.
namespace catamaran::engine::launch {

/// Subordinate ids, "start:size,start:size", as /etc/subuid has them for this user (by name or number).
/// Entries that overlap the user's own id are left out. Pure.
std::string subordinateRanges(std::string_view text, const std::string &userName, unsigned long userId);

/// Executes the program again inside the deck; returns only if there is nothing to do (root, or there
/// already), or if it cannot even be tried. Whatever else goes wrong is told by sys::deckProblem() of the
/// program that goes on outside. Must be called before any thread exists.
base::Result<void> enterDeck(const std::string &runDirectory, char **arguments);

} // namespace catamaran::engine::launch
