// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/unicity.h"

#include "src/compose/mount_syntax.h"
#include "src/compose/path_table.h"

#include <unordered_map>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Result;

enum class Identity { KeyValue, Volume, Config, Secret, EnvFile, Expose, Port, Device };

const PathTable<Identity> &rules()
{
    static const PathTable<Identity> kRules = {
        {"networks.*.labels", Identity::KeyValue},
        {"networks.*.ipam.options", Identity::KeyValue},
        {"services.*.annotations", Identity::KeyValue},
        {"services.*.build.args", Identity::KeyValue},
        {"services.*.build.additional_contexts", Identity::KeyValue},
        {"services.*.build.platform", Identity::KeyValue},
        {"services.*.build.tags", Identity::KeyValue},
        {"services.*.build.labels", Identity::KeyValue},
        {"services.*.cap_add", Identity::KeyValue},
        {"services.*.cap_drop", Identity::KeyValue},
        {"services.*.devices", Identity::Device},
        {"services.*.configs", Identity::Config},
        {"services.*.deploy.labels", Identity::KeyValue},
        {"services.*.dns", Identity::KeyValue},
        {"services.*.dns_opt", Identity::KeyValue},
        {"services.*.dns_search", Identity::KeyValue},
        {"services.*.environment", Identity::KeyValue},
        {"services.*.env_file", Identity::EnvFile},
        {"services.*.expose", Identity::Expose},
        {"services.*.labels", Identity::KeyValue},
        {"services.*.links", Identity::KeyValue},
        {"services.*.networks.*.aliases", Identity::KeyValue},
        {"services.*.networks.*.link_local_ips", Identity::KeyValue},
        {"services.*.ports", Identity::Port},
        {"services.*.profiles", Identity::KeyValue},
        {"services.*.secrets", Identity::Secret},
        {"services.*.sysctls", Identity::KeyValue},
        {"services.*.tmpfs", Identity::KeyValue},
        {"services.*.volumes", Identity::Volume},
    };
    return kRules;
}

tl::unexpected<base::Error> wrong(const Node &item, const std::string &message)
{
    return base::fail(base::Error(Errc::Parse, message).withWhere(item.mark().where()));
}

std::string textOf(const Node &mapping, const char *key, const std::string &otherwise)
{
    const Node *value = mapping.find(key);
    return value ? value->display() : otherwise;
}

Result<std::string> mountIdentity(const Node &item, const std::string &directory, const PathLink &path)
{
    if (item.isString())
        return directory + "/" + item.text();
    if (!item.isMapping())
        return wrong(item, path.text() + ": unsupported value " + item.display());
    if (const Node *target = item.find("target"))
        return target->display();
    return directory + "/" + textOf(item, "source", {});
}

Result<std::string> portIdentity(const Node &item, const PathLink &path)
{
    if (!item.isMapping())
        return item.display();
    const Node *target = item.find("target");
    if (!target)
        return wrong(item, "service ports " + path.text() + " is missing a target port");
    return textOf(item, "host_ip", "0.0.0.0") + ":" + textOf(item, "published", {}) + ":" +
           target->display() + "/" + textOf(item, "protocol", "tcp");
}

Result<std::string> deviceIdentity(const Node &item, const PathLink &path)
{
    if (item.isMapping()) {
        const Node *target = item.find("target");
        if (!target || !target->isString())
            return wrong(item, "service device " + path.text() + " is missing a mount target");
        return target->text();
    }
    const std::string &text = item.text();
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos)
        return text;
    return text.substr(colon + 1, text.find(':', colon + 1) - colon - 1);
}

Result<std::string> identityOf(const Node &item, Identity rule, const PathLink &path)
{
    switch (rule) {
    case Identity::KeyValue:
        if (!item.isString())
            return wrong(item, path.text() + ": unexpected type " + std::string(item.kindName()));
        return item.text().substr(0, item.text().find('='));
    case Identity::Volume: {
        if (item.isMapping()) {
            const Node *target = item.find("target");
            if (!target || !target->isString())
                return wrong(item, "service volume " + path.text() + " is missing a mount target");
            return target->text();
        }
        CATAMARAN_TRY(const MountSpec mount, parseMount(item.display()));
        return mount.target;
    }
    case Identity::Config:
        return mountIdentity(item, {}, path);
    case Identity::Secret:
        return mountIdentity(item, "/run/secrets", path);
    case Identity::EnvFile:
        if (!item.isMapping())
            return item.display();
        if (!item.contains("path"))
            return wrong(item, "environment path attribute " + path.text() + " is missing");
        return textOf(item, "path", {});
    case Identity::Expose:
        if (!item.isString() && !item.isInteger())
            return wrong(item, path.text() + ": unsupported expose value " + item.display());
        return item.display();
    case Identity::Port:
        return portIdentity(item, path);
    case Identity::Device:
        return deviceIdentity(item, path);
    }
    return std::string();
}

Result<void> walk(Node &node, const PathTable<Identity>::Cursor &cursor, const PathLink &path)
{
    if (cursor.ended())
        return {};
    if (node.isMapping()) {
        for (NodeEntry &entry : node.entries())
            CATAMARAN_CHECK(walk(entry.value, cursor.next(entry.key), PathLink{&path, entry.key}));
        return {};
    }
    const Identity *rule = cursor.value();
    if (!node.isSequence() || !rule)
        return {};
    std::vector<Node> unique;
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < node.items().size(); ++i) {
        const std::string index = "[" + std::to_string(i) + "]";
        Node &item = node.items()[i];
        auto identity = identityOf(item, *rule, PathLink{&path, index});
        if (!identity) {
            base::Error error = std::move(identity).error();
            if (!error.where())
                error = std::move(error).withWhere(item.mark().where());
            return base::fail(std::move(error));
        }
        if (const auto [place, added] = places.emplace(*identity, unique.size()); !added)
            unique[place->second] = std::move(item);
        else
            unique.push_back(std::move(item));
    }
    node.items() = std::move(unique);
    return {};
}

} // namespace

Result<void> enforceUnicity(Node &document)
{
    const PathLink root{};
    return walk(document, rules().root(), root);
}

} // namespace catamaran::compose
