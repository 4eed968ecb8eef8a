// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/session_daemon.h"

#include "engine/base/clock.h"
#include "engine/base/file.h"

#include <chrono>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

extern char **environ;

namespace catamaran::hv {

namespace {

using base::Errc;
using base::Result;

constexpr std::chrono::seconds kStartDeadline{15};

bool executable(const std::string &path)
{
    return ::access(path.c_str(), X_OK) == 0;
}

bool accepts(const std::string &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
        return false;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const base::UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    return fd && ::connect(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
}

/// A copy of an account table with libvirt's packaged user added, or nothing if the host has it already.
Result<void> writeAccounts(const std::string &source, const std::string &target, const std::string &line)
{
    CATAMARAN_TRY(std::string table, base::readFile(source));
    const std::string name = line.substr(0, line.find(':') + 1);
    if (table.starts_with(name) || table.find("\n" + name) != std::string::npos) {
        if (::unlink(target.c_str()) != 0 && errno != ENOENT)
            return base::failErrno("remove " + target);
        return {};
    }
    if (!table.empty() && table.back() != '\n')
        table += '\n';
    return base::writeFileAtomic(target, table + line + "\n", 0644);
}

// libvirt's own configuration syntax; a private daemon needs no authentication, its sockets are root's alone.
constexpr const char *kDaemonConfiguration = "auth_unix_ro = \"none\"\n"
                                             "auth_unix_rw = \"none\"\n"
                                             "unix_sock_ro_perms = \"0700\"\n"
                                             "unix_sock_rw_perms = \"0700\"\n";

Result<void> prepareState(const std::string &state, const std::string &run)
{
    for (const char *name : {"/etc", "/lib", "/cache", "/log"})
        CATAMARAN_CHECK(base::makeDirectories(state + name, 0755));
    CATAMARAN_CHECK(base::makeDirectories(run, 0700));
    CATAMARAN_CHECK(writeQemuConfiguration(state + "/etc"));
    CATAMARAN_CHECK(base::writeFileAtomic(state + "/etc/libvirtd.conf", kDaemonConfiguration));
    CATAMARAN_CHECK(writeAccounts("/etc/passwd", state + "/passwd",
                                  "libvirt-qemu:x:64055:64055::/nonexistent:/usr/sbin/nologin"));
    return writeAccounts("/etc/group", state + "/group", "libvirt-qemu:x:64055:");
}

} // namespace

Result<void> spawnDetached(const std::vector<std::string> &command, const std::string &logPath)
{
    std::vector<char *> argv;
    for (const std::string &argument : command)
        argv.push_back(const_cast<char *>(argument.c_str()));
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, logPath.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::posix_spawn_file_actions_adddup2(&actions, 1, 2);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    sigset_t none;
    sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
    pid_t pid = 0;
    const int error = ::posix_spawn(&pid, argv[0], &actions, &attributes, argv.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (error != 0)
        return base::fail(base::Error::fromErrno(error, "start " + command[0]));
    return {};
}

Result<std::string> findProgram()
{
    if (const char *given = std::getenv("CATAMARAN_PROGRAM"); given != nullptr && executable(given))
        return std::string(given);
    std::string self(PATH_MAX, '\0');
    const ssize_t n = ::readlink("/proc/self/exe", self.data(), self.size());
    if (n > 0) {
        self.resize(static_cast<std::size_t>(n));
        // The large half of the command line, which the small one becomes for all verbs of VMs.
        if (self.ends_with("/catamaran-full"))
            return self;
        if (const std::string path = self.substr(0, self.rfind('/')) + "/catamaran"; executable(path))
            return path;
    }
    return base::fail(Errc::NotFound, "the program catamaran is not beside this one");
}

Result<std::string> findHelper(const std::string &name)
{
    std::vector<std::string> places;
    if (const char *directory = std::getenv("CATAMARAN_LIBEXEC"))
        places.emplace_back(directory);
    std::string self(PATH_MAX, '\0');
    const ssize_t n = ::readlink("/proc/self/exe", self.data(), self.size());
    if (n > 0) {
        self.resize(static_cast<std::size_t>(n));
        const std::string directory = self.substr(0, self.rfind('/'));
        places.push_back(directory + "/../libexec/catamaran");
        places.push_back(directory + "/libexec");
        places.push_back(directory + "/../libexec");
    }
    for (const std::string &place : places)
        if (const std::string path = place + "/" + name; ::access(path.c_str(), R_OK) == 0)
            return path;
    return base::fail(
        base::Error(Errc::NotFound, "the helper program " + name + " is not installed")
            .withFix("Reinstall Catamaran, or set CATAMARAN_LIBEXEC to the directory that holds it."));
}

Result<std::string> emulatorFor(Accelerator accelerator)
{
    if (accelerator != Accelerator::Tcg)
        return std::string("/usr/bin/qemu-system-x86_64");
    return findHelper("catamaran-emulator");
}

std::string findLibvirtd()
{
    for (const char *path : {"/usr/sbin/libvirtd", "/usr/bin/libvirtd", "/usr/sbin/virtqemud"})
        if (executable(path))
            return path;
    return {};
}

Result<void> writeQemuConfiguration(const std::string &directory)
{
    // Files go straight from QEMU (no virtlogd); as root QEMU stays root, since nothing else may read our
    // files.
    std::string text = "stdio_handler = \"file\"\n";
    if (::geteuid() == 0)
        text += "user = \"root\"\ngroup = \"root\"\nsecurity_driver = \"none\"\nnamespaces = []\n"
                "cgroup_controllers = []\nswtpm_user = \"root\"\nswtpm_group = \"root\"\n";
    CATAMARAN_CHECK(base::makeDirectories(directory));
    return base::writeFileAtomic(directory + "/qemu.conf", text);
}

Result<std::string> ensurePrivateDaemon(const std::string &dataDirectory, const std::string &runDirectory)
{
    const std::string run = runDirectory + "/libvirt";
    const std::string state = dataDirectory + "/libvirt";
    const std::string socket = run + "/libvirt-sock";
    const std::string uri = "qemu+unix:///system?socket=" + socket;
    if (accepts(socket))
        return uri;
    const std::string daemon = findLibvirtd();
    if (daemon.empty())
        return base::fail(Errc::Unsupported, "no libvirt daemon is installed");
    CATAMARAN_TRY(const std::string keeper, findHelper("catamaran-libvirt-keeper"));
    CATAMARAN_CHECK(prepareState(state, run));
    CATAMARAN_TRY(const base::UniqueFd lock, base::openFile(run + "/start.lock", O_RDWR | O_CREAT, 0600));
    if (::flock(lock.get(), LOCK_EX) != 0)
        return base::failErrno("lock " + run + "/start.lock");
    if (accepts(socket))
        return uri;
    const std::string log = state + "/log/daemon.log";
    CATAMARAN_CHECK(spawnDetached({keeper, state, run, daemon, "--timeout", "120", "--pid-file",
                                   run + "/libvirtd.pid", "--config", state + "/etc/libvirtd.conf"},
                                  log));
    const auto deadline = base::SteadyClock::now() + kStartDeadline;
    while (base::SteadyClock::now() < deadline) {
        if (accepts(socket))
            return uri;
        ::poll(nullptr, 0, 5);
    }
    return base::fail(base::Error(Errc::Unsupported, "the private libvirt daemon did not start")
                          .withFix("Look into " + log + " for libvirt's reason."));
}

} // namespace catamaran::hv
