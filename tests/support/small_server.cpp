// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/small_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdexcept>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

namespace catamaran::test {

SmallServer::SmallServer()
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *const generic = reinterpret_cast<sockaddr *>(&address);
    if (m_listener < 0 || ::bind(m_listener, generic, size) != 0 || ::listen(m_listener, 16) != 0 ||
        ::getsockname(m_listener, generic, &size) != 0)
        throw std::runtime_error("no port for the test's server");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

SmallServer::~SmallServer()
{
    m_stopping = true;
    ::shutdown(m_listener, SHUT_RDWR);
    m_thread.join();
    ::close(m_listener);
}

void SmallServer::put(const std::string &path, Page page)
{
    const std::scoped_lock lock(m_mutex);
    m_pages[path] = std::move(page);
}

std::vector<std::string> SmallServer::log() const
{
    const std::scoped_lock lock(m_mutex);
    return m_log;
}

void SmallServer::clearLog()
{
    const std::scoped_lock lock(m_mutex);
    m_log.clear();
}

void SmallServer::serve()
{
    while (!m_stopping) {
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            continue;
        answer(client);
        ::close(client);
    }
}

void SmallServer::answer(int client)
{
    std::string request;
    char buffer[4096];
    while (request.find("\r\n\r\n") == std::string::npos) {
        const ssize_t n = ::recv(client, buffer, sizeof buffer, 0);
        if (n <= 0)
            return;
        request.append(buffer, static_cast<std::size_t>(n));
    }
    const std::size_t space = request.find(' ') + 1;
    const std::string path = request.substr(space, request.find(' ', space) - space);
    const bool head = request.starts_with("HEAD ");
    Page page;
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_pages.find(path);
        if (found == m_pages.end())
            page.status = 404;
        else
            page = found->second;
        if (!page.etag.empty() && request.find("If-None-Match: " + page.etag + "\r\n") != std::string::npos)
            page.status = 304;
        m_log.push_back(std::to_string(page.status) + " " + path);
    }
    if (page.status == 304)
        page.body.clear();
    std::string out = "HTTP/1.1 " + std::to_string(page.status) + " As asked\r\nConnection: close\r\n";
    if (page.status != 304)
        out += "Content-Length: " + std::to_string(page.body.size()) + "\r\n";
    if (!page.etag.empty())
        out += "ETag: " + page.etag + "\r\n";
    for (const std::string &header : page.headers)
        out += header + "\r\n";
    out += "\r\n";
    if (!head)
        out += page.cutAt > 0 ? page.body.substr(0, page.cutAt) : page.body;
    for (std::size_t sent = 0; sent < out.size();) {
        const ssize_t n = ::send(client, out.data() + sent, out.size() - sent, MSG_NOSIGNAL);
        if (n <= 0)
            return;
        sent += static_cast<std::size_t>(n);
    }
}

namespace {

std::uint32_t crc32(const std::string &text)
{
    std::uint32_t out = ~0U;
    for (const char c : text) {
        out ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            out = (out >> 1) ^ ((out & 1) != 0 ? 0xEDB88320U : 0U);
    }
    return ~out;
}

void put16(std::string &out, std::size_t value)
{
    out += static_cast<char>(value & 0xff);
    out += static_cast<char>(value >> 8 & 0xff);
}

void put32(std::string &out, std::size_t value)
{
    put16(out, value & 0xffff);
    put16(out, value >> 16 & 0xffff);
}

} // namespace

std::string makeZip(const std::map<std::string, std::string> &members)
{
    std::string out;
    std::string directory;
    for (const auto &[name, text] : members) {
        std::string common; // what local and central headers share (APPNOTE.TXT, 4.3.7 and 4.3.12)
        put16(common, 20);
        put16(common, 0);
        put16(common, 0);
        put32(common, 0x21 << 16);
        put32(common, crc32(text));
        put32(common, text.size());
        put32(common, text.size());
        put16(common, name.size());
        put16(common, 0);
        directory += "PK\x01\x02";
        put16(directory, 20);
        directory += common;
        put16(directory, 0);
        put16(directory, 0);
        put16(directory, 0);
        put32(directory, 0);
        put32(directory, out.size());
        directory += name;
        out += "PK\x03\x04" + common + name + text;
    }
    const std::size_t at = out.size();
    out += directory + "PK\x05\x06";
    put32(out, 0);
    put16(out, members.size());
    put16(out, members.size());
    put32(out, directory.size());
    put32(out, at);
    put16(out, 0);
    return out;
}

} // namespace catamaran::test
