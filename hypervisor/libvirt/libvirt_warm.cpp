// SPDX-License-Identifier: GPL-3.0-or-later
// Warm starts: a template is a guest that has booted up to its init and waits for its root. Its memory is a
// file that clones map copy-on-write; its devices' state is a second, small file that each clone reads.
//
// Templates know no image, no environment and no secret. Clones have no balloon: QEMU gives memory back by
// punching holes into the file behind it, which is everybody's here.
#include "hypervisor/libvirt/warm_store.h"

#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "hypervisor/guest/channel.h"
#include "hypervisor/libvirt/boot_plan.h"
#include "hypervisor/libvirt/identity.h"
#include "hypervisor/libvirt/session_daemon.h"

#include <array>
#include <cstring>
#include <fcntl.h>
#include <libvirt/libvirt-qemu.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace catamaran::hv {

using base::Errc;
using base::Result;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kTemplateBoot{120000};
constexpr milliseconds kStateDeadline{20000};

std::string stampOf(const std::string &path)
{
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0)
        return "none";
    return std::to_string(status.st_size) + "." + std::to_string(status.st_mtim.tv_sec) + "." +
           std::to_string(status.st_mtim.tv_nsec);
}

Result<base::UniqueFd> unixSocket(const std::string &path, bool listening)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return base::fail(Errc::InvalidArgument, "the socket path " + path + " is too long");
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    base::UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!fd)
        return base::failErrno("open a socket");
    const auto *where = reinterpret_cast<const sockaddr *>(&address);
    if (listening) {
        ::unlink(path.c_str());
        if (::bind(fd.get(), where, sizeof address) != 0 || ::listen(fd.get(), 1) != 0)
            return base::failErrno("listen on " + path);
        return fd;
    }
    if (::connect(fd.get(), where, sizeof address) != 0)
        return base::failErrno("connect to " + path);
    return fd;
}

bool readable(int fd, base::SteadyClock::time_point end)
{
    const auto left = std::chrono::duration_cast<milliseconds>(end - base::SteadyClock::now()).count();
    pollfd watch{fd, POLLIN, 0};
    return left > 0 && ::poll(&watch, 1, static_cast<int>(left)) > 0;
}

/// Everything that comes until the other side closes.
Result<std::string> receiveState(int listener)
{
    const auto end = base::SteadyClock::now() + kStateDeadline;
    if (!readable(listener, end))
        return base::fail(Errc::Timeout, "QEMU did not send its state");
    const base::UniqueFd from(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
    if (!from)
        return base::failErrno("accept QEMU's state");
    std::string out;
    std::array<char, 65536> buffer;
    for (;;) {
        if (!readable(from.get(), end))
            return base::fail(Errc::Timeout, "QEMU did not finish sending its state");
        const ssize_t n = ::read(from.get(), buffer.data(), buffer.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return base::failErrno("read QEMU's state");
        if (n == 0)
            return out;
        out.append(buffer.data(), static_cast<std::size_t>(n));
    }
}

Result<void> sendState(const std::string &path, std::string_view bytes)
{
    CATAMARAN_TRY(const base::UniqueFd to, unixSocket(path, false));
    while (!bytes.empty()) {
        const ssize_t n = ::send(to.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return base::failErrno("send a VM its state");
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
}

const char *const kIgnoreShared =
    R"({"execute":"migrate-set-capabilities","arguments":{"capabilities":[{"capability":"x-ignore-shared","state":true}]}})";

std::string withUri(const char *command, const std::string &path)
{
    return nlohmann::json{{"execute", command}, {"arguments", {{"uri", "unix:" + path}}}}.dump();
}

std::vector<std::string> memoryArguments(const std::string &path, base::Bytes size, bool shared)
{
    // The later -machine wins; libvirt's own memory object stays untouched and costs nothing.
    return {"-object",
            "memory-backend-file,id=ctram,size=" + std::to_string(size.count) + ",mem-path=" + path +
                ",share=" + (shared ? "on" : "off"),
            "-machine", "memory-backend=ctram"};
}

} // namespace

bool LibvirtHypervisor::Warm::ready() const
{
    return ::access(state().c_str(), R_OK) == 0;
}

bool LibvirtHypervisor::isReserve(const FoundMachine &machine)
{
    return machine.ours && (machine.view.metadata->labels.contains(kTemplateLabel) ||
                            machine.view.metadata->labels.contains(kSpareLabel));
}

std::string whyNotWarm(const MachineSpec &spec)
{
    if (spec.network)
        return "it stands on a bridge network";
    for (const MachineMount &mount : spec.mounts)
        if (mount.kind == MachineMount::Kind::Share)
            return "it shares folders with the host";
    if (!spec.kernelArguments.empty())
        return "it has kernel arguments of its own";
    if (bootScript(spec).size() > CT_CONTROL_LIMIT - 4096)
        return "its command and environment are too large to be told to a running guest";
    return {};
}

Result<std::string> monitorCommand(virDomainPtr domain, const std::string &json)
{
    char *raw = nullptr;
    if (virDomainQemuMonitorCommand(domain, json.c_str(), &raw, 0) != 0)
        return base::fail(libvirtError("talk to QEMU"));
    const std::string text = takeText(raw);
    const auto answer = nlohmann::json::parse(text, nullptr, false);
    if (!answer.is_object() || answer.contains("error"))
        return base::fail(Errc::Unsupported, "QEMU refuses: " + text);
    return answer.contains("return") ? answer["return"].dump() : std::string();
}

Result<void> padDisk(const std::string &path)
{
    if (fileSize(path) >= kRootDiskSize)
        return {};
    if (::truncate(path.c_str(), kRootDiskSize) != 0)
        return base::failErrno("enlarge " + path);
    return {};
}

LibvirtHypervisor::Warm LibvirtHypervisor::warmFor(const MachineSpec &spec, const image::GuestKernel &kernel,
                                                   Accelerator accelerator) const
{
    const auto init = findHelper("catamaran-guest-init");
    // Whatever the devices' state depends on. The host's boot is in it, for its time stamp counter.
    const std::string all =
        "5|" + kernel.release + "|" + stampOf(kernel.vmlinuxPath) + "|" +
        stampOf(init ? *init : std::string()) + "|" + std::to_string(spec.memory.count) + "|" +
        std::to_string(spec.cpus) + "|" + (spec.profile == Profile::Micro ? "micro" : "lean") + "|" +
        std::string(acceleratorName(accelerator)) + "|" + stampOf("/usr/bin/qemu-system-x86_64") + "|" +
        base::readFile("/proc/sys/kernel/random/boot_id").value_or("") + "|" + m_connection.uri();
    Warm out;
    out.key = base::Sha256::hexOf(all).substr(0, 16);
    out.directory = m_options.dataDirectory + "/templates/" + out.key;
    return out;
}

Result<void> LibvirtHypervisor::writeTemplate(const MachineSpec &spec, const Warm &warm,
                                              const image::GuestKernel &kernel, Accelerator accelerator,
                                              const base::OperationContext &context)
{
    context.report("Booting a template for warm starts");
    const std::string uuid = freshUuid();
    const std::string socket = m_options.runDirectory + "/" + uuid.substr(0, 12) + ".mig";
    base::Rollback rollback;
    rollback.push("remove " + warm.directory, [&] { return base::removeTree(warm.directory); });
    CATAMARAN_CHECK(base::removeTree(warm.directory));
    CATAMARAN_CHECK(base::makeDirectories(warm.directory, 0700));
    CATAMARAN_TRY(const std::string shared, m_kernels.baseInitramfs(kernel));
    CATAMARAN_CHECK(base::writeFileAtomic(warm.initrd(), shared, 0600));
    CATAMARAN_CHECK(base::writeFileAtomic(warm.blank(), "", 0600));
    CATAMARAN_CHECK(padDisk(warm.blank()));
    MachineSpec plain;
    plain.name = "template-" + warm.key;
    plain.memory = spec.memory;
    plain.cpus = spec.cpus;
    plain.profile = spec.profile;
    plain.labels = {{kTemplateLabel, warm.key}};
    const MachineFiles files{warm.directory};
    CATAMARAN_TRY(xml::DomainDescription domain,
                  describeLight(plain, uuid, files, kernel, warm.blank(), accelerator, {}));
    domain.balloon = false;
    domain.furtherArguments = memoryArguments(warm.memory(), spec.memory, true);
    const std::string text = xml::writeDomain(domain);
    rollback.push("stop the template", [&] { return destroy(uuid); });
    CATAMARAN_CHECK(m_connection.call(
        [text](virConnectPtr connection) -> Result<void> {
            const Domain started(virDomainCreateXML(connection, text.c_str(), 0));
            if (!started)
                return base::fail(libvirtError("start the template"));
            return {};
        },
        std::chrono::seconds(120)));
    guest::JournalReader reader(files.journal());
    guest::FileWatch watch(files.journal());
    const auto end = base::SteadyClock::now() + kTemplateBoot;
    for (bool ready = false; !ready;) {
        while (const auto frame = reader.next())
            ready = ready || frame->type() == CT_READY;
        if (context.stopRequested())
            return base::fail(
                rollback.fail(base::Error(Errc::Cancelled, "making the template was cancelled")));
        if (base::SteadyClock::now() > end)
            return base::fail(rollback.fail(base::Error(Errc::Timeout, "the template did not boot")));
        if (!ready)
            watch.wait(50);
    }
    CATAMARAN_TRY(const base::UniqueFd listener, unixSocket(socket, true));
    rollback.push("remove " + socket, [&]() -> Result<void> {
        ::unlink(socket.c_str());
        return {};
    });
    auto asked = onDomain(uuid, [&socket](virDomainPtr one) -> Result<void> {
        CATAMARAN_CHECK(monitorCommand(one, kIgnoreShared));
        CATAMARAN_CHECK(monitorCommand(one, withUri("migrate", socket)));
        return {};
    });
    auto state = asked ? receiveState(listener.get()) : Result<std::string>(tl::unexpected(asked.error()));
    if (!state)
        return base::fail(rollback.fail(std::move(state).error()));
    ::unlink(socket.c_str());
    CATAMARAN_CHECK(destroy(uuid));
    CATAMARAN_CHECK(waitInactive(uuid, milliseconds(10000)));
    ::unlink(controlSocket(uuid).c_str());
    CATAMARAN_CHECK(base::writeFileAtomic(warm.commandLine(), domain.commandLine, 0600));
    // Last: its presence says that all is there.
    CATAMARAN_CHECK(base::writeFileAtomic(warm.state(), *state, 0600));
    rollback.release();
    return {};
}

Result<LibvirtHypervisor::Warm> LibvirtHypervisor::obtainTemplate(const MachineSpec &spec,
                                                                  const base::OperationContext &context)
{
    if (const std::string reason = whyNotWarm(spec); !reason.empty())
        return base::fail(Errc::Unsupported, "this VM cannot be cloned from a template: " + reason);
    CATAMARAN_TRY(const image::GuestKernel kernel, m_kernels.kernel(context));
    CATAMARAN_CHECK(m_connection.call([](virConnectPtr) -> Result<void> { return {}; }));
    const Accelerator accelerator = this->accelerator().accelerator;
    const Warm warm = warmFor(spec, kernel, accelerator);
    if (warm.ready())
        return warm;
    CATAMARAN_CHECK(base::makeDirectories(m_options.dataDirectory + "/templates", 0700));
    CATAMARAN_CHECK(base::makeDirectories(m_options.runDirectory, 0700));
    CATAMARAN_TRY(const base::UniqueFd lock,
                  base::openFile(warm.directory + ".lock", O_RDWR | O_CREAT, 0600));
    if (::flock(lock.get(), LOCK_EX) != 0)
        return base::failErrno("lock " + warm.directory);
    if (!warm.ready())
        CATAMARAN_CHECK(writeTemplate(spec, warm, kernel, accelerator, context));
    return warm;
}

Result<LibvirtHypervisor::StartPlan> LibvirtHypervisor::planStart(const MachineSpec &spec,
                                                                  const image::GuestKernel &kernel,
                                                                  Accelerator accelerator,
                                                                  const base::OperationContext &context)
{
    StartPlan plan;
    plan.uuid = freshUuid();
    if (m_startMode == StartMode::Cold)
        return plan;
    if (const std::string reason = whyNotWarm(spec); !reason.empty()) {
        if (m_startMode == StartMode::Fastest)
            return plan;
        return base::fail(base::Error(Errc::Unsupported, "this VM cannot start as a clone: " + reason)
                              .withFix("Use --start cold, or leave --start out."));
    }
    Warm warm = warmFor(spec, kernel, accelerator);
    if (m_startMode == StartMode::Clone && !warm.ready()) {
        CATAMARAN_TRY(warm, obtainTemplate(spec, context));
    }
    plan.directory = warm.directory;
    if (m_startMode != StartMode::Clone && warm.ready()) {
        auto spare = takeSpare(warm, spec);
        if (spare) {
            plan.uuid = *spare;
            plan.mode = StartMode::Spare;
            return plan;
        }
        if (m_startMode == StartMode::Spare)
            return base::fail(std::move(spare).error());
    }
    if (m_startMode == StartMode::Spare)
        return base::fail(base::Error(Errc::NotFound, "no spare VM is ready for " + spec.image)
                              .withFix("Make some: catamaran vm warm create --spares 1 " + spec.image + "."));
    plan.mode = warm.ready() ? StartMode::Clone : StartMode::Cold;
    return plan;
}

Result<void> LibvirtHypervisor::startClone(const xml::DomainDescription &cold, const Warm &warm)
{
    xml::DomainDescription domain = cold;
    std::string uuid = domain.uuid;
    std::erase(uuid, '-');
    const std::string socket = m_options.runDirectory + "/" + uuid.substr(0, 12) + ".mig";
    domain.initrd = warm.initrd();
    CATAMARAN_TRY(domain.commandLine, base::readFile(warm.commandLine()));
    domain.balloon = false;
    domain.furtherArguments = memoryArguments(warm.memory(), domain.memory, false);
    domain.furtherArguments.insert(domain.furtherArguments.end(), {"-incoming", "defer"});
    CATAMARAN_TRY(const std::string state, base::readFile(warm.state(), 64U << 20));
    ::unlink(controlSocket(uuid).c_str());
    ::unlink(socket.c_str());
    const std::string text = xml::writeDomain(domain);
    auto opened = m_connection.call(
        [text, socket](virConnectPtr connection) -> Result<void> {
            const Domain started(virDomainCreateXML(connection, text.c_str(), VIR_DOMAIN_START_PAUSED));
            if (!started)
                return base::fail(libvirtError("start QEMU"));
            if (auto capable = monitorCommand(started.get(), kIgnoreShared); !capable)
                return base::fail(std::move(capable).error());
            if (auto waiting = monitorCommand(started.get(), withUri("migrate-incoming", socket)); !waiting)
                return base::fail(std::move(waiting).error());
            return {};
        },
        std::chrono::seconds(120));
    if (!opened)
        return opened;
    const auto sent = sendState(socket, state);
    ::unlink(socket.c_str());
    CATAMARAN_CHECK(sent);
    return onDomain(uuid, [](virDomainPtr one) -> Result<void> {
        const auto end = base::SteadyClock::now() + kStateDeadline;
        for (;;) {
            CATAMARAN_TRY(const std::string told, monitorCommand(one, R"({"execute":"query-migrate"})"));
            const auto answer = nlohmann::json::parse(told, nullptr, false);
            const std::string status = answer.is_object() ? answer.value("status", "") : "";
            if (status == "completed")
                return {};
            if (status == "failed")
                return base::fail(Errc::Unsupported, "QEMU could not take the template's state");
            if (base::SteadyClock::now() > end)
                return base::fail(Errc::Timeout, "QEMU did not take the template's state in time");
            ::poll(nullptr, 0, 1);
        }
    });
}

namespace {

/// Time and entropy: what no copy may have in common with another.
Result<std::vector<guest::FrameBuilder>> awakening()
{
    std::vector<guest::FrameBuilder> out;
    out.emplace_back(CT_CLOCK).number(CT_TAG_TIME, static_cast<std::uint64_t>(realtimeNs()));
    std::array<char, 64> entropy{};
    if (::getrandom(entropy.data(), entropy.size(), 0) != static_cast<ssize_t>(entropy.size()))
        return base::failErrno("get random bytes");
    out.emplace_back(CT_SEED).text(CT_TAG_DATA, {entropy.data(), entropy.size()});
    return out;
}

std::string macBytes(const std::string &uuid)
{
    std::string bytes;
    const std::string mac = macAddress(uuid);
    for (std::size_t at = 0; at + 1 < mac.size(); at += 3)
        bytes += static_cast<char>(std::stoi(mac.substr(at, 2), nullptr, 16));
    return bytes;
}

} // namespace

Result<void> LibvirtHypervisor::handOver(const std::string &uuid, const MachineSpec &spec, HandOver part)
{
    CATAMARAN_TRY(auto session, guest::ControlSession::open(controlSocket(uuid), milliseconds(5000)));
    CATAMARAN_TRY(std::vector<guest::FrameBuilder> requests, awakening());
    guest::FrameStream script(CT_BOOT_LIMIT);
    script.feed(bootScript(spec));
    while (const auto frame = script.next()) {
        const bool first = frame->type() == CT_ROOT || frame->type() == CT_NET;
        if ((part == HandOver::Ground && !first) || (part == HandOver::Rest && frame->type() == CT_ROOT))
            continue;
        guest::FrameBuilder request(*frame);
        if (frame->type() == CT_NET)
            request.text(CT_TAG_MAC, macBytes(uuid));
        requests.push_back(std::move(request));
    }
    return session.requestAll(std::move(requests), milliseconds(30000));
}

Result<void> LibvirtHypervisor::bootWarm(const MachineSpec &spec, const xml::DomainDescription &cold,
                                         const Warm &warm, const MachineFiles &files, BootNote note,
                                         bool spare)
{
    std::string uuid = cold.uuid;
    std::erase(uuid, '-');
    note.startedNs = realtimeNs();
    note.startedBy = spare ? "spare" : "clone";
    note.journalOffset = fileSize(files.journal());
    note.consoleOffset = fileSize(files.console());
    CATAMARAN_CHECK(files.writeBootNote(note));
    if (!spare)
        CATAMARAN_CHECK(startClone(cold, warm));
    note.qemuNs = base::steadyNanoseconds();
    CATAMARAN_CHECK(onDomain(uuid, [](virDomainPtr domain) -> Result<void> {
        if (virDomainResume(domain) != 0)
            return base::fail(libvirtError("resume the VM"));
        return {};
    }));
    if (auto given = handOver(uuid, spec, spare ? HandOver::Rest : HandOver::All); !given) {
        // A guest that cannot run its command says why in the journal and switches itself off.
        const guest::BootRecord boot = guest::readBoot(files.journal(), note.journalOffset);
        if (boot.failure.empty())
            return given;
        const int code = boot.exitCode.value_or(1);
        return base::fail(code == 127   ? Errc::CommandNotFound
                          : code == 126 ? Errc::CommandNotExecutable
                                        : Errc::InvalidState,
                          "VM " + spec.name + ": " + boot.failure);
    }
    CATAMARAN_CHECK(files.writeBootNote(note));
    if (spec.restart.kind != MachineRestart::Kind::No) {
        CATAMARAN_TRY(const FoundMachine machine, refresh(uuid));
        return watchForRestart(machine);
    }
    return {};
}

} // namespace catamaran::hv
