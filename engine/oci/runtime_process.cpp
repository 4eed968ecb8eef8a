// SPDX-License-Identifier: GPL-3.0-or-later
// The runtime's conversation with catamaran-oci.
#include "engine/base/file.h"
#include "engine/launch/failure_text.h"
#include "engine/launch/helper_program.h"
#include "engine/launch/oci_protocol.h"
#include "engine/launch/protocol_encode.h"
#include "engine/launch/spawner.h"
#include "engine/oci/check.h"
#include "engine/oci/runtime.h"
#include "engine/oci/translate.h"

#include <charconv>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <sys/un.h>

namespace catamaran::engine::oci {

using nlohmann::json;
namespace protocol = launch::protocol;

namespace {

// The child's descriptors are put in place one by one: sources must lie above all of them.
constexpr int kLowest = 64;

base::Result<base::UniqueFd> high(int fd)
{
    base::UniqueFd copy(fcntl(fd, F_DUPFD_CLOEXEC, kLowest));
    if (!copy)
        return base::failErrno(fmt::format("duplicate descriptor {}", fd));
    return copy;
}

base::Result<base::UniqueFd> connectConsole(const std::string &path)
{
    base::UniqueFd fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return base::fail(base::Errc::InvalidArgument, "the path of the console socket is too long: " + path);
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    if (!fd || connect(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address))
        return base::failErrno("connect to the console socket " + path);
    return fd;
}

base::Error failureOf(const protocol::FailedMessage &failure)
{
    const std::string path(failure.path, strnlen(failure.path, sizeof failure.path));
    if (failure.step == protocol::Step::RunHook)
        return {base::Errc::System, "error running " + path};
    return launch::failureError(failure);
}

} // namespace

/// Starts catamaran-oci; one thread is enough for a program that does one thing and ends.
struct Runtime::Helper {
    launch::Spawner spawner;
    std::vector<base::UniqueFd> kept;
    launch::Spawner::Request request;

    base::Result<void> pass(int fd, int number)
    {
        CATAMARAN_TRY(base::UniqueFd copy, high(fd));
        request.descriptors.emplace_back(copy.get(), number);
        kept.push_back(std::move(copy));
        return {};
    }

    // The control connection and the running helper.
    base::Result<std::pair<base::UniqueFd, launch::Child>> start(const launch::OciPlan &plan)
    {
        CATAMARAN_TRY(const std::string encoded, protocol::encode(plan));
        CATAMARAN_TRY(const base::UniqueFd memory, launch::sealedMemory("catamaran-plan", encoded));
        CATAMARAN_TRY(const base::UniqueFd program, launch::openHelper("catamaran-oci"));
        CATAMARAN_TRY(base::UniqueFd highProgram, high(program.get()));
        int pair[2];
        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
            return base::failErrno("make a control socket");
        base::UniqueFd ours(pair[0]);
        const base::UniqueFd theirs(pair[1]);
        CATAMARAN_CHECK(pass(theirs.get(), protocol::kControlFd));
        CATAMARAN_CHECK(pass(memory.get(), protocol::kPlanFd));
        request.program = highProgram.get();
        request.name = "catamaran-oci";
        CATAMARAN_TRY(launch::Child child, spawner.spawn(request));
        kept.clear();
        request = launch::Spawner::Request();
        return std::pair{std::move(ours), std::move(child)};
    }
};

Runtime::Runtime(std::string root, std::function<void(const std::string &)> warn)
    : m_store(std::move(root)), m_warn(std::move(warn))
{
}
Runtime::~Runtime() = default;

base::Result<pid_t> Runtime::launch(launch::OciPlan &plan, const std::string &consoleSocket, int startFd,
                                    const std::function<base::Result<void>(pid_t)> &commit)
{
    if (!m_helper)
        m_helper = std::make_unique<Helper>();
    // The container has our streams, unless it gets a terminal.
    for (int fd = 0; fd < 3 && !plan.launch.process.tty; ++fd) {
        if (fcntl(fd, F_GETFD) >= 0)
            CATAMARAN_CHECK(m_helper->pass(fd, fd));
    }
    for (unsigned i = 0; i < plan.preservedDescriptors; ++i)
        CATAMARAN_CHECK(
            m_helper->pass(3 + static_cast<int>(i), protocol::kPreservedFd + static_cast<int>(i)));
    if (!consoleSocket.empty()) {
        CATAMARAN_TRY(const base::UniqueFd console, connectConsole(consoleSocket));
        CATAMARAN_CHECK(m_helper->pass(console.get(), protocol::kConsoleFd));
    }
    if (startFd >= 0)
        CATAMARAN_CHECK(m_helper->pass(startFd, protocol::kStartFd));
    CATAMARAN_TRY(auto started, m_helper->start(plan));
    auto &[control, child] = started;

    union {
        protocol::MessageHeader header;
        protocol::StartedMessage started;
        protocol::FailedMessage failed;
    } message{};
    ssize_t size;
    do
        size = recv(control.get(), &message, sizeof message, 0);
    while (size < 0 && errno == EINTR);
    const bool good = size > 0 && protocol::isMessage(&message, static_cast<std::size_t>(size));
    if (!good || message.header.type != protocol::MessageType::Started) {
        control.reset();
        [[maybe_unused]] const auto ended = child.wait(); // it has ended what it had begun by then
        if (good && message.header.type == protocol::MessageType::Failed)
            return base::fail(failureOf(message.failed));
        return base::fail(base::Errc::Protocol, "catamaran-oci ended without an answer");
    }
    const auto pid = static_cast<pid_t>(message.started.pid);
    if (auto done = commit(pid); !done) {
        control.reset();
        [[maybe_unused]] const auto ended = child.wait();
        return base::fail(done.error());
    }
    protocol::MessageHeader go;
    go.type = protocol::MessageType::Commit;
    if (send(control.get(), &go, sizeof go, MSG_NOSIGNAL) < 0)
        return base::failErrno("commit the start");
    // When it has gone, the new process is our caller's.
    CATAMARAN_TRY(const int code, child.wait());
    if (code != 0)
        return base::fail(base::Errc::System,
                          "the container's first process died before it could be started");
    return pid;
}

base::Result<void> Runtime::runHooks(const Record &record, const char *kind, const char *status)
{
    CATAMARAN_TRY(const std::string text, base::readFile(m_store.file(record.id, "config.json")));
    CATAMARAN_TRY(const json config, parseConfig(text));
    launch::OciPlan plan;
    CATAMARAN_TRY(plan.runtimeHooks, hooksOf(config, kind));
    if (plan.runtimeHooks.empty())
        return {};
    plan.action = launch::OciPlan::Action::Hooks;
    plan.hookStatus = status;
    plan.targetPid = std::strcmp(status, "stopped") == 0 ? 0 : record.pid;
    setStateTexts(plan, record.id, record.bundle, json::parse(record.annotations));
    if (!m_helper)
        m_helper = std::make_unique<Helper>();
    CATAMARAN_TRY(auto started, m_helper->start(plan));
    auto &[control, child] = started;
    protocol::FailedMessage failed;
    const ssize_t size = recv(control.get(), &failed, sizeof failed, 0);
    [[maybe_unused]] const auto ended = child.wait();
    if (size > 0 && protocol::isMessage(&failed, static_cast<std::size_t>(size)) &&
        failed.header.type == protocol::MessageType::Failed)
        return base::fail(failureOf(failed));
    return {};
}

namespace {

base::Result<void> setUser(json &process, const std::string &text)
{
    const std::size_t colon = text.find(':');
    const auto number = [](std::string_view part, std::uint32_t &into) {
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), into);
        return error == std::errc() && end == part.data() + part.size() && !part.empty();
    };
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    if (!number(std::string_view(text).substr(0, colon), uid) ||
        (colon != std::string::npos && !number(std::string_view(text).substr(colon + 1), gid)))
        return base::fail(base::Errc::InvalidArgument, "invalid --user \"" + text + "\": it is UID[:GID]");
    process["user"]["uid"] = uid;
    if (colon != std::string::npos)
        process["user"]["gid"] = gid;
    return {};
}

} // namespace

base::Result<launch::OciPlan> Runtime::execPlan(const Record &record, const ExecOptions &options)
{
    json process;
    if (!options.processText.empty()) {
        CATAMARAN_TRY(process, parseProcess(options.processText));
    } else {
        CATAMARAN_TRY(const std::string text, base::readFile(m_store.file(record.id, "config.json")));
        CATAMARAN_TRY(const json config, parseConfig(text));
        process = config.at("process");
        process["args"] = options.arguments;
        process["terminal"] = options.terminal;
        for (const std::string &variable : options.environment)
            process["env"].push_back(variable);
        if (!options.workingDirectory.empty())
            process["cwd"] = options.workingDirectory;
        if (!options.user.empty())
            CATAMARAN_CHECK(setUser(process, options.user));
        for (const std::uint32_t group : options.additionalGroups)
            process["user"]["additionalGids"].push_back(group);
        for (const std::string &name : options.capabilities) {
            for (const char *set : {"bounding", "effective", "permitted", "ambient"})
                process["capabilities"][set].push_back(name);
        }
        if (!options.apparmorProfile.empty())
            process["apparmorProfile"] = options.apparmorProfile;
        if (options.noNewPrivileges)
            process["noNewPrivileges"] = *options.noNewPrivileges;
    }
    launch::OciPlan plan;
    plan.action = launch::OciPlan::Action::Exec;
    std::vector<std::string> warnings;
    CATAMARAN_CHECK(translateProcess(process, plan, warnings));
    for (const std::string &warning : warnings)
        m_warn(warning);
    CATAMARAN_TRY(plan.launch.process.seccompProgram, base::readFile(m_store.file(record.id, "seccomp")));
    plan.launch.cgroup = record.cgroup;
    plan.targetPid = record.pid;
    plan.targetStartTime = record.startTime;
    plan.preservedDescriptors = options.preservedDescriptors;
    return plan;
}

base::Result<pid_t> Runtime::execute(const std::string &id, const ExecOptions &options)
{
    CATAMARAN_TRY(const Record record, m_store.load(id));
    const Status status = m_store.status(record);
    if (status == Status::Stopped || status == Status::Creating)
        return base::fail(base::Errc::InvalidState, "cannot exec a container that has stopped");
    if (status == Status::Paused && !options.ignorePaused)
        return base::fail(base::Error(base::Errc::InvalidState, "cannot exec in a paused container")
                              .withFix("Use --ignore-paused, or resume it first"));
    CATAMARAN_TRY(launch::OciPlan plan, execPlan(record, options));
    if (plan.launch.process.tty && options.consoleSocket.empty())
        return base::fail(base::Error(base::Errc::InvalidArgument,
                                      "a terminal is wanted, but there is no console socket to send it to")
                              .withFix("Give --console-socket, or leave --tty out"));
    return launch(plan, plan.launch.process.tty ? options.consoleSocket : std::string(), -1,
                  [&](pid_t pid) -> base::Result<void> {
                      if (options.pidFile.empty())
                          return {};
                      return base::writeFileAtomic(options.pidFile, std::to_string(pid));
                  });
}

} // namespace catamaran::engine::oci
