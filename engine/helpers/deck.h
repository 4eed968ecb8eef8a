// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/helpers/text.h"

#include <sys/types.h>

/// catamaran-deck: makes and keeps the namespaces of an ordinary user's containers
/// (engine/launch/deck_entry.h). No allocation, no C++ runtime; it may fork, since it has one thread.
namespace catamaran::helpers {

/// Where the holder keeps its two namespaces: /proc/<holder>/fd/<number>, for its own user only.
constexpr int kHolderNetwork = 10;
constexpr int kHolderUser = 11;

/// What goes wrong, for CATAMARAN_DECK_PROBLEM.
using ProblemText = TextBuffer<512>;
/// Puts "<what>: <errno text>" into `problem`; returns false.
bool deckFail(ProblemText &problem, const char *what, int error);

struct DeckNamespaces {
    int user = -1;
    int network = -1;
};

/// deck_make.cpp: new namespaces with the maps of `userRanges` and `groupRanges` ("start:size,..."); with
/// none, or without newuidmap, only the caller's own ids. With `deck.user` given only a network is made in
/// it.
bool makeDeck(DeckNamespaces &deck, const char *userRanges, const char *groupRanges, ProblemText &problem);
/// The namespaces of a monitor that outlived its holder; searched through the status files of
/// `directory`/../containers. False with a `deck.user`: its containers are all on the host's network.
bool findDeck(DeckNamespaces &deck, int directory);
/// Executes `path` with `arguments` and waits; the exit code, 127 if there is no such program.
int runProgram(const char *path, char *const *arguments);

/// deck_holder.cpp: the holder's life; `ready` gets a byte when others may come. Does not return.
[[noreturn]] void holdDeck(const DeckNamespaces &deck, int directory, int ready);

} // namespace catamaran::helpers
