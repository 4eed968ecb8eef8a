// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/canonical.h"

#include "src/compose/mount_syntax.h"
#include "src/compose/path_table.h"
#include "src/compose/port_syntax.h"

#include <algorithm>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Result;

enum class Form {
    FileMount,
    StringOrX,
    KeyValue,
    DependsOn,
    EnvFile,
    StringOrList,
    Extends,
    Gpus,
    NamesToMapping,
    Volume,
    Device,
    Ports,
    Build,
    Ssh,
    Ulimit,
    External,
    Include,
};

const PathTable<Form> &forms()
{
    static const PathTable<Form> kForms = {
        {"services.*.build.secrets.*", Form::FileMount},
        {"services.*.build.provenance", Form::StringOrX},
        {"services.*.build.sbom", Form::StringOrX},
        {"services.*.build.additional_contexts", Form::KeyValue},
        {"services.*.depends_on", Form::DependsOn},
        {"services.*.env_file", Form::EnvFile},
        {"services.*.label_file", Form::StringOrList},
        {"services.*.extends", Form::Extends},
        {"services.*.gpus", Form::Gpus},
        {"services.*.networks", Form::NamesToMapping},
        {"services.*.models", Form::NamesToMapping},
        {"services.*.volumes.*", Form::Volume},
        {"services.*.dns", Form::StringOrList},
        {"services.*.devices.*", Form::Device},
        {"services.*.secrets.*", Form::FileMount},
        {"services.*.configs.*", Form::FileMount},
        {"services.*.ports", Form::Ports},
        {"services.*.build", Form::Build},
        {"services.*.build.ssh", Form::Ssh},
        {"services.*.ulimits.*", Form::Ulimit},
        {"services.*.build.ulimits.*", Form::Ulimit},
        {"services.*.develop.watch.*.ignore", Form::StringOrList},
        {"services.*.develop.watch.*.include", Form::StringOrList},
        {"volumes.*", Form::External},
        {"networks.*", Form::External},
        {"secrets.*", Form::External},
        {"configs.*", Form::External},
        {"include.*", Form::Include},
    };
    return kForms;
}
using Cursor = PathTable<Form>::Cursor;

Node wrapped(Node value, const char *key)
{
    Node out = Node::mapping(value.mark());
    out.set(key, std::move(value));
    return out;
}

Node inList(Node value)
{
    Node out = Node::sequence(value.mark());
    out.items().push_back(std::move(value));
    return out;
}

class Canonicalizer {
public:
    explicit Canonicalizer(Unreadable unreadable) : m_unreadable(unreadable) {}

    Result<void> walk(Node &node, const Cursor &cursor, const PathLink &path)
    {
        if (cursor.ended())
            return {};
        if (const Form *form = cursor.value())
            return transform(*form, node, cursor, path);
        return children(node, cursor, path);
    }

private:
    Result<void> children(Node &node, const Cursor &cursor, const PathLink &path)
    {
        for (NodeEntry &entry : node.entries())
            CATAMARAN_CHECK(walk(entry.value, cursor.next(entry.key), PathLink{&path, entry.key}));
        if (!node.isSequence())
            return {};
        const Cursor inner = cursor.next("[]");
        for (Node &item : node.items())
            CATAMARAN_CHECK(walk(item, inner, PathLink{&path, "[]"}));
        return {};
    }

    static tl::unexpected<base::Error> wrong(const Node &node, const std::string &message)
    {
        return base::fail(base::Error(Errc::Parse, message).withWhere(node.mark().where()));
    }

    static tl::unexpected<base::Error> wrongType(const Node &node, const PathLink &path, const char *what)
    {
        return wrong(node, path.text() + ": invalid type " + std::string(node.kindName()) + " for " + what);
    }

    Result<void> transform(Form form, Node &node, const Cursor &cursor, const PathLink &path)
    {
        switch (form) {
        case Form::FileMount:
            return wrapString(node, "source", path, "a secret or config");
        case Form::StringOrX:
            if (!node.isString())
                node = Node::string(node.display(), node.mark());
            return {};
        case Form::KeyValue:
            return keyValue(node, path);
        case Form::DependsOn:
            return dependsOn(node, path);
        case Form::EnvFile:
            return envFile(node, path);
        case Form::StringOrList:
            if (node.isString())
                node = inList(std::move(node));
            return dropEmptyDns(node, path);
        case Form::Extends:
            return wrapString(node, "service", path, "extends");
        case Form::Gpus:
            return gpus(node, path);
        case Form::NamesToMapping:
            return namesToMapping(node);
        case Form::Volume:
            return volume(node, path);
        case Form::Device:
            return device(node, path);
        case Form::Ports:
            return ports(node, path);
        case Form::Build:
            if (node.isString())
                node = wrapped(std::move(node), "context");
            return node.isMapping() ? children(node, cursor, path) : wrongType(node, path, "build");
        case Form::Ssh:
            return ssh(node, path);
        case Form::Ulimit:
            return node.isMapping() || node.isInteger() ? Result<void>() : wrongType(node, path, "ulimit");
        case Form::External:
            return external(node, cursor, path);
        case Form::Include:
            return wrapString(node, "path", path, "include");
        }
        return {};
    }

    static Result<void> wrapString(Node &node, const char *key, const PathLink &path, const char *what)
    {
        if (node.isString())
            node = wrapped(std::move(node), key);
        return node.isMapping() ? Result<void>() : wrongType(node, path, what);
    }

    // An empty name server, as from dns: ${DNS-}, is none.
    static Result<void> dropEmptyDns(Node &node, const PathLink &path)
    {
        if (path.key == "dns" && node.isSequence())
            std::erase_if(node.items(), [](const Node &n) { return n.isScalar() && n.display().empty(); });
        return {};
    }

    Result<void> keyValue(Node &node, const PathLink &path) const
    {
        if (node.isMapping())
            return {};
        if (!node.isSequence())
            return wrongType(node, path, "a mapping");
        Node out = Node::mapping(node.mark());
        for (const Node &item : node.items()) {
            const std::string text = item.display();
            const std::size_t equals = text.find('=');
            if (equals == std::string::npos) {
                if (m_unreadable == Unreadable::IsKept)
                    return {};
                return wrong(item, path.text() + ": invalid value " + text + ", expected key=value");
            }
            out.set(text.substr(0, equals), Node::string(text.substr(equals + 1), item.mark()));
        }
        node = std::move(out);
        return {};
    }

    static Result<void> dependsOn(Node &node, const PathLink &path)
    {
        if (!node.isMapping() && !node.isSequence())
            return wrongType(node, path, "depends_on");
        Node out = Node::mapping(node.mark());
        for (const Node &item : node.items())
            out.set(item.display(), Node::mapping(item.mark()));
        if (node.isMapping())
            out = std::move(node);
        for (NodeEntry &entry : out.entries()) {
            const Mark mark = entry.value.mark();
            if (!entry.value.isMapping())
                return wrong(entry.value, path.text() + "." + entry.key + ": unsupported value");
            if (!entry.value.contains("condition"))
                entry.value.set("condition", Node::string("service_started", mark));
            if (!entry.value.contains("required"))
                entry.value.set("required", Node::boolean(true, mark));
        }
        node = std::move(out);
        return {};
    }

    static Result<void> envFile(Node &node, const PathLink &path)
    {
        if (node.isString())
            node = inList(std::move(node));
        if (!node.isSequence())
            return wrongType(node, path, "env_file");
        for (Node &item : node.items()) {
            if (item.isString())
                item = wrapped(std::move(item), "path");
            if (item.isMapping() && !item.contains("required"))
                item.set("required", Node::boolean(true, item.mark()));
        }
        return {};
    }

    static Result<void> gpus(Node &node, const PathLink &path)
    {
        if (node.isString())
            node = inList(wrapped(Node::string("all", node.mark()), "count"));
        return node.isSequence() ? Result<void>() : wrongType(node, path, "gpus");
    }

    static Result<void> namesToMapping(Node &node)
    {
        if (!node.isSequence())
            return {};
        Node out = Node::mapping(node.mark());
        for (const Node &item : node.items())
            out.set(item.display(), Node::null(item.mark()));
        node = std::move(out);
        return {};
    }

    Result<void> volume(Node &node, const PathLink &path) const
    {
        if (node.isMapping())
            return {};
        if (!node.isString())
            return wrongType(node, path, "service volume mount");
        auto mount = parseMount(node.text());
        if (mount) {
            node = mount->toNode(node.mark());
            return {};
        }
        if (m_unreadable == Unreadable::IsKept)
            return {};
        return base::fail(std::move(mount).error().withWhere(node.mark().where()));
    }

    Result<void> device(Node &node, const PathLink &path) const
    {
        if (node.isMapping())
            return {};
        if (!node.isString())
            return wrongType(node, path, "service device");
        std::vector<std::string> parts;
        std::string_view rest = node.text();
        for (;;) {
            const std::size_t colon = rest.find(':');
            parts.emplace_back(rest.substr(0, colon));
            if (colon == std::string_view::npos)
                break;
            rest.remove_prefix(colon + 1);
        }
        if (parts.size() > 3) {
            if (m_unreadable == Unreadable::IsKept)
                return {};
            return wrong(node, "confusing device mapping, please use long syntax: " + node.text());
        }
        const Mark mark = node.mark();
        Node out = Node::mapping(mark);
        out.set("source", Node::string(parts[0], mark));
        const bool hasTarget = parts.size() > 1 && !parts[1].empty();
        out.set("target", Node::string(hasTarget ? parts[1] : parts[0], mark));
        out.set("permissions", Node::string(parts.size() > 2 ? parts[2] : "rwm", mark));
        node = std::move(out);
        return {};
    }

    Result<void> ports(Node &node, const PathLink &path) const
    {
        if (!node.isSequence())
            return wrongType(node, path, "port");
        Node out = Node::sequence(node.mark());
        for (Node &item : node.items()) {
            if (item.isMapping()) {
                out.items().push_back(std::move(item));
                continue;
            }
            if (!item.isString() && !item.isInteger())
                return wrongType(item, path, "port");
            auto parsed = parsePorts(item.display());
            if (!parsed) {
                if (m_unreadable == Unreadable::IsKept) {
                    out.items().push_back(std::move(item));
                    continue;
                }
                return base::fail(std::move(parsed).error().withWhere(item.mark().where()));
            }
            for (const PortSpec &port : *parsed)
                out.items().push_back(port.toNode(item.mark()));
        }
        node = std::move(out);
        return {};
    }

    static Result<void> ssh(Node &node, const PathLink &path)
    {
        if (node.isMapping())
            return {};
        if (!node.isSequence())
            return wrongType(node, path, "ssh");
        Node out = Node::mapping(node.mark());
        for (const Node &item : node.items()) {
            if (!item.isString())
                return wrong(item, "invalid ssh key type " + std::string(item.kindName()));
            const std::size_t equals = item.text().find('=');
            if (equals != std::string::npos)
                out.set(item.text().substr(0, equals),
                        Node::string(item.text().substr(equals + 1), item.mark()));
            else if (item.text() == "default")
                out.set(item.text(), Node::null(item.mark()));
            else
                return wrong(item, "invalid ssh key \"" + item.text() + "\"");
        }
        node = std::move(out);
        return {};
    }

    // external: {name: x} is the form of old files.
    Result<void> external(Node &node, const Cursor &cursor, const PathLink &path)
    {
        if (!node.isMapping())
            return node.isNull() ? Result<void>() : wrongType(node, path, "resource");
        CATAMARAN_CHECK(children(node, cursor, path));
        Node *flag = node.find("external");
        if (!flag || !flag->isMapping())
            return {};
        const Node *given = flag->find("name");
        const Node *name = node.find("name");
        if (given && name && !given->sameData(*name))
            return wrong(*given, path.text() + ": name and external.name conflict; only use name");
        if (given && !name)
            node.set("name", Node(*given));
        *node.find("external") = Node::boolean(true, node.mark());
        return {};
    }

    Unreadable m_unreadable;
};

enum class Default { BuildContext, SecretTarget, Port, DeviceCount, BindHostPath };

const PathTable<Default> &defaults()
{
    static const PathTable<Default> kDefaults = {
        {"services.*.build", Default::BuildContext},
        {"services.*.secrets.*", Default::SecretTarget},
        {"services.*.ports.*", Default::Port},
        {"services.*.deploy.resources.reservations.devices.*", Default::DeviceCount},
        {"services.*.gpus.*", Default::DeviceCount},
        {"services.*.volumes.*.bind", Default::BindHostPath},
    };
    return kDefaults;
}

void setIfMissing(Node &node, const char *key, Node value)
{
    if (!node.contains(key))
        node.set(key, std::move(value));
}

void setDefaultAt(Default rule, Node &node)
{
    if (!node.isMapping())
        return;
    const Mark mark = node.mark();
    switch (rule) {
    case Default::BuildContext:
        return setIfMissing(node, "context", Node::string(".", mark));
    case Default::SecretTarget: {
        const Node *source = node.find("source");
        return setIfMissing(
            node, "target",
            Node::string("/run/secrets/" + (source ? source->display() : std::string()), mark));
    }
    case Default::Port:
        setIfMissing(node, "protocol", Node::string("tcp", mark));
        return setIfMissing(node, "mode", Node::string("ingress", mark));
    case Default::DeviceCount:
        if (!node.contains("device_ids"))
            setIfMissing(node, "count", Node::string("all", mark));
        return;
    case Default::BindHostPath:
        return setIfMissing(node, "create_host_path", Node::boolean(true, mark));
    }
}

void walkDefaults(Node &node, const PathTable<Default>::Cursor &cursor)
{
    if (cursor.ended())
        return;
    if (const Default *rule = cursor.value())
        return setDefaultAt(*rule, node);
    for (NodeEntry &entry : node.entries())
        walkDefaults(entry.value, cursor.next(entry.key));
    const auto inner = cursor.next("[]");
    for (Node &item : node.items())
        walkDefaults(item, inner);
}

} // namespace

Result<void> canonicalize(Node &document, Unreadable unreadable)
{
    const PathLink root{};
    return Canonicalizer(unreadable).walk(document, forms().root(), root);
}

void setDefaults(Node &document)
{
    walkDefaults(document, defaults().root());
}

} // namespace catamaran::compose
