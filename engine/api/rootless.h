// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// What a program does first so that an ordinary user can run containers (engine/launch/deck_entry.h).
namespace catamaran::engine {

/// Steps into the user's deck, by executing this program again; returns in there, as root, and when that is
/// impossible (capabilities() of the engine then says why, with the fix). First thing in main(): before any
/// thread, with main's own argument vector.
void enterDeck(char **arguments);

/// Right before this process becomes another program of ours by execve(2): that one is in the deck, too.
void passDeckOn();

} // namespace catamaran::engine
