// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/normalize.h"

#include "src/compose/interpolate_tree.h"
#include "src/compose/relative_paths.h"

namespace catamaran::compose {

namespace {

using Environment = std::map<std::string, std::string>;

enum class Unset { Keep, Drop };

// Bare names get the value that the environment has for them.
void resolveNames(Node *values, const Environment &environment, Unset unset)
{
    if (!values)
        return;
    std::erase_if(values->entries(), [&](NodeEntry &entry) {
        if (!entry.value.isNull())
            return false;
        const auto found = environment.find(entry.key);
        if (found == environment.end())
            return unset == Unset::Drop;
        entry.value = Node::string(found->second, entry.value.mark());
        return false;
    });
    std::erase_if(values->items(), [&](Node &item) {
        if (!item.isString() || item.text().find('=') != std::string::npos)
            return false;
        const auto found = environment.find(item.text());
        if (found == environment.end())
            return unset == Unset::Drop;
        item = Node::string(item.text() + "=" + found->second, item.mark());
        return false;
    });
}

enum class Restart { WithIt, Not };

void addDependency(Node &service, const std::string &name, Restart restart, const Mark &mark)
{
    Node *dependencies = service.find("depends_on");
    if (!dependencies || !dependencies->isMapping())
        dependencies = &service.set("depends_on", Node::mapping(mark));
    if (dependencies->contains(name))
        return;
    Node &entry = dependencies->set(name, Node::mapping(mark));
    entry.set("condition", Node::string("service_started", mark));
    entry.set("restart", Node::boolean(restart == Restart::WithIt, mark));
    entry.set("required", Node::boolean(true, mark));
}

void implyDependencies(Node &service)
{
    if (const Node *links = service.find("links")) {
        const Node list = *links; // adding a key moves the one this points to
        for (const Node &item : list.items()) {
            const std::string text = item.display();
            const std::size_t colon = text.find(':');
            const bool alias = colon != std::string::npos && text.find(':', colon + 1) == std::string::npos;
            addDependency(service, alias ? text.substr(0, colon) : text, Restart::WithIt, item.mark());
        }
    }
    for (const char *name : {"network_mode", "ipc", "pid", "uts", "cgroup"}) {
        const Node *value = service.find(name);
        if (!value || !value->text().starts_with("service:"))
            continue;
        const std::string target = value->text().substr(8);
        const Mark mark = value->mark();
        addDependency(service, target, Restart::WithIt, mark);
    }
    if (const Node *from = service.find("volumes_from")) {
        const Node list = *from;
        for (const Node &item : list.items()) {
            const std::string text = item.display();
            if (!text.starts_with("container:"))
                addDependency(service, text.substr(0, text.find(':')), Restart::Not, item.mark());
        }
    }
}

void normalizeBuild(Node &build, const Environment &environment)
{
    if (!build.contains("context"))
        build.set("context", Node::string(".", build.mark()));
    if (!build.contains("dockerfile") && !build.contains("dockerfile_inline"))
        build.set("dockerfile", Node::string("Dockerfile", build.mark()));
    resolveNames(build.find("args"), environment, Unset::Drop);
}

// The hook that runs before the start takes the image of its service.
void inheritImage(Node &service)
{
    Node *hooks = service.find("pre_start");
    const Node *image = service.find("image");
    if (!hooks || !image || image->display().empty())
        return;
    const std::string name = image->display();
    for (Node &hook : hooks->items()) {
        if (hook.isMapping() && !hook.contains("image"))
            hook.set("image", Node::string(name, hook.mark()));
    }
}

void normalizeService(Node &service, const Environment &environment)
{
    if (Node *policy = service.find("pull_policy"); policy && policy->text() == "if_not_present")
        *policy = Node::string("missing", policy->mark());
    if (Node *build = service.find("build"); build && build->isMapping())
        normalizeBuild(*build, environment);
    resolveNames(service.find("environment"), environment, Unset::Keep);
    implyDependencies(service);
    if (Node *volumes = service.find("volumes")) {
        for (Node &volume : volumes->items()) {
            Node *target = volume.find("target");
            if (target && target->isString())
                *target = Node::string(cleanPath(target->text()), target->mark());
        }
    }
    inheritImage(service);
}

bool joinsDefaultNetwork(Node &service)
{
    if (service.contains("provider") || service.contains("network_mode"))
        return false;
    Node *networks = service.find("networks");
    if (!networks || (networks->isMapping() && networks->entries().empty()) || networks->isNull()) {
        Node &made = service.set("networks", Node::mapping(service.mark()));
        made.set("default", Node::null(service.mark()));
        return true;
    }
    return networks->contains("default");
}

void nameResources(Node &document, const std::string &projectName)
{
    for (const char *kind : {"networks", "volumes", "configs", "secrets"}) {
        Node *resources = document.find(kind);
        if (!resources)
            continue;
        for (NodeEntry &entry : resources->entries()) {
            if (!entry.value.isMapping())
                entry.value = Node::mapping(entry.value.mark());
            if (entry.value.contains("name"))
                continue;
            const Node *external = entry.value.find("external");
            const bool isExternal =
                external && (external->asBool() || parseBoolean(external->text()).value_or(false));
            entry.value.set("name", Node::string(isExternal ? entry.key : projectName + "_" + entry.key,
                                                 entry.value.mark()));
        }
    }
}

} // namespace

void normalize(Node &document, const std::string &projectName, const Environment &environment)
{
    document.set("name", Node::string(projectName));
    bool usesDefault = false;
    if (Node *services = document.find("services")) {
        for (NodeEntry &service : services->entries()) {
            if (!service.value.isMapping())
                continue;
            usesDefault = joinsDefaultNetwork(service.value) || usesDefault;
            normalizeService(service.value, environment);
        }
    }
    if (usesDefault) {
        Node *networks = document.find("networks");
        if (!networks || !networks->isMapping())
            networks = &document.set("networks", Node::mapping());
        if (!networks->contains("default"))
            networks->set("default", Node::null());
    }
    nameResources(document, projectName);
}

std::string normalizeProjectName(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const bool fine =
            (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') || lower == '_' || lower == '-';
        if (fine && !(out.empty() && (lower == '_' || lower == '-')))
            out += lower;
    }
    return out;
}

} // namespace catamaran::compose
