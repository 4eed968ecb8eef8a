// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/many_workloads.h"

#include <chrono>

namespace catamaran::test {

namespace {

constexpr std::int64_t kMinute = 60'000'000'000;

std::string numbered(const char *word, int number)
{
    const std::string digits = std::to_string(number);
    return std::string(word) + std::string(digits.size() < 5 ? 5 - digits.size() : 0, '0') + digits;
}

} // namespace

core::Workload manyWorkload(int number)
{
    static const char *const kRoles[] = {"web-", "api-", "queue-", "cache-", "worker-", "cron-", "mail-"};
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    core::Workload workload;
    const bool vm = number % 10 == 9;
    workload.id = {vm ? core::Kind::Vm : core::Kind::Container,
                   numbered("5e1f0c9ab3d", number * 7919 % 100000)};
    // Not in the order in which they are sorted.
    const int shuffled = number * 7919 % 100000;
    workload.name = numbered(kRoles[number % 7], shuffled);
    workload.image = "localhost/" + std::string(kRoles[number % 7]) + "image:" + std::to_string(number % 13);
    workload.command = "httpd -f -p 80";
    workload.state = number % 5 != 4   ? core::State::Running
                     : number % 3 == 0 ? core::State::Failed
                                       : core::State::Exited;
    workload.createdNs =
        std::chrono::duration_cast<std::chrono::nanoseconds>(now).count() - (1 + number % 5000) * kMinute;
    workload.startedNs = workload.createdNs + kMinute / 60;
    workload.stateText = workload.state == core::State::Running
                             ? "Up " + std::to_string(number % 50) + " hours"
                             : "Exited (1) 3 hours ago";
    if (workload.state != core::State::Running)
        workload.exitCode = 1;
    workload.ports.push_back(
        {"", static_cast<std::uint16_t>(1024 + number % 60000), 80, engine::spec::Protocol::Tcp});
    if (number % 6 != 5) {
        workload.labels["com.docker.compose.project"] = numbered("stack-", number % 25);
        workload.networks = {numbered("stack-", number % 25) + "_default"};
    }
    if (vm) {
        workload.accelerator = "tcg";
        workload.accelerationLabel = "software emulation";
    }
    return workload;
}

void fillWithMany(FakeDeck &deck, int count)
{
    for (int number = 0; number < count; ++number)
        deck.add(manyWorkload(number));
}

} // namespace catamaran::test
