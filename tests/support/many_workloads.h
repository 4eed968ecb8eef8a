// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fake_deck.h"

namespace catamaran::test {

/// One of many: nine of ten are containers, four of five run, and their names, images and ports differ.
core::Workload manyWorkload(int number);

/// A deck of so many, for tests and measurements of the window with long lists.
void fillWithMany(FakeDeck &deck, int count);

} // namespace catamaran::test
