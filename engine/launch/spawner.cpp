// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/launch/spawner.h"

#include "engine/base/sync.h"
#include "engine/launch/protocol.h"
#include "engine/sys/syscalls.h"

#include <algorithm>
#include <cstring>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <thread>

namespace catamaran::engine::launch {

struct Child::State {
    explicit State(base::UniqueFd fd) : pidfd(std::move(fd)) {}
    const base::UniqueFd pidfd;
    base::Sync<std::pair<bool, int>> ended; // whether, and the exit code

    // Reaps if it has ended; safe against a second caller, who finds it reaped.
    bool reap(int options)
    {
        auto guard = ended.lock();
        if (guard->first)
            return true;
        siginfo_t info{};
        if (sys::waitPidfd(pidfd.get(), &info, WEXITED | options) == 0 && info.si_pid == 0)
            return false;
        *guard = {true, sys::exitCodeOf(info)};
        return true;
    }
};

base::Result<int> Child::wait()
{
    waitFor(-1);
    m_state->reap(0);
    return m_state->ended.lock()->second;
}

bool Child::waitFor(int milliseconds)
{
    // A pidfd of an ended process is readable before and after it has been reaped.
    pollfd set{m_state->pidfd.get(), POLLIN, 0};
    int n;
    do
        n = poll(&set, 1, milliseconds);
    while (n < 0 && errno == EINTR);
    return n > 0;
}

void Child::kill(int signal)
{
    sys::pidfdSendSignal(m_state->pidfd.get(), signal);
}

int Child::descriptor() const
{
    return m_state->pidfd.get();
}

namespace {

struct Job {
    const Spawner::Request *request = nullptr;
    pid_t pid = -1;
    int error = 0;
    bool done = false;
};

// posix_spawn's child shares our memory until it executes, so it costs the same however large we are.
int spawnProgram(const Spawner::Request &request, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    // The first terminal that the leader of a new session opens becomes its controlling one.
    const char *streams = request.terminal.empty() ? "/dev/null" : request.terminal.c_str();
    for (int fd = 0; fd < 3; ++fd)
        posix_spawn_file_actions_addopen(&actions, fd, streams, O_RDWR, 0);
    int last = 3;
    for (const auto &[own, number] : request.descriptors) {
        posix_spawn_file_actions_adddup2(&actions, own, number);
        last = std::max(last, number);
    }
    const bool isOurs = request.path.empty();
    if (isOurs)
        posix_spawn_file_actions_adddup2(&actions, request.program, protocol::kProgramFd);
    if (!request.directory.empty())
        posix_spawn_file_actions_addchdir_np(&actions, request.directory.c_str());
    posix_spawn_file_actions_addclosefrom_np(&actions, isOurs ? std::max(last, protocol::kProgramFd) + 1 : 3);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    const std::string path = isOurs ? "/proc/self/fd/" + std::to_string(protocol::kProgramFd) : request.path;
    const auto pointers = [](const std::vector<std::string> &texts) {
        std::vector<char *> out;
        for (const std::string &text : texts)
            out.push_back(const_cast<char *>(text.c_str()));
        out.push_back(nullptr);
        return out;
    };
    const std::vector<std::string> named = {request.name};
    const std::vector<char *> arguments = pointers(isOurs ? named : request.arguments);
    const std::vector<char *> environment = pointers(request.environment);
    const int error =
        posix_spawn(pid, path.c_str(), &actions, &attributes, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return error;
}

} // namespace

struct Spawner::Private {
    struct Queue {
        std::vector<Job *> jobs;
        bool stop = false;
    };
    base::Sync<Queue> queue;
    std::condition_variable done;
    base::UniqueFd wake{eventfd(0, EFD_CLOEXEC)};
    base::Sync<std::vector<std::shared_ptr<Child::State>>> children;
    std::thread thread;
    int network = -1;

    void signal() const
    {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t n = write(wake.get(), &one, sizeof one);
    }
    bool runJobs();
    void run();
};

bool Spawner::Private::runJobs()
{
    auto guard = queue.lock();
    for (Job *job : guard->jobs) {
        job->error = spawnProgram(*job->request, &job->pid);
        job->done = true;
    }
    guard->jobs.clear();
    done.notify_all();
    return !guard->stop;
}

void Spawner::Private::run()
{
    pthread_setname_np(pthread_self(), "catamaran-spawn");
    if (network >= 0)
        (void)setns(network, CLONE_NEWNET); // allowed to whoever is in the deck's user namespace
    std::vector<pollfd> set;
    std::vector<std::shared_ptr<Child::State>> watched;
    for (;;) {
        watched = *children.lock();
        set.assign(1, {wake.get(), POLLIN, 0});
        for (const auto &child : watched)
            set.push_back({child->pidfd.get(), POLLIN, 0});
        if (poll(set.data(), set.size(), -1) < 0)
            continue;
        if (set[0].revents) {
            std::uint64_t count = 0;
            [[maybe_unused]] const ssize_t n = read(wake.get(), &count, sizeof count);
            if (!runJobs())
                return;
        }
        for (std::size_t i = 0; i < watched.size(); ++i) {
            if (set[i + 1].revents && watched[i]->reap(WNOHANG))
                std::erase(*children.lock(), watched[i]);
        }
    }
}

Spawner::Spawner(int network) : m_d(std::make_unique<Private>())
{
    m_d->network = network;
    m_d->thread = std::thread([d = m_d.get()] { d->run(); });
}

Spawner::~Spawner()
{
    m_d->queue.lock()->stop = true;
    m_d->signal();
    m_d->thread.join();
}

base::Result<Child> Spawner::spawn(const Request &request)
{
    Job job;
    job.request = &request;
    {
        auto guard = m_d->queue.lock();
        guard->jobs.push_back(&job);
        m_d->signal();
        guard.wait(m_d->done, [&job](const auto &) { return job.done; });
    }
    if (job.error)
        return base::fail(base::Error::fromErrno(job.error, "start " + request.name));
    // The pid cannot be reused before we have reaped it, and only the state below does.
    base::UniqueFd pidfd(sys::pidfdOpen(job.pid));
    if (!pidfd)
        return base::failErrno("open a pidfd of " + request.name);
    Child child;
    child.m_pid = job.pid;
    child.m_state = std::make_shared<Child::State>(std::move(pidfd));
    m_d->children.lock()->push_back(child.m_state);
    m_d->signal();
    return child;
}

} // namespace catamaran::engine::launch
