// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/probe/accelerator_probe.h"

#include "engine/base/clock.h"
#include "engine/base/unique_fd.h"

#include <cstring>

#if defined(__x86_64__) && defined(__linux__)
#include <array>
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <fcntl.h>
#include <linux/kvm.h>
#include <mutex>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <thread>
#endif

namespace catamaran::hv::probe {

#if defined(__x86_64__) && defined(__linux__)

namespace {

constexpr std::size_t kMemory = 4U << 20;
// Guest-physical layout of the program.
constexpr std::size_t kCode = 0x1000, kSyscallEntry = 0x1800, kBreakpointEntry = 0x1900, kUserCode = 0x2000,
                      kStackTop = 0x7000, kGdt = 0x8000, kIdt = 0x9000, kPageTables = 0x10000;
constexpr std::uint16_t kPort = 0xe9; ///< each `out` is a mark

double sinceMs(std::int64_t start)
{
    return static_cast<double>(base::steadyNanoseconds() - start) / 1e6;
}

class Mapping {
public:
    Mapping(std::size_t size, int flags, int fd)
        : m_size(size), m_address(::mmap(nullptr, size, PROT_READ | PROT_WRITE, flags, fd, 0))
    {
    }
    ~Mapping()
    {
        if (valid())
            ::munmap(m_address, m_size);
    }
    Mapping(const Mapping &) = delete;
    Mapping &operator=(const Mapping &) = delete;
    [[nodiscard]] bool valid() const { return m_address != MAP_FAILED; }
    [[nodiscard]] void *get() const { return m_address; }

private:
    std::size_t m_size;
    void *m_address;
};

void writeProgram(unsigned char *memory)
{
    const auto put64 = [&](std::size_t at, std::uint64_t value) {
        std::memcpy(memory + at, &value, sizeof value);
    };
    // Identity mapping of 4 MiB with two large pages, open to ring 3.
    put64(kPageTables, (kPageTables + 0x1000) | 7);
    put64(kPageTables + 0x1000, (kPageTables + 0x2000) | 7);
    put64(kPageTables + 0x2000, 0x87);
    put64(kPageTables + 0x2008, 0x200087);
    // null, kernel code, kernel data, user data, user code: the order that sysret wants
    put64(kGdt + 8, 0x00af9b000000ffffULL);
    put64(kGdt + 16, 0x00cf93000000ffffULL);
    put64(kGdt + 24, 0x00cff3000000ffffULL);
    put64(kGdt + 32, 0x00affb000000ffffULL);
    put64(kIdt + 3 * 16, kBreakpointEntry | (8ULL << 16) | (0x8e00ULL << 32));
    constexpr std::array<unsigned char, 2> breakpoint{0x48, 0xcf}; // iretq
    std::memcpy(memory + kBreakpointEntry, breakpoint.data(), breakpoint.size());
    constexpr std::array<unsigned char, 44> code{0xbb, 0x40, 0,    0,    0,    // mov ebx, 64
                                                 0xcc, 0xff, 0xcb, 0x75, 0xfb, // int3; dec ebx; jnz
                                                 0xb0, 'A',  0xe6, 0xe9,       // out: exceptions work
                                                 0xb9, 0x40, 0x0d, 0x03, 0x00, 0xff,
                                                 0xc9, 0x75, 0xfc,                // 200 000 turns
                                                 0xb0, 'B',  0xe6, 0xe9,          // out: loop done
                                                 0xbb, 0x40, 0,    0,    0,       // mov ebx, 64
                                                 0xb9, 0,    0x20, 0,    0,       // mov ecx, user code
                                                 0x49, 0xc7, 0xc3, 2,    0,    0, // mov r11, flags
                                                 0};
    std::memcpy(memory + kCode, code.data(), code.size());
    constexpr std::array<unsigned char, 3> sysret{0x48, 0x0f, 0x07};
    std::memcpy(memory + kCode + code.size(), sysret.data(), sysret.size());
    constexpr std::array<unsigned char, 4> user{0x0f, 0x05, 0xeb, 0xfc}; // syscall; jmp back
    std::memcpy(memory + kUserCode, user.data(), user.size());
    constexpr std::array<unsigned char, 12> entry{0xff, 0xcb, 0x74, 0x03, 0x48, 0x0f, 0x07, // dec; jz; sysret
                                                  0xb0, 'C',  0xe6, 0xe9, 0xf4};            // out; hlt
    std::memcpy(memory + kSyscallEntry, entry.data(), entry.size());
}

/// Breaks KVM_RUN off at the deadline. KVM returns EINTR on a signal; immediate_exit closes the race between
/// the signal and the next entry.
class Watchdog {
public:
    Watchdog(kvm_run *run, std::chrono::milliseconds deadline) : m_run(run), m_target(::pthread_self())
    {
        struct sigaction action {};
        action.sa_handler = [](int) {};
        ::sigaction(kSignal(), &action, &m_old);
        m_thread = std::thread([this, deadline] {
            std::unique_lock lock(m_mutex);
            if (m_condition.wait_for(lock, deadline, [this] { return m_done; }))
                return;
            while (!m_done) {
                // The vCPU thread may clear it between two runs, so say it again until it has listened.
                __atomic_store_n(&m_run->immediate_exit, std::uint8_t{1}, __ATOMIC_SEQ_CST);
                m_fired = true;
                ::pthread_kill(m_target, kSignal());
                m_condition.wait_for(lock, std::chrono::milliseconds(2), [this] { return m_done; });
            }
        });
    }
    ~Watchdog()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_done = true;
        }
        m_condition.notify_one();
        m_thread.join();
        ::sigaction(kSignal(), &m_old, nullptr);
    }
    Watchdog(const Watchdog &) = delete;
    Watchdog &operator=(const Watchdog &) = delete;
    [[nodiscard]] bool fired() const { return m_fired; }

private:
    static int kSignal() { return SIGRTMIN + 7; }
    kvm_run *m_run;
    pthread_t m_target;
    std::mutex m_mutex;
    std::condition_variable m_condition;
    bool m_done = false;
    std::atomic<bool> m_fired{false};
    struct sigaction m_old {};
    std::thread m_thread;
};

kvm_segment segment(std::uint16_t selector, std::uint8_t type)
{
    kvm_segment s{};
    s.limit = ~0U;
    s.selector = selector;
    s.present = 1;
    s.type = type;
    s.s = 1;
    s.g = 1;
    return s;
}

// In C++ the flexible arrays of linux/kvm.h have a size, which changes both the layout and the ioctl numbers
// of these two. So they are declared here as the kernel sees them.
struct ListHead {
    std::uint32_t count;
    std::uint32_t flags;
};
struct CpuidList {
    std::uint32_t count;
    std::uint32_t padding;
    std::array<kvm_cpuid_entry2, 256> entries;
};
struct MsrList {
    std::uint32_t count;
    std::uint32_t padding;
    std::array<kvm_msr_entry, 3> entries;
};
constexpr unsigned long kGetSupportedCpuid = _IOWR(KVMIO, 0x05, ListHead);
constexpr unsigned long kSetCpuid2 = _IOW(KVMIO, 0x90, ListHead);
constexpr unsigned long kSetMsrs = _IOW(KVMIO, 0x89, ListHead);

/// Name of the ioctl that failed, or empty. Puts the vCPU straight into 64-bit mode.
std::string setRegisters(int device, int cpu)
{
    CpuidList cpuid{};
    cpuid.count = static_cast<std::uint32_t>(cpuid.entries.size());
    if (::ioctl(device, kGetSupportedCpuid, &cpuid) < 0 || ::ioctl(cpu, kSetCpuid2, &cpuid) < 0)
        return "KVM_SET_CPUID2";
    kvm_sregs sregs{};
    if (::ioctl(cpu, KVM_GET_SREGS, &sregs) < 0)
        return "KVM_GET_SREGS";
    sregs.cr3 = kPageTables;
    sregs.cr4 = 0x620;      // PAE, OSFXSR, OSXMMEXCPT
    sregs.cr0 = 0x80050033; // PG, WP, protected mode
    sregs.efer = 0xd01;     // LMA, LME, NX, SCE
    sregs.cs = segment(8, 11);
    sregs.cs.l = 1;
    const kvm_segment data = [] {
        kvm_segment s = segment(16, 3);
        s.db = 1;
        return s;
    }();
    sregs.ds = sregs.es = sregs.fs = sregs.gs = sregs.ss = data;
    sregs.gdt.base = kGdt;
    sregs.gdt.limit = 39;
    sregs.idt.base = kIdt;
    sregs.idt.limit = 0xfff;
    if (::ioctl(cpu, KVM_SET_SREGS, &sregs) < 0)
        return "KVM_SET_SREGS";
    const MsrList msrs{3,
                       0,
                       {{{0xc0000081, 0, (8ULL << 32) | (0x10ULL << 48)}, // STAR
                         {0xc0000082, 0, kSyscallEntry},                  // LSTAR
                         {0xc0000084, 0, 0}}}};                           // FMASK
    if (::ioctl(cpu, kSetMsrs, &msrs) != 3)
        return "KVM_SET_MSRS";
    kvm_regs regs{};
    regs.rip = kCode;
    regs.rflags = 2;
    regs.rsp = kStackTop;
    if (::ioctl(cpu, KVM_SET_REGS, &regs) < 0)
        return "KVM_SET_REGS";
    return {};
}

void runCpu(int cpu, kvm_run *run, const Watchdog &watchdog, Observation &out)
{
    std::int64_t firstMark = 0;
    for (;;) {
        if (::ioctl(cpu, KVM_RUN, 0) < 0) {
            if (errno == EINTR && !watchdog.fired())
                continue;
            out.end = errno == EINTR ? Observation::End::Watchdog : Observation::End::BadExit;
            out.detail = errno == EINTR ? "after stage " + std::to_string(out.marks)
                                        : std::string("KVM_RUN: ") + std::strerror(errno);
            return;
        }
        if (run->exit_reason == KVM_EXIT_IO && run->io.port == kPort) {
            ++out.marks;
            if (out.marks == 1)
                firstMark = base::steadyNanoseconds();
            if (out.marks == 2)
                out.loopMilliseconds = sinceMs(firstMark);
            continue;
        }
        if (run->exit_reason == KVM_EXIT_HLT) {
            out.end = Observation::End::Halted;
            return;
        }
        out.end = Observation::End::BadExit;
        out.detail = "exit reason " + std::to_string(run->exit_reason);
        if (run->exit_reason == KVM_EXIT_INTERNAL_ERROR)
            out.detail = run->internal.suberror == 1
                             ? "KVM could not emulate the guest's first exception"
                             : "KVM internal error " + std::to_string(run->internal.suberror);
        return;
    }
}

void runOn(int device, std::chrono::milliseconds deadline, Observation &out)
{
    out.end = Observation::End::SetupFailed;
    const auto failed = [&](const char *step) {
        out.detail = std::string(step) + ": " + std::strerror(errno);
    };
    if (::ioctl(device, KVM_GET_API_VERSION, 0) != KVM_API_VERSION)
        return failed("KVM_GET_API_VERSION");
    const base::UniqueFd vm(::ioctl(device, KVM_CREATE_VM, 0UL));
    if (!vm)
        return failed("KVM_CREATE_VM");
    ::ioctl(vm.get(), KVM_SET_TSS_ADDR, 0xfffbd000UL);
    const Mapping memory(kMemory, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    if (!memory.valid())
        return failed("mmap");
    kvm_userspace_memory_region region{};
    region.memory_size = kMemory;
    region.userspace_addr = reinterpret_cast<std::uintptr_t>(memory.get());
    if (::ioctl(vm.get(), KVM_SET_USER_MEMORY_REGION, &region) < 0)
        return failed("KVM_SET_USER_MEMORY_REGION");
    const base::UniqueFd cpu(::ioctl(vm.get(), KVM_CREATE_VCPU, 0UL));
    if (!cpu)
        return failed("KVM_CREATE_VCPU");
    const int runSize = ::ioctl(device, KVM_GET_VCPU_MMAP_SIZE, 0);
    if (runSize < static_cast<int>(sizeof(kvm_run)))
        return failed("KVM_GET_VCPU_MMAP_SIZE");
    const Mapping shared(static_cast<std::size_t>(runSize), MAP_SHARED, cpu.get());
    if (!shared.valid())
        return failed("mmap of the vCPU");
    writeProgram(static_cast<unsigned char *>(memory.get()));
    if (const std::string step = setRegisters(device, cpu.get()); !step.empty())
        return failed(step.c_str());
    auto *run = static_cast<kvm_run *>(shared.get());
    const Watchdog watchdog(run, deadline);
    runCpu(cpu.get(), run, watchdog, out);
}

} // namespace

Observation runKvmGuest(const std::string &device, std::chrono::milliseconds deadline)
{
    const std::int64_t start = base::steadyNanoseconds();
    Observation out;
    const base::UniqueFd fd(::open(device.c_str(), O_RDWR | O_CLOEXEC));
    if (!fd) {
        out.detail = std::strerror(errno);
    } else {
        // A thread of its own: the signal that breaks KVM_RUN off must not hit a system call of the caller.
        std::thread([&] { runOn(fd.get(), deadline, out); }).join();
    }
    out.totalMilliseconds = sinceMs(start);
    return out;
}

#else

Observation runKvmGuest(const std::string &, std::chrono::milliseconds)
{
    Observation out;
    out.detail = "KVM is probed on x86-64 Linux only";
    return out;
}

#endif

} // namespace catamaran::hv::probe
