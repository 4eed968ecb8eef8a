// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/environment.h"

namespace catamaran::compose {

namespace {

using Environment = std::map<std::string, std::string>;

void resolveList(Node &list, const Environment &environment)
{
    for (Node &item : list.items()) {
        const auto found = item.isString() ? environment.find(item.text()) : environment.end();
        if (found != environment.end())
            item = Node::string(item.text() + "=" + found->second, item.mark());
    }
}

void resolveResources(Node *resources, const char *valueKey, const Environment &environment)
{
    if (!resources)
        return;
    for (NodeEntry &entry : resources->entries()) {
        const Node *name = entry.value.find("environment");
        const auto found = name ? environment.find(name->display()) : environment.end();
        if (found != environment.end())
            entry.value.set(valueKey, Node::string(found->second, name->mark()));
    }
}

} // namespace

void resolveEnvironment(Node &document, const Environment &environment)
{
    if (Node *services = document.find("services")) {
        for (NodeEntry &service : services->entries()) {
            Node *list = service.value.find("environment");
            if (list && list->isSequence())
                resolveList(*list, environment);
        }
    }
    resolveResources(document.find("secrets"), kSecretValueKey, environment);
    resolveResources(document.find("configs"), "content", environment);
}

} // namespace catamaran::compose
