// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that a light VM costs, in one run. The cold start through libvirt (the product's way) stands
// beside QEMU started directly with the same kernel, initramfs and disk, interleaved, so that a busy machine
// slows both. TSV rows:
//
//   case, peer, median, min, max, unit
//
// usage: bench_vm LAYER_DIRECTORY DATA_DIRECTORY RUNS [IDLE_VMS [PART]...]
// parts: probe disk cold clone spare restore exec kill idle-cold idle-clone; all of them if none is named
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "hypervisor/api/hypervisor.h"
#include "hypervisor/guest/journal.h"
#include "hypervisor/image/kernel_store.h"
#include "hypervisor/image/root_disks.h"
#include "hypervisor/libvirt/boot_plan.h"
#include "hypervisor/libvirt/qemu_process.h"
#include "hypervisor/libvirt/session_daemon.h"
#include "hypervisor/probe/accelerator_probe.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <map>
#include <poll.h>
#include <spawn.h>
#include <sstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

using namespace catamaran;
using base::Result;

namespace {

double since(std::int64_t start)
{
    return static_cast<double>(base::steadyNanoseconds() - start) / 1e6;
}

void row(const std::string &what, const char *peer, std::vector<double> values, const char *unit = "ms")
{
    if (values.empty())
        return;
    std::sort(values.begin(), values.end());
    const int digits = values[values.size() / 2] < 100 ? 1 : 0;
    std::printf("%s\t%s\t%.*f\t%.*f\t%.*f\t%s\n", what.c_str(), peer, digits, values[values.size() / 2],
                digits, values.front(), digits, values.back(), unit);
    std::fflush(stdout);
}

/// What a process holds of memory that is nobody's file and may be executed, MiB: QEMU's translations.
double translatedMib(int pid)
{
    const auto maps = base::readFile("/proc/" + std::to_string(pid) + "/smaps", 8U << 20);
    bool counted = false;
    double kib = 0;
    std::istringstream lines(maps ? *maps : std::string());
    for (std::string line; std::getline(lines, line);) {
        char permissions[5] = {};
        unsigned long inode = 0;
        if (std::sscanf(line.c_str(), "%*x-%*x %4s %*x %*s %lu", permissions, &inode) == 2)
            counted = permissions[2] == 'x' && inode == 0;
        else if (double part = 0; counted && std::sscanf(line.c_str(), "Pss: %lf kB", &part) == 1)
            kib += part;
    }
    return kib / 1024;
}

/// Milliseconds until the journal says that the command runs.
Result<double> rawStart(const hv::image::GuestKernel &kernel, const std::string &initrd,
                        const std::string &disk, const std::string &directory)
{
    const std::string journal = directory + "/journal";
    CATAMARAN_CHECK(base::removeTree(journal));
    std::vector<std::string> command = {"/usr/bin/qemu-system-x86_64",
                                        "-machine",
                                        "q35,usb=off",
                                        "-accel",
                                        "tcg",
                                        "-cpu",
                                        "max",
                                        "-m",
                                        "128",
                                        "-nodefaults",
                                        "-no-user-config",
                                        "-display",
                                        "none",
                                        "-bios",
                                        "/usr/share/qemu/qboot.rom",
                                        "-kernel",
                                        kernel.vmlinuxPath,
                                        "-initrd",
                                        initrd,
                                        "-append",
                                        hv::kernelCommandLine(hv::Accelerator::Tcg, hv::hostTscKhz()),
                                        "-device",
                                        "virtio-serial-pci,id=s",
                                        "-chardev",
                                        "null,id=c",
                                        "-device",
                                        "virtserialport,bus=s.0,nr=1,chardev=c,name=ct.ctl",
                                        "-chardev",
                                        "file,id=l,path=" + journal,
                                        "-device",
                                        "virtserialport,bus=s.0,nr=2,chardev=l,name=ct.log",
                                        "-drive",
                                        "if=none,id=d,format=raw,readonly=on,file=" + disk,
                                        "-device",
                                        "virtio-blk-pci,drive=d",
                                        "-netdev",
                                        "user,id=n",
                                        "-device",
                                        "virtio-net-pci,netdev=n,romfile=",
                                        "-device",
                                        "virtio-balloon-pci",
                                        "-serial",
                                        "null"};
    std::vector<char *> argv;
    for (std::string &argument : command)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    const std::int64_t start = base::steadyNanoseconds();
    pid_t pid = 0;
    if (const int error = ::posix_spawn(&pid, argv[0], nullptr, nullptr, argv.data(), environ); error != 0)
        return base::fail(base::Error::fromErrno(error, "start QEMU"));
    hv::guest::JournalReader reader(journal);
    double took = -1;
    while (took < 0 && since(start) < 60000) {
        while (const auto frame = reader.next())
            if (frame->type() == CT_STARTED)
                took = since(start);
        if (took < 0)
            hv::guest::FileWatch(journal).wait(20);
    }
    ::kill(pid, SIGKILL);
    int status = 0;
    ::waitpid(pid, &status, 0);
    if (took < 0)
        return base::fail(base::Errc::Timeout, "QEMU started directly never ran the command");
    return took;
}

constexpr const char *kUs = "catamaran through libvirt";
constexpr double kMib = 1048576;

class Bench {
public:
    Bench(std::string layer, std::string data, int runs, int idle, std::vector<std::string> parts)
        : m_layer(std::move(layer)), m_data(std::move(data)), m_runs(runs), m_idle(idle),
          m_parts(std::move(parts))
    {
    }
    Result<void> all();

private:
    Result<void> prepare();
    Result<void> cold();
    Result<void> warm(hv::StartMode mode, const char *what);
    Result<void> restore();
    Result<void> exec();
    Result<void> killed();
    Result<void> idle(hv::StartMode mode, const char *what, int count);
    Result<void> statistics(const std::vector<std::string> &ids);
    Result<void> disks();
    Result<void> probe() const;
    /// The id of a VM whose command runs.
    Result<std::string> up(hv::StartMode mode, const std::string &name);
    [[nodiscard]] std::string labelled(const std::string &what) const { return what + m_label; }
    [[nodiscard]] double daemonCpu() const;

    std::string m_layer;
    std::string m_data;
    int m_runs;
    int m_idle;
    std::vector<std::string> m_parts; ///< of the run; empty: all
    std::string m_label;
    std::string m_initrd;
    std::string m_disk;
    hv::image::GuestKernel m_kernel;
    hv::MachineSpec m_spec;
    std::shared_ptr<hv::Hypervisor> m_hypervisor;
};

Result<void> Bench::prepare()
{
    CATAMARAN_TRY(const std::string init, hv::findHelper("catamaran-guest-init"));
    hv::image::KernelStore kernels(m_data, init);
    CATAMARAN_TRY(m_kernel, kernels.kernel({}));
    hv::image::RootDisks disks(m_data);
    CATAMARAN_TRY(m_disk, disks.obtain("bench", {m_layer}, {}));
    m_spec.name = "bench";
    m_spec.layerDirectories = {m_layer};
    m_spec.rootKey = "bench";
    m_spec.arguments = {"/bin/busybox", "sleep", "1000"};
    CATAMARAN_TRY(const std::string shared, kernels.baseInitramfs(m_kernel));
    m_initrd = m_data + "/bench.initrd";
    CATAMARAN_CHECK(base::writeFileAtomic(m_initrd, shared + hv::bootArchive(m_spec)));
    CATAMARAN_TRY(m_hypervisor, hv::Hypervisor::open({m_data, m_data + "/r", "bench", {}}));
    m_label = m_hypervisor->accelerator().accelerator == hv::Accelerator::Tcg ? " (software emulation)" : "";
    std::printf("# guest kernel %s, 128 MiB, 1 CPU, q35\n", m_kernel.release.c_str());
    return {};
}

Result<std::string> Bench::up(hv::StartMode mode, const std::string &name)
{
    hv::MachineSpec spec = m_spec;
    spec.name = name;
    m_hypervisor->preferStart(mode);
    CATAMARAN_TRY(const std::string id, m_hypervisor->run(spec, {}));
    CATAMARAN_CHECK(m_hypervisor->waitReady(id, std::chrono::seconds(60), {}));
    return id;
}

Result<void> Bench::cold()
{
    std::vector<double> raw;
    std::vector<double> product;
    std::map<std::string, std::vector<double>> parts;
    for (int i = -1; i < m_runs; ++i) { // the first of each warms caches and is not counted
        CATAMARAN_TRY(const double direct, rawStart(m_kernel, m_initrd, m_disk, m_data));
        const std::int64_t start = base::steadyNanoseconds();
        CATAMARAN_TRY(const std::string id, up(hv::StartMode::Cold, "bench"));
        const double through = since(start);
        CATAMARAN_TRY(const auto phases, m_hypervisor->phases(id));
        CATAMARAN_CHECK(m_hypervisor->remove(id, true));
        if (i < 0)
            continue;
        raw.push_back(direct);
        product.push_back(through);
        std::int64_t before = start;
        for (const hv::Phase &phase : phases) {
            parts[phase.name].push_back(static_cast<double>(phase.atNs - before) / 1e6);
            before = phase.atNs;
        }
    }
    row(labelled("cold start to the command"), "qemu started directly", raw);
    row(labelled("cold start to the command"), kUs, product);
    for (const char *name : {"define", "qemu", "kernel", "init", "entrypoint"})
        row(labelled(std::string("  of it until ") + name), kUs, parts[name]);
    std::sort(raw.begin(), raw.end());
    std::sort(product.begin(), product.end());
    row("cold start, ours / raw", kUs, {product[product.size() / 2] / raw[raw.size() / 2]}, "x");
    return {};
}

Result<void> Bench::warm(hv::StartMode mode, const char *what)
{
    std::vector<double> took;
    std::vector<double> answered;
    std::map<std::string, std::vector<double>> parts;
    for (int i = -1; i < m_runs; ++i) {
        CATAMARAN_CHECK(m_hypervisor->prepareWarm(m_spec, mode == hv::StartMode::Spare ? 1 : 0, {}));
        const std::int64_t start = base::steadyNanoseconds();
        CATAMARAN_TRY(const std::string id, up(mode, "bench"));
        const double all = since(start);
        CATAMARAN_TRY(const auto phases, m_hypervisor->phases(id));
        CATAMARAN_CHECK(m_hypervisor->remove(id, true));
        if (i < 0)
            continue;
        took.push_back(all);
        std::int64_t before = start;
        for (const hv::Phase &phase : phases) {
            // Its init has heard the time: it answers.
            if (phase.name == "resumed")
                answered.push_back(static_cast<double>(phase.atNs - start) / 1e6);
            parts[phase.name].push_back(static_cast<double>(phase.atNs - before) / 1e6);
            before = phase.atNs;
        }
    }
    row(labelled(std::string(what) + " to its answer"), kUs, answered);
    for (const char *name : {"define", "qemu", "resumed", "entrypoint"})
        row(labelled(std::string("  of it until ") + name), kUs, parts[name]);
    row(labelled(std::string(what) + " to the command"), kUs, took);
    return {};
}

Result<void> Bench::restore()
{
    std::vector<double> saving;
    std::vector<double> started;
    std::vector<double> took;
    CATAMARAN_TRY(const std::string id, up(hv::StartMode::Cold, "bench"));
    for (int i = -1; i < m_runs; ++i) {
        std::int64_t start = base::steadyNanoseconds();
        CATAMARAN_CHECK(m_hypervisor->save(id, {}));
        const double saved = since(start);
        start = base::steadyNanoseconds();
        CATAMARAN_CHECK(m_hypervisor->start(id, {}));
        const double runs = since(start);
        CATAMARAN_CHECK(m_hypervisor->exec(id, {"/bin/busybox", "true"}, {}, {}));
        if (i >= 0) {
            saving.push_back(saved);
            started.push_back(runs);
            took.push_back(since(start));
        }
    }
    row(labelled("save"), kUs, saving);
    row(labelled("restore until it runs"), kUs, started);
    row(labelled("restore to the answer of an exec"), kUs, took);
    return m_hypervisor->remove(id, true);
}

Result<void> Bench::exec()
{
    std::vector<double> took;
    CATAMARAN_TRY(const std::string id, up(hv::StartMode::Cold, "bench"));
    for (int i = -3; i < m_runs * 5; ++i) {
        const std::int64_t start = base::steadyNanoseconds();
        CATAMARAN_CHECK(m_hypervisor->exec(id, {"/bin/busybox", "true"}, {}, {}));
        if (i >= 0)
            took.push_back(since(start));
    }
    row(labelled("exec of true in the guest"), kUs, took);
    return m_hypervisor->remove(id, true);
}

Result<void> Bench::killed()
{
    std::vector<double> told;
    std::vector<double> took;
    for (int i = 0; i < m_runs; ++i) {
        CATAMARAN_TRY(const std::string id, up(hv::StartMode::Cold, "bench"));
        const int pid = hv::findQemu(id);
        if (pid == 0)
            return base::fail(base::Errc::NotFound, "the VM's QEMU is not to be found");
        std::atomic<bool> heard{false};
        CATAMARAN_TRY(const auto token, m_hypervisor->subscribe([&](const hv::MachineEvent &event) {
            heard = heard || (event.id == id && event.kind == hv::MachineEvent::Kind::Stopped);
        }));
        const std::int64_t start = base::steadyNanoseconds();
        ::kill(pid, SIGKILL);
        while (!heard && since(start) < 10000)
            ::poll(nullptr, 0, 1);
        told.push_back(since(start));
        CATAMARAN_TRY(const hv::MachineSummary machine, m_hypervisor->machine(id));
        if (machine.state == hv::MachineState::Failed)
            took.push_back(since(start));
        CATAMARAN_CHECK(m_hypervisor->remove(id, true));
    }
    row("QEMU killed until listeners hear of it", kUs, told);
    row("QEMU killed until the state is shown", kUs, took);
    return {};
}

/// CPU time of libvirt's daemon so far, ms.
double Bench::daemonCpu() const
{
    const auto pid = base::readFile(m_data + "/r/libvirt/libvirtd.pid");
    hv::MachineStatistics cpu;
    if (pid)
        hv::readProcess(std::atoi(pid->c_str()), cpu);
    return static_cast<double>(cpu.cpuTimeNs.value_or(0)) / 1e6;
}

Result<void> Bench::statistics(const std::vector<std::string> &ids)
{
    const auto own = [] {
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
               static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
    };
    CATAMARAN_CHECK(m_hypervisor->statistics(ids)); // learns who they are
    constexpr int kSamples = 20;
    std::vector<double> wall;
    const double daemonBefore = daemonCpu();
    const double before = own();
    for (int i = 0; i < kSamples; ++i) {
        const std::int64_t start = base::steadyNanoseconds();
        CATAMARAN_CHECK(m_hypervisor->statistics(ids));
        wall.push_back(since(start));
        ::poll(nullptr, 0, 500);
    }
    const std::string what = "statistics of " + std::to_string(ids.size()) + " VMs, per sample";
    row(what + ", wall", kUs, wall);
    row(what + ", CPU of ours", kUs, {(own() - before) / kSamples});
    row(what + ", CPU of libvirtd", kUs, {(daemonCpu() - daemonBefore) / kSamples});
    return {};
}

Result<void> Bench::idle(hv::StartMode mode, const char *what, int count)
{
    if (mode == hv::StartMode::Clone)
        CATAMARAN_CHECK(m_hypervisor->prepareWarm(m_spec, 0, {}));
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) {
        CATAMARAN_TRY(const std::string id, up(mode, "idle" + std::to_string(i)));
        ids.push_back(id);
    }
    ::poll(nullptr, 0, 10000); // guests and QEMU give back what booting took
    double sum = 0;
    std::vector<double> each;
    std::vector<double> translated;
    for (const std::string &id : ids) {
        hv::MachineStatistics memory;
        hv::readMemory(hv::findQemu(id), memory);
        each.push_back(static_cast<double>(memory.qemuPssBytes.value_or(0)) / kMib);
        translated.push_back(translatedMib(hv::findQemu(id)));
        sum += each.back();
    }
    row(labelled(std::string("PSS per idle VM, ") + what + ", " + std::to_string(count) + " at once"), kUs,
        each, "MiB");
    row(labelled(std::string("  of it translations of guest code, ") + what), kUs, translated, "MiB");
    row(labelled(std::string("PSS of all of them, ") + what), kUs, {sum}, "MiB");
    row(labelled(std::string("VMs in 4 GiB at that size, ") + what), kUs, {4096 / (sum / count)}, "VMs");
    if (count >= 10)
        CATAMARAN_CHECK(statistics({ids.begin(), ids.begin() + 10}));
    for (const std::string &id : ids)
        CATAMARAN_CHECK(m_hypervisor->remove(id, true));
    return {};
}

Result<void> Bench::disks()
{
    std::vector<double> took;
    for (int i = 0; i < m_runs; ++i) {
        const std::string directory = m_data + "/bench-disks";
        CATAMARAN_CHECK(base::removeTree(directory));
        CATAMARAN_CHECK(base::makeDirectories(directory));
        hv::image::RootDisks disks(directory);
        const std::int64_t start = base::steadyNanoseconds();
        CATAMARAN_CHECK(disks.obtain("bench", {m_layer}, {}));
        took.push_back(since(start));
    }
    row("image to disk", kUs, took);
    return base::removeTree(m_data + "/bench-disks");
}

Result<void> Bench::probe() const
{
    std::vector<double> took;
    for (int i = 0; i < m_runs; ++i) {
        const std::int64_t start = base::steadyNanoseconds();
        hv::probe::runKvmGuest("/dev/kvm", std::chrono::milliseconds(100));
        took.push_back(since(start));
    }
    row("accelerator probe", kUs, took);
    return {};
}

Result<void> Bench::all()
{
    CATAMARAN_CHECK(prepare());
    const std::vector<std::pair<std::string, std::function<Result<void>()>>> kParts = {
        {"probe", [this] { return probe(); }},
        {"disk", [this] { return disks(); }},
        {"cold", [this] { return cold(); }},
        {"clone", [this] { return warm(hv::StartMode::Clone, "clone of a template"); }},
        {"spare", [this] { return warm(hv::StartMode::Spare, "hot spare"); }},
        {"restore", [this] { return restore(); }},
        {"exec", [this] { return exec(); }},
        {"kill", [this] { return killed(); }},
        {"idle-cold", [this] { return idle(hv::StartMode::Cold, "cold", std::min(m_idle, 4)); }},
        {"idle-clone", [this] { return idle(hv::StartMode::Clone, "clone", m_idle); }}};
    for (const auto &[name, part] : kParts)
        if (m_parts.empty() || std::find(m_parts.begin(), m_parts.end(), name) != m_parts.end())
            CATAMARAN_CHECK(part());
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 4) {
        std::fprintf(stderr, "usage: bench_vm LAYER_DIRECTORY DATA_DIRECTORY RUNS [IDLE_VMS [PART]...]\n");
        return 2;
    }
    Bench bench(argv[1], argv[2], std::atoi(argv[3]), argc > 4 ? std::atoi(argv[4]) : 10,
                {argv + std::min(argc, 5), argv + argc});
    if (const auto done = bench.all(); !done) {
        std::fprintf(stderr, "%s\n", done.error().fullText().c_str());
        return 1;
    }
    return 0;
}
