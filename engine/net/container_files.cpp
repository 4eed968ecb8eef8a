// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/container_files.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <sstream>

namespace catamaran::engine::net {

using base::Errc;
using base::Result;

namespace {

std::string joined(const std::vector<std::string> &items)
{
    std::string text;
    for (const std::string &item : items)
        text += " " + item;
    return text;
}

bool isAddress(const std::string &text)
{
    std::array<unsigned char, 16> buffer{};
    return ::inet_pton(AF_INET, text.c_str(), buffer.data()) == 1 ||
           ::inet_pton(AF_INET6, text.c_str(), buffer.data()) == 1;
}

/// A name or option that may stand in these files: one word of printable characters.
bool isWord(const std::string &text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

} // namespace

std::string ResolvConf::text() const
{
    std::string text;
    for (const std::string &server : nameservers)
        text += "nameserver " + server + "\n";
    if (!search.empty())
        text += "search" + joined(search) + "\n";
    if (!options.empty())
        text += "options" + joined(options) + "\n";
    return text;
}

ResolvConf parseResolvConf(std::string_view text)
{
    ResolvConf conf;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        if (const auto comment = line.find_first_of("#;"); comment != std::string::npos)
            line.resize(comment);
        std::istringstream fields(line);
        std::string keyword;
        fields >> keyword;
        std::vector<std::string> values;
        for (std::string value; fields >> value;)
            values.push_back(value);
        if (values.empty())
            continue;
        if (keyword == "nameserver")
            conf.nameservers.push_back(values.front());
        else if (keyword == "search" || keyword == "domain")
            conf.search = std::move(values); // the last one counts
        else if (keyword == "options")
            conf.options.insert(conf.options.end(), values.begin(), values.end());
    }
    return conf;
}

ResolvConf containerResolvConf(const ResolvConf &host, const std::vector<std::string> &search,
                               const std::vector<std::string> &options)
{
    ResolvConf conf;
    conf.nameservers = {"127.0.0.11"};
    conf.search = search.empty() ? host.search : search;
    if (conf.search == std::vector<std::string>{"."})
        conf.search.clear();
    conf.options = options.empty() ? host.options : options;
    std::erase_if(conf.options, [](const std::string &option) { return !isWord(option); });
    std::erase_if(conf.search, [](const std::string &domain) { return !isWord(domain); });
    const bool hasDots = std::any_of(conf.options.begin(), conf.options.end(), [](const std::string &option) {
        return option.rfind("ndots:", 0) == 0;
    });
    if (!hasDots)
        conf.options.emplace_back("ndots:0");
    return conf;
}

Result<std::string> hostsText(const std::vector<std::string> &addresses, const std::string &hostname,
                              const std::string &domainname, const std::vector<std::string> &extraHosts,
                              const std::string &hostGateway)
{
    std::string text = "127.0.0.1\tlocalhost\n"
                       "::1\tlocalhost ip6-localhost ip6-loopback\n"
                       "fe00::\tip6-localnet\n"
                       "ff00::\tip6-mcastprefix\n"
                       "ff02::1\tip6-allnodes\n"
                       "ff02::2\tip6-allrouters\n";
    for (const std::string &entry : extraHosts) {
        const auto separator = entry.find_first_of(":=");
        const std::string name = entry.substr(0, separator);
        std::string address = separator == std::string::npos ? std::string() : entry.substr(separator + 1);
        if (address.size() > 2 && address.front() == '[' && address.back() == ']')
            address = address.substr(1, address.size() - 2);
        if (address == "host-gateway")
            address = hostGateway;
        if (!isWord(name) || !isAddress(address))
            return base::fail(base::Error(Errc::InvalidArgument, "invalid extra host '" + entry + "'")
                                  .withFix("Write --add-host name:address, for example db:10.0.0.5 or "
                                           "host.docker.internal:host-gateway."));
        text += address + "\t" + name + "\n";
    }
    if (!isWord(hostname))
        return text;
    for (const std::string &address : addresses) {
        text += address + "\t";
        if (isWord(domainname))
            text += hostname + "." + domainname + " ";
        text += hostname + "\n";
    }
    return text;
}

} // namespace catamaran::engine::net
