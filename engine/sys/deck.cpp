// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sys/deck.h"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sched.h>
#include <thread>
#include <unistd.h>

namespace catamaran::sys {

namespace {

struct Facts {
    Deck deck;
    bool inside = false;
    std::string problem;
};

Facts read()
{
    Facts facts;
    if (::geteuid() == 0)
        return facts;
    const char *mark = std::getenv("CATAMARAN_DECK");
    char directory[4096] = {};
    if (mark && std::sscanf(mark, "%d,%d,%4095s", &facts.deck.network, &facts.deck.alive, directory) == 3 &&
        ::fcntl(facts.deck.network, F_SETFD, FD_CLOEXEC) == 0 &&
        ::fcntl(facts.deck.alive, F_SETFD, FD_CLOEXEC) == 0) {
        facts.deck.directory = directory;
        facts.inside = true;
    } else {
        const char *problem = std::getenv("CATAMARAN_DECK_PROBLEM");
        facts.problem = problem && *problem ? problem : "this program did not enter the user's namespaces";
    }
    // A program that we start must not believe to be there.
    ::unsetenv("CATAMARAN_DECK");
    ::unsetenv("CATAMARAN_DECK_PROBLEM");
    return facts;
}

const Facts &facts()
{
    static const Facts once = read();
    return once;
}

} // namespace

const Deck *deck()
{
    return facts().inside ? &facts().deck : nullptr;
}

const std::string &deckProblem()
{
    return facts().problem;
}

void passDeckOn()
{
    if (const Deck *own = deck()) {
        ::fcntl(own->network, F_SETFD, 0);
        ::fcntl(own->alive, F_SETFD, 0);
        const std::string mark =
            std::to_string(own->network) + "," + std::to_string(own->alive) + "," + own->directory;
        ::setenv("CATAMARAN_DECK", mark.c_str(), 1);
    } else if (!deckProblem().empty()) {
        ::setenv("CATAMARAN_DECK_PROBLEM", deckProblem().c_str(), 1);
    }
}

void callInDeckNetwork(const std::function<void()> &function)
{
    const Deck *own = deck();
    if (!own) {
        function();
        return;
    }
    std::thread([&] {
        // Cannot fail for who is in the deck's user namespace; if it does, the calls in there say so.
        (void)::setns(own->network, CLONE_NEWNET);
        function();
    }).join();
}

} // namespace catamaran::sys
