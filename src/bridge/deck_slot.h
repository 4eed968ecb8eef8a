// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/parts.h"
#include "src/bridge/workers.h"

#include <memory>
#include <mutex>

namespace catamaran::bridge {

/// The deck, once it has been opened; shared by the objects of one session. Thread: safe.
class DeckSlot {
public:
    explicit DeckSlot(Parts parts) : m_parts(std::move(parts)) {}

    [[nodiscard]] const Parts &parts() const { return m_parts; }
    [[nodiscard]] std::shared_ptr<core::Deck> deck() const
    {
        const std::lock_guard lock(m_mutex);
        return m_deck;
    }
    void setDeck(std::shared_ptr<core::Deck> deck)
    {
        const std::lock_guard lock(m_mutex);
        m_deck = std::move(deck);
    }

private:
    const Parts m_parts;
    mutable std::mutex m_mutex;
    std::shared_ptr<core::Deck> m_deck;
};

} // namespace catamaran::bridge
