// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/net/network_lab.h"

#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <fcntl.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace catamaran::test {

namespace {

bool loopbackUp()
{
    const base::UniqueFd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    ifreq request{};
    std::strcpy(request.ifr_name, "lo");
    request.ifr_flags = IFF_UP;
    return ::ioctl(socket.get(), SIOCSIFFLAGS, &request) == 0;
}

sockaddr_in socketAddress(const std::string &address, std::uint16_t port)
{
    sockaddr_in result{};
    result.sin_family = AF_INET;
    result.sin_port = htons(port);
    ::inet_pton(AF_INET, address.c_str(), &result.sin_addr);
    return result;
}

std::string peerText(const sockaddr_in &peer)
{
    std::array<char, INET_ADDRSTRLEN> text{};
    ::inet_ntop(AF_INET, &peer.sin_addr, text.data(), text.size());
    return text.data();
}

std::string ask(int type, const std::string &address, std::uint16_t port)
{
    const base::UniqueFd socket(::socket(AF_INET, type | SOCK_CLOEXEC, 0));
    const timeval timeout{1, 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
    const sockaddr_in target = socketAddress(address, port);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr *>(&target), sizeof target) != 0)
        return {};
    ::send(socket.get(), "hello", 5, MSG_NOSIGNAL);
    std::array<char, 256> buffer{};
    const ssize_t size = ::recv(socket.get(), buffer.data(), buffer.size(), 0);
    return size > 0 ? std::string(buffer.data(), static_cast<std::size_t>(size)) : std::string();
}

} // namespace

std::string enterLab()
{
    if (::geteuid() != 0)
        return "needs root";
    if (::unshare(CLONE_NEWNET | CLONE_NEWNS) != 0)
        return std::string("unshare: ") + std::strerror(errno);
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return std::string("make mounts private: ") + std::strerror(errno);
    ::mount("sysfs", "/sys", "sysfs", 0, nullptr); // so that tools see this namespace's links
    if (!loopbackUp())
        return "cannot set lo up in a new network namespace";
    return {};
}

Namespace::Namespace()
{
    std::thread([this] {
        if (::unshare(CLONE_NEWNET) != 0)
            return;
        loopbackUp();
        m_fd.reset(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
    }).join();
}

void Namespace::enter() const
{
    if (::setns(m_fd.get(), CLONE_NEWNET) != 0)
        std::abort();
}

std::optional<std::string> tool(const std::string &commandLine)
{
    std::array<int, 2> pipes{};
    if (::pipe2(pipes.data(), O_CLOEXEC) != 0)
        return std::nullopt;
    base::UniqueFd readEnd(pipes[0]);
    base::UniqueFd writeEnd(pipes[1]);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, writeEnd.get(), 1);
    ::posix_spawn_file_actions_adddup2(&actions, writeEnd.get(), 2);
    std::string command = commandLine;
    std::string shell = "sh";
    std::string option = "-c";
    std::array<char *, 4> arguments{shell.data(), option.data(), command.data(), nullptr};
    pid_t pid = 0;
    const int error = ::posix_spawn(&pid, "/bin/sh", &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    writeEnd.reset();
    if (error != 0)
        return std::nullopt;
    std::string output;
    std::array<char, 4096> buffer{};
    for (ssize_t size = 0; (size = ::read(readEnd.get(), buffer.data(), buffer.size())) > 0;)
        output.append(buffer.data(), static_cast<std::size_t>(size));
    int status = 0;
    ::waitpid(pid, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        std::fprintf(stderr, "%s: %s\n", commandLine.c_str(), output.c_str());
        return std::nullopt;
    }
    return output;
}

bool wire(const Namespace &container, const engine::launch::InterfacePlan &plan)
{
    const std::string target =
        "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(container.fd());
    if (!tool("ip link add " + plan.hostName + " master " + plan.bridge + " up type veth peer name " +
              plan.name + " address " + plan.mac + " netns " + target + " && ip link set " + plan.hostName +
              " type bridge_slave hairpin on"))
        return false;
    return container.run([&] {
        return tool("ip addr add " + plan.ipv4 + " dev " + plan.name + " && ip link set " + plan.name +
                    " up" +
                    (plan.ipv4Gateway.empty() ? std::string()
                                              : " && ip route add default via " + plan.ipv4Gateway))
            .has_value();
    });
}

bool wireOutside(const Namespace &outside)
{
    const std::string target = "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(outside.fd());
    if (!tool("ip link add outside0 type veth peer name eth0 netns " + target +
              " && ip addr add 198.51.100.1/24 dev outside0 && ip link set outside0 up"))
        return false;
    return outside.run([] {
        return tool("ip addr add 198.51.100.2/24 dev eth0 && ip link set eth0 up && "
                    "ip route add default via 198.51.100.1")
            .has_value();
    });
}

EchoServer::EchoServer(const Namespace *where, std::uint16_t port, std::string greeting,
                       const std::string &address)
    : m_greeting(std::move(greeting)), m_stop(::eventfd(0, EFD_CLOEXEC))
{
    const auto open = [&] {
        const sockaddr_in target = socketAddress(address, port);
        for (auto [fd, type] : {std::pair{&m_tcp, SOCK_STREAM}, std::pair{&m_udp, SOCK_DGRAM}}) {
            fd->reset(::socket(AF_INET, type | SOCK_CLOEXEC, 0));
            const int on = 1;
            ::setsockopt(fd->get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
            if (::bind(fd->get(), reinterpret_cast<const sockaddr *>(&target), sizeof target) != 0)
                fd->reset();
        }
        return m_tcp.valid() && ::listen(m_tcp.get(), 16) == 0;
    };
    const bool listening = where ? where->run(open) : open();
    if (listening)
        m_thread = std::thread([this] { serve(); });
}

EchoServer::~EchoServer()
{
    const std::uint64_t one = 1;
    static_cast<void>(::write(m_stop.get(), &one, sizeof one));
    if (m_thread.joinable())
        m_thread.join();
}

void EchoServer::serve()
{
    for (;;) {
        std::array<pollfd, 3> fds{
            {{m_stop.get(), POLLIN, 0}, {m_tcp.get(), POLLIN, 0}, {m_udp.get(), POLLIN, 0}}};
        ::poll(fds.data(), fds.size(), -1);
        if (fds[0].revents != 0)
            return;
        sockaddr_in peer{};
        socklen_t length = sizeof peer;
        if (fds[1].revents != 0) {
            const base::UniqueFd client(
                ::accept4(m_tcp.get(), reinterpret_cast<sockaddr *>(&peer), &length, SOCK_CLOEXEC));
            const std::string answer = m_greeting + " " + peerText(peer);
            ::send(client.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
            std::array<char, 16> ignored{};
            ::recv(client.get(), ignored.data(), ignored.size(), 0); // so that close does not reset
        }
        if (fds[2].revents != 0) {
            std::array<char, 256> buffer{};
            ::recvfrom(m_udp.get(), buffer.data(), buffer.size(), 0, reinterpret_cast<sockaddr *>(&peer),
                       &length);
            const std::string answer = m_greeting + " " + peerText(peer);
            ::sendto(m_udp.get(), answer.data(), answer.size(), 0, reinterpret_cast<const sockaddr *>(&peer),
                     length);
        }
    }
}

std::string askTcp(const std::string &address, std::uint16_t port)
{
    return ask(SOCK_STREAM, address, port);
}

std::string askUdp(const std::string &address, std::uint16_t port)
{
    return ask(SOCK_DGRAM, address, port);
}

} // namespace catamaran::test
