// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/workers.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace catamaran::bridge {

namespace {

struct LongJob {
    std::stop_source stop;
    std::thread thread;
    std::atomic<bool> finished = false;
};

} // namespace

struct Workers::Private {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::deque<std::function<void(std::stop_token)>> queue;
    std::vector<std::shared_ptr<LongJob>> longJobs;
    std::vector<std::jthread> pool;

    void work(const std::stop_token &stop)
    {
        while (true) {
            std::function<void(std::stop_token)> job;
            {
                std::unique_lock lock(mutex);
                if (!wake.wait(lock, stop, [this] { return !queue.empty(); }))
                    return;
                job = std::move(queue.front());
                queue.pop_front();
            }
            job(stop);
        }
    }
};

Workers::Workers(int threads) : m_d(std::make_unique<Private>())
{
    for (int i = 0; i < threads; ++i)
        m_d->pool.emplace_back([d = m_d.get()](std::stop_token stop) { d->work(stop); });
}

Workers::~Workers()
{
    std::vector<std::shared_ptr<LongJob>> jobs;
    {
        const std::lock_guard lock(m_d->mutex);
        m_d->queue.clear();
        jobs.swap(m_d->longJobs);
    }
    for (std::jthread &thread : m_d->pool)
        thread.request_stop();
    for (const auto &job : jobs)
        job->stop.request_stop();
    for (const auto &job : jobs)
        job->thread.join();
    m_d->pool.clear();
}

void Workers::post(std::function<void(std::stop_token)> job)
{
    {
        const std::lock_guard lock(m_d->mutex);
        m_d->queue.push_back(std::move(job));
    }
    m_d->wake.notify_one();
}

std::shared_ptr<void> Workers::start(std::function<void(std::stop_token)> job)
{
    auto entry = std::make_shared<LongJob>();
    const std::lock_guard lock(m_d->mutex);
    // Threads that have ended are joined here, where that cannot block.
    std::erase_if(m_d->longJobs, [](const std::shared_ptr<LongJob> &other) {
        if (!other->finished)
            return false;
        other->thread.join();
        return true;
    });
    entry->thread = std::thread([raw = entry.get(), job = std::move(job)] {
        job(raw->stop.get_token());
        raw->finished = true;
    });
    m_d->longJobs.push_back(entry);
    std::shared_ptr<std::stop_source> source = std::make_shared<std::stop_source>(entry->stop);
    return {source.get(), [source](void *) { source->request_stop(); }};
}

} // namespace catamaran::bridge
