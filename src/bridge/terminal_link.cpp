// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/terminal_link.h"

#include "src/bridge/convert.h"
#include "src/bridge/deck_slot.h"
#include "src/bridge/terminal_channel.h"

namespace catamaran::bridge {

namespace {
constexpr int kAgainMilliseconds = 5;
}

TerminalLink::TerminalLink(std::shared_ptr<DeckSlot> slot, Workers &workers, const TerminalRequest &request,
                           QObject *parent)
    : QObject(parent), m_guard(this)
{
    m_again.setSingleShot(true);
    m_again.setInterval(kAgainMilliseconds);
    connect(&m_again, &QTimer::timeout, this, &TerminalLink::sendWaiting);
    const Guard guard = m_guard.get();
    auto channel = TerminalChannel::make([this, guard] { guard.post([this] { emit received(); }); });
    const auto fail = [this, guard](const base::Error &error) {
        const Problem problem = problemOf(tr("Cannot open the terminal"), error);
        guard.post([this, problem] { emit ended(-1, problem); });
    };
    if (!channel) {
        fail(channel.error());
        return;
    }
    m_channel = *channel;
    m_channel->resize(request.rows, request.columns);
    m_job =
        workers.start([this, guard, slot, request, fail, channel = m_channel](const std::stop_token &stop) {
            const auto deck = slot->deck();
            const auto driver = slot->parts().rooms;
            if (!deck || !driver)
                return;
            base::OperationContext context;
            context.stop = stop;
            const auto code = driver->terminal(*deck, request, *channel, context);
            if (!code)
                fail(code.error());
            else
                guard.post([this, number = code->value_or(-1)] { emit ended(number, {}); });
        });
}

TerminalLink::~TerminalLink() = default;

void TerminalLink::write(const QByteArray &text)
{
    m_unsent += text;
    if (!m_again.isActive())
        sendWaiting();
}

void TerminalLink::sendWaiting()
{
    // A program that reads slowly (a long paste) gets the rest bit by bit.
    if (m_channel && !m_channel->write(m_unsent))
        m_again.start();
}

void TerminalLink::resize(int rows, int columns)
{
    if (m_channel)
        m_channel->resize(rows, columns);
}

QByteArray TerminalLink::take(qsizetype most)
{
    return m_channel ? m_channel->take(most) : QByteArray();
}

} // namespace catamaran::bridge
