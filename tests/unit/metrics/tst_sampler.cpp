// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/metrics/sampler.h"

#include "engine/base/sync.h"
#include "tests/support/support.h"

#include <atomic>
#include <thread>

using namespace catamaran;
using namespace catamaran::metrics;
using namespace std::chrono_literals;

namespace {

/// Time that stands still until the test moves it.
class ManualClock final : public SamplerClock {
public:
    Clock::time_point now() override { return Clock::time_point(std::chrono::nanoseconds(m_now.load())); }
    void waitUntil(std::unique_lock<std::mutex> &lock, std::condition_variable &wake,
                   Clock::time_point) override
    {
        {
            const std::lock_guard own(m_mutex);
            m_waiter = lock.mutex();
            m_wake = &wake;
            m_isWaiting = true;
            m_settled.notify_all();
        }
        wake.wait(lock);
        const std::lock_guard own(m_mutex);
        m_isWaiting = false;
    }
    /// Until the sampler has ended its round and waits for the next one.
    void settle()
    {
        std::unique_lock own(m_mutex);
        m_settled.wait(own, [this] { return m_isWaiting; });
    }
    void advance(std::chrono::nanoseconds by)
    {
        m_now += by.count();
        std::mutex *waiter = nullptr;
        std::condition_variable *wake = nullptr;
        {
            const std::lock_guard own(m_mutex);
            waiter = m_waiter;
            wake = m_wake;
        }
        if (!waiter)
            return;
        // Taking the sampler's lock makes sure that it is either before its look at the clock or waiting.
        const std::lock_guard lock(*waiter);
        wake->notify_all();
    }

private:
    std::atomic<std::int64_t> m_now{1'000'000'000};
    std::mutex m_mutex;
    std::condition_variable m_settled;
    bool m_isWaiting = false;
    std::mutex *m_waiter = nullptr;
    std::condition_variable *m_wake = nullptr;
};

/// Counts rounds and lets the test wait for the next one.
struct Rounds {
    base::Sync<int> count;
    std::condition_variable changed;

    void tick()
    {
        ++*count.lock();
        changed.notify_all();
    }
    bool reach(int wanted)
    {
        return count.lock().waitUntil(changed, std::chrono::steady_clock::now() + 20s,
                                      [&](int n) { return n >= wanted; });
    }
};

struct Fixture {
    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>();
    base::Sync<std::optional<RawCounters>> reading;
    base::Sync<std::vector<std::string>> asked;
    std::atomic<int> calls = 0;
    Rounds rounds;
    Sampler sampler{[this](const std::vector<std::string> &keys) { return read(keys); }, 1000ms, 600, clock};

    std::vector<std::optional<RawCounters>> read(const std::vector<std::string> &keys)
    {
        ++calls;
        *asked.lock() = keys;
        auto value = *reading.lock();
        if (value)
            value->takenAtNs = clock->now().time_since_epoch().count();
        return std::vector<std::optional<RawCounters>>(keys.size(), value);
    }
    void set(std::uint64_t cpu, std::uint64_t memory, std::uint64_t received)
    {
        RawCounters raw;
        raw.cpuTimeNs = cpu;
        raw.memoryBytes = memory;
        raw.networkReceivedBytes = received;
        *reading.lock() = raw;
    }
    std::shared_ptr<void> watch(const std::string &key)
    {
        return sampler.subscribe({key}, [this] { rounds.tick(); });
    }
};

} // namespace

class TestSampler : public QObject {
    Q_OBJECT
private slots:
    void theFirstReadingGivesAGapForRatesAndAValueForMemory()
    {
        Fixture f;
        f.set(5'000'000'000, 4096, 100);
        const auto token = f.watch("container:a");
        QVERIFY(f.rounds.reach(1));
        QVERIFY(!f.sampler.latest("container:a", Quantity::CpuPercent));
        QCOMPARE(f.sampler.latest("container:a", Quantity::MemoryBytes), std::optional<double>(4096));
    }

    void twoReadingsGiveRatesInDisplayUnits()
    {
        Fixture f;
        f.set(5'000'000'000, 4096, 100);
        const auto token = f.watch("container:a");
        QVERIFY(f.rounds.reach(1));
        f.set(5'500'000'000, 8192, 2100);
        f.clock->advance(1s);
        QVERIFY(f.rounds.reach(2));
        QCOMPARE(f.sampler.latest("container:a", Quantity::CpuPercent), std::optional<double>(50));
        QCOMPARE(f.sampler.latest("container:a", Quantity::NetworkReceiveRate), std::optional<double>(2000));
        QVERIFY(!f.sampler.latest("container:a", Quantity::DiskReadRate));
        QCOMPARE(f.sampler.history("container:a", Quantity::MemoryBytes, 60s, 100).size(), std::size_t(2));
    }

    void aCounterThatWentBackwardsGivesAGap()
    {
        Fixture f;
        f.set(9'000'000'000, 1, 1000);
        const auto token = f.watch("k");
        QVERIFY(f.rounds.reach(1));
        f.set(1'000'000, 1, 10);
        f.clock->advance(1s);
        QVERIFY(f.rounds.reach(2));
        QVERIFY(!f.sampler.latest("k", Quantity::CpuPercent));
        f.set(11'000'000, 1, 20);
        f.clock->advance(1s);
        QVERIFY(f.rounds.reach(3));
        QCOMPARE(f.sampler.latest("k", Quantity::CpuPercent), std::optional<double>(1));
    }

    void aWorkloadThatIsNotRunningGivesGapsAndStartsAnew()
    {
        Fixture f;
        f.set(1'000, 1, 1);
        const auto token = f.watch("k");
        QVERIFY(f.rounds.reach(1));
        *f.reading.lock() = std::nullopt;
        f.clock->advance(1s);
        QVERIFY(f.rounds.reach(2));
        QVERIFY(!f.sampler.latest("k", Quantity::MemoryBytes));
        f.set(2'000, 7, 2);
        f.clock->advance(1s);
        QVERIFY(f.rounds.reach(3));
        QVERIFY(!f.sampler.latest("k", Quantity::CpuPercent));
        QCOMPARE(f.sampler.latest("k", Quantity::MemoryBytes), std::optional<double>(7));
    }

    void aReadingThatIsFarTooLateGivesAGapInEveryCurve()
    {
        Fixture f;
        f.set(1'000, 1, 1);
        const auto token = f.watch("k");
        QVERIFY(f.rounds.reach(1));
        f.clock->settle(); // while the round is under way, a jump would only put the next one off
        f.clock->advance(5s);
        QVERIFY(f.rounds.reach(2));
        QVERIFY(!f.sampler.latest("k", Quantity::CpuPercent));
        const auto memory = f.sampler.history("k", Quantity::MemoryBytes, 60s, 100);
        QCOMPARE(memory.size(), std::size_t(3));
        QVERIFY(!memory[1].value);
    }

    void nothingIsReadWhileNobodyLooks()
    {
        Fixture f;
        f.set(1, 1, 1);
        auto token = f.watch("k");
        QVERIFY(f.rounds.reach(1));
        token.reset();
        const int before = f.calls;
        f.clock->advance(60s);
        // A second subscription makes a round happen; only that one may have read.
        const auto other = f.watch("other");
        QVERIFY(f.rounds.reach(2));
        QCOMPARE(f.calls.load(), before + 1);
        QCOMPARE(*f.asked.lock(), std::vector<std::string>{"other"});
        QVERIFY(f.sampler.latest("k", Quantity::MemoryBytes));
    }

    void historyIsForgottenTenMinutesAfterTheLastLook()
    {
        Fixture f;
        f.set(1, 1, 1);
        auto token = f.watch("k");
        QVERIFY(f.rounds.reach(1));
        token.reset();
        f.clock->advance(11min);
        const auto other = f.watch("other");
        QVERIFY(f.rounds.reach(2));
        QVERIFY(f.sampler.history("k", Quantity::MemoryBytes, 3600s, 10).empty());
    }

    void twoWatchersOfOneKeyCauseOneReading()
    {
        Fixture f;
        f.set(1, 1, 1);
        const auto first = f.watch("k");
        const auto second = f.watch("k");
        QVERIFY(f.rounds.reach(1));
        f.clock->advance(1s);
        QVERIFY(f.rounds.reach(3));
        QCOMPARE(*f.asked.lock(), std::vector<std::string>{"k"});
    }

    void aTokenMayOutliveTheSampler()
    {
        std::shared_ptr<void> token;
        {
            Fixture f;
            f.set(1, 1, 1);
            token = f.watch("k");
            QVERIFY(f.rounds.reach(1));
        }
        token.reset();
        QVERIFY(!token);
    }

    void subscribingAndLeavingFromManyThreadsIsSafe()
    {
        std::atomic<int> ticks = 0;
        Sampler sampler(
            [](const std::vector<std::string> &keys) {
                return std::vector<std::optional<RawCounters>>(keys.size(), RawCounters{});
            },
            1ms);
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&sampler, &ticks, t] {
                for (int i = 0; i < 50; ++i) {
                    const auto token = sampler.subscribe({"k" + std::to_string(t)}, [&ticks] { ++ticks; });
                    (void)sampler.latest("k0", Quantity::CpuPercent);
                    (void)sampler.history("k1", Quantity::MemoryBytes, 10s, 10);
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY(ticks >= 0);
    }

    void aSumAddsEachSecondAndKeepsSharedGaps()
    {
        Fixture f;
        const auto step = [&f](std::optional<std::uint64_t> memory, std::chrono::nanoseconds after) {
            const int before = *f.rounds.count.lock();
            if (memory)
                f.set(0, *memory, 0);
            else
                *f.reading.lock() = std::nullopt;
            f.clock->settle();
            f.clock->advance(after);
            QVERIFY(f.rounds.reach(before + 1));
        };
        f.set(0, 5, 0);
        const auto token = f.sampler.subscribe({"a", "b"}, [&f] { f.rounds.tick(); });
        QVERIFY(f.rounds.reach(1));
        step(std::nullopt, 1000ms);
        step(7, 1000ms);
        step(8, 1000ms);
        const Sampler::Sum sum = f.sampler.sum({"a", "b", "never"}, {Quantity::MemoryBytes}, 60s);
        QCOMPARE(sum.values.size(), std::size_t(4));
        QCOMPARE(sum.values[0].value_or(-1), 16.0);
        QCOMPARE(sum.values[1].value_or(-1), 14.0);
        QVERIFY(!sum.values[2]);
        QCOMPARE(sum.values[3].value_or(-1), 10.0);
        QCOMPARE(f.sampler.sum({"a"}, {Quantity::MemoryBytes}, 60s).values.size(), std::size_t(4));
        QVERIFY(f.sampler.sum({"never"}, {Quantity::MemoryBytes}, 60s).values.empty());
    }

    void aLateSampleIsNotSummedTwice()
    {
        Fixture f;
        f.set(0, 10, 0);
        const auto token = f.sampler.subscribe({"a"}, [&f] { f.rounds.tick(); });
        QVERIFY(f.rounds.reach(1));
        // The second sample comes late: two fall into the slot of 2 seconds ago, none into that of 3.
        int rounds = 1;
        for (const std::chrono::nanoseconds after : {1600ms, 800ms, 600ms, 1000ms}) {
            f.clock->settle();
            f.clock->advance(after);
            QVERIFY(f.rounds.reach(++rounds));
        }
        const Sampler::Sum sum = f.sampler.sum({"a"}, {Quantity::MemoryBytes}, 60s);
        QCOMPARE(sum.values.size(), std::size_t(5));
        for (const auto &value : sum.values)
            QCOMPARE(value.value_or(-1), 10.0);
    }
};

QTEST_APPLESS_MAIN(TestSampler)
#include "tst_sampler.moc"
