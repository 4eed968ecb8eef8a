// SPDX-License-Identifier: GPL-3.0-or-later
// Cold start of a light VM until its command runs: through libvirt (the product's way) beside QEMU started
// directly with the same kernel, initramfs and disk. Interleaved, so that a busy machine slows both. TSV
// rows:
//
//   case, peer, median, min, max, unit
//
// usage: bench_vm LAYER_DIRECTORY DATA_DIRECTORY RUNS
#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "hypervisor/api/hypervisor.h"
#include "hypervisor/guest/journal.h"
#include "hypervisor/image/kernel_store.h"
#include "hypervisor/image/root_disks.h"
#include "hypervisor/libvirt/boot_plan.h"
#include "hypervisor/libvirt/session_daemon.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

extern char **environ;

using namespace catamaran;
using base::Result;

namespace {

double since(std::int64_t start)
{
    return static_cast<double>(base::steadyNanoseconds() - start) / 1e6;
}

void row(const char *what, const char *peer, std::vector<double> values)
{
    if (values.empty())
        return;
    std::sort(values.begin(), values.end());
    std::printf("%s\t%s\t%.0f\t%.0f\t%.0f\tms\n", what, peer, values[values.size() / 2], values.front(),
                values.back());
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

Result<double> libvirtStart(hv::Hypervisor &hypervisor, const hv::MachineSpec &spec)
{
    const std::int64_t start = base::steadyNanoseconds();
    CATAMARAN_TRY(const std::string id, hypervisor.run(spec, {}));
    const auto ready = hypervisor.waitReady(id, std::chrono::seconds(60), {});
    const double took = since(start);
    CATAMARAN_CHECK(hypervisor.remove(id, true));
    if (!ready)
        return base::fail(ready.error());
    return took;
}

Result<void> bench(const std::string &layer, const std::string &data, int runs)
{
    CATAMARAN_TRY(const std::string init, hv::findHelper("catamaran-guest-init"));
    hv::image::KernelStore kernels(data, init);
    CATAMARAN_TRY(const hv::image::GuestKernel kernel, kernels.kernel({}));
    hv::image::RootDisks disks(data);
    CATAMARAN_TRY(const std::string disk, disks.obtain("bench", {layer}, {}));
    hv::MachineSpec spec;
    spec.name = "bench";
    spec.layerDirectories = {layer};
    spec.rootKey = "bench";
    spec.arguments = {"/bin/busybox", "sleep", "1000"};
    CATAMARAN_TRY(const std::string shared, kernels.baseInitramfs(kernel));
    const std::string initrd = data + "/bench.initrd";
    CATAMARAN_CHECK(base::writeFileAtomic(initrd, shared + hv::bootArchive(spec)));
    CATAMARAN_TRY(const std::shared_ptr<hv::Hypervisor> hypervisor,
                  hv::Hypervisor::open({data, data + "/r", "bench", {}}));
    std::vector<double> raw;
    std::vector<double> product;
    for (int i = -1; i < runs; ++i) { // the first of each warms caches and is not counted
        CATAMARAN_TRY(const double direct, rawStart(kernel, initrd, disk, data));
        CATAMARAN_TRY(const double through, libvirtStart(*hypervisor, spec));
        if (i >= 0) {
            raw.push_back(direct);
            product.push_back(through);
        }
    }
    const char *label = hypervisor->accelerator().accelerator == hv::Accelerator::Tcg
                            ? "vm cold start (software emulation)"
                            : "vm cold start";
    row(label, "qemu started directly (software emulation)", raw);
    row(label, "catamaran through libvirt", product);
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4) {
        std::fprintf(stderr, "usage: bench_vm LAYER_DIRECTORY DATA_DIRECTORY RUNS\n");
        return 2;
    }
    if (const auto done = bench(argv[1], argv[2], std::atoi(argv[3])); !done) {
        std::fprintf(stderr, "%s\n", done.error().fullText().c_str());
        return 1;
    }
    return 0;
}
