// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/oci/runtime.h"

#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "engine/oci/check.h"
#include "engine/oci/seccomp.h"
#include "engine/oci/translate.h"
#include "engine/sys/syscalls.h"

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <pwd.h>
#include <sys/stat.h>

namespace catamaran::engine::oci {

using nlohmann::json;

namespace {

constexpr int kKillTimeoutMs = 20'000;

Groups groupsOf(const Record &record)
{
    return {record.cgroup, record.groupsByController};
}

base::Error inState(const std::string &what, Status status)
{
    return {base::Errc::InvalidState, fmt::format("{}: it is {}", what, statusName(status))};
}

// What the plan cannot know without looking at the host.
base::Result<void> look(launch::LaunchPlan &plan)
{
    struct stat info {};
    if (stat(plan.rootfs.directory.c_str(), &info) || !S_ISDIR(info.st_mode))
        return base::fail(
            base::Error(base::Errc::InvalidArgument,
                        fmt::format("invalid rootfs: {} is no directory", plan.rootfs.directory))
                .withFix("root.path of config.json is relative to the bundle"));
    std::error_code error;
    plan.rootfs.directory = std::filesystem::canonical(plan.rootfs.directory, error).string();
    plan.rootfs.mountPoint = plan.rootfs.directory;
    if (plan.rootfs.directory.empty() || plan.rootfs.directory == "/")
        return base::fail(base::Errc::InvalidArgument, "invalid rootfs: it is the host's own root");
    for (launch::MountPlan &mount : plan.mounts) {
        if (mount.kind == launch::MountPlan::Kind::Bind && stat(mount.source.c_str(), &info) == 0)
            mount.sourceIsFile = !S_ISDIR(info.st_mode);
    }
    return {};
}

base::Result<base::UniqueFd> makeStartFifo(const std::string &path)
{
    if (mkfifo(path.c_str(), 0600))
        return base::failErrno("make " + path);
    // For both, so that the container never sees the end of it.
    return base::openFile(path, O_RDWR);
}

} // namespace

base::Result<std::string> Runtime::seccomp(const json &section) const
{
    // The compilation costs more than the rest of create, and most containers have the same profile. The
    // directory is root's alone (or the user's own).
    const std::string folder = m_store.root() + "/.seccomp";
    const std::string path = folder + "/" + base::Sha256::hexOf(section.dump());
    struct stat info {};
    if (lstat(folder.c_str(), &info) == 0 && info.st_uid == geteuid() && (info.st_mode & 022) == 0) {
        if (auto cached = base::readFile(path))
            return std::move(*cached);
    }
    CATAMARAN_TRY(std::string program, compileSeccomp(section));
    if (base::makeDirectories(folder, 0700)) {
        [[maybe_unused]] const auto ignored = base::writeFileAtomic(path, program, 0600); // only a cache
    }
    return program;
}

base::Result<pid_t> Runtime::create(const std::string &id, const CreateOptions &options)
{
    CATAMARAN_CHECK(StateStore::checkId(id));
    std::error_code error;
    const std::string bundle = std::filesystem::canonical(options.bundle, error).string();
    if (error)
        return base::fail(base::Errc::NotFound,
                          fmt::format("bundle {}: {}", options.bundle, error.message()));
    auto text = base::readFile(bundle + "/config.json");
    if (!text)
        return base::fail(
            base::Error(base::Errc::NotFound,
                        fmt::format("JSON specification file config.json not found in {}", bundle))
                .withFix("`spec` writes one to begin with"));
    CATAMARAN_TRY(const json config, parseConfig(*text));
    CATAMARAN_TRY(Translation translation, oci::translate(config, id, bundle, [this](const json &section) {
                      return seccomp(section);
                  }));
    for (const std::string &warning : translation.warnings)
        m_warn(warning);
    launch::OciPlan &plan = translation.plan;
    CATAMARAN_CHECK(look(plan.launch));
    if (plan.launch.process.tty && options.consoleSocket.empty())
        return base::fail(
            base::Error(base::Errc::InvalidArgument,
                        "process.terminal is set, but there is no console socket to send the terminal to")
                .withFix("Give --console-socket, or set process.terminal to false"));
    if (!plan.launch.process.tty && !options.consoleSocket.empty())
        return base::fail(base::Errc::InvalidArgument,
                          "a console socket is given, but process.terminal is not set");
    if (options.newKeyring)
        plan.keyring = "_ses." + id;
    plan.preservedDescriptors = options.preservedDescriptors;

    base::Rollback rollback;
    CATAMARAN_CHECK(m_store.claim(id));
    rollback.push("remove the state", [&] { return m_store.remove(id); });
    const auto made = [&]() -> base::Result<pid_t> {
        CATAMARAN_TRY(const base::UniqueFd lock, m_store.lock(id));
        CATAMARAN_TRY(const std::string path, groupPath(translation.cgroupsPath, id));
        CATAMARAN_TRY(Groups groups, Groups::at(path));
        Record record;
        record.id = id;
        record.bundle = bundle;
        record.rootfs = plan.launch.rootfs.directory;
        record.created = base::rfc3339(base::WallClock::now());
        record.annotations = config.contains("annotations") && config["annotations"].is_object()
                                 ? config["annotations"].dump()
                                 : "{}";
        record.cgroup = groups.plan();
        record.groupsByController = groups.byController();
        CATAMARAN_CHECK(m_store.save(record)); // before there is anything that it leads to
        CATAMARAN_CHECK(base::writeFileAtomic(m_store.file(id, "config.json"), *text, 0600));
        CATAMARAN_CHECK(
            base::writeFileAtomic(m_store.file(id, "seccomp"), plan.launch.process.seccompProgram, 0600));
        rollback.push("remove the control groups", [groups]() mutable { return groups.remove(); });
        CATAMARAN_CHECK(groups.make());
        std::vector<std::string> warnings;
        const json resources = config.value("linux", json::object()).value("resources", json::object());
        CATAMARAN_CHECK(groups.apply(resources, Groups::Devices::Set, warnings));
        for (const std::string &warning : warnings)
            m_warn(warning);
        plan.launch.cgroup = groups.plan();
        CATAMARAN_TRY(const base::UniqueFd fifo, makeStartFifo(m_store.file(id, "start")));
        return launch(plan, options.consoleSocket, fifo.get(), [&](pid_t pid) -> base::Result<void> {
            record.pid = pid;
            record.startTime = startTimeOf(pid);
            CATAMARAN_CHECK(m_store.save(record));
            if (options.pidFile.empty())
                return {};
            return base::writeFileAtomic(options.pidFile, std::to_string(pid));
        });
    }();
    if (!made)
        return base::fail(rollback.fail(made.error()));
    rollback.release();
    return made;
}

base::Result<void> Runtime::start(const std::string &id)
{
    CATAMARAN_CHECK(StateStore::checkId(id));
    CATAMARAN_TRY(const base::UniqueFd lock, m_store.lock(id));
    CATAMARAN_TRY(const Record record, m_store.load(id));
    const Status status = m_store.status(record);
    if (status == Status::Stopped)
        return base::fail(base::Errc::InvalidState, "cannot start a container that has stopped");
    if (status != Status::Created)
        return base::fail(base::Errc::InvalidState, "cannot start an already running container");
    const std::string path = m_store.file(id, "start");
    CATAMARAN_TRY(const base::UniqueFd fifo, base::openFile(path, O_WRONLY | O_NONBLOCK));
    if (write(fifo.get(), "1", 1) != 1)
        return base::failErrno("start the container");
    unlink(path.c_str());
    // The specification wants a failure logged, not the container stopped.
    if (auto hooks = runHooks(record, "poststart", "running"); !hooks)
        m_warn(hooks.error().text());
    return {};
}

base::Result<void> Runtime::kill(const std::string &id, int signal, Whom whom)
{
    CATAMARAN_TRY(const Record record, m_store.load(id));
    const Status status = m_store.status(record);
    if (whom == Whom::All) {
        for (const pid_t pid : groupsOf(record).members())
            ::kill(pid, signal); // members of the group now
        return {};
    }
    if (status == Status::Stopped || status == Status::Creating)
        return base::fail(base::Error(base::Errc::InvalidState, "container not running"));
    const base::UniqueFd pidfd(sys::pidfdOpen(record.pid));
    if (!pidfd || startTimeOf(record.pid) != record.startTime)
        return base::fail(base::Error(base::Errc::InvalidState, "container not running"));
    if (sys::pidfdSendSignal(pidfd.get(), signal))
        return base::failErrno("send the signal");
    // A frozen process does not even die.
    if (signal == SIGKILL && status == Status::Paused)
        return groupsOf(record).freeze(false);
    return {};
}

base::Result<void> Runtime::killAndWait(const Record &record)
{
    const base::UniqueFd pidfd(sys::pidfdOpen(record.pid));
    if (!pidfd || startTimeOf(record.pid) != record.startTime)
        return {};
    sys::pidfdSendSignal(pidfd.get(), SIGKILL);
    if (groupsOf(record).frozen())
        CATAMARAN_CHECK(groupsOf(record).freeze(false));
    pollfd set{pidfd.get(), POLLIN, 0};
    if (poll(&set, 1, kKillTimeoutMs) <= 0)
        return base::fail(base::Errc::Timeout, fmt::format("process {} does not end", record.pid));
    return {};
}

base::Result<void> Runtime::remove(const std::string &id, Force force)
{
    CATAMARAN_CHECK(StateStore::checkId(id));
    if (access(m_store.directory(id).c_str(), F_OK) != 0) {
        if (force == Force::Yes)
            return {};
        return base::fail(base::Errc::NotFound, fmt::format("container \"{}\" does not exist", id));
    }
    CATAMARAN_TRY(const base::UniqueFd lock, m_store.lock(id));
    const auto record = m_store.load(id);
    if (!record) {
        // Killed between its first two steps: there is nothing but the directory.
        if (force == Force::Yes)
            return m_store.remove(id);
        return base::fail(record.error());
    }
    const Status status = m_store.status(*record);
    if (status != Status::Stopped) {
        if (status != Status::Created && force == Force::No)
            return base::fail(base::Error(base::Errc::InvalidState,
                                          fmt::format("cannot delete container {} that is not stopped: {}",
                                                      id, statusName(status)))
                                  .withFix("Kill it first, or use --force"));
        CATAMARAN_CHECK(killAndWait(*record));
    }
    CATAMARAN_CHECK(groupsOf(*record).remove());
    if (auto hooks = runHooks(*record, "poststop", "stopped"); !hooks)
        m_warn(hooks.error().text());
    return m_store.remove(id);
}

base::Result<void> Runtime::pause(const std::string &id)
{
    CATAMARAN_TRY(const Record record, m_store.load(id));
    const Status status = m_store.status(record);
    if (status != Status::Running && status != Status::Created)
        return base::fail(inState("container not running", status));
    return groupsOf(record).freeze(true);
}

base::Result<void> Runtime::resume(const std::string &id)
{
    CATAMARAN_TRY(const Record record, m_store.load(id));
    const Status status = m_store.status(record);
    if (status != Status::Paused)
        return base::fail(inState("container not paused", status));
    return groupsOf(record).freeze(false);
}

base::Result<void> Runtime::update(const std::string &id, const std::string &resources)
{
    CATAMARAN_TRY(const json document, parseResources(resources));
    CATAMARAN_TRY(const base::UniqueFd lock, m_store.lock(id));
    CATAMARAN_TRY(const Record record, m_store.load(id));
    const Status status = m_store.status(record);
    if (status == Status::Stopped || status == Status::Creating)
        return base::fail(inState("container not running", status));
    std::vector<std::string> warnings;
    return groupsOf(record).apply(document, Groups::Devices::LeftAlone, warnings);
}

base::Result<std::vector<pid_t>> Runtime::members(const std::string &id) const
{
    CATAMARAN_TRY(const Record record, m_store.load(id));
    return groupsOf(record).members();
}

base::Result<std::string> Runtime::stateText(const std::string &id) const
{
    CATAMARAN_TRY(const Record record, m_store.load(id));
    const Status status = m_store.status(record);
    struct stat info {};
    const passwd *owner = stat(m_store.directory(id).c_str(), &info) == 0 ? getpwuid(info.st_uid) : nullptr;
    nlohmann::ordered_json document = {{"ociVersion", kOciVersion},
                                       {"id", id},
                                       {"pid", status == Status::Stopped ? 0 : record.pid},
                                       {"status", statusName(status)},
                                       {"bundle", record.bundle},
                                       {"rootfs", record.rootfs},
                                       {"created", record.created}};
    document["annotations"] = json::parse(record.annotations);
    document["owner"] = owner ? owner->pw_name : "";
    return document.dump(2);
}

base::Result<std::string> Runtime::statisticsText(const std::string &id) const
{
    CATAMARAN_TRY(const Record record, m_store.load(id));
    const Status status = m_store.status(record);
    if (status == Status::Stopped || status == Status::Creating)
        return base::fail(inState("container not running", status));
    const nlohmann::ordered_json document = {
        {"type", "stats"}, {"id", id}, {"data", groupsOf(record).statistics()}};
    return document.dump();
}

} // namespace catamaran::engine::oci
