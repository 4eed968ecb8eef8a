// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/session.h"

#include "engine/base/notice.h"
#include "src/cli/verb.h"

#include <csignal>
#include <mutex>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <thread>
#include <unistd.h>

namespace catamaran::cli {

namespace {

sigset_t handledSignals()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH})
        sigaddset(&set, signal);
    return set;
}

} // namespace

struct Session::Private {
    base::UniqueFd signals;
    base::UniqueFd quit{::eventfd(0, EFD_CLOEXEC)};
    std::mutex mutex; ///< held while a handler runs, so that dropping its token waits for it
    SignalHandler handler;
    std::thread thread;
    std::shared_ptr<engine::Engine> engine;
    std::shared_ptr<core::Deck> deck;

    void watch();
    void dispatch(int signal);
};

void Session::Private::watch()
{
    for (;;) {
        pollfd entries[] = {{signals.get(), POLLIN, 0}, {quit.get(), POLLIN, 0}};
        if (::poll(entries, 2, -1) < 0)
            continue;
        if (entries[1].revents != 0)
            return;
        signalfd_siginfo info{};
        if (::read(signals.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info))
            dispatch(static_cast<int>(info.ssi_signo));
    }
}

void Session::Private::dispatch(int signal)
{
    const std::lock_guard lock(mutex);
    if (handler)
        handler(signal);
    else if (signal != SIGWINCH && signal != SIGUSR1 && signal != SIGUSR2)
        ::_exit(128 + signal);
}

Session::Session() : m_d(std::make_unique<Private>())
{
    const sigset_t set = handledSignals();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    m_d->signals.reset(::signalfd(-1, &set, SFD_CLOEXEC));
    m_d->thread = std::thread([d = m_d.get()] { d->watch(); });
}

Session::~Session()
{
    const std::uint64_t one = 1;
    (void)!::write(m_d->quit.get(), &one, sizeof one);
    m_d->thread.join();
}

base::Result<engine::Engine *> Session::engine()
{
    if (m_d->deck)
        return &m_d->deck->engine();
    if (!m_d->engine) {
        CATAMARAN_TRY(m_d->engine, engine::Engine::open(engine::EngineOptions::forCurrentUser()));
    }
    return m_d->engine.get();
}

base::Result<core::Deck *> Session::deck()
{
    if (!m_d->deck) {
        CATAMARAN_TRY(m_d->deck, core::Deck::open(engine::EngineOptions::forCurrentUser()));
    }
    return m_d->deck.get();
}

std::shared_ptr<void> Session::handleSignals(SignalHandler handler)
{
    const std::lock_guard lock(m_d->mutex);
    m_d->handler = std::move(handler);
    return {m_d.get(), [](Private *d) {
                const std::lock_guard relock(d->mutex);
                d->handler = nullptr;
            }};
}

Session::Interruptible Session::interruptible()
{
    Interruptible result;
    result.handler = handleSignals([source = result.source](int signal) mutable {
        if (signal == SIGWINCH || signal == SIGUSR1 || signal == SIGUSR2)
            return;
        // Whoever asks twice does not want to wait for the cleaning up.
        if (!source.request_stop())
            ::_exit(128 + signal);
    });
    return result;
}

void Session::showNotice(const base::Progress &progress)
{
    if (progress.unit == base::kNotice)
        printStderr("WARNING: " + progress.step + "\n");
}

base::OperationContext Session::Interruptible::context() const
{
    base::OperationContext context;
    context.stop = source.get_token();
    context.onProgress = showNotice;
    return context;
}

} // namespace catamaran::cli
