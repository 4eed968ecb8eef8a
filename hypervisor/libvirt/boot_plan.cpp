// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/boot_plan.h"

#include "hypervisor/guest/frame.h"
#include "hypervisor/image/newc_writer.h"

#include <cctype>
#include <ctime>
#include <set>
#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace catamaran::hv {

using base::Errc;
using base::Result;

std::string shareTag(int index)
{
    return "ct" + std::to_string(index);
}

std::string kernelCommandLine(Accelerator accelerator, long tscKhz)
{
    std::string line =
        "quiet loglevel=1 console=ttyS0 panic=-1 reboot=t random.trust_cpu=on cryptomgr.notests "
        "no5lvl rdinit=/init";
    // Ten thousand files that describe trace events, which Linux makes at boot before anybody mounts them (up
    // to 6.5): 9 MiB of a guest.
    line += " initcall_blacklist=tracer_init_tracefs";
    if (accelerator == Accelerator::Tcg) {
        line += " nokaslr init_on_alloc=0 mitigations=off tsc=reliable no_timer_check";
        if (tscKhz > 0)
            line += " tsc_early_khz=" + std::to_string(tscKhz);
    }
    return line;
}

long hostTscKhz()
{
#if defined(__x86_64__)
    static const long khz = [] {
        const auto now = [] {
            timespec t{};
            ::clock_gettime(CLOCK_MONOTONIC_RAW, &t);
            return static_cast<long long>(t.tv_sec) * 1000000000 + t.tv_nsec;
        };
        const long long start = now();
        const unsigned long long first = __rdtsc();
        while (now() - start < 10000000) {
        }
        const unsigned long long last = __rdtsc();
        const long long elapsed = now() - start;
        return static_cast<long>(static_cast<double>(last - first) * 1e6 / static_cast<double>(elapsed));
    }();
    return khz;
#else
    return 0;
#endif
}

std::string bootScript(const MachineSpec &spec, const std::vector<std::string> &drivers)
{
    using guest::FrameBuilder;
    std::string out =
        FrameBuilder(CT_ROOT).text(CT_TAG_DEVICE, "/dev/vda").text(CT_TAG_FSTYPE, "erofs").finish();
    const std::string hostname = spec.hostname.empty() ? spec.name : spec.hostname;
    if (spec.network) {
        const MachineNetwork &network = *spec.network;
        out += FrameBuilder(CT_NET)
                   .text(CT_TAG_HOSTNAME, hostname)
                   .text(CT_TAG_ADDRESS, network.address)
                   .number(CT_TAG_PREFIX, network.prefix)
                   .text(CT_TAG_GATEWAY, network.gateway)
                   .text(CT_TAG_DNS, network.dns)
                   .text(CT_TAG_HOSTS, network.hosts)
                   .finish();
    } else {
        out += FrameBuilder(CT_NET)
                   .text(CT_TAG_HOSTNAME, hostname)
                   .text(CT_TAG_ADDRESS, "10.0.2.15")
                   .number(CT_TAG_PREFIX, 24)
                   .text(CT_TAG_GATEWAY, "10.0.2.2")
                   .text(CT_TAG_DNS, "10.0.2.3")
                   .finish();
    }
    int share = 0;
    for (const MachineMount &mount : spec.mounts) {
        FrameBuilder frame(CT_MOUNT);
        const bool folder = mount.kind == MachineMount::Kind::Share;
        frame.text(CT_TAG_TARGET, mount.target);
        if (folder) {
            const std::string driver = static_cast<std::size_t>(share) < drivers.size()
                                           ? drivers[static_cast<std::size_t>(share)]
                                           : "virtiofs";
            frame.text(CT_TAG_DEVICE, shareTag(share++)).text(CT_TAG_FSTYPE, driver);
            if (driver == "9p")
                frame.text(CT_TAG_TEXT, "trans=virtio,version=9p2000.L,msize=262144,cache=none");
        } else {
            frame.text(CT_TAG_DEVICE, "tmpfs").text(CT_TAG_FSTYPE, "tmpfs");
            frame.text(CT_TAG_TEXT,
                       mount.options + (mount.executable ? std::string(",ct-exec") : std::string()));
        }
        if (mount.readOnly)
            frame.number(CT_TAG_READ_ONLY, 1);
        if (mount.copyUp)
            frame.number(CT_TAG_COPY_UP, 1);
        out += frame.finish();
    }
    FrameBuilder run(CT_RUN);
    for (const std::string &argument : spec.arguments)
        run.text(CT_TAG_ARG, argument);
    for (const std::string &variable : spec.environment)
        run.text(CT_TAG_ENV, variable);
    run.text(CT_TAG_USER, spec.user).text(CT_TAG_CWD, spec.workingDirectory);
    if (spec.tty)
        run.number(CT_TAG_TTY, 1);
    if (spec.openStdin)
        run.number(CT_TAG_STDIN, 1);
    if (spec.readOnlyRoot)
        run.number(CT_TAG_READ_ONLY, 1);
    return out + run.finish();
}

std::string bootArchive(const MachineSpec &spec, const std::vector<std::string> &drivers)
{
    image::NewcWriter writer;
    writer.addFile("ct/boot", bootScript(spec, drivers), 0600);
    return writer.finish();
}

Result<void> validate(const MachineSpec &spec)
{
    const auto bad = [](std::string text) { return base::fail(Errc::InvalidArgument, std::move(text)); };
    if (spec.name.empty() || std::isalnum(static_cast<unsigned char>(spec.name[0])) == 0 ||
        spec.name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") !=
            std::string::npos)
        return bad("invalid VM name '" + spec.name + "': only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    if (spec.arguments.empty())
        return bad("the image has no command, so tell one to run in the VM");
    if (spec.layerDirectories.empty() || spec.rootKey.empty())
        return bad("the VM has no root file system");
    if (spec.memory < base::Bytes::mib(96))
        return bad("a light VM needs at least 96 MiB of memory");
    if (spec.cpus < 1 || spec.cpus > 255)
        return bad("a VM has 1 to 255 CPUs");
    std::set<std::tuple<std::string, std::uint16_t, bool>> seen;
    for (const PortForward &port : spec.ports) {
        if (port.hostPort == 0 || port.guestPort == 0)
            return bad("a port forward needs both ports");
        if (port.hostIp.find_first_not_of("0123456789.") != std::string::npos)
            return base::fail(Errc::Unsupported,
                              "ports of a VM can be published on IPv4 addresses only, not on " + port.hostIp);
        if (!seen.insert({port.hostIp, port.hostPort, port.udp}).second)
            return bad("host port " + std::to_string(port.hostPort) + " is published twice");
    }
    for (const std::string &argument : spec.kernelArguments) {
        if (argument.empty() || argument.find_first_of(" \t\n\"") != std::string::npos)
            return bad("'" + argument + "' is no single word of a kernel command line");
    }
    std::size_t folders = 0;
    for (const MachineMount &mount : spec.mounts) {
        folders += mount.kind == MachineMount::Kind::Share ? 1U : 0U;
        if (mount.target.empty() || mount.target[0] != '/' || mount.target.size() > 4000)
            return bad("invalid mount path: '" + mount.target + "' mount path must be absolute");
    }
    if (folders > kMostShares)
        return bad("a light VM takes at most " + std::to_string(kMostShares) + " folders");
    if (bootScript(spec, {}).size() > CT_BOOT_LIMIT)
        return bad("command and environment are larger than 1 MiB");
    return {};
}

} // namespace catamaran::hv
