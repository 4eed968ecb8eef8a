// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/rootless.h"
#include "engine/api/engine.h"
#include "engine/launch/deck_entry.h"
#include "engine/sys/deck.h"

namespace catamaran::engine {

void enterDeck(char **arguments)
{
    // What fails is said where somebody asks for a container.
    (void)launch::enterDeck(EngineOptions::forCurrentUser().runDirectory, arguments);
    (void)sys::deck();
}

void passDeckOn()
{
    sys::passDeckOn();
}

} // namespace catamaran::engine
