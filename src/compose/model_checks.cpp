// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/model_checks.h"

#include "src/compose/path_table.h"

#include <arpa/inet.h>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Result;

enum class Check { Volume, Config, Secret, Port, WatchPath, DeviceRequest };

const PathTable<Check> &checks()
{
    static const PathTable<Check> kChecks = {
        {"volumes.*", Check::Volume},
        {"configs.*", Check::Config},
        {"secrets.*", Check::Secret},
        {"services.*.ports.*", Check::Port},
        {"services.*.develop.watch.*.path", Check::WatchPath},
        {"services.*.deploy.resources.reservations.devices.*", Check::DeviceRequest},
        {"services.*.gpus.*", Check::DeviceRequest},
    };
    return kChecks;
}

tl::unexpected<base::Error> wrong(const Mark &mark, const std::string &message, std::string fix = {})
{
    return base::fail(base::Error(Errc::Parse, message).withWhere(mark.where()).withFix(std::move(fix)));
}

Result<void> checkVolume(const Node &node, const PathLink &path)
{
    const Node *external = node.find("external");
    if (!external || !external->asBool())
        return {};
    for (const NodeEntry &entry : node.entries()) {
        if (entry.key == "name" || entry.key == "external" || entry.key.starts_with("x-"))
            continue;
        return wrong(entry.mark(),
                     path.text() + ": conflicting parameters \"external\" and \"" + entry.key +
                         "\" specified",
                     "An external volume exists already; only its name can be given.");
    }
    return {};
}

Result<void> checkSource(const Node &node, const PathLink &path, std::initializer_list<const char *> keys)
{
    int count = 0;
    std::string names;
    for (const char *key : keys) {
        count += node.contains(key) ? 1 : 0;
        names += (names.empty() ? "" : "|") + std::string(key);
    }
    if (count > 1)
        return wrong(node.mark(), path.text() + ": " + names + " attributes are mutually exclusive");
    if (count == 0 && !node.contains("driver") && !node.contains("external"))
        return wrong(node.mark(), path.text() + ": one of " + names + " must be set");
    return {};
}

Result<void> checkPort(const Node &node, const PathLink &path)
{
    const Node *address = node.find("host_ip");
    if (!address)
        return {};
    in6_addr buffer{};
    const std::string text = address->display();
    if (::inet_pton(AF_INET, text.c_str(), &buffer) == 1 || ::inet_pton(AF_INET6, text.c_str(), &buffer) == 1)
        return {};
    return wrong(address->mark(), path.text() + ": invalid ip address: " + text);
}

Result<void> apply(Check check, const Node &node, const PathLink &path)
{
    switch (check) {
    case Check::Volume:
        return checkVolume(node, path);
    case Check::Config:
        return checkSource(node, path, {"file", "environment", "content"});
    case Check::Secret:
        return checkSource(node, path, {"file", "environment"});
    case Check::Port:
        return checkPort(node, path);
    case Check::WatchPath:
        return node.display().empty()
                   ? Result<void>(wrong(node.mark(), path.text() + ": value can't be blank"))
                   : Result<void>();
    case Check::DeviceRequest:
        if (node.contains("count") && node.contains("device_ids"))
            return wrong(node.mark(), path.text() + R"(: "count" and "device_ids" attributes are exclusive)");
        return {};
    }
    return {};
}

Result<void> walk(const Node &node, const PathTable<Check>::Cursor &cursor, const PathLink &path)
{
    if (cursor.ended())
        return {};
    if (const Check *check = cursor.value())
        return apply(*check, node, path);
    for (const NodeEntry &entry : node.entries())
        CATAMARAN_CHECK(walk(entry.value, cursor.next(entry.key), PathLink{&path, entry.key}));
    const auto inner = cursor.next("[]");
    for (const Node &item : node.items())
        CATAMARAN_CHECK(walk(item, inner, PathLink{&path, "[]"}));
    return {};
}

} // namespace

Result<void> checkModel(const Node &document)
{
    const PathLink root{};
    return walk(document, checks().root(), root);
}

} // namespace catamaran::compose
