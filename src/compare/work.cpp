// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/rollback.h"
#include "src/compare/lab_hulls.h"

#include <algorithm>
#include <fmt/format.h>

namespace catamaran::compare {

namespace {

/// Small enough for software emulation, large enough to stand above the way in.
std::vector<WorkRow> programs()
{
    return {
        {"loop", "Count to 100,000 in a shell", "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done", {}, {}},
        {"hash",
         "Hash 32 MiB (SHA-256)",
         "dd if=/dev/zero bs=1M count=32 2>/dev/null | sha256sum >/dev/null",
         {},
         {}},
        {"syscalls",
         "100,000 small reads and writes",
         "dd if=/dev/zero of=/dev/null bs=1 count=50000 2>/dev/null",
         {},
         {}},
        {"write",
         "Write 32 MiB and flush it",
         "dd if=/dev/zero of=/lab-probe bs=1M count=32 conv=fsync 2>/dev/null && rm /lab-probe",
         {},
         {}},
        {"files",
         "Make and remove 300 files",
         "mkdir /lab-files && i=0 && while [ $i -lt 300 ]; do echo $i > /lab-files/$i; i=$((i+1)); done && "
         "rm -r /lab-files",
         {},
         {}},
        {"processes", "Fork 200 times", "i=0; while [ $i -lt 200 ]; do (:); i=$((i+1)); done", {}, {}},
    };
}

base::Result<double> timed(core::Deck &deck, const core::WorkloadId &id, const std::string &image,
                           const std::string &command, const base::OperationContext &context)
{
    const std::int64_t began = base::steadyNanoseconds();
    CATAMARAN_TRY(const Answer answer, runInside(deck, id, shellLine(image, command), context));
    if (answer.exitCode != 0)
        return base::fail(base::Error(base::Errc::Unsupported,
                                      fmt::format("'{}' ended with exit code {} in the {}", command,
                                                  answer.exitCode, core::kindName(id.kind)))
                              .withFix("Use an image with a shell, dd and sha256sum, like demo."));
    return static_cast<double>(base::steadyNanoseconds() - began) / 1e6;
}

} // namespace

base::Result<Work> runWork(core::Deck &deck, const std::string &image, int rounds,
                           const base::OperationContext &context)
{
    if (rounds < 1 || rounds > 1000)
        return base::fail(base::Errc::InvalidArgument, "the number of rounds must be from 1 to 1000");
    Work work;
    work.facts = factsOf(deck, image);
    work.rows = programs();
    base::Rollback rollback; // removes both hulls in any case
    std::vector<core::WorkloadId> hulls;
    for (const core::Kind kind : {core::Kind::Container, core::Kind::Vm}) {
        context.report(std::string("Starting the ") + (kind == core::Kind::Vm ? "VM" : "container"));
        CATAMARAN_TRY(const core::WorkloadId id,
                      startHull(deck, kind, image, waitingProgram(image), context,
                                [&](const core::WorkloadId &started) {
                                    rollback.push("remove " + started.id,
                                                  [&deck, started] { return deck.remove(started, true); });
                                }));
        hulls.push_back(id);
    }
    // The way in (a process, or frames through the guest's channel) is no work of the program.
    std::vector<double> wayIn;
    for (const core::WorkloadId &id : hulls) {
        std::vector<double> times;
        for (int i = 0; i < 5; ++i) {
            CATAMARAN_TRY(const double time, timed(deck, id, image, "true", context));
            times.push_back(time);
        }
        wayIn.push_back(Distribution::of(times).median);
    }
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < work.rows.size(); ++i) {
            WorkRow &row = work.rows[i];
            context.report(row.title, round + 1, rounds, "rounds");
            for (const core::WorkloadId &id : hulls) {
                if (context.stopRequested())
                    return base::fail(base::Errc::Cancelled, "cancelled");
                const bool vm = id.kind == core::Kind::Vm;
                CATAMARAN_TRY(const double time, timed(deck, id, image, row.command, context));
                (vm ? row.vmMs : row.containerMs).push_back(std::max(time - wayIn[vm ? 1 : 0], 0.01));
            }
        }
    }
    return work;
}

} // namespace catamaran::compare
