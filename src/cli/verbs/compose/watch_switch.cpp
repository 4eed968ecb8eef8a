// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/verbs/compose/watch_switch.h"

#include "src/cli/verbs/compose/watch.h"

namespace catamaran::cli {

WatchSwitch::WatchSwitch(stack::Stack &stack, stack::Watch::Options options,
                         std::function<void(const std::string &text)> say)
    : m_stack(stack), m_options(std::move(options)), m_say(std::move(say))
{
}

WatchSwitch::~WatchSwitch()
{
    stop();
}

base::Result<void> WatchSwitch::open()
{
    const std::lock_guard lock(m_mutex);
    auto watch = std::make_unique<stack::Watch>(m_stack, m_options, watchListener(m_say));
    CATAMARAN_CHECK(watch->open());
    m_watch = std::move(watch);
    m_stop = {};
    m_on = true;
    return {};
}

void WatchSwitch::run()
{
    const std::lock_guard lock(m_mutex);
    if (!m_on || m_thread.joinable())
        return;
    m_thread = std::jthread([this, watch = m_watch.get(), stop = m_stop.get_token()] {
        base::OperationContext context;
        context.stop = stop;
        if (const auto done = watch->run(context); !done)
            m_say(done.error().text() + "\n");
    });
}

void WatchSwitch::toggle()
{
    if (m_on) {
        stop();
        m_say("Watch disabled\n");
        return;
    }
    if (const auto opened = open(); !opened) {
        m_say(opened.error().text() + "\n");
        return;
    }
    run();
}

void WatchSwitch::stop()
{
    const std::lock_guard lock(m_mutex);
    m_on = false;
    m_stop.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    m_watch.reset();
}

} // namespace catamaran::cli
