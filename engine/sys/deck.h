// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

/// What this process has of the deck: the user and network namespace in which an ordinary user's containers
/// live (engine/launch/deck_entry.h says how a process gets there).
///
/// The process itself is in the deck's user namespace, but in the host's network; the deck's network
/// namespace is a descriptor that single threads step into.
namespace catamaran::sys {

struct Deck {
    int network = -1;      ///< the deck's network namespace
    int alive = -1;        ///< write end of the holder's FIFO: the deck stays while anybody holds one
    std::string directory; ///< the holder's files
};

/// Null for root and outside of the deck. The first call takes the descriptors out of the environment; it
/// belongs before the first thread.
const Deck *deck();

/// Why this process is not in the deck, in words for the user; empty for root and in the deck.
const std::string &deckProblem();

/// Puts what the first deck() took out of the environment back, for a program of ours that this process is
/// about to become by execve(2). Without it that program would look for the deck from inside of it.
void passDeckOn();

/// Calls `function` on a thread that is in the deck's network namespace and waits for it; without a deck it
/// is called right here. Sockets that it opens, and what it reads of /proc/thread-self/net and /proc/sys/net,
/// belong to that namespace.
void callInDeckNetwork(const std::function<void()> &function);

} // namespace catamaran::sys
