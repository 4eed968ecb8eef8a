// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/machine_health.h"

#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "hypervisor/guest/channel.h"
#include "hypervisor/libvirt/identity.h"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::hv {

using std::chrono::milliseconds;

namespace {

constexpr std::int64_t kTail = 64 * 1024;                 ///< of the console
constexpr std::int64_t kSilenceNs = 5'000'000'000;        ///< without an answer
constexpr std::int64_t kHardwareBootNs = 20'000'000'000;  ///< a kernel that has not come up by then
constexpr std::int64_t kEmulatedBootNs = 120'000'000'000; ///< the same under software emulation
constexpr std::int64_t kClockToleranceNs = 2'000'000'000;

std::string newestLineWith(std::string_view text, std::initializer_list<std::string_view> marks)
{
    std::size_t best = std::string_view::npos;
    for (const std::string_view mark : marks) {
        const std::size_t at = text.rfind(mark);
        if (at != std::string_view::npos && (best == std::string_view::npos || at > best))
            best = at;
    }
    if (best == std::string_view::npos)
        return {};
    const std::size_t before = text.rfind('\n', best);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    std::string line(text.substr(begin, text.find('\n', best) - begin));
    while (!line.empty() && static_cast<unsigned char>(line.back()) <= ' ')
        line.pop_back();
    // "[   12.345678] " is of no use outside of the console.
    if (line.starts_with("[") && line.find("] ") != std::string::npos)
        line = line.substr(line.find("] ") + 2);
    return line.substr(0, 200);
}

std::string consoleTail(const MachineFiles &files, std::int64_t from)
{
    const base::UniqueFd fd(::open(files.console().c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd)
        return {};
    const std::int64_t size = fileSize(files.console());
    const std::int64_t begin = std::max(from, size - kTail);
    std::string out(static_cast<std::size_t>(std::max<std::int64_t>(0, size - begin)), '\0');
    const ssize_t n = ::pread(fd.get(), out.data(), out.size(), begin);
    out.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
    return out;
}

void hang(MachineSummary &out, std::string reason)
{
    out.state = MachineState::Hung;
    out.stateReason = std::move(reason);
    out.stateFix = "Look at it with `catamaran vm console " + out.name +
                   "`, end it with `catamaran vm kill " + out.name +
                   "` and start it again with `catamaran vm start " + out.name + "`.";
}

/// How long its init has been silent; the file tells all programs when that began.
std::int64_t silentFor(const std::string &marker, std::int64_t startedNs)
{
    struct stat status {};
    if (::stat(marker.c_str(), &status) != 0) {
        const base::UniqueFd made(::open(marker.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        return 0;
    }
    const std::int64_t since = status.st_mtim.tv_sec * std::int64_t{1'000'000'000} + status.st_mtim.tv_nsec;
    return since < startedNs ? 0 : realtimeNs() - since;
}

void ask(const MachineFiles &files, const std::string &socket, MachineSummary &out)
{
    const std::string marker = files.directory + "/silent";
    auto session = guest::ControlSession::open(socket, milliseconds(100));
    if (!session && session.error().code() == base::Errc::Timeout)
        return; // somebody else talks to it, so it is alive
    if (!session && session.error().code() == base::Errc::NotFound) {
        out.stateReason = "its control socket is gone";
        out.stateFix =
            "It runs on, but exec, cp, attach and a clean stop need the socket: `catamaran vm kill " +
            out.name + "` and `catamaran vm start " + out.name + "` make it again.";
        return;
    }
    // A QEMU that is stopped does not even accept connections after a few.
    const auto answer = session ? session->request(guest::FrameBuilder(CT_PING), milliseconds(200))
                                : base::Result<guest::Frame>(tl::unexpected(session.error()));
    if (!answer) {
        const std::int64_t silence = silentFor(marker, out.startedNs);
        if (silence > kSilenceNs)
            hang(out, "its init has not answered for " + std::to_string(silence / 1'000'000'000) + " s");
        return;
    }
    ::unlink(marker.c_str());
    const auto clock = static_cast<std::int64_t>(answer->number(CT_TAG_REALTIME).value_or(0));
    const std::int64_t off = clock - realtimeNs();
    if (clock == 0 || std::llabs(off) < kClockToleranceNs)
        return;
    guest::FrameBuilder set(CT_CLOCK);
    set.number(CT_TAG_TIME, static_cast<std::uint64_t>(realtimeNs()));
    if (session->request(std::move(set), milliseconds(200)))
        out.stateReason =
            "its clock was off by " + std::to_string(off / 1'000'000'000) + " s and has been set";
}

} // namespace

std::string lockupLine(std::string_view console)
{
    return newestLineWith(console, {"soft lockup - CPU", "hard LOCKUP", "rcu_sched self-detected stall",
                                    "rcu_preempt self-detected stall", "detected stalls on CPUs",
                                    "blocked for more than"});
}

std::string panicLine(std::string_view console)
{
    return newestLineWith(console, {"Kernel panic - not syncing"});
}

bool judgeRunning(const MachineFiles &files, const BootNote &note, const guest::BootRecord &boot,
                  const std::string &controlSocket, MachineSummary &out)
{
    if (out.state == MachineState::Booting && !boot.readyNs && note.startedBy.empty()) {
        const bool emulated = out.accelerator == Accelerator::Tcg;
        const std::int64_t age = realtimeNs() - note.startedNs;
        if (age > (emulated ? kEmulatedBootNs : kHardwareBootNs)) {
            hang(out, "its kernel has not come up after " + std::to_string(age / 1'000'000'000) +
                          " s under " + std::string(accelerationLabel(out.accelerator)));
            return true;
        }
        if (const std::string line = panicLine(consoleTail(files, note.consoleOffset)); !line.empty())
            hang(out, line);
        return false;
    }
    if (out.state != MachineState::Ready)
        return false;
    ask(files, controlSocket, out);
    const std::string line = lockupLine(consoleTail(files, note.consoleOffset));
    if (line.empty())
        return false;
    // A lock-up that went by is told, but it is no state any more.
    if (::access((files.directory + "/silent").c_str(), F_OK) == 0)
        hang(out, line);
    else if (out.stateReason.empty())
        out.stateReason = "its kernel was stuck for a while: " + line;
    return false;
}

void explainState(const MachineFiles &files, const BootNote &note, MachineSummary &out)
{
    if (out.state == MachineState::Paused && !out.stateReason.empty()) {
        out.stateFix = "Free space where its disk lies (catamaran vm inspect " + out.name +
                       "), then `catamaran vm resume " + out.name + "`: nothing is lost.";
        return;
    }
    if (out.state != MachineState::Failed)
        return;
    if (const std::string line = panicLine(consoleTail(files, note.consoleOffset)); !line.empty())
        out.stateReason = "the guest's kernel gave up: " + line;
    const bool kernel = out.stateReason.find("root disk") != std::string::npos ||
                        out.stateReason.find("module") != std::string::npos ||
                        out.stateReason.find("Kernel panic") != std::string::npos ||
                        out.stateReason.find("control port") != std::string::npos;
    if (kernel)
        out.stateFix = "The guest kernel does not fit: see `catamaran vm console " + out.name +
                       "`, list kernels with `catamaran vm kernel ls` and import another with `catamaran vm "
                       "kernel import`.";
    else
        out.stateFix = "Start it again with `catamaran vm start " + out.name + "`; `catamaran vm console " +
                       out.name + "` shows what it said last.";
}

} // namespace catamaran::hv
