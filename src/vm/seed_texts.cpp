// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/vm/seed_texts.h"

#include "src/compose/yaml.h"
#include "src/vm/cloud_config.h"

namespace catamaran::vm {

using base::Result;
using compose::Node;

namespace {

void appendTo(Node &document, const std::string &key, const std::vector<std::string> &values)
{
    if (values.empty())
        return;
    if (document.find(key) == nullptr || !document.find(key)->isSequence())
        document.set(key, Node::sequence());
    for (const std::string &value : values)
        document.find(key)->items().push_back(Node::string(value));
}

void addUser(Node &document, const SeedRequest &request)
{
    if (request.user.empty() || document.contains("users"))
        return;
    Node user = Node::mapping();
    user.set("name", Node::string(request.user));
    user.set("sudo", Node::string("ALL=(ALL) NOPASSWD:ALL"));
    user.set("shell", Node::string("/bin/bash"));
    user.set("lock_passwd", Node::boolean(true));
    appendTo(user, "ssh_authorized_keys", request.keys);
    Node users = Node::sequence();
    users.items().push_back(Node::string("default"));
    users.items().push_back(std::move(user));
    document.set("users", std::move(users));
}

Node ours(const SeedRequest &request, Node document)
{
    if (!document.isMapping())
        document = Node::mapping();
    // No "hostname": it would win over the meta-data, where a clone gets its own name.
    // Else the guest cannot resolve its own name, and sudo says so at every call.
    if (!document.contains("manage_etc_hosts"))
        document.set("manage_etc_hosts", Node::string("localhost"));
    addUser(document, request);
    appendTo(document, "ssh_authorized_keys", request.keys);
    appendTo(document, "packages", request.packages);
    if (request.growRoot && !document.contains("growpart")) {
        Node grow = Node::mapping();
        grow.set("mode", Node::string("auto"));
        Node devices = Node::sequence();
        devices.items().push_back(Node::string("/"));
        grow.set("devices", std::move(devices));
        document.set("growpart", std::move(grow));
    }
    return document;
}

} // namespace

Result<SeedTexts> makeSeedTexts(const SeedRequest &request)
{
    SeedTexts out;
    out.metaData = "instance-id: " + request.instanceId + "\nlocal-hostname: " + request.hostname + "\n";
    out.networkConfig = request.networkConfig;
    const std::string header = "#cloud-config\n";
    if (!request.userData.empty())
        CATAMARAN_CHECK(checkUserData(request.userData, request.userDataFile));
    if (request.userData.empty() || userDataKind(request.userData) == UserDataKind::CloudConfig) {
        Node document = Node::mapping();
        if (!request.userData.empty()) {
            CATAMARAN_TRY(document, readCloudConfig(request.userData, request.userDataFile));
        }
        out.userData = header + compose::toYaml(ours(request, std::move(document)));
        CATAMARAN_CHECK(checkUserData(out.userData, "the generated user-data"));
        return out;
    }
    out.userData = request.userData;
    out.vendorData = header + compose::toYaml(ours(request, Node::mapping()));
    CATAMARAN_CHECK(checkUserData(out.vendorData, "the generated vendor-data"));
    return out;
}

} // namespace catamaran::vm
