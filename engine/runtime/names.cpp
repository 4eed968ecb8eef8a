// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/names.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace catamaran::engine::runtime {

using base::Errc;
using base::Result;

namespace {

constexpr std::array<std::string_view, 64> kAdjectives = {
    "able",    "amber",    "bold",   "brave",   "breezy", "bright",  "brisk",  "calm",   "candid",  "clever",
    "coastal", "cool",     "crisp",  "curious", "daring", "deft",    "eager",  "early",  "earnest", "easy",
    "fair",    "fearless", "fleet",  "fluent",  "fond",   "frank",   "gentle", "glad",   "golden",  "grand",
    "happy",   "hardy",    "honest", "humble",  "jolly",  "keen",    "kind",   "lively", "loyal",   "lucid",
    "merry",   "mild",     "neat",   "nimble",  "noble",  "patient", "placid", "plucky", "polite",  "proud",
    "quick",   "quiet",    "ready",  "serene",  "sharp",  "silver",  "steady", "stoic",  "sunny",   "swift",
    "tidal",   "upbeat",   "vivid",  "witty"};

// Seafarers, boat builders, and people of computing.
constexpr std::array<std::string_view, 64> kNouns = {
    "amundsen", "babbage",    "backus",    "baret",    "barents",  "bering",     "blackburn", "bougainville",
    "cabot",    "chichester", "clark",     "cook",     "cousteau", "darwin",     "dijkstra",  "drake",
    "earle",    "easton",     "eriksson",  "floyd",    "franklin", "gama",       "gerbault",  "hamilton",
    "hanno",    "heyerdahl",  "hopper",    "hudson",   "johnson",  "kernighan",  "knuth",     "lamport",
    "liskov",   "lovelace",   "magellan",  "maury",    "mccarthy", "moitessier", "nansen",    "naur",
    "nelson",   "noether",    "perlis",    "perlman",  "piccard",  "polo",       "pytheas",   "ritchie",
    "ross",     "sacagawea",  "shannon",   "slocum",   "tabarly",  "tasman",     "thompson",  "torvalds",
    "tupaia",   "turing",     "vancouver", "vespucci", "wilkes",   "wirth",      "worsley",   "zheng"};

} // namespace

std::string makeUpName(std::uint64_t random)
{
    std::string name(kAdjectives[random % kAdjectives.size()]);
    random /= kAdjectives.size();
    name.append("_").append(kNouns[random % kNouns.size()]);
    random /= kNouns.size();
    // 4096 pairs are not many on a busy host: higher random numbers add a digit, as docker does on a clash.
    if (random != 0)
        name += std::to_string(random % 10);
    return name;
}

Result<void> checkName(std::string_view name)
{
    const auto isWord = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    if (name.size() >= 2 && isWord(name.front()) && std::all_of(name.begin(), name.end(), [&](char c) {
            return isWord(c) || c == '_' || c == '.' || c == '-';
        }))
        return {};
    return base::fail(Errc::InvalidArgument, "Invalid container name (" + std::string(name) +
                                                 "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
}

} // namespace catamaran::engine::runtime
